/* SPDX-License-Identifier: Apache-2.0 */
/* What is only read: where one is, what a question is about, and how the case stands. A line about a state begins with its word. */
#include <stdlib.h>
#include <string.h>

#include "app/labels.h"
#include "app/words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/plain_internal.h"

#define RECORD_CELLS 80

/* The first word of a step's short title is its name: "Step1". */
static void step_name(const struct plain *p, int number, struct buf *out)
{
	const struct step_def *step = edition_step(app_edition(p->app), number);
	const char *name = step ? app_text(p->app, &step->short_title) : "";
	buf_add(out, name, strcspn(name, " "));
}

static void part_name(const struct plain *p, const char *key, struct buf *out)
{
	const struct dossier *dossier = work_dossier(p->work);
	const struct entity *entity = dossier_find(dossier, key), *tree = entity;
	while (tree && scope_is_entry(tree->scope))
		tree = tree->parent;
	if (!entity || tree->scope == SCOPE_CASE)
		buf_adds(out, "Step0");
	else if (dossier->root->count > 1 || tree->scope == SCOPE_COMPONENT)
		component_label(p->work, key, out);
	if (tree && (tree->scope == SCOPE_STEP || tree->scope == SCOPE_CANDIDATE)) {
		buf_adds(out, dossier->root->count > 1 ? " / " : "");
		step_name(p, tree->scope == SCOPE_STEP ? tree->number : tree->parent->number, out);
	}
	if (tree && tree->scope == SCOPE_CANDIDATE)
		buf_addf(out, " / %s", candidate_name(p->work, tree->key));
	if (entity != tree) {
		buf_adds(out, " / ");
		entry_name(p->work, entity, out);
	}
}

void plain_place(const struct plain *p, const struct stop *stop, struct buf *out)
{
	size_t start = out->len;
	part_name(p, stop->key, out);
	size_t len = out->len - start;
	const char *title = stop->screen ? app_text(p->app, &stop->screen->title) : "";
	/* Some titles begin with the step themselves. */
	if (strncmp(title, out->data + start, len) == 0 && title[len] == ' ')
		title += len + 1;
	if (stop->of > 0)
		buf_addf(out, " %zu/%zu", stop->at, stop->of);
	if (stop->screen)
		buf_addf(out, " %s", title);
	else if (stop->kind == STOP_CANDIDATES)
		buf_addf(out, " %s", _("Choice of candidates"));
	else if (stop->kind == STOP_COMPARE)
		buf_addf(out, " %s", _("Comparison of candidates"));
}

const struct stop *plain_here(const struct plain *p)
{
	return p->work && p->at < p->stops.count ? &p->stops.items[p->at] : NULL;
}

void plain_help(const struct plain *p)
{
	struct buf text;
	const struct stop *stop = plain_here(p);
	buf_init(&text);
	if (stop && stop->question)
		buf_addf(&text, "%s\n", app_text(p->app, &stop->question->help));
	buf_adds(&text, _("A line is the answer. Of choices it is the number, of several choices their numbers. An empty line leaves what is there. A text that is itself a command begins with =. A line that ends in \\ goes on. Commands:\n"));
	plain_commands_text(&text);
	plain_text(text.data);
	buf_done(&text);
}

/* Each clause with its section and our wording of it. */
static void add_clauses(const struct plain *p, const char *ids, struct buf *out)
{
	for (const char *at = ids; *at;) {
		size_t len = strcspn(at, " ");
		char *id = mem_strndup(at, len);
		const struct clause *clause = edition_clause(app_edition(p->app), id);
		if (clause)
			buf_addf(out, "%s: %s\n", app_text(p->app, &clause->cited), app_text(p->app, &clause->text));
		free(id);
		at += len;
		at += strspn(at, " ");
	}
}

void plain_why(const struct plain *p)
{
	struct buf text;
	const struct stop *stop = plain_here(p);
	buf_init(&text);
	if (!stop || !stop->question) {
		plain_verdict(p);
		buf_done(&text);
		return;
	}
	const struct question *question = stop->question;
	buf_addf(&text, "%s\n", app_text(p->app, &question->help));
	if (app_text(p->app, &question->example)[0])
		buf_addf(&text, _("Example: %s\n"), app_text(p->app, &question->example));
	add_clauses(p, question->fact->clause, &text);
	buf_addf(&text, "%s\n", work_matters(p->work, stop->key, question) ? _("It can still change the outcome.")
		: _("As the case stands it can no longer change the outcome."));
	plain_text(text.data);
	buf_done(&text);
}

static void add_missing(const struct plain *p, const struct fact_missing *missing, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, i == 0 ? _("; missing: ") : ", ");
		missing_label(p->app, p->work, &missing[i], out);
	}
	buf_addc(out, '\n');
}

static void add_finding(const struct plain *p, const struct finding *finding, struct buf *out)
{
	const struct entity *entity = dossier_find(work_dossier(p->work), finding->key);
	buf_addf(out, "%s: %s", app_outcome_word(finding->outcome), app_text(p->app, &finding->rule->title));
	buf_adds(out, " (");
	clause_sections(p->app, finding->rule->clause, out);
	buf_addf(out, ", %s)", finding->rule->id);
	if (entity && entity->scope == SCOPE_CANDIDATE)
		buf_addf(out, " [%s]", candidate_name(p->work, finding->key));
	add_missing(p, finding->missing, finding->missing_count, out);
	buf_addf(out, _("What to do: %s\n"), app_text(p->app, &finding->rule->fix));
}

static void add_component(const struct plain *p, const struct component_result *component, struct buf *out)
{
	for (size_t i = 0; i < component->step_count; i++) {
		const struct step_result *step = &component->steps[i];
		if (step->outcome == STEP_NOT_REACHED)
			continue;
		buf_addf(out, "%s: %s", app_step_word(step->outcome), app_text(p->app, &step->step->title));
		if (work_dossier(p->work)->root->count > 1) {
			buf_adds(out, " [");
			component_label(p->work, component->key, out);
			buf_adds(out, "]");
		}
		if (step->chosen[0])
			buf_addf(out, " [%s]", candidate_name(p->work, step->chosen));
		add_missing(p, step->missing, step->missing_count, out);
		for (size_t k = 0; k < step->candidate_count; k++)
			buf_addf(out, "%s: %s %s\n", app_acceptable_word(step->candidates[k].acceptable), _("Candidate"),
				candidate_name(p->work, step->candidates[k].key));
	}
}

void plain_verdict(const struct plain *p)
{
	const struct verdict *verdict = work_verdict(p->work);
	struct next_question next;
	struct buf text;
	buf_init(&text);
	buf_addf(&text, "%s: %s\n", app_verdict_word(verdict->status), _("Verdict"));
	if (verdict->gate)
		buf_addf(&text, "%s\n", app_text(p->app, &verdict->gate->title));
	for (size_t i = 0; i < verdict->component_count; i++)
		add_component(p, &verdict->components[i], &text);
	for (size_t i = 0; i < verdict->finding_count; i++)
		if (verdict->findings[i]->blocks || verdict->findings[i]->opens)
			add_finding(p, verdict->findings[i], &text);
	if (work_next(p->work, &next))
		buf_addf(&text, _("Matters most now: %s\n"), app_text(p->app, &next.question->text));
	else
		buf_addf(&text, "%s\n", _("No question that is open can change the outcome"));
	plain_text(text.data);
	buf_done(&text);
}

void plain_record(const struct plain *p)
{
	struct buf text;
	buf_init(&text);
	work_preview(p->work, RECORD_CELLS, &text);
	plain_text(text.data);
	buf_done(&text);
}

void plain_tell_verdict(struct plain *p)
{
	enum verdict_status now = work_verdict(p->work)->status;
	if (p->started && now != p->told)
		plain_say(_("Verdict: %1$s, before: %2$s"), app_verdict_word(now), app_verdict_word(p->told));
	p->told = now;
	p->started = true;
}
