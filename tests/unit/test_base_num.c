/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers and amounts of money: the strict spelling, what an officer types, and the way back. */
#include "unit.h"

#include "base/buf.h"
#include "base/num.h"

enum { UNTOUCHED = -77 };

struct reading {
	const char *text;
	bool ok;
	int64_t value;
};

static void check(const struct reading *readings, size_t count, bool (*parse)(const char *, int64_t *))
{
	for (size_t i = 0; i < count; i++) {
		int64_t value = UNTOUCHED;
		bool ok = parse(readings[i].text, &value);

		if (ok != readings[i].ok || value != (ok ? readings[i].value : UNTOUCHED))
			fail_msg("\"%s\" was %s as %lld", readings[i].text, ok ? "taken" : "refused", (long long)value);
	}
}

#define CHECK(parse, ...) \
	do { \
		const struct reading readings[] = { __VA_ARGS__ }; \
		check(readings, sizeof readings / sizeof readings[0], parse); \
	} while (0)

static void test_int(void **state)
{
	(void)state;
	CHECK(num_parse_int, { "0", true, 0 }, { "12", true, 12 }, { "999999999999999999", true, INT64_C(999999999999999999) },
	      { "1000000000000000000", false, 0 }, { "99999999999999999999", false, 0 }, { "", false, 0 }, { "010", false, 0 },
	      { "-1", false, 0 }, { "+1", false, 0 }, { " 1", false, 0 }, { "1 ", false, 0 }, { "0x1F", false, 0 }, { "1a", false, 0 },
	      { "１", false, 0 });
}

static void test_milli(void **state)
{
	(void)state;
	CHECK(num_parse_milli, { "12", true, 12000 }, { "1.5", true, 1500 }, { "-3", true, -3000 }, { "0.001", true, 1 },
	      { "-0.5", true, -500 }, { "999999999999999.999", true, INT64_C(999999999999999999) }, { "1000000000000000", false, 0 },
	      { "1.2345", false, 0 }, { "1.", false, 0 }, { ".5", false, 0 }, { "-", false, 0 }, { "", false, 0 }, { "-0", false, 0 },
	      { "00", false, 0 }, { "1e3", false, 0 }, { "--1", false, 0 }, { "1,000", false, 0 });
}

static void test_typed_milli(void **state)
{
	(void)state;
	CHECK(num_parse_typed_milli, { "１２．５", true, 12500 }, { "1,000", true, 1000000 }, { "１，２３４，５６７", true, INT64_C(1234567000) },
	      { "－３", true, -3000 }, { "−3", true, -3000 }, { "＋3", true, 3000 }, { "　8760 ", true, 8760000 }, { "12,34", false, 0 },
	      { "1,0000", false, 0 }, { ",100", false, 0 }, { "1234,567", false, 0 }, { "1,,000", false, 0 }, { "10²", false, 0 },
	      { "①", false, 0 }, { "", false, 0 }, { "+-3", false, 0 }, { "1.000,5", false, 0 }, { "一", false, 0 });
}

static void test_typed_yen(void **state)
{
	(void)state;
	CHECK(num_parse_typed_yen, { "1200000", true, 1200000 }, { "1,200,000円", true, 1200000 }, { "１，２００円", true, 1200 },
	      { "300 yen", true, 300 }, { "0", true, 0 }, { "-1", false, 0 }, { "－１円", false, 0 }, { "1.5", false, 0 }, { "円", false, 0 },
	      { "1,20円", false, 0 }, { "100円円", false, 0 }, { "1000000000000000000", false, 0 });
}

static void check_format(void (*format)(struct buf *, int64_t), int64_t value, const char *want)
{
	struct buf out;

	buf_init(&out);
	format(&out, value);
	assert_string_equal(out.data, want);
	buf_done(&out);
}

static void test_formats(void **state)
{
	(void)state;
	check_format(num_format_milli, 12000, "12");
	check_format(num_format_milli, 1500, "1.5");
	check_format(num_format_milli, -1, "-0.001");
	check_format(num_format_milli, 0, "0");
	check_format(num_format_milli, 100, "0.1");
	check_format(num_format_milli, INT64_MIN, "-9223372036854775.808");
	check_format(num_format_yen, 0, "0");
	check_format(num_format_yen, 999, "999");
	check_format(num_format_yen, 1000, "1,000");
	check_format(num_format_yen, 1234567, "1,234,567");
	check_format(num_format_yen, -123456, "-123,456");
}

UNIT_MAIN(cmocka_unit_test(test_int), cmocka_unit_test(test_milli), cmocka_unit_test(test_typed_milli), cmocka_unit_test(test_typed_yen),
	  cmocka_unit_test(test_formats))
