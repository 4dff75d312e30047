/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The recheck: every standing decision with what today would make of it; Enter shows why, F2 opens the case. It is made when the page is opened, and kept
 * for the list of cases. Opened from a case it shows that one in full and keeps nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "app/recheck.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/text_view.h"
#include "tui/ui.h"

struct recheck_state {
	struct recheck recheck;
	struct list list;
	struct text_view view;
	bool detail, one;
	struct ui *ui;
};

static void show_detail(struct ui *ui, struct recheck_state *state)
{
	if (state->recheck.count == 0)
		return;
	buf_clear(&state->view.text);
	recheck_detail_text(ui->app, &state->recheck.items[state->list.cursor], &state->view.text);
	text_view_changed(&state->view);
	state->view.top = 0;
	state->detail = true;
}

static void recheck_open(struct ui *ui, struct page *page)
{
	struct recheck_state *state = page->state;
	struct diag_list diags;
	state->ui = ui;
	state->one = page->arg.key[0] != '\0';
	text_view_init(&state->view);
	diag_init(&diags);
	enum status status = app_recheck(ui->app, state->one ? work_id(ui->work) : NULL, &state->recheck, &diags);
	if (status == STATUS_OK && !state->one)
		status = app_recheck_keep(ui->app, &state->recheck, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	list_count(&state->list, state->recheck.count);
	for (size_t i = state->recheck.count; i-- > 0;)
		if (recheck_marks(&state->recheck.items[i]))
			list_select(&state->list, i);
	if (state->one)
		show_detail(ui, state);
	diag_done(&diags);
}

static void recheck_close(struct ui *ui, struct page *page)
{
	struct recheck_state *state = page->state;
	(void)ui;
	recheck_done(&state->recheck);
	text_view_done(&state->view);
}

static void recheck_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct recheck_state *state = page->state;
	if (state->one)
		ui_case_title(ui, out);
	else
		buf_adds(out, _("Kumoshirube"));
	buf_addf(out, " | %s", _("Recheck"));
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct recheck_state *state = context;
	const struct rechecked *item = &state->recheck.items[at];
	recheck_line_text(state->ui->app, item, out);
	if (recheck_marks(item))
		*style = STYLE_OPEN;
}

static void recheck_draw(struct ui *ui, struct page *page)
{
	struct recheck_state *state = page->state;
	struct buf line, day;
	int bottom = ui_body_bottom(ui);
	buf_init(&line);
	buf_init(&day);
	date_format_short(&day, app_eras(ui->app), state->recheck.day);
	buf_addf(&line, _("As of %1$s: %2$zu decisions, %3$zu would end otherwise, %4$zu more have a trigger"), day.data, state->recheck.count,
		state->recheck.otherwise, state->recheck.triggered);
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	if (state->detail)
		text_view_draw(ui->term, &state->view, UI_BODY_TOP, bottom - UI_BODY_TOP + 1);
	else if (state->recheck.count == 0)
		put_text(ui->term, UI_BODY_TOP, 1, ui_width(ui) - 2, STYLE_PLAIN, _("Nothing is handed in or approved, so there is no decision to check."));
	else
		list_draw(ui->term, &state->list, UI_BODY_TOP, bottom - UI_BODY_TOP + 1, LIST_CARET, format_row, state);
	buf_done(&day);
	buf_done(&line);
}

static enum reaction recheck_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct recheck_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (state->detail)
		return text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
	return list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction open_case(struct ui *ui, const struct recheck_state *state)
{
	struct diag_list diags;
	if (state->recheck.count == 0 || state->one)
		return REACT_HANDLED;
	diag_init(&diags);
	enum status status = work_open(&ui->work, ui->app, state->recheck.items[state->list.cursor].decision.row.record_id, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	if (status != STATUS_OK)
		return REACT_HANDLED;
	ui_next(ui, &page_hub, "case");
	return REACT_REPLACE;
}

static enum reaction recheck_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct recheck_state *state = page->state;
	if (action == ACTION_BACK && state->detail && !state->one) {
		state->detail = false;
		return REACT_HANDLED;
	}
	if (action == ACTION_OPEN && !state->detail)
		show_detail(ui, state);
	if (action == ACTION_PRIMARY)
		return open_case(ui, state);
	return action == ACTION_OPEN ? REACT_HANDLED : REACT_UNUSED;
}

/* In the reasons there is nothing further to open; and where the page was opened from a case, F2 has nowhere else to go. */
static const char *recheck_hint(const struct page *page)
{
	const struct recheck_state *state = page->state;
	if (state->one)
		return N_("Up, Down, PgUp, PgDn: scroll   Esc: back");
	return state->detail ? N_("Up, Down: scroll   F2: to the case   Esc: back") : page->ops->hint;
}

const struct page_ops page_recheck = {
	.name = "recheck",
	.where = WHERE_CONFIRM,
	.primary = N_("The case"),
	.hint = N_("Enter: why   F2: to the case   Esc: back"),
	.hint_now = recheck_hint,
	.state_size = sizeof(struct recheck_state),
	.open = recheck_open,
	.close = recheck_close,
	.title = recheck_title,
	.draw = recheck_draw,
	.key = recheck_key,
	.action = recheck_action,
};
