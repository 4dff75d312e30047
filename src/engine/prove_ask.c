/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every question can be asked: some answers to the others make its condition true, at one at least of the steps to which its screen belongs. A question
 * that nobody is ever shown is dead text, and what hangs on its answer is for ever unknown.
 */
#include "engine/prove_plan.h"

struct reaching {
	const struct compiled *ask;
	bool reached;
};

static void note_asked(struct run *run)
{
	struct reaching *reaching = run->context;
	if (values_truth(&run->scene->values, run->node, reaching->ask, TRUTH_YES) == TRUTH_YES)
		reaching->reached = run->stopped = true;
}

/* True unless it is too large to say that it is not reached. */
static bool reach(struct scene *scene, struct reaching *reaching, struct node *node, uint64_t whole_max, struct prove_report *report)
{
	struct plan plan;
	struct arena arena;
	arena_init(&arena);
	plan_init(&plan, scene->engine, &arena);
	plan_add(&plan, reaching->ask);
	plan_settle(&plan);
	plan_bind(&plan, scene, node);
	struct run run = { .scene = scene, .plan = &plan, .node = node, .limit = whole_max, .visit = note_asked, .context = reaching };
	run_all(&run);
	report->combinations += run.count;
	bool whole = reaching->reached || (!run.stopped && !plan.broken && !plan.reduced);
	arena_done(&arena);
	return whole;
}

/* Where a question of a scope may stand at a step; those of the case and of the component stand at one place. */
static struct node *place_at(const struct scene *scene, enum scope scope, size_t step)
{
	switch (scope) {
	case SCOPE_CASE:
		return scene->values.root;
	case SCOPE_INFORMATION:
		return &scene->values.root->entries[0];
	case SCOPE_COMPONENT:
		return scene->component;
	case SCOPE_STEP:
		return scene->steps[step];
	case SCOPE_CONTROL:
		return &scene->candidates[step]->entries[0];
	default:
		return scene->candidates[step];
	}
}

static void prove_ask(struct scene *scene, const struct fact *fact, uint64_t whole_max, struct prove_report *report)
{
	const struct source_expr *at = &fact->question->ask;
	struct reaching reaching = { .ask = &scene->engine->asks[fact->scope][fact->slot] };
	bool shown = false, whole = true;
	for (size_t step = 0; step < scene->step_count && !reaching.reached; step++) {
		struct node *node = place_at(scene, fact->scope, step);
		if (!values_shown(fact, node->entity))
			continue;
		shown = true;
		whole = reach(scene, &reaching, node, whole_max, report) && whole;
	}
	if (!reaching.reached && !whole)
		prove_say(report, PROVE_FAULT, at->file, at->line, _("question %1$s: not proved: more than %2$llu combinations"), fact->id,
			(unsigned long long)whole_max);
	else if (!reaching.reached)
		prove_say(report, PROVE_FAULT, at->file, at->line, shown ? _("question %s: no answers lead to it") : _("question %s: no step shows it"),
			fact->id);
}

void prove_asks(struct scene *scene, uint64_t whole_max, struct prove_report *report)
{
	const struct edition *edition = scene->engine->edition;
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];
		if (fact->question && scene->engine->asks[fact->scope][fact->slot].expr)
			prove_ask(scene, fact, whole_max, report);
	}
}
