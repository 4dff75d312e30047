/* SPDX-License-Identifier: Apache-2.0 */
/* Asks the terminal database. Apart from term.c, because <term.h> takes plain words such as "lines" and "columns" for itself. */
#ifndef TUI_TERMINFO_H
#define TUI_TERMINFO_H

#include <stdbool.h>

/* True when curses can drive a terminal of this type: it is in the database, and its cursor can be placed. */
bool terminfo_known(const char *type);

/* True when the terminal that curses has opened tells on request where its cursor is. */
bool terminfo_reports_cursor(void);

#endif
