/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The place of an entry is one more than the highest place of what it follows: the entry before it in its chain and, for a receipt, all that it names.
 * For our own chain the places need not be kept, since they run on from receipt to receipt.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

bool foreign_read(const struct query *query, struct store_entry *out)
{
	bool whole = entry_read(query, out);
	const char *terminal = query_text(query, 11);

	if (strlen(terminal) != sizeof out->terminal - 1)
		return false;
	memcpy(out->terminal, terminal, sizeof out->terminal);
	return whole;
}

bool exchange_there(struct store *store)
{
	struct query query;

	if (store->exchanged)
		return true;
	query_open(&query, store, "SELECT 1 FROM sqlite_schema WHERE name = 'foreign_entry'", NULL);
	store->exchanged = query_next(&query);
	if (query_close(&query) != STATUS_OK)
		store->exchanged = false;
	return store->exchanged;
}

/* ---- places ---- */

void clocks_done(struct clocks *clocks)
{
	free(clocks->marks);
	free(clocks->bases);
	*clocks = (struct clocks){ .marks = NULL };
}

/* As many epochs as the chain reaches, and not as the store says it is in; what begins behind them stands behind all. */
static enum status load_bases(struct store *store, struct clocks *out, struct diag_list *diags)
{
	enum status status;
	struct query last;
	int64_t epochs;

	query_open(&last, store, "SELECT max(epoch) FROM chain", diags);
	epochs = query_next(&last) ? query_int(&last, 0) : 0;
	status = query_close(&last);
	if (epochs > store->epoch)
		epochs = store->epoch;
	out->base_count = (size_t)(epochs > 0 ? epochs : 0) + 1;
	out->bases = mem_array(out->base_count + 1, sizeof *out->bases);
	for (size_t epoch = 1; epoch < out->base_count && status == STATUS_OK; epoch++) {
		struct query query;

		query_open(&query, store, "SELECT max(seq) FROM chain WHERE epoch = ?1", diags);
		query_set_int(&query, 1, (int64_t)epoch);
		out->bases[epoch + 1] = out->bases[epoch] + (query_next(&query) ? query_int(&query, 0) : 0);
		status = query_close(&query);
	}
	return status;
}

enum status clocks_load(struct store *store, struct clocks *out, struct diag_list *diags)
{
	enum status status;
	struct query query;

	*out = (struct clocks){ .marks = NULL };
	status = load_bases(store, out, diags);
	if (status != STATUS_OK || !store->exchanged)
		return status;
	query_open(&query, store, "SELECT c.epoch, c.seq, k.value FROM clock AS k JOIN chain AS c ON c.entry = k.entry ORDER BY c.epoch, c.seq", diags);
	while (query_next(&query)) {
		int64_t epoch = query_int(&query, 0);

		if (epoch < 1 || (size_t)epoch >= out->base_count)
			continue;
		MEM_PUSH_ROOM(out->marks, out->count, out->capacity);
		out->marks[out->count++] = (struct clock_mark){ .ordinal = out->bases[epoch] + query_int(&query, 1), .value = query_int(&query, 2) };
	}
	return query_close(&query);
}

int64_t clocks_ordinal(const struct clocks *clocks, int64_t epoch, int64_t seq)
{
	return seq + (epoch < 1 || !clocks->bases ? 0 : clocks->bases[(size_t)epoch < clocks->base_count ? (size_t)epoch : clocks->base_count]);
}

int64_t clock_ours(const struct clocks *clocks, int64_t epoch, int64_t seq)
{
	int64_t ordinal = clocks_ordinal(clocks, epoch, seq);
	size_t low = 0, high = clocks->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (clocks->marks[middle].ordinal <= ordinal)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? ordinal : clocks->marks[low - 1].value + ordinal - clocks->marks[low - 1].ordinal;
}

enum status clock_of(struct store *store, const struct clocks *clocks, const struct digest *entry, int64_t *out, struct diag_list *diags)
{
	struct query query;
	bool found;

	*out = 0;
	query_open(&query, store, "SELECT epoch, seq FROM chain WHERE entry = ?1", diags);
	query_set_digest(&query, 1, entry);
	found = query_next(&query);
	if (found)
		*out = clock_ours(clocks, query_int(&query, 0), query_int(&query, 1));
	if (query_close(&query) != STATUS_OK || found)
		return query.status;
	query_open(&query, store, "SELECT value FROM clock WHERE entry = ?1", diags);
	query_set_digest(&query, 1, entry);
	if (query_next(&query))
		*out = query_int(&query, 0);
	return query_close(&query);
}

enum status clock_put(struct store *store, const struct digest *entry, int64_t value, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "INSERT INTO clock (entry, value) VALUES (?1, ?2)", diags);
	query_set_digest(&query, 1, entry);
	query_set_int(&query, 2, value);
	return query_run(&query);
}

/* ---- one order ---- */

struct placed {
	struct store_entry entry;
	int64_t value;
};
struct placed_list {
	struct placed *items;
	size_t count, capacity;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return memcmp(x->entry.entry.bytes, y->entry.entry.bytes, sizeof x->entry.entry.bytes);
}

static struct placed *push(struct placed_list *list)
{
	MEM_PUSH_ROOM(list->items, list->count, list->capacity);
	return &list->items[list->count++];
}

static enum status damaged(struct store *store, struct diag_list *diags)
{
	return diag_error(diags, STATUS_FAILED, store->path, 0, _("an entry of another terminal is damaged; verify the records"));
}

static enum status read_foreign(struct store *store, const char *record, struct placed_list *out, struct diag_list *diags)
{
	struct query query;

	if (record)
		query_open(&query, store, "SELECT f.epoch, f.seq, f.previous, f.kind, f.record, f.head, f.artifact, f.at, f.entry, f.public_key, f.signature,"
			" f.terminal, k.value FROM foreign_entry AS f JOIN clock AS k ON k.entry = f.entry WHERE f.record = ?1", diags);
	else
		query_open(&query, store, "SELECT f.epoch, f.seq, f.previous, f.kind, f.record, f.head, f.artifact, f.at, f.entry, f.public_key, f.signature,"
			" f.terminal, k.value FROM foreign_entry AS f JOIN clock AS k ON k.entry = f.entry", diags);
	if (record)
		query_set_text(&query, 1, record);
	while (query_next(&query)) {
		struct placed *placed = push(out);

		if (!foreign_read(&query, &placed->entry))
			query.status = damaged(store, diags);
		placed->value = query_int(&query, 12);
	}
	return query_close(&query);
}

static enum status unite(struct store *store, struct placed_list *foreign, struct store_entries *ours, struct store_entries *out, struct diag_list *diags)
{
	struct clocks clocks;
	enum status status = clocks_load(store, &clocks, diags);

	for (size_t i = 0; i < ours->count && status == STATUS_OK; i++) {
		struct placed *placed = push(foreign);

		entry_copy(&placed->entry, &ours->items[i]);
		placed->value = clock_ours(&clocks, placed->entry.epoch, placed->entry.seq);
	}
	clocks_done(&clocks);
	if (status != STATUS_OK)
		return status;
	qsort(foreign->items, foreign->count, sizeof *foreign->items, compare_placed);
	for (size_t i = 0; i < foreign->count; i++) {
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = foreign->items[i].entry;
	}
	foreign->count = 0;
	return STATUS_OK;
}

enum status store_entries_united(struct store *store, const char *record, struct store_entries *out, struct diag_list *diags)
{
	struct placed_list foreign = { .items = NULL };
	struct store_entries ours;
	enum status status = store_entries(store, record, &ours, diags);

	*out = (struct store_entries){ .items = NULL };
	if (status == STATUS_OK && exchange_there(store))
		status = read_foreign(store, record, &foreign, diags);
	if (status == STATUS_OK && foreign.count == 0) {
		*out = ours;
		free(foreign.items);
		return STATUS_OK;
	}
	if (status == STATUS_OK)
		status = unite(store, &foreign, &ours, out, diags);
	for (size_t i = 0; i < foreign.count; i++)
		entry_done(&foreign.items[i].entry);
	free(foreign.items);
	store_entries_done(&ours);
	return status;
}

enum status store_entries_apart(struct store *store, const char *kind, void (*visit)(const struct store_entry *entry, void *context), void *context,
	struct diag_list *diags)
{
	struct store_entry entry;
	struct query query;

	query_open(&query, store, ENTRY_SELECT "WHERE c.record = '' AND c.kind = ?1 ORDER BY c.epoch, c.seq", diags);
	query_set_text(&query, 1, kind);
	while (query_next(&query)) {
		(void)entry_read(&query, &entry);
		visit(&entry, context);
		entry_done(&entry);
	}
	if (query_close(&query) != STATUS_OK || !exchange_there(store))
		return query.status;
	query_open(&query, store, FOREIGN_SELECT "JOIN clock AS k ON k.entry = f.entry WHERE f.record = '' AND f.kind = ?1 ORDER BY f.terminal, f.epoch, f.seq, f.entry", diags);
	query_set_text(&query, 1, kind);
	while (query_next(&query)) {
		(void)foreign_read(&query, &entry);
		visit(&entry, context);
		entry_done(&entry);
	}
	return query_close(&query);
}

/* Where nobody else has said anything about the record, the newest entry is found without reading the others. */
static enum status last_of_ours(struct store *store, const char *record, bool heads_only, bool *found, struct store_entry *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, heads_only ? ENTRY_SELECT "WHERE c.record = ?1 AND c.head = 1 ORDER BY c.epoch DESC, c.seq DESC LIMIT 1"
		: ENTRY_SELECT "WHERE c.record = ?1 ORDER BY c.epoch DESC, c.seq DESC LIMIT 1", diags);
	query_set_text(&query, 1, record);
	*found = query_next(&query);
	if (*found)
		(void)entry_read(&query, out);
	return query_close(&query);
}

static bool others_know(struct store *store, const char *record)
{
	struct query query;
	bool found;

	if (!exchange_there(store))
		return false;
	query_open(&query, store, "SELECT 1 FROM foreign_entry WHERE record = ?1 LIMIT 1", NULL);
	query_set_text(&query, 1, record);
	found = query_next(&query);
	return query_close(&query) != STATUS_OK || found;
}

enum status united_last(struct store *store, const char *record, bool heads_only, bool *found, struct store_entry *out, struct diag_list *diags)
{
	struct store_entries all;
	enum status status;

	*found = false;
	*out = (struct store_entry){ .kind = NULL };
	if (!others_know(store, record))
		return last_of_ours(store, record, heads_only, found, out, diags);
	status = store_entries_united(store, record, &all, diags);
	for (size_t i = all.count; i-- > 0 && !*found;)
		if (!heads_only || all.items[i].head) {
			*found = true;
			entry_copy(out, &all.items[i]);
		}
	store_entries_done(&all);
	return status;
}

/* ---- what follows from the order ---- */

static bool is_crossed(struct store *store, const char *record)
{
	struct query query;
	bool crossed;

	query_open(&query, store, "SELECT 1 FROM crossed WHERE record = ?1", NULL);
	query_set_text(&query, 1, record);
	crossed = query_next(&query);
	return query_close(&query) == STATUS_OK && crossed;
}

void exchange_case(struct store *store, struct store_case *item)
{
	struct store_entries all;
	struct buf kinds;

	if (!store->exchanged || !others_know(store, item->id) || store_entries_united(store, item->id, &all, NULL) != STATUS_OK)
		return;
	buf_init(&kinds);
	for (size_t i = 0; i < all.count; i++)
		buf_addf(&kinds, "%s%s", i ? " " : "", all.items[i].kind);
	case_kinds_set(item, kinds.data);
	buf_done(&kinds);
	item->crossed = is_crossed(store, item->id);
	store_entries_done(&all);
}

/* Ids of records that others have entries of. */
static enum status foreign_records(struct store *store, char (**out)[33], size_t *count, struct diag_list *diags)
{
	size_t capacity = 0;
	struct query query;

	*out = NULL;
	*count = 0;
	query_open(&query, store, "SELECT DISTINCT record FROM foreign_entry WHERE record <> '' ORDER BY record", diags);
	while (query_next(&query)) {
		struct slice record = query_blob(&query, 0);

		MEM_PUSH_ROOM(*out, *count, capacity);
		memset((*out)[*count], 0, sizeof **out);
		memcpy((*out)[(*count)++], record.data, record.len < 33 ? record.len : 32);
	}
	return query_close(&query);
}

enum status exchange_kinds(struct store *store, void (*visit)(const char *record, const char *kind, void *context), void *context,
	struct diag_list *diags)
{
	char (*records)[33];
	size_t count, at = 0;
	struct query query;
	enum status status = foreign_records(store, &records, &count, diags);

	if (status == STATUS_OK) {
		query_open(&query, store, "SELECT record, kind FROM chain WHERE record <> '' ORDER BY record, epoch, seq", diags);
		bool more = query_next(&query);

		/* Two lists in order of the record; of a record that stands in both, that of all terminals counts. */
		while (more || at < count) {
			int which = !more ? 1 : at == count ? -1 : strcmp(query_text(&query, 0), records[at]);

			if (which < 0)
				visit(query_text(&query, 0), query_text(&query, 1), context);
			if (which <= 0)
				more = query_next(&query);
			if (which > 0) {
				struct store_entries all;

				status = store_entries_united(store, records[at], &all, diags);
				for (size_t i = 0; i < all.count; i++)
					visit(records[at], all.items[i].kind, context);
				store_entries_done(&all);
				at++;
			}
			if (status != STATUS_OK)
				break;
		}
		if (query_close(&query) != STATUS_OK)
			status = query.status;
	}
	free(records);
	return status;
}

enum status exchange_head(struct store *store, const char *record, struct diag_list *diags)
{
	struct store_entry last;
	bool found;
	enum status status = united_last(store, record, true, &found, &last, diags);

	if (status == STATUS_OK && found)
		status = head_put(store, record, &last.artifact, diags);
	entry_done(&last);
	return status;
}

enum status exchange_heads(struct store *store, struct diag_list *diags)
{
	char (*records)[33];
	size_t count;
	enum status status = foreign_records(store, &records, &count, diags);

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = exchange_head(store, records[i], diags);
	free(records);
	return status;
}

static bool stands_at(struct store *store, const char *record, const struct digest *artifact)
{
	struct query query;
	struct digest head;
	bool same;

	query_open(&query, store, "SELECT artifact FROM head WHERE record = ?1", NULL);
	query_set_text(&query, 1, record);
	same = query_next(&query) && query_fixed(&query, 0, head.bytes, sizeof head.bytes) && digest_equal(&head, artifact);
	return query_close(&query) == STATUS_OK && same;
}

enum status exchange_heads_check(struct store *store, void (*visit)(const struct store_entry *entry, void *context), void *context,
	struct diag_list *diags)
{
	char (*records)[33];
	size_t count;
	enum status status = foreign_records(store, &records, &count, diags);

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		struct store_entry last;
		bool found;

		status = united_last(store, records[i], true, &found, &last, diags);
		if (status == STATUS_OK && found && !stands_at(store, records[i], &last.artifact))
			visit(&last, context);
		entry_done(&last);
	}
	free(records);
	return status;
}
