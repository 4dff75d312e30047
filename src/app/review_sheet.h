/* SPDX-License-Identifier: Apache-2.0 */
/* What has been said about a case, for reading and as JSON. */
#ifndef APP_REVIEW_SHEET_H
#define APP_REVIEW_SHEET_H

#include "app/history.h"
#include "app/work.h"

struct json;

/* One case in the list of those handed in: into `list`, or as a line. */
enum status review_line(struct app *app, const struct case_row *row, const struct history *history, size_t cells, struct json *list, struct buf *out,
	struct diag_list *diags);
/* State, opinion, remarks and every step, oldest first. */
enum status review_sheet(struct app *app, const char *record, const char *reference, const struct history *history, bool all, bool json,
	struct buf *out, struct diag_list *diags);
/*
 * The answers of the revision under review: into `list`, or as lines with what else differs before them. Where the opinion is outdated only what differs
 * is told in lines, unless `all`.
 */
struct review;
/* One answer whole, with what it was in the revision that the changes are counted from and everything that was said about it. Appends. */
struct review_row;
void review_row_whole(const struct app *app, const struct review *review, const struct review_row *row, struct buf *out);
/* One step with its author and its words. `about`: NULL, or the review whose answers lend their names to what the step speaks of. */
void review_passage(const struct app *app, const struct history *history, const struct passage *passage, const struct review *about, struct buf *out);
void review_answers(const struct review *review, bool all, struct json *list, struct buf *out);
struct json *review_since_json(const struct review *review);
/* "mark state": open, answered, closed in the session's language. */
const char *remark_state_title(enum remark_state state);

#endif
