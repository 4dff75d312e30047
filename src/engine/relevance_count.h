/* SPDX-License-Identifier: Apache-2.0 */
/* The search for what matters, as the choice of the next question uses it. Internal to engine/. */
#ifndef ENGINE_RELEVANCE_COUNT_H
#define ENGINE_RELEVANCE_COUNT_H

#include "engine/values.h"

/* How many questions matter under these open values (values_init_open), in which some may have been settled by values_set before. */
size_t relevance_count(const struct values *values);

#endif
