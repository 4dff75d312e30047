/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has become of each revision of a case. The last step that speaks of a revision says how far it came; a newer one is held against it only after that,
 * and an approval only against approvals.
 */
#include "app/history.h"

bool history_approved(const struct history *history, size_t count, int number)
{
	for (size_t i = 0; i < count; i++)
		if (history->items[i].verb == LIFE_APPROVE && history->items[i].number == number && !history->items[i].fault)
			return true;
	return false;
}

void history_standing(const struct history *history, size_t count, int number, struct standing *out)
{
	const struct life *life = history->life;
	int newest = count ? history->items[count - 1].number : 0, state = count ? history->items[count - 1].state : life->draft;
	*out = (struct standing){ .state = life->draft };
	for (size_t i = 0; i < count; i++)
		if (history->items[i].number == number)
			out->state = history->items[i].state;
	if (newest <= number)
		return;
	if (out->state != life->steps[LIFE_APPROVE].to) {
		out->replaced = newest;
	} else {
		for (int other = newest; other > number && !out->replaced; other--)
			out->replaced = history_approved(history, count, other) ? other : 0;
		if (!out->replaced && state != life->steps[LIFE_RECALL].to && state != life->steps[LIFE_WITHDRAW].to)
			out->newer = newest;
	}
	if (out->replaced)
		out->state = life->superseded;
}

int history_revision_state(const struct history *history, int number)
{
	struct standing standing;
	history_standing(history, history->count, number, &standing);
	return standing.state;
}
