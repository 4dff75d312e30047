/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The thin layer between our calls and SQLite. Two things are decided here once: what each failure means for the officer, and that no
 * transaction is left open behind an error. SQLite rolls some transactions back by itself (a full disk, for one), so the end of a
 * transaction always asks whether there still is one.
 */
#include "store/internal.h"

#include <string.h>

#include "base/i18n.h"

static enum status failed_otherwise(struct store *store, int code, struct diag_list *diags)
{
	switch (code & 0xff) {
	case SQLITE_CORRUPT:
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the store is damaged (%s). Copy the file away and restore a backup"), sqlite3_errstr(code));
	case SQLITE_NOTADB:
		return diag_error(diags, STATUS_INPUT, store->path, 0,
			_("this file is not a store of this program. Name another file; this one was not changed"));
	case SQLITE_CANTOPEN:
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the store or its journal cannot be opened. Check the path and who may use the directory"));
	case SQLITE_IOERR:
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the disk reported an error (%s, code %d). Nothing was saved; check the disk and start again"), sqlite3_errstr(code), code);
	default:
		return diag_error(diags, STATUS_FAILED, store->path, 0, _("the store refused this (%s, code %d). Nothing was saved"),
			sqlite3_errmsg(store->db), code);
	}
}

enum status db_failed(struct store *store, int code, struct diag_list *diags)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return diag_error(diags, STATUS_LOCKED, store->path, 0,
			_("another process is writing to the store. Nothing was saved; try again when it has finished"));
	case SQLITE_FULL:
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the disk is full. Nothing was saved and what was there before is unchanged; make room and try again"));
	case SQLITE_READONLY:
		if (code == SQLITE_READONLY_ROLLBACK)
			return diag_error(diags, STATUS_FAILED, store->path, 0,
				_("an interrupted change must be taken back first. Open the store once for writing"));
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the store is read-only. Make the file and its directory writable, or copy the store to a writable place"));
	default:
		return failed_otherwise(store, code, diags);
	}
}

/*
 * A statement is made once and run many times: to take in ten thousand revisions, making them took longer than running them. What sets or
 * reads a setting does part of that while it is made, so it is made anew each time.
 */
static bool worth_keeping(const char *sql)
{
	static const char *const words[] = { "SELECT ", "INSERT ", "UPDATE ", "DELETE " };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strncmp(sql, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* Of the kept ones, which is then not kept any more while it is in use. */
static sqlite3_stmt *take_kept(struct store *store, const char *sql)
{
	for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
		sqlite3_stmt *stmt = store->kept[i];

		if (!stmt || strcmp(sqlite3_sql(stmt), sql) != 0)
			continue;
		store->kept[i] = NULL;
		return stmt;
	}
	return NULL;
}

/* In place of the one that has been there longest. */
static void keep(struct store *store, sqlite3_stmt *stmt)
{
	size_t at = store->kept_next;

	for (size_t i = 0; i < STATEMENTS_KEPT && store->kept[at]; i++)
		at = (at + 1) % STATEMENTS_KEPT;
	sqlite3_finalize(store->kept[at]);
	store->kept[at] = stmt;
	store->kept_next = (at + 1) % STATEMENTS_KEPT;
}

void query_forget(struct store *store)
{
	for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
		sqlite3_finalize(store->kept[i]);
		store->kept[i] = NULL;
	}
}

void query_open(struct query *query, struct store *store, const char *sql, struct diag_list *diags)
{
	int code;

	*query = (struct query){ .store = store, .diags = diags, .status = STATUS_OK, .stmt = take_kept(store, sql) };
	if (query->stmt)
		return;
	code = sqlite3_prepare_v2(store->db, sql, -1, &query->stmt, NULL);
	if (code != SQLITE_OK)
		query->status = db_failed(store, code, diags);
}

static void bound(struct query *query, int code)
{
	if (code != SQLITE_OK)
		query->status = db_failed(query->store, code, query->diags);
}

void query_set_int(struct query *query, int at, int64_t value)
{
	if (query->status == STATUS_OK)
		bound(query, sqlite3_bind_int64(query->stmt, at, value));
}

void query_set_or_null(struct query *query, int at, const char *text)
{
	if (query->status == STATUS_OK && text)
		bound(query, sqlite3_bind_text64(query->stmt, at, text, strlen(text), SQLITE_STATIC, SQLITE_UTF8));
}

void query_set_text(struct query *query, int at, const char *text)
{
	query_set_or_null(query, at, text ? text : "");
}

void query_set_blob(struct query *query, int at, const void *bytes, size_t len)
{
	/* A NULL pointer would be stored as NULL, which is not the same as no bytes. */
	if (query->status == STATUS_OK)
		bound(query, sqlite3_bind_blob64(query->stmt, at, len ? bytes : "", len, SQLITE_STATIC));
}

void query_set_digest(struct query *query, int at, const struct digest *digest)
{
	query_set_blob(query, at, digest->bytes, sizeof digest->bytes);
}

bool query_next(struct query *query)
{
	int code;

	if (query->status != STATUS_OK)
		return false;
	code = sqlite3_step(query->stmt);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		query->status = db_failed(query->store, code, query->diags);
	return false;
}

enum status query_close(struct query *query)
{
	/* The result of finalising, as that of resetting, only repeats the error of the last step. One that failed is not kept. */
	if (query->stmt && query->status == STATUS_OK && worth_keeping(sqlite3_sql(query->stmt))) {
		sqlite3_reset(query->stmt);
		sqlite3_clear_bindings(query->stmt);
		keep(query->store, query->stmt);
	} else {
		sqlite3_finalize(query->stmt);
	}
	query->stmt = NULL;
	return query->status;
}

enum status query_run(struct query *query)
{
	while (query_next(query))
		;
	return query_close(query);
}

void query_again(struct query *query)
{
	/* The result only repeats the error of the last step. */
	sqlite3_reset(query->stmt);
}

int64_t query_int(const struct query *query, int column)
{
	return sqlite3_column_int64(query->stmt, column);
}

const char *query_text_or_null(const struct query *query, int column)
{
	return (const char *)sqlite3_column_text(query->stmt, column);
}

const char *query_text(const struct query *query, int column)
{
	const char *text = query_text_or_null(query, column);

	return text ? text : "";
}

struct slice query_blob(const struct query *query, int column)
{
	const char *data = sqlite3_column_blob(query->stmt, column);

	return (struct slice){ .data = data ? data : "", .len = (size_t)sqlite3_column_bytes(query->stmt, column) };
}

bool query_fixed(const struct query *query, int column, void *out, size_t len)
{
	struct slice bytes = query_blob(query, column);

	memset(out, 0, len);
	if (bytes.len != len)
		return false;
	memcpy(out, bytes.data, len);
	return true;
}

enum status db_run(struct store *store, const char *sql, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, sql, diags);
	return query_run(&query);
}

enum status db_begin(struct store *store, struct diag_list *diags)
{
	if (store->mode == STORE_READ)
		return diag_error(diags, STATUS_FAILED, store->path, 0, _("the store was opened for reading only"));
	/* IMMEDIATE takes the write lock now, while waiting for it is still possible. */
	return db_run(store, "BEGIN IMMEDIATE", diags);
}

enum status db_end(struct store *store, enum status status, struct diag_list *diags)
{
	if (status == STATUS_OK)
		status = db_run(store, "COMMIT", diags);
	if (status != STATUS_OK && !sqlite3_get_autocommit(store->db))
		db_run(store, "ROLLBACK", NULL);
	return status;
}

enum status db_begin_reading(struct store *store, struct diag_list *diags)
{
	return db_run(store, "BEGIN", diags);
}

void db_end_reading(struct store *store)
{
	if (!sqlite3_get_autocommit(store->db))
		db_run(store, "ROLLBACK", NULL);
}
