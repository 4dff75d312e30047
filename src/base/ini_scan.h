/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside of the INI reader: what the scanner, the checks against the table of a kind and the comparison with libiniparser share. Nothing
 * outside base/ includes this, except the tests of the comparison.
 */
#ifndef BASE_INI_SCAN_H
#define BASE_INI_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ini.h"

enum {
	INI_LINE_MAX = 1000,    /* bytes; libiniparser fails at 1023 */
	INI_PART_MAX = 128,     /* of a section header or key */
	INI_SECTIONS_MAX = 4000,
	INI_KEYS_MAX = 1000,    /* in one section */
	INI_FAULTS_MAX = 10000  /* listed for one file; the rest is counted */
};

/* A key as found, with the row of the table that allows it (NULL: none does). A stem is a key or pattern without a closing part number. */
struct ini_found {
	struct ini_entry entry;
	size_t key_len;
	const struct ini_key *rule;
	size_t stem, rule_stem; /* lengths; set with `rule` */
};

struct ini_index;

struct ini_scan {
	const char *file;
	const struct ini_kind *kinds;
	struct diag_list *diags;
	size_t faults;
	int line; /* being read */
	bool easy; /* utf8_easy passes the whole line */
	const struct ini_kind *indexed; /* kind of which `index` tells; NULL: none */
	struct ini_index *index;
	struct ini *out;
	size_t section_capacity;
	bool in_section;             /* a header was seen, however bad */
	bool counts;                 /* the current section is kept and checked */
	const struct ini_kind *kind; /* of the current section */
	struct ini_found *found;     /* keys of the current section */
	size_t found_count, found_capacity;
	size_t faults_before;        /* when the current section began */
	bool carriage_return; /* said once a file */
};

/* Adds one fault at a line. */
void ini_fault(struct ini_scan *scan, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Reads every line and fills scan->out; the faults are counted in the scan. */
void ini_scan_bytes(struct ini_scan *scan, const char *bytes, size_t len);
void ini_scan_done(struct ini_scan *scan);
/* Whether a character may not stand in a data file: controls, line separators and marks that turn the direction of text. */
bool ini_is_forbidden(uint32_t code);
/* A copy of at most 40 cells for a message; caller frees. */
char *ini_excerpt(const char *bytes, size_t len);

/* Finds the first row of the current kind that matches the key and sets `rule` and the stems; false when none does. */
bool ini_match(struct ini_scan *scan, struct ini_found *found);
void ini_match_done(struct ini_scan *scan);
/* Length of a pattern without a closing ".#". */
size_t ini_pattern_stem(const char *pattern);
/* 1 to 9999 without leading zeros, or 0. */
int ini_number_of(struct slice word);
/* Finds the row for a key and checks the value by it. `sound` is false where the bytes of the value were faulty already. */
void ini_check_entry(struct ini_scan *scan, struct ini_found *found, bool sound);
/* Required keys, languages and numbers of the current section. */
void ini_check_section(struct ini_scan *scan, const struct ini_section *section);

/* Compares what was scanned with what libiniparser makes of the same bytes; every difference is a fault. */
void ini_compare(struct ini_scan *scan, const char *bytes, size_t len);

#endif
