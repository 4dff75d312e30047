/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The questions about an edition that are not a verdict: whether something is asked, and what no part of the edition cites. A question whose
 * `ask` looks at the outcome of a walk needs that walk first; all others are answered from the values alone.
 */
#include "engine/engine.h"

#include <stdio.h>
#include <string.h>

#include "engine/compile.h"
#include "engine/steps.h"
#include "engine/trace.h"
#include "engine/values.h"

#define STEP_DIGITS 12

enum truth engine_asked(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *entity,
	const struct question *question)
{
	struct values values;
	struct verdict scratch = { .as_of = as_of };
	const struct fact *fact = question->fact;
	/* What the entries say is not asked again. */
	if (question->gather && entity->entry_count)
		return TRUTH_NO;
	if (!question->ask.text)
		return values_shown(fact, entity) ? TRUTH_YES : TRUTH_NO;
	arena_init(&scratch.arena);
	values_init(&values, engine, dossier, as_of, &scratch.arena);
	if (engine->after_walk[fact->scope][fact->slot])
		steps_walk_all(&values, &scratch);
	struct node *node = values_find(&values, entity);
	enum truth truth = node ? values_asked(&values, node, fact) : TRUTH_UNKNOWN;
	arena_done(&scratch.arena);
	return truth;
}

void engine_each_asked(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *owner,
	const struct screen *screen, void (*visit)(const struct entity *entry, const struct question *question, enum truth asked, void *context),
	void *context)
{
	struct values values;
	struct verdict scratch = { .as_of = as_of };
	bool after = false;
	arena_init(&scratch.arena);
	values_init(&values, engine, dossier, as_of, &scratch.arena);
	for (size_t i = 0; i < screen->question_count; i++)
		after = after || engine->after_walk[screen->scope][screen->questions[i]->fact->slot];
	if (after)
		steps_walk_all(&values, &scratch);
	struct node *node = values_find(&values, owner);
	for (size_t i = 0; node && i < node->entry_count; i++) {
		for (size_t k = 0; k < screen->question_count; k++)
			visit(owner->entries[i], screen->questions[k], values_asked(&values, &node->entries[i], screen->questions[k]->fact), context);
	}
	arena_done(&scratch.arena);
}

struct asking_all {
	const struct values *values;
	void (*visit)(const struct entity *entity, const struct question *question, void *context);
	void *context;
};

static bool visit_asked(struct entity *entity, void *context)
{
	const struct asking_all *asking = context;
	const struct edition *edition = asking->values->engine->edition;
	struct node *node = values_find(asking->values, entity);
	for (size_t i = 0; node && i < edition->screen_count; i++) {
		const struct screen *screen = &edition->screens[i];
		for (size_t k = 0; screen->scope == entity->scope && k < screen->question_count; k++) {
			const struct question *question = screen->questions[k];
			if (!(question->gather && node->entry_count > 0) && values_asked(asking->values, node, question->fact) == TRUTH_YES)
				asking->visit(entity, question, asking->context);
		}
	}
	return true;
}

void engine_every_asked(const struct engine *engine, const struct dossier *dossier, date_days as_of,
	void (*visit)(const struct entity *entity, const struct question *question, void *context), void *context)
{
	struct values values;
	struct verdict scratch = { .as_of = as_of };
	arena_init(&scratch.arena);
	values_init(&values, engine, dossier, as_of, &scratch.arena);
	steps_walk_all(&values, &scratch);
	dossier_each(dossier, visit_asked, &(struct asking_all){ .values = &values, .visit = visit, .context = context });
	arena_done(&scratch.arena);
}

void engine_read(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *entity, const struct fact *fact,
	struct buf *word, struct buf *source)
{
	struct values values;
	struct verdict scratch = { .as_of = as_of };
	arena_init(&scratch.arena);
	values_init(&values, engine, dossier, as_of, &scratch.arena);
	if (engine->after_walk[fact->scope][fact->slot])
		steps_walk_all(&values, &scratch);
	struct trace trace = { .values = &values, .verdict = &scratch };
	struct node *node = values_find(&values, entity);
	if (node)
		trace_read(&trace, node, fact);
	if (trace.read_count) {
		buf_adds(word, trace.reads[0].word);
		buf_adds(source, trace.reads[0].source);
	}
	arena_done(&scratch.arena);
}

struct citing {
	const char *id;
	void (*visit)(const struct home *home, void *context);
	void *context;
	bool found; /* by the words of one home */
};

static void cites(const char *word, void *context)
{
	struct citing *citing = context;
	citing->found = citing->found || strcmp(word, citing->id) == 0;
}

static void tell(struct citing *citing, const char *clauses, const struct home *home)
{
	citing->found = false;
	words_each(clauses, cites, citing);
	if (citing->found)
		citing->visit(home, citing->context);
}

static void tell_rule(struct citing *citing, const struct rule *rule)
{
	citing->found = false;
	words_each(rule->clause, cites, citing);
	for (size_t i = 0; i < rule->rung_count; i++)
		words_each(rule->rungs[i].clause, cites, citing);
	for (size_t i = 0; i < rule->exception_count; i++)
		words_each(rule->exceptions[i].clause, cites, citing);
	if (citing->found)
		citing->visit(&(struct home){ HOME_RULE, rule->id, &rule->title }, citing->context);
}

static void tell_step(struct citing *citing, const struct step_def *step)
{
	char number[STEP_DIGITS];
	snprintf(number, sizeof number, "%d", step->number);
	tell(citing, step->clause, &(struct home){ HOME_STEP, number, &step->title });
}

void engine_homes(const struct engine *engine, const char *clause, void (*visit)(const struct home *home, void *context), void *context)
{
	const struct edition *edition = engine->edition;
	struct citing citing = { .id = clause, .visit = visit, .context = context };
	for (size_t i = 0; i < edition->rule_count; i++)
		tell_rule(&citing, &edition->rules[i]);
	for (size_t i = 0; i < edition->step_count; i++)
		tell_step(&citing, &edition->steps[i]);
	for (size_t i = 0; i < edition->gate_count; i++)
		tell(&citing, edition->gates[i].clause, &(struct home){ HOME_GATE, edition->gates[i].name, &edition->gates[i].title });
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];
		if (fact->question)
			tell(&citing, fact->clause, &(struct home){ HOME_QUESTION, fact->id, &fact->label });
	}
	for (size_t i = 0; i < edition->notice_count; i++)
		tell(&citing, edition->notices[i].clause, &(struct home){ HOME_NOTICE, edition->notices[i].name, &edition->notices[i].title });
	for (size_t i = 0; i < edition->grade_count; i++)
		tell(&citing, edition->grades[i].clause, &(struct home){ HOME_GRADE, edition->grades[i].name, &edition->grades[i].title });
	for (size_t i = 0; i < edition->scheme_count; i++)
		tell(&citing, edition->schemes[i].clause, &(struct home){ HOME_SCHEME, edition->schemes[i].name, &edition->schemes[i].title });
}

const char *home_word(enum home_kind kind)
{
	static const char *const WORDS[] = { "rule", "step", "gate", "question", "notice", "grade", "scheme" };
	return WORDS[kind];
}

static void note_home(const struct home *home, void *context)
{
	bool *found = context;
	(void)home;
	*found = true;
}

void engine_uncited(const struct engine *engine, void (*visit)(const struct clause *clause, void *context), void *context)
{
	const struct edition *edition = engine->edition;
	for (size_t i = 0; i < edition->clause_count; i++) {
		bool found = false;
		engine_homes(engine, edition->clauses[i].id, note_home, &found);
		if (!found)
			visit(&edition->clauses[i], context);
	}
}
