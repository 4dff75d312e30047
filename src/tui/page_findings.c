/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings with the word, the clause, the rule and where the facts came from; below, what the chosen one says and what would settle it. For
 * the case as a whole the steps of each component stand among the findings, because a condition of a step can be open as well.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/trace.h"
#include "tui/ui.h"
#include "tui/words.h"

#define DETAIL_ROWS 9

/* Borrowed from the verdict, so they are taken anew whenever the case changes. */
struct row {
	const struct finding *finding; /* or */
	const struct step_result *step;
};
struct findings_state {
	struct row *rows;
	size_t count, capacity;
	struct list list;
	bool only_open;
	struct next_question next; /* question NULL when none is left */
	bool reading; /* the trace is shown instead of the list */
	struct text_view view;
	struct ui *ui;
};

static bool is_open(const struct row *row)
{
	if (row->step)
		return row->step->outcome == STEP_UNDETERMINED || row->step->outcome == STEP_REFUSED;
	return row->finding->outcome == OUTCOME_UNDETERMINED || row->finding->blocks || row->finding->opens;
}

static void add(struct findings_state *state, const struct row *row)
{
	if (state->only_open && !is_open(row))
		return;
	MEM_PUSH_ROOM(state->rows, state->count, state->capacity);
	state->rows[state->count++] = *row;
}

static void add_case(struct findings_state *state, const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->component_count; i++)
		for (size_t k = 0; k < verdict->components[i].step_count; k++)
			if (verdict->components[i].steps[k].outcome != STEP_NOT_REACHED)
				add(state, &(struct row){.step = &verdict->components[i].steps[k]});
	for (size_t i = 0; i < verdict->finding_count; i++)
		add(state, &(struct row){.finding = verdict->findings[i]});
}

static void findings_refresh(struct ui *ui, struct page *page)
{
	struct findings_state *state = page->state;
	const struct verdict *verdict = work_verdict(ui->work);
	const struct candidate_result *candidate = verdict_candidate(verdict, page->arg.key);
	const struct step_result *step = verdict_step(verdict, page->arg.key);
	state->count = 0;
	if (candidate) {
		for (size_t i = 0; i < candidate->finding_count; i++)
			add(state, &(struct row){.finding = candidate->findings[i]});
	} else if (step) {
		add(state, &(struct row){.step = step});
		for (size_t i = 0; i < step->finding_count; i++)
			add(state, &(struct row){.finding = step->findings[i]});
	} else {
		add_case(state, verdict);
	}
	list_count(&state->list, state->count);
	if (candidate || !work_next(ui->work, &state->next))
		state->next.question = NULL;
	state->reading = false;
}

static void findings_open(struct ui *ui, struct page *page)
{
	struct findings_state *state = page->state;
	state->ui = ui;
	text_view_init(&state->view);
	findings_refresh(ui, page);
}

static void findings_close(struct ui *ui, struct page *page)
{
	struct findings_state *state = page->state;
	(void)ui;
	free(state->rows);
	text_view_done(&state->view);
}

static void findings_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, strcmp(page->arg.key, "case") == 0 ? _("Verdict and findings") : _("Findings"));
}

/* Where the facts behind a finding come from; what was worked out from them counts only where there is nothing else. */
static void sources_of(const struct finding *finding, struct buf *out)
{
	static const enum fact_origin first[] = {FACT_ASKED, FACT_LISTED};
	for (size_t k = 0; k < sizeof first / sizeof first[0]; k++) {
		for (size_t i = 0; i < finding->read_count; i++) {
			if (finding->reads[i].fact->origin != first[k] || !finding->reads[i].word[0])
				continue;
			buf_addf(out, "%s%s", out->len > 0 ? "+" : "", trace_source(&finding->reads[i]));
			break;
		}
	}
	if (out->len == 0)
		buf_adds(out, finding->missing_count > 0 ? _("not known") : finding->read_count > 0 ? _("derived") : "-");
}

/* The list has room for the first clause; the pane below names all of them. */
static void first_section(const struct app *app, const char *ids, struct buf *out)
{
	char *first = mem_strndup(ids, strcspn(ids, " "));
	clause_sections(app, first, out);
	free(first);
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct findings_state *state = context;
	const struct row *row = &state->rows[at];
	struct buf text;
	buf_init(&text);
	buf_addf(&text, "[%s]", row->step ? word_step(row->step->outcome) : word_finding(row->finding, style));
	column_add(out, text.data, 14);
	buf_clear(&text);
	if (row->step) {
		column_add(out, app_text(state->ui->app, &row->step->step->title), 32);
		first_section(state->ui->app, row->step->step->clause, &text);
		column_add(out, text.data, 14);
		buf_clear(&text);
		if (work_dossier(state->ui->work)->root->count > 1)
			component_label(state->ui->work, row->step->key, &text);
		column_add(out, text.data, 14);
	} else {
		column_add(out, app_text(state->ui->app, &row->finding->rule->title), 32);
		first_section(state->ui->app, row->finding->rule->clause, &text);
		column_add(out, text.data, 14);
		buf_clear(&text);
		sources_of(row->finding, &text);
		column_add(out, text.data, 14);
	}
	buf_done(&text);
}

/* How it came out, and what can be done about it. */
static void finding_how(struct ui *ui, const struct finding *finding, bool trace, struct buf *out)
{
	const struct rule *rule = finding->rule;
	finding_missing(ui, finding->missing, finding->missing_count, out);
	if (finding->exception > 0 && (size_t)finding->exception <= rule->exception_count)
		buf_addf(out, _("By exception: %s\n"), app_text(ui->app, &rule->exceptions[finding->exception - 1].title));
	if (finding->rung > 0 && (size_t)finding->rung <= rule->rung_count)
		buf_addf(out, _("By way %d: %s\n"), finding->rung, app_text(ui->app, &rule->rungs[finding->rung - 1].title));
	if (finding->outcome == OUTCOME_FAIL || finding->outcome == OUTCOME_UNDETERMINED)
		buf_addf(out, _("What to do: %s\n"), app_text(ui->app, &rule->fix));
	else
		trace_change(ui, finding->reads, finding->read_count, out);
	if (!trace)
		trace_facts(ui, finding->reads, finding->read_count, finding->key, out);
}

/* Below the list there is room for a few lines; so the facts and their sources stand before the words of the rule, which change never. */
/* A certificate or report counts for what it says; who has audited is looked up beside it. */
static void audit_bodies(struct ui *ui, const struct finding *finding, struct buf *out)
{
	struct buf named;
	bool about = false;
	for (size_t i = 0; i < finding->read_count; i++)
		about = about || strcmp(finding->reads[i].fact->id, "candidate.evidence") == 0;
	buf_init(&named);
	if (about && work_audit_bodies(ui->work, finding->key, true, &named))
		buf_addf(out, "%s%s\n", _("Audit bodies named: "), named.data);
	buf_done(&named);
}

static void finding_text(struct ui *ui, const struct finding *finding, bool trace, struct buf *out)
{
	const struct rule *rule = finding->rule;
	buf_addf(out, "%s [%s]   %s %s (%s)\n", app_text(ui->app, &rule->title), word_finding(finding, NULL), _("rule"), rule->id,
		word_force(rule->force));
	buf_adds(out, _("Clause: "));
	clause_sections(ui->app, rule->clause, out);
	buf_addc(out, '\n');
	finding_how(ui, finding, trace, out);
	buf_addf(out, "%s\n", app_text(ui->app, &rule->text));
	audit_bodies(ui, finding, out);
	if (trace) {
		trace_lines(ui, rule, finding->trace, finding->trace_count, out);
		trace_reads(ui, _("Facts read"), finding->reads, finding->read_count, finding->key, out);
	}
}

static void row_text(struct ui *ui, const struct row *row, bool trace, struct buf *out)
{
	if (!row->step) {
		finding_text(ui, row->finding, trace, out);
		return;
	}
	trace_step(ui, row->step, out);
	if (trace) {
		trace_lines(ui, NULL, row->step->trace, row->step->trace_count, out);
		trace_reads(ui, _("Facts read"), row->step->reads, row->step->read_count, row->step->key, out);
	}
}

static void draw_summary(struct ui *ui, struct page *page)
{
	struct findings_state *state = page->state;
	const struct candidate_result *candidate = verdict_candidate(work_verdict(ui->work), page->arg.key);
	struct buf line;
	buf_init(&line);
	if (candidate) {
		buf_addf(&line, _("Whole: %s  "), word_truth(candidate->acceptable, _("Acceptable"), _("Not acceptable"), _("Undetermined")));
		candidate_counts(candidate, &line);
	} else {
		buf_addf(&line, _("Verdict: %s"), word_verdict(work_verdict(ui->work)->status));
	}
	if (state->only_open)
		buf_addf(&line, " %s", _("(only what is open)"));
	if (state->next.question && !candidate)
		buf_addf(&line, _("   matters most now: %s"), app_text(ui->app, &state->next.question->fact->label));
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	buf_done(&line);
}

static void findings_draw(struct ui *ui, struct page *page)
{
	struct findings_state *state = page->state;
	int bottom = ui_body_bottom(ui), detail = bottom - DETAIL_ROWS;
	draw_summary(ui, page);
	if (state->reading) {
		text_view_draw(ui->term, &state->view, UI_BODY_TOP, bottom - UI_BODY_TOP + 1);
		return;
	}
	list_draw(ui->term, &state->list, UI_BODY_TOP, detail - UI_BODY_TOP, LIST_CARET, format_row, state);
	put_rule(ui->term, detail);
	if (state->count == 0) {
		put_text(ui->term, UI_BODY_TOP, 1, ui_width(ui) - 2, STYLE_PLAIN, _("Nothing to show here"));
		return;
	}
	struct buf text;
	buf_init(&text);
	row_text(ui, &state->rows[state->list.cursor], false, &text);
	put_wrapped(ui->term, detail + 1, 1, DETAIL_ROWS, ui_width(ui) - 2, STYLE_PLAIN, text.data);
	buf_done(&text);
}

static enum reaction findings_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct findings_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (state->reading) {
		if (strcmp(event->name, "Esc") == 0 || strcmp(event->name, "w") == 0 || strcmp(event->name, "F10") == 0 || strcmp(event->name, "q") == 0) {
			state->reading = false;
			return REACT_HANDLED;
		}
		return text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
	}
	return list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction jump(struct ui *ui, const struct row *row)
{
	bool found = row->step ? trace_jump(ui, row->step->missing, row->step->missing_count, row->step->reads, row->step->read_count)
	                       : trace_jump(ui, row->finding->missing, row->finding->missing_count, row->finding->reads, row->finding->read_count);
	if (found)
		return REACT_PUSH;
	ui_message(ui, "%s", _("Nothing here comes from a question; w shows how it was reached"));
	return REACT_HANDLED;
}

static enum reaction to_sibling(struct ui *ui, struct page *page, bool forward)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), page->arg.key);
	if (!entity || entity->scope != SCOPE_CANDIDATE || entity->parent->count < 2)
		return REACT_HANDLED;
	const struct entity *step = entity->parent;
	for (size_t i = 0; i < step->count; i++) {
		if (step->children[i] != entity)
			continue;
		ui_next(ui, &page_findings, step->children[(i + (forward ? 1 : step->count - 1)) % step->count]->key);
		return REACT_REPLACE;
	}
	return REACT_HANDLED;
}

static enum reaction findings_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct findings_state *state = page->state;
	switch (action) {
	case ACTION_OPEN:
	case ACTION_PRIMARY:
		return state->count > 0 ? jump(ui, &state->rows[state->list.cursor]) : REACT_HANDLED;
	case ACTION_WHY:
		if (state->count == 0)
			return REACT_HANDLED;
		buf_clear(&state->view.text);
		row_text(ui, &state->rows[state->list.cursor], true, &state->view.text);
		text_view_changed(&state->view);
		state->view.top = 0;
		state->reading = true;
		return REACT_HANDLED;
	case ACTION_ONLY_OPEN:
		state->only_open = !state->only_open;
		findings_refresh(ui, page);
		return REACT_HANDLED;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return to_sibling(ui, page, action == ACTION_NEXT);
	default:
		return REACT_UNUSED;
	}
}

/* The wording of a clause has its place under F1 here too, as it has for a question. */
static void findings_topic(const struct page *page, struct page_arg *help)
{
	const struct findings_state *state = page->state;
	if (state->count == 0)
		return;
	const struct row *row = &state->rows[state->list.cursor];
	help->topic_title = row->step ? &row->step->step->title : &row->finding->rule->title;
	help->topic_text = row->step ? NULL : &row->finding->rule->text;
	help->topic_clauses = row->step ? row->step->step->clause : row->finding->rule->clause;
	help->topic_rule = row->step ? NULL : row->finding->rule;
	help->topic_step = row->step ? row->step->step : NULL;
	snprintf(help->topic_key, sizeof help->topic_key, "%s", row->step ? row->step->key : row->finding->key);
}

const struct page_ops page_findings = {
	.name = "findings",
	.where = WHERE_FINDINGS,
	.primary = N_("Answer"),
	.hint = N_("Enter: answer what is missing   w: why   o: only open   ] [: next candidate"),
	.state_size = sizeof(struct findings_state),
	.open = findings_open,
	.close = findings_close,
	.refresh = findings_refresh,
	.title = findings_title,
	.draw = findings_draw,
	.key = findings_key,
	.action = findings_action,
	.topic = findings_topic,
};
