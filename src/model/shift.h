/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What differs between two states of one case: the case as it stands, and the same case with some answers changed. The list names everything that
 * an officer should see before the change is made.
 */
#ifndef MODEL_SHIFT_H
#define MODEL_SHIFT_H

#include "model/verdict.h"

enum shift_kind {
	SHIFT_CASE,      /* the verdict of the case */
	SHIFT_COMPONENT, /* the status, the step or the candidate of a component */
	SHIFT_STEP,      /* the outcome of a step */
	SHIFT_FINDING,   /* the outcome of a rule */
	SHIFT_STOPS,     /* a question is asked no more */
	SHIFT_BEGINS,    /* a question is asked that was not */
	SHIFT_RESTS      /* an answer that was given in view of what is changed now */
};

/* `before` and `after` are of enum verdict_status, step_outcome or outcome; the pointers beside them are NULL where the kind has none. */
struct shift {
	enum shift_kind kind;
	const char *key; /* of the entity; borrowed from the state afterwards */
	int before, after;
	const struct component_result *was, *is; /* SHIFT_COMPONENT */
	const struct step_def *step;             /* SHIFT_STEP */
	const struct rule *rule;                 /* SHIFT_FINDING */
	const struct question *question;         /* SHIFT_STOPS, SHIFT_BEGINS, SHIFT_RESTS */
	bool kept; /* of a question: it holds an answer, which is to be looked at again */
};
struct shifts {
	struct shift *items; /* in order of the kinds, then of the entities */
	size_t count, capacity;
};

void shifts_done(struct shifts *shifts);
/* "case", "component", "step", "finding", "stops", "begins", "rests" */
const char *shift_kind_word(enum shift_kind kind);
/* How many of a kind there are. */
size_t shifts_count(const struct shifts *shifts, enum shift_kind kind);

#endif
