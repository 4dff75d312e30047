/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is too large to be tried whole, on dossiers drawn at random from a seed that is told: a walk that changes one answer at a time and looks
 * after each change whether what was promised still holds. It stays near candidates that are acceptable and cases that are decided, because
 * that is where a promise could break. The same seed, stream and count give the same walk.
 */
#ifndef ENGINE_PROVE_RANDOM_H
#define ENGINE_PROVE_RANDOM_H

#include "engine/prove.h"

/* One whole verdict for so many candidates examined. */
#define PROVE_CASES_A_VERDICT 80

struct prove_random {
	uint64_t seed;
	unsigned stream; /* walks of one seed that share nothing */
	uint64_t cases;  /* candidates to examine */
	/* What was looked at: */
	uint64_t examined;   /* candidates, each after one changed answer */
	uint64_t acceptable; /* of them acceptable */
	uint64_t lowered, raised, barred, unread, hidden, reordered; /* looks at each promise */
	uint64_t verdicts, decided, onprem, taken; /* whole verdicts; with one answer taken away */
};
/* Walks; faults go to the report, the first of each kind. */
void prove_random(const struct engine *engine, struct prove_random *job, struct prove_report *report);
/* Adds the counts of `from`. */
void prove_random_add(struct prove_random *to, const struct prove_random *from);

/* A number that is the same for two verdicts whose outcomes are: statuses, steps, candidates, and each finding with its rung and exception. */
uint64_t prove_sign(const struct verdict *verdict);

#endif
