/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One delivery holds rows of one shelf. A file that mixes services with the offers of a ministry would take the place of both, and one of them
 * would then be incomplete without anybody noticing.
 */
#include "registry/internal.h"

#include "base/i18n.h"

void reading_shelf(struct reading *reading, struct snapshot *snapshot)
{
	const struct listing *first = NULL;

	for (size_t i = 0; i < snapshot->count; i++) {
		const struct listing *row = &snapshot->rows[i];

		if (row->list == LISTING_LIST_UNKNOWN)
			continue;
		if (!first)
			first = row;
		if (listing_shelf_of(row->list) != listing_shelf_of(first->list) && reading->faults++ < REPORTED_FAULTS)
			diag_error(reading->diags, STATUS_INPUT, reading->file, row->line,
				_("this row is of another kind of list than line %d; services, audit bodies and offers of a ministry come in files of their own"),
				first->line);
	}
	snapshot->info.shelf = first ? listing_shelf_of(first->list) : SHELF_SERVICES;
}
