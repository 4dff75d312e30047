/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The store of one terminal: drafts that are saved answer by answer, artifacts that never change, the chain that binds them, heads, and registry
 * snapshots. This header says nothing of how they are kept, so that another back end can stand behind it. Every function that changes
 * something does so wholly or not at all, and says so only when it is on the disk.
 *
 * Errors: STATUS_LOCKED while another process writes, STATUS_FAILED for a full or read-only disk and for damage, STATUS_INPUT for a file that is not
 * ours or is newer than this program. After an error the store is as it was before the call.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/sign.h"
#include "base/watch.h"
#include "model/listing.h"

struct store;

enum store_mode {
	STORE_READ, /* must exist; never written */
	STORE_WRITE /* created when absent, with its directory (0700) and file (0600) */
};
enum status store_open(struct store **out, const char *path, enum store_mode mode, struct diag_list *diags);
void store_close(struct store **store);
/* How long a call waits for another process before it gives up with STATUS_LOCKED. */
#define STORE_PATIENCE_MS 5000
void store_patience_set(struct store *store, int milliseconds);
const char *store_path(const struct store *store);
/* Identity of this terminal's chain: 32 hexadecimal digits, made with the store. */
const char *store_terminal(const struct store *store);
/* Versions and settings for `doctor`, one "name: value" a line. */
void store_describe(struct store *store, struct buf *out);
/* Structural check of the file itself; the chain is checked by store_verify. */
enum status store_check(struct store *store, struct diag_list *diags);

/* ---- copies ---- */

/*
 * Writes the whole store, as one state of it, into a new file that is a store itself (mode 0600). It gets its name only after its structure, its bytes and
 * its chain were checked; where the name is taken nothing is written over. The key of the chain is not in it.
 */
enum status store_backup(struct store *store, const char *path, struct diag_list *diags);
/* The epoch in which new entries are made. */
int64_t store_epoch(const struct store *store);
/*
 * From now on in another epoch, which must be a later one: what a store that was put back from a copy enters is then a branch of its own, and no terminal
 * takes it for a second history of the same entries.
 */
enum status store_epoch_set(struct store *store, int64_t epoch, struct diag_list *diags);
#define KIND_RESTORE "restore" /* the entry with which every epoch after the first begins */
/* Exchanges all that the store holds for what `with` holds, in one transaction; STATUS_LOCKED where another process is at work in it. */
enum status store_replace(struct store *store, struct store *with, struct diag_list *diags);

/* ---- cases and their drafts ---- */

struct store_case {
	char id[33]; /* hexadecimal */
	char *reference, *title, *edition, *stage, *verdict; /* stage: "draft" or "submitted"; verdict: word of the last look, "" before */
	char *place;        /* where the officer was, as app/ writes it */
	int64_t created_at, updated_at; /* seconds UTC */
	unsigned revisions;
	char *kinds; /* of the entries that belong to the case, oldest first, a space between two: enough to tell how far it is */
	bool sample;
	bool crossed; /* steps of two terminals crossed, so that not all of the kinds count */
};
struct store_cases {
	struct store_case *items; /* most recently changed first */
	size_t count, capacity;
};
void store_cases_done(struct store_cases *cases);
enum status store_case_list(struct store *store, struct store_cases *out, struct diag_list *diags);
/*
 * The list in pages, for whoever shows a part of it: what a page costs does not grow with the number of cases. By title the places are found out once
 * (store_case_names) and the cases taken by number.
 */
enum store_case_order { STORE_BY_CHANGE, STORE_BY_REFERENCE, STORE_BY_TITLE };
enum status store_case_count(struct store *store, size_t *out, struct diag_list *diags);
/* Up to `count` cases from the place `first` on; not by title. */
enum status store_case_page(struct store *store, enum store_case_order order, size_t first, size_t count, struct store_cases *out, struct diag_list *diags);
/* Up to `count` cases by their numbers, in the order given; one that is gone is left out. */
enum status store_case_pick(struct store *store, const int64_t *numbers, size_t count, struct store_cases *out, struct diag_list *diags);
/* What every case is called, in an order; borrowed for the call. */
struct store_case_name {
	int64_t number; /* stays with the case */
	const char *id, *reference, *title, *stage;
};
enum status store_case_names(struct store *store, enum store_case_order order, void (*visit)(const struct store_case_name *name, void *context),
	void *context, struct diag_list *diags);
/* One case by id or by reference; STATUS_FAILED when there is none. */
enum status store_case_get(struct store *store, const char *id_or_reference, struct store_case *out, struct diag_list *diags);
void store_case_done(struct store_case *item);
/* Keeps where the officer is. */
enum status store_case_place(struct store *store, const char *case_id, const char *place, struct diag_list *diags);
/* Keeps title and verdict for the list, unless the draft is no longer what `seen` says: whoever changed it then knows better. */
enum status store_case_look(struct store *store, const char *case_id, const struct digest *seen, const char *title, const char *verdict,
	struct diag_list *diags);

/*
 * A draft is a set of cells: (entity key, fact id) -> words and texts. An empty fact id stands for the entity itself. `word` NULL means that
 * the cell does not exist. Texts may be NULL (= empty).
 */
struct store_cell {
	const char *key, *fact, *word, *reason, *evidence, *source, *author;
	int64_t at;
};
/* What a case begins with. */
struct store_beginning {
	const char *prefix; /* of its reference, e.g. "R8": it gets the next free one, "R8-0001" */
	const char *edition, *title;
	bool sample;
	const struct store_cell *cells; /* no unit of undo, because nothing was there to go back to */
	size_t count;
};
/* Makes a case with its contents. */
enum status store_case_create(struct store *store, const struct store_beginning *from, int64_t at, struct store_case *out, struct diag_list *diags);

/*
 * Every change of a draft says what the draft was when its author read it. When it is no longer so, somebody else has changed it: nothing is
 * saved, `moved` is set, and STATUS_FAILED says so. A change makes the case a draft again and notes when.
 */
struct store_change {
	const char *case_id;
	int64_t at;
	const struct digest *seen; /* as store_cells told it; NULL: whatever the draft is now */
	const char *title, *verdict; /* of a draft that is handed in: what the list of cases says from then on; NULL: what it says now */
	bool moved;
};
/* Applies cells in one transaction, as one unit of undo, and forgets what could be redone. An edit that changes nothing is not recorded. */
enum status store_edit(struct store *store, struct store_change *change, const struct store_cell *cells, size_t count, struct diag_list *diags);
/* Reverts or repeats one unit. *key and *fact (caller frees, may be NULL) name the first cell touched. *done is false when there is nothing left. */
enum status store_undo(struct store *store, struct store_change *change, bool *done, char **key, char **fact, struct diag_list *diags);
enum status store_redo(struct store *store, struct store_change *change, bool *done, char **key, char **fact, struct diag_list *diags);
/* Every cell, ordered by key and fact; borrowed for the call. *seen (may be NULL) becomes the digest of all of them. */
enum status store_cells(struct store *store, const char *case_id, void (*visit)(const struct store_cell *cell, void *context), void *context,
	struct digest *seen, struct diag_list *diags);

/* One fact of every entity of every draft, where it has a word, in order of case and key; borrowed for the call. */
enum status store_fact_cells(struct store *store, const char *fact, void (*visit)(const char *case_id, const char *key, const char *word, void *context),
	void *context, struct diag_list *diags);

/* ---- who has a case open ---- */

/*
 * Whoever shows a case for changing holds it. While a store holds a case, every change of its draft and every entry to its record through another one is
 * refused with STATUS_LOCKED. A claim falls away by itself with the program that made it. True when nobody else has the case: it is then held until
 * store_release was called as often, or the store is closed; where no claim can be made (a read-only place) everything is as without one.
 */
bool store_hold(struct store *store, const char *case_id, const char *name, int64_t at);
void store_release(struct store *store, const char *case_id);
struct store_holder {
	char *name;    /* as given; "" while it is not known */
	int64_t since; /* as given */
};
/* Whether another one holds the case now; `out` (may be NULL) is filled then, and released with store_holder_done. */
bool store_holder(const struct store *store, const char *case_id, struct store_holder *out);
void store_holder_done(struct store_holder *holder);

/* ---- artifacts, chain, heads ---- */

struct store_entry {
	char terminal[33];  /* whose chain it stands in */
	int64_t epoch, seq; /* seq from 1 without a gap */
	struct digest previous, artifact, entry;
	uint8_t public_key[32];
	struct signature signature; /* over the entry's canonical bytes */
	char *kind;                 /* "revision", "edition", ... */
	char record[33];            /* record id, "" where it belongs to none */
	bool head;                  /* the record stands at this artifact until a later entry of the record says so of another */
	int64_t at;
};
/*
 * Appends the canonical bytes of an entry, which are hashed and signed: the tag "kumoshirube/chain/1" and a NUL, then netstrings: terminal, epoch,
 * seq, digest of the previous entry (hex; zeros for the first), kind, record, digest of the artifact (hex), "head" or nothing, time.
 */
void store_entry_bytes(const char *terminal, const struct store_entry *entry, struct buf *out);
struct store_entries {
	struct store_entry *items;
	size_t count, capacity;
};
void store_entries_done(struct store_entries *entries);

struct store_received;
/*
 * One artifact to append: immutable bytes of a kind. `parent`: the head of the record that the author saw (NULL: none); a moved head is STATUS_FAILED.
 * `after` (may be NULL): the newest entry of the record that the author saw, head or not; when there is a newer one nothing is saved.
 * `change` (may be NULL): the draft that the artifact was made from, which must still be as it was seen, and which counts as submitted from then on.
 * `received` (may be NULL; store/exchange.h): what the draft of a case becomes that is as it was handed in.
 */
struct store_append {
	const char *kind, *record;
	const void *bytes;
	size_t len;
	const struct digest *parent, *after;
	struct store_change *change;
	const struct store_received *received;
	bool becomes_head;
};
/*
 * Hashes, signs, chains, writes, reads back, hashes and verifies again, and commits: all artifacts or none. Bytes that are already kept are
 * not kept twice and get no second chain entry unless they become a head. `entry` is that of the last artifact.
 */
enum status store_append(struct store *store, const struct store_append *artifacts, size_t count, const struct sign_key *key, int64_t at,
	struct store_entry *entry, struct diag_list *diags);
/* Bytes of an artifact; STATUS_FAILED when absent. */
enum status store_artifact(struct store *store, const struct digest *digest, struct buf *out, struct diag_list *diags);
/* Entries of our own chain of one record (NULL: all), oldest first; for those of other terminals with them see store/exchange.h. */
enum status store_entries(struct store *store, const char *record, struct store_entries *out, struct diag_list *diags);
/* The kind of every entry that belongs to a record, in the order of the chain, so that the records are mixed: enough to tell how far each case is. */
enum status store_kinds(struct store *store, void (*visit)(const char *record, const char *kind, void *context), void *context,
	struct diag_list *diags);
/* The last `len` bytes of an artifact, appended, none where it is not there. They are not held against the digest: for hints in lists alone. */
enum status store_artifact_end(struct store *store, const struct digest *digest, size_t len, struct buf *out, struct diag_list *diags);
/* The artifact that a record stands at; *found false where the record has none. */
enum status store_record_head(struct store *store, const char *record, bool *found, struct digest *out, struct diag_list *diags);
/* Last entry of the chain; *found false when the chain is empty. */
enum status store_head(struct store *store, bool *found, struct store_entry *out, struct diag_list *diags);

/*
 * Checks everything: artifact bytes against their hash, entries against their signature and predecessor, sequence, heads against entries.
 * `visit` gets each fault in words with the entry it concerns (record may be ""). Returns STATUS_FAILED when there was any; *checked counts entries.
 * `expected` (may be NULL) is a head that was seen before: a chain that no longer contains it has been cut.
 */
enum status store_verify(struct store *store, const struct digest *expected, size_t *checked,
	void (*visit)(const struct store_entry *entry, const char *fault, void *context), void *context, struct diag_list *diags);
/* Makes the heads again from the chain, which should be verified first. */
enum status store_rebuild(struct store *store, struct diag_list *diags);

/* ---- registry snapshots ---- */

/* Has store_snapshot_put watched from now on, or (NULL) no more. Stopped, it returns STATUS_FAILED and the store is as it was. `store` may be NULL. */
void store_watch(struct store *store, const struct watch *watch);
/* What a snapshot consists of. `words` has for each row what a search finds beyond its texts; the store does not look into it. */
struct snapshot_parts {
	const void *bytes;
	size_t len;
	const struct digest *digest; /* SHA-256 of the bytes, where the caller has just made it; NULL: it is made here */
	const struct listing *rows;
	char *const *words;
	size_t count;
	const char *reason; /* for going back to an older list; "" or NULL otherwise */
};
/*
 * Stores rows and original bytes, makes the snapshot the current one of its shelf, and signs into the chain what it is: an entry of kind "snapshot"
 * and record "snapshot-ID" whose artifact is the tag "kumoshirube/snapshot/2" and a NUL, then netstrings: shelf, id, name, source, issued and
 * imported (ISO), "sample" or nothing, words of the signature, reason, count, SHA-256 of the bytes (hex), digest of the rows (hex). The rows are kept
 * in parts of 4096 (store/snapshot_pack.c says how); their digest is BLAKE2b-256 over the BLAKE2b-256 digests of the parts in order. A store of the
 * first form holds snapshots whose tag ends in 1: their rows were kept and digested one by one. info->id is set, and info->digest. `entry` becomes the
 * digest of the chain entry.
 */
enum status store_snapshot_put(struct store *store, struct snapshot_info *info, const struct snapshot_parts *parts, const struct sign_key *key, int64_t at,
	struct digest *entry, struct diag_list *diags);
/* The current one of a shelf; *found false when there is none. */
enum status store_snapshot_current(struct store *store, enum listing_shelf shelf, bool *found, struct snapshot_info *out, struct diag_list *diags);
struct snapshot_infos {
	struct snapshot_info *items; /* newest first */
	size_t count, capacity;
};
void snapshot_infos_done(struct snapshot_infos *infos);
enum status store_snapshot_list(struct store *store, struct snapshot_infos *out, struct diag_list *diags);
/* Some thousand rows. All texts lie in `texts`, which a visitor may take, and then frees; the arrays are the store's. */
struct snapshot_rows {
	struct listing *rows;
	char **words;
	size_t count;
	char *texts;
};
void snapshot_rows_done(struct snapshot_rows *rows);
typedef void snapshot_visit(struct snapshot_rows *rows, void *context);
/*
 * The rows in order, against what was signed when they were taken in: STATUS_FAILED when one is not as it was, and where they are kept in parts the
 * message says among which rows it is; the others have been visited then.
 */
enum status store_snapshot_rows(struct store *store, int64_t id, snapshot_visit *visit, void *context, struct diag_list *diags);
/* The bytes as delivered, appended. */
enum status store_snapshot_bytes(struct store *store, int64_t id, struct buf *out, struct diag_list *diags);
/*
 * Checks bytes and rows of every snapshot, and that each one that was taken in is still there. `before` counts those that were taken in by a program
 * that did not yet sign snapshots: of them only the bytes can be checked. May be NULL, as `checked`.
 */
enum status store_snapshot_check(struct store *store, size_t *checked, size_t *before, struct diag_list *diags);

#endif
