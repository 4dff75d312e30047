/* SPDX-License-Identifier: Apache-2.0 */
/* One list for all screens; only the visible rows are ever formatted, so its cost does not grow with the number of rows. */
#include "tui/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"

void list_count(struct list *list, size_t count)
{
	list->count = count;
	if (list->cursor >= count)
		list->cursor = count > 0 ? count - 1 : 0;
}

void list_select(struct list *list, size_t row)
{
	list->cursor = row < list->count ? row : (list->count > 0 ? list->count - 1 : 0);
}

static const char *letter_key(const char *name)
{
	static const char *const letters[][2] = {{"j", "Down"}, {"k", "Up"}, {"g", "Home"}, {"G", "End"}, {"C-d", "PgDn"}, {"C-u", "PgUp"}};
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
		if (strcmp(letters[i][0], name) == 0)
			return letters[i][1];
	return name;
}

bool list_key(struct list *list, const char *key, bool letters)
{
	const char *name = letters ? letter_key(key) : key;
	size_t page = list->rows > 1 ? (size_t)list->rows - 1 : 1;
	size_t last = list->count > 0 ? list->count - 1 : 0;
	if (strcmp(name, "Up") == 0)
		list->cursor -= list->cursor > 0 ? 1 : 0;
	else if (strcmp(name, "Down") == 0)
		list->cursor += list->cursor < last ? 1 : 0;
	else if (strcmp(name, "PgUp") == 0)
		list->cursor -= list->cursor > page ? page : list->cursor;
	else if (strcmp(name, "PgDn") == 0)
		list->cursor = last - list->cursor > page ? list->cursor + page : last;
	else if (strcmp(name, "Home") == 0)
		list->cursor = 0;
	else if (strcmp(name, "End") == 0)
		list->cursor = last;
	else
		return false;
	return true;
}

void list_fit(struct list *list, int rows)
{
	list->rows = rows;
	if (rows <= 0)
		return;
	if (list->cursor < list->top)
		list->top = list->cursor;
	if (list->cursor >= list->top + (size_t)rows)
		list->top = list->cursor - (size_t)rows + 1;
	/* After a filter fewer rows are left than would fill the space. */
	if (list->top + (size_t)rows > list->count)
		list->top = list->count > (size_t)rows ? list->count - (size_t)rows : 0;
}

void list_draw(struct term *term, struct list *list, int row, int rows, enum list_focus focus, list_format *format, void *context)
{
	struct buf text;
	buf_init(&text);
	list_fit(list, rows);
	int width = cells_width(term);
	if (focus != LIST_PLAIN)
		term_area_set(term, &(struct term_area){row, rows, list->top, list->count, &list->cursor});
	for (int i = 0; i < rows && list->top + (size_t)i < list->count; i++) {
		size_t at = list->top + (size_t)i;
		bool here = at == list->cursor && focus != LIST_PLAIN;
		enum style style = STYLE_PLAIN;
		buf_clear(&text);
		buf_adds(&text, here ? "> " : "  ");
		format(context, at, &text, &style);
		put_padded(term, row + i, 0, width, here ? STYLE_FOCUS : style, text.data);
		if (here && focus == LIST_CARET)
			term_caret(term, row + i, 0);
	}
	buf_done(&text);
}

bool filter_matches(const char *query, const char *text)
{
	char *folded_query = utf8_fold(query), *folded_text = utf8_fold(text);
	bool all = true;
	char *rest = NULL;
	for (char *word = strtok_r(folded_query, " ", &rest); word && all; word = strtok_r(NULL, " ", &rest))
		all = strstr(folded_text, word) != NULL;
	free(folded_query);
	free(folded_text);
	return all;
}
