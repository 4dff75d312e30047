/* SPDX-License-Identifier: Apache-2.0 */
/* Narrowing a search by what the columns mean. Each part that is set must hold; a thing that a row does not state holds for no part. */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

bool snapshot_filter_is_empty(const struct snapshot_filter *filter)
{
	return !filter->lists && !filter->forms && !filter->states && filter->expires_by == DATE_NONE && !(filter->region && *filter->region);
}

static bool region_holds(const struct snapshot_filter *filter, const struct listing *row)
{
	char *text, *want;
	bool holds;

	if (!filter->region || !*filter->region)
		return true;
	text = fold_cell(row->regions);
	want = utf8_check(filter->region, strlen(filter->region)) == strlen(filter->region) ? fold_cell(filter->region) : mem_strdup("\x1f");
	holds = strstr(text, want) != NULL;
	free(text);
	free(want);
	return holds;
}

bool snapshot_filter_holds(const struct snapshot_filter *filter, const struct listing *row)
{
	return (!filter->lists || filter->lists & 1u << row->list) && (!filter->forms || filter->forms & row->forms) &&
		(!filter->states || filter->states & 1u << listing_state(row, filter->as_of, filter->until)) &&
		(filter->expires_by == DATE_NONE || (row->expires_on != DATE_NONE && row->expires_on <= filter->expires_by)) &&
		region_holds(filter, row);
}

void snapshot_filter_hits(const struct snapshot *snapshot, const struct snapshot_filter *filter, struct search_hits *hits)
{
	size_t kept = 0;

	for (size_t i = 0; i < hits->count; i++)
		if (snapshot_filter_holds(filter, &snapshot->rows[hits->rows[i]]))
			hits->rows[kept++] = hits->rows[i];
	hits->all = hits->all && kept == hits->count;
	hits->count = kept;
}
