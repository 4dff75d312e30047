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
	return app_outcome_word(outcome);
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
			buf_addf(out, _("preferred %u  "), preferred);
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

const char *word_verdict_name(const char *verdict)
{
	return app_verdict_named(verdict);
}

const struct fact *fact_by_id(const struct app *app, const char *id)
{
	return edition_fact(app_edition(app), id);
}

void snapshot_short_of(const struct app *app, const struct snapshot_info *snapshot, struct buf *out)
{
	if (!snapshot) {
		buf_adds(out, _("no registry snapshot"));
		return;
	}
	buf_addf(out, "%s (", snapshot->name);
	date_format_short(out, app_eras(app), snapshot->issued_on);
	buf_addf(out, _(", %d days)"), (int)(app_today(app) - snapshot->issued_on));
	app_snapshot_marks(app, snapshot, out);
}

void clock_time(int64_t seconds_utc, struct buf *out)
{
	time_t when = (time_t)seconds_utc;
	struct tm parts;
	if (localtime_r(&when, &parts))
		buf_addf(out, "%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec);
}

const char *word_theme(const char *theme)
{
	static const char *const words[][2] = {
		{"default", N_("default")}, {"contrast", N_("high contrast")}, {"light", N_("light background")}, {"mono", N_("none")},
	};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i][0], theme) == 0)
			return words[i][1];
	return theme;
}
