/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shelves beside the services: audit bodies, and the catalogue of the ministry. Most sessions need neither, so each is read when it is first
 * asked for, with its rows. Samples of them are in use exactly as long as the sample of the services is: an exercise has all three, and beside a
 * real list stands nothing invented.
 */
#include <stdlib.h>
#include <string.h>

#include "app/listing_words.h"
#include "app/session.h"
#include "base/utf8.h"

static bool is_exercise(const struct app *app)
{
	return app->snapshot && app->snapshot->info.id == 0;
}

enum status app_shelf_read(struct app *app, enum listing_shelf shelf, struct snapshot **out, struct diag_list *diags)
{
	struct shelf *place = &app->shelves[shelf];
	enum status status = STATUS_OK;
	*out = NULL;
	if (shelf == SHELF_SERVICES) {
		status = app_rows(app, diags);
		*out = status == STATUS_OK ? app->snapshot : NULL;
		return status;
	}
	if (!place->read) {
		if (app->store)
			status = snapshot_load(&place->snapshot, app->store, shelf, diags);
		if (status == STATUS_OK && !place->snapshot && is_exercise(app))
			status = snapshot_read_sample(&place->snapshot, app->data_root, shelf, NULL, app_eras(app), app->today, diags);
		place->read = status == STATUS_OK;
	}
	*out = place->snapshot;
	return status;
}

struct snapshot *app_shelf(struct app *app, enum listing_shelf shelf)
{
	struct shelf *place = &app->shelves[shelf];
	struct snapshot *snapshot = NULL;
	struct diag_list own;
	/* One that failed is not tried again at every key; the line of the snapshot says what is wrong with it. */
	if (shelf == SHELF_SERVICES ? app->rows_fault != NULL : place->fault != NULL)
		return NULL;
	diag_init(&own);
	if (app_shelf_read(app, shelf, &snapshot, &own) != STATUS_OK && shelf != SHELF_SERVICES)
		mem_replace(&place->fault, own.count ? own.items[0].text : "");
	diag_done(&own);
	return snapshot;
}

void app_shelf_forget(struct app *app, enum listing_shelf shelf)
{
	struct shelf *place = &app->shelves[shelf];
	snapshot_free(&place->snapshot);
	free(place->fault);
	*place = (struct shelf){ .read = false };
}

void app_registry_view(struct app *app, const enum listing_shelf *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		app->view[i] = order[i];
	app->view_count = count;
}

bool app_registry_in_view(const struct app *app, enum listing_shelf shelf)
{
	for (size_t i = 0; i < app->view_count; i++)
		if (app->view[i] == shelf)
			return true;
	return false;
}

void app_registry_search_for(struct app *app, const char *place)
{
	if (place[0] && (!app->filter_place || strcmp(app->filter_place, place) != 0)) {
		memset(&app->filters[1], 0, sizeof app->filters[1]);
		mem_replace(&app->filter_place, place);
	}
	app->filter = &app->filters[place[0] != '\0'];
}

const struct snapshot_info *app_registry_origin(struct app *app, const struct listing *row)
{
	for (int i = 0; i < SHELVES; i++) {
		struct snapshot *snapshot = i == SHELF_SERVICES ? app->snapshot : app->shelves[i].snapshot;
		if (snapshot && snapshot->rows && row >= snapshot->rows && row < snapshot->rows + snapshot->count)
			return &snapshot->info;
	}
	return NULL;
}

const struct snapshot_info *app_registry_origin_of(struct app *app, const char *number)
{
	const struct snapshot *offers = number[0] ? app_shelf(app, SHELF_OFFERS) : NULL, *services;
	if (!offers || !snapshot_find(offers, number))
		return app_snapshot(app);
	services = app_shelf(app, SHELF_SERVICES);
	return services && snapshot_find(services, number) ? &services->info : &offers->info;
}

const struct snapshot_info *app_shelf_info(struct app *app, enum listing_shelf shelf)
{
	const struct snapshot *snapshot = shelf == SHELF_SERVICES ? app->snapshot : app_shelf(app, shelf);
	return snapshot ? &snapshot->info : NULL;
}

/* A registered service counts as such whatever else the number stands on; then comes the catalogue. Audit bodies are no candidates. */
enum status app_find_listing(struct app *app, const char *number, const struct listing **out, const struct snapshot_info **origin, struct diag_list *diags)
{
	static const enum listing_shelf order[] = { SHELF_SERVICES, SHELF_OFFERS };
	struct snapshot *snapshot = NULL;
	enum status status = STATUS_OK;
	*out = NULL;
	for (size_t i = 0; i < sizeof order / sizeof order[0] && status == STATUS_OK && !*out; i++) {
		status = app_shelf_read(app, order[i], &snapshot, diags);
		*out = snapshot ? snapshot_find(snapshot, number) : NULL;
		*origin = *out ? &snapshot->info : NULL;
	}
	return status;
}

/* ---- audit bodies that a text names ---- */

static void name_body(struct app *app, const struct listing *row, struct buf *out)
{
	if (out->len)
		buf_adds(out, "; ");
	utf8_visible(out, row->name, strlen(row->name), false);
	buf_addf(out, " (%s: ", row->number);
	app_listing_state_text(app, row, DATE_NONE, out);
	buf_addc(out, ')');
}

bool app_audit_bodies_named(struct app *app, const char *text, bool also_none, struct buf *out)
{
	const struct snapshot *bodies = app_shelf(app, SHELF_AUDIT_BODIES);
	char *folded = utf8_fold(text);
	struct buf found;
	if (!bodies) {
		free(folded);
		return false;
	}
	buf_init(&found);
	for (size_t i = 0; i < bodies->count; i++) {
		char *name = utf8_fold(bodies->rows[i].name), *number = utf8_fold(bodies->rows[i].number);
		if ((*name && strstr(folded, name)) || (*number && strstr(folded, number)))
			name_body(app, &bodies->rows[i], &found);
		free(name);
		free(number);
	}
	bool told = found.len > 0 || also_none;
	if (told)
		buf_adds(out, found.len ? found.data : _("no body of this list is named in what is said of the evidence"));
	if (told) {
		buf_adds(out, "; ");
		app_origin_line(app, &bodies->info, out);
	}
	buf_done(&found);
	free(folded);
	return told;
}
