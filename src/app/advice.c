/* SPDX-License-Identifier: Apache-2.0 */
/* Only the harms that led to the grade are its reason: a lesser one beside them would not have led there. */
#include "app/advice.h"

#include <stdlib.h>
#include <string.h>

#include "app/work_internal.h"
#include "base/mem.h"

void advice_init(struct advice *out, const struct app *app, const struct question *question)
{
	const struct edition *edition = app_edition(app);
	*out = (struct advice){ .question = question };
	for (size_t i = 0; i < edition->harm_count && out->count < ADVICE_MAX; i++)
		if (edition_harm_about(edition, &edition->harms[i], question->fact))
			out->harms[out->count++] = &edition->harms[i];
}

/* The options of a rating ascend. */
const struct catalogue_entry *advice_grade(const struct advice *advice)
{
	const struct fact *fact = advice->question->fact;
	const struct catalogue_entry *best = NULL;
	for (size_t i = 0; i < advice->count; i++) {
		const struct catalogue_entry *grade = advice->harms[i]->grade;
		if (advice->ticked[i] && (!best || fact_option_find(fact, grade->value) > fact_option_find(fact, best->value)))
			best = grade;
	}
	return best;
}

void advice_reasons(const struct advice *advice, const struct app *app, struct buf *out)
{
	const struct catalogue_entry *grade = advice_grade(advice);
	size_t start = out->len;
	for (size_t i = 0; i < advice->count; i++)
		if (advice->ticked[i] && advice->harms[i]->grade == grade)
			buf_addf(out, "%s%s", out->len > start ? "\n" : "", app_text(app, &advice->harms[i]->reason));
}

static char *reason_with(const struct answer *answer, const char *proposal)
{
	const char *old = answer && answer->reason ? answer->reason : "";
	if (!*old || strstr(old, proposal))
		return mem_strdup(*old ? old : proposal);
	return mem_printf("%s\n%s", old, proposal);
}

enum status advice_take(const struct advice *advice, struct work *work, const char *key, struct diag_list *diags)
{
	const struct catalogue_entry *grade = advice_grade(advice);
	const struct entity *entity = dossier_find(work_dossier(work), key);
	if (!grade || !entity)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("Tick at least one line first; Esc goes back without a proposal"));
	const struct answer *answer = entity_answer(entity, advice->question->fact);
	struct buf proposal;
	buf_init(&proposal);
	if (advice->question->reason != DEMAND_NONE)
		advice_reasons(advice, work->app, &proposal);
	char *reason = reason_with(answer, proposal.data);
	char *evidence = mem_strdup(answer && answer->evidence ? answer->evidence : "");
	enum status status = work_answer(work, key, advice->question->fact->id, grade->value, reason, evidence, diags);
	free(reason);
	free(evidence);
	buf_done(&proposal);
	return status;
}
