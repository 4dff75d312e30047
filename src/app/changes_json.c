/* SPDX-License-Identifier: Apache-2.0 */
/* Changes for programs: words that do not depend on the language, and dates in ISO. */
#include <string.h>

#include "app/changes_internal.h"
#include "app/commands.h"
#include "report/json.h"

static struct json *cases_json(const struct restings *cases, const char *number)
{
	struct json *list = json_new_array();
	size_t count;
	const struct resting *items = restings_of(cases, number, &count);
	for (size_t i = 0; i < count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "reference", items[i].reference);
		json_put_text(item, "title", items[i].title);
		json_put_text(item, "candidate", items[i].key);
		json_put_text(item, "stage", items[i].stage);
		if (items[i].revision)
			json_put_int(item, "revision", items[i].revision);
		json_push(list, item);
	}
	return list;
}

void app_comparison_json(const struct app *app, const struct comparison *comparison, struct buf *out)
{
	const struct snapshot_changes *changes = &comparison->changes;
	struct json *whole = json_new_object(), *rows = json_new_array(), *counts = json_new_object();
	(void)app;
	json_put(whole, "before", command_snapshot_json(app, &comparison->before->info));
	json_put(whole, "after", command_snapshot_json(app, &comparison->after->info));
	for (unsigned i = 0; i < CHANGE_FIELDS; i++)
		json_put_int(counts, change_field_word(i), (int64_t)changes->of[i]);
	json_put_int(counts, "unchanged", (int64_t)changes->unchanged);
	json_put(whole, "counts", counts);
	for (size_t i = 0; i < changes->count; i++) {
		const struct snapshot_change *change = &changes->items[i];
		const struct listing *row = change->after ? change->after : change->before;
		struct json *item = json_new_object(), *fields = json_new_array();
		json_put_text(item, "number", row->number);
		json_put_text(item, "list", listing_list_word(row->list));
		for (unsigned field = 0; field < CHANGE_FIELDS; field++)
			if (change->fields & 1u << field)
				json_push_text(fields, change_field_word(field));
		json_put(item, "fields", fields);
		if (change->before)
			json_put(item, "before", command_listing_json(change->before));
		if (change->after)
			json_put(item, "after", command_listing_json(change->after));
		json_put(item, "cases", cases_json(&comparison->cases, row->number));
		json_push(rows, item);
	}
	json_put(whole, "changes", rows);
	json_write(&whole, out);
}

void app_passing_json(const struct app *app, const struct passing *passing, struct buf *out)
{
	struct json *whole = json_new_object(), *rows = json_new_array();
	char iso[11];
	date_format_iso(passing->day, iso);
	json_put_text(whole, "as_of", iso);
	if (app_snapshot(app))
		json_put(whole, "snapshot", command_snapshot_json(app, app_snapshot(app)));
	for (size_t i = 0; i < passing->dues.count; i++) {
		const struct snapshot_due *due = &passing->dues.items[i];
		struct json *item = command_listing_json(due->row);
		json_put_int(item, "days", due->days);
		if (due->band == 0)
			json_put_text(item, "band", "passed");
		else
			json_put_int(item, "band", passing->bands[due->band - 1]);
		json_put(item, "cases", cases_json(&passing->cases, due->row->number));
		json_push(rows, item);
	}
	json_put(whole, "expiring", rows);
	json_write(&whole, out);
}
