/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walking the tree of an expression costs the processor a guess at every comparison: is it decided now or not? Over many services these guesses are
 * wrong half of the time, and that is most of the cost. So the comparisons of a small expression are all made, none waiting for another, and
 * what they come to together is looked up in a table that holds the truth for every combination of yes, no and unknown.
 *
 * Nearly every comparison is of one fact with fixed values. All of these are one test: whether the number lies within a range and, for the
 * options of a choice, among the bits of a mask. What is none of the simple kinds is asked of the tree.
 */
#include "engine/expr_code.h"

#include <string.h>

#define TESTS_MAX 4
#define TRUTH_BITS 2
#define PLACES_MAX (1u << (TESTS_MAX * TRUTH_BITS)) /* of a table */
#define WORD_BITS 64

enum test_kind { TEST_RANGE, TEST_PAIR, TEST_SET, TEST_ANSWERED, TEST_TREE };
struct test {
	unsigned char kind, scope, other_scope;
	bool opposite; /* RANGE: yes when it lies outside */
	unsigned slot, other_slot;
	int64_t low;         /* RANGE */
	uint64_t span, mask; /* RANGE: the highest distance from low, and which distances; SET: the members; PAIR: of less, equal, greater, by bit */
	const struct expr *tree;
};
struct expr_code {
	unsigned count;
	struct test tests[TESTS_MAX];
	unsigned char truths[]; /* by the truths of the tests, the first in the lowest bits */
};

/* --- running --- */

static inline const struct value *value_at(const struct frames *frames, unsigned scope, unsigned slot)
{
	static const struct value nothing = { .known = false };
	const struct value *frame = frames->at[scope];
	return frame ? &frame[slot] : &nothing;
}

/* Yes and no are 1 and 0, unknown is 2; and there is no branch here, so that there is nothing to guess. */
static inline unsigned truth_of(bool yes, bool known)
{
	return (unsigned)(yes & known) | (unsigned)!known << 1;
}

static unsigned pair_truth(const struct test *test, const struct value *left, const struct value *right)
{
	unsigned order = 1u + (left->number > right->number) - (left->number < right->number);
	return truth_of(test->mask >> order & 1, left->known & right->known);
}

static unsigned test_truth(const struct test *test, const struct frames *frames)
{
	const struct value *value = value_at(frames, test->scope, test->slot);
	if (test->kind == TEST_RANGE) {
		uint64_t away = (uint64_t)value->number - (uint64_t)test->low;
		bool inside = (away <= test->span) & (test->mask >> (away % WORD_BITS));
		return truth_of(inside ^ test->opposite, value->known);
	}
	switch (test->kind) {
	case TEST_PAIR:
		return pair_truth(test, value, value_at(frames, test->other_scope, test->other_slot));
	case TEST_SET:
		return truth_of(((uint64_t)value->number & test->mask) != 0, value->known);
	case TEST_ANSWERED:
		return value->known ? TRUTH_YES : frames->open ? TRUTH_UNKNOWN : TRUTH_NO;
	default:
		return expr_leaf(test->tree, frames);
	}
}

enum truth expr_code_run(const struct expr_code *code, const struct frames *frames)
{
	unsigned at = 0;
	for (unsigned i = 0; i < code->count; i++)
		at |= test_truth(&code->tests[i], frames) << (i * TRUTH_BITS);
	return (enum truth)code->truths[at];
}

/* --- making --- */

static void set_range(struct test *test, int64_t low, int64_t high)
{
	test->kind = TEST_RANGE;
	test->low = low;
	test->span = (uint64_t)high - (uint64_t)low;
	test->mask = UINT64_MAX;
}

/* A fact beside a fixed value, which base/num.c keeps far from the ends of what an int64_t can be. */
static void set_compared(struct test *test, enum expr_op op, int64_t number)
{
	if (op == EXPR_LT || op == EXPR_LE)
		set_range(test, INT64_MIN, op == EXPR_LT ? number - 1 : number);
	else if (op == EXPR_GT || op == EXPR_GE)
		set_range(test, op == EXPR_GT ? number + 1 : number, INT64_MAX);
	else
		set_range(test, number, number);
	test->opposite = op == EXPR_NE;
}

static void set_pair(struct test *test, const struct expr *node)
{
	static const unsigned char orders[] = { [EXPR_EQ] = 2, [EXPR_NE] = 5, [EXPR_LT] = 1, [EXPR_LE] = 3, [EXPR_GT] = 4, [EXPR_GE] = 6 };
	const struct expr *left = node->left, *right = node->right;
	if (!left || !right || left->op != EXPR_FACT || right->op != EXPR_FACT)
		return;
	test->kind = TEST_PAIR;
	test->scope = (unsigned char)left->scope;
	test->slot = left->slot;
	test->other_scope = (unsigned char)right->scope;
	test->other_slot = right->slot;
	test->mask = orders[node->op];
}

static void set_test(struct test *test, const struct expr *node)
{
	*test = (struct test){ .kind = TEST_TREE, .scope = (unsigned char)node->scope, .slot = node->slot, .tree = node };
	if (node->op >= EXPR_EQ && node->op <= EXPR_GE) {
		if (node->fact)
			set_compared(test, node->op, node->number);
		else
			set_pair(test, node);
	} else if ((node->op == EXPR_IN || node->op == EXPR_NOT_IN) && node->fact && !node->list) {
		set_range(test, 0, WORD_BITS - 1);
		test->mask = node->mask;
		test->opposite = node->op == EXPR_NOT_IN;
	} else if (node->op == EXPR_FACT) {
		set_range(test, 0, 0);
		test->opposite = true;
	} else if (node->op == EXPR_ANSWERED) {
		test->kind = TEST_ANSWERED;
	} else if (node->op == EXPR_HAS) {
		test->kind = TEST_SET;
		test->mask = node->mask;
	}
}

static size_t count_leaves(const struct expr *node)
{
	if (node->op > EXPR_NOT)
		return 1;
	return count_leaves(node->left) + (node->right ? count_leaves(node->right) : 0);
}

static void set_tests(struct expr_code *code, const struct expr *node)
{
	if (node->op > EXPR_NOT) {
		set_test(&code->tests[code->count++], node);
		return;
	}
	set_tests(code, node->left);
	if (node->right)
		set_tests(code, node->right);
}

static enum truth joined(enum expr_op op, enum truth left, enum truth right)
{
	enum truth deciding = op == EXPR_AND ? TRUTH_NO : TRUTH_YES;
	if (left == deciding || right == deciding)
		return deciding;
	return left == TRUTH_UNKNOWN || right == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : op == EXPR_AND ? TRUTH_YES : TRUTH_NO;
}

/* Fills in the truth of a part for every combination of its comparisons; the number of combinations. */
static size_t set_truths(unsigned char *truths, const struct expr *node)
{
	static const unsigned char alone[1u << TRUTH_BITS] = { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN, TRUTH_UNKNOWN };
	static const unsigned char negated[] = { [TRUTH_NO] = TRUTH_YES, [TRUTH_YES] = TRUTH_NO, [TRUTH_UNKNOWN] = TRUTH_UNKNOWN };
	unsigned char left[PLACES_MAX], right[PLACES_MAX];
	if (node->op > EXPR_NOT) {
		memcpy(truths, alone, sizeof alone);
		return sizeof alone;
	}
	size_t left_count = set_truths(left, node->left), right_count = node->right ? set_truths(right, node->right) : 1;
	for (size_t r = 0; r < right_count; r++) {
		for (size_t l = 0; l < left_count; l++)
			truths[r * left_count + l] = node->op == EXPR_NOT ? negated[left[l]] : (unsigned char)joined(node->op, left[l], right[r]);
	}
	return left_count * right_count;
}

void expr_code_add(struct arena *arena, struct expr *root)
{
	size_t leaves = count_leaves(root);
	if (leaves > TESTS_MAX) {
		expr_code_add(arena, root->left);
		if (root->right)
			expr_code_add(arena, root->right);
		return;
	}
	struct expr_code *code = arena_alloc(arena, sizeof *code + ((size_t)1 << (leaves * TRUTH_BITS)));
	set_tests(code, root);
	set_truths(code->truths, root);
	root->code = code;
}
