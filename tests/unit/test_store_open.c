/* SPDX-License-Identifier: Apache-2.0 */
/* Opening: what is made, what is refused, and that a refused file keeps its bytes. */
#include "test_store_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

static void check_refused(struct fixture *f, const char *path, enum store_mode mode, enum status expected, const char *words)
{
	struct store *store = NULL;

	fixture_forget(f);
	assert_int_equal(store_open(&store, path, mode, &f->diags), expected);
	assert_null(store);
	assert_true(f->diags.errors > 0);
	if (!fixture_says(f, words))
		fail_msg("message was: %s", f->diags.items[0].text);
	assert_string_equal(f->diags.items[0].file, path);
}

static void file_put(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

static char *file_get(const char *path, size_t *len)
{
	struct buf bytes;

	buf_init(&bytes);
	assert_int_equal(file_read(&bytes, path, 1 << 24, NULL), STATUS_OK);
	*len = bytes.len;
	return bytes.data;
}

static void makes_private_file(void **state)
{
	struct fixture *f = *state;
	struct stat info;
	char nested[128], inner[160], terminal[33];

	umask(0);
	snprintf(nested, sizeof nested, "%s/a", f->directory);
	snprintf(inner, sizeof inner, "%s/b/store.db", nested);
	assert_int_equal(store_open(&f->store, inner, STORE_WRITE, &f->diags), STATUS_OK);
	assert_int_equal(stat(inner, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_int_equal(stat(nested, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	assert_int_equal(strlen(store_terminal(f->store)), 32);
	assert_string_equal(store_path(f->store), inner);
	memcpy(terminal, store_terminal(f->store), sizeof terminal);
	store_close(&f->store);
	assert_int_equal(store_open(&f->store, inner, STORE_READ, &f->diags), STATUS_OK);
	assert_string_equal(store_terminal(f->store), terminal);
	store_close(&f->store);
	unlink(inner);
	snprintf(inner, sizeof inner, "%s/b", nested);
	assert_int_equal(rmdir(inner), 0);
	assert_int_equal(rmdir(nested), 0);
}

static void settings_hold(void **state)
{
	struct fixture *f = *state;
	struct buf text;
	int now = -1;

	fixture_open(f);
	buf_init(&text);
	store_describe(f->store, &text);
	assert_non_null(strstr(text.data, "journal_mode: delete\n"));
	assert_non_null(strstr(text.data, "synchronous: 3\n"));
	assert_non_null(strstr(text.data, "secure_delete: 1\n"));
	assert_non_null(strstr(text.data, "form: 2\n"));
	buf_done(&text);
	sqlite3_db_config(f->store->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &now);
	assert_int_equal(now, 1);
	/* A misspelt name in double quotes is an error and not a text. */
	assert_int_equal(db_run(f->store, "SELECT \"nothing\" FROM cases", NULL), STATUS_FAILED);
	assert_int_equal(store_check(f->store, &f->diags), STATUS_OK);
}

static void refuses_missing(void **state)
{
	struct fixture *f = *state;

	check_refused(f, f->path, STORE_READ, STATUS_INPUT, "no store here");
	assert_int_equal(access(f->path, F_OK), -1);
}

static void refuses_text_file(void **state)
{
	static const char text[] = "This is not a database, but it is longer than one hundred bytes so that the header is there in full: 0123456789.\n";
	struct fixture *f = *state;
	size_t len;
	char *after;

	file_put(f->path, text, sizeof text - 1);
	check_refused(f, f->path, STORE_WRITE, STATUS_INPUT, "not a store of this program");
	check_refused(f, f->path, STORE_READ, STATUS_INPUT, "not a store of this program");
	after = file_get(f->path, &len);
	assert_int_equal(len, sizeof text - 1);
	assert_memory_equal(after, text, len);
	free(after);
}

static void refuses_other_databases(void **state)
{
	static const char *const sql[] = {
		"CREATE TABLE t (x); INSERT INTO t VALUES (1);",
		"PRAGMA application_id = 12345; CREATE TABLE t (x);",
		"PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);",
	};
	static const char *const words[] = { "another program", "another program", "write-ahead log" };
	struct fixture *f = *state;

	for (size_t i = 0; i < 3; i++) {
		size_t before_len, after_len;
		char *before, *after;

		unlink(f->path);
		assert_int_equal(raw_sql(f->path, sql[i]), SQLITE_OK);
		before = file_get(f->path, &before_len);
		check_refused(f, f->path, STORE_WRITE, STATUS_INPUT, words[i]);
		check_refused(f, f->path, STORE_READ, STATUS_INPUT, words[i]);
		after = file_get(f->path, &after_len);
		assert_int_equal(before_len, after_len);
		assert_memory_equal(before, after, before_len);
		free(before);
		free(after);
	}
}

static void refuses_newer(void **state)
{
	struct fixture *f = *state;

	fixture_open(f);
	store_close(&f->store);
	assert_int_equal(raw_sql(f->path, "PRAGMA user_version = 3"), SQLITE_OK);
	check_refused(f, f->path, STORE_WRITE, STATUS_INPUT, "newer program");
	check_refused(f, f->path, STORE_READ, STATUS_INPUT, "newer program");
}

static void refuses_changed_structure(void **state)
{
	struct fixture *f = *state;

	fixture_open(f);
	store_close(&f->store);
	assert_int_equal(raw_sql(f->path, "DROP TRIGGER chain_no_delete"), SQLITE_OK);
	check_refused(f, f->path, STORE_WRITE, STATUS_FAILED, "structure");
	/* An auditor can still read and verify it; the check of the file says what is wrong. */
	fixture_forget(f);
	assert_int_equal(store_open(&f->store, f->path, STORE_READ, &f->diags), STATUS_OK);
	assert_int_equal(store_check(f->store, &f->diags), STATUS_FAILED);
	store_close(&f->store);
	assert_int_equal(raw_sql(f->path, "DROP TABLE head"), SQLITE_OK);
	check_refused(f, f->path, STORE_READ, STATUS_FAILED, "structure");
}

static void refuses_strange_files(void **state)
{
	struct fixture *f = *state;
	char link[128], below[128];

	check_refused(f, f->directory, STORE_WRITE, STATUS_INPUT, "not a regular file");
	assert_int_equal(mkfifo(f->path, 0600), 0);
	check_refused(f, f->path, STORE_WRITE, STATUS_INPUT, "not a regular file");
	unlink(f->path);
	fixture_open(f);
	store_close(&f->store);
	snprintf(link, sizeof link, "%s/link.db", f->directory);
	assert_int_equal(symlink(f->path, link), 0);
	check_refused(f, link, STORE_WRITE, STATUS_INPUT, "not a regular file");
	snprintf(below, sizeof below, "%s/under", f->path);
	fixture_forget(f);
	assert_int_not_equal(store_open(&f->store, below, STORE_WRITE, &f->diags), STATUS_OK);
	assert_null(f->store);
	assert_true(f->diags.errors > 0);
	check_refused(f, "", STORE_WRITE, STATUS_INPUT, "names no file");
	file_put(f->path, "", 0);
	check_refused(f, f->path, STORE_READ, STATUS_INPUT, "empty");
}

/* /proc takes no new file from anybody, root included. */
static void refuses_unwritable_directory(void **state)
{
	struct fixture *f = *state;

	assert_int_not_equal(store_open(&f->store, "/proc/self/store.db", STORE_WRITE, &f->diags), STATUS_OK);
	assert_null(f->store);
	assert_true(f->diags.errors > 0);
	if (geteuid() != 0) {
		assert_int_equal(chmod(f->directory, 0500), 0);
		check_refused(f, f->path, STORE_WRITE, STATUS_FAILED, "read-only");
		assert_int_equal(chmod(f->directory, 0700), 0);
	}
}

static void reading_writes_nothing(void **state)
{
	const struct store_beginning beginning = { .prefix = "R8", .edition = "e", .title = "" };
	struct fixture *f = *state;
	struct store_case item;
	size_t before_len, after_len;
	char *before, *after;

	fixture_open(f);
	fixture_case(f, &item);
	store_case_done(&item);
	store_close(&f->store);
	before = file_get(f->path, &before_len);
	assert_int_equal(store_open(&f->store, f->path, STORE_READ, &f->diags), STATUS_OK);
	assert_int_equal(store_case_create(f->store, &beginning, 1, &item, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "reading only"));
	store_close(&f->store);
	after = file_get(f->path, &after_len);
	assert_int_equal(before_len, after_len);
	assert_memory_equal(before, after, before_len);
	free(before);
	free(after);
}

/* A home that is reached through a link is an ordinary home. */
static void follows_linked_directory(void **state)
{
	struct fixture *f = *state;
	char link[128], path[160];

	snprintf(link, sizeof link, "%s/link.db", f->directory);
	assert_int_equal(symlink(f->directory, link), 0);
	snprintf(path, sizeof path, "%s/store.db", link);
	assert_int_equal(store_open(&f->store, path, STORE_WRITE, &f->diags), STATUS_OK);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(makes_private_file), CASE(settings_hold), CASE(refuses_missing), CASE(refuses_text_file), CASE(refuses_other_databases),
		CASE(refuses_newer), CASE(refuses_changed_structure), CASE(refuses_strange_files), CASE(refuses_unwritable_directory),
		CASE(reading_writes_nothing), CASE(follows_linked_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
