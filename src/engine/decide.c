/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a dossier to its verdict: gates, the walk of every component, the rules of each component, the rules of the case. All walks come
 * before the first rule that may look at their outcome, so that no component sees the others half done.
 */
#include "engine/engine.h"

#include <stdlib.h>

#include "engine/steps.h"
#include "engine/trace.h"

/*
 * What a gate says. YES settles the case, and the verdict is then complete. While it is not known whether the gate holds, the examination goes
 * on, but its result cannot be final: an unknown never yields a yes.
 */
static enum truth at_gate(const struct values *values, struct verdict *verdict, const struct compiled_gate *gate)
{
	struct trace trace = { .values = values, .verdict = verdict };
	enum truth holds = values_truth(values, values->root, &gate->when, TRUTH_NO);
	if (holds == TRUTH_NO)
		return holds;
	verdict->gate = gate->gate;
	verdict->status = VERDICT_GATED;
	trace_expr(&trace, values->root, "when", &gate->when, true);
	if (holds == TRUTH_UNKNOWN) {
		verdict->status = VERDICT_UNDETERMINED;
		trace_missing(&trace, values->root, &gate->when);
	} else if (!ground_given(values, values->root, gate->ground)) {
		verdict->status = VERDICT_UNDETERMINED;
		trace_missing_ground(&trace, values->root, gate->ground);
	}
	verdict->gate_reads = trace.reads;
	verdict->gate_read_count = trace.read_count;
	verdict->gate_missing = trace.missing;
	verdict->gate_missing_count = trace.missing_count;
	verdict->gate_trace = trace.lines;
	verdict->gate_trace_count = trace.line_count;
	return holds;
}

struct found {
	bool blocks, opens;
};

static struct found look(const struct finding *const *findings, size_t count)
{
	struct found found = { .blocks = false };
	for (size_t i = 0; i < count; i++) {
		found.blocks = found.blocks || findings[i]->blocks;
		found.opens = found.opens || findings[i]->opens;
	}
	return found;
}

static void examine_component(const struct values *values, struct verdict *verdict, struct node *node, struct component_result *out)
{
	out->finding_count = findings_make(values, verdict, node, &out->findings);
	struct found found = look(out->findings, out->finding_count);
	if (out->status == VERDICT_DECIDED && found.opens)
		out->status = VERDICT_UNDETERMINED;
	if (found.blocks)
		out->status = VERDICT_REFUSED;
}

static enum verdict_status conclude(const struct verdict *verdict)
{
	struct found found = look(verdict->case_findings, verdict->case_finding_count);
	bool refused = found.blocks, open = found.opens || !verdict->component_count || verdict->gate;
	for (size_t i = 0; i < verdict->component_count; i++) {
		refused = refused || verdict->components[i].status == VERDICT_REFUSED;
		open = open || verdict->components[i].status == VERDICT_UNDETERMINED;
	}
	if (refused)
		return VERDICT_REFUSED;
	return open ? VERDICT_UNDETERMINED : VERDICT_DECIDED;
}

struct verdict *engine_decide(const struct engine *engine, const struct dossier *dossier, date_days as_of)
{
	struct verdict *verdict = MEM_NEW(struct verdict);
	struct values values;
	verdict->as_of = as_of;
	arena_init(&verdict->arena);
	values_init(&values, engine, dossier, as_of, &verdict->arena);
	/* A gate that is not known to be closed hides the gates behind it. */
	for (size_t i = 0; i < engine->edition->gate_count && !verdict->gate; i++) {
		if (at_gate(&values, verdict, &engine->gates[i]) == TRUTH_YES)
			return verdict;
	}
	steps_walk_all(&values, verdict);
	for (size_t i = 0; i < verdict->component_count; i++)
		examine_component(&values, verdict, &values.root->children[i], &verdict->components[i]);
	verdict->case_finding_count = findings_make(&values, verdict, values.root, &verdict->case_findings);
	verdict->status = conclude(verdict);
	return verdict;
}
