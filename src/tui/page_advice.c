/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rating helper. The officer ticks the harms that would follow; the gravest grade that a ticked harm speaks for is proposed, with the harms as
 * its reason. Nothing is changed before F2, and then the question stands there with both filled in, to be changed as any answer.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/ui.h"

#define ADVICE_MAX 32
#define PROPOSAL_ROWS 6

struct advice_state {
	const struct harm *harms[ADVICE_MAX];
	bool ticked[ADVICE_MAX];
	struct list list;
	struct ui *ui; /* for the row format */
};

static void advice_open(struct ui *ui, struct page *page)
{
	struct advice_state *state = page->state;
	const struct edition *edition = app_edition(ui->app);
	size_t count = 0;
	state->ui = ui;
	for (size_t i = 0; i < edition->harm_count && count < ADVICE_MAX; i++)
		if (edition_harm_about(edition, &edition->harms[i], page->arg.question->fact))
			state->harms[count++] = &edition->harms[i];
	list_count(&state->list, count);
}

static void advice_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_addf(out, _("What harm would be done? (%s)"), app_text(ui->app, &page->arg.question->fact->label));
}

/* The grade that the ticked harms speak for, NULL while none is ticked. The options of a rating ascend. */
static const struct catalogue_entry *proposed(const struct advice_state *state, const struct fact *fact)
{
	const struct catalogue_entry *best = NULL;
	for (size_t i = 0; i < state->list.count; i++) {
		const struct catalogue_entry *grade = state->harms[i]->grade;
		if (state->ticked[i] && (!best || fact_option_find(fact, grade->value) > fact_option_find(fact, best->value)))
			best = grade;
	}
	return best;
}

/* Only the harms that led to the grade are its reason. */
static void add_reasons(const struct advice_state *state, const struct catalogue_entry *grade, struct buf *out)
{
	for (size_t i = 0; i < state->list.count; i++)
		if (state->ticked[i] && state->harms[i]->grade == grade)
			buf_addf(out, "%s%s", out->len ? "\n" : "", app_text(state->ui->app, &state->harms[i]->reason));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct advice_state *state = context;
	(void)style;
	buf_addf(out, "%s %zu ", state->ticked[row] ? "[x]" : "[ ]", row + 1);
	buf_adds(out, app_text(state->ui->app, &state->harms[row]->text));
}

static void draw_proposal(struct ui *ui, struct page *page, int row)
{
	const struct advice_state *state = page->state;
	const struct catalogue_entry *grade = proposed(state, page->arg.question->fact);
	int width = ui_width(ui) - 2, used;
	struct buf line;
	put_rule(ui->term, row++);
	if (!grade) {
		put_text(ui->term, row, 1, width, STYLE_OPEN, _("Proposal: none yet. Tick what applies, at least one line"));
		return;
	}
	buf_init(&line);
	buf_addf(&line, _("Proposal: %s"), app_text(ui->app, &grade->title));
	put_text(ui->term, row++, 1, width, STYLE_STRONG, line.data);
	used = put_wrapped(ui->term, row, 3, 2, width - 2, STYLE_DIM, app_text(ui->app, &grade->text));
	buf_clear(&line);
	add_reasons(state, grade, &line);
	put_wrapped(ui->term, row + used, 3, PROPOSAL_ROWS - 1 - used, width - 2, STYLE_PLAIN, line.data);
	buf_done(&line);
}

static void advice_draw(struct ui *ui, struct page *page)
{
	struct advice_state *state = page->state;
	int row = UI_BODY_TOP, bottom = ui_body_bottom(ui);
	strip_draw(ui, page->arg.key, _("Rating helper"));
	row += put_wrapped(ui->term, row, 1, 2, ui_width(ui) - 2, STYLE_PLAIN,
		_("Tick every harm that could follow, leaving out what would be slight. The grade is proposed from them; you decide."));
	list_draw(ui->term, &state->list, row + 1, bottom - PROPOSAL_ROWS - row - 1, LIST_CARET, format_row, state);
	draw_proposal(ui, page, bottom - PROPOSAL_ROWS);
}

static void tick(struct advice_state *state)
{
	state->ticked[state->list.cursor] = !state->ticked[state->list.cursor];
}

static enum reaction advice_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct advice_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (event->text[0] >= '1' && event->text[0] <= '9' && (size_t)(event->text[0] - '1') < state->list.count) {
		list_select(&state->list, (size_t)(event->text[0] - '1'));
		tick(state);
		return REACT_HANDLED;
	}
	if (strcmp(event->name, "Space") == 0 && state->list.count > 0) {
		tick(state);
		return REACT_HANDLED;
	}
	return list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

/* The reason that stands there already is kept; what the helper proposes comes after it. */
static char *reason_with(const struct answer *answer, const char *proposal)
{
	const char *old = answer && answer->reason ? answer->reason : "";
	if (!*old || strstr(old, proposal))
		return mem_strdup(*old ? old : proposal);
	return mem_printf("%s\n%s", old, proposal);
}

static enum reaction take_over(struct ui *ui, struct page *page)
{
	struct advice_state *state = page->state;
	const struct question *question = page->arg.question;
	const struct catalogue_entry *grade = proposed(state, question->fact);
	const struct entity *entity = dossier_find(work_dossier(ui->work), page->arg.key);
	if (!grade || !entity) {
		ui_message(ui, "%s", _("Tick at least one line first; Esc goes back without a proposal"));
		return REACT_HANDLED;
	}
	const struct answer *answer = entity_answer(entity, question->fact);
	struct diag_list diags;
	struct buf proposal;
	buf_init(&proposal);
	diag_init(&diags);
	if (question->reason != DEMAND_NONE)
		add_reasons(state, grade, &proposal);
	char *reason = reason_with(answer, proposal.data);
	char *evidence = mem_strdup(answer && answer->evidence ? answer->evidence : "");
	enum status status = work_answer(ui->work, page->arg.key, question->fact->id, grade->value, reason, evidence, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, _("%s was taken over with its reason; change both as you see fit"), app_text(ui->app, &grade->title));
	free(reason);
	free(evidence);
	buf_done(&proposal);
	diag_done(&diags);
	ui_changed(ui);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static enum reaction advice_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct advice_state *state = page->state;
	if (action == ACTION_PRIMARY)
		return take_over(ui, page);
	if (action != ACTION_OPEN || state->list.count == 0)
		return REACT_UNUSED;
	tick(state);
	return REACT_HANDLED;
}

const struct page_ops page_advice = {
	.name = "advice",
	.where = WHERE_ADVICE,
	.primary = N_("Take over"),
	.hint = N_("Space or number: tick   F2: take the proposal over   Esc: back without it"),
	.state_size = sizeof(struct advice_state),
	.open = advice_open,
	.title = advice_title,
	.draw = advice_draw,
	.key = advice_key,
	.action = advice_action,
};
