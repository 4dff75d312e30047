/* SPDX-License-Identifier: Apache-2.0 */
/* Stores of the first form, of which tests/stores has one as the program wrote it then: nothing in them is lost, and nothing changes unseen. */
#include "test_registry_kept.h"

static void put_first_form(struct fixture *f)
{
	char *path = mem_printf("%s/tests/stores/form-1.sql", getenv("KUMOSHIRUBE_DATA"));
	struct buf sql;

	buf_init(&sql);
	assert_int_equal(file_read(&sql, path, 1 << 20, &f->diags), STATUS_OK);
	assert_int_equal(raw_sql(f->path, sql.data), SQLITE_OK);
	buf_done(&sql);
	free(path);
}

static void count_cell(const struct store_cell *cell, void *context)
{
	*(size_t *)context += cell->fact[0] != '\0';
}

/* The case, the bytes as delivered, the rows, and what a search finds of them. */
static void check_first_form(struct fixture *f)
{
	static const char *const files[] = { "second.csv", "first.csv" };
	struct search_hits hits = { .rows = NULL };
	struct snapshot *snapshot = NULL;
	struct snapshot_infos infos;
	struct store_case item;
	size_t cells = 0, checked = 0;

	assert_int_equal(store_case_get(f->store, "R8-0001", &item, &f->diags), STATUS_OK);
	assert_int_equal(store_cells(f->store, item.id, count_cell, &cells, NULL, &f->diags), STATUS_OK);
	assert_true(cells > 50);
	store_case_done(&item);
	assert_int_equal(store_snapshot_list(f->store, &infos, &f->diags), STATUS_OK);
	assert_int_equal(infos.count, 2);
	for (size_t i = 0; i < infos.count; i++) {
		char *path = mem_printf("%s/tests/lists/%s", getenv("KUMOSHIRUBE_DATA"), files[i]);
		struct buf file, bytes;

		buf_init(&file);
		buf_init(&bytes);
		assert_int_equal(file_read(&file, path, 1 << 20, &f->diags), STATUS_OK);
		assert_int_equal(store_snapshot_bytes(f->store, infos.items[i].id, &bytes, &f->diags), STATUS_OK);
		assert_int_equal(file.len, bytes.len);
		assert_memory_equal(file.data, bytes.data, bytes.len);
		buf_done(&file);
		buf_done(&bytes);
		free(path);
	}
	assert_int_equal(snapshot_load_stored(&snapshot, f->store, &infos.items[1], &f->diags), STATUS_OK);
	assert_int_equal(snapshot->count, 3);
	assert_string_equal(snapshot->rows[0].number, "C99-0001-2");
	assert_string_equal(snapshot->rows[0].name, "みほん連絡ポータル");
	assert_int_equal(snapshot->rows[0].level, 2);
	assert_int_equal(snapshot->rows[2].list, LISTING_ISMAP_LIU);
	assert_ptr_equal(snapshot_find(snapshot, "c99-0002-2"), &snapshot->rows[1]);
	/* The date as it was delivered, which the row itself no longer has. */
	snapshot_search(snapshot, "令和10年3月31日 登録中", &hits);
	assert_int_equal(hits.count, 1);
	assert_int_equal(hits.rows[0], 0);
	search_hits_done(&hits);
	snapshot_free(&snapshot);
	assert_int_equal(store_snapshot_check(f->store, &checked, NULL, &f->diags), STATUS_OK);
	assert_true(checked >= 2);
	assert_int_equal(store_check(f->store, &f->diags), STATUS_OK);
	assert_int_equal(store_verify(f->store, NULL, NULL, NULL, NULL, &f->diags), STATUS_OK);
	snapshot_infos_done(&infos);
}

static void first_form_is_read_as_it_is(void **state)
{
	struct fixture *f = *state;
	struct buf before, after;

	put_first_form(f);
	buf_init(&before);
	buf_init(&after);
	assert_int_equal(file_read(&before, f->path, 1 << 24, &f->diags), STATUS_OK);
	assert_int_equal(store_open(&f->store, f->path, STORE_READ, &f->diags), STATUS_OK);
	check_first_form(f);
	store_close(&f->store);
	assert_int_equal(file_read(&after, f->path, 1 << 24, &f->diags), STATUS_OK);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.data, after.data, before.len);
	buf_done(&before);
	buf_done(&after);
}

static void first_form_is_raised(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make_few(), *again = NULL;
	struct buf text;

	put_first_form(f);
	fixture_open(f);
	check_first_form(f);
	buf_init(&text);
	store_describe(f->store, &text);
	assert_non_null(strstr(text.data, "form: 2\n"));
	buf_done(&text);
	store_close(&f->store);
	fixture_open(f);
	check_first_form(f);
	/* Both ways of keeping rows side by side. */
	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	assert_int_equal(snapshot_load(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	same_rows(snapshot, again);
	assert_int_equal(store_check(f->store, &f->diags), STATUS_OK);
	assert_int_equal(store_verify(f->store, NULL, NULL, NULL, NULL, &f->diags), STATUS_OK);
	snapshot_free(&again);
	snapshot_free(&snapshot);
}

/* A store that has a part of the second form already gets the rest. */
static void half_raised_is_raised(void **state)
{
	struct fixture *f = *state;

	put_first_form(f);
	assert_int_equal(raw_sql(f->path, "CREATE INDEX cases_by_change ON cases (updated_at)"), SQLITE_OK);
	fixture_open(f);
	check_first_form(f);
}

/* Nothing is added to a store that another program has altered. */
static void first_form_is_compared_before(void **state)
{
	struct fixture *f = *state;

	put_first_form(f);
	assert_int_equal(raw_sql(f->path, "DROP TRIGGER chain_no_delete"), SQLITE_OK);
	assert_int_equal(store_open(&f->store, f->path, STORE_WRITE, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "structure"));
	assert_int_equal(raw_sql(f->path, "CREATE TABLE listing_part (x)"), SQLITE_OK);
}

/* Every column of a row of the first form, its place, and its move to the other form. */
static void changed_rows_of_the_first_form_are_noticed(void **state)
{
	static const char *const sql[] = {
		"UPDATE listing SET name = name || 'x' WHERE row = 0", "UPDATE listing SET status = 0", "UPDATE listing SET expires_on = 30000 WHERE row = 0",
		"UPDATE listing SET folded = 'x' WHERE row = 1", "UPDATE listing SET line = line + 1 WHERE row = 1", "UPDATE listing SET number = 'C99-9999-2' WHERE row = 0",
		"UPDATE listing SET scope = 'all' WHERE row = 1", "UPDATE listing SET list = 1", "DELETE FROM listing WHERE row = 1",
		"UPDATE listing SET row = CASE row WHEN 0 THEN 1000 ELSE row END", "UPDATE snapshot SET issued_on = issued_on + 400",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		put_first_form(f);
		assert_int_equal(raw_sql(f->path, sql[i]), SQLITE_OK);
		fixture_open(f);
		refused(f, SHELF_SERVICES, "no longer as it was taken in");
		store_close(&f->store);
		fixture_remove(f->directory, "store.db");
	}
	put_first_form(f);
	assert_int_equal(raw_sql(f->path, "UPDATE listing SET level = 9"), SQLITE_OK);
	fixture_open(f);
	refused(f, SHELF_SERVICES, "is damaged");
}

/* As a program wrote it that did not yet sign snapshots. */
static void unsigned_rows_are_read(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make_few(), *again = NULL;
	size_t checked = 0, before = 0;

	put_first_form(f);
	take_away_the_entries(f);
	assert_int_equal(raw_sql(f->path, "CREATE TRIGGER chain_no_delete BEFORE DELETE ON chain BEGIN SELECT RAISE(ABORT, 'chain never shrinks'); END;"
		"CREATE TRIGGER artifact_no_delete BEFORE DELETE ON artifact BEGIN SELECT RAISE(ABORT, 'artifact never shrinks'); END;"
		"CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature BEGIN SELECT RAISE(ABORT, 'signature never shrinks'); END;"), SQLITE_OK);
	fixture_open(f);
	assert_int_equal(snapshot_load(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	assert_int_equal(again->count, 2);
	snapshot_free(&again);
	assert_int_equal(store_snapshot_check(f->store, &checked, &before, &f->diags), STATUS_OK);
	assert_int_equal(checked, 2);
	assert_int_equal(before, 2);
	/* Behind one that was signed, one that was not has come in by another way. */
	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	assert_int_equal(raw_sql(f->path, "INSERT INTO snapshot SELECT 4, name, source, digest, issued_on, imported_on, sample, signature, count, bytes"
		" FROM snapshot WHERE id = 2; INSERT INTO listing SELECT 4, row, list, 0, forms, level, registered_on, expires_on, number, name, provider, scope,"
		" regions, functions, note, line, folded FROM listing WHERE snapshot = 2; UPDATE snapshot_current SET snapshot = 4"), SQLITE_OK);
	refused(f, SHELF_SERVICES, "without the chain knowing");
	assert_int_equal(raw_sql(f->path, "UPDATE snapshot_current SET snapshot = 2; DELETE FROM listing WHERE snapshot = 4; DELETE FROM snapshot WHERE id = 4"),
		SQLITE_OK);
	fixture_forget(f);
	assert_int_equal(store_snapshot_check(f->store, NULL, NULL, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "not the one that was taken in last"));
	fixture_forget(f);
	assert_int_equal(raw_sql(f->path, "DELETE FROM listing_part; DELETE FROM snapshot_bytes; DELETE FROM snapshot WHERE id = 3"), SQLITE_OK);
	assert_int_equal(store_snapshot_check(f->store, NULL, NULL, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "snapshot-3 was taken in and is gone"));
	snapshot_free(&snapshot);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(first_form_is_read_as_it_is), CASE(first_form_is_raised), CASE(half_raised_is_raised), CASE(first_form_is_compared_before),
		CASE(changed_rows_of_the_first_form_are_noticed), CASE(unsigned_rows_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
