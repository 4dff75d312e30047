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

size_t utf8_check(const char *bytes, size_t len)
{
	const uint8_t *bad = u8_check(units(bytes), len);

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
	int cells = wcwidth((wchar_t)code);

	return cells < 0 ? 0 : cells;
}

size_t utf8_width_n(const char *text, size_t len)
{
	const char *end = text + len;
	size_t width = 0, used;

	while (text < end) {
		width += (size_t)utf8_cells(utf8_decode(text, end, &used));
		text += used;
	}
	return width;
}

size_t utf8_width(const char *text)
{
	return utf8_width_n(text, strlen(text));
}

size_t utf8_next(const char *text, size_t len, size_t at)
{
	const uint8_t *next;

	if (at >= len)
		return len;
	next = u8_grapheme_next(units(text) + at, units(text) + len);
	return next ? (size_t)(next - units(text)) : len;
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

char *utf8_nfc(const char *text)
{
	size_t len = strlen(text), made = 0;
	uint8_t *normal;
	char *copy;

	if (!len)
		return mem_strdup("");
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
	while (count--)
		buf_addc(out, ' ');
}

void utf8_pad(struct buf *out, const char *text, size_t cells)
{
	size_t bytes = utf8_fit(text, strlen(text), cells);

	buf_add(out, text, bytes);
	add_spaces(out, cells - utf8_width_n(text, bytes));
}

void utf8_pad_left(struct buf *out, const char *text, size_t cells)
{
	size_t bytes = utf8_fit(text, strlen(text), cells);

	add_spaces(out, cells - utf8_width_n(text, bytes));
	buf_add(out, text, bytes);
}
