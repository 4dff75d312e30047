/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scene on which combinations are tried, the plan of which facts vary and in what order, and the run through all of them. Internal to
 * the proof. The rules are examined by the same code as in a decision (findings.h): only the values are put in place from here.
 */
#ifndef ENGINE_PROVE_PLAN_H
#define ENGINE_PROVE_PLAN_H

#include <stdint.h>

#include "engine/findings.h"
#include "engine/prove.h"

#define FOLD_MAX 6 /* quantified facts that are followed together: 3^6 combinations of their truths */

/* One component with all its steps and one candidate in each, whose values are all settled and may be written over. */
struct scene {
	const struct engine *engine;
	struct dossier *dossier;
	struct arena arena;
	struct values values;
	struct node *component;
	struct node **steps, **candidates; /* by place of the step in the edition */
	struct value **services;
	size_t step_count;
};
void scene_init(struct scene *scene, const struct engine *engine);
void scene_done(struct scene *scene);
/* Where the value of a fact stands for a node that may read it. */
struct value *scene_cell(const struct scene *scene, struct node *node, const struct fact *fact);

/* Every expression that a plan follows: what they distinguish decides which values are worth trying. */
struct roots {
	const struct expr **items;
	size_t count, capacity;
};

enum item_kind {
	ITEM_ANSWER, /* asked or listed: its values, and unknown; unknown alone while it is not asked */
	ITEM_TRUTH,  /* derived from its own entity: follows from what stands before it */
	ITEM_FREE,   /* its values and unknown, whatever stands before it: a superset of what can be */
	ITEM_CHOSEN, /* candidate.chosen: yes or no once the step names a candidate */
	ITEM_PLACE,  /* component.model and component.deployment: the pairs that the steps can give */
	ITEM_FOLD,   /* derived from the entities below: every outcome that any number of them can give */
	ITEM_AS_OF,  /* the day of the decision */
	ITEM_REASON  /* whether the answer of a ground carries its reason */
};

struct plan;
struct fold {
	enum scope owner, over;
	const struct compiled_derived *parts[FOLD_MAX];
	bool wanted[FOLD_MAX];
	struct value *cells[FOLD_MAX];
	struct value saved[FOLD_MAX]; /* during a replay */
	size_t count, codes; /* codes = 3^count */
	struct plan *plan;   /* over the entities below */
	bool done;
	unsigned char *reached; /* by code: the truths of the wanted parts can be these together */
};
struct item {
	enum item_kind kind;
	const struct fact *fact;
	int64_t *values;
	size_t value_count;
	const struct compiled_derived *derived;
	struct fold *fold;
	struct node *node;   /* the owner; set by plan_bind */
	struct value *cell;
	struct value *second; /* ITEM_PLACE: that of component.deployment */
	const struct expr *ask;
	bool shown;
	bool open;           /* during a run: the question is asked */
	bool reason;         /* ITEM_REASON, during a run */
	char *words;         /* ITEM_REASON: what is lent to the answer as its reason; in the plan's arena */
	struct value saved;  /* during a replay */
	bool saved_open;
};
struct plan {
	const struct engine *engine;
	struct arena *arena;
	struct plan *outer;   /* of the entity that a fold belongs to; NULL for the first */
	enum scope owner;     /* facts of this scope and wider belong to `outer` */
	bool reads_outer;
	struct item *items;
	size_t count, capacity;
	struct roots *roots;
	const struct fact *whole; /* every option of it stands for itself */
	bool shallow;         /* what is named varies freely; nothing is followed */
	bool cut;             /* derived facts vary freely, save those that hang on `whole`: a superset of what can be */
	bool reduced;         /* a set has too many words for every subset */
	bool broken;          /* quantified facts depend on one another: not followed */
};

void plan_init(struct plan *plan, const struct engine *engine, struct arena *arena);
/* Adds all that an expression reads, in an order in which each comes after what it depends on. Nothing for an absent one. */
void plan_add(struct plan *plan, const struct compiled *compiled);
void plan_add_fact(struct plan *plan, const struct fact *fact);
/* Whether the ground has its reason; after all expressions. Nothing for NULL. */
void plan_add_reason(struct plan *plan, const struct fact *ground);
/* A rule with all that it asks: when it applies, rungs, exceptions, and whether their grounds have a reason. */
void plan_add_rule(struct plan *plan, const struct compiled_rule *rule);
/* Settles which values are tried; after everything was added. */
void plan_settle(struct plan *plan);
/* Ties the plan to a node; again for another node. */
void plan_bind(struct plan *plan, const struct scene *scene, struct node *node);
struct item *plan_item(const struct plan *plan, const struct fact *fact, enum item_kind kind);
/* The values of a fact that the expressions can tell apart; `reduced` is set when a set is not tried whole. */
void domain_fill(const struct roots *roots, const struct fact *fact, bool whole, struct arena *arena, int64_t **out, size_t *count, bool *reduced);

struct run {
	struct scene *scene;
	struct plan *plan;
	struct node *node; /* on which the subject is examined */
	uint64_t count, limit; /* 0: no limit */
	bool stopped;          /* more than `limit` */
	void (*visit)(struct run *run);
	void *context;
	uint64_t random;      /* not 0: one combination, drawn at random */
	struct item *changed; /* the rest: of a replay */
	struct value to;
	bool free;
};
/* Calls `visit` with every combination in place. The plan is bound. */
void run_all(struct run *run);
/* Visits `tries` combinations drawn at random: to find a witness, never to show that there is none. */
void run_some(struct run *run, uint64_t seed, uint64_t tries);
/*
 * From within a visit: the same answers once more with one of them changed, and `visit` called with what follows from it. An answer whose
 * question is asked only now takes every value in turn where `free` says so. Everything is as before afterwards.
 */
void run_again(struct run *run, struct item *changed, struct value value, bool free, void (*visit)(struct run *run));
/* Appends the answers in place, as "case.confidentiality = 2, ...". */
void run_describe(const struct run *run, struct buf *out);
/* Puts or takes away the reason of an ITEM_REASON. */
void item_give_reason(struct item *item, bool given);
/* Fills fold->reached of an item; the values of the entities below are as before. */
void fold_gather(struct scene *scene, struct item *item);

/* The subjects; each adds to the report. */
void prove_rule(struct scene *scene, const struct compiled_rule *rule, uint64_t whole_max, struct prove_report *report);
void prove_gates(struct scene *scene, struct prove_report *report);
void prove_step(struct scene *scene, size_t index, uint64_t whole_max, struct prove_report *report);
/* An unknown never gives a final yes: rules, conditions, derived facts and questions, each on what it names itself. */
void prove_lowered(struct scene *scene, struct prove_report *report);
/* Raising case.confidentiality turns no rule of a candidate from open or blocking to neither, save where proof.ini allows it. */
void prove_raised(struct scene *scene, uint64_t whole_max, struct prove_report *report);
/* What proof.ini allows at a candidate whose confidentiality was raised: its place among the allowances, or their count. */
size_t prove_allowance(const struct values *values, struct node *candidate);
/* What bars public deployment blocks every public candidate, and no step is adopted without an acceptable one. */
void prove_barred(struct scene *scene, uint64_t whole_max, struct prove_report *report);
/* Whether every question can be asked. */
void prove_asks(struct scene *scene, uint64_t whole_max, struct prove_report *report);

/* What an outcome is made of: it hangs on the truths of these expressions and on whether these facts are known, and on nothing else. */
struct subject {
	const struct compiled *const *parts;
	size_t part_count;
	const struct fact *const *known;
	size_t known_count;
};
/*
 * Runs a bound plan whole, or beyond `run->limit` in parts that share no fact (prove_split.c): `*split` says which. False when neither can be
 * done; `run->count` is then only what was tried.
 */
bool subject_run(struct run *run, const struct subject *subject, bool *split);

#endif
