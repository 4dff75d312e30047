/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a listing stands on a day, for a case that needs it until another day. A date never makes a registration invalid by itself: past its
 * expiry it may have been renewed or be under renewal, which only the operator of the list can say.
 */
#ifndef MODEL_LISTING_STATE_H
#define MODEL_LISTING_STATE_H

#include "model/listing.h"

enum listing_state {
	LISTING_STATE_REGISTERED, /* through the last day needed, or with no expiry date stated */
	LISTING_STATE_EXPIRING,   /* registered, but its date lies before the last day needed */
	LISTING_STATE_EXPIRED,    /* listed as registered, and its date has passed: renewal unknown */
	LISTING_STATE_SUSPENDED, LISTING_STATE_REMOVED,
	LISTING_STATE_NOT_LISTED,
	LISTING_STATE_UNKNOWN,    /* the list does not say, or was not asked */
	LISTING_STATES
};
/* NULL: on no list. `until`: the last day needed, or DATE_NONE. */
enum listing_state listing_state(const struct listing *listing, date_days as_of, date_days until);
/* The same from the service facts of a candidate, as they were read or frozen; *expires_on (may be NULL) becomes the date or DATE_NONE. */
enum listing_state listing_state_of_facts(const struct edition *edition, const struct answer *services, date_days as_of, date_days until,
	date_days *expires_on);
/* "registered", "expiring", "expired", "suspended", "removed", "not_listed", "unknown". */
const char *listing_state_word(enum listing_state state);

#endif
