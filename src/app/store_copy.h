/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of the store of this terminal, and what it takes to go on from one. */
#ifndef APP_STORE_COPY_H
#define APP_STORE_COPY_H

#include "app/app.h"

struct store_copy {
	size_t cases, entries; /* of the copy; entries of the chain of this terminal */
	int64_t last_at;       /* of its last entry, seconds UTC; 0: it has none */
	int64_t epoch;         /* after restoring: the one in which new entries are made */
	bool behind;           /* this terminal remembers an entry that the copy does not hold */
	char *kept;            /* where the store lies that was replaced; NULL: there was none, or nothing was done */
};
void store_copy_done(struct store_copy *copy);

/* Writes the store to `path` and its key to `path`.key, where nothing of these names is. The copy has been read in full before it gets its name. */
enum status app_store_backup(struct app *app, const char *path, struct store_copy *out, struct diag_list *diags);
/*
 * Puts the copy at `path` in the place of the store, which is kept beside it; with `!yes` it is only looked at. A copy that is not whole, one of another
 * terminal, and a store in which somebody has a case open are refused, and nothing is changed. The chain goes on in a new epoch with an entry that says
 * which copy it goes on from.
 */
enum status app_store_restore(struct app *app, const char *path, bool yes, struct store_copy *out, struct diag_list *diags);

/*
 * Whether the store was put back from a copy while this entry was remembered as the last one: it is then gone for a reason, although nobody came to remember
 * another one, because the program was ended at that moment.
 */
bool app_restored_without(struct app *app, const struct digest *entry);

#endif
