/* SPDX-License-Identifier: Apache-2.0 */
/* Overlays: what one may add, what it may tighten, and everything that is refused, with the places of both sides of a conflict. */
#include "test_model_fixture.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#define FILE_NAME "data/overlay/" FIXTURE_ID "/own.ini"
#define BOTH(key, text) key ".ja = \"" text "\"\n" key ".en = \"" text "\"\n"
#define HEAD(adds) "[overlay.own]\n" BOTH("title", "Own") BOTH("text", "Own words") "date = \"2026-04-01\"\nadds = \"" adds "\"\n"
#define RULE(name, scope, require) \
	"[rule." name "]\nclause = \"K-1\"\nforce = \"must\"\nscope = \"" scope "\"\nrequire = \"" require "\"\n" BOTH("title", "R") \
	BOTH("text", "R") BOTH("fix", "F")
#define QUESTION(name, fact) \
	"[question." name "]\nfact = \"" fact "\"\ntype = \"yesno\"\n" BOTH("label", "L") BOTH("text", "Q?") \
	"help.ja.1 = \"h\"\nhelp.en.1 = \"h\"\nreason = \"none\"\nevidence = \"none\"\n"
#define SCREEN "[screen.own]\n" BOTH("title", "O") "scope = \"case\"\ngroup = \"step0\"\norder = \"90\"\n"
#define TIGHTEN(rule, force) "[tighten.t]\nrule = \"" rule "\"\nforce = \"" force "\"\n" BOTH("text", "why")

static struct edition *load(const char *overlay, struct diag_list *diags)
{
	struct edition *edition = NULL;
	struct fileset set;

	assert_true(sign_start());
	diag_init(diags);
	fileset_init(&set);
	fixture_files(&set);
	fixture_change(&set, FILE_NAME, NULL, overlay);
	fixture_load(&edition, &set, diags);
	fileset_done(&set);
	return edition;
}

static struct edition *loaded(const char *overlay)
{
	struct diag_list diags;
	struct edition *edition = load(overlay, &diags);
	struct buf said;

	buf_init(&said);
	diag_write(&diags, &said);
	assert_string_equal(said.data, "");
	buf_done(&said);
	diag_done(&diags);
	assert_non_null(edition);
	return edition;
}

/* Refused, with a message that has the text. */
static void refused(const char *overlay, const char *text)
{
	struct diag_list diags;
	struct edition *edition = load(overlay, &diags);
	struct buf said;

	buf_init(&said);
	diag_write(&diags, &said);
	assert_null(edition);
	if (!strstr(said.data, text))
		fail_msg("not said: %s\nin: %s", text, said.data);
	buf_done(&said);
	diag_done(&diags);
}

static void test_adds(void **state)
{
	struct edition *bare = fixture_edition();
	struct edition *edition = loaded(HEAD("screen.own question.own-a rule.own-1")
		SCREEN QUESTION("own-a", "case.own_a") RULE("own-1", "case", "case.own_a"));
	const struct rule *rule = edition_rule(edition, "own-1");

	(void)state;
	assert_int_equal(edition->overlay_count, 1);
	assert_string_equal(edition->overlays[0].name, "own");
	assert_int_equal(edition->rule_count, bare->rule_count + 1);
	assert_non_null(rule);
	assert_ptr_equal(edition_overlay(edition, rule->file), &edition->overlays[0]);
	assert_null(edition_overlay(edition, edition_rule(edition, "r-1")->file));
	assert_non_null(edition_screen(edition, "own"));
	assert_string_equal(edition_screen(edition, "own")->questions[0]->fact->id, "case.own_a");
	assert_false(digest_equal(&edition->digest, &bare->digest));
	edition_free(&edition);
	edition_free(&bare);
}

static void test_raises_force(void **state)
{
	struct edition *edition = loaded(HEAD("tighten.t") TIGHTEN("r-2", "must"));

	(void)state;
	assert_int_equal(edition_rule(edition, "r-2")->force, FORCE_MUST);
	assert_ptr_equal(edition_rule(edition, "r-2")->tightened, &edition->overlays[0]);
	assert_null(edition_rule(edition, "r-1")->tightened);
	edition_free(&edition);
}

static void test_never_weakens(void **state)
{
	(void)state;
	refused(HEAD("tighten.t") TIGHTEN("r-1", "caution"), "r-1 is 'must' at data/policy/test-1/rules-a.ini:1");
	refused(HEAD("tighten.t") TIGHTEN("r-1", "must"), "may only raise");
	refused(HEAD("tighten.t") TIGHTEN("r-2", "caution"), "may only raise");
	refused(HEAD("tighten.t") TIGHTEN("r-1", "preferred"), "allowed: must principle caution");
	refused(HEAD("tighten.t") TIGHTEN("r-9", "must"), "there is no rule 'r-9'");
	/* The rule itself, its exceptions, the steps, the gates and the claims of the proof are out of reach. */
	refused(HEAD("rule.r-1") RULE("r-1", "case", "case.secret = no"), "this name is taken by " );
	refused(HEAD("gate.g") "[gate.g]\nwhen = \"case.secret\"\n", "gate");
	refused(HEAD("step.3") "[step.3]\nmodel = \"x\"\n", "step");
	refused(HEAD("allowed.a") "[allowed.a]\nwhen = \"case.secret\"\n", "allowed");
	refused(HEAD("fact.f") "[fact.f]\nfact = \"service.f\"\n", "fact");
}

static void test_conflicts(void **state)
{
	(void)state;
	refused(HEAD("rule.r-1") RULE("r-1", "case", "case.secret = no"),
		"own.ini:8: [rule.r-1] this name is taken by data/policy/test-1/rules-a.ini:1");
	refused(HEAD("screen.own question.own-a") SCREEN QUESTION("own-a", "case.secret"), "case.secret is declared already at screens/basics.ini:");
	refused(HEAD("derived.d") "[derived.d]\nfact = \"case.large\"\ntype = \"yesno\"\n" BOTH("label", "L") "is = \"case.secret\"\n",
		"case.large is declared already at data/policy/test-1/facts.ini:");
	refused(HEAD("clause.k-9") "[clause.k-9]\nid = \"K-1\"\nsection = \"1\"\nsource = \"002\"\nmodality = \"must\"\nscope = \"case\"\n"
		BOTH("text", "C"), "clause K-1 is declared already at data/policy/test-1/clauses.ini:1");
}

static void test_head(void **state)
{
	(void)state;
	refused(RULE("own-1", "case", "case.secret = no"), "the overlay has no head");
	refused(HEAD("rule.own-2") RULE("own-1", "case", "case.secret = no"), "does not name this among what it adds");
	refused(HEAD("rule.own-2") RULE("own-1", "case", "case.secret = no"), "there is no [rule.own-2] in this overlay");
	refused("[overlay.other]\n" BOTH("title", "O") BOTH("text", "O") "date = \"2026-04-01\"\nadds = \"rule.own-1\"\n"
		RULE("own-1", "case", "case.secret = no"), "this must stand in data/overlay/test-1/other.ini");
	refused(HEAD("question.own-a") QUESTION("own-a", "case.own_a"), "questions and no screen");
	refused(HEAD("screen.own") SCREEN, "the screen has no question");
}

/* A title of an overlay stands in place of the edition's. */
static void test_titles(void **state)
{
	struct edition *bare = fixture_edition();
	struct edition *edition = loaded(HEAD("role.adviser role.extra") "[role.adviser]\n" BOTH("title", "Other") "order = \"20\"\n"
		"[role.extra]\n" BOTH("title", "Extra") "order = \"99\"\n");
	bool found = false;

	(void)state;
	assert_true(edition->role_count == bare->role_count + 1 || edition->role_count == bare->role_count + 2);
	for (size_t i = 0; i < edition->role_count; i++)
		if (strcmp(edition->roles[i].name, "adviser") == 0) {
			assert_false(found);
			found = true;
			assert_string_equal(edition->roles[i].title.in[LANG_EN], "Other");
		}
	assert_true(found);
	edition_free(&edition);
	edition_free(&bare);
}

/* The shipped one is in force unless it is switched off, and the digest tells which. */
static void test_shipped(void **state)
{
	const char *root = getenv("KUMOSHIRUBE_DATA");
	struct edition *with = NULL, *without = NULL;

	(void)state;
	assert_int_equal(edition_load(&with, root, "2021-03-30", NULL), STATUS_OK);
	assert_int_equal(edition_load_without(&without, root, "2021-03-30", "other government-cloud", NULL, NULL), STATUS_OK);
	assert_int_equal(with->overlay_count, 1);
	assert_int_equal(without->overlay_count, 0);
	assert_non_null(edition_fact(with, "case.gov_cloud_examined"));
	assert_null(edition_fact(without, "case.gov_cloud_examined"));
	assert_false(digest_equal(&with->digest, &without->digest));
	edition_free(&with);
	edition_free(&without);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_adds), cmocka_unit_test(test_raises_force), cmocka_unit_test(test_never_weakens),
		cmocka_unit_test(test_conflicts), cmocka_unit_test(test_head), cmocka_unit_test(test_titles), cmocka_unit_test(test_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
