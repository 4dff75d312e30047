/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a fact over the entities below can become. Each entity contributes a truth to every quantified fact at once; "every" and "some" join
 * contributions by "and" and "or", which do not care for order or repetition. So the truths that any number of entities can give together are
 * found by joining until nothing new appears, and those of the steps, whose number is fixed, by joining one after the other.
 */
#include "engine/prove_plan.h"

#include <stdlib.h>
#include <string.h>

struct gather {
	struct fold *fold;
	struct node *node;
	unsigned char *contributions; /* by code: an entity can contribute this */
};

/* What one entity adds to every part: YES to `every` and NO to `some` where it does not count. */
static void note_contribution(struct run *run)
{
	struct gather *gather = run->context;
	size_t code = 0;
	for (size_t i = gather->fold->count; i-- > 0;) {
		const struct compiled_derived *part = gather->fold->parts[i];
		enum truth counts = part->where.expr ? expr_truth(part->where.expr, &gather->node->frames) : TRUTH_YES;
		enum truth truth = expr_truth(part->of.expr, &gather->node->frames);
		enum truth nothing = part->derived->quantifier == QUANTIFIER_EVERY ? TRUTH_YES : TRUTH_NO;
		if (counts == TRUTH_UNKNOWN && truth != nothing)
			truth = TRUTH_UNKNOWN;
		if (counts == TRUTH_NO)
			truth = nothing;
		code = code * 3 + truth;
	}
	gather->contributions[code] = 1;
}

static size_t join(const struct fold *fold, size_t a, size_t b)
{
	size_t code = 0, place = 1;
	for (size_t i = 0; i < fold->count; i++, a /= 3, b /= 3, place *= 3) {
		enum truth x = (enum truth)(a % 3), y = (enum truth)(b % 3);
		enum truth deciding = fold->parts[i]->derived->quantifier == QUANTIFIER_EVERY ? TRUTH_NO : TRUTH_YES;
		enum truth both = x == deciding || y == deciding ? deciding : x == TRUTH_UNKNOWN || y == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : x;
		code += place * both;
	}
	return code;
}

static size_t neutral(const struct fold *fold)
{
	size_t code = 0, place = 1;
	for (size_t i = 0; i < fold->count; i++, place *= 3)
		code += place * (fold->parts[i]->derived->quantifier == QUANTIFIER_EVERY ? TRUTH_YES : TRUTH_NO);
	return code;
}

/* Exactly one entity more, or any number of them. Returns whether anything new was reached. */
static bool join_all(const struct fold *fold, unsigned char *reached, const unsigned char *contributions, bool exactly)
{
	unsigned char *next = mem_alloc(fold->codes);
	bool more = false;
	if (!exactly)
		memcpy(next, reached, fold->codes);
	for (size_t a = 0; a < fold->codes; a++) {
		for (size_t b = 0; reached[a] && b < fold->codes; b++) {
			if (contributions[b])
				next[join(fold, a, b)] = 1;
		}
	}
	more = memcmp(next, reached, fold->codes) != 0;
	memcpy(reached, next, fold->codes);
	free(next);
	return more;
}

struct kept {
	struct node *node;
	struct value *own, *services;
};

/* The run below writes over the values of the very entities that the run above may have put in place. */
static void keep(struct node *node, void *context)
{
	struct kept *kept = context;
	size_t at = 0;
	while (kept[at].node)
		at++;
	kept[at].node = node;
}

static void gather_node(struct scene *scene, struct fold *fold, struct node *node, unsigned char *contributions)
{
	struct gather gather = { .fold = fold, .node = node, .contributions = contributions };
	struct run below = { .scene = scene, .plan = fold->plan, .visit = note_contribution, .context = &gather };
	memset(contributions, 0, fold->codes);
	plan_bind(fold->plan, scene, node);
	run_all(&below);
}

static struct value *services_of(const struct scene *scene, const struct node *candidate)
{
	size_t i = 0;
	while (scene->candidates[i] != candidate)
		i++;
	return scene->services[i];
}

void fold_gather(struct scene *scene, struct item *item)
{
	struct fold *fold = item->fold;
	const struct edition *edition = scene->engine->edition;
	size_t bytes = (edition->slots[fold->over] + 1) * sizeof(struct value);
	size_t services = (edition->slots[SCOPE_SERVICE] + 1) * sizeof(struct value);
	struct kept *kept = mem_array(scene->step_count + 2, sizeof *kept);
	unsigned char *contributions = mem_alloc(fold->codes);
	memset(fold->reached, 0, fold->codes);
	fold->reached[neutral(fold)] = 1;
	values_each_below(item->node, fold->over, keep, kept);
	for (size_t i = 0; kept[i].node; i++) {
		kept[i].own = mem_dup(kept[i].node->own, bytes);
		kept[i].services = fold->over == SCOPE_CANDIDATE ? mem_dup(services_of(scene, kept[i].node), services) : NULL;
	}
	for (size_t i = 0; kept[i].node; i++) {
		gather_node(scene, fold, kept[i].node, contributions);
		/* The steps are those of the edition; of everything else there may be any number. */
		while (join_all(fold, fold->reached, contributions, fold->over == SCOPE_STEP) && fold->over != SCOPE_STEP)
			continue;
	}
	for (size_t i = 0; kept[i].node; i++) {
		memcpy(kept[i].node->own, kept[i].own, bytes);
		if (kept[i].services)
			memcpy(services_of(scene, kept[i].node), kept[i].services, services);
		free(kept[i].own);
		free(kept[i].services);
	}
	free(contributions);
	free(kept);
	fold->done = !fold->plan->reads_outer;
}
