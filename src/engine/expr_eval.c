/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kleene's logic over arrays of values: no memory is taken, no text is looked at. "and" is decided by the first NO and "or" by the first
 * YES; what is unknown only stands when no other part decides. The numbers of enum truth are used by the table below and nowhere else.
 */
#include "engine/expr_code.h"

static inline bool load(const struct expr *node, const struct frames *frames, int64_t *out)
{
	const struct value *frame = frames->at[node->scope];
	if (!frame || !frame[node->slot].known)
		return false;
	*out = frame[node->slot].number;
	return true;
}

static int64_t popcount(uint64_t mask)
{
	int64_t count = 0;
	for (; mask; mask &= mask - 1)
		count++;
	return count;
}

static bool operand(const struct expr *node, const struct frames *frames, int64_t *out)
{
	int64_t from, to;
	switch (node->op) {
	case EXPR_LITERAL:
		*out = node->number;
		return true;
	case EXPR_AS_OF:
		*out = frames->as_of;
		return frames->as_of != DATE_NONE;
	case EXPR_COUNT:
		if (!load(node->left, frames, out))
			return false;
		*out = popcount((uint64_t)*out) * 1000;
		return true;
	case EXPR_DAYS:
		if (!operand(node->left, frames, &from) || !operand(node->right, frames, &to))
			return false;
		*out = (to - from) * 1000;
		return true;
	default:
		return load(node, frames, out);
	}
}

/* The left side of a comparison; folded into the node itself where it is a fact. */
static inline bool left_side(const struct expr *node, const struct frames *frames, int64_t *out)
{
	return node->fact ? load(node, frames, out) : operand(node->left, frames, out);
}

static bool listed(const struct expr *node, int64_t number)
{
	if (!node->list)
		return node->mask >> number & 1;
	for (size_t i = 0; i < node->list_count && node->list[i] <= number; i++) {
		if (node->list[i] == number)
			return true;
	}
	return false;
}

static inline enum truth truth_of(bool yes)
{
	return yes ? TRUTH_YES : TRUTH_NO;
}

static enum truth compare(const struct expr *node, const struct frames *frames)
{
	int64_t left, right = node->number;
	if (!left_side(node, frames, &left) || (!node->fact && !operand(node->right, frames, &right)))
		return TRUTH_UNKNOWN;
	switch (node->op) {
	case EXPR_EQ:
		return truth_of(left == right);
	case EXPR_NE:
		return truth_of(left != right);
	case EXPR_LT:
		return truth_of(left < right);
	case EXPR_LE:
		return truth_of(left <= right);
	case EXPR_GT:
		return truth_of(left > right);
	default:
		return truth_of(left >= right);
	}
}

enum truth expr_leaf(const struct expr *node, const struct frames *frames)
{
	int64_t number;
	switch (node->op) {
	case EXPR_ANSWERED:
		if (load(node, frames, &number))
			return TRUTH_YES;
		return frames->open ? TRUTH_UNKNOWN : TRUTH_NO;
	case EXPR_IN:
	case EXPR_NOT_IN:
		if (!left_side(node, frames, &number))
			return TRUTH_UNKNOWN;
		return truth_of(listed(node, number) == (node->op == EXPR_IN));
	case EXPR_HAS:
		return load(node, frames, &number) ? truth_of(((uint64_t)number & node->mask) != 0) : TRUTH_UNKNOWN;
	case EXPR_FACT:
	case EXPR_LITERAL:
		return operand(node, frames, &number) ? truth_of(number != 0) : TRUTH_UNKNOWN;
	default:
		return compare(node, frames);
	}
}

enum truth expr_truth(const struct expr *expr, const struct frames *frames)
{
	static const enum truth negated[] = { [TRUTH_NO] = TRUTH_YES, [TRUTH_YES] = TRUTH_NO, [TRUTH_UNKNOWN] = TRUTH_UNKNOWN };
	if (expr->code)
		return expr_code_run(expr->code, frames);
	if (expr->op == EXPR_NOT)
		return negated[expr_truth(expr->left, frames)];
	if (expr->op > EXPR_AND)
		return expr_leaf(expr, frames);
	enum expr_op op = expr->op;
	enum truth deciding = op == EXPR_AND ? TRUTH_NO : TRUTH_YES;
	bool unknown = false;
	for (;; expr = expr->right) {
		bool more = expr->op == op && !expr->code;
		const struct expr *part = more ? expr->left : expr;
		enum truth truth = part->op > EXPR_NOT && !part->code ? expr_leaf(part, frames) : expr_truth(part, frames);
		if (truth == deciding)
			return deciding;
		unknown = unknown || truth == TRUTH_UNKNOWN;
		if (!more)
			return unknown ? TRUTH_UNKNOWN : negated[deciding];
	}
}

void expr_each_fact(const struct expr *expr, void (*visit)(const struct expr *node, void *context), void *context)
{
	if (expr->op == EXPR_FACT || expr->op == EXPR_ANSWERED)
		visit(expr, context);
	if (expr->left)
		expr_each_fact(expr->left, visit, context);
	if (expr->right)
		expr_each_fact(expr->right, visit, context);
}

/* The unknown facts among the operands of a part that is unknown. */
static void each_unknown(const struct expr *node, const struct frames *frames, void (*visit)(const struct expr *node, void *context), void *context)
{
	int64_t number;
	if (node->op == EXPR_FACT && !load(node, frames, &number))
		visit(node, context);
	if (node->left)
		each_unknown(node->left, frames, visit, context);
	if (node->right)
		each_unknown(node->right, frames, visit, context);
}

void expr_each_missing(const struct expr *expr, const struct frames *frames, void (*visit)(const struct expr *node, void *context), void *context)
{
	for (; expr->op <= EXPR_NOT; expr = expr->right) {
		if (expr_truth(expr, frames) != TRUTH_UNKNOWN)
			return;
		expr_each_missing(expr->left, frames, visit, context);
		if (!expr->right)
			return;
	}
	if (expr_leaf(expr, frames) == TRUTH_UNKNOWN)
		each_unknown(expr, frames, visit, context);
}
