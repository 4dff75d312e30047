/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The questions about an edition that are not a verdict: whether something is asked, and what no part of the edition cites. A question whose
 * `ask` looks at the outcome of a walk needs that walk first; all others are answered from the values alone.
 */
#include "engine/engine.h"

#include <string.h>

#include "engine/compile.h"
#include "engine/steps.h"
#include "engine/values.h"

enum truth engine_asked(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *entity,
	const struct question *question)
{
	struct values values;
	struct verdict scratch = { .as_of = as_of };
	const struct fact *fact = question->fact;
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

struct citing {
	const char *id;
	bool found;
};

static void cites(const char *word, void *context)
{
	struct citing *citing = context;
	citing->found = citing->found || strcmp(word, citing->id) == 0;
}

static void rule_cites(const struct rule *rule, struct citing *citing)
{
	words_each(rule->clause, cites, citing);
	for (size_t i = 0; i < rule->rung_count; i++)
		words_each(rule->rungs[i].clause, cites, citing);
	for (size_t i = 0; i < rule->exception_count; i++)
		words_each(rule->exceptions[i].clause, cites, citing);
}

static bool cited(const struct edition *edition, const char *id)
{
	struct citing citing = { .id = id };
	for (size_t i = 0; i < edition->rule_count; i++)
		rule_cites(&edition->rules[i], &citing);
	for (size_t i = 0; i < edition->fact_count; i++) {
		if (edition->facts[i]->question)
			words_each(edition->facts[i]->clause, cites, &citing);
	}
	for (size_t i = 0; i < edition->step_count; i++)
		words_each(edition->steps[i].clause, cites, &citing);
	for (size_t i = 0; i < edition->gate_count; i++)
		words_each(edition->gates[i].clause, cites, &citing);
	for (size_t i = 0; i < edition->notice_count; i++)
		words_each(edition->notices[i].clause, cites, &citing);
	for (size_t i = 0; i < edition->grade_count; i++)
		words_each(edition->grades[i].clause, cites, &citing);
	for (size_t i = 0; i < edition->scheme_count; i++)
		words_each(edition->schemes[i].clause, cites, &citing);
	return citing.found;
}

void engine_uncited(const struct engine *engine, void (*visit)(const struct clause *clause, void *context), void *context)
{
	const struct edition *edition = engine->edition;
	for (size_t i = 0; i < edition->clause_count; i++) {
		if (!cited(edition, edition->clauses[i].id))
			visit(&edition->clauses[i], context);
	}
}
