/* SPDX-License-Identifier: Apache-2.0 */
/* The filter of a kept search: words of the data and never of a language, so that it means the same to every reader. The region comes last. */
#include <stdlib.h>
#include <string.h>

#include "app/evidence.h"
#include "app/listing_words.h"
#include "app/session.h"
#include "base/num.h"

#define WITHIN_MAX 36500

static const struct {
	const char *name;
	size_t offset; /* of the bits in struct registry_filter */
	unsigned count;
	const char *(*word)(unsigned place);
} groups[] = {
	{ "list=", offsetof(struct registry_filter, lists), LISTING_LISTS, filter_list_word },
	{ "form=", offsetof(struct registry_filter, forms), 3, filter_form_word },
	{ "state=", offsetof(struct registry_filter, states), LISTING_STATES, filter_state_word },
};
#define GROUPS (sizeof groups / sizeof groups[0])

/* What the list does not state has no word of its own. */
static const char *word_of(size_t group, unsigned place)
{
	const char *word = groups[group].word(place);
	return word[0] ? word : "-";
}

void filter_write(const struct registry_filter *filter, struct buf *out)
{
	for (size_t i = 0; i < GROUPS; i++) {
		unsigned bits;
		bool first = true;
		memcpy(&bits, (const char *)filter + groups[i].offset, sizeof bits);
		for (unsigned place = 0; place < groups[i].count; place++) {
			if (!(bits >> place & 1u))
				continue;
			buf_addf(out, "%s%s%s", !first ? "," : out->len ? " " : "", first ? groups[i].name : "", word_of(i, place));
			first = false;
		}
	}
	if (filter->within_days > 0)
		buf_addf(out, "%swithin=%d", out->len ? " " : "", filter->within_days);
	if (filter->region[0])
		buf_addf(out, "%sregion=%s", out->len ? " " : "", filter->region);
}

static bool parse_bits(size_t group, const char *text, size_t len, struct registry_filter *out)
{
	unsigned bits = 0;
	for (size_t at = 0; at < len;) {
		size_t end = at + strcspn(text + at, ", ");
		unsigned place = 0;
		end = end < len ? end : len;
		while (place < groups[group].count &&
			(strlen(word_of(group, place)) != end - at || strncmp(word_of(group, place), text + at, end - at) != 0))
			place++;
		if (place == groups[group].count)
			return false;
		bits |= 1u << place;
		at = end + 1;
	}
	memcpy((char *)out + groups[group].offset, &bits, sizeof bits);
	return bits != 0;
}

static bool parse_part(const char *text, size_t len, struct registry_filter *out)
{
	for (size_t i = 0; i < GROUPS; i++) {
		size_t name = strlen(groups[i].name);
		if (len > name && strncmp(text, groups[i].name, name) == 0)
			return parse_bits(i, text + name, len - name, out);
	}
	if (len <= 7 || strncmp(text, "within=", 7) != 0)
		return false;
	int64_t days = 0;
	char *digits = mem_strndup(text + 7, len - 7);
	bool good = num_parse_int(digits, &days) && days > 0 && days <= WITHIN_MAX;
	free(digits);
	out->within_days = (int)days;
	return good;
}

bool filter_parse(const char *text, struct registry_filter *out)
{
	memset(out, 0, sizeof *out);
	while (*text) {
		if (strncmp(text, "region=", 7) == 0) {
			size_t len = strlen(text + 7);
			if (len == 0 || len >= sizeof out->region)
				return false;
			memcpy(out->region, text + 7, len + 1);
			return true;
		}
		size_t len = strcspn(text, " ");
		if (!parse_part(text, len, out))
			return false;
		text += len + (text[len] == ' ');
	}
	return true;
}
