/* SPDX-License-Identifier: Apache-2.0 */
/* CSV files in the encodings in which they are delivered, and everything that makes one refused. */
#include "unit.h"

#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/utf8.h"

static void parse(struct csv *csv, const char *bytes, size_t len, enum csv_encoding encoding)
{
	struct diag_list diags;
	struct buf out;

	diag_init(&diags);
	buf_init(&out);
	if (csv_parse(csv, "a.csv", bytes, len, encoding, &diags) != STATUS_OK) {
		diag_write(&diags, &out);
		fail_msg("%s", out.data);
	}
	buf_done(&out);
	diag_done(&diags);
}

static void check_fault(const char *bytes, size_t len, enum csv_encoding encoding, const char *want)
{
	struct diag_list diags;
	struct buf out;
	struct csv csv;

	diag_init(&diags);
	buf_init(&out);
	assert_int_equal(csv_parse(&csv, "a.csv", bytes, len, encoding, &diags), STATUS_INPUT);
	assert_null(csv.text);
	assert_null(csv.rows);
	diag_write(&diags, &out);
	assert_string_equal(out.data, want);
	buf_done(&out);
	diag_done(&diags);
}

static void test_rows_and_quotes(void **state)
{
	static const char bytes[] = "id,name,note\r\n1,\"a,b\",\"say \"\"hi\"\"\"\r\n2,,\"two\r\nlines\nthree\"\n3,\"\",z";
	struct csv csv;

	(void)state;
	parse(&csv, bytes, sizeof bytes - 1, CSV_AUTO);
	assert_int_equal(csv.encoding, CSV_UTF8);
	assert_int_equal(csv.columns, 3);
	assert_int_equal(csv.count, 3);
	assert_string_equal(csv.header.fields[2], "note");
	assert_string_equal(csv.rows[0].fields[1], "a,b");
	assert_string_equal(csv.rows[0].fields[2], "say \"hi\"");
	assert_string_equal(csv.rows[1].fields[1], "");
	assert_string_equal(csv.rows[1].fields[2], "two\nlines\nthree");
	assert_string_equal(csv.rows[2].fields[1], "");
	assert_string_equal(csv.rows[2].fields[2], "z");
	assert_int_equal(csv.header.line, 1);
	assert_int_equal(csv.rows[0].line, 2);
	assert_int_equal(csv.rows[1].line, 3);
	assert_int_equal(csv.rows[2].line, 6);
	csv_done(&csv);
}

static void test_encodings(void **state)
{
	static const char with_bom[] = "\xEF\xBB\xBF番号\n表\n";
	/* The names in CP932: ban-go; hyo, so and no with 0x5C as second byte; a circled 1; the tall form of taka; half-width ka. */
	static const char cp932[] = "\x94\xD4\x8D\x86,x\n\x95\x5C\x83\x5C\x94\x5C,\"\x95\x5C\"\n\x87\x40\xFB\xFC,\xB6\x81\x60\n";
	struct csv csv;

	(void)state;
	parse(&csv, with_bom, sizeof with_bom - 1, CSV_AUTO);
	assert_int_equal(csv.encoding, CSV_UTF8_BOM);
	assert_string_equal(csv.header.fields[0], "番号");
	assert_string_equal(csv.rows[0].fields[0], "表");
	csv_done(&csv);
	parse(&csv, cp932, sizeof cp932 - 1, CSV_AUTO);
	assert_int_equal(csv.encoding, CSV_CP932);
	assert_string_equal(csv_encoding_name(csv.encoding), "CP932");
	assert_string_equal(csv.header.fields[0], "番号");
	assert_string_equal(csv.rows[0].fields[0], "表ソ能");
	assert_string_equal(csv.rows[0].fields[1], "表");
	assert_string_equal(csv.rows[1].fields[0], "①髙");
	assert_string_equal(csv.rows[1].fields[1], "ｶ～");
	csv_done(&csv);
}

static void test_long_cp932_text_crosses_blocks(void **state)
{
	struct buf bytes;
	struct csv csv;

	(void)state;
	buf_init(&bytes);
	buf_adds(&bytes, "x\n");
	for (int i = 0; i < 5000; i++)
		buf_adds(&bytes, "\x95\x5C");
	parse(&csv, bytes.data, bytes.len, CSV_CP932);
	assert_int_equal(csv.count, 1);
	assert_int_equal(utf8_count(csv.rows[0].fields[0]), 5000);
	csv_done(&csv);
	buf_done(&bytes);
}

#define FAULT(bytes, encoding, want) check_fault(bytes, sizeof(bytes) - 1, encoding, want)

static void test_bad_rows_are_all_listed(void **state)
{
	(void)state;
	FAULT("a,b\n1\n2,3\n4,5,6\n\n", CSV_AUTO,
	      "a.csv:2: the row has 1 fields; the header has 2\na.csv:4: the row has 3 fields; the header has 2\n"
	      "a.csv:5: the row has 1 fields; the header has 2\n");
	FAULT("a,b\n1,\"x\"y\n1,x\"y\n1,x\ry\n", CSV_AUTO,
	      "a.csv:2: text after the closing double quote of field 2; a comma or the end of the line is needed\n"
	      "a.csv:3: a double quote inside a field that is not quoted; quote the whole field and double the mark\n"
	      "a.csv:4: a carriage return without a line feed; lines end in LF or CR LF\n");
	FAULT("a,b\n1,2\n3,\"x\n4,5\n", CSV_AUTO,
	      "a.csv:3: a quoted field that begins here is never closed; a closing double quote is missing\n");
	FAULT("a,b\n1,\"\"\"x\n4,5,6\n7,\"\"\"\"\"\"\n9\n", CSV_AUTO,
	      "a.csv:2: a quoted field that begins here is never closed; a closing double quote is missing\n"
	      "a.csv:3: the row has 3 fields; the header has 2\na.csv:5: the row has 1 fields; the header has 2\n");
	FAULT("", CSV_AUTO, "a.csv: the file is empty; a header line is needed\n");
	FAULT("\"a\"b,c\n1,2\n", CSV_AUTO, "a.csv:1: text after the closing double quote of field 1; a comma or the end of the line is needed\n");
}

static void test_good_rows_stay_to_be_checked(void **state)
{
	static const char list[] = "a,b\n1\n2,3\n\"x\n";
	struct csv csv;

	(void)state;
	assert_int_equal(csv_parse_partly(&csv, "a.csv", list, sizeof list - 1, CSV_AUTO, NULL), STATUS_INPUT);
	assert_int_equal(csv.columns, 2);
	assert_string_equal(csv.header.fields[1], "b");
	assert_int_equal(csv.count, 1);
	assert_string_equal(csv.rows[0].fields[1], "3");
	assert_int_equal(csv.rows[0].line, 3);
	csv_done(&csv);
	assert_int_equal(csv_parse_partly(&csv, "a.csv", "\"a\n1\n", 5, CSV_AUTO, NULL), STATUS_INPUT);
	assert_int_equal(csv.columns + csv.count, 0);
	csv_done(&csv);
}

static void test_bad_bytes_have_a_place(void **state)
{
	(void)state;
	FAULT("a\n\x95\x5C\n\xFF\xFF\nb\x81\n", CSV_CP932,
	      "a.csv:3: byte 0xFF at offset 5 of the file is not CP932; save the file in one encoding (UTF-8 or CP932)\n"
	      "a.csv:4: byte 0x81 at offset 9 of the file is not CP932; save the file in one encoding (UTF-8 or CP932)\n");
	FAULT("a\n\xE3\x81\n", CSV_UTF8,
	      "a.csv:2: byte 0xE3 at offset 2 of the file is not UTF-8; save the file in one encoding (UTF-8 or CP932)\n");
	FAULT("a\n\x81", CSV_CP932, "a.csv:2: byte 0x81 at offset 2 of the file is not CP932; save the file in one encoding (UTF-8 or CP932)\n");
	FAULT("a\nb\0c\n", CSV_AUTO,
	      "a.csv:2: byte 0x00 at offset 3 of the file is not UTF-8; save the file in one encoding (UTF-8 or CP932)\n");
	FAULT("a\n", CSV_UTF8_BOM, "a.csv:1: the file does not begin with a byte order mark, as UTF-8 with BOM must\n");
}

static void test_faults_are_counted_beyond_the_limit(void **state)
{
	struct diag_list diags;
	struct buf bytes;
	struct csv csv;

	(void)state;
	diag_init(&diags);
	buf_init(&bytes);
	buf_adds(&bytes, "a,b\n");
	for (int i = 0; i < CSV_FAULTS_MAX + 50; i++)
		buf_adds(&bytes, "x\n");
	assert_int_equal(csv_parse(&csv, "a.csv", bytes.data, bytes.len, CSV_AUTO, &diags), STATUS_INPUT);
	assert_int_equal(diags.count, CSV_FAULTS_MAX + 1);
	assert_string_equal(diags.items[CSV_FAULTS_MAX].text, "50 more faults are not listed");
	buf_done(&bytes);
	diag_done(&diags);
}

struct watched {
	size_t calls, limit;
	bool before_rows; /* all that was told so far was within the decoding */
};

static bool count_calls(size_t done, size_t of, void *context)
{
	struct watched *watched = context;

	watched->before_rows = done <= of / 100 * CSV_DECODED;
	return ++watched->calls < watched->limit;
}

/* Four megabytes, so that decoding tells of itself more than once. */
static void long_list(struct buf *out, const char *cell)
{
	buf_init(out);
	buf_adds(out, "a,b\n");
	while (out->len < 4u << 20)
		buf_addf(out, "%s,2\n", cell);
}

static void stop_while_decoding(const char *cell, enum csv_encoding encoding)
{
	struct watched watched = { .limit = 3 };
	const struct watch watch = { .progress = count_calls, .context = &watched };
	struct csv_reader reader;
	struct diag_list diags;
	struct buf bytes;

	diag_init(&diags);
	long_list(&bytes, cell);
	assert_int_equal(csv_open(&reader, "a.csv", bytes.data, bytes.len, encoding, &watch, &diags), STATUS_FAILED);
	assert_int_equal(watched.calls, 3);
	assert_true(watched.before_rows);
	assert_int_equal(diags.count, 0);
	assert_null(reader.text);
	assert_int_equal(reader.columns, 0);
	csv_close(&reader);
	buf_done(&bytes);
	diag_done(&diags);
}

static void test_decoding_can_be_stopped(void **state)
{
	(void)state;
	stop_while_decoding("\x95\x5C\x8C\xA9", CSV_CP932);
	stop_while_decoding("\x95\x5C\x8C\xA9", CSV_AUTO);
	stop_while_decoding("見本", CSV_UTF8);
	stop_while_decoding("見本", CSV_AUTO);
}

/* Characters lie across the places where decoding looks up from its work. */
static void test_long_utf8_text_crosses_parts(void **state)
{
	struct csv_reader reader;
	struct csv_row row;
	struct buf bytes;
	size_t rows = 0;

	(void)state;
	for (int shift = 0; shift < 4; shift++) {
		char cell[16] = "";

		memset(cell, 'x', (size_t)shift);
		strcpy(cell + shift, "見𠮷");
		long_list(&bytes, cell);
		assert_int_equal(csv_open(&reader, "a.csv", bytes.data, bytes.len, CSV_AUTO, NULL, NULL), STATUS_OK);
		assert_int_equal(reader.encoding, CSV_UTF8);
		for (rows = 0; csv_next(&reader, &row); rows++)
			assert_string_equal(row.fields[0], cell);
		assert_int_equal(rows, (bytes.len - 4) / (strlen(cell) + 3));
		assert_int_equal(csv_end(&reader), STATUS_OK);
		csv_close(&reader);
		/* A bad byte at the very end makes the whole of it another encoding, or is a fault. */
		buf_adds(&bytes, "見\xE8");
		assert_int_equal(csv_open(&reader, "a.csv", bytes.data, bytes.len, CSV_UTF8, NULL, NULL), STATUS_INPUT);
		csv_close(&reader);
		buf_done(&bytes);
	}
}

static void test_written_fields_cannot_run(void **state)
{
	static const char *const starts[] = { "=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "|x", "＝1", "＋1", "－1", "＠x" };
	struct buf out;

	(void)state;
	buf_init(&out);
	csv_write_field(&out, "a \"b\" = c");
	assert_string_equal(out.data, "\"a \"\"b\"\" = c\"");
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
		buf_clear(&out);
		csv_write_field(&out, starts[i]);
		assert_memory_equal(out.data, "\"'", 2);
		assert_memory_equal(out.data + 2, starts[i], strlen(starts[i]));
		assert_string_equal(out.data + 2 + strlen(starts[i]), "\"");
	}
	buf_clear(&out);
	csv_write_field(&out, "");
	assert_string_equal(out.data, "\"\"");
	buf_done(&out);
}

UNIT_MAIN(cmocka_unit_test(test_rows_and_quotes), cmocka_unit_test(test_encodings), cmocka_unit_test(test_long_cp932_text_crosses_blocks),
	  cmocka_unit_test(test_bad_rows_are_all_listed), cmocka_unit_test(test_good_rows_stay_to_be_checked),
	  cmocka_unit_test(test_bad_bytes_have_a_place),
	  cmocka_unit_test(test_faults_are_counted_beyond_the_limit), cmocka_unit_test(test_decoding_can_be_stopped), cmocka_unit_test(test_long_utf8_text_crosses_parts), cmocka_unit_test(test_written_fields_cannot_run))
