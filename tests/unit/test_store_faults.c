/* SPDX-License-Identifier: Apache-2.0 */
/* Trouble from outside: another writer, a full disk, a kill at any moment, and bits that turn over in the file. */
#include "test_store_fixture.h"

#include <signal.h>
#include <sys/wait.h>

enum { KILLS = 50, FLIPS = 300 };

static void count_cell(const struct store_cell *cell, void *context)
{
	(void)cell;
	(*(size_t *)context)++;
}

static size_t cells_of(struct fixture *f, const char *id)
{
	size_t count = 0;

	assert_int_equal(store_cells(f->store, id, count_cell, &count, NULL, &f->diags), STATUS_OK);
	return count;
}

/* The child holds the write lock until the pipe of the parent closes. */
static _Noreturn void hold_lock(const char *path, int ready, int release)
{
	sqlite3 *db = NULL;
	char byte = 'x';

	if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		_exit(1);
	if (write(ready, &byte, 1) != 1)
		_exit(1);
	while (read(release, &byte, 1) > 0)
		;
	_exit(0);
}

static void second_writer_is_told(void **state)
{
	struct fixture *f = *state;
	const struct store_cell cell = { .key = "case", .fact = "case.a", .word = "x" };
	struct store_case item;
	int ready[2], release[2], result = 0;
	char byte;
	pid_t child;

	fixture_case(f, &item);
	store_close(&f->store);
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(release), 0);
	child = fork();
	if (child == 0) {
		close(release[1]);
		hold_lock(f->path, ready[1], release[0]);
	}
	assert_true(child > 0);
	close(ready[1]);
	close(release[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	fixture_open(f);
	assert_int_equal(blind_edit(f->store, item.id, &cell, 1, 1, &f->diags), STATUS_LOCKED);
	assert_true(fixture_says(f, "another process"));
	/* Reading goes on. */
	assert_int_equal(cells_of(f, item.id), 0);
	close(release[1]);
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_int_equal(result, 0);
	close(ready[0]);
	fixture_forget(f);
	assert_int_equal(blind_edit(f->store, item.id, &cell, 1, 1, &f->diags), STATUS_OK);
	assert_int_equal(cells_of(f, item.id), 1);
	store_case_done(&item);
}

static void full_disk_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct store_cell cell = { .key = "case", .word = "x", .at = 1 };
	struct store_append artifact = { .kind = "revision", .record = "" };
	struct store_entry entry;
	struct store_case item;
	struct sign_key key;
	char *big = mem_alloc(1 << 20), fact[32];
	enum status status = STATUS_OK;
	size_t saved = 0, checked = 0;

	memset(big, 'x', (1 << 20) - 1);
	fixture_key(&key);
	fixture_case(f, &item);
	assert_int_equal(db_run(f->store, "PRAGMA max_page_count = 80", &f->diags), STATUS_OK);
	for (int i = 0; status == STATUS_OK && i < 1000; i++) {
		snprintf(fact, sizeof fact, "case.f%d", i);
		big[20000] = '\0';
		cell.fact = fact;
		cell.reason = big;
		status = blind_edit(f->store, item.id, &cell, 1, 1, &f->diags);
		saved += status == STATUS_OK;
	}
	assert_int_equal(status, STATUS_FAILED);
	assert_true(fixture_says(f, "disk is full"));
	assert_true(saved > 0);
	assert_int_equal(sqlite3_get_autocommit(f->store->db), 1);
	assert_int_equal(cells_of(f, item.id), saved);
	artifact.bytes = big;
	artifact.len = 1 << 20;
	assert_int_equal(store_append(f->store, &artifact, 1, &key, 1, &entry, &f->diags), STATUS_FAILED);
	fixture_forget(f);
	assert_int_equal(store_verify(f->store, NULL, &checked, NULL, NULL, &f->diags), STATUS_OK);
	assert_int_equal(checked, 0);
	assert_int_equal(store_check(f->store, &f->diags), STATUS_OK);
	/* With room again the same edit goes through. */
	assert_int_equal(db_run(f->store, "PRAGMA max_page_count = 10000", &f->diags), STATUS_OK);
	assert_int_equal(blind_edit(f->store, item.id, &cell, 1, 1, &f->diags), STATUS_OK);
	assert_int_equal(cells_of(f, item.id), saved + 1);
	free(big);
	store_case_done(&item);
}

/* Edits for ever; each one is acknowledged on the pipe after the store has said that it is kept. */
static _Noreturn void edit_until_killed(const char *path, const char *id, int64_t from, int ack)
{
	struct store *store = NULL;

	if (store_open(&store, path, STORE_WRITE, NULL) != STATUS_OK)
		_exit(1);
	for (int64_t i = from;; i++) {
		char fact[40], word[40];
		const struct store_cell cells[] = { { .key = "case", .fact = fact, .word = word }, { .key = "case", .fact = "case.last", .word = word } };

		snprintf(fact, sizeof fact, "case.f%lld", (long long)i);
		snprintf(word, sizeof word, "%lld", (long long)i);
		if (blind_edit(store, id, cells, 2, i, NULL) != STATUS_OK || write(ack, &i, sizeof i) != sizeof i)
			_exit(1);
	}
}

struct seen {
	int64_t last, count;
};

static void look(const struct store_cell *cell, void *context)
{
	struct seen *seen = context;

	if (strcmp(cell->fact, "case.last") == 0)
		seen->last = strtoll(cell->word, NULL, 10);
	else
		seen->count++;
}

static int64_t run_and_kill(struct fixture *f, const char *id, int64_t from, int acknowledgements)
{
	int64_t acked = from - 1, value;
	int ack[2], result = 0;
	pid_t child;

	assert_int_equal(pipe(ack), 0);
	child = fork();
	if (child == 0) {
		close(ack[0]);
		edit_until_killed(f->path, id, from, ack[1]);
	}
	assert_true(child > 0);
	close(ack[1]);
	for (int i = 0; i < acknowledgements; i++) {
		assert_int_equal(read(ack[0], &value, sizeof value), sizeof value);
		acked = value;
	}
	assert_int_equal(kill(child, SIGKILL), 0);
	while (read(ack[0], &value, sizeof value) == sizeof value)
		acked = value;
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL);
	close(ack[0]);
	return acked;
}

static void killed_writers_lose_nothing(void **state)
{
	struct fixture *f = *state;
	struct store_case item;
	int64_t next = 1;

	fixture_case(f, &item);
	store_close(&f->store);
	for (int round = 0; round < KILLS; round++) {
		int64_t acked = run_and_kill(f, item.id, next, 1 + round % 7);
		struct seen seen = { 0 };

		fixture_open(f);
		assert_int_equal(store_cells(f->store, item.id, look, &seen, NULL, &f->diags), STATUS_OK);
		/* At most the one edit that was under way may be there beyond the acknowledged ones, and it is whole. */
		assert_in_range(seen.last, acked, acked + 1);
		assert_int_equal(seen.count, seen.last);
		assert_int_equal(store_check(f->store, &f->diags), STATUS_OK);
		store_close(&f->store);
		next = seen.last + 1;
	}
	store_case_done(&item);
}

struct recorded {
	size_t entries;
	struct digest digest; /* over all canonical entries and bytes */
};

/* Everything that is a record, read as any caller would read it. */
static enum status read_records(struct store *store, struct recorded *out)
{
	struct store_entries entries;
	struct buf all;
	enum status status = store_entries(store, NULL, &entries, NULL);

	*out = (struct recorded){ .entries = entries.count };
	buf_init(&all);
	for (size_t i = 0; i < entries.count && status == STATUS_OK; i++) {
		store_entry_bytes(store_terminal(store), &entries.items[i], &all);
		buf_add(&all, entries.items[i].signature.bytes, sizeof entries.items[i].signature.bytes);
		status = store_artifact(store, &entries.items[i].artifact, &all, NULL);
	}
	digest_of(&out->digest, all.data, all.len);
	buf_done(&all);
	store_entries_done(&entries);
	return status;
}

/* True when the damage in the file was reported somewhere. */
static bool reported(const char *path, struct recorded *now)
{
	struct store *store = NULL;
	bool bad = store_open(&store, path, STORE_READ, NULL) != STATUS_OK;

	*now = (struct recorded){ .entries = 0 };
	if (bad)
		return true;
	bad = store_check(store, NULL) != STATUS_OK;
	bad = store_verify(store, NULL, NULL, NULL, NULL, NULL) != STATUS_OK || bad;
	bad = read_records(store, now) != STATUS_OK || bad;
	store_close(&store);
	return bad;
}

static void fill_records(struct fixture *f)
{
	struct sign_key key;
	char text[20000];

	fixture_key(&key);
	for (int i = 0; i < 20; i++) {
		struct store_append artifact = { .kind = "revision", .record = "00112233445566778899aabbccddeeff", .bytes = text };
		struct store_entry entry;

		memset(text, 'a' + i, sizeof text);
		artifact.len = (size_t)(1000 + i * 900);
		assert_int_equal(store_append(f->store, &artifact, 1, &key, i, &entry, &f->diags), STATUS_OK);
		free(entry.kind);
	}
}

static void flipped_bits_are_harmless_or_reported(void **state)
{
	struct fixture *f = *state;
	struct recorded before, now;
	struct buf bytes;
	uint32_t random = 20261121;
	size_t found = 0;

	fill_records(f);
	assert_int_equal(read_records(f->store, &before), STATUS_OK);
	store_close(&f->store);
	buf_init(&bytes);
	assert_int_equal(file_read(&bytes, f->path, 1 << 24, NULL), STATUS_OK);
	for (int i = 0; i < FLIPS; i++) {
		FILE *file = fopen(f->path, "r+b");
		size_t at;
		char flipped;

		random = random * 1664525u + 1013904223u;
		at = (size_t)((uint64_t)random * bytes.len >> 32);
		random = random * 1664525u + 1013904223u;
		flipped = (char)(bytes.data[at] ^ (1 << (random >> 29)));
		assert_non_null(file);
		assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
		assert_int_equal(fwrite(&flipped, 1, 1, file), 1);
		fclose(file);
		if (reported(f->path, &now))
			found++;
		else if (now.entries != before.entries || !digest_equal(&now.digest, &before.digest))
			fail_msg("flip %d at byte %zu changed a record and was not reported", i, at);
		assert_int_equal(file_write(f->path, bytes.data, bytes.len, 0600, NULL), STATUS_OK);
	}
	/* The records fill most of the file, so a check that sees nothing would show here. */
	assert_true(found > FLIPS / 3);
	assert_false(reported(f->path, &now));
	buf_done(&bytes);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_setup_open, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(second_writer_is_told), CASE(full_disk_changes_nothing), CASE(killed_writers_lose_nothing),
		CASE(flipped_bits_are_harmless_or_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
