/* SPDX-License-Identifier: Apache-2.0 */
/* A state is never said without its date where it hangs on one, because a date is what a reader can check. */
#include "app/listing_words.h"

#include <string.h>

#include "base/i18n.h"

static const char *const lists[] = {
	[LISTING_ISMAP] = "ISMAP", [LISTING_ISMAP_LIU] = "ISMAP-LIU", [LISTING_LIST_UNKNOWN] = N_("list not stated"),
};
static const char *const statuses[] = {
	[LISTING_REGISTERED] = N_("Registered"), [LISTING_SUSPENDED] = N_("Suspended"), [LISTING_REMOVED] = N_("Removed"),
	[LISTING_STATUS_UNKNOWN] = N_("Not stated"),
};
static const char *const states[LISTING_STATES] = {
	[LISTING_STATE_REGISTERED] = N_("Registered"),
	[LISTING_STATE_EXPIRING] = N_("Registered, ends within the contract"),
	[LISTING_STATE_EXPIRED] = N_("Past expiry, renewal unknown"),
	[LISTING_STATE_SUSPENDED] = N_("Suspended"),
	[LISTING_STATE_REMOVED] = N_("Removed"),
	[LISTING_STATE_NOT_LISTED] = N_("Not listed"),
	[LISTING_STATE_UNKNOWN] = N_("State unknown"),
};

const char *app_list_label(enum listing_list list)
{
	return list == LISTING_LIST_UNKNOWN ? _(lists[list]) : lists[list];
}

const char *app_listing_status_label(enum listing_status status)
{
	return _(statuses[status]);
}

const char *app_listing_state_label(enum listing_state state)
{
	return _(states[state]);
}

void app_forms_label(unsigned forms, struct buf *out)
{
	static const struct {
		unsigned bit;
		const char *word;
	} words[] = { { FORM_SAAS, "SaaS" }, { FORM_PAAS, "PaaS" }, { FORM_IAAS, "IaaS" } };
	bool some = false;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (!(forms & words[i].bit))
			continue;
		buf_addf(out, "%s%s", some ? ", " : "", words[i].word);
		some = true;
	}
	if (!some)
		buf_adds(out, _("not stated"));
}

const char *app_signature_label(const char *signature)
{
	return strcmp(signature, "unsigned") == 0 ? _("unsigned") : signature;
}

void app_listing_state_text(const struct app *app, const struct listing *listing, date_days until, struct buf *out)
{
	enum listing_state state = listing_state(listing, app_as_of(app), until);
	buf_adds(out, app_listing_state_label(state));
	if (state == LISTING_STATE_NOT_LISTED || state == LISTING_STATE_UNKNOWN)
		return;
	if (listing->expires_on == DATE_NONE) {
		buf_adds(out, _(" (no expiry date stated)"));
		return;
	}
	struct buf day;
	buf_init(&day);
	date_format_short(&day, app_eras(app), listing->expires_on);
	buf_addf(out, _(" (expiry date %s)"), day.data);
	buf_done(&day);
}
