/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody is writing in a review and has not entered yet. It is nobody else's and no part of the case: it lies in a file of its own beside the
 * store, for each case and each person, and goes when it is entered or emptied.
 */
#ifndef APP_COMMENTS_H
#define APP_COMMENTS_H

#include "app/app.h"

#define COMMENT_OUTCOME "outcome" /* the words of a step; every other name is "PART FACT" */

/* What the person has kept under the name, or NULL. Caller frees. */
char *app_comment(const struct app *app, const char *case_id, const char *name);
/* Keeps it; NULL or "" forgets it. */
enum status app_comment_keep(struct app *app, const char *case_id, const char *name, const char *text, struct diag_list *diags);

#endif
