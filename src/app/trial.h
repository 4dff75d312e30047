/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers that are tried and not saved. A trial holds a copy of the case, decides it after each answer, and says what is different from the case as
 * it is stored. Nothing reaches the store until the trial is taken over.
 */
#ifndef APP_TRIAL_H
#define APP_TRIAL_H

#include "app/work.h"
#include "model/shift.h"

struct trial;
/* An answer that is tried. */
struct tried {
	char key[ENTITY_KEY_MAX + 1];
	const struct question *question;
};

/* Of the case as it stands; it must be opened anew once the case has changed. Release with trial_free. */
struct trial *trial_new(const struct work *work);
void trial_free(struct trial **trial);

/*
 * Tries an answer; `word` as in work_answer. The grounds of the case's own answer stay beside it. What is not asked cannot be tried, nor can a word
 * that is no answer: STATUS_INPUT with a message, and the trial is as it was.
 */
enum status trial_set(struct trial *trial, const char *key, const char *fact_id, const char *word, struct diag_list *diags);
/* Puts the answer of the case back. */
void trial_reset(struct trial *trial, const char *key, const char *fact_id);
size_t trial_count(const struct trial *trial);
const struct tried *trial_at(const struct trial *trial, size_t at);
bool trial_has(const struct trial *trial, const char *key, const struct question *question);

const struct dossier *trial_dossier(const struct trial *trial);
const struct verdict *trial_verdict(const struct trial *trial);
/* What is different from the case as it is; borrowed until the trial changes. */
const struct shifts *trial_shifts(const struct trial *trial);
/* Whether a question is asked in the trial as it stands. */
bool trial_asks(const struct trial *trial, const char *key, const struct question *question);

/* All of them, wider entities first. */
void trial_each_asked(const struct trial *trial, void (*visit)(const struct entity *entity, const struct question *question, void *context),
	void *context);

/* Saves every tried answer as one unit of undo, and marks what rests on them. STATUS_FAILED where the case was changed elsewhere meanwhile. */
enum status trial_take_over(struct trial *trial, struct work *work, struct diag_list *diags);

/* ---- tipping points ---- */

/* A single other answer after which the case comes out otherwise. */
struct tipping {
	char key[ENTITY_KEY_MAX + 1];
	const struct question *question;
	char word[64];  /* the other answer, as trial_set takes it */
	char *label;    /* and in words */
	char *outcome;  /* what comes out, in words */
	bool open;      /* there is no answer yet */
};
struct open_question {
	char key[ENTITY_KEY_MAX + 1];
	const struct question *question;
	bool reason;
};
struct tippings {
	struct tipping *items;
	size_t count, capacity;
	size_t questions, tried, untried;
	struct open_question *open; /* those that still matter, most decisive first */
	size_t open_count;
};
/* `out` need not be initialised; release with tippings_done. */
void work_tippings(const struct work *work, struct tippings *out);
void tippings_done(struct tippings *tippings);

/* The outcome of a case or of a component in words: status, and the step and the candidate where one is adopted. Appends. */
void app_outcome(const struct app *app, const struct dossier *dossier, enum verdict_status status, const struct step_def *adopted,
	const char *candidate_key, struct buf *out);
/* A difference as a line: what it is about, what it was, and what it would be. Each is appended. */
void app_shift_words(const struct app *app, const struct dossier *dossier, const struct shift *shift, struct buf *what, struct buf *before,
	struct buf *after);
/* What to call a part where there is a column for it: "Case", "Step1", the name of a component or of a candidate. Appends. */
void app_part_title(const struct app *app, const struct dossier *dossier, const char *key, struct buf *out);
/* "component / Step1 / candidate: " as far as they apply; nothing for the case. Appends. */
void app_part_name(const struct app *app, const struct dossier *dossier, const char *key, struct buf *out);

#endif
