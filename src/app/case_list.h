/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of cases as screens show it: in an order, narrowed by typed words, and read page by page, so that many cases cost no more than few. Only
 * words and the order of the titles need every name; these are read once, and kept until the list is read anew.
 */
#ifndef APP_CASE_LIST_H
#define APP_CASE_LIST_H

#include "app/work.h"

enum case_order { CASE_BY_CHANGE, CASE_BY_REFERENCE, CASE_BY_TITLE, CASE_ORDERS };

struct case_list;
struct case_list *case_list_new(struct app *app);
void case_list_free(struct case_list **list);

/* Reads the list anew, since a case may have been changed; order and words stay. On an error the list is empty. */
enum status case_list_refresh(struct case_list *list, struct diag_list *diags);
/*
 * Chooses what is shown: the cases in whose number, title or state every word of `query` is found, in an order. Equal ones stand as they were changed,
 * the latest first. "" shows all.
 */
enum status case_list_choose(struct case_list *list, enum case_order order, const char *query, struct diag_list *diags);
/* Reads the names that words are looked up in, so that the first letter need not wait for it. */
enum status case_list_prepare(struct case_list *list, struct diag_list *diags);

size_t case_list_all(const struct case_list *list);   /* in the store */
size_t case_list_shown(const struct case_list *list); /* chosen */
/* A row that is chosen, NULL where it cannot be read; borrowed until the next call that gives a row. */
const struct case_row *case_list_row(struct case_list *list, size_t at);
/* The one that was changed last, whatever is chosen; NULL when there is none. Borrowed until the next call that gives a row. */
const struct case_row *case_list_latest(struct case_list *list);

/*
 * Looks at the days that the decisions of the rows at hand wait for; the rows have them then. True where one has come, so that what is shown is another now.
 * It reads records, and is for the moment after the list stands on the screen.
 */
bool case_list_look(struct case_list *list);
/* What the last recheck found, by which rows are marked; NULL where there was none. */
struct kept_recheck;
const struct kept_recheck *case_list_recheck(const struct case_list *list);
/* Whether a case that was handed in is among the rows at hand. */
bool case_list_handed_in(const struct case_list *list);

/* ---- within app/: the rows of what the store gives ---- */
struct life;
struct store_cases;
void case_rows_mark(struct case_rows *rows, const struct kept_recheck *kept);
enum status case_rows_take(struct app *app, const struct store_cases *cases, struct case_rows *out, struct diag_list *diags);
const char *case_state_shown(const struct app *app, const struct life *life, int state, const char *stage);

#endif
