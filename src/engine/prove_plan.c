/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plan is the list of everything that an outcome can hang on, each after what it depends on itself: an asked fact after what its `ask` reads,
 * a derived one after what it is derived from. Facts of the entities below a quantified fact have a plan of their own, beneath the item that
 * gathers them; what they read further up belongs to the plan above.
 */
#include "engine/prove_plan.h"

#include <string.h>

#include "engine/trace.h"

static struct roots *roots_new(struct arena *arena)
{
	return arena_alloc(arena, sizeof(struct roots));
}

void plan_init(struct plan *plan, const struct engine *engine, struct arena *arena)
{
	*plan = (struct plan){ .engine = engine, .arena = arena, .roots = roots_new(arena) };
}

struct item *plan_item(const struct plan *plan, const struct fact *fact, enum item_kind kind)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->items[i].fact == fact && plan->items[i].kind == kind)
			return &plan->items[i];
	}
	return NULL;
}

static bool held(const struct plan *plan, const struct fact *fact)
{
	const struct builtins *builtins = &plan->engine->builtins;
	for (size_t i = 0; i < plan->count; i++) {
		const struct item *item = &plan->items[i];
		if (item->fact == fact && item->kind != ITEM_REASON)
			return true;
		if (item->kind == ITEM_PLACE && (fact == builtins->model || fact == builtins->deployment))
			return true;
	}
	return false;
}

static struct item *push(struct plan *plan, enum item_kind kind, const struct fact *fact)
{
	plan->items = trace_room(plan->arena, plan->items, plan->count, &plan->capacity, sizeof *plan->items);
	plan->items[plan->count] = (struct item){ .kind = kind, .fact = fact };
	return &plan->items[plan->count++];
}

static void add_root(struct plan *plan, const struct expr *expr)
{
	struct roots *roots = plan->roots;
	for (size_t i = 0; i < roots->count; i++) {
		if (roots->items[i] == expr)
			return;
	}
	roots->items = trace_room(plan->arena, roots->items, roots->count, &roots->capacity, sizeof *roots->items);
	roots->items[roots->count++] = expr;
}

static bool reads_day(const struct expr *expr)
{
	return expr && (expr->op == EXPR_AS_OF || reads_day(expr->left) || reads_day(expr->right));
}

static void add_day(struct plan *plan)
{
	while (plan->outer) {
		plan->reads_outer = true;
		plan = plan->outer;
	}
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->items[i].kind == ITEM_AS_OF)
			return;
	}
	push(plan, ITEM_AS_OF, NULL);
}

void plan_add(struct plan *plan, const struct compiled *compiled)
{
	if (!compiled->expr)
		return;
	add_root(plan, compiled->expr);
	if (reads_day(compiled->expr))
		add_day(plan);
	for (size_t i = 0; i < compiled->fact_count; i++)
		plan_add_fact(plan, compiled->facts[i]);
}

static void add_part(struct fold *fold, const struct compiled_derived *derived)
{
	fold->parts[fold->count++] = derived;
	fold->codes *= 3;
}

/* Those that look at the same entities are followed together, because what decides one may decide the other. */
static struct fold *fold_new(struct plan *plan, const struct compiled_derived *derived)
{
	const struct edition *edition = plan->engine->edition;
	struct fold *fold = arena_alloc(plan->arena, sizeof *fold);
	*fold = (struct fold){ .owner = derived->derived->fact->scope, .over = derived->derived->over, .codes = 1 };
	fold->plan = arena_alloc(plan->arena, sizeof *fold->plan);
	*fold->plan = (struct plan){ .engine = plan->engine, .arena = plan->arena, .outer = plan, .owner = fold->owner, .roots = plan->roots };
	add_part(fold, derived);
	for (size_t i = 0; i < edition->derived_count && fold->count < FOLD_MAX; i++) {
		const struct derived *other = &edition->derived[i];
		const struct compiled_derived *compiled = plan->engine->derived[other->fact->scope][other->fact->slot];
		if (compiled != derived && other->fact->scope == fold->owner && other->over == fold->over &&
			(other->quantifier == QUANTIFIER_EVERY || other->quantifier == QUANTIFIER_SOME) && !held(plan, other->fact))
			add_part(fold, compiled);
	}
	fold->reached = arena_alloc(plan->arena, fold->codes);
	return fold;
}

static void add_quantified(struct plan *plan, const struct compiled_derived *derived)
{
	const struct fact *fact = derived->derived->fact;
	for (size_t i = 0; i < plan->count; i++) {
		struct fold *known = plan->items[i].fold;
		for (size_t j = 0; known && j < known->count; j++) {
			if (known->parts[j] == derived) {
				known->wanted[j] = true;
				return;
			}
		}
	}
	if (derived->derived->quantifier == QUANTIFIER_COUNT) {
		push(plan, ITEM_FREE, fact);
		return;
	}
	struct fold *fold = fold_new(plan, derived);
	fold->wanted[0] = true;
	for (size_t j = 0; j < fold->count; j++) {
		plan_add(fold->plan, &fold->parts[j]->where);
		plan_add(fold->plan, &fold->parts[j]->of);
	}
	/* What it reads above may have asked for the same fact: then they depend on one another by way of entities. */
	plan->broken = plan->broken || held(plan, fact) || fold->plan->broken;
	plan->reads_outer = plan->reads_outer || (plan->outer && fold->plan->reads_outer);
	push(plan, ITEM_FOLD, fact)->fold = fold;
}

static void add_builtin(struct plan *plan, const struct fact *fact)
{
	const struct builtins *builtins = &plan->engine->builtins;
	if (fact == builtins->step_number)
		return; /* stands on the scene */
	if (fact == builtins->chosen && builtins->chosen_candidate) {
		plan_add_fact(plan, builtins->chosen_candidate);
		push(plan, ITEM_CHOSEN, fact);
	} else if (fact == builtins->model || fact == builtins->deployment) {
		push(plan, ITEM_PLACE, builtins->model ? builtins->model : builtins->deployment);
	} else {
		push(plan, ITEM_FREE, fact);
	}
}

static bool hangs_on(const struct engine *engine, const struct fact *fact, const struct fact *on);

static bool any_hangs_on(const struct engine *engine, const struct compiled *compiled, const struct fact *on)
{
	bool found = false;
	for (size_t i = 0; i < compiled->fact_count && !found; i++)
		found = hangs_on(engine, compiled->facts[i], on);
	return found;
}

/* The facts form no cycle (lint.c), so this ends. */
static bool hangs_on(const struct engine *engine, const struct fact *fact, const struct fact *on)
{
	const struct compiled_derived *derived = engine->derived[fact->scope][fact->slot];
	if (fact == on)
		return true;
	if (derived)
		return any_hangs_on(engine, &derived->of, on) || any_hangs_on(engine, &derived->where, on);
	return fact->origin == FACT_ASKED && any_hangs_on(engine, &engine->asks[fact->scope][fact->slot], on);
}

void plan_add_fact(struct plan *plan, const struct fact *fact)
{
	if (plan->outer && fact->scope <= plan->owner) {
		plan->reads_outer = true;
		plan_add_fact(plan->outer, fact);
		return;
	}
	const struct compiled_derived *derived = plan->engine->derived[fact->scope][fact->slot];
	if (held(plan, fact))
		return;
	if (plan->shallow && fact != plan->engine->builtins.step_number) {
		push(plan, ITEM_FREE, fact);
	} else if (fact->origin == FACT_ASKED) {
		plan_add(plan, &plan->engine->asks[fact->scope][fact->slot]);
		push(plan, ITEM_ANSWER, fact);
	} else if (fact->origin == FACT_LISTED) {
		push(plan, ITEM_ANSWER, fact);
	} else if (!derived) {
		add_builtin(plan, fact);
	} else if (plan->cut && (!plan->whole || !hangs_on(plan->engine, fact, plan->whole))) {
		push(plan, ITEM_FREE, fact);
	} else if (derived->derived->quantifier != QUANTIFIER_NONE) {
		add_quantified(plan, derived);
	} else {
		plan_add(plan, &derived->of);
		push(plan, ITEM_TRUTH, fact)->derived = derived;
	}
}

void plan_add_reason(struct plan *plan, const struct fact *ground)
{
	if (!ground || plan_item(plan, ground, ITEM_REASON))
		return;
	plan_add_fact(plan, ground);
	push(plan, ITEM_REASON, ground);
}

void plan_settle(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct item *item = &plan->items[i];
		if (item->kind == ITEM_FOLD) {
			plan_settle(item->fold->plan);
			plan->reduced = plan->reduced || item->fold->plan->reduced;
			plan->broken = plan->broken || item->fold->plan->broken;
		} else if (item->kind == ITEM_ANSWER || item->kind == ITEM_FREE || item->kind == ITEM_AS_OF) {
			domain_fill(plan->roots, item->fact, item->fact == plan->whole && plan->whole, plan->arena, &item->values, &item->value_count,
				&plan->reduced);
		}
	}
}

void plan_bind(struct plan *plan, const struct scene *scene, struct node *node)
{
	const struct builtins *builtins = &plan->engine->builtins;
	for (size_t i = 0; i < plan->count; i++) {
		struct item *item = &plan->items[i];
		if (item->kind == ITEM_AS_OF)
			continue;
		item->node = values_owner(node, item->fact);
		item->cell = scene_cell(scene, node, item->fact);
		if (item->kind == ITEM_REASON && !item->words)
			item->words = arena_strdup(plan->arena, "x");
		if (item->kind == ITEM_PLACE)
			item->second = builtins->deployment ? scene_cell(scene, node, builtins->deployment) : NULL;
		if (item->kind == ITEM_ANSWER) {
			item->shown = item->fact->origin == FACT_LISTED || values_shown(item->fact, item->node->entity);
			item->ask = item->fact->origin == FACT_ASKED ? plan->engine->asks[item->fact->scope][item->fact->slot].expr : NULL;
		}
		for (size_t j = 0; item->fold && j < item->fold->count; j++)
			item->fold->cells[j] = scene_cell(scene, node, item->fold->parts[j]->derived->fact);
		if (item->fold)
			item->fold->done = false;
	}
}

void plan_add_rule(struct plan *plan, const struct compiled_rule *rule)
{
	plan_add(plan, &rule->when);
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		plan_add(plan, &rule->rungs[i].expr);
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		plan_add(plan, &rule->exceptions[i].expr);
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		plan_add_reason(plan, rule->rungs[i].ground);
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		plan_add_reason(plan, rule->exceptions[i].ground);
}
