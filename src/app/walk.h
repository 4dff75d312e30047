/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The open case as one line of stops, for those who cannot see a list: each question that is asked now, in the order of the task list, and what stands
 * between the questions. What is added to a list is asked about before the list itself, so that whoever adds to it comes back to it.
 */
#ifndef APP_WALK_H
#define APP_WALK_H

#include "app/work.h"

enum stop_kind {
	STOP_QUESTION,
	STOP_ENTRIES,    /* may be added to */
	STOP_CANDIDATES, /* may be added to */
	STOP_COMPARE,    /* something to read */
	STOP_VERDICT,    /* something to read */
	STOP_SUBMIT
};
struct stop {
	enum stop_kind kind;
	const struct screen *screen;     /* of questions and entries; else NULL */
	const struct question *question; /* STOP_QUESTION */
	char key[ENTITY_KEY_MAX + 1];    /* entity */
	size_t at, of;                   /* a question's place among those of its screen, from 1 */
};
struct stops {
	struct stop *items;
	size_t count, capacity;
};
/* What can be begun; steps that are not reached have no stops, nor have those that are not needed any more. `out` is zeroed or used before. */
void work_stops(const struct work *work, struct stops *out);
void stops_done(struct stops *stops);
/* Where a stop stands, or `count`. */
size_t stops_find(const struct stops *stops, const struct stop *stop);
/* The first stop of an entity, of what hangs below it, or else of its list; `count` where there is none. */
size_t stops_of(const struct stops *stops, const char *key);
/* Where to go on after the stop `at` of an earlier list: behind it, or behind the nearest one before it that is still there. */
size_t stops_after(const struct stops *now, const struct stops *before, size_t at);
/* The stop that the saved place names, else the first question without an answer, else the first stop. */
size_t work_stop_saved(const struct work *work, const struct stops *stops);
/* Saves a question as the place. */
enum status work_stop_save(struct work *work, const struct stop *stop, struct diag_list *diags);

#endif
