/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A compiled edition as the other files of engine/ see it. Everything is in the engine's arena and constant once engine_new has returned.
 */
#ifndef ENGINE_COMPILE_H
#define ENGINE_COMPILE_H

#include "engine/engine.h"
#include "engine/expr.h"

/* An expression with the facts it names, each once, in order of first mention. `expr` is NULL where the key is absent. */
struct compiled {
	const struct expr *expr;
	const struct fact **facts;
	size_t fact_count;
};
struct compiled_derived {
	const struct derived *derived;
	struct compiled of, where;
};
/* A rung or an exception. */
struct compiled_part {
	struct compiled expr;
	const struct fact *ground; /* NULL when none */
};
struct compiled_rule {
	const struct rule *rule;
	struct compiled when;
	struct compiled_part *rungs, *exceptions;
};
struct compiled_step {
	const struct step_def *def;
	struct compiled entry, adopt, pass, refer;
	const struct fact **needs;
	size_t need_count;
};
struct compiled_gate {
	const struct gate *gate;
	struct compiled when;
	const struct fact *ground;
};

struct compiled_allowance {
	const struct allowance *allowance;
	struct compiled when;
};

/* Facts that the program itself knows; NULL where the edition does not have one. */
struct builtins {
	const struct fact *step_number, *acceptable, *chosen, *model, *deployment;
	const struct fact *chosen_candidate, *candidate_deployment, *component_name; /* asked facts with a part in the walk */
	const struct fact *information_name; /* how an entry is called where one is named as the source of a value */
};

struct engine {
	const struct edition *edition;
	struct arena arena;
	struct builtins builtins;
	struct compiled *asks[SCOPE_COUNT];                  /* by slot */
	const struct compiled_derived **derived[SCOPE_COUNT]; /* by slot; NULL for facts that are not derived */
	const struct compiled_derived **gathers[SCOPE_COUNT]; /* by slot; NULL for questions that no entries answer */
	bool *after_walk[SCOPE_COUNT];                       /* by slot: the fact depends on the outcome of a walk */
	struct compiled_rule *rules;                         /* edition->rule_count */
	struct compiled_step *steps;
	struct compiled_gate *gates;
	struct compiled_allowance *allowances; /* for the proof alone */
};

/* Parses one expression of the edition into `out`; the faults go to `diags`. */
void compile_expr(struct engine *engine, struct compiled *out, unsigned reach, const struct source_expr *source, struct diag_list *diags);
/* Scopes that may be read at an entity of a scope: its own and all wider ones, and the service of a candidate. */
unsigned reach_of(enum scope scope);
/* Scopes that a rule may read. */
unsigned reach_of_rule(const struct rule *rule);

/* Calls `visit` for each word of a list of words separated by blanks. */
void words_each(const char *words, void (*visit)(const char *word, void *context), void *context);

/* The checks of lint.c: clauses, steps, and cycles. They need everything compiled. */
void lint_references(const struct engine *engine, struct diag_list *diags);
/* lint_text.c: facts that texts name and the edition does not have. */
void lint_texts(const struct engine *engine, struct diag_list *diags);
void lint_cycles(struct engine *engine, struct diag_list *diags);

#endif
