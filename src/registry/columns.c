/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Column maps. The official lists have no fixed file form, so which header means what, and which word of the source means which of ours, is
 * data. Headers and words are compared folded: a list typed with full-width letters is the same list.
 */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ini.h"
#include "base/utf8.h"

static const struct ini_key map_keys[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "list", .type = INI_CHOICE, .choices = "ismap ismap_liu audit_body inter_ministry common_platform group_use" },
	{ .pattern = "column.number", .type = INI_TEXT, .required = true },
	{ .pattern = "column.name", .type = INI_TEXT, .required = true },
	{ .pattern = "column.provider", .type = INI_TEXT },
	{ .pattern = "column.scope", .type = INI_TEXT },
	{ .pattern = "column.regions", .type = INI_TEXT },
	{ .pattern = "column.functions", .type = INI_TEXT },
	{ .pattern = "column.note", .type = INI_TEXT },
	{ .pattern = "column.list", .type = INI_TEXT },
	{ .pattern = "column.status", .type = INI_TEXT },
	{ .pattern = "column.forms", .type = INI_TEXT },
	{ .pattern = "column.level", .type = INI_TEXT },
	{ .pattern = "column.registered_on", .type = INI_TEXT },
	{ .pattern = "column.expires_on", .type = INI_TEXT },
	{ .pattern = "words.list.ismap", .type = INI_TEXT },
	{ .pattern = "words.list.ismap_liu", .type = INI_TEXT },
	{ .pattern = "words.list.audit_body", .type = INI_TEXT },
	{ .pattern = "words.list.inter_ministry", .type = INI_TEXT },
	{ .pattern = "words.list.common_platform", .type = INI_TEXT },
	{ .pattern = "words.list.group_use", .type = INI_TEXT },
	{ .pattern = "words.status.registered", .type = INI_TEXT },
	{ .pattern = "words.status.suspended", .type = INI_TEXT },
	{ .pattern = "words.status.removed", .type = INI_TEXT },
	{ .pattern = "words.forms.saas", .type = INI_TEXT },
	{ .pattern = "words.forms.paas", .type = INI_TEXT },
	{ .pattern = "words.forms.iaas", .type = INI_TEXT },
	{ .pattern = "words.level.1", .type = INI_TEXT },
	{ .pattern = "words.level.2", .type = INI_TEXT },
	{ .pattern = "words.level.3", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_kind map_kinds[] = { { .kind = "map", .keys = map_keys }, { .kind = NULL } };

const char *const column_keys[COLUMN_COUNT] = {
	[COLUMN_NUMBER] = "column.number", [COLUMN_NAME] = "column.name", [COLUMN_PROVIDER] = "column.provider", [COLUMN_SCOPE] = "column.scope",
	[COLUMN_REGIONS] = "column.regions", [COLUMN_FUNCTIONS] = "column.functions", [COLUMN_NOTE] = "column.note",
	[COLUMN_LIST] = "column.list", [COLUMN_STATUS] = "column.status", [COLUMN_FORMS] = "column.forms", [COLUMN_LEVEL] = "column.level",
	[COLUMN_REGISTERED_ON] = "column.registered_on", [COLUMN_EXPIRES_ON] = "column.expires_on",
};

/* What each words.* key stands for. Our own word is always understood, too. */
const struct word_target word_targets[WORD_TARGETS] = {
	{ "words.list.ismap", "ismap", WORDS_LIST, LISTING_ISMAP },
	{ "words.list.ismap_liu", "ismap_liu", WORDS_LIST, LISTING_ISMAP_LIU },
	{ "words.list.audit_body", "audit_body", WORDS_LIST, LISTING_AUDIT_BODY },
	{ "words.list.inter_ministry", "inter_ministry", WORDS_LIST, LISTING_INTER_MINISTRY },
	{ "words.list.common_platform", "common_platform", WORDS_LIST, LISTING_COMMON_PLATFORM },
	{ "words.list.group_use", "group_use", WORDS_LIST, LISTING_GROUP_USE },
	{ "words.status.registered", "registered", WORDS_STATUS, LISTING_REGISTERED },
	{ "words.status.suspended", "suspended", WORDS_STATUS, LISTING_SUSPENDED },
	{ "words.status.removed", "removed", WORDS_STATUS, LISTING_REMOVED },
	{ "words.forms.saas", "saas", WORDS_FORMS, (int)FORM_SAAS },
	{ "words.forms.paas", "paas", WORDS_FORMS, (int)FORM_PAAS },
	{ "words.forms.iaas", "iaas", WORDS_FORMS, (int)FORM_IAAS },
	{ "words.level.1", "1", WORDS_LEVEL, 1 },
	{ "words.level.2", "2", WORDS_LEVEL, 2 },
	{ "words.level.3", "3", WORDS_LEVEL, 3 },
};

/* Length in bytes of the blank at `text`, 0 when there is none. The wide one is U+3000. */
static size_t blank_at(const char *text)
{
	if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
		return 1;
	return strncmp(text, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

char *trim_cell(const char *text)
{
	size_t end, step;

	while ((step = blank_at(text)) != 0)
		text += step;
	end = strlen(text);
	for (;;) {
		if (end >= 1 && blank_at(text + end - 1) == 1)
			end -= 1;
		else if (end >= 3 && blank_at(text + end - 3) == 3)
			end -= 3;
		else
			return mem_strndup(text, end);
	}
}

void fold_cell_add(struct buf *out, const char *text)
{
	size_t start = out->len, first, step;

	utf8_fold_add(out, text);
	for (char *at = out->data + start; *at; at++)
		if ((unsigned char)*at < ' ' || *at == '\x7f')
			*at = ' ';
	for (first = start; (step = blank_at(out->data + first)) != 0;)
		first += step;
	for (;;) {
		if (out->len >= first + 1 && blank_at(out->data + out->len - 1) == 1)
			out->len -= 1;
		else if (out->len >= first + 3 && blank_at(out->data + out->len - 3) == 3)
			out->len -= 3;
		else
			break;
	}
	if (first > start) {
		memmove(out->data + start, out->data + first, out->len - first);
		out->len -= first - start;
	}
	out->data[out->len] = '\0';
}

char *fold_cell(const char *text)
{
	struct buf out;

	buf_init(&out);
	fold_cell_add(&out, text);
	return buf_take(&out);
}

const struct map_word *map_word_find(const struct map_words *words, const char *folded)
{
	for (size_t i = 0; i < words->count; i++)
		if (strcmp(words->items[i].folded, folded) == 0)
			return &words->items[i];
	return NULL;
}

char *map_words_allowed(const struct map_words *words)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < words->count; i++)
		buf_addf(&out, "%s%s", i ? " / " : "", words->items[i].shown);
	return out.data; /* handed over; the buffer ends here */
}

/* Adds a word; one that already means something else in the group is a fault of the map. */
static bool add_word(struct column_maps *maps, struct map_words *words, const char *shown, int value)
{
	char *folded = fold_cell(shown);
	const struct map_word *there = map_word_find(words, folded);
	bool good = !there || there->value == value;

	if (!there && *folded) {
		MEM_PUSH_ROOM(words->items, words->count, words->capacity);
		words->items[words->count++] = (struct map_word){
			.folded = arena_strdup(&maps->arena, folded), .shown = arena_strdup(&maps->arena, shown), .value = value,
		};
	}
	free(folded);
	return good;
}

/* Words of one key, separated by '|'. */
static void read_words(struct column_maps *maps, struct column_map *map, const struct ini_section *section, const struct word_target *target,
	struct diag_list *diags)
{
	struct map_words *words = &map->words[target->group];
	const char *value = ini_get(section, target->key);

	while (value && *value) {
		size_t len = strcspn(value, "|");
		char *part = mem_strndup(value, len), *shown = trim_cell(part);

		if (!*shown)
			diag_error(diags, STATUS_INPUT, section->file, ini_line(section, target->key), _("%s holds an empty word"), target->key);
		else if (!add_word(maps, words, shown, target->value))
			diag_error(diags, STATUS_INPUT, section->file, ini_line(section, target->key), _("\"%s\" already means something else in this map"),
				shown);
		free(shown);
		free(part);
		value += len;
		value += *value == '|';
	}
}

static void read_headers(struct column_maps *maps, struct column_map *map, const struct ini_section *section, struct diag_list *diags)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		const char *header = ini_get(section, column_keys[i]);
		char *folded;

		if (!header)
			continue;
		folded = fold_cell(header);
		map->headers[i] = arena_strdup(&maps->arena, header);
		map->folded[i] = arena_strdup(&maps->arena, folded);
		free(folded);
		if (!*map->folded[i])
			diag_error(diags, STATUS_INPUT, section->file, ini_line(section, column_keys[i]), _("%s names no header"), column_keys[i]);
		for (int j = 0; j < i; j++)
			if (map->folded[j] && strcmp(map->folded[j], map->folded[i]) == 0)
				diag_error(diags, STATUS_INPUT, section->file, ini_line(section, column_keys[i]), _("%s and %s name the same header"),
					column_keys[j], column_keys[i]);
	}
}

/* Of the lists only those that stand on a shelf with one that the map names, so that messages offer no list that cannot come this way. */
static unsigned shelves_named(const struct map_words *lists)
{
	unsigned shelves = lists->count ? 0 : (1u << SHELVES) - 1;

	for (size_t i = 0; i < lists->count; i++)
		shelves |= 1u << listing_shelf_of((enum listing_list)lists->items[i].value);
	return shelves;
}

/* Our own words come behind those of the source, so that messages name these first. */
static void add_own_words(struct column_maps *maps, struct column_map *map)
{
	unsigned shelves = shelves_named(&map->words[WORDS_LIST]);

	for (size_t i = 0; i < WORD_TARGETS; i++)
		if (word_targets[i].group != WORDS_LIST || shelves >> listing_shelf_of((enum listing_list)word_targets[i].value) & 1u)
			add_word(maps, &map->words[word_targets[i].group], word_targets[i].own, word_targets[i].value);
}

static enum listing_list list_of_word(const char *word)
{
	int list = LISTING_ISMAP;

	while (word && list < LISTING_LISTS - 1 && strcmp(listing_list_word((enum listing_list)list), word) != 0)
		list++;
	return (enum listing_list)list;
}

static void read_map(struct column_maps *maps, const struct ini_section *section, struct diag_list *diags)
{
	struct column_map map = { .name = arena_strdup(&maps->arena, section->name), .layer = maps->layers };
	const char *list = ini_get(section, "list");

	for (size_t i = 0; i < maps->count; i++)
		if (strcmp(maps->items[i].name, section->name) == 0)
			diag_error(diags, STATUS_INPUT, section->file, section->line, _("there is already a column map \"%s\""), section->name);
	map.title = ini_get_text(section, "title", &maps->arena);
	read_headers(maps, &map, section, diags);
	map.has_list = list != NULL;
	map.list = list_of_word(list);
	if (map.has_list == (map.headers[COLUMN_LIST] != NULL))
		diag_error(diags, STATUS_INPUT, section->file, section->line, _("a column map has either list or column.list, and not both"));
	for (size_t i = 0; i < WORD_TARGETS; i++)
		read_words(maps, &map, section, &word_targets[i], diags);
	add_own_words(maps, &map);
	MEM_PUSH_ROOM(maps->items, maps->count, maps->capacity);
	maps->items[maps->count++] = map;
}

enum status column_maps_read(struct column_maps **out, const char *file, const char *bytes, size_t len, const char *known, struct diag_list *diags)
{
	struct column_maps *maps = *out ? *out : MEM_NEW(struct column_maps);
	struct diag_list found;
	struct ini ini;
	enum status status;

	diag_init(&found);
	status = (known ? ini_parse_agreed : ini_parse)(&ini, file, bytes, len, map_kinds, &found);
	if (status == STATUS_OK) {
		for (size_t i = 0; i < ini.count; i++)
			if (!known || strcmp(ini.sections[i].name, known) == 0)
				read_map(maps, &ini.sections[i], &found);
		ini_done(&ini);
		maps->layers++;
		status = diag_status(&found);
	}
	if (diags)
		diag_move(diags, &found);
	else
		diag_done(&found);
	if (status != STATUS_OK)
		column_maps_free(&maps);
	*out = maps;
	return status;
}

enum status column_maps_load(struct column_maps **out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	return column_maps_read(out, file, bytes, len, NULL, diags);
}

void column_maps_free(struct column_maps **slot)
{
	struct column_maps *maps = *slot;

	if (!maps)
		return;
	for (size_t i = 0; i < maps->count; i++)
		for (int j = 0; j < WORDS_COUNT; j++)
			free(maps->items[i].words[j].items);
	free(maps->items);
	arena_done(&maps->arena);
	free(maps);
	*slot = NULL;
}

size_t column_maps_count(const struct column_maps *maps)
{
	return maps->count;
}

const char *column_maps_name(const struct column_maps *maps, size_t index)
{
	return maps->items[index].name;
}

const struct text *column_maps_title(const struct column_maps *maps, size_t index)
{
	return &maps->items[index].title;
}
