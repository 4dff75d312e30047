/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rating helper: the officer says which harms would follow, and the gravest grade that one of them speaks for is proposed, with those harms as its
 * reason. The decision stays with him; what is taken over is an answer like any other.
 */
#ifndef APP_ADVICE_H
#define APP_ADVICE_H

#include "app/work.h"

#define ADVICE_MAX 32

struct advice {
	const struct question *question;
	const struct harm *harms[ADVICE_MAX]; /* of the edition */
	bool ticked[ADVICE_MAX];
	size_t count; /* 0: there is nothing to advise about */
};
/* The harms that speak for a grade of the question, none of them ticked. */
void advice_init(struct advice *out, const struct app *app, const struct question *question);
/* The grade that the ticked harms speak for, NULL while none is ticked. */
const struct catalogue_entry *advice_grade(const struct advice *advice);
/* What speaks for the grade: the reasons of the ticked harms that led to it, a line each. Appends. */
void advice_reasons(const struct advice *advice, const struct app *app, struct buf *out);
/*
 * Answers the question at an entity with the proposed grade. A reason that stands there is kept, and that of the proposal comes after it. One harm at
 * least must be ticked.
 */
enum status advice_take(const struct advice *advice, struct work *work, const char *key, struct diag_list *diags);

#endif
