/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A map from names to things, so that a thousand facts, rules and clauses are found without a search. It keeps the pointers it is given:
 * names and things belong to the arena of the edition. Private to this room.
 */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct name_slot {
	const char *name; /* NULL: free */
	void *thing;
};
struct name_map {
	struct name_slot *slots;
	size_t count, capacity; /* capacity is a power of two, or 0 */
};

void names_done(struct name_map *map);
/* False when the name is taken; the first thing stays. `thing` is not NULL. */
bool names_add(struct name_map *map, const char *name, void *thing);
/* NULL when there is no such name. */
void *names_get(const struct name_map *map, const char *name);

#endif
