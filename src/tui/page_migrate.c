/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moving the case to another edition. Everything is shown before anything is done: what comes out otherwise, what must be asked again, what is
 * dropped, what is asked in addition, and what stays. Moving makes a new draft; the case that is open stays as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "app/migrate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/migrate_text.h"
#include "tui/text_view.h"
#include "tui/ui.h"
#include "tui/words.h"

#define DETAIL_ROWS 5

/* The parts of what is shown, from top to bottom; the outcomes come after the answers. */
static const struct {
	enum moved how; /* MOVED_KINDS: what comes out otherwise */
	const char *heading;
} parts[] = {
	{ MOVED_KEPT, N_("Answers that stay") },
	{ MOVED_AGAIN, N_("To be asked again") },
	{ MOVED_DROPPED, N_("Dropped") },
	{ MOVED_NEW, N_("Asked in addition") },
	{ MOVED_KINDS, N_("Comes out otherwise") },
};
#define PARTS (sizeof parts / sizeof parts[0])

/* A row is the heading of a part, or an outcome, or an answer. */
struct migrate_row {
	size_t part;
	const struct moved_outcome *outcome;
	const struct moved_answer *answer;
};
struct migrate_state {
	struct edition_names targets;
	size_t at; /* of them, the one looked at */
	struct migration migration;
	bool looked; /* `migration` holds something */
	bool open[PARTS];
	struct migrate_row *rows;
	size_t count, capacity;
	struct list list;
	bool reading;
	struct text_view view;
	struct ui *ui; /* for the row format */
};

static const struct edition *old_edition(const struct ui *ui)
{
	return work_dossier(ui->work)->edition;
}

static const struct edition *new_edition(const struct migrate_state *state)
{
	return state->migration.dossier->edition;
}

static void add_row(struct migrate_state *state, const struct migrate_row *row)
{
	MEM_PUSH_ROOM(state->rows, state->count, state->capacity);
	state->rows[state->count++] = *row;
}

static size_t part_count(const struct migration *migration, size_t part)
{
	return parts[part].how == MOVED_KINDS ? migration->outcome_count : migration->counts[parts[part].how];
}

/* The parts that are not open are their headings alone, so that all of them are seen at first. */
static void make_rows(struct migrate_state *state)
{
	const struct migration *migration = &state->migration;
	state->count = 0;
	for (size_t part = 0; part < PARTS; part++) {
		add_row(state, &(struct migrate_row){ .part = part });
		if (!state->open[part])
			continue;
		for (size_t i = 0; i < migration->answer_count; i++)
			if (migration->answers[i].how == parts[part].how)
				add_row(state, &(struct migrate_row){ .part = part, .answer = &migration->answers[i] });
		for (size_t i = 0; parts[part].how == MOVED_KINDS && i < migration->outcome_count; i++)
			add_row(state, &(struct migrate_row){ .part = part, .outcome = &migration->outcomes[i] });
	}
	list_count(&state->list, state->count);
}

/* Looks at the case under the chosen edition; nothing is stored. */
static void look(struct ui *ui, struct migrate_state *state)
{
	struct diag_list diags;
	diag_init(&diags);
	migration_done(&state->migration);
	state->count = 0;
	list_count(&state->list, 0);
	state->reading = false;
	state->looked = state->targets.count > 0 && migrate_work(ui->work, state->targets.items[state->at], &state->migration, &diags) == STATUS_OK;
	if (state->looked)
		make_rows(state);
	else if (state->targets.count > 0)
		ui_diags(ui, &diags);
	diag_done(&diags);
}

static void migrate_refresh(struct ui *ui, struct page *page)
{
	look(ui, page->state);
}

static void migrate_open(struct ui *ui, struct page *page)
{
	struct migrate_state *state = page->state;
	state->ui = ui;
	text_view_init(&state->view);
	migrate_targets(ui->work, &state->targets, &state->at);
	look(ui, state);
}

static void migrate_close(struct ui *ui, struct page *page)
{
	struct migrate_state *state = page->state;
	(void)ui;
	migration_done(&state->migration);
	edition_names_done(&state->targets);
	text_view_done(&state->view);
	free(state->rows);
}

static void migrate_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Moving to another edition"));
}

static bool is_heading(const struct migrate_row *row)
{
	return !row->answer && !row->outcome;
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct migrate_state *state = context;
	const struct migrate_row *row = &state->rows[at];
	if (is_heading(row)) {
		size_t count = part_count(&state->migration, row->part);
		buf_addf(out, "%s %s: %zu", count == 0 ? " " : state->open[row->part] ? "-" : "+", _(parts[row->part].heading), count);
		*style = STYLE_STRONG;
		return;
	}
	buf_adds(out, "    ");
	if (row->outcome) {
		migrate_outcome_row(state->ui, row->outcome, out);
		return;
	}
	migrate_answer_row(state->ui, &state->migration, row->answer, out);
}

static void row_text(const struct migrate_state *state, struct buf *out)
{
	const struct migrate_row *row = &state->rows[state->list.cursor];
	if (row->answer)
		migrate_answer_text(state->ui, &state->migration, row->answer, out);
	else if (row->outcome)
		migrate_outcome_text(state->ui, &state->migration, row->outcome, out);
	else
		buf_adds(out, _("Enter opens or closes this part; on a line of it, Enter shows the line in full."));
}

static void migrate_draw(struct ui *ui, struct page *page)
{
	struct migrate_state *state = page->state;
	struct buf text;
	int bottom = ui_body_bottom(ui), detail = bottom - DETAIL_ROWS;
	if (!state->looked) {
		put_wrapped(ui->term, UI_BODY_TOP + 1, 1, 4, ui_width(ui) - 2, STYLE_PLAIN,
			state->targets.count ? _("The other edition cannot be read; doctor and policy check say why.")
			                     : _("There is no other edition here. An edition lies in a directory of its own under data/policy."));
		return;
	}
	buf_init(&text);
	buf_addf(&text, "%s -> %s", app_text(ui->app, &old_edition(ui)->short_title), app_text(ui->app, &new_edition(state)->short_title));
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, text.data);
	if (state->reading) {
		text_view_draw(ui->term, &state->view, UI_BODY_TOP, bottom - UI_BODY_TOP + 1);
	} else {
		list_draw(ui->term, &state->list, UI_BODY_TOP, detail - UI_BODY_TOP, LIST_CARET, format_row, state);
		put_rule(ui->term, detail);
		buf_clear(&text);
		row_text(state, &text);
		put_wrapped(ui->term, detail + 1, 1, DETAIL_ROWS, ui_width(ui) - 2, STYLE_PLAIN, text.data);
	}
	buf_done(&text);
}

/* ---- doing it ---- */

/* The page that asked stands right below the question. */
static struct migrate_state *asking(struct ui *ui)
{
	return ui->stack[ui->depth - 2].state;
}

static void move_effect(struct ui *ui, struct buf *out)
{
	const struct migrate_state *state = asking(ui);
	const struct migration *migration = &state->migration;
	buf_addf(out, _("From: %s\n"), app_text(ui->app, &old_edition(ui)->short_title));
	buf_addf(out, _("To: %s\n"), app_text(ui->app, &new_edition(state)->short_title));
	if (new_edition(state)->in_force_from > app_today(ui->app)) {
		buf_adds(out, _("That edition is not in force yet. It is from: "));
		date_format_short(out, app_eras(ui->app), new_edition(state)->in_force_from);
		buf_addc(out, '\n');
	}
	buf_addf(out, _("This makes a new draft with a number of its own. Case %s stays as it is, with its edition and what was handed in of it.\n"),
		work_reference(ui->work));
	buf_addf(out, _("The new draft takes over %zu answers. It leaves out %zu that are asked again and %zu that are dropped; %zu are asked in addition.\n"),
		migration->counts[MOVED_KEPT], migration->counts[MOVED_AGAIN], migration->counts[MOVED_DROPPED], migration->counts[MOVED_NEW]);
}

static enum reaction move(struct ui *ui, struct page *page)
{
	struct diag_list diags;
	struct work *draft;
	(void)page;
	diag_init(&diags);
	enum status status = migration_begin(ui->app, &asking(ui)->migration, &draft, &diags);
	if (status == STATUS_OK) {
		ui_message(ui, _("The new draft %s is open; case %s stays as it was"), work_reference(draft), work_reference(ui->work));
		work_close(&ui->work);
		ui->work = draft;
		ui_claim(ui);
	} else {
		ui_diags(ui, &diags);
	}
	diag_done(&diags);
	return status == STATUS_OK ? REACT_TO_CASE : REACT_BACK;
}

static const struct confirm move_confirm = {
	.title = N_("Move to the other edition"),
	.yes = N_("Yes, make the new draft"),
	.effect = move_effect,
	.act = move,
};

static enum reaction migrate_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct migrate_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (!state->reading)
		return list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
	if (strcmp(event->name, "Esc") == 0 || strcmp(event->name, "Enter") == 0 || strcmp(event->name, "q") == 0 || strcmp(event->name, "F10") == 0) {
		state->reading = false;
		return REACT_HANDLED;
	}
	return text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static void other_edition(struct ui *ui, struct migrate_state *state, bool newer)
{
	if (newer ? state->at + 1 >= state->targets.count : state->at == 0) {
		ui_message(ui, "%s", newer ? _("There is no newer edition to look at") : _("There is no older edition to look at"));
		return;
	}
	state->at += newer ? 1 : (size_t)-1;
	list_select(&state->list, 0);
	look(ui, state);
}

static enum reaction migrate_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct migrate_state *state = page->state;
	switch (action) {
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		other_edition(ui, state, action == ACTION_NEXT);
		return REACT_HANDLED;
	case ACTION_OPEN:
		if (!state->looked)
			return REACT_HANDLED;
		if (is_heading(&state->rows[state->list.cursor])) {
			size_t part = state->rows[state->list.cursor].part;
			state->open[part] = !state->open[part];
			make_rows(state);
			return REACT_HANDLED;
		}
		buf_clear(&state->view.text);
		row_text(state, &state->view.text);
		text_view_changed(&state->view);
		state->view.top = 0;
		state->reading = true;
		return REACT_HANDLED;
	case ACTION_PRIMARY:
		if (!state->looked) {
			ui_message(ui, "%s", _("There is no other edition to move to"));
			return REACT_HANDLED;
		}
		ui_next(ui, &page_confirm, "case")->confirm = &move_confirm;
		return REACT_PUSH;
	default:
		return REACT_UNUSED;
	}
}

const struct page_ops page_migrate = {
	.name = "migrate",
	.where = WHERE_MIGRATE,
	.primary = N_("Move"),
	.hint = N_("Enter: open the line   ] [: newer, older edition   F2: move   Esc: back"),
	.state_size = sizeof(struct migrate_state),
	.open = migrate_open,
	.close = migrate_close,
	.refresh = migrate_refresh,
	.title = migrate_title,
	.draw = migrate_draw,
	.key = migrate_key,
	.action = migrate_action,
};
