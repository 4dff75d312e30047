/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened to a case, as its record tells it: everything up to the revision of the record, whatever came of it. With the ends of the chains it is told as
 * it stood where no more than that was known, so that a file written then can be made again.
 */
#include <stdlib.h>
#include <string.h>

#include "app/records.h"
#include "app/session.h"

static size_t remark_number(const struct history *history, size_t at)
{
	const struct passage *passage = &history->items[at];
	for (size_t i = 0; i < history->remark_count; i++) {
		const struct passage *remark = &history->items[history->remarks[i].at];
		if (history->remarks[i].at == at || (passage->verb != LIFE_SUBMIT && passage->act.has_about && digest_equal(&passage->act.about, &remark->digest)))
			return i + 1;
	}
	return 0;
}

static void fill_step(const struct app *app, const struct history *history, size_t at, struct record_step *out)
{
	const struct passage *passage = &history->items[at];
	*out = (struct record_step){
		.verb = passage->verb,
		.title = app_text(app, &history->life->steps[passage->verb].title),
		.author = passage->author,
		.role = passage->role,
		.seq = passage->seq,
		.at = passage->at,
		.revision = passage->number,
		.digest = passage->digest,
		.own_key = passage->has_key,
		.state = history->life->states[passage->state].name,
		.part = passage->act.part ? passage->act.part : "",
		.fact = passage->act.fact ? passage->act.fact : "",
		.words = passage->act.words ? passage->act.words : "",
		.remark = remark_number(history, at),
		.fault = passage->fault,
		.crossed = passage->crossed,
		.joins = history_joined(history, passage),
		.joined = passage->merged,
	};
	digest_of(&out->key, passage->has_key ? passage->key : passage->terminal_key, sizeof passage->key);
}

/* As long as a revision is in no history its number is that of none. */
static int number_then(const struct history *history, const struct record_row *row)
{
	for (size_t i = 0; i < history->count; i++) {
		const struct passage *passage = &history->items[i];
		if (passage->verb == LIFE_SUBMIT && passage->seq == row->seq && digest_equal(&passage->digest, &row->digest) &&
			strcmp(passage->terminal, row->terminal) == 0)
			return passage->number;
	}
	return 0;
}

enum status told_life_start(struct app *app, const struct record_row *row, const struct history_ends *ends, struct told_life *out, struct diag_list *diags)
{
	size_t told = 0;
	memset(out, 0, sizeof *out);
	enum status status = ends ? app_history_then(app, row->record_id, ends, &out->history, diags) : app_history(app, row->record_id, &out->history, diags);
	if (status != STATUS_OK)
		return status;
	const struct history *history = &out->history;
	out->number = ends ? number_then(history, row) : row->number;
	out->steps = mem_array(history->count + 1, sizeof *out->steps);
	for (; told < history->count; told++) {
		const struct passage *passage = &history->items[told];
		struct record_step *step = &out->steps[out->life.count];
		out->life.through = passage->seq;
		out->life.revisions = passage->number;
		if (passage->number > out->number)
			continue;
		fill_step(app, history, told, step);
		if (passage->verb == LIFE_SUBMIT && passage->number == out->number) {
			out->key = step->key;
			out->own_key = step->own_key;
			out->known = true;
		}
		out->life.count++;
	}
	struct standing standing;
	history_standing(history, told, out->number, &standing);
	out->life.steps = out->steps;
	out->life.ends = out->ends = mem_array(history->ends.count + 1, sizeof *out->ends);
	out->life.end_count = history->ends.count;
	for (size_t i = 0; i < history->ends.count; i++)
		out->ends[i] = (struct record_end){ history->ends.items[i].terminal, history->ends.items[i].epoch, history->ends.items[i].seq };
	out->life.state = history->life->states[standing.state].name;
	out->life.state_title = app_text(app, &history->life->states[standing.state].title);
	out->life.replaced = standing.replaced;
	out->life.newer = standing.newer;
	return STATUS_OK;
}

void told_life_done(struct told_life *told)
{
	history_done(&told->history);
	free(told->steps);
	free(told->ends);
	memset(told, 0, sizeof *told);
}
