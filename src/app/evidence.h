/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searches kept with a step as evidence that no listed service suits: the query, the filter, the snapshot and every hit, and for each rejected hit
 * its reason. Keeping, rejecting and taking back are changes of the case like any other. model/search_kept.h says what is kept.
 */
#ifndef APP_EVIDENCE_H
#define APP_EVIDENCE_H

#include "app/work.h"
#include "model/search_kept.h"

struct evidence_sum {
	size_t searches, hits, rejected;
	size_t older; /* searches in a snapshot that is not the one in use */
};
void work_evidence_sum(const struct work *work, const char *step_key, struct evidence_sum *out);
/* "3 searches kept, 12 hits, 12 rejected", and how many of them are in another snapshot. Appends. */
void evidence_sum_text(const struct evidence_sum *sum, struct buf *out);
/* The answer that claims no suitable service while no search is kept with the step; NULL where none is wanted. */
const struct fact *work_evidence_wanted(const struct work *work, const char *step_key);

/*
 * Keeps the search as the registry gives it now, with the filter of the session. `screened`: what falls by the rules of the step is rejected by the
 * rule at once. STATUS_INPUT when a case file could not hold the query, or has no room for the hits with a reason for each (some thousands).
 */
enum status work_keep_search(struct work *work, const char *step_key, const char *query, bool screened, char key[ENTITY_KEY_MAX + 1],
	struct diag_list *diags);
/* Rejects the marked hits (an array of as many as there are hits) for one reason, or (reason "") takes their rejection back. */
enum status work_reject(struct work *work, const char *key, const bool *marked, const char *reason, const char *words, struct diag_list *diags);

/* Whether the snapshot of a kept search is the one in use. */
bool app_evidence_current(const struct app *app, const struct kept_search *search);
/* Words and filter of a kept search as a sentence. Appends. */
void app_evidence_sentence(const struct kept_search *search, struct buf *out);

/*
 * Makes every kept search of a dossier again in its own snapshot, where that is at hand. STATUS_FAILED with an error for each whose hits come out
 * otherwise; a snapshot that is not at hand is a warning. `name` is for the messages. *same counts those that came out the same.
 */
enum status app_evidence_check(struct app *app, const struct dossier *dossier, const char *name, size_t *same, struct diag_list *diags);

/* ---- the filter as one line of words, as it is kept ---- */
void filter_write(const struct registry_filter *filter, struct buf *out);
bool filter_parse(const char *text, struct registry_filter *out);

#endif
