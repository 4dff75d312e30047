/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The registry as one types: a search line, the rows that match, and a detail pane. The picker also lists the candidates of a step, so that
 * one that is on no list stands among the others.
 */
#ifndef TUI_SEARCH_H
#define TUI_SEARCH_H

#include "app/registry_order.h"
#include "app/screening.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/ui.h"

struct pick {
	const struct listing *listing;   /* NULL: a candidate that is on no list */
	char key[ENTITY_KEY_MAX + 1];    /* of the candidate; "" when it is none */
	char *name, *provider, *number;  /* owned, of a candidate without a listing; else NULL */
	size_t at;                       /* in the order of the list */
};
struct search {
	struct edit query;
	struct pick *picks;
	size_t count, capacity;
	size_t unlisted; /* of which without a listing */
	struct list list;
	enum registry_order order;
	bool remaining;  /* only what remains after screening is listed */
	struct screening screening;
	bool tell;       /* the pane tells how many fall and by which rule, until the next key */
	bool from_top;   /* the query has changed: the next update begins at its first hit */
	struct ui *ui;
};

void search_init(struct search *search, struct ui *ui);
void search_done(struct search *search);
/* Searches anew; `step_key` NULL: the registry alone. */
void search_update(struct search *search, const char *step_key);
/* Tries the rules of the step on the whole registry where only what remains is listed; what the case says may have changed. */
void search_screen(struct search *search, const char *step_key);
/* The row with the cursor, or NULL. */
const struct pick *search_current(const struct search *search);
/* Puts the cursor on a candidate, and forgets a query that hides it. */
void search_select(struct search *search, const char *step_key, const char *key);
/* Moving in the list and editing the query; *changed when a new search is due. */
enum reaction search_key(struct search *search, const struct event *event, bool *changed);
void search_sort(struct search *search);
void search_draw(struct search *search, bool marks);

#endif
