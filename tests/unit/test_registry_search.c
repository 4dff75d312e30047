/* SPDX-License-Identifier: Apache-2.0 */
/* Searching and finding, in memory and through the store. All rows are invented examples. */
#include "test_registry_fixture.h"

static const char map_text[] =
	"[map.one]\ntitle.ja = \"見本\"\ntitle.en = \"sample\"\ncolumn.list = \"一覧\"\ncolumn.number = \"番号\"\ncolumn.name = \"名称\"\n"
	"column.provider = \"事業者\"\ncolumn.status = \"状態\"\nwords.status.registered = \"登録中\"\n";
static const char list_text[] = "一覧,番号,名称,事業者,状態\n"
	"ismap,C99-0001-2,みほんクラウド,甲,登録中\n"
	"ismap,C99‐0002‐2,Sample Mail,乙 Cloud,登録中\n"
	"ismap_liu,Ｃ９９－０００３－２,見本ｸﾗｳﾄﾞ帳票,甲,\n"
	"ismap,C99-0004-2,末尾あ,いろは,\n";

static struct snapshot *make(void)
{
	return snapshot_make(map_text, list_text);
}

struct example {
	const char *query, *rows;
};
static const struct example examples[] = {
	{ "", "0123" }, { " \xe3\x80\x80", "0123" }, { "ｸﾗｳﾄﾞ", "02" }, { "クラウド", "02" }, { "くらうど", "02" }, { "ら", "02" }, { "ＣＬＯＵＤ", "1" },
	{ "甲 クラウド", "02" }, { "クラウド　帳票", "2" }, { "甲 mail", "" }, { "C99－0002－2", "1" }, { "c99-000", "0123" }, { "ismap_liu", "2" },
	{ "登録中", "01" }, { "registered", "01" }, { "mailz", "" }, { "あい", "" }, { "あ い", "3" }, { "\x1f", "0123" }, { "\xff", "" }, { "見本", "2" },
};

static void check_examples(struct snapshot *snapshot)
{
	struct search_hits hits = { .rows = NULL };

	for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
		char got[8] = "";

		snapshot_search(snapshot, examples[i].query, &hits);
		assert_in_range(hits.count, 0, 4);
		for (size_t j = 0; j < hits.count; j++)
			got[j] = (char)('0' + hits.rows[j]);
		if (strcmp(got, examples[i].rows) != 0)
			fail_msg("query \"%s\": rows \"%s\", expected \"%s\"", examples[i].query, got, examples[i].rows);
	}
	search_hits_done(&hits);
}

static size_t narrowed(struct snapshot *snapshot, struct snapshot_filter filter)
{
	struct search_hits hits = { .rows = NULL };
	size_t count;

	filter.as_of = filter.as_of ? filter.as_of : 20000;
	filter.until = DATE_NONE;
	filter.expires_by = filter.expires_by ? filter.expires_by : DATE_NONE;
	snapshot_search(snapshot, "", &hits);
	snapshot_filter_hits(snapshot, &filter, &hits);
	count = 0;
	for (size_t i = 0; i < snapshot->count; i++)
		count += snapshot_filter_holds(&filter, &snapshot->rows[i]);
	assert_int_equal(count, hits.count);
	search_hits_done(&hits);
	return count;
}

static void narrows(void **state)
{
	struct snapshot *snapshot = make();
	const struct snapshot_filter none = { .expires_by = DATE_NONE };

	(void)state;
	assert_true(snapshot_filter_is_empty(&none));
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .lists = 0 }), 4);
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .lists = 1u << LISTING_ISMAP }), 3);
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .states = 1u << LISTING_STATE_UNKNOWN }), 2);
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .states = 1u << LISTING_STATE_REGISTERED }), 2);
	/* What a row does not state holds for nothing that is asked of it. */
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .forms = FORM_SAAS }), 0);
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .expires_by = 30000 }), 0);
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .region = "x" }), 0);
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .region = "\xff" }), 0);
	assert_int_equal(narrowed(snapshot, (struct snapshot_filter){ .region = "" }), 4);
	snapshot_free(&snapshot);
}

static void names_look_alike(void **state)
{
	static const char alike_text[] = "一覧,番号,名称,事業者,状態\nismap,C99-0001-2,みほんカード,甲,\nismap,C99-0002-2,みほん力一ド,乙,\n"
		"ismap,C99-0003-2,みほん帳票,丙,\nismap_liu,C99-0003-2,みほん帳票,丙,\n";
	struct snapshot *snapshot = snapshot_make(map_text, alike_text);

	(void)state;
	assert_ptr_equal(snapshot_alike(snapshot, &snapshot->rows[0]), &snapshot->rows[1]);
	assert_ptr_equal(snapshot_alike(snapshot, &snapshot->rows[1]), &snapshot->rows[0]);
	/* One number on two lists is one service. */
	assert_null(snapshot_alike(snapshot, &snapshot->rows[2]));
	assert_null(snapshot_alike(snapshot, &snapshot->rows[3]));
	snapshot_free(&snapshot);
}

static void finds_words(void **state)
{
	struct snapshot *snapshot = make();

	(void)state;
	check_examples(snapshot);
	snapshot_free(&snapshot);
}

static void check_numbers(const struct snapshot *snapshot)
{
	assert_ptr_equal(snapshot_find(snapshot, "C99-0002-2"), &snapshot->rows[1]);
	assert_ptr_equal(snapshot_find(snapshot, " ｃ９９−０００３−２　"), &snapshot->rows[2]);
	assert_ptr_equal(snapshot_find(snapshot, "c99-0003-2"), &snapshot->rows[2]);
	assert_null(snapshot_find(snapshot, "C99-0003"));
	assert_null(snapshot_find(snapshot, "C99-0003-22"));
	assert_null(snapshot_find(snapshot, ""));
	assert_null(snapshot_find(snapshot, "none"));
}

static void finds_numbers(void **state)
{
	struct snapshot *snapshot = make();

	(void)state;
	assert_null(snapshot->folded);
	check_numbers(snapshot);
	snapshot_fold(snapshot);
	assert_non_null(snapshot->folded);
	check_numbers(snapshot);
	snapshot_free(&snapshot);
}

static void rows_come_when_they_are_asked_for(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = NULL, *again = NULL;

	assert_int_equal(snapshot_peek(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	assert_null(again);
	snapshot = make();
	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	assert_int_equal(snapshot_peek(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	assert_string_equal(again->info.name, "見本");
	assert_int_equal(again->info.count, 4);
	assert_false(again->complete);
	assert_int_equal(again->count, 0);
	assert_int_equal(snapshot_complete(again, f->store, NULL, &f->diags), STATUS_OK);
	assert_true(again->complete);
	check_examples(again);
	check_numbers(again);
	assert_int_equal(snapshot_complete(again, f->store, NULL, &f->diags), STATUS_OK);
	assert_int_equal(again->count, 4);
	snapshot_free(&again);
	snapshot_free(&snapshot);
}

static void store_keeps_everything(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = NULL, *again = NULL;
	struct snapshot_infos infos;
	struct buf bytes;

	assert_int_equal(snapshot_load(&snapshot, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	assert_null(snapshot);
	snapshot = make();
	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	assert_true(snapshot->info.id > 0);
	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	assert_int_equal(snapshot_load(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	assert_int_equal(again->info.id, snapshot->info.id);
	assert_int_equal(again->count, 4);
	assert_string_equal(again->info.name, "見本");
	assert_int_equal(again->info.issued_on, 20000);
	assert_true(digest_equal(&again->info.digest, &snapshot->info.digest));
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(again->rows[i].number, snapshot->rows[i].number);
		assert_string_equal(again->rows[i].name, snapshot->rows[i].name);
		assert_int_equal(again->rows[i].status, snapshot->rows[i].status);
		assert_int_equal(again->rows[i].list, snapshot->rows[i].list);
		assert_int_equal(again->rows[i].expires_on, snapshot->rows[i].expires_on);
		assert_int_equal(again->rows[i].line, snapshot->rows[i].line);
	}
	check_examples(again);
	assert_int_equal(store_snapshot_list(f->store, &infos, &f->diags), STATUS_OK);
	assert_int_equal(infos.count, 2);
	assert_true(infos.items[0].id > infos.items[1].id);
	buf_init(&bytes);
	assert_int_equal(store_snapshot_bytes(f->store, infos.items[1].id, &bytes, &f->diags), STATUS_OK);
	assert_int_equal(bytes.len, sizeof list_text - 1);
	assert_memory_equal(bytes.data, list_text, bytes.len);
	assert_int_equal(store_snapshot_bytes(f->store, 99, &bytes, &f->diags), STATUS_FAILED);
	buf_done(&bytes);
	snapshot_infos_done(&infos);
	snapshot_free(&again);
	snapshot_free(&snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(narrows), cmocka_unit_test(names_look_alike), cmocka_unit_test(finds_words), cmocka_unit_test(finds_numbers),
		cmocka_unit_test_setup_teardown(store_keeps_everything, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(rows_come_when_they_are_asked_for, fixture_setup_open, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
