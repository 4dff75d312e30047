/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A name or a key that stands twice on one day would let one person act as two, so both are refused. One after the other they are what an office writes
 * when somebody gets another role, name or key.
 */
#include "registry/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"

static const struct ini_key main_keys[] = {
	{ .pattern = "format", .type = INI_CHOICE, .choices = "1", .required = true },
	{ .pattern = "version", .type = INI_INT, .min = 1, .max = 1000000000, .required = true },
	{ .pattern = "issued_on", .type = INI_DATE, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key person_keys[] = {
	{ .pattern = "name", .type = INI_TEXT, .required = true },
	{ .pattern = "roles", .type = INI_WORDS, .required = true },
	{ .pattern = "public", .type = INI_TEXT, .required = true },
	{ .pattern = "valid_from", .type = INI_DATE },
	{ .pattern = "revoked_on", .type = INI_DATE },
	{ .pattern = NULL },
};
static const struct ini_kind people_kinds[] = { { .kind = "people", .keys = main_keys }, { .kind = "person", .keys = person_keys }, { .kind = NULL } };

void people_done(struct people *people)
{
	for (size_t i = 0; i < people->count; i++) {
		free(people->items[i].id);
		free(people->items[i].name);
	}
	free(people->items);
	*people = (struct people){ .items = NULL };
}

static date_days date_of(const struct ini_section *section, const char *key)
{
	const char *value = ini_get(section, key);
	date_days date = DATE_NONE;

	return value && date_parse_iso(value, &date) ? date : DATE_NONE;
}

static bool read_roles(const char *words, unsigned *out)
{
	bool good = *words != '\0';

	*out = 0;
	for (const char *at = words; *at;) {
		size_t len = strcspn(at, " ");
		char *word = mem_strndup(at, len);
		enum life_role role;

		if (life_role_parse(word, &role))
			*out |= 1u << role;
		else
			good = false;
		free(word);
		at += len;
		at += strspn(at, " ");
	}
	return good;
}

static bool same_key(const struct person *a, const struct person *b)
{
	return memcmp(a->key.public_key, b->key.public_key, sizeof a->key.public_key) == 0;
}

/* Whether there is a day on which both count. */
static bool meet(const struct person *a, const struct person *b)
{
	bool a_ended = a->revoked_on != DATE_NONE && b->valid_from != DATE_NONE && a->revoked_on <= b->valid_from;
	bool b_ended = b->revoked_on != DATE_NONE && a->valid_from != DATE_NONE && b->revoked_on <= a->valid_from;

	return !a_ended && !b_ended;
}

/* STATUS_INPUT where the new one would stand beside an entry of the same key or of the same name on one day. */
static enum status check_others(const struct people *people, const struct person *person, const struct ini_section *section, struct diag_list *diags)
{
	for (size_t i = 0; i < people->count; i++) {
		const struct person *other = &people->items[i];

		if (!meet(other, person))
			continue;
		if (same_key(other, person))
			return diag_error(diags, STATUS_INPUT, section->file, section->line,
				_("this key is already there under the name %s for the same days; let that entry end (revoked_on) on the day on which this one begins (valid_from)"),
				other->id);
		if (utf8_same_name(other->name, person->name))
			return diag_error(diags, STATUS_INPUT, section->file, section->line,
				_("the entry %s has the same name for the same days (blanks and forms of letters make no difference). Of two keys of one person let the older end "
				"(revoked_on) when the newer begins (valid_from); to namesakes add what tells them apart"), other->id);
	}
	return STATUS_OK;
}

static enum status add(struct people *out, const struct ini_section *section, struct diag_list *diags)
{
	const char *line = ini_get(section, "public"), *name = ini_get(section, "name");
	struct person person = { .valid_from = date_of(section, "valid_from"), .revoked_on = date_of(section, "revoked_on") };

	if (!read_roles(ini_get(section, "roles"), &person.roles))
		return diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "roles"), _("the roles are officer, adviser, approver and auditor"));
	if (!mini_key_parse_line(&person.key, line, strlen(line)))
		return diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "public"), _("this is no public key in the form of minisign"));
	if (person.valid_from != DATE_NONE && person.revoked_on != DATE_NONE && person.revoked_on < person.valid_from)
		return diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "revoked_on"), _("revoked_on is before valid_from"));
	person.id = mem_strdup(section->name);
	person.name = mem_strdup(name);
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count] = person;
	enum status status = check_others(out, &person, section, diags);
	out->count++;
	return status;
}

enum status people_parse(struct people *out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	struct ini ini;
	enum status status = ini_parse(&ini, file, bytes, len, people_kinds, diags);

	*out = (struct people){ .items = NULL };
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ini.count; i++) {
		if (strcmp(ini.sections[i].kind, "people") == 0)
			num_parse_int(ini_get(&ini.sections[i], "version"), &out->version);
		else if (add(out, &ini.sections[i], diags) != STATUS_OK)
			status = STATUS_INPUT;
	}
	ini_done(&ini);
	if (out->version == 0)
		status = diag_error(diags, STATUS_INPUT, file, 1, _("there must be one section [people.main]"));
	digest_of(&out->digest, bytes, len);
	if (status != STATUS_OK)
		people_done(out);
	return status;
}

enum status people_load(struct people *out, const char *path, const struct key_ring *ring, date_days day, struct diag_list *diags)
{
	struct people_file file;
	enum status status;

	*out = (struct people){ .items = NULL };
	people_file_init(&file);
	/* The signature is checked before a word of the list is read. */
	status = people_file_read(&file, path, ring, day, diags);
	if (status == STATUS_OK)
		status = people_parse(out, path, file.list.data, file.list.len, diags);
	people_file_done(&file);
	return status;
}

const struct person *people_find(const struct people *people, const uint8_t key[32], date_days day)
{
	const struct person *best = NULL;
	const char *why;

	for (size_t i = 0; i < people->count; i++) {
		const struct person *person = &people->items[i];

		if (memcmp(person->key.public_key, key, 32) != 0)
			continue;
		if (person_counts(person, day, &why))
			return person;
		/* The newest of those that have begun; else the one that begins first. */
		bool begun = person->valid_from <= day, best_begun = best && best->valid_from <= day;
		if (!best || (begun ? !best_begun || person->valid_from > best->valid_from : !best_begun && person->valid_from < best->valid_from))
			best = person;
	}
	return best;
}

/* How many entries of its key stand before an entry by their days. */
static size_t rank(const struct people *people, const struct person *person)
{
	size_t before = 0;

	for (size_t i = 0; i < people->count; i++)
		before += same_key(&people->items[i], person) && people->items[i].valid_from < person->valid_from;
	return before;
}

const struct person *people_counterpart(const struct people *people, const struct people *of, const struct person *person)
{
	size_t place = rank(of, person);

	for (size_t i = 0; i < people->count; i++)
		if (same_key(&people->items[i], person) && rank(people, &people->items[i]) == place)
			return &people->items[i];
	return NULL;
}

bool person_counts(const struct person *person, date_days day, const char **why)
{
	*why = NULL;
	if (person->valid_from != DATE_NONE && day < person->valid_from)
		*why = _("the key is not yet valid");
	else if (person->revoked_on != DATE_NONE && day >= person->revoked_on)
		*why = _("the key was revoked");
	return !*why;
}
