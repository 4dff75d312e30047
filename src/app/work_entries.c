/* SPDX-License-Identifier: Apache-2.0 */
/* What is shown of the lists of entries: values as the rules see them, short forms for columns, how far each entry is, and counts. */
#include <stdlib.h>
#include <string.h>

#include "app/work.h"
#include "app/work_internal.h"
#include "base/utf8.h"

#define OPTIONS_MAX 62

void work_read(const struct work *work, const char *key, const struct fact *fact, struct buf *label, struct buf *source)
{
	const struct entity *entity = dossier_find(work->dossier, key);
	struct answer answer = { 0 };
	struct buf word;
	char *why = NULL;
	if (!entity || entity->scope != fact->scope)
		return;
	buf_init(&word);
	engine_read(work->rules.engine, work->dossier, work_as_of(work), entity, fact, &word, source);
	if (word.len && answer_from_word(&answer, fact, word.data, &why))
		work_short_label(work, fact, &answer, 0, label);
	free(why);
	answer_done(&answer);
	buf_done(&word);
}

enum truth work_holds(const struct work *work, const char *key, const struct fact *fact)
{
	const struct entity *entity = dossier_find(work->dossier, key);
	struct buf word, source;
	enum truth truth = TRUTH_UNKNOWN;
	buf_init(&word);
	buf_init(&source);
	if (entity && entity->scope == fact->scope)
		engine_read(work->rules.engine, work->dossier, work_as_of(work), entity, fact, &word, &source);
	if (word.len)
		truth = strcmp(word.data, "yes") == 0 ? TRUTH_YES : TRUTH_NO;
	buf_done(&word);
	buf_done(&source);
	return truth;
}

void work_short_label(const struct work *work, const struct fact *fact, const struct answer *answer, size_t cells, struct buf *out)
{
	const struct catalogue_entry *grade = NULL;
	struct buf word;
	buf_init(&word);
	if (fact->type == FACT_CHOICE && answer->state == ANSWER_GIVEN) {
		answer_to_word(&word, fact, answer);
		grade = edition_grade(work->rules.edition, fact, word.data);
	}
	if (grade && cells > 0 && utf8_width(app_text(work->app, &grade->title)) > cells && utf8_width(word.data) <= cells)
		buf_adds(out, word.data);
	else if (grade)
		buf_adds(out, app_text(work->app, &grade->title));
	else if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("Do not know"));
	else if (answer->state == ANSWER_GIVEN)
		answer_to_label(out, fact, answer, app_eras(work->app), app_lang(work->app));
	buf_done(&word);
}

struct gauging {
	const struct work *work;
	const struct screen *screen;
	struct asked_list asked; /* of the entry that is looked at */
	enum task_state *states;
	size_t asked_about, count; /* questions of the entry so far; entries so far */
};

static void gauge(const struct entity *entry, const struct question *question, enum truth asked, void *context)
{
	struct gauging *job = context;
	if (asked == TRUTH_YES) {
		MEM_PUSH_ROOM(job->asked.items, job->asked.count, job->asked.capacity);
		const struct answer *answer = &entry->answers[question->fact->slot];
		job->asked.items[job->asked.count++] = (struct asked){
			.question = question, .answer = answer, .typed = work_typed(job->work, entry->key, question->fact->id),
			.check = work_check(job->work, entry->key, question->fact->id) };
		job->asked.answered += answer->state != ANSWER_NONE;
	}
	if (++job->asked_about < job->screen->question_count)
		return;
	job->states[job->count++] = work_asked_state(&job->asked);
	job->asked.count = job->asked.answered = 0;
	job->asked_about = 0;
}

enum task_state *work_entry_states(const struct work *work, const struct screen *screen, const char *owner_key, size_t *count)
{
	const struct entity *owner = dossier_find(work->dossier, owner_key);
	struct gauging job = { .work = work, .screen = screen };
	job.states = mem_array(owner ? owner->entry_count : 0, sizeof *job.states);
	if (owner)
		engine_each_asked(work->rules.engine, work->dossier, work_as_of(work), owner, screen, gauge, &job);
	asked_list_done(&job.asked);
	*count = job.count;
	return job.states;
}

struct tallying {
	const struct question *question;
	size_t options[OPTIONS_MAX], open;
};

static void count_one(const struct entity *entry, const struct question *question, enum truth asked, void *context)
{
	struct tallying *job = context;
	const struct answer *answer = &entry->answers[question->fact->slot];
	if (question != job->question || asked == TRUTH_NO)
		return;
	if (answer->state == ANSWER_GIVEN)
		job->options[answer->number]++;
	else
		job->open++;
}

void work_tally(const struct work *work, const struct screen *screen, const char *owner_key, struct buf *out)
{
	const struct entity *owner = dossier_find(work->dossier, owner_key);
	struct tallying job = { .question = NULL };
	for (size_t i = 0; i < screen->question_count; i++)
		if (screen->questions[i]->tally)
			job.question = screen->questions[i];
	if (!owner || !job.question)
		return;
	engine_each_asked(work->rules.engine, work->dossier, work_as_of(work), owner, screen, count_one, &job);
	const struct fact *fact = job.question->fact;
	for (size_t i = 0; i < fact->option_count; i++)
		buf_addf(out, "%s %zu   ", app_text(work->app, &fact->options[i].label), job.options[i]);
	buf_addf(out, _("open %zu"), job.open);
}
