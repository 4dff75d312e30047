/* SPDX-License-Identifier: Apache-2.0 */
/* What the two files of the text writer share: wrapped cells, tables, sign-off boxes. Private to report/. */
#ifndef REPORT_DOC_TEXT_H
#define REPORT_DOC_TEXT_H

#include "base/buf.h"
#include "base/utf8.h"
#include "report/doc.h"

/* Below this a page cannot hold a frame with two full-width characters. */
#define TEXT_CELLS_MIN 16

/* A text made safe for a column and wrapped to it. */
struct text_cell {
	char *text;
	struct text_lines lines;
};
void text_cell_init(struct text_cell *cell, const char *text, size_t cells);
void text_cell_done(struct text_cell *cell);
/* One line of the cell in exactly `cells` cells; blanks where it has no such line. */
void text_cell_put(struct buf *out, const struct text_cell *cell, size_t line, size_t cells, bool right);

void text_repeat(struct buf *out, char c, size_t count);
void text_put_table(struct buf *out, const struct doc_block *block, size_t cells);
void text_put_signoff(struct buf *out, const struct doc_block *block, size_t cells);

/* Largest amount of a bar block, 0 when none is known. */
double doc_bar_most(const struct doc_block *block);

#endif
