/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Screening: what the snapshot alone already says of every listed service for one step of a case. A service falls when a must or a principle fails
 * although nothing else of it was answered yet; no later answer can bring it back, because an answer never turns a failure into a pass.
 */
#ifndef APP_SCREENING_H
#define APP_SCREENING_H

#include "app/work.h"

enum screened { SCREENED_REMAINS, SCREENED_FALLS };
struct screening_rule {
	const struct rule *rule; /* of the edition of the case */
	size_t count;            /* services that do not meet it, of those that remain where it is a remark; one may fail several */
	bool blocks;             /* they fall by it; otherwise it is a remark (preferred) */
};
struct screening {
	unsigned char *rows; /* enum screened for each row of the lists in which the candidates of the step may be found */
	const struct rule **by; /* for each row the rule by which it falls, the first of them; NULL: it remains */
	size_t *numbers; /* by which the session tells each row, ascending */
	size_t row_count;
	size_t remain, fall;
	size_t remarked; /* of those that remain: a preferred rule fails by what the list says */
	size_t listed_open; /* of those that remain: a rule that reads the listing is still open, because the list does not say enough */
	struct screening_rule *rules; /* most services first */
	size_t rule_count, rule_capacity;
};
/* STATUS_FAILED where the step does not exist or is not reached as the case stands, so that nothing is examined there. */
enum status work_screen(struct work *work, const char *step_key, struct screening *out, struct diag_list *diags);
/* What was found of a row, by its number; of one that was not examined, that it remains. */
enum screened screening_of(const struct screening *screening, size_t number);
/* The rule by which a row falls, or NULL. */
const struct rule *screening_by(const struct screening *screening, size_t number);
void screening_done(struct screening *screening);
/* In lines for people. Appends. */
void screening_text(const struct app *app, const struct screening *screening, struct buf *out);

#endif
