/* SPDX-License-Identifier: Apache-2.0 */
/* How a session uses the registry: the snapshot at hand, its line for the screens, and the listings of candidates. */
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/session.h"
#include "base/file.h"
#include "base/num.h"

#define MAP_BYTES_MAX 1048576

enum status app_maps(struct app *app, struct diag_list *diags)
{
	if (app->maps)
		return STATUS_OK;
	char *path = path_join(app->data_root, "data/registry/columns.ini");
	struct buf bytes;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, MAP_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = column_maps_load(&app->maps, path, bytes.data, bytes.len, diags);
	buf_done(&bytes);
	free(path);
	return status;
}

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

/* The snapshot with its rows; NULL when there is none. One that failed is not tried again here: every key of a search would wait for it. */
static struct snapshot *whole(struct app *app)
{
	if (!app->snapshot || app->rows_fault || app_rows(app, NULL) != STATUS_OK)
		return NULL;
	return app->snapshot;
}

void app_snapshot_line(const struct app *app, struct buf *out)
{
	const struct snapshot_info *info = app_snapshot(app);
	if (!info) {
		buf_adds(out, _("Registry: no snapshot"));
		return;
	}
	int age = snapshot_age_days(info, app_today(app));
	int64_t limit = 0;
	struct buf day;
	buf_init(&day);
	date_format(&day, app_eras(app), info->issued_on, app->lang);
	buf_addf(out, _("Registry: %1$s, issued %2$s (%3$d days ago)"), info->name, day.data, age);
	if (info->sample)
		buf_adds(out, _(" [sample]"));
	else if (strcmp(info->signature, "unsigned") == 0)
		buf_adds(out, _(" [unsigned]"));
	if (num_parse_int(app_config(app, "registry.stale_days"), &limit) && age > limit)
		buf_adds(out, _(" [stale]"));
	if (app->rows_fault)
		buf_addf(out, " [%s]", app->rows_fault);
	buf_done(&day);
}

size_t app_registry_count(struct app *app)
{
	const struct snapshot *snapshot = whole(app);
	return snapshot ? snapshot->count : 0;
}

const struct listing *app_registry_row(struct app *app, size_t row)
{
	return row < app_registry_count(app) ? &app->snapshot->rows[row] : NULL;
}

const size_t *app_registry_search(struct app *app, const char *query, size_t *count)
{
	struct snapshot *snapshot = whole(app);
	*count = 0;
	if (!snapshot)
		return NULL;
	snapshot_search(snapshot, query, &app->hits);
	if (app_registry_filtered(app)) {
		const struct snapshot_filter filter = {
			.lists = app->filter.lists, .forms = app->filter.forms, .states = app->filter.states, .region = app->filter.region,
			.as_of = app_as_of(app), .until = app->filter_until,
			.expires_by = app->filter.within_days > 0 ? app_as_of(app) + app->filter.within_days : DATE_NONE,
		};
		snapshot_filter_hits(snapshot, &filter, &app->hits);
	}
	*count = app->hits.count;
	return app->hits.rows;
}

struct registry_filter *app_registry_filter(struct app *app)
{
	return &app->filter;
}

bool app_registry_filtered(const struct app *app)
{
	const struct registry_filter *filter = &app->filter;
	return filter->lists || filter->forms || filter->states || filter->within_days > 0 || filter->region[0];
}

void app_registry_until(struct app *app, date_days until)
{
	app->filter_until = until;
}

const struct listing *app_registry_alike(struct app *app, const struct listing *row)
{
	struct snapshot *snapshot = whole(app);
	return snapshot && row >= snapshot->rows && row < snapshot->rows + snapshot->count ? snapshot_alike(snapshot, row) : NULL;
}

const struct listing *app_registry_find(struct app *app, const char *number)
{
	const struct snapshot *snapshot = whole(app);
	return snapshot ? snapshot_find(snapshot, number) : NULL;
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

static bool resolve_one(struct entity *entity, void *context)
{
	struct resolving *job = context;
	if (entity->scope != SCOPE_CANDIDATE || is_frozen(job->dossier, entity))
		return true;
	const char *number = entity_text(job->dossier, entity, "candidate.registry_id");
	if (strcmp(number, "none") == 0) {
		listing_to_facts(NULL, job->dossier->edition, "", entity->services);
	} else if (number[0]) {
		job->status = app_rows(job->app, job->diags);
		if (job->status != STATUS_OK)
			return false;
		const struct listing *listing = app_registry_find(job->app, number);
		if (listing) {
			char *source = mem_printf(_("%1$s, line %2$d"), job->app->snapshot->info.name, listing->line);
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
