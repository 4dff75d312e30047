/* SPDX-License-Identifier: Apache-2.0 */
/* The words of files and records never change; these do, with the language. */
#include "app/words.h"

#include <string.h>

#include "base/i18n.h"

static const char *const verdicts[] = {
	[VERDICT_DECIDED] = N_("Decided"),
	[VERDICT_REFUSED] = N_("Refused"),
	[VERDICT_UNDETERMINED] = N_("Undetermined"),
	[VERDICT_GATED] = N_("Not examined"),
};
static const struct {
	const char *word, *shown;
} stages[] = {
	{ "", N_("Under way") }, { "draft", N_("Under way") }, { "submitted", N_("Handed in") },
};
static const char *const forces[] = {
	[FORCE_MUST] = N_("must"),
	[FORCE_PRINCIPLE] = N_("principle"),
	[FORCE_PREFERRED] = N_("preferred"),
	[FORCE_CAUTION] = N_("caution"),
};
/* The words of the files are English words themselves. */
static const char *const modalities[] = {
	N_("must"), N_("must-not"), N_("principle"), N_("preferred"), N_("should"), N_("caution"), N_("scope"), N_("definition"), N_("benefit"), N_("info"),
	N_("record"), N_("gate"), N_("fallback"), N_("exception"), N_("guidance"), N_("conditional"), N_("evidence"), N_("transition"), N_("training"),
	N_("classification"), N_("state"), N_("reference"), N_("eligibility"), N_("report"),
};
static const char *const tasks[] = {
	[TASK_DONE] = N_("Done"), [TASK_STARTED] = N_("Under way"), [TASK_UNTOUCHED] = N_("Not started"),
	[TASK_WAITING] = N_("Cannot start yet"), [TASK_SKIPPED] = N_("Not needed"),
};

static const char *const outcomes[] = {
	[OUTCOME_PASS] = N_("Met"), [OUTCOME_FAIL] = N_("Not met"), [OUTCOME_UNDETERMINED] = N_("Undetermined"), [OUTCOME_NOT_APPLICABLE] = N_("N/A"),
};
static const char *const steps[] = {
	[STEP_NOT_REACHED] = N_("Not reached"), [STEP_ADOPTED] = N_("Adopted"), [STEP_PASSED] = N_("Passed over"),
	[STEP_UNDETERMINED] = N_("Undetermined"), [STEP_REFUSED] = N_("Refused"),
};

const char *app_finding_word(enum outcome outcome)
{
	return _(outcomes[outcome]);
}

const char *app_step_word(enum step_outcome outcome)
{
	return _(steps[outcome]);
}

const char *app_verdict_word(enum verdict_status status)
{
	return _(verdicts[status]);
}

const char *app_verdict_named(const char *verdict)
{
	for (int i = VERDICT_DECIDED; i <= VERDICT_GATED; i++)
		if (strcmp(verdict_status_word((enum verdict_status)i), verdict) == 0)
			return app_verdict_word((enum verdict_status)i);
	return verdict[0] ? verdict : "-";
}

const char *app_stage_named(const char *stage)
{
	for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
		if (strcmp(stages[i].word, stage) == 0)
			return _(stages[i].shown);
	return stage;
}

const char *app_force_word(enum force force)
{
	return _(forces[force]);
}

const char *app_modality_named(const char *modality)
{
	for (size_t i = 0; i < sizeof modalities / sizeof modalities[0]; i++)
		if (strcmp(modalities[i], modality) == 0)
			return _(modalities[i]);
	return modality;
}

const char *app_task_word(enum task_state state)
{
	return _(tasks[state]);
}
