/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run goes through a plan from front to back, putting every value of every item in place in turn. Because a question comes after what its
 * `ask` reads, one that is not asked costs nothing: its answer does not count, and one unknown stands for all of them.
 */
#include "engine/prove_plan.h"

#include <stdlib.h>
#include <string.h>

#define MILLI 1000

typedef void next_item(struct run *run, size_t at);

static const struct value UNKNOWN = { .known = false };

static struct value known(int64_t number)
{
	return (struct value){ .number = number, .known = true };
}

static struct value of_truth(enum truth truth)
{
	return (struct value){ .number = truth == TRUTH_YES, .known = truth != TRUTH_UNKNOWN };
}

/* Whether the question is asked with what is in place so far. */
static bool asked(const struct item *item)
{
	return item->shown && (!item->ask || expr_truth(item->ask, &item->node->frames) == TRUTH_YES);
}

static void try_fold(struct run *run, size_t at, next_item *next)
{
	struct item *item = &run->plan->items[at];
	struct fold *fold = item->fold;
	if (!fold->done)
		fold_gather(run->scene, item);
	unsigned char *reached = mem_dup(fold->reached, fold->codes), *seen = mem_alloc(fold->codes);
	for (size_t code = 0; code < fold->codes; code++) {
		size_t rest = code, mine = 0, place = 1;
		for (size_t i = 0; i < fold->count; i++, rest /= 3, place *= 3) {
			*fold->cells[i] = fold->wanted[i] ? of_truth((enum truth)(rest % 3)) : UNKNOWN;
			mine += fold->wanted[i] ? place * (rest % 3) : 0;
		}
		if (!reached[code] || seen[mine])
			continue;
		seen[mine] = 1;
		next(run, at + 1);
	}
	for (size_t i = 0; i < fold->count; i++)
		*fold->cells[i] = UNKNOWN;
	free(reached);
	free(seen);
}

/* --- one item --- */

/* splitmix64: every state is a good one, so any seed is. */
static uint64_t draw(struct run *run, uint64_t below)
{
	uint64_t mixed = run->random += UINT64_C(0x9e3779b97f4a7c15);
	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return (mixed ^ mixed >> 31) % below;
}

static void try_values(struct run *run, size_t at, next_item *next)
{
	struct item *item = &run->plan->items[at];
	if (run->random) {
		uint64_t drawn = draw(run, item->value_count * 4 + 1) / 4;
		*item->cell = drawn < item->value_count ? known(item->values[drawn]) : UNKNOWN;
		next(run, at + 1);
		*item->cell = UNKNOWN;
		return;
	}
	for (size_t i = 0; i < item->value_count; i++) {
		*item->cell = known(item->values[i]);
		next(run, at + 1);
	}
	*item->cell = UNKNOWN;
	next(run, at + 1);
}

static void try_chosen(struct run *run, size_t at, next_item *next)
{
	struct item *item = &run->plan->items[at];
	const struct fact *choice = run->scene->engine->builtins.chosen_candidate;
	const struct node *step = values_owner(item->node, choice);
	if (step && step->own[choice->slot].known) {
		*item->cell = known(0);
		next(run, at + 1);
		*item->cell = known(1);
		next(run, at + 1);
		*item->cell = UNKNOWN;
	} else {
		*item->cell = UNKNOWN;
		next(run, at + 1);
	}
}

struct place {
	struct run *run;
	struct item *item;
	next_item *next;
	size_t at;
};

static void try_place(const char *word, void *context)
{
	const struct place *place = context;
	const struct fact *fact = place->run->scene->engine->builtins.deployment;
	int index = fact ? fact_option_find(fact, word) : -1;
	if (place->item->second)
		*place->item->second = index < 0 ? UNKNOWN : known(index);
	place->next(place->run, place->at + 1);
}

/* What each step gives when it is adopted, and nothing known while none is. */
static void try_places(struct run *run, size_t at, next_item *next)
{
	const struct edition *edition = run->scene->engine->edition;
	struct item *item = &run->plan->items[at];
	const struct fact *model = run->scene->engine->builtins.model;
	struct place place = { .run = run, .item = item, .next = next, .at = at };
	for (size_t i = 0; i < edition->step_count; i++) {
		const struct step_def *def = &edition->steps[i];
		int index = model && def->model ? fact_option_find(model, def->model) : -1;
		if (item->fact == model)
			*item->cell = index < 0 ? UNKNOWN : known(index);
		if (def->names_candidate)
			words_each(def->deployments, try_place, &place);
		else
			try_place(i + 1 == edition->step_count ? "onprem" : "", &place);
	}
	*item->cell = UNKNOWN;
	if (item->second)
		*item->second = UNKNOWN;
	next(run, at + 1);
}

static void set_day(struct node *node, date_days day)
{
	node->frames.as_of = day;
	for (size_t i = 0; i < node->count; i++)
		set_day(&node->children[i], day);
}

static void try_days(struct run *run, size_t at, next_item *next)
{
	const struct item *item = &run->plan->items[at];
	size_t from = run->random ? draw(run, item->value_count) : 0;
	size_t to = run->random ? from + 1 : item->value_count;
	for (size_t i = from; i < to; i++) {
		set_day(run->scene->values.root, (date_days)item->values[i]);
		next(run, at + 1);
	}
}

void item_give_reason(struct item *item, bool given)
{
	struct answer *answer = entity_answer(item->node->entity, item->fact);
	item->reason = given;
	answer->reason = given ? item->words : NULL;
}

static void try_reason(struct run *run, size_t at, next_item *next)
{
	struct item *item = &run->plan->items[at];
	if (item->cell->known) {
		item_give_reason(item, true);
		next(run, at + 1);
	}
	item_give_reason(item, false);
	next(run, at + 1);
}

static void try_item(struct run *run, size_t at)
{
	struct item *item = &run->plan->items[at];
	if (run->stopped)
		return;
	if (at == run->plan->count) {
		run->stopped = run->limit && run->count == run->limit;
		run->count++;
		if (!run->stopped)
			run->visit(run);
		return;
	}
	switch (item->kind) {
	case ITEM_ANSWER:
		item->open = asked(item);
		*item->cell = UNKNOWN;
		if (item->open)
			try_values(run, at, try_item);
		else
			try_item(run, at + 1);
		break;
	case ITEM_TRUTH:
		*item->cell = of_truth(expr_truth(item->derived->of.expr, &item->node->frames));
		try_item(run, at + 1);
		break;
	case ITEM_FREE:
		try_values(run, at, try_item);
		break;
	case ITEM_CHOSEN:
		try_chosen(run, at, try_item);
		break;
	case ITEM_PLACE:
		try_places(run, at, try_item);
		break;
	case ITEM_FOLD:
		try_fold(run, at, try_item);
		break;
	case ITEM_AS_OF:
		try_days(run, at, try_item);
		break;
	case ITEM_REASON:
		try_reason(run, at, try_item);
		break;
	}
}

void run_all(struct run *run)
{
	try_item(run, 0);
}

void run_some(struct run *run, uint64_t seed, uint64_t tries)
{
	run->random = seed | 1;
	while (run->count < tries && !run->stopped)
		try_item(run, 0);
	run->random = 0;
}

/* --- once more, with one answer changed --- */

static void again_item(struct run *run, size_t at);

static void again_answer(struct run *run, size_t at)
{
	struct item *item = &run->plan->items[at];
	bool open = asked(item);
	*item->cell = UNKNOWN;
	if (open && !item->saved_open && run->free && item != run->changed) {
		try_values(run, at, again_item);
		return;
	}
	if (open && item->saved_open)
		*item->cell = item == run->changed ? run->to : item->saved;
	again_item(run, at + 1);
}

static void again_chosen(struct run *run, size_t at)
{
	struct item *item = &run->plan->items[at];
	const struct fact *choice = run->scene->engine->builtins.chosen_candidate;
	const struct node *step = values_owner(item->node, choice);
	bool named = step && step->own[choice->slot].known;
	if (named && !item->saved.known) {
		try_chosen(run, at, again_item);
		return;
	}
	*item->cell = named ? item->saved : UNKNOWN;
	again_item(run, at + 1);
}

static void again_item(struct run *run, size_t at)
{
	if (at == run->plan->count) {
		run->count++;
		run->visit(run);
		return;
	}
	struct item *item = &run->plan->items[at];
	switch (item->kind) {
	case ITEM_ANSWER:
		again_answer(run, at);
		return;
	case ITEM_CHOSEN:
		again_chosen(run, at);
		return;
	case ITEM_FOLD:
		if (!item->fold->done) {
			try_fold(run, at, again_item);
			return;
		}
		break;
	case ITEM_TRUTH:
		*item->cell = of_truth(expr_truth(item->derived->of.expr, &item->node->frames));
		break;
	case ITEM_FREE:
		*item->cell = item == run->changed ? run->to : item->saved;
		break;
	default:
		break; /* what stands outside of the answers stays as it is */
	}
	again_item(run, at + 1);
}

static void save(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct item *item = &plan->items[i];
		item->saved_open = item->open;
		if (item->cell)
			item->saved = *item->cell;
		for (size_t j = 0; item->fold && j < item->fold->count; j++)
			item->fold->saved[j] = *item->fold->cells[j];
	}
}

static void restore(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct item *item = &plan->items[i];
		item->open = item->saved_open;
		if (item->cell)
			*item->cell = item->saved;
		for (size_t j = 0; item->fold && j < item->fold->count; j++)
			*item->fold->cells[j] = item->fold->saved[j];
	}
}

void run_again(struct run *run, struct item *changed, struct value value, bool free, void (*visit)(struct run *run))
{
	struct run second = { .scene = run->scene, .plan = run->plan, .node = run->node, .visit = visit, .context = run->context,
		.changed = changed, .to = value, .free = free };
	save(run->plan);
	again_item(&second, 0);
	restore(run->plan);
}

/* --- in words --- */

static void describe_value(struct buf *out, const struct fact *fact, struct value value)
{
	struct answer answer = { .state = ANSWER_GIVEN, .number = value.number };
	buf_addf(out, "%s%s = ", out->len ? ", " : "", fact->id);
	if (fact->type == FACT_TEXT || fact->type == FACT_CANDIDATE)
		buf_adds(out, _("answered"));
	else
		answer_to_word(out, fact, &answer);
}

void run_describe(const struct run *run, struct buf *out)
{
	const struct plan *plan = run->plan;
	for (size_t i = 0; i < plan->count; i++) {
		const struct item *item = &plan->items[i];
		struct fold *fold = item->fold;
		for (size_t j = 0; fold && j < fold->count; j++) {
			if (fold->wanted[j] && fold->cells[j]->known)
				describe_value(out, fold->parts[j]->derived->fact, *fold->cells[j]);
		}
		if (item->kind == ITEM_REASON && item->reason)
			buf_addf(out, _(", reason of %s given"), item->fact->id);
		else if (!fold && item->kind != ITEM_TRUTH && item->kind != ITEM_REASON && item->cell && item->cell->known)
			describe_value(out, item->fact, *item->cell);
	}
	if (!out->len)
		buf_adds(out, _("nothing known"));
}
