/* SPDX-License-Identifier: Apache-2.0 */
/* The open case as the files of this room see it. */
#ifndef APP_WORK_INTERNAL_H
#define APP_WORK_INTERNAL_H

#include "app/records.h"
#include "app/session.h"
#include "app/work.h"
#include "engine/relevance.h"

/* What the store keeps beside the answer to a question. */
enum cell_kind {
	CELL_ANSWER,
	CELL_TYPED, /* what was typed and is no answer yet */
	CELL_CHECK  /* the answer is to be looked at again: "key fact" of what was changed */
};
struct beside {
	char key[ENTITY_KEY_MAX + 1];
	char *fact_id, *text;
};
struct beside_list {
	struct beside *items;
	size_t count, capacity;
};

#define PRACTICE_FACT "practice" /* cell of the case: the exercise that it is an answer to; no fact has a name without a dot */

struct work {
	struct app *app; /* borrowed */
	struct work *opened_before; /* and still open; see app->works */
	struct loaded rules; /* borrowed from the session */
	struct store_case meta;
	struct dossier *dossier;
	struct verdict *verdict;
	struct relevance relevance; /* of the same answers as the verdict */
	struct beside_list typed, checks;
	struct digest seen; /* of the draft as it was read */
	struct asking asking;
	bool place_noted; /* meta.place is not in the store yet */
	bool moved; /* somebody else has changed the draft, and it was read again; until work_moved was asked */
	int64_t saved_at;
	bool held, read_only; /* held: for changing; read_only: somebody else had it when that was last tried */
};

/* Cells of a whole dossier: entities first, then answers. Texts are borrowed from the dossier except the words, which `words` owns. */
struct cells {
	struct store_cell *items;
	size_t count, capacity;
	struct arena words;
};
void cells_init(struct cells *cells);
void cells_done(struct cells *cells);
void cells_add_entity(struct cells *cells, const char *key, bool exists, int64_t at);
void cells_add_answer(struct cells *cells, const char *key, const struct fact *fact, const struct answer *answer);
void cells_add_dossier(struct cells *cells, const struct dossier *dossier);

/* work_tasks.c: how far the questions of a list are. */
enum task_state work_asked_state(const struct asked_list *asked);

/* work_check.c: a text of this kind is a cell of its own beside the answer's; NULL takes it away. */
void cells_add_beside(struct cells *cells, const struct work *work, enum cell_kind kind, const char *key, const struct fact *fact, const char *text);
/* The fact of a cell, and what the cell holds of it. */
const char *cell_fact(const char *fact, enum cell_kind *kind);
void beside_add(struct beside_list *list, const char *key, const char *fact_id, const char *text);
const char *beside_find(const struct beside_list *list, const char *key, const char *fact_id);
void beside_list_done(struct beside_list *list);

/* How many of the marked answers that count stand below an entity. */
size_t work_checks_below(const struct work *work, const struct entity *entity);

struct shifts;
/* Marks every kept answer of the differences; the cause is what was changed. */
void cells_add_checks(struct cells *cells, const struct work *work, const struct shifts *shifts, const char *cause_key, const struct fact *cause);
/* Adds the marks that come of putting an answer in the place of another; none where there was none. */
enum status work_mark_rests(const struct work *work, const struct entity *entity, const struct fact *fact, const struct answer *fresh,
	struct cells *cells, struct diag_list *diags);
/* After another listing was named: what the registry says of the candidate is read again. Nothing for other facts. */
enum status work_resolve_anew(struct app *app, struct dossier *dossier, struct entity *entity, const struct fact *fact, struct diag_list *diags);

/* work_edit.c: the parts of saving an answer. */
enum status work_find_place(const struct work *work, const char *key, const char *fact_id, struct entity **entity, const struct fact **fact,
	struct diag_list *diags);
/* Reason, evidence, author and time, where they are fit for a record. */
enum status work_grounds(const struct work *work, const struct fact *fact, const char *reason, const char *evidence, struct answer *out,
	struct diag_list *diags);
/* A date that would stand on the wrong side of another is refused. */
enum status work_check_order(const struct work *work, const struct entity *entity, const struct fact *fact, const struct answer *answer,
	struct diag_list *diags);
void work_keep_implied(struct cells *cells, const struct work *work, const struct entity *entity);
/* Saves the cells as one unit of undo, releases them, and brings dossier and verdict up to date. */
enum status work_apply(struct work *work, struct cells *cells, struct diag_list *diags);

/* A choice of a candidate names one of the entity's own; every other answer stands by itself. */
bool work_choice_stands(const struct dossier *dossier, const struct entity *entity, const struct fact *fact, const struct answer *answer);

/* The day that counts: of the options, else of the case file it came from, else today. */
date_days work_as_of(const struct work *work);

/* Builds the dossier anew from the store, and derives its verdict. */
enum status work_reload(struct work *work, struct diag_list *diags);
#define STAGE_SUBMITTED "submitted" /* as the store calls it */
/* Saves title and verdict word for the list of cases. */
enum status work_refresh(struct work *work, struct diag_list *diags);
/* A change of the draft as this work has read it. */
struct store_change work_change(const struct work *work);
/*
 * The end of every change: what is stored now is read again, also where the change was refused because somebody else had been there. Returns
 * `status`, or why that failed.
 */
enum status work_settle(struct work *work, const struct store_change *change, enum status status, struct diag_list *diags);

/* Everything a record of this work is made from. `line` owns the text of the policy check. */
struct record;
void work_record_fill(const struct work *work, struct record *record, struct buf *line);

#endif
