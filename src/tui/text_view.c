/* SPDX-License-Identifier: Apache-2.0 */
/* The text is wrapped once for each width; drawing then only copies lines. The hardware cursor stands on the first line for screen readers. */
#include "tui/text_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tui/cells.h"
#include "tui/list.h"

#define SHIFT 8
#define SHIFT_MAX 80
#define PAGE_CELLS 4096 /* no line of a page is as wide */

void text_view_init(struct text_view *view)
{
	memset(view, 0, sizeof *view);
	buf_init(&view->text);
}

void text_view_done(struct text_view *view)
{
	buf_done(&view->text);
	text_lines_done(&view->lines);
}

void text_view_changed(struct text_view *view)
{
	view->width = 0;
	view->found = 0;
}

static size_t last_top(const struct text_view *view)
{
	size_t rows = view->rows > 0 ? (size_t)view->rows : 1;
	return view->lines.count > rows ? view->lines.count - rows : 0;
}

bool text_view_key(struct text_view *view, const char *name)
{
	size_t page = view->rows > 2 ? (size_t)view->rows - 1 : 1, last = last_top(view);
	if (strcmp(name, "Up") == 0 || strcmp(name, "k") == 0)
		view->top -= view->top > 0 ? 1 : 0;
	else if (strcmp(name, "Down") == 0 || strcmp(name, "j") == 0)
		view->top += view->top < last ? 1 : 0;
	else if (strcmp(name, "PgUp") == 0)
		view->top -= view->top > page ? page : view->top;
	else if (strcmp(name, "PgDn") == 0 || strcmp(name, "Space") == 0)
		view->top = view->top + page < last ? view->top + page : last;
	else if (view->page && strcmp(name, "Left") == 0)
		view->shift -= view->shift >= SHIFT ? SHIFT : view->shift;
	else if (view->page && strcmp(name, "Right") == 0)
		view->shift += view->shift < SHIFT_MAX ? SHIFT : 0;
	else if (strcmp(name, "Home") == 0 || strcmp(name, "g") == 0)
		view->top = 0;
	else if (strcmp(name, "End") == 0 || strcmp(name, "G") == 0)
		view->top = last;
	else
		return false;
	return true;
}

bool text_view_find(struct text_view *view, const char *query, int by)
{
	size_t count = view->lines.count, at = view->found > 0 ? view->found - 1 : view->top;
	for (size_t tried = 0; tried < count; tried++) {
		/* The first search may find the first line that is shown; a further one moves on. */
		if (tried > 0 || view->found > 0)
			at = by > 0 ? (at + 1) % count : (at + count - 1) % count;
		const struct text_line *item = &view->lines.items[at];
		char *line = mem_strndup(view->text.data + item->start, item->end - item->start);
		bool here = filter_matches(query, line);
		free(line);
		if (!here)
			continue;
		view->found = at + 1;
		if (at < view->top || at >= view->top + (size_t)view->rows)
			view->top = at < last_top(view) ? at : last_top(view);
		return true;
	}
	return false;
}

void text_view_draw(struct term *term, struct text_view *view, int row, int rows)
{
	int column = view->page ? 0 : 1, width = cells_width(term) - column;
	struct buf line;
	buf_init(&line);
	if (view->width != width) {
		text_wrap(&view->lines, view->text.data, view->page ? PAGE_CELLS : (size_t)width);
		view->width = width;
	}
	view->rows = rows;
	if (view->top > last_top(view))
		view->top = last_top(view);
	for (int i = 0; i < rows && view->top + (size_t)i < view->lines.count; i++) {
		const struct text_line *item = &view->lines.items[view->top + (size_t)i];
		buf_clear(&line);
		const char *text = view->text.data + item->start;
		size_t len = item->end - item->start, hidden = view->page ? utf8_fit(text, len, view->shift) : 0;
		buf_add(&line, text + hidden, len - hidden);
		if (view->found == view->top + (size_t)i + 1)
			put_text(term, row + i, column, width, STYLE_FOCUS, line.data);
		else if (view->page)
			put_page_line(term, row + i, line.data);
		else
			put_text(term, row + i, column, width, STYLE_PLAIN, line.data);
	}
	bool shown = view->found > view->top && view->found <= view->top + (size_t)rows;
	term_caret(term, shown ? row + (int)(view->found - 1 - view->top) : row, column);
	buf_done(&line);
}
