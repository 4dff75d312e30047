/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One delivered row becomes one listing. A cell that cannot be understood is a fault and never a guess; an empty cell is not a fault: what
 * the source does not state stays unknown. Texts stay as delivered, in NFC; they are made safe where they are shown.
 */
#include "registry/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { FOUND_CELLS = 60 };

void reading_fault(struct reading *reading, int line, enum column column, const char *found, const char *allowed)
{
	size_t len = strlen(found), fits = utf8_fit(found, len, FOUND_CELLS);
	char *shown;

	if (reading->faults++ >= REPORTED_FAULTS)
		return;
	shown = mem_strndup(found, fits);
	diag_error(reading->diags, STATUS_INPUT, reading->file, line, _("column \"%s\": found \"%s%s\"; allowed: %s"), reading->map->headers[column],
		shown, fits < len ? "..." : "", allowed);
	free(shown);
}

const char *reading_cell(const struct reading *reading, const struct csv_row *row, enum column column)
{
	return reading->at[column] == SIZE_MAX ? "" : row->fields[reading->at[column]];
}

/* Registration numbers of the lists look like C21-0001-2. */
static bool number_usual(const char *folded)
{
	static const char shape[] = "c00-0000-0";

	for (size_t i = 0; i < sizeof shape; i++) {
		bool digit = folded[i] >= '0' && folded[i] <= '9';

		if (shape[i] == '0' ? !digit : folded[i] != shape[i])
			return false;
	}
	return true;
}

/* A folded cell, until the next one is folded. */
static const char *fold_scratch(struct reading *reading, const char *cell)
{
	buf_clear(&reading->folded);
	fold_cell_add(&reading->folded, cell);
	return reading->folded.data;
}

static void read_number(struct reading *reading, const struct csv_row *row, struct listing *out)
{
	const char *folded = fold_scratch(reading, out->number);

	if (!*folded)
		reading_fault(reading, row->line, COLUMN_NUMBER, out->number, _("a registration number"));
	else if (listing_shelf_of(out->list) == SHELF_SERVICES && !number_usual(folded))
		diag_warning(reading->diags, reading->file, row->line, _("the registration number \"%s\" is not of the usual form Cyy-nnnn-n"), out->number);
}

/* One word of a group; `missing` where the cell is empty. */
static int read_word(struct reading *reading, const struct csv_row *row, enum column column, enum word_group group, int missing)
{
	const struct map_words *words = &reading->map->words[group];
	const char *cell = reading_cell(reading, row, column);
	const char *folded = fold_scratch(reading, cell);
	const struct map_word *word = map_word_find(words, folded);
	char *allowed;
	int value = word ? word->value : missing;

	if (!word && *folded) {
		allowed = map_words_allowed(words);
		reading_fault(reading, row->line, column, cell, allowed);
		free(allowed);
	}
	return value;
}

/* Bytes of the separator at `at` within a cell of several words, 0 for none. Folding has made the wide forms narrow. */
static size_t separator_at(const char *at)
{
	static const char *const marks[] = { "/", ",", ";", "+", "\xe3\x80\x81" /* ideographic comma */, "\xe3\x83\xbb" /* middle dot */ };

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (strncmp(at, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

/* A cell may name several forms; the whole cell is tried first, because a word of the source may hold a separator itself. */
static unsigned read_forms(struct reading *reading, const struct csv_row *row)
{
	const struct map_words *words = &reading->map->words[WORDS_FORMS];
	const char *cell = reading_cell(reading, row, COLUMN_FORMS);
	const char *folded = fold_scratch(reading, cell);
	const struct map_word *word = map_word_find(words, folded);
	char *allowed;
	unsigned forms = word ? (unsigned)word->value : 0;
	bool bad = false;

	for (const char *at = folded; !word && *at;) {
		const char *end = at;
		char *part, *trimmed;
		const struct map_word *one;

		while (*end && !separator_at(end))
			end++;
		part = mem_strndup(at, (size_t)(end - at));
		trimmed = trim_cell(part);
		one = map_word_find(words, trimmed);
		bad = bad || !one;
		forms |= one ? (unsigned)one->value : 0;
		free(trimmed);
		free(part);
		at = end + separator_at(end);
	}
	if (bad) {
		allowed = map_words_allowed(words);
		reading_fault(reading, row->line, COLUMN_FORMS, cell, allowed);
		free(allowed);
	}
	return forms;
}

/* The reader of dates says what is wrong with it, which is more than what would be allowed. */
static void date_fault(struct reading *reading, int line, enum column column, const char *found, const char *why)
{
	size_t len = strlen(found), fits = utf8_fit(found, len, FOUND_CELLS);
	char *shown;

	if (reading->faults++ >= REPORTED_FAULTS)
		return;
	shown = mem_strndup(found, fits);
	diag_error(reading->diags, STATUS_INPUT, reading->file, line, _("column \"%s\": \"%s%s\": %s"), reading->map->headers[column], shown,
		fits < len ? "..." : "", why);
	free(shown);
}

static date_days read_date(struct reading *reading, const struct csv_row *row, enum column column)
{
	char *text = trim_cell(reading_cell(reading, row, column));
	const char *why = NULL;
	date_days date = DATE_NONE;

	if (*text && !date_parse(reading->eras, text, &date, &why)) {
		date_fault(reading, row->line, column, text, why ? why : "");
		date = DATE_NONE;
	}
	free(text);
	return date;
}

void reading_row(struct reading *reading, const struct csv_row *row, struct texts *texts, struct listing *out)
{
	const struct column_map *map = reading->map;

	*out = (struct listing){
		.number = texts_add_nfc(texts, reading_cell(reading, row, COLUMN_NUMBER)),
		.name = texts_add_nfc(texts, reading_cell(reading, row, COLUMN_NAME)),
		.provider = texts_add_nfc(texts, reading_cell(reading, row, COLUMN_PROVIDER)),
		.scope = texts_add_nfc(texts, reading_cell(reading, row, COLUMN_SCOPE)),
		.regions = texts_add_nfc(texts, reading_cell(reading, row, COLUMN_REGIONS)),
		.functions = texts_add_nfc(texts, reading_cell(reading, row, COLUMN_FUNCTIONS)),
		.note = texts_add_nfc(texts, reading_cell(reading, row, COLUMN_NOTE)),
		.line = row->line,
	};
	out->list = map->has_list ? map->list : (enum listing_list)read_word(reading, row, COLUMN_LIST, WORDS_LIST, LISTING_LIST_UNKNOWN);
	read_number(reading, row, out);
	out->status = (enum listing_status)read_word(reading, row, COLUMN_STATUS, WORDS_STATUS, LISTING_STATUS_UNKNOWN);
	out->forms = read_forms(reading, row);
	out->level = read_word(reading, row, COLUMN_LEVEL, WORDS_LEVEL, 0);
	out->registered_on = read_date(reading, row, COLUMN_REGISTERED_ON);
	out->expires_on = read_date(reading, row, COLUMN_EXPIRES_ON);
	if (out->registered_on != DATE_NONE && out->expires_on != DATE_NONE && out->expires_on < out->registered_on)
		diag_warning(reading->diags, reading->file, row->line, _("the registration of \"%s\" ends before it begins"), out->number);
}
