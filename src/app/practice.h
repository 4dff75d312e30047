/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Practice: a lesson, a case of which some answers are left to the learner, and the model answer with the differences and the clauses afterwards. The
 * exercises are data (doc/formats.md section 15); a learner's cases stand in a store of their own.
 */
#ifndef APP_PRACTICE_H
#define APP_PRACTICE_H

#include "app/work.h"

/* One question that the learner decides. */
struct decision {
	char key[ENTITY_KEY_MAX + 1];
	const struct fact *fact;
	const char *clause; /* ids separated by spaces */
	struct text why;
};
struct exercise {
	const char *name;
	struct text title, lesson, task, given;
	const char *clause; /* of the lesson */
	int order;
	struct decision *decisions;
	size_t count;
	struct dossier *model; /* the case with all its answers; owned */
};
struct exercises {
	struct exercise *items; /* by order */
	size_t count, capacity;
	struct arena arena;
};
/* All of DATA/data/practice for the edition of new cases. STATUS_INPUT with every fault. Release with exercises_done in each case. */
enum status exercises_read(struct app *app, struct exercises *out, struct diag_list *diags);
void exercises_done(struct exercises *exercises);
const struct exercise *exercises_find(const struct exercises *exercises, const char *name);

/* How far a learner is with an exercise. */
struct practised {
	char *reference; /* of the newest case of the exercise; "" when there is none. Owned */
	size_t answered;
};
/* For each exercise, in their order. Caller frees with practised_done. */
enum status exercises_practised(struct app *app, const struct exercises *exercises, struct practised **out, struct diag_list *diags);
void practised_done(struct practised *practised, size_t count);

/* Begins an exercise anew: the given facts are there, the decisions are open. The session must practise. */
enum status exercise_begin(struct app *app, const struct exercise *exercise, struct work **out, struct diag_list *diags);
/* Lesson, task, what is to be decided, and the clauses in words. Appends. */
void exercise_lesson(struct app *app, const struct exercise *exercise, struct buf *out);
/*
 * The comparison with the model answer: only what is still to be decided while something is, else for each question what was answered, what the model
 * answers and why, with the clauses; then both verdicts. Appends.
 */
void exercise_review(struct app *app, const struct exercise *exercise, const struct work *work, struct buf *out);
/* How many of the decisions have been answered, and how many as the model does. */
void exercise_score(const struct exercise *exercise, const struct work *work, size_t *answered, size_t *same);

#endif
