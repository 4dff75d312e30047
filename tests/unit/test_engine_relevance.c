/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which questions still matter, on a small edition where it can be said by hand, and on the shipped one, where every question that is said to
 * matter no more is answered in every way among random answers to the others: the outcome may not change.
 */
#include "test_engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/relevance.h"

#define CASE_BYTES_MAX (4u << 20)
#define ROUNDS 25

static date_days day(void)
{
	date_days as_of = DATE_NONE;
	assert_true(date_parse_iso("2026-11-20", &as_of));
	return as_of;
}

/* "fact@key", "!reason" behind it, in order. Caller frees. */
static char *pending(const struct fixture *fixture)
{
	struct relevance relevance;
	struct buf out;
	buf_init(&out);
	engine_relevance(fixture->engine, fixture->dossier, day(), &relevance);
	for (size_t i = 0; i < relevance.count; i++)
		buf_addf(&out, "%s%s@%s%s", i ? " " : "", relevance.items[i].question->fact->id, relevance.items[i].entity->key,
			relevance.items[i].reason ? "!reason" : "");
	relevance_done(&relevance);
	return buf_take(&out);
}

static void assert_pending(const struct fixture *fixture, const char *wanted)
{
	char *got = pending(fixture);
	assert_string_equal(got, wanted);
	free(got);
}

static void assert_next(const struct fixture *fixture, const char *fact, const char *key)
{
	struct relevance relevance;
	engine_relevance(fixture->engine, fixture->dossier, day(), &relevance);
	const struct pending *next = engine_next(fixture->engine, fixture->dossier, day(), &relevance);
	if (!fact) {
		assert_null(next);
	} else {
		assert_non_null(next);
		assert_string_equal(next->question->fact->id, fact);
		assert_string_equal(next->entity->key, key);
	}
	relevance_done(&relevance);
}

#define RULE(name, scope, body) \
	"[rule." name "]\nclause = \"T-1\"\nforce = \"must\"\nscope = \"" scope "\"\n" body \
	"title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n"

#define PASSED_BOTH \
	"case case.c a | r\nc1-1 step.coverage none\nc1-1 step.cause cost\nc1-1 step.words x\n" \
	"c1-2 step.merit no\nc1-2 step.difficult no\n"

/* A gate is asked first: one answer to it ends everything. */
static void test_gate(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){ .rules = RULE("n", "case", "require = \"case.n >= 5 and case.y = yes\"\n") });
	assert_next(&fixture, "case.c", "case");
	fixture_answer(&fixture, "case case.c d");
	assert_pending(&fixture, "case.c@case!reason");
	assert_next(&fixture, "case.c", "case");
	fixture_answer(&fixture, "case case.c d | because");
	assert_pending(&fixture, "");
	assert_next(&fixture, NULL, NULL);
	fixture_done(&fixture);
}

/* What stands beside a part that has decided matters no more. */
static void test_decided_parts(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){
		.rules = RULE("a", "case", "require = \"case.y = yes and case.y2 = yes\"\n")
			RULE("b", "case", "when = \"case.n > 3\"\nrequire = \"case.m > 1 or case.d > '2020-01-01'\"\n") });
	fixture_answer(&fixture, PASSED_BOTH);
	assert_pending(&fixture, "case.y@case case.y2@case case.n@case case.m@case case.d@case step.cause@c1-2");
	fixture_answer(&fixture, "case case.y no\ncase case.n 2\nc1-2 step.cause cost");
	assert_pending(&fixture, "");
	fixture_answer(&fixture, "case case.y yes\ncase case.n ?");
	assert_pending(&fixture, "case.y2@case case.n@case case.m@case case.d@case");
	fixture_answer(&fixture, "case case.m 5");
	assert_pending(&fixture, "case.y2@case");
	fixture_done(&fixture);
}

/* answered() is no without an answer, and may yet become yes. */
static void test_answered(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){
		.rules = RULE("a", "case", "when = \"case.y = yes\"\nrequire = \"answered(case.t)\"\n")
			RULE("b", "case", "require = \"not answered(case.n) or case.n2 = 1\"\n") });
	fixture_answer(&fixture, PASSED_BOTH "c1-2 step.cause cost");
	assert_pending(&fixture, "case.y@case case.n@case case.n2@case case.t@case");
	fixture_answer(&fixture, "case case.y no");
	assert_pending(&fixture, "case.n@case case.n2@case");
	fixture_answer(&fixture, "case case.y yes\ncase case.n2 1");
	assert_pending(&fixture, "case.t@case");
	fixture_done(&fixture);
}

/* A question that is not asked cannot matter; what it waits for can. */
static void test_waits(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){ .rules = RULE("a", "case", "require = \"case.third = yes\"\n") });
	fixture_answer(&fixture, PASSED_BOTH "c1-2 step.cause cost");
	assert_pending(&fixture, "case.first@case case.second@case case.third@case");
	assert_next(&fixture, "case.first", "case");
	fixture_answer(&fixture, "case case.first no");
	assert_pending(&fixture, "");
	fixture_done(&fixture);
}

/* A step that is adopted closes those behind it; a step that waits for a candidate does not close, since candidates can be added. */
static void test_steps(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){ .rules = RULE("p", "candidate", "require = \"candidate.p = yes\"\n") });
	fixture_answer(&fixture, "case case.c a | r\nc1-1 step.coverage all\nc1-1 step.difficult no");
	assert_pending(&fixture, "step.chosen_candidate@c1-1 step.merit@c1-1 step.cause@c1-1 step.words@c1-1 step.difficult@c1-2 "
		"step.merit@c1-2 step.cause@c1-2");
	fixture_answer(&fixture, "c1-1 step.merit yes\nc1-1-k1 candidate.q yes\nc1-1-k2 candidate.q yes\nc1-1 step.chosen_candidate c1-1-k1");
	assert_pending(&fixture, "candidate.p@c1-1-k1");
	assert_next(&fixture, "candidate.p", "c1-1-k1");
	fixture_answer(&fixture, "c1-1-k1 candidate.p yes");
	assert_pending(&fixture, "");
	fixture_done(&fixture);
}

/* "Do not know" matters still, and is offered last. */
static void test_not_known(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){ .rules = RULE("a", "case", "require = \"case.y = yes and case.y2 = yes\"\n") });
	fixture_answer(&fixture, PASSED_BOTH "c1-2 step.cause cost\ncase case.y ?");
	assert_pending(&fixture, "case.y@case case.y2@case");
	assert_next(&fixture, "case.y2", "case");
	fixture_answer(&fixture, "case case.y2 yes");
	assert_next(&fixture, "case.y", "case");
	fixture_done(&fixture);
}

/* A ground that is missing matters where the pass stands on it. */
static void test_ground(void **state)
{
	struct fixture fixture;
	(void)state;
	fixture_start(&fixture, &(struct fixture_source){
		.rules = RULE("a", "case",
			"require.1 = \"case.y = yes\"\nrequire.1.title.ja = \"A\"\nrequire.1.title.en = \"A\"\n"
			"require.2 = \"case.c = 'a'\"\nrequire.2.title.ja = \"A\"\nrequire.2.title.en = \"A\"\nrequire.2.ground = \"case.c\"\n") });
	fixture_answer(&fixture, PASSED_BOTH "c1-2 step.cause cost\ncase case.c a");
	fixture_done(&fixture);
	fixture_start(&fixture, &(struct fixture_source){
		.rules = RULE("a", "case",
			"require.1 = \"case.y = yes\"\nrequire.1.title.ja = \"A\"\nrequire.1.title.en = \"A\"\n"
			"require.2 = \"case.c = 'a'\"\nrequire.2.title.ja = \"A\"\nrequire.2.title.en = \"A\"\nrequire.2.ground = \"case.c\"\n") });
	fixture_answer(&fixture, "case case.c a\nc1-1 step.coverage none\nc1-1 step.cause cost\nc1-1 step.words x\n"
		"c1-2 step.merit no\nc1-2 step.difficult no\nc1-2 step.cause cost\n");
	assert_pending(&fixture, "case.c@case!reason case.y@case");
	fixture_answer(&fixture, "case case.y yes");
	assert_pending(&fixture, "");
	fixture_done(&fixture);
}

/* ---- the shipped edition ---- */

static uint64_t seed = 20210330;

static unsigned draw(unsigned below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)((seed >> 33) % below);
}

static void add_findings(struct buf *out, const struct finding *const *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(out, " %d%d%d", findings[i]->blocks, findings[i]->opens, findings[i]->remark);
}

/* The outcome as relevance.h means it. */
static void outcome(const struct fixture *fixture, struct buf *out)
{
	struct verdict *verdict = engine_decide(fixture->engine, fixture->dossier, day());
	buf_clear(out);
	buf_addf(out, "%d %s", verdict->status, verdict->gate ? verdict->gate->name : "");
	add_findings(out, verdict->case_findings, verdict->case_finding_count);
	for (size_t i = 0; i < verdict->component_count; i++) {
		const struct component_result *component = &verdict->components[i];
		buf_addf(out, " | %d %s", component->status, component->candidate);
		add_findings(out, component->findings, component->finding_count);
		for (size_t k = 0; k < component->step_count; k++)
			buf_addf(out, " %d", component->steps[k].outcome);
		const struct candidate_result *adopted = verdict_candidate(verdict, component->candidate);
		if (adopted)
			add_findings(out, adopted->findings, adopted->finding_count);
	}
	verdict_free(&verdict);
}

static void set_number(struct answer *answer, const struct fact *fact, int64_t number)
{
	answer_done(answer);
	answer->state = ANSWER_GIVEN;
	answer->number = number;
	mem_replace(&answer->reason, number % 2 ? "x" : "");
	if (fact->type == FACT_TEXT)
		mem_replace(&answer->text, "x");
}

static int64_t any_number(const struct fact *fact)
{
	switch (fact->type) {
	case FACT_YESNO:
		return draw(2);
	case FACT_CHOICE:
		return draw((unsigned)fact->option_count);
	case FACT_SET:
		return draw(1u << (fact->option_count < 20 ? fact->option_count : 20));
	case FACT_DATE:
		return day() + (int64_t)draw(2000) - 1000;
	default:
		return draw(20) * 1000;
	}
}

/* Other answers at random to what is open, from the widest entity on. */
static bool fill_open(struct entity *entity, void *context)
{
	const struct fixture *fixture = context;
	const struct edition *edition = fixture->edition;
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		struct answer *answer = &entity->answers[slot];
		if (fact->origin != FACT_ASKED || fact->type == FACT_CANDIDATE || answer->state == ANSWER_GIVEN || draw(3) == 0)
			continue;
		set_number(answer, fact, any_number(fact));
	}
	return true;
}

/* Takes about one answer in `of` away. */
static bool forget(struct entity *entity, void *context)
{
	const struct fixture *fixture = context;
	const struct edition *edition = fixture->edition;
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++)
		if (draw(5) == 0)
			answer_done(&entity->answers[slot]);
	return true;
}

struct probe {
	struct fixture *fixture;
	const struct relevance *relevance;
	size_t looked, marked;
};

/* A question that is asked, open, and said to matter no more: every answer of it, among random others, gives one outcome. */
static void contradict(struct probe *probe, struct entity *entity, const struct fact *fact)
{
	struct fixture *fixture = probe->fixture;
	struct dossier *before = fixture->dossier;
	struct buf first, then;
	buf_init(&first);
	buf_init(&then);
	for (int round = 0; round < 3; round++) {
		fixture->dossier = dossier_copy(before);
		if (round)
			dossier_each(fixture->dossier, fill_open, fixture);
		struct answer *answer = entity_answer(dossier_find(fixture->dossier, entity->key), fact);
		for (int i = 0; i < 4; i++) {
			set_number(answer, fact, any_number(fact));
			outcome(fixture, i ? &then : &first);
			if (i && strcmp(first.data, then.data) != 0)
				fail_msg("%s@%s was said to matter no more:\n%s\n%s", fact->id, entity->key, first.data, then.data);
			probe->looked++;
		}
		dossier_free(&fixture->dossier);
	}
	fixture->dossier = before;
	probe->marked++;
	buf_done(&first);
	buf_done(&then);
}

static bool probe_entity(struct entity *entity, void *context)
{
	struct probe *probe = context;
	const struct edition *edition = probe->fixture->edition;
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		if (fact->origin != FACT_ASKED || fact->type == FACT_CANDIDATE || entity->answers[slot].state == ANSWER_GIVEN || draw(6))
			continue;
		if (!relevance_find(probe->relevance, entity, fact->question))
			contradict(probe, entity, fact);
	}
	return true;
}

static void read_case(struct fixture *fixture, const char *root, const char *name)
{
	char *path = mem_printf("%s/tests/cases/%s.ini", root, name);
	struct buf bytes;
	buf_init(&bytes);
	assert_int_equal(file_read(&bytes, path, CASE_BYTES_MAX, &fixture->diags), STATUS_OK);
	assert_int_equal(dossier_read(&fixture->dossier, fixture->edition, path, bytes.data, bytes.len, &fixture->diags), STATUS_OK);
	buf_done(&bytes);
	free(path);
}

static void start_shipped(struct fixture *fixture, const char *root)
{
	*fixture = (struct fixture){ .edition = NULL };
	diag_init(&fixture->diags);
	assert_int_equal(edition_load(&fixture->edition, root, "2021-03-30", &fixture->diags), STATUS_OK);
	assert_int_equal(engine_new(&fixture->engine, fixture->edition, &fixture->diags), STATUS_OK);
}

static const char *const CASES[] = {
	"01-public-saas-registered", "07-citizen-facing-peaks", "09-onpremises-shown", "11-open-answers", "12-split-hybrid", "15-excluded",
	"18-public-information", "22-inventory",
};

static void test_shipped_contradicted(void **state)
{
	struct fixture fixture;
	struct probe probe = { .fixture = &fixture };
	const char *root = getenv("srcdir") ? getenv("srcdir") : ".";
	(void)state;
	start_shipped(&fixture, root);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		for (int round = 0; round < ROUNDS; round++) {
			struct relevance relevance;
			read_case(&fixture, root, CASES[i]);
			if (round)
				dossier_each(fixture.dossier, forget, &fixture);
			engine_relevance(fixture.engine, fixture.dossier, day(), &relevance);
			probe.relevance = &relevance;
			dossier_each(fixture.dossier, probe_entity, &probe);
			relevance_done(&relevance);
			dossier_free(&fixture.dossier);
		}
	}
	printf("# %zu questions said to matter no more, %zu verdicts\n", probe.marked, probe.looked);
	assert_true(probe.marked > 500);
	fixture_done(&fixture);
}

/* A case that is decided, with everything answered, leaves nothing; a new one begins with what most depends on. */
static void test_shipped_ends(void **state)
{
	struct fixture fixture;
	const char *root = getenv("srcdir") ? getenv("srcdir") : ".";
	(void)state;
	start_shipped(&fixture, root);
	fixture.dossier = dossier_new(fixture.edition);
	assert_next(&fixture, "case.scope", "case");
	fixture_answer(&fixture, "case case.scope excluded | x");
	assert_pending(&fixture, "");
	dossier_free(&fixture.dossier);
	read_case(&fixture, root, "09-onpremises-shown");
	assert_pending(&fixture, "");
	fixture_done(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gate), cmocka_unit_test(test_decided_parts), cmocka_unit_test(test_answered), cmocka_unit_test(test_waits),
		cmocka_unit_test(test_steps), cmocka_unit_test(test_not_known), cmocka_unit_test(test_ground),
		cmocka_unit_test(test_shipped_contradicted), cmocka_unit_test(test_shipped_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
