/* SPDX-License-Identifier: Apache-2.0 */
/* What becomes of a snapshot in the store: that it comes back as it was, and that nothing of it changes unseen. */
#include "store/snapshot_parts.h"
#include "test_registry_kept.h"

enum { MANY = 9000 };

/* More than two parts, with words and dates that come again and some that do not. */
static struct snapshot *make_many(void)
{
	struct buf list;
	struct snapshot *snapshot;

	buf_init(&list);
	buf_adds(&list, header);
	for (int i = 0; i < MANY; i++)
		buf_addf(&list, "%s,C%02d-%04d-2,見本%d,見本事業者%d,%s,%d-%02d-%02d\n", i % 3 ? "ismap" : "", 50 + i / 2500, i % 2500, i, i % 40,
			i % 7 ? "登録中" : "", 2026 + i % 5, i % 12 + 1, i % 28 + 1);
	snapshot = snapshot_make(map_text, list.data);
	buf_done(&list);
	return snapshot;
}

static void many_parts_come_back(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make_many(), *again = NULL;
	struct search_hits hits = { .rows = NULL };
	struct buf bytes;

	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	assert_int_equal(snapshot_load(&again, f->store, SHELF_SERVICES, &f->diags), STATUS_OK);
	same_rows(snapshot, again);
	snapshot_search(again, "2027-02-02 登録中", &hits);
	for (size_t i = 0; i < hits.count; i++)
		assert_true(hits.rows[i] % 5 == 1 && hits.rows[i] % 12 == 1 && hits.rows[i] % 28 == 1 && hits.rows[i] % 7 != 0);
	assert_true(hits.count > 5);
	buf_init(&bytes);
	buf_adds(&bytes, "before ");
	assert_int_equal(store_snapshot_bytes(f->store, snapshot->info.id, &bytes, &f->diags), STATUS_OK);
	assert_int_equal(bytes.len, 7 + snapshot->len);
	assert_memory_equal(bytes.data + 7, snapshot->bytes, snapshot->len);
	/* Settled, it is what it is after the next start of the program. */
	snapshot_settle(snapshot);
	assert_false(snapshot->complete);
	assert_null(snapshot->bytes);
	assert_int_equal(snapshot_complete(snapshot, f->store, NULL, &f->diags), STATUS_OK);
	same_rows(snapshot, again);
	buf_done(&bytes);
	search_hits_done(&hits);
	snapshot_free(&again);
	snapshot_free(&snapshot);
}

static void accepted(struct fixture *f)
{
	size_t checked = 0, before = 1;

	assert_int_equal(store_snapshot_check(f->store, &checked, &before, &f->diags), STATUS_OK);
	assert_int_equal(checked, 1);
	assert_int_equal(before, 0);
	assert_int_equal(store_verify(f->store, NULL, NULL, NULL, NULL, &f->diags), STATUS_OK);
}

/* Turns over bits of one byte of a part, and makes the digest beside it fit where `hide` is set. */
static size_t turn_byte(struct fixture *f, int part, size_t at, bool hide)
{
	static const char *const sql[] = { "SELECT bytes FROM listing_part WHERE part = ?1", "UPDATE listing_part SET bytes = ?2 WHERE part = ?1",
		"UPDATE listing_part SET bytes = ?2, digest = ?3 WHERE part = ?1" };
	struct digest digest;
	struct query query;
	struct buf bytes;
	size_t len;

	buf_init(&bytes);
	query_open(&query, f->store, sql[0], &f->diags);
	query_set_int(&query, 1, part);
	assert_true(query_next(&query));
	buf_add(&bytes, query_blob(&query, 0).data, query_blob(&query, 0).len);
	assert_int_equal(query_close(&query), STATUS_OK);
	len = bytes.len;
	bytes.data[at % len] ^= 0x15;
	digest_quick(&digest, bytes.data, bytes.len);
	query_open(&query, f->store, sql[hide ? 2 : 1], &f->diags);
	query_set_int(&query, 1, part);
	query_set_blob(&query, 2, bytes.data, bytes.len);
	if (hide)
		query_set_digest(&query, 3, &digest);
	assert_int_equal(query_run(&query), STATUS_OK);
	buf_done(&bytes);
	return len;
}

static void every_changed_byte_is_found(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make_few();
	size_t len = 1;

	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	accepted(f);
	for (size_t at = 0; at < len; at++) {
		len = turn_byte(f, 0, at, false);
		refused(f, SHELF_SERVICES, "its rows 1 to 4 were changed");
		turn_byte(f, 0, at, true);
		accepted(f);
		turn_byte(f, 0, at, true);
		refused(f, SHELF_SERVICES, at ? "no longer as it was taken in" : "its rows 1 to 4");
		turn_byte(f, 0, at, true);
	}
	accepted(f);
	assert_true(len > 100);
	snapshot_free(&snapshot);
}

static void count_rows(struct snapshot_rows *rows, void *context)
{
	*(size_t *)context += rows->count;
}

/* The message says where to look, and what is as it was can still be read. */
static void the_changed_part_is_named(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make_many();
	size_t count = 0;

	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	turn_byte(f, 1, 4000, false);
	refused(f, SHELF_SERVICES, "(見本) is no longer as it was taken in: its rows 4097 to 8192 were changed");
	assert_int_equal(store_snapshot_rows(f->store, snapshot->info.id, count_rows, &count, &f->diags), STATUS_FAILED);
	assert_int_equal(count, MANY - PART_ROWS);
	turn_byte(f, 1, 4000, false);
	turn_byte(f, 2, 4000, false);
	refused(f, SHELF_SERVICES, "its rows 8193 to 9000 were changed");
	turn_byte(f, 2, 4000, false);
	accepted(f);
	snapshot_free(&snapshot);
}

static void start_anew(struct fixture *f)
{
	store_close(&f->store);
	fixture_remove(f->directory, "store.db");
	fixture_open(f);
}

/* What is said of the list, and parts that are moved or taken away. */
static void changed_snapshots_are_noticed(void **state)
{
	static const char *const sql[] = {
		"UPDATE listing_part SET list = 5", "UPDATE snapshot SET issued_on = issued_on + 400", "UPDATE snapshot SET name = 'other'",
		"UPDATE snapshot SET signature = 'signed by a friend'", "UPDATE snapshot SET sample = 0", "UPDATE snapshot SET count = count - 1",
		"UPDATE listing_part SET part = part + 1", "DELETE FROM listing_part",
		"UPDATE listing_part SET digest = zeroblob(32)",
		"DELETE FROM listing_part; INSERT INTO listing VALUES (1, 0, 0, 0, 1, 1, 20000, 21000, 'C99-0001-2', 'n', 'p', '', '', '', '', 2, 'c99-0001-2')",
		"INSERT INTO listing_part SELECT snapshot, 1, list, digest, bytes FROM listing_part",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		struct snapshot *snapshot = make_few();

		assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
		accepted(f);
		assert_int_equal(raw_sql(f->path, sql[i]), SQLITE_OK);
		refused(f, i == 0 ? SHELF_OFFERS : SHELF_SERVICES, "no longer as it was taken in");
		snapshot_free(&snapshot);
		start_anew(f);
	}
}

static void changed_bytes_are_noticed(void **state)
{
	static const char *const sql[] = { "UPDATE snapshot_bytes SET bytes = x'00'", "DELETE FROM snapshot_bytes", "UPDATE snapshot SET bytes = x'00'" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
		struct snapshot *snapshot = make_few();
		struct buf bytes;

		assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
		assert_int_equal(raw_sql(f->path, sql[i]), SQLITE_OK);
		buf_init(&bytes);
		assert_int_equal(store_snapshot_bytes(f->store, snapshot->info.id, &bytes, &f->diags), STATUS_FAILED);
		assert_int_equal(bytes.len, 0);
		assert_true(fixture_says(f, "have changed"));
		assert_int_equal(store_check(f->store, &f->diags), STATUS_FAILED);
		buf_done(&bytes);
		snapshot_free(&snapshot);
		start_anew(f);
	}
}

/* Nobody ever kept rows in parts without signing them. */
static void parts_need_an_entry(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make_few();

	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	take_away_the_entries(f);
	refused(f, SHELF_SERVICES, "without the chain knowing");
	snapshot_free(&snapshot);
}

static bool stop_at_part(size_t done, size_t of, void *context)
{
	(void)of;
	return done < *(const size_t *)context;
}

/* Nothing of it is left, whichever part it was stopped at. */
static void stopping_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot = make_many();
	size_t limit = 0, parts = (snapshot->len - 1) / PART_BYTES + 1 + (MANY - 1) / PART_ROWS + 1;
	const struct watch watch = { .progress = stop_at_part, .context = &limit };
	struct snapshot_infos infos;

	store_watch(f->store, &watch);
	for (; limit < parts; limit++) {
		fixture_forget(f);
		if (snapshot_keep(f, snapshot) == STATUS_OK)
			break;
		assert_true(fixture_says(f, "nothing was taken in"));
		assert_int_equal(snapshot->info.id, 0);
		assert_int_equal(store_snapshot_list(f->store, &infos, &f->diags), STATUS_OK);
		assert_int_equal(infos.count, 0);
		assert_int_equal(raw_sql(f->path, "SELECT 1 / (SELECT count(*) = 0 FROM listing_part)"), SQLITE_OK);
	}
	assert_int_equal(limit, parts);
	assert_true(parts > 4);
	store_watch(f->store, NULL);
	assert_int_equal(snapshot_keep(f, snapshot), STATUS_OK);
	accepted(f);
	snapshot_free(&snapshot);
}

#define OPEN(test) cmocka_unit_test_setup_teardown(test, fixture_setup_open, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		OPEN(many_parts_come_back), OPEN(every_changed_byte_is_found), OPEN(the_changed_part_is_named), OPEN(changed_snapshots_are_noticed),
		OPEN(changed_bytes_are_noticed), OPEN(parts_need_an_entry), OPEN(stopping_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
