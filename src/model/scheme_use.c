/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the catalogue and those of the answers are the same words, which the loader has checked; here they are only compared. */
#include "model/scheme_use.h"

#include <string.h>

bool scheme_chosen(const struct dossier *dossier, const struct entity *entity, const struct scheme *scheme)
{
	const struct fact *fact = edition_fact(dossier->edition, "candidate.evidence");
	const struct answer *answer = fact ? entity_answer(entity, fact) : NULL;
	int option = fact && scheme->word[0] ? fact_option_find(fact, scheme->word) : -1;

	return option >= 0 && answer && answer->state == ANSWER_GIVEN && (answer->number >> option & 1);
}

bool scheme_of_sector(const struct dossier *dossier, const struct scheme *scheme)
{
	const struct fact *fact = edition_fact(dossier->edition, "case.sector");
	const struct answer *answer = fact ? entity_answer(dossier->root, fact) : NULL;

	return fact && scheme->sector[0] && answer && answer->state == ANSWER_GIVEN && answer->number == fact_option_find(fact, scheme->sector);
}

bool scheme_shown(const struct dossier *dossier, const struct entity *entity, const struct question *question, const struct scheme *scheme)
{
	if (!question->schemes[0])
		return false;
	if (strcmp(question->schemes, "sector") == 0)
		return scheme_of_sector(dossier, scheme);
	if (strcmp(question->schemes, "chosen") == 0)
		return scheme_chosen(dossier, entity, scheme) || scheme_of_sector(dossier, scheme);
	return strcmp(question->schemes, scheme->word) == 0;
}
