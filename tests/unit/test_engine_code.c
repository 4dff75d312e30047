/* SPDX-License-Identifier: Apache-2.0 */
/* What small expressions are looked up from must be what walking their tree gives: every kind of comparison, every combination of known and unknown. */
#include "test_engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/expr.h"

#define ROUNDS 4000
#define VALUES 8 /* sets of values that each expression is shown */

static const char *const LEAVES[] = {
	"case.y", "case.y2 = no", "case.first <> yes", "case.y = case.y2", "yes", "no", "case.c = 'b'", "case.c2 <> 'b'", "case.c in ('a','c')",
	"case.c2 not in ('a','d')", "case.c = case.c2", "case.c <> case.c2", "case.n = 5", "case.n <> 5", "case.n < 5", "case.n2 <= 5", "case.n > 4.999",
	"case.n2 >= 5", "case.n < case.n2", "case.n <= case.n2", "case.n > case.n2", "case.n >= case.n2", "5 < case.n2", "case.n in (4, 5)",
	"case.n2 not in (9)", "case.m >= 999999999", "case.m < 1000", "case.d < as_of", "case.d2 = '2026-11-20'", "days(case.d, as_of) = 1",
	"has(case.s, 'p')", "not has(case.s2, 'q')", "count(case.s) = 2", "answered(case.t)", "answered(case.n2)",
};
#define LEAF_COUNT (sizeof LEAVES / sizeof *LEAVES)

struct bench {
	struct fixture fixture;
	struct arena arena;
	struct diag_list diags;
	struct value *values;
	uint64_t seed;
};

static unsigned below(struct bench *bench, unsigned count)
{
	bench->seed ^= bench->seed << 13;
	bench->seed ^= bench->seed >> 7;
	bench->seed ^= bench->seed << 17;
	return (unsigned)(bench->seed >> 24) % count;
}

static const struct expr *parse(struct bench *bench, const char *text)
{
	struct source_expr source = { .text = text, .file = "test.ini", .line = 7 };
	return expr_parse(&bench->arena, bench->fixture.edition, SCOPE_BIT(SCOPE_CASE), &source, &bench->diags);
}

/* The same tree with nothing to look up. */
static const struct expr *bare(struct bench *bench, const struct expr *node)
{
	struct expr *copy = arena_alloc(&bench->arena, sizeof *copy);
	*copy = *node;
	copy->code = NULL;
	if (node->op <= EXPR_NOT) {
		copy->left = (struct expr *)(uintptr_t)bare(bench, node->left);
		copy->right = node->right ? (struct expr *)(uintptr_t)bare(bench, node->right) : NULL;
	}
	return copy;
}

/* Numbers near those that the leaves name, and the ends of what a number can be. */
static int64_t drawn(struct bench *bench, const struct fact *fact)
{
	static const int64_t NUMBERS[] = { 4000, 4999, 5000, 5001, 9000, 0, -1000, INT64_MAX, INT64_MIN };
	switch (fact->type) {
	case FACT_CHOICE:
		return below(bench, (unsigned)fact->option_count);
	case FACT_SET:
		return below(bench, 1u << fact->option_count);
	case FACT_YESNO:
		return below(bench, 2);
	case FACT_DATE:
		return 20775 + (int64_t)below(bench, 4); /* 2026-11-18 and the days after it */
	default:
		return NUMBERS[below(bench, sizeof NUMBERS / sizeof *NUMBERS)];
	}
}

static void draw_values(struct bench *bench)
{
	const struct edition *edition = bench->fixture.edition;
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];
		if (fact->scope == SCOPE_CASE)
			bench->values[fact->slot] = (struct value){ .number = drawn(bench, fact), .known = below(bench, 4) != 0 };
	}
}

static void compare(struct bench *bench, const char *text)
{
	const struct expr *expr = parse(bench, text);
	if (!expr)
		fail_msg("%s: %s", text, bench->diags.items[bench->diags.count - 1].text);
	const struct expr *tree = bare(bench, expr);
	for (int i = 0; i < VALUES; i++) {
		struct frames frames = { .at = { [SCOPE_CASE] = i ? bench->values : NULL }, .open = below(bench, 2) };
		assert_true(date_parse_iso("2026-11-21", &frames.as_of));
		draw_values(bench);
		if (expr_truth(expr, &frames) != expr_truth(tree, &frames))
			fail_msg("%s is looked up as %d and is %d", text, (int)expr_truth(expr, &frames), (int)expr_truth(tree, &frames));
	}
}

static void test_looked_up(void **state)
{
	struct bench *bench = *state;
	size_t small = 0, large = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct buf text;
		unsigned count = 1 + below(bench, 7), open = 0;
		buf_init(&text);
		for (unsigned i = 0; i < count; i++) {
			buf_adds(&text, i ? below(bench, 2) ? " and " : " or " : "");
			buf_adds(&text, below(bench, 4) ? "" : "not ");
			if (below(bench, 3) == 0 && i + 1 < count) {
				buf_adds(&text, "(");
				open++;
			}
			buf_adds(&text, LEAVES[round < (int)LEAF_COUNT ? round : (int)below(bench, LEAF_COUNT)]);
			while (open && (i + 1 == count || below(bench, 2))) {
				buf_adds(&text, ")");
				open--;
			}
		}
		const struct expr *expr = parse(bench, text.data);
		small += expr && expr->code;
		large += expr && !expr->code;
		compare(bench, text.data);
		buf_done(&text);
	}
	assert_true(small > ROUNDS / 3);
	assert_true(large > ROUNDS / 5);
}

/* The end of a long chain is small again. */
static void test_long_chain(void **state)
{
	struct bench *bench = *state;
	compare(bench, "case.y and case.first and case.n = 5 and case.c = 'a' and (case.y2 or case.n2 < 5) and case.d < as_of and has(case.s,'p')");
}

static int start(void **state)
{
	struct bench *bench = MEM_NEW(struct bench);
	fixture_start(&bench->fixture, NULL);
	arena_init(&bench->arena);
	diag_init(&bench->diags);
	bench->values = mem_array(bench->fixture.edition->slots[SCOPE_CASE], sizeof *bench->values);
	bench->seed = 20261121;
	*state = bench;
	return 0;
}

static int finish(void **state)
{
	struct bench *bench = *state;
	fixture_done(&bench->fixture);
	arena_done(&bench->arena);
	diag_done(&bench->diags);
	free(bench->values);
	free(bench);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_looked_up, start, finish),
		cmocka_unit_test_setup_teardown(test_long_chain, start, finish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
