/* SPDX-License-Identifier: Apache-2.0 */
/* Which answers rest on changed ones. Internal to engine/. */
#ifndef ENGINE_SHIFT_RESTS_H
#define ENGINE_SHIFT_RESTS_H

#include "engine/values.h"
#include "model/shift.h"

struct shift_states {
	const struct dossier *before, *after;
	const struct values *values; /* of `after`, with the walk settled */
};

/* Appends SHIFT_RESTS for every answer that rests on a changed one. `out` holds the findings and steps that changed, and the questions. */
void shift_add_rests(const struct shift_states *states, struct shifts *out);

#endif
