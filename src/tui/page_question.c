/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One question a page, with its reason and its evidence. Every change of a choice is saved at once, typed text when its field is left and
 * when the officer pauses. Saving may change which questions are asked, and it replaces the dossier; so nothing of the dossier is kept here.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/question.h"
#include "tui/words.h"

#define REASON_CHARS 400
#define REASON_BYTES 1600
#define EVIDENCE_CHARS 120
#define EVIDENCE_BYTES 480

static const struct question *current(const struct question_state *state)
{
	return state->questions[state->index];
}

static bool focus_exists(const struct question_state *state, enum focus focus)
{
	switch (focus) {
	case FOCUS_UNKNOWN:
		return state->field.typed;
	case FOCUS_REASON:
		return current(state)->reason != DEMAND_NONE;
	case FOCUS_EVIDENCE:
		return current(state)->evidence != DEMAND_NONE;
	default:
		return true;
	}
}

static void unload(struct question_state *state)
{
	if (!state->loaded)
		return;
	field_done(&state->field);
	edit_done(&state->reason);
	edit_done(&state->evidence);
	state->loaded = false;
}

static const struct answer *stored_answer(struct ui *ui, const struct page *page, const struct question *question)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), page->arg.key);
	return entity ? entity_answer(entity, question->fact) : NULL;
}

static void set_echo(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	const struct fact *fact = current(state)->fact;
	const struct answer *answer = stored_answer(ui, page, current(state));
	buf_clear(&state->echo);
	if (answer && answer->state == ANSWER_GIVEN && (fact->type == FACT_DATE || fact->type == FACT_MONEY || fact->type == FACT_NUMBER)) {
		buf_adds(&state->echo, "= ");
		answer_to_label(&state->echo, fact, answer, app_eras(ui->app), app_lang(ui->app));
	}
}

static void load(struct ui *ui, struct page *page, size_t index)
{
	struct question_state *state = page->state;
	static const struct answer none;
	unload(state);
	state->index = index;
	const struct question *question = current(state);
	const struct answer *answer = stored_answer(ui, page, question);
	if (!answer)
		answer = &none;
	field_init(&state->field, ui, question, page->arg.key, answer);
	edit_init(&state->reason, true, REASON_CHARS, REASON_BYTES);
	edit_init(&state->evidence, false, EVIDENCE_CHARS, EVIDENCE_BYTES);
	edit_set(&state->reason, answer->reason ? answer->reason : "");
	edit_set(&state->evidence, answer->evidence ? answer->evidence : "");
	state->loaded = true;
	state->dirty = false;
	page->arg.question = question;
	buf_clear(&state->fault);
	set_echo(ui, page);
}

static void place_set(struct ui *ui, const struct page *page)
{
	struct diag_list diags;
	diag_init(&diags);
	char *place = mem_printf("%s %s %s", page->arg.screen->id, page->arg.key, page->arg.question->name);
	if (strcmp(place, work_place(ui->work)) != 0 && work_place_set(ui->work, place, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	free(place);
	diag_done(&diags);
}

/* Takes the questions that are asked now; the place of `keep` is the index, or the first open question. */
static void list_questions(struct ui *ui, struct page *page, const struct question *keep)
{
	struct question_state *state = page->state;
	struct asked_list asked;
	size_t open = 0;
	work_questions(ui->work, page->arg.screen, page->arg.key, &asked);
	free(state->questions);
	state->questions = mem_array(asked.count, sizeof *state->questions);
	state->count = asked.count;
	while (open < asked.count && asked.items[open].answer->state != ANSWER_NONE)
		open++;
	state->index = open < asked.count ? open : 0;
	for (size_t i = 0; i < asked.count; i++) {
		state->questions[i] = asked.items[i].question;
		if (asked.items[i].question == keep)
			state->index = i;
	}
	asked_list_done(&asked);
}

static void question_open(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	buf_init(&state->echo);
	buf_init(&state->fault);
	list_questions(ui, page, page->arg.question);
	if (state->count > 0) {
		load(ui, page, state->index);
		place_set(ui, page);
	}
}

static void question_close(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	(void)ui;
	unload(state);
	free(state->questions);
	buf_done(&state->echo);
	buf_done(&state->fault);
}

static void question_refresh(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	if (state->loaded && state->dirty)
		return;
	list_questions(ui, page, page->arg.question);
	if (state->count > 0)
		load(ui, page, state->index);
	else
		unload(state);
}

static enum truth acceptable(struct ui *ui, const char *key)
{
	const struct candidate_result *result = verdict_candidate(work_verdict(ui->work), key);
	return result ? result->acceptable : TRUTH_UNKNOWN;
}

/* Says what the answer changed for the candidate. */
static void tell_effect(struct ui *ui, const struct page *page, enum truth before)
{
	enum truth after = acceptable(ui, page->arg.key);
	if (page->arg.screen->scope == SCOPE_CANDIDATE && after != before)
		ui_message(ui, _("The candidate is now: %2$s (before: %1$s)"),
			word_truth(before, _("Acceptable"), _("Not acceptable"), _("Undetermined")),
			word_truth(after, _("Acceptable"), _("Not acceptable"), _("Undetermined")));
}

static bool save(struct ui *ui, struct page *page, bool quiet)
{
	struct question_state *state = page->state;
	const struct question *question = current(state);
	struct diag_list diags;
	struct buf value;
	enum truth before = acceptable(ui, page->arg.key);
	buf_init(&value);
	diag_init(&diags);
	field_value(&state->field, &value);
	enum status status = work_answer(ui->work, page->arg.key, question->fact->id, value.data, edit_text(&state->reason),
		edit_text(&state->evidence), &diags);
	buf_done(&value);
	if (status == STATUS_OK) {
		state->dirty = false;
		buf_clear(&state->fault);
		list_questions(ui, page, question);
		set_echo(ui, page);
		tell_effect(ui, page, before);
	} else if (!quiet && diags.count > 0) {
		buf_clear(&state->fault);
		buf_adds(&state->fault, diags.items[0].text);
		ui_diags(ui, &diags);
	}
	diag_done(&diags);
	return status == STATUS_OK;
}

static bool question_leave(struct ui *ui, struct page *page, bool quiet)
{
	struct question_state *state = page->state;
	if (!state->loaded)
		return true;
	/* While typing goes on the text is saved as it is; composed forms are made when the field is left. */
	if (!quiet) {
		bool changed = edit_leave(&state->field.edit);
		changed = edit_leave(&state->reason) || changed;
		changed = edit_leave(&state->evidence) || changed;
		state->dirty = state->dirty || changed;
	}
	return !state->dirty || save(ui, page, quiet);
}

static struct edit *focused_edit(struct question_state *state)
{
	switch (state->focus) {
	case FOCUS_VALUE:
		return state->field.typed ? &state->field.edit : NULL;
	case FOCUS_REASON:
		return &state->reason;
	case FOCUS_EVIDENCE:
		return &state->evidence;
	default:
		return NULL;
	}
}

static bool question_typing(const struct page *page)
{
	const struct question_state *state = page->state;
	return state->loaded && ((state->focus == FOCUS_VALUE && state->field.typed) || state->focus == FOCUS_REASON || state->focus == FOCUS_EVIDENCE);
}

static void move_focus(struct ui *ui, struct page *page, int by)
{
	struct question_state *state = page->state;
	question_leave(ui, page, false);
	do
		state->focus = (enum focus)(((int)state->focus + by + FOCUS_COUNT) % FOCUS_COUNT);
	while (!focus_exists(state, state->focus));
}

static enum reaction go(struct ui *ui, struct page *page, int by)
{
	struct question_state *state = page->state;
	if (!question_leave(ui, page, false))
		return REACT_HANDLED;
	size_t index = state->index;
	if ((by < 0 && index == 0) || (by > 0 && index + 1 >= state->count)) {
		ui_next(ui, &page_questions, page->arg.key)->screen = page->arg.screen;
		return REACT_REPLACE;
	}
	load(ui, page, by < 0 ? index - 1 : index + 1);
	state->focus = FOCUS_VALUE;
	place_set(ui, page);
	return REACT_HANDLED;
}

static void tell_edit(struct ui *ui, const struct edit *edit, enum edit_result result)
{
	if (result == EDIT_REFUSED) {
		term_beep(ui->term);
		if (edit_left(edit) == 0)
			ui_message(ui, "%s", _("The field is full; what went beyond was not taken"));
		else
			ui_message(ui, "%s", _("Part of it does not fit or cannot be shown, and was not taken"));
	} else if (result == EDIT_JOINED) {
		ui_message(ui, "%s", _("Line breaks became blanks: this field has one line"));
	}
}

static enum reaction key_edit(struct ui *ui, struct page *page, struct edit *edit, const struct event *event)
{
	struct question_state *state = page->state;
	enum edit_result result = edit_key(edit, event);
	if (result == EDIT_UNUSED)
		return REACT_UNUSED;
	if (result != EDIT_MOVED) {
		state->dirty = true;
		/* A value that is typed takes the place of "do not know". */
		if (edit == &state->field.edit && edit->text.len > 0)
			buf_clear(&state->field.word);
	}
	tell_edit(ui, edit, result);
	return REACT_HANDLED;
}

static enum reaction key_choices(struct ui *ui, struct page *page, const struct event *event)
{
	struct question_state *state = page->state;
	bool changed = false;
	if (!field_key(&state->field, event, &changed))
		return REACT_UNUSED;
	if (changed) {
		state->dirty = true;
		save(ui, page, false);
	}
	return REACT_HANDLED;
}

static enum reaction question_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct question_state *state = page->state;
	if (!state->loaded)
		return REACT_UNUSED;
	struct edit *edit = focused_edit(state);
	enum reaction reaction = REACT_UNUSED;
	if (edit)
		reaction = key_edit(ui, page, edit, event);
	else if (state->focus != FOCUS_NEXT)
		reaction = key_choices(ui, page, event);
	if (reaction != REACT_UNUSED || event->kind != EVENT_KEY)
		return reaction;
	bool enter = strcmp(event->name, "Enter") == 0;
	if (enter && state->focus == FOCUS_NEXT)
		return go(ui, page, 1);
	if (enter || strcmp(event->name, "Tab") == 0 || strcmp(event->name, "Down") == 0)
		move_focus(ui, page, 1);
	else if (strcmp(event->name, "S-Tab") == 0 || strcmp(event->name, "Up") == 0)
		move_focus(ui, page, -1);
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static enum reaction question_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct question_state *state = page->state;
	if (!state->loaded)
		return REACT_UNUSED;
	if (action == ACTION_PRIMARY)
		return go(ui, page, 1);
	if (action == ACTION_PREVIOUS)
		return go(ui, page, -1);
	if (action != ACTION_FILTER)
		return REACT_UNUSED;
	if (!question_leave(ui, page, false))
		return REACT_HANDLED;
	ui_next(ui, &page_questions, page->arg.key)->screen = page->arg.screen;
	return REACT_REPLACE;
}

const struct page_ops page_question = {
	.name = "question",
	.where = WHERE_QUESTION,
	.primary = N_("Go on"),
	.hint = N_("Tab: next field   Esc: back (what is typed is kept)   F8: undo"),
	.state_size = sizeof(struct question_state),
	.open = question_open,
	.close = question_close,
	.refresh = question_refresh,
	.title = question_title,
	.draw = question_draw,
	.key = question_key,
	.action = question_action,
	.typing = question_typing,
	.leave = question_leave,
};
