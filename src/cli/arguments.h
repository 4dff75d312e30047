/* SPDX-License-Identifier: Apache-2.0 */
/* The command line, split into what concerns the session, the command, and the terminal. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include <stdbool.h>

#include "app/action.h"
#include "app/app.h"

struct arguments {
	struct app_options options;
	struct command_args command;
	const struct command *found; /* NULL: open the screens */
	bool help, version, no_color;
	const char *script, *save_dir; /* headless screens, for tests */
	int columns, rows;             /* of headless screens */
	const char *today, *as_of;     /* as given; parsed into options */
	const char *lang;
};

/* Splits argv. STATUS_USAGE with a message that names the argument. Everything is borrowed from argv. */
enum status arguments_parse(struct arguments *out, int argc, char **argv, struct diag_list *diags);

#endif
