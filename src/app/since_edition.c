/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two editions side by side, as far as a case is concerned: rules that were looked at for it, and questions that it has answered or is now asked. Of each
 * is said what of its definition is another. What concerns the case in nothing is counted and not named, because a whole new edition would bury the rest.
 */
#include <stdlib.h>
#include <string.h>

#include "app/migrate.h"
#include "app/session.h"
#include "app/since.h"
#include "app/words.h"

struct comparing {
	const struct app *app;
	const struct revived *then;
	const struct edition *today;
	const struct migration *moved;
	struct since *out;
};

static bool same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_text(const struct text *a, const struct text *b)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (!same(a->in[i], b->in[i]))
			return false;
	return true;
}

static bool same_rungs(const struct rung *a, size_t a_count, const struct rung *b, size_t b_count)
{
	bool equal = a_count == b_count;
	for (size_t i = 0; i < a_count && equal; i++)
		equal = same(a[i].expr.text, b[i].expr.text) && same(a[i].ground, b[i].ground);
	return equal;
}

static bool same_rung_texts(const struct rung *a, size_t a_count, const struct rung *b, size_t b_count)
{
	bool equal = a_count == b_count;
	for (size_t i = 0; i < a_count && equal; i++)
		equal = same_text(&a[i].title, &b[i].title) && same(a[i].clause, b[i].clause);
	return equal;
}

/* What of a definition is another: the first is for programs. */
struct aspect {
	const char *word, *title;
	bool differs;
	const char *before, *after; /* where they can be shown; else NULL */
};

static void add(const struct comparing *job, const char *kind, const char *id, const char *label, const struct aspect *aspects, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!aspects[i].differs)
			continue;
		struct since_item *item = since_add(job->out, SINCE_EDITION, kind, mem_strdup(id), aspects[i].word);
		item->part = mem_strdup("");
		item->what = mem_printf("%s: %s", label, _(aspects[i].title));
		item->before = mem_strdup(aspects[i].before);
		item->after = mem_strdup(aspects[i].after);
	}
}

static bool any(const struct aspect *aspects, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (aspects[i].differs)
			return true;
	return false;
}

/* ---- rules ---- */

static bool was_looked_at(const struct comparing *job, const char *rule)
{
	const struct verdict *verdict = job->then->verdict;
	for (size_t i = 0; i < verdict->finding_count; i++)
		if (strcmp(verdict->findings[i]->rule->id, rule) == 0)
			return true;
	for (size_t i = 0; i < job->moved->outcome_count; i++)
		if (job->moved->outcomes[i].rule && strcmp(job->moved->outcomes[i].rule->id, rule) == 0)
			return true;
	return false;
}

static const char *expr_of(const struct rung *rungs, size_t count, size_t at)
{
	return at < count ? rungs[at].expr.text : "";
}

/* The first condition that is another, as it stands in the rule. */
static void differing_condition(const struct rule *old, const struct rule *new, struct aspect *out)
{
	size_t rungs = old->rung_count > new->rung_count ? old->rung_count : new->rung_count;
	size_t exceptions = old->exception_count > new->exception_count ? old->exception_count : new->exception_count;
	out->before = old->when.text;
	out->after = new->when.text;
	for (size_t i = 0; i < rungs && same(out->before, out->after); i++) {
		out->before = expr_of(old->rungs, old->rung_count, i);
		out->after = expr_of(new->rungs, new->rung_count, i);
	}
	for (size_t i = 0; i < exceptions && same(out->before, out->after); i++) {
		out->before = expr_of(old->exceptions, old->exception_count, i);
		out->after = expr_of(new->exceptions, new->exception_count, i);
	}
	/* What differs is then the ground that it asks for. */
	if (same(out->before, out->after))
		out->before = out->after = NULL;
}

static void differing_text(const struct app *app, const struct text *old, const struct text *new, struct aspect *out)
{
	if (strcmp(app_text(app, old), app_text(app, new)) == 0)
		return;
	out->before = app_text(app, old);
	out->after = app_text(app, new);
}

static void compare_rule(const struct comparing *job, const char *id, const struct rule *old, const struct rule *new)
{
	bool both = old && new;
	struct aspect aspects[] = {
		{ .word = "added", .title = N_("a new rule"), .differs = !old },
		{ .word = "removed", .title = N_("a rule no more"), .differs = !new },
		{ .word = "condition", .title = N_("another condition"), .differs = both && (!same(old->when.text, new->when.text) ||
			!same_rungs(old->rungs, old->rung_count, new->rungs, new->rung_count) ||
			!same_rungs(old->exceptions, old->exception_count, new->exceptions, new->exception_count)) },
		{ .word = "force", .title = N_("binds otherwise"), .differs = both && old->force != new->force },
		{ .word = "place", .title = N_("applies elsewhere"), .differs = both && (old->scope != new->scope || old->steps != new->steps) },
		{ .word = "text", .title = N_("reads otherwise"), .differs = both && (!same(old->clause, new->clause) || !same_text(&old->title, &new->title) ||
			!same_text(&old->text, &new->text) || !same_text(&old->fix, &new->fix) ||
			!same_rung_texts(old->rungs, old->rung_count, new->rungs, new->rung_count) ||
			!same_rung_texts(old->exceptions, old->exception_count, new->exceptions, new->exception_count)) },
	};
	size_t count = sizeof aspects / sizeof *aspects;
	if (both) {
		differing_condition(old, new, &aspects[2]);
		aspects[3].before = app_force_word(old->force);
		aspects[3].after = app_force_word(new->force);
		differing_text(job->app, &old->text, &new->text, &aspects[5]);
	}
	if (was_looked_at(job, id))
		add(job, "rule", id, app_text(job->app, &(new ? new : old)->title), aspects, count);
	else
		job->out->aside += any(aspects, count);
}

static void compare_rules(const struct comparing *job)
{
	const struct edition *old = job->then->edition;
	for (size_t i = 0; i < old->rule_count; i++)
		compare_rule(job, old->rules[i].id, &old->rules[i], edition_rule(job->today, old->rules[i].id));
	for (size_t i = 0; i < job->today->rule_count; i++)
		if (!edition_rule(old, job->today->rules[i].id))
			compare_rule(job, job->today->rules[i].id, NULL, &job->today->rules[i]);
}

/* ---- questions ---- */

static bool concerns(const struct comparing *job, const char *fact)
{
	for (size_t i = 0; i < job->moved->answer_count; i++)
		if (strcmp(job->moved->answers[i].fact->id, fact) == 0)
			return true;
	return false;
}

static bool same_options(const struct fact *a, const struct fact *b)
{
	bool equal = a->type == b->type && a->option_count == b->option_count;
	for (size_t i = 0; i < a->option_count && equal; i++)
		equal = same(a->options[i].word, b->options[i].word) && same_text(&a->options[i].label, &b->options[i].label);
	return equal;
}

static void compare_question(const struct comparing *job, const char *id, const struct fact *old, const struct fact *new)
{
	const struct question *a = old ? old->question : NULL, *b = new ? new->question : NULL;
	bool both = a && b;
	struct aspect aspects[] = {
		{ .word = "added", .title = N_("a new question"), .differs = !a },
		{ .word = "removed", .title = N_("a question no more"), .differs = !b },
		{ .word = "text", .title = N_("asked in other words"), .differs = both && (!same_text(&a->text, &b->text) || !same_text(&a->help, &b->help) ||
			!same_text(&a->example, &b->example) || !same_text(&old->label, &new->label) || !same(old->clause, new->clause)) },
		{ .word = "options", .title = N_("takes other answers"), .differs = both && (!same_options(old, new) || a->has_min != b->has_min || a->has_max != b->has_max ||
			a->min != b->min || a->max != b->max) },
		{ .word = "ask", .title = N_("asked in other cases"), .differs = both && (!same(a->ask.text, b->ask.text) || a->screen->steps != b->screen->steps) },
		{ .word = "demand", .title = N_("demands another ground"), .differs = both && (a->reason != b->reason || a->evidence != b->evidence) },
	};
	size_t count = sizeof aspects / sizeof *aspects;
	if (!a && !b)
		return;
	if (both)
		differing_text(job->app, &a->text, &b->text, &aspects[2]);
	if (concerns(job, id))
		add(job, "question", id, app_text(job->app, &(b ? new : old)->label), aspects, count);
	else
		job->out->aside += any(aspects, count);
}

static void compare_questions(const struct comparing *job)
{
	const struct edition *old = job->then->edition;
	for (size_t i = 0; i < old->fact_count; i++)
		compare_question(job, old->facts[i]->id, old->facts[i], edition_fact(job->today, old->facts[i]->id));
	for (size_t i = 0; i < job->today->fact_count; i++)
		if (!edition_fact(old, job->today->facts[i]->id))
			compare_question(job, job->today->facts[i]->id, NULL, job->today->facts[i]);
}

void since_definitions(const struct app *app, const struct revived *then, const struct edition *today, const struct migration *moved, struct since *out)
{
	const struct comparing job = { .app = app, .then = then, .today = today, .moved = moved, .out = out };
	compare_rules(&job);
	compare_questions(&job);
}
