/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of an edition that can be wrong, one after the other: what a mutant stands in is put back before the next one is made. */
#include "engine/mutate_site.h"

#include <stdio.h>
#include <string.h>

static void mutate_part(const struct site *rule, struct compiled_part *part, const struct rung *rung, const char *kind, size_t number)
{
	char name[MUTATE_NAME_BYTES];
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
	mutate_show(&site, rung->ground, "without ground");
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
	mutate_show(site, "", other[right->force].label);
	compiled->rule = right;
}

static void mutate_rule(struct maker *maker, struct compiled_rule *compiled)
{
	char name[MUTATE_NAME_BYTES], when[MUTATE_NAME_BYTES];
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
		char name[MUTATE_NAME_BYTES];
		snprintf(name, sizeof name, "step.%d %s", def->number, parts[i].name);
		mutate_expr((struct site){ .maker = maker, .part = name, .compiled = parts[i].compiled, .source = parts[i].source });
	}
}

static void mutate_gate(struct maker *maker, struct compiled_gate *gate)
{
	char name[MUTATE_NAME_BYTES];
	snprintf(name, sizeof name, "gate.%.64s when", gate->gate->name);
	struct site site = { .maker = maker, .part = name, .compiled = &gate->when, .source = &gate->gate->when };
	mutate_expr(site);
	if (!gate->ground)
		return;
	const struct fact *ground = gate->ground;
	gate->ground = NULL;
	mutate_show(&site, gate->gate->ground, "without ground");
	gate->ground = ground;
}

static void mutate_quantifier(const struct site *at, struct compiled_derived *changed)
{
	const struct derived *right = changed->derived;
	struct derived other = *right;
	struct site site = *at;
	if (right->quantifier != QUANTIFIER_EVERY && right->quantifier != QUANTIFIER_SOME)
		return;
	bool every = right->quantifier == QUANTIFIER_EVERY;
	other.quantifier = every ? QUANTIFIER_SOME : QUANTIFIER_EVERY;
	changed->derived = &other;
	mutate_show(&site, "", every ? "every -> some" : "some -> every");
	changed->derived = right;
}

/* What is counted, which are counted, and how: of a derived fact, and of a question that entries answer. */
static void mutate_count(const struct site *at, struct compiled_derived *changed)
{
	char where[MUTATE_NAME_BYTES];
	struct site site = *at, at_where = *at;
	struct compiled right = changed->where;
	snprintf(where, sizeof where, "%.100s where", at->part);
	site.compiled = &changed->of;
	at_where.part = where;
	at_where.source = &changed->derived->where;
	at_where.compiled = &changed->where;
	mutate_expr(site);
	mutate_expr(at_where);
	if (right.expr) {
		changed->where = (struct compiled){ .expr = NULL };
		mutate_show(&at_where, changed->derived->where.text, "dropped");
		changed->where = right;
	}
	mutate_quantifier(at, changed);
}

/* What is derived is shared by reference; a copy of it takes its place while it is mutated. */
static void mutate_derived(struct maker *maker, const struct derived *derived)
{
	const struct compiled_derived **place = &maker->engine->derived[derived->fact->scope][derived->fact->slot];
	const struct compiled_derived *right = *place;
	struct compiled_derived changed = *right;
	char name[MUTATE_NAME_BYTES];
	snprintf(name, sizeof name, "derived.%.80s", derived->fact->id);
	*place = &changed;
	mutate_count(&(struct site){ .maker = maker, .part = name, .source = &derived->of }, &changed);
	*place = right;
}

/* Which fact of the entries is read: each that could stand there in its place. */
static void mutate_from(const struct site *at, struct compiled_derived *changed)
{
	const struct derived *right = changed->derived;
	const struct edition *edition = at->maker->engine->edition;
	struct derived other = *right;
	struct site site = *at;
	char label[128];
	changed->derived = &other;
	for (size_t i = 0; right->from && i < edition->fact_count; i++) {
		other.from = edition->facts[i];
		if (other.from == right->from || other.from->scope != right->over || other.from->origin != FACT_ASKED ||
			!fact_same_options(other.from, right->from))
			continue;
		snprintf(label, sizeof label, "%.56s -> %.56s", right->from->id, other.from->id);
		mutate_show(&site, right->of.text, label);
	}
	changed->derived = right;
}

/* Which options stand for the outcome, and the reason that an entry must have. */
static void mutate_outcomes(const struct site *at, struct compiled_derived *changed)
{
	const struct derived *right = changed->derived;
	const struct fact *fact = right->fact;
	struct derived other = *right;
	struct site site = *at;
	char label[128];
	changed->derived = &other;
	for (int i = 0; !right->from && fact->type == FACT_CHOICE && i < (int)fact->option_count; i++) {
		other.yes = i;
		snprintf(label, sizeof label, "yes %.48s -> %.48s", fact->options[right->yes].word, fact->options[i].word);
		if (i != right->yes)
			mutate_show(&site, "", label);
		other.yes = right->yes;
		other.no = i;
		snprintf(label, sizeof label, "no %.48s -> %.48s", fact->options[right->no].word, fact->options[i].word);
		if (i != right->no)
			mutate_show(&site, "", label);
		other.no = right->no;
	}
	if (right->ground) {
		other.ground = NULL;
		mutate_show(&site, right->ground->id, "without ground");
	}
	changed->derived = right;
}

static void mutate_gather(struct maker *maker, const struct fact *fact)
{
	const struct compiled_derived **place = &maker->engine->gathers[fact->scope][fact->slot];
	const struct compiled_derived *right = *place;
	struct compiled_derived changed;
	char name[MUTATE_NAME_BYTES];
	if (!right)
		return;
	changed = *right;
	snprintf(name, sizeof name, "gather.%.80s", fact->id);
	struct site site = { .maker = maker, .part = name, .gathered = fact, .source = &right->derived->of };
	*place = &changed;
	mutate_count(&site, &changed);
	mutate_from(&site, &changed);
	mutate_outcomes(&site, &changed);
	*place = NULL;
	mutate_show(&site, "", "dropped");
	*place = right;
}

static void mutate_ask(struct maker *maker, const struct fact *fact)
{
	char name[MUTATE_NAME_BYTES];
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
		if (edition->facts[i]->question) {
			mutate_gather(&maker, edition->facts[i]);
			mutate_ask(&maker, edition->facts[i]);
		}
	}
}
