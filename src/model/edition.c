/* SPDX-License-Identifier: Apache-2.0 */
/* Finding things in a loaded edition, and letting go of it. Loading is in edition_load.c. */
#include "model/edition.h"

#include <stdlib.h>
#include <string.h>

#include "model/edition_load.h"

const struct fact *edition_fact(const struct edition *edition, const char *id)
{
	return names_get(&edition->index->facts, id);
}

const struct clause *edition_clause(const struct edition *edition, const char *id)
{
	return names_get(&edition->index->clauses, id);
}

const struct rule *edition_rule(const struct edition *edition, const char *id)
{
	return names_get(&edition->index->rules, id);
}

const struct screen *edition_screen(const struct edition *edition, const char *id)
{
	return names_get(&edition->index->screens, id);
}

const struct step_def *edition_step(const struct edition *edition, int number)
{
	return number >= 1 && (size_t)number <= edition->step_count ? &edition->steps[number - 1] : NULL;
}

const struct overlay *edition_overlay(const struct edition *edition, const char *file)
{
	for (size_t i = 0; i < edition->overlay_count; i++)
		if (strcmp(edition->overlays[i].file, file) == 0)
			return &edition->overlays[i];
	return NULL;
}

const char *force_word(enum force force)
{
	static const char *const WORDS[] = {
		[FORCE_MUST] = "must",
		[FORCE_PRINCIPLE] = "principle",
		[FORCE_PREFERRED] = "preferred",
		[FORCE_CAUTION] = "caution",
	};

	return force <= FORCE_CAUTION ? WORDS[force] : "";
}

void edition_free(struct edition **edition)
{
	struct edition *old = *edition;

	if (!old)
		return;
	names_done(&old->index->facts);
	names_done(&old->index->clauses);
	names_done(&old->index->rules);
	names_done(&old->index->screens);
	free(old->index);
	fileset_done(&old->files);
	file_view_done(&old->kept);
	era_table_done(&old->eras);
	arena_done(&old->arena);
	free(old);
	*edition = NULL;
}

/* A grade of the case is a grade of its entries, too. */
static bool grade_about(const struct edition *edition, const struct catalogue_entry *grade, const struct fact *fact)
{
	const struct fact *about = edition_fact(edition, grade->fact);
	const struct derived *gather = about && about->question ? about->question->gather : NULL;

	return about == fact || (gather && gather->from == fact);
}

const struct catalogue_entry *edition_grade(const struct edition *edition, const struct fact *fact, const char *word)
{
	for (size_t i = 0; i < edition->grade_count; i++)
		if (strcmp(edition->grades[i].value, word) == 0 && grade_about(edition, &edition->grades[i], fact))
			return &edition->grades[i];
	return NULL;
}

bool edition_harm_about(const struct edition *edition, const struct harm *harm, const struct fact *fact)
{
	return grade_about(edition, harm->grade, fact);
}

const struct screen *edition_entry_screen(const struct edition *edition, enum scope scope)
{
	for (size_t i = 0; i < edition->screen_count; i++)
		if (edition->screens[i].scope == scope)
			return &edition->screens[i];
	return NULL;
}
