/* SPDX-License-Identifier: Apache-2.0 */
/* What a delivery changed, and what time changes, with the cases that rest on each row. Both are texts to read; nothing is altered here. */
#include <string.h>

#include "app/changes.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/text_view.h"
#include "tui/ui.h"

struct changes_state {
	struct text_view view;
	struct snapshot_choices choices; /* newest first */
	struct comparison *comparison;   /* from the one before to choices[at], both of one kind of list; NULL: there are not two */
	struct passing *passing;
	size_t at;
	bool time, only_cases;
};

static void rebuild(struct ui *ui, struct changes_state *state)
{
	buf_clear(&state->view.text);
	if (state->time && state->passing)
		app_passing_text(ui->app, state->passing, state->only_cases, &state->view.text);
	else if (state->comparison)
		app_comparison_text(ui->app, state->comparison, state->only_cases, &state->view.text);
	else
		buf_adds(&state->view.text, _("There is no earlier snapshot to compare with. The next delivery will show here what it changes."));
	state->view.top = 0;
	text_view_changed(&state->view);
}

static bool has_pair(const struct changes_state *state, size_t at)
{
	return at < state->choices.count && snapshot_choices_before(&state->choices, at) < state->choices.count;
}

static void load(struct ui *ui, struct changes_state *state)
{
	struct diag_list diags;
	diag_init(&diags);
	comparison_free(&state->comparison);
	enum status status = STATUS_OK;
	if (has_pair(state, state->at))
		status = app_compare_snapshots(ui->app, state->choices.items[snapshot_choices_before(&state->choices, state->at)].word,
			state->choices.items[state->at].word, &state->comparison, &diags);
	if (status == STATUS_OK && !state->passing)
		status = app_passing(ui->app, app_as_of(ui->app), &state->passing, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	rebuild(ui, state);
}

static void changes_open(struct ui *ui, struct page *page)
{
	struct changes_state *state = page->state;
	struct diag_list diags;
	diag_init(&diags);
	text_view_init(&state->view);
	if (app_snapshot_choices(ui->app, false, &state->choices, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	/* The newest pair that there is; where there is none, the first place says so. */
	while (state->at < state->choices.count && !has_pair(state, state->at))
		state->at++;
	if (state->at == state->choices.count)
		state->at = 0;
	load(ui, state);
}

static void changes_close(struct ui *ui, struct page *page)
{
	struct changes_state *state = page->state;
	(void)ui;
	text_view_done(&state->view);
	snapshot_choices_done(&state->choices);
	comparison_free(&state->comparison);
	passing_free(&state->passing);
}

static void changes_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct changes_state *state = page->state;
	(void)ui;
	buf_addf(out, "%s | %s", _("Kumoshirube"), state->time ? _("Registry: expiry dates") : _("Registry: what changed"));
	if (state->only_cases)
		buf_addf(out, " | %s", _("only rows with cases"));
}

static void changes_draw(struct ui *ui, struct page *page)
{
	struct changes_state *state = page->state;
	struct buf line;
	buf_init(&line);
	if (state->time)
		app_snapshot_line(ui->app, &line);
	else if (state->comparison)
		buf_addf(&line, "%s -> %s", state->choices.items[snapshot_choices_before(&state->choices, state->at)].name,
			state->choices.items[state->at].name);
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
	buf_done(&line);
}

static enum reaction changes_key(struct ui *ui, struct page *page, const struct event *event)
{
	(void)ui;
	struct changes_state *state = page->state;
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static void step(struct ui *ui, struct changes_state *state, bool older)
{
	size_t at = state->at;
	do
		at = older ? at + 1 : at - 1; /* before the first: beyond every count */
	while (at < state->choices.count && !has_pair(state, at));
	if (state->time || at >= state->choices.count) {
		ui_message(ui, "%s", older ? _("There is no older pair of snapshots") : _("There is no newer pair of snapshots"));
		return;
	}
	state->at = at;
	load(ui, state);
}

static enum reaction changes_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct changes_state *state = page->state;
	switch (action) {
	case ACTION_PREVIOUS:
	case ACTION_NEXT:
		step(ui, state, action == ACTION_PREVIOUS);
		return REACT_HANDLED;
	case ACTION_ONLY_CASES:
		state->only_cases = !state->only_cases;
		rebuild(ui, state);
		return REACT_HANDLED;
	case ACTION_EXPIRY:
		state->time = !state->time;
		rebuild(ui, state);
		return REACT_HANDLED;
	default:
		return action == ACTION_OPEN ? REACT_HANDLED : REACT_UNUSED;
	}
}

const struct page_ops page_changes = {
	.name = "changes",
	.where = WHERE_CHANGES,
	.hint = N_("[ and ]: older and newer pair   F4: only rows with cases   F6: expiry dates"),
	.state_size = sizeof(struct changes_state),
	.open = changes_open,
	.close = changes_close,
	.title = changes_title,
	.draw = changes_draw,
	.key = changes_key,
	.action = changes_action,
};
