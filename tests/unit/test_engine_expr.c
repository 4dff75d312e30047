/* SPDX-License-Identifier: Apache-2.0 */
/* The rule language by itself: what each operator gives, what the parser refuses and where, and what a hostile text costs. */
#include "test_engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define YES TRUTH_YES
#define NO TRUTH_NO
#define UNKNOWN TRUTH_UNKNOWN

struct bench {
	struct fixture fixture;
	struct arena arena;
	struct diag_list diags;
	struct value *values;
	struct frames frames;
};

static void set(struct bench *bench, const char *id, const char *word)
{
	struct answer answer = { .state = ANSWER_NONE };
	char *why = NULL;
	const struct fact *fact = edition_fact(bench->fixture.edition, id);
	assert_non_null(fact);
	assert_true(answer_from_word(&answer, fact, word, &why));
	bench->values[fact->slot] = answer_value(&answer);
	answer_done(&answer);
}

/* One of each pair of facts is known, the other is not. */
static int start(void **state)
{
	struct bench *bench = MEM_NEW(struct bench);
	fixture_start(&bench->fixture, NULL);
	arena_init(&bench->arena);
	diag_init(&bench->diags);
	bench->values = mem_array(bench->fixture.edition->slots[SCOPE_CASE], sizeof *bench->values);
	bench->frames.at[SCOPE_CASE] = bench->values;
	assert_true(date_parse_iso("2026-11-21", &bench->frames.as_of));
	set(bench, "case.c", "b");
	set(bench, "case.s", "p r");
	set(bench, "case.y", "yes");
	set(bench, "case.first", "no");
	set(bench, "case.n", "5");
	set(bench, "case.m", "1000");
	set(bench, "case.d", "2026-11-20");
	set(bench, "case.t", "words");
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

static const struct expr *parse(struct bench *bench, const char *text)
{
	struct source_expr source = { .text = text, .file = "test.ini", .line = 7 };
	return expr_parse(&bench->arena, bench->fixture.edition, SCOPE_BIT(SCOPE_CASE), &source, &bench->diags);
}

static const struct {
	const char *text;
	enum truth truth;
} TRUTHS[] = {
	{ .text = "case.y", .truth = YES }, { .text = "case.first", .truth = NO }, { .text = "case.y2", .truth = UNKNOWN },
	{ .text = "case.y = yes", .truth = YES }, { .text = "case.y = no", .truth = NO }, { .text = "case.y <> yes", .truth = NO },
	{ .text = "case.y2 = no", .truth = UNKNOWN }, { .text = "case.y2 <> no", .truth = UNKNOWN }, { .text = "yes = case.y", .truth = YES },
	{ .text = "case.y = case.first", .truth = NO }, { .text = "case.y = case.y2", .truth = UNKNOWN },
	{ .text = "yes", .truth = YES }, { .text = "no", .truth = NO }, { .text = "not yes", .truth = NO },
	{ .text = "case.c = 'b'", .truth = YES }, { .text = "case.c <> 'b'", .truth = NO }, { .text = "'a' = case.c", .truth = NO },
	{ .text = "case.c2 = 'b'", .truth = UNKNOWN }, { .text = "case.c2 <> 'b'", .truth = UNKNOWN }, { .text = "case.c = case.c2", .truth = UNKNOWN },
	{ .text = "case.c = case.c", .truth = YES }, { .text = "case.c2 = case.c2", .truth = UNKNOWN },
	{ .text = "case.c in ('a', 'b')", .truth = YES }, { .text = "case.c in ('a','c')", .truth = NO }, { .text = "case.c not in ('a')", .truth = YES },
	{ .text = "case.c not in ('b')", .truth = NO }, { .text = "case.c2 in ('a','b','c','d')", .truth = UNKNOWN },
	{ .text = "case.c2 not in ('a')", .truth = UNKNOWN },
	{ .text = "case.n = 5", .truth = YES }, { .text = "case.n < 5", .truth = NO }, { .text = "case.n <= 5", .truth = YES },
	{ .text = "case.n > 4.999", .truth = YES }, { .text = "case.n >= 5.001", .truth = NO }, { .text = "5 < case.n", .truth = NO },
	{ .text = "4 < case.n", .truth = YES }, { .text = "5 >= case.n", .truth = YES }, { .text = "case.n > -1", .truth = YES },
	{ .text = "case.n < case.n2", .truth = UNKNOWN }, { .text = "case.n2 > 0", .truth = UNKNOWN },
	{ .text = "case.n in (9, 5, 1)", .truth = YES }, { .text = "case.n in (9, 4, 1)", .truth = NO }, { .text = "case.n not in (9)", .truth = YES },
	{ .text = "case.n2 in (1)", .truth = UNKNOWN },
	{ .text = "case.m = 1000", .truth = YES }, { .text = "case.m > 999", .truth = YES }, { .text = "case.m >= case.m", .truth = YES },
	{ .text = "case.m < case.m2", .truth = UNKNOWN }, { .text = "case.m in (1000, 2000)", .truth = YES },
	{ .text = "case.d = '2026-11-20'", .truth = YES }, { .text = "case.d < as_of", .truth = YES }, { .text = "as_of <= case.d", .truth = NO },
	{ .text = "case.d2 < as_of", .truth = UNKNOWN }, { .text = "case.d in ('2026-11-20', '2027-01-01')", .truth = YES },
	{ .text = "days(case.d, as_of) = 1", .truth = YES }, { .text = "days(as_of, case.d) = -1", .truth = YES },
	{ .text = "days('2026-11-10', case.d) >= 10", .truth = YES }, { .text = "days(case.d, case.d2) > 0", .truth = UNKNOWN },
	{ .text = "days(case.d, as_of) in (1, 2)", .truth = YES }, { .text = "days(case.d, as_of) < case.n", .truth = YES },
	{ .text = "has(case.s, 'p')", .truth = YES }, { .text = "has(case.s, 'q')", .truth = NO }, { .text = "has(case.s2, 'q')", .truth = UNKNOWN },
	{ .text = "count(case.s) = 2", .truth = YES }, { .text = "count(case.s) > 2", .truth = NO }, { .text = "count(case.s2) = 0", .truth = UNKNOWN },
	{ .text = "count(case.s) < case.n", .truth = YES },
	{ .text = "answered(case.t)", .truth = YES }, { .text = "answered(case.y2)", .truth = NO }, { .text = "not answered(case.y2)", .truth = YES },
	{ .text = "not (case.y and case.y2)", .truth = UNKNOWN }, { .text = "not case.y or case.y", .truth = YES },
	{ .text = "case.y or case.first and case.first", .truth = YES }, { .text = "(case.y or case.first) and case.first", .truth = NO },
	{ .text = "not not case.y", .truth = YES }, { .text = "case.y2 or not case.y2", .truth = UNKNOWN },
};

static void test_operators(void **state)
{
	struct bench *bench = *state;
	for (size_t i = 0; i < sizeof TRUTHS / sizeof *TRUTHS; i++) {
		const struct expr *expr = parse(bench, TRUTHS[i].text);
		if (!expr)
			fail_msg("%s: %s", TRUTHS[i].text, bench->diags.items[bench->diags.count - 1].text);
		if (expr_truth(expr, &bench->frames) != TRUTHS[i].truth)
			fail_msg("%s gives %d", TRUTHS[i].text, (int)expr_truth(expr, &bench->frames));
		assert_string_equal(expr->text, TRUTHS[i].text);
	}
}

/* All of Kleene's tables, for two and for three parts, in chains and in brackets. */
static void test_kleene(void **state)
{
	struct bench *bench = *state;
	static const char *const WORD[] = { [TRUTH_NO] = "case.first", [TRUTH_YES] = "case.y", [TRUTH_UNKNOWN] = "case.y2" };
	static const enum truth AND[3][3] = {
		[TRUTH_NO] = { [TRUTH_NO] = NO, [TRUTH_YES] = NO, [TRUTH_UNKNOWN] = NO },
		[TRUTH_YES] = { [TRUTH_NO] = NO, [TRUTH_YES] = YES, [TRUTH_UNKNOWN] = UNKNOWN },
		[TRUTH_UNKNOWN] = { [TRUTH_NO] = NO, [TRUTH_YES] = UNKNOWN, [TRUTH_UNKNOWN] = UNKNOWN },
	};
	static const enum truth OR[3][3] = {
		[TRUTH_NO] = { [TRUTH_NO] = NO, [TRUTH_YES] = YES, [TRUTH_UNKNOWN] = UNKNOWN },
		[TRUTH_YES] = { [TRUTH_NO] = YES, [TRUTH_YES] = YES, [TRUTH_UNKNOWN] = YES },
		[TRUTH_UNKNOWN] = { [TRUTH_NO] = UNKNOWN, [TRUTH_YES] = YES, [TRUTH_UNKNOWN] = UNKNOWN },
	};
	for (int i = 0; i < 27; i++) {
		char text[120];
		int a = i % 3, b = i / 3 % 3, c = i / 9;
		snprintf(text, sizeof text, "%s and %s and %s", WORD[a], WORD[b], WORD[c]);
		assert_int_equal(expr_truth(parse(bench, text), &bench->frames), AND[AND[a][b]][c]);
		snprintf(text, sizeof text, "%s or %s or %s", WORD[a], WORD[b], WORD[c]);
		assert_int_equal(expr_truth(parse(bench, text), &bench->frames), OR[OR[a][b]][c]);
		snprintf(text, sizeof text, "%s or %s and %s", WORD[a], WORD[b], WORD[c]);
		assert_int_equal(expr_truth(parse(bench, text), &bench->frames), OR[a][AND[b][c]]);
		snprintf(text, sizeof text, "(%s or %s) and %s", WORD[a], WORD[b], WORD[c]);
		assert_int_equal(expr_truth(parse(bench, text), &bench->frames), AND[OR[a][b]][c]);
	}
}

static const struct {
	const char *text, *fault;
} FAULTS[] = {
	{ .text = "case.x = 'a'", .fault = "column 1: no fact is called \"case.x\"; the nearest name is \"case." },
	{ .text = "case.secnd", .fault = "the nearest name is \"case.second\"" },
	{ .text = "case.c = 'e'", .fault = "column 10: 'e' is no option of \"case.c\"; allowed are: a, b, c, d" },
	{ .text = "case.c in ('a', 'zz')", .fault = "column 17: 'zz' is no option" },
	{ .text = "has(case.s, 'x')", .fault = "column 13: 'x' is no option of \"case.s\"; allowed are: p, q, r" },
	{ .text = "has(case.c, 'a')", .fault = "column 5: has() takes a set" },
	{ .text = "has(case.s, 5)", .fault = "column 13: has() takes an option in single quotes" },
	{ .text = "count(case.n) = 1", .fault = "column 7: count() takes a set" },
	{ .text = "case.s = 'p'", .fault = "compared with has() or count()" },
	{ .text = "case.s = case.s2", .fault = "has() or count() only" },
	{ .text = "case.s", .fault = "no condition by itself" },
	{ .text = "case.n", .fault = "column 1: \"case.n\" is no condition by itself" },
	{ .text = "case.y and 5", .fault = "column 12: \"5\" is no condition by itself" },
	{ .text = "case.t = 'x'", .fault = "\"case.t\" is a text fact; only answered(case.t) is allowed" },
	{ .text = "case.t", .fault = "only answered(case.t)" },
	{ .text = "case.y = 'yes'", .fault = "a yesno fact is compared with yes or no, not with \"yes\"" },
	{ .text = "case.c = yes", .fault = "a choice fact is compared with an option in single quotes" },
	{ .text = "case.n = 'a'", .fault = "a number fact is compared with a number" },
	{ .text = "case.m = 1.5", .fault = "an amount in whole yen" },
	{ .text = "case.d = 5", .fault = "a date in single quotes or as_of" },
	{ .text = "case.d = '2026-02-30'", .fault = "column 10: '2026-02-30' is no date" },
	{ .text = "case.c < 'b'", .fault = "a choice fact has no order" },
	{ .text = "case.y > no", .fault = "a yesno fact has no order" },
	{ .text = "case.n = case.m", .fault = "a number value cannot be compared with a money value" },
	{ .text = "case.d = case.n", .fault = "a date value cannot be compared with a number value" },
	{ .text = "5 = 5", .fault = "two fixed values are compared" },
	{ .text = "'a' = 'a'", .fault = "two fixed values" },
	{ .text = "case.y in (yes)", .fault = "\"in\" takes a choice" },
	{ .text = "case.n in (1, case.n2)", .fault = "column 15: a list holds fixed values only" },
	{ .text = "days(case.n, as_of) > 1", .fault = "column 6: days() takes two dates" },
	{ .text = "component.u = yes", .fault = "\"component.u\" cannot be read here; facts of these scopes can: case" },
	{ .text = "", .fault = "the expression ends" },
	{ .text = "case.y and", .fault = "column 11: the expression ends where a fact or a value should follow" },
	{ .text = "case.y case.y", .fault = "column 8: found \"case.y\" where \"and\", \"or\" or the end should stand" },
	{ .text = "(case.y", .fault = "column 8: the expression ends where \")\" should follow" },
	{ .text = "case.y)", .fault = "column 7: found \")\"" },
	{ .text = "case.c = 'a", .fault = "column 10: the quote ' is not closed" },
	{ .text = "case.y == yes", .fault = "column 9: found \"=\"" },
	{ .text = "case.y & case.y", .fault = "column 8: found \"&\"" },
	{ .text = "case.c = \xe3\x81\x82", .fault = "column 10: a character that is not ASCII" },
	{ .text = "case.n = 1.2.3", .fault = "column 10: \"1.2.3\" is not a number" },
	{ .text = "case.n = 99999999999999999999999999999999999999", .fault = "is not a number" },
	{ .text = "case.c not 'a'", .fault = "column 12: found \"a\" where \"in\" should stand" },
	{ .text = "case.c in 'a'", .fault = "where \"(\" should stand" },
	{ .text = "case.c in ()", .fault = "column 12: found \")\"" },
	{ .text = "case.c in ('a',)", .fault = "column 16: found \")\"" },
	{ .text = "and case.y", .fault = "column 1: found \"and\"" },
	{ .text = "answered('a')", .fault = "where a fact should stand" },
	{ .text = "select 1; drop table facts", .fault = "no fact is called \"select\"" },
};

static void test_faults(void **state)
{
	struct bench *bench = *state;
	for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
		size_t before = bench->diags.count;
		bool found = false;
		if (parse(bench, FAULTS[i].text))
			fail_msg("accepted: %s", FAULTS[i].text);
		for (size_t j = before; j < bench->diags.count; j++) {
			assert_string_equal(bench->diags.items[j].file, "test.ini");
			assert_int_equal(bench->diags.items[j].line, 7);
			found = found || strstr(bench->diags.items[j].text, FAULTS[i].fault);
		}
		if (!found)
			fail_msg("%s: %s", FAULTS[i].text, bench->diags.items[bench->diags.count - 1].text);
	}
}

/* Faults of meaning are all reported at once. */
static void test_all_faults(void **state)
{
	struct bench *bench = *state;
	assert_null(parse(bench, "case.x and case.c = 'e' and case.n = 'a' or case.t = 'x'"));
	assert_int_equal(bench->diags.count, 4);
}

static char *repeated(const char *before, const char *part, size_t times, const char *after)
{
	struct buf out;
	buf_init(&out);
	buf_adds(&out, before);
	for (size_t i = 0; i < times; i++)
		buf_adds(&out, part);
	buf_adds(&out, after);
	char *text = mem_strdup(out.data);
	buf_done(&out);
	return text;
}

static void check_limit(struct bench *bench, char *text, bool accepted)
{
	const struct expr *expr = parse(bench, text);
	if ((expr != NULL) != accepted)
		fail_msg("%s: %s", accepted ? "refused" : "accepted", text);
	free(text);
}

static void test_limits(void **state)
{
	struct bench *bench = *state;
	check_limit(bench, repeated("", "not ", EXPR_DEPTH_MAX - 1, "case.y"), true);
	check_limit(bench, repeated("", "not ", EXPR_DEPTH_MAX, "case.y"), false);
	check_limit(bench, repeated("", "(", EXPR_DEPTH_MAX, "case.y"), false);
	check_limit(bench, repeated("", "(", 800, ""), false);
	check_limit(bench, repeated("", "not ", 220, ""), false);
	check_limit(bench, repeated("", "count(", 140, ""), false);
	check_limit(bench, repeated("", "days(", 170, ""), false);
	check_limit(bench, repeated("no", " or no", 120, ""), true);
	check_limit(bench, repeated("no", " or no", 140, ""), false);
	check_limit(bench, repeated("case.y", " or case.y", 90, ""), false);
	check_limit(bench, repeated("case.n in (1", ",1", 63, ")"), true);
	check_limit(bench, repeated("case.n in (1", ",1", 64, ")"), false);
	check_limit(bench, repeated("case.n in (1", ",1", 100000, ")"), false);
}

/* Every prefix of a text, and the text with any byte replaced, is read or refused, and never more than that. */
static void test_mutations(void **state)
{
	struct bench *bench = *state;
	static const char TEXT[] = "not (case.c in ('a','b') or has(case.s, 'p')) and days(case.d, as_of) >= 10 and answered(case.t)";
	static const char BYTES[] = "()',.<>=-a9 \x80\x01";
	for (size_t i = 0; i < sizeof TEXT; i++) {
		char *part = mem_strndup(TEXT, i);
		parse(bench, part);
		free(part);
		for (size_t j = 0; j < sizeof BYTES - 1 && i < sizeof TEXT - 1; j++) {
			char *changed = mem_strdup(TEXT);
			changed[i] = BYTES[j];
			const struct expr *expr = parse(bench, changed);
			if (expr)
				assert_in_range(expr_truth(expr, &bench->frames), 0, 2);
			free(changed);
		}
	}
	assert_non_null(parse(bench, TEXT));
}

static void collect(const struct expr *node, void *context)
{
	struct buf *out = context;
	buf_addf(out, "%s%s", out->len ? " " : "", node->fact->id);
}

static void test_missing(void **state)
{
	struct bench *bench = *state;
	static const struct {
		const char *text, *missing;
	} cases[] = {
		{ .text = "case.y2 = yes", .missing = "case.y2" },
		{ .text = "case.y and case.y2", .missing = "case.y2" },
		{ .text = "case.y or case.y2", .missing = "" },
		{ .text = "case.first and case.y2", .missing = "" },
		{ .text = "(case.first and case.y2) or case.n2 > 1", .missing = "case.n2" },
		{ .text = "not (case.c2 = 'a' or case.y) or case.m2 > 5", .missing = "case.m2" },
		{ .text = "case.n2 > case.n and days(case.d, case.d2) > 1 and has(case.s2, 'p')", .missing = "case.n2 case.d2 case.s2" },
		{ .text = "answered(case.y2) or case.c2 in ('a')", .missing = "case.c2" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf found;
		buf_init(&found);
		expr_each_missing(parse(bench, cases[i].text), &bench->frames, collect, &found);
		assert_string_equal(found.data, cases[i].missing);
		buf_done(&found);
	}
}

static void test_each_fact(void **state)
{
	struct bench *bench = *state;
	struct buf found;
	buf_init(&found);
	expr_each_fact(parse(bench, "case.c = 'a' and (has(case.s, 'p') or answered(case.t)) and days(case.d, case.d2) in (1)"), collect, &found);
	assert_string_equal(found.data, "case.c case.s case.t case.d case.d2");
	buf_done(&found);
}

static void test_without_frame(void **state)
{
	struct bench *bench = *state;
	struct frames none = { .as_of = DATE_NONE };
	assert_int_equal(expr_truth(parse(bench, "case.y"), &none), UNKNOWN);
	assert_int_equal(expr_truth(parse(bench, "answered(case.y)"), &none), NO);
	assert_int_equal(expr_truth(parse(bench, "as_of > '2026-01-01'"), &none), UNKNOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_operators, start, finish),
		cmocka_unit_test_setup_teardown(test_kleene, start, finish),
		cmocka_unit_test_setup_teardown(test_faults, start, finish),
		cmocka_unit_test_setup_teardown(test_all_faults, start, finish),
		cmocka_unit_test_setup_teardown(test_limits, start, finish),
		cmocka_unit_test_setup_teardown(test_mutations, start, finish),
		cmocka_unit_test_setup_teardown(test_missing, start, finish),
		cmocka_unit_test_setup_teardown(test_each_fact, start, finish),
		cmocka_unit_test_setup_teardown(test_without_frame, start, finish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
