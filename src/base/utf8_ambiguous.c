/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters that some terminals draw in one cell and others in two. In a table such a character breaks every column to its right, so
 * cells of tables show a substitute; a detail view may show the original. The ranges are those with East_Asian_Width A in Unicode 14,
 * without combining marks, which take no cell anywhere.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "base/mem.h"

struct range {
	uint32_t first, last;
};

static const struct range ambiguous[] = {
	{ 0x00A1, 0x00A1 }, { 0x00A4, 0x00A4 }, { 0x00A7, 0x00A8 }, { 0x00AA, 0x00AA }, { 0x00AD, 0x00AE }, { 0x00B0, 0x00B4 },
	{ 0x00B6, 0x00BA }, { 0x00BC, 0x00BF }, { 0x00C6, 0x00C6 }, { 0x00D0, 0x00D0 }, { 0x00D7, 0x00D8 }, { 0x00DE, 0x00E1 },
	{ 0x00E6, 0x00E6 }, { 0x00E8, 0x00EA }, { 0x00EC, 0x00ED }, { 0x00F0, 0x00F0 }, { 0x00F2, 0x00F3 }, { 0x00F7, 0x00FA },
	{ 0x00FC, 0x00FC }, { 0x00FE, 0x00FE }, { 0x0101, 0x0101 }, { 0x0111, 0x0111 }, { 0x0113, 0x0113 }, { 0x011B, 0x011B },
	{ 0x0126, 0x0127 }, { 0x012B, 0x012B }, { 0x0131, 0x0133 }, { 0x0138, 0x0138 }, { 0x013F, 0x0142 }, { 0x0144, 0x0144 },
	{ 0x0148, 0x014B }, { 0x014D, 0x014D }, { 0x0152, 0x0153 }, { 0x0166, 0x0167 }, { 0x016B, 0x016B }, { 0x01CE, 0x01CE },
	{ 0x01D0, 0x01D0 }, { 0x01D2, 0x01D2 }, { 0x01D4, 0x01D4 }, { 0x01D6, 0x01D6 }, { 0x01D8, 0x01D8 }, { 0x01DA, 0x01DA },
	{ 0x01DC, 0x01DC }, { 0x0251, 0x0251 }, { 0x0261, 0x0261 }, { 0x02C4, 0x02C4 }, { 0x02C7, 0x02C7 }, { 0x02C9, 0x02CB },
	{ 0x02CD, 0x02CD }, { 0x02D0, 0x02D0 }, { 0x02D8, 0x02DB }, { 0x02DD, 0x02DD }, { 0x02DF, 0x02DF }, { 0x0391, 0x03A1 },
	{ 0x03A3, 0x03A9 }, { 0x03B1, 0x03C1 }, { 0x03C3, 0x03C9 }, { 0x0401, 0x0401 }, { 0x0410, 0x044F }, { 0x0451, 0x0451 },
	{ 0x2010, 0x2010 }, { 0x2013, 0x2016 }, { 0x2018, 0x2019 }, { 0x201C, 0x201D }, { 0x2020, 0x2022 }, { 0x2024, 0x2027 },
	{ 0x2030, 0x2030 }, { 0x2032, 0x2033 }, { 0x2035, 0x2035 }, { 0x203B, 0x203B }, { 0x203E, 0x203E }, { 0x2074, 0x2074 },
	{ 0x207F, 0x207F }, { 0x2081, 0x2084 }, { 0x20AC, 0x20AC }, { 0x2103, 0x2103 }, { 0x2105, 0x2105 }, { 0x2109, 0x2109 },
	{ 0x2113, 0x2113 }, { 0x2116, 0x2116 }, { 0x2121, 0x2122 }, { 0x2126, 0x2126 }, { 0x212B, 0x212B }, { 0x2153, 0x2154 },
	{ 0x215B, 0x215E }, { 0x2160, 0x216B }, { 0x2170, 0x2179 }, { 0x2189, 0x2189 }, { 0x2190, 0x2199 }, { 0x21B8, 0x21B9 },
	{ 0x21D2, 0x21D2 }, { 0x21D4, 0x21D4 }, { 0x21E7, 0x21E7 }, { 0x2200, 0x2200 }, { 0x2202, 0x2203 }, { 0x2207, 0x2208 },
	{ 0x220B, 0x220B }, { 0x220F, 0x220F }, { 0x2211, 0x2211 }, { 0x2215, 0x2215 }, { 0x221A, 0x221A }, { 0x221D, 0x2220 },
	{ 0x2223, 0x2223 }, { 0x2225, 0x2225 }, { 0x2227, 0x222C }, { 0x222E, 0x222E }, { 0x2234, 0x2237 }, { 0x223C, 0x223D },
	{ 0x2248, 0x2248 }, { 0x224C, 0x224C }, { 0x2252, 0x2252 }, { 0x2260, 0x2261 }, { 0x2264, 0x2267 }, { 0x226A, 0x226B },
	{ 0x226E, 0x226F }, { 0x2282, 0x2283 }, { 0x2286, 0x2287 }, { 0x2295, 0x2295 }, { 0x2299, 0x2299 }, { 0x22A5, 0x22A5 },
	{ 0x22BF, 0x22BF }, { 0x2312, 0x2312 }, { 0x2460, 0x24E9 }, { 0x24EB, 0x254B }, { 0x2550, 0x2573 }, { 0x2580, 0x258F },
	{ 0x2592, 0x2595 }, { 0x25A0, 0x25A1 }, { 0x25A3, 0x25A9 }, { 0x25B2, 0x25B3 }, { 0x25B6, 0x25B7 }, { 0x25BC, 0x25BD },
	{ 0x25C0, 0x25C1 }, { 0x25C6, 0x25C8 }, { 0x25CB, 0x25CB }, { 0x25CE, 0x25D1 }, { 0x25E2, 0x25E5 }, { 0x25EF, 0x25EF },
	{ 0x2605, 0x2606 }, { 0x2609, 0x2609 }, { 0x260E, 0x260F }, { 0x261C, 0x261C }, { 0x261E, 0x261E }, { 0x2640, 0x2640 },
	{ 0x2642, 0x2642 }, { 0x2660, 0x2661 }, { 0x2663, 0x2665 }, { 0x2667, 0x266A }, { 0x266C, 0x266D }, { 0x266F, 0x266F },
	{ 0x269E, 0x269F }, { 0x26BF, 0x26BF }, { 0x26C6, 0x26CD }, { 0x26CF, 0x26D3 }, { 0x26D5, 0x26E1 }, { 0x26E3, 0x26E3 },
	{ 0x26E8, 0x26E9 }, { 0x26EB, 0x26F1 }, { 0x26F4, 0x26F4 }, { 0x26F6, 0x26F9 }, { 0x26FB, 0x26FC }, { 0x26FE, 0x26FF },
	{ 0x273D, 0x273D }, { 0x2776, 0x277F }, { 0x2B56, 0x2B59 }, { 0x3248, 0x324F }, { 0xE000, 0xF8FF }, { 0xFFFD, 0xFFFD },
	{ 0x1F100, 0x1F10A }, { 0x1F110, 0x1F12D }, { 0x1F130, 0x1F169 }, { 0x1F170, 0x1F18D }, { 0x1F18F, 0x1F190 },
	{ 0x1F19B, 0x1F1AC }, { 0xF0000, 0xFFFFD }, { 0x100000, 0x10FFFD },
};

struct substitute {
	uint32_t code;
	const char *text;
};

/* Only what the compatibility decomposition does not give, or gives badly. Sorted by code. */
static const struct substitute substitutes[] = {
	{ 0x00A1, "!" },      { 0x00A4, "(currency)" }, { 0x00A7, "S." },  { 0x00A8, "\"" },      { 0x00AD, "-" },
	{ 0x00AE, "(R)" },    { 0x00B0, "deg" },        { 0x00B1, "+/-" }, { 0x00B4, "'" },       { 0x00B6, "P." },
	{ 0x00B7, "." },      { 0x00B8, "," },          { 0x00BC, "1/4" }, { 0x00BD, "1/2" },     { 0x00BE, "3/4" },
	{ 0x00BF, "?" },      { 0x00C6, "AE" },         { 0x00D0, "D" },   { 0x00D7, "x" },       { 0x00D8, "O" },
	{ 0x00DE, "Th" },     { 0x00DF, "ss" },         { 0x00E6, "ae" },  { 0x00F0, "d" },       { 0x00F7, "/" },
	{ 0x00F8, "o" },      { 0x00FE, "th" },         { 0x0131, "i" },   { 0x0152, "OE" },      { 0x0153, "oe" },
	{ 0x03B1, "alpha" },  { 0x03B2, "beta" },       { 0x03B3, "gamma" }, { 0x03B4, "delta" }, { 0x03BB, "lambda" },
	{ 0x03BC, "mu" },     { 0x03C0, "pi" },         { 0x03C3, "sigma" }, { 0x03C9, "omega" }, { 0x2010, "-" },
	{ 0x2013, "-" },      { 0x2014, "-" },          { 0x2015, "-" },   { 0x2016, "||" },      { 0x2018, "'" },
	{ 0x2019, "'" },      { 0x201C, "\"" },         { 0x201D, "\"" },  { 0x2020, "+" },       { 0x2021, "++" },
	{ 0x2022, "*" },      { 0x2024, "." },          { 0x2025, ".." },  { 0x2026, "..." },     { 0x2030, "o/oo" },
	{ 0x2032, "'" },      { 0x2033, "\"" },         { 0x203B, "*" },   { 0x2103, "degC" },    { 0x2116, "No." },
	{ 0x2121, "TEL" },    { 0x2122, "(TM)" },       { 0x2126, "ohm" }, { 0x212B, "A" },       { 0x2190, "<-" },
	{ 0x2191, "^" },      { 0x2192, "->" },         { 0x2193, "v" },   { 0x2194, "<->" },     { 0x21D2, "=>" },
	{ 0x21D4, "<=>" },    { 0x221E, "inf" },        { 0x2220, "/_" },  { 0x2225, "||" },      { 0x2234, ":." },
	{ 0x223C, "~" },      { 0x2252, "~=" },         { 0x2260, "<>" },  { 0x2261, "==" },      { 0x2264, "<=" },
	{ 0x2265, ">=" },     { 0x2266, "<=" },         { 0x2267, ">=" },  { 0x226A, "<<" },      { 0x226B, ">>" },
	{ 0x2500, "-" },      { 0x2501, "-" },          { 0x2502, "|" },   { 0x2503, "|" },       { 0x25A0, "*" },
	{ 0x25A1, "[ ]" },    { 0x25B2, "^" },          { 0x25B3, "^" },   { 0x25B6, ">" },       { 0x25BC, "v" },
	{ 0x25BD, "v" },      { 0x25C6, "*" },          { 0x25C7, "*" },   { 0x25CB, "\xE3\x80\x87" }, { 0x25CE, "(O)" },
	{ 0x25CF, "*" },      { 0x25EF, "\xE3\x80\x87" }, { 0x2605, "*" }, { 0x2606, "*" },       { 0x260E, "TEL" },
	{ 0x2640, "F" },      { 0x2642, "M" },          { 0x266A, "*" },   { 0x273D, "*" },       { 0xFFFD, "?" },
};

static int compare_range(const void *key, const void *item)
{
	uint32_t code = *(const uint32_t *)key;
	const struct range *range = item;

	return (code > range->last) - (code < range->first);
}

static bool is_ambiguous(uint32_t code)
{
	return code >= 0xA1 && bsearch(&code, ambiguous, sizeof ambiguous / sizeof ambiguous[0], sizeof ambiguous[0], compare_range) != NULL;
}

static int compare_substitute(const void *key, const void *item)
{
	uint32_t code = *(const uint32_t *)key;
	const struct substitute *substitute = item;

	return (code > substitute->code) - (code < substitute->code);
}

/* Circled digits read as "(1)" in every list of a ministry; the decomposition alone would glue a bare digit to the next word. */
static bool add_circled(struct buf *out, uint32_t code)
{
	if (code >= 0x2460 && code <= 0x2473)
		buf_addf(out, "(%u)", (unsigned)(code - 0x2460 + 1));
	else if (code >= 0x2776 && code <= 0x277F)
		buf_addf(out, "(%u)", (unsigned)(code - 0x2776 + 1));
	else if (code >= 0x24EB && code <= 0x24F4)
		buf_addf(out, "(%u)", (unsigned)(code - 0x24EB + 11));
	else if (code >= 0x24B6 && code <= 0x24CF)
		buf_addf(out, "(%c)", (char)('A' + (code - 0x24B6)));
	else if (code >= 0x24D0 && code <= 0x24E9)
		buf_addf(out, "(%c)", (char)('a' + (code - 0x24D0)));
	else
		return false;
	return true;
}

/* The decomposition, where it leaves nothing ambiguous; a letter with an accent loses the accent. */
static bool add_decomposed(struct buf *out, const char *bytes, size_t len)
{
	size_t made = 0, used;
	uint8_t *plain = u8_normalize(UNINORM_NFKD, (const uint8_t *)bytes, len, NULL, &made);
	const char *at = (const char *)plain;
	struct buf kept;
	bool ok = plain && made > 0;

	buf_init(&kept);
	for (size_t i = 0; ok && i < made; i += used) {
		uint32_t code = utf8_decode(at + i, at + made, &used);

		ok = !is_ambiguous(code);
		if (ok && utf8_cells(code) > 0)
			buf_add(&kept, at + i, used);
	}
	ok = ok && kept.len > 0;
	if (ok)
		buf_add(out, kept.data, kept.len);
	buf_done(&kept);
	free(plain);
	return ok;
}

static void add_substitute(struct buf *out, uint32_t code, const char *bytes, size_t len)
{
	const struct substitute *found =
		bsearch(&code, substitutes, sizeof substitutes / sizeof substitutes[0], sizeof substitutes[0], compare_substitute);

	if (found)
		buf_adds(out, found->text);
	else if (!add_circled(out, code) && !add_decomposed(out, bytes, len))
		buf_addc(out, '?');
}

void utf8_unambiguous(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);
	size_t used;

	while (text < end) {
		size_t easy = utf8_easy(text, (size_t)(end - text));
		uint32_t code;

		buf_add(out, text, easy);
		text += easy;
		if (text == end)
			return;
		code = utf8_decode(text, end, &used);
		if (is_ambiguous(code))
			add_substitute(out, code, text, used);
		else
			buf_add(out, text, used);
		text += used;
	}
}

uint32_t utf8_first_ambiguous(const char *text)
{
	size_t len = strlen(text), used;

	for (size_t at = utf8_easy(text, len); at < len; at += used + utf8_easy(text + at + used, len - at - used)) {
		uint32_t code = utf8_decode(text + at, text + len, &used);

		if (is_ambiguous(code))
			return code;
	}
	return 0;
}
