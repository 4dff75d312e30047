/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state of a revision on a day is what the last step that counts and speaks of it left behind by the evening of that day. Each record is read once;
 * the entries of all records are never held against one another.
 */
#include "app/decisions.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/session.h"

void decision_done(struct decision *decision)
{
	free(decision->row.record_id);
	free(decision->row.reference);
	*decision = (struct decision){ .state = -1 };
}

void decisions_done(struct decisions *decisions)
{
	for (size_t i = 0; i < decisions->count; i++)
		decision_done(&decisions->items[i]);
	free(decisions->items);
	*decisions = (struct decisions){ .items = NULL };
}

unsigned life_states(const struct life *life, const char *names)
{
	unsigned states = 0;
	for (const char *at = names; *at;) {
		size_t len = strcspn(at, " ");
		char *name = mem_strndup(at, len);
		int state = life_state_find(life, name);
		if (state >= 0)
			states |= 1u << state;
		free(name);
		at += len;
		at += strspn(at, " ");
	}
	return states;
}

/* How far a history had come on the evening of a day: the passages up to there, and the state of the case then. */
static size_t passages_until(const struct history *history, date_days day, int *state)
{
	size_t count = 0;
	*state = history->life->draft;
	while (count < history->count && date_local(history->items[count].at) <= day)
		*state = history->items[count++].state;
	return count;
}

/* The newest revision whose last step left it in one of the states; 0 for none. */
static int find_number(const struct history *history, size_t count, unsigned states, int *state)
{
	int number = 0;
	for (size_t i = 0; i < count; i++) {
		const struct passage *passage = &history->items[i];
		bool last = i + 1 == count || history->items[i + 1].number != passage->number;
		if (last && passage->state >= 0 && (states >> passage->state & 1u)) {
			number = passage->number;
			*state = passage->state;
		}
	}
	return number;
}

static void note_revision(const struct history *history, size_t count, struct decision *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct passage *passage = &history->items[i];
		out->returned |= passage->verb == LIFE_RETURN && !passage->fault;
		if (passage->number == out->row.number && passage->verb == LIFE_SUBMIT) {
			out->row.seq = passage->seq;
			out->row.at = passage->at;
			out->row.digest = passage->digest;
		}
	}
}

static void add_stay(struct decision *out, int state, date_days from, date_days until)
{
	out->stays[state].was = true;
	out->stays[state].days += until - from;
}

/* Clocks of two terminals differ: what stands behind a step was not done before it. */
static date_days not_before(date_days day, date_days floor)
{
	return day < floor ? floor : day;
}

/* Each step but the approval that decides begins or goes on with a stay, which lasts until the next. */
static void note_stays(const struct history *history, size_t count, date_days day, struct decision *out)
{
	date_days from = INT32_MIN;
	for (size_t i = 0; i < count && history->items[i].number <= out->row.number; i++) {
		const struct passage *passage = &history->items[i], *next = i + 1 < count ? passage + 1 : NULL;
		from = not_before(date_local(passage->at), from);
		if (passage->number == out->row.number && passage->state == history->life->steps[LIFE_APPROVE].to)
			break;
		date_days until = next ? date_local(next->at) : day == DATE_FAR ? from : day;
		add_stay(out, passage->state, from, not_before(until, from));
	}
}

static bool decide(const struct history *history, unsigned states, date_days day, struct decision *out)
{
	int state;
	size_t count = passages_until(history, day, &state);
	*out = (struct decision){ .state = -1 };
	if (count == 0)
		return false;
	/* A withdrawal speaks of the newest revision: one that was approved is in force no more, and what it took the place of does not come back; else an
	 * approval of an earlier one stands. */
	if (state == history->life->steps[LIFE_WITHDRAW].to) {
		if (history_approved(history, count, history->items[count - 1].number))
			return false;
		states &= 1u << history->life->steps[LIFE_APPROVE].to;
	}
	out->row.number = find_number(history, count, states, &out->state);
	if (out->row.number == 0)
		return false;
	note_revision(history, count, out);
	note_stays(history, count, day, out);
	out->row.newest = out->row.number == history->revisions;
	return true;
}

enum status app_decision(struct app *app, const char *record, unsigned states, date_days day, bool *found, struct decision *out,
	struct diag_list *diags)
{
	struct history history = { 0 };
	struct store_case item = { 0 };
	*out = (struct decision){ .state = -1 };
	enum status status = app_history_course(app, record, &history, diags);
	*found = status == STATUS_OK && decide(&history, states, day, out);
	if (*found) {
		/* A record outlives the working copy of its case; its id then stands for the reference. */
		bool known = store_case_get(app->store, record, &item, NULL) == STATUS_OK;
		out->row.record_id = mem_strdup(record);
		out->row.reference = mem_strdup(known ? item.reference : record);
		const struct passage *first = &history.items[0];
		if (known && strcmp(first->terminal, store_terminal(app->store)) == 0 && item.created_at <= first->at)
			add_stay(out, history.life->draft, date_local(item.created_at), date_local(first->at));
		store_case_done(&item);
	}
	history_done(&history);
	return status;
}

/* ---- all of them ---- */

struct names {
	char (*items)[33];
	size_t count, capacity;
};

/* One for each revision, in the order of the chain. */
static void collect(const char *record, const char *kind, void *context)
{
	struct names *names = context;
	if (strcmp(kind, KIND_REVISION) != 0 || strlen(record) > 32)
		return;
	MEM_PUSH_ROOM(names->items, names->count, names->capacity);
	strcpy(names->items[names->count++], record);
}

static int by_name(const void *left, const void *right)
{
	return strcmp(left, right);
}

static void keep_each_once(struct names *names)
{
	size_t kept = 0;
	if (names->count)
		qsort(names->items, names->count, sizeof *names->items, by_name);
	for (size_t i = 0; i < names->count; i++)
		if (kept == 0 || strcmp(names->items[kept - 1], names->items[i]) != 0)
			memmove(names->items[kept++], names->items[i], sizeof *names->items);
	names->count = kept;
}

static int in_order(const void *left, const void *right)
{
	const struct decision *a = left, *b = right;
	if (a->row.seq != b->row.seq)
		return a->row.seq > b->row.seq ? 1 : -1;
	/* Two terminals number alike. */
	return memcmp(a->row.digest.bytes, b->row.digest.bytes, sizeof a->row.digest.bytes);
}

enum status app_decisions(struct app *app, unsigned states, date_days day, struct decisions *out, struct diag_list *diags)
{
	struct names names = { .items = NULL };
	*out = (struct decisions){ .items = NULL };
	if (!app->store)
		return STATUS_OK;
	enum status status = store_kinds(app->store, collect, &names, diags);
	keep_each_once(&names);
	for (size_t i = 0; i < names.count && status == STATUS_OK; i++) {
		struct decision one;
		bool found;
		status = app_decision(app, names.items[i], states, day, &found, &one, diags);
		if (!found)
			continue;
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = one;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, in_order);
	free(names.items);
	return status;
}
