/* SPDX-License-Identifier: Apache-2.0 */
/* What moving to another edition changes, in words: as a row of the list, and in full. */
#ifndef TUI_MIGRATE_TEXT_H
#define TUI_MIGRATE_TEXT_H

#include "app/migrate.h"
#include "tui/ui.h"

/* Each appends. A row has no line break; the others are lines. The open case is the one that was looked at. */
void migrate_answer_row(struct ui *ui, const struct migration *migration, const struct moved_answer *answer, struct buf *out);
void migrate_outcome_row(struct ui *ui, const struct moved_outcome *outcome, struct buf *out);
void migrate_answer_text(struct ui *ui, const struct migration *migration, const struct moved_answer *moved, struct buf *out);
void migrate_outcome_text(struct ui *ui, const struct migration *migration, const struct moved_outcome *outcome, struct buf *out);

#endif
