/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which values of a fact are worth trying. Two values that no expression of the plan tells apart give the same outcome, so one stands for both:
 * options are merged into classes, numbers and dates fall into the points and gaps of the constants they meet, a set into the subsets of
 * the words that are asked for. Numbers that are compared with each other meet on a common grid with as many points in every gap as there
 * are facts, so that every order of them occurs.
 */
#include "engine/prove_plan.h"

#include <stdlib.h>
#include <string.h>

#define SUBSET_WORDS_MAX 12
#define CONSTANTS_MAX 64
#define MILLI 1000
#define DAY_OF_CHOICE 20000

struct look {
	const struct fact *fact; /* NULL: the day of the decision */
	enum fact_type type;
	uint64_t masks[EXPR_NODES_MAX]; /* options that one place takes together */
	size_t mask_count;
	bool raw;      /* compared with another fact: no two options are alike */
	bool counted;  /* a set whose size matters */
	uint64_t words; /* of a set */
	int64_t constants[CONSTANTS_MAX];
	size_t constant_count;
	bool grid; /* compared with another number or date */
	bool overflow; /* more places than there is room for */
	size_t facts; /* on the grid */
	int64_t spans[CONSTANTS_MAX]; /* lengths that days() is compared with */
	size_t span_count;
};

static void add_number(struct look *look, int64_t *list, size_t *count, int64_t number)
{
	for (size_t i = 0; i < *count; i++) {
		if (list[i] == number)
			return;
	}
	if (*count < CONSTANTS_MAX)
		list[(*count)++] = number;
	else
		look->overflow = true;
}

static void add_mask(struct look *look, uint64_t mask)
{
	if (look->mask_count < EXPR_NODES_MAX)
		look->masks[look->mask_count++] = mask;
	else
		look->raw = true;
}

static bool names(const struct expr *node, const struct fact *fact)
{
	if (!node)
		return false;
	if (fact ? node->op == EXPR_FACT && node->fact == fact : node->op == EXPR_AS_OF)
		return true;
	return (node->op == EXPR_COUNT || node->op == EXPR_DAYS) && (names(node->left, fact) || names(node->right, fact));
}

/* The fixed values in a comparison of computed sides: as points, and as lengths for days(). */
static void look_literals(struct look *look, const struct expr *node)
{
	if (!node)
		return;
	if (node->op == EXPR_LITERAL) {
		add_number(look, look->constants, &look->constant_count, node->number);
		if (look->type == FACT_DATE && node->number % MILLI == 0)
			add_number(look, look->spans, &look->span_count, node->number / MILLI);
	}
	look_literals(look, node->left);
	look_literals(look, node->right);
}

static void look_compare(struct look *look, const struct expr *node)
{
	if (node->fact) {
		if (node->fact == look->fact) {
			add_mask(look, node->number < 64 && node->number >= 0 ? UINT64_C(1) << node->number : 0);
			add_number(look, look->constants, &look->constant_count, node->number);
		}
		return;
	}
	if (!names(node->left, look->fact) && !names(node->right, look->fact))
		return;
	look->raw = look->grid = true;
	look_literals(look, node->left);
	look_literals(look, node->right);
}

static void look_at(struct look *look, const struct expr *node)
{
	bool mine = look->fact && node->fact == look->fact;
	if (node->op >= EXPR_EQ && node->op <= EXPR_GE)
		look_compare(look, node);
	if ((node->op == EXPR_IN || node->op == EXPR_NOT_IN) && (mine || (!node->fact && names(node->left, look->fact)))) {
		add_mask(look, node->mask);
		for (size_t i = 0; i < node->list_count; i++)
			add_number(look, look->constants, &look->constant_count, node->list[i]);
	}
	if (node->op == EXPR_HAS && mine)
		look->words |= node->mask;
	if (node->op == EXPR_COUNT && names(node->left, look->fact))
		look->counted = true;
	if (node->left)
		look_at(look, node->left);
	if (node->right)
		look_at(look, node->right);
}

/* Options in the same class are told apart by no place; the first of a class stands for it. */
static size_t choose(const struct look *look, bool whole, int64_t *out)
{
	size_t count = 0;
	for (size_t option = 0; option < look->fact->option_count; option++) {
		bool alike = false;
		for (size_t i = 0; i < count && !alike && !whole && !look->raw; i++) {
			alike = true;
			for (size_t m = 0; m < look->mask_count && alike; m++)
				alike = (look->masks[m] >> option & 1) == (look->masks[m] >> out[i] & 1);
		}
		if (!alike)
			out[count++] = (int64_t)option;
	}
	return count;
}

static uint64_t lowest(uint64_t mask, size_t count)
{
	uint64_t out = 0;
	for (; count; count--) {
		out |= mask & (~mask + 1);
		mask &= mask - 1;
	}
	return out;
}

static size_t bits(uint64_t mask)
{
	size_t count = 0;
	for (; mask; mask &= mask - 1)
		count++;
	return count;
}

/* Every subset of the words that matter, with every number of others where the size matters; single words where they are too many. */
static size_t subsets(const struct look *look, struct arena *arena, int64_t **out, bool *reduced)
{
	uint64_t all = look->fact->option_count >= 64 ? UINT64_MAX : (UINT64_C(1) << look->fact->option_count) - 1;
	uint64_t words = look->words & all, others = all & ~words;
	size_t extra = look->counted ? bits(others) : 0, count = 0;
	if (bits(words) > SUBSET_WORDS_MAX) {
		*reduced = true;
		*out = arena_alloc(arena, (look->fact->option_count + 2) * sizeof **out);
		(*out)[count++] = 0;
		(*out)[count++] = (int64_t)all;
		for (size_t i = 0; i < look->fact->option_count; i++)
			(*out)[count++] = (int64_t)(UINT64_C(1) << i);
		return count;
	}
	*out = arena_alloc(arena, ((size_t)1 << bits(words)) * (extra + 1) * sizeof **out);
	for (uint64_t subset = words;; subset = (subset - 1) & words) {
		for (size_t more = 0; more <= extra; more++)
			(*out)[count++] = (int64_t)(subset | lowest(others, more));
		if (!subset)
			return count;
	}
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

struct grid_facts {
	const struct fact *seen[EXPR_NODES_MAX];
	size_t count;
	enum fact_type type;
};

static void grid_fact(const struct expr *node, void *context)
{
	struct grid_facts *facts = context;
	for (size_t i = 0; i < facts->count; i++) {
		if (facts->seen[i] == node->fact)
			return;
	}
	if (node->fact->type == facts->type && facts->count < EXPR_NODES_MAX)
		facts->seen[facts->count++] = node->fact;
}

static bool names_day(const struct expr *node)
{
	return node && (node->op == EXPR_AS_OF || names_day(node->left) || names_day(node->right));
}

/* All numbers of this type in the plan meet on one grid, whether or not each pair is compared: a few more combinations, and none missed. */
static void share_grid(struct look *look, const struct roots *roots)
{
	struct grid_facts facts = { .type = look->type };
	for (size_t i = 0; i < roots->count; i++)
		expr_each_fact(roots->items[i], grid_fact, &facts);
	look->facts = facts.count;
	for (size_t r = 0; r < roots->count && look->facts == facts.count; r++)
		look->facts += look->type == FACT_DATE && names_day(roots->items[r]);
	for (size_t i = 0; i < facts.count; i++) {
		struct look other = { .fact = facts.seen[i], .type = look->type };
		for (size_t r = 0; r < roots->count; r++)
			look_at(&other, roots->items[r]);
		for (size_t c = 0; c < other.constant_count; c++)
			add_number(look, look->constants, &look->constant_count, other.constants[c]);
		for (size_t s = 0; s < other.span_count; s++)
			add_number(look, look->spans, &look->span_count, other.spans[s]);
		look->overflow = look->overflow || other.overflow;
	}
}

static size_t points(struct look *look, const struct roots *roots, struct arena *arena, int64_t **out)
{
	const struct question *question = look->fact ? look->fact->question : NULL;
	int64_t unit = look->type == FACT_NUMBER ? MILLI : 1;
	size_t count = 0, kept = 0;
	if (look->grid)
		share_grid(look, roots);
	size_t reach = look->grid && look->facts > 1 ? look->facts : 1;
	/* Without a constant the order of the facts is all there is, and as many values as facts show every order. */
	bool bare = !look->constant_count;
	if (bare)
		look->constants[look->constant_count++] = look->type == FACT_DATE ? DAY_OF_CHOICE : unit;
	*out = arena_alloc(arena, look->constant_count * (2 * reach + 1) * (1 + 6 * look->span_count) * sizeof **out);
	for (size_t c = 0; c < look->constant_count; c++) {
		for (size_t step = bare ? reach : 0; step < 2 * reach + !bare; step++) {
			int64_t base = look->constants[c] + ((int64_t)step - (int64_t)reach) * unit;
			(*out)[count++] = base;
			for (size_t s = 0; s < look->span_count; s++) {
				for (int64_t near = -1; near <= 1; near++) {
					(*out)[count++] = base + look->spans[s] + near;
					(*out)[count++] = base - look->spans[s] + near;
				}
			}
		}
	}
	qsort(*out, count, sizeof **out, by_number);
	for (size_t i = 0; i < count; i++) {
		bool outside = question && ((question->has_min && (*out)[i] < question->min) || (question->has_max && (*out)[i] > question->max));
		if (!outside && (!kept || (*out)[i] != (*out)[kept - 1]))
			(*out)[kept++] = (*out)[i];
	}
	return kept;
}

void domain_fill(const struct roots *roots, const struct fact *fact, bool whole, struct arena *arena, int64_t **out, size_t *count, bool *reduced)
{
	struct look look = { .fact = fact, .type = fact ? fact->type : FACT_DATE };
	for (size_t i = 0; i < roots->count; i++)
		look_at(&look, roots->items[i]);
	switch (look.type) {
	case FACT_CHOICE:
		*out = arena_alloc(arena, (fact->option_count + 1) * sizeof **out);
		*count = choose(&look, whole, *out);
		break;
	case FACT_SET:
		*count = subsets(&look, arena, out, reduced);
		break;
	case FACT_YESNO:
		*out = arena_alloc(arena, 2 * sizeof **out);
		(*out)[1] = 1;
		*count = 2;
		break;
	case FACT_NUMBER:
	case FACT_MONEY:
	case FACT_DATE:
		/* Where only its presence matters, one value stands for all. */
		*count = points(&look, roots, arena, out);
		if (!look.grid && !look.mask_count)
			*count = *count ? 1 : 0;
		break;
	default:
		*out = arena_alloc(arena, sizeof **out);
		*count = 1;
		break;
	}
	*reduced = *reduced || look.overflow;
}
