/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An answer counts only while its question is asked, and whether it is asked may hang on other answers; so values are computed lazily, in
 * whatever order the expressions need them, and each at most once. The order cannot show: the facts form no cycle (lint.c), and a value
 * depends on the dossier alone. STATE_OPEN is only seen when that promise is broken; the value then stays unknown.
 */
#include "engine/values.h"

#include <string.h>

#include "engine/findings.h"

#define MILLI 1000

enum { STATE_NEW, STATE_OPEN, STATE_DONE };

static void load_services(const struct values *values, struct node *node)
{
	const struct edition *edition = values->engine->edition;
	struct value *services = arena_alloc(values->arena, (edition->slots[SCOPE_SERVICE] + 1) * sizeof *services);
	for (unsigned slot = 0; node->entity->services && slot < edition->slots[SCOPE_SERVICE]; slot++)
		services[slot] = answer_value(&node->entity->services[slot]);
	node->frames.at[SCOPE_SERVICE] = services;
	node->owners[SCOPE_SERVICE] = node;
}

static void build(const struct values *values, struct node *node, struct node *parent, const struct entity *entity)
{
	size_t slots = values->engine->edition->slots[entity->scope] + 1;
	node->entity = entity;
	node->parent = parent;
	node->own = arena_alloc(values->arena, slots * sizeof *node->own);
	node->states = arena_alloc(values->arena, slots);
	node->frames = parent ? parent->frames : (struct frames){ .as_of = values->as_of, .open = values->open };
	node->frames.at[entity->scope] = node->own;
	if (parent)
		memcpy(node->owners, parent->owners, sizeof node->owners);
	node->owners[entity->scope] = node;
	if (entity->scope == SCOPE_CANDIDATE)
		load_services(values, node);
	node->count = entity->count;
	node->children = arena_alloc(values->arena, (entity->count + 1) * sizeof *node->children);
	for (size_t i = 0; i < entity->count; i++)
		build(values, &node->children[i], node, entity->children[i]);
	node->entry_count = entity->entry_count;
	node->entries = entity->entry_count ? arena_alloc(values->arena, entity->entry_count * sizeof *node->entries) : NULL;
	for (size_t i = 0; i < entity->entry_count; i++)
		build(values, &node->entries[i], node, entity->entries[i]);
}

static void init(struct values *values)
{
	values->root = arena_alloc(values->arena, sizeof *values->root);
	build(values, values->root, NULL, values->dossier->root);
}

void values_init(struct values *values, const struct engine *engine, const struct dossier *dossier, date_days as_of, struct arena *arena)
{
	*values = (struct values){ .engine = engine, .dossier = dossier, .as_of = as_of, .arena = arena };
	init(values);
}

void values_init_open(struct values *values, const struct engine *engine, const struct dossier *dossier, date_days as_of, struct arena *arena)
{
	*values = (struct values){ .engine = engine, .dossier = dossier, .as_of = as_of, .arena = arena, .open = true };
	init(values);
}

static struct node *find_below(struct node *node, const struct entity *entity)
{
	if (node->entity == entity)
		return node;
	for (size_t i = 0; i < node->entry_count; i++) {
		if (node->entries[i].entity == entity)
			return &node->entries[i];
	}
	for (size_t i = 0; i < node->count; i++) {
		struct node *found = find_below(&node->children[i], entity);
		if (found)
			return found;
	}
	return NULL;
}

struct node *values_find(const struct values *values, const struct entity *entity)
{
	return find_below(values->root, entity);
}

struct node *values_owner(struct node *node, const struct fact *fact)
{
	return node->owners[fact->scope];
}

const struct answer *values_answer(const struct node *node, const struct fact *fact)
{
	const struct answer *answers = fact->scope == SCOPE_SERVICE ? node->entity->services : node->entity->answers;
	return answers ? &answers[fact->slot] : NULL;
}

void values_each_below(struct node *node, enum scope scope, void (*visit)(struct node *node, void *context), void *context)
{
	for (size_t i = 0; i < node->entry_count; i++) {
		if (node->entries[i].entity->scope == scope)
			visit(&node->entries[i], context);
	}
	for (size_t i = 0; i < node->count && !scope_is_entry(scope); i++) {
		if (node->children[i].entity->scope == scope)
			visit(&node->children[i], context);
		else
			values_each_below(&node->children[i], scope, visit, context);
	}
}

bool values_shown(const struct fact *fact, const struct entity *entity)
{
	const struct screen *screen = fact->question ? fact->question->screen : NULL;
	while (entity && entity->scope > SCOPE_STEP)
		entity = entity->parent;
	if (!screen || !entity || entity->scope != SCOPE_STEP || fact->scope < SCOPE_STEP)
		return true;
	return screen->steps >> entity->number & 1;
}

enum truth values_asked(const struct values *values, struct node *node, const struct fact *fact)
{
	if (!values_shown(fact, node->entity))
		return TRUTH_NO;
	return values_truth(values, node, &values->engine->asks[fact->scope][fact->slot], TRUTH_YES);
}

/* A step names its candidate by the whole key or by its last part. */
static bool names(const char *word, const char *key)
{
	const char *dash = strrchr(key, '-');
	return word && (strcmp(word, key) == 0 || (dash && strcmp(word, dash + 1) == 0));
}

static struct value chosen_value(const struct values *values, struct node *candidate)
{
	const struct fact *fact = values->engine->builtins.chosen_candidate;
	struct node *step = fact ? values_owner(candidate, fact) : NULL;
	if (!step || !values_get(values, step, fact).known)
		return (struct value){ .known = false };
	return (struct value){ .number = names(values_answer(step, fact)->text, candidate->entity->key), .known = true };
}

struct node *values_chosen(const struct values *values, struct node *step)
{
	for (size_t i = 0; i < step->count; i++) {
		struct value chosen = chosen_value(values, &step->children[i]);
		if (chosen.known && chosen.number)
			return &step->children[i];
	}
	return NULL;
}

static struct value builtin_value(const struct values *values, struct node *node, const struct fact *fact)
{
	const struct builtins *builtins = &values->engine->builtins;
	if (fact == builtins->step_number)
		return (struct value){ .number = (int64_t)node->entity->number * MILLI, .known = true };
	if (fact == builtins->chosen)
		return chosen_value(values, node);
	if (fact == builtins->acceptable)
		return value_of_truth(rules_acceptable(values, node));
	return (struct value){ .known = false };
}

static struct value compute(const struct values *values, struct node *node, const struct fact *fact)
{
	const struct compiled_derived *derived = values->engine->derived[fact->scope][fact->slot];
	if (derived)
		return values_derived(values, node, derived);
	if (fact->origin == FACT_BUILTIN)
		return builtin_value(values, node, fact);
	if (values_gathered(values, node, fact))
		return values_asked(values, node, fact) == TRUTH_YES ? values_gather(values, node, fact, NULL) : (struct value){ .known = false };
	const struct answer *answer = values_answer(node, fact);
	if (!answer || answer->state != ANSWER_GIVEN)
		return (struct value){ .known = false };
	if (fact->origin == FACT_ASKED && values_asked(values, node, fact) != TRUTH_YES)
		return (struct value){ .known = false };
	return answer_value(answer);
}

struct value values_get(const struct values *values, struct node *node, const struct fact *fact)
{
	if (fact->scope == SCOPE_SERVICE)
		return node->frames.at[SCOPE_SERVICE][fact->slot];
	if (node->states[fact->slot] == STATE_NEW) {
		node->states[fact->slot] = STATE_OPEN;
		node->own[fact->slot] = compute(values, node, fact);
		node->states[fact->slot] = STATE_DONE;
	}
	return node->own[fact->slot];
}

enum truth values_truth(const struct values *values, struct node *node, const struct compiled *compiled, enum truth absent)
{
	if (!compiled->expr)
		return absent;
	for (size_t i = 0; i < compiled->fact_count; i++) {
		const struct fact *fact = compiled->facts[i];
		struct node *owner = node->owners[fact->scope];
		if (owner && (fact->scope == SCOPE_SERVICE || owner->states[fact->slot] != STATE_DONE))
			values_get(values, owner, fact);
	}
	return expr_truth(compiled->expr, &node->frames);
}

void values_set(struct node *node, const struct fact *fact, struct value value)
{
	if (!fact)
		return;
	node->own[fact->slot] = value;
	node->states[fact->slot] = STATE_DONE;
}
