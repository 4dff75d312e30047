/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A set of digests, which may come from anybody: where one stands in it is known to nobody who sends some, so that none can be made that are slow to find.
 * An empty one is zeroed memory. The digest of zeros stands for none and is never in it.
 */
#ifndef BASE_DIGESTS_H
#define BASE_DIGESTS_H

#include "base/sign.h"

struct digests {
	struct digest *places; /* open ones are zeros; no more than half of them are taken */
	size_t count, capacity;
};
/* True when it was not there yet. */
bool digests_add(struct digests *digests, const struct digest *digest);
bool digests_hold(const struct digests *digests, const struct digest *digest);
void digests_done(struct digests *digests);

#endif
