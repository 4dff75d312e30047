/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that never fails. Every function here returns memory or ends the process: a program that decides where a ministry's system is
 * hosted must not go on with half a case in its hands, and no caller could do better than stop.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

#define MEM_MALLOC __attribute__((malloc, returns_nonnull, warn_unused_result))

/* Zeroed memory of `size` bytes (at least one). Release with free(). */
void *mem_alloc(size_t size) MEM_MALLOC;
/* Zeroed array; aborts when the product overflows. */
void *mem_array(size_t count, size_t size) MEM_MALLOC;
/* Grows `old` (may be NULL) to `count` elements; new elements are not cleared. */
void *mem_grow(void *old, size_t count, size_t size) __attribute__((returns_nonnull, warn_unused_result));
/* Copy of a string; NULL gives an empty string. */
char *mem_strdup(const char *text) MEM_MALLOC;
char *mem_strndup(const char *text, size_t len) MEM_MALLOC;
/* Copy of `len` bytes followed by a NUL that does not count. */
void *mem_dup(const void *bytes, size_t len) MEM_MALLOC;
/* printf into new memory. */
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2), malloc, returns_nonnull, warn_unused_result));
char *mem_vprintf(const char *format, va_list args) __attribute__((format(printf, 1, 0), malloc, returns_nonnull, warn_unused_result));
/* Frees *slot and stores a copy of `text`. */
void mem_replace(char **slot, const char *text);

#define MEM_NEW(type) ((type *)mem_alloc(sizeof(type)))

/* Makes room for one more element in an array kept as (items, count, capacity). */
#define MEM_PUSH_ROOM(items, count, capacity) \
	do { \
		if ((count) == (capacity)) { \
			(capacity) = (capacity) ? (capacity) * 2 : 8; \
			(items) = mem_grow((items), (capacity), sizeof *(items)); \
		} \
	} while (0)

/*
 * An arena: many small objects with one lifetime. An edition or a verdict owns one and is released whole.
 */
struct arena_block;
struct arena {
	struct arena_block *head;
};
void arena_init(struct arena *arena);
void arena_done(struct arena *arena);
/* Zeroed, aligned for any object. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));
/* Makes everything in `from` live as long as `to`; `from` is empty afterwards. */
void arena_absorb(struct arena *to, struct arena *from);
char *arena_strdup(struct arena *arena, const char *text) __attribute__((returns_nonnull));
char *arena_strndup(struct arena *arena, const char *text, size_t len) __attribute__((returns_nonnull));
/* Bytes that may hold a NUL, with one more behind them. */
char *arena_dup(struct arena *arena, const void *bytes, size_t len) __attribute__((returns_nonnull));

#endif
