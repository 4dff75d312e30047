/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trying is the only honest way: the rules are decided anew for every other answer, with nothing else changed. The dossier that is tried on is a copy
 * in which one answer at a time is replaced and put back.
 */
#include "engine/tipping.h"

#include <stdlib.h>
#include <string.h>

#include "engine/steps.h"

struct trial {
	const struct engine *engine;
	const struct dossier *dossier; /* the case itself */
	const struct values *values;   /* of it */
	const struct verdict *now;
	date_days as_of;
	size_t most;
	struct tips *out;
};

static bool same_component(const struct component_result *a, const struct component_result *b)
{
	return a->status == b->status && a->adopted == b->adopted && strcmp(a->candidate, b->candidate) == 0;
}

/* True when the outcome is another; the tip says which. */
static bool tips_over(const struct trial *trial, const struct verdict *then, struct tip *tip)
{
	tip->status = then->status;
	for (size_t i = 0; i < then->component_count; i++) {
		const struct component_result *is = &then->components[i], *was = verdict_component(trial->now, is->key);
		if (!was || same_component(was, is))
			continue;
		tip->component = dossier_find(trial->dossier, is->key);
		tip->component_status = is->status;
		tip->adopted = is->adopted;
		tip->candidate = is->candidate[0] ? dossier_find(trial->dossier, is->candidate) : NULL;
		return true;
	}
	return then->status != trial->now->status;
}

static void try_one(struct trial *trial, struct dossier *copy, struct tip tip)
{
	struct answer *answer = &dossier_find(copy, tip.entity->key)->answers[tip.question->fact->slot];
	const enum answer_state state = answer->state;
	const int64_t number = answer->number;
	if (trial->out->tried >= trial->most) {
		trial->out->untried++;
		return;
	}
	trial->out->tried++;
	answer->state = tip.unknown ? ANSWER_DONT_KNOW : ANSWER_GIVEN;
	answer->number = tip.unknown ? 0 : tip.number;
	struct verdict *then = engine_decide(trial->engine, copy, trial->as_of);
	answer->state = state;
	answer->number = number;
	if (tips_over(trial, then, &tip)) {
		MEM_PUSH_ROOM(trial->out->items, trial->out->count, trial->out->capacity);
		trial->out->items[trial->out->count++] = tip;
	}
	verdict_free(&then);
}

static void try_question(struct trial *trial, struct dossier *copy, const struct entity *entity, const struct question *question)
{
	const struct fact *fact = question->fact;
	const struct answer *answer = &entity->answers[fact->slot];
	int64_t options = fact->type == FACT_YESNO ? 2 : (int64_t)fact->option_count;
	struct tip tip = { .question = question, .entity = entity, .open = answer->state == ANSWER_NONE };
	trial->out->questions++;
	for (int64_t i = 0; i < options; i++) {
		tip.number = i;
		if (answer->state != ANSWER_GIVEN || answer->number != i)
			try_one(trial, copy, tip);
	}
	tip.unknown = true;
	tip.number = 0;
	if (answer->state == ANSWER_GIVEN)
		try_one(trial, copy, tip);
}

struct round {
	struct trial *trial;
	struct dossier *copy;
};

static bool try_entity(struct entity *entity, void *context)
{
	struct round *round = context;
	const struct edition *edition = round->trial->engine->edition;
	struct node *node = values_find(round->trial->values, entity);
	for (unsigned slot = 0; node && slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		if (!fact->question || (fact->type != FACT_CHOICE && fact->type != FACT_YESNO))
			continue;
		if (values_asked(round->trial->values, node, fact) == TRUTH_YES && !values_gathered(round->trial->values, node, fact))
			try_question(round->trial, round->copy, entity, fact->question);
	}
	return true;
}

void engine_tips(const struct engine *engine, const struct dossier *dossier, date_days as_of, size_t trials, struct tips *out)
{
	struct verdict scratch = { .as_of = as_of };
	struct values values;
	struct verdict *now = engine_decide(engine, dossier, as_of);
	struct dossier *copy = dossier_copy(dossier);
	*out = (struct tips){ .items = NULL };
	arena_init(&scratch.arena);
	values_init(&values, engine, dossier, as_of, &scratch.arena);
	steps_walk_all(&values, &scratch);
	struct trial trial = { engine, dossier, &values, now, as_of, trials, out };
	dossier_each(dossier, try_entity, &(struct round){ &trial, copy });
	arena_done(&scratch.arena);
	dossier_free(&copy);
	verdict_free(&now);
}

void tips_done(struct tips *tips)
{
	free(tips->items);
	*tips = (struct tips){ .items = NULL };
}
