/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mutants of expressions are made on a copy of the tree, so that the right one is never touched. The places of a tree are numbered in the order
 * of the text: "and", "or" and "not", and the comparisons that they join; the operands of a comparison belong to it. Turning "= yes" to
 * "<> yes" and to "= no" is the same thing twice, so a yes or no is never exchanged.
 */
#include "engine/mutate.h"

#include <stdio.h>
#include <string.h>

#include "engine/compile.h"

#define NAME_BYTES 160
#define MILLI 1000

/* One change of one node. The fields that do not belong to its kind are not looked at. */
enum change_kind { CHANGE_OP, CHANGE_DROP_NOT, CHANGE_NEGATE, CHANGE_NUMBER, CHANGE_MASK, CHANGE_ITEM };
struct change {
	enum change_kind kind;
	enum expr_op op;
	int64_t number;
	uint64_t mask;
	size_t item;
};
/* Where mutants are made and who looks at them. */
struct maker {
	struct engine *engine;
	struct arena arena; /* of one mutant */
	bool (*visit)(const struct mutant *mutant, void *context);
	void *context;
	bool going;
};
struct site {
	struct maker *maker;
	struct compiled *compiled; /* what the mutated tree is put into */
	const struct source_expr *source;
	const struct rule *rule;
	const struct fact *asked;
	const char *part; /* "rule.kh-3-3-1-4 require.1" */
	const struct expr *root;
	size_t node; /* the place being mutated, from 1 */
};

static const char *const OP_WORDS[] = {
	[EXPR_OR] = "or", [EXPR_AND] = "and", [EXPR_NOT] = "not", [EXPR_EQ] = "=", [EXPR_NE] = "<>", [EXPR_LT] = "<", [EXPR_LE] = "<=",
	[EXPR_GT] = ">", [EXPR_GE] = ">=", [EXPR_IN] = "in", [EXPR_NOT_IN] = "not in", [EXPR_HAS] = "has", [EXPR_ANSWERED] = "answered",
	[EXPR_FACT] = "fact", [EXPR_LITERAL] = "literal", [EXPR_AS_OF] = "as_of", [EXPR_COUNT] = "count", [EXPR_DAYS] = "days",
};

static struct expr *copy(struct maker *maker, const struct expr *node, size_t *left, struct expr **found)
{
	struct expr *made = arena_alloc(&maker->arena, sizeof *made);
	bool joins = node->op <= EXPR_NOT;
	*made = *node;
	if (--*left == 0)
		*found = made;
	/* The operands of a comparison are not places; a copy of the comparison may share them. */
	if (joins && node->left)
		made->left = copy(maker, node->left, left, found);
	if (joins && node->right)
		made->right = copy(maker, node->right, left, found);
	return made;
}

static void apply(struct maker *maker, struct expr *node, const struct change *change)
{
	struct expr *inner;
	switch (change->kind) {
	case CHANGE_OP:
		node->op = change->op;
		break;
	case CHANGE_DROP_NOT:
		*node = *node->left;
		break;
	case CHANGE_NEGATE:
		inner = arena_alloc(&maker->arena, sizeof *inner);
		*inner = *node;
		*node = (struct expr){ .op = EXPR_NOT, .left = inner, .text = inner->text };
		break;
	case CHANGE_NUMBER:
		node->number = change->number;
		if (!node->fact && node->right) {
			inner = arena_alloc(&maker->arena, sizeof *inner);
			*inner = *node->right;
			inner->number = change->number;
			node->right = inner;
		}
		break;
	case CHANGE_MASK:
		node->mask = change->mask;
		break;
	case CHANGE_ITEM: {
		int64_t *list = arena_alloc(&maker->arena, (node->list_count + 1) * sizeof *list);
		memcpy(list, node->list, node->list_count * sizeof *list);
		list[change->item] = change->number;
		node->list = list;
		break;
	}
	}
}

static void show(struct site *site, const char *text, const char *change)
{
	char name[NAME_BYTES];
	struct maker *maker = site->maker;
	if (site->node)
		snprintf(name, sizeof name, "%s %zu %s", site->part, site->node, change);
	else
		snprintf(name, sizeof name, "%s %s", site->part, change);
	const struct mutant mutant = { .name = name, .text = text, .file = site->source->file, .line = site->source->line, .rule = site->rule,
		.asked = site->asked };
	maker->going = maker->going && maker->visit(&mutant, maker->context);
}

static void try_change(struct site *site, const struct expr *node, const struct change *change, const char *label)
{
	struct maker *maker = site->maker;
	struct expr *found = NULL;
	size_t left = site->node;
	if (!maker->going)
		return;
	arena_init(&maker->arena);
	struct expr *root = copy(maker, site->root, &left, &found);
	apply(maker, found, change);
	site->compiled->expr = root;
	show(site, node->text ? node->text : "", label);
	site->compiled->expr = site->root;
	arena_done(&maker->arena);
}

static void try_op(struct site *site, const struct expr *node, enum expr_op op)
{
	char label[48];
	snprintf(label, sizeof label, "%s -> %s", OP_WORDS[node->op], OP_WORDS[op]);
	try_change(site, node, &(struct change){ .kind = CHANGE_OP, .op = op }, label);
}

static void try_number(struct site *site, const struct expr *node, int64_t step)
{
	char label[48];
	snprintf(label, sizeof label, "constant %s", step < 0 ? "less" : "more");
	try_change(site, node, &(struct change){ .kind = CHANGE_NUMBER, .number = node->number + step }, label);
}

static void try_option(struct site *site, const struct expr *node)
{
	const struct fact *fact = node->fact;
	char label[128];
	if (fact->option_count < 2)
		return;
	int64_t other = (node->number + 1) % (int64_t)fact->option_count;
	snprintf(label, sizeof label, "%.48s -> %.48s", fact->options[node->number].word, fact->options[other].word);
	try_change(site, node, &(struct change){ .kind = CHANGE_NUMBER, .number = other }, label);
}

static void try_comparison(struct site *site, const struct expr *node)
{
	static const enum expr_op near[] = { [EXPR_EQ] = EXPR_NE, [EXPR_NE] = EXPR_EQ, [EXPR_LT] = EXPR_LE, [EXPR_LE] = EXPR_LT,
		[EXPR_GT] = EXPR_GE, [EXPR_GE] = EXPR_GT };
	static const enum expr_op far[] = { [EXPR_LT] = EXPR_GE, [EXPR_LE] = EXPR_GT, [EXPR_GT] = EXPR_LE, [EXPR_GE] = EXPR_LT };
	try_op(site, node, near[node->op]);
	if (node->op >= EXPR_LT)
		try_op(site, node, far[node->op]);
	enum fact_type type = node->fact ? node->fact->type : FACT_NUMBER;
	bool fixed = node->fact || (node->right && node->right->op == EXPR_LITERAL);
	if (!fixed || type == FACT_YESNO)
		return;
	if (type == FACT_CHOICE) {
		try_option(site, node);
		return;
	}
	try_number(site, node, type == FACT_NUMBER ? -MILLI : -1);
	try_number(site, node, type == FACT_NUMBER ? MILLI : 1);
}

/* Every option goes in, or out. */
static void try_members(struct site *site, const struct expr *node)
{
	char label[128];
	const struct fact *fact = node->fact;
	try_op(site, node, node->op == EXPR_IN ? EXPR_NOT_IN : EXPR_IN);
	for (size_t i = 0; fact && !node->list && i < fact->option_count; i++) {
		uint64_t bit = UINT64_C(1) << i;
		snprintf(label, sizeof label, "%s %.48s", node->mask & bit ? "without" : "with", fact->options[i].word);
		try_change(site, node, &(struct change){ .kind = CHANGE_MASK, .mask = node->mask ^ bit }, label);
	}
	for (size_t i = 0; i < node->list_count; i++) {
		snprintf(label, sizeof label, "item %zu more", i + 1);
		try_change(site, node, &(struct change){ .kind = CHANGE_ITEM, .item = i, .number = node->list[i] + 1 }, label);
	}
}

static void try_has(struct site *site, const struct expr *node)
{
	const struct fact *fact = node->fact;
	char label[128];
	size_t option = 0;
	try_change(site, node, &(struct change){ .kind = CHANGE_NEGATE }, "negated");
	while (fact && option < fact->option_count && !(node->mask >> option & 1))
		option++;
	if (!fact || fact->option_count < 2 || option == fact->option_count)
		return;
	size_t other = (option + 1) % fact->option_count;
	snprintf(label, sizeof label, "%.48s -> %.48s", fact->options[option].word, fact->options[other].word);
	try_change(site, node, &(struct change){ .kind = CHANGE_MASK, .mask = UINT64_C(1) << other }, label);
}

static void try_node(struct site *site, const struct expr *node)
{
	site->node++;
	switch (node->op) {
	case EXPR_OR:
	case EXPR_AND:
		try_op(site, node, node->op == EXPR_OR ? EXPR_AND : EXPR_OR);
		try_node(site, node->left);
		try_node(site, node->right);
		break;
	case EXPR_NOT:
		try_change(site, node, &(struct change){ .kind = CHANGE_DROP_NOT }, "without not");
		try_node(site, node->left);
		break;
	case EXPR_IN:
	case EXPR_NOT_IN:
		try_members(site, node);
		break;
	case EXPR_HAS:
		try_has(site, node);
		break;
	case EXPR_ANSWERED:
	case EXPR_FACT:
		try_change(site, node, &(struct change){ .kind = CHANGE_NEGATE }, "negated");
		break;
	case EXPR_LITERAL:
		break;
	default:
		try_comparison(site, node);
		break;
	}
}

static void mutate_expr(struct site site)
{
	if (!site.compiled->expr)
		return;
	site.root = site.compiled->expr;
	try_node(&site, site.root);
}

static void mutate_part(const struct site *rule, struct compiled_part *part, const struct rung *rung, const char *kind, size_t number)
{
	char name[NAME_BYTES];
	struct site site = *rule;
	snprintf(name, sizeof name, "%s %s.%zu", rule->part, kind, number);
	site.part = name;
	site.source = &rung->expr;
	site.compiled = &part->expr;
	mutate_expr(site);
	if (!part->ground)
		return;
	const struct fact *ground = part->ground;
	part->ground = NULL;
	show(&site, rung->ground, "without ground");
	part->ground = ground;
}

/* "must" and "principle" have the same effect, so neither is turned into the other. */
static void mutate_force(struct site *site, struct compiled_rule *compiled)
{
	static const struct {
		enum force to;
		const char *label;
	} other[] = {
		[FORCE_MUST] = { FORCE_PREFERRED, "must -> preferred" },
		[FORCE_PRINCIPLE] = { FORCE_PREFERRED, "principle -> preferred" },
		[FORCE_PREFERRED] = { FORCE_MUST, "preferred -> must" },
		[FORCE_CAUTION] = { FORCE_PREFERRED, "caution -> preferred" },
	};
	const struct rule *right = compiled->rule;
	struct rule changed = *right;
	const struct source_expr at = { .file = right->file, .line = right->line };
	changed.force = other[right->force].to;
	compiled->rule = &changed;
	site->source = &at;
	show(site, "", other[right->force].label);
	compiled->rule = right;
}

static void mutate_rule(struct maker *maker, struct compiled_rule *compiled)
{
	char name[NAME_BYTES], when[NAME_BYTES];
	const struct rule *rule = compiled->rule;
	snprintf(name, sizeof name, "rule.%.64s", rule->id);
	snprintf(when, sizeof when, "%.80s when", name);
	struct site site = { .maker = maker, .rule = rule, .part = name };
	struct site at_when = { .maker = maker, .rule = rule, .part = when, .source = &rule->when, .compiled = &compiled->when };
	mutate_expr(at_when);
	for (size_t i = 0; i < rule->rung_count; i++)
		mutate_part(&site, &compiled->rungs[i], &rule->rungs[i], "require", i + 1);
	for (size_t i = 0; i < rule->exception_count; i++)
		mutate_part(&site, &compiled->exceptions[i], &rule->exceptions[i], "exception", i + 1);
	mutate_force(&site, compiled);
}

static void mutate_step(struct maker *maker, struct compiled_step *step)
{
	const struct step_def *def = step->def;
	const struct {
		const char *name;
		struct compiled *compiled;
		const struct source_expr *source;
	} parts[] = {
		{ "entry", &step->entry, &def->entry },
		{ "adopt", &step->adopt, &def->adopt },
		{ "pass", &step->pass, &def->pass },
		{ "refer", &step->refer, &def->refer },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char name[NAME_BYTES];
		snprintf(name, sizeof name, "step.%d %s", def->number, parts[i].name);
		mutate_expr((struct site){ .maker = maker, .part = name, .compiled = parts[i].compiled, .source = parts[i].source });
	}
}

static void mutate_gate(struct maker *maker, struct compiled_gate *gate)
{
	char name[NAME_BYTES];
	snprintf(name, sizeof name, "gate.%.64s when", gate->gate->name);
	struct site site = { .maker = maker, .part = name, .compiled = &gate->when, .source = &gate->gate->when };
	mutate_expr(site);
	if (!gate->ground)
		return;
	const struct fact *ground = gate->ground;
	gate->ground = NULL;
	show(&site, gate->gate->ground, "without ground");
	gate->ground = ground;
}

static void mutate_quantifier(struct maker *maker, const char *name, const struct derived *right, struct compiled_derived *changed)
{
	struct derived other = *right;
	struct site site = { .maker = maker, .part = name, .source = &right->of };
	if (right->quantifier != QUANTIFIER_EVERY && right->quantifier != QUANTIFIER_SOME)
		return;
	bool every = right->quantifier == QUANTIFIER_EVERY;
	other.quantifier = every ? QUANTIFIER_SOME : QUANTIFIER_EVERY;
	changed->derived = &other;
	show(&site, "", every ? "every -> some" : "some -> every");
	changed->derived = right;
}

/* What is derived is shared by reference; a copy of it takes its place while it is mutated. */
static void mutate_derived(struct maker *maker, const struct derived *derived)
{
	const struct compiled_derived **place = &maker->engine->derived[derived->fact->scope][derived->fact->slot];
	const struct compiled_derived *right = *place;
	struct compiled_derived changed = *right;
	char name[NAME_BYTES], where[NAME_BYTES];
	snprintf(name, sizeof name, "derived.%.80s", derived->fact->id);
	snprintf(where, sizeof where, "%.100s where", name);
	*place = &changed;
	mutate_expr((struct site){ .maker = maker, .part = name, .compiled = &changed.of, .source = &derived->of });
	mutate_expr((struct site){ .maker = maker, .part = where, .compiled = &changed.where, .source = &derived->where });
	mutate_quantifier(maker, name, derived, &changed);
	*place = right;
}

static void mutate_ask(struct maker *maker, const struct fact *fact)
{
	char name[NAME_BYTES];
	snprintf(name, sizeof name, "ask.%.80s", fact->id);
	mutate_expr((struct site){ .maker = maker, .part = name, .asked = fact, .compiled = &maker->engine->asks[fact->scope][fact->slot],
		.source = &fact->question->ask });
}

void mutate_each(struct engine *engine, bool (*visit)(const struct mutant *mutant, void *context), void *context)
{
	const struct edition *edition = engine->edition;
	struct maker maker = { .engine = engine, .visit = visit, .context = context, .going = true };
	for (size_t i = 0; i < edition->gate_count; i++)
		mutate_gate(&maker, &engine->gates[i]);
	for (size_t i = 0; i < edition->step_count; i++)
		mutate_step(&maker, &engine->steps[i]);
	for (size_t i = 0; i < edition->derived_count; i++)
		mutate_derived(&maker, &edition->derived[i]);
	for (size_t i = 0; i < edition->rule_count; i++)
		mutate_rule(&maker, &engine->rules[i]);
	for (size_t i = 0; i < edition->fact_count; i++) {
		if (edition->facts[i]->question)
			mutate_ask(&maker, edition->facts[i]);
	}
}
