/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendar days and Japanese eras. A date is a count of days, so that comparing and subtracting are plain integers. Eras come from
 * data/catalogue/era.ini: a new era is a new section there.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/ini.h"
#include "base/i18n.h"
#include "base/mem.h"

typedef int32_t date_days; /* days since 1970-01-01, proleptic Gregorian */

#define DATE_NONE INT32_MIN

struct date_parts {
	int year, month, day;
};

bool date_from_parts(int year, int month, int day, date_days *out); /* false for a day that does not exist; years 1868 to 9999 */
struct date_parts date_to_parts(date_days date);
/*
 * The day of a moment in UTC seconds. Everything is dated by the clock on the wall of the ministry, whatever zone a machine is set to: what is done, what
 * allows it, what checks it afterwards and what is shown of it then name one and the same day.
 */
enum { DATE_DAY_SECONDS = 86400, DATE_JAPAN_SECONDS = 9 * 3600 };
date_days date_of_moment(int64_t seconds_utc);
/* Seconds since that day began. */
int date_second_of_day(int64_t seconds_utc);
/* Strict "YYYY-MM-DD". */
bool date_parse_iso(const char *text, date_days *out);
/* Writes 10 characters and a NUL. */
void date_format_iso(date_days date, char out[11]);

struct era {
	struct text name; /* e.g. Reiwa */
	char letter;      /* upper case ASCII */
	date_days from;
};
struct era_table {
	struct arena arena;
	struct era *items; /* oldest first */
	size_t count;
};
/* The sections of era.ini, for ini_parse. */
extern const struct ini_kind ERA_KINDS[];
/* Makes the table of parsed sections. STATUS_INPUT with every fault and nothing in `out` when their content is bad. */
enum status era_table_make(struct era_table *out, const struct ini *ini, const char *file, struct diag_list *diags);
void era_table_done(struct era_table *eras);

/*
 * What an officer may type: 2026-11-20, 2026/11/20, R8.11.20, an era name with year, month and day, the first year as a word, full-width
 * digits. False when it is no date or the day does not exist in that era; *why is then a message (static, translated).
 */
bool date_parse(const struct era_table *eras, const char *text, date_days *out, const char **why);
/* Era form in Japanese without zero padding and with the first year as a word, ISO in English. Appends. */
void date_format(struct buf *out, const struct era_table *eras, date_days date, enum lang lang);
/* Short form for tables: R8.11.20. Appends; ISO where no era fits. */
void date_format_short(struct buf *out, const struct era_table *eras, date_days date);

#endif
