/* SPDX-License-Identifier: Apache-2.0 */
/* The manifest is read by the strict reader like every other file, after its signature was checked over the bytes as they are. */
#include "registry/delivery.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/num.h"

static const struct ini_key delivery_keys[] = {
	{ .pattern = "format", .type = INI_CHOICE, .choices = "1", .required = true },
	{ .pattern = "version", .type = INI_INT, .min = 1, .max = 1000000000, .required = true },
	{ .pattern = "issued_on", .type = INI_DATE, .required = true },
	{ .pattern = "expires_on", .type = INI_DATE, .required = true },
	{ .pattern = "name", .type = INI_TEXT, .required = true },
	{ .pattern = "source", .type = INI_TEXT, .required = true },
	{ .pattern = "map", .type = INI_WORD },
	{ .pattern = "encoding", .type = INI_CHOICE, .choices = "utf-8 cp932" },
	{ .pattern = "shelf", .type = INI_CHOICE, .choices = "services audit_bodies offers" },
	{ .pattern = "list", .type = INI_WORD, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key file_keys[] = {
	{ .pattern = "path", .type = INI_TEXT, .required = true },
	{ .pattern = "bytes", .type = INI_INT, .required = true },
	{ .pattern = "sha256", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_kind manifest_kinds[] = {
	{ .kind = "delivery", .keys = delivery_keys }, { .kind = "file", .keys = file_keys }, { .kind = NULL },
};

void delivery_done(struct delivery *delivery)
{
	for (size_t i = 0; i < delivery->count; i++)
		free(delivery->files[i].path);
	free(delivery->files);
	free(delivery->name);
	free(delivery->source);
	free(delivery->map);
	*delivery = (struct delivery){ .name = NULL };
}

/* A name of a file beside the manifest, and nothing that leads elsewhere. */
static bool plain_name(const char *path)
{
	return path[0] && path[0] != '.' && path[0] != '-' && !strchr(path, '/') && strlen(path) < 200;
}

static enum status read_file_section(struct delivery *delivery, const struct ini_section *section, bool first, struct diag_list *diags)
{
	struct delivery_file file = { .path = mem_strdup(ini_get(section, "path")) };

	if (!plain_name(file.path) || !digest_parse(ini_get(section, "sha256"), &file.digest) || !num_parse_int(ini_get(section, "bytes"), &file.bytes)) {
		diag_error(diags, STATUS_INPUT, section->file, section->line,
			_("a file is named by a plain name beside the manifest, its bytes, and 64 hexadecimal digits in lower case"));
		free(file.path);
		return STATUS_INPUT;
	}
	MEM_PUSH_ROOM(delivery->files, delivery->count, delivery->capacity);
	if (first && delivery->count)
		memmove(delivery->files + 1, delivery->files, delivery->count * sizeof *delivery->files);
	delivery->files[first ? 0 : delivery->count] = file;
	delivery->count++;
	return STATUS_OK;
}

static void read_head(struct delivery *out, const struct ini_section *section)
{
	const char *map = ini_get(section, "map"), *encoding = ini_get(section, "encoding"), *shelf = ini_get(section, "shelf");

	num_parse_int(ini_get(section, "version"), &out->version);
	date_parse_iso(ini_get(section, "issued_on"), &out->issued_on);
	date_parse_iso(ini_get(section, "expires_on"), &out->expires_on);
	out->name = mem_strdup(ini_get(section, "name"));
	out->source = mem_strdup(ini_get(section, "source"));
	out->map = mem_strdup(map ? map : "");
	out->shelf = SHELF_SERVICES;
	if (shelf)
		listing_shelf_parse(shelf, &out->shelf);
	out->encoding = !encoding ? CSV_AUTO : strcmp(encoding, "cp932") == 0 ? CSV_CP932 : CSV_UTF8;
}

static enum status read_sections(struct delivery *out, const struct ini *ini, const char *file, struct diag_list *diags)
{
	const struct ini_section *head = NULL;
	enum status status = STATUS_OK;
	bool has_list = false;

	for (size_t i = 0; i < ini->count; i++)
		if (strcmp(ini->sections[i].kind, "delivery") == 0)
			head = &ini->sections[i];
	if (!head || strcmp(head->name, "main") != 0)
		return diag_error(diags, STATUS_INPUT, file, 1, _("there must be one section [delivery.main]"));
	read_head(out, head);
	for (size_t i = 0; i < ini->count && status == STATUS_OK; i++) {
		const struct ini_section *section = &ini->sections[i];
		bool first = strcmp(section->name, ini_get(head, "list")) == 0;

		if (section != head && strcmp(section->kind, "delivery") == 0)
			status = diag_error(diags, STATUS_INPUT, file, section->line, _("there must be one section [delivery.main]"));
		else if (section != head)
			status = read_file_section(out, section, first, diags);
		has_list = has_list || (section != head && first);
	}
	if (status == STATUS_OK && !has_list)
		status = diag_error(diags, STATUS_INPUT, file, ini_line(head, "list"), _("the key list names no section [file.NAME] of this manifest"));
	return status;
}

enum status delivery_parse(struct delivery *out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	struct ini ini;
	enum status status = ini_parse(&ini, file, bytes, len, manifest_kinds, diags);

	*out = (struct delivery){ .name = NULL };
	if (status != STATUS_OK)
		return status;
	status = read_sections(out, &ini, file, diags);
	digest_of(&out->digest, bytes, len);
	ini_done(&ini);
	if (status != STATUS_OK)
		delivery_done(out);
	return status;
}

static void write_date(struct buf *out, const char *key, date_days date)
{
	char iso[11];

	date_format_iso(date, iso);
	ini_write_value(out, key, iso);
}

void delivery_write(struct buf *out, const struct delivery *delivery)
{
	buf_addf(out, "[delivery.main]\nformat = \"1\"\nversion = \"%lld\"\n", (long long)delivery->version);
	write_date(out, "issued_on", delivery->issued_on);
	write_date(out, "expires_on", delivery->expires_on);
	ini_write_value(out, "name", delivery->name);
	ini_write_value(out, "source", delivery->source);
	if (delivery->map && *delivery->map)
		ini_write_value(out, "map", delivery->map);
	if (delivery->encoding != CSV_AUTO)
		ini_write_value(out, "encoding", delivery->encoding == CSV_CP932 ? "cp932" : "utf-8");
	if (delivery->shelf != SHELF_SERVICES)
		ini_write_value(out, "shelf", listing_shelf_word(delivery->shelf));
	buf_adds(out, "list = \"f1\"\n");
	for (size_t i = 0; i < delivery->count; i++) {
		char hex[65];

		digest_hex(&delivery->files[i].digest, hex);
		buf_addf(out, "\n[file.f%zu]\n", i + 1);
		ini_write_value(out, "path", delivery->files[i].path);
		buf_addf(out, "bytes = \"%lld\"\nsha256 = \"%s\"\n", (long long)delivery->files[i].bytes, hex);
	}
}
