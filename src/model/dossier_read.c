/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case file as a dossier. The keys that it may hold are those of the edition's dictionary, so the table for base/ini.c is built from it:
 * a misspelt fact is then found like a misspelt key of any other file. Components are made first, then candidates, then answers, so that
 * the order of the sections does not matter.
 */
#include "model/dossier_file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "base/mem.h"
#include "base/num.h"
#include "model/agreed.h"
#include "model/entity_key.h"
#include "model/search_kept.h"

#define KINDS_COUNT (SCOPE_COUNT + 1)
/* Rows of a fact: its value, four companions, each also in parts, and the time. */
#define ROWS_PER_FACT 11

struct reading {
	struct dossier *dossier;
	const char *file;
	struct diag_list *diags;
	struct arena arena; /* of the key tables and joined texts */
	struct ini ini;
	struct ini_key *tables[SCOPE_COUNT];
	struct ini_kind kinds[KINDS_COUNT + 1];
};

__attribute__((format(printf, 4, 5))) static void fault(const struct reading *reading, const struct ini_section *section, int line,
	const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	diag_error(reading->diags, STATUS_INPUT, reading->file, line, "[%s.%s] %s", section->kind, section->name, text);
	free(text);
}

/* "stem.suffix" in the arena of the reading; there are a thousand of them, so no printf. */
static const char *key_make(struct arena *arena, const char *stem, const char *suffix)
{
	size_t stem_len = strlen(stem), suffix_len = strlen(suffix);
	char *joined = arena_alloc(arena, stem_len + suffix_len + 2);

	memcpy(joined, stem, stem_len);
	joined[stem_len] = '.';
	memcpy(joined + stem_len + 1, suffix, suffix_len);
	return joined;
}

/* A key that may also come in numbered parts. */
static struct ini_key *add_long(struct arena *arena, struct ini_key *row, const char *pattern)
{
	*row++ = (struct ini_key){ .pattern = pattern, .type = INI_TEXT };
	*row++ = (struct ini_key){ .pattern = key_make(arena, pattern, "#"), .type = INI_TEXT };
	return row;
}

static struct ini_key *add_fact(struct arena *arena, struct ini_key *row, const struct fact *fact)
{
	if (fact->type == FACT_TEXT)
		row = add_long(arena, row, fact->key);
	else
		*row++ = (struct ini_key){ .pattern = fact->key, .type = INI_TEXT };
	for (const struct companion *companion = COMPANIONS; companion->suffix; companion++)
		row = add_long(arena, row, key_make(arena, fact->key, companion->suffix));
	*row++ = (struct ini_key){ .pattern = key_make(arena, fact->key, "at"), .type = INI_INT };
	return row;
}

static void tables_make(struct reading *reading)
{
	const struct edition *edition = reading->dossier->edition;

	for (size_t scope = 0; scope < SCOPE_COUNT; scope++) {
		size_t rows = edition->slots[scope] * ROWS_PER_FACT + 1;
		struct ini_key *row = arena_alloc(&reading->arena, rows * sizeof *row);

		reading->kinds[scope] = (struct ini_kind){ .kind = scope_word((enum scope)scope), .keys = row };
		for (size_t slot = 0; slot < edition->slots[scope]; slot++)
			if (fact_is_kept(edition->by_slot[scope][slot]))
				row = add_fact(&reading->arena, row, edition->by_slot[scope][slot]);
	}
	reading->kinds[SCOPE_COUNT] = (struct ini_kind){ .kind = "meta", .keys = CASE_META_KEYS };
}

/* The longest key of a case file and more: that of a fact, a companion and the number of a part. */
#define KEY_ROOM 128

/* "stem.suffix" for one look; cut short where it is longer than any key, so that it finds nothing. */
static void key_write(char out[KEY_ROOM], const char *stem, const char *suffix)
{
	size_t stem_len = strlen(stem), suffix_len = strlen(suffix);

	out[0] = '\0';
	if (stem_len + suffix_len + 2 > KEY_ROOM)
		return;
	memcpy(out, stem, stem_len);
	out[stem_len] = '.';
	memcpy(out + stem_len + 1, suffix, suffix_len + 1);
}

/* Value of a key whole or in parts, "" when absent; both at once would be two values. */
static const char *value_of(struct reading *reading, const struct ini_section *section, const char *key, int *line)
{
	bool whole = ini_get(section, key), parts;
	const char *value = "";
	char part[KEY_ROOM];

	key_write(part, key, "1");
	parts = ini_get(section, part);
	*line = ini_line(section, whole ? key : part);
	if (whole && parts)
		fault(reading, section, *line, _("give either %s or its numbered parts, not both"), key);
	if (whole)
		value = ini_get(section, key);
	else if (parts)
		value = ini_get_long(section, key, &reading->ini.arena);
	return value;
}

/*
 * The part of a section from the first to the last key of a fact; false when it says nothing about the fact, which is what it does about
 * most of them. Everything asked about the fact is then looked for in a few lines.
 */
static bool narrow(const struct ini_section *section, const char *key, struct ini_section *out)
{
	size_t len = strlen(key), first = 0, end = 0;

	for (size_t i = 0; i < section->count; i++) {
		const char *other = section->entries[i].key;

		if (section->entries[i].key_len < len || *other != *key || (other[len] && other[len] != '.') || memcmp(other, key, len) != 0)
			continue;
		if (!end)
			first = i;
		end = i + 1;
	}
	*out = *section;
	out->entries += first;
	out->count = end - first;
	return end > 0;
}

static void read_companions(struct reading *reading, const struct ini_section *section, const struct fact *fact, struct answer *answer)
{
	const char *at;
	char key[KEY_ROOM];
	int line;

	key_write(key, fact->key, "at");
	at = ini_get(section, key);
	if (at && !num_parse_int(at, &answer->at))
		fault(reading, section, ini_line(section, key), _("%s is not a time in seconds"), key);
	for (const struct companion *companion = COMPANIONS; companion->suffix; companion++) {
		const char *value;
		char *copy;

		key_write(key, fact->key, companion->suffix);
		value = value_of(reading, section, key, &line);
		copy = *value ? mem_strdup(value) : NULL;
		memcpy((char *)answer + companion->offset, &copy, sizeof copy);
	}
}

static void read_answers(struct reading *reading, const struct ini_section *section, enum scope scope, struct answer *answers)
{
	const struct edition *edition = reading->dossier->edition;

	for (size_t slot = 0; slot < edition->slots[scope]; slot++) {
		const struct fact *fact = edition->by_slot[scope][slot];
		const char *word = "";
		struct ini_section part;
		int line = section->line;
		char *why = NULL;

		if (!fact_is_kept(fact))
			continue;
		if (narrow(section, fact->key, &part)) {
			word = value_of(reading, &part, fact->key, &line);
			if (part.count > 1 || part.entries->key_len != strlen(fact->key))
				read_companions(reading, &part, fact, &answers[slot]);
		}
		if (!answer_from_word(&answers[slot], fact, word, &why))
			fault(reading, section, line, "%s: %s", fact->key, why);
		free(why);
	}
}

static void read_meta(struct reading *reading, const struct ini_section *section)
{
	struct dossier *dossier = reading->dossier;
	const char *edition = ini_get(section, "edition"), *as_of = ini_get(section, "as_of"), *sample = ini_get(section, "sample");
	const char *practice = ini_get(section, "practice");

	if (strcmp(section->name, "case") != 0)
		fault(reading, section, section->line, _("the head of a case file is [meta.case]"));
	if (strcmp(edition, dossier->edition->id) != 0)
		fault(reading, section, ini_line(section, "edition"), _("the case is of edition %s, but edition %s is loaded"), edition,
			dossier->edition->id);
	if (as_of)
		date_parse_iso(as_of, &dossier->as_of);
	dossier->sample = sample && strcmp(sample, "yes") == 0;
	mem_replace(&dossier->practice, practice);
}

static bool is_kind(const struct ini_section *section, const char *kind)
{
	return strcmp(section->kind, kind) == 0;
}

static const char *bad_key(enum scope scope)
{
	switch (scope) {
	case SCOPE_COMPONENT:
		return _("this is not the key of a component; write it as c1");
	case SCOPE_INFORMATION:
		return _("this is not the key of a kind of information; write it as i1");
	case SCOPE_CONTROL:
		return _("this is not the key of a criterion; write it as c1-1-k1-m1");
	case SCOPE_SEARCH:
		return _("this is not the key of a search; write it as c1-1-s1");
	default:
		return _("this is not the key of a candidate; write it as c1-1-k1");
	}
}

/* Makes the components, then the candidates, then the entries; each needs what it stands in. */
static void make_entities(struct reading *reading, enum scope scope)
{
	for (size_t i = 0; i < reading->ini.count; i++) {
		const struct ini_section *section = &reading->ini.sections[i];
		struct entity_key key, parent;
		char parent_text[ENTITY_KEY_MAX + 1];

		if (!is_kind(section, scope_word(scope)))
			continue;
		if (!entity_key_parse(section->name, &key) || key.scope != scope) {
			fault(reading, section, section->line, "%s", bad_key(scope));
			continue;
		}
		parent = key;
		parent.scope = scope_parent(scope);
		entity_key_format(&parent, parent_text);
		if (dossier_find(reading->dossier, parent_text))
			dossier_ensure(reading->dossier, section->name);
		else if (scope == SCOPE_CONTROL)
			fault(reading, section, section->line, _("there is no [candidate.%s] for this criterion"), parent_text);
		else
			fault(reading, section, section->line,
				_("there is no step %s: its component has no section, or the edition has no such step"), parent_text);
	}
}

static void read_section(struct reading *reading, const struct ini_section *section)
{
	enum scope scope = SCOPE_CASE;
	const char *key = section->name;
	struct entity_key parsed;
	struct entity *entity;

	if (!scope_parse(section->kind, &scope))
		return; /* the head */
	if (scope == SCOPE_CASE) {
		if (strcmp(key, "main") != 0)
			fault(reading, section, section->line, _("the answers of the case stand in [case.main]"));
		read_answers(reading, section, scope, reading->dossier->root->answers);
		return;
	}
	entity = dossier_find(reading->dossier, key);
	if (entity && entity->scope == (scope == SCOPE_SERVICE ? SCOPE_CANDIDATE : scope))
		read_answers(reading, section, scope, scope == SCOPE_SERVICE ? entity->services : entity->answers);
	else if (scope == SCOPE_SERVICE)
		fault(reading, section, section->line, _("there is no [candidate.%s] for this listing"), key);
	else if (scope == SCOPE_STEP && (!entity_key_parse(key, &parsed) || parsed.scope != SCOPE_STEP))
		fault(reading, section, section->line, _("this is not the key of a step; write it as c1-1"));
	else if (scope == SCOPE_STEP)
		fault(reading, section, section->line, _("there is no such step: its component has no section, or the edition has no such step"));
}

static void check_choices(struct reading *reading, const struct ini_section *section)
{
	const struct edition *edition = reading->dossier->edition;
	const struct entity *step = dossier_find(reading->dossier, section->name);

	if (!is_kind(section, "step") || !step || step->scope != SCOPE_STEP)
		return;
	for (size_t slot = 0; slot < edition->slots[SCOPE_STEP]; slot++) {
		const struct fact *fact = edition->by_slot[SCOPE_STEP][slot];
		const struct answer *answer = &step->answers[slot];
		const struct entity *named;

		if (fact->type != FACT_CANDIDATE || answer->state != ANSWER_GIVEN)
			continue;
		named = dossier_find(reading->dossier, answer->text);
		if (!named || named->parent != step)
			fault(reading, section, ini_line(section, fact->key), _("%s: %s is not a candidate of this step"), fact->key, answer->text);
	}
}

/* A search that was altered by hand is no evidence any more. */
static void check_search(struct reading *reading, const struct ini_section *section)
{
	const struct entity *entity = is_kind(section, "search") ? dossier_find(reading->dossier, section->name) : NULL;
	struct kept_search search;
	char *why = NULL;

	if (!entity || entity->scope != SCOPE_SEARCH)
		return;
	if (kept_search_read(&search, reading->dossier, entity, &why))
		kept_search_done(&search);
	else
		fault(reading, section, section->line, "%s", why);
	free(why);
}

static void read_sections(struct reading *reading)
{
	size_t heads = 0;

	for (size_t i = 0; i < reading->ini.count; i++) {
		if (!is_kind(&reading->ini.sections[i], "meta"))
			continue;
		heads++;
		read_meta(reading, &reading->ini.sections[i]);
	}
	if (heads == 0)
		diag_error(reading->diags, STATUS_INPUT, reading->file, 0, _("the file has no [meta.case]; it is not a case file"));
	make_entities(reading, SCOPE_COMPONENT);
	make_entities(reading, SCOPE_CANDIDATE);
	make_entities(reading, SCOPE_INFORMATION);
	make_entities(reading, SCOPE_CONTROL);
	make_entities(reading, SCOPE_SEARCH);
	for (size_t i = 0; i < reading->ini.count; i++)
		read_section(reading, &reading->ini.sections[i]);
	for (size_t i = 0; i < reading->ini.count; i++)
		check_choices(reading, &reading->ini.sections[i]);
	for (size_t i = 0; i < reading->ini.count; i++)
		check_search(reading, &reading->ini.sections[i]);
}

static enum status read_dossier(struct dossier **out, const struct edition *edition, const char *file, const char *bytes, size_t len,
	bool known, struct diag_list *diags)
{
	struct reading reading = { .file = file };
	struct diag_list own;
	enum status status;

	diag_init(&own);
	reading.diags = &own;
	reading.dossier = dossier_new(edition);
	dossier_remove(reading.dossier, reading.dossier->root->children[0]);
	arena_init(&reading.arena);
	/* A misspelt key and an impossible value are told in one go; with any fault the dossier is thrown away. */
	if (known) {
		ini_split(&reading.ini, file, bytes, len);
	} else {
		tables_make(&reading);
		(void)ini_parse_partly(&reading.ini, file, bytes, len, reading.kinds, &own);
	}
	read_sections(&reading);
	ini_done(&reading.ini);
	arena_done(&reading.arena);
	status = own.errors ? STATUS_INPUT : STATUS_OK;
	if (status != STATUS_OK)
		dossier_free(&reading.dossier);
	*out = reading.dossier;
	if (diags)
		diag_move(diags, &own);
	diag_done(&own);
	return status;
}

enum status dossier_read(struct dossier **out, const struct edition *edition, const char *file, const char *bytes, size_t len,
	struct diag_list *diags)
{
	return read_dossier(out, edition, file, bytes, len, false, diags);
}

enum status dossier_read_with(struct dossier **out, const struct edition *edition, const char *file, const char *bytes, size_t len,
	const char *agreed, struct diag_list *diags)
{
	struct digest of_both[2], digest;
	enum status status;
	bool known;

	/* Which keys a case may hold is said by the edition, so a file is known only together with one. */
	of_both[0] = edition->digest;
	digest_quick(&of_both[1], bytes, len);
	digest_quick(&digest, of_both, sizeof of_both);
	known = agreed_has(agreed, &digest);
	status = read_dossier(out, edition, file, bytes, len, known, diags);
	if (status == STATUS_OK && !known)
		agreed_add(agreed, &digest);
	return status;
}
