/* SPDX-License-Identifier: Apache-2.0 */
/* The exercises; the lesson of one; and, when its questions are decided, the model answer with the differences. The case itself has the usual pages. */
#include "app/practice.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/text_view.h"
#include "tui/ui.h"

struct practice_state {
	struct exercises exercises;
	struct practised *practised;
	struct list list;
	struct ui *ui;
};

/* A page below an open case must not close it. */
static bool on_top(struct ui *ui, const struct page *page)
{
	return ui_top(ui) == page;
}

static void practice_refresh(struct ui *ui, struct page *page)
{
	struct practice_state *state = page->state;
	struct diag_list diags;
	if (!on_top(ui, page))
		return;
	work_close(&ui->work);
	diag_init(&diags);
	practised_done(state->practised, state->exercises.count);
	if (exercises_practised(ui->app, &state->exercises, &state->practised, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
}

static void practice_open(struct ui *ui, struct page *page)
{
	struct practice_state *state = page->state;
	struct diag_list diags;
	diag_init(&diags);
	state->ui = ui;
	if (exercises_read(ui->app, &state->exercises, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	list_count(&state->list, state->exercises.count);
	diag_done(&diags);
	practice_refresh(ui, page);
}

static void practice_close(struct ui *ui, struct page *page)
{
	struct practice_state *state = page->state;
	(void)ui;
	practised_done(state->practised, state->exercises.count);
	exercises_done(&state->exercises);
}

static void practice_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Exercises"));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct practice_state *state = context;
	const struct exercise *exercise = &state->exercises.items[row];
	const struct practised *practised = &state->practised[row];
	bool done = practised->answered == exercise->count;
	(void)style;
	column_add(out, app_text(state->ui->app, &exercise->title), 46);
	column_add(out, !practised->reference[0] ? _("Not started") : done ? _("Decided") : _("Under way"), 11);
	if (practised->reference[0])
		buf_addf(out, "%zu/%zu  %s", practised->answered, exercise->count, practised->reference);
}

static void practice_draw(struct ui *ui, struct page *page)
{
	struct practice_state *state = page->state;
	int row = UI_BODY_TOP;
	row += put_wrapped(ui->term, row, 1, 3, ui_width(ui) - 2, STYLE_DIM,
		_("First the lesson, then you decide on the usual screens, then the model answer with the differences and the clauses. Nothing here is a case in earnest."));
	list_draw(ui->term, &state->list, row + 1, ui_body_bottom(ui) - row, LIST_CARET, format_row, state);
}

static enum reaction practice_key(struct ui *ui, struct page *page, const struct event *event)
{
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&((struct practice_state *)page->state)->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction practice_action(struct ui *ui, struct page *page, enum action_id action)
{
	const struct practice_state *state = page->state;
	if ((action != ACTION_OPEN && action != ACTION_PRIMARY) || state->list.count == 0)
		return REACT_UNUSED;
	ui_next(ui, &page_lesson, state->exercises.items[state->list.cursor].name);
	return REACT_PUSH;
}

const struct page_ops page_practice = {
	.name = "practice",
	.where = WHERE_CONFIRM,
	.primary = N_("Lesson"),
	.hint = N_("Enter: lesson   F10: the list of what you have practised"),
	.state_size = sizeof(struct practice_state),
	.open = practice_open,
	.close = practice_close,
	.refresh = practice_refresh,
	.title = practice_title,
	.draw = practice_draw,
	.key = practice_key,
	.action = practice_action,
};

/* ---- one exercise: the lesson, or with `resume` the review of the open case ---- */

struct lesson_state {
	struct exercises exercises;
	const struct exercise *exercise;
	struct text_view view;
};

static void lesson_refresh(struct ui *ui, struct page *page)
{
	struct lesson_state *state = page->state;
	if (!on_top(ui, page) || !state->exercise)
		return;
	buf_clear(&state->view.text);
	if (page->arg.resume) {
		exercise_review(ui->app, state->exercise, ui->work, &state->view.text);
	} else {
		work_close(&ui->work);
		exercise_lesson(ui->app, state->exercise, &state->view.text);
	}
	text_view_changed(&state->view);
}

static void lesson_open(struct ui *ui, struct page *page)
{
	struct lesson_state *state = page->state;
	struct diag_list diags;
	diag_init(&diags);
	text_view_init(&state->view);
	if (exercises_read(ui->app, &state->exercises, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	state->exercise = exercises_find(&state->exercises, page->arg.key);
	lesson_refresh(ui, page);
}

static void lesson_close(struct ui *ui, struct page *page)
{
	struct lesson_state *state = page->state;
	(void)ui;
	text_view_done(&state->view);
	exercises_done(&state->exercises);
}

static void lesson_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct lesson_state *state = page->state;
	(void)ui;
	buf_addf(out, "%s | %s", state->exercise ? app_text(ui->app, &state->exercise->title) : page->arg.key,
		page->arg.resume ? _("Model answer") : _("Lesson"));
}

static void lesson_draw(struct ui *ui, struct page *page)
{
	struct lesson_state *state = page->state;
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
}

static enum reaction lesson_key(struct ui *ui, struct page *page, const struct event *event)
{
	(void)ui;
	return event->kind == EVENT_KEY && text_view_key(&((struct lesson_state *)page->state)->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

/* Goes on with the newest case of the exercise, or begins one. */
static enum status open_case(struct ui *ui, const struct lesson_state *state, struct diag_list *diags)
{
	struct practised *practised = NULL;
	size_t at = (size_t)(state->exercise - state->exercises.items);
	enum status status = exercises_practised(ui->app, &state->exercises, &practised, diags);
	if (status == STATUS_OK && practised[at].reference[0])
		status = work_open(&ui->work, ui->app, practised[at].reference, diags);
	else if (status == STATUS_OK)
		status = exercise_begin(ui->app, state->exercise, &ui->work, diags);
	practised_done(practised, state->exercises.count);
	return status;
}

static enum reaction lesson_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct lesson_state *state = page->state;
	struct diag_list diags;
	if ((action != ACTION_PRIMARY && action != ACTION_OPEN) || !state->exercise)
		return REACT_UNUSED;
	if (page->arg.resume)
		return REACT_BACK;
	diag_init(&diags);
	enum status status = open_case(ui, state, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, "%s", _("Decide the open questions; p shows the model answer when all are answered"));
	diag_done(&diags);
	if (status != STATUS_OK)
		return REACT_HANDLED;
	ui_next(ui, &page_hub, "case");
	return REACT_PUSH;
}

const struct page_ops page_lesson = {
	.name = "lesson",
	.where = WHERE_CONFIRM,
	.primary = N_("Work"),
	.hint = N_("PgDn, PgUp: move   F2: to the case   F10: back"),
	.state_size = sizeof(struct lesson_state),
	.open = lesson_open,
	.close = lesson_close,
	.refresh = lesson_refresh,
	.title = lesson_title,
	.draw = lesson_draw,
	.key = lesson_key,
	.action = lesson_action,
};
