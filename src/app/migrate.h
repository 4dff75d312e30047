/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moving a case to another edition, first only in memory: what of it stays, what must be asked again, what has no place any more, what is asked in
 * addition, and what the outcome becomes. Nothing is stored here, and the case itself is never changed.
 */
#ifndef APP_MIGRATE_H
#define APP_MIGRATE_H

#include "app/app.h"

struct loaded;
struct work;

enum moved {
	MOVED_KEPT,    /* the question reads as before and takes the answer */
	MOVED_AGAIN,   /* the question reads otherwise, or does not take the answer */
	MOVED_DROPPED, /* there is no such question, or no such step */
	MOVED_NEW,     /* asked under the new edition, not under the old */
	MOVED_KINDS
};
struct moved_answer {
	enum moved how;
	char *key;    /* of the entity; of the new edition for what is new, else of the old */
	const struct fact *fact; /* of the new edition for what is new, else of the old */
	char *word;   /* the answer; "" for what is new */
};
/* One thing that came out otherwise: "case", "component c1", "rule kh-3-3-1-3 c1-1-k1". */
enum moved_about { MOVED_CASE, MOVED_COMPONENT, MOVED_RULE };
struct moved_outcome {
	char *about, *before, *after; /* words; "" where there was, or is, nothing */
	enum moved_about kind;
	char *key;               /* of the entity; under the new edition wherever it has a place there */
	const struct rule *rule; /* MOVED_RULE: of the new edition, of the old one where only that has it; else NULL */
	int was, is;             /* MOVED_RULE: enum outcome; else enum verdict_status; MOVED_NOTHING where there was, or is, nothing */
	const struct step_def *was_step, *is_step; /* MOVED_COMPONENT: what was, and is, adopted; NULL: nothing */
};
#define MOVED_NOTHING (-1)
struct migration {
	struct dossier *dossier; /* under the new edition */
	struct moved_answer *answers;
	size_t answer_count, answer_capacity;
	size_t counts[MOVED_KINDS];
	struct moved_outcome *outcomes;
	size_t outcome_count, outcome_capacity;
};

/* `from` is decided as of `as_of` by `old` as it stands. Listings are looked up anew. Release with migration_done, also after a failure. */
enum status migrate(struct app *app, const struct loaded *old, const struct dossier *from, const struct loaded *to, date_days as_of,
	struct migration *out, struct diag_list *diags);
/*
 * The same against a verdict that stands already (NULL: `from` decided as of `as_of`), with the listings looked up anew, or (`frozen`) as they stand in
 * `from`. `to` may be the very edition of `from`: then nothing moves, and only day and listings can tell.
 */
enum status migrate_against(struct app *app, const struct loaded *old, const struct dossier *from, const struct verdict *before, const struct loaded *to,
	date_days as_of, bool frozen, struct migration *out, struct diag_list *diags);
void migration_done(struct migration *migration);

/* An open case, looked at under another edition. STATUS_USAGE where it is of that edition already. */
enum status migrate_work(const struct work *work, const char *edition, struct migration *out, struct diag_list *diags);
/* Makes the new draft, which is then the open case; the old case stays as it is. Close it with work_close. */
enum status migration_begin(struct app *app, const struct migration *migration, struct work **draft, struct diag_list *diags);
/* Editions to which an open case could move, oldest first; *first is the one that counts for new cases, else the newest. Release with edition_names_done. */
struct edition_names {
	char **items;
	size_t count, capacity;
};
void migrate_targets(const struct work *work, struct edition_names *out, size_t *first);
void edition_names_done(struct edition_names *names);

/* migrate_compare.c. `map` gives the key under the new edition of an entity of the old one; "" for none. */
struct step_map;
void migrate_map_key(const struct step_map *map, const char *key, char out[ENTITY_KEY_MAX + 1]);
void migrate_compare(struct migration *migration, const struct step_map *map, const struct verdict *before, const struct verdict *after);

#endif
