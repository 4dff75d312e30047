/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of the options come from the data files and the value is kept as a word, never as an index: what is stored is then what was shown.
 */
#include "tui/field.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/words.h"

#define LINE_CHARS 120
#define AREA_CHARS 400
#define AREA_BYTES 1600

static void load(struct field *field, const struct answer *answer)
{
	const struct fact *fact = field->question->fact;
	answer_to_word(&field->word, fact, answer);
	if (field->typed) {
		bool unknown = answer->state == ANSWER_DONT_KNOW;
		edit_set(&field->edit, unknown ? "" : field->word.data);
		if (!unknown)
			buf_clear(&field->word);
		return;
	}
	for (size_t i = 0; i < field->choices.count; i++) {
		if (choice_held(field->word.data, field->choices.items[i].word)) {
			list_select(&field->list, i);
			break;
		}
	}
}

void field_init(struct field *field, struct ui *ui, const struct question *question, const char *key, const struct answer *answer)
{
	memset(field, 0, sizeof *field);
	field->question = question;
	buf_init(&field->word);
	choices_init(&field->choices, ui->work, question, key);
	field->typed = field->choices.typed;
	list_count(&field->list, field->choices.count);
	bool area = question->fact->type == FACT_TEXT && question->lines > 1;
	edit_init(&field->edit, area, area ? AREA_CHARS : LINE_CHARS, AREA_BYTES);
	load(field, answer);
}

void field_done(struct field *field)
{
	choices_done(&field->choices);
	edit_done(&field->edit);
	buf_done(&field->word);
	memset(field, 0, sizeof *field);
}

void field_value(const struct field *field, struct buf *out)
{
	if (field->typed && field->edit.text.len > 0)
		buf_adds(out, edit_text(&field->edit));
	else
		buf_adds(out, field->word.data);
}

int field_rows(const struct field *field)
{
	if (!field->typed)
		return (int)field->choices.count;
	return field->edit.area ? field->question->lines + 3 : 2;
}

static bool choose(struct field *field, size_t at, bool enter, bool *changed)
{
	const char *word = field->choices.items[at].word;
	bool set = field->question->fact->type == FACT_SET;
	bool same = choice_held(field->word.data, word);
	if (enter && same)
		return false;
	if (set) {
		choices_toggle(&field->choices, &field->word, word);
	} else if (field->typed && same) {
		buf_clear(&field->word);
	} else {
		buf_clear(&field->word);
		buf_adds(&field->word, word);
		/* A typed text and "do not know" exclude each other; the text's own undo brings it back. */
		if (field->typed && field->edit.text.len > 0)
			edit_set(&field->edit, "");
	}
	*changed = true;
	return true;
}

bool field_key(struct field *field, const struct event *event, bool *changed)
{
	if (event->kind != EVENT_KEY)
		return false;
	if (event->text[0] >= '1' && event->text[0] <= '9' && (size_t)(event->text[0] - '0') <= field->choices.count) {
		list_select(&field->list, (size_t)(event->text[0] - '1'));
		return choose(field, field->list.cursor, false, changed);
	}
	if (strcmp(event->name, "Space") == 0)
		return choose(field, field->list.cursor, false, changed);
	if (strcmp(event->name, "Enter") == 0)
		return choose(field, field->list.cursor, true, changed);
	return list_key(&field->list, event->name, true);
}

static void format_choice(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct field *field = context;
	bool set = field->question->fact->type == FACT_SET && row + 2 < field->choices.count;
	bool on = choice_held(field->word.data, field->choices.items[row].word);
	buf_addf(out, set ? "  [%s] " : "  (%s) ", on ? (set ? "x" : "*") : " ");
	if (row < 9)
		buf_addf(out, "%zu ", row + 1);
	else
		buf_adds(out, "  ");
	buf_adds(out, field->choices.items[row].label);
	*style = on ? STYLE_STRONG : STYLE_PLAIN;
}

/* What the program understood of a typed date or amount is echoed in the form of the record. */
static void draw_typed(struct ui *ui, struct field *field, int row, int rows, bool focused)
{
	int width = ui_width(ui);
	if (field->edit.area) {
		put_box(ui->term, row, 1, rows, width - 2, '-');
		edit_area_draw(ui->term, &field->edit, row + 1, 2, rows - 2, width - 4, focused);
		return;
	}
	int cells = field->question->fact->type == FACT_TEXT ? width - 8 : 30;
	put_text(ui->term, row, 3, 1, STYLE_PLAIN, "[");
	edit_line_draw(ui->term, &field->edit, row, 4, cells, focused);
	put_text(ui->term, row, 4 + cells, 1, STYLE_PLAIN, "]");
	put_text(ui->term, row, 6 + cells, width - cells - 6, STYLE_PLAIN, app_text(ui->app, &field->question->fact->unit));
}

void field_draw(struct ui *ui, struct field *field, int row, int rows, bool on_text, bool on_choices)
{
	enum list_focus focus = on_choices ? LIST_CARET : LIST_PLAIN;
	if (field->typed) {
		draw_typed(ui, field, row, rows - 1, on_text);
		row += field->edit.area ? rows - 1 : 1;
		rows = 1;
	}
	list_draw(ui->term, &field->list, row, rows, focus, format_choice, field);
}
