/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the dictionary. They are stored in data files and records, so a word once given is never changed. */
#include "model/fact.h"

#include <string.h>

static const char *const SCOPE_WORDS[SCOPE_COUNT] = {
	[SCOPE_CASE] = "case",
	[SCOPE_COMPONENT] = "component",
	[SCOPE_STEP] = "step",
	[SCOPE_CANDIDATE] = "candidate",
	[SCOPE_SERVICE] = "service",
	[SCOPE_INFORMATION] = "information",
	[SCOPE_CONTROL] = "control",
	[SCOPE_SEARCH] = "search",
};

static const char *const TYPE_WORDS[] = {
	[FACT_TEXT] = "text",
	[FACT_CHOICE] = "choice",
	[FACT_SET] = "set",
	[FACT_YESNO] = "yesno",
	[FACT_NUMBER] = "number",
	[FACT_MONEY] = "money",
	[FACT_DATE] = "date",
	[FACT_CANDIDATE] = "candidate",
};
#define TYPE_COUNT (sizeof TYPE_WORDS / sizeof TYPE_WORDS[0])

static int word_index(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

const char *scope_word(enum scope scope)
{
	return (unsigned)scope < SCOPE_COUNT ? SCOPE_WORDS[scope] : "";
}

bool scope_parse(const char *word, enum scope *out)
{
	int index = word_index(SCOPE_WORDS, SCOPE_COUNT, word);

	if (index < 0)
		return false;
	*out = (enum scope)index;
	return true;
}

enum scope scope_parent(enum scope scope)
{
	static const enum scope PARENTS[SCOPE_COUNT] = {
		[SCOPE_CASE] = SCOPE_CASE,
		[SCOPE_COMPONENT] = SCOPE_CASE,
		[SCOPE_STEP] = SCOPE_COMPONENT,
		[SCOPE_CANDIDATE] = SCOPE_STEP,
		[SCOPE_SERVICE] = SCOPE_CANDIDATE,
		[SCOPE_INFORMATION] = SCOPE_CASE,
		[SCOPE_CONTROL] = SCOPE_CANDIDATE,
		[SCOPE_SEARCH] = SCOPE_STEP,
	};

	return PARENTS[scope];
}

bool scope_is_entry(enum scope scope)
{
	return scope == SCOPE_INFORMATION || scope == SCOPE_CONTROL || scope == SCOPE_SEARCH;
}

const char *fact_type_word(enum fact_type type)
{
	return (size_t)type < TYPE_COUNT ? TYPE_WORDS[type] : "";
}

bool fact_type_parse(const char *word, enum fact_type *out)
{
	int index = word_index(TYPE_WORDS, TYPE_COUNT, word);

	if (index < 0)
		return false;
	*out = (enum fact_type)index;
	return true;
}

int fact_option_find(const struct fact *fact, const char *word)
{
	for (size_t i = 0; i < fact->option_count; i++)
		if (strcmp(fact->options[i].word, word) == 0)
			return (int)i;
	return -1;
}

bool fact_same_options(const struct fact *a, const struct fact *b)
{
	if (a->type != b->type || a->option_count != b->option_count)
		return false;
	for (size_t i = 0; i < a->option_count; i++)
		if (strcmp(a->options[i].word, b->options[i].word) != 0)
			return false;
	return true;
}
