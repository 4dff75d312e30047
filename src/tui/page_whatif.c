/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What if: answers are tried on a copy of the case. Esc leaves and nothing was saved; F2 takes over what was tried, as one change that F8 undoes. The
 * list of tipping points answers the question the other way round: which single answer would change the outcome.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/whatif.h"

struct filling {
	struct whatif_state *state;
	struct buf text;
};

/* What is asked in the trial, narrowed by what was typed. */
static void add_row(const struct entity *entity, const struct question *question, void *context)
{
	struct filling *filling = context;
	struct whatif_state *state = filling->state;
	buf_clear(&filling->text);
	whatif_name(state->ui, state, entity->key, question, &filling->text);
	if (!filter_matches(edit_text(&state->filter), filling->text.data))
		return;
	MEM_PUSH_ROOM(state->rows, state->count, state->capacity);
	struct whatif_row *row = &state->rows[state->count++];
	*row = (struct whatif_row){ .question = question };
	strcpy(row->key, entity->key);
}

static void select_row(struct whatif_state *state, const char *key, const struct question *question)
{
	for (size_t i = 0; question && i < state->count; i++)
		if (state->rows[i].question == question && strcmp(state->rows[i].key, key) == 0)
			list_select(&state->list, i);
}

/* The rows as the trial stands now; the cursor stays on its question. */
static void fill(struct whatif_state *state)
{
	struct filling filling = { .state = state };
	struct whatif_row kept = { .question = NULL };
	if (state->list.cursor < state->count)
		kept = state->rows[state->list.cursor];
	state->count = 0;
	buf_init(&filling.text);
	trial_each_asked(state->trial, add_row, &filling);
	buf_done(&filling.text);
	list_count(&state->list, state->count);
	select_row(state, kept.key, kept.question);
}

static void whatif_open(struct ui *ui, struct page *page)
{
	struct whatif_state *state = page->state;
	state->ui = ui;
	state->trial = trial_new(ui->work);
	edit_init(&state->filter, false, 60, 240);
	text_view_init(&state->view);
	fill(state);
	select_row(state, page->arg.key, page->arg.question);
}

static void forget_field(struct whatif_state *state)
{
	if (state->mode == WHATIF_FIELD)
		field_done(&state->field);
	state->mode = WHATIF_QUESTIONS;
}

static void whatif_close(struct ui *ui, struct page *page)
{
	struct whatif_state *state = page->state;
	(void)ui;
	forget_field(state);
	trial_free(&state->trial);
	tippings_done(&state->tippings);
	edit_done(&state->filter);
	text_view_done(&state->view);
	free(state->rows);
}

static void try_word(struct ui *ui, struct whatif_state *state, const char *key, const struct question *question, const char *word)
{
	struct diag_list diags;
	char place[ENTITY_KEY_MAX + 1] = "";
	strncpy(place, key, ENTITY_KEY_MAX);
	diag_init(&diags);
	if (trial_set(state->trial, place, question->fact->id, word, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	fill(state);
	select_row(state, place, question);
}

static const struct whatif_row *current(const struct whatif_state *state)
{
	return state->list.cursor < state->count ? &state->rows[state->list.cursor] : NULL;
}

static void open_field(struct ui *ui, struct whatif_state *state)
{
	const struct whatif_row *row = current(state);
	if (!row)
		return;
	const struct entity *entity = dossier_find(trial_dossier(state->trial), row->key);
	field_init(&state->field, ui, row->question, row->key, entity_answer(entity, row->question->fact));
	state->mode = WHATIF_FIELD;
	if (state->field.edit.area)
		ui_message(ui, "%s", _("Tab: try this text   Enter: a new line   Esc: back"));
}

/* The next or the previous answer of those that can be chosen; a set and what is typed need their field. */
static void turn(struct ui *ui, struct whatif_state *state, int by)
{
	const struct whatif_row *row = current(state);
	open_field(ui, state);
	if (!row)
		return;
	struct field *field = &state->field;
	if (field->typed || row->question->fact->type == FACT_SET)
		return;
	size_t at = field->choices.count;
	for (size_t i = 0; i < field->choices.count; i++)
		if (strcmp(field->choices.items[i].word, field->word.data) == 0)
			at = i;
	size_t next = at == field->choices.count ? (by > 0 ? 0 : field->choices.count - 1) : (at + field->choices.count + (size_t)(by > 0 ? 1 : field->choices.count - 1)) % field->choices.count;
	char *word = mem_strdup(field->choices.items[next].word);
	forget_field(state);
	try_word(ui, state, row->key, row->question, word);
	free(word);
}

static void reset(struct whatif_state *state)
{
	const struct whatif_row *row = current(state);
	if (!row)
		return;
	trial_reset(state->trial, row->key, row->question->fact->id);
	fill(state);
}

/* The field takes what it can use; Enter tries its value (Tab where Enter makes a line), Esc leaves it. */
static enum reaction key_field(struct ui *ui, struct whatif_state *state, const struct event *event)
{
	struct field *field = &state->field;
	const struct whatif_row row = *current(state);
	bool changed = false, esc = strcmp(event->name, "Esc") == 0;
	bool enter = event->kind == EVENT_KEY && strcmp(event->name, field->edit.area ? "Tab" : "Enter") == 0;
	if (event->kind == EVENT_KEY && (esc || strcmp(event->name, "F10") == 0)) {
		forget_field(state);
		return REACT_HANDLED;
	}
	if (field->typed && !enter) {
		enum edit_result result = ui_edit_key(ui, &field->edit, event);
		return result == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
	}
	bool used = !field->typed && field_key(field, event, &changed);
	bool finished = enter && (field->typed || changed || !used);
	if (!used && !enter)
		return REACT_UNUSED;
	if (!finished && !(changed && row.question->fact->type != FACT_SET))
		return REACT_HANDLED;
	struct buf value;
	buf_init(&value);
	field_value(field, &value);
	forget_field(state);
	try_word(ui, state, row.key, row.question, value.data);
	buf_done(&value);
	return REACT_HANDLED;
}

static enum reaction key_filter(struct ui *ui, struct whatif_state *state, const struct event *event)
{
	if (event->kind == EVENT_KEY && (strcmp(event->name, "Enter") == 0 || strcmp(event->name, "Down") == 0 || strcmp(event->name, "Tab") == 0)) {
		state->mode = WHATIF_QUESTIONS;
		return REACT_HANDLED;
	}
	if (event->kind == EVENT_KEY && strcmp(event->name, "Esc") == 0) {
		edit_set(&state->filter, "");
		state->mode = WHATIF_QUESTIONS;
		fill(state);
		return REACT_HANDLED;
	}
	enum edit_result result = ui_edit_key(ui, &state->filter, event);
	if (result == EDIT_UNUSED)
		return REACT_UNUSED;
	fill(state);
	return REACT_HANDLED;
}

static enum reaction key_questions(struct ui *ui, struct whatif_state *state, const struct event *event)
{
	const char *name = event->name;
	if (strcmp(name, "Right") == 0 || strcmp(name, "Space") == 0)
		turn(ui, state, 1);
	else if (strcmp(name, "Left") == 0)
		turn(ui, state, -1);
	else if (strcmp(name, "Delete") == 0 || strcmp(name, "BS") == 0)
		reset(state);
	else if (strcmp(name, "Esc") == 0 && state->filter.text.len > 0)
		return key_filter(ui, state, event);
	else if (!list_key(&state->list, name, true))
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static enum reaction whatif_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct whatif_state *state = page->state;
	bool leave = strcmp(event->name, "Esc") == 0 || strcmp(event->name, "F10") == 0 || strcmp(event->name, "q") == 0;
	if (state->mode == WHATIF_FIELD)
		return key_field(ui, state, event);
	if (state->mode == WHATIF_FILTER)
		return key_filter(ui, state, event);
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (state->mode == WHATIF_QUESTIONS)
		return key_questions(ui, state, event);
	if (leave || (state->mode == WHATIF_TEXT && strcmp(event->name, "l") == 0)) {
		state->mode = WHATIF_QUESTIONS;
		return REACT_HANDLED;
	}
	if (state->mode == WHATIF_TEXT)
		return text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
	return list_key(&state->tips, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static void open_tipping(struct ui *ui, struct whatif_state *state)
{
	if (!state->tipped)
		work_tippings(ui->work, &state->tippings);
	state->tipped = true;
	list_count(&state->tips, whatif_tip_rows(state));
	state->mode = state->mode == WHATIF_TIPPING ? WHATIF_QUESTIONS : WHATIF_TIPPING;
	if (state->mode == WHATIF_TIPPING)
		ui_message(ui, "%s", _("Enter: try this answer, go to this question  l: as text  Esc: questions"));
}

/* A tipping point is tried; an open question is gone to in the list. */
static void choose_tip(struct ui *ui, struct whatif_state *state)
{
	const struct tippings *tippings = &state->tippings;
	size_t at = state->tips.cursor;
	if (at == tippings->count || at >= whatif_tip_rows(state))
		return;
	state->mode = WHATIF_QUESTIONS;
	edit_set(&state->filter, "");
	if (at < tippings->count) {
		try_word(ui, state, tippings->items[at].key, tippings->items[at].question, tippings->items[at].word);
		return;
	}
	const struct open_question *open = &tippings->open[at - tippings->count - 1];
	fill(state);
	select_row(state, open->key, open->question);
}

static void read_text(struct ui *ui, struct whatif_state *state)
{
	buf_clear(&state->view.text);
	if (state->mode == WHATIF_TIPPING)
		whatif_tips_text(ui, state, &state->view.text);
	else
		whatif_changes(ui, state, (size_t)ui_width(ui) - 3, &state->view.text);
	text_view_changed(&state->view);
	state->view.top = 0;
	state->mode = WHATIF_TEXT;
}

static enum reaction take_over(struct ui *ui, struct whatif_state *state)
{
	struct diag_list diags;
	size_t count = trial_count(state->trial);
	if (count == 0) {
		ui_message(ui, "%s", _("No answer is tried, so there is nothing to take over"));
		return REACT_HANDLED;
	}
	diag_init(&diags);
	enum status status = trial_take_over(state->trial, ui->work, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, _("Taken over and saved: %1$zu answers; to be checked: %2$zu. F8 takes them back"), count, work_checks(ui->work));
	diag_done(&diags);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static enum reaction whatif_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct whatif_state *state = page->state;
	/* A field that is open has its own use for the arrow that opens; what leads elsewhere closes it first. */
	if (state->mode == WHATIF_FIELD && action == ACTION_OPEN)
		return REACT_HANDLED;
	if (state->mode == WHATIF_FIELD && (action == ACTION_TIPPING || action == ACTION_READ_AS_TEXT || action == ACTION_SEARCH))
		forget_field(state);
	switch (action) {
	case ACTION_PRIMARY:
		return take_over(ui, state);
	case ACTION_TIPPING:
		open_tipping(ui, state);
		return REACT_HANDLED;
	case ACTION_READ_AS_TEXT:
		read_text(ui, state);
		return REACT_HANDLED;
	case ACTION_SEARCH:
		state->mode = WHATIF_FILTER;
		return REACT_HANDLED;
	case ACTION_OPEN:
		if (state->mode == WHATIF_TIPPING)
			choose_tip(ui, state);
		else
			open_field(ui, state);
		return REACT_HANDLED;
	default:
		return REACT_UNUSED;
	}
}

static bool whatif_typing(const struct page *page)
{
	const struct whatif_state *state = page->state;
	return state->mode == WHATIF_FILTER || (state->mode == WHATIF_FIELD && state->field.typed);
}

const struct page_ops page_whatif = {
	.name = "whatif",
	.where = WHERE_WHATIF,
	.primary = N_("Take over"),
	.hint = N_("Left, Right: another answer  Delete: as it is  t: tipping points  Esc: drop"),
	.state_size = sizeof(struct whatif_state),
	.open = whatif_open,
	.close = whatif_close,
	.title = whatif_title,
	.draw = whatif_draw,
	.key = whatif_key,
	.action = whatif_action,
	.typing = whatif_typing,
};
