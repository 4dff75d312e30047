/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same questions as numbered prompts, for screen readers and for pipes: output only grows, without colour and without moving the cursor, on lines of
 * at most 80 cells. doc/formats.md section 12 has the form of an answers file.
 */
#ifndef CLI_PLAIN_H
#define CLI_PLAIN_H

#include "cli/arguments.h"

/*
 * Asks on standard output and reads from standard input until it ends; every answer is saved when it is given. Where somebody types, a line that is
 * no answer is asked for again. Otherwise it ends the run with STATUS_INPUT, because what follows was meant for other questions. Otherwise the exit code
 * of the verdict, STATUS_OK where no case was opened.
 */
enum status plain_run(const struct arguments *arguments, struct diag_list *diags);

#endif
