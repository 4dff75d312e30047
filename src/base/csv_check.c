/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting is cheap and comes first. That two encodings are mixed is seen line by line: Japanese text in CP932 is not well-formed UTF-8, but for a few rare
 * kanji, so that a line of Japanese UTF-8 among lines that are none was put there from another file. Read as CP932 it would give other words without a fault.
 */
#include "base/csv_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

#define ONES UINT64_C(0x0101010101010101)
#define LOW7 UINT64_C(0x7F7F7F7F7F7F7F7F)

/* How often a byte stands in a text; eight bytes at once. */
static size_t count_byte(const char *bytes, size_t len, unsigned char byte)
{
	size_t count = 0, i = 0;

	for (; i + sizeof(uint64_t) <= len; i += sizeof(uint64_t)) {
		uint64_t eight;

		memcpy(&eight, bytes + i, sizeof eight);
		eight ^= ONES * byte;
		eight = ~(((eight & LOW7) + LOW7) | eight | LOW7);
		count += ((eight >> 7) * ONES) >> 56;
	}
	for (; i < len; i++)
		count += (unsigned char)bytes[i] == byte;
	return count;
}

/* Cells of the first row, which ends at a line feed outside of quotes. */
static size_t header_cells(const char *bytes, size_t len)
{
	size_t count = 1;
	bool quoted = false;

	for (size_t i = 0; i < len && (quoted || bytes[i] != '\n') && count <= CSV_COLUMNS_MAX; i++) {
		if (bytes[i] == '"')
			quoted = !quoted;
		count += !quoted && bytes[i] == ',';
	}
	return count;
}

enum line_kind { LINE_ASCII, LINE_UTF8, LINE_OTHER };

/* Characters of two bytes do not show that a line is UTF-8: pairs of half-width kana in CP932 read as such. */
static enum line_kind kind_of(const char *line, size_t len)
{
	size_t at = 0, wide = 0;

	while (at < len && (unsigned char)line[at] < 0x80)
		at++;
	if (at == len)
		return LINE_ASCII;
	if (utf8_check(line + at, len - at) != len - at)
		return LINE_OTHER;
	for (; at < len; at++)
		wide += (unsigned char)line[at] >= 0xE2 && (unsigned char)line[at] <= 0xEF;
	return wide > 1 ? LINE_UTF8 : LINE_ASCII;
}

/* The lines of one kind: how many, and the first of them. */
struct lines {
	size_t count;
	int first;
};

static enum status check_encodings(const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	struct lines of[LINE_OTHER + 1] = { { 0, 0 } };
	const char *end = bytes + len;
	int line = 1;

	for (const char *at = bytes; at < end; line++) {
		const char *feed = memchr(at, '\n', (size_t)(end - at)), *stop = feed ? feed : end;
		struct lines *lines = &of[kind_of(at, (size_t)(stop - at))];

		if (lines->count++ == 0)
			lines->first = line;
		at = feed ? feed + 1 : end;
	}
	if (!of[LINE_UTF8].count || !of[LINE_OTHER].count)
		return STATUS_OK;
	if (of[LINE_UTF8].count <= of[LINE_OTHER].count)
		return diag_error(diags, STATUS_INPUT, file, of[LINE_UTF8].first,
			_("this line is in UTF-8 and the others, such as line %d, are not: parts of different files were put together; save all of it in one encoding (UTF-8 or CP932)"),
			of[LINE_OTHER].first);
	return diag_error(diags, STATUS_INPUT, file, of[LINE_OTHER].first,
		_("this line is not in UTF-8 and the others, such as line %d, are: parts of different files were put together; save all of it in one encoding (UTF-8 or CP932)"),
		of[LINE_UTF8].first);
}

enum status csv_check(const char *file, const char *bytes, size_t len, enum csv_encoding encoding, struct diag_list *diags)
{
	size_t lines = count_byte(bytes, len, '\n');

	if (lines > CSV_ROWS_MAX)
		return diag_error(diags, STATUS_INPUT, file, 0,
			_("the list has %zu lines and at most %d can be taken in; an official list has some hundreds, so see whether this is the right file"), lines, CSV_ROWS_MAX);
	if (count_byte(bytes, len, ',') > CSV_CELLS_MAX)
		return diag_error(diags, STATUS_INPUT, file, 0,
			_("the list has more than %d cells; an official list has some thousands, so see whether this is the right file"), CSV_CELLS_MAX);
	if (header_cells(bytes, len) > CSV_COLUMNS_MAX)
		return diag_error(diags, STATUS_INPUT, file, 1, _("the first line has more than %d columns; see whether this is the right file"), CSV_COLUMNS_MAX);
	if (encoding != CSV_AUTO || memchr(bytes, '\0', len) || utf8_check(bytes, len) == len)
		return STATUS_OK;
	return check_encodings(file, bytes, len, diags);
}
