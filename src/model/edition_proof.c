/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an edition tells its own proof (proof.ini). A claim here is not believed: the proof tries it, and one that is untrue or that nothing needs
 * is a fault. The loader only sees to it that the claims speak of what is there.
 */
#include "model/edition_load.h"

static void load_allowances(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_ALLOWED];
	struct edition *edition = loader->edition;

	edition->allowances = load_array(loader, list->count, sizeof *edition->allowances);
	edition->allowance_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];

		edition->allowances[i] = (struct allowance){
			.name = arena_strdup(&edition->arena, at->section->name),
			.when = load_expr(loader, at, "when"),
			.clause = load_word(loader, at, "clause"),
			.text = load_text(loader, at, "text"),
			.file = at->file,
			.line = at->section->line,
		};
		load_check_clauses(loader, at, "clause");
	}
}

void load_proof(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_NEVER];
	struct edition *edition = loader->edition;

	load_allowances(loader);
	edition->nevers = load_array(loader, list->count, sizeof *edition->nevers);
	edition->never_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];
		const char *id = ini_get(at->section, "rule");

		edition->nevers[i] = (struct never){
			.name = arena_strdup(&edition->arena, at->section->name),
			.rule = edition_rule(edition, id),
			.outcome = load_word(loader, at, "outcome"),
			.text = load_text(loader, at, "text"),
			.file = at->file,
			.line = at->section->line,
		};
		if (!edition->nevers[i].rule && !load_is_torn(loader, 1u << KIND_RULE))
			load_fault(loader, at, "rule", _("there is no rule '%s'"), id);
	}
}
