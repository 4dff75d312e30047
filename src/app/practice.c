/* SPDX-License-Identifier: Apache-2.0 */
/* The learner works on a case like any other. What is compared afterwards are the answers to the questions that were left open, and the verdicts. */
#include "app/practice.h"

#include <stdlib.h>
#include <string.h>

#include "app/labels.h"
#include "app/session.h"
#include "app/words.h"
#include "app/work_internal.h"

struct collecting {
	struct app *app;
	const struct exercises *exercises;
	struct practised *items;
};

/* The fact of the mark is asked for of every draft; the newest case of an exercise is the one with the highest number. */
static void collect(const char *case_id, const char *key, const char *word, void *context)
{
	struct collecting *job = context;
	struct store_case item = { 0 };
	(void)key;
	for (size_t i = 0; i < job->exercises->count; i++) {
		if (strcmp(job->exercises->items[i].name, word) != 0 || store_case_get(job->app->store, case_id, &item, NULL) != STATUS_OK)
			continue;
		if (strcmp(item.reference, job->items[i].reference) > 0)
			mem_replace(&job->items[i].reference, item.reference);
		store_case_done(&item);
	}
}

enum status exercises_practised(struct app *app, const struct exercises *exercises, struct practised **out, struct diag_list *diags)
{
	struct practised *items = mem_array(exercises->count, sizeof *items);
	struct collecting job = { .app = app, .exercises = exercises, .items = items };
	enum status status = STATUS_OK;
	for (size_t i = 0; i < exercises->count; i++)
		items[i] = (struct practised){ .reference = mem_strdup("") };
	if (app->store && app->practice)
		status = store_fact_cells(app->store, PRACTICE_FACT, collect, &job, diags);
	for (size_t i = 0; i < exercises->count && status == STATUS_OK; i++) {
		struct work *work = NULL;
		size_t same;
		if (!items[i].reference[0])
			continue;
		status = work_open(&work, app, items[i].reference, diags);
		if (status == STATUS_OK)
			exercise_score(&exercises->items[i], work, &items[i].answered, &same);
		work_close(&work);
	}
	*out = items;
	return status;
}

void practised_done(struct practised *practised, size_t count)
{
	for (size_t i = 0; practised && i < count; i++)
		free(practised[i].reference);
	free(practised);
}

enum status exercise_begin(struct app *app, const struct exercise *exercise, struct work **out, struct diag_list *diags)
{
	struct dossier *given = dossier_copy(exercise->model);
	for (size_t i = 0; i < exercise->count; i++) {
		struct entity *entity = dossier_find(given, exercise->decisions[i].key);
		answer_done(&entity->answers[exercise->decisions[i].fact->slot]);
	}
	enum status status = work_new(out, app, given, diags);
	dossier_free(&given);
	return status;
}

/* The fact as the edition of the case has it: an exercise may have been moved to another one, which keeps it elsewhere or not at all. */
static const struct fact *own_fact(const struct dossier *dossier, const struct decision *decision)
{
	const struct fact *fact = edition_fact(dossier->edition, decision->fact->id);
	return fact && fact->scope == decision->fact->scope && fact->type == decision->fact->type ? fact : NULL;
}

static const struct answer *answered(const struct dossier *dossier, const struct decision *decision)
{
	static const struct answer none;
	const struct entity *entity = dossier_find(dossier, decision->key);
	const struct fact *fact = own_fact(dossier, decision);
	return entity && fact && entity->scope == fact->scope ? &entity->answers[fact->slot] : &none;
}

/* Value against value: whoever gives another reason for the same may be right. */
static bool same_value(const struct answer *a, const struct answer *b)
{
	return a->state == b->state && a->number == b->number && strcmp(a->text ? a->text : "", b->text ? b->text : "") == 0;
}

void exercise_score(const struct exercise *exercise, const struct work *work, size_t *count, size_t *same)
{
	*count = *same = 0;
	for (size_t i = 0; i < exercise->count; i++) {
		const struct answer *answer = answered(work->dossier, &exercise->decisions[i]);
		*count += answer->state != ANSWER_NONE;
		*same += same_value(answer, answered(exercise->model, &exercise->decisions[i]));
	}
}

static void add_clauses(struct app *app, const char *ids, struct buf *out)
{
	for (const char *at = ids; *at;) {
		size_t len = strcspn(at, " ");
		char *id = mem_strndup(at, len);
		const struct clause *clause = edition_clause(app_edition(app), id);
		if (clause)
			buf_addf(out, "  %s: %s\n", app_text(app, &clause->cited), app_text(app, &clause->text));
		free(id);
		at += len;
		at += strspn(at, " ");
	}
}

/* "Step1 candidate: " where the question is about a part. */
static void add_where(const struct dossier *dossier, const struct decision *decision, struct buf *out)
{
	const struct entity *entity = dossier_find(dossier, decision->key);
	if (!entity || (entity->scope != SCOPE_STEP && entity->scope != SCOPE_CANDIDATE))
		return;
	buf_addf(out, "Step%d ", entity->scope == SCOPE_STEP ? entity->number : entity->parent->number);
	if (entity->scope == SCOPE_CANDIDATE)
		buf_addf(out, "[%s] ", entity_text(dossier, entity, "candidate.name"));
}

static void add_answer(struct app *app, const struct dossier *dossier, const struct decision *decision, struct buf *out)
{
	const struct answer *answer = answered(dossier, decision);
	if (answer->state == ANSWER_NONE)
		buf_adds(out, _("no answer yet"));
	else if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("Do not know"));
	else if (decision->fact->type == FACT_CANDIDATE) {
		const struct entity *named = dossier_find(dossier, answer->text);
		buf_adds(out, named ? entity_text(dossier, named, "candidate.name") : answer->text);
	} else
		answer_to_label(out, own_fact(dossier, decision), answer, app_eras(app), app_lang(app));
	if (answer->reason && answer->reason[0])
		buf_addf(out, _("; reason: %s"), answer->reason);
	buf_addc(out, '\n');
}

void exercise_lesson(struct app *app, const struct exercise *exercise, struct buf *out)
{
	buf_addf(out, _("Exercise: %s\n\n"), app_text(app, &exercise->title));
	buf_addf(out, _("Lesson\n%s\n"), app_text(app, &exercise->lesson));
	add_clauses(app, exercise->clause, out);
	buf_addf(out, _("\nTask\n%s\n"), app_text(app, &exercise->task));
	buf_addf(out, _("\nGiven\n%s\n"), app_text(app, &exercise->given));
	buf_adds(out, _("\nYou decide\n"));
	for (size_t i = 0; i < exercise->count; i++) {
		buf_addf(out, "  (%zu) ", i + 1);
		add_where(exercise->model, &exercise->decisions[i], out);
		buf_addf(out, "%s\n", app_text(app, &exercise->decisions[i].fact->question->text));
	}
	buf_adds(out, _("\nEverything else stands in the case already. When all of these are answered, the model answer can be seen.\n"));
}

/* How a verdict ends, in one line for each component. */
static void add_verdict(struct app *app, const struct verdict *verdict, struct buf *out)
{
	buf_addf(out, "%s", app_verdict_word(verdict->status));
	for (size_t i = 0; i < verdict->component_count; i++)
		if (verdict->components[i].adopted)
			buf_addf(out, " (%s)", app_text(app, &verdict->components[i].adopted->title));
	buf_addc(out, '\n');
}

static void add_decision(struct app *app, const struct exercise *exercise, size_t i, const struct work *work, struct buf *out)
{
	const struct decision *decision = &exercise->decisions[i];
	bool same = same_value(answered(work->dossier, decision), answered(exercise->model, decision));
	buf_addf(out, "\n%s: (%zu) ", same ? _("Same") : _("Different"), i + 1);
	add_where(exercise->model, decision, out);
	buf_addf(out, "%s\n", app_text(app, &decision->fact->question->text));
	buf_adds(out, _("  Your answer: "));
	add_answer(app, work->dossier, decision, out);
	buf_adds(out, _("  Model answer: "));
	add_answer(app, exercise->model, decision, out);
	buf_addf(out, _("  Why: %s\n"), app_text(app, &decision->why));
	add_clauses(app, decision->clause, out);
}

static void add_open(struct app *app, const struct exercise *exercise, const struct work *work, struct buf *out)
{
	buf_adds(out, _("The model answer is shown when everything is decided. Still open:\n"));
	for (size_t i = 0; i < exercise->count; i++) {
		if (answered(work->dossier, &exercise->decisions[i])->state != ANSWER_NONE)
			continue;
		buf_addf(out, "  (%zu) ", i + 1);
		add_where(exercise->model, &exercise->decisions[i], out);
		buf_addf(out, "%s\n", app_text(app, &exercise->decisions[i].fact->question->text));
	}
}

void exercise_review(struct app *app, const struct exercise *exercise, const struct work *work, struct buf *out)
{
	size_t count, same;
	exercise_score(exercise, work, &count, &same);
	buf_addf(out, _("Exercise: %s\n\n"), app_text(app, &exercise->title));
	if (count < exercise->count) {
		add_open(app, exercise, work, out);
		return;
	}
	/* The model is decided by the same rules on the same day. */
	struct work model = { .app = app, .rules = work->rules, .dossier = dossier_copy(exercise->model) };
	struct diag_list aside;
	diag_init(&aside);
	(void)app_resolve_listings(app, model.dossier, &aside);
	diag_done(&aside);
	work_decide_again(&model);
	buf_addf(out, _("%1$zu of %2$zu questions are answered as in the model.\n"), same, exercise->count);
	buf_adds(out, _("Your verdict: "));
	add_verdict(app, work->verdict, out);
	buf_adds(out, _("Verdict of the model: "));
	add_verdict(app, model.verdict, out);
	for (size_t i = 0; i < exercise->count; i++)
		add_decision(app, exercise, i, work, out);
	relevance_done(&model.relevance);
	verdict_free(&model.verdict);
	dossier_free(&model.dossier);
}
