/* SPDX-License-Identifier: Apache-2.0 */
/* The record as it would be handed in, the handing in itself behind a question, and what the officer is told afterwards. */
#include <stdlib.h>
#include <string.h>

#include "app/labels.h"
#include "app/sweep.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/ui.h"
#include "tui/words.h"

struct record_state {
	struct text_view view;
	struct edit query;
	bool searching;
};

static void record_refresh(struct ui *ui, struct page *page)
{
	struct record_state *state = page->state;
	buf_clear(&state->view.text);
	work_preview(ui->work, (size_t)ui_width(ui) - 1, &state->view.text);
	text_view_changed(&state->view);
}

static void record_open(struct ui *ui, struct page *page)
{
	struct record_state *state = page->state;
	text_view_init(&state->view);
	edit_init(&state->query, false, 60, 240);
	state->view.page = true;
	record_refresh(ui, page);
}

static void record_close(struct ui *ui, struct page *page)
{
	(void)ui;
	text_view_done(&((struct record_state *)page->state)->view);
	edit_done(&((struct record_state *)page->state)->query);
}

static void record_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Verdict and record (draft)"));
}

static void record_draw(struct ui *ui, struct page *page)
{
	struct record_state *state = page->state;
	struct buf line;
	int rows = ui_body_bottom(ui) - UI_BODY_TOP + 1;
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, rows);
	buf_init(&line);
	size_t last = state->view.top + (size_t)rows;
	buf_addf(&line, _("Lines %zu-%zu of %zu"), state->view.top + 1, last < state->view.lines.count ? last : state->view.lines.count,
		state->view.lines.count);
	if (state->searching) {
		int used = put_text(ui->term, 1, 1, 20, STYLE_PLAIN, _("Search> "));
		edit_line_draw(ui->term, &state->query, 1, 1 + used, 40, true);
	} else {
		strip_draw(ui, "case", line.data);
	}
	buf_done(&line);
}

static void find(struct ui *ui, struct record_state *state, int by)
{
	const char *query = edit_text(&state->query);
	if (!query[0])
		state->searching = true;
	else if (!text_view_find(&state->view, query, by))
		ui_message(ui, "%s", _("Nothing matches. Fewer or shorter words find more."));
}

static enum reaction key_search(struct ui *ui, struct record_state *state, const struct event *event)
{
	bool enter = strcmp(event->name, "Enter") == 0, escape = strcmp(event->name, "Esc") == 0;
	if (event->kind == EVENT_KEY && (enter || escape)) {
		state->searching = false;
		if (escape)
			edit_set(&state->query, "");
		if (enter && edit_text(&state->query)[0])
			find(ui, state, 1);
		return REACT_HANDLED;
	}
	enum edit_result result = ui_edit_key(ui, &state->query, event);
	/* Another query begins where the reader is. */
	if (result != EDIT_UNUSED && result != EDIT_MOVED)
		state->view.found = 0;
	return result == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
}

static enum reaction record_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct record_state *state = page->state;
	if (state->searching)
		return key_search(ui, state, event);
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static void submit_effect(struct ui *ui, struct buf *out)
{
	work_submit_effect(ui->work, out);
}

static enum reaction submit(struct ui *ui, struct page *page)
{
	struct diag_list diags;
	(void)page;
	diag_init(&diags);
	enum status status = work_submit(ui->work, &ui->handed_in, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	if (status != STATUS_OK)
		return REACT_BACK;
	ui_next(ui, &page_done, "case");
	return REACT_REPLACE;
}

static const struct confirm submit_confirm = {
	.title = N_("Hand in"),
	.yes = N_("Yes, hand in"),
	.effect = submit_effect,
	.act = submit,
};

static enum reaction record_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct record_state *state = page->state;
	if (action == ACTION_SEARCH) {
		state->searching = true;
		return REACT_HANDLED;
	}
	if (action == ACTION_SEARCH_NEXT || action == ACTION_SEARCH_PREVIOUS) {
		find(ui, state, action == ACTION_SEARCH_NEXT ? 1 : -1);
		return REACT_HANDLED;
	}
	if (action != ACTION_PRIMARY)
		return action == ACTION_OPEN ? REACT_HANDLED : REACT_UNUSED;
	struct sweep sweep;
	bool clean = work_sweep(ui->work, &sweep, NULL) == STATUS_OK && sweep.count == 0;
	sweep_done(&sweep);
	ui_next(ui, clean ? &page_confirm : &page_sweep, "case")->confirm = &submit_confirm;
	return REACT_PUSH;
}

static bool record_typing(const struct page *page)
{
	return ((const struct record_state *)page->state)->searching;
}

const struct page_ops page_record = {
	.name = "record",
	.where = WHERE_RECORD | WHERE_TEXT,
	.primary = N_("Hand in"),
	.hint = N_("PgDn, PgUp, Left, Right: move   /: search   F2: hand in   F7: print, write"),
	.state_size = sizeof(struct record_state),
	.open = record_open,
	.close = record_close,
	.refresh = record_refresh,
	.title = record_title,
	.draw = record_draw,
	.key = record_key,
	.action = record_action,
	.typing = record_typing,
};

/* ---- afterwards ---- */

static void done_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Handed in"));
}

static void done_draw(struct ui *ui, struct page *page)
{
	struct buf text;
	(void)page;
	buf_init(&text);
	work_handed_in_text(ui->work, &ui->handed_in, &text);
	put_wrapped(ui->term, UI_BODY_TOP + 1, 2, ui_body_bottom(ui) - UI_BODY_TOP, ui_width(ui) - 4, STYLE_PLAIN, text.data);
	term_caret(ui->term, UI_BODY_TOP + 1, 2);
	buf_done(&text);
}

static enum reaction done_key(struct ui *ui, struct page *page, const struct event *event)
{
	(void)ui;
	(void)page;
	(void)event;
	return REACT_UNUSED;
}

static enum reaction done_action(struct ui *ui, struct page *page, enum action_id action)
{
	(void)ui;
	(void)page;
	return action == ACTION_OPEN || action == ACTION_PRIMARY || action == ACTION_BACK ? REACT_TO_CASE : REACT_UNUSED;
}

const struct page_ops page_done = {
	.name = "done",
	.where = WHERE_RECORD,
	.primary = N_("To the case"),
	.hint = N_("Enter: back to the tasks   F7: print or write to a file"),
	.state_size = 1,
	.title = done_title,
	.draw = done_draw,
	.key = done_key,
	.action = done_action,
};
