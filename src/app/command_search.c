/* SPDX-License-Identifier: Apache-2.0 */
/* Searching the registry on the command line: words, a filter and an order, with every list that was looked into named below its hits. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/listing_words.h"
#include "app/registry_order.h"
#include "app/session.h"
#include "base/num.h"
#include "base/utf8.h"
#include "report/json.h"

#define NUMBER_CELLS 12
#define NAME_CELLS 34
#define PROVIDER_CELLS 22

static void write_listing(const struct app *app, const struct listing *row, struct buf *out)
{
	struct buf cell;
	buf_init(&cell);
	utf8_visible(&cell, row->number, strlen(row->number), false);
	utf8_pad(out, cell.data, NUMBER_CELLS);
	buf_clear(&cell);
	utf8_visible(&cell, row->name, strlen(row->name), false);
	utf8_pad(out, cell.data, NAME_CELLS);
	buf_addc(out, ' ');
	buf_clear(&cell);
	utf8_visible(&cell, row->provider, strlen(row->provider), false);
	utf8_pad(out, cell.data, PROVIDER_CELLS);
	buf_addc(out, ' ');
	app_listing_state_text(app, row, DATE_NONE, out);
	buf_addc(out, '\n');
	buf_done(&cell);
}

static struct json *hit_json(struct app *app, const struct listing *row)
{
	struct json *item = command_listing_json(row);
	const struct listing *alike = app_registry_alike(app, row);
	const struct snapshot_info *origin = app_registry_origin(app, row);
	if (origin) {
		struct json *snapshot = json_new_object();
		char day[11];
		date_format_iso(origin->issued_on, day);
		json_put_text(snapshot, "name", origin->name);
		json_put_text(snapshot, "issued_on", day);
		json_put_int(snapshot, "age_days", snapshot_age_days(origin, app_today(app)));
		json_put_bool(snapshot, "stale", app_snapshot_stale(app, origin));
		json_put_text(snapshot, "signature", origin->signature);
		json_put(item, "snapshot", snapshot);
	}
	json_put_text(item, "state", listing_state_word(listing_state(row, app_as_of(app), DATE_NONE)));
	if (alike)
		json_put_text(item, "alike", alike->number);
	return item;
}

static void write_hit(struct app *app, const struct listing *row, struct buf *out)
{
	const struct listing *alike = app_registry_alike(app, row);
	write_listing(app, row, out);
	if (!alike)
		return;
	buf_addf(out, _("  ! looks like %s "), alike->number);
	utf8_visible(out, alike->name, strlen(alike->name), false);
	buf_adds(out, _(" (another service; the number decides)\n"));
}

/* Words for one part of the filter, separated by commas; false where one is not known. */
static bool take_words(const char *said, unsigned *bits, unsigned count, const char *(*word)(unsigned place))
{
	while (said && *said) {
		size_t len = strcspn(said, ",");
		bool found = false;
		for (unsigned i = 0; i < count && !found; i++) {
			found = len > 0 && strlen(word(i)) == len && strncmp(said, word(i), len) == 0;
			*bits |= found ? 1u << i : 0;
		}
		if (!found)
			return false;
		said += len;
		said += *said == ',';
	}
	return true;
}

static enum status take_filter(struct app *app, const struct command_args *args, struct diag_list *diags)
{
	struct registry_filter *filter = app_registry_filter(app);
	int64_t days = 0;
	if (!take_words(args->list, &filter->lists, LISTING_LISTS, filter_list_word))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--list %s: the lists are ismap, ismap_liu, audit_body, inter_ministry, common_platform and group_use"), args->list);
	if (!take_words(args->form, &filter->forms, 3, filter_form_word))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--form %s: the forms are saas, paas and iaas"), args->form);
	if (!take_words(args->state, &filter->states, LISTING_STATES, filter_state_word))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--state %s: the states are registered, expired, suspended, removed and unknown"), args->state);
	if (args->within && (!num_parse_int(args->within, &days) || days < 1 || days > 36500))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--within %s: a number of days from 1"), args->within);
	if (args->region && (strlen(args->region) >= sizeof filter->region || !utf8_is_plain(args->region, false)))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--region: at most 20 characters, none of them invisible"));
	filter->within_days = (int)days;
	if (args->region)
		memcpy(filter->region, args->region, strlen(args->region) + 1);
	return STATUS_OK;
}

static void write_hits(struct app *app, const struct command_args *args, const char *query, const size_t *hits, size_t count, struct buf *out)
{
	struct json *list = args->json ? json_new_array() : NULL;
	for (size_t i = 0; i < count; i++) {
		if (list)
			json_push(list, hit_json(app, app_registry_row(app, hits[i])));
		else
			write_hit(app, app_registry_row(app, hits[i]), out);
	}
	if (list) {
		json_write(&list, out);
		return;
	}
	app_registry_sentence(app, query, count, out);
	buf_addc(out, '\n');
	buf_addf(out, _("%1$zu of %2$zu listed\n"), count, app_registry_count(app));
	app_view_lines(app, out);
}

enum status command_registry_search(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	static const enum listing_shelf all[] = { SHELF_SERVICES, SHELF_OFFERS, SHELF_AUDIT_BODIES };
	enum registry_order order = ORDER_LIST;
	enum status status = app_rows(app, diags);
	struct snapshot *shelf;
	struct buf query;
	size_t count;
	for (size_t i = 0; i < sizeof all / sizeof all[0] && status == STATUS_OK; i++)
		status = app_shelf_read(app, all[i], &shelf, diags);
	app_registry_view(app, all, sizeof all / sizeof all[0]);
	if (status == STATUS_OK)
		status = take_filter(app, args, diags);
	if (status == STATUS_OK && args->sort && !registry_order_parse(args->sort, &order))
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("--sort %s: the columns are list, name, provider, number, expires and state"), args->sort);
	if (status != STATUS_OK)
		return status;
	buf_init(&query);
	for (size_t i = 0; i < args->count; i++)
		buf_addf(&query, "%s%s", i ? " " : "", args->words[i]);
	const size_t *found = app_registry_search(app, query.data, &count);
	size_t *hits = mem_array(count, sizeof *hits);
	if (count)
		memcpy(hits, found, count * sizeof *hits);
	app_registry_sort(app, order, DATE_NONE, hits, count);
	write_hits(app, args, query.data, hits, count, out);
	free(hits);
	buf_done(&query);
	return STATUS_OK;
}
