/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ladder is strict: rung n counts only when every rung before it is NO, so an unknown rung ends it. Exceptions are looked at only when no
 * rung is left that could still hold: were they looked at beside an unknown rung, the rule could pass with less known than with more, for
 * the rung may turn out to hold and then demand its ground. The first exception that is YES lets the rule pass. A pass that stands on a
 * ground is no pass until the reason is written down. The bare result takes no memory: candidate.acceptable asks for it long before a
 * finding is written.
 */
#include "engine/findings.h"

#include <stdio.h>

#include "engine/trace.h"

#define NAME_BYTES 32

bool ground_given(const struct values *values, struct node *node, const struct fact *ground)
{
	if (!ground)
		return true;
	struct node *owner = values_owner(node, ground);
	return owner && values_get(values, owner, ground).known && answer_has_reason(values_answer(owner, ground));
}

static void pass_on(const struct values *values, struct node *node, const struct fact *ground, struct rule_result *result)
{
	result->outcome = OUTCOME_PASS;
	if (ground_given(values, node, ground))
		return;
	result->outcome = OUTCOME_UNDETERMINED;
	result->stage = STAGE_GROUND;
	result->ground = ground;
}

static enum truth climb(const struct values *values, struct node *node, const struct compiled_rule *rule, struct rule_result *result)
{
	for (size_t i = 0; i < rule->rule->rung_count; i++) {
		enum truth truth = values_truth(values, node, &rule->rungs[i].expr, TRUTH_UNKNOWN);
		result->rungs_seen = i + 1;
		result->rung = i + 1;
		if (truth != TRUTH_NO)
			return truth;
	}
	result->rung = 0;
	return TRUTH_NO;
}

/* The first exception that is YES decides; otherwise one that is unknown leaves it open. */
static enum truth except(const struct values *values, struct node *node, const struct compiled_rule *rule, struct rule_result *result)
{
	enum truth all = TRUTH_NO;
	for (size_t i = 0; i < rule->rule->exception_count; i++) {
		enum truth truth = values_truth(values, node, &rule->exceptions[i].expr, TRUTH_UNKNOWN);
		result->exceptions_seen = i + 1;
		if (truth == TRUTH_YES) {
			result->exception = i + 1;
			return TRUTH_YES;
		}
		all = truth == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : all;
	}
	return all;
}

static struct rule_result open_result(struct rule_result result, enum stage stage)
{
	result.outcome = OUTCOME_UNDETERMINED;
	result.stage = stage;
	return result;
}

struct rule_result rule_examine(const struct values *values, struct node *node, const struct compiled_rule *rule)
{
	struct rule_result result = { .outcome = OUTCOME_NOT_APPLICABLE };
	enum truth applies = values_truth(values, node, &rule->when, TRUTH_YES);
	if (applies == TRUTH_NO)
		return result;
	enum truth required = climb(values, node, rule, &result);
	enum truth excepted = required == TRUTH_NO ? except(values, node, rule, &result) : TRUTH_NO;
	if (required == TRUTH_YES)
		pass_on(values, node, rule->rungs[result.rung - 1].ground, &result);
	else if (excepted == TRUTH_YES)
		pass_on(values, node, rule->exceptions[result.exception - 1].ground, &result);
	if (result.outcome == OUTCOME_PASS)
		return result;
	/* Whether it applies is not known, and it does not pass: what would settle the first comes first. */
	if (applies == TRUTH_UNKNOWN)
		return open_result(result, STAGE_WHEN);
	if (result.outcome == OUTCOME_UNDETERMINED)
		return result;
	if (required == TRUTH_UNKNOWN)
		return open_result(result, STAGE_RUNG);
	if (excepted == TRUTH_UNKNOWN)
		return open_result(result, STAGE_EXCEPTION);
	result.outcome = OUTCOME_FAIL;
	return result;
}

struct effect rule_effect(enum force force, enum outcome outcome)
{
	bool fail = outcome == OUTCOME_FAIL, open = outcome == OUTCOME_UNDETERMINED;
	switch (force) {
	case FORCE_PREFERRED:
		return (struct effect){ .remark = fail || open };
	case FORCE_CAUTION:
		return (struct effect){ .opens = fail || open };
	default:
		return (struct effect){ .blocks = fail, .opens = open };
	}
}

bool rule_applies(const struct rule *rule, const struct node *node)
{
	enum scope scope = rule->scope == SCOPE_COMPONENT && rule->steps ? SCOPE_STEP : rule->scope;
	return scope == node->entity->scope && (!rule->steps || (rule->steps >> node->owners[SCOPE_STEP]->entity->number & 1));
}

enum truth rules_acceptable(const struct values *values, struct node *candidate)
{
	const struct engine *engine = values->engine;
	bool open = false;
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		const struct compiled_rule *rule = &engine->rules[i];
		if (!rule_applies(rule->rule, candidate))
			continue;
		struct effect effect = rule_effect(rule->rule->force, rule_examine(values, candidate, rule).outcome);
		if (effect.blocks)
			return TRUTH_NO;
		open = open || effect.opens;
	}
	return open ? TRUTH_UNKNOWN : TRUTH_YES;
}

static bool rung_decides(const struct rule_result *result, size_t number)
{
	if (result->outcome == OUTCOME_FAIL || result->stage == STAGE_EXCEPTION)
		return true;
	return result->stage != STAGE_WHEN && result->rung == number;
}

static bool exception_decides(const struct rule_result *result, size_t number)
{
	return result->outcome == OUTCOME_FAIL || result->stage == STAGE_EXCEPTION || result->exception == number;
}

static void explain(struct trace *trace, struct node *node, const struct compiled_rule *rule, const struct rule_result *result)
{
	char name[NAME_BYTES];
	struct arena *arena = &trace->verdict->arena;
	trace_expr(trace, node, "when", &rule->when, result->outcome == OUTCOME_NOT_APPLICABLE || result->stage == STAGE_WHEN);
	for (size_t i = 0; i < result->rungs_seen; i++) {
		snprintf(name, sizeof name, "require.%zu", i + 1);
		trace_expr(trace, node, rule->rule->rung_count == 1 ? "require" : arena_strdup(arena, name), &rule->rungs[i].expr,
			rung_decides(result, i + 1));
	}
	for (size_t i = 0; i < result->exceptions_seen; i++) {
		snprintf(name, sizeof name, "exception.%zu", i + 1);
		trace_expr(trace, node, arena_strdup(arena, name), &rule->exceptions[i].expr, exception_decides(result, i + 1));
	}
}

const struct finding *finding_make(const struct values *values, struct verdict *verdict, struct node *node, const struct compiled_rule *rule)
{
	struct trace trace = { .values = values, .verdict = verdict };
	struct rule_result result = rule_examine(values, node, rule);
	struct effect effect = rule_effect(rule->rule->force, result.outcome);
	struct finding *finding = arena_alloc(&verdict->arena, sizeof *finding);
	bool ladder = rule->rule->rung_count > 1;
	explain(&trace, node, rule, &result);
	trace_rule_missing(&trace, node, rule, &result);
	*finding = (struct finding){
		.rule = rule->rule,
		.key = node->entity->key,
		.outcome = result.outcome,
		.rung = ladder && (result.outcome == OUTCOME_PASS || result.stage == STAGE_GROUND) ? (int)result.rung : 0,
		.exception = (int)result.exception,
		.blocks = effect.blocks,
		.opens = effect.opens,
		.remark = effect.remark,
		.reads = trace.reads,
		.read_count = trace.read_count,
		.missing = trace.missing,
		.missing_count = trace.missing_count,
		.trace = trace.lines,
		.trace_count = trace.line_count,
	};
	verdict->findings = trace_room(&verdict->arena, verdict->findings, verdict->finding_count, &verdict->finding_capacity,
		sizeof *verdict->findings);
	verdict->findings[verdict->finding_count++] = finding;
	return finding;
}

size_t findings_make(const struct values *values, struct verdict *verdict, struct node *node, const struct finding ***out)
{
	const struct engine *engine = values->engine;
	size_t count = 0;
	*out = arena_alloc(&verdict->arena, (engine->edition->rule_count + 1) * sizeof **out);
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		if (rule_applies(engine->rules[i].rule, node))
			(*out)[count++] = finding_make(values, verdict, node, &engine->rules[i]);
	}
	return count;
}
