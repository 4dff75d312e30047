/* SPDX-License-Identifier: Apache-2.0 */
/* What engine_new refuses: every fault with its file and line, all of them at once. And the shipped edition, where the tests run with it. */
#include "test_engine_fixture.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS "title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n"
#define RULE(name, scope, body) "[rule." name "]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"" scope "\"\n" TEXTS body
#define DERIVED(name, fact, type, body) "[derived." name "]\nfact = \"" fact "\"\ntype = \"" type "\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\n" body
#define QUESTION(name, fact, type, body) "[question." name "]\nfact = \"" fact "\"\ntype = \"" type "\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\n" \
	"text.ja = \"T\"\ntext.en = \"T\"\nhelp.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nreason = \"none\"\nevidence = \"none\"\n" body

static const struct {
	struct fixture_source source;
	const char *fault;
} FAULTS[] = {
	{ .source = { .rules = RULE("a", "case", "require = \"case.yy\"\n") }, .fault = "the nearest name is \"case.y\"" },
	{ .source = { .rules = RULE("a", "case", "require = \"component.u\"\n") }, .fault = "cannot be read here; facts of these scopes can: case" },
	{ .source = { .rules = RULE("a", "component", "require = \"step.merit\"\n") }, .fault = "facts of these scopes can: case, component" },
	{ .source = { .rules = RULE("a", "component", "steps = \"1\"\nrequire = \"candidate.p\"\n") }, .fault = "case, component, step" },
	{ .source = { .rules = RULE("a", "case", "when = \"case.c = 'z'\"\nrequire = \"case.y\"\n") }, .fault = "allowed are: a, b, c, d" },
	{ .source = { .rules = RULE("a", "case", "require.1 = \"case.y\"\nrequire.1.title.ja = \"R\"\nrequire.1.title.en = \"R\"\n"
		"require.1.ground = \"case.zz\"\n") }, .fault = "ground: no fact is called \"case.zz\"" },
	{ .source = { .rules = RULE("a", "case", "require.1 = \"case.y\"\nrequire.1.title.ja = \"R\"\nrequire.1.title.en = \"R\"\n"
		"require.1.ground = \"case.y\"\n") }, .fault = "ground: the question of \"case.y\" takes no reason" },
	{ .source = { .rules = RULE("a", "case", "require.1 = \"case.y\"\nrequire.1.title.ja = \"R\"\nrequire.1.title.en = \"R\"\n"
		"require.1.ground = \"case.wide\"\n") }, .fault = "ground: \"case.wide\" is not asked" },
	{ .source = { .rules = RULE("a", "case", "require.1 = \"case.y\"\nrequire.1.title.ja = \"R\"\nrequire.1.title.en = \"R\"\n"
		"require.1.ground = \"candidate.why\"\n") }, .fault = "ground: \"candidate.why\" cannot be read here" },
	{ .source = { .rules = RULE("a", "case", "require.1 = \"case.y\"\nrequire.1.title.ja = \"R\"\nrequire.1.title.en = \"R\"\n"
		"require.1.clause = \"T-9\"\n") }, .fault = "clause \"T-9\" is not in clauses.ini" },
	{ .source = { .rules = "[rule.a]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"case\"\ntitle.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\n"
		"text.en = \"See case.y and (case.yy).\"\nfix.ja = \"R\"\nfix.en = \"R\"\nrequire = \"case.y\"\n" },
		.fault = "a text names \"case.yy\", which is no fact" },
	{ .source = { .questions = "[question.x]\nfact = \"case.x\"\ntype = \"yesno\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\ntext.ja = \"T\"\ntext.en = \"T\"\n"
		"help.ja.1 = \"step.gone\"\nhelp.en.1 = \"H\"\nreason = \"none\"\nevidence = \"none\"\n" }, .fault = "a text names \"step.gone\"" },
	{ .source = { .facts = DERIVED("x", "case.x", "yesno", "is = \"case.x\"\n") }, .fault = "\"case.x\" depends on itself: case.x -> case.x" },
	{ .source = { .facts = DERIVED("x", "case.x", "yesno", "is = \"case.z\"\n") DERIVED("z", "case.z", "yesno", "is = \"not case.x\"\n") },
		.fault = "depends on itself: case.x -> case.z -> case.x" },
	{ .source = { .facts = DERIVED("x", "case.x", "number", "is = \"case.y\"\n") }, .fault = "\"case.x\" must be of type yesno" },
	{ .source = { .facts = DERIVED("x", "case.x", "yesno", "is = \"step.merit\"\n") }, .fault = "\"step.merit\" cannot be read here" },
	{ .source = { .questions = QUESTION("x", "case.x", "yesno", "ask = \"case.z\"\n") QUESTION("z", "case.z", "yesno", "ask = \"case.x\"\n") },
		.fault = "depends on itself: case.x -> case.z -> case.x" },
	{ .source = { .questions = QUESTION("x", "case.x", "yesno", "ask = \"answered(case.x)\"\n") }, .fault = "\"case.x\" depends on itself" },
	{ .source = { .questions = QUESTION("x", "case.x", "yesno", "ask = \"component.u\"\n") }, .fault = "\"component.u\" cannot be read here" },
	{ .source = { .rules = RULE("a", "candidate", "require = \"candidate.acceptable\"\n") }, .fault = "\"candidate.acceptable\" depends on itself" },
	{ .source = { .rules = RULE("a", "candidate", "require = \"component.model = 'saas'\"\n") }, .fault = "\"component.model\" depends on itself" },
	{ .source = { .rules = RULE("a", "component", "steps = \"1\"\nrequire = \"component.deployment = 'onprem'\"\n") },
		.fault = "\"component.deployment\" depends on itself" },
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
		struct fixture fixture;
		struct buf text;
		fixture_init(&fixture, &FAULTS[i].source);
		buf_init(&text);
		diag_write(&fixture.diags, &text);
		if (fixture.engine)
			fail_msg("row %zu compiled", i);
		if (!fixture_fault(&fixture, FAULTS[i].fault))
			fail_msg("row %zu: %s", i, text.data);
		buf_done(&text);
		fixture_done(&fixture);
	}
}

#define STEP(number, body) "[step." number "]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nshort.ja = \"S\"\nshort.en = \"S\"\n" \
	"model.ja = \"S\"\nmodel.en = \"S\"\n" body

static void check_steps(const char *steps, const char *fault)
{
	struct fixture fixture;
	const struct fixture_source source = { .steps = steps };
	fixture_init(&fixture, &source);
	assert_null(fixture.engine);
	if (!fixture_fault(&fixture, fault))
		fail_msg("no fault \"%s\", but %zu others", fault, fixture.diags.count);
	fixture_done(&fixture);
}

static void test_steps(void **state)
{
	(void)state;
	check_steps(STEP("1", "model = \"saas\"\ncandidate = \"none\"\nadopt = \"step.merit\"\npass = \"step.difficult\"\n"
		"pass.needs = \"step.zz\"\n"), "pass.needs: no fact is called \"step.zz\"");
	check_steps(STEP("1", "model = \"saas\"\ncandidate = \"none\"\nadopt = \"step.merit\"\npass = \"step.difficult\"\npass.needs = \"candidate.p\"\n"),
		"pass.needs: \"candidate.p\" is not asked of the step");
	check_steps(STEP("1", "model = \"saas\"\ncandidate = \"none\"\n"), "[step.1] has no adopt");
	check_steps(STEP("1", "model = \"saas\"\ncandidate = \"none\"\nadopt = \"candidate.p\"\n"), "\"candidate.p\" cannot be read here");
	check_steps(STEP("1", "model = \"saas\"\ncandidate = \"none\"\nadopt = \"component.model = 'saas'\"\n"), "\"component.model\" depends on itself");
	check_steps(STEP("1", "model = \"saas\"\ncandidate = \"none\"\nadopt = \"step.merit\"\nclause = \"T-8\"\n"),
		"clause \"T-8\" is not in clauses.ini");
}

/* One run reports what is wrong in every rule. */
static void test_all_at_once(void **state)
{
	(void)state;
	struct fixture fixture;
	const struct fixture_source source = { .rules = RULE("a", "case", "require = \"case.yy\"\n") RULE("b", "case", "require = \"case.c = 'z'\"\n")
		RULE("c", "case", "require = \"(case.y\"\n"), .facts = DERIVED("x", "case.x", "yesno", "is = \"case.x\"\n") };
	fixture_init(&fixture, &source);
	assert_null(fixture.engine);
	assert_int_equal(fixture.diags.count, 4);
	assert_true(fixture_fault(&fixture, "case.yy"));
	assert_true(fixture_fault(&fixture, "'z' is no option"));
	assert_true(fixture_fault(&fixture, "\")\" should follow"));
	assert_true(fixture_fault(&fixture, "depends on itself"));
	fixture_done(&fixture);
}

static void name_clause(const struct clause *clause, void *context)
{
	struct buf *out = context;
	buf_addf(out, "%s ", clause->id);
}

static void test_uncited(void **state)
{
	(void)state;
	struct fixture fixture;
	struct buf found;
	const struct fixture_source cited = { .rules = "[rule.a]\nclause = \"T-1 T-2\"\nforce = \"must\"\nscope = \"case\"\nrequire = \"case.y\"\n" TEXTS };
	buf_init(&found);
	fixture_start(&fixture, NULL);
	engine_uncited(fixture.engine, name_clause, &found);
	assert_string_equal(found.data, "T-2 ");
	fixture_done(&fixture);
	buf_clear(&found);
	fixture_start(&fixture, &cited);
	engine_uncited(fixture.engine, name_clause, &found);
	assert_string_equal(found.data, "");
	assert_ptr_equal(engine_edition(fixture.engine), fixture.edition);
	fixture_done(&fixture);
	buf_done(&found);
}

/* Derived facts over components: every, some and count, with an unknown part and without. */
static void check_derived(const char *answers, const char *words)
{
	struct fixture fixture;
	struct buf found;
	const struct fixture_source source = { .rules = RULE("a", "case", "require = \"case.every_u and case.users > 1\"\n") };
	fixture_start(&fixture, &source);
	fixture_answer(&fixture, answers);
	struct verdict *verdict = fixture_decide(&fixture);
	const struct finding *finding = fixture_finding(verdict, "a", "case");
	buf_init(&found);
	for (size_t i = 0; i < finding->read_count; i++) {
		if (finding->reads[i].fact->origin == FACT_DERIVED)
			buf_addf(&found, "[%s]", finding->reads[i].word);
	}
	assert_string_equal(found.data, words);
	buf_done(&found);
	verdict_free(&verdict);
	fixture_done(&fixture);
}

static void test_quantifiers(void **state)
{
	(void)state;
	check_derived("c1 component.u yes\nc2 component.u yes\n", "[yes][2]");
	check_derived("c1 component.u yes\nc1 component.name a\nc2 component.u yes\nc2 component.name b\nc3 component.u no\n", "[yes][2]");
	check_derived("c1 component.name a\nc2 component.u no\nc2 component.name b\n", "[no][]");
	check_derived("c1 component.name a\nc2 component.u yes\nc2 component.name b\n", "[][]");
}

static void test_shipped(void **state)
{
	(void)state;
	const char *root = getenv("KUMOSHIRUBE_DATA");
	struct edition *edition = NULL;
	struct engine *engine = NULL;
	struct diag_list diags;
	struct buf text;
	if (!root)
		skip();
	diag_init(&diags);
	buf_init(&text);
	if (edition_load(&edition, root, "2021-03-30", &diags) == STATUS_OK)
		engine_new(&engine, edition, &diags);
	diag_write(&diags, &text);
	if (!engine)
		fail_msg("%s", text.data);
	struct dossier *dossier = dossier_new(edition);
	struct verdict *verdict = engine_decide(engine, dossier, 20000);
	assert_int_equal(verdict->status, VERDICT_UNDETERMINED);
	assert_int_equal(verdict->component_count, 1);
	assert_true(verdict->components[0].steps[0].missing_count > 0);
	verdict_free(&verdict);
	dossier_free(&dossier);
	engine_free(&engine);
	edition_free(&edition);
	buf_done(&text);
	diag_done(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults), cmocka_unit_test(test_steps), cmocka_unit_test(test_all_at_once), cmocka_unit_test(test_uncited),
		cmocka_unit_test(test_quantifiers), cmocka_unit_test(test_shipped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
