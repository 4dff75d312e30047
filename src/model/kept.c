/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file of numbers and texts for this machine alone: a head, the places (directories and files), the sections, the entries, and the
 * texts, to which everything else points by offsets. A checksum covers all of it, and every offset and count is checked against the room there
 * is, so that a file that was cut, changed or written by another program is as good as none.
 */
#include "model/kept.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static const char MAGIC[16] = "kumoshirube 2\n";

enum { KEPT_LIMIT = 16 * 1024 * 1024, PLACES_LIMIT = 4096 };

struct head {
	char magic[16];
	uint64_t checksum; /* of everything behind it */
	struct digest readers, edition;
	uint32_t places, directories, sections, entries, texts; /* counts; texts in bytes, the last of them 0 */
	uint32_t unused;
};
struct place_row {
	struct file_state state;
	uint32_t name, sections;
};
struct section_row {
	uint32_t kind, name, line, entries;
};
struct entry_row {
	uint32_t key, key_len, value, line;
};

/* The checksum begins behind itself. */
#define CHECKED_FROM (offsetof(struct head, checksum) + sizeof(uint64_t))
_Static_assert(CHECKED_FROM % 8 == 0 && sizeof(struct head) % 8 == 0, "words of the checksum and rows behind the head are aligned");

/*
 * Against accidents only: bytes lost, cut or turned on a medium. Four sums side by side, each word multiplied into its own, so that the speed
 * is that of memory; a changed word changes its sum for certain, because the multiplier is odd.
 */
static uint64_t checksum_of(const char *bytes, size_t len)
{
	const uint64_t multiplier = 0x9E3779B97F4A7C15;
	uint64_t a = len, b = 1, c = 2, d = 3, words[4];

	for (bool more = true; more;) {
		size_t taken = len < sizeof words ? len : sizeof words;

		more = taken == sizeof words;
		if (!more)
			memset(words, 0, sizeof words);
		memcpy(words, bytes, taken);
		a = (a ^ words[0]) * multiplier;
		b = (b ^ words[1]) * multiplier;
		c = (c ^ words[2]) * multiplier;
		d = (d ^ words[3]) * multiplier;
		bytes += taken;
		len -= taken;
	}
	return a ^ (b >> 7 | b << 57) ^ (c >> 17 | c << 47) ^ (d >> 31 | d << 33);
}

static bool readers_digest(struct digest *out)
{
	struct buf bytes;
	bool known;

	buf_init(&bytes);
	known = ini_readers(&bytes);
	if (known)
		digest_of(out, bytes.data, bytes.len);
	buf_done(&bytes);
	return known;
}

/* --- writing --- */

static uint32_t add_text(struct buf *texts, const char *text)
{
	uint32_t at = (uint32_t)texts->len;

	buf_add(texts, text, strlen(text) + 1);
	return at;
}

/* Texts that come in parts are kept whole, so that a later run has nothing to join. Returns how many entries that makes. */
static uint32_t add_entries(const struct ini_section *section, struct buf *entries, struct buf *texts)
{
	struct arena arena;
	uint32_t count = 0;

	arena_init(&arena);
	for (size_t i = 0; i < section->count; i++) {
		const struct ini_entry *entry = &section->entries[i];
		struct entry_row row = { .line = (uint32_t)entry->line };
		size_t key_len;
		const char *value = ini_whole_text(section, entry, &arena, &key_len);

		if (!value)
			continue;
		row.key = add_text(texts, arena_strndup(&arena, entry->key, key_len));
		row.key_len = (uint32_t)key_len;
		row.value = add_text(texts, value);
		buf_add(entries, &row, sizeof row);
		count++;
	}
	arena_done(&arena);
	return count;
}

static void add_place(const struct kept_file *file, struct buf parts[4])
{
	struct place_row place = { .state = file->state, .name = add_text(&parts[3], file->name), .sections = (uint32_t)file->ini.count };

	buf_add(&parts[0], &place, sizeof place);
	for (size_t i = 0; i < file->ini.count; i++) {
		const struct ini_section *section = &file->ini.sections[i];
		struct section_row row = { .kind = add_text(&parts[3], section->kind), .line = (uint32_t)section->line };

		row.name = add_text(&parts[3], section->name);
		row.entries = add_entries(section, &parts[2], &parts[3]);
		buf_add(&parts[1], &row, sizeof row);
	}
}

static bool all_settled(const struct kept_set *set, int64_t now_s)
{
	for (size_t i = 0; i < set->count; i++)
		if (!file_state_settled(&set->files[i].state, now_s))
			return false;
	return true;
}

void kept_write(const struct kept_set *set, const char *path, int64_t now_s)
{
	struct head head = { .edition = set->digest, .places = (uint32_t)set->count, .directories = (uint32_t)set->directories };
	struct buf parts[4], whole;

	if (!path || !*path || !all_settled(set, now_s) || !readers_digest(&head.readers))
		return;
	memcpy(head.magic, MAGIC, sizeof MAGIC);
	for (size_t i = 0; i < 4; i++)
		buf_init(&parts[i]);
	for (size_t i = 0; i < set->count; i++)
		add_place(&set->files[i], parts);
	head.sections = (uint32_t)(parts[1].len / sizeof(struct section_row));
	head.entries = (uint32_t)(parts[2].len / sizeof(struct entry_row));
	head.texts = (uint32_t)parts[3].len;
	buf_init(&whole);
	buf_add(&whole, &head, sizeof head);
	for (size_t i = 0; i < 4; i++) {
		buf_add(&whole, parts[i].data, parts[i].len);
		buf_done(&parts[i]);
	}
	head.checksum = checksum_of(whole.data + CHECKED_FROM, whole.len - CHECKED_FROM);
	memcpy(whole.data, &head, sizeof head);
	if (whole.len <= KEPT_LIMIT)
		file_write_cache(path, whole.data, whole.len);
	buf_done(&whole);
}

/* --- reading --- */

struct reading {
	const struct head *head;
	const struct place_row *places;
	const struct section_row *sections;
	const struct entry_row *entries;
	const char *texts;
	size_t section, entry; /* rows taken */
};

/* Points at the parts of the bytes; false when they are not exactly as long as the head says. */
static bool lay_out(struct reading *reading, const char *bytes, size_t len)
{
	const struct head *head = (const void *)bytes;
	struct digest readers;
	size_t size = sizeof *head;

	if (len < size || memcmp(head->magic, MAGIC, sizeof MAGIC) != 0 || head->places > PLACES_LIMIT || head->directories > head->places)
		return false;
	size += head->places * sizeof *reading->places + head->sections * (size_t)sizeof *reading->sections +
		head->entries * (size_t)sizeof *reading->entries + head->texts;
	if (len != size || !head->texts || bytes[len - 1] != '\0' ||
	    head->checksum != checksum_of(bytes + CHECKED_FROM, len - CHECKED_FROM))
		return false;
	reading->head = head;
	reading->places = (const void *)(head + 1);
	reading->sections = (const void *)(reading->places + head->places);
	reading->entries = (const void *)(reading->sections + head->sections);
	reading->texts = (const void *)(reading->entries + head->entries);
	return readers_digest(&readers) && digest_equal(&readers, &head->readers);
}

/* NULL when the offset is none. */
static const char *text_at(const struct reading *reading, uint32_t offset)
{
	return offset < reading->head->texts ? reading->texts + offset : NULL;
}

static bool take_entries(struct reading *reading, struct ini_section *section, size_t count, struct ini_entry *room)
{
	if (count > reading->head->entries - reading->entry)
		return false;
	section->entries = room + reading->entry;
	section->count = count;
	for (size_t i = 0; i < count; i++) {
		const struct entry_row *row = &reading->entries[reading->entry++];
		struct ini_entry *entry = &section->entries[i];

		*entry = (struct ini_entry){ .key = text_at(reading, row->key), .key_len = (uint16_t)row->key_len, .value = text_at(reading, row->value),
			.line = (int)row->line };
		if (!entry->key || !entry->value || row->key_len > UINT16_MAX || row->key_len >= reading->head->texts - row->key)
			return false;
	}
	return true;
}

static bool take_sections(struct reading *reading, struct kept_file *file, size_t count, struct ini_entry *room)
{
	if (count > reading->head->sections - reading->section)
		return false;
	file->ini.sections = count ? mem_array(count, sizeof *file->ini.sections) : NULL;
	for (; file->ini.count < count; file->ini.count++) {
		const struct section_row *row = &reading->sections[reading->section++];
		struct ini_section *section = &file->ini.sections[file->ini.count];

		*section = (struct ini_section){ .kind = text_at(reading, row->kind), .name = text_at(reading, row->name), .file = file->name,
			.line = (int)row->line };
		if (!section->kind || !section->name || !take_entries(reading, section, row->entries, room))
			return false;
	}
	return true;
}

/* The cheap question first: what was changed since needs no look at the rest. */
static bool same_states(const struct reading *reading, const char *root)
{
	for (size_t i = 0; i < reading->head->places; i++) {
		const char *name = text_at(reading, reading->places[i].name);
		char *path = name ? path_join(root, name) : NULL;
		struct file_state now;
		bool same = path && file_state_get(path, &now) && file_state_equal(&now, &reading->places[i].state);

		free(path);
		if (!same)
			return false;
	}
	return true;
}

static bool take_all(struct reading *reading, struct kept_set *out)
{
	const struct head *head = reading->head;
	struct ini_entry *room = arena_alloc(&out->arena, (head->entries + 1) * sizeof *room);

	out->files = arena_alloc(&out->arena, (head->places + 1) * sizeof *out->files);
	out->directories = head->directories;
	out->digest = head->edition;
	while (out->count < head->places) {
		const struct place_row *row = &reading->places[out->count];
		struct kept_file *file = &out->files[out->count++];

		file->state = row->state;
		file->name = text_at(reading, row->name);
		if (!take_sections(reading, file, row->sections, room))
			return false;
	}
	return reading->section == head->sections && reading->entry == head->entries;
}

bool kept_read(struct kept_set *out, const char *path, const char *root)
{
	struct reading reading = { .head = NULL };

	*out = (struct kept_set){ .files = NULL };
	arena_init(&out->arena);
	if (path && *path && file_view_open(&out->view, path, KEPT_LIMIT) && lay_out(&reading, out->view.bytes, out->view.len) &&
	    same_states(&reading, root) && take_all(&reading, out))
		return true;
	kept_done(out);
	return false;
}

void kept_done(struct kept_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		free(set->files[i].ini.sections);
	arena_done(&set->arena);
	file_view_done(&set->view);
	*set = (struct kept_set){ .files = NULL };
}
