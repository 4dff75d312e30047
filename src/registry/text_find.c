/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Japanese text is bad for a search by its first byte: every kana begins with the same one. So two bytes of the word are compared with sixteen
 * places at once, its last one and the one before that, which differ most from character to character. Where the processor has no such
 * registers the C library searches.
 */
#include "registry/text_find.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>

enum { BLOCK = 16 };

/* Places of a block at which both bytes stand, one bit each. */
static unsigned both(const char *at, size_t first, size_t last, __m128i want_first, __m128i want_last)
{
	__m128i a, b;

	memcpy(&a, at + first, sizeof a);
	memcpy(&b, at + last, sizeof b);
	return (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, want_first), _mm_cmpeq_epi8(b, want_last)));
}

const char *text_find(const char *at, const char *end, const char *word, size_t len)
{
	size_t last = len - 1, first = len > 1 ? len - 2 : 0;
	__m128i want_first = _mm_set1_epi8(word[first]), want_last = _mm_set1_epi8(word[last]);

	for (; at < end; at += BLOCK) {
		unsigned places = both(at, first, last, want_first, want_last);

		for (; places; places &= places - 1) {
			const char *place = at + __builtin_ctz(places);

			if (memcmp(place, word, len) == 0)
				return place + len <= end ? place : NULL;
		}
	}
	return NULL;
}

#else

const char *text_find(const char *at, const char *end, const char *word, size_t len)
{
	return memmem(at, (size_t)(end - at), word, len);
}

#endif
