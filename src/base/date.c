/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calendar: days counted from the civil epoch with years that begin in March, so that the leap day comes last and months need no
 * table. The form of a Japanese date (year, month and day marks, the word for a first year) is a notation and therefore stands here;
 * the eras are data.
 */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "base/ini.h"

enum { YEAR_FIRST = 1868, YEAR_LAST = 9999, ERA_DAYS = 146097, EPOCH_SHIFT = 719468 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
	if (month == 2)
		return is_leap(year) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool date_from_parts(int year, int month, int day, date_days *out)
{
	int y, of_cycle, of_year;

	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return false;
	/* Years from March on; the years allowed are positive, so plain division is floor division. */
	y = year - (month <= 2);
	of_cycle = y % 400;
	of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	*out = y / 400 * ERA_DAYS + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - EPOCH_SHIFT;
	return true;
}

struct date_parts date_to_parts(date_days date)
{
	int64_t days = (int64_t)date + EPOCH_SHIFT;
	int64_t cycle = (days >= 0 ? days : days - (ERA_DAYS - 1)) / ERA_DAYS;
	int of_cycle = (int)(days - cycle * ERA_DAYS);
	int year = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
	int of_year = of_cycle - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;
	struct date_parts parts = {
		.day = of_year - (153 * month + 2) / 5 + 1,
		.month = month < 10 ? month + 3 : month - 9,
	};

	parts.year = (int)(cycle * 400) + year + (parts.month <= 2);
	return parts;
}

/* Moments before 1970 have a day as well. */
date_days date_of_moment(int64_t seconds_utc)
{
	int64_t day = seconds_utc / DATE_DAY_SECONDS, rest = seconds_utc % DATE_DAY_SECONDS + DATE_JAPAN_SECONDS;
	if (rest < 0)
		day--;
	else if (rest >= DATE_DAY_SECONDS)
		day++;
	return (date_days)day;
}

int date_second_of_day(int64_t seconds_utc)
{
	return (int)((seconds_utc % DATE_DAY_SECONDS + DATE_JAPAN_SECONDS + DATE_DAY_SECONDS) % DATE_DAY_SECONDS);
}

bool date_parse_iso(const char *text, date_days *out)
{
	int part[3] = { 0, 0, 0 }, index = 0;

	for (int i = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			if (text[i] != '-')
				return false;
			index++;
		} else {
			if (text[i] < '0' || text[i] > '9')
				return false;
			part[index] = part[index] * 10 + (text[i] - '0');
		}
	}
	return !text[10] && date_from_parts(part[0], part[1], part[2], out);
}

void date_format_iso(date_days date, char out[11])
{
	struct date_parts parts = date_to_parts(date);

	/* A date outside the years that are allowed (DATE_NONE above all) has no ten-character form. */
	if (parts.year < YEAR_FIRST || parts.year > YEAR_LAST) {
		memcpy(out, "----------", 11);
		return;
	}
	for (int i = 3; i >= 0; i--, parts.year /= 10)
		out[i] = (char)('0' + parts.year % 10);
	out[4] = out[7] = '-';
	out[5] = (char)('0' + parts.month / 10);
	out[6] = (char)('0' + parts.month % 10);
	out[8] = (char)('0' + parts.day / 10);
	out[9] = (char)('0' + parts.day % 10);
	out[10] = '\0';
}

static void load_era(struct era_table *out, const struct ini_section *section, struct diag_list *diags)
{
	struct era *era = &out->items[out->count++];
	const char *letter = ini_get(section, "letter");

	*era = (struct era){ .name = ini_get_text(section, "name", &out->arena), .letter = letter[0] };
	date_parse_iso(ini_get(section, "from"), &era->from);
	if (letter[0] < 'A' || letter[0] > 'Z' || letter[1])
		diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "letter"),
			   _("the letter of an era is \"%s\"; one capital letter A to Z is allowed"), letter);
	if (!era->name.in[LANG_JA][0] || !era->name.in[LANG_EN][0])
		diag_error(diags, STATUS_INPUT, section->file, section->line, _("the name of an era may not be empty"));
	for (size_t i = 0; i + 1 < out->count; i++)
		if (out->items[i].letter == era->letter)
			diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "letter"), _("two eras have the letter %c"),
				   era->letter);
	if (out->count > 1 && out->items[out->count - 2].from >= era->from)
		diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "from"),
			   _("the era does not begin after the one before it; eras stand oldest first"));
}

static const struct ini_key ERA_KEYS[] = {
	{ .pattern = "name.@", .type = INI_TEXT, .required = true },
	{ .pattern = "letter", .type = INI_WORD, .required = true },
	{ .pattern = "from", .type = INI_DATE, .required = true },
	{ .pattern = NULL },
};
const struct ini_kind ERA_KINDS[] = { { .kind = "era", .keys = ERA_KEYS }, { .kind = NULL } };

enum status era_table_make(struct era_table *out, const struct ini *ini, const char *file, struct diag_list *diags)
{
	struct diag_list own;
	enum status status;

	*out = (struct era_table){ .items = NULL };
	arena_init(&out->arena);
	diag_init(&own);
	out->items = arena_alloc(&out->arena, ini->count * sizeof *out->items);
	for (size_t i = 0; i < ini->count; i++)
		load_era(out, &ini->sections[i], &own);
	if (!ini->count)
		diag_error(&own, STATUS_INPUT, file, 0, _("the file names no era; at least one [era.NAME] is needed"));
	status = diag_status(&own);
	if (status != STATUS_OK)
		era_table_done(out);
	if (diags)
		diag_move(diags, &own);
	diag_done(&own);
	return status;
}

void era_table_done(struct era_table *eras)
{
	arena_done(&eras->arena);
	eras->items = NULL;
	eras->count = 0;
}

static const struct era *era_of(const struct era_table *eras, date_days date)
{
	for (size_t i = eras ? eras->count : 0; i-- > 0;)
		if (eras->items[i].from <= date)
			return &eras->items[i];
	return NULL;
}

static void format_iso(struct buf *out, date_days date)
{
	char iso[11];

	date_format_iso(date, iso);
	buf_adds(out, iso);
}

void date_format(struct buf *out, const struct era_table *eras, date_days date, enum lang lang)
{
	const struct era *era = era_of(eras, date);
	struct date_parts parts = date_to_parts(date);
	int year = parts.year;

	if (lang != LANG_JA || parts.year < YEAR_FIRST || parts.year > YEAR_LAST) {
		format_iso(out, date);
		return;
	}
	if (era) {
		buf_adds(out, era->name.in[LANG_JA]);
		year -= date_to_parts(era->from).year - 1;
	}
	if (era && year == 1)
		buf_adds(out, "元");
	else
		buf_addf(out, "%d", year);
	buf_addf(out, "年%d月%d日", parts.month, parts.day);
}

void date_format_short(struct buf *out, const struct era_table *eras, date_days date)
{
	const struct era *era = era_of(eras, date);
	struct date_parts parts = date_to_parts(date);

	if (!era || parts.year > YEAR_LAST)
		format_iso(out, date);
	else
		buf_addf(out, "%c%d.%d.%d", era->letter, parts.year - date_to_parts(era->from).year + 1, parts.month, parts.day);
}
