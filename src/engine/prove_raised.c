/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two promises about information. Raising case.confidentiality never makes a candidate newly acceptable: this holds when it holds of every rule of
 * a candidate, for a candidate is acceptable exactly when none of its rules blocks or is open. Where the policy itself breaks the promise, its
 * edition says so in proof.ini, with the clause, and only there it is let pass. And what bars public deployment bars it: at
 * every step there is one rule that blocks every public candidate then, and no step is adopted without an acceptable candidate. An edition
 * without these facts makes no such promise.
 */
#include "engine/prove_plan.h"

#include <stdlib.h>
#include <string.h>

#include "engine/steps.h"

static bool stands_in_the_way(const struct run *run, const struct compiled_rule *rule)
{
	struct effect effect = rule_effect(rule->rule->force, rule_examine(&run->scene->values, run->node, rule).outcome);
	return effect.blocks || effect.opens;
}

/* In the way by what is known. What is open for want of a fact may be settled by any other answer, a higher rating too. */
static bool refused(const struct run *run, const struct compiled_rule *rule)
{
	struct rule_result result = rule_examine(&run->scene->values, run->node, rule);
	struct effect effect = rule_effect(rule->rule->force, result.outcome);
	return effect.blocks || (effect.opens && (result.outcome == OUTCOME_FAIL || result.stage == STAGE_GROUND));
}

/* --- raising --- */

#define CUT_TIMES 8 /* a plan that was cut may take longer: there is no other way left */

struct raising {
	const struct compiled_rule *rule;
	const struct fact *fact;
	struct item *raised;
	struct prove_report *report;
	struct buf after;
	bool *needed; /* by allowance; NULL on the first run, which only looks whether there is anything to allow */
	bool quiet, found;
};

size_t prove_allowance(const struct values *values, struct node *candidate)
{
	const struct engine *engine = values->engine;
	size_t at = 0;
	while (at < engine->edition->allowance_count && values_truth(values, candidate, &engine->allowances[at].when, TRUTH_NO) != TRUTH_YES)
		at++;
	return at;
}

/* The answers before are in place again; those after were written down when they were found. */
static void say_raised(struct run *run)
{
	struct raising *raising = run->context;
	const struct rule *rule = raising->rule->rule;
	struct buf before;
	buf_init(&before);
	run_describe(run, &before);
	prove_say(raising->report, PROVE_FAULT, rule->file, rule->line,
		_("rule %1$s: raising %2$s takes it out of the way: before: %3$s; after: %4$s"), rule->id, raising->fact->id, before.data,
		raising->after.data);
	buf_done(&before);
}

static void note_after(struct run *run)
{
	struct raising *raising = run->context;
	size_t count = run->scene->engine->edition->allowance_count;
	raising->report->raised++;
	if (raising->found || stands_in_the_way(run, raising->rule))
		return;
	size_t allowed = raising->needed ? prove_allowance(&run->scene->values, run->node) : count;
	if (allowed < count) {
		raising->needed[allowed] = true;
		return;
	}
	raising->found = true;
	run_describe(run, &raising->after);
}

static void note_raised(struct run *run)
{
	struct raising *raising = run->context;
	struct item *item = raising->raised;
	if (raising->found || !item->cell->known || !refused(run, raising->rule))
		return;
	for (int64_t to = item->cell->number + 1; to < (int64_t)item->fact->option_count && !raising->found; to++)
		run_again(run, item, (struct value){ .number = to, .known = true }, true, note_after);
	if (raising->found && !raising->quiet)
		say_raised(run);
	run->stopped = run->stopped || raising->found;
}

/* False when it is too large. With `cut`, derived facts that do not hang on the confidentiality vary freely: that may only find more. */
static bool raise_rule(struct scene *scene, struct raising *raising, bool cut, uint64_t whole_max)
{
	const struct engine *engine = scene->engine;
	bool fine = true;
	struct plan plan;
	struct arena arena;
	arena_init(&arena);
	buf_init(&raising->after);
	plan_init(&plan, engine, &arena);
	plan.whole = raising->fact;
	plan.cut = cut;
	plan_add_rule(&plan, raising->rule);
	for (size_t i = 0; raising->needed && i < engine->edition->allowance_count; i++)
		plan_add(&plan, &engine->allowances[i].when);
	plan_settle(&plan);
	raising->raised = plan_item(&plan, raising->fact, ITEM_ANSWER);
	for (size_t i = 0; raising->raised && i < scene->step_count && !raising->found && fine; i++) {
		struct run run = { .scene = scene, .plan = &plan, .node = scene->candidates[i], .limit = whole_max, .visit = note_raised, .context = raising };
		if (!rule_applies(raising->rule->rule, run.node))
			continue;
		plan_bind(&plan, scene, run.node);
		run_all(&run);
		fine = !run.stopped || raising->found;
	}
	buf_done(&raising->after);
	arena_done(&arena);
	return fine;
}

/* Whole, or cut where that is too large; when neither can be done, that is said. */
static void raise_either(struct scene *scene, struct raising *raising, uint64_t whole_max)
{
	const struct rule *rule = raising->rule->rule;
	if (!raise_rule(scene, raising, false, whole_max) && !raise_rule(scene, raising, true, whole_max * CUT_TIMES))
		prove_say(raising->report, PROVE_FAULT, rule->file, rule->line, _("rule %1$s: not proved: more than %2$llu combinations"), rule->id,
			(unsigned long long)whole_max);
}

/* An edition may allow something; then a rule that needs it is tried once more with what the allowances read. */
void prove_raised(struct scene *scene, uint64_t whole_max, struct prove_report *report)
{
	const struct edition *edition = scene->engine->edition;
	const struct fact *fact = edition_fact(edition, "case.confidentiality");
	bool *needed = mem_array(edition->allowance_count + 1, sizeof *needed);
	for (size_t i = 0; fact && fact->type == FACT_CHOICE && i < edition->rule_count; i++) {
		struct raising raising = { .rule = &scene->engine->rules[i], .fact = fact, .report = report, .quiet = edition->allowance_count > 0 };
		if (edition->rules[i].scope != SCOPE_CANDIDATE)
			continue;
		raise_either(scene, &raising, whole_max);
		if (!raising.found || !raising.quiet)
			continue;
		raising.found = raising.quiet = false;
		raising.needed = needed;
		raise_either(scene, &raising, whole_max);
	}
	for (size_t i = 0; i < edition->allowance_count; i++) {
		const struct allowance *allowance = &edition->allowances[i];
		if (!needed[i])
			prove_say(report, PROVE_FAULT, allowance->file, allowance->line, _("[allowed.%s] is not needed: no rule would break without it"),
				allowance->name);
		else
			prove_say(report, PROVE_NOTE, allowance->file, allowance->line,
				_("raising case.confidentiality may make a candidate acceptable where [allowed.%1$s] says so (%2$s)"), allowance->name,
				allowance->clause);
	}
	free(needed);
}

/* --- barring --- */

struct barring {
	const struct compiled_rule *rule;
	const struct fact *secrecy, *deployment;
	bool slips; /* a barred public candidate that the rule does not block */
	uint64_t met;
};

static bool has_word(const struct value *cell, const struct fact *fact, const char *a, const char *b)
{
	if (!cell->known)
		return false;
	const char *word = fact->options[cell->number].word;
	return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static void note_barred(struct run *run)
{
	struct barring *barring = run->context;
	if (!has_word(scene_cell(run->scene, run->node, barring->secrecy), barring->secrecy, "gokuhi", "tokutei") ||
		!has_word(scene_cell(run->scene, run->node, barring->deployment), barring->deployment, "public", "group_use"))
		return;
	barring->met++;
	struct rule_result result = rule_examine(&run->scene->values, run->node, barring->rule);
	if (!rule_effect(barring->rule->rule->force, result.outcome).blocks)
		barring->slips = run->stopped = true;
}

/* Whether this rule alone blocks every barred public candidate of the step. */
static bool blocks_all(struct scene *scene, struct barring *barring, size_t step, uint64_t whole_max, struct prove_report *report)
{
	struct plan plan;
	struct arena arena;
	struct node *node = scene->candidates[step];
	if (!rule_applies(barring->rule->rule, node))
		return false;
	arena_init(&arena);
	plan_init(&plan, scene->engine, &arena);
	plan_add_rule(&plan, barring->rule);
	plan_add_fact(&plan, barring->secrecy);
	plan_add_fact(&plan, barring->deployment);
	plan_settle(&plan);
	/* No word of these two stands for another here. */
	for (size_t i = 0; i < plan.count; i++) {
		struct item *item = &plan.items[i];
		if (item->fact == barring->secrecy || item->fact == barring->deployment)
			domain_fill(plan.roots, item->fact, true, &arena, &item->values, &item->value_count, &plan.reduced);
	}
	plan_bind(&plan, scene, node);
	barring->slips = false;
	barring->met = 0;
	struct run run = { .scene = scene, .plan = &plan, .node = node, .limit = whole_max, .visit = note_barred, .context = barring };
	run_all(&run);
	report->combinations += run.count;
	arena_done(&arena);
	return !run.stopped && !barring->slips && barring->met;
}

static void note_unaccepted(struct run *run)
{
	const struct compiled_step *step = run->context;
	const struct values *values = &run->scene->values;
	if (values_truth(values, run->node, &step->entry, TRUTH_YES) == TRUTH_YES && values_truth(values, run->node, &step->adopt, TRUTH_NO) == TRUTH_YES)
		run->stopped = true;
}

/* A plan in which no candidate is ever acceptable must not adopt. */
static void refuse_acceptable(struct plan *plan, const struct fact *acceptable)
{
	struct item *item = acceptable ? plan_item(plan, acceptable, ITEM_FREE) : NULL;
	if (item)
		item->value_count = 1; /* no, and unknown */
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->items[i].fold)
			refuse_acceptable(plan->items[i].fold->plan, acceptable);
	}
}

static void prove_needs_acceptable(struct scene *scene, size_t index, uint64_t whole_max, struct prove_report *report)
{
	const struct engine *engine = scene->engine;
	const struct compiled_step *step = &engine->steps[index];
	struct compiled_step borrowed = *step;
	struct plan plan;
	struct arena arena;
	arena_init(&arena);
	plan_init(&plan, engine, &arena);
	plan_add(&plan, &step->entry);
	plan_add(&plan, &step->adopt);
	plan_settle(&plan);
	refuse_acceptable(&plan, engine->builtins.acceptable);
	plan_bind(&plan, scene, scene->steps[index]);
	struct run run = { .scene = scene, .plan = &plan, .node = scene->steps[index], .limit = whole_max, .visit = note_unaccepted, .context = &borrowed };
	run_all(&run);
	report->combinations += run.count;
	if (run.stopped)
		prove_say(report, PROVE_FAULT, step->def->file, step->def->line, _("step %d: can be adopted although no candidate is acceptable"),
			step->def->number);
	arena_done(&arena);
}

void prove_barred(struct scene *scene, uint64_t whole_max, struct prove_report *report)
{
	const struct engine *engine = scene->engine;
	struct barring barring = { .secrecy = edition_fact(engine->edition, "case.secrecy"),
		.deployment = edition_fact(engine->edition, "candidate.deployment") };
	if (!barring.secrecy || !barring.deployment || barring.secrecy->type != FACT_CHOICE || barring.deployment->type != FACT_CHOICE)
		return;
	for (size_t i = 0; i < scene->step_count; i++) {
		const struct step_def *def = engine->steps[i].def;
		bool blocked = false;
		if (!def->names_candidate)
			continue;
		for (size_t r = 0; r < engine->edition->rule_count && !blocked; r++) {
			barring.rule = &engine->rules[r];
			if (rule_effect(barring.rule->rule->force, OUTCOME_FAIL).blocks)
				blocked = blocks_all(scene, &barring, i, whole_max, report);
		}
		if (!blocked)
			prove_say(report, PROVE_FAULT, def->file, def->line,
				_("step %d: no one rule blocks every public candidate when case.secrecy bars public deployment"), def->number);
		prove_needs_acceptable(scene, i, whole_max, report);
	}
}
