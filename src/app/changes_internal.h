/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison as the files that make and print it see it. */
#ifndef APP_CHANGES_INTERNAL_H
#define APP_CHANGES_INTERNAL_H

#include "app/changes.h"
#include "app/session.h"
#include "registry/changes.h"

struct comparison {
	struct snapshot *before, *after; /* owned */
	struct snapshot_changes changes;
	struct restings cases;
};
#define PASSING_BANDS 2
struct passing {
	date_days day;
	int bands[PASSING_BANDS]; /* days, ascending */
	const struct snapshot *snapshot; /* of the session; NULL: none */
	struct snapshot_dues dues;
	struct restings cases;
};

/* What a field of a change is called, by its place, and what stood and stands there. The last two are appended. */
const char *app_change_label(unsigned place);
void app_change_values(const struct app *app, const struct snapshot_change *change, unsigned place, struct buf *before, struct buf *after);

#endif
