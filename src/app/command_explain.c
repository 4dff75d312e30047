/* SPDX-License-Identifier: Apache-2.0 */
/* What the policy asks, in words: the list of rules, and one rule or clause with everything that hangs on it. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/session.h"
#include "app/words.h"
#include "base/utf8.h"
#include "engine/explain.h"
#include "report/json.h"

#define ID_CELLS 26
#define PAGE_CELLS 80

enum status command_policy_show(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	(void)diags;
	const struct edition *edition = app_edition(app);
	struct json *list = args->json ? json_new_array() : NULL;
	for (size_t i = 0; i < edition->rule_count; i++) {
		const struct rule *rule = &edition->rules[i];
		if (list) {
			struct json *item = json_new_object();
			json_put_text(item, "id", rule->id);
			json_put_text(item, "clause", rule->clause);
			json_put_text(item, "force", force_word(rule->force));
			json_put_text(item, "scope", scope_word(rule->scope));
			json_put_text(item, "title", app_text(app, &rule->title));
			json_push(list, item);
		} else {
			utf8_pad(out, rule->id, ID_CELLS);
			utf8_pad(out, app_force_word(rule->force), 11);
			buf_addf(out, "%s\n", app_text(app, &rule->title));
		}
	}
	if (list)
		json_write(&list, out);
	return STATUS_OK;
}

/* A paragraph wrapped to the page, behind a margin. */
static void paragraph(struct buf *out, const char *text, size_t margin)
{
	struct text_lines lines = { 0 };
	text_wrap(&lines, text, PAGE_CELLS - margin);
	for (size_t i = 0; i < lines.count; i++) {
		for (size_t k = 0; k < margin; k++)
			buf_addc(out, ' ');
		buf_add(out, text + lines.items[i].start, lines.items[i].end - lines.items[i].start);
		buf_addc(out, '\n');
	}
	text_lines_done(&lines);
}

static void write_clause(const struct app *app, const struct clause *clause, struct buf *out)
{
	char *text = mem_printf("%s (%s, %s): %s", clause->id, app_text(app, &clause->cited), app_modality_named(clause->modality), app_text(app, &clause->text));
	paragraph(out, text, 2);
	free(text);
}

static void write_clauses(const struct app *app, const char *ids, struct buf *out)
{
	char *copy = mem_strdup(ids), *rest = copy, *id;
	while ((id = strsep(&rest, " ")) != NULL) {
		const struct clause *clause = edition_clause(app_edition(app), id);
		if (clause)
			write_clause(app, clause, out);
	}
	free(copy);
}

struct listing_facts {
	const struct app *app;
	struct buf *out;
	struct json *list;
};

/* Where a fact comes from, as an officer would look for it. */
static void tell_fact(const struct fact *fact, void *context)
{
	struct listing_facts *job = context;
	const char *where = fact->origin == FACT_LISTED ? _("registry") : fact->origin == FACT_BUILTIN ? _("program") : "";
	if (fact->question)
		where = app_text(job->app, &fact->question->screen->title);
	if (job->list) {
		struct json *item = json_new_object();
		json_put_text(item, "id", fact->id);
		json_put_text(item, "label", app_text(job->app, &fact->label));
		json_put_text(item, "source", where);
		json_push(job->list, item);
	} else {
		buf_addf(job->out, "  %s (%s): %s\n", app_text(job->app, &fact->label), fact->id, where);
	}
}

/* A rule that an overlay adds, or makes stricter, is not the edition's own. */
static void tell_overlay(const struct app *app, const struct rule *rule, struct buf *out)
{
	const struct overlay *overlay = edition_overlay(app_edition(app), rule->file);
	if (overlay)
		buf_addf(out, _("Added by the overlay %1$s: %2$s\n"), overlay->name, app_text(app, &overlay->title));
	if (rule->tightened)
		buf_addf(out, _("Its force is raised by the overlay %1$s: %2$s (%3$s:%4$d)\n"), rule->tightened->name,
			app_text(app, &rule->tightened->title), rule->tightened->file, rule->tightened->line);
}

static void explain_as_text(const struct app *app, const struct engine *engine, const struct rule *rule, struct buf *out)
{
	struct listing_facts job = { app, out, NULL };
	struct buf words;
	buf_init(&words);
	buf_addf(out, "%s  [%s]  %s\n", rule->id, app_force_word(rule->force), app_text(app, &rule->title));
	paragraph(out, app_text(app, &rule->text), 2);
	buf_addf(out, "%s\n", _("Clauses"));
	write_clauses(app, rule->clause, out);
	buf_addf(out, "%s\n", _("In words"));
	explain_rule(engine, rule, app_lang(app), &words);
	for (char *at = words.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		*end = '\0';
		paragraph(out, at, 2);
	}
	buf_addf(out, "%s\n", _("Facts read"));
	explain_facts(engine, rule, tell_fact, &job);
	buf_addf(out, "%s\n", _("What to do"));
	paragraph(out, app_text(app, &rule->fix), 2);
	tell_overlay(app, rule, out);
	buf_addf(out, "%s:%d\n", rule->file, rule->line);
	buf_done(&words);
}

static void explain_as_json(const struct app *app, const struct engine *engine, const struct rule *rule, struct buf *out)
{
	struct json *item = json_new_object(), *facts = json_new_array();
	struct listing_facts job = { app, out, facts };
	struct buf words;
	buf_init(&words);
	explain_rule(engine, rule, app_lang(app), &words);
	explain_facts(engine, rule, tell_fact, &job);
	json_put_text(item, "id", rule->id);
	json_put_text(item, "clause", rule->clause);
	json_put_text(item, "force", force_word(rule->force));
	json_put_text(item, "title", app_text(app, &rule->title));
	json_put_text(item, "text", app_text(app, &rule->text));
	json_put_text(item, "fix", app_text(app, &rule->fix));
	json_put_text(item, "words", words.data);
	json_put_text(item, "when", rule->when.text ? rule->when.text : "");
	json_put_text(item, "require", rule->rung_count ? rule->rungs[0].expr.text : "");
	json_put(item, "facts", facts);
	const struct overlay *overlay = edition_overlay(app_edition(app), rule->file);
	json_put_text(item, "overlay", overlay ? overlay->name : rule->tightened ? rule->tightened->name : "");
	json_put_text(item, "file", rule->file);
	json_put_int(item, "line", rule->line);
	json_write(&item, out);
	buf_done(&words);
}

/* The rules that cite a clause, so that a question about the policy finds the place that answers it. */
static void write_citing(const struct app *app, const struct clause *clause, struct buf *out)
{
	const struct edition *edition = app_edition(app);
	char *wanted = mem_printf(" %s ", clause->id);
	write_clause(app, clause, out);
	for (size_t i = 0; i < edition->rule_count; i++) {
		char *all = mem_printf(" %s ", edition->rules[i].clause);
		if (strstr(all, wanted))
			buf_addf(out, "  %s  %s\n", edition->rules[i].id, app_text(app, &edition->rules[i].title));
		free(all);
	}
	free(wanted);
}

enum status command_policy_explain(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	const char *id = args->words[0];
	const struct rule *rule = edition_rule(app_edition(app), id);
	const struct clause *clause = edition_clause(app_edition(app), id);
	const struct engine *engine = app->loaded[0].engine;
	if (rule && args->json)
		explain_as_json(app, engine, rule, out);
	else if (rule)
		explain_as_text(app, engine, rule, out);
	else if (clause)
		write_citing(app, clause, out);
	else
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("%s is no rule and no clause of this edition; policy show lists the rules"), id);
	return STATUS_OK;
}
