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

enum { FOUND_CELLS = 60, ROWS_FIRST = 64 };

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

/* Two numbers of one list that are the same once folded have the same hash, which is never 0. */
static uint32_t number_hash(const struct listing *row, const char *folded)
{
	uint32_t hash = 2166136261u ^ (uint32_t)row->list;

	for (; *folded; folded++)
		hash = (hash ^ (unsigned char)*folded) * 16777619u;
	hash ^= hash >> 15;
	return hash ? hash : 1;
}

static uint32_t read_number(struct reading *reading, const struct csv_row *row, const struct listing *out)
{
	const char *folded = fold_scratch(reading, out->number);

	if (!*folded)
		reading_fault(reading, row->line, COLUMN_NUMBER, out->number, _("a registration number"));
	else if (listing_shelf_of(out->list) == SHELF_SERVICES && !number_usual(folded))
		diag_warning(reading->diags, reading->file, row->line, _("the registration number \"%s\" is not of the usual form Cyy-nnnn-n"), out->number);
	return *folded ? number_hash(out, folded) : 0;
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

static int read_coded(struct reading *reading, const struct csv_row *row, enum column column)
{
	switch (column) {
	case COLUMN_LIST: return read_word(reading, row, column, WORDS_LIST, LISTING_LIST_UNKNOWN);
	case COLUMN_STATUS: return read_word(reading, row, column, WORDS_STATUS, LISTING_STATUS_UNKNOWN);
	case COLUMN_LEVEL: return read_word(reading, row, column, WORDS_LEVEL, 0);
	case COLUMN_FORMS: return (int)read_forms(reading, row);
	default: return read_date(reading, row, column);
	}
}

/* A cell with a fault is read anew each time, so that the fault is told each time. */
static const struct coded *look_up(struct reading *reading, const struct csv_row *row, enum column column, struct texts *texts, struct coded *own)
{
	const char *cell = reading_cell(reading, row, column);
	struct coded *place = reading->memory ? reading_memory_cell(reading->memory, column, cell) : NULL;
	size_t faults = reading->faults;

	if (place && place->cell)
		return place;
	own->value = read_coded(reading, row, column);
	fold_scratch(reading, cell);
	own->folded = texts_add(texts, reading->folded.data, reading->folded.len);
	if (!place || reading->faults != faults)
		return own;
	*place = (struct coded){ .cell = cell, .folded = own->folded, .value = own->value };
	return place;
}

/* What a search finds of a row beyond its texts: the cells of the source that the row keeps as numbers. */
static char *read_words(struct reading *reading, const struct coded *const cells[CODED_COUNT], bool remembered, struct texts *texts)
{
	char **place = remembered ? reading_memory_words(reading->memory, cells) : NULL, *words;

	if (place && *place)
		return *place;
	buf_clear(&reading->words);
	for (int i = 0; i < CODED_COUNT; i++) {
		if (i)
			buf_addc(&reading->words, SEARCH_SEPARATOR);
		buf_adds(&reading->words, cells[i]->folded);
	}
	words = texts_add(texts, reading->words.data, reading->words.len);
	if (place)
		*place = words;
	return words;
}

/* The cell itself, which lives as long as the text of the reader; a copy only where it is not in NFC. */
static char *read_text(const struct reading *reading, const struct csv_row *row, enum column column, struct texts *texts)
{
	const char *cell;
	char *normal, *copy;

	if (reading->at[column] == SIZE_MAX)
		return reading->empty;
	cell = row->fields[reading->at[column]];
	if (utf8_is_nfc(cell))
		return reading->csv->text + (cell - reading->csv->text);
	normal = utf8_nfc(cell);
	copy = texts_add(texts, normal, strlen(normal));
	free(normal);
	return copy;
}

static void make_room(struct reading *reading, struct snapshot *snapshot)
{
	if (snapshot->count < reading->capacity)
		return;
	reading->capacity = reading->capacity ? reading->capacity * 2 : ROWS_FIRST;
	snapshot->rows = mem_grow(snapshot->rows, reading->capacity, sizeof *snapshot->rows);
	snapshot->words = mem_grow(snapshot->words, reading->capacity, sizeof *snapshot->words);
	reading->numbers = mem_grow(reading->numbers, reading->capacity, sizeof *reading->numbers);
	if (reading->capacity > ROWS_FIRST && !reading->memory)
		reading->memory = reading_memory_new();
}

void reading_row(struct reading *reading, const struct csv_row *row, struct snapshot *snapshot)
{
	const struct column_map *map = reading->map;
	const struct coded *cells[CODED_COUNT];
	struct coded own[CODED_COUNT] = { { .value = 0 } };
	struct texts *texts = &snapshot->texts;
	bool remembered = reading->memory != NULL;
	struct listing *out;

	make_room(reading, snapshot);
	out = &snapshot->rows[snapshot->count];
	*out = (struct listing){ .number = read_text(reading, row, COLUMN_NUMBER, texts), .name = read_text(reading, row, COLUMN_NAME, texts),
		.provider = read_text(reading, row, COLUMN_PROVIDER, texts), .scope = read_text(reading, row, COLUMN_SCOPE, texts),
		.regions = read_text(reading, row, COLUMN_REGIONS, texts), .functions = read_text(reading, row, COLUMN_FUNCTIONS, texts),
		.note = read_text(reading, row, COLUMN_NOTE, texts), .line = row->line };
	for (int i = 0; i < CODED_COUNT; i++) {
		cells[i] = look_up(reading, row, (enum column)(CODED_FIRST + i), texts, &own[i]);
		remembered = remembered && cells[i] != &own[i];
		if (i > 0)
			continue;
		/* The list comes first, because it says what a number looks like; then faults are told in the order of a row. */
		out->list = map->has_list ? map->list : (enum listing_list)cells[i]->value;
		reading->numbers[snapshot->count] = read_number(reading, row, out);
	}
	out->status = (enum listing_status)cells[COLUMN_STATUS - CODED_FIRST]->value;
	out->forms = (unsigned)cells[COLUMN_FORMS - CODED_FIRST]->value;
	out->level = (unsigned)cells[COLUMN_LEVEL - CODED_FIRST]->value;
	out->registered_on = cells[COLUMN_REGISTERED_ON - CODED_FIRST]->value;
	out->expires_on = cells[COLUMN_EXPIRES_ON - CODED_FIRST]->value;
	if (out->registered_on != DATE_NONE && out->expires_on != DATE_NONE && out->expires_on < out->registered_on)
		diag_warning(reading->diags, reading->file, row->line, _("the registration of \"%s\" ends before it begins"), out->number);
	snapshot->words[snapshot->count++] = read_words(reading, cells, remembered, texts);
}
