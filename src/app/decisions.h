/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The decisions of an office on a day: of each case the newest revision that had come as far as is asked for, by the chain alone. A newer revision
 * that is still under way does not take the place of one that was approved. A withdrawal speaks of the newest revision: where that one was approved, nothing of
 * the case counts any more; where it was not, what was approved before still stands, because only another approval takes its place, and nothing else counts.
 */
#ifndef APP_DECISIONS_H
#define APP_DECISIONS_H

#include "app/history.h"
#include "app/records.h"

struct decision {
	struct record_row row; /* owned */
	int state;             /* of the revision on that day; index into the states of the life */
	/* By state: how long the case stood in it, all its stays added up, until this revision was approved, or else until a newer one was handed in or until
	 * the day that is asked about. The first state is known of a case that was begun at this terminal. */
	struct stay {
		bool was;
		int64_t days; /* of the calendar */
	} stays[LIFE_STATES_MAX];
	bool returned; /* some revision of the case was returned by then */
};
struct decisions {
	struct decision *items; /* in the order of the chain */
	size_t count, capacity;
};
/* `states`: bit n for the state n. None where there is no store. Release with decisions_done in each case. */
enum status app_decisions(struct app *app, unsigned states, date_days day, struct decisions *out, struct diag_list *diags);
void decisions_done(struct decisions *decisions);
/* The one of a case by the id of its record; *found false where there is none. Release with decision_done. */
enum status app_decision(struct app *app, const char *record, unsigned states, date_days day, bool *found, struct decision *out,
	struct diag_list *diags);
void decision_done(struct decision *decision);
/* The bits of states by their names, separated by spaces; a name that is no state counts for nothing. */
unsigned life_states(const struct life *life, const char *names);
/* For a decision as it stands now, whatever the clock says. */
#define DATE_FAR INT32_MAX
/* The states in which a decision is in force or on its way: handed in, advised upon, approved. */
#define STATES_STANDING "submitted advised approved"

#endif
