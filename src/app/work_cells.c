/* SPDX-License-Identifier: Apache-2.0 */
/* Between the dossier and the cells of the store. An entity is a cell with an empty fact id; the case itself and steps need none. */
#include "app/work_internal.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_COMPONENT "c1"

void cells_init(struct cells *cells)
{
	memset(cells, 0, sizeof *cells);
	arena_init(&cells->words);
}

void cells_done(struct cells *cells)
{
	free(cells->items);
	arena_done(&cells->words);
	memset(cells, 0, sizeof *cells);
}

static struct store_cell *cells_push(struct cells *cells)
{
	MEM_PUSH_ROOM(cells->items, cells->count, cells->capacity);
	struct store_cell *cell = &cells->items[cells->count++];
	memset(cell, 0, sizeof *cell);
	return cell;
}

void cells_add_entity(struct cells *cells, const char *key, bool exists, int64_t at)
{
	struct store_cell *cell = cells_push(cells);
	cell->key = arena_strdup(&cells->words, key);
	cell->fact = "";
	cell->word = exists ? "yes" : NULL;
	cell->at = at;
}

void cells_add_answer(struct cells *cells, const char *key, const struct fact *fact, const struct answer *answer)
{
	struct buf word;
	buf_init(&word);
	answer_to_word(&word, fact, answer);
	bool empty = answer->state == ANSWER_NONE && !(answer->reason && answer->reason[0]) && !(answer->evidence && answer->evidence[0]);
	struct store_cell *cell = cells_push(cells);
	cell->key = arena_strdup(&cells->words, key);
	cell->fact = fact->id;
	cell->word = empty ? NULL : arena_strdup(&cells->words, word.data);
	cell->reason = answer->reason;
	cell->evidence = answer->evidence;
	cell->source = answer->source;
	cell->author = answer->author;
	cell->at = answer->at;
	buf_done(&word);
}

struct adding {
	struct cells *cells;
	const struct edition *edition;
};

static bool add_entity(struct entity *entity, void *context)
{
	struct adding *job = context;
	if (entity->scope == SCOPE_COMPONENT || entity->scope == SCOPE_CANDIDATE || scope_is_entry(entity->scope))
		cells_add_entity(job->cells, entity->key, true, 0);
	for (unsigned slot = 0; slot < job->edition->slots[entity->scope]; slot++) {
		const struct fact *fact = job->edition->by_slot[entity->scope][slot];
		const struct answer *answer = &entity->answers[slot];
		bool words = (answer->reason && answer->reason[0]) || (answer->evidence && answer->evidence[0]);
		if ((fact->origin == FACT_ASKED || fact->origin == FACT_KEPT) && (answer->state != ANSWER_NONE || words))
			cells_add_answer(job->cells, entity->key, fact, answer);
	}
	return true;
}

void cells_add_dossier(struct cells *cells, const struct dossier *dossier)
{
	struct adding job = { cells, dossier->edition };
	/* The case's own cell holds the day as of which a file wants to be decided. */
	if (dossier->as_of != DATE_NONE) {
		char iso[11];
		date_format_iso(dossier->as_of, iso);
		cells_add_entity(cells, dossier->root->key, true, 0);
		cells->items[cells->count - 1].word = arena_strdup(&cells->words, iso);
	}
	if (dossier->practice[0]) {
		cells_add_entity(cells, dossier->root->key, true, 0);
		cells->items[cells->count - 1].fact = PRACTICE_FACT;
		cells->items[cells->count - 1].word = arena_strdup(&cells->words, dossier->practice);
	}
	dossier_each(dossier, add_entity, &job);
}

struct loading {
	struct dossier *dossier;
	struct diag_list *diags;
	struct beside_list typed, checks;
	bool any_component, first_component; /* recorded at all; "c1" recorded */
};

/* A cell that the edition no longer understands is kept in the store and reported; it does not stop the case from opening. */
static void load_cell(const struct store_cell *cell, void *context)
{
	struct loading *job = context;
	struct entity *entity = dossier_ensure(job->dossier, cell->key);
	if (entity && entity->scope == SCOPE_COMPONENT) {
		job->any_component = true;
		job->first_component |= strcmp(entity->key, FIRST_COMPONENT) == 0;
	}
	if (entity && entity->scope == SCOPE_CASE && !cell->fact[0] && cell->word)
		(void)date_parse_iso(cell->word, &job->dossier->as_of);
	if (!entity || !cell->fact[0])
		return;
	if (strcmp(cell->fact, PRACTICE_FACT) == 0) {
		mem_replace(&job->dossier->practice, cell->word);
		return;
	}
	enum cell_kind kind;
	const char *id = cell_fact(cell->fact, &kind);
	if (kind != CELL_ANSWER) {
		beside_add(kind == CELL_TYPED ? &job->typed : &job->checks, cell->key, id, cell->word ? cell->word : "");
		return;
	}
	const struct fact *fact = edition_fact(job->dossier->edition, cell->fact);
	if (!fact || fact->scope != entity->scope) {
		diag_warning(job->diags, NULL, 0, _("%1$s: this edition has no question %2$s; the answer is kept aside"), cell->key, cell->fact);
		return;
	}
	struct answer *answer = &entity->answers[fact->slot];
	char *why = NULL;
	if (!answer_from_word(answer, fact, cell->word ? cell->word : "", &why))
		diag_warning(job->diags, NULL, 0, _("%1$s %2$s: %3$s"), cell->key, cell->fact, why);
	free(why);
	mem_replace(&answer->reason, cell->reason);
	mem_replace(&answer->evidence, cell->evidence);
	mem_replace(&answer->source, cell->source);
	mem_replace(&answer->author, cell->author);
	answer->at = cell->at;
}

bool work_choice_stands(const struct dossier *dossier, const struct entity *entity, const struct fact *fact, const struct answer *answer)
{
	if (fact->type != FACT_CANDIDATE || answer->state != ANSWER_GIVEN)
		return true;
	const struct entity *named = answer->text ? dossier_find(dossier, answer->text) : NULL;
	return named && named->parent == entity;
}

/* A choice whose candidate is gone chooses nobody; what could not be read back may not stand in a dossier that is handed in. */
static bool drop_lost_choice(struct entity *entity, void *context)
{
	const struct loading *job = context;
	const struct edition *edition = job->dossier->edition;
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		if (work_choice_stands(job->dossier, entity, fact, &entity->answers[slot]))
			continue;
		diag_warning(job->diags, NULL, 0, _("%1$s: the chosen candidate %2$s is not there; the choice is left open"), entity->key,
			entity->answers[slot].text ? entity->answers[slot].text : "");
		answer_done(&entity->answers[slot]);
	}
	return true;
}

date_days work_as_of(const struct work *work)
{
	const struct dossier *dossier = work->dossier;
	return work->app->as_of == DATE_NONE && dossier && dossier->as_of != DATE_NONE ? dossier->as_of : app_as_of(work->app);
}

static void give_up(struct loading *job)
{
	beside_list_done(&job->typed);
	beside_list_done(&job->checks);
	dossier_free(&job->dossier);
}

enum status work_reload(struct work *work, struct diag_list *diags)
{
	struct dossier *fresh = dossier_new(work->rules.edition);
	struct loading job = { .dossier = fresh, .diags = diags };
	struct digest seen;
	enum status status = store_cells(work->app->store, work->meta.id, load_cell, &job, &seen, diags);
	if (status != STATUS_OK) {
		give_up(&job);
		return status;
	}
	/* A new dossier has a first component; it goes when the officer has others and removed this one. */
	if (job.any_component && !job.first_component)
		dossier_remove(fresh, dossier_find(fresh, FIRST_COMPONENT));
	dossier_each(fresh, drop_lost_choice, &job);
	mem_replace(&fresh->id, work->meta.id);
	mem_replace(&fresh->reference, work->meta.reference);
	fresh->sample = work->meta.sample;
	status = app_resolve_listings(work->app, fresh, diags);
	if (status != STATUS_OK) {
		give_up(&job);
		return status;
	}
	beside_list_done(&work->typed);
	beside_list_done(&work->checks);
	work->typed = job.typed;
	work->checks = job.checks;
	/* The old verdict points into the old dossier. */
	verdict_free(&work->verdict);
	dossier_free(&work->dossier);
	work->dossier = fresh;
	work->seen = seen;
	work_decide_again(work);
	return STATUS_OK;
}

void work_decide_again(struct work *work)
{
	date_days as_of = work_as_of(work);
	verdict_free(&work->verdict);
	work->verdict = engine_decide(work->rules.engine, work->dossier, as_of);
	work->asking = (struct asking){ .engine = work->rules.engine, .dossier = work->dossier, .as_of = as_of };
	relevance_done(&work->relevance);
	engine_relevance(work->rules.engine, work->dossier, as_of, &work->relevance);
}
