/* SPDX-License-Identifier: Apache-2.0 */
/* The list is made anew at every key: folding is done once by the snapshot, and only the visible rows are formatted. */
#include "tui/search.h"

#include <stdlib.h>
#include <string.h>

#include "app/listing_words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/words.h"

#define DETAIL_ROWS 7

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
			pick->number = mem_strdup(strcmp(number, "none") == 0 ? "" : number);
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
	enum edit_result result = edit_key(&search->query, event);
	ui_tell_edit(search->ui, &search->query, result);
	/* A new query is read from its first hit. */
	search->from_top = *changed = result != EDIT_UNUSED && result != EDIT_MOVED;
	return result == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
}

/* ---- drawing ---- */

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct search *search = context;
	const struct pick *pick = &search->picks[at];
	const struct listing *listing = pick->listing;
	struct buf text;
	buf_init(&text);
	column_add(out, pick->key[0] ? "*" : " ", 1);
	column_add(out, listing ? listing->name : pick->name, 27);
	column_add(out, listing ? listing->provider : pick->provider, 16);
	column_add(out, listing ? listing->number : _("Unlisted"), 11);
	if (listing && listing->expires_on != DATE_NONE)
		date_format_short(&text, app_eras(search->ui->app), listing->expires_on);
	column_add(out, text.len ? text.data : "-", 9);
	const struct candidate_result *result = pick->key[0] ? verdict_candidate(work_verdict(search->ui->work), pick->key) : NULL;
	enum listing_state state = listing_state(listing, app_as_of(search->ui->app), work_needed_until(search->ui->work));
	if (result)
		buf_adds(out, word_truth(result->acceptable, _("OK"), _("NO"), _("??")));
	else if (listing)
		buf_adds(out, app_listing_state_short(state));
	if (listing && state != LISTING_STATE_REGISTERED)
		*style = STYLE_OPEN;
	buf_done(&text);
}

static int detail_line(const struct search *search, int row, const char *label, const char *text)
{
	if (!text[0])
		return 0;
	int used = put_text(search->ui->term, row, 3, 24, STYLE_DIM, label);
	int room = ui_width(search->ui) - 4 - used;
	struct buf shown;
	buf_init(&shown);
	utf8_visible(&shown, text, strlen(text), false);
	struct buf cut;
	buf_init(&cut);
	cells_cut(&cut, shown.data, (size_t)room);
	put_exact(search->ui->term, row, 3 + used, room, STYLE_PLAIN, cut.data);
	buf_done(&shown);
	buf_done(&cut);
	return 1;
}

/* Names can be made to look alike; the number is what counts. */
static int alike_line(const struct search *search, int row, const struct listing *listing)
{
	const struct listing *other = app_registry_alike(search->ui->app, listing);
	struct buf line;
	if (!other)
		return 0;
	buf_init(&line);
	buf_addf(&line, _("! Looks like %s "), other->number);
	utf8_visible(&line, other->name, strlen(other->name), false);
	buf_adds(&line, _(". They are two services; the number decides."));
	put_text(search->ui->term, row, 3, ui_width(search->ui) - 5, STYLE_BAD, line.data);
	buf_done(&line);
	return 1;
}

static void draw_listing(const struct search *search, const struct pick *pick, int row)
{
	const struct listing *listing = pick->listing;
	struct buf line;
	buf_init(&line);
	put_exact(search->ui->term, row, 1, ui_width(search->ui) - 2, STYLE_STRONG, listing ? listing->name : pick->name);
	row++;
	if (!listing) {
		put_wrapped(search->ui->term, row, 3, 2, ui_width(search->ui) - 4, STYLE_DIM,
			_("On no list. Enter opens its questions, among them the ways that the policy leaves open to it."));
		buf_done(&line);
		return;
	}
	bool service = listing_shelf_of(listing->list) != SHELF_AUDIT_BODIES;
	buf_addf(&line, service ? "%s, " : "%s", app_list_label(listing->list));
	if (service)
		app_forms_label(listing->forms, &line);
	buf_adds(&line, "; ");
	app_listing_state_text(search->ui->app, listing, work_needed_until(search->ui->work), &line);
	row += detail_line(search, row, _("Listing: "), line.data);
	int warned = alike_line(search, row, listing);
	row += warned;
	if (service)
		row += detail_line(search, row, _("Scope: "), listing->scope[0] ? listing->scope : _("not stated"));
	row += detail_line(search, row, _("Regions: "), listing->regions[0] ? listing->regions : _("not stated"));
	row += detail_line(search, row, _("Functions: "), listing->functions);
	/* The pane has room for seven lines. */
	if (!warned)
		row += detail_line(search, row, _("Note: "), listing->note);
	buf_clear(&line);
	snapshot_short_of(search->ui->app, app_registry_origin(search->ui->app, listing), &line);
	buf_addf(&line, _(", line %d"), listing->line);
	detail_line(search, row, _("Source: "), line.data);
	buf_done(&line);
}

/* The column by which the rows are sorted has a mark. */
static void head_add(const struct search *search, struct buf *line, const char *title, int cells, enum registry_order order)
{
	char *text = mem_printf("%s%s", title, search->order == order ? " v" : "");
	column_add(line, text, (size_t)cells);
	free(text);
}

static void draw_head(struct search *search, bool marks)
{
	struct ui *ui = search->ui;
	struct buf line;
	buf_init(&line);
	int used = put_text(ui->term, UI_BODY_TOP, 1, 20, STYLE_PLAIN, _("Search> "));
	buf_addf(&line, _("%zu of %zu listed"), search->count - search->unlisted, app_registry_count(ui->app));
	if (marks)
		buf_addf(&line, _(", %zu unlisted"), search->unlisted);
	put_right(ui->term, UI_BODY_TOP, ui_width(ui) - 36, 35, STYLE_DIM, line.data);
	buf_clear(&line);
	buf_adds(&line, "    ");
	head_add(search, &line, _("Service"), 27, ORDER_NAME);
	head_add(search, &line, _("Provider"), 16, ORDER_PROVIDER);
	head_add(search, &line, _("Number"), 11, ORDER_NUMBER);
	head_add(search, &line, _("Expires"), 9, ORDER_EXPIRY);
	head_add(search, &line, _("State"), 9, ORDER_STATE);
	put_text(ui->term, UI_BODY_TOP + 1, 0, ui_width(ui), STYLE_STRONG, line.data);
	buf_done(&line);
	edit_line_draw(ui->term, &search->query, UI_BODY_TOP, 1 + used, 32, true);
}

/* A filter is never in force unseen. */
static void draw_sentence(const struct search *search, int row)
{
	struct buf line;
	buf_init(&line);
	buf_addf(&line, " %s", _("Narrowed to "));
	app_filter_sentence(app_registry_filter(search->ui->app), edit_text(&search->query), search->remaining, search->count - search->unlisted, &line);
	buf_addc(&line, ' ');
	put_text(search->ui->term, row, 2, ui_width(search->ui) - 4, STYLE_OPEN, line.data);
	buf_done(&line);
}

void search_draw(struct search *search, bool marks)
{
	struct ui *ui = search->ui;
	int detail = ui_body_bottom(ui) - DETAIL_ROWS;
	list_draw(ui->term, &search->list, UI_BODY_TOP + 2, detail - UI_BODY_TOP - 2, LIST_MARKED, format_row, search);
	put_rule(ui->term, detail);
	if (app_registry_filtered(ui->app) || search->remaining)
		draw_sentence(search, detail);
	const struct pick *pick = search_current(search);
	if (pick)
		draw_listing(search, pick, detail + 1);
	else
		put_text(ui->term, detail + 1, 1, ui_width(ui) - 2, STYLE_PLAIN, _("Nothing matches. Fewer or shorter words find more."));
	/* The caret belongs into the search line, where an input method composes. */
	draw_head(search, marks);
}
