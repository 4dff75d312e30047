/* SPDX-License-Identifier: Apache-2.0 */
/* What the store held when it was looked at last, by a reader of its own, and which answers may have changed since. */
#ifndef TESTS_UNIT_MONKEY_STORE_H
#define TESTS_UNIT_MONKEY_STORE_H

#include <stdbool.h>
#include <stddef.h>

struct seen_cell {
	char *key, *fact, *word, *reason, *evidence;
};
struct seen_case {
	char id[33];
	struct seen_cell *cells;
	size_t count, capacity;
};
struct seen_answers {
	struct seen_case *cases;
	size_t count, capacity;
	struct seen_cell *allowed; /* key and fact alone */
	size_t allowed_count, allowed_capacity;
	bool anything; /* an act came that may take any answer away */
	struct store *store;
	char *path;
};
void seen_init(struct seen_answers *kept);
void seen_done(struct seen_answers *kept);
/* This answer may change until the next check. */
void seen_allow(struct seen_answers *kept, const char *key, const char *fact);
/* Reads the case at `path`; NULL where all is well, else what was lost (caller frees). What may change is forgotten. */
char *seen_check(struct seen_answers *kept, const char *path, const char *id);

#endif
