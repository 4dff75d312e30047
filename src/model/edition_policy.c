/* SPDX-License-Identifier: Apache-2.0 */
/* The head of an edition and its clauses: what the policy is called, where it comes from, and what it says in our own short words. */
#include "model/edition_load.h"

#include <string.h>

static void load_sources(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_SOURCE];
	struct edition *edition = loader->edition;

	edition->sources = load_array(loader, list->count, sizeof *edition->sources);
	edition->source_count = list->count;
	for (size_t i = 0; i < list->count; i++)
		edition->sources[i] = (struct policy_source){
			.name = arena_strdup(&edition->arena, list->items[i].section->name),
			.title = load_text(loader, &list->items[i], "title"),
			.issuer = load_text(loader, &list->items[i], "issuer"),
			.date = load_date(&list->items[i], "date"),
		};
}

static void load_notices(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_NOTICE];
	struct edition *edition = loader->edition;

	edition->notices = load_array(loader, list->count, sizeof *edition->notices);
	edition->notice_count = list->count;
	for (size_t i = 0; i < list->count; i++)
		edition->notices[i] = (struct notice){
			.name = arena_strdup(&edition->arena, list->items[i].section->name),
			.title = load_text(loader, &list->items[i], "title"),
			.text = load_text(loader, &list->items[i], "text"),
			.date = load_date(&list->items[i], "date"),
			.clause = load_word(loader, &list->items[i], "clause"),
		};
}

void load_header(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_EDITION];
	struct edition *edition = loader->edition;

	load_sources(loader);
	load_notices(loader);
	if (list->count == 0) {
		if (!load_is_torn(loader, 1u << KIND_EDITION))
			diag_error(loader->diags, STATUS_INPUT, NULL, 0, _("data/policy/%s/edition.ini has no [edition.%s]"), edition->id,
				edition->id);
		return;
	}
	for (size_t i = 1; i < list->count; i++)
		load_fault(loader, &list->items[i], NULL, _("an edition has one head; remove this section"));
	if (strcmp(list->items[0].section->name, edition->id) != 0)
		load_fault(loader, &list->items[0], NULL, _("the section must bear the name of the directory, %s"), edition->id);
	edition->title = load_text(loader, &list->items[0], "title");
	edition->short_title = load_text(loader, &list->items[0], "short");
	edition->decided_on = load_date(&list->items[0], "decided_on");
	edition->in_force_from = load_date(&list->items[0], "in_force_from");
}

static bool source_known(const struct edition *edition, const char *name)
{
	for (size_t i = 0; i < edition->source_count; i++)
		if (strcmp(edition->sources[i].name, name) == 0)
			return true;
	return false;
}

/* Sections of other instruments have a name in words; what is a number alone is the same in every language. */
static struct text cited(struct loader *loader, const struct placed *at)
{
	const char *section = load_word(loader, at, "section"), *words = section, *english = "";
	while (*words && (unsigned char)*words < 0x80)
		words++;
	if (*words)
		english = load_word(loader, at, "section.en");
	return (struct text){ { [LANG_JA] = section, [LANG_EN] = english[0] ? english : section } };
}

void load_clauses(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_CLAUSE];
	struct edition *edition = loader->edition;

	edition->clauses = load_array(loader, list->count, sizeof *edition->clauses);
	edition->clause_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];
		struct clause *clause = &edition->clauses[i];
		const struct clause *first;

		*clause = (struct clause){
			.id = load_word(loader, at, "id"),
			.section = load_word(loader, at, "section"),
			.cited = cited(loader, at),
			.source = load_word(loader, at, "source"),
			.modality = load_word(loader, at, "modality"),
			.scope = load_word(loader, at, "scope"),
			.text = load_text(loader, at, "text"),
			.file = at->file,
			.line = at->section->line,
		};
		if (!names_add(&edition->index->clauses, clause->id, clause)) {
			first = edition_clause(edition, clause->id);
			load_fault(loader, at, "id", _("clause %s is declared already at %s:%d"), clause->id, first->file, first->line);
		}
		if (!load_is_torn(loader, 1u << KIND_SOURCE) && !source_known(edition, clause->source))
			load_fault(loader, at, "source", _("'%s' is not a [source] of edition.ini"), clause->source);
	}
}
