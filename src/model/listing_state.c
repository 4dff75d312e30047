/* SPDX-License-Identifier: Apache-2.0 */
/* One function decides, whether the values come from a row of today's snapshot or from a record of years ago. */
#include "model/listing_state.h"

#include <string.h>

static enum listing_state registered_until(date_days expires_on, date_days as_of, date_days until)
{
	if (expires_on == DATE_NONE)
		return LISTING_STATE_REGISTERED;
	if (expires_on < as_of)
		return LISTING_STATE_EXPIRED;
	return until != DATE_NONE && expires_on < until ? LISTING_STATE_EXPIRING : LISTING_STATE_REGISTERED;
}

enum listing_state listing_state(const struct listing *listing, date_days as_of, date_days until)
{
	if (!listing)
		return LISTING_STATE_NOT_LISTED;
	switch (listing->status) {
	case LISTING_REGISTERED:
		return registered_until(listing->expires_on, as_of, until);
	case LISTING_SUSPENDED:
		return LISTING_STATE_SUSPENDED;
	case LISTING_REMOVED:
		return LISTING_STATE_REMOVED;
	default:
		return LISTING_STATE_UNKNOWN;
	}
}

/* The word of a service fact, "" where it is not known. Appends nothing else. */
static void fact_word(const struct edition *edition, const struct answer *services, const char *id, struct buf *out)
{
	const struct fact *fact = edition_fact(edition, id);

	if (fact && fact->scope == SCOPE_SERVICE && services[fact->slot].state == ANSWER_GIVEN)
		answer_to_word(out, fact, &services[fact->slot]);
}

enum listing_state listing_state_of_facts(const struct edition *edition, const struct answer *services, date_days as_of, date_days until,
	date_days *expires_on)
{
	struct listing row = { .status = LISTING_STATUS_UNKNOWN, .expires_on = DATE_NONE };
	bool listed;
	struct buf word;

	buf_init(&word);
	fact_word(edition, services, "service.expires_on", &word);
	if (!date_parse_iso(word.data, &row.expires_on))
		row.expires_on = DATE_NONE;
	buf_clear(&word);
	fact_word(edition, services, "service.status", &word);
	for (int i = LISTING_REGISTERED; i < LISTING_STATUS_UNKNOWN; i++)
		if (strcmp(word.data, listing_status_word((enum listing_status)i)) == 0)
			row.status = (enum listing_status)i;
	listed = strcmp(word.data, "not_listed") != 0;
	buf_done(&word);
	if (expires_on)
		*expires_on = row.expires_on;
	return listing_state(listed ? &row : NULL, as_of, until);
}

const char *listing_state_word(enum listing_state state)
{
	static const char *const WORDS[LISTING_STATES] = {
		[LISTING_STATE_REGISTERED] = "registered", [LISTING_STATE_EXPIRING] = "expiring", [LISTING_STATE_EXPIRED] = "expired",
		[LISTING_STATE_SUSPENDED] = "suspended", [LISTING_STATE_REMOVED] = "removed", [LISTING_STATE_NOT_LISTED] = "not_listed",
		[LISTING_STATE_UNKNOWN] = "unknown",
	};

	return state < LISTING_STATES ? WORDS[state] : "";
}
