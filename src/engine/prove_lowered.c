/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An unknown never gives a final yes. The proof goes part by part: no comparison, over all values of the facts that it names itself, may
 * settle or turn when one known value is made unknown; no rule, over all values that its expressions name, may then stop to block or to
 * be open. Facts that are derived vary freely here, so each part is tried on more than can happen; and a whole made of such parts has the same
 * property. In a comparison what stands in answered() is exempt, for that function is there to see that something is missing; a rule as a whole is
 * given no such licence: it may demand an answer, and may not be out of the way because there is none.
 */
#include "engine/prove_plan.h"

#include <string.h>

struct named {
	const struct fact *facts[EXPR_NODES_MAX];
	size_t count;
};
struct lowering {
	const struct compiled *condition; /* either this */
	const struct compiled_rule *rule; /* or this */
	const struct source_expr *at;
	const char *name;
	struct named answered;
	struct prove_report *report;
	bool said;
};

static void note_answered(const struct expr *node, void *context)
{
	struct named *named = context;
	if (node->op == EXPR_ANSWERED && named->count < EXPR_NODES_MAX)
		named->facts[named->count++] = node->fact;
}

static bool exempt(const struct lowering *lowering, const struct fact *fact)
{
	for (size_t i = 0; i < lowering->answered.count; i++) {
		if (lowering->answered.facts[i] == fact)
			return true;
	}
	return false;
}

/* NO: blocks, open, or false; YES: neither, or true. A rule is only asked whether it stands in the way. */
static enum truth stand(const struct lowering *lowering, const struct run *run)
{
	if (lowering->condition)
		return values_truth(&run->scene->values, run->node, lowering->condition, TRUTH_YES);
	struct rule_result result = rule_examine(&run->scene->values, run->node, lowering->rule);
	bool good = result.outcome == OUTCOME_PASS || result.outcome == OUTCOME_NOT_APPLICABLE;
	return good ? TRUTH_YES : TRUTH_UNKNOWN;
}

static void say_lowered(struct lowering *lowering, const struct run *run, const struct fact *fact)
{
	struct buf answers;
	buf_init(&answers);
	run_describe(run, &answers);
	prove_say(lowering->report, PROVE_FAULT, lowering->at->file, lowering->at->line,
		_("%1$s: an unknown gives more than an answer: make %2$s unknown in: %3$s"), lowering->name, fact->id, answers.data);
	buf_done(&answers);
	lowering->said = true;
}

static void note_lowered(struct run *run)
{
	struct lowering *lowering = run->context;
	enum truth before = stand(lowering, run);
	for (size_t i = 0; i < run->plan->count && !lowering->said; i++) {
		const struct item *item = &run->plan->items[i];
		if (item->kind != ITEM_FREE || !item->cell->known || exempt(lowering, item->fact))
			continue;
		struct value kept = *item->cell;
		item->cell->known = false;
		enum truth after = stand(lowering, run);
		*item->cell = kept;
		lowering->report->lowered++;
		if (after != TRUTH_UNKNOWN && after != before)
			say_lowered(lowering, run, item->fact);
	}
}

static void lower_at(struct scene *scene, struct lowering *lowering, struct plan *plan, struct node *node)
{
	struct run run = { .scene = scene, .plan = plan, .node = node, .limit = PROVE_WHOLE_MAX, .visit = note_lowered, .context = lowering };
	if (lowering->said)
		return;
	plan_bind(plan, scene, node);
	run_all(&run);
	if (run.stopped)
		prove_say(lowering->report, PROVE_FAULT, lowering->at->file, lowering->at->line, _("%1$s: not proved: more than %2$llu combinations"),
			lowering->name, (unsigned long long)run.limit);
}

static void lower_all(struct scene *scene, struct lowering *lowering, struct plan *plan, enum scope scope, const struct rule *rule)
{
	plan_settle(plan);
	if (scope == SCOPE_CASE || scope == SCOPE_COMPONENT) {
		lower_at(scene, lowering, plan, scope == SCOPE_CASE ? scene->values.root : scene->component);
		return;
	}
	if (scope == SCOPE_INFORMATION) {
		lower_at(scene, lowering, plan, &scene->values.root->entries[0]);
		return;
	}
	for (size_t i = 0; i < scene->step_count; i++) {
		struct node *node = scope == SCOPE_STEP ? scene->steps[i] : scene->candidates[i];
		if (scope == SCOPE_CONTROL)
			node = &node->entries[0];
		if (!rule || rule_applies(rule, node))
			lower_at(scene, lowering, plan, node);
	}
}

struct atoms {
	struct scene *scene;
	struct lowering *lowering;
	enum scope scope;
};

struct found {
	const struct fact **facts;
	size_t count;
};

static void note_fact(const struct expr *node, void *context)
{
	struct found *found = context;
	for (size_t i = 0; i < found->count; i++) {
		if (found->facts[i] == node->fact)
			return;
	}
	found->facts[found->count++] = node->fact;
}

/* A comparison, has(), answered() or a fact alone: what "and", "or" and "not" are made of, which keep to Kleene's tables. */
static void lower_atom(const struct atoms *atoms, const struct expr *atom)
{
	const struct fact *facts[EXPR_NODES_MAX];
	struct found found = { .facts = facts };
	struct lowering lowering = *atoms->lowering;
	struct plan plan;
	struct arena arena;
	if (atom->op <= EXPR_NOT) {
		lower_atom(atoms, atom->left);
		if (atom->right)
			lower_atom(atoms, atom->right);
		return;
	}
	expr_each_fact(atom, note_fact, &found);
	struct compiled compiled = { .expr = atom, .facts = facts, .fact_count = found.count };
	lowering.condition = &compiled;
	arena_init(&arena);
	plan_init(&plan, atoms->scene->engine, &arena);
	plan.shallow = true;
	expr_each_fact(atom, note_answered, &lowering.answered);
	plan_add(&plan, &compiled);
	lower_all(atoms->scene, &lowering, &plan, atoms->scope, NULL);
	arena_done(&arena);
}

static void lower_condition(struct scene *scene, const struct compiled *compiled, const struct source_expr *at, enum scope scope, const char *kind,
	const char *name, struct prove_report *report)
{
	struct lowering lowering = { .at = at, .report = report };
	struct buf title;
	if (!compiled->expr)
		return;
	buf_init(&title);
	buf_addf(&title, "%s %s", kind, name);
	lowering.name = title.data;
	lower_atom(&(struct atoms){ .scene = scene, .lowering = &lowering, .scope = scope }, compiled->expr);
	report->conditions++;
	buf_done(&title);
}

static void add_part(struct plan *plan, const struct compiled_part *part)
{
	plan_add(plan, &part->expr);
	plan_add_reason(plan, part->ground);
}

static void lower_rule(struct scene *scene, const struct compiled_rule *rule, struct prove_report *report)
{
	struct lowering lowering = { .rule = rule, .at = &rule->rule->rungs[0].expr, .report = report };
	struct plan plan;
	struct arena arena;
	struct buf title;
	bool stepped = rule->rule->scope == SCOPE_COMPONENT && rule->rule->steps;
	arena_init(&arena);
	buf_init(&title);
	buf_addf(&title, "rule %s", rule->rule->id);
	lowering.name = title.data;
	plan_init(&plan, scene->engine, &arena);
	plan.shallow = true;
	plan_add(&plan, &rule->when);
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		add_part(&plan, &rule->rungs[i]);
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		add_part(&plan, &rule->exceptions[i]);
	lower_all(scene, &lowering, &plan, stepped ? SCOPE_STEP : rule->rule->scope, rule->rule);
	buf_done(&title);
	arena_done(&arena);
}

static void lower_facts(struct scene *scene, struct prove_report *report)
{
	const struct engine *engine = scene->engine;
	for (size_t i = 0; i < engine->edition->fact_count; i++) {
		const struct fact *fact = engine->edition->facts[i];
		const struct compiled_derived *gather = engine->gathers[fact->scope][fact->slot];
		if (fact->question)
			lower_condition(scene, &engine->asks[fact->scope][fact->slot], &fact->question->ask, fact->scope, "ask", fact->id, report);
		if (gather) {
			lower_condition(scene, &gather->of, &gather->derived->of, gather->derived->over, "gather", fact->id, report);
			lower_condition(scene, &gather->where, &gather->derived->where, gather->derived->over, "gather", fact->id, report);
		}
	}
	for (size_t i = 0; i < engine->edition->derived_count; i++) {
		const struct derived *derived = &engine->edition->derived[i];
		const struct compiled_derived *compiled = engine->derived[derived->fact->scope][derived->fact->slot];
		enum scope at = derived->quantifier == QUANTIFIER_NONE ? derived->fact->scope : derived->over;
		lower_condition(scene, &compiled->of, &derived->of, at, "derived", derived->fact->id, report);
		lower_condition(scene, &compiled->where, &derived->where, at, "derived", derived->fact->id, report);
	}
}

static void lower_rule_parts(struct scene *scene, const struct compiled_rule *rule, struct prove_report *report)
{
	bool stepped = rule->rule->scope == SCOPE_COMPONENT && rule->rule->steps;
	enum scope scope = stepped ? SCOPE_STEP : rule->rule->scope;
	lower_condition(scene, &rule->when, &rule->rule->when, scope, "rule", rule->rule->id, report);
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		lower_condition(scene, &rule->rungs[i].expr, &rule->rule->rungs[i].expr, scope, "rule", rule->rule->id, report);
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		lower_condition(scene, &rule->exceptions[i].expr, &rule->rule->exceptions[i].expr, scope, "rule", rule->rule->id, report);
}

void prove_lowered(struct scene *scene, struct prove_report *report)
{
	const struct engine *engine = scene->engine;
	lower_facts(scene, report);
	for (size_t i = 0; i < engine->edition->gate_count; i++)
		lower_condition(scene, &engine->gates[i].when, &engine->gates[i].gate->when, SCOPE_CASE, "gate", engine->gates[i].gate->name, report);
	for (size_t i = 0; i < engine->edition->step_count; i++) {
		const struct compiled_step *step = &engine->steps[i];
		lower_condition(scene, &step->entry, &step->def->entry, SCOPE_STEP, "step", step->def->model, report);
		lower_condition(scene, &step->adopt, &step->def->adopt, SCOPE_STEP, "step", step->def->model, report);
		lower_condition(scene, &step->pass, &step->def->pass, SCOPE_STEP, "step", step->def->model, report);
		lower_condition(scene, &step->refer, &step->def->refer, SCOPE_STEP, "step", step->def->model, report);
	}
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		lower_rule_parts(scene, &engine->rules[i], report);
		lower_rule(scene, &engine->rules[i], report);
	}
}
