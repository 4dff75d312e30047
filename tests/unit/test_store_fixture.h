/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the store share: a private directory, a store in it, and raw access for doing damage on purpose. */
#ifndef TEST_STORE_FIXTURE_H
#define TEST_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/internal.h"

struct fixture {
	char directory[64];
	char path[96];
	struct diag_list diags;
	struct store *store;
};

static inline int fixture_setup(void **state)
{
	struct fixture *f = MEM_NEW(struct fixture);

	const char *parent = getenv("TMPDIR");

	snprintf(f->directory, sizeof f->directory, "%s/kumo-store-XXXXXX", parent && parent[0] && strlen(parent) < 32 ? parent : "/tmp");
	if (!mkdtemp(f->directory) || !sign_start())
		return -1;
	snprintf(f->path, sizeof f->path, "%s/store.db", f->directory);
	diag_init(&f->diags);
	*state = f;
	return 0;
}

static inline void fixture_remove(const char *directory, const char *name)
{
	char path[160];

	snprintf(path, sizeof path, "%s/%s", directory, name);
	unlink(path);
}

static inline int fixture_teardown(void **state)
{
	static const char *const names[] = { "store.db", "store.db-journal", "store.db-wal", "store.db-shm", "other.db", "link.db", "store.db.form-1", "copy.db",
		"copy.db-journal" };
	struct fixture *f = *state;

	store_close(&f->store);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		fixture_remove(f->directory, names[i]);
	rmdir(f->directory);
	diag_done(&f->diags);
	free(f);
	return 0;
}

static inline void fixture_forget(struct fixture *f)
{
	diag_done(&f->diags);
}

static inline void fixture_open(struct fixture *f)
{
	const struct store_options options = { .busy_ms = 100 };

	assert_int_equal(store_open_with(&f->store, f->path, STORE_WRITE, &options, &f->diags), STATUS_OK);
	assert_non_null(f->store);
}

static inline int fixture_setup_open(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	fixture_open(*state);
	return 0;
}

/* All messages, for searching; borrowed until the next call. */
static inline bool fixture_says(const struct fixture *f, const char *words)
{
	for (size_t i = 0; i < f->diags.count; i++)
		if (strstr(f->diags.items[i].text, words))
			return true;
	return false;
}

/* Runs statements on a connection of its own that has none of our protections. */
static inline int raw_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return code;
}

static inline void fixture_case(struct fixture *f, struct store_case *out)
{
	const struct store_beginning beginning = { .prefix = "R8", .edition = "2021-03-30", .title = "", .sample = true };

	assert_int_equal(store_case_create(f->store, &beginning, 1000, out, &f->diags), STATUS_OK);
}

/* An edit by one who does not care what was there before. */
static inline enum status blind_edit(struct store *store, const char *id, const struct store_cell *cells, size_t count, int64_t at,
	struct diag_list *diags)
{
	struct store_change change = { .case_id = id, .at = at };

	return store_edit(store, &change, cells, count, diags);
}

static inline void fixture_key(struct sign_key *key)
{
	const uint8_t seed[32] = { 7, 7, 7 };

	sign_key_from_seed(key, seed);
}

#endif
