/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which questions still matter. A question matters while some answer to it, together with some answers to the other open questions, could change
 * the outcome: the status of the case and of its components, the outcome of a step, the candidate that is adopted, and what the rules of the
 * case, of the components and of the adopted candidate block, leave open or remark. Answers that are there are taken as they stand. What is
 * said to matter no more can matter no more, whatever else is answered; what is said to matter may in rare cases not.
 */
#ifndef ENGINE_RELEVANCE_H
#define ENGINE_RELEVANCE_H

#include "engine/engine.h"

/* A question that still matters. */
struct pending {
	const struct question *question;
	const struct entity *entity; /* borrowed from the dossier */
	bool reason;    /* it is answered; what matters is its reason, which is missing */
	unsigned named; /* by how much in gates, steps and rules waits for it */
};
struct relevance {
	struct pending *items; /* in the order in which they are asked, wider entities first */
	size_t count, capacity;
};

/* Release with relevance_done; `out` need not be initialised. */
void engine_relevance(const struct engine *engine, const struct dossier *dossier, date_days as_of, struct relevance *out);
void relevance_done(struct relevance *relevance);
/* The entry of a question, or NULL where it does not matter (any more, or because it is answered). */
const struct pending *relevance_find(const struct relevance *relevance, const struct entity *entity, const struct question *question);

/*
 * The question that matters most: of those that can be answered now and belong to a step that is reached, the one after whose answer the
 * fewest questions matter, on the average of its possible answers; the first asked of several. What was answered with "do not know" comes
 * after everything else. NULL when there is none.
 */
const struct pending *engine_next(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct relevance *relevance);

#endif
