/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking in a delivered list: what the officer says of it, then what is in it with every problem and what differs from the snapshot in use, and only
 * then the taking in. Nothing is changed before the last step, and going back from it changes nothing either.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/import.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/columns_form.h"
#include "tui/edit.h"
#include "tui/key.h"
#include "tui/script.h"
#include "tui/text_view.h"
#include "tui/ui.h"

#define TEXT_CHARS 240
#define LABEL_CELLS 14
#define BAR_CELLS 42
#define PROBLEMS_MAX 500
#define DIGEST_WORD "SHA-256 "
#define DIGEST_SHOWN 16

enum import_field { FIELD_PATH, FIELD_NAME, FIELD_ISSUED, FIELD_SOURCE, FIELD_REASON, FIELD_TEXTS, FIELD_ENCODING = FIELD_TEXTS, FIELD_MAP, FIELD_COUNT };

struct import_state {
	struct edit texts[FIELD_TEXTS];
	enum import_field focus;
	size_t encoding, map; /* 0: found out from the file; behind the last map: by hand */
	size_t maps;
	struct columns_form columns;
	bool choosing; /* of columns */
	struct import *import; /* prepared; NULL: the form is shown */
	bool ready;
	struct ui *ui;
	struct watch watch;
	size_t shown; /* percent */
	struct text_view view;
};

static const char *const encodings[] = { "auto", "utf-8", "cp932" };
static const char *const labels[FIELD_COUNT] = {
	[FIELD_PATH] = N_("File"), [FIELD_NAME] = N_("Name"), [FIELD_ISSUED] = N_("Issued on"), [FIELD_SOURCE] = N_("Source"),
	[FIELD_REASON] = N_("Reason"), [FIELD_ENCODING] = N_("Encoding"), [FIELD_MAP] = N_("Columns"),
};
static const char *const hints[FIELD_COUNT] = {
	[FIELD_PATH] = N_("A CSV file, or the manifest (.ini) of a signed delivery with all the rest"),
	[FIELD_NAME] = N_("How the snapshot is called wherever it is shown"),
	[FIELD_ISSUED] = N_("The day of the list, not of the medium: 2026-11-20, R8.11.20"),
	[FIELD_SOURCE] = N_("Where it came from; the path of the file when nothing is said"),
	[FIELD_REASON] = N_("Only for going back to a list that is older than the one in use"),
	[FIELD_ENCODING] = N_("Left, Right: found out from the bytes, or as you say"),
	[FIELD_MAP] = N_("Left, Right: found out from the headers, as a map says, or by hand"),
};

static void import_open(struct ui *ui, struct page *page)
{
	struct import_state *state = page->state;
	struct diag_list diags;
	diag_init(&diags);
	for (int i = 0; i < FIELD_TEXTS; i++)
		edit_init(&state->texts[i], false, TEXT_CHARS, 1000);
	text_view_init(&state->view);
	columns_form_init(&state->columns);
	if (app_map_count(ui->app, &state->maps, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
}

static void import_close(struct ui *ui, struct page *page)
{
	struct import_state *state = page->state;
	(void)ui;
	for (int i = 0; i < FIELD_TEXTS; i++)
		edit_done(&state->texts[i]);
	text_view_done(&state->view);
	columns_form_done(&state->columns);
	import_free(&state->import);
}

static void import_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct import_state *state = page->state;
	(void)ui;
	buf_addf(out, "%s | %s", _("Kumoshirube"), state->import ? _("Taking in a list: what is in it")
		: state->choosing ? _("Taking in a list: choosing its columns") : _("Taking in a list"));
}

static bool by_hand(const struct import_state *state)
{
	return state->map == state->maps + 1;
}

static const char *choice_text(const struct ui *ui, const struct import_state *state, enum import_field field)
{
	if (field == FIELD_ENCODING)
		return state->encoding ? encodings[state->encoding] : _("found out from the file");
	if (by_hand(state))
		return columns_form_serves(&state->columns, edit_text(&state->texts[FIELD_PATH])) ? _("chosen by hand (Enter: change)") : _("choose by hand (Enter)");
	return state->map ? app_map_title(ui->app, state->map - 1) : _("found out from the headers");
}

static void draw_form(struct ui *ui, struct import_state *state)
{
	int width = ui_width(ui);
	for (int i = 0; i < FIELD_COUNT; i++) {
		int row = UI_BODY_TOP + 2 * i;
		put_text(ui->term, row, 1, LABEL_CELLS, (int)state->focus == i ? STYLE_STRONG : STYLE_PLAIN, _(labels[i]));
		if (i < FIELD_TEXTS) {
			edit_line_draw(ui->term, &state->texts[i], row, LABEL_CELLS + 2, width - LABEL_CELLS - 4, (int)state->focus == i);
			continue;
		}
		put_text(ui->term, row, LABEL_CELLS + 2, width - LABEL_CELLS - 4, (int)state->focus == i ? STYLE_FOCUS : STYLE_PLAIN,
			choice_text(ui, state, (enum import_field)i));
		if ((int)state->focus == i)
			term_caret(ui->term, row, LABEL_CELLS + 2);
	}
	put_text(ui->term, ui_body_bottom(ui), 1, width - 2, STYLE_DIM, _(hints[state->focus]));
}

static void import_draw(struct ui *ui, struct page *page)
{
	struct import_state *state = page->state;
	struct buf line;
	buf_init(&line);
	if (state->import)
		buf_adds(&line, state->ready ? _("Nothing is taken in yet. F2 takes it in") : _("Nothing can be taken in as it stands"));
	else
		app_snapshot_line(ui->app, &line);
	put_text(ui->term, 1, 1, ui_width(ui) - 2, state->import && !state->ready ? STYLE_BAD : STYLE_STRONG, line.data);
	if (state->choosing)
		columns_form_draw(ui, &state->columns);
	else if (state->import)
		text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
	else
		draw_form(ui, state);
	buf_done(&line);
}

/* While a list is read or taken in: how far it is, and Esc stops it. A script says itself where it would have pressed the key. */
static bool show_progress(size_t done, size_t of, void *context)
{
	struct import_state *state = context;
	struct ui *ui = state->ui;
	struct buf line;
	size_t percent = of ? done * 100 / of : 0;
	if (ui->script)
		return !script_stops(ui->script, state->ready ? "saving" : "reading", percent);
	if (percent == state->shown)
		return !key_stop_asked();
	state->shown = percent;
	buf_init(&line);
	buf_adds(&line, state->ready ? _("Taking in ") : _("Reading   "));
	for (size_t i = 0; i < BAR_CELLS; i++)
		buf_addc(&line, i == 0 ? '[' : i + 1 == BAR_CELLS ? ']' : i * 100 <= percent * (BAR_CELLS - 2) ? '#' : '.');
	buf_addf(&line, _(" %zu %%   Esc: stop"), percent);
	put_padded(ui->term, ui_body_bottom(ui), 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	term_show(ui->term);
	buf_done(&line);
	return !key_stop_asked();
}

static void add_problems(struct import_state *state, const struct diag_list *diags)
{
	if (diags->count == 0)
		return;
	buf_addf(&state->view.text, _("\nProblems and remarks: %zu\n"), diags->count);
	for (size_t i = 0; i < diags->count && i < PROBLEMS_MAX; i++) {
		const struct diag *item = &diags->items[i];
		buf_adds(&state->view.text, item->severity == SEVERITY_ERROR ? "[!] " : "[*] ");
		if (item->line > 0)
			buf_addf(&state->view.text, _("line %d: "), item->line);
		utf8_visible(&state->view.text, item->text, strlen(item->text), false);
		buf_addc(&state->view.text, '\n');
	}
	if (diags->count > PROBLEMS_MAX)
		buf_addf(&state->view.text, _("and %zu more\n"), diags->count - PROBLEMS_MAX);
}

static const char *said(const struct import_state *state, enum import_field field)
{
	const char *text = edit_text(&state->texts[field]);
	return text[0] ? text : NULL;
}

static void choose_columns(struct ui *ui, struct import_state *state)
{
	edit_leave(&state->texts[FIELD_PATH]);
	if (!said(state, FIELD_PATH)) {
		state->focus = FIELD_PATH;
		ui_message(ui, "%s", _("A file name is needed"));
		return;
	}
	state->choosing = columns_form_serves(&state->columns, said(state, FIELD_PATH)) ||
		columns_form_open(ui, &state->columns, said(state, FIELD_PATH), encodings[state->encoding]);
}

static void check(struct ui *ui, struct import_state *state)
{
	struct diag_list diags;
	const struct columns_form *columns = by_hand(state) ? &state->columns : NULL;
	for (int i = 0; i < FIELD_TEXTS; i++)
		edit_leave(&state->texts[i]);
	if (!said(state, FIELD_PATH) || (columns && !columns_form_serves(columns, said(state, FIELD_PATH)))) {
		choose_columns(ui, state);
		return;
	}
	const struct import_options options = {
		.path = said(state, FIELD_PATH), .name = said(state, FIELD_NAME), .issued_on = said(state, FIELD_ISSUED),
		.source = said(state, FIELD_SOURCE), .reason = said(state, FIELD_REASON),
		.encoding = state->encoding ? encodings[state->encoding] : NULL, .map = state->map && !columns ? app_map_name(ui->app, state->map - 1) : NULL,
		.columns = columns ? columns->choices : NULL, .column_count = columns ? columns->choice_count : 0,
		.save_map = columns && columns_form_name(columns)[0] ? columns_form_name(columns) : NULL,
		.watch = &state->watch,
	};
	state->watch = (struct watch){ .progress = show_progress, .context = state };
	state->ui = ui;
	state->ready = false;
	state->shown = SIZE_MAX;
	diag_init(&diags);
	enum status status = import_prepare(ui->app, &options, &state->import, &diags);
	state->ready = status == STATUS_OK;
	if (status == STATUS_USAGE) {
		/* Something of the form is missing; the list was not looked at. */
		import_free(&state->import);
		ui_diags(ui, &diags);
	} else {
		buf_clear(&state->view.text);
		import_text(state->import, &state->view.text);
		add_problems(state, &diags);
		state->view.top = 0;
		text_view_changed(&state->view);
	}
	diag_done(&diags);
}

/* The first line, with as much of the digest as tells it from others: the message line has no room for all. */
static size_t told_len(const char *line)
{
	size_t len = strcspn(line, "\n");
	const char *digest = strstr(line, DIGEST_WORD);
	size_t shown = digest ? (size_t)(digest - line) + sizeof DIGEST_WORD - 1 + DIGEST_SHOWN : len;
	return shown < len ? shown : len;
}

static enum reaction commit(struct ui *ui, struct import_state *state)
{
	struct diag_list diags;
	struct buf line;
	if (!state->ready) {
		ui_message(ui, "%s", _("There are problems; mend the list or the form. Esc goes back to the form"));
		return REACT_HANDLED;
	}
	diag_init(&diags);
	buf_init(&line);
	state->shown = SIZE_MAX;
	enum status status = import_commit(ui->app, state->import, &diags);
	import_line(state->import, &line);
	if (status == STATUS_OK)
		ui_message(ui, _("Taken in: %.*s"), (int)told_len(line.data), line.data);
	else
		ui_diags(ui, &diags);
	buf_done(&line);
	diag_done(&diags);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static void turn(struct import_state *state, bool forward)
{
	size_t *choice = state->focus == FIELD_ENCODING ? &state->encoding : &state->map;
	size_t count = state->focus == FIELD_ENCODING ? sizeof encodings / sizeof encodings[0] : state->maps + 2;
	*choice = (*choice + (forward ? 1 : count - 1)) % count;
}

static enum reaction form_key(struct ui *ui, struct import_state *state, const struct event *event)
{
	const char *name = event->name;
	if (state->focus < FIELD_TEXTS) {
		enum edit_result result = ui_edit_key(ui, &state->texts[state->focus], event);
		if (result != EDIT_UNUSED)
			return REACT_HANDLED;
	} else if (strcmp(name, "Left") == 0 || strcmp(name, "Right") == 0 || strcmp(name, "Space") == 0) {
		turn(state, strcmp(name, "Left") != 0);
		return REACT_HANDLED;
	}
	if (strcmp(name, "Enter") == 0 && state->focus == FIELD_MAP && by_hand(state))
		choose_columns(ui, state);
	else if (strcmp(name, "Enter") == 0 || strcmp(name, "Tab") == 0 || strcmp(name, "Down") == 0)
		state->focus = (enum import_field)((state->focus + 1) % FIELD_COUNT);
	else if (strcmp(name, "S-Tab") == 0 || strcmp(name, "Up") == 0)
		state->focus = (enum import_field)((state->focus + FIELD_COUNT - 1) % FIELD_COUNT);
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static enum reaction import_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct import_state *state = page->state;
	if (state->choosing && event->kind == EVENT_KEY && strcmp(event->name, "Esc") == 0) {
		state->choosing = false;
		return REACT_HANDLED;
	}
	if (state->choosing)
		return columns_form_key(ui, &state->columns, event);
	if (!state->import)
		return form_key(ui, state, event);
	if (event->kind == EVENT_KEY && strcmp(event->name, "Esc") == 0) {
		import_free(&state->import);
		ui_message(ui, "%s", _("Nothing was taken in"));
		return REACT_HANDLED;
	}
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction import_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct import_state *state = page->state;
	if (action != ACTION_PRIMARY)
		return action == ACTION_OPEN ? REACT_HANDLED : REACT_UNUSED;
	if (state->import)
		return commit(ui, state);
	if (state->choosing && !columns_form_confirm(ui, &state->columns))
		return REACT_HANDLED;
	state->choosing = false;
	check(ui, state);
	return REACT_HANDLED;
}

static bool import_typing(const struct page *page)
{
	const struct import_state *state = page->state;
	if (state->choosing)
		return columns_form_typing(&state->columns);
	return !state->import && state->focus < FIELD_TEXTS;
}

const struct page_ops page_import = {
	.name = "import",
	.where = WHERE_CONFIRM,
	.primary = N_("Go on"),
	.hint = N_("Tab: next field   F2: look into the list, then take it in   Esc: back"),
	.state_size = sizeof(struct import_state),
	.open = import_open,
	.close = import_close,
	.title = import_title,
	.draw = import_draw,
	.key = import_key,
	.action = import_action,
	.typing = import_typing,
};
