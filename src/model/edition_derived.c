/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Derived facts: an expression over the entity itself, or a quantifier over the entities one scope below. Only the shape is checked
 * here; the engine compiles the expressions.
 */
#include "model/edition_load.h"

static void check_quantifier(struct loader *loader, const struct placed *at, const struct derived *derived, int found)
{
	enum scope scope = derived->fact->scope;

	if (found != 1)
		load_fault(loader, at, NULL, _("give exactly one of is, every, some, count"));
	if (derived->quantifier == QUANTIFIER_NONE) {
		if (ini_get(at->section, "over") || derived->where.text)
			load_fault(loader, at, "over", _("over and where go with every, some or count only"));
		return;
	}
	if (!ini_get(at->section, "over"))
		load_fault(loader, at, NULL, _("every, some and count need over"));
	else if (derived->over != scope + 1)
		load_fault(loader, at, "over", _("over must be one scope below %s"), scope_word(scope));
	if ((derived->quantifier == QUANTIFIER_COUNT) != (derived->fact->type == FACT_NUMBER))
		load_fault(loader, at, "type", _("count gives a number, every and some give a yesno"));
}

static void load_derived(struct loader *loader, const struct placed *at, struct derived *derived)
{
	static const char *const KEYS[] = {
		[QUANTIFIER_NONE] = "is", [QUANTIFIER_EVERY] = "every", [QUANTIFIER_SOME] = "some", [QUANTIFIER_COUNT] = "count",
	};
	int found = 0;

	for (int i = QUANTIFIER_NONE; i <= QUANTIFIER_COUNT; i++) {
		if (!ini_get(at->section, KEYS[i]))
			continue;
		derived->quantifier = (enum quantifier)i;
		derived->of = load_expr(loader, at, KEYS[i]);
		found++;
	}
	derived->summary = load_int(at, "summary", 0);
	if (derived->summary && derived->fact->type != FACT_YESNO)
		load_fault(loader, at, "summary", _("only a yesno stands under the list of entries"));
	derived->over = load_scope(at, "over");
	derived->where = load_expr(loader, at, "where");
	check_quantifier(loader, at, derived, found);
	if (derived->fact->scope == SCOPE_SERVICE)
		load_fault(loader, at, "fact", _("a fact of a service comes from the snapshot and is not derived"));
}

void load_derived_facts(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_DERIVED];
	struct edition *edition = loader->edition;

	edition->derived = load_array(loader, list->count, sizeof *edition->derived);
	for (size_t i = 0; i < list->count; i++) {
		struct derived *derived = &edition->derived[edition->derived_count];

		derived->fact = load_fact(loader, &list->items[i], FACT_DERIVED);
		if (!derived->fact)
			continue;
		edition->derived_count++;
		load_derived(loader, &list->items[i], derived);
	}
}
