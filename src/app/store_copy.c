/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Going on from a copy. What was entered after it was made is missing from the chain, so that the next entries would stand where others have stood already:
 * to every other terminal that would look like a history written anew. Therefore the copy is prepared in a file of its own, checked, put into a later epoch,
 * and only then exchanged for the store in one transaction.
 */
#include "app/store_copy.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/session.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { KEY_BYTES_MAX = 4096, EPOCHS_UNSEEN = 1000 };

void store_copy_done(struct store_copy *copy)
{
	free(copy->kept);
	*copy = (struct store_copy){ .kept = NULL };
}

static char *key_path(const char *store)
{
	return mem_printf("%s.key", store);
}

static enum status copy_key(const char *from, const char *to, struct diag_list *diags)
{
	struct buf bytes;
	bool taken = false;
	buf_init(&bytes);
	enum status status = file_read_private(&bytes, from, KEY_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = file_create(to, bytes.data, bytes.len, 0600, &taken, diags);
	if (taken)
		status = diag_error(diags, STATUS_INPUT, to, 0, _("there is a file of this name already; nothing was written over it. Name another file"));
	if (bytes.data)
		sign_wipe(bytes.data, bytes.len);
	buf_done(&bytes);
	return status;
}

static enum status count(struct store *store, struct store_copy *out, struct diag_list *diags)
{
	struct store_entries entries = { 0 };
	enum status status = store_case_count(store, &out->cases, diags);
	if (status == STATUS_OK)
		status = store_entries(store, NULL, &entries, diags);
	out->entries = entries.count;
	out->last_at = entries.count ? entries.items[entries.count - 1].at : 0;
	out->epoch = store_epoch(store);
	store_entries_done(&entries);
	return status;
}

enum status app_store_backup(struct app *app, const char *path, struct store_copy *out, struct diag_list *diags)
{
	char *key = key_path(app->store_path), *copy = key_path(path);
	enum status status = STATUS_OK;
	*out = (struct store_copy){ .kept = NULL };
	if (!app->store)
		status = diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there is nothing to copy"));
	if (status == STATUS_OK && file_exists(copy))
		status = diag_error(diags, STATUS_INPUT, copy, 0, _("there is a file of this name already; nothing was written over it. Name another file"));
	if (status == STATUS_OK)
		status = count(app->store, out, diags);
	if (status == STATUS_OK)
		status = store_backup(app->store, path, diags);
	if (status == STATUS_OK && file_exists(key))
		status = copy_key(key, copy, diags);
	free(key);
	free(copy);
	return status;
}

/* ---- going on from a copy ---- */

static void tell_fault(const struct store_entry *entry, const char *fault, void *context)
{
	(void)entry;
	diag_error(context, STATUS_FAILED, NULL, 0, "%s", fault);
}

/* A copy is taken only whole: what is missing in it now is missing for good. */
static enum status look_into(struct app *app, const char *path, struct store **copy, struct store_copy *out, struct diag_list *diags)
{
	struct digest expected;
	size_t checked;
	enum status status = store_open(copy, path, STORE_READ, diags);
	if (status == STATUS_OK)
		status = store_check(*copy, diags);
	if (status == STATUS_OK)
		status = store_verify(*copy, NULL, &checked, tell_fault, diags, diags);
	if (status == STATUS_OK)
		status = count(*copy, out, diags);
	struct diag_list aside;
	diag_init(&aside);
	out->behind = status == STATUS_OK && app_head_load(app, &expected) && store_verify(*copy, &expected, &checked, tell_fault, &aside, NULL) != STATUS_OK;
	diag_done(&aside);
	return status;
}

static enum status check_free(struct store *store, struct diag_list *diags)
{
	struct store_cases cases = { 0 };
	enum status status = store_case_list(store, &cases, diags);
	for (size_t i = 0; i < cases.count && status == STATUS_OK; i++) {
		struct store_holder holder = { .name = NULL };
		if (store_holder(store, cases.items[i].id, &holder))
			status = diag_error(diags, STATUS_LOCKED, cases.items[i].reference, 0, _("%s has this case open; nothing was changed. Have it closed first"), holder.name);
		store_holder_done(&holder);
	}
	store_cases_done(&cases);
	return status;
}

static char *free_name(const struct app *app)
{
	char *name = NULL;
	for (int i = 1; !name || file_exists(name); i++) {
		free(name);
		name = mem_printf("%s.replaced-%d", app->store_path, i);
	}
	return name;
}

/* A store that cannot be opened any more is put aside as it is. */
static enum status put_aside(struct app *app, struct store_copy *out, struct diag_list *diags)
{
	char *name = free_name(app);
	bool taken = false;
	enum status status = file_place(app->store_path, name, &taken, diags);
	if (status == STATUS_OK) {
		out->kept = name;
		return STATUS_OK;
	}
	free(name);
	return status;
}

bool app_restored_without(struct app *app, const struct digest *entry)
{
	struct store_entries entries = { 0 };
	bool named = false;
	enum status status = store_entries(app->store, "", &entries, NULL);
	for (size_t i = 0; i < entries.count && status == STATUS_OK && !named; i++) {
		struct store_restoring said;
		struct buf bytes;
		buf_init(&bytes);
		named = strcmp(entries.items[i].kind, KIND_RESTORE) == 0 && store_artifact(app->store, &entries.items[i].artifact, &bytes, NULL) == STATUS_OK &&
			restoring_parse(&(struct slice){ .data = bytes.data, .len = bytes.len }, &said) && said.has_remembered && digest_equal(&said.remembered, entry);
		buf_done(&bytes);
	}
	store_entries_done(&entries);
	return named;
}

/* A chain without an entry has nothing to go on from, and no other terminal has seen it; it stays in its epoch. */
static enum status enter(struct app *app, struct store *next, int64_t epoch, struct digest *made, struct diag_list *diags)
{
	struct store_entry last = { 0 }, entry = { 0 };
	struct store_restoring said = { .at = app_now(app) };
	struct sign_key key;
	struct buf bytes;
	bool found = false;
	char *path = key_path(app->store_path);
	enum status status = store_head(next, &found, &last, diags);
	buf_init(&bytes);
	/* The first entry of the new epoch says where it goes on from, and what was remembered to have come after that. */
	said.has_remembered = app_head_load(app, &said.remembered);
	said.epoch = last.epoch;
	said.seq = last.seq;
	said.last = last.entry;
	if (status == STATUS_OK && found)
		restoring_encode(&said, &bytes);
	const struct store_append artifact = { .kind = KIND_RESTORE, .bytes = bytes.data, .len = bytes.len };
	if (status == STATUS_OK && found)
		status = sign_key_load(&key, path, diags);
	if (status == STATUS_OK && found)
		status = store_epoch_set(next, epoch, diags);
	if (status == STATUS_OK && found)
		status = store_append(next, &artifact, 1, &key, app_now(app), &entry, diags);
	if (found)
		sign_wipe(&key, sizeof key);
	*made = entry.entry;
	free(entry.kind);
	free(last.kind);
	free(path);
	buf_done(&bytes);
	return status;
}

/* The copy in a file of its own, with its first entry in the epoch that comes next, so that it comes into its place as a whole. */
static enum status prepare(struct app *app, struct store *copy, const char *path, struct store_copy *out, struct digest *made, struct diag_list *diags)
{
	struct store *next = NULL;
	enum status status = store_backup(copy, path, diags);
	if (status == STATUS_OK)
		status = store_open_copy(&next, path, diags);
	if (status == STATUS_OK)
		status = enter(app, next, out->epoch, made, diags);
	if (status == STATUS_OK)
		out->epoch = store_epoch(next);
	store_close(&next);
	return status;
}

static enum status exchange(struct app *app, struct store *old, const char *prepared, struct store_copy *out, struct diag_list *diags)
{
	struct store *next = NULL;
	char *name = free_name(app);
	enum status status = store_backup(old, name, diags);
	if (status == STATUS_OK)
		status = store_open(&next, prepared, STORE_READ, diags);
	if (status == STATUS_OK)
		status = store_replace(old, next, diags);
	store_close(&next);
	if (status == STATUS_OK)
		out->kept = name;
	else
		free(name);
	return status;
}

/* Puts the prepared copy in the place of whatever is there. */
static enum status put_in_place(struct app *app, struct store *copy, struct store_copy *out, struct diag_list *diags)
{
	struct store *old = NULL;
	struct diag_list aside;
	struct digest made = { { 0 } };
	bool taken = false;
	char *prepared = file_temporary(app->store_path);
	diag_init(&aside);
	bool there = file_exists(app->store_path);
	bool readable = there && store_open(&old, app->store_path, STORE_WRITE, &aside) == STATUS_OK && store_check(old, &aside) == STATUS_OK;
	diag_done(&aside);
	enum status status = STATUS_OK;
	if (readable && strcmp(store_terminal(old), store_terminal(copy)) != 0)
		status = diag_error(diags, STATUS_INPUT, store_path(copy), 0, _("this is a copy of the store of another terminal; its records come here by \"exchange\""));
	if (status == STATUS_OK && readable)
		status = check_free(old, diags);
	int64_t epoch = store_epoch(copy), now = old ? store_epoch(old) : 0;
	/* How many epochs there were since the copy, a store that cannot be read does not tell; none of them may be used again. */
	out->epoch = (now > epoch ? now : epoch) + (there && !readable ? EPOCHS_UNSEEN : 1);
	if (status == STATUS_OK)
		status = prepare(app, copy, prepared, out, &made, diags);
	if (status == STATUS_OK && readable)
		status = exchange(app, old, prepared, out, diags);
	store_close(&old);
	if (status == STATUS_OK && there && !readable)
		status = put_aside(app, out, diags);
	if (status == STATUS_OK && !readable)
		status = file_place(prepared, app->store_path, &taken, diags);
	if (status == STATUS_OK && out->entries)
		app_head_follow(app, &made, diags);
	unlink(prepared);
	free(prepared);
	return status == STATUS_FAILED && taken ? diag_error(diags, status, app->store_path, 0, _("another store was made here in the meantime; nothing was changed")) : status;
}

/* Without its key nothing can be entered; where this terminal still has one, that is the one. */
static enum status bring_key(struct app *app, const char *path, struct diag_list *diags)
{
	char *own = key_path(app->store_path), *from = key_path(path);
	enum status status = STATUS_OK;
	if (!file_exists(own) && file_exists(from))
		status = copy_key(from, own, diags);
	else if (!file_exists(own))
		status = diag_error(diags, STATUS_INPUT, from, 0, _("the signing key is neither here nor beside the copy; put it there as %s first"), from);
	free(own);
	free(from);
	return status;
}

enum status app_store_restore(struct app *app, const char *path, bool yes, struct store_copy *out, struct diag_list *diags)
{
	struct store *copy = NULL;
	*out = (struct store_copy){ .kept = NULL };
	if (!app->store_path[0])
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("no place for the store is known: set HOME or give --store FILE"));
	store_close(&app->store);
	enum status status = look_into(app, path, &copy, out, diags);
	char *directory = path_directory(app->store_path);
	if (status == STATUS_OK && yes && !file_exists(directory))
		status = file_make_directory(directory, diags);
	free(directory);
	if (status == STATUS_OK && yes && out->entries)
		status = bring_key(app, path, diags);
	if (status == STATUS_OK && yes)
		status = put_in_place(app, copy, out, diags);
	store_close(&copy);
	return status;
}
