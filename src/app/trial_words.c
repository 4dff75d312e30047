/* SPDX-License-Identifier: Apache-2.0 */
/* Differences in words; the screens and the commands show the same ones. */
#include <string.h>

#include "app/trial.h"
#include "app/words.h"
#include "base/i18n.h"

/* Name of a candidate or of a component, or its key. */
static const char *name_of(const struct dossier *dossier, const struct entity *entity)
{
	const char *name = "";
	if (entity->scope == SCOPE_CANDIDATE)
		name = entity_text(dossier, entity, "candidate.name");
	else if (entity->scope == SCOPE_COMPONENT)
		name = entity_text(dossier, entity, "component.name");
	else if (entity->scope == SCOPE_INFORMATION)
		name = entity_text(dossier, entity, "information.name");
	else if (entity->scope == SCOPE_CONTROL)
		name = entity_text(dossier, entity, "control.title");
	return name[0] ? name : entity->key;
}

void app_part_title(const struct app *app, const struct dossier *dossier, const char *key, struct buf *out)
{
	const struct entity *entity = dossier_find(dossier, key);
	const struct entity *component = entity;
	while (component && component->scope != SCOPE_COMPONENT)
		component = component->parent;
	if (!entity)
		return;
	if (component && component != entity && dossier->root->count > 1)
		buf_addf(out, "%s: ", name_of(dossier, component));
	if (entity->scope == SCOPE_CASE) {
		buf_adds(out, _("Case"));
	} else if (entity->scope == SCOPE_STEP) {
		const struct step_def *step = edition_step(dossier->edition, entity->number);
		const char *name = step ? app_text(app, &step->short_title) : "";
		buf_add(out, name, strcspn(name, " "));
	} else {
		buf_adds(out, name_of(dossier, entity));
	}
}

void app_part_name(const struct app *app, const struct dossier *dossier, const char *key, struct buf *out)
{
	const struct entity *entity = dossier_find(dossier, key);
	/* What there is only one of needs no name in front of everything that is said of it. */
	if (!entity || entity->scope == SCOPE_CASE || (entity->scope == SCOPE_COMPONENT && dossier->root->count == 1))
		return;
	app_part_title(app, dossier, key, out);
	buf_adds(out, ": ");
}

void app_outcome(const struct app *app, const struct dossier *dossier, enum verdict_status status, const struct step_def *adopted,
	const char *candidate_key, struct buf *out)
{
	const struct entity *candidate = candidate_key && candidate_key[0] ? dossier_find(dossier, candidate_key) : NULL;
	buf_adds(out, app_verdict_word(status));
	if (adopted)
		buf_addf(out, ": %s", app_text(app, &adopted->short_title));
	if (candidate)
		buf_addf(out, " (%s)", name_of(dossier, candidate));
}

static void component_words(const struct app *app, const struct dossier *dossier, const struct shift *shift, struct buf *before, struct buf *after)
{
	app_outcome(app, dossier, shift->was->status, shift->was->adopted, shift->was->candidate, before);
	app_outcome(app, dossier, shift->is->status, shift->is->adopted, shift->is->candidate, after);
}

static void question_words(const struct app *app, const struct shift *shift, struct buf *what, struct buf *before, struct buf *after)
{
	buf_adds(what, app_text(app, &shift->question->fact->label));
	if (shift->kind == SHIFT_RESTS) {
		buf_adds(before, _("Answered"));
		buf_adds(after, _("To be checked"));
		return;
	}
	buf_adds(shift->kind == SHIFT_STOPS ? before : after, _("Is asked"));
	buf_adds(shift->kind == SHIFT_STOPS ? after : before, _("Is not asked"));
	if (shift->kept)
		buf_addf(after, _(" (answer kept)"));
}

/* What a line is about comes first, because the end of a line may be cut. */
static void name_behind(const struct app *app, const struct dossier *dossier, const char *key, struct buf *what)
{
	struct buf name;
	buf_init(&name);
	app_part_name(app, dossier, key, &name);
	if (name.len > 2)
		buf_addf(what, " [%.*s]", (int)name.len - 2, name.data);
	buf_done(&name);
}

void app_shift_words(const struct app *app, const struct dossier *dossier, const struct shift *shift, struct buf *what, struct buf *before,
	struct buf *after)
{
	bool before_it = shift->kind == SHIFT_COMPONENT || shift->kind == SHIFT_STEP;
	if (before_it)
		app_part_name(app, dossier, shift->key, what);
	switch (shift->kind) {
	case SHIFT_CASE:
		buf_adds(what, _("Verdict of the case"));
		buf_adds(before, app_verdict_word((enum verdict_status)shift->before));
		buf_adds(after, app_verdict_word((enum verdict_status)shift->after));
		return;
	case SHIFT_COMPONENT:
		buf_adds(what, _("Outcome"));
		component_words(app, dossier, shift, before, after);
		return;
	case SHIFT_STEP:
		buf_adds(what, _("Outcome of the step"));
		buf_adds(before, app_step_word((enum step_outcome)shift->before));
		buf_adds(after, app_step_word((enum step_outcome)shift->after));
		return;
	case SHIFT_FINDING:
		buf_adds(what, app_text(app, &shift->rule->title));
		name_behind(app, dossier, shift->key, what);
		buf_adds(before, app_outcome_word((enum outcome)shift->before));
		buf_adds(after, app_outcome_word((enum outcome)shift->after));
		if (shift->before == shift->after)
			buf_adds(after, _(" (on another ground)"));
		return;
	case SHIFT_STOPS:
	case SHIFT_BEGINS:
	case SHIFT_RESTS:
		question_words(app, shift, what, before, after);
		name_behind(app, dossier, shift->key, what);
		return;
	}
}
