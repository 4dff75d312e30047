/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of all entries in one walk along the chain. To ask for them by record would look up every entry on its own, which takes many times as long
 * once there are some ten thousand; so whoever needs those of all cases gets them in the order of the chain and sorts them by record as they come.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum status store_kinds(struct store *store, void (*visit)(const char *record, const char *kind, void *context), void *context,
	struct diag_list *diags)
{
	struct query query;

	if (exchange_there(store))
		return exchange_kinds(store, visit, context, diags);
	query_open(&query, store, "SELECT record, kind FROM chain WHERE record <> '' ORDER BY epoch, seq", diags);
	while (query_next(&query))
		visit(query_text(&query, 0), query_text(&query, 1), context);
	return query_close(&query);
}

/* Where each case stands in the list: a table that is at most half full. The ids are random, so any part of one spreads well. */
struct places {
	struct store_case *items;
	size_t *slots; /* place + 1; 0: free */
	size_t mask;
	struct buf *kinds; /* of each case */
};

static size_t *find(const struct places *places, const char *id)
{
	uint64_t start = 0;

	memcpy(&start, id, strnlen(id, sizeof start));
	for (size_t at = (size_t)(start * 0x9e3779b97f4a7c15u >> 32);; at++) {
		size_t *slot = &places->slots[at & places->mask];

		if (!*slot || strcmp(places->items[*slot - 1].id, id) == 0)
			return slot;
	}
}

static void add_kind(const char *record, const char *kind, void *context)
{
	const struct places *places = context;
	size_t slot = *find(places, record);

	if (!slot)
		return;
	struct buf *kinds = &places->kinds[slot - 1];
	if (kinds->len > 0)
		buf_addc(kinds, ' ');
	buf_adds(kinds, kind);
}

static void mark_crossed(const char *record, void *context)
{
	const struct places *places = context;
	size_t slot = *find(places, record);

	if (slot)
		places->items[slot - 1].crossed = true;
}

enum status cases_add_kinds(struct store *store, struct store_cases *cases, struct diag_list *diags)
{
	struct places places = { .items = cases->items, .mask = 63 };
	enum status status;

	while (places.mask < cases->count * 2)
		places.mask = places.mask * 2 + 1;
	places.slots = mem_array(places.mask + 1, sizeof *places.slots);
	places.kinds = mem_array(cases->count + 1, sizeof *places.kinds);
	for (size_t i = 0; i < cases->count; i++) {
		buf_init(&places.kinds[i]);
		*find(&places, cases->items[i].id) = i + 1;
	}
	status = store_kinds(store, add_kind, &places, diags);
	if (status == STATUS_OK)
		status = store_crossed_each(store, mark_crossed, &places, diags);
	for (size_t i = 0; i < cases->count; i++) {
		case_kinds_set(&cases->items[i], places.kinds[i].data);
		buf_done(&places.kinds[i]);
	}
	free(places.kinds);
	free(places.slots);
	return status;
}

/* A revision holds its whole case; what stands at its end is read without the rest, and so without its digest. */
enum status store_artifact_end(struct store *store, const struct digest *digest, size_t len, struct buf *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT substr(bytes, -?2) FROM artifact WHERE hash = ?1", diags);
	query_set_digest(&query, 1, digest);
	query_set_int(&query, 2, (int64_t)len);
	if (query_next(&query)) {
		struct slice bytes = query_blob(&query, 0);

		buf_add(out, bytes.data, bytes.len);
	}
	return query_close(&query);
}
