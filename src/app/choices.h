/* SPDX-License-Identifier: Apache-2.0 */
/* What a question can be answered with, in the order in which it is offered, wherever it is asked. */
#ifndef APP_CHOICES_H
#define APP_CHOICES_H

#include "app/work.h"

struct choice {
	char *word; /* "yes", an option word, a candidate's key, "-", "?" */
	char *label;
};
struct choices {
	struct choice *items; /* the last one is always "do not know" */
	size_t count, capacity;
	bool typed; /* the value is typed, and the only choice is "do not know" */
	bool set;   /* several may be taken; the last but one is "none of these" */
};
/* Of a question about the entity of that key. Release with choices_done. */
void choices_init(struct choices *out, const struct work *work, const struct question *question, const char *key);
void choices_done(struct choices *choices);
/* Whether a value in word form holds a word. */
bool choice_held(const char *value, const char *word);
/* Takes a word into the value of a set, or out of it. The value keeps the order of the choices, so that the same ones always give the same text. */
void choices_toggle(const struct choices *choices, struct buf *value, const char *word);

#endif
