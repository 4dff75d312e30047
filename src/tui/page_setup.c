/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is here, asked at the first start and whenever it is asked for: name, organisation, role, and the key of one's own under a passphrase. What the
 * configuration says already is shown and not asked, because that file belongs to whoever wrote it. All of it can be left for later.
 */
#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/setup.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/faults.h"
#include "tui/list.h"
#include "tui/ui.h"

#define LABEL_COLUMN 2
#define FIELD_COLUMN 22

enum setup_focus { ON_FAULTS, ON_NAME, ON_ORGANISATION, ON_ROLE, ON_SECRET, ON_AGAIN, ON_SAVE, ON_COUNT };

struct setup_state {
	struct edit name, organisation, secret, again;
	struct list roles;
	struct faults faults;
	enum setup_focus focus;
	bool asked;  /* the configuration says nothing yet */
	bool key;    /* there is a key */
	bool warned; /* that going back drops what is typed */
};
static const char *const role_names[LIFE_ROLES] = {
	[LIFE_OFFICER] = N_("Officer: prepares cases and hands them in"),
	[LIFE_ADVISER] = N_("CIO adviser: reviews and gives an opinion"),
	[LIFE_APPROVER] = N_("Responsible person: approves"),
	[LIFE_AUDITOR] = N_("Auditor: reads and verifies"),
};

static bool exists(const struct setup_state *state, enum setup_focus focus)
{
	switch (focus) {
	case ON_FAULTS:
		return state->faults.list.count > 0;
	case ON_NAME:
	case ON_ORGANISATION:
	case ON_ROLE:
		return state->asked;
	case ON_SECRET:
	case ON_AGAIN:
		return !state->key;
	case ON_SAVE:
		return state->asked || !state->key;
	case ON_COUNT:
		break;
	}
	return false;
}

static void move(struct setup_state *state, int by)
{
	for (int i = 0; i < ON_COUNT; i++) {
		state->focus = (enum setup_focus)(((int)state->focus + by + ON_COUNT) % ON_COUNT);
		if (exists(state, state->focus))
			return;
	}
}

/* What the file says is laid into the fields, where it is shown. */
static void look(struct ui *ui, struct setup_state *state)
{
	enum life_role role;
	state->asked = !app_is_set_up(ui->app);
	state->key = app_has_key_file(ui->app);
	if (!state->asked) {
		edit_set(&state->name, app_author(ui->app));
		edit_set(&state->organisation, app_config(ui->app, "user.organisation"));
		if (life_role_parse(app_role(ui->app), &role))
			list_select(&state->roles, (size_t)role);
	}
	if (!exists(state, state->focus))
		move(state, 1);
}

static void setup_open(struct ui *ui, struct page *page)
{
	struct setup_state *state = page->state;
	edit_init(&state->name, false, 60, 240);
	edit_init(&state->organisation, false, 60, 240);
	edit_secret_init(&state->secret);
	edit_secret_init(&state->again);
	list_count(&state->roles, LIFE_ROLES);
	state->focus = ON_NAME;
	look(ui, state);
}

static void setup_close(struct ui *ui, struct page *page)
{
	struct setup_state *state = page->state;
	(void)ui;
	faults_clear(&state->faults);
	edit_done(&state->name);
	edit_done(&state->organisation);
	edit_secret_done(&state->secret);
	edit_secret_done(&state->again);
}

static void setup_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Who is here"));
}

static void format_role(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct setup_state *state = context;
	bool on = at == state->roles.cursor;
	buf_addf(out, "(%s) %zu %s", on ? "*" : " ", at + 1, _(role_names[at]));
	*style = on ? STYLE_STRONG : STYLE_PLAIN;
}

/* One line of the form; what is wrong with it stands below the label's line, at the right. */
static void draw_line(struct ui *ui, struct setup_state *state, int row, enum setup_focus field, const char *label, struct edit *edit)
{
	int cells = ui_width(ui) - FIELD_COLUMN - 3;
	put_text(ui->term, row, LABEL_COLUMN, FIELD_COLUMN - LABEL_COLUMN - 1, faults_of(&state->faults, (int)field) ? STYLE_BAD : STYLE_PLAIN, label);
	if (!exists(state, field)) {
		put_text(ui->term, row, FIELD_COLUMN, cells, STYLE_STRONG, edit_text(edit)[0] ? edit_text(edit) : "-");
		return;
	}
	const char *fault = faults_of(&state->faults, (int)field);
	cells = 40;
	put_text(ui->term, row, FIELD_COLUMN - 1, 1, STYLE_PLAIN, "[");
	if (field == ON_SECRET || field == ON_AGAIN)
		edit_secret_draw(ui->term, edit, row, FIELD_COLUMN, cells - 1, state->focus == field);
	else
		edit_line_draw(ui->term, edit, row, FIELD_COLUMN, cells, state->focus == field);
	put_text(ui->term, row, FIELD_COLUMN + cells, 1, STYLE_PLAIN, "]");
	if (fault)
		put_text(ui->term, row, FIELD_COLUMN + cells + 1, ui_width(ui) - FIELD_COLUMN - cells - 2, STYLE_BAD, _(" (check this)"));
}

static int draw_person(struct ui *ui, struct setup_state *state, int row)
{
	draw_line(ui, state, row++, ON_NAME, _("Name (required)"), &state->name);
	draw_line(ui, state, row++, ON_ORGANISATION, _("Organisation"), &state->organisation);
	put_text(ui->term, row, LABEL_COLUMN, FIELD_COLUMN - LABEL_COLUMN - 1, STYLE_PLAIN, _("Role"));
	if (state->asked) {
		/* The mark of the chosen row needs two cells before it. */
		list_draw(ui->term, &state->roles, row + 1, LIFE_ROLES, state->focus == ON_ROLE ? LIST_CARET : LIST_PLAIN, format_role, state);
		return row + 1 + LIFE_ROLES;
	}
	put_text(ui->term, row, FIELD_COLUMN, ui_width(ui) - FIELD_COLUMN - 2, STYLE_STRONG, _(role_names[state->roles.cursor]));
	return row + 1;
}

static int draw_key(struct ui *ui, struct setup_state *state, int row)
{
	struct buf line;
	buf_init(&line);
	if (state->key) {
		char *path = app_person_key_path(ui->app);
		buf_addf(&line, _("Your signing key: %s"), path);
		free(path);
		row += put_wrapped(ui->term, row, 1, 2, ui_width(ui) - 2, STYLE_PLAIN, line.data);
	} else {
		row += put_wrapped(ui->term, row, 1, 2, ui_width(ui) - 2, STYLE_PLAIN,
			_("A signing key of your own, for what you hand in and review. Left empty, none is made; it can be made later."));
		draw_line(ui, state, row++, ON_SECRET, _("Passphrase (8 up)"), &state->secret);
		draw_line(ui, state, row++, ON_AGAIN, _("The same again"), &state->again);
	}
	buf_done(&line);
	return row;
}

static void draw_file(struct ui *ui, const struct setup_state *state, int row)
{
	struct buf line;
	buf_init(&line);
	buf_addf(&line, state->asked ? _("Written to: %s") : _("This stands in %s and is changed there"), app_setup_path(ui->app));
	put_wrapped(ui->term, row, 1, 2, ui_width(ui) - 2, STYLE_DIM, line.data);
	buf_done(&line);
}

static void setup_draw(struct ui *ui, struct page *page)
{
	struct setup_state *state = page->state;
	int row = UI_BODY_TOP, bottom = ui_body_bottom(ui);
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_PLAIN, state->asked ? _("Welcome. Who you are goes into answers and records.") :
		_("Who you are goes into answers and records."));
	faults_draw(ui, &state->faults, row, state->focus == ON_FAULTS);
	row += faults_rows(&state->faults);
	row = draw_person(ui, state, row);
	/* Blank lines where there is room for them. */
	int spare = bottom - row - 4 - (exists(state, ON_SAVE) ? 2 : 0);
	row += spare > 0;
	row = draw_key(ui, state, row) + (spare > 1);
	if (exists(state, ON_SAVE)) {
		put_text(ui->term, row, LABEL_COLUMN, 30, state->focus == ON_SAVE ? STYLE_FOCUS : STYLE_PLAIN, _("[ Set up ]"));
		if (state->focus == ON_SAVE)
			term_caret(ui->term, row, LABEL_COLUMN);
		row++;
	}
	if (row <= bottom)
		draw_file(ui, state, row + (spare > 2));
}

/* Everything that is wrong at once; the first line of the summary has the focus then. */
static bool check(struct ui *ui, struct setup_state *state)
{
	faults_clear(&state->faults);
	edit_leave(&state->name);
	edit_leave(&state->organisation);
	edit_leave(&state->secret);
	edit_leave(&state->again);
	const char *name = edit_text(&state->name), *secret = edit_text(&state->secret);
	if (state->asked && name[strspn(name, " ")] == '\0')
		faults_add(&state->faults, ON_NAME, _("Name: enter the name that is to stand in answers and records"));
	if (!state->key && secret[0] && utf8_count(secret) < PASSPHRASE_LEAST)
		faults_add(&state->faults, ON_SECRET, _("Passphrase: enter 8 characters or more"));
	if (!state->key && strcmp(secret, edit_text(&state->again)) != 0)
		faults_add(&state->faults, ON_AGAIN, _("The same again: the two passphrases differ"));
	if (!state->asked && !state->key && !secret[0])
		faults_add(&state->faults, ON_SECRET, _("Passphrase: enter one for the key, or go back"));
	if (state->faults.list.count == 0)
		return true;
	state->focus = ON_FAULTS;
	list_select(&state->faults.list, 0);
	ui_message(ui, "%s", _("Nothing was written yet. Enter on a line goes to its field"));
	return false;
}

static enum status write_person(struct ui *ui, struct setup_state *state, struct diag_list *diags)
{
	const struct setup setup = { .name = edit_text(&state->name), .organisation = edit_text(&state->organisation),
		.role = life_role_word((enum life_role)state->roles.cursor) };
	enum status status = app_set_up(ui->app, &setup, diags);
	if (status == STATUS_INPUT)
		faults_add(&state->faults, ON_NAME, diags->items[0].text);
	return status;
}

static enum reaction save(struct ui *ui, struct page *page)
{
	struct setup_state *state = page->state;
	struct diag_list diags;
	struct buf told;
	enum status status = STATUS_OK;
	if (!exists(state, ON_SAVE))
		return REACT_BACK;
	if (!check(ui, state))
		return REACT_HANDLED;
	diag_init(&diags);
	buf_init(&told);
	if (state->asked)
		status = write_person(ui, state, &diags);
	bool key = status == STATUS_OK && edit_text(&state->secret)[0];
	if (key)
		status = app_key_new(ui->app, edit_text(&state->secret), &told, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else if (key)
		ui_message(ui, "%s", _("Set up. Your key was made; the office needs its public half (F9: set-up shows where)"));
	else
		ui_message(ui, "%s", _("Set up. A key can be made later (F9: set-up)"));
	look(ui, state);
	buf_done(&told);
	diag_done(&diags);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static struct edit *focused_edit(struct setup_state *state)
{
	switch (state->focus) {
	case ON_NAME:
		return &state->name;
	case ON_ORGANISATION:
		return &state->organisation;
	case ON_SECRET:
		return &state->secret;
	case ON_AGAIN:
		return &state->again;
	default:
		return NULL;
	}
}

static bool key_role(struct setup_state *state, const struct event *event)
{
	bool digit = event->text[0] >= '1' && event->text[0] < '1' + LIFE_ROLES;
	if (digit)
		list_select(&state->roles, (size_t)(event->text[0] - '1'));
	/* Beyond the ends the arrows lead to the next field. */
	bool out = (strcmp(event->name, "Up") == 0 && state->roles.cursor == 0) || (strcmp(event->name, "Down") == 0 && state->roles.cursor + 1 == LIFE_ROLES);
	return digit || (!out && list_key(&state->roles, event->name, false));
}

static bool key_faults(struct setup_state *state, const struct event *event)
{
	if (strcmp(event->name, "Enter") == 0) {
		state->focus = (enum setup_focus)faults_field(&state->faults);
		return true;
	}
	bool out = strcmp(event->name, "Down") == 0 && state->faults.list.cursor + 1 == state->faults.list.count;
	return !out && list_key(&state->faults.list, event->name, false);
}

static enum reaction setup_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct setup_state *state = page->state;
	bool key = event->kind == EVENT_KEY;
	/* Who sees what is wrong and types it at once means the field; nothing that is typed is dropped. */
	if (state->focus == ON_FAULTS && (event->kind == EVENT_PASTE || (key && event->text[0])))
		state->focus = (enum setup_focus)faults_field(&state->faults);
	struct edit *edit = focused_edit(state);
	if (edit) {
		enum edit_result result = ui_edit_key(ui, edit, event);
		if (result == EDIT_CHANGED || result == EDIT_JOINED) {
			faults_settle(&state->faults, (int)state->focus);
			state->warned = false;
		}
		if (result != EDIT_UNUSED)
			return REACT_HANDLED;
	}
	if ((key && state->focus == ON_ROLE && key_role(state, event)) || (key && state->focus == ON_FAULTS && key_faults(state, event)))
		return REACT_HANDLED;
	if (key && strcmp(event->name, "Enter") == 0 && state->focus == ON_SAVE)
		return save(ui, page);
	if (key && event_matches(event, "Enter Tab Down", true))
		move(state, 1);
	else if (key && event_matches(event, "S-Tab Up", true))
		move(state, -1);
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static enum reaction setup_action(struct ui *ui, struct page *page, enum action_id action)
{
	return action == ACTION_PRIMARY ? save(ui, page) : REACT_UNUSED;
}

/* Nothing of it is anywhere yet, so the way back asks once where something was typed. */
static bool setup_leave(struct ui *ui, struct page *page, bool quiet)
{
	struct setup_state *state = page->state;
	if (quiet)
		return true;
	bool typed = state->secret.text.len > 0 || (state->asked && (state->name.text.len > 0 || state->organisation.text.len > 0));
	if (typed && !state->warned) {
		state->warned = true;
		ui_message(ui, "%s", _("Not set up yet: F2 does it. Press the same key again to leave it for later"));
		return false;
	}
	if (state->asked)
		ui_message(ui, "%s", _("Left for later: u, or F9 and \"set-up\", comes back here"));
	return true;
}

static bool setup_typing(const struct page *page)
{
	const struct setup_state *state = page->state;
	return state->focus == ON_FAULTS || focused_edit(page->state) != NULL;
}

const struct page_ops page_setup = {
	.name = "set-up",
	.where = WHERE_CONFIRM,
	.primary = N_("Set up"),
	.hint = N_("Tab: next field   F2: set up   Esc: later"),
	.state_size = sizeof(struct setup_state),
	.open = setup_open,
	.close = setup_close,
	.title = setup_title,
	.draw = setup_draw,
	.key = setup_key,
	.action = setup_action,
	.typing = setup_typing,
	.leave = setup_leave,
};
