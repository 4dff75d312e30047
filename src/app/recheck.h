/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The recheck: which decisions would end otherwise under the edition, the registry snapshot and the day of today, and why; and which triggers of their
 * records have come true. It changes no record. What it found is kept as an entry of the chain with what it was made for, so that the list of cases can
 * show it without any computing, and say when it no longer holds.
 */
#ifndef APP_RECHECK_H
#define APP_RECHECK_H

#include "app/decisions.h"
#include "app/triggers.h"

enum recheck_end {
	RECHECK_SAME,     /* nothing comes out otherwise */
	RECHECK_FINDINGS, /* it ends the same, on other findings */
	RECHECK_OTHERWISE /* it would end otherwise */
};
const char *recheck_end_word(enum recheck_end end);  /* "same", "findings", "otherwise" */
const char *recheck_end_title(enum recheck_end end); /* in the session's language */

/* What alone would make it end otherwise. */
#define CAUSE_EDITION 1u
#define CAUSE_REGISTRY 2u
#define CAUSE_DAY 4u

/* One thing that is otherwise: a listing, the end of the case or a part, a finding. */
struct recheck_change {
	const char *kind;         /* "listing", "case", "component", "rule" */
	char *about;              /* "c1-1-k1 service.status", "rule kh-3-3-1-3 c1-1-k1": for programs, with the words then and now */
	char *was, *is;
	char *what, *before, *after; /* the same for people */
};
struct rechecked {
	struct decision decision;
	char *title;
	enum recheck_end end;
	bool other_edition, other_registry; /* than those of the record */
	date_days then;                     /* day of the record */
	unsigned causes;
	struct recheck_change *changes;
	size_t count, capacity;
	struct triggers triggers;
	struct trigger_looks looks;
};
struct recheck {
	date_days day;
	struct digest edition, snapshot;
	bool has_snapshot;
	struct rechecked *items; /* in the order of the chain */
	size_t count, capacity;
	size_t otherwise, triggered; /* how many would end otherwise; how many of the others have a trigger that came true */
};
/* Every standing decision, or that of one case (id or reference; STATUS_FAILED where it has none). Examples count as well. Release in each case. */
enum status app_recheck(struct app *app, const char *which, struct recheck *out, struct diag_list *diags);
void recheck_done(struct recheck *recheck);
/* Whether a decision is to be looked at again. */
bool recheck_marks(const struct rechecked *item);
/* Line of the list, and everything that there is to say, in lines. Both append. */
void recheck_line_text(const struct app *app, const struct rechecked *item, struct buf *out);
void recheck_detail_text(const struct app *app, const struct rechecked *item, struct buf *out);
void recheck_json(const struct app *app, const struct recheck *recheck, struct buf *out);

/* What came out otherwise, without the part that it is about, and how it was and is. Each is appended. */
struct moved_outcome;
void app_moved_words(const struct app *app, const struct moved_outcome *outcome, struct buf *what, struct buf *before, struct buf *after);

/* ---- what was kept ---- */

#define RECORD_RECHECK "recheck" /* of the chain entries, and their kind */
struct kept_mark {
	char record[33];
	int number; /* of the revision */
	enum recheck_end end;
	int raised; /* triggers */
};
struct kept_recheck {
	char *edition_id;
	struct digest edition, snapshot;
	bool has_snapshot;
	date_days day, next; /* next: when a date raises the next trigger; DATE_NONE: never */
	int64_t checked; /* decisions that were looked at */
	struct kept_mark *marks; /* of those to be looked at again, by record */
	size_t count, capacity;
};
/* Keeps what was found of all decisions; the store must be open for writing. */
enum status app_recheck_keep(struct app *app, const struct recheck *recheck, struct diag_list *diags);
/* *found false where nothing is kept. Release in each case. */
enum status app_recheck_kept(struct app *app, bool *found, struct kept_recheck *out, struct diag_list *diags);
void kept_recheck_done(struct kept_recheck *kept);
const struct kept_mark *kept_recheck_mark(const struct kept_recheck *kept, const char *record);
/* What has become another since, in words, appended; false where it still holds for today. */
bool kept_recheck_stale(const struct app *app, const struct kept_recheck *kept, struct buf *out);

#endif
