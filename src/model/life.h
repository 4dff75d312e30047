/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a case as a table (data/process/life.ini, doc/formats.md section 16): its states, and the steps that lead from one to another, each with
 * those who may take it. Nothing here knows a case; what happened is in the chain, and the state is what the table makes of it.
 */
#ifndef MODEL_LIFE_H
#define MODEL_LIFE_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/i18n.h"
#include "base/mem.h"

/* What is done to a case. Submitting makes a revision, everything else an act (model/act.h) of the kind that its word names. */
enum life_verb {
	LIFE_SUBMIT, LIFE_RECALL, LIFE_WITHDRAW, LIFE_ADVISE, LIFE_RETURN, LIFE_APPROVE, /* these move the case */
	LIFE_REMARK, LIFE_CONFIRM, LIFE_HOLD, LIFE_ANSWER, LIFE_CLOSE,                   /* these speak of one answer */
	LIFE_VERBS
};
enum life_role { LIFE_OFFICER, LIFE_ADVISER, LIFE_APPROVER, LIFE_AUDITOR, LIFE_ROLES };

#define LIFE_STATES_MAX 16
struct life_state {
	const char *name;
	struct text title;
};
struct life_step {
	struct text title;
	unsigned from; /* bit n for states[n] */
	unsigned by;   /* bit n for a role */
	unsigned formerly; /* roles that may not take it any more, but could: what they did stands in records and counts */
	int to;        /* index of a state; -1: as it was */
	bool text;     /* words must go with it */
};
struct life {
	struct life_state states[LIFE_STATES_MAX];
	size_t state_count;
	struct life_step steps[LIFE_VERBS];
	int draft, revising, superseded; /* indexes of the states that the program itself speaks of */
	struct arena arena;
};
/*
 * From the data root, or from bytes. STATUS_INPUT with every fault. Release with life_free. A file at `agreed` (NULL or "" for none) remembers
 * which bytes were read without a fault, so that they are not compared again.
 */
enum status life_load(struct life **out, const char *root, const char *agreed, struct diag_list *diags);
enum status life_parse(struct life **out, const char *file, const char *bytes, size_t len, struct diag_list *diags);
void life_free(struct life **life);

/* "submit", "recall", ...; the kind of the chain entry but for the first, which is "revision". */
const char *life_verb_word(enum life_verb verb);
/* From the kind of a chain entry; false for a kind that is no step of a case. */
bool life_verb_of_kind(const char *kind, enum life_verb *out);
const char *life_kind(enum life_verb verb);
const char *life_role_word(enum life_role role);
bool life_role_parse(const char *word, enum life_role *out);
bool life_speaks_of_answer(enum life_verb verb);

/* Index of a state, or -1. */
int life_state_find(const struct life *life, const char *name);
/* Whether the table lets somebody in one of `roles` (bits) take the step from a state. */
bool life_allows(const struct life *life, int state, enum life_verb verb, unsigned roles);
/* The same of a step that stands in a record: also those who could take it formerly. */
bool life_allowed(const struct life *life, int state, enum life_verb verb, enum life_role role);
bool life_was_of(const struct life *life, enum life_verb verb, enum life_role role);
int life_after(const struct life *life, int state, enum life_verb verb);
/* Whether a step is one that its author's own case may not get: whoever hands in does not review or approve. */
bool life_is_of_others(const struct life *life, enum life_verb verb);

#endif
