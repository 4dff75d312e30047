/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers are read digit by digit with limits that make overflow impossible, and each value has one strict spelling. What an officer
 * types is first brought to ASCII by a narrow map of full-width forms; a general compatibility mapping would turn a superscript into a
 * digit and change the value.
 */
#include "base/num.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { INT_DIGITS = 18, MILLI_DIGITS = 15 };

/* Reads at least one and at most `limit` digits without a leading zero; NULL when they are not there. */
static const char *read_digits(const char *text, int limit, int64_t *out)
{
	int count = 0;

	*out = 0;
	while (text[count] >= '0' && text[count] <= '9') {
		if (count == limit)
			return NULL;
		*out = *out * 10 + (text[count] - '0');
		count++;
	}
	if (!count || (count > 1 && text[0] == '0'))
		return NULL;
	return text + count;
}

bool num_parse_int(const char *text, int64_t *out)
{
	int64_t value;
	const char *end = read_digits(text, INT_DIGITS, &value);

	if (!end || *end)
		return false;
	*out = value;
	return true;
}

bool num_parse_milli(const char *text, int64_t *out_milli)
{
	bool negative = *text == '-';
	int64_t value, unit = 100;

	text = read_digits(text + negative, MILLI_DIGITS, &value);
	if (!text)
		return false;
	value *= 1000;
	if (*text == '.') {
		if (!text[1])
			return false;
		for (text++; *text >= '0' && *text <= '9' && unit; text++) {
			value += (*text - '0') * unit;
			unit /= 10;
		}
	}
	/* "-0" would be a second spelling of 0. */
	if (*text || (negative && !value))
		return false;
	*out_milli = negative ? -value : value;
	return true;
}

/* ASCII for the full-width forms, without blanks at both ends. Caller frees. */
static char *narrow(const char *text)
{
	const char *end = text + strlen(text);
	struct buf out;
	size_t used, start;
	char *copy;

	buf_init(&out);
	for (; text < end; text += used) {
		uint32_t code = utf8_decode(text, end, &used);

		if (code >= 0xFF01 && code <= 0xFF5E)
			code -= 0xFEE0;
		else if (code == 0x3000)
			code = ' ';
		else if (code == 0x2212 || code == 0x2010)
			code = '-';
		else if (code == 0x3001)
			code = ','; /* what the comma key gives while Japanese is being typed */
		utf8_encode(&out, code);
	}
	while (out.len && out.data[out.len - 1] == ' ')
		out.data[--out.len] = '\0';
	start = strspn(out.data, " ");
	memmove(out.data, out.data + start, out.len - start + 1);
	copy = buf_take(&out);
	buf_done(&out);
	return copy;
}

/* Takes the commas out of the whole part; false unless they stand before every group of three digits. */
static bool drop_commas(char *text)
{
	char *digits = text + (*text == '-');
	size_t whole = strspn(digits, "0123456789,");
	size_t first = strcspn(digits, ",");
	char *to = digits;

	if (first < whole) {
		if (!first || first > 3)
			return false;
		for (size_t i = first; i < whole; i++)
			if ((digits[i] == ',') != ((i - first) % 4 == 0))
				return false;
		if ((whole - first) % 4)
			return false;
	}
	for (const char *from = digits;; from++) {
		if (*from != ',' || from >= digits + whole)
			*to++ = *from;
		if (!*from)
			return true;
	}
}

bool num_parse_typed_milli(const char *text, int64_t *out_milli)
{
	char *plain = narrow(text);
	bool signed_plus = plain[0] == '+' && plain[1] != '-';
	bool ok;

	if (signed_plus)
		memmove(plain, plain + 1, strlen(plain));
	ok = drop_commas(plain) && num_parse_milli(plain, out_milli);
	free(plain);
	return ok;
}

bool num_parse_typed_yen(const char *text, int64_t *out_yen)
{
	static const char *const words[] = { "\xE5\x86\x86", "yen", "Yen", "YEN", "JPY" };
	char *plain = narrow(text);
	size_t len = strlen(plain);
	bool ok;

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t word = strlen(words[i]);

		if (len > word && !strcmp(plain + len - word, words[i])) {
			len -= word;
			while (len && plain[len - 1] == ' ')
				len--;
			plain[len] = '\0';
			break;
		}
	}
	ok = drop_commas(plain) && num_parse_int(plain, out_yen);
	free(plain);
	return ok;
}

/* The size of a number; the negation is done unsigned, because the smallest int64_t has no positive counterpart. */
static uint64_t magnitude(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

void num_format_milli(struct buf *out, int64_t milli)
{
	uint64_t size = magnitude(milli);
	unsigned rest = (unsigned)(size % 1000);

	buf_addf(out, "%s%llu", milli < 0 ? "-" : "", (unsigned long long)(size / 1000));
	if (!rest)
		return;
	buf_addf(out, ".%03u", rest);
	while (out->data[out->len - 1] == '0')
		out->data[--out->len] = '\0';
}

void num_format_yen(struct buf *out, int64_t yen)
{
	struct buf digits;

	buf_init(&digits);
	buf_addf(&digits, "%llu", (unsigned long long)magnitude(yen));
	if (yen < 0)
		buf_addc(out, '-');
	for (size_t i = 0; i < digits.len; i++) {
		if (i && (digits.len - i) % 3 == 0)
			buf_addc(out, ',');
		buf_addc(out, digits.data[i]);
	}
	buf_done(&digits);
}
