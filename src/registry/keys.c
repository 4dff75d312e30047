/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One stolen key must not be enough to change whom an office believes, and one lost key must not lock it out. So a list of keys asks for several
 * signatures of root keys, of the list before it as well as of its own, and its version only rises.
 */
#include "registry/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/num.h"

enum { LIST_BYTES_MAX = 65536 };
#define LIST_NAME "root.ini"
#define KEY_SUFFIX ".pub"
#define OFFICE_NAME "office"

static const char *const roles[KEY_ROLES] = { [KEY_ROLE_ROOT] = "root", [KEY_ROLE_REGISTRY] = "registry", [KEY_ROLE_PEOPLE] = "people" };

static const struct ini_key main_keys[] = {
	{ .pattern = "format", .type = INI_CHOICE, .choices = "1", .required = true },
	{ .pattern = "version", .type = INI_INT, .min = 1, .max = 1000000000, .required = true },
	{ .pattern = "issued_on", .type = INI_DATE, .required = true },
	{ .pattern = "expires_on", .type = INI_DATE, .required = true },
	{ .pattern = "threshold", .type = INI_INT, .min = 1, .max = 16, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key key_keys[] = {
	{ .pattern = "role", .type = INI_CHOICE, .choices = "root registry people", .required = true },
	{ .pattern = "public", .type = INI_TEXT, .required = true },
	{ .pattern = "valid_from", .type = INI_DATE },
	{ .pattern = "revoked_on", .type = INI_DATE },
	{ .pattern = NULL },
};
static const struct ini_kind list_kinds[] = { { .kind = "root", .keys = main_keys }, { .kind = "key", .keys = key_keys }, { .kind = NULL } };

const char *key_role_word(enum key_role role)
{
	return role < KEY_ROLES ? roles[role] : "";
}

void key_ring_done(struct key_ring *ring)
{
	for (size_t i = 0; i < ring->count; i++)
		free(ring->items[i].name);
	free(ring->items);
	*ring = (struct key_ring){ .items = NULL };
}

static enum status add_key(struct key_ring *ring, const struct trusted_key *key, const char *name, const char *file, int line,
	struct diag_list *diags)
{
	for (size_t i = 0; i < ring->count; i++)
		if (memcmp(ring->items[i].key.id, key->key.id, sizeof key->key.id) == 0 ||
			memcmp(ring->items[i].key.public_key, key->key.public_key, sizeof key->key.public_key) == 0)
			return diag_error(diags, STATUS_INPUT, file, line, _("this key is already there under the name %s"), ring->items[i].name);
	MEM_PUSH_ROOM(ring->items, ring->count, ring->capacity);
	ring->items[ring->count] = *key;
	ring->items[ring->count++].name = mem_strdup(name);
	return STATUS_OK;
}

static date_days date_of(const struct ini_section *section, const char *key)
{
	const char *value = ini_get(section, key);
	date_days date = DATE_NONE;

	return value && date_parse_iso(value, &date) ? date : DATE_NONE;
}

static int64_t number_of(const struct ini_section *section, const char *key)
{
	int64_t number = 0;

	num_parse_int(ini_get(section, key), &number);
	return number;
}

static enum status read_key(struct key_ring *ring, const struct ini_section *section, struct diag_list *diags)
{
	const char *line = ini_get(section, "public");
	struct trusted_key key = { .valid_from = date_of(section, "valid_from"), .revoked_on = date_of(section, "revoked_on") };

	while (strcmp(ini_get(section, "role"), roles[key.role]) != 0)
		key.role++;
	if (!mini_key_parse_line(&key.key, line, strlen(line)))
		return diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "public"), _("this is no public key in the form of minisign"));
	return add_key(ring, &key, section->name, section->file, section->line, diags);
}

static enum status check_list(const struct key_ring *ring, const char *file, struct diag_list *diags)
{
	size_t count = 0;

	for (size_t i = 0; i < ring->count; i++)
		count += ring->items[i].role == KEY_ROLE_ROOT && ring->items[i].revoked_on == DATE_NONE;
	if (!ring->managed)
		return diag_error(diags, STATUS_INPUT, file, 1, _("there must be one section [root.main]"));
	if (count < ring->threshold)
		return diag_error(diags, STATUS_INPUT, file, 1, _("%1$zu root keys cannot give the %2$zu signatures that the list asks for"), count,
			ring->threshold);
	return STATUS_OK;
}

enum status key_ring_parse(struct key_ring *out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	struct ini ini;
	enum status status = ini_parse(&ini, file, bytes, len, list_kinds, diags);

	*out = (struct key_ring){ .items = NULL };
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ini.count; i++) {
		const struct ini_section *section = &ini.sections[i];

		if (strcmp(section->kind, "key") == 0) {
			if (read_key(out, section, diags) != STATUS_OK)
				status = STATUS_INPUT;
			continue;
		}
		if (out->managed)
			status = diag_error(diags, STATUS_INPUT, file, section->line, _("there must be one section [root.main]"));
		out->managed = true;
		out->version = number_of(section, "version");
		out->threshold = (size_t)number_of(section, "threshold");
		out->issued_on = date_of(section, "issued_on");
		out->expires_on = date_of(section, "expires_on");
	}
	ini_done(&ini);
	if (status == STATUS_OK)
		status = check_list(out, file, diags);
	if (status != STATUS_OK)
		key_ring_done(out);
	return status;
}

static enum status add_file(struct key_ring *ring, const struct fileset_item *item, struct diag_list *diags)
{
	const char *slash = strrchr(item->name, '/');
	const char *base = slash ? slash + 1 : item->name;
	char *name = mem_strndup(base, strlen(base) - strlen(KEY_SUFFIX));
	struct trusted_key key = { .role = KEY_ROLE_REGISTRY, .valid_from = DATE_NONE, .revoked_on = DATE_NONE };
	if (strcmp(name, OFFICE_NAME) == 0)
		key.role = KEY_ROLE_PEOPLE;
	enum status status = mini_key_parse(&key.key, item->name, item->data, item->len, diags);

	if (status == STATUS_OK)
		status = add_key(ring, &key, name, item->name, 0, diags);
	free(name);
	return status;
}

enum status key_ring_load(struct key_ring *out, const char *directory, struct diag_list *diags)
{
	char *path = path_join(directory, LIST_NAME);
	struct fileset files;
	struct buf bytes;
	enum status status = STATUS_OK;

	*out = (struct key_ring){ .items = NULL };
	buf_init(&bytes);
	fileset_init(&files);
	if (file_exists(path)) {
		status = file_read(&bytes, path, LIST_BYTES_MAX, diags);
		if (status == STATUS_OK)
			status = key_ring_parse(out, path, bytes.data, bytes.len, diags);
	} else if (file_exists(directory)) {
		status = fileset_read(&files, directory, "", KEY_SUFFIX, diags);
		for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
			status = add_file(out, &files.items[i], diags);
	}
	fileset_done(&files);
	buf_done(&bytes);
	free(path);
	if (status != STATUS_OK)
		key_ring_done(out);
	return status;
}

const struct trusted_key *key_ring_find(const struct key_ring *ring, const uint8_t id[8], enum key_role role, date_days day, const char **why)
{
	*why = _("the key is not among those that this office believes");
	for (size_t i = 0; i < ring->count; i++) {
		const struct trusted_key *key = &ring->items[i];

		if (memcmp(key->key.id, id, sizeof key->key.id) != 0)
			continue;
		if (key->role != role)
			*why = _("the key is meant for something else");
		else if (key->valid_from != DATE_NONE && day < key->valid_from)
			*why = _("the key is not yet valid");
		else if (key->revoked_on != DATE_NONE)
			*why = _("the key was revoked");
		else
			return key;
	}
	return NULL;
}
