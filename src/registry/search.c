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
#include "registry/text_find.h"

enum { WORD_BYTES_MAX = 4096 };

/* The texts of a row, the number first, its words, and ours, with a separator so that no match runs from one field into the next. */
static void add_search_text(struct buf *out, const struct listing *row, const char *words)
{
	const char *const texts[] = { row->number, row->name, row->provider, row->scope, row->regions, row->functions, row->note };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		fold_cell_add(out, texts[i]);
		buf_addc(out, SEARCH_SEPARATOR);
	}
	buf_adds(out, words);
	buf_addc(out, SEARCH_SEPARATOR);
	buf_adds(out, listing_list_word(row->list));
	buf_addc(out, SEARCH_SEPARATOR);
	buf_adds(out, listing_status_word(row->status));
	buf_addc(out, '\0');
}

/* Takes over the search texts of all rows, one behind the other with a NUL behind each, and releases the buffer. */
static void fold_take(struct snapshot *snapshot, struct buf *fold)
{
	char *at;

	snapshot->fold_len = fold->len;
	/* A search reads a little further than the texts go, and longer words than this are in none of them. */
	snapshot->fold = mem_grow(fold->data, fold->len + WORD_BYTES_MAX + TEXT_FIND_SPARE, 1);
	memset(snapshot->fold + fold->len, 0, WORD_BYTES_MAX + TEXT_FIND_SPARE);
	fold->data = NULL;
	buf_done(fold);
	snapshot->folded = mem_array(snapshot->count, sizeof *snapshot->folded);
	at = snapshot->fold;
	for (size_t i = 0; i < snapshot->count; i++) {
		snapshot->folded[i] = at;
		at += strlen(at) + 1;
	}
}

void snapshot_fold(struct snapshot *snapshot)
{
	struct buf fold;

	if (snapshot->folded || !snapshot->complete)
		return;
	buf_init(&fold);
	for (size_t i = 0; i < snapshot->count; i++)
		add_search_text(&fold, &snapshot->rows[i], snapshot->words[i]);
	fold_take(snapshot, &fold);
	/* They are part of the search texts now; only who has the bytes may yet save them. */
	if (!snapshot->bytes) {
		free(snapshot->words);
		snapshot->words = NULL;
	}
}

void search_hits_done(struct search_hits *hits)
{
	free(hits->rows);
	free(hits->query);
	*hits = (struct search_hits){ .rows = NULL };
}

struct word {
	const char *text;
	size_t len;
};

/* Cuts the folded query into words; returns how many there are. */
static size_t cut_words(const char *query, struct word *words)
{
	size_t count = 0;

	for (const char *at = query; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (len)
			words[count++] = (struct word){ .text = at, .len = len };
		at += len;
	}
	return count;
}

static bool row_matches(const struct snapshot *snapshot, size_t row, const struct word *words, size_t count)
{
	const char *end = row + 1 < snapshot->count ? snapshot->folded[row + 1] : snapshot->fold + snapshot->fold_len;

	for (size_t i = 0; i < count; i++)
		if (!text_find(snapshot->folded[row], end, words[i].text, words[i].len))
			return false;
	return true;
}

static void push(struct search_hits *out, size_t row)
{
	MEM_PUSH_ROOM(out->rows, out->count, out->capacity);
	out->rows[out->count++] = row;
}

/* The row of a place, which is not before `row`: the next ones are tried first, since hits mostly follow one another. */
static size_t row_at(const struct snapshot *snapshot, size_t row, const char *place)
{
	size_t low = row, step = 1, high;

	while (low + step < snapshot->count && snapshot->folded[low + step] <= place) {
		low += step;
		step *= 2;
	}
	high = low + step < snapshot->count ? low + step : snapshot->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (snapshot->folded[middle] <= place)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* All rows that hold the word `lead`, in one pass over the texts as if they were one; then the other words in these rows alone. */
static void scan(const struct snapshot *snapshot, const struct word *words, size_t count, size_t lead, struct search_hits *out)
{
	const char *at = snapshot->fold, *end = snapshot->fold + snapshot->fold_len;
	size_t row = 0;

	while (at < end && (at = text_find(at, end, words[lead].text, words[lead].len)) != NULL) {
		row = row_at(snapshot, row, at);
		if (count == 1 || row_matches(snapshot, row, words, count))
			push(out, row);
		if (++row == snapshot->count)
			break;
		at = snapshot->folded[row];
	}
}

/* A query that only goes on where the last one ended can find nothing but what that one found. */
static bool goes_on(const struct search_hits *hits, const struct snapshot *snapshot, const char *folded)
{
	return hits->all && digest_equal(&hits->of, &snapshot->info.digest) && strncmp(folded, hits->query, strlen(hits->query)) == 0;
}

static void narrow(const struct snapshot *snapshot, const struct word *words, size_t count, struct search_hits *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < out->count; i++)
		if (row_matches(snapshot, out->rows[i], words, count))
			out->rows[kept++] = out->rows[i];
	out->count = kept;
}

static void find_rows(const struct snapshot *snapshot, const char *folded, bool on, struct search_hits *out)
{
	struct word *words = mem_array(strlen(folded) / 2 + 1, sizeof *words);
	size_t count = cut_words(folded, words), lead = 0;
	bool fits = true;

	for (size_t i = 0; i < count; i++) {
		lead = words[i].len > words[lead].len ? i : lead;
		fits = fits && words[i].len <= WORD_BYTES_MAX;
	}
	if (!fits) {
		out->count = 0;
	} else if (on) {
		narrow(snapshot, words, count, out);
	} else {
		out->count = 0;
		if (out->capacity < snapshot->count) {
			out->capacity = snapshot->count;
			out->rows = mem_grow(out->rows, out->capacity, sizeof *out->rows);
		}
		if (count)
			scan(snapshot, words, count, lead, out);
		else
			for (size_t i = 0; i < snapshot->count; i++)
				push(out, i);
	}
	free(words);
}

void snapshot_search(struct snapshot *snapshot, const char *query, struct search_hits *out)
{
	char *folded;
	bool on;

	/* Bytes that are no text are in no row. */
	if (utf8_check(query, strlen(query)) != strlen(query)) {
		out->count = 0;
		out->all = false;
		return;
	}
	snapshot_fold(snapshot);
	folded = fold_cell(query);
	on = goes_on(out, snapshot, folded);
	if (snapshot->count)
		find_rows(snapshot, folded, on, out);
	else
		out->count = 0;
	free(out->query);
	out->query = folded;
	out->of = snapshot->info.digest;
	out->all = true;
}

char *snapshot_number_key(const char *number)
{
	return utf8_check(number, strlen(number)) == strlen(number) ? fold_cell(number) : mem_strdup("");
}

static bool is_plain(unsigned char c)
{
	return c > ' ' && c < 0x7F;
}

/* Almost every number consists of plain characters, and the first that differs tells it: one that is followed by another of them joins with nothing. */
static bool plainly_differs(const char *number, const char *folded)
{
	for (; is_plain((unsigned char)*number); number++, folded++) {
		char c = (char)(*number >= 'A' && *number <= 'Z' ? *number + ('a' - 'A') : *number);

		if (c != *folded)
			return number[1] == '\0' || is_plain((unsigned char)number[1]);
	}
	return false;
}

/* The number is the first field of the search text, where there is one. */
static bool number_is(const struct snapshot *snapshot, size_t row, const char *folded, size_t len)
{
	char *number;
	bool same;

	if (snapshot->folded)
		return strncmp(snapshot->folded[row], folded, len) == 0 && snapshot->folded[row][len] == SEARCH_SEPARATOR;
	if (plainly_differs(snapshot->rows[row].number, folded))
		return false;
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
