/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The questions of a screen with their answers: the list behind F4 and the check of the answers at the end. What is wrong with them stands above them,
 * one line each, and Enter on a line goes to the field that it is about.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/faults.h"
#include "tui/list.h"
#include "tui/question.h"
#include "tui/strip.h"
#include "tui/ui.h"
#include "tui/words.h"

struct wrong {
	size_t asked; /* which of the questions */
	enum focus field;
	char *text;
};
struct questions_state {
	struct asked_list asked;
	struct wrong *wrongs;
	size_t wrong_count, wrong_capacity;
	struct list list; /* what is wrong, then the questions */
	struct ui *ui; /* for the row format */
};

static void add_wrong(struct questions_state *state, size_t asked, enum focus field, const char *why)
{
	const struct question *question = state->asked.items[asked].question;
	MEM_PUSH_ROOM(state->wrongs, state->wrong_count, state->wrong_capacity);
	state->wrongs[state->wrong_count++] = (struct wrong){ .asked = asked, .field = field,
		.text = mem_printf(_("Q%1$zu %2$s: %3$s"), asked + 1, app_text(state->ui->app, &question->fact->label), why) };
}

static void forget_wrongs(struct questions_state *state)
{
	for (size_t i = 0; i < state->wrong_count; i++)
		free(state->wrongs[i].text);
	state->wrong_count = 0;
}

/* In words, what a text that was typed is not. */
static void add_typed(struct questions_state *state, size_t at)
{
	const struct asked *asked = &state->asked.items[at];
	struct answer answer = { 0 };
	char *why = NULL;
	if (!work_read_typed(state->ui->work, asked->question->fact, asked->typed, &answer, &why))
		add_wrong(state, at, FOCUS_VALUE, why ? why : "");
	free(why);
	answer_done(&answer);
}

static void find_wrongs(struct questions_state *state)
{
	forget_wrongs(state);
	for (size_t i = 0; i < state->asked.count; i++) {
		const struct asked *asked = &state->asked.items[i];
		bool given = asked->answer->state == ANSWER_GIVEN;
		if (asked->typed)
			add_typed(state, i);
		if (given && asked->question->reason == DEMAND_REQUIRED && !answer_has_reason(asked->answer))
			add_wrong(state, i, FOCUS_REASON, _("enter the reason (required)"));
		if (given && asked->question->evidence == DEMAND_REQUIRED && !(asked->answer->evidence && asked->answer->evidence[0]))
			add_wrong(state, i, FOCUS_EVIDENCE, _("enter the evidence (required)"));
	}
}

/* The question of the line under the cursor. */
static size_t asked_at(const struct questions_state *state)
{
	size_t row = state->list.cursor;
	return row < state->wrong_count ? state->wrongs[row].asked : row - state->wrong_count;
}

static void questions_refresh(struct ui *ui, struct page *page)
{
	struct questions_state *state = page->state;
	/* What is wrong comes and goes above the questions; the cursor stays with its own. */
	if (!page->arg.question && state->asked.count > 0)
		page->arg.question = state->asked.items[asked_at(state)].question;
	asked_list_done(&state->asked);
	work_questions(ui->work, page->arg.screen, page->arg.key, &state->asked);
	find_wrongs(state);
	list_count(&state->list, state->wrong_count + state->asked.count);
	/* Coming back from a question, the cursor is on it. */
	for (size_t i = 0; i < state->asked.count; i++)
		if (page->arg.question && state->asked.items[i].question == page->arg.question)
			list_select(&state->list, state->wrong_count + i);
	page->arg.question = NULL;
}

static void questions_open(struct ui *ui, struct page *page)
{
	struct questions_state *state = page->state;
	state->ui = ui;
	questions_refresh(ui, page);
}

static void questions_close(struct ui *ui, struct page *page)
{
	(void)ui;
	struct questions_state *state = page->state;
	forget_wrongs(state);
	free(state->wrongs);
	asked_list_done(&state->asked);
}

static void questions_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, app_text(ui->app, &page->arg.screen->title));
}

static bool reason_missing(const struct asked *asked)
{
	return asked->question->reason == DEMAND_REQUIRED && asked->answer->state == ANSWER_GIVEN && !answer_has_reason(asked->answer);
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	struct questions_state *state = context;
	if (row < state->wrong_count) {
		buf_adds(out, state->wrongs[row].text);
		*style = STYLE_BAD;
		return;
	}
	row -= state->wrong_count;
	const struct asked *asked = &state->asked.items[row];
	struct buf text;
	buf_init(&text);
	buf_addf(&text, _("Q%zu  "), row + 1);
	column_add(out, text.data, 6);
	column_add(out, app_text(state->ui->app, &asked->question->fact->label), 24);
	buf_clear(&text);
	if (asked->typed)
		buf_addf(&text, _("unfinished: %s"), asked->typed);
	else if (asked->answer->state == ANSWER_NONE)
		buf_adds(&text, _("(no answer yet)"));
	else if (asked->answer->state == ANSWER_DONT_KNOW)
		buf_adds(&text, _("Do not know"));
	else if (asked->question->fact->type == FACT_CANDIDATE && asked->answer->text)
		buf_adds(&text, candidate_name(state->ui->work, asked->answer->text));
	else
		answer_to_label(&text, asked->question->fact, asked->answer, app_eras(state->ui->app), app_lang(state->ui->app));
	column_add(out, text.data, 30);
	if (asked->check)
		column_add(out, _("to be checked"), 14);
	else if (reason_missing(asked))
		column_add(out, _("reason missing"), 14);
	else if (answer_has_reason(asked->answer))
		column_add(out, _("with reason"), 14);
	else if (asked->settled)
		column_add(out, _("no effect"), 14);
	*style = asked->answer->state == ANSWER_GIVEN && !asked->typed && !asked->check && !reason_missing(asked) ? STYLE_PLAIN : STYLE_OPEN;
	buf_done(&text);
}

static void questions_draw(struct ui *ui, struct page *page)
{
	struct questions_state *state = page->state;
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("Answered %zu of %zu"), state->asked.answered, state->asked.count);
	strip_draw(ui, page->arg.key, line.data);
	buf_clear(&line);
	int row = UI_BODY_TOP;
	if (state->wrong_count > 0) {
		faults_heading(state->wrong_count, &line);
		put_text(ui->term, row++, 1, 76, STYLE_BAD, line.data);
	}
	buf_done(&line);
	put_text(ui->term, row, 1, 76, STYLE_STRONG, _("Check the answers. Enter opens a question to change it."));
	if (state->asked.count == 0)
		put_text(ui->term, UI_BODY_TOP + 2, 1, 76, STYLE_PLAIN, _("Nothing is asked here as the case stands"));
	list_draw(ui->term, &state->list, UI_BODY_TOP + 2, ui_body_bottom(ui) - UI_BODY_TOP - 1, LIST_CARET, format_row, state);
}

static enum reaction questions_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct questions_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

/* The cursor stays, so that one answer after the other can be confirmed. */
static enum reaction confirm_here(struct ui *ui, struct page *page)
{
	struct questions_state *state = page->state;
	const struct question *question = state->asked.items[asked_at(state)].question;
	enum reaction reaction = question_confirm(ui, page->arg.key, question);
	page->arg.question = question;
	questions_refresh(ui, page);
	return reaction;
}

static unsigned questions_more(struct ui *ui, const struct page *page)
{
	const struct questions_state *state = page->state;
	(void)ui;
	for (size_t i = 0; i < state->asked.count; i++)
		if (state->asked.items[i].check)
			return WHERE_MARKED;
	return 0;
}

static enum reaction questions_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct questions_state *state = page->state;
	/* One may go on with what is wrong, but not without having been told. */
	if (action == ACTION_PRIMARY && state->wrong_count > 0)
		ui_message(ui, _("%zu points of the answers are still to be put right; they are listed where the answers are checked"), state->wrong_count);
	if (action == ACTION_PRIMARY)
		return REACT_BACK;
	if (action == ACTION_CHECKED && state->asked.count > 0)
		return confirm_here(ui, page);
	if (action == ACTION_FILTER)
		return REACT_HANDLED;
	if (action != ACTION_OPEN || state->asked.count == 0)
		return REACT_UNUSED;
	struct page_arg *next = ui_next(ui, &page_question, page->arg.key);
	next->screen = page->arg.screen;
	next->question = state->asked.items[asked_at(state)].question;
	if (state->list.cursor < state->wrong_count)
		next->field = (unsigned)state->wrongs[state->list.cursor].field;
	return REACT_PUSH;
}

const struct page_ops page_questions = {
	.name = "questions",
	.where = WHERE_QUESTION,
	.primary = N_("Finish"),
	.hint = N_("Enter: change this answer   F2: the answers are right, back to the tasks"),
	.state_size = sizeof(struct questions_state),
	.open = questions_open,
	.close = questions_close,
	.refresh = questions_refresh,
	.title = questions_title,
	.draw = questions_draw,
	.key = questions_key,
	.action = questions_action,
	.more = questions_more,
};
