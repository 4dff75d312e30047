/* SPDX-License-Identifier: Apache-2.0 */
/* Commands without a terminal: data on standard output, messages on standard error, one of the designed exit codes. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "cli/arguments.h"

/* Runs the command that the arguments name. */
enum status cli_run(const struct arguments *arguments);
/* Prints the usage, made from the command table and the key actions. */
void cli_usage(struct buf *out);
/* Writes messages to standard error. */
void cli_report(const struct diag_list *diags);

#endif
