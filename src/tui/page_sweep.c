/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is missing or weak, one line each; Enter goes to the answer. Before handing in it stands in the way only where something blocks. Opened from a
 * review it shows the same of the revision, and goes nowhere, because that cannot be changed.
 */
#include <string.h>

#include "app/review_rows.h"
#include "app/sweep.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/faults.h"
#include "tui/list.h"
#include "tui/question.h"
#include "tui/ui.h"

#define PART_CELLS 14

struct sweep_state {
	struct sweep own;     /* of the draft */
	struct review review; /* of the revision, where `reviewing` */
	struct list list;
	bool reviewing;
	struct ui *ui;
};

static const struct sweep *swept(const struct sweep_state *state)
{
	return state->reviewing ? &state->review.sweep : &state->own;
}

static void release(struct sweep_state *state)
{
	sweep_done(&state->own);
	review_done(&state->review);
}

static void sweep_refresh(struct ui *ui, struct page *page)
{
	struct sweep_state *state = page->state;
	struct diag_list diags;
	enum status status;
	diag_init(&diags);
	release(state);
	if (state->reviewing)
		status = app_review(ui->app, work_id(ui->work), &state->review, &diags);
	else
		status = work_sweep(ui->work, &state->own, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	list_count(&state->list, swept(state)->count);
}

static void sweep_open(struct ui *ui, struct page *page)
{
	struct sweep_state *state = page->state;
	state->ui = ui;
	state->reviewing = page->arg.resume;
	sweep_refresh(ui, page);
}

static void sweep_close(struct ui *ui, struct page *page)
{
	(void)ui;
	release(page->state);
}

static void sweep_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Missing or weak"));
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct sweep_state *state = context;
	const struct sweep_item *item = &swept(state)->items[at];
	if (swept(state)->blocking)
		column_add(out, item->blocks ? _("[blocks]") : "", 8);
	column_add(out, item->part, PART_CELLS);
	column_add(out, item->fact ? app_text(state->ui->app, &item->fact->label) : "", 24);
	column_add(out, item->title, 26);
	if (item->blocks)
		*style = STYLE_OPEN;
}

/* The name of the part in full, which its column may have cut. */
static void detail_words(const struct app *app, const struct sweep_item *item, struct buf *out)
{
	buf_addf(out, "%s: ", item->part);
	sweep_item_words(app, item, out);
}

static void sweep_draw(struct ui *ui, struct page *page)
{
	struct sweep_state *state = page->state;
	const struct sweep *sweep = swept(state);
	struct buf line;
	int bottom = ui_body_bottom(ui);
	buf_init(&line);
	if (state->reviewing)
		buf_addf(&line, _("%1$zu lines, of which %2$zu block"), sweep->count, sweep->blocking);
	else
		faults_heading(sweep->count, &line);
	if (!state->reviewing)
		buf_addf(&line, _("; of them block: %zu"), sweep->blocking);
	put_text(ui->term, 1, 1, ui_width(ui) - 1, STYLE_STRONG, line.data);
	list_draw(ui->term, &state->list, UI_BODY_TOP, bottom - UI_BODY_TOP - 3, LIST_CARET, format_row, state);
	put_rule(ui->term, bottom - 3);
	buf_clear(&line);
	if (sweep->count)
		detail_words(ui->app, &sweep->items[state->list.cursor], &line);
	put_wrapped(ui->term, bottom - 2, 1, 2, ui_width(ui) - 2, STYLE_PLAIN, line.data);
	if (!state->reviewing)
		put_text(ui->term, bottom, 1, ui_width(ui) - 2, STYLE_DIM, sweep->blocking ? _("What blocks must be settled before the case is handed in") :
			_("F2 goes on to handing in; the adviser sees these lines"));
	buf_done(&line);
}

static enum reaction sweep_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct sweep_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

/* The field of the question in which it is put right. */
static enum focus field_of(enum sweep_kind kind)
{
	switch (kind) {
	case SWEEP_REASON_MISSING:
	case SWEEP_REASON_THIN:
	case SWEEP_REASON_COPIED:
		return FOCUS_REASON;
	case SWEEP_EVIDENCE_UNDATED:
		return FOCUS_EVIDENCE;
	default:
		return FOCUS_VALUE;
	}
}

/* To the field; where candidates are missing, to where they are chosen. */
static void go_to(struct ui *ui, const struct sweep_item *item)
{
	if (item->kind == SWEEP_NO_COMPARISON || item->kind == SWEEP_ONE_VENDOR)
		ui_next(ui, &page_picker, item->key);
	else
		ui_next_fact(ui, item->key, item->fact)->field = (unsigned)field_of(item->kind);
}

static enum reaction sweep_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct sweep_state *state = page->state;
	const struct sweep *sweep = swept(state);
	if (action == ACTION_OPEN && !state->reviewing && sweep->count && sweep->items[state->list.cursor].fact) {
		go_to(ui, &sweep->items[state->list.cursor]);
		return REACT_PUSH;
	}
	if (action != ACTION_PRIMARY || state->reviewing)
		return action == ACTION_OPEN || action == ACTION_PRIMARY ? REACT_HANDLED : REACT_UNUSED;
	if (sweep->blocking) {
		ui_message(ui, "%s", _("What blocks must be settled before the case is handed in"));
		return REACT_HANDLED;
	}
	ui_next(ui, &page_confirm, "case")->confirm = page->arg.confirm;
	return REACT_REPLACE;
}

const struct page_ops page_sweep = {
	.name = "sweep",
	.where = WHERE_CONFIRM,
	.primary = N_("Go on"),
	.hint = N_("Up, Down: move   Enter: to the answer   F2: go on   Esc: back"),
	.state_size = sizeof(struct sweep_state),
	.open = sweep_open,
	.close = sweep_close,
	.refresh = sweep_refresh,
	.title = sweep_title,
	.draw = sweep_draw,
	.key = sweep_key,
	.action = sweep_action,
};
