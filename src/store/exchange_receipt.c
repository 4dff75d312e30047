/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Receipts. What a terminal says in its own chain about the chains of others cannot be taken back by it, nor denied by those it speaks of: that is what
 * makes another terminal a witness.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/field.h"
#include "base/i18n.h"
#include "base/mem.h"

void store_receipts_done(struct store_receipts *receipts)
{
	free(receipts->items);
	*receipts = (struct store_receipts){ .items = NULL };
}

/* The last entries that count of every chain; more than one of a chain that was forked. *highest: the highest place among them. */
static enum status write_receipt(struct store *store, struct buf *out, int64_t *highest, struct diag_list *diags)
{
	struct query query;

	*highest = 0;
	buf_add(out, RECEIPT_TAG, sizeof RECEIPT_TAG);
	query_open(&query, store, "SELECT f.epoch, f.seq, f.previous, f.kind, f.record, f.head, f.artifact, f.at, f.entry, f.public_key, f.signature,"
		" f.terminal, k.value FROM foreign_entry AS f JOIN clock AS k ON k.entry = f.entry"
		" WHERE NOT EXISTS (SELECT 1 FROM foreign_entry AS n JOIN clock AS m ON m.entry = n.entry WHERE n.previous = f.entry AND n.terminal = f.terminal)"
		" ORDER BY f.terminal, f.epoch, f.seq, f.entry", diags);
	while (query_next(&query)) {
		struct store_entry entry;

		(void)foreign_read(&query, &entry);
		buf_add_nettext(out, entry.terminal);
		field_add_number(out, entry.epoch);
		field_add_number(out, entry.seq);
		field_add_digest(out, &entry.entry);
		field_add_key(out, entry.public_key);
		if (query_int(&query, 12) > *highest)
			*highest = query_int(&query, 12);
		entry_done(&entry);
	}
	return query_close(&query);
}

static bool has_place(const struct clocks *clocks, const struct store_entry *entry)
{
	int64_t ordinal = clocks_ordinal(clocks, entry->epoch, entry->seq);

	for (size_t i = 0; i < clocks->count; i++)
		if (clocks->marks[i].ordinal == ordinal)
			return true;
	return false;
}

enum status receipt_make(struct store *store, const struct sign_key *key, int64_t at, struct digest *made, struct diag_list *diags)
{
	struct store_entry entry = { .kind = NULL };
	struct clocks clocks = { .marks = NULL };
	int64_t highest;
	struct buf bytes;
	enum status status;

	buf_init(&bytes);
	status = write_receipt(store, &bytes, &highest, diags);
	if (status == STATUS_OK) {
		const struct store_append artifact = { .kind = KIND_RECEIPT, .record = "", .bytes = bytes.data, .len = bytes.len };

		status = chain_append(store, &artifact, key, at, &entry, diags);
	}
	if (status == STATUS_OK)
		status = clocks_load(store, &clocks, diags);
	if (status == STATUS_OK) {
		int64_t before = clock_ours(&clocks, entry.epoch, entry.seq - 1);

		/* Where all that came in waits, the receipt says what the last one says, and stands there already. */
		if (!has_place(&clocks, &entry)) {
			status = clock_put(store, &entry.entry, (before > highest ? before : highest) + 1, diags);
			if (made && status == STATUS_OK)
				*made = entry.entry;
		}
	}
	clocks_done(&clocks);
	entry_done(&entry);
	buf_done(&bytes);
	return status;
}

/* ---- reading them ---- */

struct collecting {
	struct store_receipts *out;
	const struct store_entry *entry;
};

static bool collect(const struct store_receipt *receipt, void *context)
{
	struct collecting *job = context;
	struct store_receipt *one;

	MEM_PUSH_ROOM(job->out->items, job->out->count, job->out->capacity);
	one = &job->out->items[job->out->count++];
	*one = *receipt;
	memcpy(one->by, job->entry->terminal, sizeof one->by);
	one->by_epoch = job->entry->epoch;
	one->by_seq = job->entry->seq;
	one->at = job->entry->at;
	return true;
}

enum status store_receipts(struct store *store, bool ours, struct store_receipts *out, struct diag_list *diags)
{
	struct store_entries entries = { .items = NULL };
	struct query query;
	enum status status = STATUS_OK;

	*out = (struct store_receipts){ .items = NULL };
	if (!exchange_there(store))
		return STATUS_OK;
	if (ours)
		query_open(&query, store, ENTRY_SELECT "WHERE c.kind = 'receipt' ORDER BY c.epoch, c.seq", diags);
	else
		query_open(&query, store, "SELECT f.epoch, f.seq, f.previous, f.kind, f.record, f.head, f.artifact, f.at, f.entry, f.public_key,"
			" f.signature, f.terminal FROM foreign_entry AS f JOIN clock AS k ON k.entry = f.entry WHERE f.kind = 'receipt' ORDER BY k.value, f.entry",
			diags);
	while (query_next(&query)) {
		MEM_PUSH_ROOM(entries.items, entries.count, entries.capacity);
		(void)(ours ? entry_read(&query, &entries.items[entries.count++]) : foreign_read(&query, &entries.items[entries.count++]));
	}
	status = query_close(&query);
	for (size_t i = 0; i < entries.count && status == STATUS_OK; i++) {
		struct collecting job = { .out = out, .entry = &entries.items[i] };
		struct buf bytes;

		buf_init(&bytes);
		status = store_artifact(store, &entries.items[i].artifact, &bytes, diags);
		/* One of a newer form says nothing to this program. */
		if (status == STATUS_OK)
			(void)receipt_parse(&(struct slice){ .data = bytes.data, .len = bytes.len }, collect, &job);
		buf_done(&bytes);
	}
	store_entries_done(&entries);
	return status;
}

enum status store_is_ours(struct store *store, const struct digest *entry, bool *ours, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT 1 FROM chain WHERE entry = ?1", diags);
	query_set_digest(&query, 1, entry);
	*ours = query_next(&query);
	return query_close(&query);
}

/* How many entries of ours stand behind one. */
static enum status behind(struct store *store, int64_t epoch, int64_t seq, size_t *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT count(*) FROM chain WHERE (epoch, seq) > (?1, ?2)", diags);
	query_set_int(&query, 1, epoch);
	query_set_int(&query, 2, seq);
	*out = query_next(&query) ? (size_t)query_int(&query, 0) : 0;
	return query_close(&query);
}

enum status store_witnessed(struct store *store, struct store_witness *out, struct diag_list *diags)
{
	struct store_receipts receipts;
	enum status status = store_receipts(store, false, &receipts, diags);

	*out = (struct store_witness){ .any = false };
	for (size_t i = 0; i < receipts.count && status == STATUS_OK; i++) {
		const struct store_receipt *one = &receipts.items[i];
		bool ours;

		if (strcmp(one->of, store->terminal) != 0)
			continue;
		status = store_is_ours(store, &one->entry, &ours, diags);
		if (status == STATUS_OK && !ours) {
			out->denied = true;
			out->denial = *one;
		} else if (!out->any || one->epoch > out->last.epoch || (one->epoch == out->last.epoch && one->seq > out->last.seq)) {
			out->any = true;
			out->last = *one;
		}
	}
	store_receipts_done(&receipts);
	return status == STATUS_OK ? behind(store, out->any ? out->last.epoch : 0, out->any ? out->last.seq : 0, &out->unwitnessed, diags) : status;
}
