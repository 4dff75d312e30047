/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A store for practice says so in the first entry of its chain, signed like every other: no name of a file can turn it into a store of cases in earnest,
 * nor the other way round. Whoever opens it practises, whatever was asked for.
 */
#include <stdlib.h>
#include <string.h>

#include "app/records.h"
#include "app/session.h"

#define PRACTICE_RECORD "practice"
#define PRACTICE_KIND "practice"
#define PRACTICE_BYTES "kumoshirube/practice/1\n"

static enum status is_marked(struct app *app, bool *marked, struct diag_list *diags)
{
	struct store_entries entries = { 0 };
	enum status status = store_entries(app->store, PRACTICE_RECORD, &entries, diags);
	*marked = entries.count > 0;
	store_entries_done(&entries);
	return status;
}

static enum status is_empty(struct app *app, bool *empty, struct diag_list *diags)
{
	struct store_entry last = { 0 };
	bool chained = false;
	size_t cases = 0;
	enum status status = store_case_count(app->store, &cases, diags);
	if (status == STATUS_OK)
		status = store_head(app->store, &chained, &last, diags);
	*empty = cases == 0 && !chained;
	free(last.kind);
	return status;
}

enum status app_settle_practice(struct app *app, struct diag_list *diags)
{
	bool marked = false, empty = false;
	enum status status = is_marked(app, &marked, diags);
	if (status == STATUS_OK && app->practice && !marked) {
		status = is_empty(app, &empty, diags);
		if (status == STATUS_OK && !empty)
			status = diag_error(diags, STATUS_USAGE, app->store_path, 0,
				_("this store holds cases in earnest; practice needs one of its own. Leave out --practice, or name another file after --store"));
	}
	app->practice = app->practice || marked;
	return status;
}

enum status app_mark_practice(struct app *app, struct diag_list *diags)
{
	bool marked = false;
	struct store_entry entry = { 0 };
	if (!app->practice)
		return STATUS_OK;
	enum status status = is_marked(app, &marked, diags);
	if (status != STATUS_OK || marked)
		return status;
	const struct store_append artifact = { .kind = PRACTICE_KIND, .record = PRACTICE_RECORD, .bytes = PRACTICE_BYTES, .len = sizeof PRACTICE_BYTES - 1 };
	status = store_append(app->store, &artifact, 1, &app->key, app_now(app), &entry, diags);
	if (status == STATUS_OK)
		status = app_head_save(app, &entry.entry, diags);
	free(entry.kind);
	return status;
}

bool app_is_practice(const struct app *app)
{
	return app->practice;
}

/* Closes what belongs to the store. */
static void leave_store(struct app *app, bool practice)
{
	store_close(&app->store);
	app->writable = app->has_key = false;
	/* The rows found point into the snapshot. */
	search_hits_done(&app->hits);
	snapshot_free(&app->snapshot);
	app->practice = practice;
	mem_replace(&app->store_path, practice ? app->practice_path : app->earnest_path);
}

enum status app_practice_set(struct app *app, bool on, struct diag_list *diags)
{
	if (on == app->practice)
		return STATUS_OK;
	if (app->store_said)
		return diag_error(diags, STATUS_USAGE, app->store_path, 0, _("the store was named when the program was started; start it again without --store to change"));
	leave_store(app, on);
	enum status status = app_require(app, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, diags);
	if (status != STATUS_OK) {
		leave_store(app, !on);
		(void)app_require(app, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, diags);
	}
	return status;
}
