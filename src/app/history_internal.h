/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the history of a case share. */
#ifndef APP_HISTORY_INTERNAL_H
#define APP_HISTORY_INTERNAL_H

#include "app/history.h"
#include "store/exchange.h"

/* A history while it is read. The receipts are read when they are asked for; borrowed: app, out, diags. */
struct reading_history {
	struct app *app;
	struct history *out;
	struct store_receipts ours, theirs;
	bool has_receipts;
	struct diag_list *diags;
};
void reading_history_done(struct reading_history *reading);

void passage_fault(struct passage *passage, const char *text);
/* No program writes it so. */
void passage_forged(struct passage *passage, const char *text);
/* Of what the author himself did, or must have known: no crossing explains it. */
const char *passage_firm(struct passage *passage, const char *text);

/*
 * Notes what a revision is based on, and whether it was made without knowing the one before. *joins: it joins revisions that stand side by side. To be
 * called before it is in the history.
 */
void crossing_of_revision(const struct history *history, struct passage *passage, bool *joins);
/* Whether an act follows what it says it follows; notes whether it crossed with what stands in between. */
bool crossing_of_act(const struct history *history, struct passage *passage);
/*
 * Whether the bytes stand in the record already. The same step entered at two terminals, which knew nothing of each other, is a repetition, and only
 * the first counts; one that is put there again is forged.
 */
enum status crossing_of_same(struct reading_history *reading, struct passage *passage);
/* An approval is undone by somebody who knows of it. */
enum status crossing_of_withdrawal(struct reading_history *reading, struct passage *passage);
/* A step that does not count, and whose terminal did not know all that stands before it, has crossed with that. */
enum status crossing_of_fault(struct reading_history *reading, struct passage *passage);

/* Keeps of the entries only what was known where the chains ended so, in their order. */
void ends_cut(const struct history_ends *ends, struct store_entries *entries);
void ends_note(struct history_ends *ends, const struct store_entry *entry);
/* Whether a history that was cut is what it was to be, and nothing in it follows what was cut off. STATUS_FAILED with what is missing. */
enum status ends_check(const struct history_ends *ends, const struct history *history, struct diag_list *diags);

#endif
