/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a delivery, or nothing but time, changes for the cases of the store: two snapshots side by side, the rows that near their expiry date,
 * and which case rests on each row, as a draft or as it was handed in.
 */
#ifndef APP_CHANGES_H
#define APP_CHANGES_H

#include "app/app.h"

/* A snapshot that can be named: those of the store, newest first; the shipped samples while the store has none. */
struct snapshot_choice {
	char *word; /* "3" (in the store) or "sample:earlier" */
	char *name;
	date_days issued_on;
	enum listing_shelf shelf;
	bool sample;
};
struct snapshot_choices {
	struct snapshot_choice *items;
	size_t count, capacity;
};
/* `all`: the samples as well when the store has snapshots of its own. */
enum status app_snapshot_choices(struct app *app, bool all, struct snapshot_choices *out, struct diag_list *diags);
/* The place of the next older one of the same shelf, or `count`. */
size_t snapshot_choices_before(const struct snapshot_choices *choices, size_t at);
void snapshot_choices_done(struct snapshot_choices *choices);

/* A candidate of a case that names a registration number. */
struct resting {
	char *number;           /* folded */
	char *reference, *title, *key;
	char *shown;  /* the same for people */
	char *stage;  /* word of the state: of the draft, or of what was handed in and what has become of that since */
	int revision; /* of what was handed in: its number; 0: a draft */
};
struct restings {
	struct resting *items; /* in order of number, then reference */
	size_t count, capacity;
};
/* Drafts, and of what was handed in the last revision of each case. None where there is no store. */
enum status app_restings(struct app *app, struct restings *out, struct diag_list *diags);
/* Those of a registration number; *count of them. Borrowed. */
const struct resting *restings_of(const struct restings *restings, const char *number, size_t *count);
void restings_done(struct restings *restings);
/* "R8-0001 title (Step1, under way)", with the state as every other screen calls it. Appends. */
void resting_text(const struct resting *resting, struct buf *out);

/* Two snapshots side by side. */
struct comparison;
enum status app_compare_snapshots(struct app *app, const char *before, const char *after, struct comparison **out, struct diag_list *diags);
void comparison_free(struct comparison **comparison);
/* In lines for people; `only_cases`: only rows on which a case rests. Appends. */
void app_comparison_text(const struct app *app, const struct comparison *comparison, bool only_cases, struct buf *out);

/* The snapshot in use as time passes it by. */
struct passing;
enum status app_passing(struct app *app, date_days day, struct passing **out, struct diag_list *diags);
void passing_free(struct passing **passing);
void app_passing_text(const struct app *app, const struct passing *passing, bool only_cases, struct buf *out);

/* The same as JSON. Appends. */
void app_comparison_json(const struct app *app, const struct comparison *comparison, struct buf *out);
void app_passing_json(const struct app *app, const struct passing *passing, struct buf *out);

#endif
