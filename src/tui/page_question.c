/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One question a page, with its reason and its evidence. Every change of a choice is saved at once, typed text when its field is left and
 * when the officer pauses. Saving may change which questions are asked, and it replaces the dossier; so nothing of the dossier is kept here.
 */
#include <stdlib.h>
#include <string.h>

#include "app/schemes.h"
#include "base/i18n.h"
#include "tui/question.h"
#include "tui/words.h"

static bool focus_exists(const struct question_state *state, enum focus focus)
{
	switch (focus) {
	case FOCUS_UNKNOWN:
		return state->field.typed;
	case FOCUS_REASON:
		return state->question->reason != DEMAND_NONE;
	case FOCUS_EVIDENCE:
		return state->question->evidence != DEMAND_NONE;
	default:
		return true;
	}
}

static void question_open(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	buf_init(&state->echo);
	buf_init(&state->fault);
	question_list(ui, page, page->arg.question);
	if (state->count > 0) {
		question_load(ui, page, state->index);
		question_place_set(ui, page);
		if (focus_exists(state, (enum focus)page->arg.field))
			state->focus = (enum focus)page->arg.field;
	}
}

static void question_close(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	(void)ui;
	question_unload(state);
	free(state->questions);
	buf_done(&state->echo);
	buf_done(&state->fault);
}

static void question_refresh(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	if (state->loaded && state->dirty)
		return;
	question_list(ui, page, page->arg.question);
	if (state->count > 0)
		question_load(ui, page, state->index);
	else
		question_unload(state);
}

static bool question_leave(struct ui *ui, struct page *page, bool quiet)
{
	struct question_state *state = page->state;
	if (!state->loaded || ui_read_only(ui))
		return true;
	/* While typing goes on the text is saved as it is; composed forms are made when the field is left. */
	if (!quiet) {
		bool changed = edit_leave(&state->field.edit);
		changed = edit_leave(&state->reason) || changed;
		changed = edit_leave(&state->evidence) || changed;
		state->dirty = state->dirty || changed;
	}
	bool due = state->dirty || (state->untold && !quiet);
	if (!due || (quiet && state->held && !ui->done))
		return true;
	/* At the end nobody can be asked any more. What is typed is kept, and what it replaces stays in the history. */
	return question_save(ui, page, quiet) || (ui->done && state->dirty && question_save(ui, page, quiet));
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

/* To the list of the questions: back to it where this page was opened from it. */
static enum reaction to_list(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	struct page *below = ui->depth > 1 ? &ui->stack[ui->depth - 2] : NULL;
	if (below && below->ops == &page_questions && below->arg.screen == page->arg.screen && strcmp(below->arg.key, page->arg.key) == 0) {
		below->arg.question = state->question;
		return REACT_BACK;
	}
	struct page_arg *next = ui_next(ui, &page_questions, page->arg.key);
	next->screen = page->arg.screen;
	next->question = state->question;
	return REACT_REPLACE;
}

static enum reaction go(struct ui *ui, struct page *page, int by)
{
	struct question_state *state = page->state;
	if (!question_leave(ui, page, false))
		return REACT_HANDLED;
	/* One may go on without the reason, as without an answer, but not without having been told. */
	if (by > 0 && question_is_listed(state))
		question_tell_lack(ui, page);
	/* Where the question is no longer listed, the next one has taken its place. */
	size_t next = state->index + (question_is_listed(state) ? 1 : 0);
	if (by < 0 ? state->index == 0 : next >= state->count)
		return to_list(ui, page);
	question_load(ui, page, by < 0 ? state->index - 1 : next);
	state->focus = FOCUS_VALUE;
	question_place_set(ui, page);
	return REACT_HANDLED;
}

static enum reaction key_edit(struct ui *ui, struct page *page, struct edit *edit, const struct event *event)
{
	struct question_state *state = page->state;
	enum edit_result result = ui_edit_key(ui, edit, event);
	if (result == EDIT_UNUSED)
		return REACT_UNUSED;
	if (result != EDIT_MOVED) {
		state->dirty = true;
		buf_clear(&state->fault);
		/* A value that is typed takes the place of "do not know". */
		if (edit == &state->field.edit && edit->text.len > 0)
			buf_clear(&state->field.word);
		question_set_echo(ui, page);
	}
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
		question_save(ui, page, false);
	}
	return REACT_HANDLED;
}

static bool changes_choice(const struct event *event)
{
	return event_matches(event, "1 2 3 4 5 6 7 8 9 Space Enter", false);
}

static enum reaction question_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct question_state *state = page->state;
	if (!state->loaded)
		return REACT_UNUSED;
	struct edit *edit = focused_edit(state);
	enum reaction reaction = REACT_UNUSED;
	if (state->focus != FOCUS_NEXT && (edit || changes_choice(event)) && ui_keep_unchanged(ui, event))
		return REACT_HANDLED;
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
	if (action == ACTION_CHECKED)
		return question_leave(ui, page, false) ? question_confirm(ui, page->arg.key, state->question) : REACT_HANDLED;
	if (action == ACTION_ADVISE || action == ACTION_SCHEMES) {
		if (!question_leave(ui, page, false))
			return REACT_HANDLED;
		ui_next(ui, action == ACTION_ADVISE ? &page_advice : &page_schemes, page->arg.key)->question = state->question;
		return REACT_PUSH;
	}
	if (action != ACTION_FILTER)
		return REACT_UNUSED;
	if (!question_leave(ui, page, false))
		return REACT_HANDLED;
	return to_list(ui, page);
}

/* Harms can be thought of where one of them speaks for a grade of this question; schemes stand beside others. */
static unsigned question_more(struct ui *ui, const struct page *page)
{
	const struct question_state *state = page->state;
	const struct edition *edition = app_edition(ui->app);
	unsigned more = 0;
	for (size_t i = 0; state->loaded && i < edition->harm_count; i++)
		if (edition_harm_about(edition, &edition->harms[i], state->question->fact))
			more = WHERE_RATED;
	if (question_check(ui, page))
		more |= WHERE_MARKED;
	return state->loaded && schemes_count(ui->work, page->arg.key, state->question) > 0 ? more | WHERE_SCHEMES : more;
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
	.more = question_more,
	.leave = question_leave,
};
