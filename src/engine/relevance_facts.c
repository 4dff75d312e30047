/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Down from an expression or a rule to the questions that it hangs on: only through what is not settled. Where a fact is derived, gathered from
 * entries or provided by the program, the search goes on with what that hangs on.
 */
#include "engine/relevance_search.h"

#include <string.h>

#include "engine/findings.h"

static void mark(struct search *search, struct node *owner, const struct fact *fact, bool reason)
{
	struct mention *mention = &owner->mentions[fact->slot];
	const struct answer *answer = values_answer(owner, fact);
	if (!reason && answer && answer->state == ANSWER_GIVEN)
		return;
	search->found += mention->named == 0;
	mention->named += search->weight;
	mention->reason = reason;
}

/* The parts that have not decided the whole; answered() is one of them while its fact is unknown. */
static void touch_parts(struct search *search, struct node *node, const struct expr *expr)
{
	if (expr->op <= EXPR_HAS && expr_truth(expr, &node->frames) != TRUTH_UNKNOWN)
		return;
	if (expr->op == EXPR_FACT || expr->op == EXPR_ANSWERED)
		search_fact(search, node, expr->fact);
	if (expr->left)
		touch_parts(search, node, expr->left);
	if (expr->right)
		touch_parts(search, node, expr->right);
}

void search_expr(struct search *search, struct node *node, const struct compiled *compiled)
{
	if (values_truth(search->values, node, compiled, TRUTH_YES) == TRUTH_UNKNOWN)
		touch_parts(search, node, compiled->expr);
}

void search_ground(struct search *search, struct node *node, const struct fact *ground)
{
	struct node *owner = ground ? values_owner(node, ground) : NULL;
	if (!owner || ground_given(search->values, node, ground))
		return;
	if (values_get(search->values, owner, ground).known)
		mark(search, owner, ground, true);
	else
		search_fact(search, owner, ground);
}

/* Parts in order until one that is YES, which ends them; true when it was met. */
static bool touch_ladder(struct search *search, struct node *node, const struct compiled_part *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum truth truth = values_truth(search->values, node, &parts[i].expr, TRUTH_UNKNOWN);
		if (truth == TRUTH_UNKNOWN)
			search_expr(search, node, &parts[i].expr);
		if (truth != TRUTH_NO)
			search_ground(search, node, parts[i].ground);
		if (truth == TRUTH_YES)
			return true;
	}
	return false;
}

/* A pass by an exception is not final while an exception before it may take its place and ask for another ground. */
static bool is_final(const struct values *values, struct node *node, const struct compiled_rule *rule, const struct rule_result *result)
{
	if (result->outcome == OUTCOME_UNDETERMINED)
		return false;
	for (size_t i = 0; i + 1 < result->exception; i++)
		if (values_truth(values, node, &rule->exceptions[i].expr, TRUTH_UNKNOWN) == TRUTH_UNKNOWN)
			return false;
	return true;
}

static void touch_rule(struct search *search, struct node *node, const struct compiled_rule *rule)
{
	struct rule_result result = rule_examine(search->values, node, rule);
	if (is_final(search->values, node, rule, &result))
		return;
	search_expr(search, node, &rule->when);
	if (!touch_ladder(search, node, rule->rungs, rule->rule->rung_count))
		touch_ladder(search, node, rule->exceptions, rule->rule->exception_count);
}

/* All rules of a node; `binding`: only those on which its acceptability hangs. */
void search_rules(struct search *search, struct node *node, bool binding)
{
	const struct engine *engine = search->values->engine;
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		const struct compiled_rule *rule = &engine->rules[i];
		if (rule_applies(rule->rule, node) && !(binding && rule->rule->force == FORCE_PREFERRED))
			touch_rule(search, node, rule);
	}
}

struct below {
	struct search *search;
	const struct compiled_derived *derived;
};

static void touch_below(struct node *node, void *context)
{
	const struct below *below = context;
	const struct values *values = below->search->values;
	if (values_truth(values, node, &below->derived->where, TRUTH_YES) == TRUTH_NO)
		return;
	search_expr(below->search, node, &below->derived->where);
	search_expr(below->search, node, &below->derived->of);
	const struct fact *ground = below->derived->derived->ground;
	if (ground && values_truth(values, node, &below->derived->of, TRUTH_UNKNOWN) == TRUTH_YES && !answer_has_reason(values_answer(node, ground)))
		mark(below->search, node, ground, true);
}

/* The entries as they stand give the value, so what is open of them is what matters. */
static void touch_entries(struct search *search, struct node *owner, const struct fact *fact)
{
	const struct compiled_derived *gather = search->values->engine->gathers[fact->scope][fact->slot];
	const struct fact *from = gather->derived->from;
	for (size_t i = 0; from && i < owner->entry_count; i++)
		search_fact(search, &owner->entries[i], from);
	if (!from)
		values_each_below(owner, gather->derived->over, touch_below, &(struct below){ .search = search, .derived = gather });
}

/* The model and the deployment come from the walk, which is searched anyway; what is left is the deployment of the chosen candidate. */
static void touch_deployment(struct search *search, struct node *component)
{
	const struct fact *deployment = search->values->engine->builtins.candidate_deployment;
	for (size_t i = 0; deployment && i < component->count; i++) {
		struct node *chosen = values_chosen(search->values, &component->children[i]);
		if (chosen && !values_get(search->values, chosen, deployment).known)
			search_fact(search, chosen, deployment);
	}
}

static void touch_builtin(struct search *search, struct node *owner, const struct fact *fact)
{
	const struct builtins *builtins = &search->values->engine->builtins;
	if (fact == builtins->chosen && builtins->chosen_candidate)
		search_fact(search, owner, builtins->chosen_candidate);
	else if (fact == builtins->acceptable && rules_acceptable(search->values, owner) == TRUTH_UNKNOWN)
		search_rules(search, owner, true);
	else if (fact == builtins->deployment)
		touch_deployment(search, owner);
}

/* Whether a question can be asked some day: where it waits, what it waits for must be something that can be answered. */
static bool can_be_asked(const struct values *values, struct node *owner, const struct fact *fact)
{
	const struct compiled *ask = &values->engine->asks[fact->scope][fact->slot];
	enum truth asked = values_asked(values, owner, fact);
	for (size_t i = 0; i < ask->fact_count && asked == TRUTH_UNKNOWN; i++) {
		struct node *node = values_owner(owner, ask->facts[i]);
		if (node && !values_get(values, node, ask->facts[i]).known)
			asked = ask->facts[i]->origin != FACT_ASKED || can_be_asked(values, node, ask->facts[i]) ? TRUTH_YES : TRUTH_UNKNOWN;
	}
	return asked == TRUTH_YES;
}

static void touch_asked(struct search *search, struct node *owner, const struct fact *fact)
{
	enum truth asked = values_asked(search->values, owner, fact);
	if (!can_be_asked(search->values, owner, fact))
		return;
	if (values_gathered(search->values, owner, fact))
		touch_entries(search, owner, fact);
	else
		mark(search, owner, fact, false);
	if (asked == TRUTH_UNKNOWN && !owner->mentions[fact->slot].entered) {
		owner->mentions[fact->slot].entered = true;
		search_expr(search, owner, &search->values->engine->asks[fact->scope][fact->slot]);
	}
}

void search_fact(struct search *search, struct node *node, const struct fact *fact)
{
	const struct compiled_derived *derived = search->values->engine->derived[fact->scope][fact->slot];
	struct node *owner = values_owner(node, fact);
	if (!owner || values_get(search->values, owner, fact).known)
		return;
	if (fact->scope == SCOPE_SERVICE) {
		if (search->registry)
			search_fact(search, owner, search->registry);
		return;
	}
	if (fact->origin == FACT_ASKED) {
		touch_asked(search, owner, fact);
		return;
	}
	if (owner->mentions[fact->slot].entered)
		return;
	owner->mentions[fact->slot].entered = true;
	if (!derived)
		touch_builtin(search, owner, fact);
	else if (derived->derived->quantifier == QUANTIFIER_NONE)
		search_expr(search, owner, &derived->of);
	else
		values_each_below(owner, derived->derived->over, touch_below, &(struct below){ .search = search, .derived = derived });
}
