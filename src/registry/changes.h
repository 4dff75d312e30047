/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changes for a listed service: between two snapshots, and by nothing but the passing of time. Both name rows; whom it concerns is for
 * app/ to say.
 */
#ifndef REGISTRY_CHANGES_H
#define REGISTRY_CHANGES_H

#include "registry/registry.h"

/* What may differ; a bit mask, in the order in which it is told. */
enum change_field {
	CHANGE_ADDED = 1, CHANGE_REMOVED = 2, CHANGE_STATUS = 4, CHANGE_EXPIRY = 8, CHANGE_SCOPE = 16, CHANGE_REGIONS = 32, CHANGE_NAME = 64,
	CHANGE_PROVIDER = 128, CHANGE_FORMS = 256, CHANGE_LEVEL = 512, CHANGE_FUNCTIONS = 1024, CHANGE_REGISTERED = 2048, CHANGE_NOTE = 4096
};
#define CHANGE_FIELDS 13

struct snapshot_change {
	const struct listing *before, *after; /* NULL where the row was added or removed; borrowed from the snapshots */
	unsigned fields;
};
struct snapshot_changes {
	struct snapshot_change *items; /* in order of list and number */
	size_t count, capacity;
	size_t of[CHANGE_FIELDS]; /* rows with each field, in the order of the bits */
	size_t unchanged;
};
/*
 * Compares row by row; a row is the same one when list and registration number (folded) are the same. A name is never what identifies it. Both
 * snapshots must be complete and outlive the result. Texts count as they are shown, in NFC. `out` is overwritten.
 */
void snapshot_compare(const struct snapshot *before, const struct snapshot *after, struct snapshot_changes *out);
void snapshot_changes_done(struct snapshot_changes *changes);
/* "added", "status", ...: words for programs, by the place of the bit. */
const char *change_field_word(unsigned place);

/* A row whose expiry date, as listed, lies before a day or less than so many days after it. */
struct snapshot_due {
	const struct listing *row; /* borrowed */
	int days;                  /* from the day to the expiry date; less than 0 when it has passed */
	unsigned band;             /* 0: passed; 1, 2, ...: within bands[band - 1] */
};
struct snapshot_dues {
	struct snapshot_due *items; /* the earliest date first */
	size_t count, capacity;
};
/* `bands` are days, ascending. Rows that are removed, and rows without a date, are left out. `out` is overwritten. */
void snapshot_due_by(const struct snapshot *snapshot, date_days day, const int *bands, size_t count, struct snapshot_dues *out);
void snapshot_dues_done(struct snapshot_dues *dues);

#endif
