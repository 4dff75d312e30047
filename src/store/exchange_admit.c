/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which of the entries that wait may count. What an entry follows is named by digest, so that there is no circle; a list of what is still to be looked at
 * takes the place of recursion, because a chain may be as long as its sender likes.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum stage { STAGE_NEW, STAGE_COUNTS, STAGE_WAITS };
struct node {
	struct store_entry entry;
	enum stage stage;
	int64_t value;
	struct digest *needs; /* what it follows; read when it is first looked at */
	size_t need_count, need_capacity;
	bool looked;
};
struct nodes {
	struct store *store;
	struct clocks clocks;
	struct node *items; /* in order of the digests */
	size_t count, capacity;
	size_t *stack;
	size_t depth, stack_capacity;
};

static int compare_node(const void *a, const void *b)
{
	return memcmp(((const struct node *)a)->entry.entry.bytes, ((const struct node *)b)->entry.entry.bytes, 32);
}

static int compare_digest(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct digest));
}

static int compare_key(const void *key, const void *item)
{
	return memcmp(key, ((const struct node *)item)->entry.entry.bytes, 32);
}

static enum status load(struct nodes *nodes, struct diag_list *diags)
{
	struct query query;
	enum status status = clocks_load(nodes->store, &nodes->clocks, diags);

	if (status != STATUS_OK)
		return status;
	query_open(&query, nodes->store, FOREIGN_SELECT "WHERE NOT EXISTS (SELECT 1 FROM clock AS k WHERE k.entry = f.entry) ORDER BY f.entry", diags);
	while (query_next(&query)) {
		MEM_PUSH_ROOM(nodes->items, nodes->count, nodes->capacity);
		nodes->items[nodes->count] = (struct node){ .stage = STAGE_NEW };
		(void)foreign_read(&query, &nodes->items[nodes->count++].entry);
	}
	if (nodes->count)
		qsort(nodes->items, nodes->count, sizeof *nodes->items, compare_node);
	return query_close(&query);
}

static void add_need(struct node *node, const struct digest *digest)
{
	MEM_PUSH_ROOM(node->needs, node->need_count, node->need_capacity);
	node->needs[node->need_count++] = *digest;
}

static bool need_receipt(const struct store_receipt *receipt, void *context)
{
	add_need(context, &receipt->entry);
	return true;
}

static enum status look(struct nodes *nodes, struct node *node, struct diag_list *diags)
{
	static const struct digest none;
	enum status status = STATUS_OK;
	struct buf bytes;

	node->looked = true;
	if (!digest_equal(&node->entry.previous, &none))
		add_need(node, &node->entry.previous);
	if (strcmp(node->entry.kind, KIND_RECEIPT) != 0)
		return STATUS_OK;
	buf_init(&bytes);
	status = store_artifact(nodes->store, &node->entry.artifact, &bytes, diags);
	if (status == STATUS_OK)
		(void)receipt_parse(&(struct slice){ .data = bytes.data, .len = bytes.len }, need_receipt, node);
	buf_done(&bytes);
	return status;
}

static void push(struct nodes *nodes, size_t at)
{
	MEM_PUSH_ROOM(nodes->stack, nodes->depth, nodes->stack_capacity);
	nodes->stack[nodes->depth++] = at;
}

/* Settles the node on top of the stack, or puts above it what must be settled before. */
static enum status settle_top(struct nodes *nodes, struct diag_list *diags)
{
	struct node *node = &nodes->items[nodes->stack[nodes->depth - 1]];
	enum status status = node->looked ? STATUS_OK : look(nodes, node, diags);
	bool waits = false, later = false;
	int64_t highest = 0;

	for (size_t i = 0; i < node->need_count && status == STATUS_OK; i++) {
		struct node *need = bsearch(&node->needs[i], nodes->items, nodes->count, sizeof *nodes->items, compare_key);
		int64_t value = 0;

		if (need && need->stage == STAGE_NEW) {
			push(nodes, (size_t)(need - nodes->items));
			later = true;
			break;
		}
		if (need)
			value = need->stage == STAGE_COUNTS ? need->value : 0;
		else
			status = clock_of(nodes->store, &nodes->clocks, &node->needs[i], &value, diags);
		waits = waits || value == 0;
		highest = value > highest ? value : highest;
	}
	if (status != STATUS_OK || later)
		return status;
	nodes->depth--;
	/* The same one may have been put there twice. */
	if (node->stage != STAGE_NEW)
		return STATUS_OK;
	node->stage = waits ? STAGE_WAITS : STAGE_COUNTS;
	node->value = highest + 1;
	return waits ? STATUS_OK : clock_put(nodes->store, &node->entry.entry, node->value, diags);
}

/* How many entries are waited for that are neither here nor waiting themselves. */
static void count_missing(struct nodes *nodes, struct store_taken *state)
{
	struct digest *missing = NULL;
	size_t count = 0, capacity = 0;

	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->items[i];

		state->waiting += node->stage == STAGE_WAITS;
		for (size_t n = 0; node->stage == STAGE_WAITS && n < node->need_count; n++) {
			int64_t value = 0;

			if (bsearch(&node->needs[n], nodes->items, nodes->count, sizeof *nodes->items, compare_key))
				continue;
			(void)clock_of(nodes->store, &nodes->clocks, &node->needs[n], &value, NULL);
			if (value)
				continue;
			MEM_PUSH_ROOM(missing, count, capacity);
			missing[count++] = node->needs[n];
		}
	}
	if (count)
		qsort(missing, count, sizeof *missing, compare_digest);
	for (size_t i = 0; i < count; i++)
		state->waiting_for += i == 0 || !digest_equal(&missing[i], &missing[i - 1]);
	free(missing);
}

static void nodes_done(struct nodes *nodes)
{
	for (size_t i = 0; i < nodes->count; i++) {
		entry_done(&nodes->items[i].entry);
		free(nodes->items[i].needs);
	}
	free(nodes->items);
	free(nodes->stack);
	clocks_done(&nodes->clocks);
}

/* None of them could count, or it would: so it is enough to ask what they follow. */
enum status store_waiting(struct store *store, struct store_taken *state, struct diag_list *diags)
{
	struct nodes nodes = { .store = store };
	enum status status = exchange_there(store) ? load(&nodes, diags) : STATUS_OK;

	for (size_t i = 0; i < nodes.count && status == STATUS_OK; i++) {
		nodes.items[i].stage = STAGE_WAITS;
		status = look(&nodes, &nodes.items[i], diags);
	}
	state->waiting = state->waiting_for = 0;
	if (status == STATUS_OK)
		count_missing(&nodes, state);
	nodes_done(&nodes);
	return status;
}

enum status clocks_admit(struct store *store, void (*visit)(const struct store_entry *entry, void *context), void *context,
	struct store_taken *state, struct diag_list *diags)
{
	struct nodes nodes = { .store = store };
	enum status status = load(&nodes, diags);

	for (size_t i = 0; i < nodes.count && status == STATUS_OK; i++) {
		if (nodes.items[i].stage != STAGE_NEW)
			continue;
		push(&nodes, i);
		while (nodes.depth && status == STATUS_OK)
			status = settle_top(&nodes, diags);
	}
	for (size_t i = 0; i < nodes.count && status == STATUS_OK && visit; i++)
		if (nodes.items[i].stage == STAGE_COUNTS)
			visit(&nodes.items[i].entry, context);
	if (status == STATUS_OK)
		count_missing(&nodes, state);
	nodes_done(&nodes);
	return status;
}
