/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of the entries of a case or a candidate, such as the inventory of information, and below it what they give: each question that the list
 * answers, with its value and the entry that set it. Which columns there are, and which conclusions stand below, the data says.
 */
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/ui.h"
#include "tui/words.h"

#include <stdlib.h>
#include <string.h>

#define STATE_CELLS 8
#define LABEL_CELLS 22
#define VALUE_CELLS 16

struct entries_state {
	struct list list;
	enum task_state *states; /* of the entries */
	struct ui *ui; /* for the row format */
	struct page *page;
};

struct page_arg *ui_next_fact(struct ui *ui, const char *key, const struct fact *fact)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), key);
	const struct derived *gather = fact->question->gather;
	struct page_arg *next;
	if (gather && entity && entity->entry_count > 0) {
		next = ui_next(ui, &page_entries, key);
		next->screen = edition_entry_screen(app_edition(ui->app), gather->over);
		return next;
	}
	next = ui_next(ui, &page_question, key);
	next->screen = fact->question->screen;
	next->question = fact->question;
	return next;
}

static const struct entity *owner_of(const struct ui *ui, const struct page *page)
{
	return dossier_find(work_dossier(ui->work), page->arg.key);
}

static const struct entity *chosen(const struct ui *ui, const struct page *page)
{
	const struct entries_state *state = page->state;
	const struct entity *owner = owner_of(ui, page);
	return owner && state->list.cursor < owner->entry_count ? owner->entries[state->list.cursor] : NULL;
}

static void entries_refresh(struct ui *ui, struct page *page)
{
	struct entries_state *state = page->state;
	const struct entity *owner = owner_of(ui, page);
	state->ui = ui;
	state->page = page;
	size_t count = 0;
	free(state->states);
	state->states = work_entry_states(ui->work, page->arg.screen, page->arg.key, &count);
	list_count(&state->list, count);
	for (size_t i = 0; owner && ui->made[0] && i < owner->entry_count; i++)
		if (strcmp(owner->entries[i]->key, ui->made) == 0)
			list_select(&state->list, i);
	ui->made[0] = '\0';
}

static void entries_close(struct ui *ui, struct page *page)
{
	(void)ui;
	free(((struct entries_state *)page->state)->states);
}

static void entries_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, app_text(ui->app, &page->arg.screen->title));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct entries_state *state = context;
	const struct screen *screen = state->page->arg.screen;
	const struct entity *owner = owner_of(state->ui, state->page);
	const struct entity *entry = owner->entries[row];
	for (size_t i = 0; i < screen->question_count; i++) {
		const struct question *question = screen->questions[i];
		struct buf text;
		if (!question->column)
			continue;
		buf_init(&text);
		work_short_label(state->ui->work, question->fact, &entry->answers[question->fact->slot], (size_t)question->column, &text);
		column_add(out, text.len ? text.data : "-", (size_t)question->column);
		buf_done(&text);
	}
	enum task_state done = state->states[row];
	enum style ignored;
	*style = done == TASK_DONE ? STYLE_PLAIN : STYLE_OPEN;
	if (done != TASK_DONE)
		column_add(out, word_task(done, &ignored), STATE_CELLS);
}

static void draw_head(struct ui *ui, const struct screen *screen, int row)
{
	struct buf line;
	buf_init(&line);
	buf_adds(&line, "  ");
	for (size_t i = 0; i < screen->question_count; i++) {
		const struct question *question = screen->questions[i];
		const char *heading = app_text(ui->app, &question->heading);
		if (question->column)
			column_add(&line, heading[0] ? heading : app_text(ui->app, &question->fact->label), (size_t)question->column);
	}
	put_text(ui->term, row, 0, ui_width(ui) - 1, STYLE_STRONG, line.data);
	buf_done(&line);
}

/* Calls `visit` with each question of the owner that the list answers. */
static size_t each_gathered(const struct ui *ui, const struct page *page, void (*visit)(struct ui *ui, const struct page *page,
	const struct fact *fact, int row), int row)
{
	const struct edition *edition = app_edition(ui->app);
	enum scope scope = page->arg.screen->scope, owner = scope_parent(scope);
	size_t count = 0;
	for (unsigned slot = 0; slot < edition->slots[owner]; slot++) {
		const struct fact *fact = edition->by_slot[owner][slot];
		if (!fact->question || !fact->question->gather || fact->question->gather->over != scope)
			continue;
		if (visit)
			visit((struct ui *)(uintptr_t)ui, page, fact, row + (int)count);
		count++;
	}
	return count;
}

/* "label  value  set by entry". */
static void draw_gathered(struct ui *ui, const struct page *page, const struct fact *fact, int row)
{
	struct buf line, value, source;
	buf_init(&line);
	buf_init(&value);
	buf_init(&source);
	work_read(ui->work, page->arg.key, fact, &value, &source);
	column_add(&line, app_text(ui->app, &fact->label), LABEL_CELLS);
	if (!source.len)
		buf_adds(&line, value.len ? value.data : _("Undetermined"));
	else
		column_add(&line, value.len ? value.data : _("Undetermined"), VALUE_CELLS);
	if (source.len)
		buf_addf(&line, _("set by: %s"), source.data);
	put_text(ui->term, row, 1, ui_width(ui) - 2, value.len ? STYLE_PLAIN : STYLE_OPEN, line.data);
	buf_done(&line);
	buf_done(&value);
	buf_done(&source);
}

/* The conclusions of the owner that the data wants shown here: those that hold, on one line. */
static void draw_summary(struct ui *ui, const struct page *page, int row)
{
	const struct edition *edition = app_edition(ui->app);
	struct buf line, word, source;
	buf_init(&line);
	buf_init(&word);
	buf_init(&source);
	bool any = false;
	for (size_t i = 0; i < edition->derived_count; i++) {
		const struct derived *derived = &edition->derived[i];
		if (!derived->summary || derived->fact->scope != scope_parent(page->arg.screen->scope))
			continue;
		any = true;
		if (work_holds(ui->work, page->arg.key, derived->fact) == TRUTH_YES)
			buf_addf(&line, "%s%s", line.len ? ", " : "", app_text(ui->app, &derived->fact->label));
	}
	if (any && !line.len)
		buf_adds(&line, _("Undetermined"));
	if (any) {
		column_add(&word, _("As a whole"), LABEL_CELLS);
		buf_adds(&word, line.data);
		put_text(ui->term, row, 1, ui_width(ui) - 2, STYLE_STRONG, word.data);
	}
	buf_done(&line);
	buf_done(&word);
	buf_done(&source);
}

/* How many entries have which result. */
static void draw_tally(struct ui *ui, const struct page *page, int row)
{
	struct buf line;
	buf_init(&line);
	work_tally(ui->work, page->arg.screen, page->arg.key, &line);
	if (line.len)
		put_text(ui->term, row, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	buf_done(&line);
}

static void entries_draw(struct ui *ui, struct page *page)
{
	struct entries_state *state = page->state;
	const struct screen *screen = page->arg.screen;
	int row = UI_BODY_TOP, bottom = ui_body_bottom(ui);
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("Entries: %zu"), state->list.count);
	strip_draw(ui, page->arg.key, line.data);
	buf_done(&line);
	row += put_wrapped(ui->term, row, 1, 2, ui_width(ui) - 2, STYLE_DIM, app_text(ui->app, &screen->intro)) + 1;
	if (state->list.count == 0) {
		row += put_wrapped(ui->term, row, 1, 3, ui_width(ui) - 2, STYLE_PLAIN,
			_("There is no entry yet. n adds one. While the list is empty, the questions that it would answer are asked as a whole."));
		if (screen->scope == SCOPE_CONTROL)
			put_wrapped(ui->term, row, 1, 3, ui_width(ui) - 2, STYLE_PLAIN, _("i takes the criteria that the ministry holds from a CSV file."));
		return;
	}
	int below = (int)each_gathered(ui, page, NULL, 0) + 1;
	draw_head(ui, screen, row++);
	list_draw(ui->term, &state->list, row, bottom - below - row, LIST_CARET, format_row, state);
	put_rule(ui->term, bottom - below);
	each_gathered(ui, page, draw_gathered, bottom - below + 1);
	draw_summary(ui, page, bottom);
	draw_tally(ui, page, bottom);
}

static enum reaction entries_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct entries_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction open_entry(struct ui *ui, struct page *page, const char *key)
{
	struct asked_list asked;
	work_questions(ui->work, page->arg.screen, key, &asked);
	bool done = asked.count == asked.answered;
	asked_list_done(&asked);
	ui_next(ui, done ? &page_questions : &page_question, key)->screen = page->arg.screen;
	return REACT_PUSH;
}

static enum reaction add_entry(struct ui *ui, struct page *page)
{
	struct diag_list diags;
	char key[ENTITY_KEY_MAX + 1] = "";
	diag_init(&diags);
	enum status status = work_add_entry(ui->work, page->arg.key, key, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	ui_changed(ui);
	if (status != STATUS_OK)
		return REACT_HANDLED;
	memcpy(ui->made, key, sizeof ui->made);
	return open_entry(ui, page, key);
}

static enum reaction remove_entry(struct ui *ui, const struct entity *entry)
{
	struct diag_list diags;
	struct buf name;
	buf_init(&name);
	diag_init(&diags);
	entry_name(ui->work, entry, &name);
	if (work_remove(ui->work, entry->key, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, _("%s was removed. F8 brings it back"), name.data);
	diag_done(&diags);
	buf_done(&name);
	ui_changed(ui);
	return REACT_HANDLED;
}

static enum reaction entries_action(struct ui *ui, struct page *page, enum action_id action)
{
	const struct entity *entry = chosen(ui, page);
	if (action == ACTION_PRIMARY)
		return REACT_BACK;
	if (action == ACTION_ADD_ENTRY || (action == ACTION_OPEN && !entry))
		return add_entry(ui, page);
	if (action == ACTION_REMOVE && entry)
		return remove_entry(ui, entry);
	if (action == ACTION_TAKE_IN) {
		ui_next(ui, &page_take_in, page->arg.key);
		return REACT_PUSH;
	}
	return action == ACTION_OPEN ? open_entry(ui, page, entry->key) : REACT_UNUSED;
}

static unsigned entries_more(struct ui *ui, const struct page *page)
{
	(void)ui;
	return page->arg.screen->scope == SCOPE_CONTROL ? WHERE_CRITERIA : 0;
}

const struct page_ops page_entries = {
	.name = "entries",
	.where = WHERE_ENTRIES,
	.primary = N_("Finish"),
	.hint = N_("Enter: open   n: add   Delete: remove   F2: back to the tasks"),
	.state_size = sizeof(struct entries_state),
	.open = entries_refresh,
	.close = entries_close,
	.refresh = entries_refresh,
	.title = entries_title,
	.draw = entries_draw,
	.key = entries_key,
	.action = entries_action,
	.more = entries_more,
};
