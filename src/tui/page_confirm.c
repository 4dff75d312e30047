/* SPDX-License-Identifier: Apache-2.0 */
/* The question before an act that cannot be undone. It names the effect, and "no" is chosen until the officer chooses otherwise. */
#include <string.h>

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/ui.h"

struct confirm_state {
	struct list list; /* 0: no, 1: yes */
	const struct confirm *confirm;
};

static void confirm_open(struct ui *ui, struct page *page)
{
	struct confirm_state *state = page->state;
	(void)ui;
	state->confirm = page->arg.confirm;
	list_count(&state->list, 2);
}

static void confirm_title(struct ui *ui, struct page *page, struct buf *out)
{
	if (ui->work)
		ui_case_title(ui, out);
	buf_addf(out, "%s%s", ui->work ? " | " : "", _(((struct confirm_state *)page->state)->confirm->title));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct confirm_state *state = context;
	(void)style;
	buf_adds(out, row == 0 ? _("No") : _(state->confirm->yes));
}

static void confirm_draw(struct ui *ui, struct page *page)
{
	struct confirm_state *state = page->state;
	struct buf text;
	int bottom = ui_body_bottom(ui);
	buf_init(&text);
	state->confirm->effect(ui, &text);
	put_wrapped(ui->term, UI_BODY_TOP + 1, 2, bottom - UI_BODY_TOP - 4, ui_width(ui) - 4, STYLE_PLAIN, text.data);
	list_draw(ui->term, &state->list, bottom - 2, 2, LIST_CARET, format_row, state);
	buf_done(&text);
}

static enum reaction confirm_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct confirm_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction confirm_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct confirm_state *state = page->state;
	if (action != ACTION_OPEN)
		return REACT_UNUSED;
	return state->list.cursor == 1 ? state->confirm->act(ui, page) : REACT_BACK;
}

const struct page_ops page_confirm = {
	.name = "confirm",
	.where = WHERE_CONFIRM,
	.hint = N_("Up, Down: choose   Enter: confirm the choice   Esc: back without doing it"),
	.state_size = sizeof(struct confirm_state),
	.open = confirm_open,
	.title = confirm_title,
	.draw = confirm_draw,
	.key = confirm_key,
	.action = confirm_action,
};
