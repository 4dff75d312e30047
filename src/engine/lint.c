/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can only be said of the edition as a whole: that every clause cited exists, that a step that names a candidate has a question for
 * it, and that no fact depends on itself. Whatever can be said without expressions the loader has said already.
 *
 * The dependencies are a graph over facts. An asked fact depends on what its `ask` reads, a derived one on its expressions,
 * candidate.chosen on the choice, candidate.acceptable on all that candidate rules read, and component.model on all that the walk reads. A
 * walk from each fact in depth finds every cycle once; the same walk marks the facts that are settled only after the walk of a component.
 */
#include "engine/compile.h"

#include <string.h>

struct cite {
	const struct engine *engine;
	struct diag_list *diags;
	const char *file;
	int line;
};

static void check_clause(const char *id, void *context)
{
	const struct cite *cite = context;
	if (!edition_clause(cite->engine->edition, id))
		diag_error(cite->diags, STATUS_INPUT, cite->file, cite->line, _("clause \"%s\" is not in clauses.ini"), id);
}

static void check_clauses(const struct engine *engine, const char *clauses, const char *file, int line, struct diag_list *diags)
{
	words_each(clauses, check_clause, &(struct cite){ .engine = engine, .diags = diags, .file = file, .line = line });
}

static void check_rule_clauses(const struct engine *engine, const struct rule *rule, struct diag_list *diags)
{
	check_clauses(engine, rule->clause, rule->file, rule->line, diags);
	for (size_t i = 0; i < rule->rung_count; i++)
		check_clauses(engine, rule->rungs[i].clause, rule->rungs[i].expr.file, rule->rungs[i].expr.line, diags);
	for (size_t i = 0; i < rule->exception_count; i++)
		check_clauses(engine, rule->exceptions[i].clause, rule->exceptions[i].expr.file, rule->exceptions[i].expr.line, diags);
}

static void check_step(const struct engine *engine, const struct step_def *def, struct diag_list *diags)
{
	if (!def->adopt.text)
		diag_error(diags, STATUS_INPUT, def->file, def->line, _("[step.%d] has no adopt"), def->number);
	if (def->names_candidate && !engine->builtins.chosen_candidate)
		diag_error(diags, STATUS_INPUT, def->file, def->line,
			_("[step.%d] candidate: adoption names a candidate, but no question gives step.chosen_candidate"), def->number);
	check_clauses(engine, def->clause, def->file, def->line, diags);
}

void lint_references(const struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	for (size_t i = 0; i < edition->screen_count; i++)
		check_clauses(engine, edition->screens[i].clause, edition->screens[i].file, edition->screens[i].line, diags);
	for (size_t i = 0; i < edition->fact_count; i++)
		check_clauses(engine, edition->facts[i]->clause, edition->facts[i]->file, edition->facts[i]->line, diags);
	for (size_t i = 0; i < edition->rule_count; i++)
		check_rule_clauses(engine, &edition->rules[i], diags);
	for (size_t i = 0; i < edition->step_count; i++)
		check_step(engine, &edition->steps[i], diags);
	for (size_t i = 0; i < edition->gate_count; i++)
		check_clauses(engine, edition->gates[i].clause, edition->gates[i].when.file, edition->gates[i].when.line, diags);
	const struct fact *chosen = engine->builtins.chosen_candidate;
	if (chosen && chosen->type != FACT_CANDIDATE)
		diag_error(diags, STATUS_INPUT, chosen->file, chosen->line, _("step.chosen_candidate must be of type candidate"));
}

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

#define PATH_MAX_FACTS 64

struct search {
	struct engine *engine;
	struct diag_list *diags;
	unsigned char *marks[SCOPE_COUNT];
	const struct fact *path[PATH_MAX_FACTS];
	size_t depth;
	const struct source_expr *at; /* the expression being followed: where a cycle is reported */
};

static bool search_fact(struct search *search, const struct fact *fact);

static bool search_compiled(struct search *search, const struct compiled *compiled, const struct source_expr *source)
{
	bool after = false;
	for (size_t i = 0; i < compiled->fact_count; i++) {
		search->at = source;
		after = search_fact(search, compiled->facts[i]) || after;
	}
	return after;
}

static bool search_rule(struct search *search, const struct compiled_rule *rule)
{
	bool after = search_compiled(search, &rule->when, &rule->rule->when);
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		after = search_compiled(search, &rule->rungs[i].expr, &rule->rule->rungs[i].expr) || after;
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		after = search_compiled(search, &rule->exceptions[i].expr, &rule->rule->exceptions[i].expr) || after;
	return after;
}

/* All that the rules of a candidate, or of a component at a step, read. */
static bool search_rules(struct search *search, enum scope scope)
{
	const struct engine *engine = search->engine;
	bool after = false;
	for (size_t i = 0; i < engine->edition->rule_count; i++) {
		const struct rule *rule = engine->rules[i].rule;
		if (rule->scope == scope && (scope == SCOPE_CANDIDATE || rule->steps))
			after = search_rule(search, &engine->rules[i]) || after;
	}
	return after;
}

static void search_walk(struct search *search)
{
	const struct engine *engine = search->engine;
	for (size_t i = 0; i < engine->edition->step_count; i++) {
		const struct compiled_step *step = &engine->steps[i];
		search_compiled(search, &step->entry, &step->def->entry);
		search_compiled(search, &step->adopt, &step->def->adopt);
		search_compiled(search, &step->pass, &step->def->pass);
		search_compiled(search, &step->refer, &step->def->refer);
		search->at = &step->def->pass;
		for (size_t j = 0; j < step->need_count; j++)
			search_fact(search, step->needs[j]);
		search->at = &step->def->adopt;
		if (engine->builtins.chosen_candidate)
			search_fact(search, engine->builtins.chosen_candidate);
	}
	search_rules(search, SCOPE_CANDIDATE);
	search_rules(search, SCOPE_COMPONENT);
}

static bool search_builtin(struct search *search, const struct fact *fact)
{
	const struct builtins *builtins = &search->engine->builtins;
	if (fact == builtins->model || fact == builtins->deployment) {
		search_walk(search);
		return true;
	}
	if (fact == builtins->acceptable)
		return search_rules(search, SCOPE_CANDIDATE);
	if (fact == builtins->chosen && builtins->chosen_candidate)
		return search_fact(search, builtins->chosen_candidate);
	return false;
}

static void report_cycle(struct search *search, const struct fact *fact)
{
	struct buf names;
	size_t from = search->depth;
	buf_init(&names);
	while (from > 0 && search->path[from - 1] != fact)
		from--;
	for (size_t i = from ? from - 1 : 0; i < search->depth; i++)
		buf_addf(&names, "%s -> ", search->path[i]->id);
	diag_error(search->diags, STATUS_INPUT, search->at->file, search->at->line, _("\"%s\" depends on itself: %s%s"), fact->id, names.data, fact->id);
	buf_done(&names);
}

/* An answer hangs on whether it is asked, and on the entries that may give it. */
static bool search_asked(struct search *search, const struct fact *fact)
{
	const struct compiled_derived *gather = search->engine->gathers[fact->scope][fact->slot];
	bool after = search_compiled(search, &search->engine->asks[fact->scope][fact->slot], &fact->question->ask);
	if (!gather)
		return after;
	search->at = &gather->derived->of;
	if (gather->derived->from)
		return search_fact(search, gather->derived->from) || after;
	after = search_compiled(search, &gather->of, &gather->derived->of) || after;
	return search_compiled(search, &gather->where, &gather->derived->where) || after;
}

/* Whether the fact depends on the outcome of a walk. */
static bool search_fact(struct search *search, const struct fact *fact)
{
	struct engine *engine = search->engine;
	unsigned char *mark = &search->marks[fact->scope][fact->slot];
	bool *after = &engine->after_walk[fact->scope][fact->slot];
	if (*mark == MARK_OPEN)
		report_cycle(search, fact);
	if (*mark != MARK_NEW)
		return *after;
	if (search->depth == PATH_MAX_FACTS) {
		diag_error(search->diags, STATUS_INPUT, fact->file, fact->line, _("\"%s\" stands at the end of more than %d facts that depend on one another"),
			fact->id, PATH_MAX_FACTS);
		return false;
	}
	*mark = MARK_OPEN;
	search->path[search->depth++] = fact;
	if (fact->origin == FACT_ASKED)
		*after = search_asked(search, fact);
	else if (engine->derived[fact->scope][fact->slot]) {
		const struct compiled_derived *derived = engine->derived[fact->scope][fact->slot];
		*after = search_compiled(search, &derived->of, &derived->derived->of);
		*after = search_compiled(search, &derived->where, &derived->derived->where) || *after;
	} else {
		*after = search_builtin(search, fact);
	}
	search->depth--;
	*mark = MARK_DONE;
	return *after;
}

void lint_cycles(struct engine *engine, struct diag_list *diags)
{
	struct search search = { .engine = engine, .diags = diags };
	for (unsigned scope = 0; scope < SCOPE_COUNT; scope++)
		search.marks[scope] = arena_alloc(&engine->arena, engine->edition->slots[scope] + 1);
	for (size_t i = 0; i < engine->edition->fact_count; i++)
		search_fact(&search, engine->edition->facts[i]);
}
