/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and types. The word of an option means nothing by itself: it is looked up among the options of the fact on the other side, so that
 * a slip of the pen is a fault of the file and never a comparison that is quietly false. Every message names what is allowed.
 *
 * A comparison of a fact with a fixed value, by far the most common part, is folded into one node: the evaluator then reads one node, one
 * frame and one value.
 */
#include "engine/expr_parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

#define NAME_MAX_BYTES 96
#define MILLI 1000

/* Edits between two short names, for the suggestion; the row is fixed because names are. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[NAME_MAX_BYTES + 1];
	size_t a_len = strlen(a), b_len = strlen(b);
	if (a_len > NAME_MAX_BYTES || b_len > NAME_MAX_BYTES)
		return UINT32_MAX;
	for (size_t j = 0; j <= b_len; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned corner = row[0];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b_len; j++) {
			unsigned above = row[j], best = corner + (a[i - 1] != b[j - 1]);
			best = above + 1 < best ? above + 1 : best;
			row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			corner = above;
		}
	}
	return row[b_len];
}

static const struct fact *nearest_fact(const struct edition *edition, const char *name)
{
	const struct fact *best = NULL;
	unsigned best_distance = UINT32_MAX;
	for (size_t i = 0; i < edition->fact_count; i++) {
		unsigned d = distance(name, edition->facts[i]->id);
		if (d < best_distance) {
			best_distance = d;
			best = edition->facts[i];
		}
	}
	return best;
}

static void write_scopes(struct buf *out, unsigned reach)
{
	for (unsigned scope = 0; scope < SCOPE_COUNT; scope++) {
		if (reach & SCOPE_BIT(scope)) {
			buf_adds(out, out->len ? ", " : "");
			buf_adds(out, scope_word((enum scope)scope));
		}
	}
}

const struct fact *check_fact(struct parser *parser, const struct token *name)
{
	char id[NAME_MAX_BYTES + 1] = "";
	if (name->len <= NAME_MAX_BYTES)
		memcpy(id, name->start, name->len);
	const struct fact *fact = *id ? edition_fact(parser->edition, id) : NULL;
	if (!fact) {
		const struct fact *near = nearest_fact(parser->edition, id);
		if (near)
			parse_fault(parser, name, _("no fact is called \"%.*s\"; the nearest name is \"%s\""), (int)name->len, name->start, near->id);
		else
			parse_fault(parser, name, _("no fact is called \"%.*s\"; none is declared"), (int)name->len, name->start);
		return NULL;
	}
	if (!(parser->reach & SCOPE_BIT(fact->scope))) {
		struct buf scopes;
		buf_init(&scopes);
		write_scopes(&scopes, parser->reach);
		parse_fault(parser, name, _("\"%s\" cannot be read here; facts of these scopes can: %s"), fact->id, scopes.data);
		buf_done(&scopes);
		return NULL;
	}
	return fact;
}

/* What an operand is when the other side does not say so. */
static bool operand_type(const struct operand *operand, enum fact_type *out)
{
	switch (operand->kind) {
	case OPERAND_FACT:
		*out = operand->node->fact->type;
		return true;
	case OPERAND_COUNTED:
		*out = FACT_NUMBER;
		return true;
	case OPERAND_AS_OF:
		*out = FACT_DATE;
		return true;
	default:
		return false;
	}
}

/* Text and candidate facts have no value that could be compared: only whether they are there counts. */
static bool comparable(struct parser *parser, const struct operand *operand)
{
	if (operand->kind == OPERAND_BAD)
		return false;
	if (operand->kind != OPERAND_FACT)
		return true;
	const struct fact *fact = operand->node->fact;
	if (fact->type != FACT_TEXT && fact->type != FACT_CANDIDATE)
		return true;
	parse_fault(parser, &operand->token, _("\"%s\" is a %s fact; only answered(%s) is allowed"), fact->id, fact_type_word(fact->type), fact->id);
	return false;
}

static void bad_option(struct parser *parser, const struct token *word, const struct fact *fact)
{
	struct buf words;
	buf_init(&words);
	for (size_t i = 0; i < fact->option_count && words.len < 300; i++)
		buf_addf(&words, "%s%s", i ? ", " : "", fact->options[i].word);
	parse_fault(parser, word, _("'%.*s' is no option of \"%s\"; allowed are: %s"), (int)word->len, word->start, fact->id, words.data);
	buf_done(&words);
}

static bool resolve_option(struct parser *parser, struct operand *literal, const struct fact *fact)
{
	char word[NAME_MAX_BYTES + 1] = "";
	if (literal->token.len <= NAME_MAX_BYTES)
		memcpy(word, literal->token.start, literal->token.len);
	int index = *word ? fact_option_find(fact, word) : -1;
	if (index < 0 || index > 63) {
		bad_option(parser, &literal->token, fact);
		return false;
	}
	literal->node->number = index;
	return true;
}

static bool resolve_date(struct parser *parser, struct operand *literal)
{
	char word[16] = "";
	date_days date = 0;
	if (literal->token.len < sizeof word)
		memcpy(word, literal->token.start, literal->token.len);
	if (!date_parse_iso(word, &date)) {
		parse_fault(parser, &literal->token, _("'%.*s' is no date; write it as '2026-11-20'"), (int)literal->token.len, literal->token.start);
		return false;
	}
	literal->node->number = date;
	return true;
}

/* Gives a literal its value as one of `type`; `fact` has the options where there are any. */
static bool resolve(struct parser *parser, struct operand *literal, enum fact_type type, const struct fact *fact)
{
	static const struct {
		enum operand_kind kind;
		const char *wanted;
	} wanted[] = {
		[FACT_TEXT] = { .kind = OPERAND_BAD, .wanted = "" },
		[FACT_CHOICE] = { .kind = OPERAND_WORD, .wanted = N_("an option in single quotes") },
		[FACT_SET] = { .kind = OPERAND_BAD, .wanted = N_("has() or count()") },
		[FACT_YESNO] = { .kind = OPERAND_YESNO, .wanted = N_("yes or no") },
		[FACT_NUMBER] = { .kind = OPERAND_NUMBER, .wanted = N_("a number") },
		[FACT_MONEY] = { .kind = OPERAND_NUMBER, .wanted = N_("an amount in whole yen") },
		[FACT_DATE] = { .kind = OPERAND_WORD, .wanted = N_("a date in single quotes or as_of") },
		[FACT_CANDIDATE] = { .kind = OPERAND_BAD, .wanted = "" },
	};
	bool whole = type != FACT_MONEY || literal->kind != OPERAND_NUMBER || literal->node->number % MILLI == 0;
	if (literal->kind != wanted[type].kind || !whole) {
		parse_fault(parser, &literal->token, _("a %s fact is compared with %s, not with \"%.*s\""), fact_type_word(type),
			gettext(wanted[type].wanted), (int)literal->token.len, literal->token.start);
		return false;
	}
	if (type == FACT_CHOICE)
		return resolve_option(parser, literal, fact);
	if (type == FACT_DATE)
		return resolve_date(parser, literal);
	if (type == FACT_MONEY)
		literal->node->number /= MILLI;
	return true;
}

static bool same_options(const struct fact *a, const struct fact *b)
{
	if (a->option_count != b->option_count)
		return false;
	for (size_t i = 0; i < a->option_count; i++) {
		if (strcmp(a->options[i].word, b->options[i].word) != 0)
			return false;
	}
	return true;
}

static void swap_sides(struct operand *left, struct operand *right, enum expr_op *op)
{
	static const enum expr_op mirrored[] = {
		[EXPR_EQ] = EXPR_EQ, [EXPR_NE] = EXPR_NE, [EXPR_LT] = EXPR_GT, [EXPR_LE] = EXPR_GE, [EXPR_GT] = EXPR_LT, [EXPR_GE] = EXPR_LE,
	};
	struct operand kept = *left;
	*left = *right;
	*right = kept;
	*op = mirrored[*op];
}

/* Both sides have a type of their own. */
static void check_agree(struct parser *parser, const struct operand *left, const struct operand *right, enum fact_type a, enum fact_type b)
{
	if (a != b)
		parse_fault(parser, &right->token, _("a %s value cannot be compared with a %s value"), fact_type_word(a), fact_type_word(b));
	else if (a == FACT_SET)
		parse_fault(parser, &left->token, _("a set is read with has() or count() only"));
	else if (a == FACT_CHOICE && !same_options(left->node->fact, right->node->fact))
		parse_fault(parser, &right->token, _("\"%s\" and \"%s\" do not have the same options"), left->node->fact->id, right->node->fact->id);
}

static void check_order(struct parser *parser, enum expr_op op, const struct operand *left, enum fact_type type)
{
	if (op == EXPR_EQ || op == EXPR_NE || type == FACT_NUMBER || type == FACT_MONEY || type == FACT_DATE)
		return;
	parse_fault(parser, &left->token, _("a %s fact has no order; only = and <> are allowed"), fact_type_word(type));
}

static void fold(struct expr *node)
{
	if (node->left->op != EXPR_FACT)
		return;
	node->fact = node->left->fact;
	node->scope = node->left->scope;
	node->slot = node->left->slot;
}

struct expr *check_compare(struct parser *parser, enum expr_op op, struct operand *left, struct operand *right)
{
	enum fact_type a = FACT_TEXT, b = FACT_TEXT;
	if (left->kind != OPERAND_BAD && right->kind != OPERAND_BAD && !operand_type(left, &a))
		swap_sides(left, right, &op);
	struct expr *node = parse_node(parser, op);
	node->left = left->node;
	node->right = right->node;
	bool fine = comparable(parser, left);
	fine = comparable(parser, right) && fine;
	if (!fine || parser->stopped)
		return node;
	if (!operand_type(left, &a)) {
		parse_fault(parser, &left->token, _("two fixed values are compared; one side must be a fact"));
		return node;
	}
	check_order(parser, op, left, a);
	if (operand_type(right, &b)) {
		check_agree(parser, left, right, a, b);
	} else if (resolve(parser, right, a, left->node->fact)) {
		fold(node);
		node->number = right->node->number;
	}
	return node;
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

struct expr *check_member(struct parser *parser, enum expr_op op, struct operand *left, struct operand *items, size_t count)
{
	enum fact_type type = FACT_TEXT;
	struct expr *node = parse_node(parser, op);
	node->left = left->node;
	if (parser->stopped || !comparable(parser, left))
		return node;
	if (!operand_type(left, &type) || type == FACT_SET || type == FACT_YESNO) {
		parse_fault(parser, &left->token, _("\"in\" takes a choice, a number, an amount or a date on its left"));
		return node;
	}
	int64_t *list = arena_alloc(parser->arena, (count + 1) * sizeof *list);
	for (size_t i = 0; i < count; i++) {
		enum fact_type own;
		if (items[i].kind == OPERAND_BAD)
			continue;
		if (operand_type(&items[i], &own)) {
			parse_fault(parser, &items[i].token, _("a list holds fixed values only"));
			continue;
		}
		if (!resolve(parser, &items[i], type, left->node->fact))
			continue;
		if (type == FACT_CHOICE)
			node->mask |= UINT64_C(1) << items[i].node->number;
		list[i] = items[i].node->number;
	}
	if (type != FACT_CHOICE) {
		qsort(list, count, sizeof *list, by_number);
		node->list = list;
		node->list_count = count;
	}
	fold(node);
	return node;
}

static bool check_set(struct parser *parser, const struct operand *set, const char *function)
{
	if (parser->stopped || set->kind == OPERAND_BAD)
		return false;
	if (set->kind == OPERAND_FACT && set->node->fact->type == FACT_SET)
		return true;
	parse_fault(parser, &set->token, _("%s() takes a set"), function);
	return false;
}

struct expr *check_has(struct parser *parser, struct operand *set, struct operand *word)
{
	struct expr *node = parse_node(parser, EXPR_HAS);
	node->left = set->node;
	if (!check_set(parser, set, "has") || word->kind == OPERAND_BAD)
		return node;
	if (word->kind != OPERAND_WORD) {
		parse_fault(parser, &word->token, _("has() takes an option in single quotes"));
	} else if (resolve_option(parser, word, set->node->fact)) {
		node->mask = UINT64_C(1) << word->node->number;
		fold(node);
	}
	return node;
}

struct expr *check_count(struct parser *parser, struct operand *set)
{
	struct expr *node = parse_node(parser, EXPR_COUNT);
	node->left = set->node;
	check_set(parser, set, "count");
	return node;
}

static void check_date(struct parser *parser, struct operand *operand)
{
	enum fact_type type = FACT_TEXT;
	if (parser->stopped || !comparable(parser, operand))
		return;
	if (operand_type(operand, &type) ? type == FACT_DATE : operand->kind == OPERAND_WORD && resolve_date(parser, operand))
		return;
	if (operand->kind != OPERAND_WORD)
		parse_fault(parser, &operand->token, _("days() takes two dates"));
}

struct expr *check_days(struct parser *parser, struct operand *from, struct operand *to)
{
	struct expr *node = parse_node(parser, EXPR_DAYS);
	node->left = from->node;
	node->right = to->node;
	check_date(parser, from);
	check_date(parser, to);
	return node;
}

struct expr *check_alone(struct parser *parser, struct operand *operand)
{
	if (parser->stopped || operand->kind == OPERAND_BAD || operand->kind == OPERAND_YESNO || !comparable(parser, operand))
		return operand->node;
	if (operand->kind != OPERAND_FACT || operand->node->fact->type != FACT_YESNO)
		parse_fault(parser, &operand->token, _("\"%.*s\" is no condition by itself; compare it with a value"), (int)operand->token.len,
			operand->token.start);
	return operand->node;
}
