/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot as a thing: to and from the store, its rows when they are needed, its end. */
#include "registry/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static void drop_rows(struct snapshot *snapshot)
{
	texts_done(&snapshot->texts);
	free(snapshot->rows);
	free(snapshot->folded);
	free(snapshot->fold);
	free(snapshot->alike);
	free(snapshot->words);
	snapshot->rows = NULL;
	snapshot->words = NULL;
	snapshot->folded = NULL;
	snapshot->fold = NULL;
	snapshot->fold_len = 0;
	snapshot->alike = NULL;
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
	free(snapshot->map_name);
	for (size_t i = 0; i < snapshot->ignored_count; i++)
		free(snapshot->ignored[i]);
	free(snapshot->ignored);
	free(snapshot->bytes);
	snapshot_info_done(&snapshot->info);
	free(snapshot);
	*slot = NULL;
}

enum status snapshot_save(struct snapshot *snapshot, struct store *store, const char *reason, const struct sign_key *key, int64_t at,
	struct digest *entry, struct diag_list *diags)
{
	const struct snapshot_parts parts = { .bytes = snapshot->bytes, .len = snapshot->len, .digest = &snapshot->info.digest, .rows = snapshot->rows,
		.words = snapshot->words, .count = snapshot->count, .reason = reason };
	return store_snapshot_put(store, &snapshot->info, &parts, key, at, entry, diags);
}

void snapshot_settle(struct snapshot *snapshot)
{
	drop_rows(snapshot);
	free(snapshot->bytes);
	snapshot->bytes = NULL;
	snapshot->len = 0;
	snapshot->complete = false;
}

struct loading {
	struct snapshot *snapshot;
	size_t capacity;
};

static void load_rows_of(struct snapshot_rows *rows, void *context)
{
	struct loading *loading = context;
	struct snapshot *snapshot = loading->snapshot;

	while (loading->capacity - snapshot->count < rows->count) {
		loading->capacity = loading->capacity ? loading->capacity * 2 : 64;
		snapshot->rows = mem_grow(snapshot->rows, loading->capacity, sizeof *snapshot->rows);
		snapshot->words = mem_grow(snapshot->words, loading->capacity, sizeof *snapshot->words);
	}
	if (!rows->count)
		return;
	memcpy(snapshot->rows + snapshot->count, rows->rows, rows->count * sizeof *rows->rows);
	memcpy(snapshot->words + snapshot->count, rows->words, rows->count * sizeof *rows->words);
	snapshot->count += rows->count;
	texts_adopt(&snapshot->texts, rows->texts);
	rows->texts = NULL;
}

enum status snapshot_peek(struct snapshot **out, struct store *store, enum listing_shelf shelf, struct diag_list *diags)
{
	struct snapshot *snapshot = MEM_NEW(struct snapshot);
	bool found = false;
	enum status status = store_snapshot_current(store, shelf, &found, &snapshot->info, diags);

	if (status != STATUS_OK || !found)
		snapshot_free(&snapshot);
	*out = snapshot;
	return status;
}

static enum status load_rows(struct snapshot *snapshot, struct store *store, struct diag_list *diags)
{
	struct loading loading = { .snapshot = snapshot };
	enum status status = store_snapshot_rows(store, snapshot->info.id, load_rows_of, &loading, diags);
	if (status == STATUS_OK && snapshot->count != snapshot->info.count)
		status = diag_error(diags, STATUS_FAILED, store_path(store), 0, _("the snapshot %s has lost rows (%zu of %zu are there); import the list again"),
			snapshot->info.name, snapshot->count, snapshot->info.count);
	if (status != STATUS_OK)
		drop_rows(snapshot);
	return status;
}

enum status snapshot_load_stored(struct snapshot **out, struct store *store, const struct snapshot_info *info, struct diag_list *diags)
{
	enum status status;

	*out = MEM_NEW(struct snapshot);
	snapshot_info_copy(&(*out)->info, info);
	status = snapshot_complete(*out, store, NULL, diags);
	if (status != STATUS_OK)
		snapshot_free(out);
	return status;
}

enum status snapshot_load(struct snapshot **out, struct store *store, enum listing_shelf shelf, struct diag_list *diags)
{
	enum status status = snapshot_peek(out, store, shelf, diags);

	if (status == STATUS_OK && *out)
		status = snapshot_complete(*out, store, NULL, diags);
	if (status != STATUS_OK)
		snapshot_free(out);
	return status;
}

void snapshot_count(const struct snapshot *snapshot, struct snapshot_counts *out)
{
	*out = (struct snapshot_counts){ .without_expiry = 0 };
	for (size_t i = 0; i < snapshot->count; i++) {
		const struct listing *row = &snapshot->rows[i];

		out->lists[row->list]++;
		out->statuses[row->status]++;
		out->without_expiry += row->expires_on == DATE_NONE;
		out->without_forms += row->forms == 0;
		out->without_level += row->level == 0;
		out->without_scope += row->scope[0] == '\0';
		out->without_regions += row->regions[0] == '\0';
	}
}

int snapshot_age_days(const struct snapshot_info *info, date_days today)
{
	return (int)(today - info->issued_on);
}

/* Reads the kept bytes again as a list and takes over what comes of it. */
static enum status read_rows(struct snapshot *snapshot, const struct era_table *eras, struct diag_list *diags)
{
	const struct snapshot_info *info = &snapshot->info;
	const struct snapshot_request request = {
		.file = snapshot->file, .bytes = snapshot->bytes, .len = snapshot->len, .map = snapshot->map, .name = info->name,
		.source = info->source, .issued_on = info->issued_on, .imported_on = info->imported_on, .sample = info->sample,
		.digest = &info->digest,
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
