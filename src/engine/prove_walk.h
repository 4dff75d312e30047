/* SPDX-License-Identifier: Apache-2.0 */
/* The walker of the random part. Internal to prove_random.c, prove_walk.c and prove_whole.c. */
#ifndef ENGINE_PROVE_WALK_H
#define ENGINE_PROVE_WALK_H

#include "engine/prove_plan.h"
#include "engine/prove_random.h"

/* What can be changed in one move. */
struct lever {
	const struct fact *fact;
	bool reason; /* its reason, not its value */
	int64_t *values;
	size_t value_count;
};
struct walker {
	const struct engine *engine;
	struct dossier *dossier;
	struct arena arena;
	struct values values;
	struct node **steps, **candidates;
	struct value **services;
	size_t step_count;
	struct lever *levers;      /* of the candidates */
	size_t lever_count;
	struct lever *whole;       /* of the whole case, save the service facts */
	size_t whole_count;
	size_t offset[SCOPE_COUNT + 1]; /* a fact's place among all facts is offset[scope] + slot */
	unsigned char **reads;     /* by rule and fact: 1 read, 2 it can make answered() say otherwise */
	unsigned char *before, *after; /* by rule: outcome, and GOOD */
	unsigned char *said;       /* by rule: faults already told; the last one is for all */
	const struct fact *secrecy, *deployment, *confidentiality;
	uint64_t random;
	date_days as_of;
	char *words; /* lent to an answer as its reason */
	struct prove_random *job;
	struct prove_report *report;
};

/* Neither blocks nor is open. */
#define WALK_GOOD 0x80u
enum { SAID_LOWERED = 1, SAID_RAISED = 2, SAID_UNREAD = 4, SAID_HIDDEN = 8, SAID_ORDER = 16, SAID_BARRED = 32, SAID_ONPREM = 64 };

void walker_init(struct walker *walker, const struct engine *engine, struct prove_random *job, struct prove_report *report);
void walker_done(struct walker *walker);
uint64_t walker_draw(struct walker *walker, uint64_t below);
/* The answer that a lever moves at an entity. */
struct answer *walker_answer(struct walker *walker, struct node *node, const struct fact *fact);
void walker_put(struct answer *answer, bool known, int64_t number);
void walker_give_reason(const struct walker *walker, struct answer *answer, bool given);
/* Moves one lever to something else. */
void walker_move(struct walker *walker, const struct lever *lever, struct answer *answer);
/* Forgets what was computed for the step's candidate and above it, and takes over its service facts. */
void walker_forget(struct walker *walker, size_t step);
/* Examines the candidate of a step: outcomes by rule into `out`; the number of rules that stand in the way. */
size_t walker_examine(struct walker *walker, size_t step, unsigned char *out);
/* Appends the known answers that a rule reads, or all where it is NULL. */
void walker_describe(struct walker *walker, size_t step, const struct compiled_rule *rule, struct buf *out);
bool walker_barred(struct walker *walker);

/* One whole case after a few changed answers (prove_whole.c); `target` is the step that the walk would like to adopt. */
void walk_whole(struct walker *walker, size_t target, uint64_t moves);

#endif
