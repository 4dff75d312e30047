/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine: a compiled edition, and the step machine that turns a dossier into a verdict. Pure: no clock, no file, no database, no
 * locale; the same dossier and date give the same bytes. Step order 3.1; entry, adoption and passing over as steps.ini says.
 */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "base/diag.h"
#include "model/dossier.h"
#include "model/edition.h"
#include "model/verdict.h"

struct engine;

/*
 * Compiles every expression of the edition and checks it whole: names, options, types, reach, cycles of `ask` and derived facts, clauses
 * that rules and questions cite, grounds and needs that name facts, steps in order. All faults at once. The edition outlives the engine.
 */
enum status engine_new(struct engine **out, const struct edition *edition, struct diag_list *diags);
void engine_free(struct engine **engine);
const struct edition *engine_edition(const struct engine *engine);

/* Decides a dossier as of a day. Never fails; the caller frees the verdict, which borrows from dossier and edition. */
struct verdict *engine_decide(const struct engine *engine, const struct dossier *dossier, date_days as_of);

/* Whether a question is asked of an entity now: YES, NO, or UNKNOWN while an earlier answer is missing. */
enum truth engine_asked(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *entity,
	const struct question *question);

/* The same for every question of a screen and every entry of an entity, which are many; in order of the entries. */
void engine_each_asked(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *owner,
	const struct screen *screen, void (*visit)(const struct entity *entry, const struct question *question, enum truth asked, void *context),
	void *context);

/* Every question that is asked of any entity: wider entities first, and in the order of the screens. */
void engine_every_asked(const struct engine *engine, const struct dossier *dossier, date_days as_of,
	void (*visit)(const struct entity *entity, const struct question *question, void *context), void *context);

/*
 * The value of a fact at an entity that has it, as the rules see it: its word ("" when not known) and where it comes from ("" when nothing is to be
 * said; the name of the entry that alone set a gathered one). Both are appended.
 */
void engine_read(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *entity, const struct fact *fact,
	struct buf *word, struct buf *source);

/* Where a clause of the policy is put to use. What decides comes first. */
enum home_kind { HOME_RULE, HOME_STEP, HOME_GATE, HOME_QUESTION, HOME_NOTICE, HOME_GRADE, HOME_SCHEME };
struct home {
	enum home_kind kind;
	const char *name; /* id of the rule or fact, number of the step, else the name of the section; valid during the visit */
	const struct text *title;
};
const char *home_word(enum home_kind kind); /* "rule", "step", ... */
/* Calls `visit` for each rule, step, gate, question, notice and catalogue entry that cites a clause. */
void engine_homes(const struct engine *engine, const char *clause, void (*visit)(const struct home *home, void *context), void *context);

/* Clauses that no rule, question, step, gate, notice or catalogue entry cites; for `policy check`. */
void engine_uncited(const struct engine *engine, void (*visit)(const struct clause *clause, void *context), void *context);

#endif
