/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tipping points: each single other answer to each question that is asked is tried, and those after which the case comes out otherwise are kept.
 * And the questions that still matter, most decisive first.
 */
#ifndef ENGINE_TIPPING_H
#define ENGINE_TIPPING_H

#include "engine/relevance.h"
#include "model/verdict.h"

/* One other answer after which the outcome is another. Everything is borrowed from the dossier and the edition. */
struct tip {
	const struct question *question;
	const struct entity *entity;
	bool unknown;    /* the other answer is "do not know" */
	int64_t number;  /* else the option, or yes and no */
	bool open;       /* there is no answer yet */
	enum verdict_status status;       /* of the case after it */
	const struct entity *component;   /* the first one that comes out otherwise; NULL: none, only the case */
	enum verdict_status component_status;
	const struct step_def *adopted;   /* its step after it; NULL: none */
	const struct entity *candidate;   /* NULL: none */
};
struct tips {
	struct tip *items; /* in the order of the questions */
	size_t count, capacity;
	size_t tried;    /* answers that were tried */
	size_t untried;  /* and those that were not, because there were too many */
	size_t questions; /* with answers that can be tried: a choice, or yes and no */
};

#define TIPPING_TRIALS 4000 /* that many cases are decided at most */

/* `out` need not be initialised; release with tips_done. `trials`: how many are tried at most. */
void engine_tips(const struct engine *engine, const struct dossier *dossier, date_days as_of, size_t trials, struct tips *out);
void tips_done(struct tips *tips);

/*
 * The questions of `relevance` in the order in which they are worth asking: that of engine_next first, then those that can be answered now, by how few
 * questions would matter after them on the average. `out` has room for relevance->count.
 */
void engine_rank(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct relevance *relevance,
	const struct pending **out);

#endif
