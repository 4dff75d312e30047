/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a name was met last: a map from names to places, so that what runs through the whole chain looks at each entry a few times and never at
 * each pair of them. Names are borrowed and must outlive the map.
 */
#ifndef APP_TALLY_H
#define APP_TALLY_H

#include <stddef.h>

struct tally_slot {
	const char *name; /* NULL: free */
	size_t place;
};
struct tally {
	struct tally_slot *slots;
	size_t count, capacity; /* capacity is a power of two, or 0 */
	size_t looked;          /* slots that were looked at since the beginning: what a use of the map has cost */
};
#define TALLY_NONE ((size_t)-1)
/* Zeroed is empty. */
void tally_done(struct tally *tally);
/* The place of a name, TALLY_NONE where it was not met. */
size_t tally_get(struct tally *tally, const char *name);
/* Puts a place in place of the one before. */
void tally_set(struct tally *tally, const char *name, size_t place);
/* The same for a name that was met; the map goes on with the name that it has, so `name` may be gone afterwards. */
void tally_move(struct tally *tally, const char *name, size_t place);

#endif
