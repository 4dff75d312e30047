/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share about a session; nobody outside app/ includes it. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/app.h"
#include "app/config.h"
#include "app/keymap.h"
#include "app/proof_stamp.h"
#include "base/sign.h"
#include "engine/engine.h"
#include "registry/registry.h"
#include "store/store.h"

/* An edition that is loaded, with its engine. */
struct loaded {
	struct edition *edition;
	struct engine *engine;
	struct proof_stamp stamp; /* what the build, or somebody since, has proved of it */
};

/* A shelf beside that of the services. */
struct shelf {
	struct snapshot *snapshot; /* with its rows; NULL: there is none */
	bool read;
	char *fault; /* why it could not be read; NULL while that is not known */
};

struct life;
struct people;
struct revision_notes;
struct app {
	struct work *works; /* that are open, the one opened last first; the edition in use is that of the first */
	struct printing *printing; /* started ahead of what it prints; NULL: none */
	char *proof_path;
	char *data_root, *store_path, *config_path, *cache_path;
	char *own_config_path; /* of the person; "" where none is known */
	enum lang lang;
	date_days as_of, today;
	bool no_store;
	bool interactive, store_said;
	bool practice;                  /* the store is, or is to be, one for practice */
	bool lists_exercises;           /* the command lists exercises: a store that is not there yet, or empty, has none begun */
	char *practice_path, *earnest_path; /* where the store for practice is, and the other one */
	struct diag_list config_faults; /* kept for the doctor, whom a bad configuration does not stop */
	bool clock_fixed; /* `today` was given: seconds count from its midnight */
	struct config config;
	char *keys_path, *theme;
	struct keymap keymap;
	bool keymap_read;
	char *author;
	char *edition_id; /* of new cases: as the caller said, else the one that counts today */
	struct loaded *loaded; /* the first is that of edition_id */
	size_t current; /* of them, that of the open case; else the first */
	size_t loaded_count, loaded_capacity;
	struct era_table eras; /* read alone for the first screen */
	bool has_eras;
	struct column_maps *maps;
	struct snapshot *snapshot;
	char *rows_fault; /* why its rows could not be read; NULL while that is not known */
	struct shelf shelves[SHELVES]; /* that of the services is `snapshot` */
	enum listing_shelf view[SHELVES]; /* what is searched, in the order in which it is shown */
	size_t view_count;
	struct registry_filter *filter, filters[2]; /* in force; the first is that of the registry alone, the other that of filter_place */
	char *filter_place;
	date_days filter_until;
	struct search_hits hits;
	struct store *store;
	bool writable;
	struct sign_key key;
	bool has_key;
	struct people *people; /* NULL: none, or not yet read */
	bool people_read, has_person_key;
	struct sign_key person_key;
	struct life *life; /* the table of the life of a case; NULL until it is asked for */
	struct revision_notes *notes; /* of history.c; NULL until a history is asked for */
};

/* Makes the edition of an id, which is loaded, the one that app_edition gives; "" for that of new cases. */
void app_use_edition(struct app *app, const char *id);
/* practice_store.c: what an opened store is. STATUS_USAGE where practice was asked for and the store holds cases in earnest. */
enum status app_settle_practice(struct app *app, struct diag_list *diags);
/* Marks a store that is to be one for practice and is empty; the key must be open. */
enum status app_mark_practice(struct app *app, struct diag_list *diags);

/* The edition and engine of an id, loaded when first asked for. */
enum status app_load_edition(struct app *app, const char *id, struct loaded *out, struct diag_list *diags);
/* Sees to it that a loaded edition holds the bytes of its files, before it goes into a record; see edition_complete. */
enum status app_complete_edition(struct app *app, const char *id, struct diag_list *diags);
enum status app_maps(struct app *app, struct diag_list *diags);
/*
 * A snapshot by its number in the store, "sample:NAME", its name, "current" or "previous", complete. STATUS_FAILED where there is none of that name.
 */
enum status app_load_snapshot(struct app *app, const char *said, struct snapshot **out, struct diag_list *diags);
/* The snapshot of services whose bytes have this digest, complete; *out NULL where it is neither in the store nor one of the samples. */
enum status app_find_snapshot(struct app *app, const struct digest *digest, struct snapshot **out, struct diag_list *diags);
/* Reads the rows of the snapshot in use where they are not yet read. */
enum status app_rows(struct app *app, struct diag_list *diags);
/* The snapshot in use of a shelf, complete; *out NULL where there is none. */
enum status app_shelf_read(struct app *app, enum listing_shelf shelf, struct snapshot **out, struct diag_list *diags);
/* The same for screens: NULL where it cannot be read, too, which the line of the snapshot then says. */
struct snapshot *app_shelf(struct app *app, enum listing_shelf shelf);
/* Another one is in use from now on. */
void app_shelf_forget(struct app *app, enum listing_shelf shelf);
/* What a number of a candidate stands for: a service, else an offer of the catalogue. *out NULL: neither. */
enum status app_find_listing(struct app *app, const char *number, const struct listing **out, const struct snapshot_info **origin, struct diag_list *diags);
/*
 * Fills the service facts of every candidate from the snapshot: from its row, or as "on no list" where the registry id is "none". A number that is
 * not in the snapshot leaves them unknown, with a warning. Values that are already frozen in the dossier stay. Only a number has the rows read, and
 * only that can fail.
 */
enum status app_resolve_listings(struct app *app, struct dossier *dossier, struct diag_list *diags);
/* The file beside the store that remembers the last head, so that a chain cut short is noticed. */
char *app_head_path(const struct app *app);
enum status app_head_save(const struct app *app, const struct digest *entry, struct diag_list *diags);
/* The same after an entry that is already kept: that the file cannot be written is a warning then. */
void app_head_follow(const struct app *app, const struct digest *entry, struct diag_list *diags);
bool app_head_load(const struct app *app, struct digest *out);

#endif
