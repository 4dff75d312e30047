/* SPDX-License-Identifier: Apache-2.0 */
/* Searches kept with a step: as a whole or not at all, with a reason for each rejected hit, through files and records, and made again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "test_app_fixture.h"
#include "app/evidence.h"
#include "app/import.h"
#include "app/records.h"
#include "app/screening.h"
#include "app/session.h"
#include "app/work.h"
#include "base/file.h"
#include "model/dossier.h"
#include "model/search_kept.h"

#define STEP "c1-1"
#define FIRST "c1-1-s1"

static void keep(struct fixture *fixture, const char *query, bool screened, const char *expected)
{
	char key[ENTITY_KEY_MAX + 1] = "";
	assert_int_equal(work_keep_search(fixture->work, STEP, query, screened, key, &fixture->diags), STATUS_OK);
	assert_string_equal(key, expected);
}

static void read_kept(const struct fixture *fixture, const char *key, struct kept_search *out)
{
	const struct entity *entity = dossier_find(work_dossier(fixture->work), key);
	char *why = NULL;
	assert_non_null(entity);
	if (!kept_search_read(out, work_dossier(fixture->work), entity, &why))
		fail_msg("%s", why);
}

/* Every row of the registry that holds the word is a hit, in the order of the list. */
static void test_keep(void **state)
{
	struct fixture *fixture = *state;
	struct kept_search search;
	size_t count = 0;
	app_registry_search(fixture->app, "C99", &count);
	assert_true(count > 3);
	keep(fixture, "C99", false, FIRST);
	read_kept(fixture, FIRST, &search);
	assert_int_equal(search.count, count);
	assert_int_equal(search.rejected, 0);
	assert_string_equal(search.query, "C99");
	assert_string_equal(search.snapshot, app_snapshot(fixture->app)->name);
	assert_int_equal(search.issued_on, app_snapshot(fixture->app)->issued_on);
	const size_t *rows = app_registry_search(fixture->app, "C99", &count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(search.hits[i].number, app_registry_row(fixture->app, rows[i])->number);
	assert_true(app_evidence_current(fixture->app, &search));
	kept_search_done(&search);
}

static void reject(struct fixture *fixture, size_t from, size_t to, const char *reason, const char *words, enum status expected)
{
	bool marked[100] = { false };
	for (size_t i = from; i < to; i++)
		marked[i] = true;
	assert_int_equal(work_reject(fixture->work, FIRST, marked, reason, words, &fixture->diags), expected);
}

static void test_reject(void **state)
{
	struct fixture *fixture = *state;
	struct kept_search search;
	struct evidence_sum sum;
	struct buf text;
	keep(fixture, "C99", false, FIRST);
	reject(fixture, 0, 2, "function", "", STATUS_OK);
	reject(fixture, 2, 3, "other", "", STATUS_INPUT);
	reject(fixture, 2, 3, "nonsense", "", STATUS_INPUT);
	reject(fixture, 2, 3, "other", "bad \"mark\"", STATUS_INPUT);
	reject(fixture, 2, 3, "other", "too | slow\n", STATUS_INPUT);
	reject(fixture, 2, 3, "other", "too | slow", STATUS_OK);
	reject(fixture, 0, 1, "", "", STATUS_OK);
	read_kept(fixture, FIRST, &search);
	assert_null(search.hits[0].reason);
	assert_string_equal(search.hits[1].reason, "function");
	assert_string_equal(search.hits[2].reason, "other");
	assert_string_equal(search.hits[2].words, "too / slow");
	assert_int_equal(search.rejected, 2);
	work_evidence_sum(fixture->work, STEP, &sum);
	assert_int_equal(sum.searches, 1);
	assert_int_equal(sum.hits, search.count);
	assert_int_equal(sum.rejected, 2);
	assert_int_equal(sum.older, 0);
	buf_init(&text);
	evidence_sum_text(&sum, &text);
	assert_non_null(strstr(text.data, "1"));
	buf_done(&text);
	kept_search_done(&search);
}

/* One key takes a search away again, and brings it back as it was. */
static void test_undo(void **state)
{
	struct fixture *fixture = *state;
	struct kept_search search;
	bool done = false;
	keep(fixture, "C99", false, FIRST);
	reject(fixture, 0, 1, "function", "", STATUS_OK);
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_true(done);
	read_kept(fixture, FIRST, &search);
	assert_int_equal(search.rejected, 0);
	kept_search_done(&search);
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_null(dossier_find(work_dossier(fixture->work), FIRST));
	assert_int_equal(work_redo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_redo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	read_kept(fixture, FIRST, &search);
	assert_int_equal(search.rejected, 1);
	kept_search_done(&search);
	assert_int_equal(work_remove(fixture->work, FIRST, &fixture->diags), STATUS_OK);
	assert_null(dossier_find(work_dossier(fixture->work), FIRST));
}

/* A case with enough answers for the rules to say something of the lists. */
static void open_example(struct fixture *fixture)
{
	char *path = mem_printf("%s/tests/cases/05-specially-designated.ini", getenv("KUMOSHIRUBE_DATA"));
	struct dossier *example = NULL;
	struct buf bytes;
	buf_init(&bytes);
	assert_int_equal(file_read(&bytes, path, 1u << 20, &fixture->diags), STATUS_OK);
	assert_int_equal(dossier_read(&example, app_edition(fixture->app), path, bytes.data, bytes.len, &fixture->diags), STATUS_OK);
	work_close(&fixture->work);
	assert_int_equal(work_new(&fixture->work, fixture->app, example, &fixture->diags), STATUS_OK);
	dossier_free(&example);
	buf_done(&bytes);
	free(path);
}

/* What the rules already say is a reason at once. */
static void test_screened(void **state)
{
	struct fixture *fixture = *state;
	struct screening screening;
	struct kept_search search;
	open_example(fixture);
	assert_int_equal(work_screen(fixture->work, STEP, &screening, &fixture->diags), STATUS_OK);
	assert_true(screening.fall > 0);
	keep(fixture, "", true, FIRST);
	read_kept(fixture, FIRST, &search);
	assert_int_equal(search.count, screening.row_count);
	assert_int_equal(search.rejected, screening.fall);
	assert_true(search.screened);
	for (size_t i = 0; i < search.count; i++) {
		assert_int_equal(screening.rows[i] == SCREENED_FALLS, search.hits[i].reason != NULL);
		if (search.hits[i].reason)
			assert_int_equal(strncmp(search.hits[i].reason, KEPT_RULE, strlen(KEPT_RULE)), 0);
	}
	kept_search_done(&search);
	screening_done(&screening);
}

static struct dossier *written_and_read(struct fixture *fixture, const char *from, const char *to, enum status expected)
{
	struct dossier *again = NULL;
	struct buf file;
	buf_init(&file);
	dossier_write(work_dossier(fixture->work), &file);
	if (from) {
		char *at = strstr(file.data, from);
		assert_non_null(at);
		assert_int_equal(strlen(from), strlen(to));
		memcpy(at, to, strlen(to));
	}
	assert_int_equal(dossier_read(&again, app_edition(fixture->app), "case.ini", file.data, file.len, &fixture->diags), expected);
	buf_done(&file);
	return again;
}

/* A case file carries it to the letter, and a file that was altered by hand is refused. */
static void test_file(void **state)
{
	struct fixture *fixture = *state;
	struct buf before, after;
	keep(fixture, "C99", false, FIRST);
	reject(fixture, 0, 3, "function", "", STATUS_OK);
	struct dossier *again = written_and_read(fixture, NULL, NULL, STATUS_OK);
	buf_init(&before);
	buf_init(&after);
	dossier_write(work_dossier(fixture->work), &before);
	dossier_write(again, &after);
	assert_string_equal(before.data, after.data);
	assert_non_null(strstr(before.data, "[search.c1-1-s1]"));
	dossier_free(&again);
	assert_null(written_and_read(fixture, "hits.1 = \"ismap | C", "hits.1 = \"ismap | D", STATUS_INPUT));
	assert_null(written_and_read(fixture, "| function", "| functiox", STATUS_INPUT));
	assert_null(written_and_read(fixture, "rejected = \"ismap | C", "rejected = \"ismap | D", STATUS_INPUT));
	assert_null(written_and_read(fixture, "[search.c1-1-s1]", "[search.c1-1-m1]", STATUS_INPUT));
	assert_null(written_and_read(fixture, "snapshot_digest = \"", "snapshot_digesu = \"", STATUS_INPUT));
	buf_done(&before);
	buf_done(&after);
}

/* The filter is part of what was searched, and comes back from its words. */
static void test_filter(void **state)
{
	struct fixture *fixture = *state;
	work_registry_view(fixture->app, fixture->work, STEP);
	struct registry_filter *filter = app_registry_filter(fixture->app), again;
	struct buf words;
	size_t same = 0;
	filter->lists = 1u << LISTING_ISMAP;
	filter->forms = FORM_SAAS | FORM_IAAS;
	filter->states = 1u << LISTING_STATE_REGISTERED | 1u << LISTING_STATE_SUSPENDED;
	filter->within_days = 365;
	strcpy(filter->region, "東京 = 23区");
	buf_init(&words);
	filter_write(filter, &words);
	assert_string_equal(words.data, "list=ismap form=saas,iaas state=registered,suspended within=365 region=東京 = 23区");
	assert_true(filter_parse(words.data, &again));
	assert_memory_equal(filter, &again, sizeof again);
	assert_false(filter_parse("list=other", &again));
	assert_false(filter_parse("list=", &again));
	assert_false(filter_parse("within=0", &again));
	assert_false(filter_parse("colour=red", &again));
	assert_true(filter_parse("", &again));
	memset(filter, 0, sizeof *filter);
	filter->forms = FORM_SAAS;
	keep(fixture, "", false, FIRST);
	assert_int_equal(app_evidence_check(fixture->app, work_dossier(fixture->work), "case", &same, &fixture->diags), STATUS_OK);
	assert_int_equal(same, 1);
	buf_done(&words);
}

/* Kept rows that the snapshot does not give are found out, even where digest and count were made to agree. */
static void test_again(void **state)
{
	struct fixture *fixture = *state;
	struct answer *query;
	size_t same = 0;
	keep(fixture, "C99", false, FIRST);
	keep(fixture, "zzzz nothing", false, "c1-1-s2");
	assert_int_equal(app_evidence_check(fixture->app, work_dossier(fixture->work), "case", &same, &fixture->diags), STATUS_OK);
	assert_int_equal(same, 2);
	struct dossier *other = dossier_copy(work_dossier(fixture->work));
	query = entity_answer_id(other, dossier_find(other, FIRST), "search.query");
	mem_replace(&query->text, "C99 zzzz");
	size_t errors = fixture->diags.errors;
	assert_int_equal(app_evidence_check(fixture->app, other, "case", &same, &fixture->diags), STATUS_FAILED);
	assert_int_equal(same, 1);
	assert_int_equal(fixture->diags.errors, errors + 1);
	/* A snapshot that nobody has is told, and is no fault of the record. */
	mem_replace(&query->text, "C99");
	struct answer *digest = entity_answer_id(other, dossier_find(other, FIRST), "search.snapshot_digest");
	digest->text[0] = digest->text[0] == '0' ? '1' : '0';
	size_t count = fixture->diags.count;
	assert_int_equal(app_evidence_check(fixture->app, other, "case", &same, &fixture->diags), STATUS_OK);
	assert_int_equal(same, 1);
	assert_int_equal(fixture->diags.count, count + 1);
	dossier_free(&other);
}

/* The step that claims "nothing is offered" wants a search, and stops wanting it. */
static void test_wanted(void **state)
{
	struct fixture *fixture = *state;
	struct buf record;
	assert_null(work_evidence_wanted(fixture->work, STEP));
	assert_int_equal(work_answer(fixture->work, STEP, "step.coverage", "none", "r", "", &fixture->diags), STATUS_OK);
	assert_non_null(work_evidence_wanted(fixture->work, STEP));
	assert_string_equal(work_evidence_wanted(fixture->work, STEP)->id, "step.coverage");
	buf_init(&record);
	work_record(fixture->work, RECORD_TEXT, &record);
	assert_non_null(strstr(record.data, "[!]"));
	buf_clear(&record);
	keep(fixture, "C99", false, FIRST);
	assert_null(work_evidence_wanted(fixture->work, STEP));
	work_record(fixture->work, RECORD_TEXT, &record);
	assert_null(strstr(record.data, "[!]"));
	assert_non_null(strstr(record.data, "C99"));
	buf_clear(&record);
	work_record(fixture->work, RECORD_JSON, &record);
	assert_non_null(strstr(record.data, "\"query\": \"C99\""));
	assert_non_null(strstr(record.data, "\"of_record\": true"));
	buf_clear(&record);
	work_record(fixture->work, RECORD_CSV, &record);
	assert_non_null(strstr(record.data, FIRST));
	buf_clear(&record);
	work_record(fixture->work, RECORD_HTML, &record);
	assert_non_null(strstr(record.data, "C99"));
	buf_done(&record);
}

static void test_refused(void **state)
{
	struct fixture *fixture = *state;
	char key[ENTITY_KEY_MAX + 1];
	assert_int_equal(work_keep_search(fixture->work, "c1", "x", false, key, &fixture->diags), STATUS_INPUT);
	assert_int_equal(work_keep_search(fixture->work, STEP, "a\"b", false, key, &fixture->diags), STATUS_INPUT);
	assert_int_equal(dossier_find(work_dossier(fixture->work), STEP)->entry_count, 0);
	keep(fixture, "?", false, FIRST);
	struct dossier *again = written_and_read(fixture, NULL, NULL, STATUS_OK);
	dossier_free(&again);
	struct kept_search search;
	read_kept(fixture, FIRST, &search);
	assert_string_equal(search.query, "?");
	kept_search_done(&search);
}

/* What was handed in is searched again when it is replayed. */
static void test_replay(void **state)
{
	struct fixture *fixture = *state;
	struct handed_in handed;
	struct record_rows rows;
	keep(fixture, "C99", false, FIRST);
	reject(fixture, 0, 1, "function", "", STATUS_OK);
	assert_int_equal(work_submit(fixture->work, &handed, &fixture->diags), STATUS_OK);
	assert_int_equal(app_records(fixture->app, NULL, &rows, &fixture->diags), STATUS_OK);
	size_t count = fixture->diags.count;
	assert_int_equal(app_record_replay(fixture->app, &rows.items[0], &fixture->diags), STATUS_OK);
	assert_int_equal(fixture->diags.count, count);
	struct buf out;
	buf_init(&out);
	assert_int_equal(app_record_print(fixture->app, &rows.items[0], RECORD_JSON, &out, &fixture->diags), STATUS_OK);
	assert_non_null(strstr(out.data, "\"query\": \"C99\""));
	buf_done(&out);
	record_rows_done(&rows);
}

/* What narrows the registry alone hides nothing from who chooses candidates, and the filter of one step is not that of another. */
static void test_filters_stay_apart(void **state)
{
	struct fixture *fixture = *state;
	work_registry_view(fixture->app, NULL, NULL);
	app_registry_filter(fixture->app)->lists = 1u << LISTING_AUDIT_BODY;
	work_registry_view(fixture->app, fixture->work, STEP);
	assert_false(app_registry_filtered(fixture->app));
	app_registry_filter(fixture->app)->forms = FORM_IAAS;
	work_registry_view(fixture->app, NULL, NULL);
	assert_int_equal(app_registry_filter(fixture->app)->lists, 1u << LISTING_AUDIT_BODY);
	work_registry_view(fixture->app, fixture->work, STEP);
	assert_int_equal(app_registry_filter(fixture->app)->forms, FORM_IAAS);
	work_registry_view(fixture->app, fixture->work, "c1-2");
	assert_false(app_registry_filtered(fixture->app));
}

/* A number of a row means the same row whatever has been read since. */
static void test_numbers_of_rows(void **state)
{
	static const enum listing_shelf offers[] = { SHELF_OFFERS }, bodies[] = { SHELF_AUDIT_BODIES };
	struct fixture *fixture = *state;
	size_t count = 0, row;
	app_registry_view(fixture->app, offers, 1);
	const size_t *found = app_registry_search(fixture->app, "K99-0101", &count);
	assert_int_equal(count, 1);
	size_t number = found[0];
	assert_string_equal(app_registry_row(fixture->app, number)->number, "K99-0101");
	app_registry_view(fixture->app, bodies, 1);
	assert_true(app_registry_count(fixture->app) > 0);
	assert_string_equal(app_registry_row(fixture->app, number)->number, "K99-0101");
	assert_int_equal(app_registry_place(number, &row), SHELF_OFFERS);
	assert_null(app_registry_row(fixture->app, app_registry_number(SHELF_OFFERS, 1000)));
	assert_null(app_registry_row(fixture->app, SIZE_MAX));
}

/* Screening looks where the candidates of the step may be found, and at nothing else, whatever was read before. */
static void test_screened_places(void **state)
{
	struct fixture *fixture = *state;
	struct screening first;
	size_t services;
	work_registry_view(fixture->app, fixture->work, STEP);
	services = app_registry_count(fixture->app);
	work_registry_view(fixture->app, NULL, NULL);
	assert_true(app_registry_count(fixture->app) > services);
	assert_int_equal(work_screen(fixture->work, STEP, &first, &fixture->diags), STATUS_OK);
	assert_int_equal(first.row_count, services);
	for (size_t i = 0; i < first.row_count; i++)
		assert_int_equal(screening_of(&first, first.numbers[i]), first.rows[i]);
	assert_int_equal(screening_of(&first, app_registry_number(SHELF_OFFERS, 0)), SCREENED_REMAINS);
	assert_null(screening_by(&first, app_registry_number(SHELF_OFFERS, 0)));
	screening_done(&first);
}

#define LARGE_ROWS 5000

static void take_in_large(struct fixture *fixture)
{
	char *path = mem_printf("%s/large.csv", fixture->place.directory);
	struct import *import = NULL;
	struct buf list;
	buf_init(&list);
	buf_adds(&list, "一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考\n");
	for (int i = 0; i < LARGE_ROWS; i++)
		buf_addf(&list, "ISMAP,C99-%04d-2,みほん | サービス第%d号,見本,SaaS,登録中,2026-01-01,2028-01-31,,,,2,\n", i, i);
	assert_int_equal(file_write(path, list.data, list.len, 0600, &fixture->diags), STATUS_OK);
	const struct import_options options = { .path = path, .name = "見本 大", .issued_on = "2026-11-01" };
	assert_int_equal(import_prepare(fixture->app, &options, &import, &fixture->diags), STATUS_OK);
	assert_int_equal(import_commit(fixture->app, import, &fixture->diags), STATUS_OK);
	import_free(&import);
	buf_done(&list);
	free(path);
}

/* Every hit of a long list is kept, with count, digest and reasons, through files and revisions. */
static void test_large(void **state)
{
	struct fixture *fixture = *state;
	struct kept_search search;
	struct record_rows rows;
	size_t same = 0;
	bool *marked = mem_array(LARGE_ROWS, sizeof *marked);
	take_in_large(fixture);
	keep(fixture, "C99", false, FIRST);
	memset(marked, true, LARGE_ROWS);
	assert_int_equal(work_reject(fixture->work, FIRST, marked, "function", "", &fixture->diags), STATUS_OK);
	read_kept(fixture, FIRST, &search);
	assert_int_equal(search.count, LARGE_ROWS);
	assert_int_equal(search.rejected, LARGE_ROWS);
	assert_string_equal(search.hits[0].name, "みほん / サービス第0号");
	assert_string_equal(search.hits[LARGE_ROWS - 1].number, "C99-4999-2");
	assert_string_equal(search.hits[LARGE_ROWS - 1].reason, "function");
	kept_search_done(&search);
	struct dossier *again = written_and_read(fixture, NULL, NULL, STATUS_OK);
	assert_int_equal(app_evidence_check(fixture->app, again, "case", &same, &fixture->diags), STATUS_OK);
	assert_int_equal(same, 1);
	dossier_free(&again);
	/* Words for each of them are more than there is room for; nothing is lost by it. */
	char *words = mem_printf("%0250d", 1);
	assert_int_equal(work_reject(fixture->work, FIRST, marked, "other", words, &fixture->diags), STATUS_INPUT);
	read_kept(fixture, FIRST, &search);
	assert_string_equal(search.hits[7].reason, "function");
	kept_search_done(&search);
	struct handed_in handed;
	assert_int_equal(work_submit(fixture->work, &handed, &fixture->diags), STATUS_OK);
	assert_int_equal(app_records(fixture->app, NULL, &rows, &fixture->diags), STATUS_OK);
	assert_int_equal(app_record_replay(fixture->app, &rows.items[0], &fixture->diags), STATUS_OK);
	record_rows_done(&rows);
	free(words);
	free(marked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_keep, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_reject, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_undo, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_screened, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_file, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_filter, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_again, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_wanted, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_refused, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_replay, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_filters_stay_apart, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_numbers_of_rows, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_screened_places, fixture_new, fixture_free),
		cmocka_unit_test_setup_teardown(test_large, fixture_new, fixture_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
