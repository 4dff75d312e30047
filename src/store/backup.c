/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copies of a store. A file that is copied while somebody saves may hold half of a change, so the pages are copied by SQLite, which begins again when one
 * of them changes meanwhile. A copy that cannot be read when it is needed is worse than none, so it is read in full before it gets its name.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

/* `store` is the one whose file the message names. */
static enum status copy_pages(struct store *store, sqlite3 *to, sqlite3 *from, struct diag_list *diags)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_extended_errcode(to);
	int end = backup ? sqlite3_backup_finish(backup) : SQLITE_OK;

	if (code == SQLITE_DONE && end == SQLITE_OK)
		return STATUS_OK;
	return db_failed(store, code == SQLITE_DONE ? end : code, diags);
}

static enum status write_copy(struct store *store, const char *path, struct diag_list *diags)
{
	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, NULL);
	enum status status = STATUS_OK;

	if (code != SQLITE_OK)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("no copy can be written there (%s). Name another place"), sqlite3_errstr(code));
	if (status == STATUS_OK && chmod(path, S_IRUSR | S_IWUSR) != 0)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("no copy can be written there (%s). Name another place"), sqlite3_errstr(SQLITE_PERM));
	if (status == STATUS_OK)
		status = copy_pages(store, to, store->db, diags);
	code = sqlite3_close(to);
	return status == STATUS_OK && code != SQLITE_OK ? db_failed(store, code, diags) : status;
}

static void tell_fault(const struct store_entry *entry, const char *fault, void *context)
{
	(void)entry;
	diag_error(context, STATUS_FAILED, NULL, 0, "%s", fault);
}

static enum status check_copy(const char *path, struct diag_list *diags)
{
	struct store *copy = NULL;
	size_t checked;
	enum status status = store_open(&copy, path, STORE_READ, diags);

	if (status == STATUS_OK)
		status = store_check(copy, diags);
	if (status == STATUS_OK)
		status = store_verify(copy, NULL, &checked, tell_fault, diags, diags);
	store_close(&copy);
	return status;
}

enum status backup_write(struct store *store, const char *path, bool whole, struct diag_list *diags)
{
	char *temporary;
	bool taken = false;
	enum status status;

	if (file_exists(path))
		return diag_error(diags, STATUS_INPUT, path, 0, _("there is a file of this name already; nothing was written over it. Name another file"));
	temporary = file_temporary(path);
	status = write_copy(store, temporary, diags);
	if (status == STATUS_OK && whole)
		status = check_copy(temporary, diags);
	if (status != STATUS_OK)
		unlink(temporary);
	else if (file_place(temporary, path, &taken, diags) != STATUS_OK)
		status = taken ? diag_error(diags, STATUS_INPUT, path, 0,
			_("there is a file of this name already; nothing was written over it. Name another file")) : STATUS_FAILED;
	free(temporary);
	return status;
}

enum status store_backup(struct store *store, const char *path, struct diag_list *diags)
{
	return backup_write(store, path, true, diags);
}

int64_t store_epoch(const struct store *store)
{
	return store->epoch;
}

enum status store_epoch_set(struct store *store, int64_t epoch, struct diag_list *diags)
{
	struct query query;
	enum status status;

	if (epoch <= store->epoch)
		return diag_error(diags, STATUS_FAILED, store->path, 0, _("epoch %lld is over; the store is in a later one"), (long long)epoch);
	query_open(&query, store, "UPDATE terminal SET epoch = ?1", diags);
	query_set_int(&query, 1, epoch);
	status = query_run(&query);
	if (status == STATUS_OK)
		store->epoch = epoch;
	return status;
}

enum status store_replace(struct store *store, struct store *with, struct diag_list *diags)
{
	enum status status;

	query_forget(store);
	status = copy_pages(store, store->db, with->db, diags);
	if (status == STATUS_OK) {
		memcpy(store->terminal, with->terminal, sizeof store->terminal);
		store->epoch = with->epoch;
		store->exchanged = with->exchanged;
	}
	return status;
}
