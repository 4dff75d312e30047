/* SPDX-License-Identifier: Apache-2.0 */
/* Questions that the entries of an entity answer: what they give, what they leave open, who is named as having set it, and what is refused. */
#include "test_engine_fixture.h"

#include <stdlib.h>
#include <string.h>

#define OPTIONS(words) "options = \"" words "\"\noption.a.ja = \"O\"\noption.a.en = \"O\"\noption.b.ja = \"O\"\noption.b.en = \"O\"\n"
#define OPTION_C "option.c.ja = \"O\"\noption.c.en = \"O\"\n"
#define QUESTION(name, fact, type) "[question." name "]\nfact = \"" fact "\"\ntype = \"" type "\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\n" \
	"text.ja = \"T\"\ntext.en = \"T\"\nhelp.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nreason = \"none\"\nevidence = \"none\"\n"
#define GATHER(how, over, of) "gather = \"" how "\"\ngather.over = \"" over "\"\ngather.of = \"" of "\"\n"
#define TEXTS "title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n"
#define CASE_RULE(name, require) "[rule." name "]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"case\"\n" TEXTS "require = \"" require "\"\n"

static const char CASE_QUESTIONS[] =
	QUESTION("rating", "case.rating", "choice") OPTIONS("a b c") OPTION_C GATHER("highest", "information", "information.rating")
	QUESTION("kinds", "case.kinds", "set") "options = \"p q r\"\noption.p.ja = \"O\"\noption.p.en = \"O\"\noption.q.ja = \"O\"\n"
		"option.q.en = \"O\"\noption.r.ja = \"O\"\noption.r.en = \"O\"\n" GATHER("union", "information", "information.kinds")
	QUESTION("hushed", "case.hushed", "yesno") "ask = \"case.first = yes\"\n" GATHER("some", "information", "information.rating = 'c'");

static const char CASE_RULES[] =
	CASE_RULE("rating", "case.rating = 'b'")
	CASE_RULE("kinds", "has(case.kinds,'p') and has(case.kinds,'r')")
	CASE_RULE("hushed", "case.hushed = yes");

static const struct {
	const char *name, *answers, *rule;
	enum outcome outcome;
	const char *missing, *source;
} CASES[] = {
	{ "without entries the answer counts", "case case.rating b\n", "rating", OUTCOME_PASS, "", "" },
	{ "entries stand above the answer", "case case.rating a\ni1 information.rating b\n", "rating", OUTCOME_PASS, "", "i1" },
	{ "the highest of them", "i1 information.rating a\ni2 information.name Ledger\ni2 information.rating b\n", "rating", OUTCOME_PASS, "",
		"Ledger" },
	{ "a higher one", "i1 information.rating b\ni2 information.rating c\n", "rating", OUTCOME_FAIL, "", "i2" },
	{ "the first of equals is named", "i1 information.rating b\ni2 information.rating b\n", "rating", OUTCOME_PASS, "", "i1" },
	{ "one that is open leaves the whole open", "i1 information.rating b\ni2 information.name X\n", "rating", OUTCOME_UNDETERMINED,
		"information.rating@i2", "" },
	{ "nothing surpasses the gravest", "i1 information.rating c\ni2 information.rating ?\n", "rating", OUTCOME_FAIL, "", "i1" },
	{ "sets are united", "i1 information.kinds p\ni2 information.kinds r\n", "kinds", OUTCOME_PASS, "", "" },
	{ "an open set leaves the union open", "i1 information.kinds p\ni2 information.name X\n", "kinds", OUTCOME_UNDETERMINED,
		"information.kinds@i2", "" },
	{ "none of them has it", "i1 information.kinds p\ni2 information.kinds -\n", "kinds", OUTCOME_FAIL, "", "" },
	{ "what is not asked does not count", "case case.first no\ni1 information.rating c\n", "hushed", OUTCOME_UNDETERMINED, "case.first@case",
		"" },
	{ "some", "case case.first yes\ni1 information.rating c\n", "hushed", OUTCOME_PASS, "", "" },
	{ "none", "case case.first yes\ni1 information.rating a\n", "hushed", OUTCOME_FAIL, "", "" },
	{ "the list itself is what is open", "case case.first yes\ni1 information.rating ?\n", "hushed", OUTCOME_UNDETERMINED, "case.hushed@case",
		"" },
};

static const char *source_of(const struct finding *finding, const char *fact)
{
	for (size_t i = 0; i < finding->read_count; i++)
		if (strcmp(finding->reads[i].fact->id, fact) == 0)
			return finding->reads[i].source;
	return "";
}

static void test_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct fixture fixture;
		fixture_start(&fixture, &(struct fixture_source){ .rules = CASE_RULES, .questions = CASE_QUESTIONS });
		fixture_answer(&fixture, CASES[i].answers);
		struct verdict *verdict = fixture_decide(&fixture);
		const struct finding *finding = fixture_finding(verdict, CASES[i].rule, "case");
		char *missing = finding ? fixture_missing(finding->missing, finding->missing_count) : NULL;
		if (!finding || finding->outcome != CASES[i].outcome || strcmp(missing, CASES[i].missing) != 0 ||
			strcmp(source_of(finding, "case.rating"), CASES[i].source) != 0)
			fail_msg("%s: outcome %d, missing \"%s\", source \"%s\"", CASES[i].name, finding ? (int)finding->outcome : -1, missing,
				finding ? source_of(finding, "case.rating") : "");
		free(missing);
		verdict_free(&verdict);
		fixture_done(&fixture);
	}
}

/* The word that is shown for a rating is that of the entries, whatever was answered before there were any. */
static void test_word(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){ .rules = CASE_RULES, .questions = CASE_QUESTIONS });
	fixture_answer(&fixture, "case case.rating a\ncase case.kinds q\ni1 information.rating c\ni1 information.kinds p\ni2 information.kinds r\n");
	struct verdict *verdict = fixture_decide(&fixture);
	assert_string_equal(fixture_finding(verdict, "rating", "case")->reads[0].word, "c");
	assert_string_equal(fixture_finding(verdict, "kinds", "case")->reads[0].word, "p r");
	verdict_free(&verdict);
	const struct question *question = edition_fact(fixture.edition, "case.rating")->question;
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, fixture.dossier->root, question), TRUTH_NO);
	dossier_remove(fixture.dossier, dossier_find(fixture.dossier, "i1"));
	dossier_remove(fixture.dossier, dossier_find(fixture.dossier, "i2"));
	assert_int_equal(engine_asked(fixture.engine, fixture.dossier, 0, fixture.dossier->root, question), TRUTH_YES);
	verdict = fixture_decide(&fixture);
	assert_string_equal(fixture_finding(verdict, "rating", "case")->reads[0].word, "a");
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static const char LIST_QUESTIONS[] =
	QUESTION("list", "candidate.list", "choice") OPTIONS("a b") GATHER("every", "control", "control.met = yes")
	"gather.where = \"control.kind = 'must'\"\ngather.ground = \"control.met\"\ngather.yes = \"a\"\ngather.no = \"b\"\n";
static const char LIST_RULES[] =
	"[rule.list]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"candidate\"\n" TEXTS "require = \"candidate.list = 'a'\"\n";

#define K "c1-1-k1"
#define M1 K "-m1 "
#define M2 K "-m2 "
static const struct {
	const char *answers;
	enum outcome outcome;
} LISTS[] = {
	{ K " candidate.list a\n", OUTCOME_PASS },
	{ K " candidate.list a\n" M1 "control.kind must\n" M1 "control.met no\n", OUTCOME_FAIL },
	{ M1 "control.kind must\n" M1 "control.met yes | seen\n", OUTCOME_PASS },
	{ M1 "control.kind must\n" M1 "control.met yes\n", OUTCOME_UNDETERMINED },
	{ M1 "control.kind must\n" M1 "control.met yes | seen\n" M2 "control.kind must\n", OUTCOME_UNDETERMINED },
	{ M1 "control.kind must\n" M1 "control.met yes | seen\n" M2 "control.kind may\n" M2 "control.met no\n", OUTCOME_PASS },
	{ M1 "control.kind must\n" M2 "control.kind must\n" M2 "control.met no\n", OUTCOME_FAIL },
};

static void test_list(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
		struct fixture fixture;
		fixture_start(&fixture, &(struct fixture_source){ .rules = LIST_RULES, .questions = LIST_QUESTIONS });
		fixture_answer(&fixture, LISTS[i].answers);
		struct verdict *verdict = fixture_decide(&fixture);
		const struct finding *finding = fixture_finding(verdict, "list", K);
		if (!finding || finding->outcome != LISTS[i].outcome)
			fail_msg("list %zu: outcome %d", i, finding ? (int)finding->outcome : -1);
		char *missing = fixture_missing(finding->missing, finding->missing_count);
		assert_string_equal(missing, finding->outcome == OUTCOME_UNDETERMINED ? "candidate.list@" K : "");
		free(missing);
		verdict_free(&verdict);
		fixture_done(&fixture);
	}
}

#define RATING QUESTION("rating", "case.rating", "choice") OPTIONS("a b c") OPTION_C
static const struct {
	const char *questions, *fault;
} FAULTS[] = {
	{ RATING "gather.of = \"information.rating\"\n", "this key goes with gather only" },
	{ RATING "gather = \"highest\"\n", "gather needs gather.over and gather.of" },
	{ RATING GATHER("highest", "control", "control.kind"), "case has no entries of this kind" },
	{ RATING GATHER("highest", "information", "information.nothing"), "is no question about a information" },
	{ RATING GATHER("highest", "information", "information.kinds"), "must have the same options" },
	{ RATING GATHER("union", "information", "information.kinds"), "a choice cannot be gathered in this way" },
	{ RATING GATHER("every", "information", "information.rating = 'a'"), "gather.yes must name an option" },
	{ RATING GATHER("highest", "information", "information.rating") "gather.where = \"yes\"\n", "go with every and some only" },
	{ QUESTION("whole", "case.whole", "yesno") GATHER("every", "information", "information.rating = 'z'"), "'z'" },
	{ QUESTION("whole", "case.whole", "yesno") GATHER("every", "information", "information.rating = 'a'") "gather.ground = \"information.name\"\n",
		"that takes a reason" },
	{ QUESTION("loop", "case.loop", "yesno") GATHER("every", "information", "case.loop = yes"), "depends on itself" },
	{ QUESTION("wide", "case.wide2", "yesno") "column = \"8\"\n", "only a question about an entry has a column" },
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
		struct fixture fixture;
		fixture_init(&fixture, &(struct fixture_source){ .questions = FAULTS[i].questions });
		if (fixture.engine || !fixture_fault(&fixture, FAULTS[i].fault)) {
			struct buf text;
			buf_init(&text);
			diag_write(&fixture.diags, &text);
			fail_msg("fault %zu is not \"%s\" but: %s", i, FAULTS[i].fault, text.data);
		}
		fixture_done(&fixture);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_case),
		cmocka_unit_test(test_word),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_faults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
