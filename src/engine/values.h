/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The values that rules see: one node for each entity of a dossier, with its own values and a frame for every scope above it. A value is
 * computed when something first asks for it and then kept; a node never changes once a value was read, save for component.model and
 * component.deployment, which the walk settles before anything may read them (lint.c refuses whatever could read them earlier).
 */
#ifndef ENGINE_VALUES_H
#define ENGINE_VALUES_H

#include "engine/compile.h"

struct mention;

struct node {
	const struct entity *entity; /* borrowed from the dossier */
	struct node *parent;
	struct node *children;
	size_t count;
	struct node *entries; /* beside the tree; of the case and of candidates */
	size_t entry_count;
	struct value *own;     /* by slot of the entity's scope */
	unsigned char *states; /* of `own` */
	struct frames frames;  /* own and wider scopes, and the service of a candidate */
	struct node *owners[SCOPE_COUNT]; /* that hold the facts of its own scope, of wider ones and of the service; NULL for what is out of reach */
	struct mention *mentions; /* of relevance.c alone, by slot; else NULL */
};

struct values {
	const struct engine *engine;
	const struct dossier *dossier;
	date_days as_of;
	struct arena *arena;
	struct node *root;
	bool open; /* see values_init_open */
};

/* Builds the nodes in `arena`, which outlives `values`; there is nothing to release. */
void values_init(struct values *values, const struct engine *engine, const struct dossier *dossier, date_days as_of, struct arena *arena);
/*
 * The same for asking what may still become of a case: what is known under these values stays so whatever else is answered and whichever
 * candidates are added. So answered() is never NO, and no quantifier over candidates is settled by those that are there not being enough.
 */
void values_init_open(struct values *values, const struct engine *engine, const struct dossier *dossier, date_days as_of, struct arena *arena);
struct node *values_find(const struct values *values, const struct entity *entity);
/* The node that holds a fact for `node`: itself, one above it, or NULL when out of reach. */
struct node *values_owner(struct node *node, const struct fact *fact);
/* The value of a fact at the node that owns it; `node` must be that node. */
struct value values_get(const struct values *values, struct node *node, const struct fact *fact);
/* Truth of an expression at a node; `absent` where there is none. */
enum truth values_truth(const struct values *values, struct node *node, const struct compiled *compiled, enum truth absent);
/* Whether the question of an asked fact is asked at the node that owns it. */
enum truth values_asked(const struct values *values, struct node *node, const struct fact *fact);
/* Whether the screen of the question belongs to the step that the entity is or stands in. */
bool values_shown(const struct fact *fact, const struct entity *entity);
/* The answer behind an asked or listed fact at the node that owns it. */
const struct answer *values_answer(const struct node *node, const struct fact *fact);
/* Settles a fact that the program provides. Nothing happens when `fact` is NULL. */
void values_set(struct node *node, const struct fact *fact, struct value value);
/* Whether the entries of the node, and not its answer, give the value of a fact. */
bool values_gathered(const struct values *values, const struct node *node, const struct fact *fact);
/* The value that the entries give; *setter (may be NULL) becomes the entry that alone decided it, or NULL. gather.c */
struct value values_gather(const struct values *values, struct node *node, const struct fact *fact, struct node **setter);
/* The value of a fact that is derived. gather.c */
struct value values_derived(const struct values *values, struct node *node, const struct compiled_derived *derived);
struct value value_of_truth(enum truth truth);
/* The candidate that a step names, or NULL while it names none that is there. */
struct node *values_chosen(const struct values *values, struct node *step);
/* Calls `visit` for every node of a scope below `node`, in order; entries are those of the node itself. */
void values_each_below(struct node *node, enum scope scope, void (*visit)(struct node *node, void *context), void *context);

#endif
