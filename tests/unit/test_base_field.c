/* SPDX-License-Identifier: Apache-2.0 */
/* The fields of canonical bytes: what is written comes back, has one spelling, and no other spelling is read. */
#include "unit.h"

#include <string.h>

#include "base/field.h"

static const uint8_t key[32] = { 1, 2, 0xfe, [31] = 0x0a };
static const char key_hex[] = "0102fe000000000000000000000000000000000000000000000000000000000a";

static date_days day_of(int year, int month, int day)
{
	date_days out = DATE_NONE;

	assert_true(date_from_parts(year, month, day, &out));
	return out;
}

static void test_one_spelling(void **state)
{
	struct digest digest;
	struct buf out;

	(void)state;
	memcpy(digest.bytes, key, sizeof digest.bytes);
	buf_init(&out);
	field_add_number(&out, 0);
	field_add_number(&out, 1234);
	field_add_day(&out, DATE_NONE);
	field_add_day(&out, day_of(2026, 11, 21));
	field_add_digest(&out, NULL);
	field_add_digest(&out, &digest);
	field_add_key(&out, NULL);
	field_add_key(&out, key);
	buf_add(&out, "", 1);
	assert_string_equal(out.data, "1:0,4:1234,0:,10:2026-11-21,0:,64:0102fe000000000000000000000000000000000000000000000000000000000a,"
		"0:,64:0102fe000000000000000000000000000000000000000000000000000000000a,");
	buf_done(&out);
}

static void test_comes_back(void **state)
{
	struct buf out;
	const char *at, *end;
	struct digest digest;
	uint8_t same[32];
	int64_t number;
	date_days day;
	char text[5];

	(void)state;
	buf_init(&out);
	field_add_number(&out, INT64_C(999999999999999999));
	field_add_day(&out, day_of(2019, 5, 1));
	field_add_day(&out, DATE_NONE);
	field_add_key(&out, key);
	field_add_key(&out, key);
	buf_add_nettext(&out, "word");
	at = out.data;
	end = at + out.len;
	assert_true(field_read_number(&at, end, 0, INT64_MAX, &number));
	assert_int_equal(number, INT64_C(999999999999999999));
	assert_true(field_read_day(&at, end, &day));
	assert_int_equal(day, day_of(2019, 5, 1));
	assert_true(field_read_day(&at, end, &day));
	assert_int_equal(day, DATE_NONE);
	assert_true(field_read_digest(&at, end, &digest));
	assert_memory_equal(digest.bytes, key, sizeof key);
	assert_true(field_read_key(&at, end, same));
	assert_memory_equal(same, key, sizeof key);
	assert_true(field_read_text(&at, end, text, sizeof text));
	assert_string_equal(text, "word");
	assert_ptr_equal(at, end);
	assert_false(field_read_text(&at, end, text, sizeof text));
	buf_done(&out);
}

/* What `written` is read as: n for a number from 0 to 99, d for a day, h for a digest, t for a text of at most four bytes. */
static bool reads(char what, const char *written, size_t len)
{
	const char *at = written;
	struct digest digest;
	int64_t number;
	date_days day;
	char text[5];

	switch (what) {
	case 'n': return field_read_number(&at, written + len, 0, 99, &number);
	case 'd': return field_read_day(&at, written + len, &day);
	case 'h': return field_read_digest(&at, written + len, &digest);
	default: return field_read_text(&at, written + len, text, sizeof text);
	}
}

static void test_no_other(void **state)
{
	static const struct {
		char what;
		const char *written;
		bool good;
	} cases[] = {
		{ 'n', "2:99,", true }, { 'n', "3:100,", false }, { 'n', "2:01,", false }, { 'n', "2: 1,", false }, { 'n', "2:+1,", false }, { 'n', "0:,", false },
		{ 'n', "1:9", false }, { 'n', "30:000000000000000000000000000001,", false },
		{ 'd', "0:,", true }, { 'd', "10:2026-02-28,", true }, { 'd', "10:2026-02-29,", false }, { 'd', "9:2026-2-28,", false },
		{ 'd', "11:2026-02-28 ,", false },
		{ 'h', "0:,", false }, { 'h', "64:0102fe000000000000000000000000000000000000000000000000000000000a,", true },
		{ 'h', "64:0102FE000000000000000000000000000000000000000000000000000000000A,", false },
		{ 'h', "62:02fe000000000000000000000000000000000000000000000000000000000a,", false },
		{ 't', "4:word,", true }, { 't', "5:words,", false }, { 't', "0:,", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (reads(cases[i].what, cases[i].written, strlen(cases[i].written)) != cases[i].good)
			fail_msg("%c: \"%s\" was %s", cases[i].what, cases[i].written, cases[i].good ? "refused" : "taken");
	assert_false(reads('t', "2:a\0,", 5));
}

static void test_absent(void **state)
{
	struct digest digest;
	date_days day = 7;
	bool there = true;

	(void)state;
	assert_true(field_digest_of("", &there, &digest));
	assert_false(there);
	assert_true(field_digest_of(key_hex, &there, &digest));
	assert_true(there);
	assert_memory_equal(digest.bytes, key, sizeof key);
	assert_false(field_digest_of("0102", &there, &digest));
	assert_true(field_day_of("", &day));
	assert_int_equal(day, DATE_NONE);
	assert_false(field_day_of("2026-13-01", &day));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_spelling),
		cmocka_unit_test(test_comes_back),
		cmocka_unit_test(test_no_other),
		cmocka_unit_test(test_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
