/* SPDX-License-Identifier: Apache-2.0 */
/* One spelling for each value: two writers that differ in a blank would make two digests of one thing. */
#include "base/field.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

enum { NUMBER_MAX = 24, DAY_MAX = 11 };

void field_add_number(struct buf *out, int64_t number)
{
	char digits[NUMBER_MAX];

	snprintf(digits, sizeof digits, "%" PRId64, number);
	buf_add_nettext(out, digits);
}

void field_add_digest(struct buf *out, const struct digest *digest)
{
	char hex[FIELD_HEX_MAX] = "";

	if (digest)
		digest_hex(digest, hex);
	buf_add_nettext(out, hex);
}

void field_add_key(struct buf *out, const uint8_t key[32])
{
	struct digest same;

	if (key)
		memcpy(same.bytes, key, sizeof same.bytes);
	field_add_digest(out, key ? &same : NULL);
}

void field_add_day(struct buf *out, date_days day)
{
	char iso[DAY_MAX] = "";

	if (day != DATE_NONE)
		date_format_iso(day, iso);
	buf_add_nettext(out, iso);
}

bool field_read_text(const char **at, const char *end, char *out, size_t size)
{
	struct slice slice;

	if (netstring_read(at, end, &slice) != 0 || slice.len >= size || memchr(slice.data, '\0', slice.len))
		return false;
	memcpy(out, slice.data, slice.len);
	out[slice.len] = '\0';
	return true;
}

bool field_read_plain(const char **at, const char *end, char *out, size_t size)
{
	return field_read_text(at, end, out, size) && utf8_check(out, strlen(out)) == strlen(out) && utf8_is_plain(out, false);
}

bool field_read_number(const char **at, const char *end, int64_t least, int64_t most, int64_t *out)
{
	char text[NUMBER_MAX];

	return field_read_text(at, end, text, sizeof text) && num_parse_int(text, out) && *out >= least && *out <= most;
}

bool field_read_digest(const char **at, const char *end, struct digest *out)
{
	char text[FIELD_HEX_MAX];
	bool there;

	return field_read_text(at, end, text, sizeof text) && field_digest_of(text, &there, out) && there;
}

bool field_read_key(const char **at, const char *end, uint8_t out[32])
{
	struct digest same;

	if (!field_read_digest(at, end, &same))
		return false;
	memcpy(out, same.bytes, sizeof same.bytes);
	return true;
}

bool field_read_day(const char **at, const char *end, date_days *out)
{
	char text[DAY_MAX];

	return field_read_text(at, end, text, sizeof text) && field_day_of(text, out);
}

bool field_digest_of(const char *text, bool *there, struct digest *out)
{
	*there = *text != '\0';
	return !*there || digest_parse(text, out);
}

bool field_day_of(const char *text, date_days *out)
{
	*out = DATE_NONE;
	return !*text || date_parse_iso(text, out);
}
