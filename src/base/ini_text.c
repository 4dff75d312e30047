/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Long values and values in two languages. A line of a data file is short, so a long value comes in numbered parts, "help.ja.1" and on; and
 * nearly every text has a Japanese and an English form.
 */
#include "base/ini.h"

#include <string.h>

#include "base/ini_scan.h"

/* What follows the stem in a key that is the stem or goes on behind it with a dot; NULL for any other key. Most are another at first sight. */
static const char *after_stem(const struct ini_entry *entry, const char *stem, size_t stem_len)
{
	if (entry->key_len < stem_len || *entry->key != *stem || (entry->key[stem_len] && entry->key[stem_len] != '.'))
		return NULL;
	return memcmp(entry->key, stem, stem_len) ? NULL : entry->key + stem_len;
}

/* What stands behind a stem: 0 for nothing, n for ".n", -1 for anything else. */
static int number_behind(const char *rest)
{
	int number = 0;

	if (!*rest)
		return 0;
	if (*rest != '.' || rest[1] < '1')
		return -1;
	for (const char *at = rest + 1; *at; at++) {
		if (*at < '0' || *at > '9' || number > INI_KEYS_MAX)
			return -1;
		number = number * 10 + (*at - '0');
	}
	return number;
}

/* 0 for the stem itself, n for its part n as in "stem.n", -1 for any other key. */
static int part_number(const struct ini_entry *entry, const char *stem, size_t stem_len)
{
	const char *rest = after_stem(entry, stem, stem_len);

	return rest ? number_behind(rest) : -1;
}

/* The parts of one long value by number, 0 for the stem, which may be missing. NULL ends them. */
enum { PARTS_AT_HAND = 32 };

struct parts {
	const char *values[PARTS_AT_HAND + 1];
	bool more; /* there are numbers beyond */
};

static void parts_add(struct parts *parts, int number, const char *value)
{
	if (number > PARTS_AT_HAND)
		parts->more = true;
	else if (number >= 0)
		parts->values[number] = value;
}

static const char *find_part(const struct ini_section *section, const char *key, size_t len, int number)
{
	for (size_t i = 0; i < section->count; i++)
		if (part_number(&section->entries[i], key, len) == number)
			return section->entries[i].value;
	return NULL;
}

/* The value whole and borrowed or joined in `arena`; NULL when there is none. `section`, `key` and `len` are for numbers that are not at hand. */
static const char *parts_join(const struct parts *parts, const struct ini_section *section, const char *key, size_t len, struct arena *arena)
{
	const char *value = parts->values[0], *part = parts->values[1];
	struct buf joined;

	if (!part)
		return value;
	buf_init(&joined);
	if (value) {
		buf_adds(&joined, value);
		buf_addc(&joined, '\n');
	}
	buf_adds(&joined, part);
	for (int i = 2;; i++) {
		part = i <= PARTS_AT_HAND ? parts->values[i] : NULL;
		if (i > PARTS_AT_HAND && parts->more)
			part = find_part(section, key, len, i);
		if (!part)
			break;
		buf_addc(&joined, '\n');
		buf_adds(&joined, part);
	}
	value = arena_strndup(arena, joined.data, joined.len);
	buf_done(&joined);
	return value;
}

static const char *borrow_long(const struct ini_section *section, const char *key, struct arena *arena)
{
	struct parts parts = { .more = false };
	size_t len = strlen(key);

	for (size_t i = 0; i < section->count; i++)
		parts_add(&parts, part_number(&section->entries[i], key, len), section->entries[i].value);
	return parts_join(&parts, section, key, len, arena);
}

const char *ini_get_long(const struct ini_section *section, const char *key, struct arena *arena)
{
	const char *value = borrow_long(section, key, arena);

	return value && value == ini_get(section, key) ? arena_strdup(arena, value) : value;
}

/*
 * Loaders ask for many texts, most of which are not there and few of which come in parts, so one walk over the section finds both languages
 * and the parts are gathered in a second one, where there are any.
 */
struct text ini_borrow_text(const struct ini_section *section, const char *key, struct arena *arena)
{
	static const char names[LANG_COUNT][4] = { [LANG_JA] = ".ja", [LANG_EN] = ".en" };
	enum { NAME_LEN = 3 };
	struct text text = { { "", "" } };
	bool joined[LANG_COUNT] = { false };
	size_t len = strlen(key);

	if (len > INI_PART_MAX)
		return text;
	for (size_t i = 0; i < section->count; i++) {
		const struct ini_entry *entry = &section->entries[i];

		if (entry->key_len < len + NAME_LEN || *entry->key != *key || entry->key[len] != '.' || memcmp(entry->key, key, len) != 0)
			continue;
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			char full[INI_PART_MAX + sizeof names[0]];
			const char *whole;

			if (joined[lang] || memcmp(entry->key + len, names[lang], NAME_LEN) != 0 ||
			    number_behind(entry->key + len + NAME_LEN) < 0)
				continue;
			if (entry->key_len == len + NAME_LEN) {
				text.in[lang] = entry->value;
				continue;
			}
			memcpy(full, entry->key, len + NAME_LEN);
			full[len + NAME_LEN] = '\0';
			whole = borrow_long(section, full, arena);
			text.in[lang] = whole ? whole : "";
			joined[lang] = true;
		}
	}
	return text;
}

static bool is_text_key(const char *key, size_t len)
{
	return len > 3 && (memcmp(key + len - 3, ".ja", 3) == 0 || memcmp(key + len - 3, ".en", 3) == 0);
}

/* Length of a key without the number of a part of a text in a language behind it; 0 where there is none. */
static size_t text_stem_len(const struct ini_entry *entry)
{
	size_t len = entry->key_len;

	while (len && entry->key[len - 1] >= '0' && entry->key[len - 1] <= '9')
		len--;
	if (len == entry->key_len || !len || entry->key[--len] != '.')
		return 0;
	return is_text_key(entry->key, len) ? len : 0;
}

const char *ini_whole_text(const struct ini_section *section, const struct ini_entry *entry, struct arena *arena, size_t *key_len)
{
	size_t stem_len = text_stem_len(entry);
	char *stem = arena_strndup(arena, entry->key, stem_len ? stem_len : entry->key_len);

	*key_len = strlen(stem);
	if (!stem_len)
		return is_text_key(stem, *key_len) ? borrow_long(section, stem, arena) : entry->value;
	return number_behind(entry->key + stem_len) == 1 && !ini_get(section, stem) ? borrow_long(section, stem, arena) : NULL;
}

struct text ini_get_text(const struct ini_section *section, const char *key, struct arena *arena)
{
	struct text text = ini_borrow_text(section, key, arena);

	for (int lang = 0; lang < LANG_COUNT; lang++)
		text.in[lang] = arena_strdup(arena, text.in[lang]);
	return text;
}
