/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the columns of a list. Those of a state are shared with the record. */
#include "app/listing_words.h"

#include <string.h>

#include "base/i18n.h"
#include "report/listing_words.h"

static const char *const lists[] = {
	[LISTING_ISMAP] = "ISMAP", [LISTING_ISMAP_LIU] = "ISMAP-LIU", [LISTING_LIST_UNKNOWN] = N_("list not stated"),
	[LISTING_AUDIT_BODY] = N_("audit body"), [LISTING_INTER_MINISTRY] = N_("inter-ministry system"),
	[LISTING_COMMON_PLATFORM] = N_("common platform"), [LISTING_GROUP_USE] = N_("group-use contract"),
};
static const char *const shelves[SHELVES] = {
	[SHELF_SERVICES] = N_("Services (ISMAP, ISMAP-LIU)"), [SHELF_AUDIT_BODIES] = N_("Audit bodies"), [SHELF_OFFERS] = N_("Ministry offers"),
};
static const char *const statuses[] = {
	[LISTING_REGISTERED] = N_("Registered"), [LISTING_SUSPENDED] = N_("Suspended"), [LISTING_REMOVED] = N_("Removed"),
	[LISTING_STATUS_UNKNOWN] = N_("Not stated"),
};
const char *app_list_label(enum listing_list list)
{
	return list <= LISTING_ISMAP_LIU ? lists[list] : _(lists[list]);
}

const char *app_shelf_label(enum listing_shelf shelf)
{
	return _(shelves[shelf]);
}

const char *app_listing_status_label(enum listing_status status)
{
	return _(statuses[status]);
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
	words_listing_state_dated(out, app_eras(app), state, listing ? listing->expires_on : DATE_NONE);
}

const char *app_listing_state_short(enum listing_state state)
{
	return words_listing_state_short(state);
}

const char *app_listing_state_label(enum listing_state state)
{
	return words_listing_state(state);
}
