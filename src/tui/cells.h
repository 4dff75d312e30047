/* SPDX-License-Identifier: Apache-2.0 */
/*
 * THE way onto the screen. Everything that is shown passes through these functions: foreign text loses its control and format characters,
 * nothing is cut through a character, and the last column stays empty because terminals disagree about what happens after it.
 */
#ifndef TUI_CELLS_H
#define TUI_CELLS_H

#include <stddef.h>

#include "tui/term.h"

/* Writes at most `cells` cells of `text`, marked with ".." where it is cut; characters of ambiguous width are replaced by substitutes. Returns the cells used. */
int put_text(struct term *term, int row, int column, int cells, enum style style, const char *text);
/*
 * A line of a document that is laid out for paper. The one use of the last column: a page is 80 cells wide, and its lines end there at the
 * latest, so no wide character begins in it.
 */
void put_page_line(struct term *term, int row, const char *text);
/* The same without substitution, for detail panes and editors, where the original must be seen. */
int put_exact(struct term *term, int row, int column, int cells, enum style style, const char *text);
/* Like put_text, and fills the rest of the cells with blanks of the style. */
void put_padded(struct term *term, int row, int column, int cells, enum style style, const char *text);
/* `text` set to the right of the given cells. */
void put_right(struct term *term, int row, int column, int cells, enum style style, const char *text);
/* A line of '-' over the whole width. */
void put_rule(struct term *term, int row);
/* A frame of '+', '-' and '|' around `rows` x `columns` cells, which include the frame. */
void put_box(struct term *term, int row, int column, int rows, int columns, char edge);
/* Wraps `text` to at most `rows` rows; what does not fit ends in "...". Returns the rows used. */
int put_wrapped(struct term *term, int row, int column, int rows, int cells, enum style style, const char *text);
/* Rows that put_wrapped would need. */
int wrapped_rows(const char *text, int cells);
/* Appends the text within `cells`; where it does not fit, its end is "..". */
void cells_cut(struct buf *out, const char *text, size_t cells);
/* Appends one table cell: the text made safe and unambiguous, cut with a mark or padded to `cells`, and a blank. */
void column_add(struct buf *out, const char *text, size_t cells);
/* Usable columns: the width without the last one. */
int cells_width(const struct term *term);

#endif
