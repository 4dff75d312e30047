/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot as a thing: to and from the store, the sample that is shipped, its end. */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "model/agreed.h"

enum { SAMPLE_LIMIT = 4 * 1024 * 1024 };

static void drop_rows(struct snapshot *snapshot)
{
	for (size_t i = 0; i < snapshot->count; i++) {
		listing_done(&snapshot->rows[i]);
		if (snapshot->folded)
			free(snapshot->folded[i]);
	}
	free(snapshot->rows);
	free(snapshot->folded);
	fold_source_free(&snapshot->source);
	snapshot->rows = NULL;
	snapshot->folded = NULL;
	snapshot->count = 0;
}

void snapshot_free(struct snapshot **slot)
{
	struct snapshot *snapshot = *slot;

	if (!snapshot)
		return;
	drop_rows(snapshot);
	column_maps_free(&snapshot->maps);
	free(snapshot->file);
	free(snapshot->map);
	free(snapshot->bytes);
	snapshot_info_done(&snapshot->info);
	free(snapshot);
	*slot = NULL;
}

enum status snapshot_save(struct snapshot *snapshot, struct store *store, struct diag_list *diags)
{
	snapshot_fold(snapshot);
	return store_snapshot_put(store, &snapshot->info, snapshot->bytes, snapshot->len, snapshot->rows, snapshot->folded, snapshot->count, diags);
}

struct loading {
	struct snapshot *snapshot;
	size_t capacity;
};

static void load_row(const struct listing *row, const char *folded, void *context)
{
	struct loading *loading = context;
	struct snapshot *snapshot = loading->snapshot;

	if (snapshot->count == loading->capacity) {
		loading->capacity = loading->capacity ? loading->capacity * 2 : 64;
		snapshot->rows = mem_grow(snapshot->rows, loading->capacity, sizeof *snapshot->rows);
		snapshot->folded = mem_grow(snapshot->folded, loading->capacity, sizeof *snapshot->folded);
	}
	snapshot->rows[snapshot->count] = (struct listing){ .number = NULL };
	listing_copy(&snapshot->rows[snapshot->count], row);
	snapshot->folded[snapshot->count] = mem_strdup(folded);
	snapshot->count++;
}

enum status snapshot_peek(struct snapshot **out, struct store *store, struct diag_list *diags)
{
	struct snapshot *snapshot = MEM_NEW(struct snapshot);
	bool found = false;
	enum status status = store_snapshot_current(store, &found, &snapshot->info, diags);

	if (status != STATUS_OK || !found)
		snapshot_free(&snapshot);
	*out = snapshot;
	return status;
}

static enum status load_rows(struct snapshot *snapshot, struct store *store, struct diag_list *diags)
{
	struct loading loading = { .snapshot = snapshot };
	enum status status = store_snapshot_rows(store, snapshot->info.id, load_row, &loading, diags);

	if (status == STATUS_OK && snapshot->count != snapshot->info.count)
		status = diag_error(diags, STATUS_FAILED, store_path(store), 0, _("the snapshot %s has lost rows (%zu of %zu are there); import the list again"),
			snapshot->info.name, snapshot->count, snapshot->info.count);
	if (status != STATUS_OK)
		drop_rows(snapshot);
	return status;
}

enum status snapshot_load(struct snapshot **out, struct store *store, struct diag_list *diags)
{
	enum status status = snapshot_peek(out, store, diags);

	if (status == STATUS_OK && *out)
		status = snapshot_complete(*out, store, NULL, diags);
	if (status != STATUS_OK)
		snapshot_free(out);
	return status;
}

int snapshot_age_days(const struct snapshot_info *info, date_days today)
{
	return (int)(today - info->issued_on);
}

static const struct ini_key sample_keys[] = {
	{ .pattern = "file", .type = INI_TEXT, .required = true },
	{ .pattern = "map", .type = INI_TEXT, .required = true },
	{ .pattern = "name", .type = INI_TEXT, .required = true },
	{ .pattern = "source", .type = INI_TEXT, .required = true },
	{ .pattern = "issued_on", .type = INI_DATE, .required = true },
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

static enum status parse_sample(struct snapshot **out, const char *root, const struct sample_files *files, bool agreed, date_days today,
	struct diag_list *diags)
{
	struct column_maps *maps = NULL;
	struct ini ini;
	enum status status = (agreed ? ini_parse_agreed : ini_parse)(&ini, files->sample_path, files->sample.data, files->sample.len, sample_kinds,
		diags);

	if (status != STATUS_OK)
		return status;
	if (ini.count != 1)
		status = diag_error(diags, STATUS_INPUT, files->sample_path, 1, _("there must be one section that describes the sample"));
	if (status == STATUS_OK)
		status = column_maps_read(&maps, files->columns_path, files->columns.data, files->columns.len, agreed, diags);
	if (status == STATUS_OK)
		status = describe_sample(out, root, &ini.sections[0], today, diags);
	if (status == STATUS_OK)
		(*out)->maps = maps;
	else
		column_maps_free(&maps);
	ini_done(&ini);
	return status;
}

enum status snapshot_peek_sample(struct snapshot **out, const char *root, const char *agreed, date_days today, struct diag_list *diags)
{
	struct sample_files files;
	enum status status = sample_files_read(&files, root, diags);
	bool known = status == STATUS_OK && agreed_has(agreed, &files.digest);

	*out = NULL;
	if (status == STATUS_OK)
		status = parse_sample(out, root, &files, known, today, diags);
	if (status == STATUS_OK && !known)
		agreed_add(agreed, &files.digest);
	sample_files_done(&files);
	return status;
}

/* Reads the kept bytes again as a list and takes over what comes of it. */
static enum status read_rows(struct snapshot *snapshot, const struct era_table *eras, struct diag_list *diags)
{
	const struct snapshot_info *info = &snapshot->info;
	const struct snapshot_request request = {
		.file = snapshot->file, .bytes = snapshot->bytes, .len = snapshot->len, .map = snapshot->map, .name = info->name,
		.source = info->source, .issued_on = info->issued_on, .imported_on = info->imported_on, .sample = info->sample,
	};
	struct snapshot *whole = NULL, empty;
	enum status status = snapshot_read(&whole, snapshot->maps, eras, &request, diags);

	if (status != STATUS_OK)
		return status;
	empty = *snapshot;
	*snapshot = *whole;
	*whole = empty;
	snapshot_free(&whole);
	return STATUS_OK;
}

enum status snapshot_complete(struct snapshot *snapshot, struct store *store, const struct era_table *eras, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	if (!snapshot->complete)
		status = snapshot->map ? read_rows(snapshot, eras, diags) : load_rows(snapshot, store, diags);
	snapshot->complete = status == STATUS_OK;
	return status;
}

enum status snapshot_read_sample(struct snapshot **out, const char *root, const struct era_table *eras, date_days today, struct diag_list *diags)
{
	enum status status = snapshot_peek_sample(out, root, NULL, today, diags);

	if (status == STATUS_OK)
		status = snapshot_complete(*out, NULL, eras, diags);
	if (status != STATUS_OK)
		snapshot_free(out);
	return status;
}
