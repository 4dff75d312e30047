/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One rule: which of its outcomes can be reached at all. A rung that no answers reach is dead text; a rule that cannot fail demands nothing; one
 * that is never undetermined though it compares answers takes an unknown for an answer. A rule that only looks at whether answers are
 * there, by answered(), is never undetermined, and that is said and not blamed.
 */
#include "engine/prove_plan.h"

#include <string.h>

#define OUTCOMES_MAX 64

#define WITNESS_SEED UINT64_C(20210330)
#define WITNESS_TRIES UINT64_C(1000000)

struct tried {
	const struct edition *edition;
	const struct compiled_rule *rule;
	struct node *node;
	bool cut; /* some of it was not run whole */
	bool rungs[OUTCOMES_MAX], exceptions[OUTCOMES_MAX];
	bool fail, undetermined, not_applicable, applicable;
};

static void note_outcome(struct run *run)
{
	struct tried *tried = run->context;
	struct rule_result result = rule_examine(&run->scene->values, tried->node, tried->rule);
	switch (result.outcome) {
	case OUTCOME_PASS:
		if (result.exception)
			tried->exceptions[(result.exception - 1) % OUTCOMES_MAX] = true;
		else
			tried->rungs[(result.rung - 1) % OUTCOMES_MAX] = true;
		break;
	case OUTCOME_FAIL:
		tried->fail = true;
		break;
	case OUTCOME_UNDETERMINED:
		tried->undetermined = true;
		break;
	case OUTCOME_NOT_APPLICABLE:
		tried->not_applicable = true;
		break;
	}
	tried->applicable = tried->applicable || result.outcome == OUTCOME_PASS || result.outcome == OUTCOME_FAIL;
}

struct looked {
	bool any;
};

static void note_answered(const struct expr *node, void *context)
{
	struct looked *looked = context;
	looked->any = looked->any || node->op == EXPR_ANSWERED;
}

static bool uses_answered(const struct compiled_rule *rule)
{
	struct looked looked = { .any = false };
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		expr_each_fact(rule->rungs[i].expr.expr, note_answered, &looked);
	if (rule->when.expr)
		expr_each_fact(rule->when.expr, note_answered, &looked);
	return looked.any;
}

static void say_unreached(struct prove_report *report, const struct compiled_rule *rule, const struct source_expr *at, const char *what,
	uint64_t tried)
{
	prove_say(report, PROVE_FAULT, at->file, at->line, _("rule %1$s: no answers lead to \"%2$s\" (%3$llu combinations)"), rule->rule->id, what,
		(unsigned long long)tried);
}

static void say_unpassed(struct prove_report *report, const struct compiled_rule *rule, const struct source_expr *at, const char *part,
	size_t number, uint64_t tried)
{
	struct buf what;
	buf_init(&what);
	buf_addf(&what, "pass by %s.%zu", part, number);
	say_unreached(report, rule, at, what.data, tried);
	buf_done(&what);
}

/* Whether proof.ini speaks of this outcome; the claim is held against what was tried. */
static bool declared(struct prove_report *report, const struct tried *tried, enum outcome outcome, bool reached)
{
	const struct rule *rule = tried->rule->rule;
	for (size_t i = 0; i < tried->edition->never_count; i++) {
		const struct never *never = &tried->edition->nevers[i];
		if (never->rule != rule || strcmp(never->outcome, outcome_word(outcome)) != 0)
			continue;
		if (reached)
			prove_say(report, PROVE_FAULT, never->file, never->line, _("[never.%1$s] is not true: rule %2$s can be \"%3$s\""), never->name,
				rule->id, outcome_word(outcome));
		else
			prove_say(report, PROVE_NOTE, never->file, never->line, _("rule %1$s: never \"%2$s\", as [never.%3$s] says"), rule->id,
				outcome_word(outcome), never->name);
		return true;
	}
	return false;
}

static void report_fail(struct prove_report *report, const struct tried *tried, bool grounded, uint64_t count)
{
	const struct compiled_rule *rule = tried->rule;
	const struct source_expr *first = &rule->rule->rungs[0].expr;
	if (declared(report, tried, OUTCOME_FAIL, tried->fail) || tried->fail)
		return;
	if (grounded && tried->undetermined)
		prove_say(report, PROVE_NOTE, first->file, first->line, _("rule %s: never fails, because what is missing is the ground of its pass"),
			rule->rule->id);
	else
		say_unreached(report, rule, first, "fail", count);
}

static void report_open(struct prove_report *report, const struct tried *tried, uint64_t count)
{
	const struct compiled_rule *rule = tried->rule;
	const struct source_expr *first = &rule->rule->rungs[0].expr;
	if (declared(report, tried, OUTCOME_UNDETERMINED, tried->undetermined) || tried->undetermined)
		return;
	if (uses_answered(rule))
		prove_say(report, PROVE_NOTE, first->file, first->line, _("rule %s: never undetermined, because it looks at whether answers are there"),
			rule->rule->id);
	else
		say_unreached(report, rule, first, "undetermined", count);
}

static void report_outcomes(struct prove_report *report, const struct tried *tried, uint64_t count)
{
	const struct compiled_rule *rule = tried->rule;
	bool grounded = false;
	for (size_t i = 0; i < rule->rule->rung_count; i++) {
		report->outcomes += tried->rungs[i];
		grounded = grounded || rule->rungs[i].ground;
		if (!tried->rungs[i])
			say_unpassed(report, rule, &rule->rule->rungs[i].expr, "require", i + 1, count);
	}
	for (size_t i = 0; i < rule->rule->exception_count; i++) {
		report->outcomes += tried->exceptions[i];
		if (!tried->exceptions[i])
			say_unpassed(report, rule, &rule->rule->exceptions[i].expr, "exception", i + 1, count);
	}
	report->outcomes += tried->fail + (size_t)tried->undetermined + tried->not_applicable;
	report_fail(report, tried, grounded, count);
	if (!declared(report, tried, OUTCOME_NOT_APPLICABLE, tried->not_applicable) && rule->rule->when.text && !tried->not_applicable)
		say_unreached(report, rule, &rule->rule->when, "not applicable", count);
	report_open(report, tried, count);
}

/* Where a rule is examined: the component's node, or one for each of its steps. */
static struct node *node_of(const struct scene *scene, const struct rule *rule, size_t step)
{
	if (rule->scope == SCOPE_CASE)
		return scene->values.root;
	if (rule->scope == SCOPE_COMPONENT)
		return rule->steps ? scene->steps[step] : scene->component;
	return scene->candidates[step];
}

static void fill_plan(struct plan *plan, const struct compiled_rule *rule, const struct compiled **parts)
{
	size_t count = 0;
	parts[count++] = &rule->when;
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		parts[count++] = &rule->rungs[i].expr;
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		parts[count++] = &rule->exceptions[i].expr;
	for (size_t i = 0; i < count; i++)
		plan_add(plan, parts[i]);
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		plan_add_reason(plan, rule->rungs[i].ground);
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		plan_add_reason(plan, rule->exceptions[i].ground);
	plan_settle(plan);
}

/* An outcome that free facts reach and answers have not shown yet; NULL when there is none. */
static const char *first_missing(const struct tried *wide, const struct tried *shown)
{
	for (size_t i = 0; i < OUTCOMES_MAX; i++) {
		if (wide->rungs[i] && !shown->rungs[i])
			return "pass";
		if (wide->exceptions[i] && !shown->exceptions[i])
			return "pass by exception";
	}
	if (wide->fail && !shown->fail)
		return "fail";
	if (wide->undetermined && !shown->undetermined)
		return "undetermined";
	return wide->not_applicable && !shown->not_applicable ? "not applicable" : NULL;
}

/*
 * A plan that is too large to be run. With all that the rule names varying freely it is small, and what is not reached then is not reached at
 * all; what is reached then needs answers that show it, and those are looked for at random, because to have found them is proof enough.
 */
static void prove_cut(struct run *run, struct tried *tried, struct prove_report *report)
{
	const struct rule *rule = tried->rule->rule;
	struct tried wide = { .edition = tried->edition, .rule = tried->rule, .node = tried->node };
	struct plan plan;
	struct arena arena;
	arena_init(&arena);
	plan_init(&plan, run->scene->engine, &arena);
	plan.shallow = true;
	const struct compiled **parts = arena_alloc(&arena, (2 + rule->rung_count + rule->exception_count) * sizeof *parts);
	fill_plan(&plan, tried->rule, parts);
	plan_bind(&plan, run->scene, tried->node);
	struct run free_run = { .scene = run->scene, .plan = &plan, .node = tried->node, .limit = run->limit, .visit = note_outcome, .context = &wide };
	run_all(&free_run);
	run->stopped = false;
	run->count = run->limit = 0;
	run_some(run, WITNESS_SEED, WITNESS_TRIES);
	report->combinations += free_run.count + run->count;
	const char *missing = first_missing(&wide, tried);
	if (free_run.stopped || missing)
		prove_say(report, PROVE_FAULT, rule->file, rule->line,
			_("rule %1$s: not proved at %2$s: too many combinations, and no answers were found for \"%3$s\""), rule->id,
			tried->node->entity->key, missing ? missing : "");
	else if (!tried->cut)
		prove_say(report, PROVE_NOTE, rule->file, rule->line,
			_("rule %1$s: cut at the facts that it names (%2$llu combinations), with answers that show every outcome left"), rule->id,
			(unsigned long long)free_run.count);
	tried->cut = true;
	arena_done(&arena);
}

static void prove_at(struct run *run, struct tried *tried, const struct subject *subject, struct prove_report *report)
{
	const struct rule *rule = tried->rule->rule;
	bool split, before = tried->applicable;
	uint64_t limit = run->limit;
	tried->applicable = false;
	run->node = tried->node;
	run->count = 0;
	run->stopped = false;
	plan_bind(run->plan, run->scene, tried->node);
	bool whole = subject_run(run, subject, &split);
	report->combinations += run->count;
	report->split += split || !whole;
	if (split)
		prove_say(report, PROVE_NOTE, rule->file, rule->line, _("rule %1$s: split into parts that share no fact (%2$llu combinations)"), rule->id,
			(unsigned long long)run->count);
	if (!whole)
		prove_cut(run, tried, report);
	run->limit = limit;
	if (!tried->applicable && rule->steps)
		prove_say(report, PROVE_FAULT, rule->file, rule->line, _("rule %1$s: never applicable at %2$s"), rule->id, tried->node->entity->key);
	tried->applicable = tried->applicable || before;
}

void prove_rule(struct scene *scene, const struct compiled_rule *rule, uint64_t whole_max, struct prove_report *report)
{
	struct tried tried = { .edition = scene->engine->edition, .rule = rule };
	struct plan plan;
	struct arena arena;
	bool several = rule->rule->steps != 0 || rule->rule->scope == SCOPE_CANDIDATE;
	size_t ground_count = 0, part_count = 1 + rule->rule->rung_count + rule->rule->exception_count;
	arena_init(&arena);
	const struct compiled **parts = arena_alloc(&arena, part_count * sizeof *parts);
	const struct fact **grounds = arena_alloc(&arena, part_count * sizeof *grounds);
	plan_init(&plan, scene->engine, &arena);
	fill_plan(&plan, rule, parts);
	for (size_t i = 0; i < plan.count; i++) {
		if (plan.items[i].kind == ITEM_REASON)
			grounds[ground_count++] = plan.items[i].fact;
	}
	struct subject subject = { .parts = parts, .part_count = part_count, .known = grounds, .known_count = ground_count };
	struct run run = { .scene = scene, .plan = &plan, .limit = whole_max, .visit = note_outcome, .context = &tried };
	uint64_t before = report->combinations;
	for (size_t i = 0; i < (several ? scene->step_count : 1); i++) {
		tried.node = node_of(scene, rule->rule, i);
		if (rule_applies(rule->rule, tried.node))
			prove_at(&run, &tried, &subject, report);
	}
	report_outcomes(report, &tried, report->combinations - before);
	if (plan.broken || plan.reduced)
		prove_say(report, plan.broken ? PROVE_FAULT : PROVE_NOTE, rule->rule->file, rule->rule->line,
			plan.broken ? _("rule %s: not proved: facts over entities depend on one another")
				    : _("rule %s: a set or a list has too many values; single words, none and all were tried"),
			rule->rule->id);
	report->rules++;
	arena_done(&arena);
}
