/* SPDX-License-Identifier: Apache-2.0 */
/* A state is never said without its date where it hangs on one, because a date is what a reader can check. */
#include "report/listing_words.h"

static const struct {
	const char *label, *brief;
} states[LISTING_STATES] = {
	[LISTING_STATE_REGISTERED] = { N_("Registered"), N_("Listed") },
	[LISTING_STATE_EXPIRING] = { N_("Registered, ends within the contract"), N_("Ends") },
	[LISTING_STATE_EXPIRED] = { N_("Past expiry, renewal unknown"), N_("Renewal?") },
	[LISTING_STATE_SUSPENDED] = { N_("Suspended"), N_("Stopped") },
	[LISTING_STATE_REMOVED] = { N_("Removed"), N_("Removed") },
	[LISTING_STATE_NOT_LISTED] = { N_("Not listed"), N_("Unlisted") },
	[LISTING_STATE_UNKNOWN] = { N_("State unknown"), N_("Unknown") },
};

const char *words_listing_state(enum listing_state state)
{
	return _(states[state].label);
}

const char *words_listing_state_short(enum listing_state state)
{
	return _(states[state].brief);
}

void words_listing_state_dated(struct buf *out, const struct era_table *eras, enum listing_state state, date_days expires_on)
{
	struct buf day;

	buf_adds(out, words_listing_state(state));
	if (state == LISTING_STATE_NOT_LISTED)
		return;
	if (expires_on == DATE_NONE) {
		buf_adds(out, _(" (no expiry date stated)"));
		return;
	}
	buf_init(&day);
	date_format_short(&day, eras, expires_on);
	buf_addf(out, _(" (expiry date %s)"), day.data);
	buf_done(&day);
}
