/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The strict INI reader. libiniparser loses text silently (values cut at ';', merged sections, last duplicate wins), so a scanner of our
 * own reads the bytes first, reports every fault with its line, and then compares each of its values with what libiniparser read from the
 * same bytes. What the two do not agree on is refused. The form is in doc/formats.md section 1.
 */
#ifndef BASE_INI_H
#define BASE_INI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/i18n.h"
#include "base/mem.h"

enum ini_type {
	INI_TEXT,   /* any text */
	INI_WORD,   /* one word [A-Za-z0-9_.-]+ */
	INI_WORDS,  /* words separated by one space, may be empty */
	INI_CHOICE, /* one of `choices` (separated by spaces) */
	INI_YESNO,
	INI_INT,    /* plain digits within min..max (both 0: any) */
	INI_DATE    /* ISO */
};

/*
 * One allowed key. A pattern is words joined by dots where '@' stands for a language, '#' for a running number from 1, '*' for any word
 * [a-z0-9_]+. `required` asks for it at least once (for '@': in every language, whenever one language is there, required or not; for '#': from 1 without a gap).
 */
struct ini_key {
	const char *pattern;
	enum ini_type type;
	bool required;
	const char *choices;
	long min, max;
};
struct ini_kind {
	const char *kind;
	const struct ini_key *keys; /* ends with a NULL pattern */
};

struct ini_entry {
	const char *key, *value;
	int line;
	uint16_t key_len; /* a line is shorter than that */
	bool easy; /* every character of the line is one that utf8_easy passes, so that the value needs no further look */
};
struct ini_section {
	const char *kind, *name, *file;
	int line;
	struct ini_entry *entries;
	size_t count;
	bool faulty; /* a line of it could not be read, so that something may be missing; only from ini_parse_partly */
};
struct ini {
	struct ini_section *sections; /* in file order */
	size_t count;
	struct arena arena;
};

/*
 * Parses `bytes`; `file` is only for messages. `kinds` ends with a NULL kind. Returns STATUS_OK, or STATUS_INPUT with every fault in
 * `diags` and nothing in `out`. `out` owns everything it points to; release with ini_done.
 */
enum status ini_parse(struct ini *out, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds, struct diag_list *diags);
/*
 * The same without the second reader: for bytes on which the two have agreed before, as the caller remembers by their digest. Every fault
 * that the scanner finds is found here as well.
 */
enum status ini_parse_agreed(struct ini *out, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds, struct diag_list *diags);
/*
 * As ini_parse, but where there were faults, the sections and entries that could be read stay in `out`, so that the caller can check what they mean
 * and report everything at once. Nothing of them may be used otherwise. Release with ini_done in each case.
 */
enum status ini_parse_partly(struct ini *out, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds,
	struct diag_list *diags);
/*
 * Takes bytes apart that were read before without a fault, as the caller knows by their digest, and gives what was given then (but for `easy`,
 * which is false). Checks nothing: on other bytes the result may be walked and released, but says nothing. Release with ini_done.
 */
void ini_split(struct ini *out, const char *file, const char *bytes, size_t len);
void ini_done(struct ini *ini);
/*
 * Appends what tells this pair of readers from any other: the version of the program and the places, sizes and times of the program and of
 * the library in use. False, with nothing appended, when that cannot be found out; then no agreement may be remembered.
 */
bool ini_readers(struct buf *out);

/* Value of a key, or NULL. Borrowed. */
const char *ini_get(const struct ini_section *section, const char *key);
/* Line of a key, or of the section. */
int ini_line(const struct ini_section *section, const char *key);
/* Like ini_get, joining key, key.1, key.2, ... with line feeds; NULL when absent. Allocated in `arena`. */
const char *ini_get_long(const struct ini_section *section, const char *key, struct arena *arena);
/* Both languages of a key (numbered parts joined), copied into `arena`; empty strings when absent. */
struct text ini_get_text(const struct ini_section *section, const char *key, struct arena *arena);
/* The same, but only what is joined from parts is in `arena`; a value that is whole is borrowed. */
struct text ini_borrow_text(const struct ini_section *section, const char *key, struct arena *arena);
/*
 * For writing a section down with its texts whole: the value under which `entry` is to stand and the length of its key without the number
 * of a part; NULL where the value stands with an earlier entry already. A joined value is in `arena`.
 */
const char *ini_whole_text(const struct ini_section *section, const struct ini_entry *entry, struct arena *arena, size_t *key_len);
/*
 * Appends the line or lines of one value so that ini_parse and ini_get_long read it back. Double quotes become Japanese corner marks,
 * control characters become spaces. A text with line feeds is written as key.1, key.2, ... and comes back the same; a line of more than
 * 840 bytes is cut after its last sentence that fits (else after a whole character), and comes back with a line feed there.
 */
void ini_write_value(struct buf *out, const char *key, const char *value);
/* What comes back of a value that was written so: a text that is to be recorded is kept in this form from the start. It is its own. Caller frees. */
char *ini_value_kept(const char *value);

#endif
