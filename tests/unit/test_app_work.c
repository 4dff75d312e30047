/* SPDX-License-Identifier: Apache-2.0 */
/* The open case: every change saved, undone and repeated; what an officer types understood; bad input refused with nothing lost. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "test_app_fixture.h"
#include "app/action.h"
#include "app/history.h"
#include "app/records.h"
#include "app/session.h"
#include "app/work.h"
#include "base/file.h"
#include "store/internal.h"

static enum status answer(struct fixture *fixture, const char *key, const char *fact, const char *word)
{
	return work_answer(fixture->work, key, fact, word, "", "", &fixture->diags);
}

static void test_reference_is_given(void **state)
{
	struct fixture *fixture = *state;
	assert_string_equal(work_reference(fixture->work), "R8-0001");
}

static void test_answer_survives_reopening(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(work_answer(fixture->work, "case", "case.confidentiality", "2", "理由の見本", "文書の見本", &fixture->diags), STATUS_OK);
	fixture_reopen(fixture);
	fixture_expect(fixture, "case", "case.confidentiality", "2");
	const struct answer *kept = entity_answer_id(work_dossier(fixture->work), work_dossier(fixture->work)->root, "case.confidentiality");
	assert_string_equal(kept->reason, "理由の見本");
	assert_string_equal(kept->evidence, "文書の見本");
}

/* The longest reason in one line is kept in several; so kept, it can be given again with another evidence. */
static void test_longest_reason_is_taken_again(void **state)
{
	struct fixture *fixture = *state;
	struct buf reason;
	buf_init(&reason);
	for (int i = 0; i < 4000; i++)
		buf_adds(&reason, "理");
	assert_int_equal(work_answer(fixture->work, "case", "case.confidentiality", "2", reason.data, "", &fixture->diags), STATUS_OK);
	const struct answer *kept = entity_answer_id(work_dossier(fixture->work), work_dossier(fixture->work)->root, "case.confidentiality");
	char *again = mem_strdup(kept->reason);
	assert_non_null(strchr(again, '\n'));
	assert_int_equal(work_answer(fixture->work, "case", "case.confidentiality", "2", again, "文書の見本", &fixture->diags), STATUS_OK);
	kept = entity_answer_id(work_dossier(fixture->work), work_dossier(fixture->work)->root, "case.confidentiality");
	assert_string_equal(kept->reason, again);
	buf_adds(&reason, "理");
	assert_int_equal(work_answer(fixture->work, "case", "case.confidentiality", "2", reason.data, "", &fixture->diags), STATUS_INPUT);
	free(again);
	buf_done(&reason);
}

static void test_typed_dates_and_amounts(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(answer(fixture, "case", "case.award_date", "令和９年２月１日"), STATUS_OK);
	fixture_expect(fixture, "case", "case.award_date", "2027-02-01");
	assert_int_equal(answer(fixture, "case", "case.contract_start", "R9.4.1"), STATUS_OK);
	fixture_expect(fixture, "case", "case.contract_start", "2027-04-01");
	assert_int_equal(answer(fixture, "case", "case.recovery_time_hours", "１．５"), STATUS_OK);
	fixture_expect(fixture, "case", "case.recovery_time_hours", "1.5");
	char key[ENTITY_KEY_MAX + 1];
	assert_int_equal(work_add_candidate(fixture->work, "c1-1", NULL, "見本サービス", "見本事業者", key, &fixture->diags), STATUS_OK);
	assert_int_equal(answer(fixture, key, "candidate.cost_yearly", "１,２００,０００"), STATUS_OK);
	fixture_expect(fixture, key, "candidate.cost_yearly", "1200000");
}

static void test_bad_input_loses_nothing(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(answer(fixture, "case", "case.award_date", "2027-02-01"), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.award_date", "令和８年２月３０日"), STATUS_INPUT);
	fixture_expect(fixture, "case", "case.award_date", "2027-02-01");
	assert_int_equal(answer(fixture, "case", "case.confidentiality", "4"), STATUS_INPUT);
	fixture_expect(fixture, "case", "case.confidentiality", "");
	assert_int_equal(answer(fixture, "c9", "component.name", "x"), STATUS_INPUT);
	assert_int_equal(answer(fixture, "case", "component.name", "x"), STATUS_INPUT);
	assert_int_equal(answer(fixture, "case", "case.nosuch", "x"), STATUS_INPUT);
	assert_int_equal(fixture->diags.errors, 5);
}

/* What is no answer yet is kept with its reason, outlives the session, is no part of the case, and goes with the next answer. */
static void test_typed_text_is_kept(void **state)
{
	struct fixture *fixture = *state;
	struct diag_list *diags = &fixture->diags;
	bool done;
	char *place = NULL;
	assert_int_equal(answer(fixture, "case", "case.award_date", "2027-02-01"), STATUS_OK);
	assert_int_equal(work_keep_typed(fixture->work, "case", "case.award_date", "R9.2.30", "理由の見本", "", diags), STATUS_OK);
	fixture_expect(fixture, "case", "case.award_date", "2027-02-01");
	work_close(&fixture->work);
	app_close(&fixture->app);
	fixture->app = place_open(&fixture->place, diags);
	assert_int_equal(work_open(&fixture->work, fixture->app, "R8-0001", diags), STATUS_OK);
	assert_string_equal(work_typed(fixture->work, "case", "case.award_date"), "R9.2.30");
	const struct dossier *dossier = work_dossier(fixture->work);
	assert_string_equal(entity_answer_id(dossier, dossier->root, "case.award_date")->reason, "理由の見本");
	struct buf record;
	buf_init(&record);
	dossier_write(dossier, &record);
	assert_null(strstr(record.data, "R9.2.30"));
	buf_done(&record);
	assert_int_equal(answer(fixture, "case", "case.award_date", "R9.2.3"), STATUS_OK);
	assert_null(work_typed(fixture->work, "case", "case.award_date"));
	assert_int_equal(work_undo(fixture->work, &done, NULL, diags), STATUS_OK);
	assert_string_equal(work_typed(fixture->work, "case", "case.award_date"), "R9.2.30");
	assert_int_equal(work_undo(fixture->work, &done, &place, diags), STATUS_OK);
	assert_string_equal(place, "case case.award_date");
	assert_null(work_typed(fixture->work, "case", "case.award_date"));
	free(place);
	assert_int_equal(diags->count, 0);
}

static void test_dates_keep_their_order(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(answer(fixture, "case", "case.contract_start", "R9.4.1"), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.contract_end", "R9.3.31"), STATUS_INPUT);
	fixture_expect(fixture, "case", "case.contract_end", "");
	assert_non_null(strstr(fixture->diags.items[0].text, "利用開始の予定日"));
	/* One day is a time; and from the other side it is the same order. */
	assert_int_equal(answer(fixture, "case", "case.contract_end", "R9.4.1"), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.contract_start", "R9.4.2"), STATUS_INPUT);
	fixture_expect(fixture, "case", "case.contract_start", "2027-04-01");
	assert_int_equal(answer(fixture, "case", "case.award_date", "R9.4.2"), STATUS_INPUT);
	assert_int_equal(answer(fixture, "case", "case.award_date", "R9.3.1"), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.requirements_began", "R9.3.2"), STATUS_INPUT);
	assert_int_equal(answer(fixture, "case", "case.contract_start", "?"), STATUS_OK);
	assert_int_equal(fixture->diags.errors, 4);
}

static void test_a_day_begins(void **state)
{
	struct fixture *fixture = *state;
	struct app *app = NULL;
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .as_of = DATE_NONE, .today = DATE_NONE, .no_store = true };
	/* A day that was given stays. */
	assert_false(app_pass_midnight(fixture->app, app_now(fixture->app) + 3 * 86400));
	assert_int_equal(app_open(&app, &options, 0, &fixture->diags), STATUS_OK);
	date_days today = app_today(app);
	assert_false(app_pass_midnight(app, app_now(app)));
	assert_true(app_pass_midnight(app, app_now(app) + 86400));
	assert_int_equal(app_today(app), today + 1);
	assert_int_equal(app_as_of(app), today + 1);
	app_close(&app);
}

static void test_undo_and_redo(void **state)
{
	struct fixture *fixture = *state;
	bool done;
	char *place = NULL;
	assert_int_equal(answer(fixture, "case", "case.title", "一"), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.title", "二"), STATUS_OK);
	assert_int_equal(work_undo(fixture->work, &done, &place, &fixture->diags), STATUS_OK);
	assert_true(done);
	assert_string_equal(place, "case case.title");
	free(place);
	fixture_expect(fixture, "case", "case.title", "一");
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, "case", "case.title", "");
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_false(done);
	assert_int_equal(work_redo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_redo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, "case", "case.title", "二");
	assert_int_equal(work_redo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_false(done);
}

static void test_candidates_come_and_go(void **state)
{
	struct fixture *fixture = *state;
	char key[ENTITY_KEY_MAX + 1];
	bool done;
	const struct listing *row = app_registry_row(fixture->app, 0);
	assert_non_null(row);
	assert_int_equal(work_add_candidate(fixture->work, "c1-1", row, NULL, NULL, key, &fixture->diags), STATUS_OK);
	assert_string_equal(key, "c1-1-k1");
	fixture_expect(fixture, key, "candidate.name", row->name);
	fixture_expect(fixture, key, "candidate.form", "saas");
	assert_int_equal(work_remove(fixture->work, key, &fixture->diags), STATUS_OK);
	assert_null(dossier_find(work_dossier(fixture->work), key));
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, key, "candidate.name", row->name);
}

static void test_removing_the_chosen_candidate_forgets_the_choice(void **state)
{
	struct fixture *fixture = *state;
	char key[ENTITY_KEY_MAX + 1];
	bool done;
	assert_int_equal(answer(fixture, "c1-1", "step.coverage", "all"), STATUS_OK);
	assert_int_equal(answer(fixture, "c1-1", "step.merit", "yes"), STATUS_OK);
	assert_int_equal(answer(fixture, "c1-1", "step.extremely_difficult", "no"), STATUS_OK);
	assert_int_equal(work_add_candidate(fixture->work, "c1-1", NULL, "見本サービス", "見本事業者", key, &fixture->diags), STATUS_OK);
	assert_int_equal(answer(fixture, "c1-1", "step.chosen_candidate", key), STATUS_OK);
	assert_int_equal(work_remove(fixture->work, key, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, "c1-1", "step.chosen_candidate", "");
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, "c1-1", "step.chosen_candidate", key);
}

static void test_components_come_and_go(void **state)
{
	struct fixture *fixture = *state;
	char key[ENTITY_KEY_MAX + 1];
	assert_int_equal(work_remove(fixture->work, "c1", &fixture->diags), STATUS_INPUT);
	assert_int_equal(work_add_component(fixture->work, "第二", key, &fixture->diags), STATUS_OK);
	assert_string_equal(key, "c2");
	assert_int_equal(work_verdict(fixture->work)->component_count, 2);
	/* Once there are several, none is called by its key. */
	fixture_expect(fixture, "c1", "component.name", "Component 1");
	fixture_expect(fixture, "c2", "component.name", "第二");
	assert_int_equal(work_remove(fixture->work, "c1", &fixture->diags), STATUS_OK);
	assert_null(dossier_find(work_dossier(fixture->work), "c1"));
	assert_non_null(dossier_find(work_dossier(fixture->work), "c2-4"));
}

static void test_tasks_follow_the_answers(void **state)
{
	struct fixture *fixture = *state;
	struct tasks tasks;
	work_tasks(fixture->work, &tasks);
	assert_true(tasks.count > 10);
	assert_int_equal(tasks.items[0].state, TASK_UNTOUCHED);
	assert_int_equal(tasks.items[tasks.count - 1].kind, TASK_SUBMIT);
	bool waiting = false;
	for (size_t i = 0; i < tasks.count; i++)
		waiting |= strcmp(tasks.items[i].key, "c1-2") == 0 && tasks.items[i].state == TASK_WAITING;
	assert_true(waiting);
	tasks_done(&tasks);
	assert_int_equal(answer(fixture, "case", "case.title", "見本"), STATUS_OK);
	work_tasks(fixture->work, &tasks);
	assert_int_equal(tasks.items[0].state, TASK_STARTED);
	tasks_done(&tasks);
}

static void test_hand_in_twice(void **state)
{
	struct fixture *fixture = *state;
	struct handed_in first, second;
	struct record_rows rows;
	size_t alone, checked;
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件"), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &first, &fixture->diags), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件 改"), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &second, &fixture->diags), STATUS_OK);
	/* What was handed in is a draft again as soon as something is changed. */
	struct case_rows cases;
	assert_int_equal(app_cases(fixture->app, &cases, &fixture->diags), STATUS_OK);
	assert_string_equal(cases.items[0].stage, "submitted");
	assert_int_equal(cases.items[0].revisions, 2);
	case_rows_done(&cases);
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件 再改"), STATUS_OK);
	assert_int_equal(app_cases(fixture->app, &cases, &fixture->diags), STATUS_OK);
	assert_string_equal(cases.items[0].stage, "draft");
	case_rows_done(&cases);
	assert_int_equal(first.number, 1);
	assert_int_equal(second.number, 2);
	assert_string_not_equal(first.digest, second.digest);
	assert_int_equal(app_records(fixture->app, "R8-0001", &rows, &fixture->diags), STATUS_OK);
	assert_int_equal(rows.count, 2);
	assert_int_equal(app_record_replay(fixture->app, &rows.items[0], &fixture->diags), STATUS_OK);
	assert_int_equal(app_record_replay(fixture->app, &rows.items[1], &fixture->diags), STATUS_OK);
	record_rows_done(&rows);
	assert_int_equal(app_records(fixture->app, "R8-0001/3", &rows, &fixture->diags), STATUS_FAILED);
	record_rows_done(&rows);
	assert_int_equal(app_records_verify(fixture->app, &checked, &alone, &fixture->diags), STATUS_OK);
	assert_int_equal(checked, 3); /* the edition once, two revisions */
}

/* The course of a case is that of its history, without what stands in the revisions; asked for again, both say the same. */
static void test_course_of_a_case(void **state)
{
	struct fixture *fixture = *state;
	struct handed_in result;
	struct history whole, course;
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件"), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &result, &fixture->diags), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件 改"), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &result, &fixture->diags), STATUS_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(app_history_course(fixture->app, work_id(fixture->work), &course, &fixture->diags), STATUS_OK);
		assert_int_equal(app_history(fixture->app, work_id(fixture->work), &whole, &fixture->diags), STATUS_OK);
		assert_int_equal(course.count, 2);
		assert_int_equal(whole.count, 2);
		assert_int_equal(course.state, whole.state);
		assert_int_equal(course.revisions, 2);
		assert_int_equal(course.newest, whole.newest);
		assert_true(digest_equal(&course.end, &whole.end));
		assert_string_equal(whole.items[0].author, app_author(fixture->app));
		assert_string_equal(whole.items[1].author, app_author(fixture->app));
		assert_null(course.items[1].author);
		history_done(&course);
		history_done(&whole);
	}
}

static bool said(const struct fixture *fixture, const char *words)
{
	for (size_t i = 0; i < fixture->diags.count; i++)
		if (strstr(fixture->diags.items[i].text, words))
			return true;
	return false;
}

static void test_the_same_is_not_handed_in_twice(void **state)
{
	struct fixture *fixture = *state;
	struct handed_in result;
	bool done;
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件"), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &result, &fixture->diags), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &result, &fixture->diags), STATUS_FAILED);
	assert_true(said(fixture, "nothing has changed since revision 1"));
	/* There and back again is no change, either. */
	assert_int_equal(answer(fixture, "case", "case.title", "別の件"), STATUS_OK);
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &result, &fixture->diags), STATUS_FAILED);
	assert_int_equal(work_revisions(fixture->work), 1);
	/* Another day that was asked for is meant. */
	fixture->app->as_of = app_today(fixture->app) - 1;
	assert_int_equal(answer(fixture, "case", "case.pjmo", "見本室"), STATUS_OK);
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &result, &fixture->diags), STATUS_OK);
	assert_int_equal(result.number, 2);
}

static void test_a_refused_name_is_told(void **state)
{
	struct fixture *fixture = *state;
	char key[ENTITY_KEY_MAX + 1];
	char *forged = mem_strdup("見本\nサービス"), empty[] = "";
	const struct listing listing = { .number = (char[]){ "C99-0001-2" }, .name = forged, .provider = empty };
	assert_int_equal(work_add_component(fixture->work, "一行\n二行", key, &fixture->diags), STATUS_INPUT);
	assert_true(said(fixture, "one line"));
	assert_int_equal(work_add_candidate(fixture->work, "c1-1", NULL, "一行\n二行", "", key, &fixture->diags), STATUS_INPUT);
	assert_int_equal(work_dossier(fixture->work)->root->count, 1);
	assert_int_equal(dossier_find(work_dossier(fixture->work), "c1-1")->count, 0);
	/* What a list has in two lines is taken in one. */
	assert_int_equal(work_add_candidate(fixture->work, "c1-1", &listing, NULL, NULL, key, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, key, "candidate.name", "見本 サービス");
	free(forged);
}

/* Two windows on one case: the second to save is told and then sees what the first one saved; nothing is written over unseen. */
static void test_two_windows(void **state)
{
	struct fixture *fixture = *state;
	struct work *other = NULL;
	struct handed_in result;
	struct app *second = place_open(&fixture->place, &fixture->diags);
	assert_int_equal(work_open(&other, second, "R8-0001", &fixture->diags), STATUS_OK);
	assert_int_equal(work_answer(other, "case", "case.title", "向こうの件", "", "", &fixture->diags), STATUS_OK);
	assert_int_equal(answer(fixture, "case", "case.title", "こちらの件"), STATUS_FAILED);
	assert_true(said(fixture, "changed elsewhere"));
	fixture_expect(fixture, "case", "case.title", "向こうの件");
	assert_true(work_moved(fixture->work));
	assert_false(work_moved(fixture->work));
	assert_int_equal(answer(fixture, "case", "case.title", "こちらの件"), STATUS_OK);
	assert_false(work_moved(fixture->work));
	/* The other has not seen this, and so can neither hand it in nor take it back. */
	bool done;
	assert_int_equal(work_submit(other, &result, &fixture->diags), STATUS_FAILED);
	assert_true(work_moved(other));
	assert_int_equal(work_revisions(other), 0);
	assert_int_equal(answer(fixture, "case", "case.pjmo", "見本室"), STATUS_OK);
	assert_int_equal(work_undo(other, &done, NULL, &fixture->diags), STATUS_FAILED);
	assert_int_equal(work_submit(other, &result, &fixture->diags), STATUS_OK);
	/* Handed in there, and a change here makes it a draft again. */
	assert_int_equal(work_place_set(fixture->work, "step0 case title", &fixture->diags), STATUS_OK);
	struct case_rows cases;
	assert_int_equal(app_cases(second, &cases, &fixture->diags), STATUS_OK);
	assert_string_equal(cases.items[0].stage, "submitted");
	assert_string_equal(cases.items[0].place, "step0 case title");
	case_rows_done(&cases);
	work_close(&other);
	app_close(&second);
}

/* A person who types is not left waiting for a store that somebody else holds. */
static void test_a_held_store_is_told_within_a_second(void **state)
{
	struct fixture *fixture = *state;
	struct store *holder = NULL;
	struct timespec before, after;
	work_close(&fixture->work);
	app_close(&fixture->app);
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = fixture->place.store, .as_of = DATE_NONE, .interactive = true };
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&fixture->app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, &fixture->diags), STATUS_OK);
	assert_int_equal(work_open(&fixture->work, fixture->app, "R8-0001", &fixture->diags), STATUS_OK);
	assert_int_equal(store_open(&holder, fixture->place.store, STORE_WRITE, &fixture->diags), STATUS_OK);
	assert_int_equal(db_begin(holder, &fixture->diags), STATUS_OK);
	clock_gettime(CLOCK_MONOTONIC, &before);
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件"), STATUS_LOCKED);
	clock_gettime(CLOCK_MONOTONIC, &after);
	assert_true((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000 < 2500);
	fixture_expect(fixture, "case", "case.title", "");
	db_end_reading(holder);
	store_close(&holder);
	assert_int_equal(answer(fixture, "case", "case.title", "見本の件"), STATUS_OK);
}

static void test_office_of_the_configuration_begins_a_case(void **state)
{
	struct fixture *fixture = *state;
	char *path = mem_printf("%s/kumoshirube.ini", fixture->place.directory);
	const char *text = "[user.main]\nname = \"見本担当\"\norganisation = \"見本省\"\n";
	bool done;
	assert_int_equal(file_write(path, text, strlen(text), 0600, &fixture->diags), STATUS_OK);
	work_close(&fixture->work);
	app_close(&fixture->app);
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = fixture->place.store, .config_path = path,
		.as_of = DATE_NONE, .lang = LANG_JA };
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&fixture->app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, &fixture->diags), STATUS_OK);
	assert_int_equal(work_new(&fixture->work, fixture->app, NULL, &fixture->diags), STATUS_OK);
	assert_string_equal(app_author(fixture->app), "見本担当");
	fixture_expect(fixture, "case", "case.organisation", "見本省");
	/* It was there from the beginning, so there is nothing to take back. */
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_false(done);
	free(path);
}

static void test_key_table_has_no_conflict(void **state)
{
	(void)state;
	for (int a = 1; a < ACTION_KEYS_COUNT; a++) {
		assert_int_equal(key_actions[a].id, a);
		assert_true(key_actions[a].label[0] && key_actions[a].help[0]);
		/* What has no key stands in the menu of every page. */
		assert_true(key_actions[a].keys[0] || key_actions[a].where == WHERE_ALL);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_reference_is_given, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_answer_survives_reopening, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_longest_reason_is_taken_again, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_typed_dates_and_amounts, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_bad_input_loses_nothing, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_typed_text_is_kept, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_dates_keep_their_order, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_a_day_begins, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_undo_and_redo, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_candidates_come_and_go, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_removing_the_chosen_candidate_forgets_the_choice, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_components_come_and_go, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_tasks_follow_the_answers, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_hand_in_twice, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_course_of_a_case, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_the_same_is_not_handed_in_twice, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_two_windows, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_a_refused_name_is_told, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_a_held_store_is_told_within_a_second, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_office_of_the_configuration_begins_a_case, fixture_new, fixture_free),
		cmocka_unit_test(test_key_table_has_no_conflict),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
