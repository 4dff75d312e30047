/* SPDX-License-Identifier: Apache-2.0 */
/* The walk of a component through the steps, gates, the verdict of the case, and that neither order nor repetition shows. */
#include "test_engine_fixture.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS "title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n"
#define K "c1-1-k1"

static const char RULES[] =
	"[rule.fit]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"candidate\"\nsteps = \"1\"\nrequire = \"candidate.p\"\n" TEXTS
	"[rule.at]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"component\"\nsteps = \"1\"\nwhen = \"case.y\"\n"
	"require = \"step.cause = 'cost'\"\n" TEXTS
	"[rule.part]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"component\"\nwhen = \"component.model = 'onprem'\"\n"
	"require = \"component.u = yes\"\n" TEXTS
	"[rule.whole]\nclause = \"T-1\"\nforce = \"caution\"\nscope = \"case\"\nwhen = \"case.some_onprem\"\n"
	"require = \"answered(case.t)\"\n" TEXTS;

#define BASE "case case.c a\ncase case.y no\n"
#define ADOPT "c1-1 step.coverage all\nc1-1 step.difficult no\nc1-1 step.merit yes\nc1-1 step.chosen_candidate " K "\n" K " candidate.p yes\n"
#define PASS1 "c1-1 step.coverage all\nc1-1 step.difficult no\nc1-1 step.merit no\nc1-1 step.cause cost\nc1-1 step.words given\n"

struct expected {
	const char *answers;
	enum verdict_status status;
	enum step_outcome first, second;
	const char *missing; /* of the step that ended the walk */
};

static const struct expected EXPECTED[] = {
	{ .answers = BASE ADOPT K " candidate.deployment public\n", .status = VERDICT_DECIDED, .first = STEP_ADOPTED, .second = STEP_NOT_REACHED,
		.missing = "" },
	{ .answers = BASE ADOPT, .status = VERDICT_UNDETERMINED, .first = STEP_ADOPTED, .second = STEP_NOT_REACHED, .missing = "" },
	{ .answers = BASE ADOPT K " candidate.p ?\n", .status = VERDICT_UNDETERMINED, .first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED,
		.missing = "candidate.p@" K },
	{ .answers = BASE ADOPT K " candidate.p no\n", .status = VERDICT_REFUSED, .first = STEP_REFUSED, .second = STEP_NOT_REACHED, .missing = "" },
	{ .answers = BASE "c1-1 step.coverage all\nc1-1 step.difficult no\nc1-1 step.merit yes\n" K " candidate.p yes\n",
		.status = VERDICT_UNDETERMINED, .first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED, .missing = "step.chosen_candidate@c1-1" },
	{ .answers = BASE "c1-1 step.coverage all\nc1-1 step.merit yes\nc1-1 step.chosen_candidate " K "\n" K " candidate.p yes\n",
		.status = VERDICT_UNDETERMINED, .first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED, .missing = "step.difficult@c1-1" },
	{ .answers = BASE "c1-1 step.difficult no\nc1-1 step.merit yes\nc1-1 step.chosen_candidate " K "\n" K " candidate.p yes\n",
		.status = VERDICT_UNDETERMINED, .first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED, .missing = "step.coverage@c1-1" },
	{ .answers = BASE PASS1 "c1-2 step.merit yes\nc1 component.u yes\ncase case.t words\n", .status = VERDICT_DECIDED, .first = STEP_PASSED,
		.second = STEP_ADOPTED, .missing = "" },
	{ .answers = BASE PASS1 "c1-2 step.merit yes\nc1 component.u yes\n", .status = VERDICT_UNDETERMINED, .first = STEP_PASSED,
		.second = STEP_ADOPTED, .missing = "" },
	{ .answers = BASE PASS1 "c1-2 step.merit yes\nc1 component.u no\ncase case.t words\n", .status = VERDICT_REFUSED, .first = STEP_PASSED,
		.second = STEP_ADOPTED, .missing = "" },
	{ .answers = BASE PASS1 "c1-2 step.merit yes\nc1-2 step.cause staff\n", .status = VERDICT_UNDETERMINED, .first = STEP_PASSED,
		.second = STEP_UNDETERMINED, .missing = "" },
	{ .answers = BASE PASS1 "c1-2 step.merit no\nc1-2 step.difficult no\nc1-2 step.cause cost\n", .status = VERDICT_REFUSED,
		.first = STEP_PASSED, .second = STEP_REFUSED, .missing = "" },
	{ .answers = BASE PASS1 "c1-2 step.merit no\nc1-2 step.difficult no\n", .status = VERDICT_UNDETERMINED, .first = STEP_PASSED,
		.second = STEP_UNDETERMINED, .missing = "step.cause@c1-2" },
	{ .answers = BASE PASS1 "c1-2 step.merit no\nc1-2 step.difficult yes\n", .status = VERDICT_REFUSED, .first = STEP_PASSED,
		.second = STEP_PASSED, .missing = "" },
	{ .answers = BASE "c1-1 step.coverage all\nc1-1 step.merit no\nc1-1 step.cause cost\n", .status = VERDICT_UNDETERMINED,
		.first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED, .missing = "step.words@c1-1" },
	{ .answers = BASE "c1-1 step.coverage none\n", .status = VERDICT_UNDETERMINED, .first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED,
		.missing = "step.cause@c1-1 step.words@c1-1" },
	{ .answers = BASE "c1-1 step.coverage none\nc1-1 step.difficult no\nc1-1 step.merit yes\nc1-1 step.cause cost\nc1-1 step.words given\n"
		"c1-2 step.merit yes\nc1 component.u yes\ncase case.t words\n", .status = VERDICT_DECIDED, .first = STEP_PASSED,
		.second = STEP_ADOPTED, .missing = "" },
	{ .answers = BASE ADOPT K " candidate.deployment public\ncase case.y yes\nc1-1 step.cause cost\n", .status = VERDICT_DECIDED,
		.first = STEP_ADOPTED, .second = STEP_NOT_REACHED, .missing = "" },
	{ .answers = BASE ADOPT "case case.y yes\nc1-1 step.cause staff\n", .status = VERDICT_REFUSED, .first = STEP_REFUSED,
		.second = STEP_NOT_REACHED, .missing = "" },
	{ .answers = BASE ADOPT "case case.y yes\n", .status = VERDICT_UNDETERMINED, .first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED,
		.missing = "step.cause@c1-1" },
	{ .answers = BASE, .status = VERDICT_UNDETERMINED, .first = STEP_UNDETERMINED, .second = STEP_NOT_REACHED,
		.missing = "step.coverage@c1-1 step.difficult@c1-1 step.merit@c1-1" },
};

static const struct step_result *ended(const struct component_result *component)
{
	const struct step_result *last = &component->steps[0];
	for (size_t i = 0; i < component->step_count; i++) {
		if (component->steps[i].outcome != STEP_NOT_REACHED)
			last = &component->steps[i];
	}
	return last;
}

static void check(const struct expected *expected, size_t index)
{
	struct fixture fixture;
	const struct fixture_source source = { .rules = RULES };
	fixture_start(&fixture, &source);
	fixture_answer(&fixture, expected->answers);
	struct verdict *verdict = fixture_decide(&fixture);
	const struct component_result *component = verdict_component(verdict, "c1");
	const struct step_result *last = ended(component);
	char *missing = fixture_missing(last->missing, last->missing_count);
	if (verdict->status != expected->status)
		fail_msg("row %zu: %s", index, verdict_status_word(verdict->status));
	if (component->steps[0].outcome != expected->first || component->steps[1].outcome != expected->second)
		fail_msg("row %zu: %s, %s", index, step_outcome_word(component->steps[0].outcome), step_outcome_word(component->steps[1].outcome));
	if (strcmp(missing, expected->missing) != 0)
		fail_msg("row %zu: missing %s", index, missing);
	free(missing);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static void test_walks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++)
		check(&EXPECTED[i], i);
}

static void begin(struct fixture *fixture, const char *answers)
{
	const struct fixture_source source = { .rules = RULES };
	fixture_start(fixture, &source);
	fixture_answer(fixture, answers);
}

static void test_adopted(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, BASE ADOPT K " candidate.deployment private\nc1-1-k2 candidate.p no\n");
	struct verdict *verdict = fixture_decide(&fixture);
	const struct component_result *component = verdict_component(verdict, "c1");
	assert_int_equal(component->adopted->number, 1);
	assert_string_equal(component->candidate, K);
	assert_string_equal(component->name, "c1");
	assert_true(verdict_candidate(verdict, K)->chosen);
	assert_false(verdict_candidate(verdict, "c1-1-k2")->chosen);
	assert_int_equal(verdict_candidate(verdict, "c1-1-k2")->acceptable, TRUTH_NO);
	assert_int_equal(verdict_candidate(verdict, "c1-1-k2")->counts[OUTCOME_FAIL], 1);
	assert_int_equal(fixture_finding(verdict, "part", "c1")->outcome, OUTCOME_NOT_APPLICABLE);
	assert_int_equal(verdict_exit(verdict), STATUS_OK);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

/* A case file may name the candidate by the last part of its key. */
static void test_short_key(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, BASE ADOPT K " candidate.deployment public\n");
	struct entity *step = dossier_find(fixture.dossier, "c1-1");
	mem_replace(&entity_answer_id(fixture.dossier, step, "step.chosen_candidate")->text, "k1");
	struct verdict *verdict = fixture_decide(&fixture);
	assert_string_equal(verdict_component(verdict, "c1")->candidate, K);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

/* A choice of a candidate that is not there adopts nothing. */
static void test_chosen_elsewhere(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, BASE ADOPT "c1-1 step.chosen_candidate c1-1-k9\n");
	struct verdict *verdict = fixture_decide(&fixture);
	assert_int_equal(verdict_step(verdict, "c1-1")->outcome, STEP_REFUSED);
	assert_int_equal(verdict->status, VERDICT_REFUSED);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static void test_gates(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, "case case.c d | out of scope\n");
	struct verdict *verdict = fixture_decide(&fixture);
	assert_int_equal(verdict->status, VERDICT_GATED);
	assert_string_equal(verdict->gate->name, "excluded");
	assert_int_equal(verdict->finding_count, 0);
	assert_string_equal(verdict->gate_reads[0].word, "d");
	verdict_free(&verdict);
	mem_replace(&entity_answer_id(fixture.dossier, fixture.dossier->root, "case.c")->reason, " ");
	verdict = fixture_decide(&fixture);
	char *missing = fixture_missing(verdict->gate_missing, verdict->gate_missing_count);
	assert_int_equal(verdict->status, VERDICT_UNDETERMINED);
	assert_string_equal(missing, "case.c@case!reason");
	free(missing);
	verdict_free(&verdict);
	fixture_answer(&fixture, "case case.c ?\n" ADOPT K " candidate.deployment public\ncase case.y no\n");
	verdict = fixture_decide(&fixture);
	/* Not known whether it is out of scope: everything is examined, and nothing is final. */
	assert_string_equal(verdict->gate->name, "excluded");
	assert_int_equal(verdict->components[0].status, VERDICT_DECIDED);
	assert_int_equal(verdict->status, VERDICT_UNDETERMINED);
	missing = fixture_missing(verdict->gate_missing, verdict->gate_missing_count);
	assert_string_equal(missing, "case.c@case");
	free(missing);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

/* Components stand for themselves; the worst of them is the verdict, and the case sees them all. */
static void test_components(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, BASE ADOPT K " candidate.deployment public\n"
		"c2-1 step.coverage none\nc2-1 step.cause cost\nc2-1 step.words given\nc2-2 step.merit yes\nc2 component.u yes\nc2 component.name second\n");
	struct verdict *verdict = fixture_decide(&fixture);
	assert_int_equal(verdict->component_count, 2);
	assert_int_equal(verdict->components[0].status, VERDICT_DECIDED);
	assert_int_equal(verdict->components[1].status, VERDICT_DECIDED);
	assert_string_equal(verdict->components[1].name, "second");
	assert_int_equal(fixture_finding(verdict, "whole", "case")->outcome, OUTCOME_FAIL);
	assert_int_equal(verdict->status, VERDICT_UNDETERMINED);
	verdict_free(&verdict);
	fixture_answer(&fixture, "case case.t words\n");
	verdict = fixture_decide(&fixture);
	assert_int_equal(verdict->status, VERDICT_DECIDED);
	verdict_free(&verdict);
	fixture_answer(&fixture, "c2-2 step.merit ?\n");
	verdict = fixture_decide(&fixture);
	const struct finding *whole = fixture_finding(verdict, "whole", "case");
	assert_int_equal(verdict->components[1].status, VERDICT_UNDETERMINED);
	assert_int_equal(whole->outcome, OUTCOME_PASS); /* the text is there, so it does not matter */
	assert_int_equal(verdict_exit(verdict), STATUS_UNDETERMINED);
	verdict_free(&verdict);
	fixture_answer(&fixture, "c2-2 step.merit no\nc2-2 step.difficult no\nc2-2 step.cause cost\n");
	verdict = fixture_decide(&fixture);
	assert_int_equal(verdict->status, VERDICT_REFUSED);
	assert_int_equal(verdict_exit(verdict), STATUS_FAILED);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static void test_missing_through_walk(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, BASE PASS1 "c1-2 step.cause cost\n");
	struct verdict *verdict = fixture_decide(&fixture);
	const struct finding *whole = fixture_finding(verdict, "whole", "case");
	char *missing = fixture_missing(whole->missing, whole->missing_count);
	assert_int_equal(whole->outcome, OUTCOME_UNDETERMINED);
	assert_string_equal(missing, "step.merit@c1-2 step.difficult@c1-2");
	free(missing);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static void test_no_component(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, BASE);
	dossier_remove(fixture.dossier, dossier_find(fixture.dossier, "c1"));
	struct verdict *verdict = fixture_decide(&fixture);
	assert_int_equal(verdict->status, VERDICT_UNDETERMINED);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static char *written(struct fixture *fixture)
{
	struct buf out;
	struct verdict *verdict = fixture_decide(fixture);
	buf_init(&out);
	verdict_write(verdict, &out);
	verdict_free(&verdict);
	char *text = mem_strdup(out.data);
	buf_done(&out);
	return text;
}

/* The order in which answers come in does not show, and neither does deciding twice. */
static void test_order(void **state)
{
	(void)state;
	static const char *const PARTS[] = { "case case.c a\n", "case case.y no\n", "c1-1 step.coverage all\n", "c1-1 step.merit yes\n",
		"c1-1 step.chosen_candidate " K "\n", "case case.n 7\n", "case case.first yes\n", "case case.second yes\n", "c1-1 step.difficult no\n" };
	enum { COUNT = sizeof PARTS / sizeof *PARTS };
	char *first = NULL;
	for (size_t turn = 0; turn < COUNT; turn++) {
		struct fixture fixture;
		begin(&fixture, K " candidate.p yes\n");
		for (size_t i = 0; i < COUNT; i++)
			fixture_answer(&fixture, PARTS[(i * 5 + turn) % COUNT]);
		char *text = written(&fixture), *again = written(&fixture);
		assert_string_equal(text, again);
		if (first)
			assert_string_equal(text, first);
		else
			first = mem_strdup(text);
		free(text);
		free(again);
		fixture_done(&fixture);
	}
	free(first);
}

static void test_asked(void **state)
{
	(void)state;
	struct fixture fixture;
	begin(&fixture, "");
	const struct question *second = edition_fact(fixture.edition, "case.second")->question;
	const struct question *first = edition_fact(fixture.edition, "case.first")->question;
	const struct entity *root = fixture.dossier->root;
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, root, first), TRUTH_YES);
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, root, second), TRUTH_UNKNOWN);
	fixture_answer(&fixture, "case case.first yes\n");
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, root, second), TRUTH_YES);
	fixture_answer(&fixture, "case case.first no\n");
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, root, second), TRUTH_NO);
	fixture_done(&fixture);
}

/* A question about the outcome of the walk is asked once the walk is done. */
static void test_asked_after_walk(void **state)
{
	(void)state;
	struct fixture fixture;
	const struct fixture_source source = { .rules = RULES, .questions =
		"[question.after]\nfact = \"case.after\"\ntype = \"text\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\ntext.ja = \"T\"\ntext.en = \"T\"\n"
		"help.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nreason = \"none\"\nevidence = \"none\"\nask = \"case.some_onprem\"\n" };
	fixture_start(&fixture, &source);
	const struct question *after = edition_fact(fixture.edition, "case.after")->question;
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, fixture.dossier->root, after), TRUTH_UNKNOWN);
	fixture_answer(&fixture, BASE PASS1 "c1-2 step.merit yes\n");
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, fixture.dossier->root, after), TRUTH_YES);
	fixture_answer(&fixture, ADOPT K " candidate.deployment public\n");
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, fixture.dossier->root, after), TRUTH_NO);
	fixture_done(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walks), cmocka_unit_test(test_adopted), cmocka_unit_test(test_short_key),
		cmocka_unit_test(test_chosen_elsewhere), cmocka_unit_test(test_gates),
		cmocka_unit_test(test_components), cmocka_unit_test(test_missing_through_walk), cmocka_unit_test(test_no_component),
		cmocka_unit_test(test_order), cmocka_unit_test(test_asked), cmocka_unit_test(test_asked_after_walk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
