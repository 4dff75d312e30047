/* SPDX-License-Identifier: Apache-2.0 */
/* Writers of documents: golden pages with Japanese, no line beyond the page, no text that becomes markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/doc.h"

#define PAGE 80

static struct buf text_of(struct doc *doc, size_t cells)
{
	struct buf out;

	buf_init(&out);
	doc_write_text(doc, cells, &out);
	doc_free(&doc);
	assert_null(doc);
	return out;
}

static void assert_text(struct doc *doc, size_t cells, const char *expected)
{
	struct buf out = text_of(doc, cells);

	assert_string_equal(out.data, expected);
	buf_done(&out);
}

static size_t widest_line(const char *text)
{
	size_t most = 0;

	while (*text) {
		size_t len = strcspn(text, "\n"), width = utf8_width_n(text, len);

		most = width > most ? width : most;
		text += len + (text[len] == '\n');
	}
	return most;
}

static void test_letter(void **state)
{
	struct doc *doc = doc_new(LANG_JA);

	(void)state;
	doc_add(doc, DOC_BANNER, 0, "見本");
	doc_add(doc, DOC_BANNER, 0, "案");
	doc_add(doc, DOC_TITLE, 0, "見本システムについて");
	doc_add(doc, DOC_RIGHT, 0, "令和8年11月20日");
	doc_add(doc, DOC_RIGHT, 0, "R8-0001");
	doc_add(doc, DOC_PARAGRAPH, 0, "標記について、次のとおり判定したので、決裁を求めます。");
	doc_add(doc, DOC_CENTRE, 0, "記");
	doc_addf(doc, DOC_HEADING, 1, "%d %s", 1, "判定");
	doc_add(doc, DOC_ITEM, 1, "業務の見直しにより、標準機能で実施できる。");
	doc_add(doc, DOC_ITEM, 2, "費用も最小である。");
	doc_add(doc, DOC_RULE, 0, "");
	doc_add(doc, DOC_RIGHT, 0, "以上");
	assert_text(doc, 40,
		"+======================================+\n"
		"| 見本                                 |\n"
		"| 案                                   |\n"
		"+======================================+\n"
		"\n"
		"          見本システムについて\n"
		"\n"
		"                         令和8年11月20日\n"
		"                                 R8-0001\n"
		"\n"
		"　標記について、次のとおり判定したので、\n"
		"決裁を求めます。\n"
		"\n"
		"                   記\n"
		"\n"
		"1 判定\n"
		"  - 業務の見直しにより、標準機能で実施で\n"
		"    きる。\n"
		"    - 費用も最小である。\n"
		"\n"
		"----------------------------------------\n"
		"\n"
		"                                    以上\n");
}

/* No line may begin with a full stop or a closing bracket; in a column too. */
static void test_table(void **state)
{
	static const int widths[] = { 8, 12, 10 };
	struct doc *doc = doc_new(LANG_JA);

	(void)state;
	doc_table(doc, "候補", widths, 3);
	doc_row(doc, true, (const char *const[]){ "判定", "確認事項", "\t金額" }, 3);
	doc_row(doc, false, (const char *const[]){ "[適]", "国内にある（東京）。", "\t1,200" }, 3);
	doc_row(doc, false, (const char *const[]){ "[否]", NULL }, 2);
	assert_text(doc, 40,
		"候補\n"
		"+----------+--------------+------------+\n"
		"| 判定     | 確認事項     |       金額 |\n"
		"+==========+==============+============+\n"
		"| [適]     | 国内にある   |      1,200 |\n"
		"|          | （東京）。   |            |\n"
		"| [否]     |              |            |\n"
		"+----------+--------------+------------+\n");
}

/* Rows without a rule are told apart by their first cell; where it wraps or is empty, a rule does it. The note stands close. */
static void test_rules_between_rows(void **state)
{
	struct doc *doc = doc_new(LANG_EN);

	(void)state;
	doc_table(doc, "", NULL, 2);
	doc_row(doc, false, (const char *const[]){ "a", "b b b b b b" }, 2);
	doc_row(doc, false, (const char *const[]){ "c", "d" }, 2);
	doc_row(doc, false, (const char *const[]){ "e e e e e e", "f" }, 2);
	doc_row(doc, false, (const char *const[]){ "g", "h" }, 2);
	doc_row(doc, false, (const char *const[]){ "", "i" }, 2);
	doc_add(doc, DOC_NOTE, 0, "first note");
	doc_add(doc, DOC_NOTE, 0, "second");
	doc_add(doc, DOC_PARAGRAPH, 0, "text");
	assert_text(doc, 21,
		"+---------+---------+\n"
		"| a       | b b b b |\n"
		"|         | b b     |\n"
		"| c       | d       |\n"
		"+---------+---------+\n"
		"| e e e e | f       |\n"
		"| e e     |         |\n"
		"+---------+---------+\n"
		"| g       | h       |\n"
		"+---------+---------+\n"
		"|         | i       |\n"
		"+---------+---------+\n"
		"  first note\n"
		"  second\n"
		"\n"
		"text\n");
}

/* A plain table has no rules between its rows. */
static void test_plain_table(void **state)
{
	struct doc *doc = doc_new(LANG_EN);

	(void)state;
	doc_table(doc, "", NULL, 2);
	doc_row(doc, true, (const char *const[]){ "a", "b" }, 2);
	doc_row(doc, false, (const char *const[]){ "1", "2" }, 2);
	doc_row(doc, false, (const char *const[]){ "3", "4" }, 2);
	assert_text(doc, 21,
		"+---------+---------+\n"
		"| a       | b       |\n"
		"+=========+=========+\n"
		"| 1       | 2       |\n"
		"| 3       | 4       |\n"
		"+---------+---------+\n");
}

/* A table with more columns than the page can hold loses nothing. */
static void test_wide_table_is_a_list(void **state)
{
	const char *cells[20];
	struct doc *doc = doc_new(LANG_EN);
	struct buf out;

	(void)state;
	for (size_t i = 0; i < 20; i++)
		cells[i] = i == 19 ? "last column" : "x";
	doc_table(doc, "", NULL, 20);
	doc_row(doc, true, cells, 20);
	cells[19] = "last value";
	doc_row(doc, false, cells, 20);
	out = text_of(doc, PAGE);
	assert_non_null(strstr(out.data, "- x: x\n"));
	assert_non_null(strstr(out.data, "  last column: last value\n"));
	buf_done(&out);
}

static void test_signoff(void **state)
{
	struct doc *doc = doc_new(LANG_JA);

	(void)state;
	doc_add(doc, DOC_SIGNOFF, 0, "");
	doc_row(doc, true, (const char *const[]){ "課長", "係長" }, 2);
	doc_row(doc, false, NULL, 0);
	assert_text(doc, 40,
		"         +--------------+--------------+\n"
		"         | 課長         | 係長         |\n"
		"         +--------------+--------------+\n"
		"         |              |              |\n"
		"         |              |              |\n"
		"         |              |              |\n"
		"         +--------------+--------------+\n");
}

/* A cost that is not known has words and no bar; a small one has at least one mark. */
static void test_bars(void **state)
{
	struct doc *doc = doc_new(LANG_JA);

	(void)state;
	doc_bars(doc, "5年総額");
	doc_bar(doc, "甲", 1000, "1,000円");
	doc_bar(doc, "乙", 500, "500円");
	doc_bar(doc, "丙", 1, "1円");
	doc_bar(doc, "丁", -1, "不明");
	doc_bar(doc, "戊", 0, "0円");
	assert_text(doc, 33,
		"5年総額\n"
		"甲   #################### 1,000円\n"
		"乙   ##########             500円\n"
		"丙   #                        1円\n"
		"丁                           不明\n"
		"戊                            0円\n");
}

static const char *const PIECES[] = { "案", "件", "。", "（", "）", "abc", " ", "\n", "ｶﾞ", "が", "e\xCC\x81", "\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5", "\xE2\x80\xAE", "\xFF",
	"\x1B[31m", "ー", "、", "supercalifragilisticexpialidocious", "\t", "1,234", "○", "①", "\xE2\x94\x80" };

static unsigned roll(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 10;
}

static char *random_text(unsigned *seed)
{
	struct buf text;

	buf_init(&text);
	for (unsigned i = roll(seed) % 30; i > 0; i--)
		buf_adds(&text, PIECES[roll(seed) % (sizeof PIECES / sizeof *PIECES)]);
	return buf_take(&text);
}

static void add_random_rows(struct doc *doc, unsigned *seed, size_t columns)
{
	for (unsigned r = 1 + roll(seed) % 4, i = 0; i < r; i++) {
		char *texts[8];
		const char *cells[8];

		for (size_t c = 0; c < columns; c++)
			cells[c] = texts[c] = random_text(seed);
		doc_row(doc, i == 0, cells, columns);
		for (size_t c = 0; c < columns; c++)
			free(texts[c]);
	}
}

static void add_random_block(struct doc *doc, unsigned *seed)
{
	enum doc_kind kind = (enum doc_kind)(roll(seed) % (DOC_RULE + 1));
	char *text = random_text(seed), *note = random_text(seed);
	size_t columns = 1 + roll(seed) % 8;

	if (kind == DOC_TABLE)
		doc_table(doc, text, NULL, columns);
	else if (kind == DOC_BARS)
		doc_bars(doc, text);
	else
		doc_add(doc, kind, (int)(roll(seed) % 5), text);
	if (kind == DOC_TABLE || kind == DOC_SIGNOFF)
		add_random_rows(doc, seed, columns);
	if (kind == DOC_BARS)
		for (unsigned i = 0; i < 3; i++)
			doc_bar(doc, text, (double)roll(seed) - 1000, note);
	free(text);
	free(note);
}

static void test_no_line_beyond_the_page(void **state)
{
	static const size_t pages[] = { 80, 79, 40, 24, 16, 3 };
	unsigned seed = 20261120;

	(void)state;
	for (int round = 0; round < 400; round++) {
		size_t cells = pages[(size_t)round % (sizeof pages / sizeof *pages)];
		struct doc *doc = doc_new(round % 2 ? LANG_JA : LANG_EN);
		struct buf out;

		for (int i = 0; i < 6; i++)
			add_random_block(doc, &seed);
		out = text_of(doc, cells);
		assert_true(widest_line(out.data) <= (cells < 16 ? 16 : cells));
		assert_true(utf8_is_plain(out.data, true));
		buf_done(&out);
	}
}

/* All characters of a cell arrive, however narrow the column. */
static void test_table_loses_nothing(void **state)
{
	static const int widths[] = { 1, 60 };
	struct doc *doc = doc_new(LANG_JA);
	struct buf out;
	size_t found = 0;

	(void)state;
	doc_table(doc, "", widths, 2);
	doc_row(doc, false, (const char *const[]){ "甲乙丙甲乙丙甲乙丙甲", "abc" }, 2);
	out = text_of(doc, PAGE);
	for (const char *at = out.data; (at = strstr(at, "甲")) != NULL; at++)
		found++;
	assert_int_equal(found, 4);
	buf_done(&out);
}

static struct buf html_of(struct doc *doc)
{
	struct buf out;

	buf_init(&out);
	doc_write_html(doc, &out);
	doc_free(&doc);
	return out;
}

static void test_html_escapes(void **state)
{
	static const char hostile[] = "<script>alert(\"x\")</script>&'\xE2\x80\xAE\x1B[0m";
	static const char *const forbidden[] = { "<script", "\"x\"", "\xE2\x80\xAE", "\x1B", "src=", "href=", "url(", "@import" };
	struct doc *doc = doc_new(LANG_JA);
	struct buf out;

	(void)state;
	for (int kind = DOC_TITLE; kind <= DOC_NOTE; kind++)
		doc_add(doc, (enum doc_kind)kind, 1, hostile);
	doc_table(doc, hostile, NULL, 1);
	doc_row(doc, true, (const char *const[]){ hostile }, 1);
	doc_row(doc, false, (const char *const[]){ hostile }, 1);
	doc_add(doc, DOC_SIGNOFF, 0, "");
	doc_row(doc, true, (const char *const[]){ hostile }, 1);
	doc_bars(doc, hostile);
	doc_bar(doc, hostile, 1, hostile);
	out = html_of(doc);
	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
		assert_null(strstr(out.data, forbidden[i]));
	assert_non_null(strstr(out.data, "<h1>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;&lt;U+202E&gt;"));
	buf_done(&out);
}

static void test_html_page(void **state)
{
	struct doc *doc = doc_new(LANG_JA);
	struct buf out;

	(void)state;
	doc_add(doc, DOC_TITLE, 0, "件名\n続き");
	doc_add(doc, DOC_ITEM, 1, "甲");
	doc_add(doc, DOC_ITEM, 2, "乙");
	doc_bars(doc, "");
	doc_bar(doc, "甲", 200, "200");
	doc_bar(doc, "乙", 50, "50");
	doc_bar(doc, "丙", -1, "不明");
	out = html_of(doc);
	assert_non_null(strstr(out.data, "<html lang=\"ja\">"));
	assert_non_null(strstr(out.data, "@page{size:A4 portrait"));
	assert_non_null(strstr(out.data, "<title>件名 続き</title>"));
	assert_non_null(strstr(out.data, "<h1>件名<br>続き</h1>"));
	assert_non_null(strstr(out.data, "<ul>\n<li class=\"l1\">甲</li>\n<li class=\"l2\">乙</li>\n</ul>"));
	assert_non_null(strstr(out.data, "style=\"width:100%\""));
	assert_non_null(strstr(out.data, "style=\"width:25%\""));
	assert_non_null(strstr(out.data, "丙</th><td></td><td class=\"note\">不明"));
	buf_done(&out);
	out = html_of(doc_new(LANG_EN));
	assert_non_null(strstr(out.data, "<html lang=\"en\">"));
	buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letter),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_rules_between_rows),
		cmocka_unit_test(test_plain_table),
		cmocka_unit_test(test_wide_table_is_a_list),
		cmocka_unit_test(test_signoff),
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_no_line_beyond_the_page),
		cmocka_unit_test(test_table_loses_nothing),
		cmocka_unit_test(test_html_escapes),
		cmocka_unit_test(test_html_page),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
