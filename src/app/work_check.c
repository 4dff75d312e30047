/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers that are to be looked at again because something they rest on was changed. The mark is a cell of its own beside the answer's, so that it
 * survives the program, is undone together with the change that made it, and is no part of the dossier or of a record.
 */
#include <stdlib.h>
#include <string.h>

#include "app/work.h"
#include "app/work_internal.h"
#include "base/utf8.h"
#include "engine/shift.h"

static const char *const PREFIXES[] = { [CELL_ANSWER] = "", [CELL_TYPED] = "typed:", [CELL_CHECK] = "check:" };

const char *cell_fact(const char *fact, enum cell_kind *kind)
{
	for (int i = CELL_TYPED; i <= CELL_CHECK; i++) {
		if (strncmp(fact, PREFIXES[i], strlen(PREFIXES[i])) == 0) {
			*kind = (enum cell_kind)i;
			return fact + strlen(PREFIXES[i]);
		}
	}
	*kind = CELL_ANSWER;
	return fact;
}

void cells_add_beside(struct cells *cells, const struct work *work, enum cell_kind kind, const char *key, const struct fact *fact, const char *text)
{
	char *id = mem_printf("%s%s", PREFIXES[kind], fact->id);
	cells_add_entity(cells, key, text != NULL, app_now(work->app));
	struct store_cell *cell = &cells->items[cells->count - 1];
	cell->fact = arena_strdup(&cells->words, id);
	cell->word = text ? arena_strdup(&cells->words, text) : NULL;
	cell->author = app_author(work->app);
	free(id);
}

void beside_add(struct beside_list *list, const char *key, const char *fact_id, const char *text)
{
	MEM_PUSH_ROOM(list->items, list->count, list->capacity);
	struct beside *beside = &list->items[list->count++];
	*beside = (struct beside){ .fact_id = mem_strdup(fact_id), .text = mem_strdup(text) };
	strncpy(beside->key, key, ENTITY_KEY_MAX);
}

void beside_list_done(struct beside_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].fact_id);
		free(list->items[i].text);
	}
	free(list->items);
	memset(list, 0, sizeof *list);
}

const char *beside_find(const struct beside_list *list, const char *key, const char *fact_id)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].key, key) == 0 && strcmp(list->items[i].fact_id, fact_id) == 0)
			return list->items[i].text;
	return NULL;
}

const char *work_check(const struct work *work, const char *key, const char *fact_id)
{
	return beside_find(&work->checks, key, fact_id);
}

static const struct question *asked_question(const struct work *work, const struct beside *check)
{
	const struct entity *entity = dossier_find(work->dossier, check->key);
	const struct fact *fact = edition_fact(work->rules.edition, check->fact_id);
	if (!entity || !fact || !fact->question || fact->scope != entity->scope)
		return NULL;
	return engine_asked(work->rules.engine, work->dossier, work_as_of(work), entity, fact->question) == TRUTH_YES ? fact->question : NULL;
}

size_t work_checks(const struct work *work)
{
	size_t count = 0;
	for (size_t i = 0; i < work->checks.count; i++)
		count += asked_question(work, &work->checks.items[i]) != NULL;
	return count;
}

size_t work_checks_below(const struct work *work, const struct entity *entity)
{
	size_t count = 0, len = strlen(entity->key);
	for (size_t i = 0; i < work->checks.count; i++) {
		const char *key = work->checks.items[i].key;
		count += strncmp(key, entity->key, len) == 0 && key[len] == '-' && asked_question(work, &work->checks.items[i]);
	}
	return count;
}

bool work_check_first(const struct work *work, struct next_question *out)
{
	for (size_t i = 0; i < work->checks.count; i++) {
		const struct question *question = asked_question(work, &work->checks.items[i]);
		if (!question)
			continue;
		*out = (struct next_question){ .question = question };
		strcpy(out->key, work->checks.items[i].key);
		return true;
	}
	return false;
}

void work_check_cause(const struct work *work, const char *cause, struct buf *out)
{
	const char *fact_id = strchr(cause, ' ');
	const struct fact *fact = fact_id ? edition_fact(work->rules.edition, fact_id + 1) : NULL;
	buf_adds(out, fact ? app_text(work->app, &fact->label) : cause);
}

enum status work_confirm(struct work *work, const char *key, const char *fact_id, struct diag_list *diags)
{
	struct entity *entity = NULL;
	const struct fact *fact = NULL;
	struct cells cells;
	enum status status = work_find_place(work, key, fact_id, &entity, &fact, diags);
	if (status != STATUS_OK || !work_check(work, key, fact_id))
		return status;
	cells_init(&cells);
	cells_add_beside(&cells, work, CELL_CHECK, entity->key, fact, NULL);
	return work_apply(work, &cells, diags);
}

void cells_add_checks(struct cells *cells, const struct work *work, const struct shifts *shifts, const char *cause_key, const struct fact *cause)
{
	char *text = mem_printf("%s %s", cause_key, cause->id);
	for (size_t i = 0; i < shifts->count; i++)
		if (shifts->items[i].question && shifts->items[i].kept)
			cells_add_beside(cells, work, CELL_CHECK, shifts->items[i].key, shifts->items[i].question->fact, text);
	free(text);
}

static bool same_value(const struct answer *a, const struct answer *b)
{
	return a->state == b->state && a->number == b->number && strcmp(a->text ? a->text : "", b->text ? b->text : "") == 0;
}

enum status work_mark_rests(const struct work *work, const struct entity *entity, const struct fact *fact, const struct answer *fresh,
	struct cells *cells, struct diag_list *diags)
{
	const struct answer *before = &entity->answers[fact->slot];
	struct shifts shifts = { .items = NULL };
	/* The first answer to a question changes nothing that anybody relied on. */
	if (before->state == ANSWER_NONE || same_value(before, fresh))
		return STATUS_OK;
	struct dossier *after = dossier_copy(work->dossier);
	struct entity *there = dossier_find(after, entity->key);
	answer_copy(&there->answers[fact->slot], fresh);
	enum status status = work_resolve_anew(work->app, after, there, fact, diags);
	if (status == STATUS_OK) {
		struct verdict *verdict = engine_decide(work->rules.engine, after, work_as_of(work));
		engine_shifts(work->rules.engine, &(struct shift_side){ work->dossier, work->verdict }, &(struct shift_side){ after, verdict }, &shifts);
		cells_add_checks(cells, work, &shifts, entity->key, fact);
		shifts_done(&shifts);
		verdict_free(&verdict);
	}
	dossier_free(&after);
	return status;
}

enum status work_resolve_anew(struct app *app, struct dossier *dossier, struct entity *entity, const struct fact *fact, struct diag_list *diags)
{
	struct diag_list aside;
	if (entity->scope != SCOPE_CANDIDATE || strcmp(fact->id, "candidate.registry_id") != 0)
		return STATUS_OK;
	for (unsigned slot = 0; slot < dossier->edition->slots[SCOPE_SERVICE]; slot++)
		answer_done(&entity->services[slot]);
	/* That a number is on no list is said when it is saved. */
	diag_init(&aside);
	enum status status = app_resolve_listings(app, dossier, &aside);
	if (status != STATUS_OK)
		diag_error(diags, status, NULL, 0, "%s", aside.count > 0 ? aside.items[0].text : "");
	diag_done(&aside);
	return status;
}
