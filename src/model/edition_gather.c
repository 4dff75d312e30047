/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions that the entries of an entity answer: the rating of a case is that of its gravest kind of information. The fact stays an asked one, and
 * what the entries give is always something that an officer could have answered; so whatever is proved for every answer holds for entries too.
 * `highest` and `union` therefore demand that the entries are asked with the very same options.
 */
#include "model/edition_load.h"

#include <string.h>

static enum quantifier quantifier_of(const char *word)
{
	static const struct {
		const char *word;
		enum quantifier quantifier;
	} WORDS[] = {
		{ "highest", QUANTIFIER_HIGHEST }, { "union", QUANTIFIER_UNION }, { "every", QUANTIFIER_EVERY }, { "some", QUANTIFIER_SOME },
	};

	for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
		if (strcmp(WORDS[i].word, word) == 0)
			return WORDS[i].quantifier;
	return QUANTIFIER_NONE;
}

static bool takes_fact(enum quantifier quantifier)
{
	return quantifier == QUANTIFIER_HIGHEST || quantifier == QUANTIFIER_UNION;
}

/* The outcome of every and some as an option; -1 where the word is none. */
static int outcome_option(struct loader *loader, const struct placed *at, const struct fact *fact, const char *key)
{
	const char *word = ini_get(at->section, key);
	int option = word ? fact_option_find(fact, word) : -1;

	if (option < 0)
		load_fault(loader, at, word ? key : "gather", _("%s must name an option of this choice"), key);
	return option;
}

static void load_outcomes(struct loader *loader, const struct placed *at, struct derived *gather)
{
	if (!takes_fact(gather->quantifier) && gather->fact->type == FACT_CHOICE) {
		gather->yes = outcome_option(loader, at, gather->fact, "gather.yes");
		gather->no = outcome_option(loader, at, gather->fact, "gather.no");
	} else if (ini_get(at->section, "gather.yes") || ini_get(at->section, "gather.no")) {
		load_fault(loader, at, "gather", _("gather.yes and gather.no go with every or some of a choice only"));
	}
}

static void check_type(struct loader *loader, const struct placed *at, const struct derived *gather)
{
	enum fact_type type = gather->fact->type;
	bool good = type == FACT_YESNO || type == FACT_CHOICE;

	if (gather->quantifier == QUANTIFIER_HIGHEST)
		good = type == FACT_CHOICE;
	else if (gather->quantifier == QUANTIFIER_UNION)
		good = type == FACT_SET;
	if (!good)
		load_fault(loader, at, "gather", _("a %s cannot be gathered in this way"), fact_type_word(type));
	if (scope_parent(gather->over) != gather->fact->scope)
		load_fault(loader, at, "gather.over", _("%s has no entries of this kind"), scope_word(gather->fact->scope));
}

void load_gather(struct loader *loader, const struct placed *at, struct question *question)
{
	const char *word = ini_get(at->section, "gather");
	struct derived *gather;

	if (!word) {
		for (size_t i = 0; i < at->section->count; i++)
			if (strncmp(at->section->entries[i].key, "gather.", 7) == 0)
				load_fault(loader, at, at->section->entries[i].key, _("this key goes with gather only"));
		return;
	}
	gather = load_array(loader, 1, sizeof *gather);
	gather->fact = (struct fact *)names_get(&loader->edition->index->facts, question->fact->id);
	gather->quantifier = quantifier_of(word);
	gather->of = load_expr(loader, at, "gather.of");
	gather->where = load_expr(loader, at, "gather.where");
	if (!ini_get(at->section, "gather.over") || !gather->of.text) {
		load_fault(loader, at, "gather", _("gather needs gather.over and gather.of"));
		return;
	}
	if (takes_fact(gather->quantifier) && (gather->where.text || ini_get(at->section, "gather.ground")))
		load_fault(loader, at, "gather", _("gather.where and gather.ground go with every and some only"));
	gather->over = load_scope(at, "gather.over");
	check_type(loader, at, gather);
	load_outcomes(loader, at, gather);
	question->gather = gather;
}

/* The facts of the entries that it names. */
static void resolve(struct loader *loader, const struct placed *at, struct derived *gather)
{
	const struct edition *edition = loader->edition;
	const char *ground = ini_get(at->section, "gather.ground");

	if (takes_fact(gather->quantifier)) {
		gather->from = edition_fact(edition, gather->of.text);
		if (!gather->from || gather->from->scope != gather->over || gather->from->origin != FACT_ASKED)
			load_fault(loader, at, "gather.of", _("'%s' is no question about a %s"), gather->of.text, scope_word(gather->over));
		else if (!fact_same_options(gather->fact, gather->from))
			load_fault(loader, at, "gather.of", _("%s must have the same options in the same order"), gather->from->id);
	}
	if (ground) {
		gather->ground = edition_fact(edition, ground);
		if (!gather->ground || gather->ground->scope != gather->over || !gather->ground->question ||
			gather->ground->question->reason == DEMAND_NONE)
			load_fault(loader, at, "gather.ground", _("'%s' is no question about a %s that takes a reason"), ground,
				scope_word(gather->over));
	}
}

void load_gathered(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_QUESTION];

	for (size_t i = 0; i < list->count; i++) {
		const char *id = ini_get(list->items[i].section, "fact");
		const struct fact *fact = id ? edition_fact(loader->edition, id) : NULL;

		if (fact && fact->question && fact->question->gather)
			resolve(loader, &list->items[i], fact->question->gather);
	}
}
