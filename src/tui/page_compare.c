/* SPDX-License-Identifier: Apache-2.0 */
/* The candidates of a step side by side on equal terms: the same rows for each, and the cost over the years from the one place that knows it. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "tui/cells.h"
#include "tui/cost.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/ui.h"
#include "tui/words.h"

#define LABEL_CELLS 20
#define COLUMN_LEAST 18

/* Which facts are compared, and in which order, is said by the data (`compare`); the results of the examination stand around them. */
enum row_kind { ROW_ACCEPTABLE, ROW_COUNTS, ROW_PREFERRED, ROW_FACT, ROW_TOTAL, ROW_MORE };
struct compare_row {
	enum row_kind kind;
	const struct fact *fact; /* ROW_FACT */
};

struct compare_state {
	struct compare_row *rows;
	size_t row_count;
	size_t *shown; /* indexes of rows */
	struct list list;
	size_t column, first;   /* chosen candidate, first shown */
	bool differences, reading;
	bool bars; /* what is read is the cost year by year */
	struct text_view view;
	struct ui *ui;
	struct page *page;
};

static void make_rows(struct compare_state *state)
{
	const struct edition *edition = work_dossier(state->ui->work)->edition;
	size_t count = 0;
	state->rows = mem_array(edition->compared_count + 5, sizeof *state->rows);
	state->shown = mem_array(edition->compared_count + 5, sizeof *state->shown);
	state->rows[count++].kind = ROW_ACCEPTABLE;
	state->rows[count++].kind = ROW_COUNTS;
	state->rows[count++].kind = ROW_PREFERRED;
	for (size_t i = 0; i < edition->compared_count; i++)
		state->rows[count++] = (struct compare_row){.kind = ROW_FACT, .fact = edition->compared[i]};
	state->rows[count++].kind = ROW_TOTAL;
	state->rows[count++].kind = ROW_MORE;
	state->row_count = count;
}

static const struct entity *step_of(const struct compare_state *state)
{
	const struct entity *step = dossier_find(work_dossier(state->ui->work), state->page->arg.key);
	return step && step->scope == SCOPE_STEP ? step : NULL;
}

static void row_label(const struct compare_state *state, const struct compare_row *row, struct buf *out)
{
	int64_t years_milli = 0;
	if (row->kind == ROW_FACT)
		buf_adds(out, app_text(state->ui->app, &row->fact->label));
	else if (row->kind == ROW_TOTAL && work_years(state->ui->work, &years_milli)) {
		struct buf number;
		buf_init(&number);
		num_format_milli(&number, years_milli);
		buf_addf(out, _("Cost over %s years"), number.data);
		buf_done(&number);
	} else if (row->kind == ROW_TOTAL)
		buf_adds(out, _("Total cost"));
	else
		buf_adds(out, row->kind == ROW_ACCEPTABLE ? _("As a whole") : row->kind == ROW_COUNTS ? _("Findings")
			: row->kind == ROW_PREFERRED ? _("Preferred, not met") : _("Above the lowest"));
}

/* The lowest cost in the step; false when that of a candidate is not known. */
static bool lowest(const struct compare_state *state, const struct entity *step, int64_t *out)
{
	*out = INT64_MAX;
	for (size_t i = 0; i < step->count; i++) {
		int64_t cost = 0;
		if (!work_cost(state->ui->work, step->children[i]->key, &cost))
			return false;
		if (cost < *out)
			*out = cost;
	}
	return step->count > 0;
}

static void cost_text(const struct compare_state *state, const struct entity *candidate, enum row_kind kind, struct buf *out)
{
	int64_t yen = 0, least = 0;
	if (!work_cost(state->ui->work, candidate->key, &yen)) {
		buf_adds(out, _("not known yet"));
	} else if (kind == ROW_TOTAL) {
		num_format_yen(out, yen);
		buf_adds(out, _(" yen"));
	} else if (!lowest(state, candidate->parent, &least)) {
		buf_adds(out, "-");
	} else if (yen == least) {
		buf_adds(out, _("lowest"));
	} else {
		buf_adds(out, "+");
		num_format_yen(out, yen - least);
		buf_adds(out, _(" yen"));
	}
}

static void cell_text(const struct compare_state *state, const struct compare_row *row, const struct entity *candidate, struct buf *out)
{
	const struct candidate_result *result = verdict_candidate(work_verdict(state->ui->work), candidate->key);
	if (row->kind == ROW_ACCEPTABLE) {
		buf_addf(out, "[%s]%s", word_truth(result ? result->acceptable : TRUTH_UNKNOWN, _("Acceptable"), _("Not acceptable"), _("Undetermined")),
			result && result->chosen ? _(" chosen") : "");
	} else if (row->kind == ROW_COUNTS) {
		if (result)
			buf_addf(out, _("met %u no %u ? %u"), result->counts[OUTCOME_PASS],
				result->counts[OUTCOME_FAIL] - candidate_preferred_unmet(result), result->counts[OUTCOME_UNDETERMINED]);
	} else if (row->kind == ROW_PREFERRED) {
		if (result)
			buf_addf(out, "%u", candidate_preferred_unmet(result));
	} else if (row->kind == ROW_FACT) {
		const struct answer *answer = entity_answer(candidate, row->fact);
		if (answer && answer->state == ANSWER_GIVEN)
			answer_to_label(out, row->fact, answer, app_eras(state->ui->app), app_lang(state->ui->app));
		else
			buf_adds(out, answer && answer->state == ANSWER_DONT_KNOW ? _("Do not know") : "-");
	} else {
		cost_text(state, candidate, row->kind, out);
	}
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
		cell_text(state, row, step->children[i], into);
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
	for (size_t i = 0; i < state->row_count; i++)
		if (!state->differences || (step && row_differs(state, &state->rows[i], step)))
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
	make_rows(state);
	compare_refresh(ui, page);
}

static void compare_close(struct ui *ui, struct page *page)
{
	struct compare_state *state = page->state;
	(void)ui;
	text_view_done(&state->view);
	free(state->rows);
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
	const struct compare_row *row = &state->rows[state->shown[at]];
	const struct entity *step = step_of(state);
	struct buf text;
	(void)style;
	buf_init(&text);
	row_label(state, row, &text);
	column_add(out, text.data, LABEL_CELLS);
	for (size_t i = state->first; step && i < step->count && i < state->first + columns_shown(state); i++) {
		buf_clear(&text);
		cell_text(state, row, step->children[i], &text);
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
	buf_addf(&line, _("Rows %zu of %zu"), state->list.count, state->row_count);
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
	for (size_t i = 0; step && i < step->count; i++) {
		buf_addf(out, "%zu %s\n", i + 1, candidate_name(state->ui->work, step->children[i]->key));
		for (size_t k = 0; k < state->row_count; k++) {
			buf_adds(out, "  ");
			row_label(state, &state->rows[k], out);
			buf_adds(out, ": ");
			cell_text(state, &state->rows[k], step->children[i], out);
			buf_addc(out, '\n');
		}
	}
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

static enum reaction choose(struct ui *ui, struct compare_state *state, const struct entity *step)
{
	struct diag_list diags;
	const struct fact *fact = fact_by_id(ui->app, "step.chosen_candidate");
	const struct answer *before = fact ? entity_answer(step, fact) : NULL;
	if (!fact || !fact->question || !before)
		return REACT_HANDLED;
	/* The choice is an answer like any other: it is saved, and its reason is asked on its own page. */
	diag_init(&diags);
	const char *chosen = step->children[state->column]->key;
	bool same = before->text && strcmp(before->text, chosen) == 0;
	/* The grounds for another candidate are not those for this one. */
	char *reason = mem_strdup(same ? before->reason : ""), *evidence = mem_strdup(same ? before->evidence : ""), *key = mem_strdup(step->key);
	enum status status = work_answer(ui->work, key, fact->id, chosen, reason, evidence, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, "%s", _("Chosen and saved. Give the reason here; F8 takes the choice back"));
	struct page_arg *next = ui_next(ui, &page_question, key);
	next->screen = fact->question->screen;
	next->question = fact->question;
	free(reason);
	free(evidence);
	free(key);
	diag_done(&diags);
	return status == STATUS_OK ? REACT_PUSH : REACT_HANDLED;
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
	.hint = N_("Left, Right: candidate   Enter: choose it   d: differences   b: cost as bars   l: as text"),
	.state_size = sizeof(struct compare_state),
	.open = compare_open,
	.close = compare_close,
	.refresh = compare_refresh,
	.title = compare_title,
	.draw = compare_draw,
	.key = compare_key,
	.action = compare_action,
};
