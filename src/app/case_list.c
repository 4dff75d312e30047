/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page is what a screen shows and as much again on both sides, so that moving by a row seldom reads anything. The names are kept folded, one after
 * the other in one piece of memory: a word is looked for in ten thousand of them faster than a screen is drawn.
 */
#include "app/case_list.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/recheck.h"
#include "app/session.h"
#include "app/tally.h"
#include "base/utf8.h"
#include "model/life.h"

#define PAGE_ROWS 64
#define PAGE_BEFORE 20

struct name {
	int64_t number;
	size_t at; /* of its folded text, with a NUL behind it */
};
struct case_list {
	struct app *app;
	enum case_order order;
	char *query;
	size_t all;
	struct case_rows page, latest;
	size_t page_first;
	struct kept_recheck kept; /* read with the list; empty where `rechecked` is false */
	bool rechecked;
	/* Of every case, in the order shown; empty until it is needed. */
	struct name *names;
	size_t name_count, name_capacity;
	struct buf folded;
	bool named, worded; /* the names are there; and their folded texts as well */
	int64_t *chosen; /* numbers; used where there are words, or the order needs the names */
	size_t chosen_count;
};

struct naming {
	struct case_list *list;
	const struct life *life;
	struct tally states; /* of each record that has one */
	struct arena records;
};

struct case_list *case_list_new(struct app *app)
{
	struct case_list *list = MEM_NEW(struct case_list);
	list->app = app;
	list->query = mem_strdup("");
	buf_init(&list->folded);
	return list;
}

static void forget_names(struct case_list *list)
{
	free(list->names);
	free(list->chosen);
	list->names = NULL;
	list->chosen = NULL;
	list->name_count = list->name_capacity = list->chosen_count = 0;
	buf_done(&list->folded);
	buf_init(&list->folded);
	list->named = list->worded = false;
}

void case_list_free(struct case_list **slot)
{
	struct case_list *list = *slot;
	if (!list)
		return;
	forget_names(list);
	buf_done(&list->folded);
	case_rows_done(&list->page);
	case_rows_done(&list->latest);
	kept_recheck_done(&list->kept);
	free(list->query);
	free(list);
	*slot = NULL;
}

/* ---- the names ---- */

static void follow(const char *record, const char *kind, void *context)
{
	struct naming *naming = context;
	enum life_verb verb;
	if (!life_verb_of_kind(kind, &verb))
		return;
	size_t state = tally_get(&naming->states, record);
	const char *name = state == TALLY_NONE ? arena_strdup(&naming->records, record) : NULL;
	int next = life_after(naming->life, name ? naming->life->draft : (int)state, verb);
	if (name)
		tally_set(&naming->states, name, (size_t)next);
	else
		tally_move(&naming->states, record, (size_t)next);
}

static void add_name(const struct store_case_name *name, void *context)
{
	struct naming *naming = context;
	struct case_list *list = naming->list;
	MEM_PUSH_ROOM(list->names, list->name_count, list->name_capacity);
	list->names[list->name_count++] = (struct name){ .number = name->number, .at = list->folded.len };
	if (!naming->life)
		return;
	size_t state = tally_get(&naming->states, name->id);
	utf8_fold_add(&list->folded, name->reference);
	buf_addc(&list->folded, ' ');
	utf8_fold_add(&list->folded, name->title);
	buf_addc(&list->folded, ' ');
	utf8_fold_add(&list->folded, case_state_shown(list->app, naming->life, state == TALLY_NONE ? naming->life->draft : (int)state, name->stage));
	buf_addc(&list->folded, '\0');
}

static const enum store_case_order store_orders[CASE_ORDERS] = {
	[CASE_BY_CHANGE] = STORE_BY_CHANGE, [CASE_BY_REFERENCE] = STORE_BY_REFERENCE, [CASE_BY_TITLE] = STORE_BY_TITLE,
};

static enum status read_names(struct case_list *list, bool worded, struct diag_list *diags)
{
	struct naming naming = { .list = list };
	enum status status = STATUS_OK;
	if (list->named && (list->worded || !worded))
		return STATUS_OK;
	forget_names(list);
	arena_init(&naming.records);
	if (worded)
		status = app_life(list->app, &naming.life, diags);
	if (status == STATUS_OK && worded)
		status = store_kinds(list->app->store, follow, &naming, diags);
	if (status == STATUS_OK)
		status = store_case_names(list->app->store, store_orders[list->order], add_name, &naming, diags);
	tally_done(&naming.states);
	arena_done(&naming.records);
	list->named = status == STATUS_OK;
	list->worded = list->named && worded;
	if (status != STATUS_OK)
		forget_names(list);
	return status;
}

static bool has_words(const char *text, char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strstr(text, words[i]))
			return false;
	return true;
}

#define WORDS_MAX 32

static void choose(struct case_list *list)
{
	char *query = utf8_fold(list->query), *rest = NULL, *words[WORDS_MAX];
	size_t count = 0;
	for (char *word = strtok_r(query, " ", &rest); word && count < WORDS_MAX; word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	free(list->chosen);
	list->chosen = mem_array(list->name_count, sizeof *list->chosen);
	list->chosen_count = 0;
	for (size_t i = 0; i < list->name_count; i++)
		if (count == 0 || has_words(list->folded.data + list->names[i].at, words, count))
			list->chosen[list->chosen_count++] = list->names[i].number;
	free(query);
}

/* Whether the places are found through the names; otherwise the store counts them off. */
static bool by_name(const struct case_list *list)
{
	return list->query[0] || list->order == CASE_BY_TITLE;
}

static enum status choose_again(struct case_list *list, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	case_rows_done(&list->page);
	list->chosen_count = 0;
	if (!list->app->store || !by_name(list))
		return STATUS_OK;
	status = read_names(list, list->query[0] != '\0', diags);
	if (status == STATUS_OK)
		choose(list);
	return status;
}

enum status case_list_choose(struct case_list *list, enum case_order order, const char *query, struct diag_list *diags)
{
	bool other = order != list->order;
	list->order = order;
	mem_replace(&list->query, query);
	if (other)
		forget_names(list);
	return choose_again(list, diags);
}

enum status case_list_prepare(struct case_list *list, struct diag_list *diags)
{
	return !list->app->store || list->worded ? STATUS_OK : read_names(list, true, diags);
}

/* ---- the rows ---- */

static enum status read_page(struct case_list *list, enum case_order order, size_t first, size_t count, struct case_rows *out, struct diag_list *diags)
{
	struct store_cases cases = { .items = NULL };
	enum status status = store_case_page(list->app->store, store_orders[order], first, count, &cases, diags);
	case_rows_done(out);
	if (status == STATUS_OK)
		status = case_rows_take(list->app, &cases, out, diags);
	if (list->rechecked)
		case_rows_mark(out, &list->kept);
	store_cases_done(&cases);
	return status;
}

static enum status read_chosen(struct case_list *list, size_t first, size_t count, struct diag_list *diags)
{
	struct store_cases cases = { .items = NULL };
	size_t left = list->chosen_count - first;
	enum status status = store_case_pick(list->app->store, list->chosen + first, count < left ? count : left, &cases, diags);
	case_rows_done(&list->page);
	if (status == STATUS_OK)
		status = case_rows_take(list->app, &cases, &list->page, diags);
	if (list->rechecked)
		case_rows_mark(&list->page, &list->kept);
	store_cases_done(&cases);
	return status;
}

static enum status read_from(struct case_list *list, size_t first, struct diag_list *diags)
{
	list->page_first = first;
	return by_name(list) ? read_chosen(list, first, PAGE_ROWS, diags) : read_page(list, list->order, first, PAGE_ROWS, &list->page, diags);
}

/* The page that was shown is read with it, so that a store that cannot be read is told here. */
enum status case_list_refresh(struct case_list *list, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	forget_names(list);
	case_rows_done(&list->page);
	case_rows_done(&list->latest);
	list->all = 0;
	if (list->app->store)
		status = store_case_count(list->app->store, &list->all, diags);
	if (status == STATUS_OK)
		status = choose_again(list, diags);
	if (status == STATUS_OK && case_list_shown(list) > 0)
		status = read_from(list, list->page_first < case_list_shown(list) ? list->page_first : 0, diags);
	/* Where nothing was handed in there is nothing that a recheck could have marked. */
	kept_recheck_done(&list->kept);
	list->rechecked = false;
	if (status == STATUS_OK && case_list_handed_in(list))
		status = app_recheck_kept(list->app, &list->rechecked, &list->kept, diags);
	if (list->rechecked)
		case_rows_mark(&list->page, &list->kept);
	return status;
}

bool case_list_look(struct case_list *list)
{
	bool came = false;
	for (size_t i = 0; list->app->store && i < list->page.count; i++) {
		struct case_row *row = &list->page.items[i];
		if (row->looked)
			continue;
		case_row_look(list->app, row);
		came |= row->due != DATE_NONE;
	}
	return came;
}

const struct kept_recheck *case_list_recheck(const struct case_list *list)
{
	return list->rechecked ? &list->kept : NULL;
}

bool case_list_handed_in(const struct case_list *list)
{
	for (size_t i = 0; i < list->page.count; i++)
		if (list->page.items[i].revisions)
			return true;
	return false;
}

size_t case_list_all(const struct case_list *list)
{
	return list->all;
}

size_t case_list_shown(const struct case_list *list)
{
	return by_name(list) ? list->chosen_count : list->all;
}

const struct case_row *case_list_row(struct case_list *list, size_t at)
{
	struct diag_list aside;
	if (at >= case_list_shown(list))
		return NULL;
	if (at < list->page_first || at - list->page_first >= list->page.count) {
		diag_init(&aside);
		(void)read_from(list, at > PAGE_BEFORE ? at - PAGE_BEFORE : 0, &aside);
		diag_done(&aside);
	}
	return at - list->page_first < list->page.count ? &list->page.items[at - list->page_first] : NULL;
}

const struct case_row *case_list_latest(struct case_list *list)
{
	struct diag_list aside;
	/* Where the list begins with it, the page has it. */
	if (!by_name(list) && list->order == CASE_BY_CHANGE && list->page_first == 0 && list->page.count > 0)
		return &list->page.items[0];
	if (list->all > 0 && list->latest.count == 0) {
		diag_init(&aside);
		(void)read_page(list, CASE_BY_CHANGE, 0, 1, &list->latest, &aside);
		diag_done(&aside);
	}
	return list->latest.count ? &list->latest.items[0] : NULL;
}
