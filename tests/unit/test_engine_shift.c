/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a change of answers does, on a small edition where it can be said by hand: what is asked and found afterwards, what rests on the answer that
 * was changed and what does not, and which single answers tip the outcome.
 */
#include "test_engine_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "engine/shift.h"
#include "engine/tipping.h"

#define RULE(name, scope, body) \
	"[rule." name "]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"" scope "\"\n" body \
	"title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n"

static date_days day(void)
{
	date_days as_of = DATE_NONE;
	assert_true(date_parse_iso("2026-11-20", &as_of));
	return as_of;
}

/* "kind what@key" in order, '+' behind a question that holds an answer. Caller frees. */
static char *shifts_text(const struct shifts *shifts)
{
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < shifts->count; i++) {
		const struct shift *shift = &shifts->items[i];
		const char *what = shift->question ? shift->question->fact->id : shift->rule ? shift->rule->id : "";
		buf_addf(&out, "%s%s %s@%s%s", i ? ", " : "", shift_kind_word(shift->kind), what, shift->key, shift->kept ? "+" : "");
	}
	return buf_take(&out);
}

/* What becomes of the answers `before` when those of `change` are put in their place. */
static void assert_shifts(const struct fixture_source *source, const char *before, const char *change, const char *wanted)
{
	struct fixture fixture;
	struct shifts shifts = { .items = NULL };
	fixture_start(&fixture, source);
	fixture_answer(&fixture, before);
	struct dossier *was = dossier_copy(fixture.dossier);
	struct verdict *decided = engine_decide(fixture.engine, was, day());
	fixture_answer(&fixture, change);
	struct verdict *now = engine_decide(fixture.engine, fixture.dossier, day());
	engine_shifts(fixture.engine, &(struct shift_side){ was, decided }, &(struct shift_side){ fixture.dossier, now }, &shifts);
	char *got = shifts_text(&shifts);
	assert_string_equal(got, wanted);
	free(got);
	shifts_done(&shifts);
	verdict_free(&decided);
	verdict_free(&now);
	dossier_free(&was);
	fixture_done(&fixture);
}

static const struct fixture_source no_rules = { .rules = RULE("n", "case", "require = \"case.n >= 0\"\n") };

static void test_asked_no_more(void **state)
{
	(void)state;
	assert_shifts(&no_rules, "case case.first yes\ncase case.second yes\ncase case.third no\n", "case case.first no\n",
		"stops case.second@case+, stops case.third@case+");
	assert_shifts(&no_rules, "case case.first no\n", "case case.first yes\n", "begins case.second@case");
	assert_shifts(&no_rules, "case case.first yes\ncase case.second yes\n", "case case.first yes\n", "");
}

static void test_rests_on_what_a_rule_reads(void **state)
{
	static const struct fixture_source source = {
		.rules = RULE("r", "candidate", "when = \"case.c2 in ('b','c')\"\nrequire = \"candidate.p = yes\"\n")
			RULE("other", "candidate", "require = \"candidate.q = yes\"\n") };
	static const char answers[] = "case case.c2 a\nc1-1-k1 candidate.p no\nc1-1-k1 candidate.q yes\n";
	(void)state;
	/* What was asked later rests on it; what another rule reads does not. */
	assert_shifts(&source, answers, "case case.c2 b\n", "finding r@c1-1-k1, rests candidate.p@c1-1-k1+");
	/* The other way round nothing rests on the later answer. */
	assert_shifts(&source, "case case.c2 b\nc1-1-k1 candidate.p no\n", "c1-1-k1 candidate.p yes\n", "finding r@c1-1-k1");
	/* A rule that finds the same has nothing to tell. */
	assert_shifts(&source, "case case.c2 b\nc1-1-k1 candidate.p no\n", "case case.c2 c\n", "");
	/* What nobody answered rests on nothing. */
	assert_shifts(&source, "case case.c2 a\nc1-1-k1 candidate.q yes\n", "case case.c2 b\n", "finding r@c1-1-k1");
}

static void test_rests_through_derived(void **state)
{
	static const struct fixture_source source = {
		.rules = RULE("r", "candidate", "when = \"case.wide\"\nrequire = \"candidate.p = yes\"\n") };
	(void)state;
	assert_shifts(&source, "case case.n 1\ncase case.y2 no\nc1-1-k1 candidate.p no\n", "case case.n 7\n",
		"finding r@c1-1-k1, rests candidate.p@c1-1-k1+");
}

static void test_rests_of_a_step(void **state)
{
	static const char passed[] = "c1-1 step.coverage none\nc1-1 step.difficult yes\nc1-1 step.cause cost\nc1-1 step.words x\n";
	(void)state;
	/* Passed over no more: what was said for passing over is to be looked at again. Nothing beyond the step was reached or is now. */
	assert_shifts(&no_rules, passed, "c1-1 step.difficult ?\nc1-1 step.coverage all\n",
		"step @c1-1, step @c1-2, rests step.cause@c1-1+, rests step.words@c1-1+");
}

static const struct tip *find(const struct tips *tips, const char *fact, int64_t number, bool unknown)
{
	for (size_t i = 0; i < tips->count; i++)
		if (strcmp(tips->items[i].question->fact->id, fact) == 0 && tips->items[i].number == number && tips->items[i].unknown == unknown)
			return &tips->items[i];
	return NULL;
}

static void test_tips(void **state)
{
	struct fixture fixture;
	struct tips tips;
	(void)state;
	fixture_start(&fixture, &no_rules);
	fixture_answer(&fixture, "case case.c a | r\ncase case.n 1\nc1-1 step.coverage none\nc1-1 step.cause cost\nc1-1 step.words x\nc1-2 step.merit yes\n");
	engine_tips(fixture.engine, fixture.dossier, day(), TIPPING_TRIALS, &tips);
	assert_int_equal(tips.untried, 0);
	/* The gate ends the case. */
	const struct tip *gate = find(&tips, "case.c", 3, false);
	assert_non_null(gate);
	assert_int_equal(gate->status, VERDICT_GATED);
	assert_null(find(&tips, "case.c", 1, false));
	/* The second step is adopted by its merit alone. */
	assert_non_null(find(&tips, "step.merit", 0, false));
	assert_non_null(find(&tips, "step.merit", 0, true));
	assert_string_equal(find(&tips, "step.merit", 0, true)->component->key, "c1");
	/* What no rule reads tips nothing, answered or not. */
	assert_null(find(&tips, "case.y", 1, false));
	size_t all = tips.tried;
	tips_done(&tips);
	/* The bound is kept, and what it left out is counted. */
	engine_tips(fixture.engine, fixture.dossier, day(), 5, &tips);
	assert_int_equal(tips.tried, 5);
	assert_int_equal(tips.untried, all - 5);
	tips_done(&tips);
	fixture_done(&fixture);
}

static void test_rank(void **state)
{
	struct fixture fixture;
	struct relevance relevance;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){ .rules = RULE("n", "case", "require = \"case.n >= 5 and case.y = yes\"\n") });
	fixture_answer(&fixture, "case case.c a | r\n");
	engine_relevance(fixture.engine, fixture.dossier, day(), &relevance);
	const struct pending **order = mem_array(relevance.count, sizeof *order);
	engine_rank(fixture.engine, fixture.dossier, day(), &relevance, order);
	assert_ptr_equal(order[0], engine_next(fixture.engine, fixture.dossier, day(), &relevance));
	/* Each stands in the order once. */
	for (size_t i = 0; i < relevance.count; i++) {
		size_t seen = 0;
		for (size_t k = 0; k < relevance.count; k++)
			seen += order[k] == &relevance.items[i];
		assert_int_equal(seen, 1);
	}
	free(order);
	relevance_done(&relevance);
	fixture_done(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_asked_no_more),
		cmocka_unit_test(test_rests_on_what_a_rule_reads),
		cmocka_unit_test(test_rests_through_derived),
		cmocka_unit_test(test_rests_of_a_step),
		cmocka_unit_test(test_tips),
		cmocka_unit_test(test_rank),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
