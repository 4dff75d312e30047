/* SPDX-License-Identifier: Apache-2.0 */
/* Who somebody is to the program: what is asked at the first start of the screens, and the key of one's own. */
#ifndef APP_SETUP_H
#define APP_SETUP_H

#include "app/app.h"

struct setup {
	const char *name, *organisation; /* the second may be "" */
	const char *role;                /* a word of user.role */
};
/* Whether the configuration says who is here. It costs nothing: the configuration has been read. */
bool app_is_set_up(const struct app *app);
/* The file that app_set_up writes; borrowed. */
const char *app_setup_path(const struct app *app);
/*
 * Writes [user.main] into the configuration and takes it over. A file that is there keeps every byte and gets the section at its end; one that already
 * says who is here is refused. STATUS_INPUT for a name that cannot stand in a record.
 */
enum status app_set_up(struct app *app, const struct setup *setup, struct diag_list *diags);

/* Whether one of the two files of the person's own key is there. */
bool app_has_key_file(const struct app *app);
/* Makes the key under a passphrase, never over another one. `told`: where the files are and what becomes of them; appended. */
enum status app_key_new(struct app *app, const char *passphrase, struct buf *told, struct diag_list *diags);

#endif
