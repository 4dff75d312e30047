/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue of certification schemes, sector guidelines and standards (schemes.ini). A scheme is text for the reader, but the three words
 * in it are not: the clause that names it, the evidence that it is entered as, and the sector whose guideline it is must all exist, or an
 * officer would be shown a scheme that no answer can ever mean.
 */
#include "model/edition_load.h"

#include <string.h>

static const char EVIDENCE_FACT[] = "candidate.evidence";
static const char SECTOR_FACT[] = "case.sector";

static void check_option(const struct loader *loader, const struct placed *at, const char *key, const char *fact_id)
{
	const char *word = ini_get(at->section, key);
	const struct fact *fact = edition_fact(loader->edition, fact_id);

	if (!word)
		return;
	if (!fact && load_is_torn(loader, KINDS_OF_FACTS))
		return;
	if (!fact)
		load_fault(loader, at, key, _("%s is not declared"), fact_id);
	else if (fact_option_find(fact, word) < 0)
		load_fault(loader, at, key, _("'%s' is not an option of %s"), word, fact_id);
}

static struct scheme load_scheme(struct loader *loader, const struct placed *at)
{
	return (struct scheme){
		.name = arena_strdup(&loader->edition->arena, at->section->name),
		.section = load_word(loader, at, "section"),
		.clause = load_word(loader, at, "clause"),
		.title = load_text(loader, at, "title"),
		.operated_by = load_text(loader, at, "operator"),
		.target = load_text(loader, at, "target"),
		.levels = load_text(loader, at, "levels"),
		.validity = load_text(loader, at, "validity"),
		.validity_months = load_int(at, "validity.months", 0),
		.surveillance = load_text(loader, at, "surveillance"),
		.surveillance_months = load_int(at, "surveillance.months", 0),
		.iso27001 = load_text(loader, at, "iso27001"),
		.evidences = load_text(loader, at, "evidences"),
		.named = load_word(loader, at, "named"),
		.word = load_word(loader, at, "word"),
		.sector = load_word(loader, at, "sector"),
		.file = at->file,
		.line = at->section->line,
	};
}

/* What a question shows beside it must be something that can be meant. */
static void check_shown(const struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_QUESTION];

	for (size_t i = 0; i < list->count; i++) {
		const char *word = ini_get(list->items[i].section, "schemes");

		if (word && strcmp(word, "chosen") != 0 && strcmp(word, "sector") != 0)
			check_option(loader, &list->items[i], "schemes", EVIDENCE_FACT);
	}
}

void load_schemes(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_SCHEME];
	struct edition *edition = loader->edition;

	check_shown(loader);

	edition->schemes = load_array(loader, list->count, sizeof *edition->schemes);
	edition->scheme_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		edition->schemes[i] = load_scheme(loader, &list->items[i]);
		load_check_clauses(loader, &list->items[i], "clause");
		load_check_clauses(loader, &list->items[i], "named");
		check_option(loader, &list->items[i], "word", EVIDENCE_FACT);
		check_option(loader, &list->items[i], "sector", SECTOR_FACT);
	}
}
