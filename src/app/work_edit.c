/* SPDX-License-Identifier: Apache-2.0 */
/* The changes an officer makes, each one unit of undo. */
#include <stdlib.h>
#include <string.h>

#include "app/work.h"
#include "app/work_internal.h"
#include "base/ini.h"
#include "base/utf8.h"

#define WORDS_MAX 4000
#define LINES_MAX 100

enum status work_find_place(const struct work *work, const char *key, const char *fact_id, struct entity **entity, const struct fact **fact,
	struct diag_list *diags)
{
	*entity = dossier_find(work->dossier, key);
	if (!*entity)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%1$s: the case has no such part; parts look like case, c1, c1-1, c1-1-k1, i1"), key);
	*fact = edition_fact(work->rules.edition, fact_id);
	if (!*fact || (*fact)->origin != FACT_ASKED)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%1$s: no question of this edition has this name"), fact_id);
	if ((*fact)->scope != (*entity)->scope)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%1$s is a question about a %2$s, and %3$s is none"), fact_id,
			scope_word((*fact)->scope), key);
	return STATUS_OK;
}

/* What a record can hold and a reader can read. A line feed is no character, because a file puts some in: what was taken once is taken again. */
static bool too_much(const char *text)
{
	size_t feeds = 0;
	for (const char *at = text; *at; at++)
		feeds += *at == '\n';
	return feeds >= LINES_MAX || utf8_count(text) - feeds > WORDS_MAX;
}

/* Otherwise the draft would say something else than the revision made of it. */
static char *as_recorded(const char *text)
{
	char *composed = utf8_nfc(text), *kept = ini_value_kept(composed);
	free(composed);
	return kept;
}

enum status work_grounds(const struct work *work, const struct fact *fact, const char *reason, const char *evidence, struct answer *out,
	struct diag_list *diags)
{
	if ((reason && !utf8_is_plain(reason, true)) || (evidence && !utf8_is_plain(evidence, true)))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%s: reason and evidence may not hold control or invisible characters"),
			app_text(work->app, &fact->label));
	char *kept_reason = as_recorded(reason ? reason : ""), *kept_evidence = as_recorded(evidence ? evidence : "");
	if (too_much(kept_reason) || too_much(kept_evidence)) {
		free(kept_reason);
		free(kept_evidence);
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%s: reason and evidence may have %d characters and %d lines at most"),
			app_text(work->app, &fact->label), WORDS_MAX, LINES_MAX);
	}
	out->reason = kept_reason;
	out->evidence = kept_evidence;
	out->author = mem_strdup(app_author(work->app));
	out->at = app_now(work->app);
	return STATUS_OK;
}

/* The new answer is complete before anything is touched. */
static enum status prepare(const struct work *work, const struct fact *fact, const char *typed, const char *reason, const char *evidence,
	struct answer *out, struct diag_list *diags)
{
	char *why = NULL;
	if (!work_read_typed(work, fact, typed, out, &why)) {
		enum status status = diag_error(diags, STATUS_INPUT, NULL, 0, "%s: %s", app_text(work->app, &fact->label), why ? why : "");
		free(why);
		return status;
	}
	return work_grounds(work, fact, reason, evidence, out, diags);
}

/* A first answer in an untouched case also records the component that the program gave it. */
void work_keep_implied(struct cells *cells, const struct work *work, const struct entity *entity)
{
	for (const struct entity *at = entity; at; at = at->parent)
		if (at->scope == SCOPE_COMPONENT || at->scope == SCOPE_CANDIDATE || scope_is_entry(at->scope))
			cells_add_entity(cells, at->key, true, app_now(work->app));
}

enum status work_apply(struct work *work, struct cells *cells, struct diag_list *diags)
{
	struct store_change change = work_change(work);
	enum status status = store_edit(work->app->store, &change, cells->items, cells->count, diags);
	cells_done(cells);
	return work_settle(work, &change, status, diags);
}

enum status work_answer(struct work *work, const char *key, const char *fact_id, const char *word, const char *reason, const char *evidence,
	struct diag_list *diags)
{
	struct entity *entity = NULL;
	const struct fact *fact = NULL;
	enum status status = work_find_place(work, key, fact_id, &entity, &fact, diags);
	if (status != STATUS_OK)
		return status;
	struct answer fresh = { 0 };
	status = prepare(work, fact, word, reason, evidence, &fresh, diags);
	if (status == STATUS_OK)
		status = work_check_order(work, entity, fact, &fresh, diags);
	if (status == STATUS_OK && !work_choice_stands(work->dossier, entity, fact, &fresh))
		status = diag_error(diags, STATUS_INPUT, NULL, 0, _("%1$s is no candidate of %2$s"), word, key);
	if (status == STATUS_OK && answer_equal(&fresh, &entity->answers[fact->slot]) && !work_typed(work, entity->key, fact->id)) {
		answer_done(&fresh);
		return STATUS_OK;
	}
	if (status == STATUS_OK) {
		struct cells cells;
		cells_init(&cells);
		cells_add_answer(&cells, entity->key, fact, &fresh);
		cells_add_beside(&cells, work, CELL_TYPED, entity->key, fact, NULL);
		cells_add_beside(&cells, work, CELL_CHECK, entity->key, fact, NULL);
		work_keep_implied(&cells, work, entity);
		status = work_mark_rests(work, entity, fact, &fresh, &cells, diags);
		if (status == STATUS_OK)
			status = work_apply(work, &cells, diags);
		else
			cells_done(&cells);
	}
	answer_done(&fresh);
	return status;
}

static enum status step_in_time(struct work *work, bool back, bool *done, char **place, struct diag_list *diags)
{
	char *key = NULL, *fact = NULL;
	struct store_change change = work_change(work);
	enum status status = (back ? store_undo : store_redo)(work->app->store, &change, done, &key, &fact, diags);
	if (place)
		*place = NULL;
	if (*done || change.moved) {
		enum cell_kind kind;
		status = work_settle(work, &change, status, diags);
		if (place && *done)
			*place = mem_printf("%s %s", key ? key : "", fact ? cell_fact(fact, &kind) : "");
	}
	free(key);
	free(fact);
	return status;
}

enum status work_undo(struct work *work, bool *done, char **place, struct diag_list *diags)
{
	return step_in_time(work, true, done, place, diags);
}

enum status work_redo(struct work *work, bool *done, char **place, struct diag_list *diags)
{
	return step_in_time(work, false, done, place, diags);
}

/* Puts a text or a choice into the cells of an entity that is about to exist. */
static enum status add_word(struct cells *cells, const struct work *work, const char *key, const char *fact_id, const char *word,
	struct diag_list *diags)
{
	const struct fact *fact = edition_fact(work->rules.edition, fact_id);
	struct answer answer = { 0 };
	char *why = NULL;
	enum status status = STATUS_OK;
	if (fact && word[0] && answer_from_word(&answer, fact, word, &why)) {
		answer.author = mem_strdup(app_author(work->app));
		answer.at = app_now(work->app);
		cells_add_answer(cells, key, fact, &answer);
		/* The cell borrows the author; the session's copy lives longer. */
		cells->items[cells->count - 1].author = app_author(work->app);
	} else if (why) {
		status = diag_error(diags, STATUS_INPUT, NULL, 0, "%s: %s", app_text(work->app, &fact->label), why);
	}
	free(why);
	answer_done(&answer);
	return status;
}

/* Once there are several components, each is spoken of by a name; the officer finds a better one. */
static enum status name_parts(struct cells *cells, const struct work *work, const struct dossier *trial, const struct entity *fresh,
	const char *name, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < trial->root->count && status == STATUS_OK; i++) {
		const struct entity *part = trial->root->children[i];
		char *proposed = part == fresh && name[0] ? mem_strdup(name) : mem_printf(_("Component %s"), part->key + 1);
		if (!entity_text(trial, part, "component.name")[0])
			status = add_word(cells, work, part->key, "component.name", proposed, diags);
		free(proposed);
	}
	return status;
}

enum status work_add_component(struct work *work, const char *name, char key[ENTITY_KEY_MAX + 1], struct diag_list *diags)
{
	struct dossier *trial = dossier_copy(work->dossier);
	struct entity *entity = dossier_add_component(trial, NULL);
	memcpy(key, entity->key, sizeof entity->key);
	struct cells cells;
	cells_init(&cells);
	for (size_t i = 0; i < trial->root->count; i++)
		cells_add_entity(&cells, trial->root->children[i]->key, true, app_now(work->app));
	enum status status = name_parts(&cells, work, trial, entity, name ? name : "", diags);
	dossier_free(&trial);
	if (status == STATUS_OK)
		return work_apply(work, &cells, diags);
	cells_done(&cells);
	return status;
}

/* A cell of a list may have line breaks where an answer is one line. */
static char *one_line(const char *text)
{
	char *line = mem_strdup(text);
	for (char *at = line; *at; at++)
		if ((unsigned char)*at < ' ' || *at == '\x7f')
			*at = ' ';
	return line;
}

struct offered {
	char *name, *provider;
	const char *number; /* of the listing, or "none" */
};

static enum status add_offered(struct cells *cells, const struct work *work, const char *key, int step, const struct offered *offered,
	struct diag_list *diags)
{
	const struct step_def *def = edition_step(work->rules.edition, step);
	/* Form and deployment are filled in only where the step leaves no choice. */
	const struct {
		const char *fact, *word;
	} answers[] = {
		{ "candidate.name", offered->name },
		{ "candidate.provider", offered->provider },
		{ "candidate.registry_id", offered->number },
		{ "candidate.form", def && !strchr(def->forms, ' ') ? def->forms : "" },
		{ "candidate.deployment", def && !strchr(def->deployments, ' ') ? def->deployments : "" },
	};
	enum status status = STATUS_OK;
	for (size_t i = 0; i < sizeof answers / sizeof answers[0] && status == STATUS_OK; i++)
		status = add_word(cells, work, key, answers[i].fact, answers[i].word, diags);
	return status;
}

enum status work_add_candidate(struct work *work, const char *step_key, const struct listing *listing, const char *name, const char *provider,
	char key[ENTITY_KEY_MAX + 1], struct diag_list *diags)
{
	struct dossier *trial = dossier_copy(work->dossier);
	struct entity *step = dossier_find(trial, step_key);
	if (!step || step->scope != SCOPE_STEP) {
		dossier_free(&trial);
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%s is no step of this case"), step_key);
	}
	struct entity *entity = dossier_add_candidate(trial, step, NULL);
	memcpy(key, entity->key, sizeof entity->key);
	struct offered offered = {
		.name = listing ? one_line(listing->name) : mem_strdup(name ? name : ""),
		.provider = listing ? one_line(listing->provider) : mem_strdup(provider ? provider : ""),
		.number = listing ? listing->number : "none",
	};
	struct cells cells;
	cells_init(&cells);
	work_keep_implied(&cells, work, entity);
	enum status status = add_offered(&cells, work, key, step->number, &offered, diags);
	dossier_free(&trial);
	if (status == STATUS_OK)
		status = work_apply(work, &cells, diags);
	else
		cells_done(&cells);
	free(offered.name);
	free(offered.provider);
	return status;
}

enum status work_add_entry(struct work *work, const char *owner_key, char key[ENTITY_KEY_MAX + 1], struct diag_list *diags)
{
	struct dossier *trial = dossier_copy(work->dossier);
	struct entity *owner = dossier_find(trial, owner_key);
	/* What a step has beside its candidates are searches, and those are kept and not typed. */
	struct entity *entry = owner && owner->scope != SCOPE_STEP ? dossier_add_entry(trial, owner, NULL) : NULL;
	if (!entry) {
		dossier_free(&trial);
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%s: only the case and a candidate have entries"), owner_key);
	}
	memcpy(key, entry->key, sizeof entry->key);
	struct cells cells;
	cells_init(&cells);
	work_keep_implied(&cells, work, entry);
	dossier_free(&trial);
	return work_apply(work, &cells, diags);
}

struct removing {
	struct cells *cells;
	const char *key;
	size_t len;
};

/* Everything under "c1-1" is "c1-1" itself and what begins with "c1-1-". */
static void remove_cell(const struct store_cell *cell, void *context)
{
	struct removing *job = context;
	if (strncmp(cell->key, job->key, job->len) != 0 || (cell->key[job->len] != '\0' && cell->key[job->len] != '-'))
		return;
	cells_add_entity(job->cells, cell->key, false, 0);
	job->cells->items[job->cells->count - 1].fact = arena_strdup(&job->cells->words, cell->fact);
}

/* A step that had chosen the candidate has chosen nobody now; undo brings both back. */
static void forget_choice(struct cells *cells, const struct work *work, const struct entity *candidate)
{
	const struct entity *step = candidate->parent;
	const struct edition *edition = work->rules.edition;
	const char *last = strrchr(candidate->key, '-');
	for (unsigned slot = 0; slot < edition->slots[SCOPE_STEP]; slot++) {
		const struct fact *fact = edition->by_slot[SCOPE_STEP][slot];
		const char *chosen = step->answers[slot].text;
		if (fact->type != FACT_CANDIDATE || !chosen)
			continue;
		if (strcmp(chosen, candidate->key) != 0 && (!last || strcmp(chosen, last + 1) != 0))
			continue;
		cells_add_entity(cells, step->key, false, 0);
		cells->items[cells->count - 1].fact = fact->id;
	}
}

enum status work_remove(struct work *work, const char *key, struct diag_list *diags)
{
	const struct entity *entity = dossier_find(work->dossier, key);
	if (!entity || (entity->scope != SCOPE_COMPONENT && entity->scope != SCOPE_CANDIDATE && !scope_is_entry(entity->scope)))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%s: only a component, a candidate or an entry can be removed"), key);
	if (entity->scope == SCOPE_COMPONENT && work->dossier->root->count == 1)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("the last component cannot be removed; a case has at least one"));
	struct cells cells;
	cells_init(&cells);
	struct removing job = { &cells, key, strlen(key) };
	enum status status = store_cells(work->app->store, work->meta.id, remove_cell, &job, NULL, diags);
	if (status != STATUS_OK) {
		cells_done(&cells);
		return status;
	}
	if (entity->scope == SCOPE_CANDIDATE)
		forget_choice(&cells, work, entity);
	return work_apply(work, &cells, diags);
}
