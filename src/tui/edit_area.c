/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A field of several lines, wrapped while it is typed with the same kinsoku as everything else. The wrapping belongs to the width, so
 * it is computed anew each time; a field is small. One column is kept free for the caret after a full line.
 */
#include "tui/edit.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"

/* Wraps at the width less the caret's column. A text that ends in a line feed has one more, empty line. */
static void wrap(struct text_lines *lines, const struct edit *edit, int cells)
{
	text_wrap(lines, edit->text.data, cells > 3 ? (size_t)(cells - 1) : 2);
	size_t len = edit->text.len;
	bool open = len > 0 && edit->text.data[len - 1] == '\n';
	if (lines->count == 0 || (open && lines->items[lines->count - 1].start < len)) {
		MEM_PUSH_ROOM(lines->items, lines->count, lines->capacity);
		lines->items[lines->count++] = (struct text_line){.start = len, .end = len};
	}
}

static size_t line_of(const struct text_lines *lines, size_t caret)
{
	size_t line = 0;
	while (line + 1 < lines->count && lines->items[line + 1].start <= caret)
		line++;
	return line;
}

static int column_of(const struct edit *edit, const struct text_line *line)
{
	size_t end = edit->caret > line->end ? line->end : edit->caret;
	return (int)utf8_width_n(edit->text.data + line->start, end - line->start);
}

void edit_area_place(const struct edit *edit, int cells, size_t *line, int *column)
{
	struct text_lines lines = {0};
	wrap(&lines, edit, cells);
	*line = line_of(&lines, edit->caret);
	*column = column_of(edit, &lines.items[*line]);
	text_lines_done(&lines);
}

/* The last place of a line at which the caret still belongs to it: the next line begins where a soft break was. */
static size_t line_last(const struct edit *edit, const struct text_lines *lines, size_t line)
{
	size_t end = lines->items[line].end;
	if (line + 1 < lines->count && lines->items[line + 1].start <= end && end > lines->items[line].start)
		return utf8_previous(edit->text.data, edit->text.len, end);
	return end;
}

static size_t at_column(const struct edit *edit, const struct text_lines *lines, size_t line, int goal)
{
	const struct text_line *item = &lines->items[line];
	size_t at = item->start + utf8_fit(edit->text.data + item->start, item->end - item->start, (size_t)goal);
	size_t last = line_last(edit, lines, line);
	return at < last ? at : last;
}

bool edit_area_key(struct edit *edit, const char *name)
{
	struct text_lines lines = {0};
	wrap(&lines, edit, edit->width > 0 ? edit->width : 76);
	size_t line = line_of(&lines, edit->caret);
	bool up = strcmp(name, "Up") == 0, down = strcmp(name, "Down") == 0, used = true;
	if (up || down) {
		if (edit->goal < 0)
			edit->goal = column_of(edit, &lines.items[line]);
		if (up && line > 0)
			edit->caret = at_column(edit, &lines, line - 1, edit->goal);
		else if (down && line + 1 < lines.count)
			edit->caret = at_column(edit, &lines, line + 1, edit->goal);
	} else if (strcmp(name, "Home") == 0) {
		edit->caret = lines.items[line].start;
		edit->goal = -1;
	} else if (strcmp(name, "End") == 0) {
		edit->caret = line_last(edit, &lines, line);
		edit->goal = -1;
	} else {
		used = false;
	}
	text_lines_done(&lines);
	return used;
}

void edit_area_draw(struct term *term, struct edit *edit, int row, int column, int rows, int cells, bool focused)
{
	struct text_lines lines = {0};
	struct buf part;
	buf_init(&part);
	edit->width = cells;
	wrap(&lines, edit, cells);
	size_t current = line_of(&lines, edit->caret);
	if (!focused)
		edit->scroll = 0;
	else if (current < edit->scroll)
		edit->scroll = current;
	else if (current >= edit->scroll + (size_t)rows)
		edit->scroll = current - (size_t)rows + 1;
	for (int i = 0; i < rows; i++) {
		size_t line = edit->scroll + (size_t)i;
		put_padded(term, row + i, column, cells, STYLE_PLAIN, "");
		if (line >= lines.count)
			continue;
		buf_clear(&part);
		buf_add(&part, edit->text.data + lines.items[line].start, lines.items[line].end - lines.items[line].start);
		put_exact(term, row + i, column, cells, STYLE_PLAIN, part.data);
	}
	if (focused)
		term_caret(term, row + (int)(current - edit->scroll), column + column_of(edit, &lines.items[current]));
	text_lines_done(&lines);
	buf_done(&part);
}
