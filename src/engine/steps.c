/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One step, from the truths of its four conditions:
 *
 *     refer YES                          undetermined: the text is silent, people decide
 *     entry and adopt YES                adopted, unless a rule of the component at this step blocks (refused) or is open (undetermined)
 *     entry or adopt may still be YES    undetermined
 *     pass YES                           passed over, when all that passing needs is answered; else undetermined
 *     a condition unknown                undetermined
 *     otherwise                          refused: all is known and nothing is allowed
 *
 * Passing over waits while adoption is possible: a step is not passed over because an answer is missing. What ends the walk leaves the later
 * steps not reached, and their candidates are not examined.
 */
#include "engine/steps.h"

#include <string.h>

#include "engine/trace.h"

static enum truth both(enum truth a, enum truth b)
{
	if (a == TRUTH_NO || b == TRUTH_NO)
		return TRUTH_NO;
	return a == TRUTH_YES && b == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN;
}

static void examine_candidate(const struct values *values, struct verdict *verdict, struct node *node, struct candidate_result *out)
{
	struct node *step = node->parent;
	out->entity = node->entity;
	out->key = node->entity->key;
	out->chosen = values_chosen(values, step) == node;
	out->finding_count = findings_make(values, verdict, node, &out->findings);
	out->acceptable = rules_acceptable(values, node);
	for (size_t i = 0; i < out->finding_count; i++)
		out->counts[out->findings[i]->outcome]++;
}

static bool any_blocks(const struct step_result *result)
{
	for (size_t i = 0; i < result->finding_count; i++) {
		if (result->findings[i]->blocks)
			return true;
	}
	return false;
}

static bool any_opens(const struct step_result *result)
{
	for (size_t i = 0; i < result->finding_count; i++) {
		if (result->findings[i]->opens)
			return true;
	}
	return false;
}

struct walk {
	const struct values *values;
	struct verdict *verdict;
	const struct compiled_step *step;
	struct node *node;
	struct step_result *out;
	struct trace trace;
};

static void adopt(struct walk *walk)
{
	struct step_result *out = walk->out;
	const struct fact *choice = walk->values->engine->builtins.chosen_candidate;
	struct node *chosen = walk->step->def->names_candidate ? values_chosen(walk->values, walk->node) : NULL;
	if (walk->step->def->names_candidate && !chosen) {
		out->outcome = STEP_UNDETERMINED;
		if (choice)
			trace_missing_fact(&walk->trace, walk->node, choice);
		return;
	}
	if (any_blocks(out)) {
		out->outcome = STEP_REFUSED;
		return;
	}
	if (any_opens(out)) {
		out->outcome = STEP_UNDETERMINED;
		for (size_t i = 0; i < out->finding_count; i++) {
			if (out->findings[i]->opens)
				trace_missing_copy(&walk->trace, out->findings[i]->missing, out->findings[i]->missing_count);
		}
		return;
	}
	out->outcome = STEP_ADOPTED;
	out->chosen = chosen ? chosen->entity->key : "";
}

static void pass_over(struct walk *walk)
{
	walk->out->outcome = STEP_PASSED;
	for (size_t i = 0; i < walk->step->need_count; i++) {
		const struct fact *need = walk->step->needs[i];
		struct node *owner = values_owner(walk->node, need);
		trace_read(&walk->trace, walk->node, need);
		if (owner && !values_get(walk->values, owner, need).known) {
			trace_missing_fact(&walk->trace, owner, need);
			walk->out->outcome = STEP_UNDETERMINED;
		}
	}
}

static void leave_open(struct walk *walk)
{
	const struct compiled_step *step = walk->step;
	walk->out->outcome = STEP_UNDETERMINED;
	trace_missing(&walk->trace, walk->node, &step->entry);
	if (walk->out->entry != TRUTH_NO)
		trace_missing(&walk->trace, walk->node, &step->adopt);
	trace_missing(&walk->trace, walk->node, &step->pass);
	trace_missing(&walk->trace, walk->node, &step->refer);
}

enum step_outcome steps_settle(enum truth entry, enum truth adopt, enum truth pass, enum truth refer)
{
	enum truth adopted = both(entry, adopt);
	if (refer == TRUTH_YES)
		return STEP_UNDETERMINED;
	if (adopted != TRUTH_NO)
		return adopted == TRUTH_YES ? STEP_ADOPTED : STEP_UNDETERMINED;
	if (pass == TRUTH_YES)
		return STEP_PASSED;
	bool open = pass == TRUTH_UNKNOWN || refer == TRUTH_UNKNOWN || entry == TRUTH_UNKNOWN || adopt == TRUTH_UNKNOWN;
	return open ? STEP_UNDETERMINED : STEP_REFUSED;
}

static void decide_step(struct walk *walk)
{
	struct step_result *out = walk->out;
	out->outcome = steps_settle(out->entry, out->adopt, out->pass, out->refer);
	if (out->outcome == STEP_ADOPTED)
		adopt(walk);
	else if (out->outcome == STEP_PASSED)
		pass_over(walk);
	else if (out->outcome == STEP_UNDETERMINED && out->refer != TRUTH_YES)
		leave_open(walk);
}

static void explain(struct walk *walk)
{
	const struct step_result *out = walk->out;
	bool open = out->outcome == STEP_UNDETERMINED && out->refer != TRUTH_YES;
	bool refused = out->outcome == STEP_REFUSED && out->adopt != TRUTH_YES;
	bool adopting = both(out->entry, out->adopt) == TRUTH_YES && out->refer != TRUTH_YES;
	trace_expr(&walk->trace, walk->node, "entry", &walk->step->entry,
		adopting || (open && out->entry == TRUTH_UNKNOWN) || (refused && out->entry == TRUTH_NO));
	trace_expr(&walk->trace, walk->node, "adopt", &walk->step->adopt,
		adopting || (open && out->adopt == TRUTH_UNKNOWN) || (refused && out->entry != TRUTH_NO));
	trace_expr(&walk->trace, walk->node, "pass", &walk->step->pass,
		out->outcome == STEP_PASSED || (open && !adopting && out->pass != TRUTH_NO) || refused);
	trace_expr(&walk->trace, walk->node, "refer", &walk->step->refer, out->refer == TRUTH_YES || (open && out->refer == TRUTH_UNKNOWN));
}

static void walk_step(const struct values *values, struct verdict *verdict, const struct compiled_step *step, struct node *node,
	struct step_result *out)
{
	struct walk walk = { .values = values, .verdict = verdict, .step = step, .node = node, .out = out };
	walk.trace = (struct trace){ .values = values, .verdict = verdict };
	out->candidate_count = node->count;
	out->candidates = arena_alloc(&verdict->arena, (node->count + 1) * sizeof *out->candidates);
	for (size_t i = 0; i < node->count; i++)
		examine_candidate(values, verdict, &node->children[i], &out->candidates[i]);
	out->finding_count = findings_make(values, verdict, node, &out->findings);
	out->entry = values_truth(values, node, &step->entry, TRUTH_YES);
	out->adopt = values_truth(values, node, &step->adopt, TRUTH_NO);
	out->pass = values_truth(values, node, &step->pass, TRUTH_NO);
	out->refer = values_truth(values, node, &step->refer, TRUTH_NO);
	decide_step(&walk);
	explain(&walk);
	out->reads = walk.trace.reads;
	out->read_count = walk.trace.read_count;
	out->missing = walk.trace.missing;
	out->missing_count = walk.trace.missing_count;
	out->trace = walk.trace.lines;
	out->trace_count = walk.trace.line_count;
}

struct node *steps_node(struct node *component, int number)
{
	for (size_t i = 0; i < component->count; i++) {
		if (component->children[i].entity->number == number)
			return &component->children[i];
	}
	return NULL;
}

/* A choice fact with the option of a word; unknown when the word is none. */
static void settle(struct node *node, const struct fact *fact, const char *word)
{
	int index = fact && word ? fact_option_find(fact, word) : -1;
	values_set(node, fact, (struct value){ .number = index < 0 ? 0 : index, .known = index >= 0 });
}

static const char *deployment_word(const struct values *values, struct node *step)
{
	const struct fact *fact = values->engine->builtins.candidate_deployment;
	struct node *chosen = values_chosen(values, step);
	struct value value = fact && chosen ? values_get(values, chosen, fact) : (struct value){ .known = false };
	return value.known ? fact->options[value.number].word : NULL;
}

/* The model and the deployment are known exactly when a step is adopted. */
void steps_settle_component(const struct values *values, struct node *component, const struct step_def *adopted)
{
	const struct builtins *builtins = &values->engine->builtins;
	const char *model = NULL, *deployment = NULL;
	if (adopted) {
		struct node *step = steps_node(component, adopted->number);
		bool last = adopted == values->engine->steps[values->engine->edition->step_count - 1].def;
		model = adopted->model;
		if (adopted->names_candidate)
			deployment = deployment_word(values, step);
		else
			deployment = last ? "onprem" : NULL;
	}
	settle(component, builtins->model, model);
	settle(component, builtins->deployment, deployment);
}

static enum verdict_status walk_status(const struct component_result *out)
{
	if (out->adopted)
		return VERDICT_DECIDED;
	for (size_t i = 0; i < out->step_count; i++) {
		if (out->steps[i].outcome == STEP_UNDETERMINED)
			return VERDICT_UNDETERMINED;
	}
	return VERDICT_REFUSED;
}

static void walk_component(const struct values *values, struct verdict *verdict, struct node *node, struct component_result *out)
{
	const struct engine *engine = values->engine;
	const char *name = engine->builtins.component_name ? entity_text(values->dossier, node->entity, "component.name") : "";
	bool going = true;
	out->entity = node->entity;
	out->key = node->entity->key;
	out->name = *name ? name : node->entity->key;
	out->candidate = "";
	out->step_count = engine->edition->step_count;
	out->steps = arena_alloc(&verdict->arena, (out->step_count + 1) * sizeof *out->steps);
	for (size_t i = 0; i < out->step_count; i++) {
		struct step_result *step = &out->steps[i];
		struct node *at = steps_node(node, engine->steps[i].def->number);
		*step = (struct step_result){ .step = engine->steps[i].def, .entity = at ? at->entity : NULL, .key = at ? at->entity->key : "",
			.chosen = "", .entry = TRUTH_UNKNOWN, .adopt = TRUTH_UNKNOWN, .pass = TRUTH_UNKNOWN, .refer = TRUTH_UNKNOWN };
		if (!going)
			continue;
		if (at)
			walk_step(values, verdict, &engine->steps[i], at, step);
		else
			step->outcome = STEP_UNDETERMINED;
		going = step->outcome == STEP_PASSED;
		if (step->outcome == STEP_ADOPTED) {
			out->adopted = step->step;
			out->candidate = step->chosen;
		}
	}
	out->status = walk_status(out);
	steps_settle_component(values, node, out->adopted);
}

void steps_walk_all(const struct values *values, struct verdict *verdict)
{
	struct node *root = values->root;
	verdict->components = arena_alloc(&verdict->arena, (root->count + 1) * sizeof *verdict->components);
	verdict->component_count = root->count;
	for (size_t i = 0; i < root->count; i++)
		walk_component(values, verdict, &root->children[i], &verdict->components[i]);
}
