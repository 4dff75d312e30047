/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiling goes through the edition once, in the order of the files, and never stops at a fault: what did not compile stays NULL and the
 * engine is not handed out. Which facts an expression names is kept beside it, because the values of exactly these are computed before
 * the evaluator runs; that keeps the evaluator free of calls back.
 */
#include "engine/compile.h"

#include <stdlib.h>
#include <string.h>

#define WORD_BYTES 96

unsigned reach_of(enum scope scope)
{
	unsigned reach = SCOPE_BIT(scope);
	for (enum scope at = scope; at != SCOPE_CASE; at = scope_parent(at))
		reach |= SCOPE_BIT(scope_parent(at));
	return scope == SCOPE_CANDIDATE ? reach | SCOPE_BIT(SCOPE_SERVICE) : reach;
}

unsigned reach_of_rule(const struct rule *rule)
{
	return reach_of(rule->scope == SCOPE_COMPONENT && rule->steps ? SCOPE_STEP : rule->scope);
}

void words_each(const char *words, void (*visit)(const char *word, void *context), void *context)
{
	while (words && *words) {
		char word[WORD_BYTES + 1];
		size_t len = strcspn(words, " ");
		if (len) {
			size_t kept = len < WORD_BYTES ? len : WORD_BYTES;
			memcpy(word, words, kept);
			word[kept] = '\0';
			visit(word, context);
		}
		words += len + (words[len] == ' ');
	}
}

static void collect_fact(const struct expr *node, void *context)
{
	struct compiled *out = context;
	for (size_t i = 0; i < out->fact_count; i++) {
		if (out->facts[i] == node->fact)
			return;
	}
	out->facts[out->fact_count++] = node->fact;
}

void compile_expr(struct engine *engine, struct compiled *out, unsigned reach, const struct source_expr *source, struct diag_list *diags)
{
	out->expr = expr_parse(&engine->arena, engine->edition, reach, source, diags);
	if (!out->expr)
		return;
	const struct fact *named[EXPR_NODES_MAX];
	out->facts = named;
	expr_each_fact(out->expr, collect_fact, out);
	out->facts = arena_alloc(&engine->arena, (out->fact_count + 1) * sizeof *out->facts);
	for (size_t i = 0; i < out->fact_count; i++)
		out->facts[i] = named[i];
}

/* A fact named in a key of the rules, such as `ground`, which must be asked and able to carry a reason. */
static const struct fact *compile_ground(const struct engine *engine, const char *id, unsigned reach, const struct source_expr *at,
	struct diag_list *diags)
{
	if (!id || !*id)
		return NULL;
	const struct fact *fact = edition_fact(engine->edition, id);
	if (!fact)
		diag_error(diags, STATUS_INPUT, at->file, at->line, _("ground: no fact is called \"%s\""), id);
	else if (!(SCOPE_BIT(fact->scope) & reach))
		diag_error(diags, STATUS_INPUT, at->file, at->line, _("ground: \"%s\" cannot be read here"), id);
	else if (fact->origin != FACT_ASKED || !fact->question)
		diag_error(diags, STATUS_INPUT, at->file, at->line, _("ground: \"%s\" is not asked, so no reason can be given for it"), id);
	else if (fact->question->reason == DEMAND_NONE)
		diag_error(diags, STATUS_INPUT, at->file, at->line, _("ground: the question of \"%s\" takes no reason; set its reason to required"), id);
	return fact;
}

static struct compiled_part *compile_parts(struct engine *engine, const struct rung *parts, size_t count, unsigned reach, struct diag_list *diags)
{
	struct compiled_part *out = arena_alloc(&engine->arena, (count + 1) * sizeof *out);
	for (size_t i = 0; i < count; i++) {
		compile_expr(engine, &out[i].expr, reach, &parts[i].expr, diags);
		out[i].ground = compile_ground(engine, parts[i].ground, reach, &parts[i].expr, diags);
	}
	return out;
}

static void compile_rules(struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	engine->rules = arena_alloc(&engine->arena, (edition->rule_count + 1) * sizeof *engine->rules);
	for (size_t i = 0; i < edition->rule_count; i++) {
		const struct rule *rule = &edition->rules[i];
		struct compiled_rule *out = &engine->rules[i];
		unsigned reach = reach_of_rule(rule);
		out->rule = rule;
		compile_expr(engine, &out->when, reach, &rule->when, diags);
		out->rungs = compile_parts(engine, rule->rungs, rule->rung_count, reach, diags);
		out->exceptions = compile_parts(engine, rule->exceptions, rule->exception_count, reach, diags);
	}
}

struct need_context {
	struct engine *engine;
	struct compiled_step *step;
	struct diag_list *diags;
};

static void compile_need(const char *word, void *context)
{
	struct need_context *need = context;
	const struct step_def *def = need->step->def;
	const struct fact *fact = edition_fact(need->engine->edition, word);
	if (!fact) {
		diag_error(need->diags, STATUS_INPUT, def->file, def->line, _("[step.%d] pass.needs: no fact is called \"%s\""), def->number, word);
	} else if (fact->origin != FACT_ASKED || !(SCOPE_BIT(fact->scope) & reach_of(SCOPE_STEP))) {
		diag_error(need->diags, STATUS_INPUT, def->file, def->line,
			_("[step.%d] pass.needs: \"%s\" is not asked of the step, the component or the case"), def->number, word);
	} else {
		need->step->needs[need->step->need_count++] = fact;
	}
}

static void compile_steps(struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	unsigned reach = reach_of(SCOPE_STEP);
	engine->steps = arena_alloc(&engine->arena, (edition->step_count + 1) * sizeof *engine->steps);
	for (size_t i = 0; i < edition->step_count; i++) {
		const struct step_def *def = &edition->steps[i];
		struct compiled_step *out = &engine->steps[i];
		out->def = def;
		compile_expr(engine, &out->entry, reach, &def->entry, diags);
		compile_expr(engine, &out->adopt, reach, &def->adopt, diags);
		compile_expr(engine, &out->pass, reach, &def->pass, diags);
		compile_expr(engine, &out->refer, reach, &def->refer, diags);
		size_t bytes = def->pass_needs ? strlen(def->pass_needs) : 0;
		out->needs = arena_alloc(&engine->arena, (bytes / 2 + 1) * sizeof *out->needs);
		words_each(def->pass_needs, compile_need, &(struct need_context){ .engine = engine, .step = out, .diags = diags });
	}
}

static void compile_gates(struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	engine->gates = arena_alloc(&engine->arena, (edition->gate_count + 1) * sizeof *engine->gates);
	for (size_t i = 0; i < edition->gate_count; i++) {
		const struct gate *gate = &edition->gates[i];
		engine->gates[i].gate = gate;
		compile_expr(engine, &engine->gates[i].when, reach_of(SCOPE_CASE), &gate->when, diags);
		engine->gates[i].ground = compile_ground(engine, gate->ground, reach_of(SCOPE_CASE), &gate->when, diags);
	}
}

static void compile_allowances(struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	engine->allowances = arena_alloc(&engine->arena, (edition->allowance_count + 1) * sizeof *engine->allowances);
	for (size_t i = 0; i < edition->allowance_count; i++) {
		engine->allowances[i].allowance = &edition->allowances[i];
		compile_expr(engine, &engine->allowances[i].when, reach_of(SCOPE_CANDIDATE), &edition->allowances[i].when, diags);
	}
}

static void compile_asks(struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];
		if (fact->question)
			compile_expr(engine, &engine->asks[fact->scope][fact->slot], reach_of(fact->scope), &fact->question->ask, diags);
	}
}

/* The loader has checked the quantifiers; a condition gives a truth and nothing else. */
static void check_derived(const struct derived *derived, struct diag_list *diags)
{
	const struct fact *fact = derived->fact;
	if (derived->quantifier == QUANTIFIER_NONE && fact->type != FACT_YESNO)
		diag_error(diags, STATUS_INPUT, fact->file, fact->line, _("\"%s\" must be of type yesno: that is what its expression gives"), fact->id);
}

static void compile_derived(struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	struct compiled_derived *all = arena_alloc(&engine->arena, (edition->derived_count + 1) * sizeof *all);
	for (size_t i = 0; i < edition->derived_count; i++) {
		const struct derived *derived = &edition->derived[i];
		enum scope at = derived->quantifier == QUANTIFIER_NONE ? derived->fact->scope : derived->over;
		all[i].derived = derived;
		check_derived(derived, diags);
		compile_expr(engine, &all[i].of, reach_of(at), &derived->of, diags);
		compile_expr(engine, &all[i].where, reach_of(at), &derived->where, diags);
		engine->derived[derived->fact->scope][derived->fact->slot] = &all[i];
	}
}

/* What the entries give to a question. Where a fact of theirs is named there is nothing to compile. */
static void compile_gathers(struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];
		const struct derived *gather = fact->question ? fact->question->gather : NULL;
		if (!gather)
			continue;
		struct compiled_derived *out = arena_alloc(&engine->arena, sizeof *out);
		out->derived = gather;
		if (!gather->from) {
			compile_expr(engine, &out->of, reach_of(gather->over), &gather->of, diags);
			compile_expr(engine, &out->where, reach_of(gather->over), &gather->where, diags);
		}
		engine->gathers[fact->scope][fact->slot] = out;
	}
}

static void find_builtins(struct engine *engine)
{
	const struct edition *edition = engine->edition;
	engine->builtins = (struct builtins){
		.step_number = edition_fact(edition, "step.number"),
		.acceptable = edition_fact(edition, "candidate.acceptable"),
		.chosen = edition_fact(edition, "candidate.chosen"),
		.model = edition_fact(edition, "component.model"),
		.deployment = edition_fact(edition, "component.deployment"),
		.chosen_candidate = edition_fact(edition, "step.chosen_candidate"),
		.candidate_deployment = edition_fact(edition, "candidate.deployment"),
		.component_name = edition_fact(edition, "component.name"),
		.information_name = edition_fact(edition, "information.name"),
	};
}

enum status engine_new(struct engine **out, const struct edition *edition, struct diag_list *diags)
{
	struct engine *engine = MEM_NEW(struct engine);
	struct diag_list found;
	diag_init(&found);
	engine->edition = edition;
	arena_init(&engine->arena);
	for (unsigned scope = 0; scope < SCOPE_COUNT; scope++) {
		size_t slots = edition->slots[scope] + 1;
		engine->asks[scope] = arena_alloc(&engine->arena, slots * sizeof *engine->asks[scope]);
		engine->derived[scope] = arena_alloc(&engine->arena, slots * sizeof *engine->derived[scope]);
		engine->gathers[scope] = arena_alloc(&engine->arena, slots * sizeof *engine->gathers[scope]);
		engine->after_walk[scope] = arena_alloc(&engine->arena, slots * sizeof *engine->after_walk[scope]);
	}
	find_builtins(engine);
	compile_asks(engine, &found);
	compile_derived(engine, &found);
	compile_gathers(engine, &found);
	compile_gates(engine, &found);
	compile_steps(engine, &found);
	compile_rules(engine, &found);
	compile_allowances(engine, &found);
	lint_references(engine, &found);
	lint_texts(engine, &found);
	lint_cycles(engine, &found);
	enum status status = diag_status(&found);
	if (diags)
		diag_move(diags, &found);
	diag_done(&found);
	if (status != STATUS_OK)
		engine_free(&engine);
	*out = engine;
	return status;
}

void engine_free(struct engine **engine)
{
	if (!*engine)
		return;
	arena_done(&(*engine)->arena);
	free(*engine);
	*engine = NULL;
}

const struct edition *engine_edition(const struct engine *engine)
{
	return engine->edition;
}
