/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CP932 and not Shift_JIS: the latter has no circled digits and no tall form of common name characters, and turns the backslash into a
 * yen sign. A line feed is never the second byte of a CP932 character, so after a bad byte the next line is a safe place to go on.
 */
#include "base/csv_decode.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { DECODE_FAULTS_MAX = 100, DECODE_PART = 65536, WATCH_BYTES = 1 << 20, CHARACTER_BYTES = 4 };

static const char bom[] = "\xEF\xBB\xBF";

static bool has_bom(const char *bytes, size_t len)
{
	return len >= 3 && !memcmp(bytes, bom, 3);
}

const char *csv_encoding_name(enum csv_encoding encoding)
{
	static const char *const names[] = { [CSV_AUTO] = "auto", [CSV_UTF8] = "UTF-8", [CSV_UTF8_BOM] = "UTF-8 BOM", [CSV_CP932] = "CP932" };

	return names[encoding];
}

/* Where in the file decoding stands, and how much went wrong. */
struct decoder {
	const char *file, *bytes, *counted;
	size_t len, faults;
	int line;
	enum csv_encoding encoding;
	struct diag_list *diags;
	const struct watch *watch;
	const char *watched; /* up to where the watch was told */
	bool stopped, sound; /* all of it has been seen to be UTF-8 */
};

/* Tells the watch now and then that the work stands at `at`. */
static bool goes_on(struct decoder *d, const char *at)
{
	if (!d->stopped && (at == d->bytes || at - d->watched >= WATCH_BYTES)) {
		d->watched = at;
		d->stopped = !watch_goes_on(d->watch, (size_t)(at - d->bytes) / 100 * CSV_DECODED, d->len);
	}
	return !d->stopped;
}

/* How much from `at` on is sound UTF-8. A character may lie across the end of a part, which is then read again with the next one. */
static size_t sound_length(struct decoder *d, const char *at)
{
	const char *start = at, *end = d->bytes + d->len;

	while (at < end && goes_on(d, at)) {
		size_t part = end - at < WATCH_BYTES ? (size_t)(end - at) : WATCH_BYTES, sound = utf8_check(at, part);
		bool last = at + part == end;

		at += sound;
		if (sound < part && (last || part - sound >= CHARACTER_BYTES))
			break;
	}
	return (size_t)(at - start);
}

static void fault_byte(struct decoder *d, const char *at)
{
	for (; d->counted < at; d->counted++)
		d->line += *d->counted == '\n';
	if (d->faults++ < DECODE_FAULTS_MAX)
		diag_error(d->diags, STATUS_INPUT, d->file, d->line,
			   _("byte 0x%02X at offset %zu of the file is not %s; save the file in one encoding (UTF-8 or CP932)"),
			   (unsigned)(unsigned char)*at, (size_t)(at - d->bytes), csv_encoding_name(d->encoding));
}

/* The next line after a bad byte. */
static const char *next_line(const struct decoder *d, const char *at)
{
	const char *end = d->bytes + d->len;
	const char *feed = memchr(at, '\n', (size_t)(end - at));

	return feed ? feed : end;
}

static void decode_utf8(struct decoder *d, struct buf *out, const char *at)
{
	const char *end = d->bytes + d->len;

	if (d->sound) {
		buf_add(out, at, (size_t)(end - at));
		return;
	}
	while (at < end && goes_on(d, at)) {
		size_t sound = sound_length(d, at);

		buf_add(out, at, sound);
		at += sound;
		if (at < end && !d->stopped) {
			fault_byte(d, at);
			at = next_line(d, at);
		}
	}
}

/* What the two bytes of a CP932 character, or its one byte, mean in UTF-8. `len` 0: they mean nothing, or more than one character of three bytes. */
struct decoded {
	char bytes[3];
	unsigned char len;
};
#define LEADS 256
#define TRAILS 256

static struct decoded decode_one(iconv_t converter, const char *bytes, size_t len)
{
	struct decoded out = { .len = 0 };
	char made[8], *to = made;
	size_t room = sizeof made, rest = len;
	union {
		const char *given;
		char *taken;
	} from = { .given = bytes };

	if (iconv(converter, &from.taken, &rest, &to, &room) == 0 && rest == 0 && to - made <= (int)sizeof out.bytes) {
		out.len = (unsigned char)(to - made);
		memcpy(out.bytes, made, out.len);
	}
	iconv(converter, NULL, NULL, NULL, NULL);
	return out;
}

/*
 * The table is asked of iconv once for each file: a file of a million rows has as many characters as it has bytes to spare, and asking for each of
 * them anew costs more than reading the rows. A byte that means something alone has its entry where the second byte would be 0.
 */
static struct decoded *make_table(iconv_t converter)
{
	struct decoded *table = mem_array((size_t)LEADS * TRAILS, sizeof *table);

	for (unsigned lead = 0; lead < LEADS; lead++) {
		char pair[2] = { (char)lead, 0 };
		struct decoded *row = &table[(size_t)lead * TRAILS];

		row[0] = decode_one(converter, pair, 1);
		for (unsigned trail = 0x40; !row[0].len && lead >= 0x80 && trail < TRAILS; trail++) {
			pair[1] = (char)trail;
			row[trail] = decode_one(converter, pair, 2);
		}
	}
	return table;
}

/* Decodes up to the end or the first bad byte, which is returned. Nothing becomes longer than three bytes for one. */
static const char *decode_span(struct decoder *d, const struct decoded *table, struct buf *out, const char *at, const char *end)
{
	while (at < end && goes_on(d, at)) {
		size_t part = (size_t)(end - at) < DECODE_PART ? (size_t)(end - at) : DECODE_PART;
		const char *stop = at + part;
		char *start = buf_room(out, 3 * part + 3), *to = start;
		const struct decoded *one = NULL;

		while (at < stop) {
			unsigned char lead = (unsigned char)*at;

			if (lead < 0x80) {
				*to++ = *at++;
				continue;
			}
			one = &table[(size_t)lead * TRAILS];
			if (!one->len && at + 1 < end)
				one += (unsigned char)at[1];
			if (!one->len)
				break;
			memcpy(to, one->bytes, sizeof one->bytes);
			to += one->len;
			at += one == &table[(size_t)lead * TRAILS] ? 1 : 2;
		}
		buf_filled(out, (size_t)(to - start));
		if (at < stop)
			break;
	}
	return at;
}

static enum status decode_cp932(struct decoder *d, struct buf *out)
{
	iconv_t converter = iconv_open("UTF-8", "CP932");
	const char *at = d->bytes, *end = d->bytes + d->len;
	struct decoded *table;

	if (converter == (iconv_t)-1)
		return diag_error(d->diags, STATUS_FAILED, d->file, 0, _("this system cannot convert CP932; save the file as UTF-8"));
	table = make_table(converter);
	iconv_close(converter);
	while ((at = decode_span(d, table, out, at, end)) < end && !d->stopped) {
		fault_byte(d, at);
		at = next_line(d, at);
	}
	free(table);
	return STATUS_OK;
}

enum status csv_decode(struct buf *out, enum csv_encoding *found, const char *file, const char *bytes, size_t len, enum csv_encoding wanted,
	const struct watch *watch, struct diag_list *diags)
{
	struct decoder d = { .file = file, .bytes = bytes, .counted = bytes, .watched = bytes, .len = len, .line = 1, .diags = diags, .watch = watch };
	const char *nul = len ? memchr(bytes, '\0', len) : NULL;

	if (wanted == CSV_UTF8_BOM && !has_bom(bytes, len))
		return diag_error(diags, STATUS_INPUT, file, 1, _("the file does not begin with a byte order mark, as UTF-8 with BOM must"));
	if (wanted != CSV_CP932 && has_bom(bytes, len)) {
		d.encoding = CSV_UTF8_BOM;
	} else if (wanted == CSV_AUTO) {
		d.sound = sound_length(&d, bytes) == len;
		d.encoding = d.sound ? CSV_UTF8 : CSV_CP932;
	} else {
		d.encoding = wanted;
	}
	*found = d.encoding;
	if (d.stopped || !watch_goes_on(watch, 0, len))
		return STATUS_FAILED;
	if (nul) {
		fault_byte(&d, nul);
		return STATUS_INPUT;
	}
	if (d.encoding != CSV_CP932)
		decode_utf8(&d, out, bytes + (d.encoding == CSV_UTF8_BOM ? 3 : 0));
	else if (decode_cp932(&d, out) != STATUS_OK)
		return STATUS_FAILED;
	if (d.stopped)
		return STATUS_FAILED;
	if (d.faults > DECODE_FAULTS_MAX)
		diag_error(diags, STATUS_INPUT, file, 0, _("%zu more faults are not listed"), d.faults - DECODE_FAULTS_MAX);
	return d.faults ? STATUS_INPUT : STATUS_OK;
}
