/* SPDX-License-Identifier: Apache-2.0 */
/* What goes out: everything that the receiver has not countersigned, so that a bundle that was lost on its way needs no asking after. */
#include "store/exchange.h"

#include <string.h>

#include "base/digests.h"
#include "base/i18n.h"
#include "store/bundle.h"
#include "store/internal.h"

struct place {
	int64_t epoch, seq;
};

static enum status predecessor(struct store *store, struct digest *at, bool *found, struct diag_list *diags)
{
	struct query query;
	struct digest before;

	query_open(&query, store, "SELECT previous FROM foreign_entry WHERE entry = ?1", diags);
	query_set_digest(&query, 1, at);
	*found = query_next(&query) && query_fixed(&query, 0, before.bytes, sizeof before.bytes);
	if (*found)
		*at = before;
	return query_close(&query);
}

/* Whoever holds an entry of a chain holds all before it; else it would not count there and would not have been acknowledged. */
static enum status add_chain(struct store *store, struct digest at, struct digests *out, struct diag_list *diags)
{
	bool found = true;
	enum status status = STATUS_OK;

	while (found && status == STATUS_OK) {
		struct digest entry = at;

		status = predecessor(store, &at, &found, diags);
		if (found)
			(void)digests_add(out, &entry);
	}
	return status;
}

/* The chain of the peer as it is now: what is known of its newest epoch, and what that goes on from. A restoring leaves entries beside it. */
static enum status add_line(struct store *store, const char *peer, struct digests *out, struct diag_list *diags)
{
	struct query query;
	struct digest first;
	bool any = false;
	enum status status;

	query_open(&query, store, "SELECT entry FROM foreign_entry WHERE terminal = ?1 AND epoch ="
		" (SELECT max(epoch) FROM foreign_entry WHERE terminal = ?1) ORDER BY seq DESC", diags);
	query_set_text(&query, 1, peer);
	while (query_next(&query))
		if (query_fixed(&query, 0, first.bytes, sizeof first.bytes)) {
			(void)digests_add(out, &first);
			any = true;
		}
	status = query_close(&query);
	if (status == STATUS_OK && any)
		status = add_chain(store, first, out, diags);
	return status;
}

static bool is_later(const struct store_receipt *one, const struct store_receipt *than)
{
	return one->by_epoch > than->by_epoch || (one->by_epoch == than->by_epoch && one->by_seq > than->by_seq);
}

/* The newest receipt of the peer for each chain is enough, because the ones before are among what it follows; but forks have several ends. */
static enum status acknowledged(struct store *store, const char *peer, const struct digests *line, struct place *ours, struct digests *others,
	struct diag_list *diags)
{
	struct store_receipts receipts;
	const struct store_receipt *newest = NULL;
	enum status status = store_receipts(store, false, &receipts, diags);

	for (size_t i = 0; i < receipts.count; i++)
		if (strcmp(receipts.items[i].by, peer) == 0 && digests_hold(line, &receipts.items[i].by_entry) && (!newest || is_later(&receipts.items[i], newest)))
			newest = &receipts.items[i];
	for (size_t i = 0; i < receipts.count && status == STATUS_OK; i++) {
		const struct store_receipt *one = &receipts.items[i];
		bool mine;

		if (!newest || strcmp(one->by, peer) != 0 || one->by_epoch != newest->by_epoch || one->by_seq != newest->by_seq)
			continue;
		status = store_is_ours(store, &one->entry, &mine, diags);
		if (status == STATUS_OK && mine && (one->epoch > ours->epoch || (one->epoch == ours->epoch && one->seq > ours->seq)))
			*ours = (struct place){ .epoch = one->epoch, .seq = one->seq };
		else if (status == STATUS_OK && !mine)
			status = add_chain(store, one->entry, others, diags);
	}
	store_receipts_done(&receipts);
	return status;
}

enum status store_outgoing(struct store *store, const char *peer,
	enum status (*visit)(const struct store_entry *entry, void *context, struct diag_list *diags), void *context, struct diag_list *diags)
{
	struct place ours = { .epoch = 0 };
	struct digests others = { .places = NULL }, line = { .places = NULL };
	enum status status = peer && exchange_there(store) ? add_line(store, peer, &line, diags) : STATUS_OK;
	struct query query;

	if (status == STATUS_OK && peer)
		status = acknowledged(store, peer, &line, &ours, &others, diags);
	if (status == STATUS_OK) {
		query_open(&query, store, ENTRY_SELECT "WHERE (c.epoch, c.seq) > (?1, ?2) ORDER BY c.epoch, c.seq", diags);
		query_set_int(&query, 1, ours.epoch);
		query_set_int(&query, 2, ours.seq);
		while (status == STATUS_OK && query_next(&query)) {
			struct store_entry entry;

			(void)entry_read(&query, &entry);
			status = visit(&entry, context, diags);
			entry_done(&entry);
		}
		if (query_close(&query) != STATUS_OK)
			status = query.status;
	}
	if (status == STATUS_OK && exchange_there(store)) {
		query_open(&query, store, FOREIGN_SELECT "ORDER BY f.terminal, f.epoch, f.seq, f.entry", diags);
		while (status == STATUS_OK && query_next(&query)) {
			struct store_entry entry;

			(void)foreign_read(&query, &entry);
			if (!digests_hold(&line, &entry.entry) && !digests_hold(&others, &entry.entry))
				status = visit(&entry, context, diags);
			entry_done(&entry);
		}
		if (query_close(&query) != STATUS_OK)
			status = query.status;
	}
	digests_done(&line);
	digests_done(&others);
	return status;
}

enum status store_artifact_unheld(struct store *store, const struct digest *digest, struct buf *out, struct diag_list *diags)
{
	struct query query;
	bool found;

	query_open(&query, store, "SELECT bytes FROM artifact WHERE hash = ?1", diags);
	query_set_digest(&query, 1, digest);
	found = query_next(&query);
	if (found) {
		struct slice bytes = query_blob(&query, 0);

		buf_add(out, bytes.data, bytes.len);
	}
	if (query_close(&query) == STATUS_OK && !found)
		return store_artifact(store, digest, out, diags);
	return query.status;
}

enum status store_waiting_each(struct store *store, void (*visit)(const struct store_entry *entry, void *context), void *context, struct diag_list *diags)
{
	struct store_entry entry;
	struct query query;

	if (!exchange_there(store))
		return STATUS_OK;
	query_open(&query, store, FOREIGN_SELECT "WHERE NOT EXISTS (SELECT 1 FROM clock AS k WHERE k.entry = f.entry) ORDER BY f.entry", diags);
	while (query_next(&query)) {
		(void)foreign_read(&query, &entry);
		visit(&entry, context);
		entry_done(&entry);
	}
	return query_close(&query);
}

bool opaque_is_whole(const struct query *query)
{
	struct slice bytes = query_blob(query, 1);
	struct digest now, named;

	digest_of(&now, bytes.data, bytes.len);
	return query_fixed(query, 2, named.bytes, sizeof named.bytes) && digest_equal(&now, &named) && bundle_is_kind(query_text(query, 0));
}

enum status store_opaque_each(struct store *store, void (*visit)(const struct store_opaque *opaque, void *context), void *context,
	struct diag_list *diags)
{
	struct query query;

	if (!exchange_there(store))
		return STATUS_OK;
	query_open(&query, store, "SELECT kind, bytes, hash FROM opaque ORDER BY hash", diags);
	while (query_next(&query)) {
		struct slice bytes = query_blob(&query, 1);
		const struct store_opaque opaque = { .kind = query_text(&query, 0), .bytes = bytes.data, .len = bytes.len };

		if (!opaque_is_whole(&query)) {
			query.status = diag_error(diags, STATUS_FAILED, store->path, 0,
				_("bytes that a newer program sent were changed here, and are not sent on; verify the records"));
			break;
		}
		visit(&opaque, context);
	}
	return query_close(&query);
}
