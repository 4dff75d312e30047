/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inverse of the reader for one value. What the form cannot hold is replaced by what comes nearest, because a text that an officer
 * typed must never make an unreadable file.
 */
#include "base/ini.h"

#include <string.h>

#include "base/ini_scan.h"
#include "base/utf8.h"

/* Leaves room on a line of INI_LINE_MAX bytes for the longest key, its number and the quotes. */
enum { VALUE_MAX = 840 };

/* Quote marks become a pair of corner marks; forbidden and invalid characters become spaces. Line feeds stay for the splitting. */
static void clean(struct buf *out, const char *value)
{
	size_t len = strlen(value), used;
	bool open = true;

	for (size_t at = 0; at < len; at += used) {
		uint32_t code = utf8_decode(value + at, value + len, &used);
		bool broken = code == 0xFFFD && utf8_check(value + at, used) < used;

		if (code == '\n') {
			buf_addc(out, '\n');
		} else if (code == '"') {
			utf8_encode(out, open ? 0x300C : 0x300D);
			open = !open;
		} else if (broken || ini_is_forbidden(code)) {
			buf_addc(out, ' ');
		} else {
			buf_add(out, value + at, used);
		}
	}
}

static bool ends_sentence(const char *text, size_t start, size_t end)
{
	size_t len = end - start;

	return (len == 3 && (!memcmp(text + start, "\xE3\x80\x82", 3) || !memcmp(text + start, "\xEF\xBC\x8E", 3))) ||
	       (len == 1 && text[start] == '.');
}

/* How much of a line goes into the next part: all that fits, else up to the last end of a sentence, else up to the last character. */
static size_t part_length(const char *line, size_t len)
{
	size_t at = 0, sentence = 0;

	if (len <= VALUE_MAX)
		return len;
	while (at < len) {
		size_t next = utf8_next(line, len, at);

		if (next > VALUE_MAX)
			break;
		if (ends_sentence(line, at, next))
			sentence = next;
		at = next;
	}
	/* A heap of marks on one base could be longer than a part; then it is cut between code points. */
	if (!at)
		for (at = VALUE_MAX; ((unsigned char)line[at] & 0xC0) == 0x80;)
			at--;
	return sentence ? sentence : at;
}

static void write_parts(struct buf *out, const char *key, const char *text)
{
	int number = 1;

	for (;;) {
		size_t line = strcspn(text, "\n");
		size_t part = part_length(text, line);

		buf_addf(out, "%s.%d = \"%.*s\"\n", key, number++, (int)part, text);
		text += part;
		if (part < line)
			continue;
		if (!*text)
			break;
		text++;
	}
}

char *ini_value_kept(const char *value)
{
	struct buf cleaned, out;

	buf_init(&cleaned);
	buf_init(&out);
	clean(&cleaned, value);
	for (const char *at = cleaned.data; *at;) {
		size_t line = strcspn(at, "\n"), part = part_length(at, line);

		buf_add(&out, at, part);
		at += part;
		if (*at)
			buf_addc(&out, '\n');
		at += part == line && *at;
	}
	buf_done(&cleaned);
	return buf_take(&out);
}

void ini_write_value(struct buf *out, const char *key, const char *value)
{
	struct buf cleaned;

	buf_init(&cleaned);
	clean(&cleaned, value);
	if (cleaned.len <= VALUE_MAX && !memchr(cleaned.data, '\n', cleaned.len))
		buf_addf(out, "%s = \"%s\"\n", key, cleaned.data);
	else
		write_parts(out, key, cleaned.data);
	buf_done(&cleaned);
}
