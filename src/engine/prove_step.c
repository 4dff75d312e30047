/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gates and steps. A step has exactly one outcome whatever its conditions say; what is looked for here is what the conditions say at the same
 * time: adopted and passed over (an overlap, decided by the order in which the program asks, and so by nobody), referred to people and yet
 * decided, and answers that are complete and lead nowhere. The last is allowed, because the policy refuses some cases, and it is shown.
 */
#include "engine/prove_plan.h"

#include <stdlib.h>
#include <string.h>

#include "engine/steps.h"

struct conditions {
	enum truth entry, adopt, pass, refer;
};
struct step_tried {
	const struct compiled_step *step;
	struct node *node;
	struct prove_report *report;
	bool outcome[STEP_REFUSED + 1], referred, overlap, silent;
	uint64_t refused;
	struct buf refusal; /* the first */
};

static void say_answers(const struct step_tried *tried, struct run *run, const char *format)
{
	struct buf answers;
	buf_init(&answers);
	run_describe(run, &answers);
	char *text = mem_printf("step %d: %s: %s", tried->step->def->number, format, answers.data);
	prove_say(tried->report, PROVE_FAULT, tried->step->def->file, tried->step->def->line, "%s", text);
	free(text);
	buf_done(&answers);
}

static void note_step(struct run *run)
{
	struct step_tried *tried = run->context;
	const struct values *values = &run->scene->values;
	struct conditions is = {
		.entry = values_truth(values, tried->node, &tried->step->entry, TRUTH_YES),
		.adopt = values_truth(values, tried->node, &tried->step->adopt, TRUTH_NO),
		.pass = values_truth(values, tried->node, &tried->step->pass, TRUTH_NO),
		.refer = values_truth(values, tried->node, &tried->step->refer, TRUTH_NO),
	};
	bool adopts = is.entry == TRUTH_YES && is.adopt == TRUTH_YES;
	enum step_outcome outcome = steps_settle(is.entry, is.adopt, is.pass, is.refer);
	tried->referred = tried->referred || is.refer == TRUTH_YES;
	for (size_t i = 0; outcome == STEP_PASSED && i < tried->step->need_count; i++) {
		if (!scene_cell(run->scene, tried->node, tried->step->needs[i])->known)
			outcome = STEP_UNDETERMINED;
	}
	tried->outcome[outcome] = true;
	if (!tried->overlap && adopts && is.pass == TRUTH_YES) {
		tried->overlap = true;
		say_answers(tried, run, _("the same answers adopt it and pass it over"));
	}
	if (!tried->silent && is.refer == TRUTH_YES && (adopts || is.pass == TRUTH_YES)) {
		tried->silent = true;
		say_answers(tried, run, _("the same answers refer it to people and decide it"));
	}
	if (outcome == STEP_REFUSED && !tried->refused++)
		run_describe(run, &tried->refusal);
}

static void report_step(struct step_tried *tried, uint64_t count)
{
	const struct step_def *def = tried->step->def;
	struct prove_report *report = tried->report;
	static const enum step_outcome wanted[] = { STEP_ADOPTED, STEP_PASSED, STEP_UNDETERMINED };
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (wanted[i] == STEP_PASSED && !tried->step->pass.expr)
			continue;
		report->outcomes += tried->outcome[wanted[i]];
		if (!tried->outcome[wanted[i]])
			prove_say(report, PROVE_FAULT, def->file, def->line, _("step %1$d: no answers lead to \"%2$s\" (%3$llu combinations)"), def->number,
				step_outcome_word(wanted[i]), (unsigned long long)count);
	}
	report->outcomes += tried->outcome[STEP_REFUSED] + (size_t)tried->referred;
	if (tried->step->refer.expr && !tried->referred)
		prove_say(report, PROVE_FAULT, def->refer.file, def->refer.line, _("step %1$d: no answers refer it to people (%2$llu combinations)"),
			def->number, (unsigned long long)count);
	report->refusals += tried->refused;
	if (tried->refused)
		prove_say(report, PROVE_NOTE, def->file, def->line,
			_("step %1$d: in %2$llu of %3$llu combinations all is known and nothing is allowed, such as: %4$s"), def->number,
			(unsigned long long)tried->refused, (unsigned long long)count, tried->refusal.data);
}

void prove_step(struct scene *scene, size_t index, uint64_t whole_max, struct prove_report *report)
{
	const struct compiled_step *step = &scene->engine->steps[index];
	const struct compiled *const parts[] = { &step->entry, &step->adopt, &step->pass, &step->refer };
	struct step_tried tried = { .step = step, .node = scene->steps[index], .report = report };
	struct plan plan;
	struct arena arena;
	bool split;
	arena_init(&arena);
	buf_init(&tried.refusal);
	plan_init(&plan, scene->engine, &arena);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		plan_add(&plan, parts[i]);
	for (size_t i = 0; i < step->need_count; i++)
		plan_add_fact(&plan, step->needs[i]);
	plan_settle(&plan);
	plan_bind(&plan, scene, tried.node);
	struct subject subject = { .parts = parts, .part_count = 4, .known = step->needs, .known_count = step->need_count };
	struct run run = { .scene = scene, .plan = &plan, .node = tried.node, .limit = whole_max, .visit = note_step, .context = &tried };
	if (!subject_run(&run, &subject, &split) || plan.broken || plan.reduced)
		prove_say(report, PROVE_FAULT, step->def->file, step->def->line, _("step %1$d: not proved: more than %2$llu combinations in one part"),
			step->def->number, (unsigned long long)whole_max);
	if (split)
		prove_say(report, PROVE_NOTE, step->def->file, step->def->line, _("step %1$d: split into parts that share no fact (%2$llu combinations)"),
			step->def->number, (unsigned long long)run.count);
	report_step(&tried, run.count);
	report->combinations += run.count;
	report->split += split;
	report->steps++;
	buf_done(&tried.refusal);
	arena_done(&arena);
}

struct gate_tried {
	const struct engine *engine;
	bool *yes, *no, *open, *without;
	uint64_t several;
	struct buf both; /* the first answers that open two gates */
};

static void note_gates(struct run *run)
{
	struct gate_tried *tried = run->context;
	const struct values *values = &run->scene->values;
	size_t count = 0;
	for (size_t i = 0; i < tried->engine->edition->gate_count; i++) {
		const struct compiled_gate *gate = &tried->engine->gates[i];
		enum truth truth = values_truth(values, values->root, &gate->when, TRUTH_NO);
		bool ground = ground_given(values, values->root, gate->ground);
		tried->yes[i] = tried->yes[i] || (truth == TRUTH_YES && ground);
		tried->without[i] = tried->without[i] || (truth == TRUTH_YES && !ground);
		tried->no[i] = tried->no[i] || truth == TRUTH_NO;
		tried->open[i] = tried->open[i] || truth == TRUTH_UNKNOWN;
		count += truth == TRUTH_YES;
	}
	if (count > 1 && !tried->several++)
		run_describe(run, &tried->both);
}

static void report_gates(const struct gate_tried *tried, struct prove_report *report)
{
	for (size_t i = 0; i < tried->engine->edition->gate_count; i++) {
		const struct compiled_gate *gate = &tried->engine->gates[i];
		const struct source_expr *at = &gate->gate->when;
		report->gates++;
		report->outcomes += tried->yes[i] + (size_t)tried->no[i] + tried->open[i] + tried->without[i];
		if (!tried->yes[i])
			prove_say(report, PROVE_FAULT, at->file, at->line, _("gate %s: no answers lead through it"), gate->gate->name);
		if (!tried->no[i])
			prove_say(report, PROVE_FAULT, at->file, at->line, _("gate %s: no answers lead past it"), gate->gate->name);
		if (!tried->open[i])
			prove_say(report, PROVE_FAULT, at->file, at->line, _("gate %s: an unknown is taken for an answer"), gate->gate->name);
		if (gate->ground && !tried->without[i])
			prove_say(report, PROVE_FAULT, at->file, at->line, _("gate %s: its ground is never missing"), gate->gate->name);
	}
	if (tried->several)
		prove_say(report, PROVE_NOTE, NULL, 0, _("gates: %1$llu combinations open more than one; the first of the file decides, such as: %2$s"),
			(unsigned long long)tried->several, tried->both.data);
}

void prove_gates(struct scene *scene, struct prove_report *report)
{
	const struct engine *engine = scene->engine;
	size_t count = engine->edition->gate_count;
	struct gate_tried tried = { .engine = engine };
	struct plan plan;
	struct arena arena;
	arena_init(&arena);
	buf_init(&tried.both);
	tried.yes = arena_alloc(&arena, count + 1);
	tried.no = arena_alloc(&arena, count + 1);
	tried.open = arena_alloc(&arena, count + 1);
	tried.without = arena_alloc(&arena, count + 1);
	plan_init(&plan, engine, &arena);
	for (size_t i = 0; i < count; i++)
		plan_add(&plan, &engine->gates[i].when);
	for (size_t i = 0; i < count; i++)
		plan_add_reason(&plan, engine->gates[i].ground);
	plan_settle(&plan);
	plan_bind(&plan, scene, scene->values.root);
	struct run run = { .scene = scene, .plan = &plan, .node = scene->values.root, .limit = PROVE_WHOLE_MAX, .visit = note_gates, .context = &tried };
	run_all(&run);
	if (run.stopped || plan.broken || plan.reduced)
		prove_say(report, PROVE_FAULT, NULL, 0, _("gates: not proved: more than %llu combinations"), (unsigned long long)PROVE_WHOLE_MAX);
	report->combinations += run.count;
	report_gates(&tried, report);
	buf_done(&tried.both);
	arena_done(&arena);
}
