/* SPDX-License-Identifier: Apache-2.0 */
/* Naming snapshots and putting two of them, or one and a day, together with the cases that rest on their rows. */
#include "app/changes.h"

#include <stdlib.h>
#include <string.h>

#include "app/changes_internal.h"
#include "base/num.h"

#define SAMPLE_PREFIX "sample:"

void snapshot_choices_done(struct snapshot_choices *choices)
{
	for (size_t i = 0; i < choices->count; i++) {
		free(choices->items[i].word);
		free(choices->items[i].name);
	}
	free(choices->items);
	*choices = (struct snapshot_choices){ .items = NULL };
}

static void add_choice(struct snapshot_choices *out, char *word, const char *name, date_days issued_on, enum listing_shelf shelf, bool sample)
{
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count++] = (struct snapshot_choice){ .word = word, .name = mem_strdup(name), .issued_on = issued_on, .shelf = shelf,
		.sample = sample };
}

enum status app_snapshot_choices(struct app *app, bool all, struct snapshot_choices *out, struct diag_list *diags)
{
	struct snapshot_infos infos = { 0 };
	struct sample_names names = { 0 };
	enum status status = app->store ? store_snapshot_list(app->store, &infos, diags) : STATUS_OK;
	*out = (struct snapshot_choices){ .items = NULL };
	for (size_t i = 0; i < infos.count; i++)
		add_choice(out, mem_printf("%lld", (long long)infos.items[i].id), infos.items[i].name, infos.items[i].issued_on, infos.items[i].shelf,
			infos.items[i].sample);
	if (status == STATUS_OK && (all || infos.count == 0))
		status = snapshot_sample_names(&names, app->data_root, diags);
	for (size_t i = 0; i < names.count; i++)
		add_choice(out, mem_printf("%s%s", SAMPLE_PREFIX, names.items[i].name), names.items[i].title, names.items[i].issued_on, names.items[i].shelf, true);
	sample_names_done(&names);
	snapshot_infos_done(&infos);
	if (status != STATUS_OK)
		snapshot_choices_done(out);
	return status;
}

size_t snapshot_choices_before(const struct snapshot_choices *choices, size_t at)
{
	size_t before = at + 1;
	while (before < choices->count && choices->items[before].shelf != choices->items[at].shelf)
		before++;
	return before < choices->count ? before : choices->count;
}

/* The services that were taken in last: who names no list means these. */
static size_t newest(const struct snapshot_choices *choices)
{
	size_t at = 0;
	while (at < choices->count && choices->items[at].shelf != SHELF_SERVICES)
		at++;
	return at;
}

/* A choice by its word, by the name that the snapshot was given, or by its place: "current" and the one before it. */
static const struct snapshot_choice *find_choice(const struct snapshot_choices *choices, const char *said)
{
	if (strcmp(said, "current") == 0)
		return newest(choices) < choices->count ? &choices->items[newest(choices)] : NULL;
	if (strcmp(said, "previous") == 0) {
		size_t at = newest(choices), before = at < choices->count ? snapshot_choices_before(choices, at) : at;
		return before < choices->count ? &choices->items[before] : NULL;
	}
	for (size_t i = 0; i < choices->count; i++)
		if (strcmp(choices->items[i].word, said) == 0 || strcmp(choices->items[i].name, said) == 0)
			return &choices->items[i];
	return NULL;
}

static enum status load_stored(struct app *app, const char *word, struct snapshot **out, struct diag_list *diags)
{
	struct snapshot_infos infos = { 0 };
	int64_t id = 0;
	enum status status = store_snapshot_list(app->store, &infos, diags);
	num_parse_int(word, &id);
	for (size_t i = 0; i < infos.count && status == STATUS_OK && !*out; i++)
		if (infos.items[i].id == id)
			status = snapshot_load_stored(out, app->store, &infos.items[i], diags);
	snapshot_infos_done(&infos);
	return status;
}

enum status app_load_snapshot(struct app *app, const char *said, struct snapshot **out, struct diag_list *diags)
{
	struct snapshot_choices own = { 0 }, all = { 0 };
	const struct snapshot_choice *choice = NULL;
	*out = NULL;
	/* "current" and "previous" speak of the deliveries of this office as long as it has any. */
	enum status status = app_snapshot_choices(app, false, &own, diags);
	if (status == STATUS_OK)
		status = app_snapshot_choices(app, true, &all, diags);
	if (status == STATUS_OK) {
		choice = find_choice(&own, said);
		if (!choice && strcmp(said, "current") != 0 && strcmp(said, "previous") != 0)
			choice = find_choice(&all, said);
	}
	if (status == STATUS_OK && !choice && strcmp(said, "previous") == 0)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("there is no earlier snapshot to compare with"));
	else if (status == STATUS_OK && !choice)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("%s: there is no such snapshot; \"registry list\" names those that are there"), said);
	else if (status == STATUS_OK && strncmp(choice->word, SAMPLE_PREFIX, strlen(SAMPLE_PREFIX)) == 0)
		status = snapshot_read_sample(out, app->data_root, SHELF_SERVICES, choice->word + strlen(SAMPLE_PREFIX), app_eras(app), app->today, diags);
	else if (status == STATUS_OK)
		status = load_stored(app, choice->word, out, diags);
	snapshot_choices_done(&own);
	snapshot_choices_done(&all);
	return status;
}

static enum status find_stored(struct app *app, const struct digest *digest, struct snapshot **out, struct diag_list *diags)
{
	struct snapshot_infos infos = { 0 };
	enum status status = app->store ? store_snapshot_list(app->store, &infos, diags) : STATUS_OK;
	for (size_t i = 0; i < infos.count && status == STATUS_OK && !*out; i++)
		if (infos.items[i].shelf == SHELF_SERVICES && digest_equal(&infos.items[i].digest, digest))
			status = snapshot_load_stored(out, app->store, &infos.items[i], diags);
	snapshot_infos_done(&infos);
	return status;
}

static enum status find_sample(struct app *app, const struct digest *digest, struct snapshot **out, struct diag_list *diags)
{
	struct sample_names names = { 0 };
	enum status status = snapshot_sample_names(&names, app->data_root, diags);
	for (size_t i = 0; i < names.count && status == STATUS_OK && !*out; i++) {
		if (names.items[i].shelf != SHELF_SERVICES)
			continue;
		status = snapshot_read_sample(out, app->data_root, SHELF_SERVICES, names.items[i].name, app_eras(app), app->today, diags);
		if (*out && !digest_equal(&(*out)->info.digest, digest))
			snapshot_free(out);
	}
	sample_names_done(&names);
	return status;
}

enum status app_find_snapshot(struct app *app, const struct digest *digest, struct snapshot **out, struct diag_list *diags)
{
	*out = NULL;
	enum status status = find_stored(app, digest, out, diags);
	return status == STATUS_OK && !*out ? find_sample(app, digest, out, diags) : status;
}

void comparison_free(struct comparison **slot)
{
	struct comparison *comparison = *slot;
	if (!comparison)
		return;
	snapshot_changes_done(&comparison->changes);
	restings_done(&comparison->cases);
	snapshot_free(&comparison->before);
	snapshot_free(&comparison->after);
	free(comparison);
	*slot = NULL;
}

enum status app_compare_snapshots(struct app *app, const char *before, const char *after, struct comparison **out, struct diag_list *diags)
{
	struct comparison *comparison = MEM_NEW(struct comparison);
	enum status status = app_load_snapshot(app, before, &comparison->before, diags);
	if (status == STATUS_OK)
		status = app_load_snapshot(app, after, &comparison->after, diags);
	if (status == STATUS_OK && comparison->before->info.shelf != comparison->after->info.shelf)
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("%1$s and %2$s are different kinds of lists"), comparison->before->info.name,
			comparison->after->info.name);
	if (status == STATUS_OK)
		status = app_restings(app, &comparison->cases, diags);
	if (status == STATUS_OK)
		snapshot_compare(comparison->before, comparison->after, &comparison->changes);
	else
		comparison_free(&comparison);
	*out = comparison;
	return status;
}

void passing_free(struct passing **slot)
{
	struct passing *passing = *slot;
	if (!passing)
		return;
	snapshot_dues_done(&passing->dues);
	restings_done(&passing->cases);
	free(passing);
	*slot = NULL;
}

static int band_days(const struct app *app, const char *key)
{
	int64_t days = 0;
	num_parse_int(app_config(app, key), &days);
	return (int)days;
}

enum status app_passing(struct app *app, date_days day, struct passing **out, struct diag_list *diags)
{
	struct passing *passing = MEM_NEW(struct passing);
	enum status status = app_rows(app, diags);
	passing->day = day;
	int first = band_days(app, "registry.expiry_first_days"), second = band_days(app, "registry.expiry_second_days");
	/* Set the wrong way round they mean the same. */
	passing->bands[0] = first < second ? first : second;
	passing->bands[1] = first < second ? second : first;
	if (status == STATUS_OK)
		status = app_restings(app, &passing->cases, diags);
	if (status == STATUS_OK && app->snapshot) {
		passing->snapshot = app->snapshot;
		snapshot_due_by(app->snapshot, day, passing->bands, PASSING_BANDS, &passing->dues);
	}
	if (status != STATUS_OK)
		passing_free(&passing);
	*out = passing;
	return status;
}
