/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The configuration: one table row for every setting, read from the user's file over the system's. The caller's arguments and the environment
 * stand above both (doc/formats.md section 8).
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"

struct setting {
	const char *key;     /* "view.theme": section kind and key */
	const char *initial; /* value when nothing is said */
	const char *choices; /* allowed words, or NULL */
	const char *help;    /* N_(): one sentence */
};
extern const struct setting settings[]; /* ends with a NULL key */

struct config {
	const char **values; /* in the order of `settings` */
	bool has_user;       /* [user.main] is there */
	struct arena arena;
};
void config_init(struct config *config);
void config_done(struct config *config);
/* Lays the file over what is there. A missing file is no fault. */
enum status config_read(struct config *config, const char *path, struct diag_list *diags);
const char *config_get(const struct config *config, const char *key);

#endif
