/* SPDX-License-Identifier: Apache-2.0 */
/* `policy baseline` makes a baseline from case files; `policy check --baseline` tells what came out otherwise, rule by rule. */
#include <stdlib.h>
#include <string.h>

#include "app/baseline.h"
#include "app/commands.h"
#include "app/session.h"
#include "base/num.h"
#include "report/json.h"

#define SEED_DEFAULT 20210330
#define ANSWERS_MAX 1900 /* two sections each, of the 4000 that a file may have */

enum status command_number(const char *option, const char *text, int64_t standard, uint64_t *out, struct diag_list *diags)
{
	int64_t number = standard;
	if (text && (!num_parse_int(text, &number) || number < 0))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("%1$s %2$s: a whole number is needed"), option, text);
	*out = (uint64_t)number;
	return STATUS_OK;
}

/* --- making --- */

struct cases {
	struct dossier *items[ANSWERS_MAX];
	size_t count;
};

static enum status read_cases(struct app *app, const struct command_args *args, struct cases *cases, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < args->count && status == STATUS_OK; i++) {
		struct loaded rules;
		struct dossier *dossier = NULL;
		status = command_read_case(app, args->words[i], &rules, &dossier, diags);
		if (status == STATUS_OK && rules.edition != app_edition(app))
			status = diag_error(diags, STATUS_INPUT, args->words[i], 0, _("this case is of the edition %1$s, not of %2$s"), rules.edition->id,
				app_edition(app)->id);
		if (status == STATUS_OK)
			status = app_resolve_listings(app, dossier, diags);
		if (dossier)
			cases->items[cases->count++] = dossier;
	}
	return status;
}

static void write_all(struct app *app, const struct command_args *args, const struct cases *cases, uint64_t variants, uint64_t seed, struct buf *out)
{
	struct baseline_writer writer = { .engine = app->loaded[0].engine, .as_of = app_as_of(app), .out = out };
	baseline_begin(&writer);
	for (size_t i = 0; i < cases->count; i++) {
		const char *slash = strrchr(args->words[i], '/');
		baseline_add(&writer, cases->items[i], slash ? slash + 1 : args->words[i]);
	}
	for (uint64_t i = 0; i < variants; i++) {
		size_t of = (size_t)(i % cases->count);
		const char *slash = strrchr(args->words[of], '/');
		struct dossier *variant = dossier_copy(cases->items[of]);
		char *title = mem_printf("%s ~%llu", slash ? slash + 1 : args->words[of], (unsigned long long)i + 1);
		baseline_vary(variant, &seed);
		baseline_add(&writer, variant, title);
		dossier_free(&variant);
		free(title);
	}
}

enum status command_policy_baseline(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	uint64_t variants, seed;
	enum status status = command_number("--cases", args->cases, 0, &variants, diags);
	if (status == STATUS_OK)
		status = command_number("--seed", args->seed, SEED_DEFAULT, &seed, diags);
	if (status == STATUS_OK && (variants > ANSWERS_MAX || args->count + variants > ANSWERS_MAX))
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("a baseline holds at most %d cases and variants"), ANSWERS_MAX);
	if (status != STATUS_OK)
		return status;
	struct cases *cases = MEM_NEW(struct cases);
	status = read_cases(app, args, cases, diags);
	if (status == STATUS_OK)
		write_all(app, args, cases, variants, seed, out);
	for (size_t i = 0; i < cases->count; i++)
		dossier_free(&cases->items[i]);
	free(cases);
	return status;
}

/* --- comparing --- */

static const char *shown(const char *word)
{
	return *word ? word : outcome_word(OUTCOME_NOT_APPLICABLE);
}

static void tell_group(const struct app *app, const struct baseline_report *report, const char *rule, struct buf *out)
{
	const struct rule *known = edition_rule(app_edition(app), rule);
	size_t count = 0;
	for (size_t i = 0; i < report->change_count; i++)
		count += strcmp(report->changes[i].rule, rule) == 0;
	if (!*rule)
		buf_addf(out, _("how cases and parts end: %zu changed\n"), count);
	else
		buf_addf(out, _("rule %1$s (%2$s): %3$zu changed\n"), rule, known ? app_text(app, &known->title) : _("no more in the edition"), count);
	for (size_t i = 0; i < report->change_count; i++) {
		const struct baseline_change *change = &report->changes[i];
		if (strcmp(change->rule, rule) == 0)
			buf_addf(out, "  %s: %s: %s -> %s\n", change->title, change->key, shown(change->before), shown(change->after));
	}
}

static struct json *group_json(const struct baseline_report *report, const char *rule)
{
	struct json *item = json_new_object(), *list = json_new_array();
	json_put_text(item, "rule", *rule ? rule : NULL);
	for (size_t i = 0; i < report->change_count; i++) {
		const struct baseline_change *change = &report->changes[i];
		if (strcmp(change->rule, rule) != 0)
			continue;
		struct json *line = json_new_object();
		json_put_text(line, "answers", change->title);
		json_put_text(line, "key", change->key);
		json_put_text(line, "before", shown(change->before));
		json_put_text(line, "after", shown(change->after));
		json_push(list, line);
	}
	json_put(item, "changes", list);
	return item;
}

static bool first_of_rule(const struct baseline_report *report, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		if (strcmp(report->changes[i].rule, report->changes[at].rule) == 0)
			return false;
	}
	return true;
}

/* The rules in the order in which they were come upon; how a case ends always comes first when it has changed. */
static size_t tell_groups(const struct app *app, const struct baseline_report *report, struct json *groups, struct buf *out)
{
	size_t rules = 0;
	for (int named = 0; named < 2; named++) {
		for (size_t i = 0; i < report->change_count; i++) {
			const char *rule = report->changes[i].rule;
			if ((*rule != '\0') != (named == 1) || !first_of_rule(report, i))
				continue;
			rules += named == 1;
			if (groups)
				json_push(groups, group_json(report, rule));
			else
				tell_group(app, report, rule, out);
		}
	}
	return rules;
}

static void tell_text(const struct app *app, const char *path, const struct baseline_report *report, struct buf *out)
{
	for (size_t i = 0; i < report->gone_count; i++)
		buf_addf(out, _("no longer taken: %1$s (%2$zu answers)\n"), report->gone[i].what, report->gone[i].count);
	size_t rules = tell_groups(app, report, NULL, out);
	buf_addf(out, _("baseline %1$s (edition %2$s%3$s): %4$zu of %5$zu changed, by %6$zu rules\n"), path, report->edition,
		report->same_rules ? _(", the same rules") : "", report->changed, report->answers, rules);
}

static struct json *report_json(const struct app *app, const char *path, const struct baseline_report *report)
{
	struct json *item = json_new_object(), *groups = json_new_array(), *gone = json_new_array();
	for (size_t i = 0; i < report->gone_count; i++) {
		struct json *line = json_new_object();
		json_put_text(line, "answer", report->gone[i].what);
		json_put_int(line, "count", (int64_t)report->gone[i].count);
		json_push(gone, line);
	}
	tell_groups(app, report, groups, NULL);
	json_put_text(item, "file", path);
	json_put_text(item, "edition", report->edition);
	json_put_bool(item, "same_rules", report->same_rules);
	json_put_int(item, "answers", (int64_t)report->answers);
	json_put_int(item, "changed", (int64_t)report->changed);
	json_put(item, "gone", gone);
	json_put(item, "rules", groups);
	return item;
}

enum status command_baseline_tell(struct app *app, const char *path, struct json *whole, struct buf *out, struct diag_list *diags)
{
	struct baseline_report report;
	enum status status = baseline_compare(&report, app->loaded[0].engine, path, diags);
	if (status == STATUS_OK) {
		if (whole)
			json_put(whole, "baseline", report_json(app, path, &report));
		else
			tell_text(app, path, &report, out);
		if (report.changed || report.gone_count)
			status = diag_error(diags, STATUS_FAILED, NULL, 0, _("the outcomes are not those of the baseline: %1$zu of %2$zu changed"), report.changed,
				report.answers);
	}
	baseline_report_done(&report);
	return status;
}
