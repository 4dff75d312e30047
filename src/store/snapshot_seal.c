/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What binds the rows of a snapshot to the chain. The bytes as delivered carry a digest that records name; but a decision reads the rows, and those are
 * worked out from the bytes once. So their digest is signed when they are written, and made again whenever all of them are read: that costs a
 * fraction of the reading. The quick digest serves, because nothing outside this store compares it.
 */
#include "store/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char SEAL_TAG[] = "kumoshirube/snapshot/1"; /* with its NUL */
enum { BATCH_ROWS = 256, FIELD_REASON = 8, FIELD_ROWS = 11 };

void rows_digest_init(struct rows_digest *rows)
{
	*rows = (struct rows_digest){ .count = 0 };
	buf_init(&rows->batch);
}

/* Each batch begins with the digest of those before it, so that the order of the batches counts. */
static void close_batch(struct rows_digest *rows)
{
	if (rows->batch.len == 0)
		return;
	digest_quick(&rows->digest, rows->batch.data, rows->batch.len);
	buf_clear(&rows->batch);
}

static void add_int(struct buf *out, int64_t number)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
	buf_add(out, bytes, sizeof bytes);
}

static void add_text(struct buf *out, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	add_int(out, (int64_t)len);
	buf_add(out, text, len);
}

void rows_digest_add(struct rows_digest *rows, const struct listing *row, const char *folded)
{
	const char *const texts[] = { row->number, row->name, row->provider, row->scope, row->regions, row->functions, row->note, folded };

	if (rows->batch.len == 0)
		buf_add(&rows->batch, rows->digest.bytes, sizeof rows->digest.bytes);
	add_int(&rows->batch, row->list);
	add_int(&rows->batch, row->status);
	add_int(&rows->batch, row->forms);
	add_int(&rows->batch, row->level);
	add_int(&rows->batch, row->registered_on);
	add_int(&rows->batch, row->expires_on);
	add_int(&rows->batch, row->line);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		add_text(&rows->batch, texts[i]);
	if (++rows->count % BATCH_ROWS == 0)
		close_batch(rows);
}

void rows_digest_end(struct rows_digest *rows, struct digest *out)
{
	close_batch(rows);
	*out = rows->digest;
	buf_done(&rows->batch);
}

static void add_number(struct buf *out, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%" PRId64, number);
	buf_add_nettext(out, digits);
}

static void add_day(struct buf *out, date_days day)
{
	char iso[11] = "";

	if (day != DATE_NONE)
		date_format_iso(day, iso);
	buf_add_nettext(out, iso);
}

static void write_seal(struct buf *out, const struct snapshot_info *info, const char *reason, const struct digest *rows)
{
	char hex[65];

	buf_add(out, SEAL_TAG, sizeof SEAL_TAG);
	buf_add_nettext(out, listing_shelf_word(info->shelf));
	add_number(out, info->id);
	buf_add_nettext(out, info->name);
	buf_add_nettext(out, info->source);
	add_day(out, info->issued_on);
	add_day(out, info->imported_on);
	buf_add_nettext(out, info->sample ? "sample" : "");
	buf_add_nettext(out, info->signature);
	buf_add_nettext(out, reason ? reason : "");
	add_number(out, (int64_t)info->count);
	digest_hex(&info->digest, hex);
	buf_add_nettext(out, hex);
	digest_hex(rows, hex);
	buf_add_nettext(out, hex);
}

static void record_of(int64_t id, char out[33])
{
	snprintf(out, 33, "snapshot-%" PRId64, id);
}

enum status snapshot_seal(struct store *store, const struct snapshot_info *info, const char *reason, const struct digest *rows,
	const struct sign_key *key, int64_t at, struct digest *made, struct diag_list *diags)
{
	struct store_entry entry = { .kind = NULL };
	struct buf bytes;
	char record[33];
	enum status status;

	buf_init(&bytes);
	write_seal(&bytes, info, reason, rows);
	record_of(info->id, record);
	const struct store_append artifact = { .kind = KIND_SNAPSHOT, .record = record, .bytes = bytes.data, .len = bytes.len };
	status = chain_append(store, &artifact, key, at, &entry, diags);
	*made = entry.entry;
	entry_done(&entry);
	buf_done(&bytes);
	return status;
}

/* The two fields that stand nowhere else; the rest is compared as a whole. */
static bool read_seal(const struct buf *bytes, char **reason, struct digest *rows)
{
	const char *at = bytes->data, *end = bytes->data + bytes->len;
	struct slice fields[FIELD_ROWS + 1];
	char hex[65];

	*reason = NULL;
	if (bytes->len < sizeof SEAL_TAG || memcmp(at, SEAL_TAG, sizeof SEAL_TAG) != 0)
		return false;
	at += sizeof SEAL_TAG;
	for (int i = 0; i <= FIELD_ROWS; i++)
		if (netstring_read(&at, end, &fields[i]) != 0)
			return false;
	if (at != end || fields[FIELD_ROWS].len != 64)
		return false;
	memcpy(hex, fields[FIELD_ROWS].data, 64);
	hex[64] = '\0';
	*reason = mem_strndup(fields[FIELD_REASON].data, fields[FIELD_REASON].len);
	return digest_parse(hex, rows);
}

static enum status changed(struct store *store, const struct snapshot_info *info, struct diag_list *diags)
{
	return diag_error(diags, STATUS_FAILED, store->path, 0,
		_("snapshot %lld (%s) is no longer as it was taken in: a row, or what is said of the list, was changed. Import the list again and verify the records"),
		(long long)info->id, info->name);
}

/* A snapshot without an entry is one of an older program, unless one that is older still has an entry. */
static enum status check_unsealed(struct store *store, const struct snapshot_info *info, struct diag_list *diags)
{
	struct query query;
	bool later;

	query_open(&query, store, "SELECT 1 FROM snapshot AS s WHERE s.id < ?1 AND EXISTS"
		" (SELECT 1 FROM chain AS c WHERE c.record = 'snapshot-' || s.id AND c.kind = '" KIND_SNAPSHOT "') LIMIT 1", diags);
	query_set_int(&query, 1, info->id);
	later = query_next(&query);
	if (query_close(&query) != STATUS_OK)
		return query.status;
	if (later)
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("snapshot %lld (%s) was put into the store without the chain knowing of it. Import the list again and verify the records"),
			(long long)info->id, info->name);
	return STATUS_OK;
}

/* The entry of a snapshot; *found false where there is none. */
static enum status find_seal(struct store *store, int64_t id, bool *found, struct store_entry *out, struct diag_list *diags)
{
	struct query query;
	char record[33];
	bool whole = true;

	record_of(id, record);
	query_open(&query, store, ENTRY_SELECT "WHERE c.record = ?1 AND c.kind = '" KIND_SNAPSHOT "' ORDER BY c.epoch, c.seq LIMIT 1", diags);
	query_set_text(&query, 1, record);
	*found = query_next(&query);
	*out = (struct store_entry){ .kind = NULL };
	if (*found)
		whole = entry_read(&query, out);
	if (query_close(&query) == STATUS_OK && !whole)
		query.status = diag_error(diags, STATUS_FAILED, store->path, 0, _("an entry of the chain is damaged; verify the records"));
	return query.status;
}

static enum status compare_seal(struct store *store, const struct snapshot_info *info, const struct store_entry *entry, const struct digest *rows,
	struct diag_list *diags)
{
	struct digest now, kept_rows;
	struct buf kept, fresh;
	char *reason = NULL;
	enum status status;

	buf_init(&kept);
	buf_init(&fresh);
	status = store_artifact(store, &entry->artifact, &kept, diags);
	entry_digest(entry, &now);
	if (status == STATUS_OK && (!digest_equal(&now, &entry->entry) || !entry_signed(entry) || !read_seal(&kept, &reason, &kept_rows)))
		status = diag_error(diags, STATUS_FAILED, store->path, 0, _("an entry of the chain is damaged; verify the records"));
	if (status == STATUS_OK) {
		write_seal(&fresh, info, reason, rows);
		if (fresh.len != kept.len || memcmp(fresh.data, kept.data, kept.len) != 0)
			status = changed(store, info, diags);
	}
	free(reason);
	buf_done(&kept);
	buf_done(&fresh);
	return status;
}

enum status snapshot_seal_check(struct store *store, int64_t id, const struct digest *rows, bool *sealed, struct diag_list *diags)
{
	struct snapshot_info info;
	struct store_entry entry = { .kind = NULL };
	bool found = false;
	enum status status = snapshot_info_get(store, id, &found, &info, diags);

	if (status != STATUS_OK || !found)
		return status;
	status = find_seal(store, id, sealed, &entry, diags);
	if (status == STATUS_OK)
		status = *sealed ? compare_seal(store, &info, &entry, rows, diags) : check_unsealed(store, &info, diags);
	entry_done(&entry);
	snapshot_info_done(&info);
	return status;
}
