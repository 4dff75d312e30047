/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody who watches long work and may stop it. Borrowed by the work; NULL where nobody watches. */
#ifndef BASE_WATCH_H
#define BASE_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct watch {
	/* Told how much of how much is done, in any unit that grows; false stops the work, which then leaves everything as it was. */
	bool (*progress)(size_t done, size_t of, void *context);
	void *context;
};

static inline bool watch_goes_on(const struct watch *watch, size_t done, size_t of)
{
	return !watch || !watch->progress || watch->progress(done, of, watch->context);
}

#endif
