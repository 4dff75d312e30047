/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of cases in pages. An index keeps the order of the last change and the constraint on the reference that of the references, so a page is read
 * and nothing else; the names are all read, but they are a small part of a case.
 */
#include "store/internal.h"

#include "base/mem.h"

enum status store_case_count(struct store *store, size_t *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT count(*) FROM cases", diags);
	*out = query_next(&query) ? (size_t)query_int(&query, 0) : 0;
	return query_close(&query);
}

static void take(struct query *query, struct store_cases *out)
{
	while (query_next(query)) {
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		case_read(query, &out->items[out->count]);
		exchange_case(query->store, &out->items[out->count++]);
	}
}

enum status store_case_page(struct store *store, enum store_case_order order, size_t first, size_t count, struct store_cases *out, struct diag_list *diags)
{
	struct query query;

	*out = (struct store_cases){ .items = NULL };
	(void)exchange_there(store);
	query_open(&query, store, order == STORE_BY_REFERENCE ? CASE_SELECT "ORDER BY reference LIMIT ?1 OFFSET ?2"
		: CASE_SELECT "ORDER BY updated_at DESC, rowid DESC LIMIT ?1 OFFSET ?2", diags);
	query_set_int(&query, 1, (int64_t)count);
	query_set_int(&query, 2, (int64_t)first);
	take(&query, out);
	if (query_close(&query) != STATUS_OK)
		store_cases_done(out);
	return query.status;
}

enum status store_case_pick(struct store *store, const int64_t *numbers, size_t count, struct store_cases *out, struct diag_list *diags)
{
	struct query query;

	*out = (struct store_cases){ .items = NULL };
	if (db_begin_reading(store, diags) != STATUS_OK)
		return diag_status(diags);
	query_open(&query, store, CASE_SELECT "WHERE rowid = ?1", diags);
	for (size_t i = 0; i < count && query.status == STATUS_OK; i++) {
		query_set_int(&query, 1, numbers[i]);
		take(&query, out);
		query_again(&query);
	}
	if (query_close(&query) != STATUS_OK)
		store_cases_done(out);
	db_end_reading(store);
	return query.status;
}

enum status store_case_names(struct store *store, enum store_case_order order, void (*visit)(const struct store_case_name *name, void *context),
	void *context, struct diag_list *diags)
{
	static const char *const orders[] = {
		[STORE_BY_CHANGE] = "SELECT rowid, id, reference, title, stage FROM cases ORDER BY updated_at DESC, rowid DESC",
		[STORE_BY_REFERENCE] = "SELECT rowid, id, reference, title, stage FROM cases ORDER BY reference",
		[STORE_BY_TITLE] = "SELECT rowid, id, reference, title, stage FROM cases ORDER BY title, updated_at DESC, rowid DESC",
	};
	struct query query;

	query_open(&query, store, orders[order], diags);
	while (query_next(&query)) {
		const struct store_case_name name = {
			.number = query_int(&query, 0), .id = query_text(&query, 1), .reference = query_text(&query, 2), .title = query_text(&query, 3),
			.stage = query_text(&query, 4),
		};
		visit(&name, context);
	}
	enum status status = query_close(&query);
	/* The pages of the whole list need not stay in memory for as long as the screens are open. */
	(void)sqlite3_db_release_memory(store->db);
	return status;
}
