/* SPDX-License-Identifier: Apache-2.0 */
/* A name or a key that stands twice would let one person act as two, so both are refused. */
#include "registry/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/num.h"

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

static enum status add(struct people *out, const struct ini_section *section, struct diag_list *diags)
{
	const char *line = ini_get(section, "public"), *name = ini_get(section, "name");
	struct person person = { .valid_from = date_of(section, "valid_from"), .revoked_on = date_of(section, "revoked_on") };

	if (!read_roles(ini_get(section, "roles"), &person.roles))
		return diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "roles"), _("the roles are officer, adviser, approver and auditor"));
	if (!mini_key_parse_line(&person.key, line, strlen(line)))
		return diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "public"), _("this is no public key in the form of minisign"));
	for (size_t i = 0; i < out->count; i++)
		if (memcmp(out->items[i].key.public_key, person.key.public_key, sizeof person.key.public_key) == 0)
			return diag_error(diags, STATUS_INPUT, section->file, section->line, _("this key is already there under the name %s"), out->items[i].id);
	person.id = mem_strdup(section->name);
	person.name = mem_strdup(name);
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count++] = person;
	return STATUS_OK;
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

const struct person *people_find(const struct people *people, const uint8_t key[32])
{
	for (size_t i = 0; i < people->count; i++)
		if (memcmp(people->items[i].key.public_key, key, 32) == 0)
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
