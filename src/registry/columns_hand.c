/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A column map that somebody puts together for a list that no map fits. It is written in the form of columns.ini and read like every other map, so that
 * what was chosen by hand and what is kept are the same thing. The words for states and forms are those that the maps at hand know.
 */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ini.h"
#include "base/utf8.h"

#define COLUMN_PREFIX "column."
#define WORDS_PREFIX "words."

static const char *const labels[COLUMN_COUNT] = {
	[COLUMN_NUMBER] = N_("Registration number"), [COLUMN_NAME] = N_("Name"), [COLUMN_PROVIDER] = N_("Provider"), [COLUMN_SCOPE] = N_("Scope"),
	[COLUMN_REGIONS] = N_("Regions"), [COLUMN_FUNCTIONS] = N_("Functions"), [COLUMN_NOTE] = N_("Note"), [COLUMN_LIST] = N_("Which list"),
	[COLUMN_STATUS] = N_("State"), [COLUMN_FORMS] = N_("Form"), [COLUMN_LEVEL] = N_("Level"), [COLUMN_REGISTERED_ON] = N_("Registered on"),
	[COLUMN_EXPIRES_ON] = N_("Expires on"),
};

size_t map_column_count(void)
{
	return COLUMN_COUNT;
}

const char *map_column_key(size_t at)
{
	return column_keys[at];
}

const char *map_column_label(size_t at)
{
	return _(labels[at]);
}

bool map_column_needed(size_t at)
{
	return at == COLUMN_NUMBER || at == COLUMN_NAME;
}

bool map_column_guess(const struct column_maps *maps, size_t at, const char *header)
{
	char *folded = fold_cell(header);
	bool known = false;

	for (size_t i = 0; i < maps->count; i++)
		known = known || (maps->items[i].folded[at] && strcmp(maps->items[i].folded[at], folded) == 0);
	free(folded);
	return known;
}

static const char *chosen(const struct map_choice *choices, size_t count, const char *key)
{
	const char *value = NULL;

	for (size_t i = 0; i < count; i++)
		if (strcmp(choices[i].key, key) == 0)
			value = choices[i].value;
	return value;
}

/* What has been said for another target of the group must not be taken over for this one. */
static bool said_elsewhere(const struct map_choice *choices, size_t count, const struct word_target *target, const char *folded)
{
	bool found = false;

	for (size_t i = 0; i < WORD_TARGETS; i++) {
		const char *value = word_targets[i].group == target->group ? chosen(choices, count, word_targets[i].key) : NULL;

		while (value && *value) {
			size_t len = strcspn(value, "|");
			char *part = mem_strndup(value, len), *own = fold_cell(part);

			found = found || strcmp(own, folded) == 0;
			free(own);
			free(part);
			value += len;
			value += *value == '|';
		}
	}
	return found;
}

/* Where two maps understand a word differently, the first one has it. */
static bool first_to_know(const struct column_maps *maps, const struct word_target *target, const char *folded)
{
	for (size_t i = 0; i < maps->count; i++) {
		const struct map_word *word = map_word_find(&maps->items[i].words[target->group], folded);

		if (word)
			return word->value == target->value;
	}
	return false;
}

static bool already_there(const struct buf *words, const char *shown)
{
	const char *at = words->data;
	size_t len = strlen(shown);

	while (at && *at) {
		size_t part = strcspn(at, "|");

		if (part == len && strncmp(at, shown, len) == 0)
			return true;
		at += part;
		at += *at == '|';
	}
	return false;
}

static void write_words(struct buf *out, const struct word_target *target, const struct map_choice *choices, size_t count, const struct column_maps *maps)
{
	const char *said = chosen(choices, count, target->key);
	struct buf words;

	buf_init(&words);
	buf_adds(&words, said ? said : "");
	for (size_t i = 0; i < maps->count; i++) {
		const struct map_words *known = &maps->items[i].words[target->group];

		for (size_t j = 0; j < known->count; j++) {
			const struct map_word *word = &known->items[j];

			if (word->value != target->value || strcmp(word->folded, target->own) == 0 || already_there(&words, word->shown) ||
				said_elsewhere(choices, count, target, word->folded) || !first_to_know(maps, target, word->folded))
				continue;
			buf_addf(&words, "%s%s", words.len ? "|" : "", word->shown);
		}
	}
	if (words.len)
		ini_write_value(out, target->key, words.data);
	buf_done(&words);
}

static bool key_known(const char *key)
{
	if (strcmp(key, "list") == 0)
		return true;
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (strcmp(column_keys[i], key) == 0)
			return true;
	for (size_t i = 0; i < WORD_TARGETS; i++)
		if (strcmp(word_targets[i].key, key) == 0)
			return true;
	return false;
}

static void name_keys(struct buf *out)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		buf_addf(out, "%s%s", i ? " " : "", column_keys[i] + strlen(COLUMN_PREFIX));
	for (size_t i = 0; i < WORD_TARGETS; i++)
		buf_addf(out, " %s", word_targets[i].key + strlen(WORDS_PREFIX));
}

static enum status check_choices(const struct map_choice *choices, size_t count, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	struct buf keys;

	for (size_t i = 0; i < count; i++) {
		const char *value = choices[i].value;

		if (!key_known(choices[i].key)) {
			buf_init(&keys);
			name_keys(&keys);
			status = diag_error(diags, STATUS_USAGE, NULL, 0, _("%1$s: a column map has no such key; it has %2$s"), choices[i].key, keys.data);
			buf_done(&keys);
		} else if (!*value || strchr(value, '"') || !utf8_is_plain(value, true)) {
			status = diag_error(diags, STATUS_USAGE, NULL, 0,
				_("%s: the header or word may not be empty or hold quotation marks, control or invisible characters"), choices[i].key);
		}
	}
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (map_column_needed(i) && !chosen(choices, count, column_keys[i]))
			status = diag_error(diags, STATUS_USAGE, NULL, 0, _("%1$s (%2$s) needs a column of the list"), map_column_label(i),
				column_keys[i] + strlen(COLUMN_PREFIX));
	if (!chosen(choices, count, "list") == !chosen(choices, count, column_keys[COLUMN_LIST]))
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("say which list the rows are of, or which column says it, and not both"));
	return status;
}

/* A header may have line breaks within quotes; blanks of every kind are compared as blanks. */
static void write_header(struct buf *out, const char *key, const char *header)
{
	char *line = mem_strdup(header);

	for (char *at = line; *at; at++)
		if ((unsigned char)*at < ' ')
			*at = ' ';
	ini_write_value(out, key, line);
	free(line);
}

bool map_name_good(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len > 0 && len <= 32 && name[len] == '\0';
}

enum status column_map_write(struct buf *out, const char *name, const struct map_choice *choices, size_t count, const struct column_maps *maps,
	struct diag_list *diags)
{
	static const enum column word_columns[WORDS_COUNT] = {
		[WORDS_LIST] = COLUMN_LIST, [WORDS_STATUS] = COLUMN_STATUS, [WORDS_FORMS] = COLUMN_FORMS, [WORDS_LEVEL] = COLUMN_LEVEL,
	};
	enum status status = check_choices(choices, count, diags);

	if (!map_name_good(name))
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: a column map is named with small letters, digits and hyphens, at most 32"), name);
	if (status != STATUS_OK)
		return status;
	buf_addf(out, "[map.%s]\n", name);
	ini_write_value(out, "title.ja", name);
	ini_write_value(out, "title.en", name);
	if (chosen(choices, count, "list"))
		ini_write_value(out, "list", chosen(choices, count, "list"));
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (chosen(choices, count, column_keys[i]))
			write_header(out, column_keys[i], chosen(choices, count, column_keys[i]));
	for (size_t i = 0; i < WORD_TARGETS; i++)
		if (chosen(choices, count, column_keys[word_columns[word_targets[i].group]]))
			write_words(out, &word_targets[i], choices, count, maps);
	return STATUS_OK;
}
