/* SPDX-License-Identifier: Apache-2.0 */
/* Rules in source form: their ladders and exceptions as arrays, with the place of every expression for the engine's messages. */
#include "model/edition_load.h"

#include <stdlib.h>
#include <string.h>

/* Room for "exception", a number of INI_KEYS_MAX at most, and the longest word behind them. */
#define RUNG_KEY_ROOM 32

/* "key.rest"; there are hundreds of them in an edition, so no printf. */
static void key_join(char out[RUNG_KEY_ROOM], const char *key, const char *rest)
{
	size_t key_len = strlen(key), rest_len = strlen(rest);

	if (key_len + rest_len + 2 > RUNG_KEY_ROOM)
		abort(); /* the words and numbers of this file have room */
	memcpy(out, key, key_len);
	out[key_len] = '.';
	memcpy(out + key_len + 1, rest, rest_len + 1);
}

static void key_number(char out[RUNG_KEY_ROOM], const char *key, size_t number)
{
	char digits[12];
	size_t at = sizeof digits - 1;

	digits[at] = '\0';
	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) && at);
	key_join(out, key, digits + at);
}

static struct rung load_rung(struct loader *loader, const struct placed *at, const char *key)
{
	struct rung rung = { .expr = load_expr(loader, at, key) };
	char part[RUNG_KEY_ROOM];

	key_join(part, key, "title");
	rung.title = load_text(loader, at, part);
	key_join(part, key, "clause");
	rung.clause = load_word(loader, at, part);
	key_join(part, key, "ground");
	rung.ground = load_word(loader, at, part);
	return rung;
}

static size_t count_numbered(const struct placed *at, const char *key)
{
	char numbered[RUNG_KEY_ROOM];
	size_t count = 0;

	for (;; count++) {
		key_number(numbered, key, count + 1);
		if (!ini_get(at->section, numbered))
			return count;
	}
}

/* The numbered keys of a ladder or of the exceptions. Each has a name, because that is what a record says of a rule that let pass. */
static struct rung *load_numbered(struct loader *loader, const struct placed *at, const char *key, size_t *count)
{
	struct rung *rungs;

	*count = count_numbered(at, key);
	rungs = load_array(loader, *count, sizeof *rungs);
	for (size_t i = 0; i < *count; i++) {
		char numbered[RUNG_KEY_ROOM];

		key_number(numbered, key, i + 1);
		rungs[i] = load_rung(loader, at, numbered);
		if (*rungs[i].title.in[LANG_JA] == '\0')
			load_fault(loader, at, numbered, _("%s has no name; give %s.title.ja and %s.title.en"), numbered, numbered, numbered);
	}
	return rungs;
}

static void load_requirement(struct loader *loader, const struct placed *at, struct rule *rule)
{
	rule->rungs = load_numbered(loader, at, "require", &rule->rung_count);
	if (ini_get(at->section, "require")) {
		if (rule->rung_count)
			load_fault(loader, at, "require", _("give either require or a ladder require.1, require.2, not both"));
		rule->rungs = load_array(loader, 1, sizeof *rule->rungs);
		rule->rungs[0] = load_rung(loader, at, "require");
		rule->rung_count = 1;
	}
	if (rule->rung_count == 0)
		load_fault(loader, at, NULL, _("the rule requires nothing; give require or require.1"));
}

static enum force load_force(const struct placed *at)
{
	const char *word = ini_get(at->section, "force");
	int force = FORCE_MUST;

	while (force < FORCE_CAUTION && strcmp(force_word((enum force)force), word) != 0)
		force++;
	return (enum force)force;
}

static void load_rule(struct loader *loader, const struct placed *at, struct rule *rule)
{
	*rule = (struct rule){
		.id = arena_strdup(&loader->edition->arena, at->section->name),
		.clause = load_word(loader, at, "clause"),
		.force = load_force(at),
		.scope = load_scope(at, "scope"),
		.steps = load_steps(loader, at, "steps", 0),
		.when = load_expr(loader, at, "when"),
		.title = load_text(loader, at, "title"),
		.text = load_text(loader, at, "text"),
		.fix = load_text(loader, at, "fix"),
		.file = at->file,
		.line = at->section->line,
	};
	load_requirement(loader, at, rule);
	rule->exceptions = load_numbered(loader, at, "exception", &rule->exception_count);
	if (rule->scope == SCOPE_CASE && ini_get(at->section, "steps"))
		load_fault(loader, at, "steps", _("a rule of the case has no steps"));
}

void load_rules(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_RULE];
	struct edition *edition = loader->edition;

	edition->rules = load_array(loader, list->count, sizeof *edition->rules);
	edition->rule_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		load_rule(loader, &list->items[i], &edition->rules[i]);
		names_add(&edition->index->rules, edition->rules[i].id, &edition->rules[i]);
	}
}
