/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proof by trying everything. A rule's outcome hangs on the answers that its expressions read, on those that the derived facts in them read,
 * and on those that decide whether any of these questions is asked; every combination of these is tried, unanswered included, at every step at
 * which the rule is examined.
 *
 * A step hangs on the steps before it only through the quantified expressions of derived facts. So the combinations of one earlier step
 * that pass it are sorted by the truths of these expressions, one of each class is kept, and the classes of all steps are combined.
 *
 * What hangs on anything else (other components, candidates, the outcome of the walk) is not shown here and is said to be so.
 */
#include "test_rules_vary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/findings.h"
#include "engine/steps.h"

#define CLASSES_MAX 64

/* --- rules --- */

static struct entity *rule_entity(struct dossier *dossier, const struct rule *rule, int step)
{
	char key[ENTITY_KEY_MAX + 1];
	bool stepwise = rule->scope == SCOPE_COMPONENT && rule->steps;
	if (rule->scope == SCOPE_CASE)
		return dossier->root;
	if (rule->scope == SCOPE_COMPONENT && !stepwise)
		return dossier_find(dossier, "c1");
	snprintf(key, sizeof key, rule->scope == SCOPE_CANDIDATE ? "c1-%d-k1" : "c1-%d", step);
	return dossier_ensure(dossier, key);
}

static enum outcome examine(const struct bench *bench, const struct compiled_rule *rule, const struct dossier *dossier,
	const struct entity *entity)
{
	struct values values;
	struct arena arena;
	arena_init(&arena);
	values_init(&values, bench->engine, dossier, bench->as_of, &arena);
	enum outcome outcome = rule_examine(&values, values_find(&values, entity), rule).outcome;
	arena_done(&arena);
	return outcome;
}

static enum sweep sweep_rule_step(struct variation *plan, const struct compiled_rule *rule, int step, const char *outcome, size_t *tried,
	struct buf *how)
{
	struct dossier *dossier = dossier_new(plan->bench->edition);
	struct entity *entity = rule_entity(dossier, rule->rule, step);
	enum sweep sweep = SWEEP_NEVER;
	do {
		vary_set(plan, entity);
		++*tried;
		if (strcmp(outcome_word(examine(plan->bench, rule, dossier, entity)), outcome) == 0) {
			vary_write(plan, how);
			sweep = SWEEP_REACHED;
		}
	} while (sweep == SWEEP_NEVER && vary_next(plan));
	dossier_free(&dossier);
	return sweep;
}

static enum sweep sweep_rule(const struct bench *bench, const struct rule *def, const char *outcome, size_t *tried, struct buf *how)
{
	const struct compiled_rule *rule = &bench->engine->rules[def - bench->edition->rules];
	struct variation plan = { .bench = bench };
	enum sweep sweep = SWEEP_NEVER;
	vary_add(&plan, &rule->when);
	for (size_t i = 0; i < def->rung_count; i++)
		vary_add(&plan, &rule->rungs[i].expr), vary_add_ground(&plan, rule->rungs[i].ground);
	for (size_t i = 0; i < def->exception_count; i++)
		vary_add(&plan, &rule->exceptions[i].expr), vary_add_ground(&plan, rule->exceptions[i].ground);
	if (!plan.obstacle && plan.quantified_count)
		plan.obstacle = "it hangs on several steps";
	if (!plan.obstacle && !vary_ready(&plan))
		plan.obstacle = "there are too many combinations";
	if (plan.obstacle) {
		buf_adds(how, plan.obstacle);
		sweep = SWEEP_NOT_SHOWN;
	}
	for (int step = 1; sweep == SWEEP_NEVER && step <= (int)bench->edition->step_count; step++) {
		bool stepwise = def->steps || def->scope == SCOPE_CANDIDATE;
		if (stepwise ? !def->steps || def->steps >> step & 1 : step == 1)
			sweep = sweep_rule_step(&plan, rule, step, outcome, tried, how);
	}
	vary_done(&plan);
	return sweep;
}

/* --- steps --- */

/* The combinations that pass one earlier step: one turn of every variable for each class. */
struct classes {
	size_t at[CLASSES_MAX][VARIABLES_MAX];
	unsigned long keys[CLASSES_MAX];
	size_t count, now;
};

static unsigned long class_key(const struct variation *plan, const struct dossier *dossier, const struct entity *step)
{
	struct values values;
	struct arena arena;
	unsigned long key = 1;
	arena_init(&arena);
	values_init(&values, plan->bench->engine, dossier, plan->bench->as_of, &arena);
	struct node *node = values_find(&values, step);
	for (size_t i = 0; i < plan->quantified_count; i++)
		key = key * 3 + (unsigned long)values_truth(&values, node, plan->quantified[i], TRUTH_UNKNOWN);
	arena_done(&arena);
	return key;
}

static struct result decide_step(const struct bench *bench, const struct subject *subject, const struct dossier *dossier)
{
	struct verdict *verdict = engine_decide(bench->engine, dossier, bench->as_of);
	struct result result = example_result(subject, NULL, verdict);
	verdict_free(&verdict);
	return (struct result){ .word = result.word };
}

static void keep_class(struct variation *plan, struct classes *classes, unsigned long key)
{
	for (size_t i = 0; i < classes->count; i++) {
		if (classes->keys[i] == key)
			return;
	}
	if (classes->count == CLASSES_MAX) {
		plan->obstacle = "there are too many classes";
		return;
	}
	classes->keys[classes->count] = key;
	for (size_t i = 0; i < plan->count; i++)
		classes->at[classes->count][i] = plan->variables[i].at;
	classes->count++;
}

static void classify(struct variation *plan, const struct step_def *step, struct classes *classes, size_t *tried)
{
	struct subject subject = { .kind = SUBJECT_STEP, .step = step };
	static const struct ini_section nothing = { .kind = "example", .name = "sweep", .file = "sweep" };
	char key[ENTITY_KEY_MAX + 1];
	struct dossier *dossier = example_dossier(plan->bench, &subject, &nothing, NULL);
	snprintf(key, sizeof key, "c1-%d", step->number);
	struct entity *entity = dossier_find(dossier, key);
	do {
		vary_set(plan, entity);
		++*tried;
		if (strcmp(decide_step(plan->bench, &subject, dossier).word, "passed") == 0)
			keep_class(plan, classes, class_key(plan, dossier, entity));
	} while (vary_next(plan));
	dossier_free(&dossier);
}

static void set_class(struct variation *plan, const struct classes *classes, struct dossier *dossier, int step)
{
	char key[ENTITY_KEY_MAX + 1];
	snprintf(key, sizeof key, "c1-%d", step);
	for (size_t i = 0; i < plan->count; i++)
		plan->variables[i].at = classes->at[classes->now][i];
	vary_set(plan, dossier_find(dossier, key));
}

static bool next_class(struct classes *classes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (++classes[i].now < classes[i].count)
			return true;
		classes[i].now = 0;
	}
	return false;
}

static enum sweep combine(struct variation *plan, const struct subject *subject, struct classes *classes, size_t earlier, const char *outcome,
	size_t *tried, struct buf *how)
{
	struct dossier *dossier = dossier_new(plan->bench->edition);
	enum sweep sweep = SWEEP_NEVER;
	do {
		for (size_t i = 0; i < earlier; i++)
			set_class(plan, &classes[i], dossier, (int)i + 1);
		++*tried;
		if (strcmp(decide_step(plan->bench, subject, dossier).word, outcome) == 0) {
			for (size_t i = 0; i < earlier; i++) {
				set_class(plan, &classes[i], dossier, (int)i + 1);
				buf_addf(how, " step %zu: ", i + 1);
				vary_write(plan, how);
			}
			sweep = SWEEP_REACHED;
		}
	} while (sweep == SWEEP_NEVER && next_class(classes, earlier));
	dossier_free(&dossier);
	return sweep;
}

/* Only for the last step, which reads nothing of its own: what passing the earlier ones needs is varied instead. */
static enum sweep sweep_step(const struct bench *bench, const struct subject *subject, const char *outcome, size_t *tried, struct buf *how)
{
	struct variation plan = { .bench = bench };
	struct classes *classes = mem_array(STEP_MAX, sizeof *classes);
	const struct edition *edition = bench->edition;
	size_t last = edition->step_count - 1, product = 1;
	enum sweep sweep = SWEEP_NOT_SHOWN;
	vary_add(&plan, &bench->engine->steps[last].entry);
	vary_add(&plan, &bench->engine->steps[last].adopt);
	vary_add(&plan, &bench->engine->steps[last].pass);
	vary_add(&plan, &bench->engine->steps[last].refer);
	for (size_t i = 0; i < bench->engine->steps[0].need_count; i++)
		vary_add_fact(&plan, bench->engine->steps[0].needs[i]);
	for (size_t i = 0; i < plan.count; i++) {
		if (plan.variables[i].fact->scope != SCOPE_STEP)
			plan.obstacle = "it hangs on more than the steps";
	}
	if (subject->step != &edition->steps[last])
		plan.obstacle = "only the last step is tried here";
	else if (!plan.obstacle && !vary_ready(&plan))
		plan.obstacle = "there are too many combinations";
	for (size_t i = 0; i < last && !plan.obstacle; i++) {
		classify(&plan, &edition->steps[i], &classes[i], tried);
		product *= classes[i].count;
		if (!classes[i].count || product > RULES_COMBINATIONS_MAX)
			plan.obstacle = "there are no combinations, or too many";
	}
	if (plan.obstacle)
		buf_adds(how, plan.obstacle);
	else
		sweep = combine(&plan, subject, classes, last, outcome, tried, how);
	vary_done(&plan);
	free(classes);
	return sweep;
}

enum sweep sweep_outcome(const struct bench *bench, const struct subject *subject, const char *outcome, size_t *tried, struct buf *how)
{
	if (subject->kind == SUBJECT_RULE)
		return sweep_rule(bench, subject->rule, outcome, tried, how);
	if (subject->kind == SUBJECT_STEP)
		return sweep_step(bench, subject, outcome, tried, how);
	buf_adds(how, "gates have no impossible outcome");
	return SWEEP_NOT_SHOWN;
}
