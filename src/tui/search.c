/* SPDX-License-Identifier: Apache-2.0 */
/* The list is made anew at every key: folding is done once by the snapshot, and only the visible rows are formatted. */
#include "tui/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

void search_init(struct search *search, struct ui *ui)
{
	memset(search, 0, sizeof *search);
	search->ui = ui;
	edit_init(&search->query, false, 60, 240);
}

static void picks_clear(struct search *search)
{
	for (size_t i = 0; i < search->count; i++) {
		free(search->picks[i].name);
		free(search->picks[i].provider);
		free(search->picks[i].number);
	}
	search->count = 0;
	search->unlisted = 0;
}

void search_done(struct search *search)
{
	picks_clear(search);
	free(search->picks);
	screening_done(&search->screening);
	edit_done(&search->query);
}

static struct pick *add(struct search *search)
{
	MEM_PUSH_ROOM(search->picks, search->count, search->capacity);
	struct pick *pick = &search->picks[search->count++];
	memset(pick, 0, sizeof *pick);
	return pick;
}

/* Candidates of the step that the snapshot does not hold. */
static void add_unlisted(struct search *search, const struct entity *step)
{
	if (!step)
		return;
	const struct dossier *dossier = work_dossier(search->ui->work);
	for (size_t i = 0; i < step->count; i++) {
		const struct entity *candidate = step->children[i];
		const char *number = entity_text(dossier, candidate, "candidate.registry_id");
		const char *name = candidate_name(search->ui->work, candidate->key);
		const char *provider = entity_text(dossier, candidate, "candidate.provider");
		if (app_registry_find(search->ui->app, number))
			continue;
		char *text = mem_printf("%s %s", name, provider);
		if (filter_matches(edit_text(&search->query), text)) {
			struct pick *pick = add(search);
			memcpy(pick->key, candidate->key, sizeof pick->key);
			pick->name = mem_strdup(name);
			pick->provider = mem_strdup(provider);
			pick->number = mem_strdup(strcmp(number, LISTING_NO_NUMBER) == 0 ? "" : number);
			search->unlisted++;
		}
		free(text);
	}
}

static void mark_candidate(struct search *search, struct pick *pick, const struct entity *step)
{
	if (!step)
		return;
	const struct dossier *dossier = work_dossier(search->ui->work);
	for (size_t i = 0; i < step->count; i++) {
		const struct entity *candidate = step->children[i];
		if (strcmp(entity_text(dossier, candidate, "candidate.registry_id"), pick->listing->number) == 0)
			memcpy(pick->key, candidate->key, sizeof pick->key);
	}
}

/* Rows that are sorted have a listing; those on no list stand before them, in the order in which they were added. */
struct ordering {
	enum registry_order order;
	date_days as_of, until;
};

static int by_column(const void *a, const void *b, void *context)
{
	const struct pick *x = a, *y = b;
	const struct ordering *by = context;
	int order = x->listing && y->listing ? registry_compare(by->order, x->listing, y->listing, by->as_of, by->until) : !x->listing - !y->listing;
	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void apply_order(struct search *search)
{
	struct ordering by = { .order = search->order, .as_of = app_as_of(search->ui->app), .until = work_needed_until(search->ui->work) };
	for (size_t i = 0; i < search->count; i++)
		search->picks[i].at = i;
	if (search->order != ORDER_LIST && search->count > 1)
		qsort_r(search->picks, search->count, sizeof *search->picks, by_column, &by);
}

/* Candidates of the step stand first, in the order they have otherwise. */
static void candidates_first(struct search *search)
{
	struct pick *sorted = mem_array(search->count + 1, sizeof *sorted);
	size_t count = 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < search->count; i++)
			if ((search->picks[i].key[0] == '\0') == (pass == 1))
				sorted[count++] = search->picks[i];
	if (count)
		memcpy(search->picks, sorted, count * sizeof *sorted);
	free(sorted);
}

const struct pick *search_current(const struct search *search)
{
	return search->count > 0 ? &search->picks[search->list.cursor] : NULL;
}

/* The row with the cursor, by what it stands for: a service that was just taken or dropped changes its place, and the cursor goes with it. */
struct held {
	const struct listing *listing;
	char key[ENTITY_KEY_MAX + 1];
};

static bool follow(struct search *search, const struct held *held)
{
	for (size_t i = 0; i < search->count; i++) {
		const struct pick *pick = &search->picks[i];
		if (held->listing ? pick->listing == held->listing : held->key[0] && strcmp(pick->key, held->key) == 0) {
			search->list.cursor = i;
			return true;
		}
	}
	return false;
}

static void hold(const struct search *search, struct held *held)
{
	const struct pick *pick = search_current(search);
	memset(held, 0, sizeof *held);
	if (!pick || search->from_top)
		return;
	held->listing = pick->listing;
	memcpy(held->key, pick->key, sizeof held->key);
}

void search_update(struct search *search, const char *step_key)
{
	struct ui *ui = search->ui;
	const struct entity *step = step_key ? dossier_find(work_dossier(ui->work), step_key) : NULL;
	struct held held;
	size_t found = 0;
	hold(search, &held);
	if (search->from_top)
		search->list.cursor = 0;
	search->from_top = false;
	picks_clear(search);
	work_registry_view(ui->app, ui->work, step_key);
	add_unlisted(search, step);
	const size_t *rows = app_registry_search(ui->app, edit_text(&search->query), &found);
	for (size_t i = 0; i < found; i++) {
		if (search->remaining && screening_of(&search->screening, rows[i]) == SCREENED_FALLS)
			continue;
		struct pick *pick = add(search);
		pick->listing = app_registry_row(ui->app, rows[i]);
		mark_candidate(search, pick, step);
	}
	apply_order(search);
	candidates_first(search);
	list_count(&search->list, search->count);
	follow(search, &held);
}

void search_screen(struct search *search, const char *step_key)
{
	struct diag_list diags;
	screening_done(&search->screening);
	if (!search->remaining)
		return;
	diag_init(&diags);
	search->remaining = work_screen(search->ui->work, step_key, &search->screening, &diags) == STATUS_OK;
	if (!search->remaining)
		ui_diags(search->ui, &diags);
	diag_done(&diags);
}

void search_select(struct search *search, const char *step_key, const char *key)
{
	struct held held = {0};
	strncpy(held.key, key, ENTITY_KEY_MAX);
	if (follow(search, &held) || search->query.text.len == 0)
		return;
	edit_set(&search->query, "");
	search_update(search, step_key);
	follow(search, &held);
}

void search_sort(struct search *search)
{
	search->order = (enum registry_order)((search->order + 1) % REGISTRY_ORDERS);
	ui_message(search->ui, "%s", registry_order_label(search->order));
}

enum reaction search_key(struct search *search, const struct event *event, bool *changed)
{
	const char *name = event->name;
	search->tell = false;
	bool ends = strcmp(name, "Home") == 0 || strcmp(name, "End") == 0;
	if (event->kind == EVENT_KEY && !ends && list_key(&search->list, name, false))
		return REACT_HANDLED;
	/* A query is soon typed again; undo is meant for the case. */
	if (strcmp(name, "C-z") == 0 || strcmp(name, "C-y") == 0)
		return REACT_UNUSED;
	/* Delete at the end of the query is meant for the row. */
	if (strcmp(name, "Delete") == 0 && search->query.caret == search->query.text.len)
		return REACT_UNUSED;
	if (strcmp(name, "Esc") == 0 && search->query.text.len > 0) {
		edit_set(&search->query, "");
		search->from_top = *changed = true;
		return REACT_HANDLED;
	}
	/* Typing searches at once; the search key of other screens has nothing left to do here. */
	if (search->query.text.len == 0 && (strcmp(name, "/") == 0 || strcmp(name, "\xEF\xBC\x8F") == 0))
		return REACT_HANDLED;
	enum edit_result result = ui_edit_key(search->ui, &search->query, event);
	/* A new query is read from its first hit. */
	search->from_top = *changed = result != EDIT_UNUSED && result != EDIT_MOVED;
	return result == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
}
