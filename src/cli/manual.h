/* SPDX-License-Identifier: Apache-2.0 */
/* The manual page and the completion of the shell, made from the tables when the program is built. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "base/buf.h"
#include "base/diag.h"

/*
 * Fills the frame of a manual page, in the session's language: a line @COMMANDS@, @OPTIONS@, @KEYS@ or @SETTINGS@ becomes the rows of that table.
 * Appends.
 */
enum status cli_manual(const char *path, struct buf *out, struct diag_list *diags);
/* A script for bash. Appends. */
void cli_completion(struct buf *out);

#endif
