/* SPDX-License-Identifier: Apache-2.0 */
/* A number names one service of a list. The numbers go into a table by hash, so that a list of any length is looked through once. */
#include "registry/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

struct seen_number {
	uint64_t hash; /* of list and folded number */
	size_t row;    /* the last that had it, + 1; 0: a free place */
};

static uint64_t hash_of(const struct listing *row, const char *folded)
{
	uint64_t hash = 14695981039346656037u ^ (uint64_t)row->list;

	for (; *folded; folded++)
		hash = (hash ^ (unsigned char)*folded) * 1099511628211u;
	return hash ^ hash >> 29;
}

static bool same_number(const struct listing *row, const char *folded)
{
	char *number = fold_cell(row->number);
	bool same = strcmp(number, folded) == 0;

	free(number);
	return same;
}

/* The place of a number: that of the same one seen before, or a free one. */
static struct seen_number *place_of(struct seen_number *seen, size_t capacity, const struct snapshot *snapshot, size_t row, const char *folded)
{
	uint64_t hash = hash_of(&snapshot->rows[row], folded);
	size_t at = (size_t)hash & (capacity - 1);

	while (seen[at].row && (seen[at].hash != hash || snapshot->rows[seen[at].row - 1].list != snapshot->rows[row].list ||
		!same_number(&snapshot->rows[seen[at].row - 1], folded)))
		at = (at + 1) & (capacity - 1);
	seen[at].hash = hash;
	return &seen[at];
}

/* The same service may stand on more than one list. */
void reading_doubles(struct reading *reading, const struct snapshot *snapshot)
{
	size_t capacity = 16;
	struct seen_number *seen;
	struct buf folded;

	while (capacity < 2 * snapshot->count)
		capacity *= 2;
	seen = mem_array(capacity, sizeof *seen);
	buf_init(&folded);
	for (size_t i = 0; i < snapshot->count; i++) {
		const struct listing *row = &snapshot->rows[i];
		struct seen_number *place;

		buf_clear(&folded);
		fold_cell_add(&folded, row->number);
		if (!folded.len)
			continue;
		place = place_of(seen, capacity, snapshot, i, folded.data);
		if (place->row && reading->faults++ < REPORTED_FAULTS)
			diag_error(reading->diags, STATUS_INPUT, reading->file, row->line,
				_("the registration number \"%s\" already stands in line %d; it may stand once in a list"), row->number,
				snapshot->rows[place->row - 1].line);
		place->row = i + 1;
	}
	buf_done(&folded);
	free(seen);
}
