/* SPDX-License-Identifier: Apache-2.0 */
/* The strip of steps in row 1 and the name of an entity in titles. */
#ifndef TUI_STRIP_H
#define TUI_STRIP_H

#include "tui/ui.h"

/* Draws row 1: each step of the entity's component with a short word, and `right` at the right edge. */
void strip_draw(struct ui *ui, const char *key, const char *right);
/* "component / Step1 / candidate: " where they apply; nothing for the case. Appends. */
void strip_entity(struct ui *ui, const char *key, struct buf *out);
/* The first word of a step's short title. Appends. */
void strip_step_name(struct ui *ui, const struct step_def *step, struct buf *out);

#endif
