/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Artifacts and the chain. An entry is only acknowledged after its rows were read back from the tables, hashed and verified again within the
 * same transaction, and the transaction was committed. The entry to build on is checked first: nothing is chained to a damaged end.
 *
 * Whether an entry moves the head of its record is part of the signed bytes, so that the heads follow from the chain alone.
 */
#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

void entry_done(struct store_entry *entry)
{
	free(entry->kind);
	*entry = (struct store_entry){ .kind = NULL };
}

void entry_copy(struct store_entry *out, const struct store_entry *entry)
{
	*out = *entry;
	out->kind = mem_strdup(entry->kind);
}

void store_entries_done(struct store_entries *entries)
{
	for (size_t i = 0; i < entries->count; i++)
		entry_done(&entries->items[i]);
	free(entries->items);
	*entries = (struct store_entries){ .items = NULL };
}

void entry_digest(const struct store_entry *entry, struct digest *out)
{
	struct buf bytes;

	buf_init(&bytes);
	store_entry_bytes(entry->terminal, entry, &bytes);
	digest_of(out, bytes.data, bytes.len);
	buf_done(&bytes);
}

bool entry_signed(const struct store_entry *entry)
{
	struct buf bytes;
	bool valid;

	buf_init(&bytes);
	store_entry_bytes(entry->terminal, entry, &bytes);
	valid = sign_verify(entry->public_key, bytes.data, bytes.len, &entry->signature);
	buf_done(&bytes);
	return valid;
}

bool entry_read(const struct query *query, struct store_entry *out)
{
	struct slice kind = query_blob(query, 3), record;
	bool whole;

	*out = (struct store_entry){ .epoch = query_int(query, 0), .seq = query_int(query, 1), .at = query_int(query, 7) };
	memcpy(out->terminal, query->store->terminal, sizeof out->terminal);
	out->kind = mem_strndup(kind.data, kind.len);
	record = query_blob(query, 4);
	whole = record.len < sizeof out->record && strnlen(kind.data, kind.len) == kind.len && strnlen(record.data, record.len) == record.len;
	memcpy(out->record, record.data, record.len < sizeof out->record ? record.len : sizeof out->record - 1);
	out->head = query_int(query, 5) == 1;
	whole = (query_int(query, 5) & ~(int64_t)1) == 0 && whole;
	whole = query_fixed(query, 2, out->previous.bytes, sizeof out->previous.bytes) && whole;
	whole = query_fixed(query, 6, out->artifact.bytes, sizeof out->artifact.bytes) && whole;
	whole = query_fixed(query, 8, out->entry.bytes, sizeof out->entry.bytes) && whole;
	/* A signature that is not there reads as zeros, which verify nothing. */
	query_fixed(query, 9, out->public_key, sizeof out->public_key);
	query_fixed(query, 10, out->signature.bytes, sizeof out->signature.bytes);
	return whole;
}

/* The one entry that a query finds, if any. */
static enum status read_one(struct query *query, bool *found, struct store_entry *out)
{
	*found = query_next(query);
	*out = (struct store_entry){ .kind = NULL };
	if (*found && !entry_read(query, out)) {
		entry_done(out);
		query->status = diag_error(query->diags, STATUS_FAILED, query->store->path, 0, _("an entry of the chain is damaged; verify the records"));
	}
	return query_close(query);
}

enum status chain_tail(struct store *store, bool *found, struct store_entry *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, ENTRY_SELECT "ORDER BY c.epoch DESC, c.seq DESC LIMIT 1", diags);
	return read_one(&query, found, out);
}

enum status store_head(struct store *store, bool *found, struct store_entry *out, struct diag_list *diags)
{
	return chain_tail(store, found, out, diags);
}

/* Compare and swap: the author must have seen what the record stands at. */
static enum status check_head(struct store *store, const struct store_append *artifact, struct diag_list *diags)
{
	struct query query;
	struct digest head;
	bool found, whole = true;

	if (!artifact->record || !*artifact->record)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("only an artifact that belongs to a record can become its head"));
	query_open(&query, store, "SELECT artifact FROM head WHERE record = ?1", diags);
	query_set_text(&query, 1, artifact->record);
	found = query_next(&query);
	if (found)
		whole = query_fixed(&query, 0, head.bytes, sizeof head.bytes);
	if (query_close(&query) != STATUS_OK)
		return query.status;
	if (found == (artifact->parent != NULL) && whole && (!found || digest_equal(&head, artifact->parent)))
		return STATUS_OK;
	return diag_error(diags, STATUS_FAILED, NULL, 0,
		_("the record has a newer revision than the one this was based on. Nothing was saved; look at the newer one first"));
}

/* The author must have seen everything that was said about the record, by whomever. */
static enum status check_after(struct store *store, const struct store_append *artifact, struct diag_list *diags)
{
	struct digest last = { { 0 } };
	struct store_entry newest;
	bool found;
	enum status status = united_last(store, artifact->record, false, &found, &newest, diags);

	if (status != STATUS_OK)
		return status;
	if (found)
		last = newest.entry;
	entry_done(&newest);
	if (digest_equal(&last, artifact->after))
		return STATUS_OK;
	return diag_error(diags, STATUS_FAILED, NULL, 0,
		_("somebody else has entered something about this case in the meantime. Nothing was saved; look at that first"));
}

enum status artifact_put(struct store *store, const struct digest *hash, const void *bytes, size_t len, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "INSERT INTO artifact (hash, bytes) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING", diags);
	query_set_digest(&query, 1, hash);
	query_set_blob(&query, 2, bytes, len);
	return query_run(&query);
}

/* Fills in place, time and predecessor of a new entry. */
static enum status follow_tail(struct store *store, struct store_entry *entry, struct diag_list *diags)
{
	struct store_entry tail;
	struct digest now;
	bool found;
	enum status status = chain_tail(store, &found, &tail, diags);

	if (status != STATUS_OK)
		return status;
	entry->epoch = store->epoch;
	entry->seq = 1;
	if (!found)
		return STATUS_OK;
	entry_digest(&tail, &now);
	if (!digest_equal(&now, &tail.entry) || !entry_signed(&tail) || tail.epoch > store->epoch)
		status = diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the last entry of the chain has been changed; nothing is added to it. Verify the records and restore a backup"));
	entry->previous = tail.entry;
	if (status == STATUS_OK && tail.epoch == store->epoch)
		entry->seq = tail.seq + 1;
	entry_done(&tail);
	return status;
}

static enum status put_entry(struct store *store, const struct store_entry *entry, struct diag_list *diags)
{
	struct query query;
	enum status status;

	query_open(&query, store, "INSERT INTO chain (epoch, seq, previous, kind, record, head, artifact, at, entry)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", diags);
	query_set_int(&query, 1, entry->epoch);
	query_set_int(&query, 2, entry->seq);
	query_set_digest(&query, 3, &entry->previous);
	query_set_text(&query, 4, entry->kind);
	query_set_text(&query, 5, entry->record);
	query_set_int(&query, 6, entry->head);
	query_set_digest(&query, 7, &entry->artifact);
	query_set_int(&query, 8, entry->at);
	query_set_digest(&query, 9, &entry->entry);
	status = query_run(&query);
	if (status != STATUS_OK)
		return status;
	query_open(&query, store, "INSERT INTO signature (entry, public_key, signature) VALUES (?1, ?2, ?3)", diags);
	query_set_digest(&query, 1, &entry->entry);
	query_set_blob(&query, 2, entry->public_key, sizeof entry->public_key);
	query_set_blob(&query, 3, entry->signature.bytes, sizeof entry->signature.bytes);
	return query_run(&query);
}

enum status head_put(struct store *store, const char *record, const struct digest *artifact, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "INSERT INTO head (record, artifact) VALUES (?1, ?2) ON CONFLICT (record) DO UPDATE SET artifact = excluded.artifact",
		diags);
	query_set_text(&query, 1, record);
	query_set_digest(&query, 2, artifact);
	return query_run(&query);
}

static enum status write_entry(struct store *store, const struct store_append *artifact, const struct digest *hash, const struct sign_key *key,
	int64_t at, struct digest *made, struct diag_list *diags)
{
	struct store_entry entry = { .artifact = *hash, .head = artifact->becomes_head, .at = at };
	struct buf bytes;
	enum status status;

	if (artifact->record && strlen(artifact->record) >= sizeof entry.record)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("the record id \"%s\" is too long"), artifact->record);
	snprintf(entry.record, sizeof entry.record, "%s", artifact->record ? artifact->record : "");
	memcpy(entry.terminal, store->terminal, sizeof entry.terminal);
	entry.kind = mem_strdup(artifact->kind);
	status = follow_tail(store, &entry, diags);
	if (status == STATUS_OK) {
		buf_init(&bytes);
		store_entry_bytes(store->terminal, &entry, &bytes);
		digest_of(&entry.entry, bytes.data, bytes.len);
		memcpy(entry.public_key, key->public_key, sizeof entry.public_key);
		sign_make(key, bytes.data, bytes.len, &entry.signature);
		buf_done(&bytes);
		status = put_entry(store, &entry, diags);
	}
	if (status == STATUS_OK && entry.head)
		status = head_put(store, entry.record, &entry.artifact, diags);
	*made = entry.entry;
	entry_done(&entry);
	return status;
}

/* Newest entry of an artifact that is already kept. */
static enum status find_entry(struct store *store, const struct digest *artifact, bool *found, struct digest *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT entry FROM chain WHERE artifact = ?1 ORDER BY epoch DESC, seq DESC LIMIT 1", diags);
	query_set_digest(&query, 1, artifact);
	*found = query_next(&query);
	if (*found)
		query_fixed(&query, 0, out->bytes, sizeof out->bytes);
	return query_close(&query);
}

/* What the tables now hold, hashed and verified as a stranger would. */
static enum status read_back(struct store *store, const struct digest *digest, struct store_entry *out, struct diag_list *diags)
{
	struct query query;
	struct digest now;
	struct buf bytes;
	bool found;
	enum status status;

	query_open(&query, store, ENTRY_SELECT "WHERE c.entry = ?1", diags);
	query_set_digest(&query, 1, digest);
	status = read_one(&query, &found, out);
	if (status != STATUS_OK)
		return status;
	if (found)
		entry_digest(out, &now);
	if (!found || !digest_equal(&now, digest) || !entry_signed(out)) {
		entry_done(out);
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("what was written could not be read back as it was meant. Nothing was saved; check the disk"));
	}
	buf_init(&bytes);
	status = store_artifact(store, &out->artifact, &bytes, diags);
	buf_done(&bytes);
	if (status != STATUS_OK)
		entry_done(out);
	return status;
}

enum status chain_append(struct store *store, const struct store_append *artifact, const struct sign_key *key, int64_t at,
	struct store_entry *entry, struct diag_list *diags)
{
	struct digest hash, made;
	bool kept = false;
	enum status status = STATUS_OK;

	entry_done(entry);
	digest_of(&hash, artifact->bytes, artifact->len);
	if (artifact->record)
		status = hold_check(store, artifact->record, diags);
	if (status == STATUS_OK && artifact->change)
		status = draft_check(store, artifact->change, diags);
	if (status == STATUS_OK && artifact->after)
		status = check_after(store, artifact, diags);
	if (status == STATUS_OK && artifact->becomes_head)
		status = check_head(store, artifact, diags);
	else if (status == STATUS_OK)
		status = find_entry(store, &hash, &kept, &made, diags);
	if (status == STATUS_OK)
		status = artifact_put(store, &hash, artifact->bytes, artifact->len, diags);
	if (status == STATUS_OK && !kept)
		status = write_entry(store, artifact, &hash, key, at, &made, diags);
	if (status == STATUS_OK && artifact->change)
		status = case_submitted(store, artifact->change, diags);
	if (status == STATUS_OK && artifact->received)
		status = case_renew(store, artifact->received, diags);
	return status == STATUS_OK ? read_back(store, &made, entry, diags) : status;
}

enum status store_append(struct store *store, const struct store_append *artifacts, size_t count, const struct sign_key *key, int64_t at,
	struct store_entry *entry, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);

	*entry = (struct store_entry){ .kind = NULL };
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = chain_append(store, &artifacts[i], key, at, entry, diags);
	status = db_end(store, status, diags);
	if (status != STATUS_OK)
		entry_done(entry);
	return status;
}

enum status store_artifact(struct store *store, const struct digest *digest, struct buf *out, struct diag_list *diags)
{
	struct query query;
	struct digest now;
	bool found, intact = false;

	query_open(&query, store, "SELECT bytes FROM artifact WHERE hash = ?1", diags);
	query_set_digest(&query, 1, digest);
	found = query_next(&query);
	if (found) {
		struct slice bytes = query_blob(&query, 0);

		digest_of(&now, bytes.data, bytes.len);
		intact = digest_equal(&now, digest);
		if (intact)
			buf_add(out, bytes.data, bytes.len);
	}
	if (query_close(&query) == STATUS_OK && !intact) {
		char name[20];

		digest_short(digest, name);
		query.status = found ? diag_error(diags, STATUS_FAILED, store->path, 0, _("the kept bytes of %s have changed; restore a backup"), name) :
			diag_error(diags, STATUS_FAILED, store->path, 0, _("nothing with the digest %s is kept here"), name);
	}
	return query.status;
}

enum status store_entries(struct store *store, const char *record, struct store_entries *out, struct diag_list *diags)
{
	struct query query;

	*out = (struct store_entries){ .items = NULL };
	if (record)
		query_open(&query, store, ENTRY_SELECT "WHERE c.record = ?1 ORDER BY c.epoch, c.seq", diags);
	else
		query_open(&query, store, ENTRY_SELECT "ORDER BY c.epoch, c.seq", diags);
	if (record)
		query_set_text(&query, 1, record);
	while (query_next(&query)) {
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		if (!entry_read(&query, &out->items[out->count++]))
			query.status = diag_error(diags, STATUS_FAILED, store->path, 0, _("an entry of the chain is damaged; verify the records"));
	}
	if (query_close(&query) != STATUS_OK)
		store_entries_done(out);
	return query.status;
}

enum status store_record_head(struct store *store, const char *record, bool *found, struct digest *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT artifact FROM head WHERE record = ?1", diags);
	query_set_text(&query, 1, record);
	*found = query_next(&query) && query_fixed(&query, 0, out->bytes, sizeof out->bytes);
	return query_close(&query);
}
