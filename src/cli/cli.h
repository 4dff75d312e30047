/* SPDX-License-Identifier: Apache-2.0 */
/* Commands without a terminal: data on standard output, messages on standard error, one of the designed exit codes. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "cli/arguments.h"

/* Runs the command that the arguments name. */
enum status cli_run(const struct arguments *arguments);
/* The rows of the options in order, NULL behind the last: "--lang ja|en" and a sentence (a msgid). FILE and DIRECTORY stand for paths. */
struct cli_option {
	const char *option, *help;
};
const struct cli_option *cli_option(size_t at);
/* Prints the usage, made from the command table and the key actions. */
void cli_usage(struct buf *out);
/*
 * Writes messages to standard error: as lines, of which a person at a terminal gets the first ones and a count, or with `json` all of them as one
 * object with the status that the program ends with. Nothing where there are none.
 */
void cli_report(const struct diag_list *diags, enum status status, bool json);

#endif
