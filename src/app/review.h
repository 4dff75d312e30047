/* SPDX-License-Identifier: Apache-2.0 */
/* What is done to a case after it was handed in: each step is checked in words, made an act, signed and chained, or refused with nothing changed. */
#ifndef APP_REVIEW_H
#define APP_REVIEW_H

#include "app/history.h"

struct act_request {
	enum life_verb verb;
	const char *part, *fact; /* LIFE_REMARK, LIFE_CONFIRM, LIFE_HOLD: what it is about; "" or NULL fact: the part as a whole */
	size_t remark;           /* LIFE_ANSWER, LIFE_CLOSE: number of the remark, from 1 */
	const char *words;       /* NULL or "" for none */
};
struct act_done {
	int64_t seq;
	char fingerprint[20];
	int revision;
	int state; /* of the case afterwards */
};
/* Whether a step could be taken now by whoever is at the keyboard; the words are for the part that does not hang on what is typed. */
enum status app_act_allowed(struct app *app, const struct history *history, enum life_verb verb, struct diag_list *diags);
/* `which`: a case by id or reference. STATUS_FAILED says in words why the step is refused. */
enum status app_act(struct app *app, const char *which, const struct act_request *request, struct act_done *out, struct diag_list *diags);
/* The id of a case by id or reference, and its number where `reference` is not NULL (caller frees). */
enum status app_case_id(struct app *app, const char *which, char id[33], char **reference, struct diag_list *diags);

#endif
