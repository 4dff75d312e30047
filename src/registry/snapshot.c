/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot as a thing: to and from the store, the sample that is shipped, its end. */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"

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
		status = snapshot_complete(*out, store, NULL, NULL, diags);
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

static enum status load_maps(struct column_maps **out, const char *root, struct diag_list *diags)
{
	struct buf bytes;
	enum status status;
	char *path;

	*out = NULL;
	buf_init(&bytes);
	status = read_file(root, "columns.ini", &path, &bytes, diags);
	if (status == STATUS_OK)
		status = column_maps_load(out, path, bytes.data, bytes.len, diags);
	free(path);
	buf_done(&bytes);
	return status;
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

enum status snapshot_peek_sample(struct snapshot **out, const char *root, date_days today, struct diag_list *diags)
{
	struct buf bytes;
	struct ini ini;
	enum status status;
	char *path;

	*out = NULL;
	buf_init(&bytes);
	status = read_file(root, "sample.ini", &path, &bytes, diags);
	if (status == STATUS_OK)
		status = ini_parse(&ini, path, bytes.data, bytes.len, sample_kinds, diags);
	if (status == STATUS_OK) {
		if (ini.count != 1)
			status = diag_error(diags, STATUS_INPUT, path, 1, _("there must be one section that describes the sample"));
		else
			status = describe_sample(out, root, &ini.sections[0], today, diags);
		ini_done(&ini);
	}
	free(path);
	buf_done(&bytes);
	return status;
}

/* Reads the kept bytes again as a list and takes over what comes of it. */
static enum status read_rows(struct snapshot *snapshot, const char *root, const struct era_table *eras, struct diag_list *diags)
{
	const struct snapshot_info *info = &snapshot->info;
	const struct snapshot_request request = {
		.file = snapshot->file, .bytes = snapshot->bytes, .len = snapshot->len, .map = snapshot->map, .name = info->name,
		.source = info->source, .issued_on = info->issued_on, .imported_on = info->imported_on, .sample = info->sample,
	};
	struct column_maps *maps = NULL;
	struct snapshot *whole = NULL, empty;
	enum status status = load_maps(&maps, root, diags);

	if (status == STATUS_OK)
		status = snapshot_read(&whole, maps, eras, &request, diags);
	column_maps_free(&maps);
	if (status != STATUS_OK)
		return status;
	empty = *snapshot;
	*snapshot = *whole;
	*whole = empty;
	snapshot_free(&whole);
	return STATUS_OK;
}

enum status snapshot_complete(struct snapshot *snapshot, struct store *store, const char *root, const struct era_table *eras,
	struct diag_list *diags)
{
	enum status status = STATUS_OK;

	if (!snapshot->complete)
		status = snapshot->map ? read_rows(snapshot, root, eras, diags) : load_rows(snapshot, store, diags);
	snapshot->complete = status == STATUS_OK;
	return status;
}

enum status snapshot_read_sample(struct snapshot **out, const char *root, const struct era_table *eras, date_days today, struct diag_list *diags)
{
	enum status status = snapshot_peek_sample(out, root, today, diags);

	if (status == STATUS_OK)
		status = snapshot_complete(*out, NULL, root, eras, diags);
	if (status != STATUS_OK)
		snapshot_free(out);
	return status;
}
