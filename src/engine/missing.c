/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a truth that is unknown down to the facts that a person can supply. A derived fact is unknown because of what it reads; a question
 * that is not asked yet is unknown because of what its `ask` waits for; candidate.acceptable because of the rules that are open. Only
 * answers and listed values are ever named, so that every entry of the list is something that can be done.
 */
#include "engine/trace.h"

#include <string.h>

struct place {
	struct trace *trace;
	struct node *node;
};

static bool add(struct trace *trace, const struct fact *fact, const char *key, bool reason)
{
	for (size_t i = 0; i < trace->missing_count; i++) {
		const struct fact_missing *known = &trace->missing[i];
		if (known->fact == fact && known->reason == reason && strcmp(known->key, key) == 0)
			return false;
	}
	trace->missing = trace_room(&trace->verdict->arena, trace->missing, trace->missing_count, &trace->missing_capacity, sizeof *trace->missing);
	trace->missing[trace->missing_count++] = (struct fact_missing){ .fact = fact, .key = key, .reason = reason };
	return true;
}

static bool entered(struct trace *trace, const struct fact *fact, const struct node *node)
{
	struct seen_list *list = &trace->missing_seen;
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].fact == fact && list->items[i].node == node)
			return true;
	}
	list->items = trace_room(&trace->verdict->arena, list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = (struct seen){ .fact = fact, .node = node };
	return false;
}

static void missing_node(const struct expr *node, void *context)
{
	const struct place *place = context;
	trace_missing_fact(place->trace, place->node, node->fact);
}

void trace_missing(struct trace *trace, struct node *node, const struct compiled *compiled)
{
	if (values_truth(trace->values, node, compiled, TRUTH_YES) == TRUTH_UNKNOWN)
		expr_each_missing(compiled->expr, &node->frames, missing_node, &(struct place){ .trace = trace, .node = node });
}

/* The asked facts that settle whether a question is asked. */
static void missing_settled(struct trace *trace, struct node *node, const struct compiled *ask)
{
	const struct engine *engine = trace->values->engine;
	for (size_t i = 0; i < ask->fact_count; i++) {
		const struct fact *fact = ask->facts[i];
		const struct compiled_derived *derived = engine->derived[fact->scope][fact->slot];
		struct node *owner = values_owner(node, fact);
		if (!owner)
			continue;
		if (fact->origin == FACT_ASKED || fact->origin == FACT_LISTED)
			add(trace, fact, owner->entity->key, false);
		else if (derived && derived->derived->quantifier == QUANTIFIER_NONE && !entered(trace, fact, owner))
			missing_settled(trace, owner, &derived->of);
	}
}

/* What the entries leave open: their own open answers where these are few, and else the list itself. */
static void missing_gathered(struct trace *trace, struct node *node, const struct fact *fact)
{
	const struct fact *from = trace->values->engine->gathers[fact->scope][fact->slot]->derived->from;
	if (!from)
		add(trace, fact, node->entity->key, false);
	for (size_t i = 0; from && i < node->entry_count; i++) {
		if (!values_get(trace->values, &node->entries[i], from).known)
			trace_missing_fact(trace, &node->entries[i], from);
	}
}

/* A fact that is not asked cannot be supplied: what it waits for can, or what closed it can be answered otherwise. */
static void missing_asked(struct trace *trace, struct node *node, const struct fact *fact)
{
	const struct compiled *ask = &trace->values->engine->asks[fact->scope][fact->slot];
	size_t before = trace->missing_count;
	switch (values_asked(trace->values, node, fact)) {
	case TRUTH_YES:
		if (values_gathered(trace->values, node, fact))
			missing_gathered(trace, node, fact);
		else
			add(trace, fact, node->entity->key, false);
		break;
	case TRUTH_UNKNOWN:
		trace_missing(trace, node, ask);
		break;
	case TRUTH_NO:
		missing_settled(trace, node, ask);
		if (trace->missing_count == before && !ask->fact_count)
			add(trace, fact, node->entity->key, false);
		break;
	}
}

struct below {
	struct trace *trace;
	const struct compiled_derived *derived;
};

static void missing_below(struct node *node, void *context)
{
	const struct below *below = context;
	enum truth counts = values_truth(below->trace->values, node, &below->derived->where, TRUTH_YES);
	if (counts == TRUTH_UNKNOWN)
		trace_missing(below->trace, node, &below->derived->where);
	else if (counts == TRUTH_YES)
		trace_missing(below->trace, node, &below->derived->of);
}

static void missing_rules(struct trace *trace, struct node *candidate)
{
	const struct engine *engine = trace->values->engine;
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		const struct compiled_rule *rule = &engine->rules[i];
		if (!rule_applies(rule->rule, candidate))
			continue;
		struct rule_result result = rule_examine(trace->values, candidate, rule);
		if (rule_effect(rule->rule->force, result.outcome).opens)
			trace_rule_missing(trace, candidate, rule, &result);
	}
}

/* What keeps the walk of a component from its end; the walk is over when this is asked. */
static void missing_walk(struct trace *trace, struct node *component)
{
	const struct verdict *verdict = trace->verdict;
	for (size_t i = 0; i < verdict->component_count; i++) {
		const struct component_result *result = &verdict->components[i];
		if (result->entity != component->entity)
			continue;
		for (size_t j = 0; j < result->step_count; j++)
			trace_missing_copy(trace, result->steps[j].missing, result->steps[j].missing_count);
	}
}

/* An adopted candidate whose deployment is not known. */
static void missing_deployment(struct trace *trace, struct node *component)
{
	const struct fact *deployment = trace->values->engine->builtins.candidate_deployment;
	missing_walk(trace, component);
	for (size_t i = 0; deployment && i < trace->verdict->component_count; i++) {
		const struct component_result *result = &trace->verdict->components[i];
		if (result->entity != component->entity || !result->adopted)
			continue;
		const struct entity *chosen = dossier_find(trace->values->dossier, result->candidate);
		struct node *node = chosen ? values_find(trace->values, chosen) : NULL;
		if (node && !values_get(trace->values, node, deployment).known)
			trace_missing_fact(trace, node, deployment);
	}
}

static void missing_builtin(struct trace *trace, struct node *node, const struct fact *fact)
{
	const struct builtins *builtins = &trace->values->engine->builtins;
	if (fact == builtins->chosen && builtins->chosen_candidate)
		trace_missing_fact(trace, node, builtins->chosen_candidate);
	else if (fact == builtins->acceptable)
		missing_rules(trace, node);
	else if (fact == builtins->model)
		missing_walk(trace, node);
	else if (fact == builtins->deployment)
		missing_deployment(trace, node);
}

void trace_missing_fact(struct trace *trace, struct node *node, const struct fact *fact)
{
	const struct compiled_derived *derived = trace->values->engine->derived[fact->scope][fact->slot];
	struct node *owner = values_owner(node, fact);
	if (!owner || entered(trace, fact, owner))
		return;
	if (fact->origin == FACT_ASKED)
		missing_asked(trace, owner, fact);
	else if (fact->origin == FACT_LISTED)
		add(trace, fact, owner->entity->key, false);
	else if (!derived)
		missing_builtin(trace, owner, fact);
	else if (derived->derived->quantifier == QUANTIFIER_NONE)
		trace_missing(trace, owner, &derived->of);
	else
		values_each_below(owner, derived->derived->over, missing_below, &(struct below){ .trace = trace, .derived = derived });
}

void trace_missing_ground(struct trace *trace, struct node *node, const struct fact *ground)
{
	struct node *owner = values_owner(node, ground);
	if (!owner)
		return;
	if (!answer_has_reason(values_answer(owner, ground)))
		add(trace, ground, owner->entity->key, true);
	else
		trace_missing_fact(trace, owner, ground);
}

static void unanswered(const struct expr *node, void *context)
{
	const struct place *place = context;
	struct node *owner = values_owner(place->node, node->fact);
	if (node->op == EXPR_ANSWERED && owner && !values_get(place->trace->values, owner, node->fact).known)
		trace_missing_fact(place->trace, owner, node->fact);
}

void trace_unanswered(struct trace *trace, struct node *node, const struct compiled *compiled)
{
	if (compiled->expr)
		expr_each_fact(compiled->expr, unanswered, &(struct place){ .trace = trace, .node = node });
}

void trace_missing_copy(struct trace *trace, const struct fact_missing *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add(trace, items[i].fact, items[i].key, items[i].reason);
}

void trace_rule_missing(struct trace *trace, struct node *node, const struct compiled_rule *rule, const struct rule_result *result)
{
	if (result->outcome == OUTCOME_FAIL) {
		for (size_t i = 0; i < rule->rule->rung_count; i++)
			trace_unanswered(trace, node, &rule->rungs[i].expr);
		return;
	}
	switch (result->stage) {
	case STAGE_NONE:
		break;
	case STAGE_WHEN:
		trace_missing(trace, node, &rule->when);
		break;
	case STAGE_RUNG:
		trace_missing(trace, node, &rule->rungs[result->rung - 1].expr);
		break;
	case STAGE_EXCEPTION:
		for (size_t i = 0; i < rule->rule->exception_count; i++)
			trace_missing(trace, node, &rule->exceptions[i].expr);
		break;
	case STAGE_GROUND:
		trace_missing_ground(trace, node, result->ground);
		break;
	}
}
