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
	one->by_entry = job->entry->entry;
	one->at = job->entry->at;
	return true;
}

#define FOREIGN_RECEIPTS FOREIGN_SELECT "LEFT JOIN clock AS k ON k.entry = f.entry WHERE f.kind = 'receipt' AND k.value IS "
enum whose_receipts { RECEIPTS_OURS, RECEIPTS_THEIRS, RECEIPTS_WAITING };
static const char *const receipt_queries[] = {
	[RECEIPTS_OURS] = ENTRY_SELECT "WHERE c.kind = 'receipt' ORDER BY c.epoch, c.seq",
	[RECEIPTS_THEIRS] = FOREIGN_RECEIPTS "NOT NULL ORDER BY k.value, f.entry",
	[RECEIPTS_WAITING] = FOREIGN_RECEIPTS "NULL ORDER BY f.entry",
};

static enum status receipts_read(struct store *store, enum whose_receipts whose, struct store_receipts *out, struct diag_list *diags)
{
	struct store_entries entries = { .items = NULL };
	struct query query;
	enum status status = STATUS_OK;

	*out = (struct store_receipts){ .items = NULL };
	if (!exchange_there(store))
		return STATUS_OK;
	query_open(&query, store, receipt_queries[whose], diags);
	while (query_next(&query)) {
		MEM_PUSH_ROOM(entries.items, entries.count, entries.capacity);
		(void)(whose == RECEIPTS_OURS ? entry_read(&query, &entries.items[entries.count++]) : foreign_read(&query, &entries.items[entries.count++]));
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

enum status store_receipts(struct store *store, bool ours, struct store_receipts *out, struct diag_list *diags)
{
	return receipts_read(store, ours ? RECEIPTS_OURS : RECEIPTS_THEIRS, out, diags);
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

/*
 * Whether an entry that is not in our chain was left behind by a restoring: the store went on from a copy that ended before it, in a later epoch. The entry
 * that says so follows the end of the copy, and is signed as all of them are.
 */
static enum status left_behind(struct store *store, const struct store_receipt *one, bool *left, struct diag_list *diags)
{
	struct store_entries restored = { .items = NULL };
	struct query query;
	enum status status;

	query_open(&query, store, ENTRY_SELECT "WHERE c.kind = '" KIND_RESTORE "' AND c.epoch > ?1 ORDER BY c.epoch", diags);
	query_set_int(&query, 1, one->epoch);
	while (query_next(&query)) {
		MEM_PUSH_ROOM(restored.items, restored.count, restored.capacity);
		(void)entry_read(&query, &restored.items[restored.count++]);
	}
	status = query_close(&query);
	*left = false;
	for (size_t i = 0; i < restored.count && status == STATUS_OK && !*left; i++) {
		struct store_restoring said;
		struct buf bytes;

		buf_init(&bytes);
		status = store_artifact(store, &restored.items[i].artifact, &bytes, diags);
		*left = status == STATUS_OK && restoring_parse(&(struct slice){ .data = bytes.data, .len = bytes.len }, &said) &&
			digest_equal(&said.last, &restored.items[i].previous) &&
			(said.epoch < one->epoch || (said.epoch == one->epoch && said.seq < one->seq));
		buf_done(&bytes);
	}
	store_entries_done(&restored);
	return status;
}

/* Whether it came back from another terminal, and counts. */
static enum status came_back(struct store *store, const struct digest *entry, bool *back, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT 1 FROM foreign_entry AS f JOIN clock AS k ON k.entry = f.entry WHERE f.entry = ?1 AND f.terminal = ?2", diags);
	query_set_digest(&query, 1, entry);
	query_set_text(&query, 2, store->terminal);
	*back = query_next(&query);
	return query_close(&query);
}

/* A receipt for an entry that is not in our chain. */
static enum status weigh(struct store *store, const struct store_receipt *one, struct store_witness *out, struct diag_list *diags)
{
	bool left, back = false;
	enum status status = left_behind(store, one, &left, diags);

	if (status == STATUS_OK && left)
		status = came_back(store, &one->entry, &back, diags);
	if (status != STATUS_OK || back)
		return status;
	if (!left) {
		out->denied = true;
		out->denial = *one;
	} else if (!out->missing || one->epoch > out->lost.epoch || (one->epoch == out->lost.epoch && one->seq > out->lost.seq)) {
		out->missing = true;
		out->lost = *one;
	}
	return STATUS_OK;
}

static enum status witnessed_by(struct store *store, enum whose_receipts whose, struct store_witness *out, struct diag_list *diags)
{
	struct store_receipts receipts;
	enum status status = receipts_read(store, whose, &receipts, diags);

	for (size_t i = 0; i < receipts.count && status == STATUS_OK; i++) {
		const struct store_receipt *one = &receipts.items[i];
		bool ours;

		/* What came back of our own is no witness. */
		if (strcmp(one->of, store->terminal) != 0 || strcmp(one->by, store->terminal) == 0)
			continue;
		status = store_is_ours(store, &one->entry, &ours, diags);
		if (status == STATUS_OK && !ours) {
			status = weigh(store, one, out, diags);
		} else if (whose == RECEIPTS_THEIRS && (!out->any || one->epoch > out->last.epoch || (one->epoch == out->last.epoch && one->seq > out->last.seq))) {
			out->any = true;
			out->last = *one;
		}
	}
	store_receipts_done(&receipts);
	return status;
}

/* A receipt waits for what it names; one that names an entry of ours that we do not have would wait for ever, so those that wait are asked too. */
enum status store_witnessed(struct store *store, struct store_witness *out, struct diag_list *diags)
{
	enum status status;

	*out = (struct store_witness){ .any = false };
	status = witnessed_by(store, RECEIPTS_THEIRS, out, diags);
	if (status == STATUS_OK)
		status = witnessed_by(store, RECEIPTS_WAITING, out, diags);
	return status == STATUS_OK ? behind(store, out->any ? out->last.epoch : 0, out->any ? out->last.seq : 0, &out->unwitnessed, diags) : status;
}
