/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Driving the screens without a terminal. A script is lines: `key NAME ...`, `type TEXT`, `paste TEXT` ("\n" is a line feed), `size COLUMNS ROWS`,
 * `idle`, `save FILE`, `expect TEXT`, `refuse TEXT`, `at PAGE`,
 * `stop WORK PERCENT` (the next work of this name, reading or saving, is stopped as soon as so much of it is done); '#' begins a comment.
 */
#ifndef TUI_SCRIPT_H
#define TUI_SCRIPT_H

#include "base/diag.h"
#include "tui/key.h"

struct script;
/* Reads the script; `directory` (NULL: the current one) is where `save` writes. */
enum status script_open(struct script **out, const char *path, const char *directory, struct diag_list *diags);
/* The next event; looks at the screen for `save` and `expect` on the way, and at the name of the page for `at`. EVENT_END at the end or at a failure. */
void script_event(struct script *script, struct term *term, const char *page, struct event *event);
/* Whether the script stops this work here; it does so once. */
bool script_stops(struct script *script, const char *work, size_t percent);
/* STATUS_FAILED with the place, and the screen as it was, when an expectation was not met. */
enum status script_close(struct script **script, struct diag_list *diags);

#endif
