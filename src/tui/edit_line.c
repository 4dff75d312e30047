/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A field of one line. The window slides so that the caret is always inside; '<' and '>' say that there is more. One cell at the right is
 * kept for the caret after the last character.
 */
#include "tui/edit.h"

#include <string.h>

#include "base/utf8.h"
#include "tui/cells.h"

size_t edit_line_window(const struct edit *edit, int cells)
{
	const char *text = edit->text.data;
	size_t start = edit->scroll > edit->caret ? edit->caret : edit->scroll;
	/* A caret on the left mark would hide the character before it. */
	if (start > 0 && start == edit->caret)
		start = utf8_previous(text, edit->text.len, start);
	while (start < edit->caret && (int)utf8_width_n(text + start, edit->caret - start) > cells - 1 - (start > 0 ? 1 : 0))
		start = utf8_next(text, edit->text.len, start);
	return start;
}

void edit_line_draw(struct term *term, struct edit *edit, int row, int column, int cells, bool focused)
{
	if (!focused)
		edit->scroll = 0;
	else
		edit->scroll = edit_line_window(edit, cells);
	const char *text = edit->text.data + edit->scroll;
	enum style style = focused ? STYLE_FOCUS : STYLE_PLAIN;
	int left = edit->scroll > 0 ? 1 : 0;
	bool more = (int)utf8_width(text) > cells - left;
	int room = cells - left - (more ? 1 : 0);
	put_padded(term, row, column, cells, style, "");
	if (left)
		put_exact(term, row, column, 1, style, "<");
	put_exact(term, row, column + left, room, style, text);
	if (more)
		put_exact(term, row, column + cells - 1, 1, style, ">");
	if (focused)
		term_caret(term, row, column + left + (int)utf8_width_n(text, edit->caret - edit->scroll));
}
