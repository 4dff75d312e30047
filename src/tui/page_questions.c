/* SPDX-License-Identifier: Apache-2.0 */
/* The questions of a screen with their answers: the list behind F4 and the check of the answers at the end. */
#include <string.h>

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/question.h"
#include "tui/strip.h"
#include "tui/ui.h"
#include "tui/words.h"

struct questions_state {
	struct asked_list asked;
	struct list list;
	struct ui *ui; /* for the row format */
};

static void questions_refresh(struct ui *ui, struct page *page)
{
	struct questions_state *state = page->state;
	asked_list_done(&state->asked);
	work_questions(ui->work, page->arg.screen, page->arg.key, &state->asked);
	list_count(&state->list, state->asked.count);
	/* Coming back from a question, the cursor is on it. */
	for (size_t i = 0; i < state->asked.count; i++)
		if (page->arg.question && state->asked.items[i].question == page->arg.question)
			list_select(&state->list, i);
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
	asked_list_done(&((struct questions_state *)page->state)->asked);
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
	buf_done(&line);
	put_text(ui->term, UI_BODY_TOP, 1, 76, STYLE_STRONG, _("Check the answers. Enter opens a question to change it."));
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
	const struct question *question = state->asked.items[state->list.cursor].question;
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
	next->question = state->asked.items[state->list.cursor].question;
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
