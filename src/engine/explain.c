/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words follow the tree. People do not know how tightly `and` and `or` bind, so each stands in brackets within the other.
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

static bool is_connective(enum expr_op op)
{
	return op == EXPR_OR || op == EXPR_AND;
}

static void tell_side(const struct telling *telling, const struct expr *whole, const struct expr *side)
{
	bool brackets = is_connective(side->op) && side->op != whole->op;
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

/* Both sides go into one sentence, because languages differ in where the verb stands. The sentence is a translated text with %1$s and %2$s. */
static void tell_pair(const struct telling *telling, const char *sentence, const struct expr *left, const struct buf *right)
{
	for (const char *at = sentence; *at; at++) {
		bool first = strncmp(at, "%1$s", 4) == 0;
		if (first)
			tell(telling, left);
		else if (strncmp(at, "%2$s", 4) == 0)
			buf_adds(telling->out, right->data);
		else {
			buf_addc(telling->out, *at);
			continue;
		}
		at += 3;
	}
}

static bool is_date(const struct expr *expr)
{
	return expr->op == EXPR_AS_OF || (expr->op == EXPR_FACT && expr->fact->type == FACT_DATE);
}

/* A day is before or after another, and a number is more or less. */
static const char *sentence_of(const struct expr *expr)
{
	bool dates = is_date(expr->left) || is_date(expr->right);
	switch (expr->op) {
	case EXPR_EQ:
		return _("%1$s is %2$s");
	case EXPR_NE:
		return _("%1$s is not %2$s");
	case EXPR_LT:
		return dates ? _("%1$s is before %2$s") : _("%1$s is less than %2$s");
	case EXPR_LE:
		return dates ? _("%1$s is not after %2$s") : _("%1$s is at most %2$s");
	case EXPR_GT:
		return dates ? _("%1$s is after %2$s") : _("%1$s is more than %2$s");
	default:
		return dates ? _("%1$s is not before %2$s") : _("%1$s is at least %2$s");
	}
}

static void tell_comparison(const struct telling *telling, const struct expr *expr)
{
	struct buf right;
	buf_init(&right);
	tell_operand(&(struct telling){ telling->edition, telling->lang, &right }, expr->right, terms(expr));
	tell_pair(telling, sentence_of(expr), expr->left, &right);
	buf_done(&right);
}

static void tell_list(const struct telling *telling, const struct expr *expr)
{
	const struct fact *fact = expr->left && expr->left->op == EXPR_FACT ? expr->left->fact : NULL;
	struct buf items;
	buf_init(&items);
	const struct telling into = { telling->edition, telling->lang, &items };
	for (size_t i = 0; fact && fact->type == FACT_CHOICE && i < fact->option_count; i++) {
		if (!(expr->mask >> i & 1u))
			continue;
		buf_adds(&items, items.len ? _("; ") : "");
		buf_addf(&items, _("\"%s\""), fact->options[i].label.in[telling->lang]);
	}
	for (size_t i = 0; i < expr->list_count; i++) {
		buf_adds(&items, items.len ? _("; ") : "");
		tell_value(&into, fact, expr->list[i]);
	}
	tell_pair(telling, expr->op == EXPR_IN ? _("%1$s is one of (%2$s)") : _("%1$s is none of (%2$s)"), expr->left, &items);
	buf_done(&items);
}

static void tell_has(const struct telling *telling, const struct expr *expr)
{
	const struct fact *fact = expr->left ? expr->left->fact : expr->fact;
	struct buf options;
	buf_init(&options);
	for (size_t i = 0; i < fact->option_count; i++)
		if (expr->mask >> i & 1u)
			buf_adds(&options, fact->options[i].label.in[telling->lang]);
	buf_addf(telling->out, _("%1$s includes %2$s"), label(telling, fact), options.data);
	buf_done(&options);
}

static void tell_days(const struct telling *telling, const struct expr *expr)
{
	struct buf to;
	buf_init(&to);
	tell(&(struct telling){ telling->edition, telling->lang, &to }, expr->right);
	tell_pair(telling, _("the days from %1$s to %2$s"), expr->left, &to);
	buf_done(&to);
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
		tell_days(telling, expr);
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
	buf_addf(out, _("  \"%s\" means: "), fact->label.in[lang]);
	buf_adds(out, how[0] ? _(how) : "");
	explain_expr(engine->edition, derived->of.expr, lang, out);
	if (derived->where.expr) {
		buf_adds(out, _(", where "));
		explain_expr(engine->edition, derived->where.expr, lang, out);
	}
	buf_addc(out, '\n');
}

static char *rung_head(const struct rule *rule, size_t at, enum lang lang)
{
	return rule->rung_count > 1 ? mem_printf(_("Requirement %zu, %s"), at + 1, rule->rungs[at].title.in[lang]) : mem_strdup(_("Requires"));
}

static char *exception_head(const struct rule *rule, size_t at, enum lang lang)
{
	return mem_printf(_("Exception %zu, %s"), at + 1, rule->exceptions[at].title.in[lang]);
}

void explain_rule(const struct engine *engine, const struct rule *rule, enum lang lang, struct buf *out)
{
	const struct compiled_rule *compiled = compiled_of(engine, rule);
	struct reach reach = { .engine = engine };
	if (!compiled)
		return;
	line(engine, _("Applies when"), compiled->when.expr, lang, out);
	for (size_t i = 0; i < rule->rung_count; i++) {
		char *head = rung_head(rule, i, lang);
		line(engine, head, compiled->rungs[i].expr.expr, lang, out);
		free(head);
	}
	for (size_t i = 0; i < rule->exception_count; i++) {
		char *head = exception_head(rule, i, lang);
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

/* ---- traces ---- */

/* The conditions of steps and gates, by their keys. */
static const struct {
	const char *key, *head;
} conditions[] = {
	{ "when", N_("Applies when") },
	{ "entry", N_("Offered when") },
	{ "adopt", N_("Adopted when") },
	{ "pass", N_("May be passed over when") },
	{ "refer", N_("Goes to the adviser when") },
};

/* "require.2" is the second rung; a rule with one rung has "require". */
static char *head_of(const char *key, const struct rule *rule, enum lang lang)
{
	const char *dot = strchr(key, '.');
	size_t at = dot ? strtoul(dot + 1, NULL, 10) - 1 : 0;
	if (rule && strncmp(key, "require", strlen("require")) == 0 && at < rule->rung_count)
		return rung_head(rule, at, lang);
	if (rule && strncmp(key, "exception", strlen("exception")) == 0 && at < rule->exception_count)
		return exception_head(rule, at, lang);
	for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++)
		if (strcmp(conditions[i].key, key) == 0)
			return mem_strdup(_(conditions[i].head));
	return mem_strdup(key);
}

void explain_trace(const struct edition *edition, const struct rule *rule, const struct trace_line *line, enum lang lang, struct buf *out)
{
	if (!line->expr) {
		char *head = head_of(line->text, rule, lang);
		buf_adds(out, head);
		free(head);
	} else if (line->expr->op == EXPR_OR) {
		buf_adds(out, _("at least one of these:"));
	} else if (line->expr->op == EXPR_AND) {
		buf_adds(out, _("all of these:"));
	} else if (line->expr->op == EXPR_NOT) {
		buf_adds(out, _("not this:"));
	} else {
		explain_expr(edition, line->expr, lang, out);
	}
}

void explain_step(const struct engine *engine, const struct step_def *step, enum lang lang, struct buf *out)
{
	for (size_t i = 0; i < engine->edition->step_count; i++) {
		const struct compiled_step *compiled = &engine->steps[i];
		if (compiled->def != step)
			continue;
		line(engine, _("Offered when"), compiled->entry.expr, lang, out);
		line(engine, _("Adopted when"), compiled->adopt.expr, lang, out);
		line(engine, _("May be passed over when"), compiled->pass.expr, lang, out);
		line(engine, _("Goes to the adviser when"), compiled->refer.expr, lang, out);
	}
}
