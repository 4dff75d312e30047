/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open addressing; the hash takes eight bytes at a time in the manner of FNV, because an edition makes thousands of looks. Nothing is ever removed, so a free slot always ends a probe; the table is kept at most half full, so a
 * free slot always exists.
 */
#include "model/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static uint64_t hash_of(const char *name)
{
	uint64_t hash = 14695981039346656037u, word;
	size_t len = strlen(name);

	for (; len >= sizeof word; name += sizeof word, len -= sizeof word) {
		memcpy(&word, name, sizeof word);
		hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
	}
	word = 0;
	memcpy(&word, name, len);
	hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32; /* a product mixes upwards, and the mask takes what is below */
}

static struct name_slot *slot_of(const struct name_map *map, const char *name)
{
	size_t mask = map->capacity - 1;
	size_t at = (size_t)hash_of(name) & mask;

	while (map->slots[at].name && strcmp(map->slots[at].name, name) != 0)
		at = (at + 1) & mask;
	return &map->slots[at];
}

static void grow(struct name_map *map)
{
	struct name_map wider = { .capacity = map->capacity ? map->capacity * 2 : 64, .count = map->count };

	wider.slots = mem_array(wider.capacity, sizeof *wider.slots);
	for (size_t i = 0; i < map->capacity; i++)
		if (map->slots[i].name)
			*slot_of(&wider, map->slots[i].name) = map->slots[i];
	free(map->slots);
	*map = wider;
}

void names_done(struct name_map *map)
{
	free(map->slots);
	*map = (struct name_map){ 0 };
}

bool names_add(struct name_map *map, const char *name, void *thing)
{
	struct name_slot *slot;

	if ((map->count + 1) * 2 > map->capacity)
		grow(map);
	slot = slot_of(map, name);
	if (slot->name)
		return false;
	*slot = (struct name_slot){ .name = name, .thing = thing };
	map->count++;
	return true;
}

void *names_get(const struct name_map *map, const char *name)
{
	return map->capacity ? slot_of(map, name)->thing : NULL;
}
