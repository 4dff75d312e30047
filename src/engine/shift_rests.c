/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fact reads another where an expression of the edition says so, directly or through derived facts and gathered answers. The direction is that of
 * the questionnaire: what is asked later rests on what was asked earlier, and the answers about a step rest on everything that decides the step.
 */
#include "engine/shift_rests.h"

#include <stdlib.h>
#include <string.h>

#define FACTS_MAX 512 /* in the reach of one rule or step */

/* An answer that is not what it was. */
struct changed {
	const struct entity *entity;
	const struct fact *fact;
};
struct search {
	const struct shift_states *states;
	struct shifts *out;
	struct changed *changed;
	size_t count, capacity;
};

/* Facts that an expression comes down to, each once. */
struct reach {
	const struct engine *engine;
	const struct fact *facts[FACTS_MAX];
	size_t count;
};

static void reach_add(struct reach *reach, const struct compiled *compiled);

static void reach_fact(struct reach *reach, const struct fact *fact)
{
	const struct compiled_derived *derived = reach->engine->derived[fact->scope][fact->slot];
	const struct compiled_derived *gather = reach->engine->gathers[fact->scope][fact->slot];
	for (size_t i = 0; i < reach->count; i++)
		if (reach->facts[i] == fact)
			return;
	if (reach->count == FACTS_MAX)
		return;
	reach->facts[reach->count++] = fact;
	if (derived) {
		reach_add(reach, &derived->of);
		reach_add(reach, &derived->where);
	}
	if (gather) {
		reach_add(reach, &gather->of);
		reach_add(reach, &gather->where);
	}
	if (gather && gather->derived->from)
		reach_fact(reach, gather->derived->from);
}

static void reach_add(struct reach *reach, const struct compiled *compiled)
{
	for (size_t i = 0; i < compiled->fact_count; i++)
		reach_fact(reach, compiled->facts[i]);
}

static void reach_rule(struct reach *reach, const struct rule *rule)
{
	const struct compiled_rule *compiled = &reach->engine->rules[rule - reach->engine->edition->rules];
	reach_add(reach, &compiled->when);
	for (size_t i = 0; i < rule->rung_count; i++) {
		reach_add(reach, &compiled->rungs[i].expr);
		if (compiled->rungs[i].ground)
			reach_fact(reach, compiled->rungs[i].ground);
	}
	for (size_t i = 0; i < rule->exception_count; i++) {
		reach_add(reach, &compiled->exceptions[i].expr);
		if (compiled->exceptions[i].ground)
			reach_fact(reach, compiled->exceptions[i].ground);
	}
}

/* What decides about a step once it offers something. */
static void reach_step(struct reach *reach, const struct step_def *def)
{
	const struct compiled_step *step = &reach->engine->steps[def - reach->engine->edition->steps];
	reach_add(reach, &step->adopt);
	reach_add(reach, &step->pass);
	reach_add(reach, &step->refer);
	for (size_t i = 0; i < step->need_count; i++)
		reach_fact(reach, step->needs[i]);
	if (def->names_candidate && reach->engine->builtins.chosen_candidate)
		reach_fact(reach, reach->engine->builtins.chosen_candidate);
}

static bool reach_has(const struct reach *reach, const struct fact *fact)
{
	for (size_t i = 0; i < reach->count; i++)
		if (reach->facts[i] == fact)
			return true;
	return false;
}

static bool stands_in(const struct entity *inner, const struct entity *outer)
{
	for (const struct entity *at = inner; at; at = at->parent)
		if (at == outer)
			return true;
	return false;
}

/* Place of a question among all of them, in the order in which they are asked. */
static size_t place_of(const struct edition *edition, const struct question *question)
{
	size_t place = 0;
	for (const struct screen *screen = edition->screens; screen != question->screen; screen++)
		place += screen->question_count;
	for (size_t i = 0; i < question->screen->question_count && question->screen->questions[i] != question; i++)
		place++;
	return place;
}

/* Whether a question comes after a changed answer on the officer's way. */
static bool comes_later(const struct edition *edition, const struct entity *entity, const struct fact *fact, const struct changed *changed)
{
	/* What is said of an entry is said of what it is an entry of. */
	const struct entity *origin = changed->entity;
	if (scope_is_entry(origin->scope) && entity != origin)
		origin = origin->parent;
	if (entity == origin)
		return place_of(edition, fact->question) > place_of(edition, changed->fact->question);
	return stands_in(entity, origin);
}

static bool same_value(const struct answer *a, const struct answer *b)
{
	if (a->state != b->state || a->number != b->number)
		return false;
	return strcmp(a->text ? a->text : "", b->text ? b->text : "") == 0;
}

static bool note_changed(struct entity *entity, void *context)
{
	struct search *search = context;
	const struct edition *edition = search->states->after->edition;
	const struct entity *before = dossier_find(search->states->before, entity->key);
	for (unsigned slot = 0; before && slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		if (!fact->question || same_value(&before->answers[slot], &entity->answers[slot]))
			continue;
		MEM_PUSH_ROOM(search->changed, search->count, search->capacity);
		search->changed[search->count++] = (struct changed){ .entity = entity, .fact = fact };
	}
	return true;
}

static bool is_known(const struct search *search, const struct entity *entity, const struct question *question)
{
	for (size_t i = 0; i < search->count; i++)
		if (search->changed[i].entity == entity && search->changed[i].fact == question->fact)
			return true;
	for (size_t i = 0; i < search->out->count; i++)
		if (search->out->items[i].question == question && strcmp(search->out->items[i].key, entity->key) == 0)
			return true;
	return false;
}

static void add(struct search *search, const struct entity *entity, const struct fact *fact)
{
	if (!fact->question || entity->answers[fact->slot].state == ANSWER_NONE || is_known(search, entity, fact->question))
		return;
	struct node *node = values_find(search->states->values, entity);
	if (!node || values_asked(search->states->values, node, fact) != TRUTH_YES || values_gathered(search->states->values, node, fact))
		return;
	struct shifts *out = search->out;
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count++] = (struct shift){ .kind = SHIFT_RESTS, .key = entity->key, .question = fact->question, .kept = true };
}

/* Asked in view of a changed answer. The members of a set stand for themselves: what is asked about one does not rest on another. */
static bool add_asked(struct entity *entity, void *context)
{
	struct search *search = context;
	const struct engine *engine = search->states->values->engine;
	for (unsigned slot = 0; slot < engine->edition->slots[entity->scope]; slot++) {
		const struct fact *fact = engine->edition->by_slot[entity->scope][slot];
		struct reach reach = { .engine = engine };
		if (!fact->question || !engine->asks[fact->scope][slot].expr || entity->answers[slot].state == ANSWER_NONE)
			continue;
		reach_add(&reach, &engine->asks[fact->scope][slot]);
		for (size_t i = 0; i < search->count; i++) {
			const struct changed *changed = &search->changed[i];
			if (changed->fact->type != FACT_SET && comes_later(engine->edition, entity, fact, changed) && reach_has(&reach, changed->fact))
				add(search, entity, fact);
		}
	}
	return true;
}

/* What a rule that now finds otherwise has read beside the changed answer. */
static void add_read(struct search *search, const struct shift *shift)
{
	struct reach reach = { .engine = search->states->values->engine };
	const struct entity *examined = dossier_find(search->states->after, shift->key);
	reach_rule(&reach, shift->rule);
	for (size_t i = 0; i < search->count; i++) {
		const struct changed *changed = &search->changed[i];
		if (!reach_has(&reach, changed->fact))
			continue;
		for (size_t k = 0; k < reach.count; k++) {
			const struct entity *owner = examined;
			while (owner && owner->scope != reach.facts[k]->scope)
				owner = owner->parent;
			if (owner && reach.facts[k]->question && comes_later(reach.engine->edition, owner, reach.facts[k], changed))
				add(search, owner, reach.facts[k]);
		}
	}
}

/* What was said about a step that now ends otherwise. */
static void add_said(struct search *search, const struct shift *shift)
{
	struct reach reach = { .engine = search->states->values->engine };
	const struct entity *step = dossier_find(search->states->after, shift->key);
	if (shift->before == STEP_NOT_REACHED || shift->after == STEP_NOT_REACHED)
		return;
	reach_step(&reach, shift->step);
	for (size_t i = 0; i < reach.count; i++) {
		bool later = false;
		for (size_t k = 0; reach.facts[i]->question && k < search->count; k++)
			later = later || comes_later(reach.engine->edition, step, reach.facts[i], &search->changed[k]) ||
				(search->changed[k].entity != step && stands_in(search->changed[k].entity, step));
		if (later && reach.facts[i]->scope == step->scope)
			add(search, step, reach.facts[i]);
	}
}

void shift_add_rests(const struct shift_states *states, struct shifts *out)
{
	struct search search = { .states = states, .out = out };
	size_t compared = out->count;
	dossier_each(states->after, note_changed, &search);
	if (search.count > 0)
		dossier_each(states->after, add_asked, &search);
	for (size_t i = 0; i < compared && search.count > 0; i++) {
		const struct shift shift = out->items[i];
		if (shift.kind == SHIFT_FINDING)
			add_read(&search, &shift);
		else if (shift.kind == SHIFT_STEP)
			add_said(&search, &shift);
	}
	free(search.changed);
}
