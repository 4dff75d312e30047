/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verification goes on after a fault: the chain commits to digests, so one damaged artifact leaves the entries before and after it provable,
 * and the officer learns which record is touched and which are not. Each entry is checked on its own columns first, and only then against
 * its neighbour, so that one change is reported where it is.
 */
#include "store/internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/sign_job.h"

struct verification {
	struct store *store;
	void (*visit)(const struct store_entry *entry, const char *fault, void *context);
	void *context;
	const struct digest *expected;
	bool expected_seen;
	size_t checked, faults;
	struct store_entry last; /* the entry before; kind is NULL at the start */
};

static void fault(struct verification *v, const struct store_entry *entry, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The words begin with the place, so that a caller may show them alone. */
static void fault(struct verification *v, const struct store_entry *entry, const char *format, ...)
{
	va_list args;
	char *what, *text;

	va_start(args, format);
	what = mem_vprintf(format, args);
	va_end(args);
	if (entry->kind)
		text = mem_printf(_("entry %lld (%s, record %s): %s"), (long long)entry->seq, entry->kind, *entry->record ? entry->record : "-", what);
	else
		text = mem_strdup(what);
	v->faults++;
	if (v->visit)
		v->visit(entry, text, v->context);
	free(what);
	free(text);
}

/* Some entries at a time: while their signatures are checked elsewhere, the next ones are read. */
enum { BATCH = 256 };
enum kept_state { KEPT_INTACT, KEPT_CHANGED, KEPT_MISSING, KEPT_UNREADABLE };
struct item {
	struct store_entry entry;
	struct buf canonical;
	bool whole;
	enum kept_state artifact;
};
struct batch {
	struct item items[BATCH];
	struct sign_check checks[BATCH];
	size_t count;
	struct sign_job *job;
};

/* The entry's own columns: form, digest, signature. */
static void check_columns(struct verification *v, const struct item *item, bool valid)
{
	const struct store_entry *entry = &item->entry;
	struct digest now;
	bool matches;

	digest_of(&now, item->canonical.data, item->canonical.len);
	matches = item->whole && digest_equal(&now, &entry->entry);
	valid = item->whole && valid;
	if (!item->whole)
		fault(v, entry, _("a field has a form that this program does not write"));
	else if (!matches && valid)
		fault(v, entry, _("the digest of the entry was changed; its contents still carry a valid signature"));
	else if (!matches)
		fault(v, entry, _("the contents of the entry were changed"));
	else if (!valid)
		fault(v, entry, _("the signature is missing or does not fit the entry"));
}

static void check_place(struct verification *v, const struct store_entry *entry)
{
	const struct store_entry *last = &v->last;
	bool same_epoch = last->kind && last->epoch == entry->epoch;

	if (same_epoch && (uint64_t)entry->seq - (uint64_t)last->seq != 1)
		fault(v, entry, _("entries are missing before this one; the last one there is %lld"), (long long)last->seq);
	else if (!same_epoch && entry->seq != 1)
		fault(v, entry, _("the chain does not begin with entry 1"));
	if (!digest_equal(&entry->previous, &last->entry))
		fault(v, entry, _("it does not follow the entry that stands before it"));
	if (entry->seq == 1 && entry->epoch > 1 && strcmp(entry->kind, KIND_RESTORE) != 0)
		fault(v, entry, _("a new epoch begins here, although the store was not restored from a copy"));
	if (entry->epoch < 1 || entry->epoch > v->store->epoch)
		fault(v, entry, _("its epoch %lld is not one of this store"), (long long)entry->epoch);
}

/* Errors of the read become faults of this entry, so that the rest is checked all the same. */
static enum kept_state read_artifact(struct store *store, const struct digest *artifact)
{
	struct query query;
	struct digest now;
	bool found, intact = false;

	query_open(&query, store, "SELECT bytes FROM artifact WHERE hash = ?1", NULL);
	query_set_digest(&query, 1, artifact);
	found = query_next(&query);
	if (found) {
		struct slice bytes = query_blob(&query, 0);

		digest_of(&now, bytes.data, bytes.len);
		intact = digest_equal(&now, artifact);
	}
	if (query_close(&query) != STATUS_OK)
		return KEPT_UNREADABLE;
	if (!found)
		return KEPT_MISSING;
	return intact ? KEPT_INTACT : KEPT_CHANGED;
}

static void check_artifact(struct verification *v, const struct item *item)
{
	switch (item->artifact) {
	case KEPT_INTACT: break;
	case KEPT_CHANGED: fault(v, &item->entry, _("its bytes were changed")); break;
	case KEPT_MISSING: fault(v, &item->entry, _("its bytes are not there")); break;
	case KEPT_UNREADABLE: fault(v, &item->entry, _("its bytes cannot be read from the disk")); break;
	}
}

/* False when the end was reached, behind which a statement would begin again. */
static bool batch_read(struct batch *batch, struct query *query)
{
	bool more = true;

	while (batch->count < BATCH && (more = query_next(query))) {
		struct item *item = &batch->items[batch->count];

		item->whole = entry_read(query, &item->entry);
		buf_init(&item->canonical);
		store_entry_bytes(item->entry.terminal, &item->entry, &item->canonical);
		item->artifact = read_artifact(query->store, &item->entry.artifact);
		batch->checks[batch->count++] = (struct sign_check){ .public_key = item->entry.public_key, .bytes = item->canonical.data,
			.len = item->canonical.len, .signature = &item->entry.signature };
	}
	if (batch->count)
		batch->job = sign_job_new(batch->checks, batch->count);
	return more;
}

/* Tells what there is to tell of a batch, in the order of the entries, and empties it. */
static void batch_end(struct verification *v, struct batch *batch)
{
	sign_job_end(&batch->job);
	for (size_t i = 0; i < batch->count; i++) {
		struct item *item = &batch->items[i];

		check_columns(v, item, batch->checks[i].good);
		check_place(v, &item->entry);
		check_artifact(v, item);
		if (v->expected && digest_equal(v->expected, &item->entry.entry))
			v->expected_seen = true;
		v->checked++;
		entry_done(&v->last);
		v->last = item->entry;
		buf_done(&item->canonical);
	}
	batch->count = 0;
}

static enum status check_chain(struct verification *v)
{
	struct batch *batches = mem_array(2, sizeof *batches);
	struct query query;
	size_t at = 0;

	query_open(&query, v->store, ENTRY_SELECT "ORDER BY c.epoch, c.seq", NULL);
	while (batch_read(&batches[at], &query)) {
		at = 1 - at;
		batch_end(v, &batches[at]);
	}
	batch_end(v, &batches[1 - at]);
	batch_end(v, &batches[at]);
	free(batches);
	if (query_close(&query) != STATUS_OK)
		fault(v, &v->last, _("the chain cannot be read beyond this entry"));
	return query.status;
}

/* Going on from a copy enters the first entry of the new epoch at once; a later epoch with nothing in it was put there by somebody else. */
static void check_epoch(struct verification *v)
{
	const struct store_entry none = { .kind = NULL };
	int64_t reached = v->last.kind ? v->last.epoch : 1;

	if (v->store->epoch > reached)
		fault(v, &none, _("the store says that it is in epoch %1$lld, but its chain ends in epoch %2$lld and holds no restoring"),
			(long long)v->store->epoch, (long long)reached);
}

enum orphan { ORPHAN_ARTIFACT, ORPHAN_SIGNATURE };

/* Rows that hang on no entry: bytes or signatures that were put in, or whose key was changed. */
static void check_orphans(struct verification *v, enum orphan kind)
{
	struct query query;

	if (kind == ORPHAN_ARTIFACT && exchange_there(v->store))
		query_open(&query, v->store, "SELECT hash FROM artifact WHERE NOT EXISTS (SELECT 1 FROM chain WHERE chain.artifact = artifact.hash)"
			" AND NOT EXISTS (SELECT 1 FROM foreign_entry AS f WHERE f.artifact = artifact.hash)", NULL);
	else if (kind == ORPHAN_ARTIFACT)
		query_open(&query, v->store, "SELECT hash FROM artifact WHERE NOT EXISTS (SELECT 1 FROM chain WHERE chain.artifact = artifact.hash)", NULL);
	else
		query_open(&query, v->store, "SELECT entry FROM signature WHERE NOT EXISTS (SELECT 1 FROM chain WHERE chain.entry = signature.entry)", NULL);
	while (query_next(&query)) {
		struct store_entry none = { .kind = NULL };
		char name[20];

		query_fixed(&query, 0, none.artifact.bytes, sizeof none.artifact.bytes);
		digest_short(&none.artifact, name);
		if (kind == ORPHAN_ARTIFACT)
			fault(v, &none, _("bytes %s are kept that no entry of the chain names"), name);
		else
			fault(v, &none, _("a signature is kept for %s, which is no entry"), name);
	}
	if (query_close(&query) != STATUS_OK)
		fault(v, &v->last, _("the tables beside the chain cannot be read"));
}

#define LAST_HEAD \
	"c.head = 1 AND NOT EXISTS (SELECT 1 FROM chain AS n WHERE n.record = c.record AND n.head = 1 AND (n.epoch, n.seq) > (c.epoch, c.seq))"

static void head_fault(const struct store_entry *entry, void *context)
{
	fault(context, entry, _("the record should stand at this entry and does not"));
}

/* Records that other terminals have entries of stand where the order of all terminals has them. */
static void check_heads(struct verification *v)
{
	bool exchanged = exchange_there(v->store);
	struct query query;

	if (exchanged && exchange_heads_check(v->store, head_fault, v, NULL) != STATUS_OK)
		fault(v, &v->last, _("the heads of the records cannot be read"));
	if (exchanged)
		query_open(&query, v->store, ENTRY_SELECT "WHERE " LAST_HEAD " AND NOT EXISTS (SELECT 1 FROM foreign_entry AS f WHERE f.record = c.record)"
			" AND NOT EXISTS (SELECT 1 FROM head AS h WHERE h.record = c.record AND h.artifact = c.artifact)", NULL);
	else
		query_open(&query, v->store, ENTRY_SELECT "WHERE " LAST_HEAD
			" AND NOT EXISTS (SELECT 1 FROM head AS h WHERE h.record = c.record AND h.artifact = c.artifact)", NULL);
	while (query_next(&query)) {
		struct store_entry entry;

		entry_read(&query, &entry);
		fault(v, &entry, _("the record should stand at this entry and does not"));
		entry_done(&entry);
	}
	if (query_close(&query) != STATUS_OK)
		fault(v, &v->last, _("the heads of the records cannot be read"));
	if (exchanged)
		query_open(&query, v->store, "SELECT record FROM head WHERE NOT EXISTS (SELECT 1 FROM chain AS c WHERE c.record = head.record AND c.head = 1)"
			" AND NOT EXISTS (SELECT 1 FROM foreign_entry AS f WHERE f.record = head.record AND f.head = 1)", NULL);
	else
		query_open(&query, v->store, "SELECT record FROM head WHERE NOT EXISTS (SELECT 1 FROM chain AS c WHERE c.record = head.record AND c.head = 1)",
			NULL);
	while (query_next(&query)) {
		struct store_entry none = { .kind = NULL };

		snprintf(none.record, sizeof none.record, "%s", query_text(&query, 0));
		fault(v, &none, _("record %s has a head, but the chain has no entry for it"), none.record);
	}
	if (query_close(&query) != STATUS_OK)
		fault(v, &v->last, _("the heads of the records cannot be read"));
}

enum status store_verify(struct store *store, const struct digest *expected, size_t *checked,
	void (*visit)(const struct store_entry *entry, const char *fault, void *context), void *context, struct diag_list *diags)
{
	struct verification v = { .store = store, .visit = visit, .context = context, .expected = expected };
	enum status status = db_begin_reading(store, diags);

	if (checked)
		*checked = 0;
	if (status != STATUS_OK)
		return status;
	status = check_chain(&v);
	if (status != STATUS_LOCKED) {
		check_epoch(&v);
		check_orphans(&v, ORPHAN_ARTIFACT);
		check_orphans(&v, ORPHAN_SIGNATURE);
		check_heads(&v);
		if (expected && !v.expected_seen) {
			char name[20];

			digest_short(expected, name);
			fault(&v, &v.last, _("the chain no longer holds the entry %s that was seen before; its end was cut off or replaced"), name);
		}
	}
	db_end_reading(store);
	entry_done(&v.last);
	if (checked)
		*checked = v.checked;
	if (status == STATUS_LOCKED)
		return diag_error(diags, STATUS_LOCKED, store->path, 0, _("another process is writing to the store; try again when it has finished"));
	if (v.faults)
		return diag_error(diags, STATUS_FAILED, store->path, 0, _("the records are not intact: %zu faults in %zu entries"), v.faults, v.checked);
	return STATUS_OK;
}

enum status store_rebuild(struct store *store, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);

	if (status != STATUS_OK)
		return status;
	status = db_run(store, "DELETE FROM head", diags);
	if (status == STATUS_OK)
		status = db_run(store, "INSERT INTO head (record, artifact) SELECT c.record, c.artifact FROM chain AS c WHERE " LAST_HEAD, diags);
	if (status == STATUS_OK && exchange_there(store))
		status = exchange_heads(store, diags);
	return db_end(store, status, diags);
}
