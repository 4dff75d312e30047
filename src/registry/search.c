/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searching. The rows are folded once, so a search folds the query and compares bytes; at the size of an official list a scan of everything
 * is far below a key press, finds single characters, and needs no index that could disagree with the rows.
 */
#include "registry/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* All cells of the source that the map knows, the number first, with a separator so that no match runs from one field into the next. */
static char *search_text(const struct fold_source *source, const struct csv_row *row, const struct listing *listing)
{
	struct buf out;

	buf_init(&out);
	for (int i = 0; i < COLUMN_COUNT; i++) {
		char *folded = fold_cell(source->at[i] == SIZE_MAX ? "" : row->fields[source->at[i]]);

		buf_adds(&out, folded);
		buf_addc(&out, SEARCH_SEPARATOR);
		free(folded);
	}
	buf_adds(&out, listing_list_word(listing->list));
	buf_addc(&out, SEARCH_SEPARATOR);
	buf_adds(&out, listing_status_word(listing->status));
	return buf_take(&out);
}

void fold_source_free(struct fold_source **slot)
{
	if (*slot)
		csv_done(&(*slot)->csv);
	free(*slot);
	*slot = NULL;
}

void snapshot_fold(struct snapshot *snapshot)
{
	if (snapshot->folded || !snapshot->source)
		return;
	snapshot->folded = mem_array(snapshot->count, sizeof *snapshot->folded);
	for (size_t i = 0; i < snapshot->count; i++)
		snapshot->folded[i] = search_text(snapshot->source, &snapshot->source->csv.rows[i], &snapshot->rows[i]);
	fold_source_free(&snapshot->source);
}

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

void snapshot_search(struct snapshot *snapshot, const char *query, struct search_hits *out)
{
	const char **words;
	char *folded;
	size_t count;

	out->count = 0;
	/* Bytes that are no text are in no row. */
	if (utf8_check(query, strlen(query)) != strlen(query))
		return;
	snapshot_fold(snapshot);
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

char *snapshot_number_key(const char *number)
{
	return utf8_check(number, strlen(number)) == strlen(number) ? fold_cell(number) : mem_strdup("");
}

/* The number is the first field of the search text. */
static bool number_is(const struct snapshot *snapshot, size_t row, const char *folded, size_t len)
{
	char *number;
	bool same;

	if (snapshot->folded)
		return strncmp(snapshot->folded[row], folded, len) == 0 && snapshot->folded[row][len] == SEARCH_SEPARATOR;
	number = fold_cell(snapshot->rows[row].number);
	same = strcmp(number, folded) == 0;
	free(number);
	return same;
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
	for (size_t i = 0; i < snapshot->count && len && !found; i++)
		if (number_is(snapshot, i, folded, len))
			found = &snapshot->rows[i];
	free(folded);
	return found;
}
