/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dossier that is walked, and what is known of the rules beforehand: which facts each reads in the end, so that a rule whose outcome
 * changes without one of them changing is a fault. Values are forgotten by clearing the marks of a node, which is how a node begins.
 */
#include "engine/prove_walk.h"

#include <stdlib.h>
#include <string.h>

static size_t place(const struct walker *walker, const struct fact *fact)
{
	return walker->offset[fact->scope] + fact->slot;
}

uint64_t walker_draw(struct walker *walker, uint64_t below)
{
	uint64_t mixed = walker->random += UINT64_C(0x9e3779b97f4a7c15);
	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return (mixed ^ mixed >> 31) % below;
}

static void build_nodes(struct walker *walker)
{
	const struct edition *edition = walker->engine->edition;
	struct entity *component = walker->dossier->root->children[0];
	for (size_t i = 0; i < component->count; i++)
		dossier_add_candidate(walker->dossier, component->children[i], NULL);
	values_init(&walker->values, walker->engine, walker->dossier, walker->as_of, &walker->arena);
	walker->step_count = component->count;
	walker->steps = arena_alloc(&walker->arena, (walker->step_count + 1) * sizeof(struct node *));
	walker->candidates = arena_alloc(&walker->arena, (walker->step_count + 1) * sizeof(struct node *));
	walker->services = arena_alloc(&walker->arena, (walker->step_count + 1) * sizeof(struct value *));
	for (size_t i = 0; i < walker->step_count; i++) {
		struct node *step = &walker->values.root->children[0].children[i];
		walker->steps[i] = step;
		walker->candidates[i] = &step->children[0];
		walker->services[i] = arena_alloc(&walker->arena, (edition->slots[SCOPE_SERVICE] + 1) * sizeof **walker->services);
		step->children[0].frames.at[SCOPE_SERVICE] = walker->services[i];
	}
}

struct marking {
	struct walker *walker;
	unsigned char *reads;
};

static void mark_hanging(struct walker *walker, unsigned char *reads, const struct fact *fact);

static void mark_all(struct walker *walker, unsigned char *reads, const struct compiled *compiled)
{
	for (size_t i = 0; i < compiled->fact_count; i++)
		mark_hanging(walker, reads, compiled->facts[i]);
}

/* What answered() sees hangs on what the question's `ask` reads, too. The facts form no cycle, so this ends. */
static void mark_hanging(struct walker *walker, unsigned char *reads, const struct fact *fact)
{
	const struct compiled_derived *derived = walker->engine->derived[fact->scope][fact->slot];
	if (reads[place(walker, fact)] & 2)
		return;
	reads[place(walker, fact)] |= 2;
	if (fact->origin == FACT_ASKED)
		mark_all(walker, reads, &walker->engine->asks[fact->scope][fact->slot]);
	if (derived) {
		mark_all(walker, reads, &derived->of);
		mark_all(walker, reads, &derived->where);
	}
}

static void mark_answered(const struct expr *node, void *context)
{
	struct marking *marking = context;
	if (node->op == EXPR_ANSWERED)
		mark_hanging(marking->walker, marking->reads, node->fact);
}

static void mark_plan(struct walker *walker, const struct plan *plan, unsigned char *reads)
{
	struct marking marking = { .walker = walker, .reads = reads };
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->items[i].fact)
			reads[place(walker, plan->items[i].fact)] |= 1;
	}
	for (size_t i = 0; i < plan->roots->count; i++)
		expr_each_fact(plan->roots->items[i], mark_answered, &marking);
}

static void mark_rules(struct walker *walker)
{
	const struct engine *engine = walker->engine;
	walker->reads = arena_alloc(&walker->arena, (engine->edition->rule_count + 1) * sizeof *walker->reads);
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		struct plan plan;
		plan_init(&plan, engine, &walker->arena);
		plan_add_rule(&plan, &engine->rules[i]);
		walker->reads[i] = arena_alloc(&walker->arena, walker->offset[SCOPE_COUNT] + 1);
		mark_plan(walker, &plan, walker->reads[i]);
	}
}

/* Facts of entities below a quantified fact are moved too. */
static size_t take_levers(const struct plan *plan, struct lever *out, size_t count)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct item *item = &plan->items[i];
		if (item->fold)
			count = take_levers(item->fold->plan, out, count);
		if (item->kind == ITEM_ANSWER)
			out[count++] = (struct lever){ .fact = item->fact, .values = item->values, .value_count = item->value_count };
		if (item->kind == ITEM_REASON)
			out[count++] = (struct lever){ .fact = item->fact, .reason = true };
	}
	return count;
}

static void plan_steps(struct plan *whole, const struct engine *engine)
{
	for (size_t i = 0; i < engine->edition->gate_count; i++) {
		plan_add(whole, &engine->gates[i].when);
		plan_add_reason(whole, engine->gates[i].ground);
	}
	for (size_t i = 0; i < engine->edition->step_count; i++) {
		const struct compiled_step *step = &engine->steps[i];
		plan_add(whole, &step->entry);
		plan_add(whole, &step->adopt);
		plan_add(whole, &step->pass);
		plan_add(whole, &step->refer);
		for (size_t n = 0; n < step->need_count; n++)
			plan_add_fact(whole, step->needs[n]);
	}
}

static void plan_levers(struct walker *walker)
{
	const struct engine *engine = walker->engine;
	struct plan plan, whole;
	size_t room = 4 * walker->offset[SCOPE_COUNT] + 1;
	plan_init(&plan, engine, &walker->arena);
	plan_init(&whole, engine, &walker->arena);
	for (size_t i = 0; i < engine->edition->rule_count; i++)
		plan_add_rule(engine->rules[i].rule->scope == SCOPE_CANDIDATE ? &plan : &whole, &engine->rules[i]);
	plan_steps(&whole, engine);
	/* Whether or not a rule reads them: what is promised of them must be put to the test. */
	const struct fact *always[] = { walker->secrecy, walker->confidentiality, walker->deployment };
	for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
		if (always[i])
			plan_add_fact(&plan, always[i]);
	}
	plan_settle(&plan);
	plan_settle(&whole);
	for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
		struct item *item = always[i] ? plan_item(&plan, always[i], ITEM_ANSWER) : NULL;
		if (item)
			domain_fill(plan.roots, item->fact, true, &walker->arena, &item->values, &item->value_count, &plan.reduced);
	}
	walker->levers = arena_alloc(&walker->arena, room * sizeof *walker->levers);
	walker->whole = arena_alloc(&walker->arena, room * sizeof *walker->whole);
	walker->lever_count = take_levers(&plan, walker->levers, 0);
	walker->whole_count = take_levers(&whole, walker->whole, 0);
}

void walker_init(struct walker *walker, const struct engine *engine, struct prove_random *job, struct prove_report *report)
{
	const struct edition *edition = engine->edition;
	*walker = (struct walker){ .engine = engine, .job = job, .report = report, .dossier = dossier_new(edition), .as_of = 20000 };
	walker->random = job->seed * UINT64_C(0x2545f4914f6cdd1d) + job->stream * UINT64_C(0x632be59bd9b4e019);
	arena_init(&walker->arena);
	for (unsigned scope = 0; scope < SCOPE_COUNT; scope++)
		walker->offset[scope + 1] = walker->offset[scope] + edition->slots[scope];
	walker->words = arena_strdup(&walker->arena, "x");
	walker->before = arena_alloc(&walker->arena, edition->rule_count + 1);
	walker->after = arena_alloc(&walker->arena, edition->rule_count + 1);
	walker->said = arena_alloc(&walker->arena, edition->rule_count + 1);
	walker->secrecy = edition_fact(edition, "case.secrecy");
	walker->confidentiality = edition_fact(edition, "case.confidentiality");
	walker->deployment = edition_fact(edition, "candidate.deployment");
	build_nodes(walker);
	mark_rules(walker);
	plan_levers(walker);
}

static void take_reasons(const struct edition *edition, struct entity *entity)
{
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++)
		entity->answers[slot].reason = entity->answers[slot].text = NULL;
	for (size_t i = 0; i < entity->count; i++)
		take_reasons(edition, entity->children[i]);
}

void walker_done(struct walker *walker)
{
	take_reasons(walker->engine->edition, walker->dossier->root);
	dossier_free(&walker->dossier);
	arena_done(&walker->arena);
}

struct answer *walker_answer(struct walker *walker, struct node *node, const struct fact *fact)
{
	(void)walker;
	struct node *owner = values_owner(node, fact);
	return owner ? entity_answer(owner->entity, fact) : NULL;
}

void walker_put(struct answer *answer, bool known, int64_t number)
{
	answer->state = known ? ANSWER_GIVEN : ANSWER_DONT_KNOW;
	answer->number = known ? number : 0;
}

/* The words are not owned; walker_done takes them away before the dossier is freed. */
void walker_give_reason(const struct walker *walker, struct answer *answer, bool given)
{
	answer->reason = given ? walker->words : NULL;
}

void walker_move(struct walker *walker, const struct lever *lever, struct answer *answer)
{
	if (lever->reason) {
		walker_give_reason(walker, answer, !answer->reason);
		return;
	}
	uint64_t drawn = walker_draw(walker, lever->value_count * 8 + 4) / 8;
	bool known = drawn < lever->value_count;
	walker_put(answer, known, known ? lever->values[drawn] : 0);
}

static void forget(const struct edition *edition, struct node *node)
{
	memset(node->states, 0, edition->slots[node->entity->scope]);
}

void walker_forget(struct walker *walker, size_t step)
{
	const struct edition *edition = walker->engine->edition;
	struct node *candidate = walker->candidates[step];
	for (struct node *node = candidate; node; node = node->parent)
		forget(edition, node);
	for (unsigned slot = 0; slot < edition->slots[SCOPE_SERVICE]; slot++)
		walker->services[step][slot] = answer_value(&candidate->entity->services[slot]);
}

size_t walker_examine(struct walker *walker, size_t step, unsigned char *out)
{
	const struct engine *engine = walker->engine;
	size_t in_the_way = 0;
	walker_forget(walker, step);
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		const struct compiled_rule *rule = &engine->rules[i];
		if (rule->rule->scope != SCOPE_CANDIDATE || !rule_applies(rule->rule, walker->candidates[step]))
			continue;
		struct rule_result result = rule_examine(&walker->values, walker->candidates[step], rule);
		struct effect effect = rule_effect(rule->rule->force, result.outcome);
		bool good = !effect.blocks && !effect.opens;
		in_the_way += !good;
		out[i] = (unsigned char)((unsigned)result.outcome | (good ? WALK_GOOD : 0));
	}
	return in_the_way;
}

void walker_describe(struct walker *walker, size_t step, const struct compiled_rule *rule, struct buf *out)
{
	const struct edition *edition = walker->engine->edition;
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];
		struct answer *answer = walker_answer(walker, walker->candidates[step], fact);
		bool read = !rule || walker->reads[rule - walker->engine->rules][place(walker, fact)];
		if (!read || !answer || answer->state != ANSWER_GIVEN)
			continue;
		buf_addf(out, "%s%s = ", out->len ? ", " : "", fact->id);
		if (fact->type == FACT_TEXT || fact->type == FACT_CANDIDATE)
			buf_adds(out, _("answered"));
		else
			answer_to_word(out, fact, answer);
		if (answer->reason)
			buf_adds(out, _(" (with its reason)"));
	}
}

bool walker_barred(struct walker *walker)
{
	const struct fact *secrecy = walker->secrecy;
	const struct answer *answer = secrecy && secrecy->type == FACT_CHOICE ? &walker->dossier->root->answers[secrecy->slot] : NULL;
	if (!answer || answer->state != ANSWER_GIVEN)
		return false;
	const char *word = secrecy->options[answer->number].word;
	return strcmp(word, "gokuhi") == 0 || strcmp(word, "tokutei") == 0;
}
