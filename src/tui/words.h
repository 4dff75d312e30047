/* SPDX-License-Identifier: Apache-2.0 */
/* The words for states and outcomes, one place for all pages, each with the style that goes beside it. */
#ifndef TUI_WORDS_H
#define TUI_WORDS_H

#include "app/labels.h"
#include "app/work.h"
#include "tui/term.h"

/* In the session's language, without brackets; static. */
const char *word_outcome(enum outcome outcome, enum style *style);
/* The outcome of a finding, which says of what is only preferred that it is. */
const char *word_finding(const struct finding *finding, enum style *style);
/* "Met 22  Not met 0 ..." of a candidate; what is only preferred and not met is counted apart. Appends. */
void candidate_counts(const struct candidate_result *candidate, struct buf *out);
const char *word_task(enum task_state state, enum style *style);
const char *word_step(enum step_outcome outcome);
const char *word_verdict(enum verdict_status status);
const char *word_truth(enum truth truth, const char *yes, const char *no, const char *unknown);
const char *word_force(enum force force);
/* Words of the store ("draft", "submitted", "decided", ...) as shown in the case list; the word itself where it is not known here. */
const char *word_verdict_name(const char *verdict);
/* The name of a theme for people; a msgid. */
const char *word_theme(const char *theme);

/* The fact of a step that names its candidate; NULL when the edition has none. */
const struct fact *fact_by_id(const struct app *app, const char *id);
/* Name, issue date, age and marks of a snapshot, for narrow places. Appends. */
void snapshot_short_of(const struct app *app, const struct snapshot_info *snapshot, struct buf *out);
/* Local time of day, "14:32:07". */
void clock_time(int64_t seconds_utc, struct buf *out);

#endif
