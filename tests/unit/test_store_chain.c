/* SPDX-License-Identifier: Apache-2.0 */
/* Artifacts, chain and heads: what is appended can be read and verified, and every changed byte is found and named. */
#include "test_store_fixture.h"

#define RECORD "00112233445566778899aabbccddeeff"
#define UNPROTECT \
	"PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS artifact_no_update;" \
	"DROP TRIGGER IF EXISTS artifact_no_delete; DROP TRIGGER IF EXISTS chain_no_update; DROP TRIGGER IF EXISTS chain_no_delete;" \
	"DROP TRIGGER IF EXISTS signature_no_update; DROP TRIGGER IF EXISTS signature_no_delete;"

static enum status append(struct fixture *f, const char *kind, const char *record, const char *bytes, const struct digest *parent, bool head,
	struct store_entry *entry)
{
	const struct store_append artifact = { .kind = kind, .record = record, .bytes = bytes, .len = strlen(bytes), .parent = parent,
		.becomes_head = head };
	struct sign_key key;

	fixture_key(&key);
	return store_append(f->store, &artifact, 1, &key, 1234, entry, &f->diags);
}

/* An edition and three revisions of one record. */
static void fill(struct fixture *f, struct store_entry *last)
{
	static const char *const texts[] = { "revision one", "revision two", "revision three" };
	struct digest parent;
	struct store_entry entry;

	assert_int_equal(append(f, "edition", "", "the edition", NULL, false, &entry), STATUS_OK);
	free(entry.kind);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(append(f, "revision", RECORD, texts[i], i ? &parent : NULL, true, &entry), STATUS_OK);
		parent = entry.artifact;
		if (last && i == 2)
			*last = entry;
		else
			free(entry.kind);
	}
}

static void note(const struct store_entry *entry, const char *fault, void *context)
{
	buf_addf(context, "%lld/%s/%s: %s\n", (long long)entry->seq, entry->kind ? entry->kind : "-", entry->record, fault);
}

static enum status verify(struct fixture *f, const struct digest *expected, struct buf *faults)
{
	size_t checked;

	buf_clear(faults);
	fixture_forget(f);
	return store_verify(f->store, expected, &checked, note, faults, &f->diags);
}

static void appends_and_reads(void **state)
{
	struct fixture *f = *state;
	struct store_entry last, head;
	struct store_entries entries;
	struct digest absent = { { 1 } };
	struct buf bytes;
	size_t checked = 0;
	bool found = true;

	assert_int_equal(store_head(f->store, &found, &head, &f->diags), STATUS_OK);
	assert_false(found);
	fill(f, &last);
	assert_int_equal(last.seq, 4);
	assert_int_equal(store_head(f->store, &found, &head, &f->diags), STATUS_OK);
	assert_true(found && digest_equal(&head.entry, &last.entry));
	free(head.kind);
	assert_int_equal(store_entries(f->store, RECORD, &entries, &f->diags), STATUS_OK);
	assert_int_equal(entries.count, 3);
	assert_int_equal(entries.items[0].seq, 2);
	assert_true(digest_equal(&entries.items[2].previous, &entries.items[1].entry));
	store_entries_done(&entries);
	assert_int_equal(store_entries(f->store, NULL, &entries, &f->diags), STATUS_OK);
	assert_int_equal(entries.count, 4);
	store_entries_done(&entries);
	buf_init(&bytes);
	assert_int_equal(store_artifact(f->store, &last.artifact, &bytes, &f->diags), STATUS_OK);
	assert_string_equal(bytes.data, "revision three");
	assert_int_equal(store_artifact(f->store, &absent, &bytes, &f->diags), STATUS_FAILED);
	assert_int_equal(store_verify(f->store, &last.entry, &checked, NULL, NULL, &f->diags), STATUS_OK);
	assert_int_equal(checked, 4);
	buf_done(&bytes);
	free(last.kind);
}

/* A stranger with the public bytes alone comes to the same digest and signature. */
static void entry_bytes_are_public(void **state)
{
	struct fixture *f = *state;
	struct store_entry entry;
	struct digest digest;
	struct buf bytes;
	static const char zeros[] = "64:0000000000000000000000000000000000000000000000000000000000000000,";

	assert_int_equal(append(f, "revision", RECORD, "x", NULL, true, &entry), STATUS_OK);
	buf_init(&bytes);
	store_entry_bytes(store_terminal(f->store), &entry, &bytes);
	assert_memory_equal(bytes.data, "kumoshirube/chain/1\0" "32:", 23);
	assert_memory_equal(bytes.data + 23, store_terminal(f->store), 32);
	assert_memory_equal(bytes.data + 55, ",1:1,1:1,", 9);
	assert_memory_equal(bytes.data + 64, zeros, sizeof zeros - 1);
	digest_of(&digest, bytes.data, bytes.len);
	assert_true(digest_equal(&digest, &entry.entry));
	assert_true(sign_verify(entry.public_key, bytes.data, bytes.len, &entry.signature));
	buf_done(&bytes);
	free(entry.kind);
}

static void moved_head_is_refused(void **state)
{
	struct fixture *f = *state;
	struct store_entry last, entry;
	struct digest old;
	size_t checked;

	fill(f, &last);
	digest_of(&old, "revision two", 12);
	assert_int_equal(append(f, "revision", RECORD, "late", &old, true, &entry), STATUS_FAILED);
	assert_null(entry.kind);
	assert_true(fixture_says(f, "newer revision"));
	assert_int_equal(append(f, "revision", RECORD, "late", NULL, true, &entry), STATUS_FAILED);
	assert_int_equal(append(f, "revision", "ffffffffffffffffffffffffffffffff", "late", &old, true, &entry), STATUS_FAILED);
	assert_int_equal(append(f, "revision", "", "late", NULL, true, &entry), STATUS_FAILED);
	assert_int_equal(append(f, "revision", RECORD "0", "late", NULL, false, &entry), STATUS_FAILED);
	fixture_forget(f);
	assert_int_equal(store_verify(f->store, &last.entry, &checked, NULL, NULL, &f->diags), STATUS_OK);
	assert_int_equal(checked, 4);
	free(last.kind);
}

static void all_or_none(void **state)
{
	struct fixture *f = *state;
	const struct digest wrong = { { 9 } };
	const struct store_append pair[] = {
		{ .kind = "edition", .record = "", .bytes = "e", .len = 1 },
		{ .kind = "revision", .record = RECORD, .bytes = "r", .len = 1, .parent = &wrong, .becomes_head = true },
	};
	struct store_entries entries;
	struct store_entry entry;
	struct sign_key key;
	size_t checked = 9;

	fixture_key(&key);
	assert_int_equal(store_append(f->store, pair, 2, &key, 1, &entry, &f->diags), STATUS_FAILED);
	assert_int_equal(store_entries(f->store, NULL, &entries, &f->diags), STATUS_OK);
	assert_int_equal(entries.count, 0);
	store_entries_done(&entries);
	assert_int_equal(store_verify(f->store, NULL, &checked, NULL, NULL, &f->diags), STATUS_OK);
	assert_int_equal(checked, 0);
}

static void kept_bytes_are_kept_once(void **state)
{
	struct fixture *f = *state;
	struct store_entry first, again;

	assert_int_equal(append(f, "edition", "", "same", NULL, false, &first), STATUS_OK);
	assert_int_equal(append(f, "edition", "", "same", NULL, false, &again), STATUS_OK);
	assert_true(digest_equal(&first.entry, &again.entry));
	assert_int_equal(again.seq, 1);
	free(again.kind);
	/* As a head the same bytes do get an entry. */
	assert_int_equal(append(f, "revision", RECORD, "same", NULL, true, &again), STATUS_OK);
	assert_int_equal(again.seq, 2);
	assert_true(digest_equal(&first.artifact, &again.artifact));
	free(again.kind);
	free(first.kind);
}

static void triggers_protect(void **state)
{
	static const char *const sql[] = {
		"UPDATE artifact SET bytes = x'00'", "DELETE FROM artifact", "UPDATE chain SET at = 0", "DELETE FROM chain",
		"UPDATE signature SET public_key = zeroblob(32)", "DELETE FROM signature", "INSERT OR REPLACE INTO artifact SELECT * FROM artifact",
	};
	struct fixture *f = *state;

	fill(f, NULL);
	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++)
		assert_int_equal(db_run(f->store, sql[i], &f->diags), STATUS_FAILED);
}

/* Flips one bit of the byte at `at` of a value, through a raw connection. */
static void flip(sqlite3 *db, const char *select, const char *update, int at)
{
	sqlite3_stmt *read = NULL, *write = NULL;
	char *bytes;
	int len, type;

	assert_int_equal(sqlite3_prepare_v2(db, select, -1, &read, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(read), SQLITE_ROW);
	type = sqlite3_column_type(read, 0);
	bytes = mem_dup(type == SQLITE_TEXT ? (const void *)sqlite3_column_text(read, 0) : sqlite3_column_blob(read, 0),
		(size_t)sqlite3_column_bytes(read, 0));
	len = sqlite3_column_bytes(read, 0);
	sqlite3_finalize(read);
	assert_true(at < len);
	bytes[at] ^= 1;
	assert_int_equal(sqlite3_prepare_v2(db, update, -1, &write, NULL), SQLITE_OK);
	if (type == SQLITE_TEXT)
		sqlite3_bind_text(write, 1, bytes, len, SQLITE_TRANSIENT);
	else
		sqlite3_bind_blob(write, 1, bytes, len, SQLITE_TRANSIENT);
	assert_int_equal(sqlite3_step(write), SQLITE_DONE);
	assert_int_equal(sqlite3_changes(db), 1);
	sqlite3_finalize(write);
	free(bytes);
}

struct flip_case {
	const char *select, *update, *named;
	int len;
};
/* Every column of entry 3, of its artifact ("revision two") and of its signature. */
static const struct flip_case flip_cases[] = {
	{ "SELECT bytes FROM artifact WHERE rowid = 3", "UPDATE artifact SET bytes = ?1 WHERE rowid = 3", "3/revision/" RECORD, 12 },
	{ "SELECT hash FROM artifact WHERE rowid = 3", "UPDATE artifact SET hash = ?1 WHERE rowid = 3", "3/revision/" RECORD, 32 },
	{ "SELECT previous FROM chain WHERE seq = 3", "UPDATE chain SET previous = ?1 WHERE seq = 3", "3/revision/" RECORD, 32 },
	{ "SELECT kind FROM chain WHERE seq = 3", "UPDATE chain SET kind = ?1 WHERE seq = 3", "\n3/", 8 },
	{ "SELECT record FROM chain WHERE seq = 3", "UPDATE chain SET record = ?1 WHERE seq = 3", "\n3/revision/", 32 },
	{ "SELECT artifact FROM chain WHERE seq = 3", "UPDATE chain SET artifact = ?1 WHERE seq = 3", "3/revision/" RECORD, 32 },
	{ "SELECT entry FROM chain WHERE seq = 3", "UPDATE chain SET entry = ?1 WHERE seq = 3", "3/revision/" RECORD, 32 },
	{ "SELECT entry FROM signature WHERE entry = (SELECT entry FROM chain WHERE seq = 3)",
		"UPDATE signature SET entry = ?1 WHERE entry = (SELECT entry FROM chain WHERE seq = 3)", "3/revision/" RECORD, 32 },
	{ "SELECT public_key FROM signature WHERE entry = (SELECT entry FROM chain WHERE seq = 3)",
		"UPDATE signature SET public_key = ?1 WHERE entry = (SELECT entry FROM chain WHERE seq = 3)", "3/revision/" RECORD, 32 },
	{ "SELECT signature FROM signature WHERE entry = (SELECT entry FROM chain WHERE seq = 3)",
		"UPDATE signature SET signature = ?1 WHERE entry = (SELECT entry FROM chain WHERE seq = 3)", "3/revision/" RECORD, 64 },
	{ "SELECT id FROM terminal", "UPDATE terminal SET id = ?1", "3/revision/" RECORD, 32 },
	{ "SELECT artifact FROM head", "UPDATE head SET artifact = ?1", "4/revision/" RECORD, 32 },
};

static void every_flip_is_named(void **state)
{
	struct fixture *f = *state;
	struct buf faults, text;
	sqlite3 *db = NULL;

	fill(f, NULL);
	store_close(&f->store);
	buf_init(&faults);
	buf_init(&text);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, UNPROTECT "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY", NULL, NULL, NULL), SQLITE_OK);
	for (size_t i = 0; i < sizeof flip_cases / sizeof flip_cases[0]; i++) {
		const struct flip_case *c = &flip_cases[i];

		for (int at = 0; at < c->len; at++) {
			/* Each flip starts from a fresh copy. */
			char copy[128];
			sqlite3 *work = NULL;
			sqlite3_backup *backup;

			snprintf(copy, sizeof copy, "%s/copy.db", f->directory);
			unlink(copy);
			assert_int_equal(sqlite3_open(copy, &work), SQLITE_OK);
			backup = sqlite3_backup_init(work, "main", db, "main");
			assert_non_null(backup);
			sqlite3_backup_step(backup, -1);
			assert_int_equal(sqlite3_backup_finish(backup), SQLITE_OK);
			assert_int_equal(sqlite3_exec(work, "PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF", NULL, NULL, NULL), SQLITE_OK);
			flip(work, c->select, c->update, at);
			assert_int_equal(sqlite3_close(work), SQLITE_OK);
			assert_int_equal(store_open(&f->store, copy, STORE_READ, &f->diags), STATUS_OK);
			assert_int_equal(verify(f, NULL, &faults), STATUS_FAILED);
			buf_clear(&text);
			buf_addf(&text, "\n%s", faults.data);
			if (!strstr(text.data, c->named))
				fail_msg("case %zu byte %d: %s", i, at, text.data);
			store_close(&f->store);
		}
	}
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	buf_done(&text);
	buf_done(&faults);
}

struct sql_case {
	const char *sql, *named;
};
static const struct sql_case sql_cases[] = {
	{ "UPDATE chain SET at = at + 1 WHERE seq = 3", "3/revision/" RECORD },
	{ "UPDATE chain SET head = 0 WHERE seq = 3", "3/revision/" RECORD },
	{ "UPDATE chain SET seq = 9223372036854775807 WHERE seq = 3", "9223372036854775807/revision/" RECORD },
	{ "UPDATE chain SET epoch = -5 WHERE seq = 3", "3/revision/" RECORD },
	{ "UPDATE chain SET epoch = 2 WHERE seq = 3", "3/revision/" RECORD },
	{ "DELETE FROM chain WHERE seq = 3", "4/revision/" RECORD ": entry 4 (revision, record " RECORD "): entries are missing" },
	{ "DELETE FROM chain WHERE seq = 1", "2/revision/" RECORD },
	{ "DELETE FROM artifact WHERE rowid = 3", "its bytes are not there" },
	{ "DELETE FROM signature WHERE entry = (SELECT entry FROM chain WHERE seq = 3)", "3/revision/" RECORD },
	{ "UPDATE artifact SET bytes = zeroblob(0) WHERE rowid = 3", "its bytes were changed" },
	{ "INSERT INTO artifact VALUES (zeroblob(32), x'01')", "no entry of the chain names" },
	{ "DELETE FROM head", "should stand at this entry" },
	{ "INSERT INTO head VALUES ('ghost', zeroblob(32))", "ghost" },
	{ "UPDATE chain SET kind = 'revision' || char(0) || 'x' WHERE seq = 3", "3/revision/" RECORD },
	{ "UPDATE terminal SET epoch = 2", "the store says that it is in epoch 2" },
	{ "UPDATE terminal SET epoch = 900000000000", "in epoch 900000000000" },
	{ "UPDATE terminal SET epoch = 2; UPDATE chain SET epoch = 2, seq = 1 WHERE seq = 4", "although the store was not restored" },
	{ "UPDATE chain SET previous = x'00' WHERE seq = 3", "3/revision/" RECORD },
	{ "UPDATE chain SET record = record || 'longer than any id that is in use' WHERE seq = 3", "3/revision/" },
};

static void scripts_are_found(void **state)
{
	struct fixture *f = *state;
	struct buf faults, sql;

	buf_init(&faults);
	buf_init(&sql);
	for (size_t i = 0; i < sizeof sql_cases / sizeof sql_cases[0]; i++) {
		unlink(f->path);
		fixture_open(f);
		fill(f, NULL);
		store_close(&f->store);
		buf_clear(&sql);
		buf_addf(&sql, "%s %s", UNPROTECT, sql_cases[i].sql);
		assert_int_equal(raw_sql(f->path, sql.data), SQLITE_OK);
		assert_int_equal(store_open(&f->store, f->path, STORE_READ, &f->diags), STATUS_OK);
		assert_int_equal(verify(f, NULL, &faults), STATUS_FAILED);
		if (!strstr(faults.data, sql_cases[i].named))
			fail_msg("case %zu: %s", i, faults.data);
		store_close(&f->store);
	}
	buf_done(&sql);
	buf_done(&faults);
}

/* A chain whose end was cut off is whole in itself; only who has seen the end can tell. */
static void cut_chain_needs_a_witness(void **state)
{
	struct fixture *f = *state;
	struct store_entry last;
	struct buf faults;

	buf_init(&faults);
	fill(f, &last);
	store_close(&f->store);
	assert_int_equal(raw_sql(f->path, UNPROTECT "DELETE FROM signature WHERE entry = (SELECT entry FROM chain WHERE seq = 4);"
		"DELETE FROM chain WHERE seq = 4; DELETE FROM artifact WHERE rowid = 4;"
		"UPDATE head SET artifact = (SELECT artifact FROM chain WHERE seq = 3)"), SQLITE_OK);
	assert_int_equal(store_open(&f->store, f->path, STORE_READ, &f->diags), STATUS_OK);
	assert_int_equal(verify(f, NULL, &faults), STATUS_OK);
	assert_int_equal(verify(f, &last.entry, &faults), STATUS_FAILED);
	assert_non_null(strstr(faults.data, "seen before"));
	buf_done(&faults);
	free(last.kind);
}

static void heads_can_be_made_again(void **state)
{
	struct fixture *f = *state;
	struct buf faults;

	buf_init(&faults);
	fill(f, NULL);
	assert_int_equal(db_run(f->store, "DELETE FROM head", &f->diags), STATUS_OK);
	assert_int_equal(db_run(f->store, "INSERT INTO head VALUES ('ghost', zeroblob(32))", &f->diags), STATUS_OK);
	assert_int_equal(verify(f, NULL, &faults), STATUS_FAILED);
	assert_int_equal(store_rebuild(f->store, &f->diags), STATUS_OK);
	assert_int_equal(verify(f, NULL, &faults), STATUS_OK);
	buf_done(&faults);
}

/* Nothing is built upon a damaged end, and nothing is said to be kept when what is kept is not it. */
static void damaged_end_is_not_continued(void **state)
{
	struct fixture *f = *state;
	struct digest parent;
	struct store_entry entry;

	fill(f, NULL);
	assert_int_equal(raw_sql(f->path, UNPROTECT "UPDATE chain SET at = 5 WHERE seq = 4"), SQLITE_OK);
	digest_of(&parent, "revision three", 14);
	assert_int_equal(append(f, "revision", RECORD, "four", &parent, true, &entry), STATUS_FAILED);
	assert_true(fixture_says(f, "last entry of the chain"));
	assert_int_equal(raw_sql(f->path, "UPDATE chain SET at = 1234 WHERE seq = 4; UPDATE artifact SET bytes = x'00' WHERE rowid = 1"), SQLITE_OK);
	assert_int_equal(append(f, "edition", "", "the edition", NULL, false, &entry), STATUS_FAILED);
	assert_true(fixture_says(f, "have changed"));
}

/* What is handed in is what its author saw; the case then counts as submitted, until it is changed again. */
static void a_moved_draft_is_not_handed_in(void **state)
{
	const struct store_cell cell = { .key = "case", .fact = "case.a", .word = "x" };
	struct fixture *f = *state;
	struct store_case item, now;
	struct store_entry entry;
	struct sign_key key;
	struct digest seen;

	fixture_key(&key);
	fixture_case(f, &item);
	assert_int_equal(store_cells(f->store, item.id, NULL, NULL, &seen, &f->diags), STATUS_OK);
	assert_int_equal(blind_edit(f->store, item.id, &cell, 1, 9, &f->diags), STATUS_OK);
	struct store_change change = { .case_id = item.id, .seen = &seen };
	const struct store_append artifact = { .kind = "revision", .record = item.id, .bytes = "r", .len = 1, .change = &change, .becomes_head = true };
	assert_int_equal(store_append(f->store, &artifact, 1, &key, 1, &entry, &f->diags), STATUS_FAILED);
	assert_true(change.moved);
	assert_true(fixture_says(f, "changed elsewhere"));
	assert_int_equal(store_cells(f->store, item.id, NULL, NULL, &seen, &f->diags), STATUS_OK);
	assert_int_equal(store_append(f->store, &artifact, 1, &key, 1, &entry, &f->diags), STATUS_OK);
	assert_false(change.moved);
	free(entry.kind);
	assert_int_equal(store_case_get(f->store, item.id, &now, &f->diags), STATUS_OK);
	assert_string_equal(now.stage, "submitted");
	assert_int_equal(now.updated_at, 9);
	assert_int_equal(now.revisions, 1);
	store_case_done(&now);
	store_case_done(&item);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_setup_open, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(appends_and_reads), CASE(entry_bytes_are_public), CASE(moved_head_is_refused), CASE(all_or_none), CASE(kept_bytes_are_kept_once),
		CASE(triggers_protect), CASE(every_flip_is_named), cmocka_unit_test_setup_teardown(scripts_are_found, fixture_setup, fixture_teardown),
		CASE(cut_chain_needs_a_witness), CASE(heads_can_be_made_again), CASE(damaged_end_is_not_continued),
		CASE(a_moved_draft_is_not_handed_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
