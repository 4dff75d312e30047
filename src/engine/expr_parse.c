/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recursive descent over
 *
 *     or    = and { "or" and }          not   = "not" not | unit
 *     and   = not { "and" not }         unit  = "(" or ")" | has | answered | operand [ compare operand | ["not"] "in" list ]
 *
 * A chain of one operator leans to the right: the evaluator walks it in a loop and stops at the part that decides. Depth, length and nodes
 * are counted before anything is built, so that a hostile file costs no more than its refusal. Faults of meaning do not end the parse;
 * faults of form do, because guessing what was meant would only produce faults that are not there.
 */
#include "engine/expr_parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "engine/expr_code.h"

#define LIST_MAX 64

static struct expr *parse_or(struct parser *parser);

void parse_fault(struct parser *parser, const struct token *at, const char *format, ...)
{
	char text[512];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	parser->failed = true;
	diag_error(parser->diags, STATUS_INPUT, parser->source->file, parser->source->line, _("column %zu: %s"), at->column, text);
}

struct expr *parse_node(struct parser *parser, enum expr_op op)
{
	if (++parser->nodes > EXPR_NODES_MAX && !parser->stopped) {
		parse_fault(parser, &parser->token, _("the expression has more than %d parts; split it into derived facts"), EXPR_NODES_MAX);
		parser->stopped = true;
	}
	struct expr *node = arena_alloc(parser->arena, sizeof *node);
	node->op = op;
	node->text = "";
	return node;
}

static void take(struct parser *parser)
{
	parser->last_end = parser->token.end;
	parser->token = token_next(parser->source->text, parser->token.end);
}

static bool at_word(const struct parser *parser, const char *word)
{
	return parser->token.kind == TOKEN_NAME && parser->token.len == strlen(word) && memcmp(parser->token.start, word, parser->token.len) == 0;
}

static bool take_word(struct parser *parser, const char *word)
{
	if (!at_word(parser, word))
		return false;
	take(parser);
	return true;
}

static void set_text(struct parser *parser, struct expr *node, const char *start)
{
	if (node && !parser->stopped && parser->last_end > start)
		node->text = arena_strndup(parser->arena, start, (size_t)(parser->last_end - start));
}

/* A fault of form: what was found, and what may stand here. */
static void stop(struct parser *parser, const char *expected)
{
	const struct token *token = &parser->token;
	if (parser->stopped)
		return;
	if (token->kind == TOKEN_END)
		parse_fault(parser, token, _("the expression ends where %s should follow"), expected);
	else if (token->kind == TOKEN_UNCLOSED)
		parse_fault(parser, token, _("the quote ' is not closed"));
	else if (token->kind == TOKEN_STRANGE && ((unsigned char)*token->start >= 0x80 || (unsigned char)*token->start < 0x20))
		parse_fault(parser, token, _("a character that is not ASCII; %s should stand here"), expected);
	else
		parse_fault(parser, token, _("found \"%.*s\" where %s should stand"), (int)token->len, token->start, expected);
	parser->stopped = true;
}

static bool expect(struct parser *parser, enum token_kind kind, const char *mark)
{
	if (parser->stopped)
		return false;
	if (parser->token.kind != kind) {
		stop(parser, mark);
		return false;
	}
	take(parser);
	return true;
}

static struct operand parse_operand(struct parser *parser);

static struct operand parse_number(struct parser *parser, struct operand operand)
{
	char digits[32];
	const struct token *token = &operand.token;
	operand.kind = OPERAND_NUMBER;
	operand.node = parse_node(parser, EXPR_LITERAL);
	bool good = token->len < sizeof digits;
	if (good) {
		memcpy(digits, token->start, token->len);
		digits[token->len] = '\0';
		good = num_parse_milli(digits, &operand.node->number);
	}
	if (!good)
		parse_fault(parser, token, _("\"%.*s\" is not a number; digits with at most three decimals are allowed"), (int)token->len, token->start);
	take(parser);
	return operand;
}

static struct operand parse_call(struct parser *parser, struct operand operand, bool days)
{
	take(parser);
	expect(parser, TOKEN_OPEN, "\"(\"");
	struct operand first = parse_operand(parser);
	operand.kind = OPERAND_COUNTED;
	if (days) {
		expect(parser, TOKEN_COMMA, "\",\"");
		struct operand second = parse_operand(parser);
		operand.node = check_days(parser, &first, &second);
	} else {
		operand.node = check_count(parser, &first);
	}
	expect(parser, TOKEN_CLOSE, "\")\"");
	return operand;
}

static struct operand parse_name(struct parser *parser, struct operand operand)
{
	if (at_word(parser, "days") || at_word(parser, "count"))
		return parse_call(parser, operand, at_word(parser, "days"));
	if (at_word(parser, "yes") || at_word(parser, "no")) {
		operand.kind = OPERAND_YESNO;
		operand.node = parse_node(parser, EXPR_LITERAL);
		operand.node->number = at_word(parser, "yes");
	} else if (at_word(parser, "as_of")) {
		operand.kind = OPERAND_AS_OF;
		operand.node = parse_node(parser, EXPR_AS_OF);
	} else {
		const struct fact *fact = check_fact(parser, &operand.token);
		operand.kind = fact ? OPERAND_FACT : OPERAND_BAD;
		operand.node = parse_node(parser, EXPR_FACT);
		operand.node->fact = fact;
		operand.node->scope = fact ? fact->scope : SCOPE_CASE;
		operand.node->slot = fact ? fact->slot : 0;
	}
	take(parser);
	return operand;
}

static struct operand parse_operand(struct parser *parser)
{
	struct operand operand = { .kind = OPERAND_BAD, .token = parser->token };
	static const char *const keywords[] = { "or", "and", "not", "in" };
	bool keyword = false;
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		keyword = keyword || at_word(parser, keywords[i]);
	if (!parser->stopped && parser->token.kind == TOKEN_NUMBER) {
		operand = parse_number(parser, operand);
	} else if (!parser->stopped && parser->token.kind == TOKEN_QUOTED) {
		operand.kind = OPERAND_WORD;
		operand.node = parse_node(parser, EXPR_LITERAL);
		take(parser);
	} else if (!parser->stopped && parser->token.kind == TOKEN_NAME && !keyword) {
		operand = parse_name(parser, operand);
	} else {
		stop(parser, _("a fact or a value"));
		operand.node = parse_node(parser, EXPR_LITERAL);
	}
	set_text(parser, operand.node, operand.token.kind == TOKEN_QUOTED ? operand.token.start - 1 : operand.token.start);
	return operand;
}

static struct expr *parse_list(struct parser *parser, enum expr_op op, struct operand *left)
{
	struct operand items[LIST_MAX];
	size_t count = 0;
	expect(parser, TOKEN_OPEN, "\"(\"");
	do {
		if (count == LIST_MAX) {
			parse_fault(parser, &parser->token, _("a list has at most %d values"), LIST_MAX);
			parser->stopped = true;
		}
		if (parser->stopped)
			break;
		items[count++] = parse_operand(parser);
		if (parser->token.kind != TOKEN_COMMA)
			break;
		take(parser);
	} while (!parser->stopped);
	expect(parser, TOKEN_CLOSE, _("\",\" or \")\""));
	return check_member(parser, op, left, items, count);
}

static bool compare_op(enum token_kind kind, enum expr_op *out)
{
	static const struct {
		enum token_kind kind;
		enum expr_op op;
	} ops[] = {
		{ .kind = TOKEN_EQ, .op = EXPR_EQ }, { .kind = TOKEN_NE, .op = EXPR_NE }, { .kind = TOKEN_LT, .op = EXPR_LT },
		{ .kind = TOKEN_LE, .op = EXPR_LE }, { .kind = TOKEN_GT, .op = EXPR_GT }, { .kind = TOKEN_GE, .op = EXPR_GE },
	};
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		if (ops[i].kind == kind) {
			*out = ops[i].op;
			return true;
		}
	}
	return false;
}

static struct expr *parse_comparison(struct parser *parser)
{
	enum expr_op op;
	struct operand left = parse_operand(parser);
	if (parser->stopped)
		return left.node;
	if (compare_op(parser->token.kind, &op)) {
		take(parser);
		struct operand right = parse_operand(parser);
		return check_compare(parser, op, &left, &right);
	}
	if (take_word(parser, "in"))
		return parse_list(parser, EXPR_IN, &left);
	if (take_word(parser, "not")) {
		if (!take_word(parser, "in"))
			stop(parser, "\"in\"");
		return parse_list(parser, EXPR_NOT_IN, &left);
	}
	return check_alone(parser, &left);
}

static struct expr *parse_answered(struct parser *parser)
{
	take(parser);
	expect(parser, TOKEN_OPEN, "\"(\"");
	struct expr *node = parse_node(parser, EXPR_ANSWERED);
	if (!parser->stopped && parser->token.kind == TOKEN_NAME) {
		const struct fact *fact = check_fact(parser, &parser->token);
		node->fact = fact;
		node->scope = fact ? fact->scope : SCOPE_CASE;
		node->slot = fact ? fact->slot : 0;
		take(parser);
	} else {
		stop(parser, _("a fact"));
	}
	expect(parser, TOKEN_CLOSE, "\")\"");
	return node;
}

static struct expr *parse_has(struct parser *parser)
{
	take(parser);
	expect(parser, TOKEN_OPEN, "\"(\"");
	struct operand set = parse_operand(parser);
	expect(parser, TOKEN_COMMA, "\",\"");
	struct operand word = parse_operand(parser);
	expect(parser, TOKEN_CLOSE, "\")\"");
	return check_has(parser, &set, &word);
}

static struct expr *parse_unit(struct parser *parser)
{
	const char *start = parser->token.start - (parser->token.kind == TOKEN_QUOTED ? 1 : 0);
	struct expr *node;
	if (parser->token.kind == TOKEN_OPEN) {
		take(parser);
		node = parse_or(parser);
		expect(parser, TOKEN_CLOSE, "\")\"");
		return node;
	}
	if (at_word(parser, "has"))
		node = parse_has(parser);
	else if (at_word(parser, "answered"))
		node = parse_answered(parser);
	else
		node = parse_comparison(parser);
	set_text(parser, node, start);
	return node;
}

static struct expr *parse_not(struct parser *parser)
{
	struct expr *node;
	if (parser->depth == EXPR_DEPTH_MAX && !parser->stopped) {
		parse_fault(parser, &parser->token, _("more than %d parts within one another"), EXPR_DEPTH_MAX);
		parser->stopped = true;
	}
	if (parser->stopped)
		return parse_node(parser, EXPR_LITERAL);
	parser->depth++;
	const char *start = parser->token.start;
	if (take_word(parser, "not")) {
		node = parse_node(parser, EXPR_NOT);
		node->left = parse_not(parser);
		set_text(parser, node, start);
	} else {
		node = parse_unit(parser);
	}
	parser->depth--;
	return node;
}

/* One level of "and" or "or"; `below` parses what it joins. */
static struct expr *parse_chain(struct parser *parser, enum expr_op op, const char *word, struct expr *(*below)(struct parser *))
{
	const char *start = parser->token.start - (parser->token.kind == TOKEN_QUOTED ? 1 : 0);
	struct expr *head = below(parser), **end = &head;
	while (!parser->stopped && take_word(parser, word)) {
		struct expr *node = parse_node(parser, op);
		node->left = *end;
		node->right = below(parser);
		*end = node;
		end = &node->right;
	}
	if (head->op == op)
		set_text(parser, head, start);
	return head;
}

static struct expr *parse_and(struct parser *parser)
{
	return parse_chain(parser, EXPR_AND, "and", parse_not);
}

static struct expr *parse_or(struct parser *parser)
{
	return parse_chain(parser, EXPR_OR, "or", parse_and);
}

struct expr *expr_parse(struct arena *arena, const struct edition *edition, unsigned reach, const struct source_expr *source,
	struct diag_list *diags)
{
	if (!source->text)
		return NULL;
	if (strlen(source->text) > EXPR_LENGTH_MAX) {
		diag_error(diags, STATUS_INPUT, source->file, source->line, _("the expression has more than %d bytes; split it into derived facts"),
			EXPR_LENGTH_MAX);
		return NULL;
	}
	struct parser parser = { .arena = arena, .edition = edition, .reach = reach, .source = source, .diags = diags };
	parser.token = token_next(source->text, source->text);
	parser.last_end = source->text;
	struct expr *root = parse_or(&parser);
	if (!parser.stopped && parser.token.kind != TOKEN_END)
		stop(&parser, _("\"and\", \"or\" or the end"));
	if (parser.failed)
		return NULL;
	expr_code_add(arena, root);
	return root;
}
