/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows to choose from. The owner formats a row into a buffer; moving, scrolling, the '>' before the chosen row and its reverse video are the
 * same everywhere.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "base/buf.h"
#include "tui/term.h"

struct list {
	size_t count;
	size_t cursor; /* < count, 0 when empty */
	size_t top;    /* first row shown */
	int rows;      /* shown at the last drawing */
};

/* Appends the text of a row (the two cells of the mark not included); *style may be changed and is used unless the row has the cursor. */
typedef void list_format(void *context, size_t row, struct buf *out, enum style *style);

/* Sets the number of rows and keeps the cursor inside. */
void list_count(struct list *list, size_t count);
/* Up Down PgUp PgDn Home End; with `letters` also j k g G. True when the key was used. */
bool list_key(struct list *list, const char *name, bool letters);
void list_select(struct list *list, size_t row);
/* Scrolls so that the cursor is shown in `rows` rows. */
void list_fit(struct list *list, int rows);
/* How the chosen row is shown: not at all, marked and in reverse video, or with the hardware cursor on it as well. */
enum list_focus { LIST_PLAIN, LIST_MARKED, LIST_CARET };
void list_draw(struct term *term, struct list *list, int row, int rows, enum list_focus focus, list_format *format, void *context);

/* A filter of row texts: typed words, folded, all must be found. */
bool filter_matches(const char *query, const char *text);

#endif
