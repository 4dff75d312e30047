/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing is guessed that is not shown: what the maps at hand know is proposed row by row and can be turned. The rows are the columns that a list may
 * have, then which list the rows are of where no column says so, then the words of the file for states and forms where the maps do not know them, and
 * the name under which the choice is kept.
 */
#include "tui/columns_form.h"

#include <stdlib.h>
#include <string.h>

#include "app/listing_words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"

#define LABEL_CELLS 20
#define NAME_CHARS 32
#define WORDS_CHARS 120
#define NAME_TEXT (COLUMNS_FORM_TEXTS - 1)

static const enum listing_list lists[] = {
	LISTING_ISMAP, LISTING_ISMAP_LIU, LISTING_AUDIT_BODY, LISTING_INTER_MINISTRY, LISTING_COMMON_PLATFORM, LISTING_GROUP_USE,
};
#define LISTS (sizeof lists / sizeof lists[0])

static size_t row_of_list(void)
{
	return import_column_count();
}

static size_t row_of_text(size_t text)
{
	return import_column_count() + 1 + text;
}

static const struct {
	const char *key, *label;
} words[NAME_TEXT] = {
	{ "words.status.registered", N_("Word: registered") }, { "words.status.suspended", N_("Word: suspended") },
	{ "words.status.removed", N_("Word: removed") }, { "words.forms.saas", N_("Word: SaaS") }, { "words.forms.paas", N_("Word: PaaS") },
	{ "words.forms.iaas", N_("Word: IaaS") },
};

static bool on_text(const struct columns_form *form)
{
	return form->focus > row_of_list();
}

void columns_form_init(struct columns_form *form)
{
	*form = (struct columns_form){ .chosen = mem_array(import_column_count(), sizeof *form->chosen) };
	for (size_t i = 0; i < COLUMNS_FORM_TEXTS; i++)
		edit_init(&form->texts[i], false, i == NAME_TEXT ? NAME_CHARS : WORDS_CHARS, i == NAME_TEXT ? NAME_CHARS : 4 * WORDS_CHARS);
}

static void forget(struct columns_form *form)
{
	free(form->path);
	form->path = NULL;
	import_headers_done(&form->headers);
	free(form->choices);
	form->choices = NULL;
	form->choice_count = 0;
	form->ready = false;
}

void columns_form_done(struct columns_form *form)
{
	forget(form);
	free(form->chosen);
	for (size_t i = 0; i < COLUMNS_FORM_TEXTS; i++)
		edit_done(&form->texts[i]);
}

static bool is_taken(const struct columns_form *form, size_t header)
{
	for (size_t i = 0; i < import_column_count(); i++)
		if (form->chosen[i] == header + 1)
			return true;
	return false;
}

bool columns_form_open(struct ui *ui, struct columns_form *form, const char *path, const char *encoding)
{
	struct diag_list diags;
	size_t list_column = 0;
	diag_init(&diags);
	forget(form);
	form->path = mem_strdup(path);
	enum status status = import_headers(path, encoding, &form->headers, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	for (size_t i = 0; i < import_column_count(); i++) {
		form->chosen[i] = 0;
		if (strcmp(import_column_key(i), "column.list") == 0)
			list_column = i;
	}
	for (size_t i = 0; i < import_column_count(); i++)
		for (size_t j = 0; j < form->headers.count && !form->chosen[i]; j++)
			if (!is_taken(form, j) && import_column_guess(ui->app, i, form->headers.items[j]))
				form->chosen[i] = j + 1;
	form->list = form->chosen[list_column] ? 0 : 1;
	form->focus = 0;
	return status == STATUS_OK;
}

static void row_text(const struct columns_form *form, size_t row, struct buf *out)
{
	if (row == row_of_list()) {
		buf_adds(out, form->list ? app_list_label(lists[form->list - 1]) : _("as its column says"));
	} else if (row < row_of_list() && form->chosen[row]) {
		const char *header = form->headers.items[form->chosen[row] - 1];
		utf8_visible(out, header, strlen(header), false);
	} else if (row < row_of_list()) {
		buf_adds(out, import_column_needed(row) ? _("(needed: choose a header)") : _("(none)"));
	}
}

static void draw_row(struct ui *ui, struct columns_form *form, size_t at, int row)
{
	bool here = form->focus == at;
	int left = LABEL_CELLS + 4, width = ui_width(ui) - left - 2;
	struct buf text;
	buf_init(&text);
	put_text(ui->term, row, 1, 2, STYLE_PLAIN, here ? "> " : "");
	put_text(ui->term, row, 3, LABEL_CELLS, here ? STYLE_STRONG : STYLE_PLAIN,
		at == row_of_text(NAME_TEXT) ? _("Keep as") : at > row_of_list() ? _(words[at - row_of_text(0)].label)
		: at == row_of_list() ? _("List of all rows") : import_column_label(at));
	if (at > row_of_list()) {
		edit_line_draw(ui->term, &form->texts[at - row_of_text(0)], row, left, width, here);
	} else {
		row_text(form, at, &text);
		bool open = at < row_of_list() && !form->chosen[at] && import_column_needed(at);
		put_text(ui->term, row, left, width, here ? STYLE_FOCUS : open ? STYLE_OPEN : STYLE_PLAIN, text.data);
		if (here)
			term_caret(ui->term, row, left);
	}
	buf_done(&text);
}

void columns_form_draw(struct ui *ui, struct columns_form *form)
{
	int room = ui_body_bottom(ui) - UI_BODY_TOP - 1;
	size_t rows = row_of_text(COLUMNS_FORM_TEXTS), top = form->focus >= (size_t)room ? form->focus - (size_t)room + 1 : 0;
	for (size_t i = 0; i < (size_t)room && top + i < rows; i++)
		draw_row(ui, form, top + i, UI_BODY_TOP + (int)i);
	put_text(ui->term, ui_body_bottom(ui), 1, ui_width(ui) - 2, STYLE_DIM,
		form->focus == row_of_text(NAME_TEXT) ? _("Small letters, digits, hyphens. It is found again by its headers. Empty: once")
		: on_text(form) ? _("The word of the file for it, several with | between them. Empty: what the maps at hand know")
		: form->focus == row_of_list() ? _("Left, Right: which list all rows are of, or none where a column says it")
		: _("Left, Right: which header of the file it is"));
}

static bool serves_another(const struct columns_form *form, size_t column, size_t choice)
{
	for (size_t i = 0; i < import_column_count(); i++)
		if (i != column && form->chosen[i] == choice)
			return true;
	return false;
}

static void turn(struct columns_form *form, bool forward)
{
	size_t count = form->focus == row_of_list() ? LISTS + 1 : form->headers.count + 1;
	size_t *choice = form->focus == row_of_list() ? &form->list : &form->chosen[form->focus];
	/* A header serves one column. */
	do
		*choice = (*choice + (forward ? 1 : count - 1)) % count;
	while (form->focus < row_of_list() && *choice != 0 && serves_another(form, form->focus, *choice));
	/* Either a column says which list a row is of, or all rows are of one. */
	if (form->focus < row_of_list() && strcmp(import_column_key(form->focus), "column.list") == 0)
		form->list = *choice ? 0 : 1;
}

enum reaction columns_form_key(struct ui *ui, struct columns_form *form, const struct event *event)
{
	const char *name = event->name;
	size_t rows = row_of_text(COLUMNS_FORM_TEXTS);
	if (on_text(form)) {
		struct edit *edit = &form->texts[form->focus - row_of_text(0)];
		enum edit_result result = ui_edit_key(ui, edit, event);
		if (result != EDIT_UNUSED)
			return REACT_HANDLED;
	} else if (strcmp(name, "Left") == 0 || strcmp(name, "Right") == 0 || strcmp(name, "Space") == 0) {
		turn(form, strcmp(name, "Left") != 0);
		return REACT_HANDLED;
	}
	if (strcmp(name, "Enter") == 0 || strcmp(name, "Tab") == 0 || strcmp(name, "Down") == 0)
		form->focus = (form->focus + 1) % rows;
	else if (strcmp(name, "S-Tab") == 0 || strcmp(name, "Up") == 0)
		form->focus = (form->focus + rows - 1) % rows;
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

bool columns_form_typing(const struct columns_form *form)
{
	return on_text(form);
}

bool columns_form_serves(const struct columns_form *form, const char *path)
{
	return form->ready && form->path && strcmp(form->path, path) == 0;
}

const char *columns_form_name(const struct columns_form *form)
{
	return edit_text(&form->texts[NAME_TEXT]);
}

/* The texts are borrowed from the edits, which stay as they are until the next time that the form is open. */
static void collect(struct columns_form *form)
{
	free(form->choices);
	form->choices = mem_array(import_column_count() + 1 + COLUMNS_FORM_TEXTS, sizeof *form->choices);
	form->choice_count = 0;
	for (size_t i = 0; i < import_column_count(); i++)
		if (form->chosen[i])
			form->choices[form->choice_count++] = (struct import_choice){ import_column_key(i), form->headers.items[form->chosen[i] - 1] };
	if (form->list)
		form->choices[form->choice_count++] = (struct import_choice){ "list", listing_list_word(lists[form->list - 1]) };
	for (size_t i = 0; i < NAME_TEXT; i++)
		if (edit_text(&form->texts[i])[0])
			form->choices[form->choice_count++] = (struct import_choice){ words[i].key, edit_text(&form->texts[i]) };
	form->ready = true;
}

bool columns_form_confirm(struct ui *ui, struct columns_form *form)
{
	for (size_t i = 0; i < COLUMNS_FORM_TEXTS; i++)
		edit_leave(&form->texts[i]);
	for (size_t i = 0; i < import_column_count(); i++) {
		if (!import_column_needed(i) || form->chosen[i])
			continue;
		form->focus = i;
		ui_message(ui, _("%s needs a header of the file"), import_column_label(i));
		return false;
	}
	collect(form);
	return true;
}
