/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list says the same few words and dates a million times. What a cell came to is remembered by its bytes, and the words of a row by the cells
 * that they come from. A place that is taken is never given to another cell, so that a pointer to it means the same to the end.
 */
#include "registry/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS = 512, ROWS = 1024 };

struct words_seen {
	const struct coded *cells[CODED_COUNT];
	char *words;
};
struct reading_memory {
	struct coded cells[CODED_COUNT][CELLS];
	struct words_seen rows[ROWS];
};

struct reading_memory *reading_memory_new(void)
{
	return MEM_NEW(struct reading_memory);
}

struct coded *reading_memory_cell(struct reading_memory *memory, enum column column, const char *cell)
{
	size_t hash = 0;
	struct coded *place;

	for (const char *at = cell; *at; at++)
		hash = hash * 31 + (unsigned char)*at;
	place = &memory->cells[column - CODED_FIRST][hash % CELLS];
	return !place->cell || strcmp(place->cell, cell) == 0 ? place : NULL;
}

char **reading_memory_words(struct reading_memory *memory, const struct coded *const cells[CODED_COUNT])
{
	size_t hash = 0;
	struct words_seen *place;

	for (int i = 0; i < CODED_COUNT; i++)
		hash = hash * 31 + (size_t)(cells[i] - memory->cells[i]);
	place = &memory->rows[hash % ROWS];
	if (!place->words)
		memcpy(place->cells, cells, sizeof place->cells);
	return memcmp(place->cells, cells, sizeof place->cells) == 0 ? &place->words : NULL;
}
