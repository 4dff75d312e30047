/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines follow the expression as written. A part is decisive when the parts above it are and its truth is theirs: these parts alone explain
 * the outcome. Facts that are read, or missing, are listed once, in the order of the text; what is listed already keeps a web of
 * derived facts from being walked twice.
 */
#include "engine/trace.h"

#include <string.h>

#include "base/num.h"

#define FIRST_ROOM 4

void *trace_room(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return items;
	*capacity = *capacity ? *capacity * 2 : FIRST_ROOM;
	void *grown = arena_alloc(arena, *capacity * size);
	if (count)
		memcpy(grown, items, count * size);
	return grown;
}

/* --- facts read --- */

static bool read_before(const struct trace *trace, const struct fact *fact, const struct node *owner)
{
	for (size_t i = 0; i < trace->read_count; i++) {
		if (trace->reads[i].fact == fact && trace->reads[i].key == owner->entity->key)
			return true;
	}
	return false;
}

/* A word of the data or of the program, which need not be copied; NULL where the value is written otherwise. */
static const char *known_word(const struct fact *fact, struct value value)
{
	if (!value.known)
		return "?";
	if (fact->type == FACT_YESNO)
		return value.number ? "yes" : "no";
	if (fact->type == FACT_CHOICE && value.number >= 0 && (size_t)value.number < fact->option_count)
		return fact->options[value.number].word;
	return NULL;
}

/* An answer whose question is not asked does not count, and so shows no word. */
static const char *read_word(struct trace *trace, struct node *node, const struct fact *fact, struct value value)
{
	struct buf word;
	const struct answer *answer = values_answer(node, fact);
	bool supplied = fact->origin == FACT_ASKED || fact->origin == FACT_LISTED;
	bool looked = supplied && answer && !values_gathered(trace->values, node, fact) && answer->state == ANSWER_DONT_KNOW &&
		(fact->origin == FACT_LISTED || values_asked(trace->values, node, fact) == TRUTH_YES);
	const char *kept = value.known || looked ? known_word(fact, value) : "";
	if (kept)
		return kept;
	buf_init(&word);
	if (values_gathered(trace->values, node, fact))
		answer_to_word(&word, fact, &(struct answer){ .state = ANSWER_GIVEN, .number = value.number });
	else if (supplied)
		answer_to_word(&word, fact, answer);
	else if (fact->type == FACT_NUMBER)
		num_format_milli(&word, value.number);
	else
		buf_adds(&word, value.number ? "yes" : "no");
	kept = arena_strndup(&trace->verdict->arena, word.data, word.len);
	buf_done(&word);
	return kept;
}

/* Where a value came from: the registry or a file, or the entry that set it. */
static const char *read_source(struct trace *trace, struct node *node, const struct fact *fact)
{
	const struct answer *answer = values_answer(node, fact);
	const struct fact *name = trace->values->engine->builtins.information_name;
	struct node *setter = NULL;
	if (values_gathered(trace->values, node, fact)) {
		(void)values_gather(trace->values, node, fact, &setter);
		answer = setter && name && name->scope == setter->entity->scope ? values_answer(setter, name) : NULL;
		if (setter && !(answer && answer->text && *answer->text))
			return setter->entity->key;
		return answer ? arena_strdup(&trace->verdict->arena, answer->text) : "";
	}
	return answer && answer->source ? arena_strdup(&trace->verdict->arena, answer->source) : "";
}

static void read_all(struct trace *trace, struct node *node, const struct compiled *compiled)
{
	if (!trace->reads && compiled->fact_count) {
		trace->read_capacity = compiled->fact_count; /* what follows mostly reads no more than the first expression names */
		trace->reads = arena_alloc(&trace->verdict->arena, trace->read_capacity * sizeof *trace->reads);
	}
	for (size_t i = 0; i < compiled->fact_count; i++)
		trace_read(trace, node, compiled->facts[i]);
}

struct below {
	struct trace *trace;
	const struct compiled_derived *derived;
};

static void read_below(struct node *node, void *context)
{
	const struct below *below = context;
	read_all(below->trace, node, &below->derived->where);
	read_all(below->trace, node, &below->derived->of);
}

void trace_read(struct trace *trace, struct node *node, const struct fact *fact)
{
	const struct engine *engine = trace->values->engine;
	const struct compiled_derived *derived = engine->derived[fact->scope][fact->slot];
	struct arena *arena = &trace->verdict->arena;
	struct node *owner = values_owner(node, fact);
	if (!owner || read_before(trace, fact, owner))
		return;
	struct value value = values_get(trace->values, owner, fact);
	bool supplied = fact->origin == FACT_ASKED || fact->origin == FACT_LISTED;
	const char *word = read_word(trace, owner, fact, value);
	trace->reads = trace_room(arena, trace->reads, trace->read_count, &trace->read_capacity, sizeof *trace->reads);
	trace->reads[trace->read_count++] = (struct fact_read){
		.fact = fact,
		.key = owner->entity->key,
		.word = word,
		.source = supplied && *word ? read_source(trace, owner, fact) : "",
	};
	if (fact == engine->builtins.chosen && engine->builtins.chosen_candidate)
		trace_read(trace, owner, engine->builtins.chosen_candidate);
	if (!derived)
		return;
	if (derived->derived->quantifier == QUANTIFIER_NONE)
		read_all(trace, owner, &derived->of);
	else
		values_each_below(owner, derived->derived->over, read_below, &(struct below){ .trace = trace, .derived = derived });
}

/* --- lines --- */

static void add_line(struct trace *trace, int depth, enum truth truth, bool decisive, const char *text, const struct expr *expr)
{
	trace->lines = trace_room(&trace->verdict->arena, trace->lines, trace->line_count, &trace->line_capacity, sizeof *trace->lines);
	trace->lines[trace->line_count++] = (struct trace_line){ .depth = depth, .truth = truth, .decisive = decisive, .text = text, .expr = expr };
}

static void add_parts(struct trace *trace, const struct expr *expr, const struct frames *frames, int depth, bool decisive);

/* The parts of a chain stand side by side, however the tree leans. */
static void add_chain(struct trace *trace, const struct expr *chain, const struct frames *frames, int depth, bool decisive)
{
	enum truth whole = expr_truth(chain, frames);
	for (const struct expr *at = chain; at; at = at->op == chain->op ? at->right : NULL) {
		const struct expr *part = at->op == chain->op ? at->left : at;
		add_parts(trace, part, frames, depth, decisive && expr_truth(part, frames) == whole);
	}
}

static void add_parts(struct trace *trace, const struct expr *expr, const struct frames *frames, int depth, bool decisive)
{
	add_line(trace, depth, expr_truth(expr, frames), decisive, expr->text, expr);
	if (expr->op == EXPR_NOT)
		add_parts(trace, expr->left, frames, depth + 1, decisive);
	else if (expr->op <= EXPR_AND)
		add_chain(trace, expr, frames, depth + 1, decisive);
}

void trace_expr(struct trace *trace, struct node *node, const char *name, const struct compiled *compiled, bool decisive)
{
	if (!compiled->expr)
		return;
	add_line(trace, 0, values_truth(trace->values, node, compiled, TRUTH_UNKNOWN), decisive, name, NULL);
	add_parts(trace, compiled->expr, &node->frames, 1, decisive);
	read_all(trace, node, compiled);
}
