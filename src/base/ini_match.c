/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys against patterns. Where two rows match a key the first one counts, whatever way is taken to find it.
 */
#include "base/ini_scan.h"

#include <stdlib.h>
#include <string.h>

int ini_number_of(struct slice word)
{
	int number = 0;

	if (!word.len || word.len > 4 || word.data[0] == '0')
		return 0;
	for (size_t i = 0; i < word.len; i++) {
		if (word.data[i] < '0' || word.data[i] > '9')
			return 0;
		number = number * 10 + (word.data[i] - '0');
	}
	return number;
}

static bool mark_matches(char mark, struct slice word)
{
	if (mark == '@')
		return word.len == 2 && (!memcmp(word.data, "ja", 2) || !memcmp(word.data, "en", 2));
	return mark == '#' ? ini_number_of(word) > 0 : word.len > 0;
}

/* A table may have a thousand rows and is walked for every key, so most rows must fail at their first character. */
static bool matches(const char *pattern, const char *key)
{
	for (;; pattern++, key++) {
		if ((*pattern == '@' || *pattern == '#' || *pattern == '*') && (pattern[1] == '.' || !pattern[1])) {
			struct slice word = { .data = key };

			while (key[word.len] && key[word.len] != '.')
				word.len++;
			if (!mark_matches(*pattern++, word))
				return false;
			key += word.len;
		} else {
			for (; *pattern && *pattern != '.' && *pattern == *key; pattern++)
				key++;
		}
		if (*pattern != *key || (*pattern && *pattern != '.'))
			return false;
		if (!*pattern)
			return true;
	}
}

size_t ini_pattern_stem(const char *pattern)
{
	size_t len = strlen(pattern);

	return len > 2 && !strcmp(pattern + len - 2, ".#") ? len - 2 : len;
}

/* What the row says about where the key ends without its part number. */
static void set_rule(struct ini_found *found, const struct ini_key *row)
{
	found->rule = row;
	found->rule_stem = ini_pattern_stem(row->pattern);
	found->stem = found->key_len;
	if (row->pattern[found->rule_stem])
		found->stem = (size_t)(strrchr(found->entry.key, '.') - found->entry.key);
}

/*
 * The rows of a long table by the first two characters of their pattern, each with the next row that begins alike. A case file has a table of a
 * row for whatever may be said of any fact, and to walk all of it for every key would cost more than everything else done to the key.
 */
enum { PLACES = 1024 };

struct ini_index {
	const struct ini_key *first[PLACES];
	const struct ini_key **next; /* by the number of the row */
};

enum { INDEX_FROM = 12 /* rows; shorter tables are walked */ };

/* The first word of a pattern is no mark, so its first two characters are those of every key that matches, be the second a dot or the end. */
static size_t place_of(const char *text)
{
	return ((size_t)(unsigned char)text[0] * 32 + (size_t)(unsigned char)text[1]) % PLACES;
}

/* Makes the index of the current kind; false where there is none, because the table is short or a row begins with a mark. */
static bool index_ready(struct ini_scan *scan)
{
	const struct ini_key *keys = scan->kind->keys;
	size_t rows = 0;

	if (scan->indexed == scan->kind)
		return scan->index != NULL;
	ini_match_done(scan);
	scan->indexed = scan->kind;
	for (; keys[rows].pattern; rows++)
		if (strchr("@#*", *keys[rows].pattern) || *keys[rows].pattern < 0)
			return false;
	if (rows < INDEX_FROM)
		return false;
	scan->index = MEM_NEW(struct ini_index);
	scan->index->next = mem_array(rows, sizeof *scan->index->next);
	while (rows--) {
		const struct ini_key **first = &scan->index->first[place_of(keys[rows].pattern)];

		scan->index->next[rows] = *first;
		*first = &keys[rows];
	}
	return true;
}

void ini_match_done(struct ini_scan *scan)
{
	if (scan->index)
		free(scan->index->next);
	free(scan->index);
	scan->index = NULL;
	scan->indexed = NULL;
}

/* The first row that matches, or NULL. */
static const struct ini_key *find_row(struct ini_scan *scan, const char *key)
{
	const struct ini_key *keys = scan->kind->keys, *row;

	if (index_ready(scan)) {
		for (row = scan->index->first[place_of(key)]; row && !matches(row->pattern, key);)
			row = scan->index->next[row - keys];
		return row;
	}
	for (row = keys; row->pattern; row++)
		if (matches(row->pattern, key))
			return row;
	return NULL;
}

bool ini_match(struct ini_scan *scan, struct ini_found *found)
{
	const struct ini_key *row = find_row(scan, found->entry.key);

	if (row)
		set_rule(found, row);
	return row != NULL;
}
