/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers that stand twice in one list. The reader has hashed each of them; here the rows are put into a table by it, and only rows of one hash are
 * compared. The table holds rows and nothing else, so that that of a million of them stays small.
 */
#include "registry/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

enum { PROGRESS_ROWS = 16384 };

static bool same_number(const struct listing *a, const struct listing *b)
{
	char *left, *right;
	bool same;

	if (a->list != b->list)
		return false;
	left = fold_cell(a->number);
	right = fold_cell(b->number);
	same = strcmp(left, right) == 0;
	free(left);
	free(right);
	return same;
}

/* The place of a row: that of one of the same number seen before, or a free one. Rows are counted from 1. */
static uint32_t *place_of(const struct reading *reading, uint32_t *seen, size_t capacity, const struct snapshot *snapshot, size_t row)
{
	uint32_t hash = reading->numbers[row];
	size_t at = hash & (capacity - 1);

	while (seen[at] && (reading->numbers[seen[at] - 1] != hash || !same_number(&snapshot->rows[seen[at] - 1], &snapshot->rows[row])))
		at = (at + 1) & (capacity - 1);
	return &seen[at];
}

static void report(struct reading *reading, const struct listing *row, const struct listing *before)
{
	if (reading->faults++ < REPORTED_FAULTS)
		diag_error(reading->diags, STATUS_INPUT, reading->file, row->line,
			_("the registration number \"%s\" already stands in line %d; it may stand once in a list"), row->number, before->line);
}

/* The same service may stand on more than one list. */
void reading_doubles(struct reading *reading, const struct snapshot *snapshot)
{
	const size_t count = snapshot->count;
	size_t capacity = 16;
	uint32_t *seen;

	while (capacity < 2 * count)
		capacity *= 2;
	seen = mem_array(capacity, sizeof *seen);
	for (size_t i = 0; i < count && !reading->stopped; i++) {
		uint32_t *place;

		if (i % PROGRESS_ROWS == 0)
			reading->stopped = !watch_goes_on(reading->request->watch, count / 100 * CSV_READ + i / 100 * (100 - CSV_READ), count);
		if (!reading->numbers[i])
			continue;
		place = place_of(reading, seen, capacity, snapshot, i);
		if (*place)
			report(reading, &snapshot->rows[i], &snapshot->rows[*place - 1]);
		*place = (uint32_t)(i + 1);
	}
	free(seen);
}
