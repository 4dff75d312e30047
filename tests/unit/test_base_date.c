/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar, the eras, and dates as they are typed and shown. */
#include "unit.h"

#include <string.h>

#include "base/date.h"

static enum status era_table_load(struct era_table *out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	struct ini ini;
	enum status status = ini_parse(&ini, file, bytes, len, ERA_KINDS, diags);

	*out = (struct era_table){ .items = NULL };
	if (status == STATUS_OK) {
		status = era_table_make(out, &ini, file, diags);
		ini_done(&ini);
	}
	return status;
}

static const char era_ini[] = "[era.meiji]\nname.ja = \"明治\"\nname.en = \"Meiji\"\nletter = \"M\"\nfrom = \"1868-01-25\"\n"
			      "[era.taisho]\nname.ja = \"大正\"\nname.en = \"Taisho\"\nletter = \"T\"\nfrom = \"1912-07-30\"\n"
			      "[era.showa]\nname.ja = \"昭和\"\nname.en = \"Showa\"\nletter = \"S\"\nfrom = \"1926-12-25\"\n"
			      "[era.heisei]\nname.ja = \"平成\"\nname.en = \"Heisei\"\nletter = \"H\"\nfrom = \"1989-01-08\"\n"
			      "[era.reiwa]\nname.ja = \"令和\"\nname.en = \"Reiwa\"\nletter = \"R\"\nfrom = \"2019-05-01\"\n";

static void load(struct era_table *eras)
{
	assert_int_equal(era_table_load(eras, "era.ini", era_ini, sizeof era_ini - 1, NULL), STATUS_OK);
	assert_int_equal(eras->count, 5);
}

static void test_every_day_comes_back(void **state)
{
	date_days first, last, again;
	char iso[11];

	(void)state;
	assert_true(date_from_parts(1970, 1, 1, &first));
	assert_int_equal(first, 0);
	assert_true(date_from_parts(2026, 11, 20, &first));
	assert_int_equal(first, 20777);
	assert_true(date_from_parts(1868, 1, 1, &first));
	assert_true(date_from_parts(2200, 12, 31, &last));
	for (date_days day = first; day <= last; day++) {
		struct date_parts parts = date_to_parts(day);

		assert_true(date_from_parts(parts.year, parts.month, parts.day, &again));
		assert_int_equal(again, day);
		date_format_iso(day, iso);
		assert_true(date_parse_iso(iso, &again));
		assert_int_equal(again, day);
	}
	date_format_iso(DATE_NONE, iso);
	assert_string_equal(iso, "----------");
}

/* Whatever zone the machine is set to. */
static void test_days_are_those_of_japan(void **state)
{
	date_days day;

	(void)state;
	assert_true(date_from_parts(2026, 11, 22, &day));
	assert_int_equal(date_of_moment(1795273199), day - 1);
	assert_int_equal(date_second_of_day(1795273199), DATE_DAY_SECONDS - 1);
	assert_int_equal(date_of_moment(1795273200), day);
	assert_int_equal(date_second_of_day(1795273200), 0);
	assert_int_equal(date_of_moment((int64_t)day * DATE_DAY_SECONDS), day);
	assert_int_equal(date_of_moment(0), 0);
	assert_int_equal(date_of_moment(-DATE_JAPAN_SECONDS), 0);
	assert_int_equal(date_of_moment(-DATE_JAPAN_SECONDS - 1), -1);
	assert_int_equal(date_second_of_day(-DATE_JAPAN_SECONDS - 1), DATE_DAY_SECONDS - 1);
	assert_int_equal(date_of_moment(-DATE_JAPAN_SECONDS - DATE_DAY_SECONDS), -1);
}

static void test_iso_is_strict(void **state)
{
	static const char *const bad[] = { "",           "2026-11-2",  "2026-11-200", "2026/11/20", "2026-02-29", "2026-00-10", "2026-13-01",
					   "2026-04-31", "1867-12-31", "26-11-20",    " 2026-11-20", "2026-11-20 ", "2100-02-29", "２０２６-11-20" };
	date_days date = 5;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(date_parse_iso(bad[i], &date));
	assert_int_equal(date, 5);
	assert_true(date_parse_iso("2024-02-29", &date));
	assert_true(date_parse_iso("2000-02-29", &date));
}

static void test_typed_dates(void **state)
{
	static const struct {
		const char *typed, *iso;
	} good[] = {
		{ "2026-11-20", "2026-11-20" },     { "2026/11/20", "2026-11-20" },     { "2026/1/5", "2026-01-05" },
		{ "２０２６／１１／２０", "2026-11-20" }, { "2026年11月20日", "2026-11-20" }, { "R8.11.20", "2026-11-20" },
		{ "r8.11.20", "2026-11-20" },       { "Ｒ８．１１．２０", "2026-11-20" }, { "R1.5.1", "2019-05-01" },
		{ "令和元年5月1日", "2019-05-01" }, { "令和1年5月1日", "2019-05-01" },  { "平成31年4月30日", "2019-04-30" },
		{ "㋿８年11月20日", "2026-11-20" }, { "Reiwa 8-11-20", "2026-11-20" },  { "昭和64年1月7日", "1989-01-07" },
		{ "　令和 ８ 年 11 月 20 日", "2026-11-20" }, { "H31/4/30", "2019-04-30" }, { "2026−11−20", "2026-11-20" },
	};
	struct era_table eras;

	(void)state;
	load(&eras);
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		const char *why = NULL;
		date_days date;
		char iso[11];

		if (!date_parse(&eras, good[i].typed, &date, &why))
			fail_msg("%s: %s", good[i].typed, why);
		date_format_iso(date, iso);
		assert_string_equal(iso, good[i].iso);
		assert_null(why);
	}
	era_table_done(&eras);
}

static void test_typed_dates_are_refused_with_a_reason(void **state)
{
	static const struct {
		const char *typed, *reason;
	} bad[] = {
		{ "令和８年２月３０日", "no such day" }, { "平成31年5月1日", "had ended" }, { "令和元年4月30日", "had not begun" },
		{ "R0.1.1", "year 1" },                  { "昭和64年1月8日", "had ended" }, { "2026-02-29", "no such day" },
		{ "", "no date" },                       { "明日", "no date" },             { "2026-11/20", "no date" },
		{ "26-11-20", "no date" },               { "X8.11.20", "no date" },         { "R8.11", "no date" },
		{ "2026-11-20x", "no date" },            { "元年5月1日", "no date" },       { "2026-11-2²", "no date" },
		{ "R99999.1.1", "no date" },
	};
	struct era_table eras;

	(void)state;
	load(&eras);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const char *why = NULL;
		date_days date = 5;

		if (date_parse(&eras, bad[i].typed, &date, &why) || !strstr(why, bad[i].reason))
			fail_msg("%s: %s", bad[i].typed, why ? why : "taken");
		assert_int_equal(date, 5);
	}
	era_table_done(&eras);
}

static void check_formats(const struct era_table *eras, const char *iso, const char *ja, const char *tail)
{
	struct buf out;
	date_days date;

	buf_init(&out);
	assert_true(date_parse_iso(iso, &date));
	date_format(&out, eras, date, LANG_JA);
	assert_string_equal(out.data, ja);
	buf_clear(&out);
	date_format(&out, eras, date, LANG_EN);
	assert_string_equal(out.data, iso);
	buf_clear(&out);
	date_format_short(&out, eras, date);
	assert_string_equal(out.data, tail);
	buf_done(&out);
}

static void test_formats(void **state)
{
	struct era_table eras;

	(void)state;
	load(&eras);
	check_formats(&eras, "2026-11-20", "令和8年11月20日", "R8.11.20");
	check_formats(&eras, "2019-05-01", "令和元年5月1日", "R1.5.1");
	check_formats(&eras, "2019-04-30", "平成31年4月30日", "H31.4.30");
	check_formats(&eras, "1868-01-03", "1868年1月3日", "1868-01-03");
	era_table_done(&eras);
}

static void check_era_fault(const char *ini, const char *want)
{
	struct era_table eras;
	struct diag_list diags;
	struct buf out;

	diag_init(&diags);
	buf_init(&out);
	assert_int_equal(era_table_load(&eras, "era.ini", ini, strlen(ini), &diags), STATUS_INPUT);
	diag_write(&diags, &out);
	if (!strstr(out.data, want))
		fail_msg("%s is not in: %s", want, out.data);
	buf_done(&out);
	diag_done(&diags);
}

static void test_era_tables_are_checked(void **state)
{
	(void)state;
	check_era_fault("", "names no era");
	check_era_fault("[era.a]\nname.ja = \"甲\"\nname.en = \"A\"\nletter = \"ab\"\nfrom = \"2000-01-01\"\n", "era.ini:4: the letter");
	check_era_fault("[era.a]\nname.ja = \"甲\"\nname.en = \"A\"\nletter = \"A\"\nfrom = \"2000-01-01\"\n"
			"[era.b]\nname.ja = \"乙\"\nname.en = \"B\"\nletter = \"A\"\nfrom = \"1999-01-01\"\n",
			"era.ini:9: two eras");
	check_era_fault("[era.a]\nname.ja = \"甲\"\nname.en = \"A\"\nletter = \"A\"\nfrom = \"2000-01-01\"\n"
			"[era.b]\nname.ja = \"乙\"\nname.en = \"B\"\nletter = \"B\"\nfrom = \"1999-01-01\"\n",
			"era.ini:10: the era does not begin");
	check_era_fault("[era.a]\nname.ja = \"\"\nname.en = \"A\"\nletter = \"A\"\nfrom = \"2000-01-01\"\n", "may not be empty");
}

UNIT_MAIN(cmocka_unit_test(test_every_day_comes_back), cmocka_unit_test(test_days_are_those_of_japan), cmocka_unit_test(test_iso_is_strict), cmocka_unit_test(test_typed_dates),
	  cmocka_unit_test(test_typed_dates_are_refused_with_a_reason), cmocka_unit_test(test_formats),
	  cmocka_unit_test(test_era_tables_are_checked))
