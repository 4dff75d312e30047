/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of entries in an open case: kinds of information, and the criteria of a checklist that come from a file of the ministry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "test_app_fixture.h"
#include "app/criteria.h"
#include "base/file.h"
#include "model/edition.h"

#define K "c1-1-k1"
#define HEAD "番号,種別,扱い,内容\n"

static void answer(struct fixture *fixture, const char *key, const char *fact, const char *word, const char *reason)
{
	assert_int_equal(work_answer(fixture->work, key, fact, word, reason, "", &fixture->diags), STATUS_OK);
}

/* The value of a fact as the rules see it, and the entry that set it: "label|source". */
static void expect_read(const struct fixture *fixture, const char *key, const char *fact_id, const char *want)
{
	struct buf text, source;
	buf_init(&text);
	buf_init(&source);
	work_read(fixture->work, key, edition_fact(app_edition(fixture->app), fact_id), &text, &source);
	buf_addf(&text, "|%s", source.data);
	assert_string_equal(text.data, want);
	buf_done(&text);
	buf_done(&source);
}

static void test_inventory(void **state)
{
	struct fixture *fixture = *state;
	char key[ENTITY_KEY_MAX + 1];
	bool done;
	answer(fixture, "case", "case.confidentiality", "3", "x");
	expect_read(fixture, "case", "case.confidentiality", "機密性3|");
	assert_int_equal(work_add_entry(fixture->work, "case", key, &fixture->diags), STATUS_OK);
	assert_string_equal(key, "i1");
	expect_read(fixture, "case", "case.confidentiality", "|");
	answer(fixture, "i1", "information.name", "見本の名簿", "");
	answer(fixture, "i1", "information.confidentiality", "2", "x");
	expect_read(fixture, "case", "case.confidentiality", "機密性2|見本の名簿");
	assert_int_equal(work_holds(fixture->work, "case", edition_fact(app_edition(fixture->app), "case.class_3")), TRUTH_UNKNOWN);
	answer(fixture, "i1", "information.secrecy", "none", "x");
	assert_int_equal(work_holds(fixture->work, "case", edition_fact(app_edition(fixture->app), "case.class_2")), TRUTH_YES);
	assert_int_equal(work_add_entry(fixture->work, "c1-1", key, &fixture->diags), STATUS_INPUT);
	assert_int_equal(work_remove(fixture->work, "i1", &fixture->diags), STATUS_OK);
	expect_read(fixture, "case", "case.confidentiality", "機密性3|");
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	expect_read(fixture, "case", "case.confidentiality", "機密性2|見本の名簿");
}

/* A candidate that stands on the confirmation of the ministry, so that the checklist is asked for. */
static void add_candidate(struct fixture *fixture)
{
	char key[ENTITY_KEY_MAX + 1];
	assert_int_equal(work_add_candidate(fixture->work, "c1-1", NULL, "見本", "見本", key, &fixture->diags), STATUS_OK);
	assert_string_equal(key, K);
	answer(fixture, K, "candidate.interim_measure", "no", "x");
	answer(fixture, K, "candidate.ciso_confirmed", "yes", "x");
}

static enum status take(struct fixture *fixture, const char *key, const char *csv, struct criteria_taken *taken)
{
	char *path = mem_printf("%s/criteria.csv", fixture->place.directory);
	assert_int_equal(file_write(path, csv, strlen(csv), 0600, &fixture->diags), STATUS_OK);
	diag_done(&fixture->diags);
	diag_init(&fixture->diags);
	enum status status = work_import_criteria(fixture->work, key, path, taken, &fixture->diags);
	free(path);
	return status;
}

static void test_criteria(void **state)
{
	struct fixture *fixture = *state;
	struct criteria_taken taken;
	add_candidate(fixture);
	assert_int_equal(take(fixture, K, HEAD "1.1.1,ガバナンス,,見本 一\n1.1.1.1,governance,必須,見本 二\n1.1.1.2.PB,管理策,selectable,見本 三\n", &taken), STATUS_OK);
	assert_int_equal(taken.added, 3);
	expect_read(fixture, K "-m1", "control.level", "統制目標（3つの数字）|criteria.csv");
	expect_read(fixture, K "-m1", "control.mandatory", "必須|criteria.csv");
	expect_read(fixture, K "-m3", "control.mandatory", "選択|criteria.csv");
	expect_read(fixture, K, "candidate.objectives_met", "|");
	expect_read(fixture, K, "candidate.control_checklist", "|");
	answer(fixture, K "-m1", "control.result", "met", "見本の報告書で確かめた。");
	answer(fixture, K "-m2", "control.result", "not_applicable", "");
	expect_read(fixture, K, "candidate.objectives_met", "|"); /* one has no ground */
	answer(fixture, K "-m2", "control.result", "not_applicable", "通信を使わない。");
	expect_read(fixture, K, "candidate.objectives_met", "yes|");
	expect_read(fixture, K, "candidate.control_checklist", "すべての項目を埋めた|");
	answer(fixture, K "-m3", "control.selected", "yes", "");
	expect_read(fixture, K, "candidate.control_checklist", "|");
	expect_read(fixture, K, "candidate.objectives_met", "yes|");
	answer(fixture, K "-m1", "control.result", "not_met", "見本の報告書にない。");
	expect_read(fixture, K, "candidate.objectives_met", "no|");
	/* A newer list changes the words and keeps the results. */
	assert_int_equal(take(fixture, K, "number,title\n1.1.1,見本 改\n1.1.2,見本 四\n", &taken), STATUS_OK);
	assert_int_equal(taken.added, 1);
	assert_int_equal(taken.changed, 1);
	assert_int_equal(taken.kept, 2);
	expect_read(fixture, K "-m1", "control.result", "満たさない|");
	expect_read(fixture, K "-m1", "control.title", "見本 改|criteria.csv");
}

static void test_refused(void **state)
{
	static const struct {
		const char *csv, *fault;
		int line;
	} FAULTS[] = {
		{ "番号,内容,値段\n1.1.1,見本,1\n", "\"値段\"", 1 },
		{ "内容\n見本\n", "no column \"number\"", 1 },
		{ "番号,number\n1.1.1,1.1.1\n", "stands twice", 1 },
		{ HEAD "1.1,管理策,必須,見本\n", "three parts", 2 },
		{ HEAD "1.1.1.1.1,管理策,必須,見本\n", "three parts", 2 },
		{ HEAD "1.1.x,管理策,必須,見本\n", "three parts", 2 },
		{ HEAD "1.1.1,管理策,選択,見本\n", "always mandatory", 2 },
		{ HEAD "1.1.1,管理策,必須,見本\n1.1.1,管理策,必須,見本\n", "stands twice", 3 },
		{ HEAD "1.1.1,何か,必須,見本\n", "種別", 2 },
		{ HEAD "1.1.1,管理策\n", "", 2 },
	};
	struct fixture *fixture = *state;
	struct criteria_taken taken;
	add_candidate(fixture);
	for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
		assert_int_equal(take(fixture, K, FAULTS[i].csv, &taken), STATUS_INPUT);
		bool found = false;
		for (size_t k = 0; k < fixture->diags.count; k++)
			found = found || (fixture->diags.items[k].line == FAULTS[i].line && strstr(fixture->diags.items[k].text, FAULTS[i].fault));
		if (!found)
			fail_msg("fault %zu: %s (line %d)", i, fixture->diags.items[0].text, fixture->diags.items[0].line);
		assert_int_equal(dossier_find(work_dossier(fixture->work), K)->entry_count, 0);
	}
	assert_int_equal(take(fixture, "c1-1", FAULTS[0].csv, &taken), STATUS_INPUT);
}

/* A list as long as the real one: every criterion is there, and one that is answered is told from the others. */
static void test_long_list(void **state)
{
	struct fixture *fixture = *state;
	struct criteria_taken taken;
	struct buf csv;
	add_candidate(fixture);
	buf_init(&csv);
	buf_adds(&csv, HEAD);
	for (int i = 1; i <= 1200; i++)
		buf_addf(&csv, "%d.%d.%d,管理策,必須,見本 %d\n", i / 100 + 1, i / 10 % 10 + 1, i % 10 + 1, i);
	assert_int_equal(take(fixture, K, csv.data, &taken), STATUS_OK);
	assert_int_equal(taken.added, 1200);
	buf_done(&csv);
	answer(fixture, K "-m1200", "control.result", "met", "見本");
	size_t count = 0;
	enum task_state *states = work_entry_states(fixture->work, edition_entry_screen(app_edition(fixture->app), SCOPE_CONTROL), K, &count);
	assert_int_equal(count, 1200);
	assert_int_equal(states[1199], TASK_DONE);
	assert_int_equal(states[0], TASK_STARTED);
	free(states);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_inventory, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_criteria, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_refused, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_long_list, fixture_new, fixture_free),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
