/* SPDX-License-Identifier: Apache-2.0 */
/* What a new delivery changes, and what time alone changes. All rows are invented examples. */
#include "registry/changes.h"
#include "test_registry_fixture.h"

static const char map_text[] =
	"[map.one]\ntitle.ja = \"見本\"\ntitle.en = \"sample\"\ncolumn.list = \"一覧\"\ncolumn.number = \"番号\"\ncolumn.name = \"名称\"\n"
	"column.provider = \"事業者\"\ncolumn.status = \"状態\"\ncolumn.expires_on = \"期限\"\ncolumn.registered_on = \"登録日\"\n"
	"column.scope = \"対象\"\ncolumn.regions = \"地域\"\ncolumn.forms = \"区分\"\ncolumn.level = \"水準\"\ncolumn.functions = \"機能\"\n"
	"column.note = \"備考\"\n";
#define HEADER "一覧,番号,名称,事業者,状態,期限,登録日,対象,地域,区分,水準,機能,備考\n"
#define REST ",甲,registered,2027-01-01,2026-01-01,対象,地域,saas,2,機能,備考\n"

static unsigned fields_of(const char *before, const char *after)
{
	struct snapshot *old = snapshot_make(map_text, before), *new = snapshot_make(map_text, after);
	struct snapshot_changes changes;
	unsigned fields = 0;

	snapshot_compare(old, new, &changes);
	assert_in_range(changes.count, 0, 1);
	if (changes.count)
		fields = changes.items[0].fields;
	else
		assert_int_equal(changes.unchanged, 1);
	snapshot_changes_done(&changes);
	snapshot_free(&old);
	snapshot_free(&new);
	return fields;
}

/* One row against the same row with one thing altered, for everything that a row has. */
static void every_field_is_told(void **state)
{
	static const struct {
		const char *row;
		unsigned fields;
	} altered[] = {
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-01,対象,地域,saas,2,機能,備考\n", 0 },
		{ "ismap,Ｃ９９－０００１－２,名,甲,registered,2027/1/1,2026-01-01,対象,地域,saas,2,機能,備考\n", 0 },
		{ "ismap,C99-0001-2,名,甲,suspended,2027-01-01,2026-01-01,対象,地域,saas,2,機能,備考\n", CHANGE_STATUS },
		{ "ismap,C99-0001-2,名,甲,,2027-01-01,2026-01-01,対象,地域,saas,2,機能,備考\n", CHANGE_STATUS },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-02,2026-01-01,対象,地域,saas,2,機能,備考\n", CHANGE_EXPIRY },
		{ "ismap,C99-0001-2,名,甲,registered,,2026-01-01,対象,地域,saas,2,機能,備考\n", CHANGE_EXPIRY },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-01,対象。,地域,saas,2,機能,備考\n", CHANGE_SCOPE },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-01,対象,,saas,2,機能,備考\n", CHANGE_REGIONS },
		{ "ismap,C99-0001-2,名称,甲,registered,2027-01-01,2026-01-01,対象,地域,saas,2,機能,備考\n", CHANGE_NAME },
		{ "ismap,C99-0001-2,名,乙,registered,2027-01-01,2026-01-01,対象,地域,saas,2,機能,備考\n", CHANGE_PROVIDER },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-01,対象,地域,saas/paas,2,機能,備考\n", CHANGE_FORMS },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-01,対象,地域,saas,3,機能,備考\n", CHANGE_LEVEL },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-01,対象,地域,saas,2,,備考\n", CHANGE_FUNCTIONS },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-02,対象,地域,saas,2,機能,備考\n", CHANGE_REGISTERED },
		{ "ismap,C99-0001-2,名,甲,registered,2027-01-01,2026-01-01,対象,地域,saas,2,機能,\n", CHANGE_NOTE },
		{ "ismap,C99-0001-2,別,甲,removed,2027-01-01,2026-01-01,対象,地域,saas,2,機能,備考\n", CHANGE_NAME | CHANGE_STATUS },
	};
	unsigned seen = 0;

	(void)state;
	for (size_t i = 0; i < sizeof altered / sizeof altered[0]; i++) {
		char *list = mem_printf(HEADER "%s", altered[i].row);

		assert_int_equal(fields_of(HEADER "ismap,C99-0001-2,名" REST, list), altered[i].fields);
		seen |= altered[i].fields;
		free(list);
	}
	assert_int_equal(seen | CHANGE_ADDED | CHANGE_REMOVED, (1u << CHANGE_FIELDS) - 1);
	assert_string_equal(change_field_word(0), "added");
	assert_string_equal(change_field_word(CHANGE_FIELDS - 1), "note");
	assert_string_equal(change_field_word(CHANGE_FIELDS), "");
}

/* The list is part of what a row is: a number that moves to the other list is gone here and new there. */
static void rows_come_and_go(void **state)
{
	struct snapshot *old = snapshot_make(map_text, HEADER "ismap,C99-0003-2,丙" REST "ismap,C99-0001-2,甲" REST "ismap,C99-0002-2,乙" REST);
	struct snapshot *new = snapshot_make(map_text, HEADER "ismap,C99-0004-2,丁" REST "ismap_liu,C99-0002-2,乙" REST "ismap,C99-0001-2,甲" REST);
	struct snapshot_changes changes;

	(void)state;
	snapshot_compare(old, new, &changes);
	assert_int_equal(changes.unchanged, 1);
	assert_int_equal(changes.count, 4);
	assert_int_equal(changes.of[0], 2);
	assert_int_equal(changes.of[1], 2);
	assert_int_equal(changes.items[0].fields, CHANGE_REMOVED);
	assert_string_equal(changes.items[0].before->number, "C99-0002-2");
	assert_null(changes.items[0].after);
	assert_string_equal(changes.items[1].before->number, "C99-0003-2");
	assert_string_equal(changes.items[2].after->number, "C99-0004-2");
	assert_null(changes.items[2].before);
	assert_int_equal(changes.items[3].after->list, LISTING_ISMAP_LIU);
	snapshot_changes_done(&changes);
	snapshot_free(&old);
	snapshot_free(&new);
}

static void time_passes(void **state)
{
	static const int bands[] = { 60, 120 };
	struct snapshot *list = snapshot_make(map_text, HEADER
		"ismap,C99-0001-2,甲,甲,registered,2026-11-19,,,,,,,\n" "ismap,C99-0002-2,乙,甲,registered,2026-11-20,,,,,,,\n"
		"ismap,C99-0003-2,丙,甲,registered,2027-01-19,,,,,,,\n" "ismap,C99-0004-2,丁,甲,suspended,2027-01-20,,,,,,,\n"
		"ismap,C99-0005-2,戊,甲,registered,2027-03-20,,,,,,,\n" "ismap,C99-0006-2,己,甲,registered,2027-03-21,,,,,,,\n"
		"ismap,C99-0007-2,庚,甲,removed,2026-01-01,,,,,,,\n" "ismap,C99-0008-2,辛,甲,registered,,,,,,,,\n");
	static const int days[] = { -1, 0, 60, 61, 120 };
	static const unsigned in[] = { 0, 1, 1, 2, 2 };
	struct snapshot_dues dues;
	date_days day = 0;

	(void)state;
	assert_true(date_from_parts(2026, 11, 20, &day));
	snapshot_due_by(list, day, bands, 2, &dues);
	assert_int_equal(dues.count, 5);
	for (size_t i = 0; i < dues.count; i++) {
		assert_int_equal(dues.items[i].days, days[i]);
		assert_int_equal(dues.items[i].band, in[i]);
	}
	snapshot_dues_done(&dues);
	snapshot_due_by(list, day, NULL, 0, &dues);
	assert_int_equal(dues.count, 1);
	snapshot_dues_done(&dues);
	snapshot_free(&list);
}

/* The two samples are there to show each kind of change to a newcomer. */
static void the_samples_differ_in_everything_that_matters(void **state)
{
	static const struct era era = { .name = { { "令和", "Reiwa" } }, .letter = 'R', .from = 18017 };
	struct era_table eras = { .items = mem_dup(&era, sizeof era), .count = 1 };
	const char *root = getenv("srcdir") ? getenv("srcdir") : ".";
	struct snapshot *old = NULL, *new = NULL;
	struct snapshot_changes changes;
	struct sample_names names;

	(void)state;
	assert_int_equal(snapshot_sample_names(&names, root, NULL), STATUS_OK);
	assert_int_equal(names.count, 4);
	assert_string_equal(names.items[3].name, "earlier");
	assert_int_equal(names.items[1].shelf, SHELF_OFFERS);
	assert_int_equal(names.items[2].shelf, SHELF_AUDIT_BODIES);
	sample_names_done(&names);
	assert_int_equal(snapshot_read_sample(&old, root, SHELF_SERVICES, "earlier", &eras, 20700, NULL), STATUS_OK);
	assert_int_equal(snapshot_read_sample(&new, root, SHELF_SERVICES, NULL, &eras, 20700, NULL), STATUS_OK);
	assert_true(old->info.issued_on < new->info.issued_on);
	assert_non_null(strstr(old->info.name, "見本"));
	snapshot_compare(old, new, &changes);
	for (unsigned i = 0; i <= 6; i++)
		if (changes.of[i] == 0)
			fail_msg("no row of the samples shows \"%s\"", change_field_word(i));
	snapshot_changes_done(&changes);
	snapshot_free(&old);
	assert_int_not_equal(snapshot_read_sample(&old, root, SHELF_SERVICES, "none", &eras, 20700, NULL), STATUS_OK);
	assert_null(old);
	snapshot_free(&new);
	free(eras.items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_field_is_told), cmocka_unit_test(rows_come_and_go), cmocka_unit_test(time_passes),
		cmocka_unit_test(the_samples_differ_in_everything_that_matters),
	};

	return sign_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
