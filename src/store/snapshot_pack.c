/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of a snapshot as bytes, some thousands together. A row of SQL for each of a million services costs more than reading the list it came from;
 * a part costs one, and reading it back is one copy of its texts.
 *
 * A part: number of rows, bytes of the records, the records, the texts. A record: list, status, forms, level (a byte each), registered_on, expires_on,
 * line as the distance from the row before, then the eight texts number, name, provider, scope, regions, functions, note, words. A text is 0 for
 * the next one of the texts, or n for the n-th of them, so that what a part says twice stands in it once. Numbers are in groups of seven bits, the
 * lowest first, with the eighth bit set where another follows; signed ones are folded (0, -1, 1, -2, ...). Each text ends in a NUL. The same rows
 * always give the same bytes, and the reader refuses whatever it could not have been written as.
 */
#include "store/snapshot_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { TEXTS = 8, RECORD_MAX = 4 + 3 * 10 + TEXTS * 10, RECORD_MIN = 4 + 3 + TEXTS, SLOTS = 2 * PART_ROWS * TEXTS };

struct pack_slot {
	uint32_t hash, number; /* of the text, counted from 1; 0: nothing here */
};

void pack_init(struct pack *pack)
{
	*pack = (struct pack){ .count = 0 };
	buf_init(&pack->records);
	buf_init(&pack->texts);
	pack->slots = mem_array(SLOTS, sizeof *pack->slots);
	pack->starts = mem_array((size_t)PART_ROWS * TEXTS, sizeof *pack->starts);
}

void pack_done(struct pack *pack)
{
	buf_done(&pack->records);
	buf_done(&pack->texts);
	free(pack->slots);
	free(pack->starts);
	*pack = (struct pack){ .count = 0 };
}

static uint32_t hash_of(const char *text, size_t len)
{
	uint64_t hash = len, eight = 0;

	for (; len >= sizeof eight; text += sizeof eight, len -= sizeof eight) {
		memcpy(&eight, text, sizeof eight);
		hash = (hash ^ eight) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 29;
	}
	eight = 0;
	memcpy(&eight, text, len);
	hash = (hash ^ eight) * 0x9E3779B97F4A7C15u;
	return (uint32_t)(hash >> 32);
}

static char *put_number(char *to, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*to++ = (char)(number | 0x80);
	*to++ = (char)number;
	return to;
}

static char *put_signed(char *to, int64_t number)
{
	return put_number(to, (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0));
}

/* The number of the text among those of the part, or 0 where it is new and was added. */
static uint32_t place_text(struct pack *pack, const char *text)
{
	size_t len = strlen(text) + 1;
	uint32_t hash = hash_of(text, len - 1);
	size_t at = hash % SLOTS;

	for (; pack->slots[at].number; at = (at + 1) % SLOTS) {
		size_t start = pack->starts[pack->slots[at].number - 1];

		if (pack->slots[at].hash == hash && pack->texts.len - start >= len && memcmp(pack->texts.data + start, text, len) == 0)
			return pack->slots[at].number;
	}
	pack->starts[pack->distinct++] = pack->texts.len;
	pack->slots[at] = (struct pack_slot){ .hash = hash, .number = (uint32_t)pack->distinct };
	buf_add(&pack->texts, text, len);
	return 0;
}

void pack_row(struct pack *pack, const struct listing *row, const char *words)
{
	const char *const texts[TEXTS] = { row->number, row->name, row->provider, row->scope, row->regions, row->functions, row->note, words };
	char *start = buf_room(&pack->records, RECORD_MAX), *to = start;

	*to++ = (char)row->list;
	*to++ = (char)row->status;
	*to++ = (char)row->forms;
	*to++ = (char)row->level;
	to = put_signed(to, row->registered_on);
	to = put_signed(to, row->expires_on);
	to = put_signed(to, (int64_t)row->line - pack->line);
	pack->line = row->line;
	for (size_t i = 0; i < TEXTS; i++)
		to = put_number(to, place_text(pack, texts[i]));
	buf_filled(&pack->records, (size_t)(to - start));
	pack->count++;
}

void pack_end(struct pack *pack, struct buf *out)
{
	char head[20], *to = put_number(put_number(head, pack->count), pack->records.len);

	buf_clear(out);
	buf_add(out, head, (size_t)(to - head));
	buf_add(out, pack->records.data, pack->records.len);
	buf_add(out, pack->texts.data, pack->texts.len);
	buf_clear(&pack->records);
	buf_clear(&pack->texts);
	memset(pack->slots, 0, SLOTS * sizeof *pack->slots);
	pack->count = pack->distinct = 0;
	pack->line = 0;
}

/* Where reading stands; `bad` once something was met that is never written. */
struct unpacking {
	const unsigned char *at, *end;
	char *text, *texts_end; /* the next new text */
	char **known;
	size_t known_count;
	bool bad;
};

static uint64_t get_number(struct unpacking *u)
{
	uint64_t number = 0;

	for (unsigned shift = 0; u->at < u->end && shift < 64; shift += 7) {
		unsigned char c = *u->at++;

		number |= (uint64_t)(c & 0x7F) << shift;
		if (c < 0x80) {
			u->bad = u->bad || (c == 0 && shift > 0);
			return number;
		}
	}
	u->bad = true;
	return 0;
}

static int64_t get_signed(struct unpacking *u)
{
	uint64_t number = get_number(u);

	return (int64_t)(number >> 1 ^ (number & 1 ? UINT64_MAX : 0));
}

/* A date or a line. */
static int32_t get_narrow(struct unpacking *u, int64_t from)
{
	int64_t number = get_signed(u);

	if (number < (int64_t)INT32_MIN * 2 || number > (int64_t)INT32_MAX * 2 || from + number < INT32_MIN || from + number > INT32_MAX) {
		u->bad = true;
		return 0;
	}
	return (int32_t)(from + number);
}

/* Numbers come back into enums; bytes that were damaged must not bring other ones. */
static unsigned get_byte(struct unpacking *u, unsigned most)
{
	unsigned value = u->at < u->end ? *u->at++ : UINT32_MAX;

	u->bad = u->bad || value > most;
	return value > most ? 0 : value;
}

static char *get_text(struct unpacking *u)
{
	uint64_t number = get_number(u);
	char *text = u->text;

	if (number > u->known_count || (number == 0 && u->text == u->texts_end) || u->bad) {
		u->bad = true;
		return NULL;
	}
	if (number > 0)
		return u->known[number - 1];
	/* The last byte of the texts is a NUL. */
	u->text += strlen(u->text) + 1;
	u->known[u->known_count++] = text;
	return text;
}

static void get_row(struct unpacking *u, int line, struct listing *row, char **words)
{
	row->list = (enum listing_list)get_byte(u, LISTING_LISTS - 1);
	row->status = (enum listing_status)get_byte(u, LISTING_STATUS_UNKNOWN);
	row->forms = get_byte(u, FORM_SAAS | FORM_PAAS | FORM_IAAS);
	row->level = get_byte(u, 3);
	row->registered_on = get_narrow(u, 0);
	row->expires_on = get_narrow(u, 0);
	row->line = get_narrow(u, line);
	row->number = get_text(u);
	row->name = get_text(u);
	row->provider = get_text(u);
	row->scope = get_text(u);
	row->regions = get_text(u);
	row->functions = get_text(u);
	row->note = get_text(u);
	*words = get_text(u);
}

bool pack_read(const void *bytes, size_t len, struct snapshot_rows *out)
{
	struct unpacking u = { .at = bytes, .end = (const unsigned char *)bytes + len };
	uint64_t count = get_number(&u), records = get_number(&u);
	size_t texts;

	*out = (struct snapshot_rows){ .count = 0 };
	if (u.bad || records > (size_t)(u.end - u.at) || count > PART_ROWS || count * RECORD_MIN > records)
		return false;
	texts = (size_t)(u.end - u.at) - (size_t)records;
	u.end = u.at + records;
	if (texts && u.end[texts - 1] != '\0')
		return false;
	out->texts = u.text = mem_dup(u.end, texts);
	u.texts_end = u.text + texts;
	u.known = mem_grow(NULL, (size_t)count * TEXTS + 1, sizeof *u.known);
	out->rows = mem_array((size_t)count, sizeof *out->rows);
	out->words = mem_array((size_t)count, sizeof *out->words);
	for (; out->count < count && !u.bad; out->count++)
		get_row(&u, out->count ? out->rows[out->count - 1].line : 0, &out->rows[out->count], &out->words[out->count]);
	free(u.known);
	if (!u.bad && u.at == u.end && u.text == u.texts_end)
		return true;
	snapshot_rows_done(out);
	return false;
}

void snapshot_rows_done(struct snapshot_rows *rows)
{
	free(rows->rows);
	free(rows->words);
	free(rows->texts);
	*rows = (struct snapshot_rows){ .count = 0 };
}
