/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Japanese text: strict UTF-8, cells, graphemes, folding, and lines that may not begin with a closing mark. The only room that knows
 * libunistring. Width is that of the C library's wcwidth, which is what ncurses draws by.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* Offset of the first byte that is not strict UTF-8 (overlong, surrogate, beyond U+10FFFF, cut off), or `len` when all is well. */
size_t utf8_check(const char *bytes, size_t len);
/*
 * Length of the longest prefix that is printable ASCII, kana, kanji and their full-width companions only: valid, of known width, and
 * without any control. What stands behind it may be as good; it only has to be looked at one character at a time.
 */
size_t utf8_easy(const char *bytes, size_t len);
/* Decodes one code point of valid text; *used is its length in bytes (0 at the end). */
uint32_t utf8_decode(const char *at, const char *end, size_t *used);
void utf8_encode(struct buf *out, uint32_t code);
/* Code points of a valid text. */
size_t utf8_count(const char *text);

/* Cells of one code point (0, 1 or 2) and of a text; control characters count as 0. */
int utf8_cells(uint32_t code);
size_t utf8_width(const char *text);
size_t utf8_width_n(const char *text, size_t len);
/* Whether a text has room in so many cells; for a long text that has not, much cheaper than its width. */
bool utf8_fits(const char *text, size_t len, size_t cells);

/* Offset of the next or previous grapheme boundary; clamps at the ends. A dakuten or variation selector stays with its base. */
size_t utf8_next(const char *text, size_t len, size_t at);
/* The same with the cells of the grapheme. */
size_t utf8_step(const char *text, size_t len, size_t at, size_t *cells);
size_t utf8_previous(const char *text, size_t len, size_t at);

/* NFC copy; caller frees. */
char *utf8_nfc(const char *text);
/* Whether a text is seen at a glance to be in NFC; false says only that it was not seen. */
bool utf8_is_nfc(const char *text);
/*
 * Folded copy for searching: NFKC, case, katakana to hiragana, hyphens and dashes to '-', and the variant table (one row "from to" each)
 * of old and new kanji that is compiled in. Caller frees.
 */
char *utf8_fold(const char *text);
void utf8_fold_add(struct buf *out, const char *text); /* the same, appended */

/* What names that look alike have in common: two of them with one skeleton are to be looked at twice. Never shown. Caller frees. */
char *utf8_skeleton(const char *text);
/* Whether a word has Latin letters beside Cyrillic or Greek ones. */
bool utf8_mixes_letters(const char *text);

/*
 * Foreign text made safe to show: C0, DEL, C1, format characters (bidi, zero width, BOM, soft hyphen, tags), line and paragraph
 * separators, private use, unassigned and invalid bytes become visible tokens such as <U+202E>; at most two combining marks a base.
 * Line feeds stay where `keep_lines` is set. Appends to `out`.
 */
void utf8_visible(struct buf *out, const char *bytes, size_t len, bool keep_lines);
/* Whether a text holds a letter or a digit of any script; stops, dashes, blanks and marks of length are none. */
bool utf8_says_something(const char *text);
/* True when the text holds nothing that utf8_visible would replace (line feeds allowed where `lines`). */
bool utf8_is_plain(const char *text, bool lines);
/* Replaces characters of ambiguous width by substitutes of one known width, for table cells. Appends to `out`. */
void utf8_unambiguous(struct buf *out, const char *text);
/* First character of East-Asian ambiguous width, or 0. */
uint32_t utf8_first_ambiguous(const char *text);

/* Appends `text` cut at `cells` (never through a character) and padded with spaces to exactly `cells`. */
void utf8_pad(struct buf *out, const char *text, size_t cells);
void utf8_pad_left(struct buf *out, const char *text, size_t cells);
/* The same for the first `len` bytes of a text. */
void utf8_pad_n(struct buf *out, const char *text, size_t len, size_t cells);
void utf8_pad_left_n(struct buf *out, const char *text, size_t len, size_t cells);
/* Bytes of the longest prefix of whole graphemes that fits in `cells`. */
size_t utf8_fit(const char *text, size_t len, size_t cells);

/*
 * Wraps a text to lines of at most `cells`, with kinsoku; a line feed always breaks. Lines are byte ranges of `text`, without the
 * line feed and without trailing spaces at a soft break.
 */
struct text_line {
	size_t start, end;
};
struct text_lines {
	struct text_line *items;
	size_t count, capacity;
};
void text_wrap(struct text_lines *out, const char *text, size_t cells); /* `out` must be zeroed or used before */
void text_lines_done(struct text_lines *lines);
/* Whether a line may begin with a character, beyond what the Unicode rules say of it: small kana, closing marks and their like may not. */
bool utf8_begins_line(uint32_t code);

#endif
