/* SPDX-License-Identifier: Apache-2.0 */
/* What a recheck has found, in lines and for programs: first what has become another, then what follows from it, then what is to be done. */
#include <stdlib.h>
#include <string.h>

#include "app/recheck.h"
#include "app/session.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "report/json.h"

#define REFERENCE_CELLS 11
#define STATE_CELLS 12
#define END_CELLS 26

const char *recheck_end_title(enum recheck_end end)
{
	static const char *const titles[] = {
		[RECHECK_SAME] = N_("ends the same"), [RECHECK_FINDINGS] = N_("same end, other findings"), [RECHECK_OTHERWISE] = N_("WOULD END OTHERWISE"),
	};
	return _(titles[end]);
}

void recheck_line_text(const struct app *app, const struct rechecked *item, struct buf *out)
{
	const struct decision *decision = &item->decision;
	char *name = mem_printf("%s/%d", decision->row.reference, decision->row.number);
	utf8_pad(out, name, REFERENCE_CELLS);
	utf8_pad(out, app_text(app, &app->life->states[decision->state].title), STATE_CELLS);
	utf8_pad(out, recheck_end_title(item->end), END_CELLS);
	if (item->looks.raised)
		buf_addf(out, _("triggers %zu  "), item->looks.raised);
	utf8_visible(out, item->title, strlen(item->title), false);
	free(name);
}

static void causes_text(const struct app *app, const struct rechecked *item, struct buf *out)
{
	const struct {
		unsigned bit;
		const char *text;
	} causes[] = { { CAUSE_EDITION, _("the edition") }, { CAUSE_REGISTRY, _("the registry") }, { CAUSE_DAY, _("the day") } };
	size_t before;
	(void)app;
	if (item->end != RECHECK_OTHERWISE)
		return;
	buf_adds(out, _("  It is enough for this: "));
	before = out->len;
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
		if (item->causes & causes[i].bit)
			buf_addf(out, "%s%s", out->len > before ? ", " : "", causes[i].text);
	if (out->len == before)
		buf_adds(out, _("nothing alone; several together"));
	buf_addc(out, '\n');
}

static void basis_text(const struct app *app, const struct rechecked *item, struct buf *out)
{
	struct buf then, now;
	buf_init(&then);
	buf_init(&now);
	date_format_short(&then, app_eras(app), item->then);
	date_format_short(&now, app_eras(app), app_as_of(app));
	buf_addf(out, _("  Edition: %1$s   registry: %2$s   day: %3$s -> %4$s\n"), item->other_edition ? _("another") : _("the same"),
		item->other_registry ? _("another") : _("the same"), then.data, now.data);
	buf_done(&then);
	buf_done(&now);
}

static void changes_text(const struct rechecked *item, const char *kind, const char *heading, struct buf *out)
{
	bool any = false;
	for (size_t i = 0; i < item->count; i++) {
		const struct recheck_change *change = &item->changes[i];
		if (strcmp(change->kind, kind) != 0)
			continue;
		if (!any)
			buf_addf(out, "  %s\n", heading);
		any = true;
		buf_addf(out, "    %s: %s -> %s\n", change->what, change->before, change->after);
	}
}

void recheck_detail_text(const struct app *app, const struct rechecked *item, struct buf *out)
{
	recheck_line_text(app, item, out);
	buf_addc(out, '\n');
	basis_text(app, item, out);
	causes_text(app, item, out);
	changes_text(item, "case", _("The end"), out);
	changes_text(item, "component", _("Parts"), out);
	changes_text(item, "listing", _("Listings"), out);
	changes_text(item, "rule", _("Findings"), out);
	if (item->triggers.count == 0)
		buf_adds(out, _("  The record holds no triggers: it was handed in before they were written down\n"));
	else
		buf_addf(out, _("  Triggers (%1$zu of %2$zu have come true)\n"), item->looks.raised, item->looks.count);
	for (size_t i = 0; i < item->looks.count; i++) {
		const struct trigger_look *look = &item->looks.items[i];
		buf_addf(out, "    %s ", look->raised ? "[!]" : "[ ]");
		trigger_look_text(app, look, out);
		buf_addc(out, '\n');
		if (look->raised)
			buf_addf(out, _("        What to do: %s\n"), app_text(app, &look->trigger->response));
	}
}

static void put_day(struct json *item, const char *key, date_days day)
{
	char iso[11];
	if (day == DATE_NONE) {
		json_put_null(item, key);
		return;
	}
	date_format_iso(day, iso);
	json_put_text(item, key, iso);
}

static struct json *changes_json(const struct rechecked *item)
{
	struct json *list = json_new_array();
	for (size_t i = 0; i < item->count; i++) {
		const struct recheck_change *change = &item->changes[i];
		struct json *one = json_new_object();
		json_put_text(one, "kind", change->kind);
		json_put_text(one, "about", change->about);
		json_put_text(one, "before", change->was);
		json_put_text(one, "after", change->is);
		json_push(list, one);
	}
	return list;
}

static struct json *triggers_json(const struct rechecked *item)
{
	struct json *list = json_new_array();
	for (size_t i = 0; i < item->looks.count; i++) {
		const struct trigger_look *look = &item->looks.items[i];
		struct json *one = json_new_object();
		json_put_text(one, "name", look->trigger->name);
		json_put_text(one, "kind", trigger_kind_word(look->trigger->kind));
		json_put_text(one, "entity", look->trigger->part);
		json_put_text(one, "fact", look->trigger->fact);
		json_put_text(one, "before", look->trigger->value);
		json_put_text(one, "now", look->now);
		put_day(one, "after", look->after);
		json_put_bool(one, "raised", look->raised);
		json_put_text(one, "clause", look->trigger->clause);
		json_push(list, one);
	}
	return list;
}

static struct json *item_json(const struct app *app, const struct rechecked *item)
{
	struct json *one = json_new_object(), *causes = json_new_array();
	json_put_text(one, "reference", item->decision.row.reference);
	json_put_int(one, "revision", item->decision.row.number);
	json_put_text(one, "state", app->life->states[item->decision.state].name);
	json_put_text(one, "title", item->title);
	put_day(one, "as_of", item->then);
	json_put_bool(one, "other_edition", item->other_edition);
	json_put_bool(one, "other_registry", item->other_registry);
	json_put_text(one, "ends", recheck_end_word(item->end));
	if (item->causes & CAUSE_EDITION)
		json_push_text(causes, "edition");
	if (item->causes & CAUSE_REGISTRY)
		json_push_text(causes, "registry");
	if (item->causes & CAUSE_DAY)
		json_push_text(causes, "day");
	json_put(one, "causes", causes);
	json_put(one, "changes", changes_json(item));
	json_put(one, "triggers", triggers_json(item));
	return one;
}

void recheck_json(const struct app *app, const struct recheck *recheck, struct buf *out)
{
	struct json *whole = json_new_object(), *list = json_new_array();
	char hex[65];
	put_day(whole, "as_of", recheck->day);
	digest_hex(&recheck->edition, hex);
	json_put_text(whole, "edition", hex);
	digest_hex(&recheck->snapshot, hex);
	json_put_text(whole, "snapshot", recheck->has_snapshot ? hex : NULL);
	json_put_int(whole, "otherwise", (int64_t)recheck->otherwise);
	json_put_int(whole, "triggered", (int64_t)recheck->triggered);
	for (size_t i = 0; i < recheck->count; i++)
		json_push(list, item_json(app, &recheck->items[i]));
	json_put(whole, "decisions", list);
	json_write(&whole, out);
}
