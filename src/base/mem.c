/* SPDX-License-Identifier: Apache-2.0 */
/*
 * This is the only place where the program ends outside main: without memory it can neither finish a case nor say truthfully that it did
 * not. Arena blocks are kept in a list with the newest first; only the newest is filled.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* strnlen */
#endif
#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_BLOCK_SIZE = 16384 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

/* The message is written with no formatting and no allocation, because nothing else can be trusted to work now. */
static _Noreturn void out_of_memory(void)
{
	fputs("kumoshirube: out of memory\n", stderr);
	abort();
}

void *mem_alloc(size_t size)
{
	void *memory = calloc(1, size ? size : 1);

	if (!memory)
		out_of_memory();
	return memory;
}

void *mem_array(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);

	if (!memory)
		out_of_memory();
	return memory;
}

void *mem_grow(void *old, size_t count, size_t size)
{
	void *memory;

	if (size && count > SIZE_MAX / size)
		out_of_memory();
	memory = realloc(old, count && size ? count * size : 1);
	if (!memory)
		out_of_memory();
	return memory;
}

void *mem_dup(const void *bytes, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		out_of_memory();
	copy = mem_grow(NULL, len + 1, 1);
	if (len)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

char *mem_strdup(const char *text)
{
	return text ? mem_dup(text, strlen(text)) : mem_dup("", 0);
}

char *mem_strndup(const char *text, size_t len)
{
	return mem_dup(text, strnlen(text, len));
}

char *mem_vprintf(const char *format, va_list args)
{
	char brief[256];
	va_list again;
	char *text;
	int len;

	/* Most texts are brief, and then one pass both measures and makes them. */
	va_copy(again, args);
	len = vsnprintf(brief, sizeof brief, format, again);
	va_end(again);
	if (len < 0)
		out_of_memory();
	if ((size_t)len < sizeof brief)
		return mem_dup(brief, (size_t)len);
	text = mem_alloc((size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, args);
	return text;
}

char *mem_printf(const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	return text;
}

void mem_replace(char **slot, const char *text)
{
	/* The copy comes first: `text` may point into the old value. */
	char *copy = mem_strdup(text);

	free(*slot);
	*slot = copy;
}

void arena_init(struct arena *arena)
{
	arena->head = NULL;
}

void arena_done(struct arena *arena)
{
	struct arena_block *block = arena->head;

	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
	arena->head = NULL;
}

void arena_absorb(struct arena *to, struct arena *from)
{
	struct arena_block *last = from->head;

	if (!last)
		return;
	while (last->next)
		last = last->next;
	/* Behind the block that is being filled, lest the room left in it be lost. */
	if (to->head) {
		last->next = to->head->next;
		to->head->next = from->head;
	} else {
		to->head = from->head;
	}
	from->head = NULL;
}

/* Room that is not cleared: most of what an arena holds is text, which is written at once. */
static void *arena_room(struct arena *arena, size_t size)
{
	const size_t step = alignof(max_align_t);
	struct arena_block *block = arena->head;
	void *memory;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + step - 1) / step * step;
	if (!block || block->size - block->used < size) {
		size_t room = size > ARENA_BLOCK_SIZE ? size : ARENA_BLOCK_SIZE;

		block = mem_grow(NULL, sizeof *block + room, 1);
		block->used = 0;
		block->size = room;
		block->next = arena->head;
		arena->head = block;
	}
	memory = block->bytes + block->used;
	block->used += size;
	return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *memory = arena_room(arena, size);

	memset(memory, 0, size);
	return memory;
}

char *arena_dup(struct arena *arena, const void *bytes, size_t len)
{
	char *copy = arena_room(arena, len + 1);

	if (len)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
	size_t used = strnlen(text, len);
	char *copy = arena_room(arena, used + 1);

	memcpy(copy, text, used);
	copy[used] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return text ? arena_strndup(arena, text, strlen(text)) : arena_strndup(arena, "", 0);
}
