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

static void check_links(struct checking *checking, const struct store_entry *entry, int64_t value)
{
	static const struct digest none;
	int64_t before = 0;

	if (value == 0) {
		checking->state->waiting++;
		return;
	}
	if (!digest_equal(&entry->previous, &none))
		(void)clock_of(checking->store, &checking->clocks, &entry->previous, &before, NULL);
	if (!digest_equal(&entry->previous, &none) && before == 0)
		fault(checking, entry, _("it counts here, although what it follows is not there"));
	else if (value <= before)
		fault(checking, entry, _("its place in the order of all entries was changed"));
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
	buf_done(&bytes);
	check_links(checking, entry, value);
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

enum status store_verify_foreign(struct store *store, size_t *checked, struct store_taken *state,
	void (*visit)(const struct store_entry *entry, const char *fault, void *context), void *context, struct diag_list *diags)
{
	struct checking checking = { .store = store, .state = state, .visit = visit, .context = context };
	struct query query;
	enum status status;

	*checked = 0;
	*state = (struct store_taken){ .fresh = 0 };
	if (!exchange_there(store))
		return STATUS_OK;
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
