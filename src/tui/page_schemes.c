/* SPDX-License-Identifier: Apache-2.0 */
/* All that the catalogue says of the schemes behind a question, to be read. */
#include "app/schemes.h"

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/ui.h"

struct schemes_state {
	struct text_view view;
};

static void schemes_open(struct ui *ui, struct page *page)
{
	struct schemes_state *state = page->state;
	text_view_init(&state->view);
	schemes_text(ui->work, page->arg.key, page->arg.question, &state->view.text);
	text_view_changed(&state->view);
}

static void schemes_close(struct ui *ui, struct page *page)
{
	(void)ui;
	text_view_done(&((struct schemes_state *)page->state)->view);
}

static void schemes_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, _("Schemes"));
}

static void schemes_draw(struct ui *ui, struct page *page)
{
	struct schemes_state *state = page->state;
	strip_draw(ui, page->arg.key, "");
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
}

static enum reaction schemes_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct schemes_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction schemes_action(struct ui *ui, struct page *page, enum action_id action)
{
	(void)ui;
	(void)page;
	return action == ACTION_OPEN || action == ACTION_PRIMARY ? REACT_BACK : REACT_UNUSED;
}

const struct page_ops page_schemes = {
	.name = "schemes",
	.where = WHERE_ADVICE,
	.primary = N_("Back"),
	.hint = N_("Up, Down: scroll   Esc: back to the question"),
	.state_size = sizeof(struct schemes_state),
	.open = schemes_open,
	.close = schemes_close,
	.title = schemes_title,
	.draw = schemes_draw,
	.key = schemes_key,
	.action = schemes_action,
};
