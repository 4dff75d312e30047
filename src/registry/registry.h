/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The registry: a delivered list turned into a snapshot, and searching in it. An import is nothing or all; the original bytes and their SHA-256
 * stay with the snapshot, because the decoded text cannot stand for them.
 */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

#include "base/csv.h"
#include "base/diag.h"
#include "model/listing_state.h"
#include "registry/texts.h"
#include "store/store.h"

/*
 * Column maps of data/registry/columns.ini and of the user's configuration. *out is NULL before the first file; a further file adds to it,
 * and a fault in any of them releases all and leaves NULL. Where maps of two files fit a list, that of the later file is taken.
 */
struct column_maps;
enum status column_maps_load(struct column_maps **out, const char *file, const char *bytes, size_t len, struct diag_list *diags);
void column_maps_free(struct column_maps **maps);
size_t column_maps_count(const struct column_maps *maps);
const char *column_maps_name(const struct column_maps *maps, size_t index);
const struct text *column_maps_title(const struct column_maps *maps, size_t index);

/*
 * A map put together by hand: each key of columns.ini that matters ("column.name", "list", "words.status.registered") with its value. Written as a section
 * with the words that `maps` know for the columns that are chosen. STATUS_USAGE where number, name or the list is not said, or a key is not known. Appends.
 */
struct map_choice {
	const char *key, *value;
};
enum status column_map_write(struct buf *out, const char *name, const struct map_choice *choices, size_t count, const struct column_maps *maps,
	struct diag_list *diags);
bool map_name_good(const char *name);
/* The columns that a map may have, in the order of a form. */
size_t map_column_count(void);
const char *map_column_key(size_t at);
const char *map_column_label(size_t at); /* translated */
bool map_column_needed(size_t at);
/* Whether some map calls the column by this header. */
bool map_column_guess(const struct column_maps *maps, size_t at, const char *header);

/* A snapshot in memory. Most sessions only look up a number or two, so the search texts are made when they are first needed. */
struct snapshot {
	struct snapshot_info info;
	struct listing *rows;
	struct texts texts; /* of the rows */
	char **words;  /* of each row, what a search finds beyond its texts: the folded cells of the columns that it keeps as numbers. NULL once the
		search texts are made of rows that came from a store */
	char **folded; /* search text of each row; NULL until snapshot_fold */
	char *fold; /* in which they stand one behind the other, each with a NUL */
	size_t fold_len;
	size_t count;
	bool complete; /* the rows are here; until snapshot_complete only `info` is, and of a sample not its count */
	size_t *alike; /* of each row, the place + 1 of one that looks like it; NULL until snapshot_alike */
	char *map_name; /* by which it was read; NULL when loaded from a store */
	char **ignored; /* headers that the map does not know */
	size_t ignored_count;
	char *file, *map; /* of a sample that is not complete: for messages, and the name of its column map */
	struct column_maps *maps;
	char *bytes; /* as delivered; NULL when loaded from a store without them */
	size_t len;
	enum csv_encoding encoding;
};
struct snapshot_request {
	const char *file;  /* for messages */
	const char *bytes;
	size_t len;
	const char *map;   /* NULL: the one map whose headers are all there */
	enum csv_encoding encoding;
	enum csv_encoding *encoding_found; /* set as soon as it is known, also for a list that is then refused; NULL: nobody asks */
	const char *name, *source;
	date_days issued_on, imported_on;
	bool sample;
	const struct digest *digest; /* of the bytes, where it is known; NULL: it is computed */
	char **given; /* the bytes, which the snapshot then takes over: *given becomes NULL. NULL: it makes a copy */
	const struct watch *watch; /* stopping gives STATUS_FAILED and takes nothing in. NULL: nobody watches */
};
/* Reads a list. Every bad row is reported with line, column, what was found and what is allowed; warnings (unusual registration number) do not refuse. */
enum status snapshot_read(struct snapshot **out, const struct column_maps *maps, const struct era_table *eras,
	const struct snapshot_request *request, struct diag_list *diags);
/*
 * A sample that the program ships, of data/registry/sample.ini under `root`: that of a name, or (NULL) the one of the shelf that was issued last. *out
 * NULL where a shelf other than that of the services has none.
 */
enum status snapshot_read_sample(struct snapshot **out, const char *root, enum listing_shelf shelf, const char *name, const struct era_table *eras, date_days today, struct diag_list *diags);
struct sample_name {
	char *name, *title; /* as sample.ini has them; owned */
	date_days issued_on;
	enum listing_shelf shelf;
};
struct sample_names {
	struct sample_name *items; /* the one that was issued last comes first */
	size_t count, capacity;
};
enum status snapshot_sample_names(struct sample_names *out, const char *root, struct diag_list *diags);
void sample_names_done(struct sample_names *names);
/* Signed with `key` into the chain; see store_snapshot_put. */
enum status snapshot_save(struct snapshot *snapshot, struct store *store, const char *reason, const struct sign_key *key, int64_t at,
	struct digest *entry, struct diag_list *diags);
/* After that: forgets rows and bytes. snapshot_complete brings the rows back from the store, as it does after the next start of the program. */
void snapshot_settle(struct snapshot *snapshot);
/* The store's current snapshot of a shelf; *out NULL when there is none. Rows that are no longer as they were taken in are STATUS_FAILED. */
enum status snapshot_load(struct snapshot **out, struct store *store, enum listing_shelf shelf, struct diag_list *diags);
/* Another one of the store, as store_snapshot_list tells it. */
enum status snapshot_load_stored(struct snapshot **out, struct store *store, const struct snapshot_info *info, struct diag_list *diags);
/*
 * The same two without their rows, for who only says which snapshot is in use, and the rows later: `store` is the one it came from, `eras` are for
 * the dates of a sample; the other of them may be NULL. After an error it is as it was. A complete snapshot stays as it is. `agreed` (may be
 * NULL) remembers that both INI readers agreed on the files of the sample; see model/agreed.h.
 */
enum status snapshot_peek_sample(struct snapshot **out, const char *root, enum listing_shelf shelf, const char *name, const char *agreed, date_days today,
	struct diag_list *diags);
enum status snapshot_peek(struct snapshot **out, struct store *store, enum listing_shelf shelf, struct diag_list *diags);
enum status snapshot_complete(struct snapshot *snapshot, struct store *store, const struct era_table *eras, struct diag_list *diags);
/* Makes the search texts where they are not yet made; searching does so itself. */
void snapshot_fold(struct snapshot *snapshot);
void snapshot_free(struct snapshot **snapshot);

/* How many rows there are of each kind, and how many do not state what rules need. */
struct snapshot_counts {
	size_t lists[LISTING_LISTS], statuses[LISTING_STATUS_UNKNOWN + 1];
	size_t without_expiry, without_forms, without_level, without_scope, without_regions;
};
void snapshot_count(const struct snapshot *snapshot, struct snapshot_counts *out);

/* The form in which registration numbers are compared. Caller frees. */
char *snapshot_number_key(const char *number);
const struct listing *snapshot_find(const struct snapshot *snapshot, const char *number); /* exact, after folding */
/* Days since the issue date at `today`. */
int snapshot_age_days(const struct snapshot_info *info, date_days today);

/* Rows that contain every word of the query (folded substrings over all columns), in row order. An empty query finds all. */
struct search_hits {
	size_t *rows;
	size_t count, capacity;
	char *query;    /* folded; a search that goes on from it looks only into these rows */
	struct digest of; /* the snapshot that they are rows of */
	bool all;       /* they are all that the query finds there */
};
void snapshot_search(struct snapshot *snapshot, const char *query, struct search_hits *out); /* `out` zeroed or used before */
/* Narrows hits. What is 0, DATE_NONE or NULL narrows nothing. */
struct snapshot_filter {
	unsigned lists;       /* 1 << enum listing_list */
	unsigned forms;       /* FORM_ bits, any of them */
	unsigned states;      /* 1 << enum listing_state, on `as_of` and for a need until `until` */
	date_days as_of, until;
	date_days expires_by; /* an expiry date that is stated and not later */
	const char *region;   /* folded, somewhere in the regions */
};
bool snapshot_filter_is_empty(const struct snapshot_filter *filter);
bool snapshot_filter_holds(const struct snapshot_filter *filter, const struct listing *row);
void snapshot_filter_hits(const struct snapshot *snapshot, const struct snapshot_filter *filter, struct search_hits *hits);
/* A row of this snapshot with another number whose name looks like that of `row`, or NULL. The first call looks at all of them. */
const struct listing *snapshot_alike(struct snapshot *snapshot, const struct listing *row);
void search_hits_done(struct search_hits *hits);

#endif
