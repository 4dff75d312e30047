/* SPDX-License-Identifier: Apache-2.0 */
/* Findings, conditions and traces in words, for the pages that show them, and the way from a missing fact to its question. */
#ifndef TUI_TRACE_H
#define TUI_TRACE_H

#include "tui/ui.h"

/* Each appends lines. */
/* The parts of the conditions in words; `*` stands before what decided. `rule`: of which they are, NULL of a step. */
void trace_lines(struct ui *ui, const struct rule *rule, const struct trace_line *lines, size_t count, struct buf *out);
/* A line for each fact, with its value and who says so. `own`: the entity that the whole is about; facts of others name theirs. `heading` stands above (NULL: none). */
void trace_reads(struct ui *ui, const char *heading, const struct fact_read *reads, size_t count, const char *own, struct buf *out);
/* The known ones on one line, the source as one word; `w` of the page shows them all. */
void trace_facts(struct ui *ui, const struct fact_read *reads, size_t count, const char *own, struct buf *out);
/* Where a fact comes from, in one word: an answer, the registry, or worked out. */
const char *trace_source(const struct fact_read *read);
/* Which answer would have to change; nothing where no answer was read. */
void trace_change(struct ui *ui, const struct fact_read *reads, size_t count, struct buf *out);
/* "Would settle it: ..." on one line; nothing when nothing is missing. */
void finding_missing(struct ui *ui, const struct fact_missing *missing, size_t count, struct buf *out);
/* Prepares ui->next for the question of the first of these facts that is asked; false when none is. */
bool trace_jump(struct ui *ui, const struct fact_missing *missing, size_t missing_count, const struct fact_read *reads, size_t read_count);
/* A step of the walk: its outcome, what its three conditions gave, and what is missing. */
void trace_step(struct ui *ui, const struct step_result *step, struct buf *out);

#endif
