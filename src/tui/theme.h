/* SPDX-License-Identifier: Apache-2.0 */
/* The colours of the styles. Apart from term.c, which knows when and where, because these tables are what a ministry's house rules will touch. */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>

#include "tui/term.h"

/* The theme of that name, or the default one: its name, which is static. */
const char *theme_name(const char *name);
/* The name of the theme after it, around. */
const char *theme_after(const char *name);
/* Fills the curses attributes of every style; curses must be started. `color`: colour may be used at all. Returns whether it is. */
bool theme_styles(const char *name, bool color, unsigned long styles[STYLE_COUNT]);

#endif
