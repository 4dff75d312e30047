/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The next question is found by supposing: each answer of each question that could come next is tried, and what would be left to ask is counted.
 * Only those that most waits for are tried, so that the choice takes milliseconds in the largest case.
 */
#include "engine/relevance.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/relevance_count.h"
#include "engine/steps.h"
#include "engine/tipping.h"

#define TRIED_MAX 12 /* questions whose answers are tried */
#define SCALE 1000
#define RANKED_MAX 48 /* questions that are weighed when all are put in order */

/* How many questions would matter if this one were answered so. */
static size_t left_after(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct pending *pending, int64_t number)
{
	struct arena arena;
	struct values values;
	arena_init(&arena);
	values_init_open(&values, engine, dossier, as_of, &arena);
	values_set(values_find(&values, pending->entity), pending->question->fact, (struct value){ .number = number, .known = true });
	size_t left = relevance_count(&values);
	arena_done(&arena);
	return left;
}

/* Questions left on the average, in thousandths. What has no short list of answers settles itself and nothing that could be foreseen. */
static size_t left_on_average(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct pending *pending, size_t now)
{
	const struct fact *fact = pending->question->fact;
	size_t answers = fact->type == FACT_YESNO ? 2 : fact->type == FACT_CHOICE ? fact->option_count : fact->type == FACT_TEXT ? 1 : 0;
	size_t sum = 0;
	if (answers == 0 || pending->reason)
		return (now - 1) * SCALE;
	for (size_t i = 0; i < answers; i++)
		sum += left_after(engine, dossier, as_of, pending, (int64_t)i);
	return sum * SCALE / answers;
}

/* The questions that could come next, by how often they are waited for; those of equal weight stay in their order. */
struct shortlist {
	const struct pending *items[TRIED_MAX];
	size_t count;
};

static void shortlist_add(struct shortlist *list, const struct pending *pending)
{
	size_t at = list->count;
	while (at > 0 && list->items[at - 1]->named < pending->named)
		at--;
	if (at == TRIED_MAX)
		return;
	size_t moved = (list->count < TRIED_MAX ? list->count : TRIED_MAX - 1) - at;
	memmove(&list->items[at + 1], &list->items[at], moved * sizeof *list->items);
	list->items[at] = pending;
	list->count += list->count < TRIED_MAX;
}

/* Whether a question can be answered now: it is asked, and its step is reached. */
static bool can_answer(const struct values *values, const struct verdict *reached, const struct pending *pending)
{
	const struct entity *step = pending->entity;
	while (step && step->scope > SCOPE_STEP)
		step = step->parent;
	if (step && step->scope == SCOPE_STEP) {
		const struct step_result *result = verdict_step(reached, step->key);
		if (!result || result->outcome == STEP_NOT_REACHED)
			return false;
	}
	struct node *node = values_find(values, pending->entity);
	return node && values_asked(values, node, pending->question->fact) == TRUTH_YES;
}

static bool is_unknowable(const struct pending *pending)
{
	return pending->entity->answers[pending->question->fact->slot].state == ANSWER_DONT_KNOW;
}

static void fill(struct shortlist *list, const struct values *values, const struct verdict *reached, const struct relevance *relevance)
{
	for (int pass = 0; pass < 2 && list->count == 0; pass++)
		for (size_t i = 0; i < relevance->count; i++)
			if (is_unknowable(&relevance->items[i]) == (pass == 1) && can_answer(values, reached, &relevance->items[i]))
				shortlist_add(list, &relevance->items[i]);
}

const struct pending *engine_next(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct relevance *relevance)
{
	struct values values;
	struct verdict scratch = { .as_of = as_of };
	struct shortlist list = { .count = 0 };
	const struct pending *best = NULL;
	size_t least = SIZE_MAX;
	arena_init(&scratch.arena);
	values_init(&values, engine, dossier, as_of, &scratch.arena);
	steps_walk_all(&values, &scratch);
	fill(&list, &values, &scratch, relevance);
	for (size_t i = 0; i < list.count; i++) {
		size_t left = left_on_average(engine, dossier, as_of, list.items[i], relevance->count);
		if (left < least || (left == least && list.items[i] < best)) {
			least = left;
			best = list.items[i];
		}
	}
	arena_done(&scratch.arena);
	return best;
}

struct weighed {
	const struct pending *pending;
	unsigned grade; /* 0: that of engine_next; 1: can be answered now; 2: was looked for and is not known; 3: cannot be answered yet */
	size_t left;
};

static int by_weight(const void *left, const void *right)
{
	const struct weighed *a = left, *b = right;
	if (a->grade != b->grade)
		return a->grade < b->grade ? -1 : 1;
	if (a->left != b->left)
		return a->left < b->left ? -1 : 1;
	return a->pending < b->pending ? -1 : a->pending > b->pending;
}

void engine_rank(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct relevance *relevance,
	const struct pending **out)
{
	struct values values;
	struct verdict scratch = { .as_of = as_of };
	const struct pending *next = engine_next(engine, dossier, as_of, relevance);
	struct weighed *items = mem_array(relevance->count, sizeof *items);
	arena_init(&scratch.arena);
	values_init(&values, engine, dossier, as_of, &scratch.arena);
	steps_walk_all(&values, &scratch);
	for (size_t i = 0, weighed = 0; i < relevance->count; i++) {
		const struct pending *pending = &relevance->items[i];
		bool now = can_answer(&values, &scratch, pending);
		items[i] = (struct weighed){ .pending = pending, .grade = pending == next ? 0 : !now ? 3 : is_unknowable(pending) ? 2 : 1, .left = SIZE_MAX };
		if (now && weighed++ < RANKED_MAX)
			items[i].left = left_on_average(engine, dossier, as_of, pending, relevance->count);
	}
	arena_done(&scratch.arena);
	qsort(items, relevance->count, sizeof *items, by_weight);
	for (size_t i = 0; i < relevance->count; i++)
		out[i] = items[i].pending;
	free(items);
}
