/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Precedents of the revision under review: above the earlier decisions that ended otherwise, below why the one under the cursor did; Enter opens its
 * record as it was handed in. Nothing can be changed here.
 */
#include <stdlib.h>
#include <string.h>

#include "app/precedents.h"
#include "app/records.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/text_view.h"
#include "tui/ui.h"

#define LIST_ROWS 6

struct precedents_state {
	struct precedents precedents;
	struct list list;
	struct text_view why, record;
	size_t shown; /* whose reasons are in `why` */
	bool opened;  /* the record is shown */
	struct ui *ui;
};

static void show_why(struct precedents_state *state)
{
	if (state->precedents.count == 0 || state->shown == state->list.cursor)
		return;
	state->shown = state->list.cursor;
	buf_clear(&state->why.text);
	precedent_detail_text(state->ui->app, &state->precedents.items[state->shown], &state->why.text);
	text_view_changed(&state->why);
	state->why.top = 0;
}

static void precedents_open(struct ui *ui, struct page *page)
{
	struct precedents_state *state = page->state;
	struct diag_list diags;
	state->ui = ui;
	state->shown = SIZE_MAX;
	text_view_init(&state->why);
	text_view_init(&state->record);
	state->record.page = true;
	diag_init(&diags);
	if (app_precedents(ui->app, work_id(ui->work), &state->precedents, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	list_count(&state->list, state->precedents.count);
	show_why(state);
}

static void precedents_close(struct ui *ui, struct page *page)
{
	struct precedents_state *state = page->state;
	(void)ui;
	precedents_done(&state->precedents);
	text_view_done(&state->why);
	text_view_done(&state->record);
}

static void precedents_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Precedents"));
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct precedents_state *state = context;
	(void)style;
	precedent_line_text(state->ui->app, &state->precedents.items[at], out);
}

static void precedents_draw(struct ui *ui, struct page *page)
{
	struct precedents_state *state = page->state;
	struct buf line;
	int bottom = ui_body_bottom(ui), below = UI_BODY_TOP + LIST_ROWS;
	if (state->opened) {
		text_view_draw(ui->term, &state->record, UI_BODY_TOP, bottom - UI_BODY_TOP + 1);
		return;
	}
	buf_init(&line);
	buf_addf(&line, _("%1$zu of %2$zu earlier decisions ended otherwise, by %3$zu deciding answers"), state->precedents.count,
		state->precedents.looked_at, state->precedents.deciding);
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	buf_done(&line);
	if (state->precedents.count == 0) {
		put_text(ui->term, UI_BODY_TOP, 1, ui_width(ui) - 2, STYLE_PLAIN, _("No earlier decision on the same answers ended otherwise."));
		return;
	}
	list_draw(ui->term, &state->list, UI_BODY_TOP, LIST_ROWS, LIST_CARET, format_row, state);
	put_rule(ui->term, below);
	text_view_draw(ui->term, &state->why, below + 1, bottom - below);
}

static enum reaction precedents_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct precedents_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (state->opened)
		return text_view_key(&state->record, event->name) ? REACT_HANDLED : REACT_UNUSED;
	if (strcmp(event->name, "PgUp") == 0 || strcmp(event->name, "PgDn") == 0)
		return text_view_key(&state->why, event->name) ? REACT_HANDLED : REACT_UNUSED;
	if (!list_key(&state->list, event->name, true))
		return REACT_UNUSED;
	show_why(state);
	return REACT_HANDLED;
}

static void open_record(struct ui *ui, struct precedents_state *state)
{
	struct diag_list diags;
	if (state->precedents.count == 0)
		return;
	diag_init(&diags);
	buf_clear(&state->record.text);
	if (app_record_print(ui->app, &state->precedents.items[state->list.cursor].decision.row, RECORD_TEXT, &state->record.text, &diags) == STATUS_OK)
		state->opened = true;
	else
		ui_diags(ui, &diags);
	text_view_changed(&state->record);
	state->record.top = 0;
	diag_done(&diags);
}

static enum reaction precedents_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct precedents_state *state = page->state;
	if (action == ACTION_BACK && state->opened) {
		state->opened = false;
		return REACT_HANDLED;
	}
	if (action != ACTION_OPEN && action != ACTION_PRIMARY)
		return REACT_UNUSED;
	if (!state->opened)
		open_record(ui, state);
	return REACT_HANDLED;
}

static const char *precedents_hint(const struct page *page)
{
	const struct precedents_state *state = page->state;
	return state->opened ? N_("Up, Down, Left, Right: scroll the record   Esc: back") : page->ops->hint;
}

const struct page_ops page_precedents = {
	.name = "precedents",
	.where = WHERE_CONFIRM,
	.primary = N_("Record"),
	.hint = N_("Up, Down: which   PgDn: more of why   Enter: its record   Esc: back"),
	.hint_now = precedents_hint,
	.state_size = sizeof(struct precedents_state),
	.open = precedents_open,
	.close = precedents_close,
	.title = precedents_title,
	.draw = precedents_draw,
	.key = precedents_key,
	.action = precedents_action,
};
