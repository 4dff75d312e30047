/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a filter, and what was looked for said back with them: a filter that one has forgotten hides services, and a sentence shows that it is there. */
#include <string.h>

#include "app/listing_words.h"
#include "app/session.h"
#include "base/utf8.h"

const char *filter_list_word(unsigned place)
{
	return listing_list_word((enum listing_list)place);
}

const char *filter_form_word(unsigned place)
{
	static const char *const words[] = { "saas", "paas", "iaas" };
	return words[place];
}

const char *filter_state_word(unsigned place)
{
	return listing_state_word((enum listing_state)place);
}

static void add_part(struct buf *out, bool *some, const char *label, const char *text)
{
	buf_addf(out, "%s%s%s", *some ? _(", ") : "", label, text);
	*some = true;
}

static void add_bits(struct buf *out, bool *some, const char *label, unsigned bits, unsigned count, const char *(*word)(unsigned place))
{
	struct buf text;
	if (!bits)
		return;
	buf_init(&text);
	for (unsigned i = 0; i < count; i++)
		if (bits & 1u << i)
			buf_addf(&text, "%s%s", text.len ? _(" or ") : "", word(i));
	add_part(out, some, label, text.data);
	buf_done(&text);
}

static const char *list_word(unsigned place)
{
	return app_list_label((enum listing_list)place);
}

static const char *form_word(unsigned place)
{
	static const char *const words[] = { "SaaS", "PaaS", "IaaS" };
	return words[place];
}

static const char *state_word(unsigned place)
{
	return app_listing_state_label((enum listing_state)place);
}

void app_registry_sentence(const struct app *app, const char *query, size_t found, struct buf *out)
{
	app_filter_sentence(app->filter, query, false, found, out);
}

void app_filter_sentence(const struct registry_filter *filter, const char *query, bool screened, size_t found, struct buf *out)
{
	struct buf shown;
	bool some = false;
	buf_init(&shown);
	if (query[0]) {
		utf8_visible(&shown, query, strlen(query), false);
		add_part(out, &some, _("words: "), shown.data);
	}
	add_bits(out, &some, _("list: "), filter->lists, LISTING_LISTS, list_word);
	add_bits(out, &some, _("form: "), filter->forms, 3, form_word);
	add_bits(out, &some, _("state: "), filter->states, LISTING_STATES, state_word);
	if (filter->within_days > 0) {
		buf_clear(&shown);
		buf_addf(&shown, _("within %d days"), filter->within_days);
		add_part(out, &some, _("expires "), shown.data);
	}
	if (filter->region[0])
		add_part(out, &some, _("region: "), filter->region);
	if (screened)
		add_part(out, &some, "", _("only what remains after screening"));
	if (!some)
		buf_adds(out, _("everything"));
	buf_addf(out, _(": %zu services"), found);
	buf_done(&shown);
}
