/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of store/ share: the connection, statements with their errors, and transactions. Nothing outside this room includes it,
 * except the tests of the room, which need to damage a store on purpose.
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>

#include "store/exchange.h"
#include "store/store.h"

struct hold;
enum { STATEMENTS_KEPT = 24 };
struct store {
	sqlite3 *db;
	sqlite3_stmt *kept[STATEMENTS_KEPT]; /* statements that were closed, for the next time; NULL: none */
	size_t kept_next;
	char *path; /* as given, for messages */
	enum store_mode mode;
	char terminal[33];
	int64_t epoch;
	int form;      /* of the file: SCHEMA_VERSION, or less where it is only read */
	bool exchanged; /* the tables of the exchange are there */
	const struct watch *watch; /* of a long change; NULL: nobody watches */
	struct hold *holds; /* cases that are open here */
};

struct store_options {
	int busy_ms; /* how long a call waits for another process before it gives up */
};
enum status store_open_with(struct store **out, const char *path, enum store_mode mode, const struct store_options *options,
	struct diag_list *diags);

/* ---- db.c: statements. The first error stays in the query; later calls on it do nothing, so that it is checked once, at the end. ---- */

struct query {
	struct store *store;
	sqlite3_stmt *stmt;
	struct diag_list *diags;
	enum status status;
};
/* `sql` is static text; values come in only as parameters, numbered from 1. Bound texts must live until query_close. */
void query_open(struct query *query, struct store *store, const char *sql, struct diag_list *diags);
void query_set_int(struct query *query, int at, int64_t value);
void query_set_text(struct query *query, int at, const char *text);    /* NULL is stored as the empty text */
void query_set_or_null(struct query *query, int at, const char *text); /* NULL is stored as NULL */
void query_set_blob(struct query *query, int at, const void *bytes, size_t len);
void query_set_digest(struct query *query, int at, const struct digest *digest);
bool query_next(struct query *query); /* true while there is a row */
enum status query_close(struct query *query);
enum status query_run(struct query *query); /* runs to the end and closes */
void query_again(struct query *query);      /* for other values */
/* Columns of the row at hand, numbered from 0; borrowed until the next row. */
int64_t query_int(const struct query *query, int column);
const char *query_text(const struct query *query, int column); /* never NULL */
const char *query_text_or_null(const struct query *query, int column);
struct slice query_blob(const struct query *query, int column);
bool query_fixed(const struct query *query, int column, void *out, size_t len); /* false, and zeros, when the length differs */

/* Lets go of the statements that are kept, before the connection is closed. */
void query_forget(struct store *store);

/* Runs one statement without parameters. */
enum status db_run(struct store *store, const char *sql, struct diag_list *diags);
/* Words for a result code of SQLite; adds them and returns the status they stand for. */
enum status db_failed(struct store *store, int code, struct diag_list *diags);
/* BEGIN IMMEDIATE, and its end: COMMIT when `status` is STATUS_OK, else ROLLBACK. Returns `status`, or why the commit failed. */
enum status db_begin(struct store *store, struct diag_list *diags);
enum status db_end(struct store *store, enum status status, struct diag_list *diags);
/* A reader that needs more than one statement sees one state of the store between these two. */
enum status db_begin_reading(struct store *store, struct diag_list *diags);
void db_end_reading(struct store *store);

/* ---- draft.c: within the caller's transaction ---- */

/* Whether the draft is still as its author saw it; STATUS_FAILED, with `moved` set, when it is not. */
enum status draft_check(struct store *store, struct store_change *change, struct diag_list *diags);
/* Writes cells without a unit of undo. */
enum status draft_fill(struct store *store, const char *case_id, const struct store_cell *cells, size_t count, struct diag_list *diags);

/* ---- hold.c ---- */

/* STATUS_LOCKED with the name of whoever else has the case open. */
enum status hold_check(const struct store *store, const char *case_id, struct diag_list *diags);
void hold_close_all(struct store *store);

/* ---- backup.c ---- */

/* store_backup; not `whole`, a copy of the pages alone, which is then as good or as bad as they are. */
enum status backup_write(struct store *store, const char *path, bool whole, struct diag_list *diags);

/* ---- cases.c ---- */

/* The columns that case_read takes; the last of them are the kinds, which a list of all cases leaves empty for cases_add_kinds. */
#define CASE_COLUMNS "SELECT id, reference, title, edition, stage, verdict, place, created_at, updated_at, sample"
#define CASE_SELECT \
	CASE_COLUMNS ", (SELECT group_concat(kind, ' ') FROM (SELECT kind FROM chain WHERE record = cases.id ORDER BY epoch, seq)) FROM cases "
void case_read(const struct query *query, struct store_case *out);
void case_kinds_set(struct store_case *item, const char *kinds);
/* kinds.c: fills in the kinds of the entries of every case of a list, in one walk along the chain. */
enum status cases_add_kinds(struct store *store, struct store_cases *cases, struct diag_list *diags);

/* Marks a case within the caller's transaction; `at`: when it was changed last, or less than 0 to leave that alone. */
enum status case_stage_set(struct store *store, const char *case_id, const char *stage, int64_t at, struct diag_list *diags);
/* The same for one that is handed in, with what the list says of it. */
enum status case_submitted(struct store *store, const struct store_change *change, struct diag_list *diags);

/* Within the caller's transaction: the draft of a case becomes what came, unless somebody has gone on with it since it was handed in. */
enum status case_renew(struct store *store, const struct store_received *from, struct diag_list *diags);

/* ---- schema.c ---- */

#define SCHEMA_APPLICATION_ID 0x4B756D6F /* "Kumo" */
#define SCHEMA_VERSION 2
/* Makes the tables of a new store inside the caller's transaction. */
enum status schema_create(struct store *store, struct diag_list *diags);
/* Adds to a store of an older form what it lacks, inside the caller's transaction. Nothing that is there is touched. */
enum status schema_raise(struct store *store, int form, struct diag_list *diags);
/* For a store of an older form that is only read: what it lacks stands empty beside it, for this connection alone. */
enum status schema_stand_in(struct store *store, int form, struct diag_list *diags);
/* Compares what the file declares with what a program of `form` makes, and allows what later ones add; with `tables_only`, indexes and triggers are not asked for. */
enum status schema_compare(struct store *store, int form, bool tables_only, struct diag_list *diags);
/* Makes the tables of the exchange inside the caller's transaction where they are not yet there. */
enum status schema_exchange(struct store *store, struct diag_list *diags);

/* ---- snapshots.c ---- */

/* A snapshot by its number; *found false when there is none. */
enum status snapshot_info_get(struct store *store, int64_t id, bool *found, struct snapshot_info *out, struct diag_list *diags);

/* ---- snapshot_seal.c: what the chain says of a snapshot ---- */

#define KIND_SNAPSHOT "snapshot"
/* The digest over the rows of a snapshot, and how they are kept. */
enum rows_form { ROWS_FIRST, ROWS_PARTS };
struct sealed_rows {
	enum rows_form form;
	struct digest digest;
};
/* Signs it into the chain within the caller's transaction. `made`: the digest of the entry. */
enum status snapshot_seal(struct store *store, const struct snapshot_info *info, const char *reason, const struct sealed_rows *rows,
	const struct sign_key *key, int64_t at, struct digest *made, struct diag_list *diags);
/* Compares a snapshot, as the tables now say it, and the digest of its rows with what was signed. *sealed false: taken in before anything was. */
enum status snapshot_seal_check(struct store *store, const struct snapshot_info *info, const struct sealed_rows *rows, bool *sealed, struct diag_list *diags);

/* ---- chain.c ---- */

#define ENTRY_SELECT \
	"SELECT c.epoch, c.seq, c.previous, c.kind, c.record, c.head, c.artifact, c.at, c.entry, s.public_key, s.signature" \
	" FROM chain AS c LEFT JOIN signature AS s ON s.entry = c.entry "
/* Reads a row of ENTRY_SELECT; false when a field has a form that this program does not write (the rest is read all the same). */
bool entry_read(const struct query *query, struct store_entry *out);
void entry_done(struct store_entry *entry);
void entry_copy(struct store_entry *out, const struct store_entry *entry);
void entry_digest(const struct store_entry *entry, struct digest *out);
bool entry_signed(const struct store_entry *entry);
/* One artifact within the caller's transaction, as store_append does it. `entry` must be empty or filled; it is released first. */
enum status chain_append(struct store *store, const struct store_append *artifact, const struct sign_key *key, int64_t at,
	struct store_entry *entry, struct diag_list *diags);
/* Last entry of the chain. */
enum status chain_tail(struct store *store, bool *found, struct store_entry *out, struct diag_list *diags);
/* Keeps bytes under their digest; those that are there are left alone. */
enum status artifact_put(struct store *store, const struct digest *hash, const void *bytes, size_t len, struct diag_list *diags);
/* Makes a record stand at an artifact. */
enum status head_put(struct store *store, const char *record, const struct digest *artifact, struct diag_list *diags);

/* ---- exchange_order.c: one order of the entries of all terminals ---- */

#define FOREIGN_SELECT 	"SELECT f.epoch, f.seq, f.previous, f.kind, f.record, f.head, f.artifact, f.at, f.entry, f.public_key, f.signature, f.terminal" 	" FROM foreign_entry AS f "
/* Reads a row of FOREIGN_SELECT, as entry_read. */
bool foreign_read(const struct query *query, struct store_entry *out);
/* Whether a row of kind, bytes and hash of an item that is not understood is as it came. */
bool opaque_is_whole(const struct query *query);
/* Whether there can be entries of others. Asked anew while there were none, because another process may have taken some in. */
bool exchange_there(struct store *store);
/*
 * The place of entries in the one order. An entry of our chain that stands behind a receipt comes after all that the receipt names.
 */
struct clocks {
	struct clock_mark {
		int64_t ordinal, value;
	} *marks; /* of our receipts, in order */
	size_t count, capacity;
	int64_t *bases; /* how many entries stand before each epoch */
	size_t base_count;
};
enum status clocks_load(struct store *store, struct clocks *out, struct diag_list *diags);
void clocks_done(struct clocks *clocks);
/* The place of an entry of our chain in it, over all epochs, from 1. */
int64_t clocks_ordinal(const struct clocks *clocks, int64_t epoch, int64_t seq);
int64_t clock_ours(const struct clocks *clocks, int64_t epoch, int64_t seq);
/* Of any entry that counts; 0 for one that is not here or waits. */
enum status clock_of(struct store *store, const struct clocks *clocks, const struct digest *entry, int64_t *out, struct diag_list *diags);
enum status clock_put(struct store *store, const struct digest *entry, int64_t value, struct diag_list *diags);
/* exchange_admit.c: gives a place to every entry that waits and need not. Calls `visit` for each, in no certain order. */
enum status clocks_admit(struct store *store, void (*visit)(const struct store_entry *entry, void *context), void *context,
	struct store_taken *state, struct diag_list *diags);
/* The newest entry of a record that is a head, and the newest of any kind; *found false when there is none. */
enum status united_last(struct store *store, const char *record, bool heads_only, bool *found, struct store_entry *out, struct diag_list *diags);
/* What others have done to a case: the kinds of its entries in the one order, and whether steps crossed. */
void exchange_case(struct store *store, struct store_case *item);
/* store_kinds where there are entries of others. */
enum status exchange_kinds(struct store *store, void (*visit)(const char *record, const char *kind, void *context), void *context,
	struct diag_list *diags);
/* Makes the head of a record again, and those of all records that others have entries of. */
enum status exchange_head(struct store *store, const char *record, struct diag_list *diags);
enum status exchange_heads(struct store *store, struct diag_list *diags);
/* Whether such a record stands where it should; `visit` gets each that does not. */
enum status exchange_heads_check(struct store *store, void (*visit)(const struct store_entry *entry, void *context), void *context,
	struct diag_list *diags);

/* ---- exchange_taken.c: what our chain says of that which came in and which no receipt speaks of ---- */

#define KIND_TAKEN "taken"
/*
 * Names every entry that waits, and every item that is not understood, which our chain does not name yet; within the caller's transaction. `made` (may be NULL)
 * becomes the digest of the entry, where there was something to name.
 */
enum status taken_note(struct store *store, const struct sign_key *key, int64_t at, struct digest *made, struct diag_list *diags);
/* Tells what is named and gone, and what is here and not named. */
enum status taken_check(struct store *store, void (*tell)(const struct digest *digest, const char *what, void *context), void *context, struct diag_list *diags);

/* ---- exchange_receipt.c ---- */

/*
 * Appends the receipt for all chains of which something was taken in, within the caller's transaction. Where the last one says the same, none is made, and
 * `made` (may be NULL) stays as it was.
 */
enum status receipt_make(struct store *store, const struct sign_key *key, int64_t at, struct digest *made, struct diag_list *diags);

#endif
