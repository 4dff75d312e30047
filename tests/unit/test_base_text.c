/* SPDX-License-Identifier: Apache-2.0 */
/* Japanese text: decoding, cells, graphemes, folding, what may be shown, and wrapping. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

static void test_strict_utf8(void **state)
{
	static const struct {
		const char *bytes;
		size_t good;
	} cases[] = {
		{ "abc日本", 9 },         { "a\xC0\x80", 1 },             { "ab\xE0\x80\xAF", 2 },     { "\xED\xA0\x80", 0 },
		{ "\xF4\x90\x80\x80", 0 }, { "日\xE6\x97", 3 },            { "\x80", 0 },               { "\xF0\xA0\xAE\xB7", 4 },
		{ "\xF8\x88\x80\x80\x80", 0 }, { "\x95\x5C", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(utf8_check(cases[i].bytes, strlen(cases[i].bytes)), cases[i].good);
	assert_int_equal(utf8_check("a\0b", 3), 3);
}

static void test_decode_and_encode(void **state)
{
	static const uint32_t codes[] = { 'a', 0xE9, 0x65E5, 0x20BB7, 0x10FFFF };
	struct buf buf;
	size_t used, at = 0;

	(void)state;
	buf_init(&buf);
	for (size_t i = 0; i < 5; i++)
		utf8_encode(&buf, codes[i]);
	assert_int_equal(utf8_count(buf.data), 5);
	for (size_t i = 0; i < 5; i++, at += used)
		assert_int_equal(utf8_decode(buf.data + at, buf.data + buf.len, &used), codes[i]);
	assert_int_equal(at, buf.len);
	utf8_decode(buf.data + at, buf.data + buf.len, &used);
	assert_int_equal(used, 0);
	buf_clear(&buf);
	utf8_encode(&buf, 0xD800);
	assert_string_equal(buf.data, "\xEF\xBF\xBD");
	buf_done(&buf);
}

static void test_width_in_cells(void **state)
{
	(void)state;
	assert_int_equal(utf8_width("abc"), 3);
	assert_int_equal(utf8_width("日本語"), 6);
	assert_int_equal(utf8_width("ｶﾞ"), 2);
	assert_int_equal(utf8_width("か\xE3\x82\x99"), 2);
	assert_int_equal(utf8_width("葛\xF3\xA0\x84\x80飾"), 4);
	assert_int_equal(utf8_width("𠮷野家"), 6);
	assert_int_equal(utf8_width("a\tb\n"), 2);
	assert_int_equal(utf8_width_n("日本語", 6), 4);
}

static void test_graphemes_stay_whole(void **state)
{
	const char *text = "か\xE3\x82\x99葛\xF3\xA0\x84\x80𠮷a"; /* 6, 7, 4 and 1 bytes */
	size_t len = strlen(text);
	static const size_t bounds[] = { 0, 6, 13, 17, 18 };

	(void)state;
	for (size_t i = 0; i + 1 < 5; i++) {
		assert_int_equal(utf8_next(text, len, bounds[i]), bounds[i + 1]);
		assert_int_equal(utf8_previous(text, len, bounds[i + 1]), bounds[i]);
	}
	assert_int_equal(utf8_next(text, len, len), len);
	assert_int_equal(utf8_next(text, len, len + 5), len);
	assert_int_equal(utf8_previous(text, len, 0), 0);
}

static void check_and_free(char *got, const char *want)
{
	assert_string_equal(got, want);
	free(got);
}

static void test_nfc(void **state)
{
	(void)state;
	check_and_free(utf8_nfc("か\xE3\x82\x99"), "が");
	check_and_free(utf8_nfc("abc①"), "abc①");
	check_and_free(utf8_nfc(""), "");
	check_and_free(utf8_nfc("葛\xF3\xA0\x84\x80"), "葛\xF3\xA0\x84\x80");
}

static void test_names_of_one_person(void **state)
{
	(void)state;
	assert_true(utf8_same_name("見本担当", "見本担当"));
	assert_true(utf8_same_name("見本担当", " 見本\xE3\x80\x80担当\t"));
	assert_true(utf8_same_name("見本担当", "見本\xE2\x80\x8B担当\xE2\x80\x8E"));
	assert_true(utf8_same_name("ＭＩＨＯＮ\xC2\xA0Ａ", "mihon a"));
	assert_true(utf8_same_name("", "\xE3\x80\x80"));
	assert_false(utf8_same_name("見本担当", "見本担当二"));
	assert_false(utf8_same_name("見本担当", ""));
}

static void test_fold(void **state)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
		{ "ｶﾞﾊﾞﾒﾝﾄ", "がばめんと" },
		{ "ガバメント", "がばめんと" },
		{ "がばめんと", "がばめんと" },
		{ "①", "1" },
		{ "㈱", "(株)" },
		{ "Ｋｕｂｅ", "kube" },
		{ "KUBE", "kube" },
		{ "か\xE3\x82\x99", "が" },
		{ "髙島", "高島" },
		{ "山﨑", "山崎" },
		{ "齋藤", "斉藤" },
		{ "斎藤", "斉藤" },
		{ "渡邊", "渡辺" },
		{ "金澤", "金沢" },
		{ "廣瀨國", "広瀬国" },
		{ "𠮷野", "吉野" },
		{ "〜", "~" },
		{ "～", "~" },
		{ "A−B‐C―Dー", "a-b-c-d-" },
		{ "サーバー", "さ-ば-" },
		{ "ｻｰﾊﾞｰ", "さ-ば-" },
		{ "葛\xF3\xA0\x84\x80飾", "葛飾" },
		{ "ヴ", "ゔ" },
		{ "　ア", " あ" },
		{ "STRAßE", "strasse" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		check_and_free(utf8_fold(cases[i].text), cases[i].folded);
		check_and_free(utf8_fold(cases[i].folded), cases[i].folded);
	}
}

static void expect_alike(const char *a, const char *b, bool alike)
{
	char *left = utf8_skeleton(a), *right = utf8_skeleton(b);

	if ((strcmp(left, right) == 0) != alike)
		fail_msg("\"%s\" and \"%s\" should %slook alike", a, b, alike ? "" : "not ");
	free(left);
	free(right);
}

static void test_names_that_look_alike(void **state)
{
	(void)state;
	expect_alike("みほんカメラ", "みほん力メラ", true);
	expect_alike("クラウド二番", "クラウドニ番", true);
	expect_alike("ｸﾗｳﾄﾞ", "クラウド", true);
	expect_alike("エース", "工一ス", true);
	expect_alike("ハロー", "八口一", true);
	expect_alike("Cloud One", "СlоudОne", true);
	expect_alike("Cloud 1", "Cloud l", true);
	expect_alike("Omega", "0mega", true);
	expect_alike("國際", "国際", true);
	expect_alike("みほんクラウド一番", "みほんクラウド二番", false);
	expect_alike("みほんメール", "みほんモール", false);
	assert_true(utf8_mixes_letters("Сloud"));
	assert_true(utf8_mixes_letters("みほん Clοud"));
	assert_false(utf8_mixes_letters("Cloud Один"));
	assert_false(utf8_mixes_letters("みほんCloud"));
}

/* A character outside the fast set sends a whole text the general way; what comes before it must fold as it does alone. */
static void test_fold_has_one_result_on_both_paths(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text);
	for (uint32_t code = 1; code <= 0xFFFF; code++) {
		char *alone, *general;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		/* Only what the fast path could take; marks that join across the seam are never in it. */
		if (code >= 0x80 && code < 0x3000)
			continue;
		if (code >= 0x3100 && code < 0x4E00)
			continue;
		if (code >= 0xA000 && code < 0xFF00)
			continue;
		buf_clear(&text);
		utf8_encode(&text, code);
		alone = utf8_fold(text.data);
		buf_adds(&text, "é");
		general = utf8_fold(text.data);
		assert_memory_equal(general, alone, strlen(alone));
		assert_string_equal(general + strlen(alone), "é");
		free(alone);
		free(general);
	}
	buf_done(&text);
}

static void check_visible(const char *bytes, bool keep_lines, const char *want)
{
	struct buf out;

	buf_init(&out);
	utf8_visible(&out, bytes, strlen(bytes), keep_lines);
	assert_string_equal(out.data, want);
	assert_int_equal(utf8_is_plain(bytes, keep_lines), !strcmp(bytes, want));
	assert_true(utf8_is_plain(out.data, keep_lines));
	buf_done(&out);
}

static void test_visible_tokens(void **state)
{
	(void)state;
	check_visible("普通の文 abc", false, "普通の文 abc");
	check_visible("a\x1b[2J\x07", false, "a<U+001B>[2J<U+0007>");
	check_visible("a\nb", false, "a<U+000A>b");
	check_visible("a\nb", true, "a\nb");
	check_visible("a\tb\x7F", true, "a<U+0009>b<U+007F>");
	check_visible("\xC2\x85", false, "<U+0085>");
	check_visible("x\xE2\x80\xAEy", false, "x<U+202E>y");
	check_visible("\xE2\x80\x8B\xEF\xBB\xBF\xC2\xAD", false, "<U+200B><U+FEFF><U+00AD>");
	check_visible("\xF3\xA0\x81\x81", false, "<U+E0041>");
	check_visible("\xE2\x80\xA8\xE2\x80\xA9", true, "<U+2028><U+2029>");
	check_visible("\xEE\x80\x80", false, "<U+E000>");
	check_visible("\xCD\xB8", false, "<U+0378>");
	check_visible("\xE3\x85\xA4", false, "<U+3164>");
	check_visible("a\xE3\x81", false, "a<0xE3><0x81>");
	check_visible("か\xE3\x82\x99", false, "か\xE3\x82\x99");
	check_visible("葛\xF3\xA0\x84\x80", false, "葛\xF3\xA0\x84\x80");
	check_visible("\xE3\x82\x99x", false, "<U+3099>x");
	check_visible("a\xCC\x81\xCC\x81\xCC\x81", false, "a\xCC\x81\xCC\x81<U+0301>");
	check_visible("㈱①※", false, "㈱①※");
}

static void check_unambiguous(const char *text, const char *want)
{
	struct buf out;

	buf_init(&out);
	utf8_unambiguous(&out, text);
	assert_string_equal(out.data, want);
	assert_int_equal(utf8_first_ambiguous(out.data), 0);
	buf_done(&out);
}

static void test_ambiguous_width(void **state)
{
	(void)state;
	check_unambiguous("①○×―…→※", "(1)〇x-...->*");
	check_unambiguous("日本語 abc 、。「」ー", "日本語 abc 、。「」ー");
	check_unambiguous("⑳②", "(20)(2)");
	check_unambiguous("é α я", "e alpha ?");
	check_unambiguous("“x”", "\"x\"");
	assert_int_equal(utf8_first_ambiguous("ab①※"), 0x2460);
	assert_int_equal(utf8_first_ambiguous("ab日本「」・ー〜"), 0);
	assert_int_equal(utf8_first_ambiguous("か\xCC\x80"), 0);
}

static void test_padding(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	utf8_pad(&out, "日本語", 8);
	utf8_pad(&out, "日本語", 5);
	utf8_pad_left(&out, "か\xE3\x82\x99", 4);
	utf8_pad(&out, "", 0);
	assert_string_equal(out.data, "日本語  日本   か\xE3\x82\x99");
	buf_done(&out);
	assert_int_equal(utf8_fit("か\xE3\x82\x99x", 7, 2), 6);
	assert_int_equal(utf8_fit("か\xE3\x82\x99x", 7, 1), 0);
	assert_int_equal(utf8_fit("abc", 3, 99), 3);
}

/* Compares the lines, joined with '/', with `want`, and checks that none is too wide. */
static void check_wrap(const char *text, size_t cells, const char *want)
{
	struct text_lines lines = { .items = NULL };
	struct buf joined;

	buf_init(&joined);
	text_wrap(&lines, text, cells);
	for (size_t i = 0; i < lines.count; i++) {
		const struct text_line *line = &lines.items[i];

		if (i)
			buf_addc(&joined, '/');
		buf_add(&joined, text + line->start, line->end - line->start);
		assert_true(utf8_width_n(text + line->start, line->end - line->start) <= cells);
	}
	assert_string_equal(joined.data, want);
	buf_done(&joined);
	text_lines_done(&lines);
}

static void test_wrap(void **state)
{
	(void)state;
	check_wrap("", 10, "");
	check_wrap("a\n\nb\n", 10, "a//b/");
	check_wrap("the quick brown fox", 10, "the quick/brown fox");
	check_wrap("the quick     brown fox", 10, "the quick/brown fox");
	check_wrap("abcdefghijkl", 5, "abcde/fghij/kl");
	check_wrap("あいうえおか", 6, "あいう/えおか");
	check_wrap("あいう abc def", 10, "あいう abc/def");
	check_wrap("かなdatabase", 8, "かな/database");
	check_wrap("ab   ", 4, "ab  ");
}

static void test_wrap_keeps_kinsoku(void **state)
{
	(void)state;
	check_wrap("あいう、えお", 6, "あい/う、え/お");
	check_wrap("あいう。えお", 6, "あい/う。え/お");
	check_wrap("「あい」うえ", 6, "「あ/い」う/え");
	check_wrap("あい「うえ」", 6, "あい/「う/え」");
	check_wrap("サーバーだけ", 6, "サー/バーだ/け");
	check_wrap("あいうゃえお", 6, "あい/うゃえ/お");
	check_wrap("あいうっかり", 6, "あい/うっか/り");
	check_wrap("あいう々えお", 6, "あい/う々え/お");
	check_wrap("。。。。", 4, "。。/。。");
}

static void test_wrap_keeps_graphemes(void **state)
{
	(void)state;
	check_wrap("か\xE3\x82\x99か\xE3\x82\x99か\xE3\x82\x99", 4, "か\xE3\x82\x99か\xE3\x82\x99/か\xE3\x82\x99");
	check_wrap("葛\xF3\xA0\x84\x80𠮷野", 4, "葛\xF3\xA0\x84\x80𠮷/野");
}

static void test_wrap_reuses_its_lines(void **state)
{
	struct text_lines lines = { .items = NULL };

	(void)state;
	text_wrap(&lines, "a b c d e f g h i j k l m", 1);
	assert_int_equal(lines.count, 13);
	text_wrap(&lines, "漢字", 1);
	assert_int_equal(lines.count, 2);
	text_wrap(&lines, "x", 0);
	assert_int_equal(lines.count, 1);
	text_lines_done(&lines);
	assert_null(lines.items);
}

/* Common characters take short ways; behind U+00B5, which takes none and joins with nothing, each text goes the long way. */
static void test_short_ways_agree(void **state)
{
	struct buf lone, after;

	(void)state;
	buf_init(&lone);
	buf_init(&after);
	for (uint32_t code = 1; code < 0x10000; code++) {
		char *short_way, *long_way;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		buf_clear(&lone);
		buf_clear(&after);
		utf8_encode(&lone, code);
		buf_adds(&after, "\xC2\xB5");
		buf_adds(&after, lone.data);
		assert_int_equal(utf8_width(lone.data), utf8_cells(code));
		if (code < 0x3000 || (code > 0x9FFF && code < 0xFF00))
			continue;
		short_way = utf8_nfc(lone.data);
		long_way = utf8_nfc(after.data);
		assert_string_equal(short_way, long_way + 2);
		free(short_way);
		free(long_way);
	}
	buf_done(&lone);
	buf_done(&after);
}

UNIT_MAIN(cmocka_unit_test(test_short_ways_agree), cmocka_unit_test(test_strict_utf8), cmocka_unit_test(test_decode_and_encode), cmocka_unit_test(test_width_in_cells),
	  cmocka_unit_test(test_graphemes_stay_whole), cmocka_unit_test(test_nfc), cmocka_unit_test(test_fold), cmocka_unit_test(test_names_of_one_person), cmocka_unit_test(test_names_that_look_alike),
	  cmocka_unit_test(test_fold_has_one_result_on_both_paths), cmocka_unit_test(test_visible_tokens),
	  cmocka_unit_test(test_ambiguous_width), cmocka_unit_test(test_padding), cmocka_unit_test(test_wrap),
	  cmocka_unit_test(test_wrap_keeps_kinsoku), cmocka_unit_test(test_wrap_keeps_graphemes), cmocka_unit_test(test_wrap_reuses_its_lines))
