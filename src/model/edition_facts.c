/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dictionary. A fact has one declaration, whoever gives its value, so that a rule, a screen and a record cannot mean different things
 * by one id. The facts that the program provides are declared here and nowhere in the data; their options still come from the data.
 */
#include "model/edition_load.h"

#include <stdlib.h>
#include <string.h>

#define OPTION_MAX 62
#define FACT_KEY_MAX 48

/* Splits "scope.key"; false when it is not of that form. The key has no dot, because case files put ".reason" behind it. */
static bool id_split(const char *id, enum scope *scope, const char **key)
{
	const char *dot = strchr(id, '.');
	char word[16];
	size_t len;

	if (!dot || (size_t)(dot - id) >= sizeof word)
		return false;
	memcpy(word, id, (size_t)(dot - id));
	word[dot - id] = '\0';
	len = strspn(dot + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
	*key = dot + 1;
	return scope_parse(word, scope) && len >= 1 && len <= FACT_KEY_MAX && dot[1 + len] == '\0';
}

/* Gives the fact its place in the dictionary; `at` is NULL for a fact of the program. */
static bool declare(struct loader *loader, const struct placed *at, struct fact *fact)
{
	const struct fact *first = names_get(&loader->edition->index->facts, fact->id);

	if (first && at) {
		if (first->file)
			load_fault(loader, at, "fact", _("%s is declared already at %s:%d"), fact->id, first->file, first->line);
		else
			load_fault(loader, at, "fact", _("%s is provided by the program and cannot be declared"), fact->id);
	}
	if (first)
		return false;
	names_add(&loader->edition->index->facts, fact->id, fact);
	MEM_PUSH_ROOM(loader->facts.items, loader->facts.count, loader->facts.capacity);
	loader->facts.items[loader->facts.count++] = fact;
	return true;
}

struct options_reading {
	struct loader *loader;
	const struct placed *at;
	struct fact_option items[OPTION_MAX];
	size_t count;
};

static bool is_option_word(const char *word)
{
	return *word && word[strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static struct text option_label(const struct options_reading *reading, const char *word)
{
	static const char PREFIX[] = "option.";
	char key[FACT_KEY_MAX + sizeof PREFIX];
	size_t len = strlen(word);

	if (len > FACT_KEY_MAX)
		return (struct text){ { "", "" } };
	memcpy(key, PREFIX, sizeof PREFIX - 1);
	memcpy(key + sizeof PREFIX - 1, word, len + 1);
	return ini_borrow_text(reading->at->section, key, &reading->loader->edition->arena);
}

static void option_read(const char *word, void *context)
{
	struct options_reading *reading = context;
	struct arena *arena = &reading->loader->edition->arena;
	struct fact_option *option;

	for (size_t i = 0; i < reading->count && i < OPTION_MAX; i++) {
		if (strcmp(reading->items[i].word, word) == 0) {
			load_fault(reading->loader, reading->at, "options", _("option '%s' stands twice"), word);
			return;
		}
	}
	if (reading->count++ >= OPTION_MAX)
		return;
	option = &reading->items[reading->count - 1];
	option->word = arena_strdup(arena, word);
	option->label = option_label(reading, word);
	if (!is_option_word(word))
		load_fault(reading->loader, reading->at, "options", _("option '%s' is not made of a-z 0-9 _"), word);
	else if (*option->label.in[LANG_JA] == '\0' || *option->label.in[LANG_EN] == '\0')
		load_fault(reading->loader, reading->at, "options", _("option '%s' has no label; give option.%s.ja and option.%s.en"), word, word,
			word);
}

/* A label for a word that is no option is a misspelt option. */
static void check_labels(const struct options_reading *reading)
{
	static const char PREFIX[] = "option.";
	const struct ini_section *section = reading->at->section;

	for (size_t i = 0; i < section->count; i++) {
		const char *key = section->entries[i].key, *word = key + sizeof PREFIX - 1;
		size_t len, at = 0, known = reading->count < OPTION_MAX ? reading->count : OPTION_MAX;

		if (strncmp(key, PREFIX, sizeof PREFIX - 1) != 0)
			continue;
		len = strcspn(word, ".");
		while (at < known && (strlen(reading->items[at].word) != len || strncmp(reading->items[at].word, word, len) != 0))
			at++;
		if (at == known && reading->count <= OPTION_MAX)
			load_fault(reading->loader, reading->at, key, _("'%.*s' is labelled but is not among the options"), (int)len, word);
	}
}

static void load_options(struct loader *loader, const struct placed *at, struct fact *fact)
{
	struct options_reading reading;
	const char *words = ini_get(at->section, "options");
	bool wanted = fact->type == FACT_CHOICE || fact->type == FACT_SET;
	struct fact_option *options;

	reading.loader = loader;
	reading.at = at;
	reading.count = 0; /* the items behind are written before they are read */
	if (words)
		load_each_word(words, option_read, &reading);
	if (!loader->known)
		check_labels(&reading);
	if (wanted && reading.count == 0)
		load_fault(loader, at, "type", _("a %s needs options"), fact_type_word(fact->type));
	if (!wanted && words)
		load_fault(loader, at, "options", _("a %s has no options; only choice and set have them"), fact_type_word(fact->type));
	if (reading.count > OPTION_MAX) {
		load_fault(loader, at, "options", _("%zu options; at most %d are allowed"), reading.count, OPTION_MAX);
		reading.count = OPTION_MAX;
	}
	options = load_array(loader, reading.count, sizeof *options);
	if (reading.count)
		memcpy(options, reading.items, reading.count * sizeof *options);
	fact->options = options;
	fact->option_count = reading.count;
}

struct fact *load_fact(struct loader *loader, const struct placed *at, enum fact_origin origin)
{
	struct fact *fact = load_array(loader, 1, sizeof *fact);

	fact->id = load_word(loader, at, "fact");
	fact->origin = origin;
	fact->file = at->file;
	fact->line = ini_line(at->section, "fact");
	fact_type_parse(ini_get(at->section, "type"), &fact->type);
	fact->label = load_text(loader, at, "label");
	fact->unit = load_text(loader, at, "unit");
	fact->clause = load_word(loader, at, "clause");
	fact->compare = load_int(at, "compare", 0);
	load_options(loader, at, fact);
	if (!id_split(fact->id, &fact->scope, &fact->key)) {
		load_fault(loader, at, "fact",
			_("'%s' is not the id of a fact; write a scope (case component step candidate service information control search), a dot and a word"), fact->id);
		return NULL;
	}
	if (fact->type == FACT_CANDIDATE && fact->scope != SCOPE_STEP)
		load_fault(loader, at, "type", _("only a fact of a step can name a candidate"));
	return declare(loader, at, fact) ? fact : NULL;
}

static struct fact *provide(struct loader *loader, const char *id, enum fact_type type, const char *label)
{
	struct fact *fact = load_array(loader, 1, sizeof *fact);

	*fact = (struct fact){ .id = id, .type = type, .origin = FACT_BUILTIN, .label = { { label, label } }, .clause = "" };
	fact->unit = (struct text){ { "", "" } };
	id_split(id, &fact->scope, &fact->key);
	declare(loader, NULL, fact);
	return fact;
}

/* The models are the words of the steps, in their order. */
static void provide_model(struct loader *loader)
{
	const struct edition *edition = loader->edition;
	struct fact_option *options = load_array(loader, edition->step_count, sizeof *options);
	struct fact *fact = provide(loader, "component.model", FACT_CHOICE, N_("model"));

	for (size_t i = 0; i < edition->step_count; i++)
		options[i] = (struct fact_option){ .word = edition->steps[i].model, .label = edition->steps[i].model_label };
	fact->options = options;
	fact->option_count = edition->step_count;
}

/* What is kept of a search; no rule can read it, and the data need not know of it. */
static void provide_search(struct loader *loader)
{
	static const struct {
		const char *id;
		enum fact_type type;
		const char *label;
	} KEPT[] = {
		{ "search.query", FACT_TEXT, N_("words searched for") },
		{ "search.filter", FACT_TEXT, N_("narrowed to") },
		{ "search.screened", FACT_YESNO, N_("screened by the rules") },
		{ "search.snapshot", FACT_TEXT, N_("snapshot") },
		{ "search.snapshot_digest", FACT_TEXT, N_("digest of the snapshot") },
		{ "search.issued_on", FACT_DATE, N_("snapshot issued on") },
		{ "search.as_of", FACT_DATE, N_("searched as of") },
		{ "search.until", FACT_DATE, N_("needed until") },
		{ "search.count", FACT_NUMBER, N_("hits") },
		{ "search.digest", FACT_TEXT, N_("digest of the hits") },
		{ "search.hits", FACT_TEXT, N_("list of hits") },
		{ "search.rejected", FACT_TEXT, N_("rejected, with the reason") },
	};

	for (size_t i = 0; i < sizeof KEPT / sizeof KEPT[0]; i++)
		provide(loader, KEPT[i].id, KEPT[i].type, KEPT[i].label)->origin = FACT_KEPT;
}

/* Before the data: an id of the program is then found to be taken. */
void load_facts_begin(struct loader *loader)
{
	provide(loader, "step.number", FACT_NUMBER, N_("step"));
	provide(loader, "candidate.acceptable", FACT_YESNO, N_("acceptable"));
	provide(loader, "candidate.chosen", FACT_YESNO, N_("chosen"));
	provide_model(loader);
	provide(loader, "component.deployment", FACT_CHOICE, N_("deployment"));
	provide_search(loader);
}

/* A component is deployed as its adopted candidate is; an edition that asks for no deployment leaves the fact without options. */
static void finish_deployment(struct loader *loader)
{
	struct fact *fact = names_get(&loader->edition->index->facts, "component.deployment");
	const struct fact *source = edition_fact(loader->edition, "candidate.deployment");

	if (!source)
		return;
	fact->options = source->options;
	fact->option_count = source->option_count;
	fact->label = source->label;
}

static void load_listed_facts(struct loader *loader)
{
	const struct placed_list *listed = &loader->lists[KIND_FACT];

	for (size_t i = 0; i < listed->count; i++) {
		const struct fact *fact = load_fact(loader, &listed->items[i], FACT_LISTED);

		if (fact && fact->scope != SCOPE_SERVICE)
			load_fault(loader, &listed->items[i], "fact", _("only facts of a service come from the snapshot; ask this one on a screen"));
	}
}

/* The data may name a fact of the program in both languages. */
static void load_provided_labels(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_PROVIDED];

	for (size_t i = 0; i < list->count; i++) {
		struct fact *fact = names_get(&loader->edition->index->facts, ini_get(list->items[i].section, "fact"));

		if (fact && (fact->origin == FACT_BUILTIN || fact->origin == FACT_KEPT))
			fact->label = load_text(loader, &list->items[i], "label");
		else
			load_fault(loader, &list->items[i], "fact", _("the program provides no such fact"));
	}
}

/*
 * The words that model/listing.c writes: a dictionary that spells them otherwise would leave every listing unknown. An edition that does
 * not declare both the list and the status is not one that reads listings.
 */
static void check_listing_words(struct loader *loader)
{
	static const struct {
		const char *id;
		enum fact_type type;
		const char *words[8];
	} LISTING[] = {
		{ "service.list", FACT_CHOICE, { "none", "ismap", "ismap_liu" } },
		{ "service.status", FACT_CHOICE, { "registered", "suspended", "removed", "not_listed" } },
		{ "service.registered_on", FACT_DATE, { NULL } },
		{ "service.expires_on", FACT_DATE, { NULL } },
		{ "service.forms", FACT_SET, { "saas", "paas", "iaas" } },
		{ "service.level", FACT_CHOICE, { "1", "2", "3" } },
	};

	if (!edition_fact(loader->edition, LISTING[0].id) || !edition_fact(loader->edition, LISTING[1].id))
		return;
	for (size_t i = 0; i < sizeof LISTING / sizeof LISTING[0]; i++) {
		const struct fact *fact = edition_fact(loader->edition, LISTING[i].id);

		if (!fact)
			continue;
		if (fact->type != LISTING[i].type)
			diag_error(loader->diags, STATUS_INPUT, fact->file, fact->line, _("%s must be a %s: a listing is written into it"), fact->id,
				fact_type_word(LISTING[i].type));
		for (const char *const *word = LISTING[i].words; *word; word++)
			if (fact_option_find(fact, *word) < 0)
				diag_error(loader->diags, STATUS_INPUT, fact->file, fact->line,
					_("%s needs the option '%s': a listing is written into it"), fact->id, *word);
	}
}

static void freeze(struct loader *loader)
{
	struct edition *edition = loader->edition;
	size_t count = loader->facts.count;

	edition->facts = load_array(loader, count, sizeof *edition->facts);
	edition->fact_count = count;
	for (size_t i = 0; i < count; i++) {
		edition->facts[i] = loader->facts.items[i];
		edition->facts[i]->slot = edition->slots[edition->facts[i]->scope]++;
	}
	for (size_t scope = 0; scope < SCOPE_COUNT; scope++)
		edition->by_slot[scope] = load_array(loader, edition->slots[scope], sizeof *edition->by_slot[scope]);
	for (size_t i = 0; i < count; i++)
		edition->by_slot[edition->facts[i]->scope][edition->facts[i]->slot] = edition->facts[i];
}

void load_facts(struct loader *loader)
{
	load_listed_facts(loader);
	load_derived_facts(loader);
	finish_deployment(loader);
	load_provided_labels(loader);
	check_listing_words(loader);
	freeze(loader);
}
