/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes of one rule on one candidate: ladders, exceptions, grounds, force, and what is named as missing. */
#include "test_engine_fixture.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS "title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n"
#define RUNG(n) "require." n ".title.ja = \"R\"\nrequire." n ".title.en = \"R\"\n"
#define EXCEPTION(n) "exception." n ".title.ja = \"R\"\nexception." n ".title.en = \"R\"\n"
#define RULE(name, force, body) "[rule." name "]\nclause = \"T-1\"\nforce = \"" force "\"\nscope = \"candidate\"\nsteps = \"1\"\n" TEXTS body

static const char RULES[] =
	RULE("plain", "must", "when = \"candidate.deployment = 'public'\"\nrequire = \"candidate.p = yes\"\n")
	RULE("ladder", "principle", "require.1 = \"candidate.p\"\nrequire.2 = \"candidate.q\"\nrequire.3 = \"candidate.r\"\n"
		RUNG("1") RUNG("2") RUNG("3") "require.2.ground = \"candidate.why\"\n")
	RULE("except", "must", "require = \"candidate.p\"\nexception.1 = \"candidate.q\"\nexception.2 = \"candidate.why = 'backup'\"\n"
		EXCEPTION("1") EXCEPTION("2") "exception.2.ground = \"candidate.why\"\n")
	RULE("wish", "preferred", "require = \"candidate.p\"\n")
	RULE("care", "caution", "require = \"answered(candidate.note)\"\n");

struct expected {
	const char *name, *rule, *answers;
	enum outcome outcome;
	int rung, exception;
	const char *effect; /* any of "blocks", "opens", "remark"; "" for none */
	const char *missing;
};

#define K "c1-1-k1"
#define PASS OUTCOME_PASS
#define FAIL OUTCOME_FAIL
#define OPEN OUTCOME_UNDETERMINED
#define NOT_APPLICABLE OUTCOME_NOT_APPLICABLE

static const struct expected EXPECTED[] = {
	{ .rule = "plain", .answers = K " candidate.deployment private\n", .outcome = NOT_APPLICABLE, .effect = "", .missing = "" },
	{ .rule = "plain", .answers = K " candidate.deployment public\n" K " candidate.p yes\n", .outcome = PASS, .effect = "", .missing = "" },
	{ .rule = "plain", .answers = K " candidate.deployment public\n" K " candidate.p no\n", .outcome = FAIL, .effect = "blocks", .missing = "" },
	{ .rule = "plain", .answers = K " candidate.deployment public\n", .outcome = OPEN, .effect = "opens", .missing = "candidate.p@" K },
	{ .rule = "plain", .answers = K " candidate.deployment ?\n" K " candidate.p no\n", .outcome = OPEN, .effect = "opens",
		.missing = "candidate.deployment@" K },
	{ .rule = "plain", .answers = K " candidate.p yes\n", .outcome = PASS, .effect = "", .missing = "" },
	{ .rule = "ladder", .answers = K " candidate.p yes\n", .outcome = PASS, .rung = 1, .effect = "", .missing = "" },
	{ .rule = "ladder", .answers = K " candidate.q yes\n" K " candidate.r yes\n", .outcome = OPEN, .effect = "opens", .missing = "candidate.p@" K },
	{ .rule = "ladder", .answers = K " candidate.p no\n" K " candidate.q yes\n" K " candidate.why nothing | because\n", .outcome = PASS, .rung = 2,
		.effect = "", .missing = "" },
	{ .rule = "ladder", .answers = K " candidate.p no\n" K " candidate.q yes\n" K " candidate.why nothing\n", .outcome = OPEN, .rung = 2,
		.effect = "opens", .missing = "candidate.why@" K "!reason" },
	{ .rule = "ladder", .answers = K " candidate.p no\n" K " candidate.q yes\n" K " candidate.why nothing |  \n", .outcome = OPEN, .rung = 2,
		.effect = "opens", .missing = "candidate.why@" K "!reason" },
	{ .rule = "ladder", .answers = K " candidate.p no\n" K " candidate.q no\n" K " candidate.r yes\n", .outcome = PASS, .rung = 3, .effect = "",
		.missing = "" },
	{ .rule = "ladder", .answers = K " candidate.p no\n" K " candidate.r yes\n", .outcome = OPEN, .effect = "opens", .missing = "candidate.q@" K },
	{ .rule = "ladder", .answers = K " candidate.p no\n" K " candidate.q no\n" K " candidate.r no\n", .outcome = FAIL, .effect = "blocks",
		.missing = "" },
	{ .rule = "except", .answers = K " candidate.p yes\n", .outcome = PASS, .effect = "", .missing = "" },
	{ .rule = "except", .answers = K " candidate.p no\n" K " candidate.q yes\n", .outcome = PASS, .exception = 1, .effect = "", .missing = "" },
	/* What is required may still hold, so the exception does not count yet. */
	{ .rule = "except", .answers = K " candidate.q yes\n", .outcome = OPEN, .effect = "opens", .missing = "candidate.p@" K },
	{ .rule = "except", .answers = K " candidate.p no\n" K " candidate.why backup | because\n", .outcome = PASS, .exception = 2, .effect = "",
		.missing = "" },
	{ .rule = "except", .answers = K " candidate.p no\n" K " candidate.why backup\n", .outcome = OPEN, .exception = 2, .effect = "opens",
		.missing = "candidate.why@" K "!reason" },
	{ .rule = "except", .answers = K " candidate.p no\n" K " candidate.q no\n", .outcome = OPEN, .effect = "opens", .missing = "candidate.why@" K },
	{ .rule = "except", .answers = K " candidate.p no\n", .outcome = OPEN, .effect = "opens", .missing = "candidate.q@" K " candidate.why@" K },
	{ .rule = "except", .answers = K " candidate.q no\n" K " candidate.why nothing\n", .outcome = OPEN, .effect = "opens",
		.missing = "candidate.p@" K },
	{ .rule = "except", .answers = K " candidate.p no\n" K " candidate.q no\n" K " candidate.why nothing\n", .outcome = FAIL, .effect = "blocks",
		.missing = "" },
	{ .rule = "wish", .answers = K " candidate.p no\n", .outcome = FAIL, .effect = "remark", .missing = "" },
	{ .rule = "wish", .answers = K " candidate.p ?\n", .outcome = OPEN, .effect = "remark", .missing = "candidate.p@" K },
	{ .rule = "wish", .answers = K " candidate.p yes\n", .outcome = PASS, .effect = "", .missing = "" },
	{ .rule = "care", .answers = K " candidate.p yes\n", .outcome = FAIL, .effect = "opens", .missing = "candidate.note@" K },
	{ .rule = "care", .answers = K " candidate.note words\n", .outcome = PASS, .effect = "", .missing = "" },
};

static void check(const struct expected *expected, size_t index)
{
	struct fixture fixture;
	const struct fixture_source source = { .rules = RULES };
	fixture_start(&fixture, &source);
	fixture_answer(&fixture, expected->answers);
	struct verdict *verdict = fixture_decide(&fixture);
	const struct finding *finding = fixture_finding(verdict, expected->rule, K);
	assert_non_null(finding);
	char *missing = fixture_missing(finding->missing, finding->missing_count);
	if (finding->outcome != expected->outcome || finding->rung != expected->rung || finding->exception != expected->exception)
		fail_msg("row %zu: %s, rung %d, exception %d", index, outcome_word(finding->outcome), finding->rung, finding->exception);
	if (strcmp(missing, expected->missing) != 0)
		fail_msg("row %zu: missing %s", index, missing);
	assert_int_equal(finding->blocks, strcmp(expected->effect, "blocks") == 0);
	assert_int_equal(finding->opens, strcmp(expected->effect, "opens") == 0);
	assert_int_equal(finding->remark, strcmp(expected->effect, "remark") == 0);
	free(missing);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static void test_outcomes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++)
		check(&EXPECTED[i], i);
}

static enum truth acceptable(const char *answers)
{
	struct fixture fixture;
	const struct fixture_source source = { .rules = RULES };
	fixture_start(&fixture, &source);
	fixture_answer(&fixture, answers);
	struct verdict *verdict = fixture_decide(&fixture);
	enum truth truth = verdict_candidate(verdict, K)->acceptable;
	verdict_free(&verdict);
	fixture_done(&fixture);
	return truth;
}

static void test_acceptable(void **state)
{
	(void)state;
	assert_int_equal(acceptable(K " candidate.p yes\n"), TRUTH_UNKNOWN); /* the caution has no text yet */
	assert_int_equal(acceptable(K " candidate.p yes\n" K " candidate.note words\n"), TRUTH_YES);
	assert_int_equal(acceptable(K " candidate.p ?\n" K " candidate.note words\n"), TRUTH_UNKNOWN);
	assert_int_equal(acceptable(K " candidate.p no\n" K " candidate.q no\n" K " candidate.r no\n"), TRUTH_NO);
}

/* Only the steps that a rule names, and each part of the trace where it belongs. */
static void test_trace(void **state)
{
	(void)state;
	struct fixture fixture;
	struct buf lines;
	static const char *const MARK[] = { [TRUTH_NO] = "no", [TRUTH_YES] = "yes", [TRUTH_UNKNOWN] = "unknown" };
	const struct fixture_source source = { .rules = RULE("traced", "must",
		"when = \"case.wide\"\nrequire = \"not (candidate.p or candidate.q) and service.level >= 2\"\n") };
	fixture_start(&fixture, &source);
	fixture_answer(&fixture, "case case.n 7\n" K " candidate.p no\n" K " candidate.q yes\n" K " service.level 3\nc1-2-k1 candidate.p yes\n");
	entity_answer_id(fixture.dossier, dossier_find(fixture.dossier, K), "service.level")->source = mem_strdup("row 4");
	struct verdict *verdict = fixture_decide(&fixture);
	const struct finding *finding = fixture_finding(verdict, "traced", K);
	assert_null(fixture_finding(verdict, "traced", "c1-2-k1"));
	buf_init(&lines);
	for (size_t i = 0; i < finding->trace_count; i++)
		buf_addf(&lines, "%d%s %s %s\n", finding->trace[i].depth, finding->trace[i].decisive ? "*" : "", MARK[finding->trace[i].truth],
			finding->trace[i].text);
	assert_string_equal(lines.data,
		"0 yes when\n1 yes case.wide\n"
		"0* no require\n1* no not (candidate.p or candidate.q) and service.level >= 2\n"
		"2* no not (candidate.p or candidate.q)\n3* yes candidate.p or candidate.q\n4 no candidate.p\n4* yes candidate.q\n"
		"2 yes service.level >= 2\n");
	buf_clear(&lines);
	for (size_t i = 0; i < finding->read_count; i++)
		buf_addf(&lines, "%s@%s=%s<%s>\n", finding->reads[i].fact->id, finding->reads[i].key, finding->reads[i].word, finding->reads[i].source);
	assert_string_equal(lines.data, "case.wide@case=yes<>\ncase.n@case=7<>\ncase.y2@case=<>\n"
		"candidate.p@" K "=no<>\ncandidate.q@" K "=yes<>\nservice.level@" K "=3<row 4>\n");
	buf_done(&lines);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

/* The missing list goes through derived facts down to what can be answered. */
static void test_missing_below_derived(void **state)
{
	(void)state;
	struct fixture fixture;
	const struct fixture_source source = { .rules = RULE("deep", "must", "require = \"case.wide and case.third\"\n") };
	fixture_start(&fixture, &source);
	fixture_answer(&fixture, K " candidate.p yes\ncase case.first yes\ncase case.y2 no\n");
	struct verdict *verdict = fixture_decide(&fixture);
	const struct finding *finding = fixture_finding(verdict, "deep", K);
	char *missing = fixture_missing(finding->missing, finding->missing_count);
	assert_string_equal(missing, "case.n@case case.second@case");
	free(missing);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

/* An answer on a branch that was left does not count, whatever it says; the way back is named. */
static void test_left_branch(void **state)
{
	(void)state;
	struct fixture fixture;
	const struct fixture_source source = { .rules = RULE("branch", "must", "require = \"case.third\"\n")
		RULE("there", "caution", "require = \"answered(case.third)\"\n") };
	fixture_start(&fixture, &source);
	fixture_answer(&fixture, K " candidate.p yes\ncase case.first yes\ncase case.second yes\ncase case.third yes\n");
	struct verdict *verdict = fixture_decide(&fixture);
	assert_int_equal(fixture_finding(verdict, "branch", K)->outcome, PASS);
	assert_int_equal(fixture_finding(verdict, "there", K)->outcome, PASS);
	verdict_free(&verdict);
	fixture_answer(&fixture, "case case.first no\n");
	verdict = fixture_decide(&fixture);
	const struct finding *finding = fixture_finding(verdict, "branch", K);
	char *missing = fixture_missing(finding->missing, finding->missing_count);
	assert_int_equal(finding->outcome, OPEN);
	assert_int_equal(fixture_finding(verdict, "there", K)->outcome, FAIL);
	assert_string_equal(finding->reads[0].word, "");
	assert_string_equal(missing, "case.first@case");
	free(missing);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_acceptable),
		cmocka_unit_test(test_trace),
		cmocka_unit_test(test_missing_below_derived),
		cmocka_unit_test(test_left_branch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
