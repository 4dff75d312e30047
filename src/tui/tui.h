/* SPDX-License-Identifier: Apache-2.0 */
/* The screens of the program. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>

#include "app/app.h"

/* All borrowed. */
struct tui_options {
	const char *script;         /* NULL: a person at a terminal; else the path of a key script, driven without a terminal */
	const char *save_directory; /* where the script's `save` writes; NULL: the current directory */
	int columns, rows;          /* of the script's screen; 0: 80 x 24 */
	bool no_color;
	const char *notice;         /* shown below the first screen; NULL: none */
};

/* True when standard input and output are a terminal. */
bool tui_available(void);

/*
 * Runs until the officer leaves. `app` must be open with rules, snapshot and a writable store. The result is an exit code: a status, or 128
 * and the number of the signal that ended the session (129 hang-up, 130 interrupt, 143 termination); everything typed is saved in each case.
 */
int tui_run(struct app *app, const struct tui_options *options, struct diag_list *diags);

#endif
