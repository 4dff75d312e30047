/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dossier of one case: a tree of entities (the case, its components, the steps of each, the candidates of each step), each with one
 * answer for every fact of its scope. It is plain data; who may change it and where it is kept is the business of app/ and store/.
 *
 * Keys name an entity everywhere (files, store, messages): "case"; "c1"; "c1-1"; "c1-1-k1". Children stand in the order of their numbers.
 * Beside its children an entity may have entries, which repeat and decide nothing on their own: the kinds of information of the case ("i1") and the
 * criteria of a candidate's checklist ("c1-1-k1-m1").
 */
#ifndef MODEL_DOSSIER_H
#define MODEL_DOSSIER_H

#include "base/buf.h"
#include "base/diag.h"
#include "model/answer.h"
#include "model/edition.h"
#include "model/listing.h"

#define ENTITY_KEY_MAX 32

struct entity {
	enum scope scope; /* any but SERVICE */
	char key[ENTITY_KEY_MAX + 1];
	int number; /* of the step; 0 for others */
	struct entity *parent;
	struct answer *answers;  /* edition->slots[scope] of them */
	struct answer *services; /* candidates only: edition->slots[SCOPE_SERVICE] */
	struct entity **children;
	size_t count, capacity;
	struct entity **entries; /* of the case and of candidates */
	size_t entry_count, entry_capacity;
};

struct dossier {
	const struct edition *edition; /* borrowed; outlives the dossier */
	char *id;       /* 32 hexadecimal digits in the store; "" for a file */
	char *reference; /* number given at the first save, e.g. "R8-0012"; "" before */
	date_days as_of; /* DATE_NONE: the caller's date counts */
	bool sample;     /* an example, marked as such wherever it is shown */
	char *practice;  /* the exercise that it is an answer to; "" for a case in earnest */
	struct entity *root;
};

/* A dossier with one empty component "c1" and its steps. */
struct dossier *dossier_new(const struct edition *edition);
void dossier_free(struct dossier **dossier);
struct dossier *dossier_copy(const struct dossier *dossier);

/* Entity by key, or NULL. */
struct entity *dossier_find(const struct dossier *dossier, const char *key);
/* Adds a component with all its steps; the key is the next free "cN" when NULL. NULL when the key is taken or malformed. */
struct entity *dossier_add_component(struct dossier *dossier, const char *key);
/* Adds a candidate to a step; the key is the next free one when NULL. */
struct entity *dossier_add_candidate(struct dossier *dossier, struct entity *step, const char *key);
/* Adds an entry to the case or to a candidate; the key is the next free one when NULL. NULL where the key is taken or none of its own. */
struct entity *dossier_add_entry(struct dossier *dossier, struct entity *owner, const char *key);
/* Removes a component, a candidate or an entry and all below it; an answer of the step that names the candidate is cleared. */
void dossier_remove(struct dossier *dossier, struct entity *entity);
/* Adds the entity that a key describes, with what it stands in (used when loading); NULL when the key is malformed. */
struct entity *dossier_ensure(struct dossier *dossier, const char *key);

/* Answer of a fact at an entity, or at the nearest ancestor whose scope is the fact's; service facts at a candidate. NULL when out of reach. */
struct answer *entity_answer(const struct entity *entity, const struct fact *fact);
struct answer *entity_answer_id(const struct dossier *dossier, const struct entity *entity, const char *fact_id);
/* Text of a text fact, "" when not given. */
const char *entity_text(const struct dossier *dossier, const struct entity *entity, const char *fact_id);

/* Calls `visit` for every entity, parents first and entries before children, until it returns false. */
void dossier_each(const struct dossier *dossier, bool (*visit)(struct entity *entity, void *context), void *context);

/* Case files (doc/formats.md section 5). Reading reports every fault and gives nothing on failure. */
enum status dossier_read(struct dossier **out, const struct edition *edition, const char *file, const char *bytes, size_t len,
	struct diag_list *diags);
/*
 * The same for a file that is likely to be read again as it is: a file at `agreed` (NULL or "" for none) remembers which bytes were read without
 * a fault under which edition, both INI readers agreeing; their form is checked no more. What is handed in is read by dossier_read.
 */
enum status dossier_read_with(struct dossier **out, const struct edition *edition, const char *file, const char *bytes, size_t len,
	const char *agreed, struct diag_list *diags);
void dossier_write(const struct dossier *dossier, struct buf *out);
/* Only the practice mark of a case file that was read before: the exercise, or "". Caller frees. */
char *dossier_peek_practice(const char *bytes, size_t len);
/* Only [meta.case] edition of a case file, so that the right edition can be loaded first. Caller frees; NULL with diags on a fault. */
char *dossier_peek_edition(const char *file, const char *bytes, size_t len, struct diag_list *diags);

#endif
