/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What binds the rows of a snapshot to the chain. The bytes as delivered carry a digest that records name; but a decision reads the rows, and those are
 * worked out from the bytes once. So their digest is signed when they are written, and made again whenever all of them are read: that costs a
 * fraction of the reading. The tag says over what it was made, so that rows cannot be moved from one form of keeping them to the other.
 */
#include "store/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/field.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { TAG_BYTES = sizeof "kumoshirube/snapshot/1" }; /* with its NUL */
static const char tags[][TAG_BYTES] = { [ROWS_FIRST] = "kumoshirube/snapshot/1", [ROWS_PARTS] = "kumoshirube/snapshot/2" };
enum { FIELD_REASON = 8, FIELD_ROWS = 11 };

static void write_seal(struct buf *out, const struct snapshot_info *info, const char *reason, const struct sealed_rows *rows)
{
	buf_add(out, tags[rows->form], TAG_BYTES);
	buf_add_nettext(out, listing_shelf_word(info->shelf));
	field_add_number(out, info->id);
	buf_add_nettext(out, info->name);
	buf_add_nettext(out, info->source);
	field_add_day(out, info->issued_on);
	field_add_day(out, info->imported_on);
	buf_add_nettext(out, info->sample ? "sample" : "");
	buf_add_nettext(out, info->signature);
	buf_add_nettext(out, reason ? reason : "");
	field_add_number(out, (int64_t)info->count);
	field_add_digest(out, &info->digest);
	field_add_digest(out, &rows->digest);
}

static void record_of(int64_t id, char out[33])
{
	snprintf(out, 33, "snapshot-%" PRId64, id);
}

enum status snapshot_seal(struct store *store, const struct snapshot_info *info, const char *reason, const struct sealed_rows *rows,
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

/* The reason stands nowhere else; the rest is compared as a whole. */
static bool read_seal(const struct buf *bytes, char **reason)
{
	const char *at = bytes->data, *end = bytes->data + bytes->len;
	struct slice fields[FIELD_ROWS + 1];

	*reason = NULL;
	if (bytes->len < TAG_BYTES || (memcmp(at, tags[ROWS_FIRST], TAG_BYTES) != 0 && memcmp(at, tags[ROWS_PARTS], TAG_BYTES) != 0))
		return false;
	at += TAG_BYTES;
	for (int i = 0; i <= FIELD_ROWS; i++)
		if (netstring_read(&at, end, &fields[i]) != 0)
			return false;
	if (at != end || fields[FIELD_ROWS].len != 64)
		return false;
	*reason = mem_strndup(fields[FIELD_REASON].data, fields[FIELD_REASON].len);
	return true;
}

static enum status changed(struct store *store, const struct snapshot_info *info, struct diag_list *diags)
{
	return diag_error(diags, STATUS_FAILED, store->path, 0,
		_("snapshot %lld (%s) is no longer as it was taken in: a row, or what is said of the list, was changed. Import the list again and verify the records"),
		(long long)info->id, info->name);
}

/* A snapshot without an entry is one of an older program, unless one that is older still has an entry, or its rows are kept as that program never did. */
static enum status check_unsealed(struct store *store, const struct snapshot_info *info, enum rows_form form, struct diag_list *diags)
{
	struct query query;
	bool later;

	query_open(&query, store, "SELECT 1 FROM snapshot AS s WHERE s.id < ?1 AND EXISTS"
		" (SELECT 1 FROM chain AS c WHERE c.record = 'snapshot-' || s.id AND c.kind = '" KIND_SNAPSHOT "') LIMIT 1", diags);
	query_set_int(&query, 1, info->id);
	later = query_next(&query);
	if (query_close(&query) != STATUS_OK)
		return query.status;
	if (later || form != ROWS_FIRST)
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

static enum status compare_seal(struct store *store, const struct snapshot_info *info, const struct store_entry *entry, const struct sealed_rows *rows,
	struct diag_list *diags)
{
	struct digest now;
	struct buf kept, fresh;
	char *reason = NULL;
	enum status status;

	buf_init(&kept);
	buf_init(&fresh);
	status = store_artifact(store, &entry->artifact, &kept, diags);
	entry_digest(entry, &now);
	if (status == STATUS_OK && (!digest_equal(&now, &entry->entry) || !entry_signed(entry) || !read_seal(&kept, &reason)))
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

enum status snapshot_seal_check(struct store *store, const struct snapshot_info *info, const struct sealed_rows *rows, bool *sealed, struct diag_list *diags)
{
	struct store_entry entry = { .kind = NULL };
	enum status status = find_seal(store, info->id, sealed, &entry, diags);

	if (status == STATUS_OK)
		status = *sealed ? compare_seal(store, info, &entry, rows, diags) : check_unsealed(store, info, rows->form, diags);
	entry_done(&entry);
	return status;
}
