/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way out when the product of all answers is too large. An outcome hangs on the truths of the atoms of its expressions only: a comparison,
 * has(), answered(). Facts that meet in no atom, question or derived fact fall into parts that know nothing of one another. Each part is run
 * whole and leaves the different truths that its atoms can have together, each with one set of answers as its witness; every combination of
 * those is then as good as every combination of answers. This is exact: nothing is left out, and no witness is invented.
 */
#include "engine/prove_plan.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 4096

/* One way the atoms of a part can turn out, with the values that make it so. */
struct row {
	unsigned char *truths;
	struct value *values, *second;
	bool *reason;
};
struct part {
	struct plan plan;
	size_t *places; /* of its items in the whole plan */
	const struct expr **atoms;
	size_t atom_count;
	const struct fact **known;
	size_t known_count;
	struct row *rows;
	size_t row_count, row_capacity;
	bool overflow;
};
struct split {
	struct run *run;
	const struct subject *subject;
	size_t *part_of; /* by item: union-find */
	struct part *parts;
	size_t part_count;
	uint64_t limit;
	struct arena arena;
};

static size_t find(const struct split *split, size_t item)
{
	while (split->part_of[item] != item)
		item = split->part_of[item];
	return item;
}

static size_t place_of(const struct plan *plan, const struct fact *fact)
{
	const struct builtins *builtins = &plan->engine->builtins;
	for (size_t i = 0; i < plan->count; i++) {
		const struct item *item = &plan->items[i];
		if (item->fact == fact && item->kind != ITEM_REASON)
			return i;
		if (item->kind == ITEM_PLACE && (fact == builtins->model || fact == builtins->deployment))
			return i;
		for (size_t j = 0; item->fold && j < item->fold->count; j++) {
			if (item->fold->parts[j]->derived->fact == fact && item->fold->wanted[j])
				return i;
		}
	}
	return SIZE_MAX; /* step.number */
}

struct joining {
	struct split *split;
	size_t item; /* joined with every fact that is visited; SIZE_MAX until there is one */
};

static void join_fact(struct joining *joining, const struct fact *fact)
{
	size_t item = place_of(joining->split->run->plan, fact);
	if (item == SIZE_MAX)
		return;
	if (joining->item != SIZE_MAX)
		joining->split->part_of[find(joining->split, item)] = find(joining->split, joining->item);
	joining->item = item;
}

static void join_node(const struct expr *node, void *context)
{
	join_fact(context, node->fact);
}

static void join_all(struct split *split, size_t item, const struct compiled *compiled)
{
	struct joining joining = { .split = split, .item = item };
	for (size_t i = 0; i < compiled->fact_count; i++)
		join_fact(&joining, compiled->facts[i]);
}

static void join_item(struct split *split, size_t at)
{
	const struct plan *plan = split->run->plan;
	const struct item *item = &plan->items[at];
	struct joining joining = { .split = split, .item = at };
	if (item->kind == ITEM_ANSWER && item->fact->origin == FACT_ASKED)
		join_all(split, at, &plan->engine->asks[item->fact->scope][item->fact->slot]);
	if (item->kind == ITEM_TRUTH)
		join_all(split, at, &item->derived->of);
	if (item->kind == ITEM_REASON)
		join_fact(&joining, item->fact);
	if (item->kind == ITEM_CHOSEN)
		join_fact(&joining, plan->engine->builtins.chosen_candidate);
	/* What the entities below read above them could be anything that came before. */
	for (size_t i = 0; item->fold && item->fold->plan->reads_outer && i < at; i++)
		split->part_of[find(split, i)] = find(split, at);
	/* The day is not a fact that an atom names. */
	for (size_t i = 0; item->kind == ITEM_AS_OF && i < plan->count; i++)
		split->part_of[find(split, i)] = find(split, at);
}

static void each_atom(const struct expr *expr, void (*visit)(struct split *split, const struct expr *atom), struct split *split)
{
	if (expr->op > EXPR_NOT) {
		visit(split, expr);
		return;
	}
	each_atom(expr->left, visit, split);
	if (expr->right)
		each_atom(expr->right, visit, split);
}

static void join_atom(struct split *split, const struct expr *atom)
{
	struct joining joining = { .split = split, .item = SIZE_MAX };
	expr_each_fact(atom, join_node, &joining);
}

struct first {
	const struct fact *fact;
};

static void first_fact(const struct expr *node, void *context)
{
	struct first *first = context;
	first->fact = first->fact ? first->fact : node->fact;
}

static struct part *part_of_fact(const struct split *split, const struct fact *fact)
{
	size_t item = fact ? place_of(split->run->plan, fact) : SIZE_MAX;
	for (size_t i = 0; item != SIZE_MAX && i < split->part_count; i++) {
		if (find(split, split->parts[i].places[0]) == find(split, item))
			return &split->parts[i];
	}
	return NULL;
}

static void give_atom(struct split *split, const struct expr *atom)
{
	struct first first = { .fact = NULL };
	expr_each_fact(atom, first_fact, &first);
	struct part *part = part_of_fact(split, first.fact);
	if (part)
		part->atoms[part->atom_count++] = atom;
}

static void each_root(struct split *split, void (*visit)(struct split *split, const struct expr *atom))
{
	for (size_t i = 0; i < split->subject->part_count; i++) {
		if (split->subject->parts[i]->expr)
			each_atom(split->subject->parts[i]->expr, visit, split);
	}
}

/* The parts, each with its own plan: the items of the whole that belong together, in their order. */
static void make_parts(struct split *split)
{
	const struct plan *plan = split->run->plan;
	split->parts = arena_alloc(&split->arena, (plan->count + 1) * sizeof *split->parts);
	for (size_t root = 0; root < plan->count; root++) {
		if (split->part_of[root] != root)
			continue;
		struct part *part = &split->parts[split->part_count++];
		part->plan = *plan;
		part->plan.items = arena_alloc(&split->arena, plan->count * sizeof *part->plan.items);
		part->plan.count = 0;
		part->places = arena_alloc(&split->arena, plan->count * sizeof *part->places);
		part->atoms = arena_alloc(&split->arena, (split->subject->part_count + 1) * EXPR_NODES_MAX * sizeof *part->atoms);
		part->known = arena_alloc(&split->arena, (split->subject->known_count + 1) * sizeof *part->known);
		for (size_t i = 0; i < plan->count; i++) {
			if (find(split, i) != root)
				continue;
			part->places[part->plan.count] = i;
			part->plan.items[part->plan.count++] = plan->items[i];
		}
	}
	each_root(split, give_atom);
	for (size_t i = 0; i < split->subject->known_count; i++) {
		struct part *part = part_of_fact(split, split->subject->known[i]);
		if (part)
			part->known[part->known_count++] = split->subject->known[i];
	}
}

struct watch {
	struct split *split;
	struct part *part;
	struct node *node;
	unsigned char *truths;
};

static void note_row(struct run *run)
{
	struct watch *watch = run->context;
	struct part *part = watch->part;
	size_t count = 0;
	for (size_t i = 0; i < part->atom_count; i++)
		watch->truths[count++] = (unsigned char)expr_truth(part->atoms[i], &watch->node->frames);
	for (size_t i = 0; i < part->known_count; i++)
		watch->truths[count++] = scene_cell(run->scene, watch->node, part->known[i])->known;
	for (size_t i = 0; i < part->plan.count; i++)
		watch->truths[count++] = part->plan.items[i].kind == ITEM_REASON ? part->plan.items[i].reason : 2;
	for (size_t i = 0; i < part->row_count; i++) {
		if (memcmp(part->rows[i].truths, watch->truths, count) == 0)
			return;
	}
	if (part->row_count == ROWS_MAX) {
		part->overflow = run->stopped = true;
		return;
	}
	struct arena *arena = &watch->split->arena;
	MEM_PUSH_ROOM(part->rows, part->row_count, part->row_capacity);
	struct row *row = &part->rows[part->row_count++];
	row->truths = memcpy(arena_alloc(arena, count + 1), watch->truths, count);
	row->values = arena_alloc(arena, (part->plan.count + 1) * FOLD_MAX * sizeof *row->values);
	row->second = arena_alloc(arena, (part->plan.count + 1) * sizeof *row->second);
	row->reason = arena_alloc(arena, part->plan.count + 1);
	for (size_t i = 0; i < part->plan.count; i++) {
		const struct item *item = &part->plan.items[i];
		row->reason[i] = item->reason;
		if (item->second)
			row->second[i] = *item->second;
		for (size_t j = 0; item->fold && j < item->fold->count; j++)
			row->values[i * FOLD_MAX + j] = *item->fold->cells[j];
		if (!item->fold && item->cell)
			row->values[i * FOLD_MAX] = *item->cell;
	}
}

static void put_row(const struct part *part, const struct plan *plan, const struct row *row)
{
	for (size_t i = 0; i < part->plan.count; i++) {
		struct item *item = &plan->items[part->places[i]];
		if (item->second)
			*item->second = row->second[i];
		for (size_t j = 0; item->fold && j < item->fold->count; j++) {
			if (item->fold->wanted[j])
				*item->fold->cells[j] = row->values[i * FOLD_MAX + j];
		}
		if (item->kind == ITEM_REASON)
			item_give_reason(item, row->reason[i]);
		else if (!item->fold && item->cell)
			*item->cell = row->values[i * FOLD_MAX];
	}
}

static void combine(struct split *split, size_t at)
{
	struct run *run = split->run;
	if (run->stopped)
		return;
	if (at == split->part_count) {
		run->stopped = run->count == split->limit;
		run->count++;
		if (!run->stopped)
			run->visit(run);
		return;
	}
	for (size_t i = 0; i < split->parts[at].row_count; i++) {
		put_row(&split->parts[at], run->plan, &split->parts[at].rows[i]);
		combine(split, at + 1);
	}
	for (size_t i = 0; i < split->parts[at].plan.count; i++) {
		struct item *item = &run->plan->items[split->parts[at].places[i]];
		if (item->kind == ITEM_REASON)
			item_give_reason(item, false);
	}
}

static bool run_part(struct split *split, struct part *part, struct node *node)
{
	struct watch watch = { .split = split, .part = part, .node = node };
	struct run run = { .scene = split->run->scene, .plan = &part->plan, .limit = split->limit, .visit = note_row, .context = &watch };
	watch.truths = arena_alloc(&split->arena, part->atom_count + part->known_count + part->plan.count + 1);
	run_all(&run);
	split->run->count += run.count;
	return !run.stopped;
}

static bool run_split(struct run *run, const struct subject *subject)
{
	struct split split = { .run = run, .subject = subject, .limit = run->limit };
	bool fine;
	arena_init(&split.arena);
	split.part_of = arena_alloc(&split.arena, (run->plan->count + 1) * sizeof *split.part_of);
	for (size_t i = 0; i < run->plan->count; i++)
		split.part_of[i] = i;
	for (size_t i = 0; i < run->plan->count; i++)
		join_item(&split, i);
	each_root(&split, join_atom);
	make_parts(&split);
	run->count = 0;
	run->stopped = false;
	fine = split.part_count > 1;
	for (size_t i = 0; i < split.part_count && fine; i++)
		fine = run_part(&split, &split.parts[i], run->node);
	split.limit += run->count;
	if (fine)
		combine(&split, 0);
	for (size_t i = 0; i < split.part_count; i++)
		free(split.parts[i].rows);
	arena_done(&split.arena);
	return fine && !run->stopped;
}

bool subject_run(struct run *run, const struct subject *subject, bool *split)
{
	*split = false;
	run_all(run);
	if (!run->stopped)
		return true;
	*split = run_split(run, subject);
	return *split;
}
