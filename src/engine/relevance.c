/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search begins at what makes up the outcome and goes down only through what is not settled. It computes with open values (values.h): under
 * them a known truth is final, so a part of an expression that is known, or that stands beside a part that decides, is not entered, and a
 * question that is nowhere arrived at can change nothing. The reverse need not hold: two unknown parts may exclude each other, which nobody
 * looks for here.
 */
#include "engine/relevance.h"

#include <stdlib.h>
#include <string.h>

#include "engine/findings.h"
#include "engine/relevance_count.h"
#include "engine/steps.h"

/* What the search knows of a fact at the node that owns it. */
struct mention {
	unsigned named;
	bool reason, entered;
};
struct search {
	const struct values *values;
	const struct fact *registry; /* the question that names the listing; NULL where the edition has none */
	unsigned weight;             /* of what is being looked at: a place in a gate counts for more than one in a rule */
	size_t found;                /* questions that matter */
};
enum { WEIGHT_RULE = 1, WEIGHT_STEP = 20, WEIGHT_GATE = 1000 };

static void touch_fact(struct search *search, struct node *node, const struct fact *fact);

static void give_mentions(const struct values *values, struct node *node)
{
	size_t slots = values->engine->edition->slots[node->entity->scope] + 1;
	node->mentions = arena_alloc(values->arena, slots * sizeof *node->mentions);
	for (size_t i = 0; i < node->entry_count; i++)
		give_mentions(values, &node->entries[i]);
	for (size_t i = 0; i < node->count; i++)
		give_mentions(values, &node->children[i]);
}

static void mark(struct search *search, struct node *owner, const struct fact *fact, bool reason)
{
	struct mention *mention = &owner->mentions[fact->slot];
	const struct answer *answer = values_answer(owner, fact);
	if (!reason && answer && answer->state == ANSWER_GIVEN)
		return;
	search->found += mention->named == 0;
	mention->named += search->weight;
	mention->reason = reason;
}

/* The parts that have not decided the whole; answered() is one of them while its fact is unknown. */
static void touch_parts(struct search *search, struct node *node, const struct expr *expr)
{
	if (expr->op <= EXPR_HAS && expr_truth(expr, &node->frames) != TRUTH_UNKNOWN)
		return;
	if (expr->op == EXPR_FACT || expr->op == EXPR_ANSWERED)
		touch_fact(search, node, expr->fact);
	if (expr->left)
		touch_parts(search, node, expr->left);
	if (expr->right)
		touch_parts(search, node, expr->right);
}

static void touch(struct search *search, struct node *node, const struct compiled *compiled)
{
	if (values_truth(search->values, node, compiled, TRUTH_YES) == TRUTH_UNKNOWN)
		touch_parts(search, node, compiled->expr);
}

static void touch_ground(struct search *search, struct node *node, const struct fact *ground)
{
	struct node *owner = ground ? values_owner(node, ground) : NULL;
	if (!owner || ground_given(search->values, node, ground))
		return;
	if (values_get(search->values, owner, ground).known)
		mark(search, owner, ground, true);
	else
		touch_fact(search, owner, ground);
}

/* Parts in order until one that is YES, which ends them; true when it was met. */
static bool touch_ladder(struct search *search, struct node *node, const struct compiled_part *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum truth truth = values_truth(search->values, node, &parts[i].expr, TRUTH_UNKNOWN);
		if (truth == TRUTH_UNKNOWN)
			touch(search, node, &parts[i].expr);
		if (truth != TRUTH_NO)
			touch_ground(search, node, parts[i].ground);
		if (truth == TRUTH_YES)
			return true;
	}
	return false;
}

/* A pass by an exception is not final while an exception before it may take its place and ask for another ground. */
static bool is_final(const struct values *values, struct node *node, const struct compiled_rule *rule, const struct rule_result *result)
{
	if (result->outcome == OUTCOME_UNDETERMINED)
		return false;
	for (size_t i = 0; i + 1 < result->exception; i++)
		if (values_truth(values, node, &rule->exceptions[i].expr, TRUTH_UNKNOWN) == TRUTH_UNKNOWN)
			return false;
	return true;
}

static void touch_rule(struct search *search, struct node *node, const struct compiled_rule *rule)
{
	struct rule_result result = rule_examine(search->values, node, rule);
	if (is_final(search->values, node, rule, &result))
		return;
	touch(search, node, &rule->when);
	if (!touch_ladder(search, node, rule->rungs, rule->rule->rung_count))
		touch_ladder(search, node, rule->exceptions, rule->rule->exception_count);
}

/* All rules of a node; `binding`: only those on which its acceptability hangs. */
static void touch_rules(struct search *search, struct node *node, bool binding)
{
	const struct engine *engine = search->values->engine;
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		const struct compiled_rule *rule = &engine->rules[i];
		if (rule_applies(rule->rule, node) && !(binding && rule->rule->force == FORCE_PREFERRED))
			touch_rule(search, node, rule);
	}
}

struct below {
	struct search *search;
	const struct compiled_derived *derived;
};

static void touch_below(struct node *node, void *context)
{
	const struct below *below = context;
	const struct values *values = below->search->values;
	if (values_truth(values, node, &below->derived->where, TRUTH_YES) == TRUTH_NO)
		return;
	touch(below->search, node, &below->derived->where);
	touch(below->search, node, &below->derived->of);
	const struct fact *ground = below->derived->derived->ground;
	if (ground && values_truth(values, node, &below->derived->of, TRUTH_UNKNOWN) == TRUTH_YES && !answer_has_reason(values_answer(node, ground)))
		mark(below->search, node, ground, true);
}

/* The entries as they stand give the value, so what is open of them is what matters. */
static void touch_entries(struct search *search, struct node *owner, const struct fact *fact)
{
	const struct compiled_derived *gather = search->values->engine->gathers[fact->scope][fact->slot];
	const struct fact *from = gather->derived->from;
	for (size_t i = 0; from && i < owner->entry_count; i++)
		touch_fact(search, &owner->entries[i], from);
	if (!from)
		values_each_below(owner, gather->derived->over, touch_below, &(struct below){ .search = search, .derived = gather });
}

/* The model and the deployment come from the walk, which is searched anyway; what is left is the deployment of the chosen candidate. */
static void touch_deployment(struct search *search, struct node *component)
{
	const struct fact *deployment = search->values->engine->builtins.candidate_deployment;
	for (size_t i = 0; deployment && i < component->count; i++) {
		struct node *chosen = values_chosen(search->values, &component->children[i]);
		if (chosen && !values_get(search->values, chosen, deployment).known)
			touch_fact(search, chosen, deployment);
	}
}

static void touch_builtin(struct search *search, struct node *owner, const struct fact *fact)
{
	const struct builtins *builtins = &search->values->engine->builtins;
	if (fact == builtins->chosen && builtins->chosen_candidate)
		touch_fact(search, owner, builtins->chosen_candidate);
	else if (fact == builtins->acceptable && rules_acceptable(search->values, owner) == TRUTH_UNKNOWN)
		touch_rules(search, owner, true);
	else if (fact == builtins->deployment)
		touch_deployment(search, owner);
}

/* Whether a question can be asked some day: where it waits, what it waits for must be something that can be answered. */
static bool can_be_asked(const struct values *values, struct node *owner, const struct fact *fact)
{
	const struct compiled *ask = &values->engine->asks[fact->scope][fact->slot];
	enum truth asked = values_asked(values, owner, fact);
	for (size_t i = 0; i < ask->fact_count && asked == TRUTH_UNKNOWN; i++) {
		struct node *node = values_owner(owner, ask->facts[i]);
		if (node && !values_get(values, node, ask->facts[i]).known)
			asked = ask->facts[i]->origin != FACT_ASKED || can_be_asked(values, node, ask->facts[i]) ? TRUTH_YES : TRUTH_UNKNOWN;
	}
	return asked == TRUTH_YES;
}

static void touch_asked(struct search *search, struct node *owner, const struct fact *fact)
{
	enum truth asked = values_asked(search->values, owner, fact);
	if (!can_be_asked(search->values, owner, fact))
		return;
	if (values_gathered(search->values, owner, fact))
		touch_entries(search, owner, fact);
	else
		mark(search, owner, fact, false);
	if (asked == TRUTH_UNKNOWN && !owner->mentions[fact->slot].entered) {
		owner->mentions[fact->slot].entered = true;
		touch(search, owner, &search->values->engine->asks[fact->scope][fact->slot]);
	}
}

static void touch_fact(struct search *search, struct node *node, const struct fact *fact)
{
	const struct compiled_derived *derived = search->values->engine->derived[fact->scope][fact->slot];
	struct node *owner = values_owner(node, fact);
	if (!owner || values_get(search->values, owner, fact).known)
		return;
	if (fact->scope == SCOPE_SERVICE) {
		if (search->registry)
			touch_fact(search, owner, search->registry);
		return;
	}
	if (fact->origin == FACT_ASKED) {
		touch_asked(search, owner, fact);
		return;
	}
	if (owner->mentions[fact->slot].entered)
		return;
	owner->mentions[fact->slot].entered = true;
	if (!derived)
		touch_builtin(search, owner, fact);
	else if (derived->derived->quantifier == QUANTIFIER_NONE)
		touch(search, owner, &derived->of);
	else
		values_each_below(owner, derived->derived->over, touch_below, &(struct below){ .search = search, .derived = derived });
}

/* Whether a gate is sure to end the examination. */
static bool touch_gates(struct search *search)
{
	const struct engine *engine = search->values->engine;
	struct node *root = search->values->root;
	bool hidden = false;
	for (size_t i = 0; i < engine->edition->gate_count; i++) {
		const struct compiled_gate *gate = &engine->gates[i];
		enum truth holds = values_truth(search->values, root, &gate->when, TRUTH_NO);
		if (holds == TRUTH_NO)
			continue;
		touch(search, root, &gate->when);
		touch_ground(search, root, gate->ground);
		/* One that is not known hides the gates behind it, so only the first that is not closed can be sure to end anything. */
		if (holds == TRUTH_YES)
			return !hidden;
		hidden = true;
	}
	return false;
}

struct conditions {
	enum truth entry, adopt, pass, refer;
	enum truth adopted; /* entry and adopt */
};

static struct conditions conditions_of(const struct values *values, struct node *node, const struct compiled_step *step)
{
	struct conditions is = {
		.entry = values_truth(values, node, &step->entry, TRUTH_YES),
		.adopt = values_truth(values, node, &step->adopt, TRUTH_NO),
		.pass = values_truth(values, node, &step->pass, TRUTH_NO),
		.refer = values_truth(values, node, &step->refer, TRUTH_NO),
	};
	is.adopted = is.entry == TRUTH_YES && is.adopt == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN;
	if (is.entry == TRUTH_NO || is.adopt == TRUTH_NO)
		is.adopted = TRUTH_NO;
	return is;
}

static void touch_adoption(struct search *search, struct node *node, const struct compiled_step *step)
{
	const struct fact *choice = search->values->engine->builtins.chosen_candidate;
	if (step->def->names_candidate && choice)
		touch_fact(search, node, choice);
	touch_rules(search, node, false);
	/* What is adopted brings its remarks along; while nobody is chosen it may be any of them. */
	struct node *chosen = choice && values_get(search->values, node, choice).known ? values_chosen(search->values, node) : NULL;
	for (size_t i = 0; step->def->names_candidate && i < node->count; i++)
		if (!chosen || chosen == &node->children[i])
			touch_rules(search, &node->children[i], false);
}

/* Whether the walk goes on behind a step. */
enum onward { ONWARD_NO, ONWARD_PERHAPS, ONWARD_SURE };

static enum onward touch_passing(struct search *search, struct node *node, const struct compiled_step *step, const struct conditions *is)
{
	bool sure = is->adopted == TRUTH_NO && is->pass == TRUTH_YES && is->refer == TRUTH_NO;
	touch(search, node, &step->pass);
	for (size_t i = 0; i < step->need_count && is->pass != TRUTH_NO; i++) {
		struct node *owner = values_owner(node, step->needs[i]);
		sure = sure && owner && values_get(search->values, owner, step->needs[i]).known;
		touch_fact(search, node, step->needs[i]);
	}
	return is->pass == TRUTH_NO ? ONWARD_NO : sure ? ONWARD_SURE : ONWARD_PERHAPS;
}

/* One step. `*adopted` becomes the step where it is sure to be adopted as far as its conditions go. */
static enum onward touch_step(struct search *search, struct node *node, const struct compiled_step *step, const struct step_def **adopted)
{
	struct conditions is = conditions_of(search->values, node, step);
	touch(search, node, &step->refer);
	if (is.refer == TRUTH_YES)
		return ONWARD_NO;
	/* Once passing is sure and adopting is not possible, the parts of adopting do not matter; nor do those of passing in the reverse case. */
	if (is.adopted != TRUTH_NO || is.pass != TRUTH_YES) {
		touch(search, node, &step->entry);
		touch(search, node, &step->adopt);
	}
	if (is.adopted != TRUTH_NO)
		touch_adoption(search, node, step);
	if (is.adopted == TRUTH_YES) {
		*adopted = is.refer == TRUTH_NO ? step->def : NULL;
		return ONWARD_NO;
	}
	return touch_passing(search, node, step, &is);
}

/* A step whose conditions hold is adopted when it names its candidate and no rule of the component stands against it. */
static bool is_adopted(const struct values *values, struct node *node, const struct step_def *def)
{
	const struct engine *engine = values->engine;
	if (def->names_candidate && !values_chosen(values, node))
		return false;
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		if (!rule_applies(engine->rules[i].rule, node))
			continue;
		struct effect effect = rule_effect(engine->rules[i].rule->force, rule_examine(values, node, &engine->rules[i]).outcome);
		if (effect.blocks || effect.opens)
			return false;
	}
	return true;
}

static void touch_component(struct search *search, struct node *component)
{
	const struct engine *engine = search->values->engine;
	const struct step_def *adopted = NULL;
	enum onward onward = ONWARD_SURE;
	bool sure = true; /* that the walk comes here */
	for (size_t i = 0; i < engine->edition->step_count && onward != ONWARD_NO; i++) {
		struct node *node = steps_node(component, engine->steps[i].def->number);
		onward = node ? touch_step(search, node, &engine->steps[i], &adopted) : ONWARD_NO;
		if (adopted && (!sure || !is_adopted(search->values, node, adopted)))
			adopted = NULL;
		sure = sure && onward == ONWARD_SURE;
	}
	steps_settle_component(search->values, component, adopted);
}

static struct search search_all(const struct values *values)
{
	const struct fact *registry = edition_fact(values->engine->edition, "candidate.registry_id");
	struct search made = { .values = values, .registry = registry && registry->origin == FACT_ASKED ? registry : NULL };
	struct search *search = &made;
	struct node *root = search->values->root;
	give_mentions(search->values, root);
	search->weight = WEIGHT_GATE;
	if (touch_gates(search))
		return made;
	search->weight = WEIGHT_STEP;
	for (size_t i = 0; i < root->count; i++)
		touch_component(search, &root->children[i]);
	search->weight = WEIGHT_RULE;
	for (size_t i = 0; i < root->count; i++)
		touch_rules(search, &root->children[i], false);
	touch_rules(search, root, false);
	return made;
}

size_t relevance_count(const struct values *values)
{
	return search_all(values).found;
}

static void collect(const struct edition *edition, const struct node *node, struct relevance *out)
{
	for (unsigned slot = 0; slot < edition->slots[node->entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[node->entity->scope][slot];
		const struct mention *mention = &node->mentions[slot];
		if (!mention->named || !fact->question)
			continue;
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = (struct pending){
			.question = fact->question, .entity = node->entity, .reason = mention->reason, .named = mention->named,
		};
	}
	for (size_t i = 0; i < node->entry_count; i++)
		collect(edition, &node->entries[i], out);
	for (size_t i = 0; i < node->count; i++)
		collect(edition, &node->children[i], out);
}

void engine_relevance(const struct engine *engine, const struct dossier *dossier, date_days as_of, struct relevance *out)
{
	struct arena arena;
	struct values values;
	*out = (struct relevance){ .items = NULL };
	arena_init(&arena);
	values_init_open(&values, engine, dossier, as_of, &arena);
	search_all(&values);
	collect(engine->edition, values.root, out);
	arena_done(&arena);
}

void relevance_done(struct relevance *relevance)
{
	free(relevance->items);
	*relevance = (struct relevance){ .items = NULL };
}

const struct pending *relevance_find(const struct relevance *relevance, const struct entity *entity, const struct question *question)
{
	for (size_t i = 0; i < relevance->count; i++)
		if (relevance->items[i].entity == entity && relevance->items[i].question == question)
			return &relevance->items[i];
	return NULL;
}
