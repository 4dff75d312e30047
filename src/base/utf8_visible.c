/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gate between foreign bytes and a terminal, a log or a record. One classification serves both the replacing and the asking
 * function, so that what is plain is exactly what passes unchanged. Tokens are ASCII, hence a second pass changes nothing.
 */
#include "base/utf8.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/mem.h"

enum { MARKS_A_BASE = 2 };

/* What precedes the next character on its line. */
struct base_state {
	bool has_base;
	int marks;
};

static bool is_variation_selector(uint32_t code)
{
	return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

/* Never shown as it is: it has no shape, or it changes how others are placed. */
static bool is_hidden(uint32_t code)
{
	const uint32_t mask = UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Co | UC_CATEGORY_MASK_Cn |
			      UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp;

	if (code >= 0x20 && code < 0x7F)
		return false;
	if ((code >= 0x3041 && code <= 0x3096) || (code >= 0x30A1 && code <= 0x30FA) || (code >= 0x4E00 && code <= 0x9FFF))
		return false;
	if (uc_is_general_category_withtable(code, mask))
		return true;
	return !is_variation_selector(code) && uc_is_property_default_ignorable_code_point(code);
}

/* A mark needs a base before it, lest it lands on whatever stands left of the text, and a pile of them would leave its line. */
static bool passes(struct base_state *state, uint32_t code)
{
	bool mark;

	if (is_hidden(code)) {
		*state = (struct base_state){ .has_base = false };
		return false;
	}
	mark = code >= 0x300 && uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me);
	if (!mark) {
		*state = (struct base_state){ .has_base = true };
		return true;
	}
	return state->has_base && state->marks++ < MARKS_A_BASE;
}

/* Decodes one character; false when the byte at `at` begins none, and then *used is 1 and *code the byte. */
static bool decode_strict(const char *at, size_t rest, uint32_t *code, size_t *used)
{
	ucs4_t wide;
	int len = u8_mbtoucr(&wide, (const uint8_t *)at, rest);

	if (len <= 0) {
		*used = 1;
		*code = (unsigned char)*at;
		return false;
	}
	*used = (size_t)len;
	*code = wide;
	return true;
}

/*
 * Length of what passes at `bytes` whatever precedes it: printable ASCII, kana and kanji, none of which is hidden or a mark. Nearly every
 * text is one such run.
 */
static size_t sure_run(const char *bytes, size_t len)
{
	size_t at = 0;

	for (;;) {
		unsigned char lead = at < len ? (unsigned char)bytes[at] : 0, second, third;

		if (lead >= 0x20 && lead < 0x7F) {
			at++;
			continue;
		}
		if (lead < 0xE3 || lead > 0xE9 || len - at < 3)
			return at;
		second = (unsigned char)bytes[at + 1];
		third = (unsigned char)bytes[at + 2];
		if ((second & 0xC0) != 0x80 || (third & 0xC0) != 0x80 || (lead == 0xE4 && second < 0xB8))
			return at;
		if (lead == 0xE3 && !(second == 0x81 && third > 0x80) && !(second == 0x82 && (third <= 0x96 || third > 0xA0)) &&
		    !(second == 0x83 && third <= 0xBA))
			return at;
		at += 3;
	}
}

void utf8_visible(struct buf *out, const char *bytes, size_t len, bool keep_lines)
{
	struct base_state state = { .has_base = false };
	size_t used;

	for (size_t at = 0; at < len; at += used) {
		uint32_t code;

		used = sure_run(bytes + at, len - at);
		if (used) {
			buf_add(out, bytes + at, used);
			state = (struct base_state){ .has_base = true };
		} else if (!decode_strict(bytes + at, len - at, &code, &used)) {
			buf_addf(out, "<0x%02X>", (unsigned)code);
			state = (struct base_state){ .has_base = false };
		} else if (code == '\n' && keep_lines) {
			buf_addc(out, '\n');
			state = (struct base_state){ .has_base = false };
		} else if (passes(&state, code)) {
			buf_add(out, bytes + at, used);
		} else {
			buf_addf(out, "<U+%04X>", (unsigned)code);
		}
	}
}

bool utf8_is_plain(const char *text, bool lines)
{
	struct base_state state = { .has_base = false };
	size_t len = strlen(text), used;

	for (size_t at = 0; at < len; at += used) {
		uint32_t code;

		used = sure_run(text + at, len - at);
		if (used) {
			state = (struct base_state){ .has_base = true };
			continue;
		}
		if (!decode_strict(text + at, len - at, &code, &used))
			return false;
		if (code == '\n' && lines)
			state = (struct base_state){ .has_base = false };
		else if (!passes(&state, code))
			return false;
	}
	return true;
}

bool utf8_says_something(const char *text)
{
	const uint32_t mask = UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Ll | UC_CATEGORY_MASK_Lt | UC_CATEGORY_MASK_Lo | UC_CATEGORY_MASK_N;

	for (const char *at = text, *end = text + strlen(text); at < end;) {
		size_t used;
		if (uc_is_general_category_withtable(utf8_decode(at, end, &used), mask))
			return true;
		at += used;
	}
	return false;
}
