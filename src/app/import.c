/* SPDX-License-Identifier: Apache-2.0 */
/* The signature is looked at before the list, and the list before the store: nothing is changed until everything has been seen to be good. */
#include "app/import.h"

#include <stdlib.h>
#include <string.h>

#include "app/import_internal.h"
#include "base/csv_check.h"
#include "base/file.h"
#include "base/utf8.h"

static bool is_manifest(const char *path)
{
	size_t len = strlen(path);
	return len > 4 && strcmp(path + len - 4, ".ini") == 0;
}

bool import_encoding(const char *word, enum csv_encoding *out)
{
	*out = CSV_AUTO;
	if (!word || strcmp(word, "auto") == 0)
		return true;
	if (strcmp(word, "utf-8") == 0)
		*out = CSV_UTF8;
	else if (strcmp(word, "cp932") == 0)
		*out = CSV_CP932;
	else
		return false;
	return true;
}

/* What the officer says of a list that says nothing of itself. */
static enum status take_said(struct app *app, struct import *import, const struct import_options *options, struct diag_list *diags)
{
	struct snapshot_request *request = &import->request;
	const char *why = NULL;
	request->name = options->name;
	request->source = options->source ? options->source : options->path;
	if (!options->name || !options->name[0] || !options->issued_on)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("a snapshot needs --name NAME and --issued-on DATE"));
	if (!date_parse(app_eras(app), options->issued_on, &request->issued_on, &why))
		return diag_error(diags, STATUS_USAGE, NULL, 0, "--issued-on %s: %s", options->issued_on, why);
	if (!utf8_is_plain(options->name, false) || !utf8_is_plain(request->source, false))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--name and --source may not hold control or invisible characters"));
	if (request->issued_on > request->imported_on)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--issued-on %s: this day is still to come"), options->issued_on);
	return file_read(&import->bytes, options->path, IMPORT_BYTES_MAX, diags);
}

static void take_manifest(struct import *import, const struct import_options *options)
{
	const struct delivery *delivery = &import->check.delivery;
	struct snapshot_request *request = &import->request;
	request->name = delivery->name;
	request->source = delivery->source;
	request->issued_on = delivery->issued_on;
	if (!options->map && delivery->map[0])
		request->map = delivery->map;
	if (!options->encoding)
		request->encoding = delivery->encoding;
	if (import->check.good)
		import->signature = mem_printf(_("signed by %1$s (key %2$s, version %3$lld)"), import->check.signer, import->check.id,
			(long long)delivery->version);
}

static enum status read_manifest(struct app *app, struct import *import, const struct import_options *options, struct diag_list *diags)
{
	struct key_ring ring;
	struct seen seen;
	enum status status = app_keys(app, &ring, diags);
	if (status != STATUS_OK)
		return status;
	status = delivery_verify(&import->check, options->path, &ring, app_today(app), IMPORT_BYTES_MAX, &import->bytes, diags);
	if (status == STATUS_OK && import->check.good)
		status = app_seen(app, app_seen_kind(import->check.delivery.shelf), &seen, diags);
	if (status == STATUS_OK && import->check.good)
		status = app_check_floor(options->path, &seen, import->check.delivery.version, &import->check.delivery.digest, diags);
	if (status == STATUS_OK)
		take_manifest(import, options);
	key_ring_done(&ring);
	return status;
}

/* What the configuration asks of a list that is good in itself. */
static enum status check_signature(struct app *app, const struct import *import, const struct import_options *options, struct diag_list *diags)
{
	if (!import->signature && strcmp(app_config(app, "registry.require_signature"), "yes") == 0)
		return diag_error(diags, STATUS_FAILED, options->path, 0,
			_("this list is not signed, and the configuration asks for a signature (require_signature); nothing was taken in"));
	return STATUS_OK;
}

/* The delivery of this office that the new one takes the place of, with its rows; *out NULL: there is none, or only a sample. */
static enum status find_current(struct app *app, const struct import *import, const struct snapshot **out, struct diag_list *diags)
{
	enum listing_shelf shelf = import->snapshot->info.shelf;
	struct snapshot *now = NULL;
	enum status status = app->snapshot ? app_shelf_read(app, shelf, &now, diags) : STATUS_OK;
	*out = now && now->info.id ? now : NULL;
	return status;
}

static enum status compare(struct app *app, struct import *import, const struct import_options *options, struct diag_list *diags)
{
	enum status status = find_current(app, import, &import->now, diags);
	if (status != STATUS_OK || !import->now)
		return status;
	if (import->request.issued_on < import->now->info.issued_on && !options->reason)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("the snapshot in use is newer than this list; give --reason TEXT to go back to an older one"));
	import->compared = true;
	snapshot_compare(import->now, import->snapshot, &import->changes);
	return STATUS_OK;
}

static enum status read_list(struct app *app, struct import *import, const struct import_options *options, struct diag_list *diags)
{
	struct snapshot_request *request = &import->request;
	enum status status = import_take_maps(app, import, options, diags);
	request->file = import->manifest ? import->check.delivery.files[0].path : options->path;
	request->bytes = import->bytes.data;
	request->len = import->bytes.len;
	request->encoding_found = &import->encoding;
	request->given = &import->bytes.data;
	request->watch = options->watch;
	if (status == STATUS_OK)
		status = snapshot_read(&import->snapshot, app->maps, app_eras(app), request, diags);
	if (status != STATUS_OK)
		return status;
	if (import->signature)
		mem_replace(&import->snapshot->info.signature, import->signature);
	if (import->manifest && import->check.delivery.shelf != import->snapshot->info.shelf)
		return diag_error(diags, STATUS_INPUT, import->path, 0, _("the manifest speaks of another kind of list (%1$s) than the rows are (%2$s)"),
			listing_shelf_word(import->check.delivery.shelf), listing_shelf_word(import->snapshot->info.shelf));
	snapshot_count(import->snapshot, &import->counts);
	return compare(app, import, options, diags);
}

enum status import_prepare(struct app *app, const struct import_options *options, struct import **out, struct diag_list *diags)
{
	struct import *import = MEM_NEW(struct import);
	*out = import;
	buf_init(&import->bytes);
	import->path = mem_strdup(options->path);
	import->reason = mem_strdup(options->reason);
	import->manifest = is_manifest(options->path);
	import->request.map = import_map_is_file(options->map) ? NULL : options->map;
	buf_init(&import->map_text);
	import->request.imported_on = app_today(app);
	if (!import_encoding(options->encoding, &import->request.encoding))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--encoding %s: the encodings are auto, utf-8 and cp932"), options->encoding);
	/* What is in use already is looked at; a store is only made when there is something to put into it. */
	enum status status = file_exists(app->store_path) ? app_require(app, APP_SNAPSHOT, diags) : STATUS_OK;
	if (status == STATUS_OK)
		status = import->manifest ? read_manifest(app, import, options, diags) : take_said(app, import, options, diags);
	if (status == STATUS_OK)
		status = check_signature(app, import, options, diags);
	if (status == STATUS_OK)
		status = csv_check(options->path, import->bytes.data, import->bytes.len, import->request.encoding, diags);
	if (status == STATUS_OK)
		status = read_list(app, import, options, diags);
	import->ready = status == STATUS_OK;
	return status;
}

static enum status save(struct app *app, struct import *import, struct diag_list *diags)
{
	struct digest entry;
	enum status status = snapshot_save(import->snapshot, app->store, import->reason, &app->key, app_now(app), &entry, diags);
	if (status == STATUS_OK)
		app_head_follow(app, &entry, diags);
	/* The list is taken in; that its columns are not remembered is a pity and no more. */
	if (status == STATUS_OK && import_keep_map(app, import, diags) != STATUS_OK)
		diag_warning(diags, NULL, 0, _("the list was taken in, but the choice of its columns could not be kept"));
	return status;
}

/*
 * From here on the rows come from the store, when somebody needs them: what is in use is then what is kept, and a large list does not stand in memory
 * twice, once as the file said it and once as it is searched.
 */
static void take_into_use(struct app *app, struct import *import)
{
	struct snapshot *fresh = import->snapshot;
	snapshot_settle(fresh);
	import->snapshot = NULL;
	import->committed = &fresh->info;
	/* What stands on the other shelves may have been a sample, which has no place beside a real list. */
	for (int i = 0; i < SHELVES; i++)
		app_shelf_forget(app, (enum listing_shelf)i);
	if (fresh->info.shelf != SHELF_SERVICES) {
		import->settled = fresh;
		return;
	}
	snapshot_free(&app->snapshot);
	app->snapshot = fresh;
	free(app->rows_fault);
	app->rows_fault = NULL;
}

enum status import_commit(struct app *app, struct import *import, struct diag_list *diags)
{
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	if (!import->ready)
		return diag_error(diags, STATUS_FAILED, import->path, 0, _("the list was not found good; nothing was taken in"));
	/* Seen first: a delivery whose rows could then not be saved may be taken in again, but nothing older than it. */
	if (status == STATUS_OK && import->check.good) {
		struct seen seen;
		status = app_seen(app, app_seen_kind(import->check.delivery.shelf), &seen, diags);
		if (status == STATUS_OK)
			status = app_check_floor(import->path, &seen, import->check.delivery.version, &import->check.delivery.digest, diags);
		if (status == STATUS_OK && seen.version < import->check.delivery.version)
			status = app_see(app, app_seen_kind(import->check.delivery.shelf), import->check.delivery.version, &import->check.delivery.digest, import->signature, diags);
	}
	store_watch(app->store, import->request.watch);
	if (status == STATUS_OK)
		status = save(app, import, diags);
	store_watch(app->store, NULL);
	if (status != STATUS_OK)
		return status;
	snapshot_changes_done(&import->changes); /* its rows are those of the snapshot that goes */
	import->compared = false;
	import->now = NULL;
	take_into_use(app, import);
	import->ready = false;
	return STATUS_OK;
}

void import_free(struct import **slot)
{
	struct import *import = *slot;
	if (!import)
		return;
	snapshot_changes_done(&import->changes);
	snapshot_free(&import->snapshot);
	snapshot_free(&import->settled);
	delivery_check_done(&import->check);
	buf_done(&import->bytes);
	buf_done(&import->map_text);
	free(import->save_map);
	free(import->signature);
	free(import->reason);
	free(import->path);
	free(import);
	*slot = NULL;
}

enum status app_map_count(struct app *app, size_t *count, struct diag_list *diags)
{
	enum status status = app_maps(app, diags);
	*count = status == STATUS_OK ? column_maps_count(app->maps) : 0;
	return status;
}

const char *app_map_name(const struct app *app, size_t at)
{
	return column_maps_name(app->maps, at);
}

const char *app_map_title(const struct app *app, size_t at)
{
	return app_text(app, column_maps_title(app->maps, at));
}
