/* SPDX-License-Identifier: Apache-2.0 */
/* How a session uses the registry: the snapshot at hand, its line for the screens, and the listings of candidates. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/listing_words.h"
#include "app/session.h"
#include "base/num.h"

const struct snapshot_info *app_snapshot(const struct app *app)
{
	return app->snapshot ? &app->snapshot->info : NULL;
}

enum status app_rows(struct app *app, struct diag_list *diags)
{
	struct diag_list own;
	if (!app->snapshot || app->snapshot->complete)
		return STATUS_OK;
	diag_init(&own);
	enum status status = snapshot_complete(app->snapshot, app->store, app_eras(app), &own);
	if (status != STATUS_OK)
		mem_replace(&app->rows_fault, own.count > 0 ? own.items[0].text : "");
	if (diags)
		diag_move(diags, &own);
	diag_done(&own);
	return status;
}

bool app_snapshot_stale(const struct app *app, const struct snapshot_info *info)
{
	int64_t limit = 0;
	return num_parse_int(app_config(app, "registry.stale_days"), &limit) && snapshot_age_days(info, app_today(app)) > limit;
}

void app_snapshot_marks(const struct app *app, const struct snapshot_info *info, struct buf *out)
{
	if (info->sample)
		buf_adds(out, _(" [sample]"));
	else
		buf_adds(out, strcmp(info->signature, "unsigned") == 0 ? _(" [unsigned]") : _(" [signed]"));
	if (app_snapshot_stale(app, info))
		buf_adds(out, _(" [stale]"));
}

void app_origin_line(const struct app *app, const struct snapshot_info *info, struct buf *out)
{
	struct buf day;
	buf_init(&day);
	date_format(&day, app_eras(app), info->issued_on, app->lang);
	if (info->shelf == SHELF_SERVICES)
		buf_addf(out, _("Registry: %1$s (%2$s, %3$d days)"), info->name, day.data, snapshot_age_days(info, app_today(app)));
	else
		buf_addf(out, _("%1$s: %2$s (%3$s, %4$d days)"), app_shelf_label(info->shelf), info->name, day.data, snapshot_age_days(info, app_today(app)));
	app_snapshot_marks(app, info, out);
	buf_done(&day);
}

void app_snapshot_line(const struct app *app, struct buf *out)
{
	if (!app_snapshot(app)) {
		buf_adds(out, _("Registry: no snapshot"));
		return;
	}
	app_origin_line(app, app_snapshot(app), out);
	if (app->rows_fault)
		buf_addf(out, " [%s]", app->rows_fault);
	for (int i = 0; i < SHELVES; i++)
		if (app->shelves[i].fault)
			buf_addf(out, " [%s]", app->shelves[i].fault);
}

void app_view_lines(struct app *app, struct buf *out)
{
	for (size_t i = 0; i < app->view_count; i++) {
		const struct snapshot_info *info = app_shelf_info(app, app->view[i]);
		if (app->view[i] == SHELF_SERVICES)
			app_snapshot_line(app, out);
		else if (info)
			app_origin_line(app, info, out);
		if (info || app->view[i] == SHELF_SERVICES)
			buf_addc(out, '\n');
	}
}

/* The shelf stands in the two uppermost bits: services, of which there may be many, are numbered as they lie. */
#define ROW_BITS (sizeof(size_t) * CHAR_BIT - 2)

size_t app_registry_number(enum listing_shelf shelf, size_t row)
{
	return ((size_t)shelf << ROW_BITS) | row;
}

enum listing_shelf app_registry_place(size_t number, size_t *row)
{
	*row = number & (((size_t)1 << ROW_BITS) - 1);
	return (enum listing_shelf)(number >> ROW_BITS);
}

size_t app_registry_count(struct app *app)
{
	size_t count = 0;
	for (size_t i = 0; i < app->view_count; i++) {
		const struct snapshot *snapshot = app_shelf(app, app->view[i]);
		count += snapshot ? snapshot->count : 0;
	}
	return count;
}

const struct listing *app_registry_row(struct app *app, size_t number)
{
	size_t row;
	enum listing_shelf shelf = app_registry_place(number, &row);
	const struct snapshot *snapshot = shelf < SHELVES ? app_shelf(app, shelf) : NULL;
	return snapshot && row < snapshot->count ? &snapshot->rows[row] : NULL;
}

static void narrow(const struct app *app, const struct snapshot *snapshot, struct search_hits *hits)
{
	const struct snapshot_filter filter = {
		.lists = app->filter->lists, .forms = app->filter->forms, .states = app->filter->states, .region = app->filter->region,
		.as_of = app_as_of(app), .until = app->filter_until,
		.expires_by = app->filter->within_days > 0 ? app_as_of(app) + app->filter->within_days : DATE_NONE,
	};
	if (app_registry_filtered(app))
		snapshot_filter_hits(snapshot, &filter, hits);
}

static void add_hits(struct app *app, enum listing_shelf shelf, const char *query)
{
	struct search_hits own = { .rows = NULL };
	struct snapshot *snapshot = app_shelf(app, shelf);
	if (!snapshot)
		return;
	snapshot_search(snapshot, query, &own);
	narrow(app, snapshot, &own);
	for (size_t i = 0; i < own.count; i++) {
		MEM_PUSH_ROOM(app->hits.rows, app->hits.count, app->hits.capacity);
		app->hits.rows[app->hits.count++] = app_registry_number(shelf, own.rows[i]);
	}
	search_hits_done(&own);
}

const size_t *app_registry_search(struct app *app, const char *query, size_t *count)
{
	bool services_first = app->view_count > 0 && app->view[0] == SHELF_SERVICES;
	/* The first hits need no copy: that is where a list may be long. */
	if (services_first && app_shelf(app, SHELF_SERVICES)) {
		snapshot_search(app->snapshot, query, &app->hits);
		narrow(app, app->snapshot, &app->hits);
	} else {
		app->hits.count = 0;
		app->hits.all = false;
	}
	size_t services = app->hits.count;
	for (size_t i = services_first ? 1 : 0; i < app->view_count; i++)
		add_hits(app, app->view[i], query);
	/* Rows of another shelf are none that the next search of the services may look into. */
	app->hits.all = app->hits.all && app->hits.count == services;
	*count = app->hits.count;
	return app->hits.rows;
}

struct registry_filter *app_registry_filter(struct app *app)
{
	return app->filter;
}

bool app_registry_filtered(const struct app *app)
{
	const struct registry_filter *filter = app->filter;
	return filter->lists || filter->forms || filter->states || filter->within_days > 0 || filter->region[0];
}

void app_registry_until(struct app *app, date_days until)
{
	app->filter_until = until;
}

const struct listing *app_registry_alike(struct app *app, const struct listing *row)
{
	for (int i = 0; i < SHELVES; i++) {
		struct snapshot *snapshot = i == SHELF_SERVICES ? app_shelf(app, SHELF_SERVICES) : app->shelves[i].snapshot;
		if (snapshot && row >= snapshot->rows && row < snapshot->rows + snapshot->count)
			return snapshot_alike(snapshot, row);
	}
	return NULL;
}

const struct listing *app_registry_find(struct app *app, const char *number)
{
	for (int i = 0; i < SHELVES; i++)
		for (size_t j = 0; j < app->view_count; j++) {
			const struct snapshot *snapshot = app->view[j] == (enum listing_shelf)i ? app_shelf(app, app->view[j]) : NULL;
			const struct listing *row = snapshot ? snapshot_find(snapshot, number) : NULL;
			if (row)
				return row;
		}
	return NULL;
}

struct resolving {
	struct app *app;
	const struct dossier *dossier;
	struct diag_list *diags;
	enum status status;
};

/* Frozen values come from a record or a case file; they are facts of that day and are not looked up again. */
static bool is_frozen(const struct dossier *dossier, const struct entity *candidate)
{
	for (unsigned slot = 0; slot < dossier->edition->slots[SCOPE_SERVICE]; slot++)
		if (candidate->services[slot].state == ANSWER_GIVEN)
			return true;
	return false;
}

/* The record tells issue date and signature of the services; those of the catalogue stand beside each offer. */
static char *offer_source(const struct app *app, const struct snapshot_info *origin, const struct listing *listing)
{
	struct buf day;
	buf_init(&day);
	date_format_short(&day, app_eras(app), origin->issued_on);
	char *source = mem_printf(_("%1$s, line %2$d (%3$s: %4$s; issued %5$s, %6$s)"), origin->name, listing->line, app_list_label(listing->list),
		app_listing_status_label(listing->status), day.data, app_signature_label(origin->signature));
	buf_done(&day);
	return source;
}

static bool resolve_one(struct entity *entity, void *context)
{
	struct resolving *job = context;
	if (entity->scope != SCOPE_CANDIDATE || is_frozen(job->dossier, entity))
		return true;
	const char *number = entity_text(job->dossier, entity, "candidate.registry_id");
	if (strcmp(number, "none") == 0) {
		listing_to_facts(NULL, job->dossier->edition, "", entity->services);
	} else if (number[0]) {
		const struct listing *listing = NULL;
		const struct snapshot_info *origin = NULL;
		job->status = app_find_listing(job->app, number, &listing, &origin, job->diags);
		if (job->status != STATUS_OK)
			return false;
		if (listing) {
			/* An offer is on no list of services; how its own catalogue puts it is told beside the place. */
			char *source = origin->shelf == SHELF_SERVICES ? mem_printf(_("%1$s, line %2$d"), origin->name, listing->line)
				: offer_source(job->app, origin, listing);
			listing_to_facts(listing, job->dossier->edition, source, entity->services);
			free(source);
		} else {
			diag_warning(job->diags, NULL, 0, _("%1$s: the registration number %2$s is not in the snapshot; its listing stays unknown"),
				entity->key, number);
		}
	}
	return true;
}

enum status app_resolve_listings(struct app *app, struct dossier *dossier, struct diag_list *diags)
{
	struct resolving job = { app, dossier, diags, STATUS_OK };
	dossier_each(dossier, resolve_one, &job);
	return job.status;
}
