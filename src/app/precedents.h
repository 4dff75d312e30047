/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Precedents: decisions that were handed in earlier on the same deciding answers and ended otherwise. Deciding are the choices about the case and the
 * part that the trace of the verdict names; what is judged in a step, and which services there were, is where two such cases may part, and is shown.
 */
#ifndef APP_PRECEDENTS_H
#define APP_PRECEDENTS_H

#include "app/decisions.h"
#include "model/dossier.h"

#define PRECEDENT_DIFFERENCES_MAX 2 /* with so many other answers it is still told, as a near one */
struct precedent {
	struct decision decision;
	char *title;
	char part[ENTITY_KEY_MAX + 1], other[ENTITY_KEY_MAX + 1]; /* of this case, and of that one */
	char *mine, *theirs;   /* how the parts end, for people */
	char *theirs_word;     /* of the model, or of the verdict where none is adopted */
	size_t same, differences; /* deciding answers */
	char *differing;       /* "label: mine / theirs", a line each; "" when all are the same */
	char *reasons;         /* why, a line each: steps passed over with their reasons, and what was adopted */
};
struct precedents {
	char *reference;
	int number;      /* of the revision that was compared */
	size_t deciding; /* answers that it was compared by, of the part with the most */
	size_t looked_at;
	struct precedent *items; /* the same answers first, then the nearest; later ones first */
	size_t count, capacity;
};
/* For the newest revision of a case (id or reference). STATUS_FAILED where nothing was handed in. Release in each case. */
enum status app_precedents(struct app *app, const char *which, struct precedents *out, struct diag_list *diags);
void precedents_done(struct precedents *precedents);
/* The list as text, one in full, and all for programs. Each appends. */
void precedent_line_text(const struct app *app, const struct precedent *precedent, struct buf *out);
void precedent_detail_text(const struct app *app, const struct precedent *precedent, struct buf *out);
void precedents_json(const struct app *app, const struct precedents *precedents, struct buf *out);

#endif
