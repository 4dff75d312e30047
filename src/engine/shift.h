/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a change of answers does to a case, found by deciding it before and after. Which answers rest on a changed one is read off the expressions
 * of the edition: those that say when a question is asked, what a rule looks at, and what a step hangs on.
 */
#ifndef ENGINE_SHIFT_H
#define ENGINE_SHIFT_H

#include "engine/engine.h"
#include "model/shift.h"

/* A state of the case: its answers, and what engine_decide has made of them. */
struct shift_side {
	const struct dossier *dossier;
	const struct verdict *verdict;
};

/*
 * Appends every difference. The parts of both dossiers are the same. An answer rests on a changed one where it comes later (the same part, or one
 * below it) and its question is asked in view of it, or is read beside it by a rule that now finds otherwise; and where it is an answer about a step
 * whose outcome changes. An answer that is itself changed rests on none. Release with shifts_done.
 */
void engine_shifts(const struct engine *engine, const struct shift_side *before, const struct shift_side *after, struct shifts *out);

#endif
