/* SPDX-License-Identifier: Apache-2.0 */
/* The loader on a small edition: what a good one becomes, and one fault of every kind with its place. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "test_model_fixture.h"

static void test_good(void **state)
{
	struct edition *edition = fixture_edition();
	const struct rule *rule = edition_rule(edition, "r-1");
	const struct screen *work = edition_screen(edition, "work"), *basics = edition_screen(edition, "basics");

	(void)state;
	assert_int_equal(edition->screen_count, 4);
	assert_string_equal(edition->screens[0].id, "basics");
	assert_string_equal(edition->screens[3].id, "offer");
	assert_int_equal(basics->question_count, 7);
	assert_int_equal(basics->steps, ~0u);
	assert_int_equal(work->steps, 6);
	assert_string_equal(basics->questions[0]->help.in[LANG_JA], "h1\nh2");
	assert_int_equal(basics->questions[1]->lines, 4);
	assert_int_equal(basics->questions[0]->lines, 1);
	assert_int_equal(basics->questions[3]->min, 500);
	assert_int_equal(basics->questions[3]->max, 8760000);
	assert_false(basics->questions[4]->has_min);
	assert_int_equal(basics->questions[4]->max, 1000000);
	assert_string_equal(basics->questions[2]->ask.text, "answered(case.title)");
	assert_null(basics->questions[0]->ask.text);
	assert_int_equal(basics->questions[0]->reason, DEMAND_OPTIONAL);
	assert_int_equal(rule->rung_count, 2);
	assert_string_equal(rule->rungs[1].ground, "candidate.plan");
	assert_string_equal(rule->rungs[1].clause, "K-2");
	assert_string_equal(rule->rungs[0].clause, "");
	assert_int_equal(rule->exception_count, 1);
	assert_int_equal(rule->steps, 2);
	assert_int_equal(edition_rule(edition, "r-2")->rung_count, 1);
	assert_int_equal(edition_rule(edition, "r-2")->steps, 0);
	assert_int_equal(edition_rule(edition, "r-2")->force, FORCE_CAUTION);
	assert_string_equal(edition_clause(edition, "K-1")->section, "1 (1)");
	assert_int_equal(edition_step(edition, 2)->number, 2);
	assert_null(edition_step(edition, 3));
	assert_null(edition_step(edition, 0));
	assert_true(edition_step(edition, 1)->names_candidate);
	assert_null(edition_step(edition, 2)->pass.text);
	assert_string_equal(edition->gates[0].verdict, "excluded");
	assert_string_equal(edition->roles[0].name, "adviser");
	assert_int_equal(edition->signoff_count, 1);
	assert_string_equal(edition->grades[0].value, "a");
	assert_int_equal(edition->derived[1].quantifier, QUANTIFIER_COUNT);
	assert_int_equal(edition->derived[1].over, SCOPE_CANDIDATE);
	edition_free(&edition);
	assert_null(edition);
}

static void test_dictionary(void **state)
{
	struct edition *edition = fixture_edition();
	const struct fact *model = edition_fact(edition, "component.model"), *deployment = edition_fact(edition, "component.deployment");
	size_t count = 0;

	(void)state;
	for (size_t scope = 0; scope < SCOPE_COUNT; scope++) {
		count += edition->slots[scope];
		for (unsigned slot = 0; slot < edition->slots[scope]; slot++) {
			assert_int_equal(edition->by_slot[scope][slot]->slot, slot);
			assert_int_equal(edition->by_slot[scope][slot]->scope, scope);
		}
	}
	assert_int_equal(count, edition->fact_count);
	for (size_t i = 0; i < edition->fact_count; i++)
		assert_ptr_equal(edition_fact(edition, edition->facts[i]->id), edition->facts[i]);
	assert_null(edition_fact(edition, "case.nothing"));
	assert_int_equal(model->origin, FACT_BUILTIN);
	assert_int_equal(model->option_count, 2);
	assert_string_equal(model->options[1].word, "onprem");
	assert_string_equal(model->options[0].label.in[LANG_JA], "SaaS");
	assert_string_equal(model->label.in[LANG_EN], "Model label");
	assert_int_equal(deployment->option_count, 2);
	assert_int_equal(fact_option_find(deployment, "private"), 1);
	assert_int_equal(edition_fact(edition, "step.number")->type, FACT_NUMBER);
	assert_int_equal(edition_fact(edition, "candidate.chosen")->type, FACT_YESNO);
	assert_int_equal(edition_fact(edition, "candidate.acceptable")->origin, FACT_BUILTIN);
	assert_int_equal(edition_fact(edition, "service.list")->origin, FACT_LISTED);
	assert_int_equal(edition_fact(edition, "case.large")->origin, FACT_DERIVED);
	assert_string_equal(edition_fact(edition, "case.users")->question->name, "users");
	assert_string_equal(edition_fact(edition, "case.users")->key, "users");
	edition_free(&edition);
}

/* One passage changed, and what must then be said. `line` 0: the place is the file as a whole. */
struct fault_case {
	const char *file, *from, *to, *said;
	int line;
};
#define POLICY(name) FIXTURE_POLICY name
#define RULES POLICY("rules-a.ini")
#define STEPS POLICY("steps.ini")
#define FACTS POLICY("facts.ini")
#define CLAUSES POLICY("clauses.ini")
#define EDITION POLICY("edition.ini")
#define BASICS "screens/basics.ini"
#define WORK "screens/work.ini"
#define OFFER "screens/offer.ini"
#define SCHEMES "data/catalogue/schemes.ini"
#define HARMS "data/catalogue/harms.ini"
#define BOTH(key) key ".ja = \"T\"\n" key ".en = \"T\"\n"
#define SCHEME(more) \
	"[scheme.s]\nsection = \"2.1\"\nclause = \"K-1\"\n" BOTH("title") BOTH("operator") BOTH("target") BOTH("levels") BOTH("validity") \
	BOTH("surveillance") BOTH("iso27001") BOTH("evidences") more

static const struct fault_case FAULTS[] = {
	{ EDITION, "basics part", "basics gone part", "screens/gone.ini is missing", 8 },
	{ EDITION, "basics part", "basics basics part", "named twice", 8 },
	{ EDITION, "basics part work offer", "basics part work", "not named by edition.ini", 0 },
	{ EDITION, "[edition.test-1]", "[edition.test-2]", "name of the directory", 1 },
	{ EDITION, "[source.002]", "[edition.two]\ntitle.ja = \"T\"\ntitle.en = \"T\"\nshort.ja = \"S\"\nshort.en = \"S\"\n"
		"decided_on = \"2021-03-30\"\nin_force_from = \"2021-03-12\"\nscreens = \"basics\"\n[source.002]", "one head", 9 },
	{ EDITION, "2021-03-12", "2021-02-30", "in_force_from", 7 },
	{ EDITION, "decided_on", "decided_in", "decided_in", 6 },
	{ EDITION, NULL, NULL, "edition.ini is missing", 0 },
	{ STEPS, NULL, NULL, "steps.ini is missing", 0 },
	{ "data/catalogue/era.ini", NULL, NULL, "era.ini is missing", 0 },
	{ "data/catalogue/other.ini", NULL, "[x.y]\n", "not a file of an edition", 0 },
	{ POLICY("rules.ini"), NULL, "[x.y]\n", "not a file of an edition", 0 },
	{ CLAUSES, "id = \"K-2\"", "id = \"K-1\"", "declared already at " CLAUSES ":1", 10 },
	{ CLAUSES, "[clause.k-2]\nid = \"K-2\"\nsection = \"2\"\nsource = \"002\"", "[clause.k-2]\nid = \"K-2\"\nsection = \"2\"\nsource = \"003\"",
		"'003' is not a [source]", 12 },
	{ POLICY("rules-b.ini"), NULL, "[rule.r-1]\nclause = \"K-1\"\nforce = \"must\"\nscope = \"case\"\nrequire = \"yes\"\ntitle.ja = \"R\"\n"
		"title.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"F\"\nfix.en = \"F\"\n", "taken by " RULES ":1", 1 },
	{ BASICS, "fact = \"case.start\"", "not_before = \"case.users\"\nfact = \"case.start\"", "not a date that is asked or listed", 76 },
	{ BASICS, "fact = \"case.start\"", "not_before = \"case.start\"\nfact = \"case.start\"", "in an order already", 76 },
	{ BASICS, "fact = \"case.start\"", "not_before = \"service.expires_on\"\nfact = \"case.start\"", "narrower scope", 76 },
	{ BASICS, "fact = \"case.users\"", "not_before = \"case.start\"\nfact = \"case.users\"", "only a date stands in an order", 47 },
	{ BASICS, "fact = \"case.start\"", "compare = \"1\"\nfact = \"case.start\"", "only facts of a candidate or a service are compared", 77 },
	{ RULES, "force = \"must\"", "force = \"should\"", "must principle preferred caution", 3 },
	{ RULES, "scope = \"case\"\nrequire", "scope = \"step\"\nrequire", "case component candidate", 27 },
	{ RULES, "scope = \"case\"\nrequire", "scope = \"case\"\nsteps = \"1\"\nrequire", "no steps", 28 },
	{ RULES, "steps = \"1\"", "steps = \"3\"", "'3' is not a step; steps run from 1 to 2", 5 },
	{ RULES, "steps = \"1\"", "steps = \"1 1\"", "stands twice", 5 },
	{ RULES, "steps = \"1\"", "steps = \"\"", "steps is empty", 5 },
	{ RULES, "when = \"case.secret = no\"", "when = \"\"", "when is empty", 6 },
	{ RULES, "require = \"answered(case.title)\"\n", "", "requires nothing", 24 },
	{ RULES, "require = \"answered(case.title)\"\n", "require = \"yes\"\nrequire.1 = \"no\"\nrequire.1.title.ja = \"x\"\nrequire.1.title.en = \"x\"\n",
		"not both", 28 },
	{ RULES, "require.1.title.ja = \"listed\"\nrequire.1.title.en = \"listed\"\n", "", "has no name", 7 },
	{ RULES, "exception.1.title.ja = \"not secret\"\nexception.1.title.en = \"not secret\"\n", "", "has no name", 15 },
	{ STEPS, "[step.2]", "[step.3]", "must be [step.2]", 29 },
	{ STEPS, "model = \"onprem\"", "model = \"saas_public\"", "that of step 1 already", 34 },
	{ STEPS, "forms = \"saas\"", "forms = \"desktop\"", "'desktop' is not an option of candidate.form", 19 },
	{ STEPS, "deployments = \"public\"", "deployments = \"moon\"", "'moon' is not an option of candidate.deployment", 20 },
	{ STEPS, "refer.text.ja = \"ask\"\nrefer.text.en = \"ask\"\n", "", "refer needs refer.text", 26 },
	{ STEPS, "pass = \"not step.merit\"\n", "", "pass.needs goes with pass", 24 },
	{ STEPS, "candidate = \"none\"", "candidate = \"maybe\"", "required none", 37 },
	{ FACTS, "options = \"1 2 3\"", "options = \"1 2 3 4\"", "option '4' has no label", 52 },
	{ FACTS, "options = \"1 2 3\"", "options = \"1 2\"", "'3' is labelled but is not among the options", 57 },
	{ FACTS, "options = \"1 2 3\"", "options = \"1 2 3 3\"", "option '3' stands twice", 52 },
	{ FACTS, "type = \"date\"\nlabel.ja = \"From\"", "type = \"time\"\nlabel.ja = \"From\"", "text choice set", 29 },
	{ FACTS, "type = \"date\"\nlabel.ja = \"From\"", "type = \"date\"\noptions = \"a\"\noption.a.ja = \"A\"\noption.a.en = \"A\"\nlabel.ja = \"From\"",
		"a date has no options", 30 },
	{ FACTS, "type = \"date\"\nlabel.ja = \"Until\"", "type = \"choice\"\nlabel.ja = \"Until\"", "a choice needs options", 34 },
	{ FACTS, "fact = \"service.registered_on\"", "fact = \"case.registered_on\"", "only facts of a service", 28 },
	{ FACTS, "fact = \"service.registered_on\"", "fact = \"moon.registered_on\"", "not the id of a fact", 28 },
	{ FACTS, "fact = \"service.registered_on\"", "fact = \"service.registered.on\"", "not the id of a fact", 28 },
	{ FACTS, "fact = \"service.registered_on\"", "fact = \"service.list\"", "declared already at " FACTS ":2", 28 },
	{ FACTS, "fact = \"case.large\"", "fact = \"case.title\"", "declared already at " BASICS, 62 },
	{ FACTS, "fact = \"step.offers\"", "fact = \"step.number\"", "provided by the program", 68 },
	{ FACTS, "is = \"case.users > 100\"\n", "", "exactly one of", 61 },
	{ FACTS, "is = \"case.users > 100\"\n", "is = \"yes\"\nover = \"component\"\n", "every, some or count only", 67 },
	{ FACTS, "over = \"candidate\"", "over = \"component\"", "one scope below step", 73 },
	{ FACTS, "over = \"candidate\"\n", "", "need over", 67 },
	{ FACTS, "type = \"number\"", "type = \"yesno\"", "count gives a number", 69 },
	{ FACTS, "fact = \"component.model\"", "fact = \"case.large\"", "provides no such fact", 76 },
	{ FACTS, "ismap ismap_liu none\"", "ismap none\"", "needs the option 'ismap_liu'", 2 },
	{ BASICS, "[screen.basics]", "[screen.basic]", "name of its file", 1 },
	{ BASICS, "scope = \"case\"", "scope = \"step\"", "its screen is of scope step", 9 },
	{ BASICS, "scope = \"case\"", "scope = \"service\"", "case component step candidate", 4 },
	{ BASICS, "group = \"step0\"", "group = \"step9\"", "step0 component step candidate", 5 },
	{ BASICS, "scope = \"case\"", "scope = \"case\"\nsteps = \"1\"", "restricted to steps", 5 },
	{ BASICS, "type = \"date\"", "type = \"day\"", "text choice set", 77 },
	{ BASICS, "type = \"date\"", "type = \"date\"\nlines = \"2\"", "only a text has lines", 78 },
	{ BASICS, "type = \"date\"", "type = \"date\"\nmin = \"2\"", "only number and money", 78 },
	{ BASICS, "type = \"date\"", "type = \"date\"\nunit.ja = \"d\"\nunit.en = \"d\"", "only a number has a unit", 78 },
	{ BASICS, "type = \"date\"", "type = \"candidate\"", "only a fact of a step", 77 },
	{ BASICS, "min = \"0.5\"", "min = \"0.5555\"", "not a number of this type", 60 },
	{ BASICS, "min = \"0.5\"", "min = \"9000\"", "min is above max", 60 },
	{ BASICS, "max = \"1000000\"", "max = \"1.5\"", "not a number of this type", 74 },
	{ BASICS, "[question.story]", "[question.title]", "title", 20 },
	{ BASICS, "fact = \"case.story\"", "fact = \"case.title\"", "declared already at " BASICS ":9", 21 },
	{ BASICS, "label.ja = \"story\"", "label.ja = \"\xE2\x91\xA0\"", "U+2460", 23 },
	{ BASICS, "label.ja = \"story\"", "label.ja = \"\"", "label.ja is empty", 23 },
	{ WORK, "[question.merit]", "[question.story]", "taken by " BASICS ":20", 8 },
	{ WORK, "steps = \"1 2\"", "steps = \"0\"", "'0' is not a step", 5 },
	{ WORK, "[question.merit]", "[screen.other]\ntitle.ja = \"W\"\ntitle.en = \"W\"\nscope = \"step\"\ngroup = \"step\"\norder = \"1\"\n[question.merit]",
		"has 2 screens", 0 },
	{ "screens/part.ini", "[question.name]", "; [question.name]", "fact", 8 },
	{ "data/catalogue/classification.ini", "value = \"a\"", "value = \"z\"", "'z' is not an option", 3 },
	{ "data/catalogue/classification.ini", "case.kind", "case.kinds", "case.kinds is not declared", 2 },
	{ "data/catalogue/roles.ini", "order = \"20\"\n", "", "order", 1 },
	{ "data/catalogue/classification.ini", "value = \"a\"", "value = \"a\"\nclause = \"NO-1\"", "clause \"NO-1\" is not in clauses.ini", 4 },
	{ SCHEMES, "", SCHEME("named = \"NO-1\"\n"), "clause \"NO-1\" is not in clauses.ini", 20 },
	{ SCHEMES, "", SCHEME("word = \"gold\"\n"), "candidate.evidence is not declared", 20 },
	{ SCHEMES, "", SCHEME("sector = \"medical\"\n"), "case.sector is not declared", 20 },
	{ SCHEMES, "", SCHEME("validity.months = \"0\"\n"), "validity.months", 20 },
	{ HARMS, "", "[harm.h]\ngrade = \"b\"\n" BOTH("text") BOTH("reason"), "no [grade.b]", 2 },
	{ HARMS, "", "[harm.h]\ngrade = \"a\"\n" BOTH("text"), "reason", 1 },
	{ BASICS, "type = \"yesno\"", "type = \"yesno\"\nschemes = \"iso27017\"", "candidate.evidence is not declared", 0 },
	{ BASICS, "type = \"yesno\"", "type = \"yesno\"\ntally = \"yes\"", "only a choice about an entry is counted", 0 },
	{ POLICY("facts.ini"), "type = \"number\"", "type = \"number\"\nsummary = \"10\"", "only a yesno stands under", 0 },
	{ SCHEMES, "", "[scheme.s]\nsection = \"1\"\n", "levels", 1 },
};

/* Whether one of the faults has this text at this place. */
static bool is_said(const struct diag_list *diags, const struct fault_case *fault)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];
		bool placed = fault->line == 0 || (diag->line == fault->line && diag->file && strcmp(diag->file, fault->file) == 0);

		if (placed && diag->status == STATUS_INPUT && strstr(diag->text, fault->said))
			return true;
	}
	return false;
}

static bool check_fault(const struct fault_case *fault)
{
	bool good;
	struct edition *edition = NULL;
	struct diag_list diags;
	struct fileset set;

	diag_init(&diags);
	fileset_init(&set);
	fixture_files(&set);
	fixture_change(&set, fault->file, fault->from, fault->to);
	good = fixture_load(&edition, &set, &diags) == STATUS_INPUT && !edition && is_said(&diags, fault);
	edition_free(&edition);
	if (!good) {
		struct buf said;

		buf_init(&said);
		diag_write(&diags, &said);
		print_message("%s:%d must say \"%s\", but:\n%s\n", fault->file, fault->line, fault->said, said.data);
		buf_done(&said);
	}
	fileset_done(&set);
	diag_done(&diags);
	return good;
}

static void test_faults(void **state)
{
	size_t unsaid = 0;

	(void)state;
	assert_true(sign_start());
	for (size_t i = 0; i < sizeof FAULTS / sizeof FAULTS[0]; i++)
		unsaid += !check_fault(&FAULTS[i]);
	assert_int_equal(unsaid, 0);
}

static void test_all_at_once(void **state)
{
	struct edition *edition = NULL;
	struct diag_list diags;
	struct fileset set;

	(void)state;
	assert_true(sign_start());
	diag_init(&diags);
	diag_warning(&diags, NULL, 0, "earlier");
	fileset_init(&set);
	fixture_files(&set);
	fixture_change(&set, RULES, "steps = \"1\"", "steps = \"9\"");
	fixture_change(&set, BASICS, "min = \"0.5\"", "min = \"9000\"");
	fixture_change(&set, WORK, "type = \"candidate\"", "type = \"candidates\"");
	fixture_change(&set, CLAUSES, "id = \"K-2\"", "id = \"K-1\"");
	assert_int_equal(fixture_load(&edition, &set, &diags), STATUS_INPUT);
	assert_int_equal(diags.count, 5);
	assert_int_equal(diags.errors, 4);
	assert_int_equal(fixture_load(&edition, &set, NULL), STATUS_INPUT);
	fileset_done(&set);
	diag_done(&diags);
}

/* What cannot be read hides nothing of the rest, neither in its own file nor in others, and is not said to be missing as well. */
static void test_unreadable_lines_hide_nothing(void **state)
{
	static const struct fault_case WANTED[] = {
		{ .file = CLAUSES, .line = 3, .said = "not in double quotes" }, { .file = CLAUSES, .line = 12, .said = "'003' is not a [source]" },
		{ .file = BASICS, .line = 8, .said = "header" }, { .file = RULES, .line = 5, .said = "not a step" },
		{ .file = WORK, .line = 34, .said = "type" },
	};
	struct edition *edition = NULL;
	struct diag_list diags;
	struct fileset set;
	struct buf said;

	(void)state;
	assert_true(sign_start());
	diag_init(&diags);
	fileset_init(&set);
	fixture_files(&set);
	fixture_change(&set, CLAUSES, "section = \"1 (1)\"", "section = 1");
	fixture_change(&set, CLAUSES, "[clause.k-2]\nid = \"K-2\"\nsection = \"2\"\nsource = \"002\"",
		"[clause.k-2]\nid = \"K-2\"\nsection = \"2\"\nsource = \"003\"");
	fixture_change(&set, BASICS, "[question.title]", "[question:title]");
	fixture_change(&set, RULES, "steps = \"1\"", "steps = \"9\"");
	fixture_change(&set, WORK, "type = \"candidate\"", "type = \"candidates\"");
	assert_int_equal(fixture_load(&edition, &set, &diags), STATUS_INPUT);
	buf_init(&said);
	diag_write(&diags, &said);
	for (size_t i = 0; i < sizeof WANTED / sizeof WANTED[0]; i++)
		if (!is_said(&diags, &WANTED[i]))
			fail_msg("%s:%d must say \"%s\", but:\n%s", WANTED[i].file, WANTED[i].line, WANTED[i].said, said.data);
	if (diags.errors != sizeof WANTED / sizeof WANTED[0])
		fail_msg("more than that is said:\n%s", said.data);
	buf_done(&said);
	fileset_done(&set);
	diag_done(&diags);
}

/* 62 options fit in a mask, 63 do not. */
static void check_option_count(int count, enum status expected)
{
	struct edition *edition = NULL;
	struct diag_list diags;
	struct fileset set;
	struct buf text;

	buf_init(&text);
	buf_adds(&text, "options = \"");
	for (int i = 0; i < count; i++)
		buf_addf(&text, "%so%d", i ? " " : "", i);
	buf_adds(&text, "\"\n");
	for (int i = 0; i < count; i++)
		buf_addf(&text, "option.o%d.ja = \"O\"\noption.o%d.en = \"O\"\n", i, i);
	diag_init(&diags);
	fileset_init(&set);
	fixture_files(&set);
	fixture_change(&set, OFFER, "options = \"kept lost\"\noption.kept.ja = \"K\"\noption.kept.en = \"K\"\noption.lost.ja = \"L\"\noption.lost.en = \"L\"\n",
		text.data);
	assert_int_equal(fixture_load(&edition, &set, &diags), expected);
	assert_int_equal(diags.count, expected == STATUS_OK ? 0 : 1);
	edition_free(&edition);
	diag_done(&diags);
	fileset_done(&set);
	buf_done(&text);
}

static void test_option_limit(void **state)
{
	(void)state;
	assert_true(sign_start());
	check_option_count(62, STATUS_OK);
	check_option_count(63, STATUS_INPUT);
}

static void test_packed(void **state)
{
	struct edition *edition = fixture_edition(), *again = NULL;
	struct diag_list diags;
	struct digest digest;
	struct buf packed;

	(void)state;
	diag_init(&diags);
	buf_init(&packed);
	fileset_pack(&edition->files, &packed);
	digest_of(&digest, packed.data, packed.len);
	assert_true(digest_equal(&digest, &edition->digest));
	assert_int_equal(edition_load_packed(&again, FIXTURE_ID, packed.data, packed.len, &diags), STATUS_OK);
	assert_true(digest_equal(&again->digest, &edition->digest));
	edition_free(&again);
	assert_int_equal(edition_load_packed(&again, FIXTURE_ID, packed.data, packed.len - 1, &diags), STATUS_INPUT);
	assert_null(again);
	assert_int_equal(edition_load_packed(&again, "../" FIXTURE_ID, packed.data, packed.len, &diags), STATUS_INPUT);
	assert_int_equal(edition_load_packed(&again, "", packed.data, packed.len, &diags), STATUS_INPUT);
	assert_int_equal(edition_load_packed(&again, "other", packed.data, packed.len, &diags), STATUS_INPUT);
	buf_done(&packed);
	diag_done(&diags);
	edition_free(&edition);
}

static void test_unsorted(void **state)
{
	struct edition *edition = NULL;
	struct diag_list diags;
	struct fileset set;
	struct buf packed;

	(void)state;
	assert_true(sign_start());
	diag_init(&diags);
	buf_init(&packed);
	fileset_init(&set);
	fixture_files(&set);
	fileset_sort(&set);
	/* The files are packed one by one, the last of them first. */
	for (size_t i = set.count; i > 0; i--) {
		struct fileset one = { .items = &set.items[i - 1], .count = 1, .capacity = 1 };

		fileset_pack(&one, &packed);
	}
	assert_int_equal(edition_load_packed(&edition, FIXTURE_ID, packed.data, packed.len, &diags), STATUS_INPUT);
	assert_int_equal(diags.count, 1);
	assert_non_null(strstr(diags.items[0].text, "not a sorted set"));
	buf_done(&packed);
	fileset_done(&set);
	diag_done(&diags);
}

UNIT_MAIN(cmocka_unit_test(test_good), cmocka_unit_test(test_dictionary), cmocka_unit_test(test_faults), cmocka_unit_test(test_all_at_once),
	cmocka_unit_test(test_unreadable_lines_hide_nothing),
	cmocka_unit_test(test_option_limit), cmocka_unit_test(test_packed), cmocka_unit_test(test_unsorted))
