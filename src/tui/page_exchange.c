/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The exchange with other terminals: what can be done, the revisions that stand side by side, and how it stands. Enter on such a revision asks whether the
 * case goes on from it.
 */
#include <stdlib.h>
#include <string.h>

#include "app/exchange.h"
#include "app/person.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/ui.h"

#define ROW_IN 0
#define ROW_OUT 1
#define ROW_HEADS 2

struct exchange_page {
	struct exchange_state now;
	bool known;
	struct buf text;
	struct list list;
	struct ui *ui;
};

static void exchange_refresh(struct ui *ui, struct page *page)
{
	struct exchange_page *state = page->state;
	struct diag_list diags;
	diag_init(&diags);
	exchange_state_done(&state->now);
	buf_clear(&state->text);
	state->known = app_exchange_state(ui->app, &state->now, &diags) == STATUS_OK;
	if (state->known)
		exchange_standing_text(ui->app, &state->now, &state->text);
	diag_done(&diags);
	list_count(&state->list, ROW_HEADS + state->now.head_count);
}

static void exchange_open_page(struct ui *ui, struct page *page)
{
	struct exchange_page *state = page->state;
	state->ui = ui;
	buf_init(&state->text);
	exchange_refresh(ui, page);
}

static void exchange_close_page(struct ui *ui, struct page *page)
{
	struct exchange_page *state = page->state;
	(void)ui;
	exchange_state_done(&state->now);
	buf_done(&state->text);
}

static void exchange_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui, (void)page;
	buf_adds(out, _("Exchange with other terminals"));
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct exchange_page *state = context;
	if (at == ROW_IN) {
		buf_adds(out, _("Take a bundle in: look first, then say yes or no"));
	} else if (at == ROW_OUT) {
		buf_adds(out, _("Write a bundle for another terminal"));
	} else {
		exchange_head_text(state->ui->app, &state->now.heads[at - ROW_HEADS], out);
		*style = STYLE_OPEN;
	}
}

static void exchange_draw(struct ui *ui, struct page *page)
{
	struct exchange_page *state = page->state;
	int bottom = ui_body_bottom(ui), rows = (int)state->list.count, most = (bottom - UI_BODY_TOP) / 2;
	rows = rows < most ? rows : most;
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, state->now.head_count
		? _("Two revisions stand side by side: choose the one to go on from")
		: _("What was handed in travels in a bundle, with all that was said about it"));
	list_draw(ui->term, &state->list, UI_BODY_TOP, rows, LIST_CARET, format_row, state);
	put_rule(ui->term, UI_BODY_TOP + rows);
	put_wrapped(ui->term, UI_BODY_TOP + rows + 1, 1, bottom - UI_BODY_TOP - rows, ui_width(ui) - 2, STYLE_PLAIN,
		state->known ? state->text.data : _("Nothing was handed in or taken in yet."));
}

/* ---- merging ---- */

static const struct exchange_head *chosen(struct ui *ui)
{
	const struct exchange_page *state = ui->stack[ui->depth - 2].state;
	return &state->now.heads[state->list.cursor - ROW_HEADS];
}

static void merge_effect(struct ui *ui, struct buf *out)
{
	const struct exchange_head *head = chosen(ui);
	buf_addf(out, _("Case %1$s goes on from revision %2$d (%3$s, terminal %4$.8s).\n"), head->reference, head->number, head->author, head->terminal);
	buf_adds(out, _("A new revision with its answers joins both. The other revision stays in the record and can be read, but the case does not go on from it.\n"));
}

static enum reaction merge(struct ui *ui, struct page *page)
{
	const struct exchange_head *head = chosen(ui);
	struct diag_list diags;
	int made, left;
	(void)page;
	diag_init(&diags);
	if (app_exchange_merge(ui->app, head->record, head->number, &made, &left, &diags) == STATUS_OK)
		ui_message(ui, _("%1$s revision %2$d joins both"), head->reference, made);
	else
		ui_diags(ui, &diags);
	diag_done(&diags);
	return REACT_BACK;
}

static const struct confirm merge_confirm = {
	.title = N_("Merge two revisions"),
	.yes = N_("Yes, go on from this one"),
	.effect = merge_effect,
	.act = merge,
};

static enum reaction exchange_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct exchange_page *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction exchange_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct exchange_page *state = page->state;
	if (action != ACTION_OPEN && action != ACTION_PRIMARY)
		return REACT_UNUSED;
	/* A person's key is asked for where one is needed, before anything is said to be done. */
	if (state->list.cursor >= ROW_HEADS && app_locked(ui->app))
		ui_next(ui, &page_unlock, "case");
	else if (state->list.cursor >= ROW_HEADS)
		ui_next(ui, &page_confirm, "case")->confirm = &merge_confirm;
	else
		ui_next(ui, &page_bundle, "")->resume = state->list.cursor == ROW_IN;
	return REACT_PUSH;
}

const struct page_ops page_exchange = {
	.name = "exchange",
	.where = WHERE_CONFIRM,
	.primary = N_("Open"),
	.hint = N_("Up, Down: move   Enter: open   Esc: back"),
	.state_size = sizeof(struct exchange_page),
	.open = exchange_open_page,
	.close = exchange_close_page,
	.refresh = exchange_refresh,
	.title = exchange_title,
	.draw = exchange_draw,
	.key = exchange_key,
	.action = exchange_action,
};
