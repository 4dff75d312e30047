/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document as a list of blocks, and its writers. What the record says is built once (report/record.h) and written many ways; a writer
 * knows paper and markup, never policy.
 */
#ifndef REPORT_DOC_H
#define REPORT_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/i18n.h"

enum doc_kind {
	DOC_TITLE,     /* of the whole */
	DOC_BANNER,    /* a line that must not be overlooked: sample, draft; a run of them shares one frame */
	DOC_RIGHT,     /* a line at the right: document number, dates */
	DOC_CENTRE,    /* a line in the middle */
	DOC_HEADING,   /* level 1 to 3 */
	DOC_PARAGRAPH,
	DOC_ITEM,      /* indented by level */
	DOC_NOTE,      /* a small line under a table */
	DOC_TABLE,
	DOC_SIGNOFF,   /* boxes with a title each */
	DOC_BARS,      /* labelled amounts */
	DOC_RULE
};
/* What a cell is to a spreadsheet; `text` always says the same in words. */
enum doc_value {
	DOC_TEXT,
	DOC_COUNT,  /* a whole number */
	DOC_MILLI,  /* thousandths */
	DOC_YEN,
	DOC_RATE,   /* parts of DOC_PARTS, shown as percents */
	DOC_POINTS, /* difference of two rates, in the same parts */
	DOC_DATE    /* days since 1970-01-01 */
};
#define DOC_PARTS 100000
struct doc_cell {
	char *text;
	bool right; /* aligned right: numbers */
	enum doc_value value;
	int64_t number; /* not of DOC_TEXT */
};
struct doc_row {
	struct doc_cell *cells;
	size_t count;
	bool head;
};
struct doc_bar {
	char *label, *note; /* note: the amount in words */
	double amount;
};
struct doc_block {
	enum doc_kind kind;
	int level;
	char *text; /* title, heading, paragraph, ...; caption of a table */
	struct doc_row *rows;
	size_t row_count, row_capacity;
	int *widths; /* table: share of each column in cells of the page; NULL = even */
	size_t column_count;
	struct doc_bar *bars;
	size_t bar_count, bar_capacity;
};
/* What a file says of itself, and what stands at the foot of every page. Texts are never NULL. */
struct doc_about {
	char *author, *subject;
	char *foot;    /* lines */
	char *created; /* "2026-11-20T09:00:00+09:00"; "": the writer says no time */
};
struct doc {
	struct doc_block *blocks;
	size_t count, capacity;
	enum lang lang;
	struct doc_about about;
};
struct doc *doc_new(enum lang lang);
void doc_free(struct doc **doc);
void doc_add(struct doc *doc, enum doc_kind kind, int level, const char *text);
void doc_addf(struct doc *doc, enum doc_kind kind, int level, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Starts a table; rows follow with doc_row. `widths` are copied. */
void doc_table(struct doc *doc, const char *caption, const int *widths, size_t columns);
/* Adds a row to the last table or sign-off block; NULL cells are empty. A cell that begins with a tab is aligned right. */
void doc_row(struct doc *doc, bool head, const char *const *cells, size_t count);
/* Makes a cell of the last row a value. */
void doc_value(struct doc *doc, size_t column, enum doc_value value, int64_t number);
void doc_bars(struct doc *doc, const char *caption);
void doc_bar(struct doc *doc, const char *label, double amount, const char *note);
/* Each text is copied; NULL leaves it as it is. */
void doc_about(struct doc *doc, const char *author, const char *subject, const char *foot, const char *created);
/* The text of the title, "" where there is none. Borrowed. */
const char *doc_title(const struct doc *doc);

/* A4 portrait as text: lines of at most `cells` cells (80), ASCII frames, bars of '#'. */
void doc_write_text(const struct doc *doc, size_t cells, struct buf *out);
/* One self-contained page for print: UTF-8, @page A4 portrait, no script, nothing loaded. All text escaped. */
void doc_write_html(const struct doc *doc, struct buf *out);

#endif
