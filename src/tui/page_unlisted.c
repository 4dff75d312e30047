/* SPDX-License-Identifier: Apache-2.0 */
/* A candidate that is on no list: its name and its provider. Which ways are open to it is asked on its own pages. */
#include <string.h>

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/strip.h"
#include "tui/ui.h"

enum unlisted_focus { ON_NAME, ON_PROVIDER, ON_ADD, ON_COUNT };

struct unlisted_state {
	struct edit name, provider;
	enum unlisted_focus focus;
	bool warned; /* that going back drops what is typed */
};

static void unlisted_open(struct ui *ui, struct page *page)
{
	struct unlisted_state *state = page->state;
	(void)ui;
	edit_init(&state->name, false, 60, 240);
	edit_init(&state->provider, false, 60, 240);
}

static void unlisted_close(struct ui *ui, struct page *page)
{
	struct unlisted_state *state = page->state;
	(void)ui;
	edit_done(&state->name);
	edit_done(&state->provider);
}

static void unlisted_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, _("Unlisted candidate"));
}

static void unlisted_draw(struct ui *ui, struct page *page)
{
	struct unlisted_state *state = page->state;
	int row = UI_BODY_TOP + 1, width = ui_width(ui);
	put_wrapped(ui->term, row, 1, 3, width - 2, STYLE_PLAIN,
		_("A service need not be on a list to be a candidate. Its questions then ask for the ways that the policy leaves open to it."));
	put_text(ui->term, row + 4, 1, 16, STYLE_PLAIN, _("Service"));
	edit_line_draw(ui->term, &state->name, row + 4, 18, width - 20, state->focus == ON_NAME);
	put_text(ui->term, row + 6, 1, 16, STYLE_PLAIN, _("Provider"));
	edit_line_draw(ui->term, &state->provider, row + 6, 18, width - 20, state->focus == ON_PROVIDER);
	put_text(ui->term, row + 8, 18, 20, state->focus == ON_ADD ? STYLE_FOCUS : STYLE_PLAIN, _("[ Add ]"));
	if (state->focus == ON_ADD)
		term_caret(ui->term, row + 8, 18);
}

static enum reaction add(struct ui *ui, struct page *page)
{
	struct unlisted_state *state = page->state;
	struct diag_list diags;
	edit_leave(&state->name);
	edit_leave(&state->provider);
	if (state->name.text.len == 0) {
		state->focus = ON_NAME;
		ui_message(ui, "%s", _("A name is needed, so that the candidate can be told from the others"));
		return REACT_HANDLED;
	}
	diag_init(&diags);
	enum status status = work_add_candidate(ui->work, page->arg.key, NULL, edit_text(&state->name), edit_text(&state->provider), ui->made, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, "%s", _("Taken as a candidate. Enter opens its questions and findings"));
	diag_done(&diags);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static enum reaction unlisted_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct unlisted_state *state = page->state;
	struct edit *edit = state->focus == ON_NAME ? &state->name : state->focus == ON_PROVIDER ? &state->provider : NULL;
	if (edit) {
		enum edit_result result = ui_edit_key(ui, edit, event);
		if (result != EDIT_UNUSED)
			state->warned = false;
		if (result != EDIT_UNUSED)
			return REACT_HANDLED;
	}
	const char *name = event->name;
	if (strcmp(name, "Enter") == 0 && state->focus == ON_ADD)
		return add(ui, page);
	if (strcmp(name, "Enter") == 0 || strcmp(name, "Tab") == 0 || strcmp(name, "Down") == 0)
		state->focus = (enum unlisted_focus)((state->focus + 1) % ON_COUNT);
	else if (strcmp(name, "S-Tab") == 0 || strcmp(name, "Up") == 0)
		state->focus = (enum unlisted_focus)((state->focus + ON_COUNT - 1) % ON_COUNT);
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static enum reaction unlisted_action(struct ui *ui, struct page *page, enum action_id action)
{
	return action == ACTION_PRIMARY ? add(ui, page) : REACT_UNUSED;
}

/* A candidate that was not added is nowhere; so the way back asks once. */
static bool unlisted_leave(struct ui *ui, struct page *page, bool quiet)
{
	struct unlisted_state *state = page->state;
	if (quiet || state->warned || (state->name.text.len == 0 && state->provider.text.len == 0))
		return true;
	state->warned = true;
	ui_message(ui, "%s", _("Not added yet: F2 adds it. Press the same key again to go back without adding"));
	return false;
}

static bool unlisted_typing(const struct page *page)
{
	return ((const struct unlisted_state *)page->state)->focus != ON_ADD;
}

const struct page_ops page_unlisted = {
	.name = "unlisted",
	.where = WHERE_CONFIRM,
	.primary = N_("Add"),
	.hint = N_("Tab: next field   F2: add   Esc: back without adding"),
	.state_size = sizeof(struct unlisted_state),
	.open = unlisted_open,
	.close = unlisted_close,
	.title = unlisted_title,
	.draw = unlisted_draw,
	.key = unlisted_key,
	.action = unlisted_action,
	.typing = unlisted_typing,
	.leave = unlisted_leave,
};
