/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the list of cases. How far a case is, the table of its life makes of the kinds of its entries; each of those was checked when it was made. */
#include <stdlib.h>
#include <string.h>

#include "app/case_list.h"
#include "app/decisions.h"
#include "app/history.h"
#include "app/person.h"
#include "app/recheck.h"
#include "app/work_internal.h"

void case_rows_done(struct case_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct case_row *row = &rows->items[i];
		free(row->id);
		free(row->reference);
		free(row->title);
		free(row->stage);
		free(row->state);
		free(row->verdict);
		free(row->place);
	}
	free(rows->items);
	free(rows->recheck_stale);
	memset(rows, 0, sizeof *rows);
}

/* How far a case is, step by step. */
struct course {
	const struct life *life;
	unsigned stand; /* the states in which a decision stands */
	int state, number, standing, before, approved;
};

static void take_step(struct course *course, enum life_verb verb)
{
	const struct life *life = course->life;
	if (verb == LIFE_SUBMIT) {
		course->before = course->standing;
		course->number++;
	}
	if (verb == LIFE_APPROVE)
		course->approved = course->number;
	course->state = life_after(life, course->state, verb);
	if (course->stand >> course->state & 1u)
		course->standing = course->number;
	else if (course->state == life->steps[LIFE_WITHDRAW].to)
		course->standing = course->approved == course->number ? 0 : course->approved;
	else
		course->standing = course->before;
}

static void take_kinds(struct course *course, const char *kinds)
{
	char kind[32];
	for (size_t len; *kinds; kinds += len + (kinds[len] == ' ')) {
		enum life_verb verb;
		len = strcspn(kinds, " ");
		if (len >= sizeof kind)
			continue;
		memcpy(kind, kinds, len);
		kind[len] = '\0';
		if (life_verb_of_kind(kind, &verb))
			take_step(course, verb);
	}
}

const char *case_state_shown(const struct app *app, const struct life *life, int state, const char *stage)
{
	return app_state_title(app, life, state, strcmp(stage, STAGE_SUBMITTED) != 0);
}

/* Where steps of two terminals crossed, some do not count, and only the record itself tells which. */
static enum status follow(struct app *app, const struct store_case *item, struct course *course, struct diag_list *diags)
{
	struct history history;
	if (!item->crossed) {
		take_kinds(course, item->kinds);
		return STATUS_OK;
	}
	enum status status = app_history(app, item->id, &history, diags);
	for (size_t i = 0; status == STATUS_OK && i < history.count; i++)
		if (!history.items[i].fault || history.items[i].verb == LIFE_SUBMIT)
			take_step(course, history.items[i].verb);
	history_done(&history);
	return status;
}

enum status case_rows_take(struct app *app, const struct store_cases *cases, struct case_rows *out, struct diag_list *diags)
{
	const struct life *life = NULL;
	enum status status = app_life(app, &life, diags);
	unsigned stand = status == STATUS_OK ? life_states(life, STATES_STANDING) : 0;
	memset(out, 0, sizeof *out);
	out->rechecked_on = DATE_NONE;
	for (size_t i = 0; i < cases->count && status == STATUS_OK; i++) {
		const struct store_case *item = &cases->items[i];
		struct course course = { .life = life, .stand = stand, .state = life->draft };
		status = follow(app, item, &course, diags);
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = (struct case_row){
			.id = mem_strdup(item->id),
			.reference = mem_strdup(item->reference),
			.title = mem_strdup(item->title),
			.stage = mem_strdup(item->stage),
			.state = mem_strdup(life->states[course.state].name),
			.shown = case_state_shown(app, life, course.state, item->stage),
			.verdict = mem_strdup(item->verdict),
			.place = mem_strdup(item->place),
			.updated_at = item->updated_at,
			.revisions = item->revisions,
			.standing = course.standing,
			.due = DATE_NONE,
			.sample = item->sample,
		};
	}
	return status;
}

void case_rows_mark(struct case_rows *rows, const struct kept_recheck *kept)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct case_row *row = &rows->items[i];
		const struct kept_mark *mark = kept_recheck_mark(kept, row->id);
		/* Another revision may have taken the place of the one that was looked at, or it was withdrawn. */
		row->again = mark && mark->number == row->standing;
	}
}

/* What the last recheck found was kept then; nothing is computed here. */
static enum status mark_all(struct app *app, struct case_rows *out, struct diag_list *diags)
{
	struct kept_recheck kept;
	struct buf stale;
	bool found;
	enum status status = app_recheck_kept(app, &found, &kept, diags);
	buf_init(&stale);
	if (found) {
		case_rows_mark(out, &kept);
		out->rechecked_on = kept.day;
		if (kept_recheck_stale(app, &kept, &stale))
			out->recheck_stale = mem_strdup(stale.data);
	}
	buf_done(&stale);
	kept_recheck_done(&kept);
	return status;
}

enum status app_cases(struct app *app, struct case_rows *out, struct diag_list *diags)
{
	struct store_cases cases = { 0 };
	memset(out, 0, sizeof *out);
	out->rechecked_on = DATE_NONE;
	if (!app->store)
		return STATUS_OK;
	enum status status = store_case_list(app->store, &cases, diags);
	if (status == STATUS_OK)
		status = case_rows_take(app, &cases, out, diags);
	if (status == STATUS_OK)
		status = mark_all(app, out, diags);
	store_cases_done(&cases);
	return status;
}
