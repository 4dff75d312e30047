/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words follow the tree: an `and` within an `or` needs no brackets when each stands in its own clause, so brackets are written only where
 * a looser connective stands below a tighter one, as in the rule language itself.
 */
#include "engine/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/num.h"
#include "engine/compile.h"

struct telling {
	const struct edition *edition;
	enum lang lang;
	struct buf *out;
};

static void tell(const struct telling *telling, const struct expr *expr);

static const char *label(const struct telling *telling, const struct fact *fact)
{
	const char *text = fact->label.in[telling->lang];
	return text[0] ? text : fact->id;
}

/* How tightly a connective binds: or, and, not, comparison. */
static int tightness(enum expr_op op)
{
	return op == EXPR_OR ? 0 : op == EXPR_AND ? 1 : op == EXPR_NOT ? 2 : 3;
}

static void tell_side(const struct telling *telling, const struct expr *whole, const struct expr *side)
{
	bool brackets = tightness(side->op) < tightness(whole->op);
	buf_adds(telling->out, brackets ? "(" : "");
	tell(telling, side);
	buf_adds(telling->out, brackets ? ")" : "");
}

/* A literal is told in the terms of the fact it is compared with. */
static void tell_value(const struct telling *telling, const struct fact *fact, int64_t number)
{
	if (!fact) {
		num_format_milli(telling->out, number);
		return;
	}
	struct answer answer = { .state = ANSWER_GIVEN, .number = number };
	answer_to_label(telling->out, fact, &answer, &telling->edition->eras, telling->lang);
}

/* The fact that gives a comparison its terms; NULL for counts and days. */
static const struct fact *terms(const struct expr *expr)
{
	if (expr->left && expr->left->op == EXPR_FACT)
		return expr->left->fact;
	return expr->right && expr->right->op == EXPR_FACT ? expr->right->fact : NULL;
}

static void tell_operand(const struct telling *telling, const struct expr *expr, const struct fact *fact)
{
	if (expr->op == EXPR_LITERAL)
		tell_value(telling, fact, expr->number);
	else
		tell(telling, expr);
}

static void tell_comparison(const struct telling *telling, const struct expr *expr)
{
	static const char *const signs[] = {
		[EXPR_EQ] = N_(" is "), [EXPR_NE] = N_(" is not "), [EXPR_LT] = N_(" is less than "), [EXPR_LE] = N_(" is at most "),
		[EXPR_GT] = N_(" is more than "), [EXPR_GE] = N_(" is at least "),
	};
	const struct fact *fact = terms(expr);
	tell_operand(telling, expr->left, fact);
	buf_adds(telling->out, _(signs[expr->op]));
	tell_operand(telling, expr->right, fact);
}

static void tell_list(const struct telling *telling, const struct expr *expr)
{
	const struct fact *fact = expr->left && expr->left->op == EXPR_FACT ? expr->left->fact : NULL;
	bool first = true;
	tell(telling, expr->left);
	buf_adds(telling->out, expr->op == EXPR_IN ? _(" is one of: ") : _(" is none of: "));
	for (size_t i = 0; fact && fact->type == FACT_CHOICE && i < fact->option_count; i++) {
		if (!(expr->mask >> i & 1u))
			continue;
		buf_adds(telling->out, first ? "" : ", ");
		buf_adds(telling->out, fact->options[i].label.in[telling->lang]);
		first = false;
	}
	for (size_t i = 0; i < expr->list_count; i++) {
		buf_adds(telling->out, first ? "" : ", ");
		tell_value(telling, fact, expr->list[i]);
		first = false;
	}
}

static void tell_has(const struct telling *telling, const struct expr *expr)
{
	const struct fact *fact = expr->left ? expr->left->fact : expr->fact;
	buf_adds(telling->out, label(telling, fact));
	buf_adds(telling->out, _(" includes "));
	for (size_t i = 0; i < fact->option_count; i++)
		if (expr->mask >> i & 1u)
			buf_adds(telling->out, fact->options[i].label.in[telling->lang]);
}

static void tell(const struct telling *telling, const struct expr *expr)
{
	switch (expr->op) {
	case EXPR_OR:
	case EXPR_AND:
		tell_side(telling, expr, expr->left);
		buf_adds(telling->out, expr->op == EXPR_OR ? _(" or ") : _(" and "));
		tell_side(telling, expr, expr->right);
		break;
	case EXPR_NOT:
		buf_adds(telling->out, _("not "));
		tell_side(telling, expr, expr->left);
		break;
	case EXPR_IN:
	case EXPR_NOT_IN:
		tell_list(telling, expr);
		break;
	case EXPR_HAS:
		tell_has(telling, expr);
		break;
	case EXPR_ANSWERED:
		buf_addf(telling->out, _("%s is answered"), label(telling, expr->fact));
		break;
	case EXPR_FACT:
		buf_adds(telling->out, label(telling, expr->fact));
		break;
	case EXPR_LITERAL:
		tell_value(telling, NULL, expr->number);
		break;
	case EXPR_AS_OF:
		buf_adds(telling->out, _("the as-of date"));
		break;
	case EXPR_COUNT:
		buf_addf(telling->out, _("the number of %s"), label(telling, expr->left ? expr->left->fact : expr->fact));
		break;
	case EXPR_DAYS:
		buf_adds(telling->out, _("the days from "));
		tell(telling, expr->left);
		buf_adds(telling->out, _(" to "));
		tell(telling, expr->right);
		break;
	default:
		tell_comparison(telling, expr);
		break;
	}
}

void explain_expr(const struct edition *edition, const struct expr *expr, enum lang lang, struct buf *out)
{
	const struct telling telling = { edition, lang, out };
	if (expr)
		tell(&telling, expr);
}

/* Facts seen on the way down; derived ones are followed, each once. */
struct reach {
	const struct engine *engine;
	const struct fact **facts;
	size_t count, capacity;
};

static void add_facts(struct reach *reach, const struct compiled *compiled)
{
	for (size_t i = 0; i < compiled->fact_count; i++) {
		const struct fact *fact = compiled->facts[i];
		bool known = false;
		for (size_t k = 0; k < reach->count; k++)
			known |= reach->facts[k] == fact;
		if (known)
			continue;
		MEM_PUSH_ROOM(reach->facts, reach->count, reach->capacity);
		reach->facts[reach->count++] = fact;
		const struct compiled_derived *derived = reach->engine->derived[fact->scope][fact->slot];
		if (derived) {
			add_facts(reach, &derived->of);
			add_facts(reach, &derived->where);
		}
	}
}

static const struct compiled_rule *compiled_of(const struct engine *engine, const struct rule *rule)
{
	for (size_t i = 0; i < engine->edition->rule_count; i++)
		if (engine->rules[i].rule == rule)
			return &engine->rules[i];
	return NULL;
}

static void reach_rule(struct reach *reach, const struct compiled_rule *rule)
{
	add_facts(reach, &rule->when);
	for (size_t i = 0; i < rule->rule->rung_count; i++)
		add_facts(reach, &rule->rungs[i].expr);
	for (size_t i = 0; i < rule->rule->exception_count; i++)
		add_facts(reach, &rule->exceptions[i].expr);
}

void explain_facts(const struct engine *engine, const struct rule *rule, void (*visit)(const struct fact *fact, void *context), void *context)
{
	struct reach reach = { .engine = engine };
	const struct compiled_rule *compiled = compiled_of(engine, rule);
	if (compiled)
		reach_rule(&reach, compiled);
	for (size_t i = 0; i < reach.count; i++)
		if (reach.facts[i]->origin != FACT_DERIVED)
			visit(reach.facts[i], context);
	free(reach.facts);
}

static void line(const struct engine *engine, const char *head, const struct expr *expr, enum lang lang, struct buf *out)
{
	if (!expr)
		return;
	buf_addf(out, "%s: ", head);
	explain_expr(engine->edition, expr, lang, out);
	buf_addc(out, '\n');
}

static void tell_derived(const struct engine *engine, const struct compiled_derived *derived, enum lang lang, struct buf *out)
{
	static const char *const quantifiers[] = {
		[QUANTIFIER_NONE] = "", [QUANTIFIER_EVERY] = N_("for every one below: "), [QUANTIFIER_SOME] = N_("for at least one below: "),
		[QUANTIFIER_COUNT] = N_("the number of those below for which: "),
	};
	const struct fact *fact = derived->derived->fact;
	const char *how = quantifiers[derived->derived->quantifier];
	buf_addf(out, "  %s = %s", fact->label.in[lang], how[0] ? _(how) : "");
	explain_expr(engine->edition, derived->of.expr, lang, out);
	if (derived->where.expr) {
		buf_adds(out, _(", where "));
		explain_expr(engine->edition, derived->where.expr, lang, out);
	}
	buf_addc(out, '\n');
}

void explain_rule(const struct engine *engine, const struct rule *rule, enum lang lang, struct buf *out)
{
	const struct compiled_rule *compiled = compiled_of(engine, rule);
	struct reach reach = { .engine = engine };
	if (!compiled)
		return;
	line(engine, _("Applies when"), compiled->when.expr, lang, out);
	for (size_t i = 0; i < rule->rung_count; i++) {
		char *head = rule->rung_count > 1 ? mem_printf(_("Requirement %zu, %s"), i + 1, rule->rungs[i].title.in[lang]) : mem_strdup(_("Requires"));
		line(engine, head, compiled->rungs[i].expr.expr, lang, out);
		free(head);
	}
	for (size_t i = 0; i < rule->exception_count; i++) {
		char *head = mem_printf(_("Exception %zu, %s"), i + 1, rule->exceptions[i].title.in[lang]);
		line(engine, head, compiled->exceptions[i].expr.expr, lang, out);
		free(head);
	}
	reach_rule(&reach, compiled);
	for (size_t i = 0; i < reach.count; i++) {
		const struct compiled_derived *derived = engine->derived[reach.facts[i]->scope][reach.facts[i]->slot];
		if (derived)
			tell_derived(engine, derived, lang, out);
	}
	free(reach.facts);
}
