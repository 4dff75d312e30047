/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables, one statement each. SQLite keeps the text of a declaration as it was written, so the file can be compared with this list byte
 * by byte: a store whose protections were taken away, or that another program has altered, is noticed before anything is written to it.
 *
 * The truth about records is in artifact, chain and signature; they only grow. `head` is an index over them and can be made again. Drafts
 * (cases, cell, edit, event) change all the time and are protected by transactions only.
 */
#include "store/internal.h"

#include <string.h>

#include "base/i18n.h"

struct declaration {
	const char *sql;
	bool table;
	int since; /* the form that brought it; 0: the first one */
	bool exchange; /* made when something of another terminal is taken in for the first time: all of these, or none */
};

#define ONLY_GROWS_WITH(table, with) \
	{ .exchange = with, .sql = "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table " BEGIN SELECT RAISE(ABORT, '" table " never changes'); END" }, \
	{ .exchange = with, .sql = "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table " BEGIN SELECT RAISE(ABORT, '" table " never shrinks'); END" }
#define ONLY_GROWS(table) ONLY_GROWS_WITH(table, false)

static const struct declaration declarations[] = {
	/* One row: which chain this file carries. A restored store goes on in a new epoch. */
	{ .table = true, .sql = "CREATE TABLE terminal (only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),"
		" id TEXT NOT NULL CHECK (length(id) = 32), epoch INTEGER NOT NULL CHECK (epoch >= 1)) STRICT" },

	/* The list of cases: what the home screen shows without reading a draft. */
	{ .table = true, .sql = "CREATE TABLE cases (id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32), reference TEXT NOT NULL UNIQUE,"
		" title TEXT NOT NULL, edition TEXT NOT NULL, stage TEXT NOT NULL CHECK (stage IN ('draft', 'submitted')), verdict TEXT NOT NULL,"
		" place TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,"
		" sample INTEGER NOT NULL CHECK (sample IN (0, 1))) STRICT" },
	/* The order in which the list is shown, so that a page of it can be read by itself. */
	{ .since = 2, .sql = "CREATE INDEX cases_by_change ON cases (updated_at)" },
	/* The draft as it stands: one row for each answer, and one with an empty fact for each entity. */
	{ .table = true, .sql = "CREATE TABLE cell (case_id TEXT NOT NULL REFERENCES cases (id), key TEXT NOT NULL, fact TEXT NOT NULL,"
		" word TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL, source TEXT NOT NULL, author TEXT NOT NULL, at INTEGER NOT NULL,"
		" PRIMARY KEY (case_id, key, fact)) STRICT, WITHOUT ROWID" },
	/* Units of undo, numbered in the order in which they were made. Those undone are always the last ones. */
	{ .table = true, .sql = "CREATE TABLE edit (case_id TEXT NOT NULL REFERENCES cases (id), unit INTEGER NOT NULL, at INTEGER NOT NULL,"
		" undone INTEGER NOT NULL CHECK (undone IN (0, 1)), PRIMARY KEY (case_id, unit)) STRICT, WITHOUT ROWID" },
	/* What a unit did to each cell: before and after. A word of NULL means that the cell is not there. */
	{ .table = true, .sql = "CREATE TABLE event (case_id TEXT NOT NULL, unit INTEGER NOT NULL, part INTEGER NOT NULL,"
		" key TEXT NOT NULL, fact TEXT NOT NULL,"
		" old_word TEXT, old_reason TEXT, old_evidence TEXT, old_source TEXT, old_author TEXT, old_at INTEGER NOT NULL,"
		" new_word TEXT, new_reason TEXT, new_evidence TEXT, new_source TEXT, new_author TEXT, new_at INTEGER NOT NULL,"
		" PRIMARY KEY (case_id, unit, key, fact),"
		" FOREIGN KEY (case_id, unit) REFERENCES edit (case_id, unit) ON DELETE CASCADE) STRICT, WITHOUT ROWID" },

	/* Immutable bytes under their SHA-256. */
	{ .table = true, .sql = "CREATE TABLE artifact (hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32), bytes BLOB NOT NULL) STRICT" },
	/* The chain: each entry names the one before it and an artifact. `entry` is the SHA-256 of the canonical bytes of the other columns. */
	{ .table = true, .sql = "CREATE TABLE chain (epoch INTEGER NOT NULL, seq INTEGER NOT NULL CHECK (seq >= 1),"
		" previous BLOB NOT NULL CHECK (length(previous) = 32), kind TEXT NOT NULL, record TEXT NOT NULL,"
		" head INTEGER NOT NULL CHECK (head IN (0, 1)), artifact BLOB NOT NULL REFERENCES artifact (hash), at INTEGER NOT NULL,"
		" entry BLOB NOT NULL UNIQUE CHECK (length(entry) = 32), PRIMARY KEY (epoch, seq)) STRICT, WITHOUT ROWID" },
	{ .table = true, .sql = "CREATE TABLE signature (entry BLOB NOT NULL PRIMARY KEY CHECK (length(entry) = 32),"
		" public_key BLOB NOT NULL CHECK (length(public_key) = 32),"
		" signature BLOB NOT NULL CHECK (length(signature) = 64)) STRICT, WITHOUT ROWID" },
	{ .sql = "CREATE INDEX chain_by_record ON chain (record)" },
	{ .sql = "CREATE INDEX chain_by_artifact ON chain (artifact)" },
	ONLY_GROWS("artifact"),
	ONLY_GROWS("chain"),
	ONLY_GROWS("signature"),
	/* Derived: the artifact that a record stands at. */
	{ .table = true, .sql = "CREATE TABLE head (record TEXT NOT NULL PRIMARY KEY, artifact BLOB NOT NULL) STRICT, WITHOUT ROWID" },

	/* Registry snapshots. The first form kept the bytes as delivered here (last, so that reading the rest does not walk through them). */
	{ .table = true, .sql = "CREATE TABLE snapshot (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL,"
		" digest BLOB NOT NULL CHECK (length(digest) = 32), issued_on INTEGER NOT NULL, imported_on INTEGER NOT NULL,"
		" sample INTEGER NOT NULL CHECK (sample IN (0, 1)), signature TEXT NOT NULL, count INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT" },
	/* Rows as the first form kept them. */
	{ .table = true, .sql = "CREATE TABLE listing (snapshot INTEGER NOT NULL REFERENCES snapshot (id), row INTEGER NOT NULL,"
		" list INTEGER NOT NULL, status INTEGER NOT NULL, forms INTEGER NOT NULL, level INTEGER NOT NULL,"
		" registered_on INTEGER NOT NULL, expires_on INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, provider TEXT NOT NULL,"
		" scope TEXT NOT NULL, regions TEXT NOT NULL, functions TEXT NOT NULL, note TEXT NOT NULL, line INTEGER NOT NULL,"
		" folded TEXT NOT NULL, PRIMARY KEY (snapshot, row)) STRICT, WITHOUT ROWID" },
	{ .table = true, .sql = "CREATE TABLE snapshot_current (only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),"
		" snapshot INTEGER NOT NULL REFERENCES snapshot (id)) STRICT" },
	/* The bytes as delivered, in parts, and the rows: see snapshot_parts.h. `list` tells the shelf without unpacking them. */
	{ .table = true, .since = 2, .sql = "CREATE TABLE snapshot_bytes (snapshot INTEGER NOT NULL REFERENCES snapshot (id), part INTEGER NOT NULL,"
		" bytes BLOB NOT NULL, PRIMARY KEY (snapshot, part)) STRICT" },
	{ .table = true, .since = 2, .sql = "CREATE TABLE listing_part (snapshot INTEGER NOT NULL REFERENCES snapshot (id), part INTEGER NOT NULL,"
		" list INTEGER NOT NULL, digest BLOB NOT NULL CHECK (length(digest) = 32), bytes BLOB NOT NULL, PRIMARY KEY (snapshot, part)) STRICT" },

	/* Entries of other terminals, as they were signed there. Two may stand in one place, which is then told; so the digest is the key. */
	{ .exchange = true, .table = true, .sql = "CREATE TABLE foreign_entry (entry BLOB NOT NULL PRIMARY KEY CHECK (length(entry) = 32),"
		" terminal TEXT NOT NULL CHECK (length(terminal) = 32), epoch INTEGER NOT NULL, seq INTEGER NOT NULL CHECK (seq >= 1),"
		" previous BLOB NOT NULL CHECK (length(previous) = 32), kind TEXT NOT NULL, record TEXT NOT NULL,"
		" head INTEGER NOT NULL CHECK (head IN (0, 1)), artifact BLOB NOT NULL REFERENCES artifact (hash), at INTEGER NOT NULL,"
		" public_key BLOB NOT NULL CHECK (length(public_key) = 32), signature BLOB NOT NULL CHECK (length(signature) = 64)) STRICT, WITHOUT ROWID" },
	{ .exchange = true, .sql = "CREATE INDEX foreign_by_place ON foreign_entry (terminal, epoch, seq)" },
	{ .exchange = true, .sql = "CREATE INDEX foreign_by_record ON foreign_entry (record)" },
	{ .exchange = true, .sql = "CREATE INDEX foreign_by_previous ON foreign_entry (previous)" },
	{ .exchange = true, .sql = "CREATE INDEX foreign_by_artifact ON foreign_entry (artifact)" },
	{ .exchange = true, .sql = "CREATE INDEX foreign_by_kind ON foreign_entry (kind)" },
	/* Items of a kind that only another version of the program knows. They are sent on as they came. */
	{ .exchange = true, .table = true, .sql = "CREATE TABLE opaque (hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32), kind TEXT NOT NULL,"
		" bytes BLOB NOT NULL) STRICT" },
	ONLY_GROWS_WITH("foreign_entry", true),
	ONLY_GROWS_WITH("opaque", true),
	/* Derived: the place in the one order of every foreign entry that counts, and of our receipts. What is not here waits. */
	{ .exchange = true, .table = true, .sql = "CREATE TABLE clock (entry BLOB NOT NULL PRIMARY KEY CHECK (length(entry) = 32),"
		" value INTEGER NOT NULL CHECK (value >= 1)) STRICT, WITHOUT ROWID" },
	/* Derived: records of which steps were taken on two terminals that did not know of each other. */
	{ .exchange = true, .table = true, .sql = "CREATE TABLE crossed (record TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID" },
};

#define SET_VERSION "PRAGMA user_version = 2"
_Static_assert(SCHEMA_VERSION == 2, "SET_VERSION says this number");
#define DECLARATION_COUNT (sizeof declarations / sizeof declarations[0])

enum status schema_create(struct store *store, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	struct query query;
	char id[33];
	struct digest random;
	char hex[65];

	for (size_t i = 0; i < DECLARATION_COUNT && status == STATUS_OK; i++)
		if (!declarations[i].exchange)
			status = db_run(store, declarations[i].sql, diags);
	if (status == STATUS_OK)
		status = db_run(store, "PRAGMA application_id = 1265986927", diags); /* SCHEMA_APPLICATION_ID */
	if (status == STATUS_OK)
		status = db_run(store, SET_VERSION, diags);
	if (status != STATUS_OK)
		return status;
	sign_random(random.bytes, sizeof random.bytes);
	digest_hex(&random, hex);
	memcpy(id, hex, 32);
	id[32] = '\0';
	query_open(&query, store, "INSERT INTO terminal (only, id, epoch) VALUES (1, ?1, 1)", diags);
	query_set_text(&query, 1, id);
	return query_run(&query);
}

enum status schema_exchange(struct store *store, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	if (exchange_there(store))
		return STATUS_OK;
	for (size_t i = 0; i < DECLARATION_COUNT && status == STATUS_OK; i++)
		if (declarations[i].exchange)
			status = db_run(store, declarations[i].sql, diags);
	store->exchanged = status == STATUS_OK;
	return status;
}

static enum status declared(struct store *store, const char *sql, bool *there, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT 1 FROM sqlite_schema WHERE sql = ?1", diags);
	query_set_text(&query, 1, sql);
	*there = query_next(&query);
	return query_close(&query);
}

/* Some of it may be there: between two forms there were programs that added a thing and did not yet count it. */
enum status schema_raise(struct store *store, int form, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < DECLARATION_COUNT && status == STATUS_OK; i++) {
		bool there = false;

		if (declarations[i].since <= form || declarations[i].exchange)
			continue;
		status = declared(store, declarations[i].sql, &there, diags);
		if (status == STATUS_OK && !there)
			status = db_run(store, declarations[i].sql, diags);
	}
	return status == STATUS_OK ? db_run(store, SET_VERSION, diags) : status;
}

enum status schema_stand_in(struct store *store, int form, struct diag_list *diags)
{
	static const char *const tables[] = {
		"CREATE TEMP TABLE snapshot_bytes (snapshot, part, bytes)", "CREATE TEMP TABLE listing_part (snapshot, part, list, digest, bytes)",
	};
	enum status status = STATUS_OK;

	for (size_t i = 0; form < 2 && i < sizeof tables / sizeof tables[0] && status == STATUS_OK; i++)
		status = db_run(store, tables[i], diags);
	return status;
}

/* Whether a declaration of the file is in the list; `seen` marks the ones that were met. */
static bool known(const char *sql, bool *seen)
{
	for (size_t i = 0; i < DECLARATION_COUNT; i++)
		if (strcmp(declarations[i].sql, sql) == 0) {
			seen[i] = true;
			return true;
		}
	return false;
}

enum status schema_compare(struct store *store, int form, bool tables_only, struct diag_list *diags)
{
	bool seen[DECLARATION_COUNT] = { false };
	bool strange = false, missing = false;
	struct query query;

	query_open(&query, store, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", diags);
	while (query_next(&query))
		strange = !known(query_text(&query, 0), seen) || strange;
	if (query_close(&query) != STATUS_OK)
		return query.status;
	for (size_t i = 0; i < DECLARATION_COUNT; i++)
		store->exchanged = store->exchanged || (declarations[i].exchange && seen[i]);
	for (size_t i = 0; i < DECLARATION_COUNT; i++)
		missing = missing || (!seen[i] && declarations[i].since <= form && (declarations[i].table || !tables_only) &&
			(!declarations[i].exchange || store->exchanged));
	if (missing || (strange && !tables_only))
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the structure of the store was changed by something else. Nothing is written to it; verify the records and restore a backup"));
	return STATUS_OK;
}
