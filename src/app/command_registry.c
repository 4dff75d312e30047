/* SPDX-License-Identifier: Apache-2.0 */
/* The registry on the command line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/changes.h"
#include "app/commands.h"
#include "app/import.h"
#include "app/listing_words.h"
#include "app/session.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/json.h"

#define WORD_CELLS 15

struct json *command_snapshot_json(const struct app *app, const struct snapshot_info *info)
{
	char hex[65], day[11];
	struct json *item = json_new_object();
	digest_hex(&info->digest, hex);
	date_format_iso(info->issued_on, day);
	if (info->id)
		json_put_int(item, "id", info->id);
	json_put_text(item, "name", info->name);
	json_put_text(item, "source", info->source);
	json_put_text(item, "issued_on", day);
	json_put_int(item, "age_days", snapshot_age_days(info, app_today(app)));
	json_put_bool(item, "stale", app_snapshot_stale(app, info));
	json_put_text(item, "sha256", hex);
	json_put_text(item, "shelf", listing_shelf_word(info->shelf));
	json_put_text(item, "signature", info->signature);
	json_put_int(item, "rows", (int64_t)info->count);
	json_put_bool(item, "sample", info->sample);
	return item;
}

/* "column.name=HEADER" as a pair. */
static size_t take_choices(const struct command_args *args, struct arena *arena, struct import_choice *out)
{
	size_t count = 0;
	for (; count < args->chosen_count; count++) {
		char *key = arena_strdup(arena, args->chosen[count]), *value = strchr(key, '=');
		*value = '\0';
		out[count] = (struct import_choice){ .key = key, .value = value + 1 };
	}
	if (args->list)
		out[count++] = (struct import_choice){ .key = "list", .value = args->list };
	return count;
}

enum status command_registry_import(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct import_choice choices[COMMAND_CHOICES + 1];
	struct arena arena;
	arena_init(&arena);
	const size_t chosen = take_choices(args, &arena, choices);
	const struct import_options options = {
		.columns = choices, .column_count = chosen, .save_map = args->save_map,
		.path = args->words[0], .map = args->map, .encoding = args->encoding, .name = args->name, .source = args->source,
		.reason = args->reason, .issued_on = args->issued_on,
	};
	struct import *import = NULL;
	enum status status = import_prepare(app, &options, &import, diags);
	if (args->preview && !args->json)
		import_text(import, out);
	if (status == STATUS_OK && !args->preview)
		status = import_commit(app, import, diags);
	if (args->json && (status == STATUS_OK || args->preview))
		import_json(app, import, !args->preview, out);
	else if (status == STATUS_OK && !args->preview)
		import_line(import, out);
	import_free(&import);
	arena_done(&arena);
	return status;
}

/* The first word of a line is what "registry diff" takes. */
static void write_stored(const struct snapshot_info *info, struct buf *out)
{
	char day[11], word[24];
	date_format_iso(info->issued_on, day);
	snprintf(word, sizeof word, "%lld", (long long)info->id);
	buf_adds(out, "  ");
	utf8_pad(out, word, WORD_CELLS);
	buf_addf(out, " %s  %6zu  ", day, info->count);
	utf8_visible(out, info->name, strlen(info->name), false);
	buf_addf(out, "  [%s]", app_signature_label(info->signature));
	if (info->shelf != SHELF_SERVICES)
		buf_addf(out, " [%s]", app_shelf_label(info->shelf));
	buf_addc(out, '\n');
}

static enum status write_samples(struct app *app, struct buf *out, struct diag_list *diags)
{
	struct snapshot_choices choices;
	enum status status = app_snapshot_choices(app, true, &choices, diags);
	for (size_t i = 0; i < choices.count; i++) {
		const struct snapshot_choice *item = &choices.items[i];
		char day[11];
		if (strncmp(item->word, "sample:", 7) != 0)
			continue;
		date_format_iso(item->issued_on, day);
		buf_adds(out, "  ");
		utf8_pad(out, item->word, WORD_CELLS);
		buf_addf(out, " %s          %s", day, item->name);
		if (item->shelf != SHELF_SERVICES)
			buf_addf(out, " [%s]", app_shelf_label(item->shelf));
		buf_addc(out, '\n');
	}
	snapshot_choices_done(&choices);
	return status;
}

enum status command_registry_list(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct snapshot_infos infos = { 0 };
	/* A sample that was not read does not know how many rows it has. */
	enum status status = args->json ? app_rows(app, diags) : STATUS_OK;
	if (status == STATUS_OK && app->store)
		status = store_snapshot_list(app->store, &infos, diags);
	if (status == STATUS_OK && args->json) {
		struct json *list = json_new_array(), *whole = json_new_object();
		for (size_t i = 0; i < infos.count; i++)
			json_push(list, command_snapshot_json(app, &infos.items[i]));
		json_put(whole, "in_use", command_snapshot_json(app, app_snapshot(app)));
		json_put(whole, "stored", list);
		json_write(&whole, out);
	} else if (status == STATUS_OK) {
		app_snapshot_line(app, out);
		buf_addc(out, '\n');
		for (size_t i = 0; i < infos.count; i++)
			write_stored(&infos.items[i], out);
		status = write_samples(app, out, diags);
	}
	snapshot_infos_done(&infos);
	return status;
}

/* What the list does not state is not put. */
static void put_day(struct json *item, const char *key, date_days date)
{
	char iso[11];
	if (date == DATE_NONE)
		return;
	date_format_iso(date, iso);
	json_put_text(item, key, iso);
}

static void put_forms(struct json *item, unsigned forms)
{
	struct json *list = json_new_array();
	if (forms & FORM_SAAS)
		json_push_text(list, "saas");
	if (forms & FORM_PAAS)
		json_push_text(list, "paas");
	if (forms & FORM_IAAS)
		json_push_text(list, "iaas");
	json_put(item, "forms", list);
}

struct json *command_listing_json(const struct listing *row)
{
	struct json *item = json_new_object();
	json_put_text(item, "number", row->number);
	json_put_text(item, "name", row->name);
	json_put_text(item, "provider", row->provider);
	json_put_text(item, "list", listing_list_word(row->list));
	json_put_text(item, "status", listing_status_word(row->status));
	put_forms(item, row->forms);
	if (row->level)
		json_put_int(item, "level", row->level);
	put_day(item, "registered_on", row->registered_on);
	put_day(item, "expires_on", row->expires_on);
	json_put_text(item, "scope", row->scope);
	json_put_text(item, "regions", row->regions);
	json_put_text(item, "functions", row->functions);
	json_put_text(item, "note", row->note);
	json_put_int(item, "line", row->line);
	return item;
}
