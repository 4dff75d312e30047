/* SPDX-License-Identifier: Apache-2.0 */
/* Words first, colour second: the style only repeats what the word says. */
#include "tui/words.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/words.h"
#include "base/i18n.h"

static const enum style outcomes[] = {
	[OUTCOME_PASS] = STYLE_GOOD, [OUTCOME_FAIL] = STYLE_BAD, [OUTCOME_UNDETERMINED] = STYLE_OPEN, [OUTCOME_NOT_APPLICABLE] = STYLE_PLAIN,
};
static const enum style tasks[] = {
	[TASK_DONE] = STYLE_GOOD, [TASK_STARTED] = STYLE_OPEN, [TASK_UNTOUCHED] = STYLE_PLAIN, [TASK_WAITING] = STYLE_PLAIN, [TASK_SKIPPED] = STYLE_PLAIN,
};
const char *word_outcome(enum outcome outcome, enum style *style)
{
	if (style)
		*style = outcomes[outcome];
	return app_finding_word(outcome);
}

const char *word_finding(const struct finding *finding, enum style *style)
{
	if (finding->outcome != OUTCOME_FAIL || !finding->remark)
		return word_outcome(finding->outcome, style);
	if (style)
		*style = STYLE_OPEN;
	return _("Not met (preferred)");
}

void candidate_counts(const struct candidate_result *candidate, struct buf *out)
{
	unsigned preferred = candidate_preferred_unmet(candidate);
	for (int i = OUTCOME_PASS; i <= OUTCOME_NOT_APPLICABLE; i++) {
		buf_addf(out, _("%s %u  "), word_outcome((enum outcome)i, NULL), candidate->counts[i] - (i == OUTCOME_FAIL ? preferred : 0));
		if (i == OUTCOME_FAIL && preferred)
			buf_addf(out, _("%s %u  "), _("Not met (preferred)"), preferred);
	}
}

const char *word_task(enum task_state state, enum style *style)
{
	if (style)
		*style = tasks[state];
	return app_task_word(state);
}

const char *word_step(enum step_outcome outcome)
{
	return app_step_word(outcome);
}

const char *word_verdict(enum verdict_status status)
{
	return app_verdict_word(status);
}

const char *word_force(enum force force)
{
	return app_force_word(force);
}

const char *word_truth(enum truth truth, const char *yes, const char *no, const char *unknown)
{
	return truth == TRUTH_YES ? yes : truth == TRUTH_NO ? no : unknown;
}

const char *word_stage(const char *stage)
{
	return app_stage_named(stage);
}

const char *word_verdict_name(const char *verdict)
{
	return app_verdict_named(verdict);
}

void component_key(const char *key, char out[ENTITY_KEY_MAX + 1])
{
	size_t len = strcspn(key, "-");
	if (strcmp(key, "case") == 0 || len > ENTITY_KEY_MAX)
		len = 0;
	memcpy(out, key, len);
	out[len] = '\0';
}

const char *candidate_name(const struct work *work, const char *key)
{
	const struct dossier *dossier = work_dossier(work);
	const struct entity *entity = dossier_find(dossier, key);
	const char *name = entity ? entity_text(dossier, entity, "candidate.name") : "";
	return name[0] ? name : key;
}

void component_label(const struct work *work, const char *key, struct buf *out)
{
	const struct dossier *dossier = work_dossier(work);
	char component[ENTITY_KEY_MAX + 1];
	component_key(key, component);
	const struct entity *entity = dossier_find(dossier, component);
	const char *name = entity && component[0] ? entity_text(dossier, entity, "component.name") : "";
	if (name[0])
		buf_adds(out, name);
	else if (component[0])
		buf_addf(out, _("Component %s"), component + 1);
}

/* Several clauses of one section are named once. */
static bool section_named(const struct buf *out, size_t start, const char *section)
{
	size_t len = strlen(section);
	for (const char *at = out->data + start; (at = strstr(at, section)); at += len)
		if ((at == out->data + start || at[-1] == ' ') && (at[len] == '\0' || at[len] == ','))
			return true;
	return false;
}

void clause_sections(const struct app *app, const char *ids, struct buf *out)
{
	size_t start = out->len;
	for (const char *at = ids; *at;) {
		size_t len = strcspn(at, " ");
		char id[128];
		snprintf(id, sizeof id, "%.*s", (int)len, at);
		const struct clause *clause = edition_clause(app_edition(app), id);
		const char *section = clause ? clause->section : id;
		if (!section_named(out, start, section))
			buf_addf(out, "%s%s", out->len > start ? ", " : "", section);
		at += len;
		at += strspn(at, " ");
	}
}

void entry_name(const struct work *work, const struct entity *entry, struct buf *out)
{
	const struct edition *edition = work_dossier(work)->edition;
	for (unsigned slot = 0; slot < edition->slots[entry->scope]; slot++) {
		const struct answer *answer = &entry->answers[slot];
		if (edition->by_slot[entry->scope][slot]->type != FACT_TEXT)
			continue;
		buf_adds(out, answer->state == ANSWER_GIVEN && answer->text && answer->text[0] ? answer->text : entry->key);
		return;
	}
	buf_adds(out, entry->key);
}

void missing_label(const struct app *app, const struct work *work, const struct fact_missing *missing, struct buf *out)
{
	const struct entity *entity = dossier_find(work_dossier(work), missing->key);
	buf_adds(out, app_text(app, &missing->fact->label));
	if (missing->reason)
		buf_adds(out, _(" (its reason)"));
	if (entity && entity->scope == SCOPE_CANDIDATE)
		buf_addf(out, " [%s]", candidate_name(work, missing->key));
	else if (entity && entity->scope == SCOPE_STEP)
		buf_addf(out, " [Step%d]", entity->number);
	else if (entity && scope_is_entry(entity->scope)) {
		buf_adds(out, " [");
		entry_name(work, entity, out);
		buf_adds(out, "]");
	}
	else if (entity && entity->scope == SCOPE_COMPONENT && entity->parent->count > 1) {
		buf_adds(out, " [");
		component_label(work, missing->key, out);
		buf_adds(out, "]");
	}
}

const struct fact *fact_by_id(const struct app *app, const char *id)
{
	return edition_fact(app_edition(app), id);
}

void snapshot_short(const struct app *app, struct buf *out)
{
	snapshot_short_of(app, app_snapshot(app), out);
}

void snapshot_short_of(const struct app *app, const struct snapshot_info *snapshot, struct buf *out)
{
	if (!snapshot) {
		buf_adds(out, _("no registry snapshot"));
		return;
	}
	buf_addf(out, "%s (", snapshot->name);
	date_format_short(out, app_eras(app), snapshot->issued_on);
	buf_addf(out, _(", %d days old)"), (int)(app_today(app) - snapshot->issued_on));
}

void clock_time(int64_t seconds_utc, struct buf *out)
{
	time_t when = (time_t)seconds_utc;
	struct tm parts;
	if (localtime_r(&when, &parts))
		buf_addf(out, "%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec);
}
