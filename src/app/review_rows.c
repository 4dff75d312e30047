/* SPDX-License-Identifier: Apache-2.0 */
/* Each revision that was marked is brought back once, and the answers are compared as they stand in them; nothing is guessed from times or numbers. */
#include "app/review_rows.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/review.h"
#include "app/revived.h"
#include "app/session.h"
#include "app/trial.h"
#include "app/work_internal.h"

struct revived_list {
	struct revived *items; /* of revision n at n - 1 */
	bool *there;
	size_t count;
};

static const char *const marks[] = {
	[ROW_UNSEEN] = "unseen", [ROW_CONFIRMED] = "confirmed", [ROW_HELD] = "held", [ROW_REMARKED] = "remarked",
};
static const char *const changes[] = { [ROW_SAME] = "same", [ROW_NEW] = "new", [ROW_ANSWER] = "answer", [ROW_REASON] = "reason" };

const char *row_mark_word(enum row_mark mark)
{
	return marks[mark];
}

const char *row_change_word(enum row_change change)
{
	return changes[change];
}

bool review_row_differs(const struct review_row *row)
{
	return row->change != ROW_SAME || row->mark == ROW_REMARKED;
}

void review_outdated_by(const struct review *review, struct buf *out)
{
	const struct opinion *opinion = &review->opinion;
	const struct {
		bool is;
		const char *name;
		size_t count;
	} causes[] = {
		{ opinion->newer_revision, _("answers"), review->changed + review->since.of[SINCE_ANSWERS] },
		{ opinion->newer_snapshot, _("registry"), review->since.of[SINCE_REGISTRY] },
		{ opinion->newer_edition, _("edition of the rules"), review->since.of[SINCE_EDITION] },
	};
	size_t before = out->len;
	for (size_t i = 0; review->outdated && i < sizeof causes / sizeof *causes; i++)
		if (causes[i].is)
			buf_addf(out, _("%1$s%2$s (%3$zu)"), out->len > before ? _(", ") : "", causes[i].name, causes[i].count);
}

void review_done(struct review *review)
{
	for (size_t i = 0; i < review->count; i++) {
		free(review->rows[i].part);
		free(review->rows[i].answer);
		free(review->rows[i].before);
		free(review->rows[i].reason);
		free(review->rows[i].evidence);
		free(review->rows[i].reason_before);
		free(review->rows[i].evidence_before);
	}
	free(review->rows);
	since_done(&review->since);
	sweep_done(&review->sweep);
	if (review->kept) {
		for (size_t i = 0; i < review->kept->count; i++)
			if (review->kept->there[i])
				revived_done(&review->kept->items[i]);
		free(review->kept->items);
		free(review->kept->there);
		free(review->kept);
	}
	history_done(&review->history);
	free(review->reference);
	*review = (struct review){ .rows = NULL };
}

static enum status revive(struct app *app, struct review *review, int number, struct diag_list *diags)
{
	struct revived_list *kept = review->kept;
	if (number < 1 || kept->there[number - 1])
		return STATUS_OK;
	for (size_t i = 0; i < review->history.count; i++) {
		const struct passage *passage = &review->history.items[i];
		if (passage->verb != LIFE_SUBMIT || passage->number != number)
			continue;
		const struct record_row row = { .record_id = review->record, .reference = review->reference, .number = number, .digest = passage->digest };
		kept->there[number - 1] = true;
		return record_revive(app, &row, &kept->items[number - 1], diags);
	}
	return STATUS_OK;
}

/* The answer to a fact in a revision; NULL where the entity or the fact was not there. */
static const struct answer *answer_in(const struct review *review, int number, const char *key, const char *fact)
{
	if (number < 1 || !review->kept->there[number - 1])
		return NULL;
	const struct dossier *dossier = review->kept->items[number - 1].dossier;
	const struct entity *entity = dossier ? dossier_find(dossier, key) : NULL;
	return entity ? entity_answer_id(dossier, entity, fact) : NULL;
}

static enum row_change compare(const struct review *review, const struct answer *now, const char *key, const char *fact)
{
	const struct answer *then = answer_in(review, review->base, key, fact);
	if (!then || then->state == ANSWER_NONE)
		return ROW_NEW;
	if (answer_equal(now, then))
		return ROW_SAME;
	bool same_value = now->state == then->state && now->number == then->number && strcmp(now->text ? now->text : "", then->text ? then->text : "") == 0;
	return same_value ? ROW_REASON : ROW_ANSWER;
}

static bool is_about(const struct passage *passage, const struct review_row *row)
{
	return passage->verb != LIFE_SUBMIT && !passage->fault && strcmp(passage->act.part, row->key) == 0 && strcmp(passage->act.fact, row->fact) == 0;
}

static void mark_row(const struct review *review, struct review_row *row, const struct answer *now)
{
	for (size_t i = 0; i < review->history.count; i++) {
		const struct passage *passage = &review->history.items[i];
		if (!is_about(passage, row) || (passage->verb != LIFE_CONFIRM && passage->verb != LIFE_HOLD))
			continue;
		const struct answer *seen = answer_in(review, passage->number, row->key, row->fact);
		row->mark = !seen || !answer_equal(seen, now) ? ROW_UNSEEN : passage->verb == LIFE_CONFIRM ? ROW_CONFIRMED : ROW_HELD;
	}
	for (size_t i = 0; i < review->history.remark_count; i++) {
		const struct remark *remark = &review->history.remarks[i];
		if (!is_about(&review->history.items[remark->at], row))
			continue;
		if (remark->state != REMARK_CLOSED || row->mark != ROW_REMARKED)
			row->remark = i + 1;
		if (remark->state == REMARK_OPEN && !row->to_answer)
			row->to_answer = i + 1;
		if (remark->state == REMARK_ANSWERED && !row->to_close)
			row->to_close = i + 1;
		if (remark->state != REMARK_CLOSED)
			row->mark = ROW_REMARKED;
	}
}

const struct review_row *review_row_of(const struct review *review, const struct passage *passage)
{
	/* A step of a form that only a newer program knows speaks of nothing here. */
	if (passage->verb == LIFE_SUBMIT || !passage->act.part)
		return NULL;
	for (size_t i = 0; i < review->count; i++)
		if (strcmp(passage->act.part, review->rows[i].key) == 0 && strcmp(passage->act.fact, review->rows[i].fact) == 0)
			return &review->rows[i];
	return NULL;
}

static char *in_words(const struct app *app, const struct fact *fact, const struct answer *answer, const struct edition *edition)
{
	struct buf text;
	buf_init(&text);
	if (answer && answer->state == ANSWER_DONT_KNOW)
		buf_adds(&text, _("do not know"));
	else if (answer)
		answer_to_label(&text, fact, answer, &edition->eras, app->lang);
	return buf_take(&text);
}

static void add_row(const struct app *app, struct review *review, const struct entity *entity, const struct fact *fact)
{
	const struct revived *now = &review->kept->items[review->history.revisions - 1];
	const struct answer *answer = &entity->answers[fact->slot];
	struct review_row row = { .fact = fact->id, .label = app_text(app, &fact->label), .clause = fact->clause ? fact->clause : "" };
	const struct answer *then = answer_in(review, review->base, entity->key, fact->id);
	struct buf part;
	buf_init(&part);
	app_part_title(app, now->dossier, entity->key, &part);
	row.part = buf_take(&part);
	strcpy(row.key, entity->key);
	row.answer = in_words(app, fact, answer, now->edition);
	row.before = in_words(app, fact, then, now->edition);
	row.reason = mem_strdup(answer->reason ? answer->reason : "");
	row.evidence = mem_strdup(answer->evidence ? answer->evidence : "");
	row.reason_before = mem_strdup(then && then->reason ? then->reason : "");
	row.evidence_before = mem_strdup(then && then->evidence ? then->evidence : "");
	row.change = compare(review, answer, entity->key, fact->id);
	mark_row(review, &row, answer);
	review->confirmed += row.mark == ROW_CONFIRMED;
	review->changed += row.change != ROW_SAME;
	MEM_PUSH_ROOM(review->rows, review->count, review->capacity);
	review->rows[review->count++] = row;
}

/* The answers of an entity in the order in which they were asked, then those of what hangs on it. */
static void add_entity(const struct app *app, struct review *review, const struct entity *entity)
{
	const struct revived *now = &review->kept->items[review->history.revisions - 1];
	for (size_t i = 0; i < now->edition->screen_count; i++) {
		const struct screen *screen = &now->edition->screens[i];
		if (screen->scope != entity->scope)
			continue;
		for (size_t q = 0; q < screen->question_count; q++) {
			const struct question *question = screen->questions[q];
			if (entity->answers[question->fact->slot].state != ANSWER_NONE &&
				engine_asked(now->engine, now->dossier, now->revision.as_of, entity, question) == TRUTH_YES)
				add_row(app, review, entity, question->fact);
		}
	}
	for (size_t i = 0; i < entity->entry_count; i++)
		add_entity(app, review, entity->entries[i]);
	for (size_t i = 0; i < entity->count; i++)
		add_entity(app, review, entity->children[i]);
}

/* The last revision before the newest on which a reviewer said something (that an answer settled a remark says nothing of the revision); else the one
 * before; 0 for the first. */
static int find_base(const struct history *history)
{
	int base = history->revisions - 1;
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].number < history->revisions && history->items[i].verb != LIFE_CLOSE &&
			life_is_of_others(history->life, history->items[i].verb))
			base = history->items[i].number;
	return base;
}

static enum status revive_all(struct app *app, struct review *review, struct diag_list *diags)
{
	const struct history *history = &review->history;
	review->kept = MEM_NEW(struct revived_list);
	review->kept->count = (size_t)history->revisions;
	review->kept->items = mem_array(review->kept->count, sizeof *review->kept->items);
	review->kept->there = mem_array(review->kept->count, sizeof *review->kept->there);
	enum status status = history_opinion(app, history, &review->opinion, diags);
	review->outdated = status == STATUS_OK && review->opinion.passage && opinion_outdated(&review->opinion);
	review->base = review->outdated ? review->opinion.passage->number : find_base(history);
	if (status == STATUS_OK)
		status = revive(app, review, history->revisions, diags);
	if (status == STATUS_OK)
		status = revive(app, review, review->base, diags);
	for (size_t i = 0; i < history->count && status == STATUS_OK; i++)
		if (history->items[i].verb == LIFE_CONFIRM || history->items[i].verb == LIFE_HOLD)
			status = revive(app, review, history->items[i].number, diags);
	return status;
}

/* The revision as a work that nobody can change; the day is that of its examination. */
static enum status sweep_revision(struct app *app, struct review *review, struct diag_list *diags)
{
	struct revived *now = &review->kept->items[review->history.revisions - 1];
	struct work work = { .app = app, .rules = { .edition = now->edition, .engine = now->engine }, .dossier = now->dossier };
	now->dossier->as_of = now->revision.as_of;
	work_decide_again(&work);
	enum status status = work_sweep(&work, &review->sweep, diags);
	relevance_done(&work.relevance);
	verdict_free(&work.verdict);
	return status;
}

enum status app_review(struct app *app, const char *which, struct review *out, struct diag_list *diags)
{
	*out = (struct review){ .rows = NULL };
	enum status status = app_case_id(app, which, out->record, &out->reference, diags);
	if (status == STATUS_OK)
		status = app_history(app, out->record, &out->history, diags);
	if (status == STATUS_OK && out->history.revisions == 0)
		status = diag_error(diags, STATUS_FAILED, out->reference, 0, _("nothing has been handed in yet, so there is nothing to review"));
	if (status == STATUS_OK)
		status = revive_all(app, out, diags);
	if (status == STATUS_OK)
		status = sweep_revision(app, out, diags);
	if (status == STATUS_OK && out->base)
		status = app_since(app, &out->opinion, &out->kept->items[out->base - 1], &out->kept->items[out->history.revisions - 1], &out->since, diags);
	if (status == STATUS_OK)
		add_entity(app, out, out->kept->items[out->history.revisions - 1].dossier->root);
	return status;
}

size_t app_open_remark(struct app *app, const char *record, const char *key, const char *fact, struct buf *out)
{
	struct history history;
	size_t found = 0;
	if (app_history_course(app, record, &history, NULL) == STATUS_OK)
		for (size_t i = 0; i < history.remark_count; i++) {
			const struct act *act = &history.items[history.remarks[i].at].act;
			if (history.remarks[i].state != REMARK_CLOSED && strcmp(act->part, key) == 0 && strcmp(act->fact, fact) == 0)
				found = i + 1;
		}
	if (found)
		buf_adds(out, history.items[history.remarks[found - 1].at].act.words);
	history_done(&history);
	return found;
}
