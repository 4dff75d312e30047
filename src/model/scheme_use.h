/* SPDX-License-Identifier: Apache-2.0 */
/* Which schemes of the catalogue stand behind what was answered about a candidate, or are what its sector expects. They are shown and decide nothing. */
#ifndef MODEL_SCHEME_USE_H
#define MODEL_SCHEME_USE_H

#include "model/dossier.h"

/* The scheme is the one that an option of candidate.evidence, chosen at this entity, stands for. False where nothing of the kind was answered. */
bool scheme_chosen(const struct dossier *dossier, const struct entity *entity, const struct scheme *scheme);
/* The scheme is the guideline of the sector that the case is answered to be of. */
bool scheme_of_sector(const struct dossier *dossier, const struct scheme *scheme);
/* Whether a question shows a scheme: the word of its `schemes` says which ones. */
bool scheme_shown(const struct dossier *dossier, const struct entity *entity, const struct question *question, const struct scheme *scheme);

#endif
