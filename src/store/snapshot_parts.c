/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of the parts. Each part of rows carries its digest, and the chain signs a digest over those: so a part that was changed is found
 * without the others, and the message can say which rows it holds. The quick digest serves, because nothing outside this store compares it.
 */
#include "store/snapshot_parts.h"

#include "base/i18n.h"

enum status parts_there(struct store *store, int64_t id, bool *there, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT 1 FROM listing_part WHERE snapshot = ?1 LIMIT 1", diags);
	query_set_int(&query, 1, id);
	*there = query_next(&query);
	return query_close(&query);
}

/* How far the writing is, in parts. */
struct putting {
	struct store *store;
	size_t done, of;
	struct diag_list *diags;
};

static bool goes_on(struct putting *putting, struct query *query)
{
	if (query->status == STATUS_OK && !watch_goes_on(putting->store->watch, putting->done++, putting->of))
		query->status = diag_error(putting->diags, STATUS_FAILED, NULL, 0, _("stopped; nothing was taken in"));
	return query->status == STATUS_OK;
}

static void put_one(struct query *query)
{
	query_next(query);
	if (query->status == STATUS_OK)
		sqlite3_reset(query->stmt);
}

static enum status put_bytes(struct putting *putting, int64_t id, const char *bytes, size_t len)
{
	struct query query;

	query_open(&query, putting->store, "INSERT INTO snapshot_bytes (snapshot, part, bytes) VALUES (?1, ?2, ?3)", putting->diags);
	query_set_int(&query, 1, id);
	for (size_t at = 0; at < len && goes_on(putting, &query); at += PART_BYTES) {
		query_set_int(&query, 2, (int64_t)(at / PART_BYTES));
		query_set_blob(&query, 3, bytes + at, len - at < PART_BYTES ? len - at : PART_BYTES);
		put_one(&query);
	}
	return query_close(&query);
}

/* The list by which the shelf of the snapshot is known: the first one of the part that is known itself. */
static enum listing_list list_of(const struct listing *rows, size_t count)
{
	size_t i = 0;

	while (i + 1 < count && rows[i].list == LISTING_LIST_UNKNOWN)
		i++;
	return rows[i].list;
}

static enum status put_rows(struct putting *putting, int64_t id, const struct snapshot_parts *parts, struct buf *digests)
{
	struct pack pack;
	struct buf bytes;
	struct query query;

	buf_init(&bytes);
	pack_init(&pack);
	query_open(&query, putting->store, "INSERT INTO listing_part (snapshot, part, list, digest, bytes) VALUES (?1, ?2, ?3, ?4, ?5)", putting->diags);
	query_set_int(&query, 1, id);
	for (size_t at = 0; at < parts->count && goes_on(putting, &query); at += PART_ROWS) {
		size_t count = parts->count - at < PART_ROWS ? parts->count - at : PART_ROWS;
		struct digest digest;

		for (size_t i = at; i < at + count; i++)
			pack_row(&pack, &parts->rows[i], parts->words[i]);
		pack_end(&pack, &bytes);
		digest_quick(&digest, bytes.data, bytes.len);
		buf_add(digests, digest.bytes, sizeof digest.bytes);
		query_set_int(&query, 2, (int64_t)(at / PART_ROWS));
		query_set_int(&query, 3, list_of(&parts->rows[at], count));
		query_set_digest(&query, 4, &digest);
		query_set_blob(&query, 5, bytes.data, bytes.len);
		put_one(&query);
	}
	query_close(&query);
	pack_done(&pack);
	buf_done(&bytes);
	return query.status;
}

enum status parts_put(struct store *store, int64_t id, const struct snapshot_parts *parts, struct digest *rows, struct diag_list *diags)
{
	struct putting putting = { .store = store, .diags = diags, .of = parts->len / PART_BYTES + parts->count / PART_ROWS + 2 };
	struct buf digests;
	enum status status;

	buf_init(&digests);
	status = put_bytes(&putting, id, parts->bytes, parts->len);
	if (status == STATUS_OK)
		status = put_rows(&putting, id, parts, &digests);
	digest_quick(rows, digests.data, digests.len);
	buf_done(&digests);
	return status;
}

/* One part as it stands in the store. */
struct found_part {
	struct digest kept, now;
	struct slice bytes;
	int64_t number, list;
	bool whole;
};

static void look_at(const struct query *query, int64_t expected, struct found_part *out)
{
	out->number = query_int(query, 0);
	out->list = query_int(query, 3);
	out->bytes = query_blob(query, 2);
	digest_quick(&out->now, out->bytes.data, out->bytes.len);
	out->whole = query_fixed(query, 1, out->kept.bytes, sizeof out->kept.bytes) && digest_equal(&out->kept, &out->now) && out->number == expected;
}

static enum status part_changed(struct store *store, const struct snapshot_info *info, int64_t part, struct diag_list *diags)
{
	long long first = (long long)part * PART_ROWS + 1, last = first + PART_ROWS - 1;

	return diag_error(diags, STATUS_FAILED, store->path, 0,
		_("snapshot %1$lld (%2$s) is no longer as it was taken in: its rows %3$lld to %4$lld were changed. Import the list again and verify the records"),
		(long long)info->id, info->name, first, last > (long long)info->count ? (long long)info->count : last);
}

/* A part that is as it was signed can always be read, unless the memory of this machine is at fault. */
static enum status part_visit(struct store *store, const struct snapshot_info *info, const struct found_part *part, snapshot_visit *visit, void *context,
	struct diag_list *diags)
{
	struct snapshot_rows rows;
	bool same;

	if (!pack_read(part->bytes.data, part->bytes.len, &rows))
		return part_changed(store, info, part->number, diags);
	/* The column tells the shelf without unpacking, and is covered by no digest. */
	same = rows.count && (int64_t)list_of(rows.rows, rows.count) == part->list;
	if (same && visit)
		visit(&rows, context);
	snapshot_rows_done(&rows);
	return same ? STATUS_OK : part_changed(store, info, part->number, diags);
}

enum status parts_read(struct store *store, const struct snapshot_info *info, snapshot_visit *visit, void *context, struct digest *rows, struct diag_list *diags)
{
	struct query query;
	struct buf digests;
	enum status result = STATUS_OK;

	buf_init(&digests);
	query_open(&query, store, "SELECT part, digest, bytes, list FROM listing_part WHERE snapshot = ?1 ORDER BY part", diags);
	query_set_int(&query, 1, info->id);
	for (int64_t expected = 0; query_next(&query); expected++) {
		struct found_part part;
		enum status status;

		look_at(&query, expected, &part);
		buf_add(&digests, part.now.bytes, sizeof part.now.bytes);
		status = part.whole ? part_visit(store, info, &part, visit, context, diags) : part_changed(store, info, expected, diags);
		if (status != STATUS_OK)
			result = status;
	}
	digest_quick(rows, digests.data, digests.len);
	buf_done(&digests);
	return query_close(&query) == STATUS_OK ? result : query.status;
}

enum status parts_bytes(struct store *store, int64_t id, struct buf *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT bytes, part FROM snapshot_bytes WHERE snapshot = ?1 ORDER BY part", diags);
	query_set_int(&query, 1, id);
	for (int64_t expected = 0; query_next(&query); expected++) {
		struct slice bytes = query_blob(&query, 0);

		if (query_int(&query, 1) != expected) {
			query.status = diag_error(diags, STATUS_FAILED, store->path, 0, _("the bytes of snapshot %lld have changed; import the list again"), (long long)id);
			break;
		}
		buf_add(out, bytes.data, bytes.len);
	}
	return query_close(&query);
}
