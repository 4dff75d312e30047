/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a change of an answer does, before it is made. F2 makes it; every other way out leaves the answer as it was. Enter alone does nothing, because
 * an input method may send one Enter too many.
 */
#include <string.h>

#include "app/labels.h"
#include "app/trial.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/question.h"
#include "tui/strip.h"
#include "tui/words.h"

#define NOW_CELLS 16
#define DETAIL_ROWS 2

struct effects_state {
	struct trial *trial;
	struct list list;
	struct ui *ui; /* for the row format */
};

static void effects_open(struct ui *ui, struct page *page)
{
	struct effects_state *state = page->state;
	state->ui = ui;
	state->trial = page->arg.trial;
	list_count(&state->list, trial_shifts(state->trial)->count);
}

static void effects_close(struct ui *ui, struct page *page)
{
	(void)ui;
	trial_free(&((struct effects_state *)page->state)->trial);
}

static void effects_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_addf(out, " | %s: %s", _("Effects"), app_text(ui->app, &page->arg.question->fact->label));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct effects_state *state = context;
	const struct shift *shift = &trial_shifts(state->trial)->items[row];
	struct buf what, before, after;
	buf_init(&what);
	buf_init(&before);
	buf_init(&after);
	app_shift_words(state->ui->app, trial_dossier(state->trial), shift, &what, &before, &after);
	size_t room = (size_t)ui_width(state->ui) - 3;
	size_t half = (room - NOW_CELLS) * 3 / 5;
	column_add(out, what.data, half);
	column_add(out, before.data, NOW_CELLS);
	column_add(out, after.data, room - half - NOW_CELLS - 3);
	*style = shift->question && shift->kept ? STYLE_OPEN : STYLE_PLAIN;
	buf_done(&what);
	buf_done(&before);
	buf_done(&after);
}

/* How much of each kind, in one line. */
static void count_line(const struct shifts *shifts, struct buf *out)
{
	size_t kept = 0;
	for (size_t i = 0; i < shifts->count; i++)
		kept += shifts->items[i].question && shifts->items[i].kept;
	buf_addf(out, _("Findings that change: %1$zu   steps: %2$zu   no longer asked: %3$zu   newly asked: %4$zu"),
		shifts_count(shifts, SHIFT_FINDING), shifts_count(shifts, SHIFT_STEP), shifts_count(shifts, SHIFT_STOPS),
		shifts_count(shifts, SHIFT_BEGINS));
	if (kept > 0)
		buf_addf(out, _("\nAnswers that rest on it: %zu. They are kept, and marked to be checked."), kept);
	else
		buf_adds(out, _("\nNo other answer is touched."));
}

/* The columns may cut the words; here the line under the cursor is whole. */
static void draw_whole(struct ui *ui, const struct effects_state *state, int row, int rows)
{
	struct buf what, before, after, line;
	if (state->list.count == 0)
		return;
	buf_init(&what);
	buf_init(&before);
	buf_init(&after);
	buf_init(&line);
	app_shift_words(ui->app, trial_dossier(state->trial), &trial_shifts(state->trial)->items[state->list.cursor], &what, &before, &after);
	buf_addf(&line, "%s: %s -> %s", what.data, before.data, after.data);
	put_wrapped(ui->term, row, 1, rows, ui_width(ui) - 2, STYLE_PLAIN, line.data);
	buf_done(&what);
	buf_done(&before);
	buf_done(&after);
	buf_done(&line);
}

static void effects_draw(struct ui *ui, struct page *page)
{
	struct effects_state *state = page->state;
	struct buf text, before, after;
	buf_init(&text);
	buf_init(&before);
	buf_init(&after);
	strip_draw(ui, page->arg.key, "");
	answer_words(ui->work, work_dossier(ui->work), page->arg.key, page->arg.question->fact, &before);
	answer_words(ui->work, trial_dossier(state->trial), page->arg.key, page->arg.question->fact, &after);
	buf_addf(&text, _("Now: %1$s\nAfter: %2$s\n"), before.data, after.data);
	count_line(trial_shifts(state->trial), &text);
	int row = UI_BODY_TOP + put_wrapped(ui->term, UI_BODY_TOP, 1, 6, ui_width(ui) - 2, STYLE_STRONG, text.data);
	put_rule(ui->term, row++);
	int detail = ui_body_bottom(ui) - DETAIL_ROWS + 1;
	list_draw(ui->term, &state->list, row, detail - row - 1, LIST_CARET, format_row, state);
	put_rule(ui->term, detail - 1);
	draw_whole(ui, state, detail, DETAIL_ROWS);
	buf_done(&text);
	buf_done(&before);
	buf_done(&after);
}

static enum reaction effects_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct effects_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction effects_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct page *below = &ui->stack[ui->depth - 2];
	switch (action) {
	case ACTION_PRIMARY:
		return page->arg.accept(ui, below);
	case ACTION_BACK:
		if (page->arg.decline)
			page->arg.decline(ui, below);
		else
			ui_message(ui, "%s", _("The answer stays as it was"));
		return REACT_BACK;
	case ACTION_OPEN:
		ui_message(ui, "%s", _("F2 makes the change; Esc leaves the answer as it was"));
		return REACT_HANDLED;
	default:
		return REACT_UNUSED;
	}
}

const struct page_ops page_effects = {
	.name = "effects",
	.where = WHERE_CONFIRM,
	.primary = N_("Change"),
	.hint = N_("F2: make the change   Esc: leave the answer as it was   Up, Down: move"),
	.state_size = sizeof(struct effects_state),
	.open = effects_open,
	.close = effects_close,
	.title = effects_title,
	.draw = effects_draw,
	.key = effects_key,
	.action = effects_action,
};
