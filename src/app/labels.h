/* SPDX-License-Identifier: Apache-2.0 */
/* How the parts of an open case are called, in the language of the session. */
#ifndef APP_LABELS_H
#define APP_LABELS_H

#include "app/work.h"

/* Key of the component that an entity belongs to; "" for the case itself. */
void component_key(const char *key, char out[ENTITY_KEY_MAX + 1]);
/* "name" of a candidate, or its key. */
const char *candidate_name(const struct work *work, const char *key);
/* Name of the component that an entity belongs to, or "Component N"; nothing for the case itself. Appends. */
void component_label(const struct work *work, const char *key, struct buf *out);
/* What a part says to a question, in `dossier`, which may be a trial of the open case: "(no answer yet)" where it says nothing. Appends. */
void answer_words(const struct work *work, const struct dossier *dossier, const char *key, const struct fact *fact, struct buf *out);
/* Sections of the clauses, separated by ", ". Appends. */
void clause_sections(const struct app *app, const char *ids, struct buf *out);
/* How an entry is called: what its first text question says, else its key. Appends. */
void entry_name(const struct work *work, const struct entity *entry, struct buf *out);
/* Label of what is missing: "label" and the entity it is missing of. Appends. */
void missing_label(const struct app *app, const struct work *work, const struct fact_missing *missing, struct buf *out);

/* Whether a title begins by calling itself a sample: the mark beside it would say it twice. */
bool names_sample(const char *title);
/* "R8-0012 title" of the open case, with the mark of a sample. Appends. */
void work_title_line(const struct work *work, struct buf *out);
/* What handing in would do, and what it has done, in lines. Both append. */
void work_submit_effect(const struct work *work, struct buf *out);
void work_handed_in_text(const struct work *work, const struct handed_in *handed_in, struct buf *out);

#endif
