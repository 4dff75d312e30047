/* SPDX-License-Identifier: Apache-2.0 */
/* The candidates of a step side by side on equal terms: the same rows for each, and the cost over the years from the one place that knows it. */
#include <stdlib.h>
#include <string.h>

#include "app/compare.h"
#include "app/trial.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/cost.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/ui.h"
#include "tui/words.h"

#define LABEL_CELLS 20
#define COLUMN_LEAST 18

struct compare_state {
	struct compare_rows rows;
	size_t *shown; /* indexes of rows */
	struct list list;
	size_t column, first;   /* chosen candidate, first shown */
	bool differences, reading;
	bool bars; /* what is read is the cost year by year */
	struct text_view view;
	struct ui *ui;
	struct page *page;
};

static const struct entity *step_of(const struct compare_state *state)
{
	const struct entity *step = dossier_find(work_dossier(state->ui->work), state->page->arg.key);
	return step && step->scope == SCOPE_STEP ? step : NULL;
}

static bool row_differs(const struct compare_state *state, const struct compare_row *row, const struct entity *step)
{
	struct buf first, other;
	bool differs = false;
	buf_init(&first);
	buf_init(&other);
	for (size_t i = 0; i < step->count && !differs; i++) {
		struct buf *into = i == 0 ? &first : &other;
		buf_clear(into);
		compare_cell(state->ui->work, row, step->children[i], into);
		differs = i > 0 && strcmp(first.data, other.data) != 0;
	}
	buf_done(&first);
	buf_done(&other);
	return differs;
}

static void compare_refresh(struct ui *ui, struct page *page)
{
	struct compare_state *state = page->state;
	state->ui = ui;
	state->page = page;
	const struct entity *step = step_of(state);
	size_t count = 0, candidates = step ? step->count : 0;
	for (size_t i = 0; i < state->rows.count; i++)
		if (!state->differences || (step && row_differs(state, &state->rows.items[i], step)))
			state->shown[count++] = i;
	list_count(&state->list, count);
	if (state->column >= candidates)
		state->column = candidates > 0 ? candidates - 1 : 0;
}

static void compare_open(struct ui *ui, struct page *page)
{
	struct compare_state *state = page->state;
	state->ui = ui;
	text_view_init(&state->view);
	compare_rows_init(&state->rows, ui->work);
	state->shown = mem_array(state->rows.count, sizeof *state->shown);
	compare_refresh(ui, page);
}

static void compare_close(struct ui *ui, struct page *page)
{
	struct compare_state *state = page->state;
	(void)ui;
	text_view_done(&state->view);
	compare_rows_done(&state->rows);
	free(state->shown);
}

static void compare_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, _("Comparison of candidates"));
}

/* Cells for the columns, the blank after the last one included although it is not drawn. */
static size_t room_of(const struct compare_state *state)
{
	int room = ui_width(state->ui) - 2 - LABEL_CELLS;
	return room > COLUMN_LEAST ? (size_t)room : COLUMN_LEAST;
}

static size_t columns_shown(const struct compare_state *state)
{
	return room_of(state) / (COLUMN_LEAST + 1) ? room_of(state) / (COLUMN_LEAST + 1) : 1;
}

/* Few candidates get wide columns. */
static size_t column_cells(const struct compare_state *state)
{
	const struct entity *step = step_of(state);
	size_t shown = columns_shown(state);
	if (step && step->count > 0 && step->count < shown)
		shown = step->count;
	return room_of(state) / shown - 1;
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct compare_state *state = context;
	const struct compare_row *row = &state->rows.items[state->shown[at]];
	const struct entity *step = step_of(state);
	struct buf text;
	(void)style;
	buf_init(&text);
	compare_label(state->ui->work, row, &text);
	column_add(out, text.data, LABEL_CELLS);
	for (size_t i = state->first; step && i < step->count && i < state->first + columns_shown(state); i++) {
		buf_clear(&text);
		compare_cell(state->ui->work, row, step->children[i], &text);
		column_add(out, text.data, column_cells(state));
	}
	buf_done(&text);
}

static void draw_heads(struct compare_state *state, const struct entity *step)
{
	struct ui *ui = state->ui;
	struct buf text;
	buf_init(&text);
	for (size_t i = state->first; i < step->count && i < state->first + columns_shown(state); i++) {
		int column = 2 + LABEL_CELLS + 1 + (int)((i - state->first) * (column_cells(state) + 1));
		buf_clear(&text);
		buf_addf(&text, "%s%zu %s", i == state->column ? ">" : " ", i + 1, candidate_name(ui->work, step->children[i]->key));
		put_padded(ui->term, UI_BODY_TOP, column, (int)column_cells(state), i == state->column ? STYLE_FOCUS : STYLE_STRONG, text.data);
	}
	buf_done(&text);
}

static void compare_draw(struct ui *ui, struct page *page)
{
	struct compare_state *state = page->state;
	const struct entity *step = step_of(state);
	struct buf line;
	int bottom = ui_body_bottom(ui);
	buf_init(&line);
	buf_addf(&line, _("Rows %zu of %zu"), state->list.count, state->rows.count);
	strip_draw(ui, page->arg.key, line.data);
	buf_done(&line);
	if (state->reading) {
		text_view_draw(ui->term, &state->view, UI_BODY_TOP, bottom - UI_BODY_TOP + 1);
		return;
	}
	if (!step || step->count == 0) {
		put_text(ui->term, UI_BODY_TOP + 1, 1, ui_width(ui) - 2, STYLE_PLAIN, _("There is no candidate in this step yet"));
		return;
	}
	if (state->column < state->first)
		state->first = state->column;
	while (state->column >= state->first + columns_shown(state))
		state->first++;
	draw_heads(state, step);
	list_draw(ui->term, &state->list, UI_BODY_TOP + 1, bottom - UI_BODY_TOP, LIST_CARET, format_row, state);
}

/* The same table as lines, a candidate after the other, for reading aloud. */
static void read_as_text(struct compare_state *state)
{
	const struct entity *step = step_of(state);
	struct buf *out = &state->view.text;
	buf_clear(out);
	if (step)
		compare_text(state->ui->work, step, out);
	text_view_changed(&state->view);
	state->view.top = 0;
	state->reading = true;
}

static void show_cost(struct compare_state *state, bool plain)
{
	const struct entity *step = step_of(state);
	buf_clear(&state->view.text);
	if (step)
		cost_years(state->ui, step, plain, &state->view.text);
	text_view_changed(&state->view);
	state->view.top = 0;
	state->reading = state->bars = true;
}

static enum reaction key_reading(struct compare_state *state, const char *name)
{
	if (state->bars && strcmp(name, "l") == 0) {
		show_cost(state, true);
		state->bars = false;
		return REACT_HANDLED;
	}
	if (strcmp(name, "Esc") == 0 || strcmp(name, "l") == 0 || strcmp(name, "q") == 0 || strcmp(name, "F10") == 0) {
		state->reading = state->bars = false;
		return REACT_HANDLED;
	}
	return text_view_key(&state->view, name) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction compare_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct compare_state *state = page->state;
	const struct entity *step = step_of(state);
	size_t count = step ? step->count : 0;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (state->reading)
		return key_reading(state, event->name);
	if (strcmp(event->name, "Left") == 0)
		state->column -= state->column > 0 ? 1 : 0;
	else if (strcmp(event->name, "Right") == 0)
		state->column += state->column + 1 < count ? 1 : 0;
	else if (event->text[0] >= '1' && event->text[0] <= '9' && (size_t)(event->text[0] - '1') < count)
		state->column = (size_t)(event->text[0] - '1');
	else if (!list_key(&state->list, event->name, true))
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static const struct fact *choice_of(const struct ui *ui)
{
	const struct fact *fact = fact_by_id(ui->app, "step.chosen_candidate");
	return fact && fact->question ? fact : NULL;
}

/* The choice is an answer like any other: it is saved, and its reason is asked on its own page, which then comes next. */
static bool save_choice(struct ui *ui, const struct compare_state *state)
{
	struct diag_list diags;
	const struct entity *step = step_of(state);
	const struct fact *fact = choice_of(ui);
	if (!step || !fact || state->column >= step->count)
		return false;
	const struct answer *before = entity_answer(step, fact);
	const char *chosen = step->children[state->column]->key;
	bool same = before->text && strcmp(before->text, chosen) == 0;
	/* The grounds for another candidate are not those for this one. */
	char *reason = mem_strdup(same ? before->reason : ""), *evidence = mem_strdup(same ? before->evidence : ""), *key = mem_strdup(step->key);
	diag_init(&diags);
	enum status status = work_answer(ui->work, key, fact->id, chosen, reason, evidence, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else if (work_checks(ui->work) > 0)
		ui_message(ui, _("Chosen and saved; answers to be checked: %zu. Give the reason here; F8 takes the choice back"), work_checks(ui->work));
	else
		ui_message(ui, "%s", _("Chosen and saved. Give the reason here; F8 takes the choice back"));
	struct page_arg *next = ui_next(ui, &page_question, key);
	next->screen = fact->question->screen;
	next->question = fact->question;
	free(reason);
	free(evidence);
	free(key);
	diag_done(&diags);
	return status == STATUS_OK;
}

static enum reaction accept_choice(struct ui *ui, struct page *page)
{
	return save_choice(ui, page->state) ? REACT_REPLACE : REACT_BACK;
}

/* What rests on the choice that was made before, as a trial of another one; NULL where nothing does. */
static struct trial *try_choice(struct ui *ui, const struct compare_state *state, const struct entity *step, const struct fact *fact)
{
	const struct answer *before = entity_answer(step, fact);
	struct diag_list aside;
	if (before->state == ANSWER_NONE || ui->depth == UI_DEPTH)
		return NULL;
	struct trial *trial = trial_new(ui->work);
	diag_init(&aside);
	if (trial_set(trial, step->key, fact->id, step->children[state->column]->key, &aside) != STATUS_OK || trial_count(trial) == 0 ||
		trial_shifts(trial)->count == 0)
		trial_free(&trial);
	diag_done(&aside);
	return trial;
}

static bool choice_is_asked(const struct ui *ui, const struct entity *step, const struct fact *fact)
{
	struct asked_list asked = {0};
	bool is_asked = false;
	work_questions(ui->work, fact->question->screen, step->key, &asked);
	for (size_t i = 0; i < asked.count; i++)
		is_asked = is_asked || asked.items[i].question == fact->question;
	asked_list_done(&asked);
	return is_asked;
}

/* Whoever chooses another candidate sees first what that does, as with every early answer; where nothing can be chosen yet, what is to be answered before. */
static enum reaction choose(struct ui *ui, struct compare_state *state, const struct entity *step)
{
	const struct fact *fact = choice_of(ui);
	if (fact && !ui_read_only(ui) && !choice_is_asked(ui, step, fact)) {
		ui_message(ui, "%s", _("Not chosen: the answers of this step ask for no candidate. See to them first"));
		ui_next(ui, &page_questions, step->key)->screen = fact->question->screen;
		return REACT_PUSH;
	}
	struct trial *trial = fact && !ui_read_only(ui) ? try_choice(ui, state, step, fact) : NULL;
	if (!trial)
		return save_choice(ui, state) ? REACT_PUSH : REACT_HANDLED;
	struct page_arg *next = ui_next(ui, &page_effects, step->key);
	next->question = fact->question;
	next->trial = trial;
	next->accept = accept_choice;
	return REACT_PUSH;
}

static enum reaction compare_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct compare_state *state = page->state;
	const struct entity *step = step_of(state);
	struct diag_list diags;
	if (action == ACTION_DIFFERENCES) {
		state->differences = !state->differences;
		compare_refresh(ui, page);
		return REACT_HANDLED;
	}
	if (!step || step->count == 0)
		return REACT_UNUSED;
	switch (action) {
	case ACTION_OPEN:
	case ACTION_PRIMARY:
		return choose(ui, state, step);
	case ACTION_READ_AS_TEXT:
		read_as_text(state);
		return REACT_HANDLED;
	case ACTION_BARS:
		show_cost(state, false);
		return REACT_HANDLED;
	case ACTION_REMOVE:
		diag_init(&diags);
		if (work_remove(ui->work, step->children[state->column]->key, &diags) != STATUS_OK)
			ui_diags(ui, &diags);
		else
			ui_message(ui, "%s", _("Dropped. F8 brings it back"));
		diag_done(&diags);
		ui_changed(ui);
		return REACT_HANDLED;
	default:
		return REACT_UNUSED;
	}
}

const struct page_ops page_compare = {
	.name = "compare",
	.where = WHERE_COMPARE,
	.primary = N_("Choose"),
	.hint = N_("Left, Right: candidate  Enter: choose  d: differences  b: cost bars  l: text"),
	.state_size = sizeof(struct compare_state),
	.open = compare_open,
	.close = compare_close,
	.refresh = compare_refresh,
	.title = compare_title,
	.draw = compare_draw,
	.key = compare_key,
	.action = compare_action,
};
