/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rule language (doc/formats.md section 4): parser, type checker and three-valued evaluator. Names are resolved to slots when parsed,
 * so that evaluating is a walk over small nodes and arrays of values, without memory or text.
 */
#ifndef ENGINE_EXPR_H
#define ENGINE_EXPR_H

#include "base/diag.h"
#include "base/mem.h"
#include "model/edition.h"

/* Limits that keep a hostile rule file cheap to refuse. */
#define EXPR_DEPTH_MAX 32
#define EXPR_LENGTH_MAX 900
#define EXPR_NODES_MAX 256

enum expr_op {
	EXPR_OR, EXPR_AND, EXPR_NOT,
	EXPR_EQ, EXPR_NE, EXPR_LT, EXPR_LE, EXPR_GT, EXPR_GE, /* both sides are operands of one type */
	EXPR_IN, EXPR_NOT_IN, /* left operand, `mask` of option indexes; sorted `list` for numbers and dates */
	EXPR_HAS,      /* set operand, `mask` of one option */
	EXPR_ANSWERED, /* fact */
	EXPR_FACT,     /* operand, or a yesno fact standing alone as truth */
	EXPR_LITERAL,  /* operand: number */
	EXPR_AS_OF,    /* operand: the as-of date */
	EXPR_COUNT,    /* operand: members of a set, in thousandths */
	EXPR_DAYS      /* operand: days between two dates, in thousandths */
};
/* Narrow, because an edition has thousands of nodes, and memory touched for the first time is much of what a decision costs. */
struct expr {
	enum expr_op op : 8;
	enum scope scope : 8; /* of the fact, copied here for speed */
	unsigned slot : 16;
	unsigned list_count;
	struct expr *left, *right;
	const struct fact *fact;
	int64_t number;
	uint64_t mask;
	const int64_t *list;
	const char *text; /* the source of this part, for traces; in the arena */
	const struct expr_code *code; /* of a small part, for speed (expr_code.c); else NULL */
};

/* Values of one entity chain: frames[scope][slot]. A NULL frame reads as unknown. */
struct frames {
	const struct value *at[SCOPE_COUNT];
	date_days as_of;
	bool open; /* answered() of what is unknown is unknown too: it may still be answered */
};

/*
 * Parses and checks one expression. `reach` is the mask of scopes that may be read. Nodes are in `arena`. NULL with every fault in
 * `diags` (file:line, column, what was found, what is allowed) otherwise; an absent source gives NULL without a fault.
 */
struct expr *expr_parse(struct arena *arena, const struct edition *edition, unsigned reach, const struct source_expr *source,
	struct diag_list *diags);
enum truth expr_truth(const struct expr *expr, const struct frames *frames);
/* Calls `visit` for every fact the expression names. */
void expr_each_fact(const struct expr *expr, void (*visit)(const struct expr *node, void *context), void *context);
/*
 * Facts whose being known could still change the truth: for an undetermined expression, the unknown facts of the parts that have not
 * decided it. Calls `visit` once per node.
 */
void expr_each_missing(const struct expr *expr, const struct frames *frames, void (*visit)(const struct expr *node, void *context), void *context);

#endif
