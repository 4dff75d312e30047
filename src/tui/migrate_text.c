/* SPDX-License-Identifier: Apache-2.0 */
/* A key is of the old edition or of the new one; each is named in the words of its own, because steps may have another order there. */
#include "tui/migrate_text.h"

#include <string.h>

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/words.h"

#define PLACE_CELLS 20
#define LABEL_CELLS 26
#define TITLE_CELLS 34

static const struct edition *old_edition(const struct ui *ui)
{
	return work_dossier(ui->work)->edition;
}

static const struct edition *new_edition(const struct migration *migration)
{
	return migration->dossier->edition;
}

/* Where a thing stands, in the words of the edition that its key is of. */
static void add_place(struct ui *ui, const struct edition *edition, const struct dossier *dossier, const char *key, struct buf *out)
{
	const struct entity *entity = dossier_find(dossier, key);
	if (!entity || entity->scope == SCOPE_CASE)
		return;
	if (dossier->root->count > 1 && !scope_is_entry(entity->scope))
		component_label(ui->work, key, out);
	const struct entity *step = entity->scope == SCOPE_CANDIDATE ? entity->parent : entity->scope == SCOPE_STEP ? entity : NULL;
	const struct step_def *def = step ? edition_step(edition, step->number) : NULL;
	if (def) {
		const char *title = app_text(ui->app, &def->short_title);
		buf_adds(out, out->len ? " " : "");
		buf_add(out, title, strcspn(title, " "));
	}
	const char *name = entity->scope == SCOPE_CANDIDATE ? entity_text(dossier, entity, "candidate.name") : "";
	if (name[0])
		buf_addf(out, " %s", name);
	else if (scope_is_entry(entity->scope))
		buf_adds(out, key);
}

static void answer_place(struct ui *ui, const struct migration *migration, const struct moved_answer *answer, struct buf *out)
{
	if (answer->how == MOVED_NEW)
		add_place(ui, new_edition(migration), migration->dossier, answer->key, out);
	else
		add_place(ui, old_edition(ui), work_dossier(ui->work), answer->key, out);
}

/* The answer for people; a candidate by its name. */
static void answer_label(struct ui *ui, const struct moved_answer *moved, struct buf *out)
{
	const struct entity *entity = moved->how == MOVED_NEW ? NULL : dossier_find(work_dossier(ui->work), moved->key);
	const struct answer *answer = entity ? entity_answer(entity, moved->fact) : NULL;
	if (!answer)
		return;
	if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("Do not know"));
	else if (moved->fact->type == FACT_CANDIDATE)
		buf_adds(out, candidate_name(ui->work, moved->word));
	else
		answer_to_label(out, moved->fact, answer, app_eras(ui->app), app_lang(ui->app));
}

void migrate_answer_row(struct ui *ui, const struct migration *migration, const struct moved_answer *answer, struct buf *out)
{
	struct buf text;
	buf_init(&text);
	answer_place(ui, migration, answer, &text);
	column_add(out, app_text(ui->app, &answer->fact->label), LABEL_CELLS);
	column_add(out, text.data, PLACE_CELLS);
	buf_clear(&text);
	answer_label(ui, answer, &text);
	buf_adds(out, text.data);
	buf_done(&text);
}

/* How a case, a component or a rule came out. */
static void add_outcome(struct ui *ui, const struct moved_outcome *outcome, int how, const struct step_def *step, struct buf *out)
{
	if (how == MOVED_NOTHING)
		buf_adds(out, _("does not apply"));
	else if (outcome->kind == MOVED_RULE)
		buf_adds(out, word_outcome((enum outcome)how, NULL));
	else
		buf_adds(out, word_verdict((enum verdict_status)how));
	if (step)
		buf_addf(out, " %s", app_text(ui->app, &step->model_label));
}

static void outcome_name(struct ui *ui, const struct moved_outcome *outcome, struct buf *out)
{
	if (outcome->kind == MOVED_RULE)
		buf_adds(out, app_text(ui->app, &outcome->rule->title));
	else if (outcome->kind == MOVED_COMPONENT)
		component_label(ui->work, outcome->key, out);
	else
		buf_adds(out, _("The case as a whole"));
}

void migrate_outcome_row(struct ui *ui, const struct moved_outcome *outcome, struct buf *out)
{
	struct buf text;
	buf_init(&text);
	outcome_name(ui, outcome, &text);
	column_add(out, text.data, TITLE_CELLS);
	buf_clear(&text);
	add_outcome(ui, outcome, outcome->was, outcome->was_step, &text);
	buf_adds(&text, " -> ");
	add_outcome(ui, outcome, outcome->is, outcome->is_step, &text);
	buf_adds(out, text.data);
	buf_done(&text);
}

/* What becomes of an answer, and why. */
static const char *const why[MOVED_KINDS] = {
	[MOVED_KEPT] = N_("The new edition asks the same; answer, reason and evidence are taken over."),
	[MOVED_AGAIN] = N_("The new edition asks this in other words, so the answer is not taken over."),
	[MOVED_DROPPED] = N_("The new edition does not ask this."),
	[MOVED_NEW] = N_("Only the new edition asks this."),
};

void migrate_answer_text(struct ui *ui, const struct migration *migration, const struct moved_answer *moved, struct buf *out)
{
	struct buf text;
	buf_init(&text);
	answer_place(ui, migration, moved, &text);
	buf_addf(out, "%s%s%s\n%s\n", app_text(ui->app, &moved->fact->label), text.len ? "   " : "", text.data, _(why[moved->how]));
	buf_clear(&text);
	answer_label(ui, moved, &text);
	if (text.len)
		buf_addf(out, _("Answer: %s\n"), text.data);
	buf_done(&text);
	const struct entity *entity = moved->how == MOVED_NEW ? NULL : dossier_find(work_dossier(ui->work), moved->key);
	const struct answer *answer = entity ? entity_answer(entity, moved->fact) : NULL;
	if (answer && answer->reason && answer->reason[0])
		buf_addf(out, _("Reason: %s\n"), answer->reason);
	if (answer && answer->evidence && answer->evidence[0])
		buf_addf(out, _("Evidence: %s\n"), answer->evidence);
	if (moved->fact->question)
		buf_addf(out, moved->how == MOVED_NEW ? _("The question: %s\n") : _("The question as it was: %s\n"),
			app_text(ui->app, &moved->fact->question->text));
	const struct fact *new = edition_fact(new_edition(migration), moved->fact->id);
	if (moved->how == MOVED_AGAIN && new && new->question)
		buf_addf(out, _("The question as it will be: %s\n"), app_text(ui->app, &new->question->text));
}

void migrate_outcome_text(struct ui *ui, const struct migration *migration, const struct moved_outcome *outcome, struct buf *out)
{
	outcome_name(ui, outcome, out);
	struct buf text;
	buf_init(&text);
	add_place(ui, new_edition(migration), migration->dossier, outcome->key, &text);
	buf_addf(out, "%s%s\n", text.len ? "   " : "", text.data);
	buf_done(&text);
	buf_addf(out, "%s: ", app_text(ui->app, &old_edition(ui)->short_title));
	add_outcome(ui, outcome, outcome->was, outcome->was_step, out);
	buf_addf(out, "\n%s: ", app_text(ui->app, &new_edition(migration)->short_title));
	add_outcome(ui, outcome, outcome->is, outcome->is_step, out);
	buf_addc(out, '\n');
	if (outcome->rule)
		buf_addf(out, _("Rule %s: %s\n"), outcome->rule->id, app_text(ui->app, &outcome->rule->text));
}
