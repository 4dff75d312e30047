/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From expressions down to the answers that they hang on: through derived facts, and through the `ask` of every question met on the way. A
 * number or a date stands for a class of values: the literals of the expressions with both neighbours; where only answered() reads a fact, one
 * value stands for all.
 */
#include "test_rules_vary.h"

#include <stdlib.h>
#include <string.h>

#define SET_OPTIONS_MAX 9

/* --- what is varied --- */

static struct variable *find_variable(struct variation *plan, const struct fact *fact)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->variables[i].fact == fact)
			return &plan->variables[i];
	}
	return NULL;
}

static void add_answer(struct variation *plan, const struct fact *fact)
{
	if (find_variable(plan, fact))
		return;
	if (plan->count == VARIABLES_MAX || fact->option_count > SET_OPTIONS_MAX) {
		plan->obstacle = "it reads too many answers";
		return;
	}
	plan->variables[plan->count++] = (struct variable){ .fact = fact };
	if (fact->origin == FACT_ASKED)
		vary_add(plan, &plan->bench->engine->asks[fact->scope][fact->slot]);
}

static void add_quantified(struct variation *plan, const struct compiled *compiled)
{
	for (size_t i = 0; i < plan->quantified_count; i++) {
		if (plan->quantified[i] == compiled)
			return;
	}
	if (plan->quantified_count == QUANTIFIED_MAX) {
		plan->obstacle = "it reads too many derived facts over the steps";
		return;
	}
	plan->quantified[plan->quantified_count++] = compiled;
	vary_add(plan, compiled);
}

void vary_add_fact(struct variation *plan, const struct fact *fact)
{
	const struct engine *engine = plan->bench->engine;
	const struct compiled_derived *derived = engine->derived[fact->scope][fact->slot];
	if (fact->origin == FACT_ASKED || fact->origin == FACT_LISTED) {
		add_answer(plan, fact);
	} else if (!derived && fact != engine->builtins.step_number) {
		plan->obstacle = "it hangs on the walk";
	} else if (derived && derived->derived->quantifier == QUANTIFIER_NONE) {
		vary_add(plan, &derived->of);
	} else if (derived && derived->derived->over != SCOPE_STEP) {
		plan->obstacle = "it hangs on other parts or candidates";
	} else if (derived) {
		add_quantified(plan, &derived->of);
	}
}

void vary_add(struct variation *plan, const struct compiled *compiled)
{
	for (size_t i = 0; i < plan->expression_count; i++) {
		if (plan->expressions[i] == compiled)
			return;
	}
	if (!compiled->expr)
		return;
	if (plan->expression_count == EXPRESSIONS_MAX) {
		plan->obstacle = "it reads too many expressions";
		return;
	}
	plan->expressions[plan->expression_count++] = compiled;
	for (size_t i = 0; i < compiled->fact_count; i++)
		vary_add_fact(plan, compiled->facts[i]);
}

void vary_add_ground(struct variation *plan, const struct fact *ground)
{
	if (!ground)
		return;
	vary_add_fact(plan, ground);
	struct variable *variable = find_variable(plan, ground);
	if (variable)
		variable->ground = true;
}

/* --- the values of a variable --- */

static void push_word(struct variable *variable, char *word)
{
	for (size_t i = 0; i < variable->count; i++) {
		if (strcmp(variable->words[i], word) == 0) {
			free(word);
			return;
		}
	}
	MEM_PUSH_ROOM(variable->words, variable->count, variable->capacity);
	variable->words[variable->count++] = word;
}

static void push_number(struct variable *variable, int64_t number)
{
	char day[11];
	if (variable->fact->type == FACT_DATE && number > 0 && number < 2000000) {
		date_format_iso((date_days)number, day);
		push_word(variable, mem_strdup(day));
	} else if (variable->fact->type == FACT_NUMBER && number >= 0) {
		push_word(variable, mem_printf("%lld", (long long)(number / 1000)));
	} else if (variable->fact->type == FACT_MONEY && number >= 0) {
		push_word(variable, mem_printf("%lld", (long long)number));
	}
}

/* A literal may belong to another fact of the expression; it then is one value more and does no harm. */
static void push_literals(struct variable *variable, const struct expr *expr)
{
	int64_t unit = variable->fact->type == FACT_NUMBER ? 1000 : 1;
	if (!expr)
		return;
	for (int64_t near = -unit; near <= unit && expr->op == EXPR_LITERAL; near += unit)
		push_number(variable, expr->number + near);
	for (size_t i = 0; i < expr->list_count; i++)
		push_number(variable, expr->list[i]);
	push_literals(variable, expr->left);
	push_literals(variable, expr->right);
}

static void push_sets(struct variable *variable)
{
	const struct fact *fact = variable->fact;
	for (unsigned mask = 0; mask < 1u << fact->option_count; mask++) {
		struct buf word;
		buf_init(&word);
		for (size_t i = 0; i < fact->option_count; i++) {
			if (mask >> i & 1)
				buf_addf(&word, "%s%s", word.len ? " " : "", fact->options[i].word);
		}
		push_word(variable, mask ? buf_take(&word) : mem_strdup("-"));
		buf_done(&word);
	}
}

static void push_values(const struct variation *plan, struct variable *variable)
{
	const struct fact *fact = variable->fact;
	push_word(variable, mem_strdup(""));
	switch (fact->type) {
	case FACT_CHOICE:
		for (size_t i = 0; i < fact->option_count; i++)
			push_word(variable, mem_strdup(fact->options[i].word));
		break;
	case FACT_YESNO:
		push_word(variable, mem_strdup("yes"));
		push_word(variable, mem_strdup("no"));
		break;
	case FACT_SET:
		push_sets(variable);
		break;
	case FACT_TEXT:
	case FACT_CANDIDATE:
		push_word(variable, mem_strdup("c1-1-k1"));
		break;
	default:
		for (int64_t i = 1; i <= 3; i++)
			push_number(variable, fact->type == FACT_NUMBER ? i * 1000 : 20000 + i);
		for (size_t i = 0; i < plan->expression_count; i++)
			push_literals(variable, plan->expressions[i]->expr);
		break;
	}
}

struct use {
	const struct fact *fact;
	bool valued;
};

static void note_use(const struct expr *node, void *context)
{
	struct use *use = context;
	if (node->fact == use->fact && node->op != EXPR_ANSWERED)
		use->valued = true;
}

/* Where nothing but answered() reads a fact, one value stands for all. */
static bool is_valued(const struct variation *plan, const struct fact *fact)
{
	struct use use = { .fact = fact };
	for (size_t i = 0; i < plan->expression_count; i++)
		expr_each_fact(plan->expressions[i]->expr, note_use, &use);
	return use.valued;
}

static void push_words(const struct variation *plan, struct variable *variable)
{
	const struct fact *fact = variable->fact;
	push_values(plan, variable);
	while (!is_valued(plan, fact) && variable->count > 2)
		free(variable->words[--variable->count]);
}

/* A ground is tried with and without its reason: the second half of its turns has one. */
static size_t turns(const struct variable *variable)
{
	return variable->count * (variable->ground ? 2 : 1);
}

size_t vary_ready(struct variation *plan)
{
	size_t product = 1;
	for (size_t i = 0; i < plan->count; i++) {
		push_words(plan, &plan->variables[i]);
		product *= turns(&plan->variables[i]);
		if (product > RULES_COMBINATIONS_MAX)
			return 0;
	}
	return product;
}

void vary_done(struct variation *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		for (size_t j = 0; j < plan->variables[i].count; j++)
			free(plan->variables[i].words[j]);
		free(plan->variables[i].words);
	}
}

bool vary_next(struct variation *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (++plan->variables[i].at < turns(&plan->variables[i]))
			return true;
		plan->variables[i].at = 0;
	}
	return false;
}

void vary_set(const struct variation *plan, struct entity *entity)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct variable *variable = &plan->variables[i];
		struct answer *answer = entity_answer(entity, variable->fact);
		char *why = NULL;
		if (!answer || !answer_from_word(answer, variable->fact, variable->words[variable->at % variable->count], &why))
			free(why);
		else
			mem_replace(&answer->reason, variable->at >= variable->count ? "x" : "");
	}
}

void vary_write(const struct variation *plan, struct buf *out)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct variable *variable = &plan->variables[i];
		const char *word = variable->words[variable->at % variable->count];
		buf_addf(out, "%s%s = %s%s", i ? ", " : "", variable->fact->id, *word ? word : "?", variable->at >= variable->count ? " with reason" : "");
	}
}
