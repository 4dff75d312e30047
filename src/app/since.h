/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has become another since the revision that a review counts from, beside the answers that stand in the newest one: answers that are there no more,
 * and, where an opinion is outdated, what the registry and the rules of today say otherwise of the case that it spoke of.
 */
#ifndef APP_SINCE_H
#define APP_SINCE_H

#include "app/history.h"
#include "app/revived.h"

enum since_cause { SINCE_ANSWERS, SINCE_REGISTRY, SINCE_EDITION, SINCE_CAUSES };
struct since_item {
	enum since_cause cause;
	const char *kind;  /* for programs: "answer", "listing", "case", "component", "rule", "question" */
	char *about;       /* for programs: fact, registration number, rule or part; with the part where it has one */
	const char *field; /* for programs: what of it, a word: "removed", "status", "outcome", "condition", ... */
	char *part;        /* what the part is called, "" where it has none */
	char *what;        /* the rest of what it is, for people */
	char *before, *after; /* for people; "" where there was, or is, nothing */
};
struct since {
	struct since_item *items; /* in the order of the causes */
	size_t count, capacity;
	size_t of[SINCE_CAUSES];
	size_t aside; /* rules and questions that differ and were not looked at for the case */
};

/*
 * `then`: the revision that is counted from; `now`: the newest one, which may be the same. What the registry and the edition of today say is looked for
 * where `opinion` has become outdated by them. Whatever it returns, since_done releases it.
 */
enum status app_since(struct app *app, const struct opinion *opinion, const struct revived *then, const struct revived *now, struct since *out,
	struct diag_list *diags);
void since_done(struct since *since);
const char *since_cause_word(enum since_cause cause);   /* "answers", "registry", "edition" */
const char *since_cause_title(enum since_cause cause);  /* in the session's language */

/* "Registry: part: what: before -> after". Appends. */
void since_item_words(const struct since_item *item, struct buf *out);

/* Takes over `about` and the texts. For since_edition.c. */
struct since_item *since_add(struct since *since, enum since_cause cause, const char *kind, char *about, const char *field);
/* since_edition.c: rules and questions of another edition, by their definitions and by what they find. */
struct migration;
void since_definitions(const struct app *app, const struct revived *then, const struct edition *today, const struct migration *moved, struct since *out);

#endif
