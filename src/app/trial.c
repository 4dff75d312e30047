/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A trial keeps its own copy of the case as it was when the trial began, so that what it tells does not move under the reader; when it is taken over,
 * the digest of the draft says whether the case still is what was tried on.
 */
#include "app/trial.h"

#include <stdlib.h>
#include <string.h>

#include "app/work_internal.h"
#include "engine/shift.h"

struct trial {
	struct work before, now; /* only app, rules, dossier and verdict */
	struct shifts shifts;
	struct tried *items;
	size_t count, capacity;
	struct digest seen;
};

static void decide(struct trial *trial)
{
	struct work *now = &trial->now;
	shifts_done(&trial->shifts);
	verdict_free(&now->verdict);
	now->verdict = engine_decide(now->rules.engine, now->dossier, work_as_of(now));
	engine_shifts(now->rules.engine, &(struct shift_side){ trial->before.dossier, trial->before.verdict },
		&(struct shift_side){ now->dossier, now->verdict }, &trial->shifts);
}

struct trial *trial_new(const struct work *work)
{
	struct trial *trial = MEM_NEW(struct trial);
	trial->before = (struct work){ .app = work->app, .rules = work->rules, .dossier = dossier_copy(work->dossier) };
	trial->now = (struct work){ .app = work->app, .rules = work->rules, .dossier = dossier_copy(work->dossier) };
	trial->before.verdict = engine_decide(work->rules.engine, trial->before.dossier, work_as_of(work));
	trial->seen = work->seen;
	decide(trial);
	return trial;
}

void trial_free(struct trial **slot)
{
	struct trial *trial = *slot;
	if (!trial)
		return;
	*slot = NULL;
	shifts_done(&trial->shifts);
	verdict_free(&trial->before.verdict);
	verdict_free(&trial->now.verdict);
	dossier_free(&trial->before.dossier);
	dossier_free(&trial->now.dossier);
	free(trial->items);
	free(trial);
}

static size_t place_of(const struct trial *trial, const char *key, const struct question *question)
{
	size_t at = 0;
	while (at < trial->count && (trial->items[at].question != question || strcmp(trial->items[at].key, key) != 0))
		at++;
	return at;
}

bool trial_has(const struct trial *trial, const char *key, const struct question *question)
{
	return place_of(trial, key, question) < trial->count;
}

static struct answer *answer_at(const struct work *work, const char *key, const struct fact *fact)
{
	return &dossier_find(work->dossier, key)->answers[fact->slot];
}

static bool same_value(const struct answer *a, const struct answer *b)
{
	return a->state == b->state && a->number == b->number && strcmp(a->text ? a->text : "", b->text ? b->text : "") == 0;
}

/* Notes that the answer is tried, or forgets it where it is that of the case. */
static void note(struct trial *trial, const char *key, const struct question *question)
{
	size_t at = place_of(trial, key, question);
	bool same = same_value(answer_at(&trial->now, key, question->fact), answer_at(&trial->before, key, question->fact));
	if (same && at < trial->count) {
		memmove(&trial->items[at], &trial->items[at + 1], (trial->count - at - 1) * sizeof *trial->items);
		trial->count--;
	} else if (!same && at == trial->count) {
		MEM_PUSH_ROOM(trial->items, trial->count, trial->capacity);
		struct tried *tried = &trial->items[trial->count++];
		*tried = (struct tried){ .question = question };
		strncpy(tried->key, key, ENTITY_KEY_MAX);
	}
}

static enum status read_word(const struct trial *trial, const struct fact *fact, const char *word, struct answer *out, struct diag_list *diags)
{
	char *why = NULL;
	enum status status = STATUS_OK;
	if (!work_read_typed(&trial->now, fact, word, out, &why))
		status = diag_error(diags, STATUS_INPUT, NULL, 0, "%s: %s", app_text(trial->now.app, &fact->label), why ? why : "");
	free(why);
	return status;
}

enum status trial_set(struct trial *trial, const char *key, const char *fact_id, const char *word, struct diag_list *diags)
{
	struct entity *entity = NULL;
	const struct fact *fact = NULL;
	struct answer fresh = { 0 };
	enum status status = work_find_place(&trial->now, key, fact_id, &entity, &fact, diags);
	if (status != STATUS_OK)
		return status;
	if (!trial_asks(trial, key, fact->question))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%1$s %2$s is not asked as the answers stand, so nothing would come of it"), key, fact_id);
	status = read_word(trial, fact, word, &fresh, diags);
	if (status == STATUS_OK)
		status = work_check_order(&trial->now, entity, fact, &fresh, diags);
	if (status == STATUS_OK && !work_choice_stands(trial->now.dossier, entity, fact, &fresh))
		status = diag_error(diags, STATUS_INPUT, NULL, 0, _("%1$s is no candidate of %2$s"), word, key);
	if (status == STATUS_OK) {
		struct answer *answer = &entity->answers[fact->slot];
		mem_replace(&fresh.reason, answer->reason);
		mem_replace(&fresh.evidence, answer->evidence);
		answer_copy(answer, &fresh);
		status = work_resolve_anew(trial->now.app, trial->now.dossier, entity, fact, diags);
		note(trial, key, fact->question);
		decide(trial);
	}
	answer_done(&fresh);
	return status;
}

void trial_reset(struct trial *trial, const char *key, const char *fact_id)
{
	const struct fact *fact = edition_fact(trial->now.rules.edition, fact_id);
	struct entity *entity = dossier_find(trial->now.dossier, key);
	struct diag_list aside;
	if (!fact || !entity || !fact->question || fact->scope != entity->scope)
		return;
	diag_init(&aside);
	answer_copy(&entity->answers[fact->slot], answer_at(&trial->before, key, fact));
	(void)work_resolve_anew(trial->now.app, trial->now.dossier, entity, fact, &aside);
	note(trial, key, fact->question);
	decide(trial);
	diag_done(&aside);
}

size_t trial_count(const struct trial *trial)
{
	return trial->count;
}

const struct tried *trial_at(const struct trial *trial, size_t at)
{
	return &trial->items[at];
}

const struct dossier *trial_dossier(const struct trial *trial)
{
	return trial->now.dossier;
}

const struct verdict *trial_verdict(const struct trial *trial)
{
	return trial->now.verdict;
}

const struct shifts *trial_shifts(const struct trial *trial)
{
	return &trial->shifts;
}

bool trial_asks(const struct trial *trial, const char *key, const struct question *question)
{
	const struct entity *entity = dossier_find(trial->now.dossier, key);
	return entity && entity->scope == question->fact->scope &&
		engine_asked(trial->now.rules.engine, trial->now.dossier, work_as_of(&trial->now), entity, question) == TRUTH_YES;
}

void trial_each_asked(const struct trial *trial, void (*visit)(const struct entity *entity, const struct question *question, void *context),
	void *context)
{
	engine_every_asked(trial->now.rules.engine, trial->now.dossier, work_as_of(&trial->now), visit, context);
}

/* The answers with who gave them and when; they live until they are saved. */
static enum status fill(const struct trial *trial, struct work *work, struct answer *answers, struct cells *cells, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < trial->count && status == STATUS_OK; i++) {
		const struct fact *fact = trial->items[i].question->fact;
		const struct answer *tried = answer_at(&trial->now, trial->items[i].key, fact);
		answer_copy(&answers[i], tried);
		free(answers[i].reason);
		free(answers[i].evidence);
		free(answers[i].author);
		answers[i].reason = answers[i].evidence = answers[i].author = NULL;
		status = work_grounds(work, fact, tried->reason, tried->evidence, &answers[i], diags);
		if (status != STATUS_OK)
			break;
		cells_add_answer(cells, trial->items[i].key, fact, &answers[i]);
		cells_add_beside(cells, work, CELL_TYPED, trial->items[i].key, fact, NULL);
		cells_add_beside(cells, work, CELL_CHECK, trial->items[i].key, fact, NULL);
	}
	return status;
}

enum status trial_take_over(struct trial *trial, struct work *work, struct diag_list *diags)
{
	struct cells cells;
	if (trial->count == 0)
		return STATUS_OK;
	if (!digest_equal(&trial->seen, &work->seen))
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("the case has changed since these answers were tried; try them again"));
	struct answer *answers = mem_array(trial->count, sizeof *answers);
	memset(answers, 0, trial->count * sizeof *answers);
	cells_init(&cells);
	enum status status = fill(trial, work, answers, &cells, diags);
	if (status == STATUS_OK) {
		cells_add_checks(&cells, work, &trial->shifts, trial->items[0].key, trial->items[0].question->fact);
		status = work_apply(work, &cells, diags);
	} else {
		cells_done(&cells);
	}
	for (size_t i = 0; i < trial->count; i++)
		answer_done(&answers[i]);
	free(answers);
	return status;
}
