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

static void add_choice(struct field *field, const char *word, const char *label)
{
	MEM_PUSH_ROOM(field->choices, field->count, field->capacity);
	field->choices[field->count++] = (struct choice){.word = mem_strdup(word), .label = mem_strdup(label)};
}

static void add_candidates(struct field *field, struct ui *ui, const char *key)
{
	const struct entity *step = dossier_find(work_dossier(ui->work), key);
	for (size_t i = 0; step && i < step->count; i++) {
		const struct candidate_result *result = verdict_candidate(work_verdict(ui->work), step->children[i]->key);
		char *label = mem_printf("%s [%s]", candidate_name(ui->work, step->children[i]->key),
			word_truth(result ? result->acceptable : TRUTH_UNKNOWN, _("Acceptable"), _("Not acceptable"), _("Undetermined")));
		add_choice(field, step->children[i]->key, label);
		free(label);
	}
}

static void add_choices(struct field *field, struct ui *ui, const char *key)
{
	const struct fact *fact = field->question->fact;
	if (fact->type == FACT_YESNO) {
		add_choice(field, "yes", _("Yes"));
		add_choice(field, "no", _("No"));
	} else if (fact->type == FACT_CANDIDATE) {
		add_candidates(field, ui, key);
	} else if (fact->type == FACT_CHOICE || fact->type == FACT_SET) {
		for (size_t i = 0; i < fact->option_count; i++)
			add_choice(field, fact->options[i].word, app_text(ui->app, &fact->options[i].label));
		if (fact->type == FACT_SET)
			add_choice(field, "-", _("None of these"));
	} else {
		field->typed = true;
	}
	add_choice(field, "?", _("Do not know (to be checked later; the verdict stays undetermined)"));
}

/* True when `word` is one of the space-separated words of the value. */
static bool holds(const struct field *field, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = field->word.data; *at;) {
		size_t part = strcspn(at, " ");
		if (part == len && memcmp(at, word, len) == 0)
			return true;
		at += part;
		at += strspn(at, " ");
	}
	return false;
}

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
	for (size_t i = 0; i < field->count; i++) {
		if (holds(field, field->choices[i].word)) {
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
	add_choices(field, ui, key);
	list_count(&field->list, field->count);
	bool area = question->fact->type == FACT_TEXT && question->lines > 1;
	edit_init(&field->edit, area, area ? AREA_CHARS : LINE_CHARS, AREA_BYTES);
	load(field, answer);
}

void field_done(struct field *field)
{
	for (size_t i = 0; i < field->count; i++) {
		free(field->choices[i].word);
		free(field->choices[i].label);
	}
	free(field->choices);
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
		return (int)field->count;
	return field->edit.area ? field->question->lines + 3 : 2;
}

/* A set keeps the order of the options, so that the same ticks always give the same word. */
static void toggle(struct field *field, const char *word)
{
	struct buf made;
	bool alone = strcmp(word, "-") == 0 || strcmp(word, "?") == 0, was = holds(field, word);
	buf_init(&made);
	if (alone) {
		buf_adds(&made, was ? "" : word);
	} else {
		for (size_t i = 0; i + 2 < field->count; i++) {
			const char *other = field->choices[i].word;
			bool on = strcmp(other, word) == 0 ? !was : holds(field, other);
			if (on)
				buf_addf(&made, "%s%s", made.len > 0 ? " " : "", other);
		}
	}
	buf_done(&field->word);
	field->word = made;
}

static bool choose(struct field *field, size_t at, bool enter, bool *changed)
{
	const char *word = field->choices[at].word;
	bool set = field->question->fact->type == FACT_SET;
	bool same = holds(field, word);
	if (enter && same)
		return false;
	if (set) {
		toggle(field, word);
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
	if (event->text[0] >= '1' && event->text[0] <= '9' && (size_t)(event->text[0] - '0') <= field->count) {
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
	bool set = field->question->fact->type == FACT_SET && row + 2 < field->count;
	bool on = holds(field, field->choices[row].word);
	buf_addf(out, set ? "  [%s] " : "  (%s) ", on ? (set ? "x" : "*") : " ");
	if (row < 9)
		buf_addf(out, "%zu ", row + 1);
	else
		buf_adds(out, "  ");
	buf_adds(out, field->choices[row].label);
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
