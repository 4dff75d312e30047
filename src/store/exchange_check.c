/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checking what came from others as strictly as our own chain. A chain of which only the end is here is no fault: its entries wait. Two entries in one
 * place are a fault of whoever signed them both, and are told whatever else holds.
 */
#include "store/exchange.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

struct checking {
	struct store *store;
	struct clocks clocks;
	struct store_taken *state;
	void (*visit)(const struct store_entry *entry, const char *fault, void *context);
	void *context;
	size_t checked, faults;
};

static void fault(struct checking *checking, const struct store_entry *entry, const char *what)
{
	char *text;

	checking->faults++;
	text = mem_printf(_("entry %1$lld of terminal %2$.8s (%3$s, record %4$s): %5$s"), (long long)entry->seq, entry->terminal, entry->kind,
		*entry->record ? entry->record : "-", what);
	if (checking->visit)
		checking->visit(entry, text, checking->context);
	free(text);
}

/* What an entry follows: how high the highest of it stands, and whether some of it is not here or waits. */
struct following {
	struct checking *checking;
	const struct store_entry *entry; /* NULL: what is not there is not told */
	int64_t highest;
	bool missing;
};

static void follow(struct following *following, const struct digest *digest)
{
	int64_t value = 0;

	(void)clock_of(following->checking->store, &following->checking->clocks, digest, &value, NULL);
	following->missing = following->missing || value == 0;
	if (value > following->highest)
		following->highest = value;
}

static bool follow_receipt(const struct store_receipt *receipt, void *context)
{
	struct following *following = context;
	bool missing = following->missing;

	following->missing = false;
	follow(following, &receipt->entry);
	if (following->missing && following->entry) {
		char *what = mem_printf(_("entry %1$lld of terminal %2$.8s, which it acknowledges, is not here any more"), (long long)receipt->seq, receipt->of);

		fault(following->checking, following->entry, what);
		free(what);
	}
	following->missing = following->missing || missing;
	return true;
}

/* The place follows from the places of what stands before, so each is worked out again from those. */
static void check_links(struct checking *checking, const struct store_entry *entry, const struct buf *bytes, int64_t value)
{
	static const struct digest none;
	struct following following = { .checking = checking };

	if (!digest_equal(&entry->previous, &none))
		follow(&following, &entry->previous);
	if (strcmp(entry->kind, KIND_RECEIPT) == 0)
		(void)receipt_parse(&(struct slice){ .data = bytes->data, .len = bytes->len }, follow_receipt, &following);
	checking->state->waiting += value == 0;
	if (value && following.missing)
		fault(checking, entry, _("it counts here, although what it follows is not there"));
	else if (!value && !following.missing)
		fault(checking, entry, _("it does not count here, although all that it follows is there"));
	else if (value && value != following.highest + 1)
		fault(checking, entry, _("its place in the order of all entries was changed"));
}

/* Our receipts have a place of their own, which lifts all that we enter behind them; and what they name has been here. */
static enum status check_receipts(struct checking *checking, struct diag_list *diags)
{
	struct query query;

	query_open(&query, checking->store, "SELECT c.epoch, c.seq, c.previous, c.kind, c.record, c.head, c.artifact, c.at, c.entry, zeroblob(32), zeroblob(64),"
		" ifnull(k.value, 0) FROM chain AS c LEFT JOIN clock AS k ON k.entry = c.entry WHERE c.kind = '" KIND_RECEIPT "' ORDER BY c.epoch, c.seq", diags);
	while (query_next(&query)) {
		struct store_entry entry;
		struct following following = { .checking = checking, .entry = &entry };
		struct buf bytes;

		(void)entry_read(&query, &entry);
		buf_init(&bytes);
		following.highest = clock_ours(&checking->clocks, entry.epoch, entry.seq - 1);
		if (store_artifact(checking->store, &entry.artifact, &bytes, NULL) == STATUS_OK) {
			(void)receipt_parse(&(struct slice){ .data = bytes.data, .len = bytes.len }, follow_receipt, &following);
			if (query_int(&query, 11) != following.highest + 1)
				fault(checking, &entry, _("its place in the order of all entries was changed"));
		}
		buf_done(&bytes);
		entry_done(&entry);
	}
	return query_close(&query);
}

static void tell_loose(struct checking *checking, const struct digest *digest, const char *what)
{
	struct store_entry none = { .kind = NULL, .artifact = *digest };
	char name[20], *text;

	digest_short(digest, name);
	text = mem_printf("%s: %s", name, what);
	checking->faults++;
	if (checking->visit)
		checking->visit(&none, text, checking->context);
	free(text);
}

static void tell_taken(const struct digest *digest, const char *what, void *context)
{
	tell_loose(context, digest, what);
}

/* Rows that stand for nothing: places of no entry, and entries of ours among those of others. */
static enum status check_strays(struct checking *checking, struct diag_list *diags)
{
	static const char *const statements[] = {
		"SELECT k.entry FROM clock AS k WHERE NOT EXISTS (SELECT 1 FROM foreign_entry AS f WHERE f.entry = k.entry)"
		" AND NOT EXISTS (SELECT 1 FROM chain AS c WHERE c.entry = k.entry AND c.kind = '" KIND_RECEIPT "') ORDER BY 1",
		"SELECT f.entry FROM foreign_entry AS f JOIN chain AS c ON c.entry = f.entry ORDER BY 1",
	};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sizeof statements / sizeof statements[0] && status == STATUS_OK; i++) {
		struct query query;

		query_open(&query, checking->store, statements[i], diags);
		while (query_next(&query)) {
			struct digest digest;

			query_fixed(&query, 0, digest.bytes, sizeof digest.bytes);
			tell_loose(checking, &digest, i == 0 ? _("a place in the order of all entries is kept for what is no entry that has one")
				: _("an entry of our own chain was put among those of others"));
		}
		status = query_close(&query);
	}
	return status;
}

static void check_entry(struct checking *checking, const struct store_entry *entry, bool whole, int64_t value)
{
	struct digest now;
	struct buf bytes;

	entry_digest(entry, &now);
	if (!whole || !digest_equal(&now, &entry->entry))
		fault(checking, entry, _("the contents of the entry were changed"));
	else if (!entry_signed(entry))
		fault(checking, entry, _("the signature is missing or does not fit the entry"));
	buf_init(&bytes);
	if (store_artifact(checking->store, &entry->artifact, &bytes, NULL) != STATUS_OK)
		fault(checking, entry, _("its bytes are not there or were changed"));
	check_links(checking, entry, &bytes, value);
	buf_done(&bytes);
}

static void tell_fork(const char *terminal, int64_t epoch, int64_t seq, void *context)
{
	struct checking *checking = context;
	struct store_entry place = { .epoch = epoch, .seq = seq };
	char kind[] = "-";

	memcpy(place.terminal, terminal, strlen(terminal) < 33 ? strlen(terminal) : 32);
	place.kind = kind;
	checking->state->forks++;
	fault(checking, &place, _("the terminal has signed two different entries in this place of its chain; ask there what happened"));
}

/* What a newer program sent is not understood here, but it is known by its digest. */
static enum status check_opaque(struct checking *checking, struct diag_list *diags)
{
	struct query query;

	query_open(&query, checking->store, "SELECT kind, bytes, hash FROM opaque ORDER BY hash", diags);
	while (query_next(&query)) {
		struct store_entry none = { .kind = NULL };
		char name[20], *text;

		if (opaque_is_whole(&query))
			continue;
		(void)query_fixed(&query, 2, none.artifact.bytes, sizeof none.artifact.bytes);
		digest_short(&none.artifact, name);
		text = mem_printf(_("bytes %s that a newer program sent were changed"), name);
		checking->faults++;
		if (checking->visit)
			checking->visit(&none, text, checking->context);
		free(text);
	}
	return query_close(&query);
}

enum status store_forks(struct store *store, void (*visit)(const char *terminal, int64_t epoch, int64_t seq, void *context), void *context,
	struct diag_list *diags)
{
	struct query query;

	if (!exchange_there(store))
		return STATUS_OK;
	query_open(&query, store, "SELECT terminal, epoch, seq FROM (SELECT terminal, epoch, seq FROM foreign_entry"
		" UNION ALL SELECT ?1, c.epoch, c.seq FROM chain AS c WHERE EXISTS (SELECT 1 FROM foreign_entry AS f WHERE f.terminal = ?1 AND f.epoch = c.epoch"
		" AND f.seq = c.seq)) GROUP BY terminal, epoch, seq HAVING count(*) > 1 ORDER BY terminal, epoch, seq", diags);
	query_set_text(&query, 1, store->terminal);
	while (query_next(&query))
		visit(query_text(&query, 0), query_int(&query, 1), query_int(&query, 2), context);
	return query_close(&query);
}

/* Where there are no entries of others, our chain acknowledges none. */
static enum status check_none(struct checking *checking, struct diag_list *diags)
{
	struct query query;
	bool any;

	query_open(&query, checking->store, "SELECT 1 FROM chain WHERE kind IN ('" KIND_RECEIPT "', '" KIND_TAKEN "') LIMIT 1", diags);
	any = query_next(&query);
	if (query_close(&query) != STATUS_OK || !any)
		return query.status;
	return diag_error(diags, STATUS_FAILED, checking->store->path, 0, _("our chain acknowledges entries of other terminals, and the entries of other terminals were taken away"));
}

enum status store_verify_foreign(struct store *store, size_t *checked, struct store_taken *state,
	void (*visit)(const struct store_entry *entry, const char *fault, void *context), void *context, struct diag_list *diags)
{
	struct checking checking = { .store = store, .state = state, .visit = visit, .context = context };
	struct query query;
	enum status status;

	*checked = 0;
	*state = (struct store_taken){ .fresh = 0 };
	if (!exchange_there(store))
		return check_none(&checking, diags);
	status = clocks_load(store, &checking.clocks, diags);
	if (status == STATUS_OK) {
		query_open(&query, store, "SELECT f.epoch, f.seq, f.previous, f.kind, f.record, f.head, f.artifact, f.at, f.entry, f.public_key, f.signature,"
			" f.terminal, ifnull(k.value, 0) FROM foreign_entry AS f LEFT JOIN clock AS k ON k.entry = f.entry ORDER BY f.terminal, f.epoch, f.seq", diags);
		while (query_next(&query)) {
			struct store_entry entry;
			bool whole = foreign_read(&query, &entry);

			check_entry(&checking, &entry, whole, query_int(&query, 12));
			checking.checked++;
			entry_done(&entry);
		}
		status = query_close(&query);
	}
	if (status == STATUS_OK)
		status = check_receipts(&checking, diags);
	if (status == STATUS_OK)
		status = check_strays(&checking, diags);
	if (status == STATUS_OK)
		status = taken_check(store, tell_taken, &checking, diags);
	if (status == STATUS_OK)
		status = check_opaque(&checking, diags);
	if (status == STATUS_OK)
		status = store_forks(store, tell_fork, &checking, diags);
	clocks_done(&checking.clocks);
	*checked = checking.checked;
	if (status == STATUS_OK && checking.faults)
		status = diag_error(diags, STATUS_FAILED, store->path, 0, _("the entries of other terminals are not intact: %zu faults in %zu entries"),
			checking.faults, checking.checked);
	return status;
}

enum status store_foreign_digest(struct store *store, struct digest *out, struct diag_list *diags)
{
	struct digest_stream stream;
	struct query query;

	digest_begin(&stream);
	query_open(&query, store, "SELECT 'entry', f.entry, ifnull(k.value, 0) FROM foreign_entry AS f LEFT JOIN clock AS k ON k.entry = f.entry"
		" UNION ALL SELECT 'opaque', hash, 0 FROM opaque UNION ALL SELECT 'bytes', hash, 0 FROM artifact"
		" UNION ALL SELECT record, artifact, 0 FROM head ORDER BY 1, 2", diags);
	while (query_next(&query)) {
		struct slice digest = query_blob(&query, 1);
		int64_t value = query_int(&query, 2);

		digest_add(&stream, query_text(&query, 0), strlen(query_text(&query, 0)));
		digest_add(&stream, digest.data, digest.len);
		digest_add(&stream, &value, sizeof value);
	}
	digest_end(&stream, out);
	return query_close(&query);
}
