/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The listing of a candidate as the rules see it. It comes from the facts of the candidate and not from the snapshot at hand, so that what a
 * screen says of a listing is what the verdict was derived from.
 */
#include <stdlib.h>
#include <string.h>

#include "app/listing_words.h"
#include "app/work_internal.h"
#include "base/utf8.h"
#include "report/listing_words.h"

date_days work_needed_until(const struct work *work)
{
	const struct answer *answer = work ? entity_answer_id(work->dossier, work->dossier->root, "case.contract_end") : NULL;
	return answer && answer->state == ANSWER_GIVEN ? (date_days)answer->number : DATE_NONE;
}

enum listing_state work_listing_state(const struct work *work, const char *key, date_days *expires_on)
{
	const struct entity *candidate = dossier_find(work->dossier, key);
	if (expires_on)
		*expires_on = DATE_NONE;
	if (!candidate || candidate->scope != SCOPE_CANDIDATE)
		return LISTING_STATE_UNKNOWN;
	return listing_state_of_facts(work->rules.edition, candidate->services, work->verdict->as_of, work_needed_until(work), expires_on);
}

/* Where the state was read: the snapshot and line that stand with the fact. */
static const char *state_source(const struct work *work, const struct entity *candidate)
{
	const struct answer *answer = entity_answer_id(work->dossier, candidate, "service.status");
	return answer && answer->source ? answer->source : "";
}

void work_listing_text(const struct work *work, const char *key, struct buf *out)
{
	date_days expires_on;
	const struct entity *candidate = dossier_find(work->dossier, key);
	enum listing_state state = work_listing_state(work, key, &expires_on);
	if (!candidate)
		return;
	const char *source = state_source(work, candidate), *number = entity_text(work->dossier, candidate, "candidate.registry_id");
	words_listing_state_dated(out, app_eras(work->app), state, expires_on);
	if (source[0]) {
		buf_adds(out, "; ");
		utf8_visible(out, source, strlen(source), false);
	} else if (state == LISTING_STATE_NOT_LISTED) {
		buf_adds(out, _("; answered so by the officer"));
	} else if (number[0]) {
		buf_adds(out, _("; the number is not in the snapshot, or the list does not say"));
	}
}

static void add_said(const struct work *work, const struct entity *candidate, const char *id, struct buf *out)
{
	const struct answer *answer = entity_answer_id(work->dossier, candidate, id);
	if (!answer || answer->state != ANSWER_GIVEN)
		return;
	const char *const texts[] = { answer->text, answer->reason, answer->evidence };
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (texts[i])
			buf_addf(out, "%s\n", texts[i]);
}

bool work_audit_bodies(const struct work *work, const char *key, bool also_none, struct buf *out)
{
	static const char *const said_in[] = { "candidate.evidence", "candidate.evidence_detail", "candidate.ministry_policy_confirmed" };
	const struct entity *candidate = dossier_find(work->dossier, key);
	struct buf said;
	if (!candidate || candidate->scope != SCOPE_CANDIDATE)
		return false;
	buf_init(&said);
	for (size_t i = 0; i < sizeof said_in / sizeof said_in[0]; i++)
		add_said(work, candidate, said_in[i], &said);
	/* A set is no text; where nothing is said in words, nothing can be looked up. */
	bool told = said.len > 0 && app_audit_bodies_named(work->app, said.data, also_none, out);
	buf_done(&said);
	return told;
}

void work_registry_view(struct app *app, const struct work *work, const char *step_key)
{
	static const enum listing_shelf all[] = { SHELF_SERVICES, SHELF_OFFERS, SHELF_AUDIT_BODIES }, private[] = { SHELF_OFFERS, SHELF_SERVICES };
	const struct entity *step = step_key ? dossier_find(work->dossier, step_key) : NULL;
	const struct step_def *def = step && step->scope == SCOPE_STEP ? edition_step(work->rules.edition, step->number) : NULL;
	char *place = step_key ? mem_printf("%s %s", work->meta.reference, step_key) : mem_strdup("");
	if (!step_key)
		app_registry_view(app, all, 3);
	else if (def && strstr(def->deployments, "private"))
		app_registry_view(app, private, 2);
	else
		app_registry_view(app, all, 1);
	app_registry_search_for(app, place);
	app_registry_until(app, work_needed_until(work));
	free(place);
}
