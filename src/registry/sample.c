/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The samples that are shipped: two deliveries of a list, so that a newcomer meets a difference before the first real one. They are read from the
 * data files at every start and never stored, so that nobody's store begins with invented services.
 */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "model/agreed.h"

enum { SAMPLE_LIMIT = 4 * 1024 * 1024 };

static const struct ini_key sample_keys[] = {
	{ .pattern = "file", .type = INI_TEXT, .required = true },
	{ .pattern = "map", .type = INI_TEXT, .required = true },
	{ .pattern = "name", .type = INI_TEXT, .required = true },
	{ .pattern = "source", .type = INI_TEXT, .required = true },
	{ .pattern = "issued_on", .type = INI_DATE, .required = true },
	{ .pattern = "shelf", .type = INI_CHOICE, .choices = "services audit_bodies offers" },
	{ .pattern = NULL },
};
static const struct ini_kind sample_kinds[] = { { .kind = "sample", .keys = sample_keys }, { .kind = NULL } };

/* Reads data/registry/NAME under the root; *path (caller frees) is for messages. */
static enum status read_file(const char *root, const char *name, char **path, struct buf *out, struct diag_list *diags)
{
	char *directory = path_join(root, "data/registry");

	*path = path_join(directory, name);
	free(directory);
	return file_read(out, *path, SAMPLE_LIMIT, diags);
}

static enum listing_shelf shelf_of(const struct ini_section *section)
{
	const char *word = ini_get(section, "shelf");
	enum listing_shelf shelf = SHELF_SERVICES;

	if (word)
		listing_shelf_parse(word, &shelf);
	return shelf;
}

/* What may be said of the sample before its rows are read. */
static enum status describe_sample(struct snapshot **out, const char *root, const struct ini_section *section, date_days today,
	struct diag_list *diags)
{
	struct snapshot_request request = {
		.map = ini_get(section, "map"), .name = ini_get(section, "name"), .source = ini_get(section, "source"), .imported_on = today,
		.sample = true,
	};
	struct buf bytes;
	enum status status;
	char *path;

	date_parse_iso(ini_get(section, "issued_on"), &request.issued_on); /* the reader has checked its form */
	buf_init(&bytes);
	status = read_file(root, ini_get(section, "file"), &path, &bytes, diags);
	request.bytes = bytes.data;
	request.len = bytes.len;
	if (status == STATUS_OK) {
		*out = MEM_NEW(struct snapshot);
		snapshot_describe(*out, &request);
		(*out)->info.shelf = shelf_of(section);
		(*out)->file = mem_strdup(path);
		(*out)->map = mem_strdup(request.map);
	}
	free(path);
	buf_done(&bytes);
	return status;
}

/* The two INI files that describe the sample, as read. */
struct sample_files {
	struct buf sample, columns;
	char *sample_path, *columns_path;
	struct digest digest; /* of both */
};

static enum status sample_files_read(struct sample_files *files, const char *root, struct diag_list *diags)
{
	enum status status;
	struct buf both;

	buf_init(&files->sample);
	buf_init(&files->columns);
	status = read_file(root, "sample.ini", &files->sample_path, &files->sample, diags);
	if (read_file(root, "columns.ini", &files->columns_path, &files->columns, diags) != STATUS_OK)
		status = STATUS_INPUT;
	buf_init(&both);
	buf_add_netstring(&both, files->sample.data, files->sample.len);
	buf_add_netstring(&both, files->columns.data, files->columns.len);
	digest_quick(&files->digest, both.data, both.len);
	buf_done(&both);
	return status;
}

static void sample_files_done(struct sample_files *files)
{
	buf_done(&files->sample);
	buf_done(&files->columns);
	free(files->sample_path);
	free(files->columns_path);
}

/* The section of a name, or without one that of the shelf which was issued last. */
static const struct ini_section *choose_sample(const struct ini *ini, enum listing_shelf shelf, const char *name)
{
	const struct ini_section *best = NULL;

	for (size_t i = 0; i < ini->count; i++) {
		const struct ini_section *section = &ini->sections[i];

		if (!name && shelf_of(section) != shelf)
			continue;
		if (name ? strcmp(section->name, name) == 0 : !best || strcmp(ini_get(section, "issued_on"), ini_get(best, "issued_on")) > 0)
			best = section;
	}
	return best;
}

static enum status parse_sample(struct snapshot **out, const char *root, enum listing_shelf shelf, const char *name, const struct sample_files *files,
	bool agreed, date_days today, struct diag_list *diags)
{
	struct column_maps *maps = NULL;
	struct ini ini;
	enum status status = (agreed ? ini_parse_agreed : ini_parse)(&ini, files->sample_path, files->sample.data, files->sample.len, sample_kinds,
		diags);

	const struct ini_section *section = NULL;

	if (status != STATUS_OK)
		return status;
	section = choose_sample(&ini, shelf, name);
	if (!section && !name && shelf != SHELF_SERVICES) {
		ini_done(&ini);
		return STATUS_OK;
	}
	if (!section)
		status = diag_error(diags, STATUS_INPUT, files->sample_path, 1, name ? _("there is no sample of this name; \"registry list\" names those that are there") :
			_("there must be a section that describes a sample"));
	if (status == STATUS_OK)
		status = column_maps_read(&maps, files->columns_path, files->columns.data, files->columns.len, agreed ? ini_get(section, "map") : NULL, diags);
	if (status == STATUS_OK)
		status = describe_sample(out, root, section, today, diags);
	if (status == STATUS_OK)
		(*out)->maps = maps;
	else
		column_maps_free(&maps);
	ini_done(&ini);
	return status;
}

enum status snapshot_peek_sample(struct snapshot **out, const char *root, enum listing_shelf shelf, const char *name, const char *agreed, date_days today,
	struct diag_list *diags)
{
	struct sample_files files;
	enum status status = sample_files_read(&files, root, diags);
	bool known = status == STATUS_OK && agreed_has(agreed, &files.digest);

	*out = NULL;
	if (status == STATUS_OK)
		status = parse_sample(out, root, shelf, name, &files, known, today, diags);
	if (status == STATUS_OK && !known)
		agreed_add(agreed, &files.digest);
	sample_files_done(&files);
	return status;
}

enum status snapshot_read_sample(struct snapshot **out, const char *root, enum listing_shelf shelf, const char *name, const struct era_table *eras, date_days today, struct diag_list *diags)
{
	enum status status = snapshot_peek_sample(out, root, shelf, name, NULL, today, diags);

	if (status == STATUS_OK && *out)
		status = snapshot_complete(*out, NULL, eras, diags);
	if (status != STATUS_OK)
		snapshot_free(out);
	return status;
}

static int newest_first(const void *left, const void *right)
{
	const struct sample_name *a = left, *b = right;

	return (a->issued_on < b->issued_on) - (a->issued_on > b->issued_on);
}

enum status snapshot_sample_names(struct sample_names *out, const char *root, struct diag_list *diags)
{
	struct sample_files files;
	struct ini ini;
	enum status status = sample_files_read(&files, root, diags);

	*out = (struct sample_names){ .items = NULL };
	if (status == STATUS_OK)
		status = ini_parse(&ini, files.sample_path, files.sample.data, files.sample.len, sample_kinds, diags);
	if (status == STATUS_OK) {
		for (size_t i = 0; i < ini.count; i++) {
			MEM_PUSH_ROOM(out->items, out->count, out->capacity);
			date_parse_iso(ini_get(&ini.sections[i], "issued_on"), &out->items[out->count].issued_on);
			out->items[out->count].shelf = shelf_of(&ini.sections[i]);
			out->items[out->count].title = mem_strdup(ini_get(&ini.sections[i], "name"));
			out->items[out->count++].name = mem_strdup(ini.sections[i].name);
		}
		if (out->count)
			qsort(out->items, out->count, sizeof *out->items, newest_first);
		ini_done(&ini);
	}
	sample_files_done(&files);
	return status;
}

void sample_names_done(struct sample_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		free(names->items[i].name);
		free(names->items[i].title);
	}
	free(names->items);
	*names = (struct sample_names){ .items = NULL };
}
