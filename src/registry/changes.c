/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both snapshots are sorted by list and folded number and walked side by side. Every field of a row is compared, so that nothing of a
 * delivery changes without being told; which of it matters is for the reader to say.
 */
#include "registry/changes.h"

#include <stdlib.h>
#include <string.h>

#include "registry/internal.h"

static const char *const words[CHANGE_FIELDS] = { "added", "removed", "status", "expires_on", "scope", "regions", "name", "provider", "forms",
	"level", "functions", "registered_on", "note" };

const char *change_field_word(unsigned place)
{
	return place < CHANGE_FIELDS ? words[place] : "";
}

struct keyed {
	char *number; /* folded */
	const struct listing *row;
};

static int keyed_compare(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = (a->row->list > b->row->list) - (a->row->list < b->row->list);

	if (order == 0)
		order = strcmp(a->number, b->number);
	return order;
}

static struct keyed *sorted_rows(const struct snapshot *snapshot)
{
	struct keyed *rows = mem_array(snapshot->count, sizeof *rows);

	for (size_t i = 0; i < snapshot->count; i++)
		rows[i] = (struct keyed){ .number = fold_cell(snapshot->rows[i].number), .row = &snapshot->rows[i] };
	if (snapshot->count)
		qsort(rows, snapshot->count, sizeof *rows, keyed_compare);
	return rows;
}

static void sorted_free(struct keyed *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(rows[i].number);
	free(rows);
}

static unsigned text_differs(const char *before, const char *after, unsigned field)
{
	return strcmp(before, after) == 0 ? 0 : field;
}

static unsigned row_differs(const struct listing *a, const struct listing *b)
{
	unsigned fields = text_differs(a->scope, b->scope, CHANGE_SCOPE) | text_differs(a->regions, b->regions, CHANGE_REGIONS) |
		text_differs(a->name, b->name, CHANGE_NAME) | text_differs(a->provider, b->provider, CHANGE_PROVIDER) |
		text_differs(a->functions, b->functions, CHANGE_FUNCTIONS) | text_differs(a->note, b->note, CHANGE_NOTE);

	fields |= a->status != b->status ? CHANGE_STATUS : 0;
	fields |= a->expires_on != b->expires_on ? CHANGE_EXPIRY : 0;
	fields |= a->forms != b->forms ? CHANGE_FORMS : 0;
	fields |= a->level != b->level ? CHANGE_LEVEL : 0;
	fields |= a->registered_on != b->registered_on ? CHANGE_REGISTERED : 0;
	return fields;
}

static void add_change(struct snapshot_changes *out, const struct listing *before, const struct listing *after)
{
	unsigned fields = !before ? CHANGE_ADDED : !after ? CHANGE_REMOVED : row_differs(before, after);

	if (!fields) {
		out->unchanged++;
		return;
	}
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count++] = (struct snapshot_change){ .before = before, .after = after, .fields = fields };
	for (unsigned i = 0; i < CHANGE_FIELDS; i++)
		out->of[i] += (fields >> i) & 1u;
}

void snapshot_compare(const struct snapshot *before, const struct snapshot *after, struct snapshot_changes *out)
{
	struct keyed *old = sorted_rows(before), *new = sorted_rows(after);
	size_t i = 0, j = 0;

	*out = (struct snapshot_changes){ .items = NULL };
	while (i < before->count || j < after->count) {
		int order = i == before->count ? 1 : j == after->count ? -1 : keyed_compare(&old[i], &new[j]);

		add_change(out, order <= 0 ? old[i].row : NULL, order >= 0 ? new[j].row : NULL);
		i += order <= 0;
		j += order >= 0;
	}
	sorted_free(old, before->count);
	sorted_free(new, after->count);
}

void snapshot_changes_done(struct snapshot_changes *changes)
{
	free(changes->items);
	*changes = (struct snapshot_changes){ .items = NULL };
}

static int due_compare(const void *left, const void *right)
{
	const struct snapshot_due *a = left, *b = right;

	return a->days != b->days ? (a->days > b->days) - (a->days < b->days) : (a->row > b->row) - (a->row < b->row);
}

void snapshot_due_by(const struct snapshot *snapshot, date_days day, const int *bands, size_t count, struct snapshot_dues *out)
{
	*out = (struct snapshot_dues){ .items = NULL };
	for (size_t i = 0; i < snapshot->count; i++) {
		const struct listing *row = &snapshot->rows[i];
		struct snapshot_due due = { .row = row };
		bool inside = false;

		if (row->expires_on == DATE_NONE || row->status == LISTING_REMOVED)
			continue;
		due.days = (int)(row->expires_on - day);
		inside = due.days < 0;
		for (unsigned j = 0; j < count && !inside; j++) {
			due.band = j + 1;
			inside = due.days <= bands[j];
		}
		if (!inside)
			continue;
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = due;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, due_compare);
}

void snapshot_dues_done(struct snapshot_dues *dues)
{
	free(dues->items);
	*dues = (struct snapshot_dues){ .items = NULL };
}
