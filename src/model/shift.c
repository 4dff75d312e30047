/* SPDX-License-Identifier: Apache-2.0 */
/* A list of differences owns nothing but its items: what they name lives in the two states that were compared. */
#include "model/shift.h"

#include <stdlib.h>

void shifts_done(struct shifts *shifts)
{
	free(shifts->items);
	*shifts = (struct shifts){ .items = NULL };
}

const char *shift_kind_word(enum shift_kind kind)
{
	static const char *const WORDS[] = { "case", "component", "step", "finding", "stops", "begins", "rests" };
	return WORDS[kind];
}

size_t shifts_count(const struct shifts *shifts, enum shift_kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < shifts->count; i++)
		count += shifts->items[i].kind == kind;
	return count;
}
