/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutants of expressions are made on a copy of the tree, so that the right one is never touched. The places of a tree are numbered in the order
 * of the text: "and", "or" and "not", and the comparisons that they join; the operands of a comparison belong to it. Turning "= yes" to
 * "<> yes" and to "= no" is the same thing twice, so a yes or no is never exchanged.
 */
#include "engine/mutate_site.h"

#include <stdio.h>
#include <string.h>

#define MILLI 1000

/* One change of one node. The fields that do not belong to its kind are not looked at. */
enum change_kind { CHANGE_OP, CHANGE_DROP_NOT, CHANGE_NEGATE, CHANGE_NUMBER, CHANGE_MASK, CHANGE_ITEM };
struct change {
	enum change_kind kind;
	enum expr_op op;
	int64_t number;
	uint64_t mask;
	size_t item;
};
static const char *const OP_WORDS[] = {
	[EXPR_OR] = "or", [EXPR_AND] = "and", [EXPR_NOT] = "not", [EXPR_EQ] = "=", [EXPR_NE] = "<>", [EXPR_LT] = "<", [EXPR_LE] = "<=",
	[EXPR_GT] = ">", [EXPR_GE] = ">=", [EXPR_IN] = "in", [EXPR_NOT_IN] = "not in", [EXPR_HAS] = "has", [EXPR_ANSWERED] = "answered",
	[EXPR_FACT] = "fact", [EXPR_LITERAL] = "literal", [EXPR_AS_OF] = "as_of", [EXPR_COUNT] = "count", [EXPR_DAYS] = "days",
};

static struct expr *copy(struct maker *maker, const struct expr *node, size_t *left, struct expr **found)
{
	struct expr *made = arena_alloc(&maker->arena, sizeof *made);
	bool joins = node->op <= EXPR_NOT;
	*made = *node;
	made->code = NULL; /* that of the right one */
	if (--*left == 0)
		*found = made;
	/* The operands of a comparison are not places; a copy of the comparison may share them. */
	if (joins && node->left)
		made->left = copy(maker, node->left, left, found);
	if (joins && node->right)
		made->right = copy(maker, node->right, left, found);
	return made;
}

static void apply(struct maker *maker, struct expr *node, const struct change *change)
{
	struct expr *inner;
	switch (change->kind) {
	case CHANGE_OP:
		node->op = change->op;
		break;
	case CHANGE_DROP_NOT:
		*node = *node->left;
		break;
	case CHANGE_NEGATE:
		inner = arena_alloc(&maker->arena, sizeof *inner);
		*inner = *node;
		*node = (struct expr){ .op = EXPR_NOT, .left = inner, .text = inner->text };
		break;
	case CHANGE_NUMBER:
		node->number = change->number;
		if (!node->fact && node->right) {
			inner = arena_alloc(&maker->arena, sizeof *inner);
			*inner = *node->right;
			inner->number = change->number;
			node->right = inner;
		}
		break;
	case CHANGE_MASK:
		node->mask = change->mask;
		break;
	case CHANGE_ITEM: {
		int64_t *list = arena_alloc(&maker->arena, (node->list_count + 1) * sizeof *list);
		memcpy(list, node->list, node->list_count * sizeof *list);
		list[change->item] = change->number;
		node->list = list;
		break;
	}
	}
}

void mutate_show(struct site *site, const char *text, const char *change)
{
	char name[MUTATE_NAME_BYTES];
	struct maker *maker = site->maker;
	if (site->node)
		snprintf(name, sizeof name, "%s %zu %s", site->part, site->node, change);
	else
		snprintf(name, sizeof name, "%s %s", site->part, change);
	const struct mutant mutant = { .name = name, .text = text, .file = site->source->file, .line = site->source->line, .rule = site->rule,
		.asked = site->asked, .gathered = site->gathered };
	maker->going = maker->going && maker->visit(&mutant, maker->context);
}

static void try_change(struct site *site, const struct expr *node, const struct change *change, const char *label)
{
	struct maker *maker = site->maker;
	struct expr *found = NULL;
	size_t left = site->node;
	if (!maker->going)
		return;
	arena_init(&maker->arena);
	struct expr *root = copy(maker, site->root, &left, &found);
	apply(maker, found, change);
	site->compiled->expr = root;
	mutate_show(site, node->text ? node->text : "", label);
	site->compiled->expr = site->root;
	arena_done(&maker->arena);
}

static void try_op(struct site *site, const struct expr *node, enum expr_op op)
{
	char label[48];
	snprintf(label, sizeof label, "%s -> %s", OP_WORDS[node->op], OP_WORDS[op]);
	try_change(site, node, &(struct change){ .kind = CHANGE_OP, .op = op }, label);
}

static void try_number(struct site *site, const struct expr *node, int64_t step)
{
	char label[48];
	snprintf(label, sizeof label, "constant %s", step < 0 ? "less" : "more");
	try_change(site, node, &(struct change){ .kind = CHANGE_NUMBER, .number = node->number + step }, label);
}

static void try_option(struct site *site, const struct expr *node)
{
	const struct fact *fact = node->fact;
	char label[128];
	if (fact->option_count < 2)
		return;
	int64_t other = (node->number + 1) % (int64_t)fact->option_count;
	snprintf(label, sizeof label, "%.48s -> %.48s", fact->options[node->number].word, fact->options[other].word);
	try_change(site, node, &(struct change){ .kind = CHANGE_NUMBER, .number = other }, label);
}

static void try_comparison(struct site *site, const struct expr *node)
{
	static const enum expr_op near[] = { [EXPR_EQ] = EXPR_NE, [EXPR_NE] = EXPR_EQ, [EXPR_LT] = EXPR_LE, [EXPR_LE] = EXPR_LT,
		[EXPR_GT] = EXPR_GE, [EXPR_GE] = EXPR_GT };
	static const enum expr_op far[] = { [EXPR_LT] = EXPR_GE, [EXPR_LE] = EXPR_GT, [EXPR_GT] = EXPR_LE, [EXPR_GE] = EXPR_LT };
	try_op(site, node, near[node->op]);
	if (node->op >= EXPR_LT)
		try_op(site, node, far[node->op]);
	enum fact_type type = node->fact ? node->fact->type : FACT_NUMBER;
	bool fixed = node->fact || (node->right && node->right->op == EXPR_LITERAL);
	if (!fixed || type == FACT_YESNO)
		return;
	if (type == FACT_CHOICE) {
		try_option(site, node);
		return;
	}
	try_number(site, node, type == FACT_NUMBER ? -MILLI : -1);
	try_number(site, node, type == FACT_NUMBER ? MILLI : 1);
}

/* Every option goes in, or out. */
static void try_members(struct site *site, const struct expr *node)
{
	char label[128];
	const struct fact *fact = node->fact;
	try_op(site, node, node->op == EXPR_IN ? EXPR_NOT_IN : EXPR_IN);
	for (size_t i = 0; fact && !node->list && i < fact->option_count; i++) {
		uint64_t bit = UINT64_C(1) << i;
		snprintf(label, sizeof label, "%s %.48s", node->mask & bit ? "without" : "with", fact->options[i].word);
		try_change(site, node, &(struct change){ .kind = CHANGE_MASK, .mask = node->mask ^ bit }, label);
	}
	for (size_t i = 0; i < node->list_count; i++) {
		snprintf(label, sizeof label, "item %zu more", i + 1);
		try_change(site, node, &(struct change){ .kind = CHANGE_ITEM, .item = i, .number = node->list[i] + 1 }, label);
	}
}

static void try_has(struct site *site, const struct expr *node)
{
	const struct fact *fact = node->fact;
	char label[128];
	size_t option = 0;
	try_change(site, node, &(struct change){ .kind = CHANGE_NEGATE }, "negated");
	while (fact && option < fact->option_count && !(node->mask >> option & 1))
		option++;
	if (!fact || fact->option_count < 2 || option == fact->option_count)
		return;
	size_t other = (option + 1) % fact->option_count;
	snprintf(label, sizeof label, "%.48s -> %.48s", fact->options[option].word, fact->options[other].word);
	try_change(site, node, &(struct change){ .kind = CHANGE_MASK, .mask = UINT64_C(1) << other }, label);
}

static void try_node(struct site *site, const struct expr *node)
{
	site->node++;
	switch (node->op) {
	case EXPR_OR:
	case EXPR_AND:
		try_op(site, node, node->op == EXPR_OR ? EXPR_AND : EXPR_OR);
		try_node(site, node->left);
		try_node(site, node->right);
		break;
	case EXPR_NOT:
		try_change(site, node, &(struct change){ .kind = CHANGE_DROP_NOT }, "without not");
		try_node(site, node->left);
		break;
	case EXPR_IN:
	case EXPR_NOT_IN:
		try_members(site, node);
		break;
	case EXPR_HAS:
		try_has(site, node);
		break;
	case EXPR_ANSWERED:
	case EXPR_FACT:
		try_change(site, node, &(struct change){ .kind = CHANGE_NEGATE }, "negated");
		break;
	case EXPR_LITERAL:
		break;
	default:
		try_comparison(site, node);
		break;
	}
}

void mutate_expr(struct site site)
{
	if (!site.compiled->expr)
		return;
	site.root = site.compiled->expr;
	try_node(&site, site.root);
}
