/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registry snapshots. The original bytes are what counts: their digest is checked whenever they are read. The rows are kept so that starting the
 * program does not parse the list again.
 */
#include "store/snapshot_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

void store_watch(struct store *store, const struct watch *watch)
{
	if (store)
		store->watch = watch;
}

/* The shelf is that of the first row whose list is known (2 stands for one that is not). */
#define INFO_SELECT \
	"SELECT id, name, source, digest, issued_on, imported_on, sample, signature, count," \
	" coalesce((SELECT p.list FROM listing_part AS p WHERE p.snapshot = snapshot.id AND p.list <> 2 LIMIT 1)," \
	" (SELECT l.list FROM listing AS l WHERE l.snapshot = snapshot.id AND l.list <> 2 LIMIT 1)) FROM snapshot "
_Static_assert(LISTING_LIST_UNKNOWN == 2, "INFO_SELECT knows this number, as every store does");

void snapshot_infos_done(struct snapshot_infos *infos)
{
	for (size_t i = 0; i < infos->count; i++)
		snapshot_info_done(&infos->items[i]);
	free(infos->items);
	*infos = (struct snapshot_infos){ .items = NULL };
}

static void info_read(struct query *query, struct snapshot_info *out)
{
	*out = (struct snapshot_info){
		.id = query_int(query, 0), .name = mem_strdup(query_text(query, 1)), .source = mem_strdup(query_text(query, 2)),
		.issued_on = (date_days)query_int(query, 4), .imported_on = (date_days)query_int(query, 5), .sample = query_int(query, 6) != 0,
		.signature = mem_strdup(query_text(query, 7)), .count = (size_t)query_int(query, 8),
		.shelf = listing_shelf_of((enum listing_list)query_int(query, 9)), /* no row: NULL, which reads as 0 */
	};
	if (!query_fixed(query, 3, out->digest.bytes, sizeof out->digest.bytes))
		query->status = diag_error(query->diags, STATUS_FAILED, query->store->path, 0, _("snapshot %lld is damaged; import the list again"),
			(long long)out->id);
}

static enum status put_info(struct store *store, const struct snapshot_info *info, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "INSERT INTO snapshot (name, source, digest, issued_on, imported_on, sample, signature, count, bytes)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", diags);
	query_set_text(&query, 1, info->name);
	query_set_text(&query, 2, info->source);
	query_set_digest(&query, 3, &info->digest);
	query_set_int(&query, 4, info->issued_on);
	query_set_int(&query, 5, info->imported_on);
	query_set_int(&query, 6, info->sample);
	query_set_text(&query, 7, info->signature);
	query_set_int(&query, 8, (int64_t)info->count);
	query_set_blob(&query, 9, "", 0); /* they stand in parts */
	return query_run(&query);
}

/* Within the caller's transaction. */
static enum status put_all(struct store *store, struct snapshot_info *info, const struct snapshot_parts *parts, const struct sign_key *key, int64_t at,
	struct digest *entry, struct diag_list *diags)
{
	struct sealed_rows rows = { .form = ROWS_PARTS };
	struct query query;
	enum status status = put_info(store, info, diags);

	if (status != STATUS_OK)
		return status;
	info->id = sqlite3_last_insert_rowid(store->db);
	status = parts_put(store, info->id, parts, &rows.digest, diags);
	if (status == STATUS_OK && info->shelf == SHELF_SERVICES) {
		query_open(&query, store, "INSERT OR REPLACE INTO snapshot_current (only, snapshot) VALUES (1, ?1)", diags);
		query_set_int(&query, 1, info->id);
		status = query_run(&query);
	}
	if (status == STATUS_OK)
		status = snapshot_seal(store, info, parts->reason, &rows, key, at, entry, diags);
	return status;
}

enum status store_snapshot_put(struct store *store, struct snapshot_info *info, const struct snapshot_parts *parts, const struct sign_key *key, int64_t at,
	struct digest *entry, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);
	int64_t before = info->id;

	if (status != STATUS_OK)
		return status;
	if (parts->digest)
		info->digest = *parts->digest;
	else
		digest_of(&info->digest, parts->bytes, parts->len);
	info->count = parts->count;
	status = db_end(store, put_all(store, info, parts, key, at, entry, diags), diags);
	if (status != STATUS_OK)
		info->id = before;
	return status;
}

/* The one row that a query finds, if any. */
static enum status info_one(struct query *query, bool *found, struct snapshot_info *out)
{
	*out = (struct snapshot_info){ .name = NULL };
	*found = query_next(query);
	if (*found)
		info_read(query, out);
	if (query_close(query) != STATUS_OK) {
		snapshot_info_done(out);
		*found = false;
	}
	return query->status;
}

enum status snapshot_info_get(struct store *store, int64_t id, bool *found, struct snapshot_info *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, INFO_SELECT "WHERE id = ?1", diags);
	query_set_int(&query, 1, id);
	return info_one(&query, found, out);
}

/* Of the services a pointer says it, which the first form of the store has brought; of the other shelves it is the one that came last. */
enum status store_snapshot_current(struct store *store, enum listing_shelf shelf, bool *found, struct snapshot_info *out, struct diag_list *diags)
{
	struct snapshot_infos all;
	struct query query;
	enum status status;

	if (shelf == SHELF_SERVICES) {
		query_open(&query, store, INFO_SELECT "WHERE id = (SELECT snapshot FROM snapshot_current)", diags);
		return info_one(&query, found, out);
	}
	*found = false;
	*out = (struct snapshot_info){ .name = NULL };
	status = store_snapshot_list(store, &all, diags);
	for (size_t i = 0; i < all.count && !*found; i++) {
		*found = all.items[i].shelf == shelf;
		if (*found)
			snapshot_info_copy(out, &all.items[i]);
	}
	snapshot_infos_done(&all);
	return status;
}

enum status store_snapshot_list(struct store *store, struct snapshot_infos *out, struct diag_list *diags)
{
	struct query query;

	*out = (struct snapshot_infos){ .items = NULL };
	query_open(&query, store, INFO_SELECT "ORDER BY id DESC", diags);
	while (query_next(&query)) {
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		info_read(&query, &out->items[out->count++]);
	}
	if (query_close(&query) != STATUS_OK)
		snapshot_infos_done(out);
	return query.status;
}

/* `visit` may be NULL: then the rows are only compared. */
static enum status read_rows(struct store *store, int64_t id, bool *sealed, snapshot_visit *visit, void *context, struct diag_list *diags)
{
	struct sealed_rows rows = { .form = ROWS_FIRST };
	struct snapshot_info info;
	bool found = false, parts = false;
	enum status status = snapshot_info_get(store, id, &found, &info, diags);

	if (status != STATUS_OK || !found)
		return status;
	status = parts_there(store, id, &parts, diags);
	rows.form = parts ? ROWS_PARTS : ROWS_FIRST;
	if (status == STATUS_OK)
		status = (parts ? parts_read : first_read)(store, &info, visit, context, &rows.digest, diags);
	if (status == STATUS_OK)
		status = snapshot_seal_check(store, &info, &rows, sealed, diags);
	snapshot_info_done(&info);
	return status;
}

enum status store_snapshot_rows(struct store *store, int64_t id, snapshot_visit *visit, void *context, struct diag_list *diags)
{
	bool sealed;

	return read_rows(store, id, &sealed, visit, context, diags);
}

/* The first form kept the bytes in one piece, and parts are what comes behind it. */
static enum status read_bytes(struct store *store, int64_t id, bool *found, struct digest *kept, struct buf *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT digest, bytes FROM snapshot WHERE id = ?1", diags);
	query_set_int(&query, 1, id);
	*found = query_next(&query);
	if (*found) {
		struct slice bytes = query_blob(&query, 1);

		query_fixed(&query, 0, kept->bytes, sizeof kept->bytes);
		buf_add(out, bytes.data, bytes.len);
	}
	return query_close(&query) == STATUS_OK ? parts_bytes(store, id, out, diags) : query.status;
}

enum status store_snapshot_bytes(struct store *store, int64_t id, struct buf *out, struct diag_list *diags)
{
	struct digest kept, now;
	struct buf bytes;
	bool found = false;
	enum status status;

	buf_init(&bytes);
	status = read_bytes(store, id, &found, &kept, &bytes, diags);
	if (status == STATUS_OK && !found)
		status = diag_error(diags, STATUS_FAILED, store->path, 0, _("there is no snapshot %lld"), (long long)id);
	if (status == STATUS_OK) {
		digest_of(&now, bytes.data, bytes.len);
		if (!digest_equal(&kept, &now))
			status = diag_error(diags, STATUS_FAILED, store->path, 0, _("the bytes of snapshot %lld have changed; import the list again"), (long long)id);
	}
	if (status == STATUS_OK && !out->len) {
		buf_done(out);
		*out = bytes;
		return status;
	}
	if (status == STATUS_OK)
		buf_add(out, bytes.data, bytes.len);
	buf_done(&bytes);
	return status;
}

/* Each snapshot that the chain has seen come in must be there, and the last one of the services must be the one in use. */
static enum status check_all_there(struct store *store, const struct snapshot_infos *all, struct diag_list *diags)
{
	struct snapshot_info now;
	struct query query;
	size_t faults = 0, last = 0;
	bool found = false;
	enum status status;

	query_open(&query, store, "SELECT record FROM chain WHERE kind = '" KIND_SNAPSHOT "' AND NOT EXISTS"
		" (SELECT 1 FROM snapshot AS s WHERE chain.record = 'snapshot-' || s.id)", diags);
	while (query_next(&query)) {
		diag_error(diags, STATUS_FAILED, store->path, 0, _("%s was taken in and is gone; restore a backup"), query_text(&query, 0));
		faults++;
	}
	if (query_close(&query) != STATUS_OK)
		return query.status;
	query_open(&query, store, "SELECT DISTINCT l.snapshot FROM listing AS l WHERE EXISTS (SELECT 1 FROM listing_part AS p WHERE p.snapshot = l.snapshot)", diags);
	while (query_next(&query)) {
		diag_error(diags, STATUS_FAILED, store->path, 0, _("rows were added to snapshot %lld in a form in which they are no longer kept"),
			(long long)query_int(&query, 0));
		faults++;
	}
	if (query_close(&query) != STATUS_OK)
		return query.status;
	status = store_snapshot_current(store, SHELF_SERVICES, &found, &now, diags);
	if (status != STATUS_OK)
		return status;
	while (last < all->count && all->items[last].shelf != SHELF_SERVICES)
		last++;
	if (found != (last < all->count) || (found && all->items[last].id != now.id)) {
		diag_error(diags, STATUS_FAILED, store->path, 0, _("the snapshot in use is not the one that was taken in last; import the list again"));
		faults++;
	}
	snapshot_info_done(&now);
	return faults ? STATUS_FAILED : STATUS_OK;
}

enum status store_snapshot_check(struct store *store, size_t *checked, size_t *before, struct diag_list *diags)
{
	struct snapshot_infos all;
	struct buf bytes;
	enum status status = store_snapshot_list(store, &all, diags), result = status;
	size_t unsealed = 0;

	buf_init(&bytes);
	for (size_t i = 0; i < all.count && status == STATUS_OK; i++) {
		bool sealed = true;

		buf_clear(&bytes);
		if (store_snapshot_bytes(store, all.items[i].id, &bytes, diags) != STATUS_OK)
			result = STATUS_FAILED;
		if (read_rows(store, all.items[i].id, &sealed, NULL, NULL, diags) != STATUS_OK)
			result = STATUS_FAILED;
		unsealed += !sealed;
	}
	if (status == STATUS_OK && check_all_there(store, &all, diags) != STATUS_OK)
		result = STATUS_FAILED;
	if (checked)
		*checked = all.count;
	if (before)
		*before = unsealed;
	buf_done(&bytes);
	snapshot_infos_done(&all);
	return result;
}
