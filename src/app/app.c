/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening is lazy by need: deciding a case file must not pay for a store, and `--version` for nothing at all. Whatever is opened belongs to
 * the session and is released in one place.
 */
#include "app/app.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/history.h"
#include "app/person.h"
#include "app/printing.h"
#include "app/session.h"
#include "base/file.h"
#include "base/utf8.h"
#include "model/eras.h"
#include "model/life.h"
#include "report/json.h"

#define PATIENCE_AT_SCREEN_MS 700

static char *login_name(void)
{
	const struct passwd *entry = getpwuid(geteuid());
	return mem_strdup(entry ? entry->pw_name : "");
}

/* The eras stand in the edition, which a day in the plain form does not need. */
static enum status read_as_of(struct app *app, const char *typed, struct diag_list *diags)
{
	struct loaded first;
	const char *why = NULL;
	if (!typed || date_parse_iso(typed, &app->as_of))
		return STATUS_OK;
	enum status status = app_load_edition(app, app->edition_id, &first, diags);
	if (status == STATUS_OK && !date_parse(app_eras(app), typed, &app->as_of, &why))
		status = diag_error(diags, STATUS_USAGE, NULL, 0, "--as-of %s: %s", typed, why);
	return status;
}

static enum status read_config(struct app *app, const struct app_options *options, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	if (options->config_said && !file_exists(app->config_path))
		status = diag_error(diags, STATUS_INPUT, app->config_path, 0, _("there is no configuration file here; check the path after --config"));
	if (status == STATUS_OK)
		status = config_read(&app->config, app->config_path, diags);
	const char *name = config_get(&app->config, "user.name");
	app->author = name[0] ? mem_strdup(name) : login_name();
	if (!app->store_path[0])
		mem_replace(&app->store_path, config_get(&app->config, "store.path"));
	if (!app->store_path[0])
		mem_replace(&app->store_path, options->default_store_path);
	app->earnest_path = mem_strdup(app->store_path);
	if (app->practice && !app->store_said)
		mem_replace(&app->store_path, app->practice_path);
	return status;
}

/* The store for practice lies beside the default one. */
static char *practice_path(const struct app_options *options)
{
	const char *path = options->default_store_path, *slash = path ? strrchr(path, '/') : NULL;
	return slash ? mem_printf("%.*s/practice.db", (int)(slash - path), path) : mem_strdup("");
}

enum status app_open(struct app **out, const struct app_options *options, unsigned needs, struct diag_list *diags)
{
	*out = NULL;
	if (!sign_start())
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("the cryptographic library does not start"));
	struct app *app = MEM_NEW(struct app);
	app->data_root = mem_strdup(options->data_root);
	app->store_path = mem_strdup(options->store_path);
	app->config_path = mem_strdup(options->config_path);
	app->own_config_path = mem_strdup(options->own_config_path ? options->own_config_path : options->config_path ? options->config_path : "");
	app->cache_path = mem_strdup(options->cache_path);
	app->proof_path = options->proof_path ? mem_strdup(options->proof_path) : path_join(app->data_root, "proof.ini");
	app->lang = options->lang;
	app->clock_fixed = options->today != DATE_NONE;
	app->today = app->clock_fixed ? options->today : date_of_moment((int64_t)time(NULL));
	app->as_of = options->as_of;
	app->edition_id = options->edition ? mem_strdup(options->edition) : edition_on(app->data_root, app->today);
	if (!app->edition_id)
		app->edition_id = mem_strdup(APP_EDITION);
	app->no_store = options->no_store;
	app->filter = app->filters;
	app->filter_until = DATE_NONE;
	app->view_count = 1; /* SHELF_SERVICES */
	app->interactive = options->interactive;
	app->store_said = options->store_said;
	app->keys_path = mem_strdup(options->keys_path);
	app->theme = options->theme ? mem_strdup(options->theme) : NULL;
	app->practice = options->practice || (needs & APP_PRACTICE);
	app->lists_exercises = needs & APP_PRACTICE;
	app->practice_path = practice_path(options);
	if (needs & APP_PDF)
		app->printing = printing_start(DOC_OUTPUT_PDF);
	config_init(&app->config);
	keymap_init(&app->keymap);
	diag_init(&app->config_faults);
	enum status status = read_config(app, options, needs ? diags : &app->config_faults);
	/* Who needs nothing is the doctor, and what is wrong here is for him to say. */
	if (!needs)
		status = STATUS_OK;
	if (status == STATUS_OK)
		status = read_as_of(app, options->as_of_typed, diags);
	if (status == STATUS_OK)
		status = app_require(app, needs, diags);
	if (status != STATUS_OK) {
		app_close(&app);
		return status;
	}
	*out = app;
	return STATUS_OK;
}

void app_close(struct app **slot)
{
	struct app *app = *slot;
	if (!app)
		return;
	*slot = NULL;
	printing_free(&app->printing);
	search_hits_done(&app->hits);
	snapshot_free(&app->snapshot);
	for (int i = 0; i < SHELVES; i++)
		app_shelf_forget(app, (enum listing_shelf)i);
	free(app->rows_fault);
	free(app->filter_place);
	column_maps_free(&app->maps);
	store_close(&app->store);
	for (size_t i = 0; i < app->loaded_count; i++) {
		engine_free(&app->loaded[i].engine);
		edition_free(&app->loaded[i].edition);
	}
	free(app->loaded);
	if (app->has_eras)
		era_table_done(&app->eras);
	life_free(&app->life);
	app_history_forget(app);
	app_person_done(app);
	config_done(&app->config);
	keymap_done(&app->keymap);
	free(app->keys_path);
	free(app->theme);
	diag_done(&app->config_faults);
	free(app->author);
	free(app->edition_id);
	free(app->data_root);
	free(app->store_path);
	free(app->config_path);
	free(app->own_config_path);
	free(app->cache_path);
	free(app->proof_path);
	free(app->practice_path);
	free(app->earnest_path);
	free(app);
}

enum status app_load_edition(struct app *app, const char *id, struct loaded *out, struct diag_list *diags)
{
	for (size_t i = 0; i < app->loaded_count; i++) {
		if (strcmp(app->loaded[i].edition->id, id) == 0) {
			*out = app->loaded[i];
			return STATUS_OK;
		}
	}
	struct loaded fresh = { .edition = NULL };
	enum status status = edition_load_without(&fresh.edition, app->data_root, id, config_get(&app->config, "overlay.off"),
		app->cache_path, diags);
	if (status == STATUS_OK)
		status = engine_new(&fresh.engine, fresh.edition, diags);
	if (status != STATUS_OK) {
		edition_free(&fresh.edition);
		return status;
	}
	fresh.stamp = proof_stamp_read(fresh.edition, app->proof_path);
	MEM_PUSH_ROOM(app->loaded, app->loaded_count, app->loaded_capacity);
	app->loaded[app->loaded_count++] = fresh;
	*out = fresh;
	return STATUS_OK;
}

enum status app_complete_edition(struct app *app, const char *id, struct diag_list *diags)
{
	for (size_t i = 0; i < app->loaded_count; i++)
		if (strcmp(app->loaded[i].edition->id, id) == 0)
			return edition_complete(app->loaded[i].edition, app->data_root, diags);
	return STATUS_OK;
}

static bool is_empty_file(const char *path)
{
	FILE *file = fopen(path, "rbe");
	bool empty = file && fgetc(file) == EOF && feof(file);
	if (file)
		fclose(file);
	return empty;
}

static enum status open_store(struct app *app, bool write, struct diag_list *diags)
{
	if (app->store && (app->writable || !write))
		return STATUS_OK;
	if (app->no_store || !app->store_path[0]) {
		if (!write)
			return STATUS_OK;
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("no place for the store is known: set HOME or give --store FILE"));
	}
	/* Exercises are listed where none was begun yet, and begin a store of their own. */
	if (!write && app->lists_exercises && is_empty_file(app->store_path))
		return STATUS_OK;
	if (!write && !file_exists(app->store_path)) {
		if (!app->store_said || app->lists_exercises)
			return STATUS_OK;
		return diag_error(diags, STATUS_INPUT, app->store_path, 0, _("there is no store here. Check the path after --store; \"case new\" makes a new store"));
	}
	store_close(&app->store);
	enum status status = store_open(&app->store, app->store_path, write ? STORE_WRITE : STORE_READ, diags);
	app->writable = status == STATUS_OK && write;
	if (status == STATUS_OK && app->interactive)
		store_patience_set(app->store, PATIENCE_AT_SCREEN_MS);
	return status == STATUS_OK ? app_settle_practice(app, diags) : status;
}

static enum status open_key(struct app *app, struct diag_list *diags)
{
	if (app->has_key)
		return STATUS_OK;
	char *path = mem_printf("%s.key", app->store_path);
	enum status status = STATUS_OK;
	bool signed_before = false;
	struct store_entry last = { 0 };
	if (file_exists(path)) {
		status = sign_key_load(&app->key, path, diags);
	} else if (store_head(app->store, &signed_before, &last, diags) == STATUS_OK && signed_before) {
		free(last.kind);
		status = diag_error(diags, STATUS_FAILED, path, 0,
			_("the signing key of this store is missing; put it back from the backup, or begin a new store with --store"));
	} else {
		/* Two first starts may meet here: the key that is there first is the key of both. */
		bool taken = false;
		sign_key_make(&app->key);
		status = sign_key_save(&app->key, path, &taken, diags);
		if (taken)
			status = sign_key_load(&app->key, path, diags);
	}
	app->has_key = status == STATUS_OK;
	free(path);
	return status;
}

static enum status open_snapshot(struct app *app, struct diag_list *diags)
{
	if (app->snapshot)
		return STATUS_OK;
	enum status status = open_store(app, false, diags);
	if (status == STATUS_OK && app->store)
		status = snapshot_peek(&app->snapshot, app->store, SHELF_SERVICES, diags);
	if (status == STATUS_OK && !app->snapshot)
		status = snapshot_peek_sample(&app->snapshot, app->data_root, SHELF_SERVICES, NULL, app->cache_path, app->today, diags);
	return status;
}

/* Eras that cannot be read are no fault here: the whole edition is then loaded at once and says what is wrong with it. */
static bool read_eras(struct app *app)
{
	struct diag_list aside;
	diag_init(&aside);
	app->has_eras = app->has_eras || eras_load(&app->eras, app->data_root, app->cache_path, &aside) == STATUS_OK;
	diag_done(&aside);
	return app->has_eras;
}

enum status app_require(struct app *app, unsigned needs, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	struct loaded first;
	bool later = needs & APP_FIRST && read_eras(app);
	if (needs & (APP_RULES | APP_SNAPSHOT | APP_ROWS) && !later)
		status = app_load_edition(app, app->edition_id, &first, diags);
	if (status == STATUS_OK && needs & APP_STORE_WRITE)
		status = open_store(app, true, diags);
	if (status == STATUS_OK && needs & APP_STORE_WRITE && !later)
		status = open_key(app, diags);
	if (status == STATUS_OK && needs & APP_STORE_WRITE && !later)
		status = app_mark_practice(app, diags);
	if (status == STATUS_OK && needs & APP_STORE_READ)
		status = open_store(app, false, diags);
	if (status == STATUS_OK && needs & (APP_SNAPSHOT | APP_ROWS))
		status = open_snapshot(app, diags);
	if (status == STATUS_OK && needs & APP_ROWS)
		status = app_rows(app, diags);
	return status;
}

void app_use_edition(struct app *app, const char *id)
{
	app->current = 0;
	for (size_t i = 0; i < app->loaded_count; i++)
		if (strcmp(app->loaded[i].edition->id, id) == 0)
			app->current = i;
}

const struct edition *app_edition(const struct app *app)
{
	return app->loaded_count ? app->loaded[app->current].edition : NULL;
}

const struct era_table *app_eras(const struct app *app)
{
	if (app->loaded_count)
		return &app->loaded[0].edition->eras;
	return app->has_eras ? &app->eras : NULL;
}

enum lang app_lang(const struct app *app)
{
	return app->lang;
}

date_days app_today(const struct app *app)
{
	return app->today;
}

bool app_pass_midnight(struct app *app, int64_t now)
{
	date_days today = app->clock_fixed ? app->today : date_of_moment(now);
	bool passed = today != app->today;
	app->today = today;
	return passed;
}

date_days app_as_of(const struct app *app)
{
	return app->as_of != DATE_NONE ? app->as_of : app->today;
}

int64_t app_now(const struct app *app)
{
	time_t now = time(NULL);
	if (app->clock_fixed)
		return (int64_t)app->today * DATE_DAY_SECONDS;
	return (int64_t)now;
}

const char *app_author(const struct app *app)
{
	return app->author;
}

const char *app_role(const struct app *app)
{
	return config_get(&app->config, "user.role");
}

const char *app_text(const struct app *app, const struct text *text)
{
	return text->in[app->lang];
}

void app_messages_json(const struct diag_list *diags, enum status status, struct buf *out)
{
	json_messages(diags, status, out);
}

const char *app_version(void)
{
	return PACKAGE_VERSION;
}

enum status app_keymap(struct app *app, const struct keymap **out, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	if (!app->keymap_read)
		status = keymap_read(&app->keymap, app->keys_path, diags);
	app->keymap_read = status == STATUS_OK;
	*out = &app->keymap;
	return status;
}

const char *app_config(const struct app *app, const char *key)
{
	if (app->theme && strcmp(key, "view.theme") == 0)
		return app->theme;
	return config_get(&app->config, key);
}
