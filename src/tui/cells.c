/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clipping is done in cells before curses sees the text, because curses would draw a half character as nothing or wrap into the next row.
 * The order matters: first make foreign text visible (its tokens take cells), then substitute, then measure.
 */
#include "tui/cells.h"

#include <ncurses.h>
#include <string.h>

#include "base/utf8.h"

/* A column of fewer cells than this is cut without a mark. */
#define CUT_LEAST 6

int cells_width(const struct term *term)
{
	return term_columns(term) - 1;
}

static int put_within(struct term *term, int row, int column, int room, enum style style, const char *text)
{
	if (room <= 0 || row < 0 || row >= term_rows(term) || column < 0)
		return 0;
	size_t len = utf8_fit(text, strlen(text), (size_t)room);
	attrset((int)term_style(term, style));
	mvaddnstr(row, column, text, (int)len);
	attrset(A_NORMAL);
	return (int)utf8_width_n(text, len);
}

static int put_clean(struct term *term, int row, int column, int cells, enum style style, const char *text)
{
	int room = cells_width(term) - column;
	return put_within(term, row, column, cells < room ? cells : room, style, text);
}

/*
 * On a terminal that draws them wide, a character of ambiguous width would move all that stands behind it. There it is shown as one ASCII sign,
 * which keeps the places of the others and of the caret: the first letter, figure or sign of its substitute. The text itself stays as it is.
 */
static void narrowed(struct buf *out, const char *text)
{
	struct buf plain;
	buf_init(&plain);
	size_t len = strlen(text), used = 0;
	for (size_t at = 0; at < len; at += used) {
		char one[8] = "";
		(void)utf8_decode(text + at, text + len, &used);
		memcpy(one, text + at, used);
		if (!utf8_first_ambiguous(one)) {
			buf_adds(out, one);
			continue;
		}
		buf_clear(&plain);
		utf8_unambiguous(&plain, one);
		const char *sign = plain.data + strspn(plain.data, "( ");
		buf_addc(out, *sign > ' ' && *sign < 0x7F ? *sign : '?');
	}
	buf_done(&plain);
}

void put_page_line(struct term *term, int row, const char *text)
{
	struct buf visible;
	buf_init(&visible);
	utf8_visible(&visible, text, strlen(text), false);
	struct buf shown;
	buf_init(&shown);
	if (term_ambiguous_wide(term))
		narrowed(&shown, visible.data);
	put_within(term, row, 0, term_columns(term), STYLE_PLAIN, term_ambiguous_wide(term) ? shown.data : visible.data);
	buf_done(&shown);
	buf_done(&visible);
}

int put_exact(struct term *term, int row, int column, int cells, enum style style, const char *text)
{
	struct buf visible, shown;
	buf_init(&visible);
	buf_init(&shown);
	utf8_visible(&visible, text, strlen(text), false);
	if (term_ambiguous_wide(term))
		narrowed(&shown, visible.data);
	else
		buf_adds(&shown, visible.data);
	int used = put_clean(term, row, column, cells, style, shown.data);
	buf_done(&visible);
	buf_done(&shown);
	return used;
}

void cells_cut(struct buf *out, const char *text, size_t cells)
{
	size_t len = strlen(text), whole = utf8_fit(text, len, cells);
	/* Blanks behind the last column are nothing that is cut. */
	if (cells < CUT_LEAST || strspn(text + whole, " ") == len - whole) {
		buf_add(out, text, whole);
		return;
	}
	buf_add(out, text, utf8_fit(text, len, cells - 2));
	buf_adds(out, "..");
}

/* What is drawn short says so; only where two points would leave next to nothing of the text does it not. */
int put_text(struct term *term, int row, int column, int cells, enum style style, const char *text)
{
	struct buf visible, plain;
	buf_init(&visible);
	buf_init(&plain);
	utf8_visible(&visible, text, strlen(text), false);
	utf8_unambiguous(&plain, visible.data);
	int room = cells_width(term) - column < cells ? cells_width(term) - column : cells;
	buf_clear(&visible);
	cells_cut(&visible, plain.data, room > 0 ? (size_t)room : 0);
	int used = put_within(term, row, column, room, style, visible.data);
	buf_done(&visible);
	buf_done(&plain);
	return used;
}

static void put_run(struct term *term, int row, int column, int cells, enum style style, char c)
{
	char run[2] = {c, '\0'};
	for (int i = 0; i < cells; i++)
		put_clean(term, row, column + i, 1, style, run);
}

void put_padded(struct term *term, int row, int column, int cells, enum style style, const char *text)
{
	int used = put_text(term, row, column, cells, style, text);
	put_run(term, row, column + used, cells - used, style, ' ');
}

void put_right(struct term *term, int row, int column, int cells, enum style style, const char *text)
{
	struct buf plain;
	buf_init(&plain);
	utf8_unambiguous(&plain, text);
	int width = (int)utf8_width(plain.data);
	put_text(term, row, column + (width < cells ? cells - width : 0), cells, style, text);
	buf_done(&plain);
}

void put_rule(struct term *term, int row)
{
	put_run(term, row, 0, cells_width(term), STYLE_PLAIN, '-');
}

void put_box(struct term *term, int row, int column, int rows, int columns, char edge)
{
	for (int r = 0; r < rows; r++) {
		bool border = r == 0 || r == rows - 1;
		put_run(term, row + r, column, 1, STYLE_PLAIN, border ? '+' : '|');
		if (border)
			put_run(term, row + r, column + 1, columns - 2, STYLE_PLAIN, edge);
		put_run(term, row + r, column + columns - 1, 1, STYLE_PLAIN, border ? '+' : '|');
	}
}

int wrapped_rows(const char *text, int cells)
{
	struct text_lines lines = {0};
	text_wrap(&lines, text, (size_t)cells);
	int count = (int)lines.count;
	text_lines_done(&lines);
	return count;
}

int put_wrapped(struct term *term, int row, int column, int rows, int cells, enum style style, const char *text)
{
	struct buf visible, plain, part;
	struct text_lines lines = {0};
	buf_init(&visible);
	buf_init(&plain);
	buf_init(&part);
	utf8_visible(&visible, text, strlen(text), true);
	utf8_unambiguous(&plain, visible.data);
	text_wrap(&lines, plain.data, (size_t)cells);
	int used = 0;
	for (; used < rows && (size_t)used < lines.count; used++) {
		const struct text_line *line = &lines.items[used];
		buf_clear(&part);
		buf_add(&part, plain.data + line->start, line->end - line->start);
		bool cut = used == rows - 1 && lines.count > (size_t)rows;
		int width = put_clean(term, row + used, column, cut ? cells - 3 : cells, style, part.data);
		if (cut)
			put_clean(term, row + used, column + width, 3, style, "...");
	}
	text_lines_done(&lines);
	buf_done(&visible);
	buf_done(&plain);
	buf_done(&part);
	return used;
}

void column_add(struct buf *out, const char *text, size_t cells)
{
	struct buf visible, plain;
	buf_init(&visible);
	buf_init(&plain);
	utf8_visible(&visible, text, strlen(text), false);
	utf8_unambiguous(&plain, visible.data);
	buf_clear(&visible);
	cells_cut(&visible, plain.data, cells);
	utf8_pad(out, visible.data, cells);
	buf_addc(out, ' ');
	buf_done(&visible);
	buf_done(&plain);
}
