/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search begins at what makes up the outcome and goes down only through what is not settled. It computes with open values (values.h): under
 * them a known truth is final, so a part of an expression that is known, or that stands beside a part that decides, is not entered, and a
 * question that is nowhere arrived at can change nothing. The reverse need not hold: two unknown parts may exclude each other, which nobody
 * looks for here.
 */
#include "engine/relevance.h"

#include <stdlib.h>

#include "engine/findings.h"
#include "engine/relevance_count.h"
#include "engine/relevance_search.h"
#include "engine/steps.h"

static void give_mentions(const struct values *values, struct node *node)
{
	size_t slots = values->engine->edition->slots[node->entity->scope] + 1;
	node->mentions = arena_alloc(values->arena, slots * sizeof *node->mentions);
	for (size_t i = 0; i < node->entry_count; i++)
		give_mentions(values, &node->entries[i]);
	for (size_t i = 0; i < node->count; i++)
		give_mentions(values, &node->children[i]);
}

/* Whether a gate is sure to end the examination. */
static bool touch_gates(struct search *search)
{
	const struct engine *engine = search->values->engine;
	struct node *root = search->values->root;
	bool hidden = false;
	for (size_t i = 0; i < engine->edition->gate_count; i++) {
		const struct compiled_gate *gate = &engine->gates[i];
		enum truth holds = values_truth(search->values, root, &gate->when, TRUTH_NO);
		if (holds == TRUTH_NO)
			continue;
		search_expr(search, root, &gate->when);
		search_ground(search, root, gate->ground);
		/* One that is not known hides the gates behind it, so only the first that is not closed can be sure to end anything. */
		if (holds == TRUTH_YES)
			return !hidden;
		hidden = true;
	}
	return false;
}

struct conditions {
	enum truth entry, adopt, pass, refer;
	enum truth adopted; /* entry and adopt */
};

static struct conditions conditions_of(const struct values *values, struct node *node, const struct compiled_step *step)
{
	struct conditions is = {
		.entry = values_truth(values, node, &step->entry, TRUTH_YES),
		.adopt = values_truth(values, node, &step->adopt, TRUTH_NO),
		.pass = values_truth(values, node, &step->pass, TRUTH_NO),
		.refer = values_truth(values, node, &step->refer, TRUTH_NO),
	};
	is.adopted = is.entry == TRUTH_YES && is.adopt == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN;
	if (is.entry == TRUTH_NO || is.adopt == TRUTH_NO)
		is.adopted = TRUTH_NO;
	return is;
}

static void touch_adoption(struct search *search, struct node *node, const struct compiled_step *step)
{
	const struct fact *choice = search->values->engine->builtins.chosen_candidate;
	if (step->def->names_candidate && choice)
		search_fact(search, node, choice);
	search_rules(search, node, false);
	/* What is adopted brings its remarks along; while nobody is chosen it may be any of them. */
	struct node *chosen = choice && values_get(search->values, node, choice).known ? values_chosen(search->values, node) : NULL;
	for (size_t i = 0; step->def->names_candidate && i < node->count; i++)
		if (!chosen || chosen == &node->children[i])
			search_rules(search, &node->children[i], false);
}

/* Whether the walk goes on behind a step. */
enum onward { ONWARD_NO, ONWARD_PERHAPS, ONWARD_SURE };

static enum onward touch_passing(struct search *search, struct node *node, const struct compiled_step *step, const struct conditions *is)
{
	bool sure = is->adopted == TRUTH_NO && is->pass == TRUTH_YES && is->refer == TRUTH_NO;
	search_expr(search, node, &step->pass);
	for (size_t i = 0; i < step->need_count && is->pass != TRUTH_NO; i++) {
		struct node *owner = values_owner(node, step->needs[i]);
		sure = sure && owner && values_get(search->values, owner, step->needs[i]).known;
		search_fact(search, node, step->needs[i]);
	}
	return is->pass == TRUTH_NO ? ONWARD_NO : sure ? ONWARD_SURE : ONWARD_PERHAPS;
}

/* One step. `*adopted` becomes the step where it is sure to be adopted as far as its conditions go. */
static enum onward touch_step(struct search *search, struct node *node, const struct compiled_step *step, const struct step_def **adopted)
{
	struct conditions is = conditions_of(search->values, node, step);
	search_expr(search, node, &step->refer);
	if (is.refer == TRUTH_YES)
		return ONWARD_NO;
	/* Once passing is sure and adopting is not possible, the parts of adopting do not matter; nor do those of passing in the reverse case. */
	if (is.adopted != TRUTH_NO || is.pass != TRUTH_YES) {
		search_expr(search, node, &step->entry);
		search_expr(search, node, &step->adopt);
	}
	if (is.adopted != TRUTH_NO)
		touch_adoption(search, node, step);
	if (is.adopted == TRUTH_YES) {
		*adopted = is.refer == TRUTH_NO ? step->def : NULL;
		return ONWARD_NO;
	}
	return touch_passing(search, node, step, &is);
}

/* A step whose conditions hold is adopted when it names its candidate and no rule of the component stands against it. */
static bool is_adopted(const struct values *values, struct node *node, const struct step_def *def)
{
	const struct engine *engine = values->engine;
	if (def->names_candidate && !values_chosen(values, node))
		return false;
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		if (!rule_applies(engine->rules[i].rule, node))
			continue;
		struct effect effect = rule_effect(engine->rules[i].rule->force, rule_examine(values, node, &engine->rules[i]).outcome);
		if (effect.blocks || effect.opens)
			return false;
	}
	return true;
}

static void touch_component(struct search *search, struct node *component)
{
	const struct engine *engine = search->values->engine;
	const struct step_def *adopted = NULL;
	enum onward onward = ONWARD_SURE;
	bool sure = true; /* that the walk comes here */
	for (size_t i = 0; i < engine->edition->step_count && onward != ONWARD_NO; i++) {
		struct node *node = steps_node(component, engine->steps[i].def->number);
		onward = node ? touch_step(search, node, &engine->steps[i], &adopted) : ONWARD_NO;
		if (adopted && (!sure || !is_adopted(search->values, node, adopted)))
			adopted = NULL;
		sure = sure && onward == ONWARD_SURE;
	}
	steps_settle_component(search->values, component, adopted);
}

static struct search search_all(const struct values *values)
{
	const struct fact *registry = edition_fact(values->engine->edition, "candidate.registry_id");
	struct search made = { .values = values, .registry = registry && registry->origin == FACT_ASKED ? registry : NULL };
	struct search *search = &made;
	struct node *root = search->values->root;
	give_mentions(search->values, root);
	search->weight = WEIGHT_GATE;
	if (touch_gates(search))
		return made;
	search->weight = WEIGHT_STEP;
	for (size_t i = 0; i < root->count; i++)
		touch_component(search, &root->children[i]);
	search->weight = WEIGHT_RULE;
	for (size_t i = 0; i < root->count; i++)
		search_rules(search, &root->children[i], false);
	search_rules(search, root, false);
	return made;
}

size_t relevance_count(const struct values *values)
{
	return search_all(values).found;
}

static void collect(const struct edition *edition, const struct node *node, struct relevance *out)
{
	for (unsigned slot = 0; slot < edition->slots[node->entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[node->entity->scope][slot];
		const struct mention *mention = &node->mentions[slot];
		if (!mention->named || !fact->question)
			continue;
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = (struct pending){
			.question = fact->question, .entity = node->entity, .reason = mention->reason, .named = mention->named,
		};
	}
	for (size_t i = 0; i < node->entry_count; i++)
		collect(edition, &node->entries[i], out);
	for (size_t i = 0; i < node->count; i++)
		collect(edition, &node->children[i], out);
}

void engine_relevance(const struct engine *engine, const struct dossier *dossier, date_days as_of, struct relevance *out)
{
	struct arena arena;
	struct values values;
	*out = (struct relevance){ .items = NULL };
	arena_init(&arena);
	values_init_open(&values, engine, dossier, as_of, &arena);
	search_all(&values);
	collect(engine->edition, values.root, out);
	arena_done(&arena);
}

void relevance_done(struct relevance *relevance)
{
	free(relevance->items);
	*relevance = (struct relevance){ .items = NULL };
}

const struct pending *relevance_find(const struct relevance *relevance, const struct entity *entity, const struct question *question)
{
	for (size_t i = 0; i < relevance->count; i++)
		if (relevance->items[i].entity == entity && relevance->items[i].question == question)
			return &relevance->items[i];
	return NULL;
}
