/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The task list is read off the edition (which screens there are, in which steps) and the verdict (which steps are reached); nothing of it
 * is stored. "Nobody has looked" and "looked, but not known" are told apart.
 */
#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/work.h"
#include "app/work_internal.h"

void tasks_done(struct tasks *tasks)
{
	free(tasks->items);
	memset(tasks, 0, sizeof *tasks);
}

void asked_list_done(struct asked_list *list)
{
	free(list->items);
	memset(list, 0, sizeof *list);
}

void work_questions(const struct work *work, const struct screen *screen, const char *key, struct asked_list *out)
{
	memset(out, 0, sizeof *out);
	const struct entity *entity = dossier_find(work->dossier, key);
	if (!entity || entity->scope != screen->scope)
		return;
	for (size_t i = 0; i < screen->question_count; i++) {
		const struct question *question = screen->questions[i];
		if (engine_asked(work->rules.engine, work->dossier, work_as_of(work), entity, question) != TRUTH_YES)
			continue;
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		const struct answer *answer = &entity->answers[question->fact->slot];
		struct asked *asked = &out->items[out->count++];
		*asked = (struct asked){ .question = question, .answer = answer, .typed = work_typed(work, key, question->fact->id),
			.check = work_check(work, key, question->fact->id) };
		bool gathered = question->gather && entity->entry_count > 0;
		asked->settled = answer->state != ANSWER_GIVEN && !gathered && !relevance_find(&work->relevance, entity, question);
		out->answered += answer->state != ANSWER_NONE;
	}
}

bool work_matters(const struct work *work, const char *key, const struct question *question)
{
	const struct entity *entity = dossier_find(work->dossier, key);
	return entity && relevance_find(&work->relevance, entity, question);
}

bool work_next(const struct work *work, struct next_question *out)
{
	const struct pending *next = engine_next(work->rules.engine, work->dossier, work_as_of(work), &work->relevance);
	if (!next)
		return false;
	*out = (struct next_question){ .question = next->question, .reason = next->reason };
	strcpy(out->key, next->entity->key);
	return true;
}

static bool in_step(const struct screen *screen, int step)
{
	return step == 0 || (screen->steps >> step & 1u);
}

static struct task *push(struct tasks *out, enum task_kind kind, const char *key, const char *title)
{
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	struct task *task = &out->items[out->count++];
	memset(task, 0, sizeof *task);
	task->kind = kind;
	task->title = title;
	strncpy(task->key, key, ENTITY_KEY_MAX);
	return task;
}

/* Looked at, known, and with the reason and evidence that the question demands. */
static bool complete(const struct asked *asked)
{
	const struct question *question = asked->question;
	const struct answer *answer = asked->answer;
	if (asked->typed || asked->check || answer->state != ANSWER_GIVEN || (question->reason == DEMAND_REQUIRED && !answer_has_reason(answer)))
		return false;
	return question->evidence != DEMAND_REQUIRED || (answer->evidence && answer->evidence[0]);
}

enum task_state work_asked_state(const struct asked_list *asked)
{
	bool open = false;
	for (size_t i = 0; i < asked->count; i++)
		open |= !complete(&asked->items[i]);
	if (asked->count == 0)
		return TASK_SKIPPED;
	if (asked->answered == 0)
		return TASK_UNTOUCHED;
	return asked->answered == asked->count && !open ? TASK_DONE : TASK_STARTED;
}

/* Whether all that entries of this scope would answer is asked of the entity itself, and answered there. */
static bool answered_without(const struct work *work, const struct entity *owner, enum scope scope)
{
	const struct edition *edition = work->rules.edition;
	bool any = false;
	for (unsigned slot = 0; slot < edition->slots[owner->scope]; slot++) {
		const struct question *question = edition->by_slot[owner->scope][slot]->question;
		if (!question || !question->gather || question->gather->over != scope)
			continue;
		if (engine_asked(work->rules.engine, work->dossier, work_as_of(work), owner, question) != TRUTH_YES)
			continue;
		any = true;
		if (owner->answers[slot].state == ANSWER_NONE)
			return false;
	}
	return any || scope == SCOPE_CONTROL;
}

/* A list of entries need not be there: what is answered without it stands. */
static void push_entries(const struct work *work, struct tasks *out, const struct screen *screen, const char *key)
{
	const struct entity *owner = dossier_find(work->dossier, key);
	struct task *task = push(out, TASK_ENTRIES, key, app_text(work->app, &screen->title));
	task->screen = screen;
	if (!owner || owner->entry_count == 0) {
		task->state = owner && answered_without(work, owner, screen->scope) ? TASK_SKIPPED : TASK_UNTOUCHED;
		return;
	}
	size_t count = 0;
	enum task_state *states = work_entry_states(work, screen, key, &count);
	task->asked = (unsigned)count;
	for (size_t i = 0; i < count; i++)
		task->answered += states[i] == TASK_DONE;
	free(states);
	task->state = task->answered == task->asked ? TASK_DONE : TASK_STARTED;
}

static void push_screen(const struct work *work, struct tasks *out, const struct screen *screen, const char *key)
{
	struct asked_list asked;
	work_questions(work, screen, key, &asked);
	struct task *task = push(out, TASK_QUESTIONS, key, app_text(work->app, &screen->title));
	task->screen = screen;
	task->asked = (unsigned)asked.count;
	task->answered = (unsigned)asked.answered;
	task->state = work_asked_state(&asked);
	for (size_t i = 0; i < asked.count; i++) {
		task->matter += work_matters(work, key, asked.items[i].question);
		task->check += asked.items[i].check != NULL;
	}
	asked_list_done(&asked);
}

static void push_group(const struct work *work, struct tasks *out, const char *group, const char *key, int step)
{
	const struct edition *edition = work->rules.edition;
	for (size_t i = 0; i < edition->screen_count; i++) {
		const struct screen *screen = &edition->screens[i];
		if (strcmp(screen->group, group) != 0 || !in_step(screen, step))
			continue;
		if (scope_is_entry(screen->scope))
			push_entries(work, out, screen, key);
		else
			push_screen(work, out, screen, key);
	}
}

void work_candidate_tasks(const struct work *work, const char *key, struct tasks *out)
{
	memset(out, 0, sizeof *out);
	const struct entity *entity = dossier_find(work->dossier, key);
	if (entity && entity->scope == SCOPE_CANDIDATE)
		push_group(work, out, "candidate", key, entity->parent->number);
}

/* Findings still open make the candidates of a step "started", however many questions are answered. */
static enum task_state candidates_state(const struct step_result *result)
{
	if (result->entity->count == 0)
		return TASK_UNTOUCHED;
	for (size_t i = 0; i < result->candidate_count; i++)
		if (result->candidates[i].acceptable == TRUTH_UNKNOWN)
			return TASK_STARTED;
	return TASK_DONE;
}

static bool step_offers_nothing(const struct work *work, const struct step_result *result)
{
	const struct answer *coverage = entity_answer_id(work->dossier, result->entity, "step.coverage");
	return result->entry == TRUTH_NO && coverage && coverage->state == ANSWER_GIVEN;
}

static void push_step(const struct work *work, struct tasks *out, const struct step_result *result)
{
	size_t first = out->count;
	bool reached = result->outcome != STEP_NOT_REACHED;
	push_group(work, out, "step", result->key, result->step->number);
	/* The first step screen asks how far the step's offers reach; candidates and comparison come between it and the outcome. */
	if (result->step->names_candidate) {
		struct task *task = push(out, TASK_CANDIDATES, result->key, _("Candidates and their findings"));
		bool passed = result->outcome == STEP_PASSED && result->entity->count == 0;
		task->state = passed || step_offers_nothing(work, result) ? TASK_SKIPPED : candidates_state(result);
		task->asked = (unsigned)result->entity->count;
		task->check = (unsigned)work_checks_below(work, result->entity);
		task = push(out, TASK_COMPARE, result->key, _("Comparison"));
		task->state = result->entity->count == 0 ? TASK_SKIPPED : TASK_UNTOUCHED;
		if (result->outcome == STEP_ADOPTED || result->outcome == STEP_PASSED)
			task->state = result->entity->count ? TASK_DONE : TASK_SKIPPED;
		if (out->count - first >= 4) {
			struct task outcome = out->items[first + 1];
			memmove(&out->items[first + 1], &out->items[first + 2], 2 * sizeof outcome);
			out->items[first + 3] = outcome;
		}
	}
	if (out->count > first)
		out->items[first].heading = app_text(work->app, &result->step->title);
	for (size_t i = first; i < out->count && !reached; i++)
		out->items[i].state = TASK_WAITING;
}

static void push_component(const struct work *work, struct tasks *out, const struct component_result *component)
{
	size_t first = out->count;
	bool decided = false;
	push_group(work, out, "component", component->key, 0);
	if (out->count > first)
		out->items[first].heading = component->name;
	for (size_t i = 0; i < component->step_count; i++) {
		size_t begin = out->count;
		push_step(work, out, &component->steps[i]);
		for (size_t k = begin; k < out->count && decided; k++)
			out->items[k].state = TASK_SKIPPED;
		decided |= component->steps[i].outcome == STEP_ADOPTED;
	}
}

/* What was said about the case; done when no remark is open. */
static void push_review(const struct work *work, struct tasks *out)
{
	struct history history;
	struct task *task = push(out, TASK_REVIEW, "case", _("Review and remarks"));
	if (app_history_course(work->app, work->meta.id, &history, NULL) == STATUS_OK) {
		task->asked = (unsigned)history.remark_count;
		task->answered = task->asked - (unsigned)history_open_remarks(&history);
		task->state = task->answered == task->asked ? TASK_DONE : TASK_STARTED;
	}
	history_done(&history);
}

void work_tasks(const struct work *work, struct tasks *out)
{
	memset(out, 0, sizeof *out);
	push_group(work, out, "step0", "case", 0);
	if (out->count)
		out->items[0].heading = _("Step0 preparation");
	for (size_t i = 0; i < work->verdict->component_count; i++)
		push_component(work, out, &work->verdict->components[i]);
	size_t first = out->count;
	if (work->meta.revisions)
		push_review(work, out);
	struct task *task = push(out, TASK_VERDICT, "case", _("Verdict and record"));
	out->items[first].heading = _("Result");
	task->state = work->verdict->status == VERDICT_UNDETERMINED ? TASK_STARTED : TASK_DONE;
	task = push(out, TASK_SUBMIT, "case", _("Hand in"));
	/* Handed in, and changed since: there is something to hand in again. */
	task->state = !work->meta.revisions ? TASK_UNTOUCHED : strcmp(work->meta.stage, STAGE_SUBMITTED) == 0 ? TASK_DONE : TASK_STARTED;
}
