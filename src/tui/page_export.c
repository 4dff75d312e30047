/* SPDX-License-Identifier: Apache-2.0 */
/* Writing the record, or what else a page offers, to a file: the format, the path, and no file is replaced without a second press. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "model/reference.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/ui.h"

#define PATH_CHARS 240

enum export_focus { ON_FORMAT, ON_PATH, ON_WRITE, ON_COUNT };

struct export_state {
	struct list formats;
	struct edit path;
	enum export_focus focus;
	char *warned; /* a path that exists and was said to exist */
};
static const char *const format_names[RECORD_FORMATS] = {
	[RECORD_TEXT] = N_("Text (A4, for reading and printing)"),
	[RECORD_HTML] = N_("HTML (A4, for printing from a browser)"),
	[RECORD_JSON] = N_("JSON (for programs)"),
	[RECORD_CSV] = N_("CSV (for a spreadsheet)"),
	[RECORD_PDF] = N_("PDF (A4, for printing and filing)"),
	[RECORD_XLSX] = N_("XLSX (tables, for a spreadsheet)"),
};

static void record_title(struct ui *ui, struct buf *out)
{
	ui_case_title(ui, out);
}

static void record_name(struct ui *ui, struct buf *out)
{
	reference_file_name(out, work_reference(ui->work));
}

static enum status record_write(struct ui *ui, const void *context, enum record_format format, struct buf *out, struct diag_list *diags)
{
	(void)context;
	return work_export(ui->work, format, out, diags);
}

static const struct export_source of_record = { .title = record_title, .name = record_name, .write = record_write };

static const struct export_source *source_of(const struct page *page)
{
	return page->arg.source ? page->arg.source : &of_record;
}

static void proposal(struct ui *ui, const struct page *page, struct buf *out)
{
	const struct export_state *state = page->state;
	source_of(page)->name(ui, out);
	buf_addf(out, ".%s", record_format_suffix((enum record_format)state->formats.cursor));
}

/* The suffix follows the format as long as the officer has not changed the name. */
static void propose(struct ui *ui, struct page *page)
{
	struct buf name;
	buf_init(&name);
	proposal(ui, page, &name);
	edit_set(&((struct export_state *)page->state)->path, name.data);
	buf_done(&name);
}

static bool proposed(struct ui *ui, const struct page *page)
{
	struct buf name;
	buf_init(&name);
	proposal(ui, page, &name);
	bool same = strcmp(name.data, edit_text(&((const struct export_state *)page->state)->path)) == 0;
	buf_done(&name);
	return same;
}

static void export_open(struct ui *ui, struct page *page)
{
	struct export_state *state = page->state;
	list_count(&state->formats, RECORD_FORMATS);
	edit_init(&state->path, false, PATH_CHARS, 1000);
	propose(ui, page);
}

static void export_close(struct ui *ui, struct page *page)
{
	struct export_state *state = page->state;
	(void)ui;
	edit_done(&state->path);
	free(state->warned);
}

static void export_title(struct ui *ui, struct page *page, struct buf *out)
{
	source_of(page)->title(ui, out);
	buf_addf(out, " | %s", _("Print and export"));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct export_state *state = context;
	buf_addf(out, "(%s) %s", row == state->formats.cursor ? "*" : " ", _(format_names[row]));
	*style = row == state->formats.cursor ? STYLE_STRONG : STYLE_PLAIN;
}

static void export_draw(struct ui *ui, struct page *page)
{
	struct export_state *state = page->state;
	int row = UI_BODY_TOP + 1, width = ui_width(ui);
	put_text(ui->term, row, 1, width - 2, STYLE_STRONG, _("Format"));
	list_draw(ui->term, &state->formats, row + 1, RECORD_FORMATS, state->focus == ON_FORMAT ? LIST_CARET : LIST_PLAIN, format_row, state);
	put_text(ui->term, row + 3 + RECORD_FORMATS, 1, width - 2, STYLE_STRONG, _("File"));
	edit_line_draw(ui->term, &state->path, row + 4 + RECORD_FORMATS, 2, width - 4, state->focus == ON_PATH);
	put_text(ui->term, row + 6 + RECORD_FORMATS, 2, 20, state->focus == ON_WRITE ? STYLE_FOCUS : STYLE_PLAIN, _("[ Write ]"));
	if (state->focus == ON_WRITE)
		term_caret(ui->term, row + 6 + RECORD_FORMATS, 2);
}

static enum reaction write_file(struct ui *ui, struct page *page)
{
	struct export_state *state = page->state;
	struct diag_list diags;
	struct buf bytes;
	const char *path = edit_text(&state->path);
	if (!path[0]) {
		state->focus = ON_PATH;
		ui_message(ui, "%s", _("A file name is needed"));
		return REACT_HANDLED;
	}
	if (file_exists(path) && (!state->warned || strcmp(state->warned, path) != 0)) {
		mem_replace(&state->warned, path);
		ui_message(ui, _("%s exists. F2 again replaces it"), path);
		return REACT_HANDLED;
	}
	buf_init(&bytes);
	diag_init(&diags);
	enum status status = source_of(page)->write(ui, page->arg.context, (enum record_format)state->formats.cursor, &bytes, &diags);
	if (status == STATUS_OK)
		status = file_write(path, bytes.data, bytes.len, 0644, &diags);
	if (status == STATUS_OK)
		ui_message(ui, _("Written: %s (%zu bytes)"), path, bytes.len);
	else
		ui_diags(ui, &diags);
	diag_done(&diags);
	buf_done(&bytes);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static bool key_fields(struct ui *ui, struct page *page, const struct event *event)
{
	struct export_state *state = page->state;
	if (state->focus == ON_PATH) {
		enum edit_result result = ui_edit_key(ui, &state->path, event);
		return result != EDIT_UNUSED;
	}
	if (state->focus != ON_FORMAT || event->kind != EVENT_KEY)
		return false;
	bool follow = proposed(ui, page), digit = event->text[0] >= '1' && event->text[0] < '1' + RECORD_FORMATS;
	if (digit)
		list_select(&state->formats, (size_t)(event->text[0] - '1'));
	if (!digit && !list_key(&state->formats, event->name, true))
		return false;
	if (follow)
		propose(ui, page);
	return true;
}

static enum reaction export_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct export_state *state = page->state;
	const char *name = event->name;
	if (key_fields(ui, page, event))
		return REACT_HANDLED;
	if (strcmp(name, "Enter") == 0 && state->focus == ON_WRITE)
		return write_file(ui, page);
	if (strcmp(name, "Enter") == 0 || strcmp(name, "Tab") == 0 || strcmp(name, "Down") == 0)
		state->focus = (enum export_focus)((state->focus + 1) % ON_COUNT);
	else if (strcmp(name, "S-Tab") == 0 || strcmp(name, "Up") == 0)
		state->focus = (enum export_focus)((state->focus + ON_COUNT - 1) % ON_COUNT);
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static enum reaction export_action(struct ui *ui, struct page *page, enum action_id action)
{
	return action == ACTION_PRIMARY ? write_file(ui, page) : REACT_UNUSED;
}

static bool export_typing(const struct page *page)
{
	return ((const struct export_state *)page->state)->focus == ON_PATH;
}

const struct page_ops page_export = {
	.name = "export",
	.where = WHERE_CONFIRM,
	.primary = N_("Write"),
	.hint = N_("Tab: next field   F2: write   Esc: back without writing"),
	.state_size = sizeof(struct export_state),
	.open = export_open,
	.close = export_close,
	.title = export_title,
	.draw = export_draw,
	.key = export_key,
	.action = export_action,
	.typing = export_typing,
};
