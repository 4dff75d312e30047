/* SPDX-License-Identifier: Apache-2.0 */
/* The cost of the candidates of a step, year by year. */
#ifndef TUI_COST_H
#define TUI_COST_H

#include "tui/ui.h"

/* Appends a block of lines for each year, a candidate a line, with a bar of '#' beside the sum so far; `plain`: the same as a table without bars. */
void cost_years(struct ui *ui, const struct entity *step, bool plain, struct buf *out);

#endif
