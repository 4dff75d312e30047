/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text of the page below to its end: what stands behind one of its lines, such as an answer with all that was said about it, or the cases behind a figure.
 * Nothing can be changed here.
 */
#include "base/i18n.h"
#include "tui/text_view.h"
#include "tui/ui.h"

struct reading_state {
	struct text_view view;
};

static void reading_open(struct ui *ui, struct page *page)
{
	struct reading_state *state = page->state;
	(void)ui;
	text_view_init(&state->view);
	buf_adds(&state->view.text, page->arg.context);
	text_view_changed(&state->view);
}

static void reading_close(struct ui *ui, struct page *page)
{
	struct reading_state *state = page->state;
	(void)ui;
	text_view_done(&state->view);
}

static void reading_title(struct ui *ui, struct page *page, struct buf *out)
{
	page->arg.source->title(ui, out);
}

static void reading_draw(struct ui *ui, struct page *page)
{
	struct reading_state *state = page->state;
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
}

static enum reaction reading_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct reading_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

const struct page_ops page_reading = {
	.name = "reading",
	.where = WHERE_CONFIRM,
	.hint = N_("Up, Down, PgUp, PgDn: scroll   Esc: back"),
	.state_size = sizeof(struct reading_state),
	.open = reading_open,
	.close = reading_close,
	.title = reading_title,
	.draw = reading_draw,
	.key = reading_key,
};
