/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking entries in. A signature is checked before its entry touches a table, bytes are read back before anything is acknowledged, and the whole is one
 * transaction. To tell what would come of a bundle the same is done and taken back: a second way of counting could come to another result.
 */
#include "store/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/sign_job.h"
#include "store/internal.h"

/* ---- into the tables ---- */

static enum status refuse(const struct store_entry *entry, const char *why, struct diag_list *diags)
{
	char name[20];

	memcpy(name, entry->terminal, 8);
	name[8] = '\0';
	return diag_error(diags, STATUS_FAILED, NULL, 0, _("entry %1$lld of terminal %2$s (%3$s): %4$s. Nothing was taken in"),
		(long long)entry->seq, name, entry->kind, why);
}

static enum status is_kept(struct store *store, const struct digest *entry, bool *kept, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT 1 FROM foreign_entry WHERE entry = ?1 UNION ALL SELECT 1 FROM chain WHERE entry = ?1", diags);
	query_set_digest(&query, 1, entry);
	*kept = query_next(&query);
	return query_close(&query);
}

static enum status has_bytes(struct store *store, const struct digest *artifact, bool *there, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT 1 FROM artifact WHERE hash = ?1", diags);
	query_set_digest(&query, 1, artifact);
	*there = query_next(&query);
	return query_close(&query);
}

static enum status insert(struct store *store, const struct store_entry *entry, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "INSERT INTO foreign_entry (entry, terminal, epoch, seq, previous, kind, record, head, artifact, at, public_key, signature)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", diags);
	query_set_digest(&query, 1, &entry->entry);
	query_set_text(&query, 2, entry->terminal);
	query_set_int(&query, 3, entry->epoch);
	query_set_int(&query, 4, entry->seq);
	query_set_digest(&query, 5, &entry->previous);
	query_set_text(&query, 6, entry->kind);
	query_set_text(&query, 7, entry->record);
	query_set_int(&query, 8, entry->head);
	query_set_digest(&query, 9, &entry->artifact);
	query_set_int(&query, 10, entry->at);
	query_set_blob(&query, 11, entry->public_key, sizeof entry->public_key);
	query_set_blob(&query, 12, entry->signature.bytes, sizeof entry->signature.bytes);
	return query_run(&query);
}

/*
 * The signatures and bytes of what is new here. Other processors check them while this one writes the bytes and reads them back; nothing is made of the
 * entries, and the transaction is not kept, before all are good.
 */
struct proofs {
	const struct store_foreign **items;
	struct buf *canonical;
	struct sign_check *checks;
	size_t count;
	struct sign_job *job;
};

static enum status refuse_bytes(const struct store_foreign *item, struct diag_list *diags)
{
	return refuse(&item->entry, _("its bytes are not those that it names"), diags);
}

static enum status check_bytes(const struct store_foreign *item, struct diag_list *diags)
{
	struct digest now;

	if (!item->bytes)
		return STATUS_OK;
	digest_of(&now, item->bytes, item->len);
	return digest_equal(&now, &item->entry.artifact) ? STATUS_OK : refuse_bytes(item, diags);
}

static enum status proofs_begin(struct proofs *proofs, struct store *store, const struct store_take *take, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	*proofs = (struct proofs){ .items = mem_array(take->count, sizeof *proofs->items), .canonical = mem_array(take->count, sizeof *proofs->canonical),
		.checks = mem_array(take->count, sizeof *proofs->checks) };
	for (size_t i = 0; i < take->count && status == STATUS_OK; i++) {
		const struct store_foreign *item = &take->items[i];
		const struct store_entry *entry = &item->entry;
		struct buf *bytes = &proofs->canonical[proofs->count];
		bool kept;

		status = is_kept(store, &entry->entry, &kept, diags);
		if (status == STATUS_OK && kept)
			status = check_bytes(item, diags);
		if (status != STATUS_OK || kept)
			continue;
		buf_init(bytes);
		store_entry_bytes(entry->terminal, entry, bytes);
		proofs->items[proofs->count] = item;
		proofs->checks[proofs->count++] = (struct sign_check){ .public_key = entry->public_key, .bytes = bytes->data, .len = bytes->len,
			.signature = &entry->signature, .digest = item->bytes ? &entry->artifact : NULL, .digested = item->bytes, .digested_len = item->len };
	}
	proofs->job = sign_job_new(proofs->checks, proofs->count);
	return status;
}

/* Tells the first that is bad, unless something else was the matter. */
static enum status proofs_end(struct proofs *proofs, enum status status, struct diag_list *diags)
{
	sign_job_end(&proofs->job);
	for (size_t i = 0; i < proofs->count; i++) {
		if (status == STATUS_OK && !proofs->checks[i].good)
			status = refuse(&proofs->items[i]->entry, _("its signature does not fit"), diags);
		else if (status == STATUS_OK && !proofs->checks[i].intact)
			status = refuse_bytes(proofs->items[i], diags);
		buf_done(&proofs->canonical[i]);
	}
	free(proofs->items);
	free(proofs->canonical);
	free(proofs->checks);
	return status;
}

static enum status put_item(struct store *store, const struct store_foreign *item, struct store_taken *out, struct diag_list *diags)
{
	bool kept, there = item->bytes != NULL;
	enum status status = is_kept(store, &item->entry.entry, &kept, diags);

	if (status == STATUS_OK && kept)
		out->known++;
	if (status != STATUS_OK || kept)
		return status;
	if (there)
		status = artifact_put(store, &item->entry.artifact, item->bytes, item->len, diags);
	else
		status = has_bytes(store, &item->entry.artifact, &there, diags);
	if (status == STATUS_OK && !there)
		return refuse(&item->entry, _("its bytes are neither in the bundle nor here"), diags);
	if (status == STATUS_OK)
		status = insert(store, &item->entry, diags);
	out->fresh += status == STATUS_OK;
	return status;
}

/*
 * The bytes that came and that are held against their digest elsewhere are the ones that the table must hold, byte for byte. Where they differ, or did not come,
 * the digest decides.
 */
static enum status read_back_bytes(struct store *store, const struct store_foreign *item, struct diag_list *diags)
{
	struct query query;
	struct buf bytes;
	enum status status;
	bool same = false;

	if (item->bytes) {
		query_open(&query, store, "SELECT bytes FROM artifact WHERE hash = ?1", diags);
		query_set_digest(&query, 1, &item->entry.artifact);
		if (query_next(&query)) {
			struct slice kept = query_blob(&query, 0);

			same = kept.len == item->len && memcmp(kept.data, item->bytes, kept.len) == 0;
		}
		if (query_close(&query) != STATUS_OK || same)
			return query.status;
	}
	buf_init(&bytes);
	status = store_artifact(store, &item->entry.artifact, &bytes, diags);
	buf_done(&bytes);
	return status;
}

/* What the tables now hold, as a stranger would read it. */
static enum status read_back(struct store *store, const struct store_foreign *item, struct diag_list *diags)
{
	struct store_entry entry;
	struct query query;
	struct digest now;
	bool good = false;
	enum status status;

	query_open(&query, store, FOREIGN_SELECT "WHERE f.entry = ?1", diags);
	query_set_digest(&query, 1, &item->entry.entry);
	if (query_next(&query)) {
		good = foreign_read(&query, &entry);
		entry_digest(&entry, &now);
		good = good && digest_equal(&now, &item->entry.entry) && memcmp(&entry.signature, &item->entry.signature, sizeof entry.signature) == 0;
		entry_done(&entry);
		status = query_close(&query);
	} else {
		/* One of ours that came back to us. */
		status = query_close(&query);
		return status == STATUS_OK ? store_is_ours(store, &item->entry.entry, &good, diags) : status;
	}
	if (status == STATUS_OK && !good)
		return refuse(&item->entry, _("what was written could not be read back as it was meant"), diags);
	return status == STATUS_OK ? read_back_bytes(store, item, diags) : status;
}

/*
 * Bytes that came and are not what they should be are a fault of the bundle, also where another entry has them read back as the bytes that it names. So what
 * the proofs say comes first; that the store is damaged is told where they are good.
 */
static enum status read_all_back(struct store *store, const struct store_take *take, const struct store_taken *taken, struct proofs *proofs, enum status status,
	struct diag_list *diags)
{
	struct diag_list told;
	enum status back = status;

	diag_init(&told);
	for (size_t i = 0; i < take->count && taken->fresh && back == STATUS_OK; i++)
		back = read_back(store, &take->items[i], &told);
	status = proofs_end(proofs, status, diags);
	if (status == STATUS_OK && diags)
		diag_move(diags, &told);
	diag_done(&told);
	return status == STATUS_OK ? back : status;
}

static enum status put_opaque(struct store *store, const struct store_opaque *opaque, struct store_taken *out, struct diag_list *diags)
{
	struct digest hash;
	struct query query;

	digest_of(&hash, opaque->bytes, opaque->len);
	query_open(&query, store, "INSERT INTO opaque (hash, kind, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (hash) DO NOTHING", diags);
	query_set_digest(&query, 1, &hash);
	query_set_text(&query, 2, opaque->kind);
	query_set_blob(&query, 3, opaque->bytes, opaque->len);
	if (query_run(&query) == STATUS_OK)
		*(opaque->known ? &out->kept : &out->opaque) += sqlite3_changes(store->db) > 0;
	return query.status;
}

/* ---- what follows ---- */

struct touched {
	char (*records)[33];
	size_t count, capacity;
	const struct digests *unfit;
	bool refused;
	struct store_entry entry; /* the first that may not count; where there is one */
};

static void touch(const struct store_entry *entry, void *context)
{
	struct touched *touched = context;

	if (touched->unfit && !touched->refused && digests_hold(touched->unfit, &entry->artifact)) {
		touched->refused = true;
		entry_copy(&touched->entry, entry);
	}
	if (!*entry->record)
		return;
	MEM_PUSH_ROOM(touched->records, touched->count, touched->capacity);
	memcpy(touched->records[touched->count++], entry->record, sizeof entry->record);
}

static int compare_record(const void *a, const void *b)
{
	return strcmp(a, b);
}

static enum status settle(struct store *store, const struct store_take *take, struct touched *touched, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	if (touched->count)
		qsort(touched->records, touched->count, sizeof *touched->records, compare_record);
	for (size_t i = 0; i < touched->count && status == STATUS_OK; i++) {
		if (i > 0 && strcmp(touched->records[i], touched->records[i - 1]) == 0)
			continue;
		status = exchange_head(store, touched->records[i], diags);
		if (status == STATUS_OK && take->settle)
			status = take->settle(touched->records[i], take->context, diags);
	}
	return status;
}

static void count_fork(const char *terminal, int64_t epoch, int64_t seq, void *context)
{
	struct store_taken *out = context;

	(void)terminal, (void)epoch, (void)seq;
	out->forks++;
}

static enum status take_in(struct store *store, const struct store_take *take, struct store_taken *out, struct digest *receipt, struct diag_list *diags)
{
	struct touched touched = { .records = NULL, .unfit = take->unfit };
	struct proofs proofs = { .items = NULL };
	enum status status = schema_exchange(store, diags);

	if (status == STATUS_OK)
		status = proofs_begin(&proofs, store, take, diags);
	for (size_t i = 0; i < take->count && status == STATUS_OK; i++)
		status = put_item(store, &take->items[i], out, diags);
	for (size_t i = 0; i < take->opaque_count && status == STATUS_OK; i++)
		status = put_opaque(store, &take->opaque[i], out, diags);
	status = read_all_back(store, take, out, &proofs, status, diags);
	if (status == STATUS_OK)
		status = clocks_admit(store, touch, &touched, out, diags);
	if (status == STATUS_OK)
		status = touched.refused ? refuse(&touched.entry, _("its case file cannot be read, because its edition is neither in the bundle nor here, or is another"), diags)
			: settle(store, take, &touched, diags);
	if (status == STATUS_OK)
		status = store_forks(store, count_fork, out, diags);
	/* Also where nothing is new: an older program may have left something without a name. */
	if (status == STATUS_OK && take->key)
		status = taken_note(store, take->key, take->at, receipt, diags);
	if (status == STATUS_OK && take->key && out->fresh)
		status = receipt_make(store, take->key, take->at, receipt, diags);
	if (touched.refused)
		entry_done(&touched.entry);
	free(touched.records);
	return status;
}

enum status store_take(struct store *store, const struct store_take *take, struct store_taken *out, struct digest *receipt, struct diag_list *diags)
{
	bool there = exchange_there(store);
	struct digest made;
	enum status status = db_begin(store, diags);

	*out = (struct store_taken){ .fresh = 0 };
	if (status != STATUS_OK)
		return status;
	if (receipt)
		made = *receipt;
	status = take_in(store, take, out, receipt ? &made : NULL, diags);
	if (take->dry || status != STATUS_OK) {
		(void)db_end(store, STATUS_FAILED, NULL);
		store->exchanged = there;
		return status;
	}
	status = db_end(store, status, diags);
	if (status != STATUS_OK)
		store->exchanged = there;
	else if (receipt)
		*receipt = made;
	return status;
}

enum status store_crossed_set(struct store *store, const char *record, bool crossed, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, crossed ? "INSERT INTO crossed (record) VALUES (?1) ON CONFLICT (record) DO NOTHING"
		: "DELETE FROM crossed WHERE record = ?1", diags);
	query_set_text(&query, 1, record);
	return query_run(&query);
}

enum status store_crossed_each(struct store *store, void (*visit)(const char *record, void *context), void *context, struct diag_list *diags)
{
	struct query query;

	if (!exchange_there(store))
		return STATUS_OK;
	query_open(&query, store, "SELECT record FROM crossed ORDER BY record", diags);
	while (query_next(&query))
		visit(query_text(&query, 0), context);
	return query_close(&query);
}
