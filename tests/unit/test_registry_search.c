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

static enum status keep(struct fixture *f, struct snapshot *snapshot)
{
	struct sign_key key;
	struct digest entry;

	fixture_key(&key);
	return snapshot_save(snapshot, f->store, "", &key, 1000, &entry, &f->diags);
}

static void rows_come_when_they_are_asked_for(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = NULL, *again = NULL;

	assert_int_equal(snapshot_peek(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	assert_null(again);
	snapshot = make();
	assert_int_equal(keep(f, snapshot), STATUS_OK);
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
	assert_int_equal(keep(f, snapshot), STATUS_OK);
	assert_true(snapshot->info.id > 0);
	assert_int_equal(keep(f, snapshot), STATUS_OK);
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

static void damage_in_the_store_is_noticed(void **state)
{
	static const char *const sql[] = { "UPDATE snapshot SET bytes = x'00'", "UPDATE listing SET list = 7", "DELETE FROM listing WHERE row = 1" };
	struct fixture *f = *state;
	struct snapshot *snapshot = make(), *again = NULL;
	struct buf bytes;

	assert_int_equal(keep(f, snapshot), STATUS_OK);
	buf_init(&bytes);
	assert_int_equal(raw_sql(f->path, sql[0]), SQLITE_OK);
	assert_int_equal(store_snapshot_bytes(f->store, snapshot->info.id, &bytes, &f->diags), STATUS_FAILED);
	assert_int_equal(store_check(f->store, &f->diags), STATUS_FAILED);
	for (int i = 1; i < 3; i++) {
		assert_int_equal(keep(f, snapshot), STATUS_OK);
		assert_int_equal(raw_sql(f->path, sql[i]), SQLITE_OK);
		assert_int_equal(snapshot_load(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_FAILED);
		assert_null(again);
	}
	buf_done(&bytes);
	snapshot_free(&snapshot);
}

/* Every column of a row, and what is said of the list. */
static void changed_rows_are_noticed(void **state)
{
	static const char *const sql[] = {
		"UPDATE listing SET name = name || 'x' WHERE row = 2", "UPDATE listing SET status = 0 WHERE row = 2", "UPDATE listing SET expires_on = 30000 WHERE row = 0",
		"UPDATE listing SET folded = 'x' WHERE row = 1", "UPDATE listing SET line = line + 1 WHERE row = 1", "UPDATE listing SET number = 'C99-9999-2' WHERE row = 0",
		"UPDATE listing SET scope = 'all' WHERE row = 1", "UPDATE listing SET list = 5", "UPDATE snapshot SET issued_on = issued_on + 400",
		"UPDATE snapshot SET name = 'other'", "UPDATE snapshot SET signature = 'signed by a friend'", "UPDATE snapshot SET sample = 0",
		"UPDATE listing SET row = CASE row WHEN 0 THEN 1000 WHEN 1 THEN 0 ELSE row END",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		struct snapshot *snapshot = make(), *again = NULL;
		size_t checked = 0, before = 0;

		assert_int_equal(keep(f, snapshot), STATUS_OK);
		assert_int_equal(store_snapshot_check(f->store, &checked, &before, &f->diags), STATUS_OK);
		assert_int_equal(checked, 1);
		assert_int_equal(before, 0);
		assert_int_equal(store_verify(f->store, NULL, NULL, NULL, NULL, &f->diags), STATUS_OK);
		assert_int_equal(raw_sql(f->path, sql[i]), SQLITE_OK);
		assert_int_equal(snapshot_load(&again, f->store, listing_shelf_of(i == 7 ? LISTING_COMMON_PLATFORM : LISTING_ISMAP), &f->diags), STATUS_FAILED);
		assert_null(again);
		assert_true(fixture_says(f, "no longer as it was taken in"));
		fixture_forget(f);
		assert_int_equal(store_snapshot_check(f->store, NULL, NULL, &f->diags), STATUS_FAILED);
		assert_int_equal(store_check(f->store, &f->diags), STATUS_FAILED);
		fixture_forget(f);
		snapshot_free(&snapshot);
		store_close(&f->store);
		fixture_remove(f->directory, "store.db");
		fixture_open(f);
	}
}

static void take_away_the_entries(const struct fixture *f)
{
	assert_int_equal(raw_sql(f->path, "DROP TRIGGER chain_no_delete; DROP TRIGGER artifact_no_delete; DROP TRIGGER signature_no_delete;"
		" DELETE FROM signature; DELETE FROM chain; DELETE FROM artifact;"), SQLITE_OK);
}

/* As a program wrote it that did not yet sign snapshots. */
static void older_stores_are_read(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make(), *again = NULL;
	size_t checked = 0, before = 0;

	assert_int_equal(keep(f, snapshot), STATUS_OK);
	take_away_the_entries(f);
	assert_int_equal(snapshot_load(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	assert_int_equal(again->count, 4);
	snapshot_free(&again);
	assert_int_equal(store_snapshot_check(f->store, &checked, &before, &f->diags), STATUS_OK);
	assert_int_equal(before, 1);
	/* Behind one that was signed, one that was not has come in by another way. */
	assert_int_equal(keep(f, snapshot), STATUS_OK);
	assert_int_equal(raw_sql(f->path, "INSERT INTO snapshot SELECT id + 1, name, source, digest, issued_on, imported_on, sample, signature, count, bytes"
		" FROM snapshot WHERE id = 2; INSERT INTO listing SELECT 3, row, list, 0, forms, level, registered_on, expires_on, number, name, provider, scope,"
		" regions, functions, note, line, folded FROM listing WHERE snapshot = 2; UPDATE snapshot_current SET snapshot = 3"), SQLITE_OK);
	assert_int_equal(snapshot_load(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "without the chain knowing"));
	assert_int_equal(raw_sql(f->path, "UPDATE snapshot_current SET snapshot = 1; DELETE FROM listing WHERE snapshot = 3; DELETE FROM snapshot WHERE id = 3"),
		SQLITE_OK);
	fixture_forget(f);
	assert_int_equal(store_snapshot_check(f->store, NULL, NULL, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "not the one that was taken in last"));
	fixture_forget(f);
	assert_int_equal(raw_sql(f->path, "DELETE FROM listing WHERE snapshot = 2; DELETE FROM snapshot WHERE id = 2"), SQLITE_OK);
	assert_int_equal(store_snapshot_check(f->store, NULL, NULL, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "snapshot-2 was taken in and is gone"));
	snapshot_free(&snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(narrows), cmocka_unit_test(names_look_alike), cmocka_unit_test(finds_words), cmocka_unit_test(finds_numbers),
		cmocka_unit_test_setup_teardown(store_keeps_everything, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(rows_come_when_they_are_asked_for, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(changed_rows_are_noticed, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(older_stores_are_read, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(damage_in_the_store_is_noticed, fixture_setup_open, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
