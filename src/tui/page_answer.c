/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line of a review whole: a reason, a remark and its answer may be longer than what the review has room for, and whoever reviews reads them to the
 * end. Nothing can be changed here.
 */
#include "base/i18n.h"
#include "tui/text_view.h"
#include "tui/ui.h"

struct reading_state {
	struct text_view view;
};

static void answer_open(struct ui *ui, struct page *page)
{
	struct reading_state *state = page->state;
	(void)ui;
	text_view_init(&state->view);
	buf_adds(&state->view.text, page->arg.context);
	text_view_changed(&state->view);
}

static void answer_close(struct ui *ui, struct page *page)
{
	struct reading_state *state = page->state;
	(void)ui;
	text_view_done(&state->view);
}

static void answer_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Review"));
}

static void answer_draw(struct ui *ui, struct page *page)
{
	struct reading_state *state = page->state;
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
}

static enum reaction answer_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct reading_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

const struct page_ops page_answer = {
	.name = "answer",
	.where = WHERE_CONFIRM,
	.hint = N_("Up, Down, PgUp, PgDn: scroll   Esc: back"),
	.state_size = sizeof(struct reading_state),
	.open = answer_open,
	.close = answer_close,
	.title = answer_title,
	.draw = answer_draw,
	.key = answer_key,
};
