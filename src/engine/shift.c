/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two states are compared from the outside in: verdict, components, steps, findings, then which questions are asked. What rests on what is
 * found last (shift_rests.c), because it needs to know what has come out otherwise.
 */
#include "engine/shift.h"

#include <string.h>

#include "engine/shift_rests.h"
#include "engine/steps.h"

static struct shift *push(struct shifts *out, enum shift_kind kind, const char *key, int before, int after)
{
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	struct shift *shift = &out->items[out->count++];
	*shift = (struct shift){ .kind = kind, .key = key, .before = before, .after = after };
	return shift;
}

static void compare_components(const struct shift_side *before, const struct shift_side *after, struct shifts *out)
{
	for (size_t i = 0; i < after->verdict->component_count; i++) {
		const struct component_result *is = &after->verdict->components[i];
		const struct component_result *was = verdict_component(before->verdict, is->key);
		if (!was || (was->status == is->status && was->adopted == is->adopted && strcmp(was->candidate, is->candidate) == 0))
			continue;
		struct shift *shift = push(out, SHIFT_COMPONENT, is->key, (int)was->status, (int)is->status);
		shift->was = was;
		shift->is = is;
	}
}

static void compare_steps(const struct shift_side *before, const struct shift_side *after, struct shifts *out)
{
	for (size_t i = 0; i < after->verdict->component_count; i++) {
		const struct component_result *component = &after->verdict->components[i];
		for (size_t k = 0; k < component->step_count; k++) {
			const struct step_result *is = &component->steps[k], *was = verdict_step(before->verdict, is->key);
			if (was && was->outcome != is->outcome)
				push(out, SHIFT_STEP, is->key, (int)was->outcome, (int)is->outcome)->step = is->step;
		}
	}
}

/* What a rule found of an entity; mostly it stands in the same place of both verdicts. */
static const struct finding *counterpart(const struct verdict *verdict, const struct finding *finding, size_t place)
{
	for (size_t i = 0; i < verdict->finding_count; i++) {
		const struct finding *other = verdict->findings[(place + i) % verdict->finding_count];
		if (other->rule == finding->rule && strcmp(other->key, finding->key) == 0)
			return other;
	}
	return NULL;
}

static void compare_findings(const struct shift_side *before, const struct shift_side *after, struct shifts *out)
{
	for (size_t i = 0; i < after->verdict->finding_count; i++) {
		const struct finding *is = after->verdict->findings[i], *was = counterpart(before->verdict, is, i);
		int outcome = was ? (int)was->outcome : OUTCOME_NOT_APPLICABLE;
		bool same = was ? was->outcome == is->outcome && was->rung == is->rung && was->exception == is->exception
				: is->outcome == OUTCOME_NOT_APPLICABLE;
		if (!same)
			push(out, SHIFT_FINDING, is->key, outcome, (int)is->outcome)->rule = is->rule;
	}
	for (size_t i = 0; i < before->verdict->finding_count; i++) {
		const struct finding *was = before->verdict->findings[i];
		if (was->outcome != OUTCOME_NOT_APPLICABLE && !counterpart(after->verdict, was, i))
			push(out, SHIFT_FINDING, was->key, (int)was->outcome, OUTCOME_NOT_APPLICABLE)->rule = was->rule;
	}
}

/* Both states as values, so that a question can be looked up without building them for each. */
struct asking {
	struct values before, after;
	struct shifts *out;
	enum shift_kind kind;
};

static bool is_asked(const struct values *values, struct node *node, const struct question *question)
{
	if (question->gather && node->entry_count > 0)
		return false;
	return values_asked(values, node, question->fact) == TRUTH_YES;
}

static bool compare_asked(struct entity *entity, void *context)
{
	struct asking *asking = context;
	const struct edition *edition = asking->after.engine->edition;
	struct node *is = values_find(&asking->after, entity), *was = NULL;
	const struct entity *there = dossier_find(asking->before.dossier, entity->key);
	if (there)
		was = values_find(&asking->before, there);
	for (unsigned slot = 0; is && was && slot < edition->slots[entity->scope]; slot++) {
		const struct question *question = edition->by_slot[entity->scope][slot]->question;
		if (!question)
			continue;
		bool asked = is_asked(&asking->after, is, question);
		if (asked == is_asked(&asking->before, was, question) || asked != (asking->kind == SHIFT_BEGINS))
			continue;
		struct shift *shift = push(asking->out, asking->kind, entity->key, 0, 0);
		shift->question = question;
		shift->kept = entity->answers[slot].state != ANSWER_NONE;
	}
	return true;
}

void engine_shifts(const struct engine *engine, const struct shift_side *before, const struct shift_side *after, struct shifts *out)
{
	struct verdict was = { .as_of = before->verdict->as_of }, is = { .as_of = after->verdict->as_of };
	struct asking asking = { .out = out };
	if (before->verdict->status != after->verdict->status)
		push(out, SHIFT_CASE, after->dossier->root->key, (int)before->verdict->status, (int)after->verdict->status);
	compare_components(before, after, out);
	compare_steps(before, after, out);
	compare_findings(before, after, out);
	arena_init(&was.arena);
	arena_init(&is.arena);
	values_init(&asking.before, engine, before->dossier, was.as_of, &was.arena);
	values_init(&asking.after, engine, after->dossier, is.as_of, &is.arena);
	steps_walk_all(&asking.before, &was);
	steps_walk_all(&asking.after, &is);
	asking.kind = SHIFT_STOPS;
	dossier_each(after->dossier, compare_asked, &asking);
	asking.kind = SHIFT_BEGINS;
	dossier_each(after->dossier, compare_asked, &asking);
	shift_add_rests(&(struct shift_states){ .before = before->dossier, .after = after->dossier, .values = &asking.after }, out);
	arena_done(&was.arena);
	arena_done(&is.arena);
}
