/* SPDX-License-Identifier: Apache-2.0 */
/* The command line, split into what concerns the session, the command, and the terminal. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include <stdbool.h>

#include "app/action.h"
#include "app/app.h"
#include "base/mem.h"

struct arguments {
	struct app_options options;
	struct command_args command;
	const struct command *found; /* NULL: open the screens */
	bool help, version, no_color;
	const char *manual; /* for the build: the frame of the manual page to fill */
	bool completion;    /* for the build: print the completion of the shell */
	const char *script, *save_dir; /* headless screens, for tests */
	int columns, rows;             /* of headless screens */
	bool plain;                    /* ask in lines */
	const char *plain_case;        /* the case to open, a word for a new one, or NULL */
	const char *lang;
	struct arena arena; /* words that were rewritten, and their list */
};

/*
 * Splits argv. STATUS_USAGE with a message that names the argument. A word such as -5 is a value and no option; everything after "--" is one.
 * Texts are borrowed from argv and from `out`; release with arguments_done in each case.
 */
enum status arguments_parse(struct arguments *out, int argc, char **argv, struct diag_list *diags);
void arguments_done(struct arguments *arguments);
/* Whether messages are wanted as JSON; known before the arguments are understood. */
bool arguments_want_json(int argc, char **argv);

#endif
