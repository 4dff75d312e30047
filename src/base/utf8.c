/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding, cells and boundaries. Width comes from wcwidth and not from libunistring, because ncurses places its cursor by wcwidth and
 * the two differ for some characters. Everything here works on byte offsets and leaves the text as it is.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* wcwidth */
#endif
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <wchar.h>

#include "base/mem.h"

static const uint8_t *units(const char *text)
{
	return (const uint8_t *)text;
}

/* Whether eight bytes are printable ASCII. The sums cannot carry from a good byte, so the lowest bad one always shows. */
static inline bool is_ascii8(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return !((word | (word - 0x2020202020202020u) | (word + 0x0101010101010101u)) & 0x8080808080808080u);
}

static inline bool is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/*
 * Length of one character of U+3000..9FFF or U+FF00..FF7F, or 0. The circled numbers of U+3240..327F are left out, because some of them
 * are of ambiguous width.
 */
static inline size_t easy_wide(const char *at, size_t len)
{
	unsigned char lead = (unsigned char)at[0], second;

	if (lead < 0xE3 || len < 3 || !is_tail(at[1]) || !is_tail(at[2]))
		return 0;
	second = (unsigned char)at[1];
	if (lead <= 0xE9)
		return lead == 0xE3 && second == 0x89 ? 0 : 3;
	return lead == 0xEF && (second == 0xBC || second == 0xBD) ? 3 : 0;
}

size_t utf8_easy(const char *bytes, size_t len)
{
	size_t at = 0, used;

	for (;;) {
		while (len - at >= 8 && is_ascii8(bytes + at))
			at += 8;
		while (at < len && bytes[at] >= 0x20 && bytes[at] < 0x7F)
			at++;
		used = at < len ? easy_wide(bytes + at, len - at) : 0;
		if (!used)
			return at;
		for (; used; used = at < len ? easy_wide(bytes + at, len - at) : 0)
			at += used;
	}
}

size_t utf8_check(const char *bytes, size_t len)
{
	size_t easy = utf8_easy(bytes, len);
	const uint8_t *bad = easy < len ? u8_check(units(bytes) + easy, len - easy) : NULL;

	return bad ? (size_t)(bad - units(bytes)) : len;
}

uint32_t utf8_decode(const char *at, const char *end, size_t *used)
{
	ucs4_t code;

	*used = 0;
	if (at >= end)
		return 0;
	if ((unsigned char)*at < 0x80) {
		*used = 1;
		return (unsigned char)*at;
	}
	*used = (size_t)u8_mbtouc(&code, units(at), (size_t)(end - at));
	return code;
}

void utf8_encode(struct buf *out, uint32_t code)
{
	uint8_t bytes[6];
	int len = u8_uctomb(bytes, code, (int)sizeof bytes);

	/* What is no code point becomes the replacement character, so that the result is valid whatever the caller had. */
	if (len < 0)
		len = u8_uctomb(bytes, 0xFFFD, (int)sizeof bytes);
	buf_add(out, bytes, (size_t)len);
}

size_t utf8_count(const char *text)
{
	return u8_mbsnlen(units(text), strlen(text));
}

int utf8_cells(uint32_t code)
{
	int cells;

	if (code >= 0x20 && code < 0x7F)
		return 1;
	cells = wcwidth((wchar_t)code);
	return cells < 0 ? 0 : cells;
}

/*
 * Whether a character of three bytes is kana, a common kanji, a Japanese mark or a full-width form (U+3001..3003, U+3008..3011, U+3041..3096,
 * U+30A1..30FE, U+4E00..9EFF, U+FF01..FF60): every table of widths gives them two cells, and most of a record is made of them.
 */
static inline bool is_plain_wide(const char *at, size_t len)
{
	unsigned char lead = (unsigned char)at[0], second, third;

	if (lead < 0xE3 || len < 3 || !is_tail(at[1]) || !is_tail(at[2]))
		return false;
	second = (unsigned char)at[1];
	third = (unsigned char)at[2];
	if (lead > 0xE9)
		return lead == 0xEF && ((second == 0xBC && third >= 0x81) || (second == 0xBD && third <= 0xA0));
	if (lead == 0xE3 && second == 0x80)
		return (third >= 0x81 && third <= 0x83) || (third >= 0x88 && third <= 0x91);
	if (lead == 0xE3)
		return (second == 0x81 && third >= 0x81) || (second == 0x82 && (third <= 0x96 || third >= 0xA1)) || (second == 0x83 && third <= 0xBE);
	return lead == 0xE4 ? second >= 0xB8 : lead < 0xE9 || second < 0xBC;
}

/* Stops behind the character with which the width goes beyond the limit. */
static size_t width_up_to(const char *text, size_t len, size_t limit)
{
	const char *end = text + len;
	size_t width = 0, used;

	while (text < end && width <= limit) {
		if (*text >= 0x20 && *text < 0x7F) {
			width++;
			text++;
			continue;
		}
		if (is_plain_wide(text, (size_t)(end - text))) {
			width += 2;
			text += 3;
			continue;
		}
		width += (size_t)utf8_cells(utf8_decode(text, end, &used));
		text += used;
	}
	return width;
}

size_t utf8_width_n(const char *text, size_t len)
{
	return width_up_to(text, len, SIZE_MAX);
}

/* No character takes more cells than bytes. */
bool utf8_fits(const char *text, size_t len, size_t cells)
{
	return len <= cells || width_up_to(text, len, cells) <= cells;
}

size_t utf8_width(const char *text)
{
	return utf8_width_n(text, strlen(text));
}

/*
 * Length of a character that begins a grapheme wherever it stands and joins to no other such character, or 0 where only the Unicode
 * rules know. The tone marks U+302A..302F and the voicing marks U+3099, U+309A belong to what precedes them.
 */
static size_t lone_length(const char *at, size_t len)
{
	size_t used;

	if (!len)
		return 0;
	if (at[0] >= 0x20 && at[0] < 0x7F)
		return 1;
	used = easy_wide(at, len);
	if (used && (unsigned char)at[0] == 0xE3) {
		unsigned char second = (unsigned char)at[1], third = (unsigned char)at[2];

		if ((second == 0x80 && third >= 0xAA && third <= 0xAF) || (second == 0x82 && (third == 0x99 || third == 0x9A)))
			return 0;
	}
	return used;
}

size_t utf8_next(const char *text, size_t len, size_t at)
{
	const uint8_t *next;
	size_t lone;

	if (at >= len)
		return len;
	lone = lone_length(text + at, len - at);
	if (lone && (at + lone == len || lone_length(text + at + lone, len - at - lone)))
		return at + lone;
	next = u8_grapheme_next(units(text) + at, units(text) + len);
	return next ? (size_t)(next - units(text)) : len;
}

size_t utf8_step(const char *text, size_t len, size_t at, size_t *cells)
{
	const char *here = text + at;
	size_t next, lone;

	/* Between two characters that stand alone nothing joins; ASCII has one cell, and what is plainly wide two. */
	lone = at < len ? lone_length(here, len - at) : 0;
	if (lone && (at + lone == len || lone_length(here + lone, len - at - lone)) && (lone == 1 || is_plain_wide(here, len - at))) {
		*cells = lone == 1 ? 1 : 2;
		return at + lone;
	}
	next = utf8_next(text, len, at);
	*cells = utf8_width_n(here, next - at);
	return next;
}

size_t utf8_previous(const char *text, size_t len, size_t at)
{
	const uint8_t *previous;

	if (at > len)
		at = len;
	if (!at)
		return 0;
	previous = u8_grapheme_prev(units(text) + at, units(text));
	return previous ? (size_t)(previous - units(text)) : 0;
}

/* Characters that stand alone neither decompose canonically nor join with another of them. */
static bool is_nfc(const char *text, size_t len)
{
	size_t at = 0, lone;

	while (at < len && (lone = lone_length(text + at, len - at)) != 0)
		at += lone;
	return at == len;
}

bool utf8_is_nfc(const char *text)
{
	return is_nfc(text, strlen(text));
}

char *utf8_nfc(const char *text)
{
	size_t len = strlen(text), made = 0;
	uint8_t *normal;
	char *copy;

	if (is_nfc(text, len))
		return mem_dup(text, len);
	normal = u8_normalize(UNINORM_NFC, units(text), len, NULL, &made);
	/* Only invalid text or want of memory leads here; mem_strdup stops in the latter case. */
	if (!normal)
		return mem_strdup(text);
	copy = mem_dup(normal, made);
	free(normal);
	return copy;
}

size_t utf8_fit(const char *text, size_t len, size_t cells)
{
	size_t at = 0, width = 0;

	while (at < len) {
		size_t next = utf8_next(text, len, at);

		width += utf8_width_n(text + at, next - at);
		if (width > cells)
			break;
		at = next;
	}
	return at;
}

static void add_spaces(struct buf *out, size_t count)
{
	static const char spaces[] = "                                ";

	for (; count >= sizeof spaces; count -= sizeof spaces - 1)
		buf_add(out, spaces, sizeof spaces - 1);
	buf_add(out, spaces, count);
}

/* Cuts *len to what has room in the cells, and returns the cells that stay free. Only a text that is too wide must be cut by graphemes. */
static size_t fit_into(const char *text, size_t *len, size_t cells)
{
	size_t width = utf8_width_n(text, *len);

	if (width > cells) {
		*len = utf8_fit(text, *len, cells);
		width = utf8_width_n(text, *len);
	}
	return cells - width;
}

void utf8_pad_n(struct buf *out, const char *text, size_t len, size_t cells)
{
	size_t spare = fit_into(text, &len, cells);

	buf_add(out, text, len);
	add_spaces(out, spare);
}

void utf8_pad(struct buf *out, const char *text, size_t cells)
{
	utf8_pad_n(out, text, strlen(text), cells);
}

void utf8_pad_left_n(struct buf *out, const char *text, size_t len, size_t cells)
{
	size_t spare = fit_into(text, &len, cells);

	add_spaces(out, spare);
	buf_add(out, text, len);
}

void utf8_pad_left(struct buf *out, const char *text, size_t cells)
{
	utf8_pad_left_n(out, text, strlen(text), cells);
}
