/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An answer: a value with the reason and the evidence that an auditor will ask for. The word form of a value is the one used in case
 * files, in the store and in the canonical bytes of a revision: option words, "yes"/"no", ISO dates, plain numbers, set words separated
 * by spaces with "-" for the empty set, "?" for "do not know".
 */
#ifndef MODEL_ANSWER_H
#define MODEL_ANSWER_H

#include "base/buf.h"
#include "base/date.h"
#include "model/fact.h"

enum answer_state {
	ANSWER_NONE,     /* nobody has looked */
	ANSWER_GIVEN,
	ANSWER_DONT_KNOW /* looked, and it is not known yet */
};

struct answer {
	enum answer_state state;
	int64_t number; /* as struct value; 0 for text and candidate */
	char *text;     /* text and candidate facts only, else NULL */
	char *reason, *evidence; /* NULL or "" when not given; owned */
	char *source;   /* where a listed value came from, or who said so; NULL when none */
	char *author;   /* NULL when unknown */
	int64_t at;     /* seconds since 1970 UTC, 0 when unknown */
};

void answer_done(struct answer *answer); /* frees the texts and zeroes it */
void answer_copy(struct answer *to, const struct answer *from); /* `to` must be initialised (zeroed or used) */
bool answer_equal(const struct answer *a, const struct answer *b); /* value, reason and evidence; not source, author and time */
struct value answer_value(const struct answer *answer);
bool answer_has_reason(const struct answer *answer); /* more than blanks */

/*
 * Sets state, number and text from the word form ("" clears). False leaves the answer as it was and sets *why to a message that says
 * what is allowed (caller frees). Reason, evidence and the rest are not touched. A text is composed (NFC), its straight quotation marks
 * become corner marks, and it is at most 800 bytes for a line and 60,000 for an area, so that a case file can hold it as it is.
 */
bool answer_from_word(struct answer *answer, const struct fact *fact, const char *word, char **why);
/* Appends the word form; nothing for ANSWER_NONE. */
void answer_to_word(struct buf *out, const struct fact *fact, const struct answer *answer);
/* Appends the form for people: option labels, era dates, yen with commas and unit, in the language. */
void answer_to_label(struct buf *out, const struct fact *fact, const struct answer *answer, const struct era_table *eras, enum lang lang);

#endif
