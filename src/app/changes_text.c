/* SPDX-License-Identifier: Apache-2.0 */
/* Changes in lines, for the terminal and for the screen alike. Texts of a delivery are foreign and are made safe here. */
#include <stdlib.h>
#include <string.h>

#include "app/changes_internal.h"
#include "app/listing_words.h"
#include "base/utf8.h"

/* In the order of the bits of enum change_field. */
static const char *const field_labels[CHANGE_FIELDS] = {
	N_("added"), N_("removed from the list"), N_("state"), N_("expiry date"), N_("scope"), N_("regions"), N_("name"), N_("provider"), N_("form"),
	N_("level"), N_("functions"), N_("registration date"), N_("note"),
};

static void foreign(struct buf *out, const char *text)
{
	if (!text[0])
		buf_adds(out, _("not stated"));
	utf8_visible(out, text, strlen(text), false);
}

static void day(const struct app *app, date_days date, struct buf *out)
{
	if (date == DATE_NONE)
		buf_adds(out, _("not stated"));
	else
		date_format_short(out, app_eras(app), date);
}

/* One field of a row as people read it. */
static void value(const struct app *app, const struct listing *row, unsigned field, struct buf *out)
{
	const char *texts[] = { row->scope, row->regions, row->name, row->provider, NULL, NULL, row->functions, NULL, row->note };
	if (field == CHANGE_STATUS)
		buf_adds(out, app_listing_status_label(row->status));
	else if (field == CHANGE_EXPIRY || field == CHANGE_REGISTERED)
		day(app, field == CHANGE_EXPIRY ? row->expires_on : row->registered_on, out);
	else if (field == CHANGE_FORMS)
		app_forms_label(row->forms, out);
	else if (field == CHANGE_LEVEL && row->level)
		buf_addf(out, "%d", row->level);
	else if (field == CHANGE_LEVEL)
		buf_adds(out, _("not stated"));
	else
		for (unsigned i = 0; i < sizeof texts / sizeof texts[0]; i++)
			if (field == (unsigned)CHANGE_SCOPE << i)
				foreign(out, texts[i]);
}

const char *app_change_label(unsigned place)
{
	return _(field_labels[place]);
}

/* A row that comes or goes is told by its state. */
void app_change_values(const struct app *app, const struct snapshot_change *change, unsigned place, struct buf *before, struct buf *after)
{
	if (1u << place & (CHANGE_ADDED | CHANGE_REMOVED)) {
		app_listing_state_text(app, change->before ? change->before : change->after, DATE_NONE, change->before ? before : after);
		return;
	}
	value(app, change->before, 1u << place, before);
	value(app, change->after, 1u << place, after);
}

static void write_cases(const struct restings *cases, const char *number, struct buf *out)
{
	size_t count;
	const struct resting *items = restings_of(cases, number, &count);
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, "    ");
		buf_adds(out, _("case resting on it: "));
		resting_text(&items[i], out);
		buf_addc(out, '\n');
	}
}

static void write_row(const struct listing *row, const char *mark, struct buf *out)
{
	buf_addf(out, "%s %s %s ", mark, app_list_label(row->list), row->number);
	foreign(out, row->name);
	buf_addc(out, '\n');
}

static void write_change(const struct app *app, const struct comparison *comparison, const struct snapshot_change *change, struct buf *out)
{
	const struct listing *row = change->after ? change->after : change->before;
	write_row(row, change->fields & CHANGE_ADDED ? "[+]" : change->fields & CHANGE_REMOVED ? "[-]" : "[*]", out);
	if (change->fields & (CHANGE_ADDED | CHANGE_REMOVED)) {
		buf_addf(out, "    %s: ", _(field_labels[change->fields & CHANGE_ADDED ? 0 : 1]));
		app_listing_state_text(app, row, DATE_NONE, out);
		buf_addc(out, '\n');
	}
	for (unsigned i = 2; i < CHANGE_FIELDS; i++) {
		if (!(change->fields & 1u << i))
			continue;
		buf_addf(out, "    %s: ", _(field_labels[i]));
		value(app, change->before, 1u << i, out);
		buf_adds(out, " -> ");
		value(app, change->after, 1u << i, out);
		buf_addc(out, '\n');
	}
	write_cases(&comparison->cases, row->number, out);
}

static void write_snapshot(const struct app *app, const struct snapshot *snapshot, const char *label, struct buf *out)
{
	buf_addf(out, "%s: ", label);
	foreign(out, snapshot->info.name);
	buf_adds(out, " (");
	day(app, snapshot->info.issued_on, out);
	buf_addf(out, _(", %zu rows, %s)"), snapshot->count, app_signature_label(snapshot->info.signature));
	buf_addc(out, '\n');
}

static bool rested_on(const struct restings *cases, const char *number)
{
	size_t count;
	return restings_of(cases, number, &count) != NULL;
}

void app_comparison_text(const struct app *app, const struct comparison *comparison, bool only_cases, struct buf *out)
{
	const struct snapshot_changes *changes = &comparison->changes;
	size_t shown = 0;
	write_snapshot(app, comparison->before, _("From"), out);
	write_snapshot(app, comparison->after, _("To"), out);
	for (unsigned i = 0; i < CHANGE_FIELDS; i++)
		if (changes->of[i])
			buf_addf(out, "%s %zu  ", _(field_labels[i]), changes->of[i]);
	buf_addf(out, _("unchanged %zu\n\n"), changes->unchanged);
	for (size_t i = 0; i < changes->count; i++) {
		const struct snapshot_change *change = &changes->items[i];
		if (only_cases && !rested_on(&comparison->cases, (change->after ? change->after : change->before)->number))
			continue;
		write_change(app, comparison, change, out);
		shown++;
	}
	if (shown == 0)
		buf_adds(out, changes->count ? _("No case rests on a row that has changed.\n") : _("The rows are the same.\n"));
}

static void write_due(const struct app *app, const struct passing *passing, const struct snapshot_due *due, struct buf *out)
{
	write_row(due->row, due->band == 0 ? "[!]" : "[*]", out);
	buf_adds(out, "    ");
	app_listing_state_text(app, due->row, DATE_NONE, out);
	if (due->days < 0)
		buf_addf(out, _(", %d days ago\n"), -due->days);
	else
		buf_addf(out, _(", in %d days\n"), due->days);
	write_cases(&passing->cases, due->row->number, out);
}

void app_passing_text(const struct app *app, const struct passing *passing, bool only_cases, struct buf *out)
{
	size_t shown = 0;
	unsigned band = PASSING_BANDS + 1;
	buf_adds(out, _("As of "));
	day(app, passing->day, out);
	buf_adds(out, ", ");
	app_snapshot_line(app, out);
	buf_addc(out, '\n');
	for (size_t i = 0; i < passing->dues.count; i++) {
		const struct snapshot_due *due = &passing->dues.items[i];
		if (only_cases && !rested_on(&passing->cases, due->row->number))
			continue;
		if (due->band != band && due->band == 0)
			buf_addf(out, "\n%s\n", _("Past the expiry date: whether it was renewed is not known"));
		else if (due->band != band)
			buf_addf(out, _("\nThe expiry date comes within %d days\n"), passing->bands[due->band - 1]);
		band = due->band;
		write_due(app, passing, due, out);
		shown++;
	}
	if (shown == 0)
		buf_addf(out, _("\nNothing has expired or expires within %d days.\n"), passing->bands[PASSING_BANDS - 1]);
}
