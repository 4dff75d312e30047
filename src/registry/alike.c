/* SPDX-License-Identifier: Apache-2.0 */
/* Rows whose names look alike. Found once for the whole snapshot, when somebody first asks; the number is what a row is, never its name. */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct shape {
	char *skeleton;
	size_t row;
};

static int shape_compare(const void *left, const void *right)
{
	const struct shape *a = left, *b = right;
	int order = strcmp(a->skeleton, b->skeleton);

	return order ? order : (a->row > b->row) - (a->row < b->row);
}

static bool same_number(const struct snapshot *snapshot, size_t a, size_t b)
{
	char *left = snapshot_number_key(snapshot->rows[a].number), *right = snapshot_number_key(snapshot->rows[b].number);
	bool same = strcmp(left, right) == 0;

	free(left);
	free(right);
	return same;
}

/* The rows from `start` to `end` have one skeleton: each gets the nearest one of another number. */
static void join(struct snapshot *snapshot, const struct shape *shapes, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		for (size_t step = 1; step < end - start && !snapshot->alike[shapes[i].row]; step++) {
			size_t other = shapes[start + (i - start + step) % (end - start)].row;

			if (!same_number(snapshot, shapes[i].row, other))
				snapshot->alike[shapes[i].row] = other + 1;
		}
}

static void find_all(struct snapshot *snapshot)
{
	struct shape *shapes = mem_array(snapshot->count, sizeof *shapes);
	size_t start = 0;

	snapshot->alike = mem_array(snapshot->count, sizeof *snapshot->alike);
	for (size_t i = 0; i < snapshot->count; i++)
		shapes[i] = (struct shape){ .skeleton = utf8_skeleton(snapshot->rows[i].name), .row = i };
	if (snapshot->count)
		qsort(shapes, snapshot->count, sizeof *shapes, shape_compare);
	for (size_t i = 1; i <= snapshot->count; i++) {
		if (i < snapshot->count && strcmp(shapes[i].skeleton, shapes[start].skeleton) == 0)
			continue;
		if (i - start > 1 && *shapes[start].skeleton)
			join(snapshot, shapes, start, i);
		start = i;
	}
	for (size_t i = 0; i < snapshot->count; i++)
		free(shapes[i].skeleton);
	free(shapes);
}

const struct listing *snapshot_alike(struct snapshot *snapshot, const struct listing *row)
{
	size_t at = (size_t)(row - snapshot->rows);

	if (!snapshot->alike)
		find_all(snapshot);
	return at < snapshot->count && snapshot->alike[at] ? &snapshot->rows[snapshot->alike[at] - 1] : NULL;
}
