/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The edition that is shipped: it loads, keeps to what doc/formats.md promises of widths, and speaks the words that the program writes.
 * The data root comes from the environment variable KUMOSHIRUBE_DATA; without it there is nothing to test, which is a failure.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/dossier.h"

#define SHIPPED_ID "2021-03-30"

static int load(void **state)
{
	const char *root = getenv("KUMOSHIRUBE_DATA");
	struct edition *edition = NULL;
	struct diag_list diags;
	struct buf said;

	if (!root || !sign_start()) {
		print_error("KUMOSHIRUBE_DATA must name the directory that holds data/ and screens/\n");
		return -1;
	}
	diag_init(&diags);
	buf_init(&said);
	edition_load(&edition, root, SHIPPED_ID, &diags);
	diag_write(&diags, &said);
	print_error("%s", said.data);
	buf_done(&said);
	diag_done(&diags);
	*state = edition;
	return edition ? 0 : -1;
}

static int unload(void **state)
{
	struct edition *edition = *state;

	edition_free(&edition);
	return 0;
}

static void test_whole(void **state)
{
	const struct edition *edition = *state;

	assert_int_equal(edition->step_count, 5);
	assert_true(edition->fact_count > 100);
	assert_true(edition->rule_count > 40);
	assert_true(edition->clause_count > 80);
	assert_true(edition->eras.count >= 3);
	assert_true(edition->role_count >= 4);
	assert_true(edition->signoff_count > 0);
	assert_true(edition->grade_count > 0);
	assert_true(edition->notice_count > 0);
	for (size_t i = 0; i < edition->screen_count; i++)
		assert_true(edition->screens[i].question_count > 0);
}

/* The facts that the program writes or reads by name. */
static void test_named_facts(void **state)
{
	static const struct {
		const char *id;
		enum fact_type type;
	} NAMED[] = {
		{ "case.title", FACT_TEXT },
		{ "component.name", FACT_TEXT },
		{ "component.model", FACT_CHOICE },
		{ "component.deployment", FACT_CHOICE },
		{ "candidate.form", FACT_CHOICE },
		{ "candidate.deployment", FACT_CHOICE },
		{ "service.list", FACT_CHOICE },
		{ "service.status", FACT_CHOICE },
		{ "service.registered_on", FACT_DATE },
		{ "service.expires_on", FACT_DATE },
		{ "service.forms", FACT_SET },
		{ "service.level", FACT_CHOICE },
	};
	const struct edition *edition = *state;

	for (size_t i = 0; i < sizeof NAMED / sizeof NAMED[0]; i++) {
		const struct fact *fact = edition_fact(edition, NAMED[i].id);

		if (!fact)
			fail_msg("%s is not declared", NAMED[i].id);
		assert_int_equal(fact->type, NAMED[i].type);
		assert_true(fact->type != FACT_CHOICE || fact->option_count > 1);
	}
}

static void fits(const char *what, const char *id, const struct text *text, size_t cells)
{
	size_t width = utf8_width(text->in[LANG_JA]);

	if (width == 0 || width > cells)
		fail_msg("%s of %s has %zu cells; at most %zu are allowed: %s", what, id, width, cells, text->in[LANG_JA]);
}

static void test_widths(void **state)
{
	const struct edition *edition = *state;

	for (size_t i = 0; i < edition->screen_count; i++)
		fits("title", edition->screens[i].id, &edition->screens[i].title, 30);
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];

		if (fact->origin == FACT_BUILTIN || fact->origin == FACT_KEPT)
			continue;
		fits("label", fact->id, &fact->label, 24);
		for (size_t j = 0; j < fact->option_count; j++)
			fits("option", fact->id, &fact->options[j].label, 40);
	}
	for (size_t i = 0; i < edition->rule_count; i++)
		fits("title", edition->rules[i].id, &edition->rules[i].title, 40);
	for (size_t i = 0; i < edition->step_count; i++) {
		fits("title", edition->steps[i].model, &edition->steps[i].title, 30);
		fits("short", edition->steps[i].model, &edition->steps[i].short_title, 22);
	}
}

/* A first option of every kind of answer is taken, written and read again. */
static void answer_all(const struct edition *edition, struct entity *entity)
{
	for (size_t slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		const char *word = fact->option_count ? fact->options[0].word : "?";
		char *why = NULL;

		if (fact->origin != FACT_ASKED)
			continue;
		if (!answer_from_word(&entity->answers[slot], fact, word, &why))
			fail_msg("%s: %s", fact->id, why);
		mem_replace(&entity->answers[slot].reason, "r1\nr2");
	}
}

static bool answer_entity(struct entity *entity, void *context)
{
	answer_all(context, entity);
	return true;
}

static void test_case_file(void **state)
{
	struct edition *edition = *state;
	struct dossier *dossier = dossier_new(edition), *again = NULL;
	struct diag_list diags;
	struct buf first, second;

	diag_init(&diags);
	buf_init(&first);
	buf_init(&second);
	dossier_add_candidate(dossier, dossier_find(dossier, "c1-1"), NULL);
	dossier_each(dossier, answer_entity, edition);
	dossier_write(dossier, &first);
	assert_int_equal(dossier_read(&again, edition, "case.ini", first.data, first.len, &diags), STATUS_OK);
	dossier_write(again, &second);
	assert_string_equal(first.data, second.data);
	assert_true(first.len > 10000);
	dossier_free(&dossier);
	dossier_free(&again);
	buf_done(&first);
	buf_done(&second);
	diag_done(&diags);
}

static void test_missing_edition(void **state)
{
	struct edition *edition = NULL;
	struct diag_list diags;

	(void)state;
	diag_init(&diags);
	assert_int_equal(edition_load(&edition, getenv("KUMOSHIRUBE_DATA"), "1999-01-01", &diags), STATUS_INPUT);
	assert_null(edition);
	assert_int_equal(diags.errors, 1);
	assert_non_null(strstr(diags.items[0].file, "1999-01-01"));
	assert_int_equal(edition_load(&edition, getenv("KUMOSHIRUBE_DATA"), "../policy/" SHIPPED_ID, &diags), STATUS_INPUT);
	diag_done(&diags);
}

static bool has_scheme(const struct edition *edition, const char *section, const char *word, const char *named)
{
	for (size_t i = 0; i < edition->scheme_count; i++) {
		const struct scheme *scheme = &edition->schemes[i];

		if ((!section || strcmp(scheme->section, section) == 0) && (!word || strcmp(scheme->word, word) == 0)
			&& (!named || strcmp(scheme->named, named) == 0))
			return true;
	}
	return false;
}

/* Every scheme of the source is there, and every kind of evidence but an own survey is explained by one. */
static void test_schemes(void **state)
{
	static const char *const SECTIONS[] = {
		"2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.1.6", "2.1.7", "2.1.8", "2.2.1", "2.2.2", "2.2.3", "2.3.1", "2.3.2", "2.3.3", "2.3.4",
		"2.3.5", "2.3.6", "2.3.7", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6",
	};
	static const char *const NAMED[][2] = {
		{ "iso27017", "KH-4.1.1.1" }, { "cs_gold", "KH-4.1.1.2" }, { "fedramp", "KH-4.1.1.3" }, { "soc2", "KH-4.1.2.soc2" },
		{ "soc3", "KH-4.1.2.soc3" }, { "iso27001", "" }, { "cs_silver", "" }, { "star", "" }, { "other", "" },
	};
	const struct edition *edition = *state;
	const struct fact *evidence = edition_fact(edition, "candidate.evidence");

	for (size_t i = 0; i < sizeof SECTIONS / sizeof SECTIONS[0]; i++)
		if (!has_scheme(edition, SECTIONS[i], NULL, NULL))
			fail_msg("no scheme of section %s", SECTIONS[i]);
	for (size_t i = 0; i < sizeof NAMED / sizeof NAMED[0]; i++) {
		assert_true(has_scheme(edition, NULL, NAMED[i][0], NAMED[i][1]));
		assert_int_equal(has_scheme(edition, NULL, NAMED[i][0], ""), !*NAMED[i][1]);
	}
	for (size_t i = 0; i < evidence->option_count; i++)
		if (strcmp(evidence->options[i].word, "survey") != 0 && !has_scheme(edition, NULL, evidence->options[i].word, NULL))
			fail_msg("no scheme explains %s", evidence->options[i].word);
	/* The two terms that an officer will look up: the mark runs 3 years 6 months, the certificate 3 years. */
	for (size_t i = 0; i < edition->scheme_count; i++) {
		const struct scheme *scheme = &edition->schemes[i];

		if (strcmp(scheme->name, "cs-gold") == 0)
			assert_int_equal(scheme->validity_months, 42);
		if (strcmp(scheme->name, "isms-cloud") == 0)
			assert_int_equal(scheme->validity_months, 36);
		if (strcmp(scheme->name, "fedramp") == 0)
			assert_int_equal(scheme->validity_months, 0);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole), cmocka_unit_test(test_named_facts), cmocka_unit_test(test_widths), cmocka_unit_test(test_case_file),
		cmocka_unit_test(test_missing_edition), cmocka_unit_test(test_schemes),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, load, unload);
}
