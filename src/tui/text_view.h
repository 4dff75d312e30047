/* SPDX-License-Identifier: Apache-2.0 */
/* A text to read, wrapped and paged. */
#ifndef TUI_TEXT_VIEW_H
#define TUI_TEXT_VIEW_H

#include "base/utf8.h"
#include "tui/term.h"

struct text_view {
	struct buf text; /* filled by the owner */
	struct text_lines lines;
	bool page;   /* a page that is laid out already: lines are cut, not wrapped, and Left and Right shift it */
	size_t shift; /* cells to the left of what is shown; pages only */
	int width;   /* of the lines; 0: to be wrapped */
	size_t top;
	int rows;
	size_t found; /* line of the last find, from 1; 0: none */
};
void text_view_init(struct text_view *view);
void text_view_done(struct text_view *view);
/* Called when the text has changed. */
void text_view_changed(struct text_view *view);
/*
 * Goes to the nearest line behind (`by` 1) or before (`by` -1) the last one found, around the ends, that has every word of the query; the line is
 * marked. False when there is none.
 */
bool text_view_find(struct text_view *view, const char *query, int by);
bool text_view_key(struct text_view *view, const char *name);
void text_view_draw(struct term *term, struct text_view *view, int row, int rows);

#endif
