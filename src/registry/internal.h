/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of registry/ share: a column map as loaded, and the steps of reading a list. Nothing outside this room includes it. */
#ifndef REGISTRY_INTERNAL_H
#define REGISTRY_INTERNAL_H

#include "base/buf.h"
#include "base/mem.h"
#include "registry/registry.h"

/* Our fields. The texts come first and in the order in which they stand in the search text: the number must be the first. */
enum column {
	COLUMN_NUMBER, COLUMN_NAME, COLUMN_PROVIDER, COLUMN_SCOPE, COLUMN_REGIONS, COLUMN_FUNCTIONS, COLUMN_NOTE,
	COLUMN_LIST, COLUMN_STATUS, COLUMN_FORMS, COLUMN_LEVEL, COLUMN_REGISTERED_ON, COLUMN_EXPIRES_ON, COLUMN_COUNT
};
/* The fields whose cells are words of the source. */
enum word_group { WORDS_LIST, WORDS_STATUS, WORDS_FORMS, WORDS_LEVEL, WORDS_COUNT };

struct map_word {
	const char *folded, *shown;
	int value;
};
struct map_words {
	struct map_word *items;
	size_t count, capacity;
};
struct column_map {
	const char *name;
	unsigned layer; /* which file it came from: a later one stands above */
	struct text title;
	bool has_list; /* every row is of `list` */
	enum listing_list list;
	const char *headers[COLUMN_COUNT]; /* as in the file; NULL where the source has no such column */
	const char *folded[COLUMN_COUNT];
	struct map_words words[WORDS_COUNT];
};
struct column_maps {
	struct arena arena;
	struct column_map *items;
	size_t count, capacity;
	unsigned layers;
};

/* The keys of our fields in a map, "column.number". */
extern const char *const column_keys[COLUMN_COUNT];
/* What each words.* key stands for. Our own word is always understood, too. */
struct word_target {
	const char *key, *own;
	enum word_group group;
	int value;
};
#define WORD_TARGETS 15
extern const struct word_target word_targets[WORD_TARGETS];

/* column_maps_load; where the file was read without a fault before, only the map `known` of it, and without the second reader. */
enum status column_maps_read(struct column_maps **out, const char *file, const char *bytes, size_t len, const char *known, struct diag_list *diags);
/* Folded copy without blanks at its ends and without control characters; caller frees. */
char *fold_cell(const char *text);
/* The same, appended. */
void fold_cell_add(struct buf *out, const char *text);
/* Copy without blanks (of either width) at its ends; caller frees. */
char *trim_cell(const char *text);
const struct map_word *map_word_find(const struct map_words *words, const char *folded);
/* The words of a group as they may be written, for messages. Caller frees. */
char *map_words_allowed(const struct map_words *words);

#define SEARCH_SEPARATOR '\x1f' /* between the fields of a search text; no folded word contains it. Stores of the first form keep such texts. */
enum { REPORTED_FAULTS = 10000 };

/* The columns whose cells become numbers; a search finds what stood there by its words. */
enum { CODED_FIRST = COLUMN_LIST, CODED_COUNT = COLUMN_COUNT - COLUMN_LIST };
/* What a cell of such a column came to. */
struct coded {
	const char *cell;
	const char *folded;
	int value;
};
struct reading_memory;

struct reading {
	const struct snapshot_request *request;
	bool stopped; /* by whoever watches the progress */
	bool torn;    /* some rows are missing because they could not be read, which has been said */
	const struct column_map *map;
	const struct era_table *eras;
	const char *file;
	struct csv_reader *csv;
	size_t at[COLUMN_COUNT]; /* index in the delivered row; SIZE_MAX where there is none */
	struct diag_list *diags;
	struct buf folded; /* the cell that is looked at */
	struct buf words;  /* of the row that is looked at */
	char *empty;       /* the text of a column that the source does not have */
	struct reading_memory *memory; /* of cells that were read before; NULL for the first rows */
	uint32_t *numbers; /* of each row, a hash of list and folded number; 0 where there is no number */
	size_t capacity;   /* of the rows and what goes with them */
	size_t faults;
};
/* Reports one bad cell; after REPORTED_FAULTS they are only counted. `allowed` says what could stand there. */
void reading_fault(struct reading *reading, int line, enum column column, const char *found, const char *allowed);
/* The cell of a row, "" where the source has no such column. Borrowed. */
const char *reading_cell(const struct reading *reading, const struct csv_row *row, enum column column);
/* Adds one listing. Its texts lie where the reader left them, and what is made of them lives with the texts of the snapshot. */
void reading_row(struct reading *reading, const struct csv_row *row, struct snapshot *snapshot);
/* Reports each number that stands twice in one list. */
void reading_doubles(struct reading *reading, const struct snapshot *snapshot);
/* What was remembered of cells; reading_memory_new is worth its room only for more than a few rows. */
struct reading_memory *reading_memory_new(void);
/* The place for a cell of a coded column: filled with the same cell, or empty, or (NULL) there is none. */
struct coded *reading_memory_cell(struct reading_memory *memory, enum column column, const char *cell);
/* The place for the words of a row whose coded cells are all remembered; what is in it is NULL until it is set. */
char **reading_memory_words(struct reading_memory *memory, const struct coded *const cells[CODED_COUNT]);

/* Sets the shelf of a snapshot whose rows are read; rows of more than one shelf are faults. */
void reading_shelf(struct reading *reading, struct snapshot *snapshot);

/* Everything of a snapshot but its rows, from the request; its count is what stands in `count`. */
void snapshot_describe(struct snapshot *snapshot, const struct snapshot_request *request);

#endif
