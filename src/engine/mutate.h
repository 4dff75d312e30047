/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules with one small mistake in them: an operator turned, a constant moved, an option exchanged, a force, a ground or a quantifier changed. If
 * no example notices, no example shows what that part is for. Only the part concerned is compiled anew, in place of the right one, and put
 * back afterwards.
 */
#ifndef ENGINE_MUTATE_H
#define ENGINE_MUTATE_H

#include "engine/engine.h"

struct mutant {
	const char *name; /* such as "rule.kh-3-3-1-4 require.1 2 = -> <>": its part, the place in it from 1, and the change */
	const char *text; /* the source of that place; "" where it is no expression */
	const char *file;
	int line;
	const struct rule *rule; /* NULL when it is no part of a rule */
	const struct fact *asked; /* the fact whose `ask` it is, else NULL */
	const struct fact *gathered; /* the fact that entries answer, when it is a part of that, else NULL */
};
/*
 * Makes every mutant of the engine in turn and calls `visit` while it is in place; false ends it. The engine must not be in use elsewhere, and is
 * as before afterwards. Everything of the mutant is borrowed for the call.
 */
void mutate_each(struct engine *engine, bool (*visit)(const struct mutant *mutant, void *context), void *context);

#endif
