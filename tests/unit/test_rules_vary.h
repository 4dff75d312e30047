/* SPDX-License-Identifier: Apache-2.0 */
/* What is varied when every combination is tried, and the turn it is at. Shared by the files of test_rules only. */
#ifndef TEST_RULES_VARY_H
#define TEST_RULES_VARY_H

#include "test_rules.h"

#include "engine/compile.h"

#define VARIABLES_MAX 16
#define EXPRESSIONS_MAX 48
#define QUANTIFIED_MAX 16 /* three truths each, so that a class fits into a number */

/* One answer that is varied. */
struct variable {
	const struct fact *fact;
	bool ground; /* its reason is varied too */
	char **words;
	size_t count, capacity, at;
};
struct variation {
	const struct bench *bench;
	struct variable variables[VARIABLES_MAX];
	size_t count;
	const struct compiled *expressions[EXPRESSIONS_MAX]; /* all that were read, for their literals */
	size_t expression_count;
	const struct compiled *quantified[QUANTIFIED_MAX]; /* over the steps */
	size_t quantified_count;
	const char *obstacle; /* why nothing can be shown; NULL when all is well */
};

/* Adds what an expression, a fact or the ground of a rung reads, down to the answers. */
void vary_add(struct variation *plan, const struct compiled *compiled);
void vary_add_fact(struct variation *plan, const struct fact *fact);
void vary_add_ground(struct variation *plan, const struct fact *ground);
/* Fills in the values once everything is added; the number of combinations, 0 when it is beyond the limit. Release with vary_done. */
size_t vary_ready(struct variation *plan);
void vary_done(struct variation *plan);
/* The next combination; false after the last, and the plan then stands at the first again. */
bool vary_next(struct variation *plan);
/* Answers the questions as the combination says, seen from an entity. */
void vary_set(const struct variation *plan, struct entity *entity);
void vary_write(const struct variation *plan, struct buf *out);

#endif
