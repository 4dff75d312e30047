/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names that an eye takes for one another. The skeleton is coarser than the fold for searching: it joins katakana with the kanji that they look
 * like, Cyrillic and Greek letters with Latin ones, and digits with letters. It is never shown and identifies nothing; it only says where to look twice.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct twin {
	uint32_t from, to;
};

/* On folded text: lower case, hiragana for katakana. Sorted by `from`. */
static const struct twin twins[] = {
	{ '0', 'o' }, { '1', 'l' }, { 'i', 'l' }, { '|', 'l' },
	{ 0x03B1, 'a' }, { 0x03B2, 'b' }, { 0x03B5, 'e' }, { 0x03B6, 'z' }, { 0x03B7, 'h' }, { 0x03B9, 'l' }, { 0x03BA, 'k' }, { 0x03BC, 'm' },
	{ 0x03BD, 'n' }, { 0x03BF, 'o' }, { 0x03C1, 'p' }, { 0x03C4, 't' }, { 0x03C5, 'y' }, { 0x03C7, 'x' },
	{ 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0435, 'e' }, { 0x043A, 'k' }, { 0x043C, 'm' }, { 0x043D, 'h' }, { 0x043E, 'o' }, { 0x0440, 'p' },
	{ 0x0441, 'c' }, { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' }, { 0x0456, 'l' }, { 0x0458, 'j' }, { 0x04BB, 'h' },
	{ 0x04CF, 'l' }, { 0x0501, 'd' }, { 0x051B, 'q' }, { 0x051D, 'w' },
	{ 0x3007, 'o' },    /* the round zero */
	{ 0x3048, 0x5DE5 }, /* E and the kanji for craft */
	{ 0x304A, 0x624D }, /* O and the kanji for talent */
	{ 0x304B, 0x529B }, /* KA and the kanji for power */
	{ 0x305D, 0x3093 }, /* SO and N */
	{ 0x305F, 0x5915 }, /* TA and the kanji for evening */
	{ 0x3061, 0x5343 }, /* CHI and the kanji for thousand */
	{ 0x3064, 0x3057 }, /* TSU and SHI */
	{ 0x3068, 0x535C }, /* TO and the kanji for divination */
	{ 0x306B, 0x4E8C }, /* NI and the kanji for two */
	{ 0x306F, 0x516B }, /* HA and the kanji for eight */
	{ 0x307F, 0x4E09 }, /* MI and the kanji for three */
	{ 0x3080, 0x53B6 }, /* MU and its kanji */
	{ 0x308D, 0x53E3 }, /* RO and the kanji for mouth */
	{ 0x4E00, '-' },    /* the kanji for one and the long-vowel mark */
	{ 0x56D7, 0x53E3 }, /* the enclosure and the mouth */
};

static int compare_twin(const void *key, const void *item)
{
	uint32_t code = *(const uint32_t *)key;
	const struct twin *twin = item;

	return (code > twin->from) - (code < twin->from);
}

char *utf8_skeleton(const char *text)
{
	char *folded = utf8_fold(text);
	const char *at = folded, *end = folded + strlen(folded);
	struct buf out;
	uint32_t code;
	size_t used;

	buf_init(&out);
	while ((code = utf8_decode(at, end, &used)), used > 0) {
		const struct twin *twin = bsearch(&code, twins, sizeof twins / sizeof twins[0], sizeof twins[0], compare_twin);

		/* Blanks may stand or be missing. */
		if (code != ' ')
			utf8_encode(&out, twin ? twin->to : code);
		at += used;
	}
	free(folded);
	return buf_take(&out);
}

bool utf8_mixes_letters(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	bool latin = false, other = false;
	uint32_t code;
	size_t used;

	while ((code = utf8_decode(at, end, &used)), used > 0) {
		bool is_latin = (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') || (code >= 0xFF21 && code <= 0xFF3A) ||
			(code >= 0xFF41 && code <= 0xFF5A);
		bool is_other = code >= 0x0370 && code <= 0x052F;

		/* A word ends where no letter of these scripts stands. */
		if (!is_latin && !is_other)
			latin = other = false;
		latin = latin || is_latin;
		other = other || is_other;
		if (latin && other)
			return true;
		at += used;
	}
	return false;
}
