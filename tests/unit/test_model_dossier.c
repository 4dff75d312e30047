/* SPDX-License-Identifier: Apache-2.0 */
/* The tree of a case, and case files both ways. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model/dossier.h"
#include "test_model_fixture.h"

static void set(struct dossier *dossier, const char *key, const char *id, const char *word)
{
	const struct fact *fact = edition_fact(dossier->edition, id);
	struct entity *entity = dossier_find(dossier, key);
	char *why = NULL;

	assert_non_null(entity);
	assert_non_null(fact);
	if (!answer_from_word(entity_answer(entity, fact), fact, word, &why))
		fail_msg("%s: %s", id, why);
}

static void test_tree(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition);
	struct entity *component, *candidate;

	(void)state;
	assert_string_equal(dossier->id, "");
	assert_string_equal(dossier->reference, "");
	assert_int_equal(dossier->as_of, DATE_NONE);
	assert_ptr_equal(dossier_find(dossier, "case"), dossier->root);
	assert_int_equal(dossier->root->count, 1);
	assert_int_equal(dossier_find(dossier, "c1")->count, 2);
	assert_int_equal(dossier_find(dossier, "c1-2")->number, 2);
	assert_null(dossier_find(dossier, "c1-3"));
	assert_null(dossier_find(dossier, "c2"));
	assert_null(dossier_find(dossier, "c1-"));
	assert_null(dossier_find(dossier, ""));
	component = dossier_add_component(dossier, "c7");
	assert_non_null(component);
	assert_null(dossier_add_component(dossier, "c7"));
	assert_null(dossier_add_component(dossier, "c0"));
	assert_null(dossier_add_component(dossier, "c1-1"));
	assert_null(dossier_add_component(dossier, "c10000"));
	assert_string_equal(dossier_add_component(dossier, NULL)->key, "c8");
	assert_string_equal(dossier_add_component(dossier, "c3")->key, "c3");
	assert_string_equal(dossier->root->children[1]->key, "c3");
	candidate = dossier_add_candidate(dossier, dossier_find(dossier, "c7-1"), NULL);
	assert_string_equal(candidate->key, "c7-1-k1");
	assert_int_equal(candidate->scope, SCOPE_CANDIDATE);
	assert_string_equal(dossier_add_candidate(dossier, candidate->parent, NULL)->key, "c7-1-k2");
	assert_null(dossier_add_candidate(dossier, candidate->parent, "c7-1-k2"));
	assert_null(dossier_add_candidate(dossier, candidate->parent, "c7-2-k3"));
	assert_null(dossier_add_candidate(dossier, component, NULL));
	assert_ptr_equal(candidate->parent->parent, component);
	dossier_remove(dossier, component);
	assert_null(dossier_find(dossier, "c7-1-k1"));
	assert_int_equal(dossier->root->count, 3);
	dossier_remove(dossier, dossier->root);
	dossier_remove(dossier, dossier_find(dossier, "c1-1"));
	assert_non_null(dossier_find(dossier, "c1-1"));
	dossier_free(&dossier);
	assert_null(dossier);
	edition_free(&edition);
}

static void test_ensure(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition);

	(void)state;
	assert_string_equal(dossier_ensure(dossier, "c4-2-k9")->key, "c4-2-k9");
	assert_int_equal(dossier_find(dossier, "c4")->count, 2);
	assert_ptr_equal(dossier_ensure(dossier, "c4-2-k9"), dossier_find(dossier, "c4-2-k9"));
	assert_string_equal(dossier_ensure(dossier, "c4-2-k3")->key, "c4-2-k3");
	assert_string_equal(dossier_find(dossier, "c4-2")->children[0]->key, "c4-2-k3");
	assert_ptr_equal(dossier_ensure(dossier, "case"), dossier->root);
	assert_string_equal(dossier_ensure(dossier, "c2")->key, "c2");
	assert_null(dossier_ensure(dossier, "c5-3"));
	assert_null(dossier_find(dossier, "c5"));
	assert_null(dossier_ensure(dossier, "k1"));
	assert_null(dossier_ensure(dossier, "c01"));
	assert_null(dossier_ensure(dossier, "c1-1-k0"));
	dossier_free(&dossier);
	edition_free(&edition);
}

static void test_answers(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition), *copy;
	struct entity *candidate = dossier_ensure(dossier, "c1-1-k1");

	(void)state;
	set(dossier, "case", "case.title", "T");
	set(dossier, "c1-1-k1", "case.secret", "yes"); /* reaches up */
	set(dossier, "c1-1-k1", "service.list", "ismap");
	assert_string_equal(entity_text(dossier, candidate, "case.title"), "T");
	assert_string_equal(entity_text(dossier, candidate, "case.story"), "");
	assert_string_equal(entity_text(dossier, dossier->root, "candidate.name"), "");
	assert_int_equal(entity_answer_id(dossier, dossier->root, "case.secret")->number, 1);
	assert_null(entity_answer_id(dossier, candidate->parent, "candidate.name"));
	assert_null(entity_answer_id(dossier, candidate->parent, "service.list"));
	assert_null(entity_answer_id(dossier, candidate, "case.nothing"));
	copy = dossier_copy(dossier);
	assert_string_equal(entity_text(copy, copy->root, "case.title"), "T");
	assert_true(answer_equal(entity_answer_id(copy, dossier_find(copy, "c1-1-k1"), "service.list"),
		entity_answer_id(dossier, candidate, "service.list")));
	set(copy, "case", "case.title", "U");
	assert_string_equal(entity_text(dossier, dossier->root, "case.title"), "T");
	dossier_free(&copy);
	dossier_free(&dossier);
	edition_free(&edition);
}

/* Entries stand beside the tree: they are no children, are numbered on their own, and go with what they belong to. */
static void test_entries(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition), *copy;
	struct entity *candidate;

	(void)state;
	assert_string_equal(dossier_add_entry(dossier, dossier->root, NULL)->key, "i1");
	assert_string_equal(dossier_ensure(dossier, "i3")->key, "i3");
	assert_string_equal(dossier_add_entry(dossier, dossier->root, "i2")->key, "i2");
	assert_string_equal(dossier->root->entries[1]->key, "i2");
	assert_null(dossier_add_entry(dossier, dossier->root, "i2"));
	assert_null(dossier_add_entry(dossier, dossier->root, "c1-1-k1-m1"));
	assert_null(dossier_add_entry(dossier, dossier_find(dossier, "c1"), NULL));
	assert_string_equal(dossier_add_entry(dossier, dossier_find(dossier, "c1-1"), NULL)->key, "c1-1-s1");
	assert_null(dossier_ensure(dossier, "c1-1-s0"));
	assert_null(dossier_ensure(dossier, "i0"));
	assert_null(dossier_ensure(dossier, "i1-1"));
	assert_int_equal(dossier->root->count, 1);
	assert_int_equal(dossier->root->entry_count, 3);
	assert_string_equal(dossier_ensure(dossier, "c1-1-k2-m7")->key, "c1-1-k2-m7");
	candidate = dossier_find(dossier, "c1-1-k2");
	assert_int_equal(candidate->scope, SCOPE_CANDIDATE);
	assert_string_equal(dossier_add_entry(dossier, candidate, NULL)->key, "c1-1-k2-m8");
	assert_int_equal(candidate->entries[0]->scope, SCOPE_CONTROL);
	assert_ptr_equal(dossier_find(dossier, "c1-1-k2-m7")->parent, candidate);
	assert_null(dossier_ensure(dossier, "c1-1-k2-n7"));
	assert_null(dossier_find(dossier, "c1-1-k2-m9"));
	copy = dossier_copy(dossier);
	assert_int_equal(copy->root->entry_count, 3);
	assert_non_null(dossier_find(copy, "c1-1-k2-m8"));
	dossier_remove(copy, dossier_find(copy, "i1"));
	assert_int_equal(copy->root->entry_count, 2);
	assert_non_null(dossier_find(dossier, "i1"));
	dossier_remove(copy, dossier_find(copy, "c1-1-k2"));
	assert_null(dossier_find(copy, "c1-1-k2-m7"));
	dossier_free(&copy);
	dossier_free(&dossier);
	edition_free(&edition);
}

static void test_removed_choice(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition);
	struct entity *first = dossier_ensure(dossier, "c1-1-k1");
	const struct answer *pick;

	(void)state;
	dossier_ensure(dossier, "c1-1-k2");
	set(dossier, "c1-1", "step.pick", "c1-1-k2");
	pick = entity_answer_id(dossier, first->parent, "step.pick");
	dossier_remove(dossier, first);
	assert_int_equal(pick->state, ANSWER_GIVEN);
	dossier_remove(dossier, dossier_find(dossier, "c1-1-k2"));
	assert_int_equal(pick->state, ANSWER_NONE);
	dossier_free(&dossier);
	edition_free(&edition);
}

static bool stop_at_third(struct entity *entity, void *context)
{
	struct buf *keys = context;

	buf_addf(keys, "%s ", entity->key);
	return strcmp(entity->key, "c1-2") != 0;
}

static void test_each(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition);
	struct buf keys;

	(void)state;
	buf_init(&keys);
	dossier_ensure(dossier, "c2-1-k1");
	dossier_ensure(dossier, "c1-1-k1");
	dossier_each(dossier, stop_at_third, &keys);
	assert_string_equal(keys.data, "case c1 c1-1 c1-1-k1 c1-2 ");
	buf_done(&keys);
	dossier_free(&dossier);
	edition_free(&edition);
}

#define HEAD "[meta.case]\nformat = \"1\"\nedition = \"test-1\"\n"

static const char FULL[] =
	HEAD "as_of = \"2026-11-20\"\nsample = \"yes\"\n"
	"\n[case.main]\ntitle = \"T\"\ntitle.reason.1 = \"r1\"\ntitle.reason.2 = \"\"\ntitle.reason.3 = \"r3\"\ntitle.evidence = \"e\"\n"
	"title.source = \"s\"\ntitle.author = \"a\"\ntitle.at = \"1700000000\"\nstory.1 = \"one\"\nstory.2 = \"two\"\n"
	"secret = \"?\"\nsecret.reason = \"nobody knows\"\nusers = \"1.5\"\nbudget = \"1000\"\nstart.reason = \"later\"\nkind = \"a c\"\n"
	"\n[component.c1]\nname = \"N\"\n"
	"\n[step.c1-1]\nmerit = \"yes\"\npick = \"c1-1-k2\"\n"
	"\n[candidate.c1-1-k1]\nname = \"K1\"\nform = \"saas\"\n"
	"\n[service.c1-1-k1]\nlist = \"ismap\"\nlist.source = \"sample, line 4\"\nexpires_on = \"2027-01-31\"\nforms = \"-\"\n"
	"\n[candidate.c1-1-k2]\n"
	"\n[component.c3]\n";

static void test_round_trip(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = NULL;
	struct diag_list diags;
	struct buf out;
	const struct answer *title;

	(void)state;
	diag_init(&diags);
	assert_int_equal(dossier_read(&dossier, edition, "x.ini", FULL, strlen(FULL), &diags), STATUS_OK);
	title = entity_answer_id(dossier, dossier->root, "case.title");
	assert_string_equal(title->reason, "r1\n\nr3");
	assert_string_equal(title->author, "a");
	assert_int_equal(title->at, 1700000000);
	assert_string_equal(entity_text(dossier, dossier->root, "case.story"), "one\ntwo");
	assert_int_equal(entity_answer_id(dossier, dossier->root, "case.secret")->state, ANSWER_DONT_KNOW);
	assert_int_equal(entity_answer_id(dossier, dossier->root, "case.start")->state, ANSWER_NONE);
	assert_string_equal(entity_answer_id(dossier, dossier->root, "case.start")->reason, "later");
	assert_true(dossier->sample);
	buf_init(&out);
	dossier_write(dossier, &out);
	assert_string_equal(out.data, FULL);
	buf_done(&out);
	dossier_free(&dossier);
	diag_done(&diags);
	edition_free(&edition);
}

/* What a case file cannot hold settles at the first writing: a second one is the same. */
static void test_settles(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition), *again = NULL;
	struct buf first, second, text;
	struct diag_list diags;
	struct answer *title = entity_answer_id(dossier, dossier->root, "case.title");

	(void)state;
	diag_init(&diags);
	buf_init(&first);
	buf_init(&second);
	buf_init(&text);
	for (int i = 0; i < 400; i++)
		buf_adds(&text, "\xE9\x95\xB7");
	set(dossier, "case", "case.title", "a \"quoted\" title");
	set(dossier, "case", "case.story", text.data);
	title->reason = mem_strdup("a \"reason\"\twith a tab\n\nand lines\n");
	title->evidence = mem_strdup(text.data);
	dossier_write(dossier, &first);
	assert_int_equal(dossier_read(&again, edition, "x.ini", first.data, first.len, &diags), STATUS_OK);
	dossier_write(again, &second);
	assert_string_equal(first.data, second.data);
	assert_string_equal(entity_text(again, again->root, "case.title"), entity_text(dossier, dossier->root, "case.title"));
	dossier_free(&dossier);
	dossier_free(&again);
	buf_done(&first);
	buf_done(&second);
	buf_done(&text);
	diag_done(&diags);
	edition_free(&edition);
}

/* A choice that names nobody is not written, so that what is written can be read. */
static void test_dangling_choice(void **state)
{
	struct edition *edition = fixture_edition();
	struct dossier *dossier = dossier_new(edition);
	struct buf out;

	(void)state;
	set(dossier, "c1-1", "step.pick", "c1-1-k5");
	buf_init(&out);
	dossier_write(dossier, &out);
	assert_string_equal(out.data, HEAD "\n[case.main]\n\n[component.c1]\n");
	buf_done(&out);
	dossier_free(&dossier);
	edition_free(&edition);
}

struct fault_case {
	const char *text, *said;
	int line;
};
static const struct fault_case FAULTS[] = {
	{ "[case.main]\ntitle = \"T\"\n", "no [meta.case]", 0 },
	{ "[meta.case]\nformat = \"2\"\nedition = \"test-1\"\n", "format", 2 },
	{ "[meta.case]\nformat = \"1\"\nedition = \"test-2\"\n", "edition test-1 is loaded", 3 },
	{ "[meta.other]\nformat = \"1\"\nedition = \"test-1\"\n", "[meta.case]", 1 },
	{ HEAD "as_of = \"2026-13-01\"\n", "as_of", 4 },
	{ HEAD "[case.other]\n", "[case.main]", 4 },
	{ HEAD "[case.main]\ntitel = \"T\"\n", "titel", 5 },
	{ HEAD "[case.main]\nlarge = \"yes\"\n", "large", 5 },
	{ HEAD "[case.main]\nsecret = \"ja\"\n", "allowed are: yes no", 5 },
	{ HEAD "[case.main]\ntitle.at = \"x\"\n", "title.at", 5 },
	{ HEAD "[case.main]\ntitle.1 = \"a\"\ntitle.2 = \"b\"\n", "line break", 5 },
	{ HEAD "[case.main]\nstory = \"a\"\nstory.1 = \"b\"\n", "not both", 5 },
	{ HEAD "[case.main]\nusers.1 = \"3\"\n", "users.1", 5 },
	{ HEAD "[component.x1]\n", "key of a component", 4 },
	{ HEAD "[component.c1-1]\n", "key of a component", 4 },
	{ HEAD "[step.c1-1]\n", "its component has no section", 4 },
	{ HEAD "[component.c1]\n[step.c1-3]\n", "no such step", 5 },
	{ HEAD "[component.c1]\n[step.c1]\n", "key of a step", 5 },
	{ HEAD "[component.c1]\n[candidate.c1-1]\n", "key of a candidate", 5 },
	{ HEAD "[candidate.c1-1-k1]\n", "there is no step c1-1", 4 },
	{ HEAD "[component.c1]\n[service.c1-1-k1]\nlist = \"ismap\"\n", "no [candidate.c1-1-k1]", 5 },
	{ HEAD "[component.c1]\n[step.c1-1]\npick = \"c1-1-k1\"\n", "not a candidate of this step", 6 },
	{ HEAD "[component.c1]\n[candidate.c1-2-k1]\n[step.c1-1]\npick = \"c1-2-k1\"\n", "not a candidate of this step", 7 },
	{ HEAD "[service.c1]\n", "no [candidate.c1]", 4 },
	{ HEAD "[thing.c1]\n", "thing", 4 },
};

static void test_faults(void **state)
{
	struct edition *edition = fixture_edition();

	(void)state;
	for (size_t i = 0; i < sizeof FAULTS / sizeof FAULTS[0]; i++) {
		struct dossier *dossier = NULL;
		struct diag_list diags;
		bool said = false;

		diag_init(&diags);
		assert_int_equal(dossier_read(&dossier, edition, "x.ini", FAULTS[i].text, strlen(FAULTS[i].text), &diags), STATUS_INPUT);
		assert_null(dossier);
		for (size_t j = 0; j < diags.count; j++)
			said = said || (strstr(diags.items[j].text, FAULTS[i].said) && diags.items[j].line == FAULTS[i].line);
		if (!said)
			fail_msg("case %zu must say \"%s\" at %d, but says at %d: %s", i, FAULTS[i].said, FAULTS[i].line, diags.items[0].line,
				diags.items[0].text);
		diag_done(&diags);
	}
	edition_free(&edition);
}

static void test_peek(void **state)
{
	static const char NO_HEAD[] = "[case.main]\ntitle = \"T\"\n";
	static const char LATE_HEAD[] = "[case.main]\ntitle = \"T\"\n" HEAD;
	struct diag_list diags;
	char *edition;

	(void)state;
	diag_init(&diags);
	edition = dossier_peek_edition("x.ini", FULL, strlen(FULL), &diags);
	assert_non_null(edition);
	assert_string_equal(edition, "test-1");
	free(edition);
	assert_int_equal(diags.count, 0);
	/* The section need not come first. */
	edition = dossier_peek_edition("x.ini", LATE_HEAD, strlen(LATE_HEAD), &diags);
	assert_non_null(edition);
	assert_string_equal(edition, "test-1");
	free(edition);
	assert_null(dossier_peek_edition("x.ini", NO_HEAD, strlen(NO_HEAD), &diags));
	assert_int_equal(diags.errors, 1);
	diag_done(&diags);
}

UNIT_MAIN(cmocka_unit_test(test_tree), cmocka_unit_test(test_ensure), cmocka_unit_test(test_answers), cmocka_unit_test(test_entries), cmocka_unit_test(test_removed_choice),
	cmocka_unit_test(test_each), cmocka_unit_test(test_round_trip), cmocka_unit_test(test_settles), cmocka_unit_test(test_dangling_choice),
	cmocka_unit_test(test_faults), cmocka_unit_test(test_peek))
