/* SPDX-License-Identifier: Apache-2.0 */
/* The schemes that a question shows: a short form on its page, and a page with all that the catalogue says. */
#ifndef TUI_SCHEMES_H
#define TUI_SCHEMES_H

#include "tui/ui.h"

/* How many schemes the question shows at the entity of the key now. */
size_t schemes_count(struct ui *ui, const char *key, const struct question *question);
/* What the catalogue says of them, line by line. Appends. */
void schemes_text(struct ui *ui, const char *key, const struct question *question, struct buf *out);

#endif
