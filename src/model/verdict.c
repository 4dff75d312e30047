/* SPDX-License-Identifier: Apache-2.0 */
/* Finding things in a verdict and its words. Results are few, so they are searched from the front. */
#include "model/verdict.h"

#include <stdlib.h>
#include <string.h>

void verdict_free(struct verdict **verdict)
{
	if (!*verdict)
		return;
	arena_done(&(*verdict)->arena);
	free(*verdict);
	*verdict = NULL;
}

enum status verdict_exit(const struct verdict *verdict)
{
	switch (verdict->status) {
	case VERDICT_REFUSED:
		return STATUS_FAILED;
	case VERDICT_UNDETERMINED:
		return STATUS_UNDETERMINED;
	default:
		return STATUS_OK;
	}
}

const char *outcome_word(enum outcome outcome)
{
	static const char *const WORDS[] = {
		[OUTCOME_PASS] = "pass",
		[OUTCOME_FAIL] = "fail",
		[OUTCOME_UNDETERMINED] = "undetermined",
		[OUTCOME_NOT_APPLICABLE] = "not_applicable",
	};

	return outcome <= OUTCOME_NOT_APPLICABLE ? WORDS[outcome] : "";
}

const char *step_outcome_word(enum step_outcome outcome)
{
	static const char *const WORDS[] = {
		[STEP_NOT_REACHED] = "not_reached",
		[STEP_ADOPTED] = "adopted",
		[STEP_PASSED] = "passed",
		[STEP_UNDETERMINED] = "undetermined",
		[STEP_REFUSED] = "refused",
	};

	return outcome <= STEP_REFUSED ? WORDS[outcome] : "";
}

const char *verdict_status_word(enum verdict_status status)
{
	static const char *const WORDS[] = {
		[VERDICT_DECIDED] = "decided",
		[VERDICT_REFUSED] = "refused",
		[VERDICT_UNDETERMINED] = "undetermined",
		[VERDICT_GATED] = "gated",
	};

	return status <= VERDICT_GATED ? WORDS[status] : "";
}

const struct component_result *verdict_component(const struct verdict *verdict, const char *key)
{
	for (size_t i = 0; i < verdict->component_count; i++)
		if (strcmp(verdict->components[i].key, key) == 0)
			return &verdict->components[i];
	return NULL;
}

const struct step_result *verdict_step(const struct verdict *verdict, const char *key)
{
	for (size_t i = 0; i < verdict->component_count; i++) {
		const struct component_result *component = &verdict->components[i];

		for (size_t j = 0; j < component->step_count; j++)
			if (strcmp(component->steps[j].key, key) == 0)
				return &component->steps[j];
	}
	return NULL;
}

static const struct candidate_result *step_candidate(const struct step_result *step, const char *key)
{
	for (size_t i = 0; i < step->candidate_count; i++)
		if (strcmp(step->candidates[i].key, key) == 0)
			return &step->candidates[i];
	return NULL;
}

unsigned candidate_preferred_unmet(const struct candidate_result *candidate)
{
	unsigned count = 0;
	for (size_t i = 0; i < candidate->finding_count; i++)
		count += candidate->findings[i]->outcome == OUTCOME_FAIL && candidate->findings[i]->remark;
	return count;
}

const struct candidate_result *verdict_candidate(const struct verdict *verdict, const char *key)
{
	const struct candidate_result *found = NULL;

	for (size_t i = 0; i < verdict->component_count && !found; i++)
		for (size_t j = 0; j < verdict->components[i].step_count && !found; j++)
			found = step_candidate(&verdict->components[i].steps[j], key);
	return found;
}
