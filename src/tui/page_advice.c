/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rating helper. The officer ticks the harms that would follow; the gravest grade that a ticked harm speaks for is proposed, with the harms as
 * its reason. Nothing is changed before F2, and then the question stands there with both filled in, to be changed as any answer.
 */
#include <stdlib.h>
#include <string.h>

#include "app/advice.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/ui.h"

#define PROPOSAL_ROWS 6

struct advice_state {
	struct advice advice;
	struct list list;
	struct ui *ui; /* for the row format */
};

static void advice_open(struct ui *ui, struct page *page)
{
	struct advice_state *state = page->state;
	state->ui = ui;
	advice_init(&state->advice, ui->app, page->arg.question);
	list_count(&state->list, state->advice.count);
}

static void advice_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_addf(out, _("Harm: %s"), app_text(ui->app, &page->arg.question->fact->label));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct advice_state *state = context;
	(void)style;
	buf_addf(out, "%s %zu ", state->advice.ticked[row] ? "[x]" : "[ ]", row + 1);
	buf_adds(out, app_text(state->ui->app, &state->advice.harms[row]->text));
}

static void draw_proposal(struct ui *ui, struct page *page, int row)
{
	const struct advice_state *state = page->state;
	const struct catalogue_entry *grade = advice_grade(&state->advice);
	int width = ui_width(ui) - 2, used;
	struct buf line;
	put_rule(ui->term, row++);
	if (!grade) {
		put_text(ui->term, row, 1, width, STYLE_OPEN, _("Proposal: none yet. Tick what applies, at least one line"));
		return;
	}
	buf_init(&line);
	buf_addf(&line, _("Proposal: %s"), app_text(ui->app, &grade->title));
	put_text(ui->term, row++, 1, width, STYLE_STRONG, line.data);
	used = put_wrapped(ui->term, row, 3, 2, width - 2, STYLE_DIM, app_text(ui->app, &grade->text));
	buf_clear(&line);
	advice_reasons(&state->advice, ui->app, &line);
	put_wrapped(ui->term, row + used, 3, PROPOSAL_ROWS - 1 - used, width - 2, STYLE_PLAIN, line.data);
	buf_done(&line);
}

static void advice_draw(struct ui *ui, struct page *page)
{
	struct advice_state *state = page->state;
	int row = UI_BODY_TOP, bottom = ui_body_bottom(ui);
	strip_draw(ui, page->arg.key, _("Rating helper"));
	row += put_wrapped(ui->term, row, 1, 2, ui_width(ui) - 2, STYLE_PLAIN,
		_("Tick every harm that could follow, leaving out what would be slight. The grade is proposed from them; you decide."));
	list_draw(ui->term, &state->list, row + 1, bottom - PROPOSAL_ROWS - row - 1, LIST_CARET, format_row, state);
	draw_proposal(ui, page, bottom - PROPOSAL_ROWS);
}

static void tick(struct advice_state *state)
{
	state->advice.ticked[state->list.cursor] = !state->advice.ticked[state->list.cursor];
}

static enum reaction advice_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct advice_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (event->text[0] >= '1' && event->text[0] <= '9' && (size_t)(event->text[0] - '1') < state->list.count) {
		list_select(&state->list, (size_t)(event->text[0] - '1'));
		tick(state);
		return REACT_HANDLED;
	}
	if (strcmp(event->name, "Space") == 0 && state->list.count > 0) {
		tick(state);
		return REACT_HANDLED;
	}
	return list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction take_over(struct ui *ui, struct page *page)
{
	struct advice_state *state = page->state;
	struct diag_list diags;
	diag_init(&diags);
	enum status status = advice_take(&state->advice, ui->work, page->arg.key, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, _("%s was taken over with its reason; change both as you see fit"), app_text(ui->app, &advice_grade(&state->advice)->title));
	diag_done(&diags);
	ui_changed(ui);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static enum reaction advice_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct advice_state *state = page->state;
	if (action == ACTION_PRIMARY)
		return take_over(ui, page);
	if (action != ACTION_OPEN || state->list.count == 0)
		return REACT_UNUSED;
	tick(state);
	return REACT_HANDLED;
}

const struct page_ops page_advice = {
	.name = "advice",
	.where = WHERE_ADVICE,
	.primary = N_("Take over"),
	.hint = N_("Space or number: tick   F2: take the proposal over   Esc: back without it"),
	.state_size = sizeof(struct advice_state),
	.open = advice_open,
	.title = advice_title,
	.draw = advice_draw,
	.key = advice_key,
	.action = advice_action,
};
