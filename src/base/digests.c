/* SPDX-License-Identifier: Apache-2.0 */
/* The place is made from all of the digest and from the address of the places, which differs from run to run and from growth to growth. */
#include "base/digests.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_CAPACITY = 64 };
static const struct digest none;

static size_t place_of(const struct digests *digests, const struct digest *digest)
{
	uint64_t at = (uint64_t)(uintptr_t)digests->places, words[sizeof digest->bytes / sizeof(uint64_t)];
	size_t place;

	memcpy(words, digest->bytes, sizeof words);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		at = (at ^ words[i]) * UINT64_C(0x9e3779b97f4a7c15);
		at ^= at >> 32;
	}
	for (place = at % digests->capacity; !digest_equal(&digests->places[place], &none) && !digest_equal(&digests->places[place], digest);)
		place = (place + 1) % digests->capacity;
	return place;
}

static void grow(struct digests *digests)
{
	struct digests fresh = { .count = digests->count, .capacity = digests->capacity ? digests->capacity * 2 : FIRST_CAPACITY };

	fresh.places = mem_array(fresh.capacity, sizeof *fresh.places);
	for (size_t i = 0; i < digests->capacity; i++)
		if (!digest_equal(&digests->places[i], &none))
			fresh.places[place_of(&fresh, &digests->places[i])] = digests->places[i];
	free(digests->places);
	*digests = fresh;
}

bool digests_add(struct digests *digests, const struct digest *digest)
{
	size_t at;

	if (digest_equal(digest, &none) || digests_hold(digests, digest))
		return false;
	if ((digests->count + 1) * 2 > digests->capacity)
		grow(digests);
	at = place_of(digests, digest);
	digests->places[at] = *digest;
	digests->count++;
	return true;
}

bool digests_hold(const struct digests *digests, const struct digest *digest)
{
	return digests->count && !digest_equal(digest, &none) && digest_equal(&digests->places[place_of(digests, digest)], digest);
}

void digests_done(struct digests *digests)
{
	free(digests->places);
	*digests = (struct digests){ .places = NULL };
}
