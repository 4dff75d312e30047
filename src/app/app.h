/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A session of the program: paths, language, date, edition, engine, snapshot and store, opened once and passed to every use case. There are
 * no globals. tui/ and cli/ know only this room; both therefore give the same results.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "model/dossier.h"
#include "model/edition.h"
#include "model/listing.h"
#include "model/verdict.h"

#define APP_EDITION "2021-03-30" /* where no directory of data/policy has a date */

/* What the caller was told by arguments and environment; NULL or DATE_NONE where nothing was said. All borrowed for the session. */
struct app_options {
	const char *data_root;   /* directory holding data/ and screens/ */
	const char *store_path;         /* as said by option or environment */
	bool store_said;                /* by option: what only reads must then find it there */
	const char *default_store_path; /* where the store is when neither they nor the configuration say */
	const char *config_path;
	bool config_said; /* by option: it must then be there */
	const char *own_config_path; /* the person's own, which need not be there; NULL: config_path */
	const char *keys_path; /* the officer's own keys; NULL or "": none */
	const char *theme; /* of the screens, by option; NULL: as configured */
	const char *proof_path; /* the file that says what was proved; NULL: proof.ini of the data root */
	const char *cache_path; /* marks of what was read without a fault, beside which parsed editions are kept; NULL or "" for none */
	enum lang lang;
	date_days as_of; /* DATE_NONE: today, or what `as_of_typed` says */
	const char *edition; /* of new cases; NULL: the newest that is not after today */
	const char *as_of_typed; /* a day in any form that the screens take, too; NULL: none */
	date_days today; /* DATE_NONE: the clock */
	bool no_store;   /* do not look for a store at all */
	bool practice;    /* exercises, in a store of their own beside the default one, unless the store is said */
	bool interactive; /* a person waits at the screen: a store that is held by another process is told within a second */
};

struct app;

/* What a command needs; app_open does no more than that, because a decision from a file must be quick. */
enum app_need {
	APP_RULES = 1,       /* edition and engine */
	APP_SNAPSHOT = 2,    /* the current snapshot of the store, else the shipped sample */
	APP_STORE_READ = 4,  /* the store, if it exists */
	APP_STORE_WRITE = 8, /* the store, created when absent, and the signing key */
	APP_PRACTICE = 32,   /* as if practice had been asked for */
	APP_ROWS = 16,       /* the snapshot with its rows; without this they are read when they are first asked for */
	APP_PDF = 128,       /* a PDF will be made: the program that makes it is started at once, and opens its fonts meanwhile */
	APP_FIRST = 64       /* with others: rules and signing key are asked for later, by app_require; until then there are the eras alone */
};
/* Opens a session. STATUS_INPUT, STATUS_FAILED or STATUS_LOCKED with messages otherwise. Release with app_close. */
enum status app_open(struct app **out, const struct app_options *options, unsigned needs, struct diag_list *diags);
void app_close(struct app **app);
/* Widens an open session by further needs. */
enum status app_require(struct app *app, unsigned needs, struct diag_list *diags);

/* The edition of the open case, else that of new cases. */
const struct edition *app_edition(const struct app *app);
const struct era_table *app_eras(const struct app *app);
enum lang app_lang(const struct app *app);
date_days app_today(const struct app *app);
date_days app_as_of(const struct app *app); /* of the options, else today */
/* Takes over the date of the clock where it is not given and has changed; true when a new day has begun. `now`: seconds UTC. */
bool app_pass_midnight(struct app *app, int64_t now);
int64_t app_now(const struct app *app);     /* seconds UTC */
const char *app_author(const struct app *app);  /* name from the configuration, else the login name */
const char *app_role(const struct app *app);
const char *app_text(const struct app *app, const struct text *text); /* in the session's language */
const char *app_version(void);
/* Value of a configuration key ("theme", "lines", ...) or the default of its table row; never NULL. */
const char *app_config(const struct app *app, const char *key);

/* The keys of the session, read when first asked for; STATUS_INPUT with file:line where keys.ini cannot be taken. Borrowed. */
struct keymap;
enum status app_keymap(struct app *app, const struct keymap **out, struct diag_list *diags);
/* Whether the store of this session is one for practice. What is done there is marked as practice wherever it is shown. */
bool app_is_practice(const struct app *app);
/* Goes over to the store for practice, or back to the one before; no case may be open. On a fault the session stays where it was. */
enum status app_practice_set(struct app *app, bool on, struct diag_list *diags);

/* Snapshot in use; NULL when there is none. */
const struct snapshot_info *app_snapshot(const struct app *app);
/* One line: name, issue date, age, and the marks below. Appends. */
void app_snapshot_line(const struct app *app, struct buf *out);
/* " [sample]", else " [unsigned]" or " [signed]"; then " [stale]" where it is older than the configuration has it. Appends. */
void app_snapshot_marks(const struct app *app, const struct snapshot_info *info, struct buf *out);
bool app_snapshot_stale(const struct app *app, const struct snapshot_info *info);
/* The line of any snapshot, which begins with its shelf. Appends. */
void app_origin_line(const struct app *app, const struct snapshot_info *info, struct buf *out);
/* A line for each shelf in view that has a snapshot. Appends. */
void app_view_lines(struct app *app, struct buf *out);
/* "policy check" in one line, as it goes into each record. Appends. */
void app_policy_line(const struct app *app, struct buf *out);

/* The messages of a command as JSON, see doc/record-json.md. Appends. */
void app_messages_json(const struct diag_list *diags, enum status status, struct buf *out);

/* ---- the registry ---- */

struct search_hits;
/*
 * The rows are read by whichever of these is called first. When they cannot be read they count as none, and the line of the snapshot says so; who
 * can report more asks for APP_ROWS before. A row has a number that tells its shelf, too, so that it means the same row whichever shelves have been
 * read meanwhile, as long as nothing is taken in.
 */
size_t app_registry_count(struct app *app); /* of the rows in view */
const struct listing *app_registry_row(struct app *app, size_t number);
size_t app_registry_number(enum listing_shelf shelf, size_t row);
enum listing_shelf app_registry_place(size_t number, size_t *row);
/* Rows that match; see registry/registry.h for the folding. The array is owned by the session until the next call. */
const size_t *app_registry_search(struct app *app, const char *query, size_t *count);
/* Which shelves the three above and app_registry_find look at, and in which order they are shown; at first the services alone. */
void app_registry_view(struct app *app, const enum listing_shelf *order, size_t count);
bool app_registry_in_view(const struct app *app, enum listing_shelf shelf);
/*
 * For whom one searches: `place` names a step of a case, "" is the registry alone. What narrows the one does not narrow the other, and another step
 * begins without a filter.
 */
void app_registry_search_for(struct app *app, const char *place);
/* The snapshot that a row belongs to, or NULL. */
const struct snapshot_info *app_registry_origin(struct app *app, const struct listing *row);
/* The snapshot of the catalogue where a number is an offer of it and no service, else that of the services; or NULL. */
const struct snapshot_info *app_registry_origin_of(struct app *app, const char *number);
/* The snapshot in use of a shelf, or NULL. */
const struct snapshot_info *app_shelf_info(struct app *app, enum listing_shelf shelf);
/*
 * Which audit bodies of the list in use a text names, by name or number, and how each stands; `also_none`: that it names none is said, too. False, and
 * nothing appended, where there is no such list or nothing to say.
 */
bool app_audit_bodies_named(struct app *app, const char *text, bool also_none, struct buf *out);
/* What narrows every search of the session, as the officer has set it; changed in place. */
struct snapshot_filter;
struct registry_filter {
	unsigned lists, forms, states; /* as in struct snapshot_filter: bits, 0 for all */
	int within_days;               /* the expiry date comes within so many days; 0: any, and none */
	char region[64];
};
struct registry_filter *app_registry_filter(struct app *app);
bool app_registry_filtered(const struct app *app);
/* The need of a case until a day, which some states hang on; DATE_NONE: none. */
void app_registry_until(struct app *app, date_days until);
/* Query and filter as one sentence. Appends. */
void app_registry_sentence(const struct app *app, const char *query, size_t found, struct buf *out);
/* The same of any filter; `screened`: only what remains after screening was shown. */
void app_filter_sentence(const struct registry_filter *filter, const char *query, bool screened, size_t found, struct buf *out);
/* A row with another number whose name looks like this one's, or NULL. */
const struct listing *app_registry_alike(struct app *app, const struct listing *row);
const struct listing *app_registry_find(struct app *app, const char *number);

#endif
