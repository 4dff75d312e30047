/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searching. The rows were folded when they were read, so a search folds the query and compares bytes; at the size of an official list a
 * scan of everything is far below a key press, finds single characters, and needs no index that could disagree with the rows.
 */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void search_hits_done(struct search_hits *hits)
{
	free(hits->rows);
	*hits = (struct search_hits){ .rows = NULL };
}

/* Cuts the folded query into words, in place: each word ends in a NUL. Returns how many there are. */
static size_t cut_words(char *query, const char **words)
{
	size_t count = 0;

	for (char *at = query; *at;) {
		while (*at == ' ')
			*at++ = '\0';
		if (*at)
			words[count++] = at;
		while (*at && *at != ' ')
			at++;
	}
	return count;
}

static bool row_matches(const char *folded, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strstr(folded, words[i]))
			return false;
	return true;
}

void snapshot_search(const struct snapshot *snapshot, const char *query, struct search_hits *out)
{
	const char **words;
	char *folded;
	size_t count;

	out->count = 0;
	/* Bytes that are no text are in no row. */
	if (utf8_check(query, strlen(query)) != strlen(query))
		return;
	folded = fold_cell(query);
	words = mem_array(strlen(folded) / 2 + 1, sizeof *words);
	count = cut_words(folded, words);
	for (size_t i = 0; i < snapshot->count; i++)
		if (row_matches(snapshot->folded[i], words, count)) {
			MEM_PUSH_ROOM(out->rows, out->count, out->capacity);
			out->rows[out->count++] = i;
		}
	free(words);
	free(folded);
}

const struct listing *snapshot_find(const struct snapshot *snapshot, const char *number)
{
	const struct listing *found = NULL;
	char *folded;
	size_t len;

	if (utf8_check(number, strlen(number)) != strlen(number))
		return NULL;
	folded = fold_cell(number);
	len = strlen(folded);
	/* The number is the first field of the search text. */
	for (size_t i = 0; i < snapshot->count && len && !found; i++)
		if (strncmp(snapshot->folded[i], folded, len) == 0 && snapshot->folded[i][len] == SEARCH_SEPARATOR)
			found = &snapshot->rows[i];
	free(folded);
	return found;
}
