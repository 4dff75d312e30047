/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The newest revision of a case, answer by answer: what the officer wrote, what has changed since the revision that was looked at last (or that an outdated
 * opinion spoke of), and what was said to it. A confirmation or a hold stands as long as the answer is the one that it was given to, whatever else a later revision has changed.
 */
#ifndef APP_REVIEW_ROWS_H
#define APP_REVIEW_ROWS_H

#include "app/history.h"
#include "app/since.h"
#include "app/sweep.h"
#include "model/dossier.h"

enum row_mark { ROW_UNSEEN, ROW_CONFIRMED, ROW_HELD, ROW_REMARKED /* a remark on it is not closed */ };
enum row_change { ROW_SAME, ROW_NEW, ROW_ANSWER, ROW_REASON };
struct review_row {
	char key[ENTITY_KEY_MAX + 1];
	char *part;        /* what the part is called, in the session's language */
	const char *fact;  /* id; of the edition of the revision */
	const char *label, *clause; /* in the session's language */
	char *answer, *before; /* as shown to people; `before` "" where there was none */
	char *reason, *evidence;
	char *reason_before, *evidence_before; /* in review.base */
	enum row_mark mark;
	enum row_change change; /* since review.base */
	/* Numbers of remarks on it, 0: none. */
	size_t remark;    /* the newest that is not closed, else the newest */
	size_t to_answer; /* the oldest that nobody answered */
	size_t to_close;  /* the oldest that was answered */
};
struct review {
	struct history history;
	char record[33], *reference;
	struct opinion opinion; /* the newest one; borrows from the history */
	bool outdated;          /* it does not hold any more, and only what differs from it is to be shown */
	int base; /* revision that the changes are counted from; 0: all is new. Where the opinion is outdated it is the one that it spoke of */
	struct since since; /* what else differs from then */
	struct review_row *rows;
	size_t count, capacity;
	size_t confirmed, changed;
	struct sweep sweep; /* what was missing or weak in the revision */
	struct revived_list *kept; /* the revisions that rows borrow from */
};
/* STATUS_FAILED where nothing was handed in. Release with review_done in each case. */
enum status app_review(struct app *app, const char *which, struct review *out, struct diag_list *diags);
void review_done(struct review *review);
/* The answer of a row, or NULL: what a passage of the history speaks of. */
const struct review_row *review_row_of(const struct review *review, const struct passage *passage);
/* Whether a row belongs to what differs: another answer than then, or one that is remarked on. */
bool review_row_differs(const struct review_row *row);
/* "answers (2), registry (0)": what made the opinion outdated, and how much of the case differs by it. Appends; nothing where it holds. */
void review_outdated_by(const struct review *review, struct buf *out);
const char *row_mark_word(enum row_mark mark);   /* "unseen", "confirmed", ... */
const char *row_change_word(enum row_change change);

/* The newest remark on an answer of a case that is not closed: its number, or 0; its words are appended. */
size_t app_open_remark(struct app *app, const char *record, const char *key, const char *fact, struct buf *out);

#endif
