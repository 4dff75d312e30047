/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Wrapping. Where a line may break is what libunistring says for the Unicode rules, less the places that Japanese typesetting forbids
 * and those rules allow (small kana, the long-vowel mark, iteration marks). A line is filled by cells; a run without any place to
 * break is cut between graphemes, because a field of the terminal has no other choice.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include "base/mem.h"

/* Not at the start of a line, beyond what the Unicode rules say. Sorted. */
static const uint16_t not_first[] = {
	0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x301C, 0x303B, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049,
	0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3095, 0x3096, 0x309D, 0x309E, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5,
	0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FB, 0x30FC, 0x30FD, 0x30FE, 0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D,
	0xFF61, 0xFF63, 0xFF64, 0xFF65, 0xFF67, 0xFF68, 0xFF69, 0xFF6A, 0xFF6B, 0xFF6C, 0xFF6D, 0xFF6E, 0xFF6F, 0xFF70, 0xFF9E, 0xFF9F,
};

static int compare_code(const void *key, const void *item)
{
	uint32_t code = *(const uint32_t *)key;
	uint32_t entry = *(const uint16_t *)item;

	return (code > entry) - (code < entry);
}

/* Nearly everything in a Japanese text lies outside the three blocks that the table speaks of, or is a large kana. */
bool utf8_begins_line(uint32_t code)
{
	if (code < not_first[0] || (code > 0x30FF && code < 0xFF00))
		return true;
	return !bsearch(&code, not_first, sizeof not_first / sizeof not_first[0], sizeof not_first[0], compare_code);
}

struct wrapper {
	const char *text;
	char *breaks; /* one verdict for each byte of `text`; NULL while none was needed */
	size_t cells;
	struct text_lines *out;
};

static void add_line(struct wrapper *w, size_t start, size_t end)
{
	struct text_lines *out = w->out;

	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count++] = (struct text_line){ .start = start, .end = end };
}

static bool may_begin(const struct wrapper *w, size_t at, size_t end)
{
	size_t used;

	return utf8_begins_line(utf8_decode(w->text + at, w->text + end, &used));
}

static size_t trim(const char *text, size_t start, size_t end)
{
	while (end > start && text[end - 1] == ' ')
		end--;
	return end;
}

/* Offset at which the line that begins at `start` ends and the next begins; `end` when the rest fits. */
static size_t find_break(const struct wrapper *w, size_t start, size_t end)
{
	size_t width = 0, last = start, next, cells;

	for (size_t at = start; at < end; at = next) {
		next = utf8_step(w->text, end, at, &cells);
		if (at > start && w->breaks[at] == UC_BREAK_POSSIBLE && may_begin(w, at, end))
			last = at;
		width += cells;
		/* Spaces may hang over the edge, since they are not shown there. */
		if (width > w->cells && w->text[at] != ' ') {
			if (last > start)
				return last;
			return at > start ? at : next;
		}
	}
	return end;
}

/* Where the paragraph may break. A line feed ends all that the Unicode rules look at, so each paragraph can be asked about by itself. */
static void find_places(struct wrapper *w, size_t start, size_t end)
{
	if (!w->breaks)
		w->breaks = mem_grow(NULL, strlen(w->text), 1);
	u8_possible_linebreaks((const uint8_t *)w->text + start, end - start, "UTF-8", w->breaks + start);
}

static void wrap_paragraph(struct wrapper *w, size_t start, size_t end)
{
	/* Most cells and lines of a record have room as they are; the rules are asked only for what must be broken. */
	if (utf8_fits(w->text + start, end - start, w->cells)) {
		add_line(w, start, end);
		return;
	}
	find_places(w, start, end);
	while (start < end) {
		size_t stop = find_break(w, start, end);

		if (stop < end) {
			add_line(w, start, trim(w->text, start, stop));
		} else {
			size_t ink = trim(w->text, start, end);
			size_t room = start + utf8_fit(w->text + start, end - start, w->cells);

			/* Spaces at the very end of a paragraph belong to the text as far as they have room. */
			add_line(w, start, room > ink ? room : ink);
		}
		start = stop;
	}
}

void text_wrap(struct text_lines *out, const char *text, size_t cells)
{
	size_t len = strlen(text), start = 0;
	struct wrapper w = { .text = text, .cells = cells ? cells : 1, .out = out };

	out->count = 0;
	for (;;) {
		const char *feed = memchr(text + start, '\n', len - start);
		size_t end = feed ? (size_t)(feed - text) : len;

		wrap_paragraph(&w, start, end);
		if (!feed)
			break;
		start = end + 1;
	}
	free(w.breaks);
}

void text_lines_done(struct text_lines *lines)
{
	free(lines->items);
	*lines = (struct text_lines){ .items = NULL };
}
