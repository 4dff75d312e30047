/* SPDX-License-Identifier: Apache-2.0 */
/* What the parser and the type checker share. Internal to engine/. */
#ifndef ENGINE_EXPR_PARSE_H
#define ENGINE_EXPR_PARSE_H

#include "engine/expr.h"
#include "engine/expr_lex.h"

struct parser {
	struct arena *arena;
	const struct edition *edition;
	unsigned reach; /* mask of scopes that may be read */
	const struct source_expr *source;
	struct diag_list *diags;
	struct token token;   /* the next one, not yet taken */
	const char *last_end; /* end of the token taken last */
	unsigned depth, nodes;
	bool failed;  /* a fault was reported; the tree will not be used */
	bool stopped; /* a fault of form: what follows cannot be read */
};

/* What an operand may be compared with. OPERAND_BAD has been reported and agrees with everything. */
enum operand_kind { OPERAND_BAD, OPERAND_FACT, OPERAND_NUMBER, OPERAND_COUNTED, OPERAND_WORD, OPERAND_YESNO, OPERAND_AS_OF };

struct operand {
	enum operand_kind kind;
	struct expr *node;
	struct token token; /* its first token, for the place and the word */
};

/* Reports a fault at a token: the file and line of the source, the column, the text. */
void parse_fault(struct parser *parser, const struct token *at, const char *format, ...) __attribute__((format(printf, 3, 4)));
struct expr *parse_node(struct parser *parser, enum expr_op op);
/* The fact that a token names, with faults for unknown names and names out of reach. */
const struct fact *check_fact(struct parser *parser, const struct token *name);

/* Each of these reports what does not agree and returns the finished node all the same, so that one pass finds every fault. */
struct expr *check_compare(struct parser *parser, enum expr_op op, struct operand *left, struct operand *right);
struct expr *check_member(struct parser *parser, enum expr_op op, struct operand *left, struct operand *items, size_t count);
struct expr *check_has(struct parser *parser, struct operand *set, struct operand *word);
struct expr *check_count(struct parser *parser, struct operand *set);
struct expr *check_days(struct parser *parser, struct operand *from, struct operand *to);
/* An operand standing alone as truth: a yesno fact, or yes and no. */
struct expr *check_alone(struct parser *parser, struct operand *operand);

#endif
