/* SPDX-License-Identifier: Apache-2.0 */
/* Taking the criteria of the ministry into the checklist of a candidate: which file, and every fault in it. */
#include <stdlib.h>
#include <string.h>

#include "app/criteria.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/strip.h"
#include "tui/ui.h"

#define PATH_CHARS 240

struct take_in_state {
	struct edit path;
	bool on_button;
	struct buf faults;
};

static void take_in_open(struct ui *ui, struct page *page)
{
	struct take_in_state *state = page->state;
	char *path = app_criteria_path(ui->app);
	edit_init(&state->path, false, PATH_CHARS, 1000);
	edit_set(&state->path, path);
	buf_init(&state->faults);
	free(path);
}

static void take_in_close(struct ui *ui, struct page *page)
{
	struct take_in_state *state = page->state;
	(void)ui;
	edit_done(&state->path);
	buf_done(&state->faults);
}

static void take_in_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, _("Taking criteria in"));
}

static void take_in_draw(struct ui *ui, struct page *page)
{
	struct take_in_state *state = page->state;
	int row = UI_BODY_TOP, width = ui_width(ui);
	strip_draw(ui, page->arg.key, "");
	row += put_wrapped(ui->term, row, 1, 4, width - 2, STYLE_PLAIN,
		_("A CSV file with one criterion a row; the first row names the columns, at least the number. Criteria that are in the list already keep what was answered."));
	put_text(ui->term, row + 1, 1, width - 2, STYLE_STRONG, _("File"));
	edit_line_draw(ui->term, &state->path, row + 2, 2, width - 4, !state->on_button);
	put_text(ui->term, row + 4, 2, 20, state->on_button ? STYLE_FOCUS : STYLE_PLAIN, _("[ Take in ]"));
	if (state->on_button)
		term_caret(ui->term, row + 4, 2);
	if (state->faults.len)
		put_wrapped(ui->term, row + 6, 1, ui_body_bottom(ui) - row - 5, width - 2, STYLE_BAD, state->faults.data);
}

static enum reaction take_in(struct ui *ui, struct page *page)
{
	struct take_in_state *state = page->state;
	struct criteria_taken taken;
	struct diag_list diags;
	diag_init(&diags);
	edit_leave(&state->path);
	buf_clear(&state->faults);
	enum status status = work_import_criteria(ui->work, page->arg.key, edit_text(&state->path), &taken, &diags);
	if (status == STATUS_OK)
		ui_message(ui, _("Criteria: %zu added, %zu changed, %zu kept that are not in the file"), taken.added, taken.changed, taken.kept);
	else
		ui_message(ui, "%s", _("Nothing was taken in; the faults are listed below"));
	for (size_t i = 0; status != STATUS_OK && i < diags.count; i++)
		buf_addf(&state->faults, diags.items[i].line > 0 ? _("line %2$d: %1$s\n") : "%s\n", diags.items[i].text, diags.items[i].line);
	diag_done(&diags);
	ui_changed(ui);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static enum reaction take_in_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct take_in_state *state = page->state;
	if (!state->on_button) {
		enum edit_result result = ui_edit_key(ui, &state->path, event);
		if (result != EDIT_UNUSED)
			return REACT_HANDLED;
	}
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (strcmp(event->name, "Enter") == 0 && state->on_button)
		return take_in(ui, page);
	if (strcmp(event->name, "Enter") != 0 && strcmp(event->name, "Tab") != 0 && strcmp(event->name, "S-Tab") != 0)
		return REACT_UNUSED;
	state->on_button = !state->on_button;
	return REACT_HANDLED;
}

static enum reaction take_in_action(struct ui *ui, struct page *page, enum action_id action)
{
	return action == ACTION_PRIMARY ? take_in(ui, page) : REACT_UNUSED;
}

static bool take_in_typing(const struct page *page)
{
	return !((const struct take_in_state *)page->state)->on_button;
}

const struct page_ops page_take_in = {
	.name = "take-in",
	.where = WHERE_CONFIRM,
	.primary = N_("Take in"),
	.hint = N_("Tab: next field   F2: take in   Esc: back without it"),
	.state_size = sizeof(struct take_in_state),
	.open = take_in_open,
	.close = take_in_close,
	.title = take_in_title,
	.draw = take_in_draw,
	.key = take_in_key,
	.action = take_in_action,
	.typing = take_in_typing,
};
