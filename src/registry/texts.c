/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks without a header for each text, and a table by hash in which the later text takes the place of the earlier one. */
#include "registry/texts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { BLOCK_BYTES = 65536, LATELY_FIRST = 256, LATELY = 16384, SHARED_BYTES = 200 };

struct text_block {
	struct text_block *next;
	char bytes[];
};

struct text_piece {
	struct text_piece *next;
	char *bytes;
};

static char *room(struct texts *texts, size_t size)
{
	if (!texts->head || size > BLOCK_BYTES - texts->used) {
		struct text_block *block = mem_grow(NULL, sizeof *block + (size > BLOCK_BYTES ? size : BLOCK_BYTES), 1);

		block->next = texts->head;
		texts->head = block;
		texts->used = 0;
	}
	texts->used += size;
	return texts->head->bytes + (texts->used - size);
}

static uint32_t hash_of(const char *text, size_t len)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	return hash ^ hash >> 15;
}

/* A short list is read for one look, so the table is small until there is more than a block of texts. What it forgets by growing is copied once more. */
static char **slot_of(struct texts *texts, const char *text, size_t len)
{
	size_t wanted = texts->head && texts->head->next ? LATELY : LATELY_FIRST;

	if (texts->slots != wanted) {
		free(texts->lately);
		texts->lately = mem_array(wanted, sizeof *texts->lately);
		texts->slots = wanted;
	}
	return &texts->lately[hash_of(text, len) % texts->slots];
}

char *texts_add(struct texts *texts, const char *text, size_t len)
{
	char **slot = NULL, *copy;

	if (len <= SHARED_BYTES) {
		slot = slot_of(texts, text, len);
		if (*slot && strncmp(*slot, text, len) == 0 && (*slot)[len] == '\0')
			return *slot;
	}
	copy = room(texts, len + 1);
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (slot)
		*slot = copy;
	return copy;
}

void texts_adopt(struct texts *texts, char *piece)
{
	struct text_piece *node = MEM_NEW(struct text_piece);

	node->bytes = piece;
	node->next = texts->pieces;
	texts->pieces = node;
}

void texts_done(struct texts *texts)
{
	while (texts->head) {
		struct text_block *next = texts->head->next;

		free(texts->head);
		texts->head = next;
	}
	while (texts->pieces) {
		struct text_piece *next = texts->pieces->next;

		free(texts->pieces->bytes);
		free(texts->pieces);
		texts->pieces = next;
	}
	free(texts->lately);
	*texts = (struct texts){ .head = NULL };
}
