/* SPDX-License-Identifier: Apache-2.0 */
/* What an import has found, before anything is taken in. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/import_internal.h"
#include "app/listing_words.h"
#include "base/utf8.h"
#include "report/json.h"

static void foreign(struct buf *out, const char *text)
{
	utf8_visible(out, text, strlen(text), false);
}

static void write_counts(const struct snapshot_counts *counts, struct buf *out)
{
	for (int i = LISTING_ISMAP; i < LISTING_LISTS; i++)
		if (counts->lists[i])
			buf_addf(out, "  %s: %zu\n", app_list_label((enum listing_list)i), counts->lists[i]);
	for (int i = LISTING_REGISTERED; i <= LISTING_STATUS_UNKNOWN; i++)
		if (counts->statuses[i])
			buf_addf(out, "  %s: %s: %zu\n", _("State"), app_listing_status_label((enum listing_status)i), counts->statuses[i]);
}

/* What rules would need and a row does not state: it is kept and stays unknown. */
static void write_lacking(enum listing_shelf shelf, const struct snapshot_counts *counts, struct buf *out)
{
	const unsigned services = 1u << SHELF_SERVICES, offers = 1u << SHELF_OFFERS, all = services | offers | 1u << SHELF_AUDIT_BODIES;
	const struct {
		const char *label;
		size_t count;
		unsigned shelves; /* where it is needed */
	} lacks[] = {
		{ _("without a state"), counts->statuses[LISTING_STATUS_UNKNOWN], all },
		{ _("without an expiry date"), counts->without_expiry, services | 1u << SHELF_AUDIT_BODIES },
		{ _("without a form"), counts->without_forms, services | offers }, { _("without a level"), counts->without_level, services },
		{ _("without a scope"), counts->without_scope, services | offers }, { _("without regions"), counts->without_regions, services | offers },
	};
	bool some = false;
	for (size_t i = 0; i < sizeof lacks / sizeof lacks[0]; i++) {
		if (!lacks[i].count || !(lacks[i].shelves >> shelf & 1u))
			continue;
		if (!some)
			buf_adds(out, _("Rows that do not state what rules need; they are kept and count as unknown:\n"));
		buf_addf(out, "  %s: %zu\n", lacks[i].label, lacks[i].count);
		some = true;
	}
}

#define ALIKE_SHOWN 5

/* Names that look alike are no fault; but who takes a list in should know of them before somebody mistakes one for the other. */
static void write_alike(struct snapshot *snapshot, struct buf *out)
{
	size_t count = 0;
	for (size_t i = 0; i < snapshot->count; i++) {
		const struct listing *row = &snapshot->rows[i], *other = snapshot_alike(snapshot, row);
		if (!other || strcmp(row->number, other->number) > 0)
			continue;
		if (count++ >= ALIKE_SHOWN)
			continue;
		buf_addf(out, _("  names that look alike: %1$s "), row->number);
		foreign(out, row->name);
		buf_addf(out, " / %s ", other->number);
		foreign(out, other->name);
		buf_addc(out, '\n');
	}
	if (count > ALIKE_SHOWN)
		buf_addf(out, _("  and %zu more\n"), count - ALIKE_SHOWN);
}

static bool holds_unseen(const struct listing *row)
{
	const char *const texts[] = { row->number, row->name, row->provider, row->scope, row->regions, row->functions, row->note };
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (!utf8_is_plain(texts[i], true))
			return true;
	return false;
}

/* What nobody sees, or takes for something else, is shown from here on by its number; who takes the list in is told where it stands. */
static void write_unseen(const struct snapshot *snapshot, struct buf *out)
{
	size_t count = 0;
	for (size_t i = 0; i < snapshot->count; i++) {
		const struct listing *row = &snapshot->rows[i];
		bool unseen = holds_unseen(row);
		if ((!unseen && !utf8_mixes_letters(row->name)) || count++ >= ALIKE_SHOWN)
			continue;
		if (unseen)
			buf_addf(out, _("  control or invisible characters in line %d, shown by their numbers: "), row->line);
		else
			buf_addf(out, _("  a word with letters of two scripts in line %d: "), row->line);
		foreign(out, row->number);
		buf_addc(out, ' ');
		foreign(out, row->name);
		buf_addc(out, '\n');
	}
	if (count > ALIKE_SHOWN)
		buf_addf(out, _("  and %zu more\n"), count - ALIKE_SHOWN);
}

static void write_columns(const struct snapshot *snapshot, struct buf *out)
{
	buf_addf(out, _("Columns: map %s\n"), snapshot->map_name);
	for (size_t i = 0; i < snapshot->ignored_count; i++) {
		buf_adds(out, _("  column that the map does not know, left out: "));
		foreign(out, snapshot->ignored[i]);
		buf_addc(out, '\n');
	}
}

static void write_changes(const struct import *import, struct buf *out)
{
	size_t rows = import->changes.count;
	if (!import->compared) {
		buf_adds(out, _("This is the first delivery; there is nothing to compare it with.\n"));
		return;
	}
	buf_addf(out, _("Against the snapshot in use, %s:\n"), import->now->info.name);
	buf_addf(out, _("  added %1$zu, gone %2$zu, changed %3$zu, unchanged %4$zu\n"), import->changes.of[0], import->changes.of[1],
		rows - import->changes.of[0] - import->changes.of[1], import->changes.unchanged);
	if (import->changes.of[1] > 0 && import->changes.of[1] * 2 >= import->now->count)
		buf_adds(out, _("  More than half of the rows are gone. Is this the whole list?\n"));
}

void import_text(const struct import *import, struct buf *out)
{
	const struct snapshot *snapshot = import->snapshot;
	char hex[65];
	buf_adds(out, _("File: "));
	foreign(out, import->path);
	buf_addf(out, _(" (%zu bytes)\n"), import->bytes.len);
	if (import->check.is_signed || import->manifest)
		buf_addf(out, _("Signature: %s\n"), import->signature ? import->signature : import->check.is_signed ? _("not good") : _("unsigned"));
	else
		buf_addf(out, _("Signature: %s\n"), _("unsigned"));
	if (import->encoding != CSV_AUTO)
		buf_addf(out, _("Encoding: %s\n"), csv_encoding_name(import->encoding));
	if (!snapshot)
		return;
	digest_hex(&snapshot->info.digest, hex);
	buf_addf(out, "SHA-256: %s\n", hex);
	write_columns(snapshot, out);
	if (snapshot->info.shelf != SHELF_SERVICES)
		buf_addf(out, _("Kind: %s\n"), app_shelf_label(snapshot->info.shelf));
	buf_addf(out, _("Rows: %zu\n"), snapshot->count);
	write_counts(&import->counts, out);
	write_lacking(snapshot->info.shelf, &import->counts, out);
	write_alike(import->snapshot, out);
	write_unseen(import->snapshot, out);
	write_changes(import, out);
}

void import_line(const struct import *import, struct buf *out)
{
	char hex[65];
	if (!import->committed)
		return;
	digest_hex(&import->committed->digest, hex);
	buf_addf(out, _("%1$s: %2$zu rows (%3$s), SHA-256 %4$s\n"), import->committed->name, import->committed->count,
		app_signature_label(import->committed->signature), hex);
}

void import_json(const struct app *app, const struct import *import, bool committed, struct buf *out)
{
	const struct snapshot_info *info = import->committed ? import->committed : import->snapshot ? &import->snapshot->info : NULL;
	struct json *item = info ? command_snapshot_json(app, info) : json_new_object();
	(void)app;
	json_put_bool(item, "committed", committed);
	if (import->snapshot) {
		json_put_text(item, "encoding", csv_encoding_name(import->snapshot->encoding));
		json_put_text(item, "map", import->snapshot->map_name);
		json_put_int(item, "without_status", (int64_t)import->counts.statuses[LISTING_STATUS_UNKNOWN]);
		json_put_int(item, "without_expiry", (int64_t)import->counts.without_expiry);
		json_put_int(item, "without_forms", (int64_t)import->counts.without_forms);
		json_put_int(item, "without_level", (int64_t)import->counts.without_level);
		json_put_int(item, "without_scope", (int64_t)import->counts.without_scope);
		json_put_int(item, "without_regions", (int64_t)import->counts.without_regions);
	}
	if (import->compared) {
		struct json *counts = json_new_object();
		for (unsigned i = 0; i < CHANGE_FIELDS; i++)
			json_put_int(counts, change_field_word(i), (int64_t)import->changes.of[i]);
		json_put_int(counts, "unchanged", (int64_t)import->changes.unchanged);
		json_put(item, "changes", counts);
	}
	json_write(&item, out);
}
