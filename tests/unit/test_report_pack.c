/* SPDX-License-Identifier: Apache-2.0 */
/* Packed documents: what was packed comes back whole, and bytes that the writer would not have written are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/doc_pack.h"

/* One block of every kind, and a cell of every value. */
static struct doc *sample(void)
{
	static const int widths[] = { 3, 1, 2 };
	struct doc *doc = doc_new(LANG_JA);

	doc_about(doc, "見本担当", "見本", "一行目\n二行目", "2026-11-20T09:00:00+09:00");
	doc_add(doc, DOC_BANNER, 0, "見本");
	doc_add(doc, DOC_TITLE, 0, "題\x1b[31m名");
	doc_add(doc, DOC_RIGHT, 0, "右  寄せ");
	doc_add(doc, DOC_CENTRE, 0, "記");
	doc_add(doc, DOC_SIGNOFF, 0, "");
	doc_row(doc, true, (const char *const[]){ "局長", "課長" }, 2);
	doc_row(doc, false, NULL, 0);
	doc_add(doc, DOC_HEADING, 1, "1 判定");
	doc_add(doc, DOC_PARAGRAPH, 0, "段落\n次の行");
	doc_add(doc, DOC_ITEM, 3, "項目");
	doc_table(doc, "表", widths, 3);
	doc_row(doc, true, (const char *const[]){ "", "甲", "乙" }, 3);
	doc_row(doc, false, (const char *const[]){ "=1+1", "\t1,000", "R8.11.20" }, 3);
	doc_value(doc, 1, DOC_YEN, -1000);
	doc_value(doc, 2, DOC_DATE, 20777);
	doc_row(doc, false, (const char *const[]){ "-", "\t0.5", "\t50%" }, 3);
	doc_value(doc, 1, DOC_MILLI, 500);
	doc_value(doc, 2, DOC_RATE, 50000);
	doc_row(doc, false, (const char *const[]){ "-", "\t3", "\t+5" }, 3);
	doc_value(doc, 1, DOC_COUNT, 3);
	doc_value(doc, 2, DOC_POINTS, 5000);
	doc_table(doc, "", NULL, 1);
	doc_add(doc, DOC_NOTE, 0, "注");
	doc_bars(doc, "棒");
	doc_bar(doc, "甲", 300, "300");
	doc_bar(doc, "乙", -1, "不明");
	doc_bar(doc, "丙", 100, "100");
	doc_add(doc, DOC_RULE, 0, "");
	return doc;
}

static struct buf packed_sample(enum doc_output output)
{
	struct doc *doc = sample();
	struct buf out;

	buf_init(&out);
	doc_pack(doc, output, &out);
	doc_free(&doc);
	return out;
}

static void test_round(void **state)
{
	(void)state;
	for (int output = 0; output < DOC_OUTPUTS; output++) {
		struct buf bytes = packed_sample((enum doc_output)output), again;
		enum doc_output found;
		struct doc *doc;

		assert_null(doc_unpack(bytes.data, bytes.len, &found, &doc));
		assert_int_equal(found, output);
		assert_string_equal(doc->about.foot, "一行目\n二行目");
		assert_int_equal(doc->count, 13);
		assert_string_equal(doc_title(doc), "題<U+001B>[31m名");
		buf_init(&again);
		doc_pack(doc, found, &again);
		assert_int_equal(again.len, bytes.len);
		assert_memory_equal(again.data, bytes.data, bytes.len);
		buf_done(&again);
		doc_free(&doc);
		buf_done(&bytes);
	}
}

static void test_values(void **state)
{
	struct buf bytes = packed_sample(DOC_OUTPUT_XLSX);
	enum doc_output output;
	struct doc *doc;

	(void)state;
	assert_null(doc_unpack(bytes.data, bytes.len, &output, &doc));
	const struct doc_block *table = &doc->blocks[8];
	assert_int_equal(table->kind, DOC_TABLE);
	assert_int_equal(table->widths[0], 3);
	assert_string_equal(table->rows[1].cells[0].text, "=1+1");
	assert_int_equal(table->rows[1].cells[0].value, DOC_TEXT);
	assert_true(table->rows[1].cells[1].right);
	assert_string_equal(table->rows[1].cells[1].text, "1,000");
	assert_int_equal(table->rows[1].cells[1].value, DOC_YEN);
	assert_int_equal(table->rows[1].cells[1].number, -1000);
	assert_int_equal(table->rows[1].cells[2].value, DOC_DATE);
	assert_int_equal(table->rows[1].cells[2].number, 20777);
	assert_null(doc->blocks[9].widths);
	assert_true(doc->blocks[11].bars[0].amount > 999999 && doc->blocks[11].bars[1].amount < 1);
	doc_free(&doc);
	buf_done(&bytes);
}

static void test_cut(void **state)
{
	struct buf bytes = packed_sample(DOC_OUTPUT_PDF);
	enum doc_output output;
	struct doc *doc;

	(void)state;
	for (size_t len = 0; len < bytes.len; len++) {
		char *part = mem_dup(bytes.data, len); /* its own memory, so that reading behind it is noticed */

		assert_non_null(doc_unpack(part, len, &output, &doc));
		assert_null(doc);
		free(part);
	}
	buf_addc(&bytes, 'x');
	assert_string_equal(doc_unpack(bytes.data, bytes.len, &output, &doc), "end");
	buf_done(&bytes);
}

/* A byte turned is refused, or it is another document that has just these bytes. */
static void test_turned(void **state)
{
	static const unsigned char masks[] = { 0x01, 0x02, 0x08, 0x20, 0x80, 0xFF };
	struct buf bytes = packed_sample(DOC_OUTPUT_PDF);
	size_t taken = 0;

	(void)state;
	for (size_t at = 0; at < bytes.len; at++)
		for (size_t i = 0; i < sizeof masks; i++) {
			enum doc_output output;
			struct doc *doc;
			struct buf again;

			bytes.data[at] = (char)(bytes.data[at] ^ masks[i]);
			buf_init(&again);
			if (!doc_unpack(bytes.data, bytes.len, &output, &doc)) {
				taken++;
				doc_pack(doc, output, &again);
				assert_int_equal(again.len, bytes.len);
				assert_memory_equal(again.data, bytes.data, bytes.len);
			}
			doc_free(&doc);
			buf_done(&again);
			bytes.data[at] = (char)(bytes.data[at] ^ masks[i]);
		}
	assert_true(taken > 0);
	buf_done(&bytes);
}

static void refused(const char *field, const char *tail)
{
	struct buf bytes;
	enum doc_output output;
	struct doc *doc;

	buf_init(&bytes);
	buf_add(&bytes, "kumoshirube/print/1", 20);
	buf_adds(&bytes, tail);
	assert_string_equal(doc_unpack(bytes.data, bytes.len, &output, &doc), field);
	assert_null(doc);
	buf_done(&bytes);
}

static void test_limits(void **state)
{
	(void)state;
	refused("output", "3:doc,2:ja,0:,0:,0:,0:,1:0,");
	refused("language", "3:pdf,2:fr,0:,0:,0:,0:,1:0,");
	refused("author", "3:pdf,2:ja,1:\x07,0:,0:,0:,1:0,");
	refused("subject", "3:pdf,2:ja,0:,2:\xc0\x80,0:,0:,1:0,");
	refused("blocks", "3:pdf,2:ja,0:,0:,0:,0:,2:00,");
	refused("blocks", "3:pdf,2:ja,0:,0:,0:,0:,6:200001,");
	refused("block.kind", "3:pdf,2:ja,0:,0:,0:,0:,6:200000,4:fork,");
	refused("block.level", "3:pdf,2:ja,0:,0:,0:,0:,1:1,4:item,2:10,0:,1:0,1:0,1:0,1:0,");
	refused("columns", "3:pdf,2:ja,0:,0:,0:,0:,1:1,4:item,1:1,0:,1:1,1:0,1:0,1:0,");
	refused("columns", "3:pdf,2:ja,0:,0:,0:,0:,1:1,5:table,1:0,0:,3:201,1:0,1:0,1:0,");
	refused("columns", "3:pdf,2:ja,0:,0:,0:,0:,1:1,5:table,1:0,0:,1:0,1:0,1:0,1:0,");
	refused("rows", "3:pdf,2:ja,0:,0:,0:,0:,1:1,5:table,1:0,0:,1:1,1:0,7:1000001,1:0,");
	refused("row.head", "3:pdf,2:ja,0:,0:,0:,0:,1:1,5:table,1:0,0:,1:1,1:0,7:1000000,");
	refused("cell.number", "3:pdf,2:ja,0:,0:,0:,0:,1:1,5:table,1:0,0:,1:1,1:0,1:1,1:0,4:text,1:1,1:0,0:,1:0,");
	refused("cell.number", "3:pdf,2:ja,0:,0:,0:,0:,1:1,5:table,1:0,0:,1:1,1:0,1:1,1:0,3:yen,20:99999999999999999999,1:0,0:,1:0,");
	refused("bars", "3:pdf,2:ja,0:,0:,0:,0:,1:1,4:rule,1:0,0:,1:0,1:0,1:0,1:1,");
	refused("bar.amount", "3:pdf,2:ja,0:,0:,0:,0:,1:1,4:bars,1:0,0:,1:0,1:0,1:0,1:1,1:a,1:b,1:5,");

}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round), cmocka_unit_test(test_values), cmocka_unit_test(test_cut), cmocka_unit_test(test_turned),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
