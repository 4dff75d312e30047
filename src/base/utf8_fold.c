/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folding for search. Two spellings that an officer would take for the same name must give the same bytes: both the catalogue and the
 * typed words pass through here, so a fold may be coarse as long as it is the same on both sides. Almost every line of a catalogue
 * consists of ASCII, kana and kanji; those take a path of their own that allocates once. It must agree with the general path to the byte.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/mem.h"

struct variant {
	uint32_t from, to;
};

/* Old, popular and look-alike forms in names of people, places and firms. Sorted by `from`. */
static const struct variant variants[] = {
	{ 0x4F86, 0x6765 }, /* 來 -> 来 */
	{ 0x525D, 0x5265 }, /* 剝 -> 剥 */
	{ 0x5340, 0x533A }, /* 區 -> 区 */
	{ 0x570B, 0x56FD }, /* 國 -> 国 */
	{ 0x5713, 0x5186 }, /* 圓 -> 円 */
	{ 0x5861, 0x586B }, /* 塡 -> 填 */
	{ 0x58FD, 0x5BFF }, /* 壽 -> 寿 */
	{ 0x5B78, 0x5B66 }, /* 學 -> 学 */
	{ 0x5BE6, 0x5B9F }, /* 實 -> 実 */
	{ 0x5D5C, 0x5D0E }, /* 嵜 -> 崎 */
	{ 0x5D8B, 0x5CF6 }, /* 嶋 -> 島 */
	{ 0x5D8C, 0x5CF6 }, /* 嶌 -> 島 */
	{ 0x5EE3, 0x5E83 }, /* 廣 -> 広 */
	{ 0x5FB7, 0x5FB3 }, /* 德 -> 徳 */
	{ 0x60E0, 0x6075 }, /* 惠 -> 恵 */
	{ 0x61C9, 0x5FDC }, /* 應 -> 応 */
	{ 0x6578, 0x6570 }, /* 數 -> 数 */
	{ 0x658E, 0x6589 }, /* 斎 -> 斉 */
	{ 0x66FE, 0x66FD }, /* 曾 -> 曽 */
	{ 0x6703, 0x4F1A }, /* 會 -> 会 */
	{ 0x6852, 0x6851 }, /* 桒 -> 桑 */
	{ 0x69AE, 0x6804 }, /* 榮 -> 栄 */
	{ 0x69C7, 0x69D9 }, /* 槇 -> 槙 */
	{ 0x6AFB, 0x685C }, /* 櫻 -> 桜 */
	{ 0x6DFA, 0x6D45 }, /* 淺 -> 浅 */
	{ 0x6FA4, 0x6CA2 }, /* 澤 -> 沢 */
	{ 0x6FF1, 0x6D5C }, /* 濱 -> 浜 */
	{ 0x6FF5, 0x6D5C }, /* 濵 -> 浜 */
	{ 0x7027, 0x6EDD }, /* 瀧 -> 滝 */
	{ 0x7028, 0x702C }, /* 瀨 -> 瀬 */
	{ 0x7576, 0x5F53 }, /* 當 -> 当 */
	{ 0x771E, 0x771F }, /* 眞 -> 真 */
	{ 0x7E23, 0x770C }, /* 縣 -> 県 */
	{ 0x7E3D, 0x7DCF }, /* 總 -> 総 */
	{ 0x7E8C, 0x7D9A }, /* 續 -> 続 */
	{ 0x81FA, 0x53F0 }, /* 臺 -> 台 */
	{ 0x8207, 0x4E0E }, /* 與 -> 与 */
	{ 0x842C, 0x4E07 }, /* 萬 -> 万 */
	{ 0x85DD, 0x82B8 }, /* 藝 -> 芸 */
	{ 0x865F, 0x53F7 }, /* 號 -> 号 */
	{ 0x8C50, 0x8C4A }, /* 豐 -> 豊 */
	{ 0x9089, 0x8FBA }, /* 邉 -> 辺 */
	{ 0x908A, 0x8FBA }, /* 邊 -> 辺 */
	{ 0x9435, 0x9244 }, /* 鐵 -> 鉄 */
	{ 0x95DC, 0x95A2 }, /* 關 -> 関 */
	{ 0x975C, 0x9759 }, /* 靜 -> 静 */
	{ 0x9830, 0x982C }, /* 頰 -> 頬 */
	{ 0x9AD4, 0x4F53 }, /* 體 -> 体 */
	{ 0x9AD9, 0x9AD8 }, /* 髙 -> 高 */
	{ 0x9D0E, 0x9DD7 }, /* 鴎 -> 鷗 */
	{ 0x9ED1, 0x9ED2 }, /* 黑 -> 黒 */
	{ 0x9F4A, 0x6589 }, /* 齊 -> 斉 */
	{ 0x9F4B, 0x6589 }, /* 齋 -> 斉 */
	{ 0x9F8D, 0x7ADC }, /* 龍 -> 竜 */
	{ 0xFA11, 0x5D0E }, /* 﨑 -> 崎 */
	{ 0x20B9F, 0x53F1 }, /* 𠮟 -> 叱 */
	{ 0x20BB7, 0x5409 }, /* 𠮷 -> 吉 */
};

/* Without a call for each comparison: every kanji of a list passes here. */
static uint32_t variant_of(uint32_t code)
{
	size_t low = 0, high = sizeof variants / sizeof variants[0];

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (variants[middle].from < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof variants / sizeof variants[0] && variants[low].from == code ? variants[low].to : code;
}

/* Dashes, minus signs and the long-vowel mark: on a Japanese keyboard they come from one key and look alike on paper. */
static bool is_dash(uint32_t code)
{
	return (code >= 0x2010 && code <= 0x2015) || code == 0x2043 || code == 0x2212 || code == 0x30FC;
}

/* The last step of both paths: from a case-folded NFKC character to the one that is stored. */
static uint32_t fold_code(uint32_t code)
{
	if (code < 0x80)
		return code;
	if (is_dash(code))
		return '-';
	if ((code >= 0x30A1 && code <= 0x30F6) || code == 0x30FD || code == 0x30FE)
		return code - 0x60;
	if (code == 0x301C)
		return '~';
	if (code < 0x4E00)
		return code;
	return variant_of(code);
}

/* Characters that NFKC and case folding either leave alone or change one for one, and that never join with another of them. */
static bool is_simple(uint32_t code)
{
	return code < 0x80 || (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3041 && code <= 0x3096) ||
	       (code >= 0x30A1 && code <= 0x30F6) || (code >= 0xFF01 && code <= 0xFF5E) || (code >= 0x3000 && code <= 0x3002) ||
	       code == 0x300C || code == 0x300D || code == 0x30FB || code == 0x30FC || code == 0x3005;
}

/* A character of three bytes, which is what almost all of a catalogue consists of; 0 for any other. */
static uint32_t decode_three(const char *text, const char *end)
{
	const unsigned char *at = (const unsigned char *)text;

	if (end - text < 3 || (at[0] & 0xF0) != 0xE0 || (at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80)
		return 0;
	return (uint32_t)(at[0] & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (uint32_t)(at[2] & 0x3F);
}

/* No simple character grows when it is folded, so there is room for all of them from the start. */
static bool fold_fast(struct buf *out, const char *text, const char *end)
{
	char *to = buf_room(out, (size_t)(end - text)), *start = to;

	while (text < end) {
		unsigned char c = (unsigned char)*text;
		uint32_t code;

		if (c < 0x80) {
			*to++ = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
			text++;
			continue;
		}
		code = decode_three(text, end);
		if (code < 0x80 || !is_simple(code))
			return false;
		if (code >= 0xFF01 && code <= 0xFF5E)
			code -= 0xFEE0;
		if (code == 0x3000)
			code = ' ';
		if (code >= 'A' && code <= 'Z')
			code += 'a' - 'A';
		code = fold_code(code);
		if (code < 0x80) {
			*to++ = (char)code;
		} else {
			*to++ = (char)(0xE0 | code >> 12);
			*to++ = (char)(0x80 | (code >> 6 & 0x3F));
			*to++ = (char)(0x80 | (code & 0x3F));
		}
		text += 3;
	}
	buf_filled(out, (size_t)(to - start));
	return true;
}

/* Marks that change nothing a reader would type: variation selectors, zero-width characters, soft hyphens. */
static bool is_dropped(uint32_t code)
{
	return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF) || (code >= 0x200B && code <= 0x200D) ||
	       code == 0x2060 || code == 0xFEFF || code == 0x00AD;
}

static void fold_slow(struct buf *out, const char *text, const char *end)
{
	struct buf kept;
	uint8_t *folded;
	size_t len = 0, used;

	buf_init(&kept);
	for (; text < end; text += used) {
		uint32_t code = utf8_decode(text, end, &used);

		if (!is_dropped(code))
			utf8_encode(&kept, code);
	}
	folded = u8_casefold((const uint8_t *)kept.data, kept.len, NULL, UNINORM_NFKC, NULL, &len);
	if (folded) {
		const char *at = (const char *)folded;
		const char *stop = at + len;

		for (; at < stop; at += used)
			utf8_encode(out, fold_code(utf8_decode(at, stop, &used)));
	}
	free(folded);
	buf_done(&kept);
}

void utf8_fold_add(struct buf *out, const char *text)
{
	size_t len = strlen(text);

	if (!fold_fast(out, text, text + len))
		fold_slow(out, text, text + len);
}

char *utf8_fold(const char *text)
{
	struct buf out;

	buf_init(&out);
	utf8_fold_add(&out, text);
	char *folded = mem_dup(out.data, out.len);

	buf_done(&out);
	return folded;
}

static void name_fold(struct buf *out, const char *text)
{
	char *folded = utf8_fold(text);
	const char *at = folded, *end = folded + strlen(folded);
	size_t used;

	for (; at < end; at += used) {
		uint32_t code = utf8_decode(at, end, &used);

		if (!uc_is_property_white_space(code) && !uc_is_property_default_ignorable_code_point(code))
			utf8_encode(out, code);
	}
	free(folded);
}

bool utf8_same_name(const char *a, const char *b)
{
	struct buf left, right;
	bool same = strcmp(a, b) == 0;

	if (same)
		return true;
	buf_init(&left);
	buf_init(&right);
	name_fold(&left, a);
	name_fold(&right, b);
	same = left.len == right.len && memcmp(left.data, right.data, left.len) == 0;
	buf_done(&left);
	buf_done(&right);
	return same;
}
