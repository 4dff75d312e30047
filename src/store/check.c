/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The slow look at the file, which opening leaves out, and what `doctor` shows. SQLite's own check sees a damaged structure; it does not
 * see a changed record, for which store_verify is there.
 */
#include "store/internal.h"

#include <string.h>

#include "base/i18n.h"

static enum status check_structure(struct store *store, struct diag_list *diags)
{
	struct query query;
	size_t faults = 0;

	query_open(&query, store, "PRAGMA integrity_check(20)", diags);
	while (query_next(&query))
		if (strcmp(query_text(&query, 0), "ok") != 0) {
			diag_error(diags, STATUS_FAILED, store->path, 0, _("damage in the file: %s"), query_text(&query, 0));
			faults++;
		}
	if (query_close(&query) != STATUS_OK)
		return query.status;
	return faults ? STATUS_FAILED : STATUS_OK;
}

static enum status check_references(struct store *store, struct diag_list *diags)
{
	struct query query;
	size_t faults = 0;

	query_open(&query, store, "PRAGMA foreign_key_check", diags);
	while (query_next(&query))
		if (faults++ < 20)
			diag_error(diags, STATUS_FAILED, store->path, 0, _("a row of %s names one of %s that is not there"), query_text(&query, 0),
				query_text(&query, 2));
	if (query_close(&query) != STATUS_OK)
		return query.status;
	return faults ? STATUS_FAILED : STATUS_OK;
}

enum status store_check(struct store *store, struct diag_list *diags)
{
	enum status structure = check_structure(store, diags);
	enum status references = check_references(store, diags);
	enum status snapshots = store_snapshot_check(store, NULL, NULL, diags);
	enum status schema = schema_compare(store, store->form, false, diags);

	if (structure != STATUS_OK)
		return structure;
	if (references != STATUS_OK)
		return references;
	return snapshots != STATUS_OK ? snapshots : schema;
}

struct described {
	const char *name, *sql;
};
static const struct described described[] = {
	{ "journal_mode", "PRAGMA journal_mode" },
	{ "synchronous", "PRAGMA synchronous" },
	{ "secure_delete", "PRAGMA secure_delete" },
	{ "form", "PRAGMA user_version" },
	{ "page_size", "PRAGMA page_size" },
	{ "pages", "PRAGMA page_count" },
	{ "epoch", "SELECT epoch FROM terminal" },
	{ "cases", "SELECT count(*) FROM cases" },
	{ "chain entries", "SELECT count(*) FROM chain" },
	{ "artifacts", "SELECT count(*) FROM artifact" },
	{ "snapshots", "SELECT count(*) FROM snapshot" },
};

void store_describe(struct store *store, struct buf *out)
{
	buf_addf(out, "store: %s\n", store->path);
	buf_addf(out, "mode: %s\n", store->mode == STORE_READ ? "read" : "write");
	buf_addf(out, "sqlite: %s\n", sqlite3_libversion());
	buf_addf(out, "threadsafe: %d\n", sqlite3_threadsafe());
	buf_addf(out, "terminal: %s\n", store->terminal);
	for (size_t i = 0; i < sizeof described / sizeof described[0]; i++) {
		struct query query;

		query_open(&query, store, described[i].sql, NULL);
		buf_addf(out, "%s: %s\n", described[i].name, query_next(&query) ? query_text(&query, 0) : "?");
		query_close(&query);
	}
}
