/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates as an officer types them. A day is taken only when it exists and lies in the era that was named: a date in an era that had
 * ended is a slip more often than not, and silently moving it into the next era would put a day into a record that nobody wrote.
 */
#include "base/date.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Full-width forms and dashes to ASCII, one-character era signs to two characters, capitals to small letters, no blanks around. */
static char *narrow(const char *text)
{
	const char *end = text + strlen(text);
	struct buf out;
	size_t used;
	char *copy;

	buf_init(&out);
	for (; text < end; text += used) {
		uint32_t code = utf8_decode(text, end, &used);

		if (code >= 0xFF01 && code <= 0xFF5E)
			code -= 0xFEE0;
		if (code == 0x32FF || (code >= 0x337B && code <= 0x337E)) {
			char *sign = mem_strndup(text, used);
			char *two = utf8_fold(sign);

			buf_adds(&out, two);
			free(two);
			free(sign);
			continue;
		}
		if (code == ' ' || code == 0x3000)
			continue; /* no date needs a blank to be understood */
		if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0x30FC)
			code = '-';
		if (code >= 'A' && code <= 'Z')
			code += 'a' - 'A';
		utf8_encode(&out, code);
	}
	copy = buf_take(&out);
	buf_done(&out);
	return copy;
}

static bool take(const char **at, const char *word)
{
	size_t len = strlen(word);

	if (!len || strncmp(*at, word, len))
		return false;
	*at += len;
	return true;
}

/* One to `limit` digits, or -1. */
static int take_number(const char **at, int limit)
{
	int number = 0, count = 0;

	while (**at >= '0' && **at <= '9' && count < limit) {
		number = number * 10 + (**at - '0');
		(*at)++;
		count++;
	}
	return count && !(**at >= '0' && **at <= '9') ? number : -1;
}

/* The era a text begins with: a name in either language before a letter, which could be the first of a name. */
static const struct era *take_era(const struct era_table *eras, const char **at)
{
	for (size_t i = 0; i < eras->count; i++) {
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			char *name = narrow(eras->items[i].name.in[lang]);
			bool found = take(at, name);

			free(name);
			if (found)
				return &eras->items[i];
		}
	}
	for (size_t i = 0; i < eras->count; i++)
		if (**at == eras->items[i].letter - 'A' + 'a') {
			(*at)++;
			return &eras->items[i];
		}
	return NULL;
}

/* The three numbers; the marks between them are year, month and day, or the same separator twice. */
static bool take_parts(const char **at, bool in_era, struct date_parts *out)
{
	const char *start = *at;
	char separator;

	if (in_era && take(at, "元"))
		out->year = 1;
	else
		out->year = take_number(at, 4);
	if (out->year < 0 || (!in_era && *at - start != 4))
		return false;
	if (take(at, "年")) {
		out->month = take_number(at, 2);
		if (out->month < 0 || !take(at, "月"))
			return false;
		out->day = take_number(at, 2);
		return out->day >= 0 && take(at, "日") && !**at;
	}
	separator = **at;
	if (separator != '-' && separator != '/' && separator != '.')
		return false;
	(*at)++;
	out->month = take_number(at, 2);
	if (out->month < 0 || **at != separator)
		return false;
	(*at)++;
	out->day = take_number(at, 2);
	return out->day >= 0 && !**at;
}

static const char *check_day(const struct era_table *eras, const struct era *era, const struct date_parts *parts, date_days *out)
{
	int year = parts->year;
	date_days date;

	if (era) {
		if (year < 1)
			return _("The first year of an era is year 1.");
		year += date_to_parts(era->from).year - 1;
	}
	if (!date_from_parts(year, parts->month, parts->day, &date))
		return _("There is no such day in the calendar (years 1868 to 9999).");
	if (era && date < era->from)
		return _("That era had not begun on that day. Use the era before it, or the year of the Gregorian calendar.");
	if (era && era + 1 < eras->items + eras->count && date >= era[1].from)
		return _("That era had ended before that day. Use the era after it, or the year of the Gregorian calendar.");
	*out = date;
	return NULL;
}

bool date_parse(const struct era_table *eras, const char *text, date_days *out, const char **why)
{
	char *plain = narrow(text);
	const char *at = plain, *fault;
	const struct era *era = NULL;
	struct date_parts parts;

	if (*at < '0' || *at > '9')
		era = eras ? take_era(eras, &at) : NULL;
	if (!take_parts(&at, era != NULL, &parts))
		fault = _("This is no date. Write it like 2026-11-20, R8.11.20, or with the name of the era.");
	else
		fault = check_day(eras, era, &parts, out);
	free(plain);
	if (fault && why)
		*why = fault;
	return !fault;
}
