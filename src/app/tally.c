/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing, at most half full: a look ends at the name or at a free slot, which on the average is near. */
#include "app/tally.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FIRST_CAPACITY 64
/* FNV-1a. The names are made by the program, so nobody can choose them to meet in one slot. */
#define HASH_BASIS 0xcbf29ce484222325u
#define HASH_PRIME 0x100000001b3u

static size_t hash_of(const char *name)
{
	uint64_t hash = HASH_BASIS;
	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * HASH_PRIME;
	return (size_t)(hash ^ hash >> 32);
}

static struct tally_slot *find(struct tally *tally, const char *name)
{
	size_t at = hash_of(name) & (tally->capacity - 1);
	for (;; at = (at + 1) & (tally->capacity - 1)) {
		struct tally_slot *slot = &tally->slots[at];
		tally->looked++;
		if (!slot->name || strcmp(slot->name, name) == 0)
			return slot;
	}
}

void tally_done(struct tally *tally)
{
	free(tally->slots);
	*tally = (struct tally){ .slots = NULL };
}

size_t tally_get(struct tally *tally, const char *name)
{
	const struct tally_slot *slot = tally->capacity ? find(tally, name) : NULL;
	return slot && slot->name ? slot->place : TALLY_NONE;
}

static void make_room(struct tally *tally)
{
	struct tally_slot *old = tally->slots;
	size_t count = tally->capacity;
	tally->capacity = count ? count * 2 : FIRST_CAPACITY;
	tally->slots = mem_array(tally->capacity, sizeof *tally->slots);
	for (size_t i = 0; i < count; i++)
		if (old[i].name)
			*find(tally, old[i].name) = old[i];
	free(old);
}

void tally_set(struct tally *tally, const char *name, size_t place)
{
	if (tally->count * 2 >= tally->capacity)
		make_room(tally);
	struct tally_slot *slot = find(tally, name);
	tally->count += slot->name == NULL;
	*slot = (struct tally_slot){ .name = name, .place = place };
}

void tally_move(struct tally *tally, const char *name, size_t place)
{
	struct tally_slot *slot = tally->capacity ? find(tally, name) : NULL;
	if (slot && slot->name)
		slot->place = place;
}
