/* SPDX-License-Identifier: Apache-2.0 */
/* The proof and the mutants on the small edition: what is planted is found, and what is right is left alone. */
#include "test_engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/mutate.h"
#include "engine/prove.h"
#include "engine/prove_random.h"

#define NAMES "title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n"
#define RULE(scope, force) "[rule.r]\nclause = \"T-1\"\nscope = \"" scope "\"\nforce = \"" force "\"\n" NAMES

static const char SECRECY[] =
	"[question.secrecy]\nfact = \"case.secrecy\"\ntype = \"choice\"\noptions = \"none gokuhi\"\noption.none.ja = \"O\"\noption.none.en = \"O\"\n"
	"option.gokuhi.ja = \"O\"\noption.gokuhi.en = \"O\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\ntext.ja = \"T\"\ntext.en = \"T\"\n"
	"help.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nclause = \"T-1\"\nreason = \"none\"\nevidence = \"none\"\n"
	"[question.confidentiality]\nfact = \"case.confidentiality\"\ntype = \"choice\"\noptions = \"1 2 3\"\noption.1.ja = \"O\"\noption.1.en = \"O\"\n"
	"option.2.ja = \"O\"\noption.2.en = \"O\"\noption.3.ja = \"O\"\noption.3.en = \"O\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\ntext.ja = \"T\"\n"
	"text.en = \"T\"\nhelp.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nclause = \"T-1\"\nreason = \"none\"\nevidence = \"none\"\n";

/* Two steps without a fault of their own. */
#define STEP(number, model) "[step." number "]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nshort.ja = \"S\"\nshort.en = \"S\"\nclause = \"T-1\"\n" \
	"model = \"" model "\"\nmodel.ja = \"S\"\nmodel.en = \"S\"\n"
static const char STEPS[] =
	STEP("1", "saas") "candidate = \"required\"\nentry = \"step.coverage <> 'none'\"\nadopt = \"step.difficult = no and step.merit = yes and step.ready\"\n"
	"pass = \"step.difficult = yes or step.merit = no or step.coverage = 'none'\"\npass.needs = \"step.cause\"\n"
	STEP("2", "onprem") "candidate = \"none\"\nadopt = \"step.merit = yes\"\n";

static void prove_all(const struct engine *engine, uint64_t whole_max, struct prove_report *report)
{
	prove_report_init(report);
	for (size_t i = 0; i < prove_job_count(engine); i++)
		prove_job(engine, i, whole_max, report);
}

static bool said(const struct prove_report *report, enum prove_kind kind, const char *text)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->lines[i].kind == kind && strstr(report->lines[i].text, text))
			return true;
	}
	return false;
}

static void prove_rules(const char *rules, const char *questions, uint64_t whole_max, struct prove_report *report)
{
	struct fixture fixture;
	fixture_start(&fixture, &(struct fixture_source){ .rules = rules, .questions = questions, .steps = STEPS });
	prove_all(fixture.engine, whole_max, report);
	/* The lines borrow file names of the edition; the tests below look at texts only. */
	fixture_done(&fixture);
}

static void test_good_rule(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "must") "when = \"case.y = yes\"\nrequire.1 = \"case.c = 'a'\"\nrequire.1.title.ja = \"A\"\nrequire.1.title.en = \"A\"\n"
		"require.2 = \"case.n >= 5\"\nrequire.2.title.ja = \"B\"\nrequire.2.title.en = \"B\"\nexception.1 = \"case.y2 = yes\"\n"
		"exception.1.title.ja = \"E\"\nexception.1.title.en = \"E\"\n", NULL, PROVE_WHOLE_MAX, &report);
	for (size_t i = 0; i < report.count; i++)
		assert_int_not_equal(report.lines[i].kind, PROVE_FAULT);
	assert_int_equal(report.rules, 1);
	assert_int_equal(report.steps, 2);
	assert_int_equal(report.gates, 0);
	assert_true(report.lowered > 0);
	prove_report_done(&report);
}

static void test_unreachable(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "must") "when = \"case.c in ('a','b')\"\nrequire = \"case.c = 'a'\"\nexception.1 = \"case.c = 'c'\"\n"
		"exception.1.title.ja = \"E\"\nexception.1.title.en = \"E\"\n", NULL, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "rule r: no answers lead to \"pass by exception.1\""));
	assert_int_equal(report.faults, 1);
	prove_report_done(&report);
	prove_rules(RULE("case", "must") "require = \"case.y = yes or case.y = no\"\n", NULL, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "no answers lead to \"fail\""));
	prove_report_done(&report);
	prove_rules(RULE("case", "must") "require = \"case.n > 5 and case.n < 5\"\n", NULL, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "no answers lead to \"pass by require.1\""));
	prove_report_done(&report);
	prove_rules(RULE("case", "must") "require = \"case.d < case.d2 and case.d2 < as_of and case.d >= as_of\"\n", NULL, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "no answers lead to \"pass by require.1\""));
	prove_report_done(&report);
}

/* An answer whose question is not asked cannot be what a rule waits for. */
static void test_not_asked(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "must") "require = \"case.first = no and case.second = yes\"\n", NULL, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "no answers lead to \"pass by require.1\""));
	prove_report_done(&report);
}

#define ASKED(name, ask) "[question." name "]\nfact = \"case." name "\"\ntype = \"yesno\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\ntext.ja = \"T\"\n" \
	"text.en = \"T\"\nhelp.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nclause = \"T-1\"\nreason = \"none\"\nevidence = \"none\"\nask = \"" ask "\"\n"

/* A question that no answers lead to is a fault, by itself or because it hangs on one that is never asked. */
static void test_never_asked(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "must") "require = \"case.y = yes\"\n", ASKED("shown", "case.c = 'a' and case.y = no")
		ASKED("dead", "case.c = 'a' and case.c = 'b'") ASKED("behind", "case.dead = yes"), PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "question case.dead: no answers lead to it"));
	assert_true(said(&report, PROVE_FAULT, "question case.behind: no answers lead to it"));
	assert_false(said(&report, PROVE_FAULT, "question case.shown"));
	prove_report_done(&report);
}

static void test_answered_only(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "caution") "require = \"answered(case.t)\"\n", NULL, PROVE_WHOLE_MAX, &report);
	assert_int_equal(report.faults, 0);
	assert_true(said(&report, PROVE_NOTE, "never undetermined"));
	prove_report_done(&report);
}

/* A whole run and a run in parts reach the same. */
static void test_split(void **state)
{
	static const char rules[] = RULE("case", "must") "when = \"case.n = case.n2\"\nrequire.1 = \"case.d < case.d2\"\n"
		"require.1.title.ja = \"A\"\nrequire.1.title.en = \"A\"\nrequire.2 = \"count(case.s) = count(case.s2)\"\nrequire.2.title.ja = \"B\"\n"
		"require.2.title.en = \"B\"\nexception.1 = \"case.m >= case.m2\"\nexception.1.title.ja = \"E\"\nexception.1.title.en = \"E\"\n";
	struct prove_report whole, parts;
	(void)state;
	prove_rules(rules, NULL, PROVE_WHOLE_MAX, &whole);
	prove_rules(rules, NULL, 2000, &parts);
	assert_int_equal(whole.split, 0);
	assert_int_equal(whole.faults, 0);
	assert_true(whole.combinations > 2000);
	assert_int_equal(parts.split, 1);
	assert_true(said(&parts, PROVE_NOTE, "rule r: split into parts that share no fact"));
	assert_int_equal(parts.faults, 0);
	assert_int_equal(whole.outcomes, parts.outcomes);
	prove_report_done(&whole);
	prove_report_done(&parts);
}

/* In one part and too large: what is left of it when its derived fact varies freely is shown by answers. */
static void test_cut(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "must") "when = \"case.wide = yes or case.wide = no\"\nrequire = \"case.wide = yes\"\n", NULL, 5, &report);
	assert_true(said(&report, PROVE_NOTE, "rule r: cut at the facts that it names"));
	assert_true(said(&report, PROVE_FAULT, "rule r: no answers lead to \"not applicable\""));
	assert_false(said(&report, PROVE_FAULT, "rule r: not proved"));
	prove_report_done(&report);
}

/* What cannot be tried is said to be unproved, and never passes for proof. */
static void test_too_large(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "must") "require = \"case.n = case.n2 and case.n <> case.n2\"\n", NULL, 3, &report);
	assert_true(said(&report, PROVE_FAULT, "not proved"));
	prove_report_done(&report);
}

static void test_overlap(void **state)
{
	static const char steps[] =
		"[step.1]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nshort.ja = \"S\"\nshort.en = \"S\"\nclause = \"T-1\"\nmodel = \"saas\"\nmodel.ja = \"S\"\n"
		"model.en = \"S\"\ncandidate = \"none\"\nadopt = \"step.merit = yes\"\npass = \"step.difficult = yes\"\n";
	struct fixture fixture;
	struct prove_report report;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){ .steps = steps });
	prove_all(fixture.engine, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "step 1: the same answers adopt it and pass it over: step.merit = yes, step.difficult = yes"));
	assert_true(said(&report, PROVE_NOTE, "all is known and nothing is allowed, such as: step.merit = no, step.difficult = no"));
	prove_report_done(&report);
	fixture_done(&fixture);
}

static void test_raising(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("candidate", "must") "require = \"case.confidentiality in ('1','2')\"\n", SECRECY, PROVE_WHOLE_MAX, &report);
	assert_false(said(&report, PROVE_FAULT, "raising case.confidentiality"));
	prove_report_done(&report);
	prove_rules(RULE("candidate", "must") "require = \"case.confidentiality = '1' and candidate.p = yes\"\n", SECRECY, PROVE_WHOLE_MAX, &report);
	assert_true(report.raised > 0);
	assert_false(said(&report, PROVE_FAULT, "raising case.confidentiality"));
	prove_report_done(&report);
	prove_rules(RULE("candidate", "must") "require = \"case.confidentiality = '2' or candidate.p = yes\"\n", SECRECY, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "raising case.confidentiality takes it out of the way: before: case.confidentiality = 1"));
	prove_report_done(&report);
}

#define ALLOWED(when) "[allowed.grade]\nwhen = \"" when "\"\nclause = \"T-1\"\ntext.ja = \"A\"\ntext.en = \"A\"\n"
#define NEVER(outcome) "[never.one]\nrule = \"r\"\noutcome = \"" outcome "\"\ntext.ja = \"A\"\ntext.en = \"A\"\n"

static void prove_claims(const char *rules, const char *proof, struct prove_report *report)
{
	struct fixture fixture;
	fixture_start(&fixture, &(struct fixture_source){ .rules = rules, .questions = SECRECY, .steps = STEPS, .proof = proof });
	prove_all(fixture.engine, PROVE_WHOLE_MAX, report);
	fixture_done(&fixture);
}

/* What an edition allows is let pass where it says so, and nowhere else; and it must be needed. */
static void test_allowed(void **state)
{
	static const char rules[] = RULE("candidate", "must") "require = \"case.confidentiality = '2' or candidate.p = yes\"\n";
	struct prove_report report;
	(void)state;
	prove_claims(rules, ALLOWED("case.confidentiality = '2' and candidate.q = yes"), &report);
	assert_true(said(&report, PROVE_FAULT, "raising case.confidentiality takes it out of the way"));
	prove_report_done(&report);
	prove_claims(rules, ALLOWED("case.confidentiality = '2'"), &report);
	assert_false(said(&report, PROVE_FAULT, "raising case.confidentiality"));
	assert_true(said(&report, PROVE_NOTE, "where [allowed.grade] says so (T-1)"));
	prove_report_done(&report);
	prove_claims(rules, ALLOWED("case.confidentiality = '3'"), &report);
	assert_true(said(&report, PROVE_FAULT, "raising case.confidentiality takes it out of the way"));
	assert_true(said(&report, PROVE_FAULT, "[allowed.grade] is not needed"));
	prove_report_done(&report);
	prove_claims(RULE("candidate", "must") "require = \"candidate.p = yes\"\n", ALLOWED("case.confidentiality = '2'"), &report);
	assert_true(said(&report, PROVE_FAULT, "[allowed.grade] is not needed"));
	prove_report_done(&report);
}

/* A claim that an outcome cannot be is tried. */
static void test_never(void **state)
{
	static const char always[] = RULE("case", "must") "require = \"case.y = yes or case.y = no\"\n";
	struct prove_report report;
	(void)state;
	prove_claims(always, NEVER("fail"), &report);
	assert_false(said(&report, PROVE_FAULT, "rule r"));
	assert_true(said(&report, PROVE_NOTE, "rule r: never \"fail\", as [never.one] says"));
	prove_report_done(&report);
	prove_claims(RULE("case", "must") "require = \"case.y = yes\"\n", NEVER("fail"), &report);
	assert_true(said(&report, PROVE_FAULT, "[never.one] is not true: rule r can be \"fail\""));
	prove_report_done(&report);
	prove_claims(always, NEVER("undetermined"), &report);
	assert_true(said(&report, PROVE_FAULT, "[never.one] is not true: rule r can be \"undetermined\""));
	assert_true(said(&report, PROVE_FAULT, "no answers lead to \"fail\""));
	prove_report_done(&report);
	struct fixture fixture;
	fixture_init(&fixture, &(struct fixture_source){ .proof = NEVER("fail") });
	assert_true(fixture_fault(&fixture, "there is no rule 'r'"));
	fixture_done(&fixture);
}

/* A rule may demand an answer by answered(), and may not be out of the way because there is none. */
static void test_unknown(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("case", "caution") "when = \"answered(case.c) and case.c = 'a'\"\nrequire = \"case.y = yes\"\n", NULL, PROVE_WHOLE_MAX,
		&report);
	assert_true(said(&report, PROVE_FAULT, "rule r: an unknown gives more than an answer: make case.c unknown"));
	prove_report_done(&report);
	prove_rules(RULE("case", "caution") "when = \"case.c = 'a'\"\nrequire = \"answered(case.t) and case.y = yes\"\n", NULL, PROVE_WHOLE_MAX,
		&report);
	assert_int_equal(report.faults, 0);
	prove_report_done(&report);
	prove_rules(RULE("case", "must") "require = \"not answered(case.t)\"\n", NULL, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "rule r: an unknown gives more than an answer: make case.t unknown"));
	prove_report_done(&report);
}

static void test_barring(void **state)
{
	struct prove_report report;
	(void)state;
	prove_rules(RULE("candidate", "must") "require = \"candidate.p = yes\"\n", SECRECY, PROVE_WHOLE_MAX, &report);
	assert_true(said(&report, PROVE_FAULT, "step 1: no one rule blocks every public candidate"));
	prove_report_done(&report);
	prove_rules(RULE("candidate", "must") "when = \"candidate.deployment in ('public','group_use')\"\nrequire = \"case.secrecy = 'none'\"\n", SECRECY,
		PROVE_WHOLE_MAX, &report);
	assert_false(said(&report, PROVE_FAULT, "blocks every public candidate"));
	prove_report_done(&report);
}

static void walk(const char *rules, uint64_t seed, struct prove_random *job, struct prove_report *report)
{
	struct fixture fixture;
	fixture_start(&fixture, &(struct fixture_source){ .rules = rules, .questions = SECRECY });
	*job = (struct prove_random){ .seed = seed, .cases = 20000 };
	prove_report_init(report);
	prove_random(fixture.engine, job, report);
	fixture_done(&fixture);
}

static void test_random(void **state)
{
	static const char open_to_all[] = RULE("candidate", "must") "require = \"candidate.p = yes\"\n";
	static const char rising[] = RULE("candidate", "must") "require = \"case.confidentiality = '3'\"\n";
	struct prove_random first, again, other;
	struct prove_report report;
	(void)state;
	walk(open_to_all, 1, &first, &report);
	assert_true(said(&report, PROVE_FAULT, "a public candidate is acceptable although case.secrecy bars it"));
	assert_int_equal(first.examined, 20000);
	assert_true(first.acceptable > 0 && first.verdicts > 0 && first.hidden > 0 && first.reordered > 0);
	prove_report_done(&report);
	walk(open_to_all, 1, &again, &report);
	prove_report_done(&report);
	assert_memory_equal(&first, &again, sizeof first);
	walk(open_to_all, 2, &other, &report);
	prove_report_done(&report);
	assert_int_not_equal(first.acceptable, other.acceptable);
	walk(rising, 1, &first, &report);
	assert_true(said(&report, PROVE_FAULT, "raising case.confidentiality makes the candidate acceptable"));
	prove_report_done(&report);
}

struct seen {
	size_t count, changed;
	const struct fixture *fixture;
	uint64_t sign;
	char names[64][160];
};

static bool note_mutant(const struct mutant *mutant, void *context)
{
	struct seen *seen = context;
	date_days as_of = 20000;
	struct verdict *verdict = engine_decide(seen->fixture->engine, seen->fixture->dossier, as_of);
	seen->changed += prove_sign(verdict) != seen->sign;
	verdict_free(&verdict);
	if (mutant->rule && seen->count < 64)
		snprintf(seen->names[seen->count++], sizeof seen->names[0], "%s", mutant->name);
	return true;
}

static void test_mutants(void **state)
{
	static const char rules[] = RULE("case", "must") "when = \"case.y = yes and not answered(case.t)\"\nrequire = \"case.c in ('a','b') or case.n >= 5\"\n";
	static const char *const wanted[] = { "rule.r when 1 and -> or", "rule.r when 2 = -> <>", "rule.r when 3 without not", "rule.r when 4 negated",
		"rule.r require.1 1 or -> and", "rule.r require.1 2 in -> not in", "rule.r require.1 2 without a", "rule.r require.1 2 without b",
		"rule.r require.1 2 with c", "rule.r require.1 2 with d", "rule.r require.1 3 >= -> >", "rule.r require.1 3 >= -> <",
		"rule.r require.1 3 constant less", "rule.r require.1 3 constant more", "rule.r must -> preferred" };
	struct fixture fixture;
	(void)state;
	struct seen seen = { .fixture = &fixture };
	fixture_start(&fixture, &(struct fixture_source){ .rules = rules });
	fixture_answer(&fixture, "case case.y yes\ncase case.c a\ncase case.n 5\n");
	struct verdict *verdict = engine_decide(fixture.engine, fixture.dossier, 20000);
	seen.sign = prove_sign(verdict);
	verdict_free(&verdict);
	mutate_each(fixture.engine, note_mutant, &seen);
	assert_int_equal(seen.count, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < seen.count; i++)
		assert_string_equal(seen.names[i], wanted[i]);
	assert_true(seen.changed > 0);
	verdict = engine_decide(fixture.engine, fixture.dossier, 20000);
	assert_true(seen.sign == prove_sign(verdict));
	verdict_free(&verdict);
	fixture_done(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_rule),
		cmocka_unit_test(test_unreachable),
		cmocka_unit_test(test_not_asked),
		cmocka_unit_test(test_never_asked),
		cmocka_unit_test(test_answered_only),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_overlap),
		cmocka_unit_test(test_raising),
		cmocka_unit_test(test_allowed),
		cmocka_unit_test(test_never),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_barring),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_mutants),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
