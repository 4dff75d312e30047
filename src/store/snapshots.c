/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registry snapshots. The original bytes are what counts: their digest is taken here, from the bytes that are stored, and is checked
 * whenever they are read. The rows and their search text are kept so that starting the program does not parse the list again.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define INFO_SELECT "SELECT id, name, source, digest, issued_on, imported_on, sample, signature, count FROM snapshot "

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
	};
	if (!query_fixed(query, 3, out->digest.bytes, sizeof out->digest.bytes))
		query->status = diag_error(query->diags, STATUS_FAILED, query->store->path, 0, _("snapshot %lld is damaged; import the list again"),
			(long long)out->id);
}

static enum status put_info(struct store *store, const struct snapshot_info *info, const void *bytes, size_t len, struct diag_list *diags)
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
	query_set_blob(&query, 9, bytes, len);
	return query_run(&query);
}

static void bind_row(struct query *query, const struct listing *row, const char *folded)
{
	query_set_int(query, 3, row->list);
	query_set_int(query, 4, row->status);
	query_set_int(query, 5, row->forms);
	query_set_int(query, 6, row->level);
	query_set_int(query, 7, row->registered_on);
	query_set_int(query, 8, row->expires_on);
	query_set_text(query, 9, row->number);
	query_set_text(query, 10, row->name);
	query_set_text(query, 11, row->provider);
	query_set_text(query, 12, row->scope);
	query_set_text(query, 13, row->regions);
	query_set_text(query, 14, row->functions);
	query_set_text(query, 15, row->note);
	query_set_int(query, 16, row->line);
	query_set_text(query, 17, folded);
}

static enum status put_rows(struct store *store, int64_t id, const struct listing *rows, char *const *folded, size_t count,
	struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "INSERT INTO listing (snapshot, row, list, status, forms, level, registered_on, expires_on, number, name, provider,"
		" scope, regions, functions, note, line, folded)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)", diags);
	for (size_t i = 0; i < count && query.status == STATUS_OK; i++) {
		query_set_int(&query, 1, id);
		query_set_int(&query, 2, (int64_t)i);
		bind_row(&query, &rows[i], folded[i]);
		query_next(&query);
		if (query.status == STATUS_OK)
			sqlite3_reset(query.stmt);
	}
	return query_close(&query);
}

enum status store_snapshot_put(struct store *store, struct snapshot_info *info, const void *bytes, size_t len, const struct listing *rows,
	char *const *folded, size_t count, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);
	struct query query;
	int64_t id = 0;

	if (status != STATUS_OK)
		return status;
	digest_of(&info->digest, bytes, len);
	info->count = count;
	status = put_info(store, info, bytes, len, diags);
	if (status == STATUS_OK) {
		id = sqlite3_last_insert_rowid(store->db);
		status = put_rows(store, id, rows, folded, count, diags);
	}
	if (status == STATUS_OK) {
		query_open(&query, store, "INSERT OR REPLACE INTO snapshot_current (only, snapshot) VALUES (1, ?1)", diags);
		query_set_int(&query, 1, id);
		status = query_run(&query);
	}
	status = db_end(store, status, diags);
	if (status == STATUS_OK)
		info->id = id;
	return status;
}

enum status store_snapshot_current(struct store *store, bool *found, struct snapshot_info *out, struct diag_list *diags)
{
	struct query query;

	*out = (struct snapshot_info){ .name = NULL };
	query_open(&query, store, INFO_SELECT "WHERE id = (SELECT snapshot FROM snapshot_current)", diags);
	*found = query_next(&query);
	if (*found)
		info_read(&query, out);
	if (query_close(&query) != STATUS_OK) {
		snapshot_info_done(out);
		*found = false;
	}
	return query.status;
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

/* For the call only: the texts of the row belong to SQLite, which the visitor cannot see through the const pointer. */
static void row_visit(const struct query *query, void (*visit)(const struct listing *row, const char *folded, void *context), void *context)
{
	struct listing row = {
		.list = (enum listing_list)query_int(query, 0), .status = (enum listing_status)query_int(query, 1),
		.forms = (unsigned)query_int(query, 2), .level = (int)query_int(query, 3), .registered_on = (date_days)query_int(query, 4),
		.expires_on = (date_days)query_int(query, 5), .number = mem_strdup(query_text(query, 6)), .name = mem_strdup(query_text(query, 7)),
		.provider = mem_strdup(query_text(query, 8)), .scope = mem_strdup(query_text(query, 9)),
		.regions = mem_strdup(query_text(query, 10)), .functions = mem_strdup(query_text(query, 11)),
		.note = mem_strdup(query_text(query, 12)), .line = (int)query_int(query, 13),
	};

	visit(&row, query_text(query, 14), context);
	listing_done(&row);
}

/* Numbers come back into enums; a file that was damaged must not bring other ones. */
static bool row_sane(const struct query *query)
{
	int64_t list = query_int(query, 0), status = query_int(query, 1), forms = query_int(query, 2), level = query_int(query, 3);
	int64_t from = query_int(query, 4), until = query_int(query, 5);

	return list >= LISTING_ISMAP && list <= LISTING_LIST_UNKNOWN && status >= LISTING_REGISTERED && status <= LISTING_STATUS_UNKNOWN &&
		forms >= 0 && forms <= (int64_t)(FORM_SAAS | FORM_PAAS | FORM_IAAS) && level >= 0 && level <= 3 && from >= INT32_MIN &&
		from <= INT32_MAX && until >= INT32_MIN && until <= INT32_MAX;
}

enum status store_snapshot_rows(struct store *store, int64_t id, void (*visit)(const struct listing *row, const char *folded, void *context),
	void *context, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT list, status, forms, level, registered_on, expires_on, number, name, provider, scope, regions, functions,"
		" note, line, folded FROM listing WHERE snapshot = ?1 ORDER BY row", diags);
	query_set_int(&query, 1, id);
	while (query_next(&query)) {
		if (row_sane(&query))
			row_visit(&query, visit, context);
		else
			query.status = diag_error(diags, STATUS_FAILED, store->path, 0, _("a row of snapshot %lld is damaged; import the list again"),
				(long long)id);
	}
	return query_close(&query);
}

enum status store_snapshot_bytes(struct store *store, int64_t id, struct buf *out, struct diag_list *diags)
{
	struct query query;
	struct digest kept, now;
	bool found, intact = false;

	query_open(&query, store, "SELECT digest, bytes FROM snapshot WHERE id = ?1", diags);
	query_set_int(&query, 1, id);
	found = query_next(&query);
	if (found) {
		struct slice bytes = query_blob(&query, 1);

		digest_of(&now, bytes.data, bytes.len);
		intact = query_fixed(&query, 0, kept.bytes, sizeof kept.bytes) && digest_equal(&kept, &now);
		if (intact)
			buf_add(out, bytes.data, bytes.len);
	}
	if (query_close(&query) == STATUS_OK && !intact)
		query.status = found ? diag_error(diags, STATUS_FAILED, store->path, 0, _("the bytes of snapshot %lld have changed; import the list again"),
				(long long)id) :
			diag_error(diags, STATUS_FAILED, store->path, 0, _("there is no snapshot %lld"), (long long)id);
	return query.status;
}
