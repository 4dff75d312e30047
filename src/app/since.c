/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each cause is looked for alone, on the revision that the opinion spoke of: with the registry of today and the rules of then, and with the rules of
 * today and the registry of then. So what is told under a cause comes from it and from nothing else. Rows of the registry are compared where the snapshot
 * of then is at hand; a case that came from elsewhere has only what is frozen in its revision, and that is compared then.
 */
#include "app/since.h"

#include <stdlib.h>
#include <string.h>

#include "app/changes_internal.h"
#include "app/migrate.h"
#include "app/recheck.h"
#include "app/session.h"
#include "app/trial.h"
#include "app/triggers.h"
#include "base/utf8.h"

static const char *const causes[] = { [SINCE_ANSWERS] = "answers", [SINCE_REGISTRY] = "registry", [SINCE_EDITION] = "edition" };

const char *since_cause_word(enum since_cause cause)
{
	return causes[cause];
}

const char *since_cause_title(enum since_cause cause)
{
	static const char *const titles[] = { [SINCE_ANSWERS] = N_("Answer"), [SINCE_REGISTRY] = N_("Registry"), [SINCE_EDITION] = N_("Edition") };
	return _(titles[cause]);
}

void since_done(struct since *since)
{
	for (size_t i = 0; i < since->count; i++) {
		free(since->items[i].about);
		free(since->items[i].part);
		free(since->items[i].what);
		free(since->items[i].before);
		free(since->items[i].after);
	}
	free(since->items);
	*since = (struct since){ .items = NULL };
}

struct since_item *since_add(struct since *since, enum since_cause cause, const char *kind, char *about, const char *field)
{
	MEM_PUSH_ROOM(since->items, since->count, since->capacity);
	struct since_item *item = &since->items[since->count++];
	*item = (struct since_item){ .cause = cause, .kind = kind, .about = about, .field = field };
	since->of[cause]++;
	return item;
}

/* Texts of a list and of a case are foreign here. */
static void visible(struct buf *out, const char *text)
{
	utf8_visible(out, text, strlen(text), false);
}

void since_item_words(const struct since_item *item, struct buf *out)
{
	buf_addf(out, "%s: ", since_cause_title(item->cause));
	if (item->part[0]) {
		visible(out, item->part);
		buf_adds(out, ": ");
	}
	visible(out, item->what);
	if (!item->before[0] && !item->after[0])
		return;
	buf_adds(out, ": ");
	visible(out, item->before[0] ? item->before : "-");
	buf_adds(out, " -> ");
	visible(out, item->after[0] ? item->after : "-");
}

static char *part_title(const struct app *app, const struct dossier *dossier, const char *key)
{
	struct buf out;
	buf_init(&out);
	app_part_title(app, dossier, key, &out);
	return buf_take(&out);
}

/* ---- answers that are there no more ---- */

struct gone {
	const struct app *app;
	const struct revived *then, *now;
	struct since *out;
};

static void add_gone(const struct gone *gone, const struct entity *entity, const struct fact *fact, char *before)
{
	struct since_item *item = since_add(gone->out, SINCE_ANSWERS, "answer", fact ? mem_printf("%s %s", entity->key, fact->id) : mem_strdup(entity->key),
		"removed");
	item->part = part_title(gone->app, gone->then->dossier, entity->key);
	item->what = mem_strdup(fact ? app_text(gone->app, &fact->label) : _("the part as a whole"));
	item->before = before;
	item->after = mem_strdup("");
}

/* Whether an answer stood in a revision: given, and asked for. */
static bool stood(const struct revived *revision, const struct entity *entity, const struct fact *fact)
{
	return fact->question && entity->answers[fact->slot].state != ANSWER_NONE &&
		engine_asked(revision->engine, revision->dossier, revision->revision.as_of, entity, fact->question) == TRUTH_YES;
}

static bool look_for_gone(struct entity *entity, void *context)
{
	const struct gone *gone = context;
	const struct edition *edition = gone->then->edition;
	const struct entity *now = dossier_find(gone->now->dossier, entity->key);
	if (!now) {
		/* A part that went with what it hangs on is told with that. */
		if (entity->parent && dossier_find(gone->now->dossier, entity->parent->key))
			add_gone(gone, entity, NULL, part_title(gone->app, gone->then->dossier, entity->key));
		return true;
	}
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot], *new = edition_fact(gone->now->edition, fact->id);
		struct buf before;
		if (!stood(gone->then, entity, fact) || (new && new->scope == fact->scope && stood(gone->now, now, new)))
			continue;
		buf_init(&before);
		answer_to_label(&before, fact, &entity->answers[slot], &edition->eras, app_lang(gone->app));
		add_gone(gone, entity, fact, buf_take(&before));
	}
	return true;
}

/* ---- the registry ---- */

struct rows {
	struct app *app;
	const struct dossier *dossier;
	const struct snapshot_changes *changes;
	struct since *out;
};

static void add_row_change(const struct rows *rows, const struct entity *candidate, const struct snapshot_change *change, unsigned place)
{
	const struct listing *row = change->after ? change->after : change->before;
	struct since_item *item = since_add(rows->out, SINCE_REGISTRY, "listing", mem_printf("%s %s", candidate->key, row->number), change_field_word(place));
	struct buf before, after;
	buf_init(&before);
	buf_init(&after);
	app_change_values(rows->app, change, place, &before, &after);
	item->part = part_title(rows->app, rows->dossier, candidate->key);
	item->what = mem_printf("%s: %s", row->number, app_change_label(place));
	item->before = buf_take(&before);
	item->after = buf_take(&after);
}

static bool look_for_rows(struct entity *entity, void *context)
{
	const struct rows *rows = context;
	const char *number = entity->scope == SCOPE_CANDIDATE ? entity_text(rows->dossier, entity, "candidate.registry_id") : "";
	if (!number[0])
		return true;
	char *key = snapshot_number_key(number);
	for (size_t i = 0; i < rows->changes->count; i++) {
		const struct snapshot_change *change = &rows->changes->items[i];
		char *other = snapshot_number_key((change->after ? change->after : change->before)->number);
		for (unsigned place = 0; place < CHANGE_FIELDS && strcmp(key, other) == 0; place++)
			if (change->fields & 1u << place)
				add_row_change(rows, entity, change, place);
		free(other);
	}
	free(key);
	return true;
}

/* What is frozen in the revision against what the registry says of the same number now. */
struct frozen {
	const struct app *app;
	const struct revived *then;
	const struct dossier *now;
	struct since *out;
};

static bool look_for_facts(struct entity *then, void *context)
{
	const struct frozen *frozen = context;
	const struct edition *edition = frozen->then->edition;
	const struct entity *now = then->scope == SCOPE_CANDIDATE ? dossier_find(frozen->now, then->key) : NULL;
	for (unsigned slot = 0; now && slot < edition->slots[SCOPE_SERVICE]; slot++) {
		const struct fact *fact = edition->by_slot[SCOPE_SERVICE][slot];
		struct buf was, is, before, after;
		if (answer_equal(&then->services[slot], &now->services[slot]))
			continue;
		buf_init(&was);
		buf_init(&is);
		buf_init(&before);
		buf_init(&after);
		answer_to_word(&was, fact, &then->services[slot]);
		answer_to_word(&is, fact, &now->services[slot]);
		app_value_words(frozen->app, edition, fact->id, was.data, &before);
		app_value_words(frozen->app, edition, fact->id, is.data, &after);
		struct since_item *item = since_add(frozen->out, SINCE_REGISTRY, "listing",
			mem_printf("%s %s", then->key, entity_text(frozen->then->dossier, then, "candidate.registry_id")), fact->key);
		item->part = part_title(frozen->app, frozen->then->dossier, then->key);
		item->what = mem_printf("%s: %s", entity_text(frozen->then->dossier, then, "candidate.registry_id"), app_text(frozen->app, &fact->label));
		item->before = buf_take(&before);
		item->after = buf_take(&after);
		buf_done(&was);
		buf_done(&is);
	}
	return true;
}

/* ---- what the rules find ---- */

/* `rules`: the edition of which they are; what a rule that is not there any more does not find is told with the rule itself. */
static void add_outcomes(const struct app *app, enum since_cause cause, const struct edition *rules, const struct migration *moved, struct since *out)
{
	static const char *const kinds[] = { [MOVED_CASE] = "case", [MOVED_COMPONENT] = "component", [MOVED_RULE] = "rule" };
	for (size_t i = 0; i < moved->outcome_count; i++) {
		const struct moved_outcome *outcome = &moved->outcomes[i];
		if (outcome->kind == MOVED_RULE && !edition_rule(rules, outcome->rule->id))
			continue;
		struct since_item *item = since_add(out, cause, kinds[outcome->kind], mem_strdup(outcome->about), "outcome");
		struct buf what, before, after;
		buf_init(&what);
		buf_init(&before);
		buf_init(&after);
		app_moved_words(app, outcome, &what, &before, &after);
		item->part = part_title(app, moved->dossier, outcome->key);
		item->what = buf_take(&what);
		item->before = buf_take(&before);
		item->after = buf_take(&after);
	}
}

static enum status look_at_registry(struct app *app, const struct opinion *opinion, const struct revived *then, const struct revived *now, struct since *out,
	struct diag_list *diags)
{
	const struct loaded old = { .edition = then->edition, .engine = then->engine };
	struct migration moved = { .dossier = NULL };
	struct snapshot *snapshot = NULL;
	enum status status = app_rows(app, diags);
	if (status == STATUS_OK && opinion->passage->has_snapshot)
		status = app_find_snapshot(app, &opinion->passage->snapshot, &snapshot, diags);
	if (status == STATUS_OK)
		status = migrate_against(app, &old, then->dossier, then->verdict, &old, then->revision.as_of, false, &moved, diags);
	if (status == STATUS_OK && snapshot) {
		struct snapshot_changes changes;
		struct rows rows = { .app = app, .dossier = now->dossier, .changes = &changes, .out = out };
		snapshot_compare(snapshot, app->snapshot, &changes);
		dossier_each(now->dossier, look_for_rows, &rows);
		snapshot_changes_done(&changes);
	} else if (status == STATUS_OK) {
		struct frozen frozen = { .app = app, .then = then, .now = moved.dossier, .out = out };
		dossier_each(then->dossier, look_for_facts, &frozen);
	}
	if (status == STATUS_OK)
		add_outcomes(app, SINCE_REGISTRY, then->edition, &moved, out);
	migration_done(&moved);
	snapshot_free(&snapshot);
	return status;
}

static enum status look_at_edition(struct app *app, const struct revived *then, struct since *out, struct diag_list *diags)
{
	const struct loaded old = { .edition = then->edition, .engine = then->engine };
	struct migration moved = { .dossier = NULL };
	struct loaded today;
	enum status status = app_load_edition(app, app->edition_id, &today, diags);
	if (status == STATUS_OK)
		status = migrate_against(app, &old, then->dossier, then->verdict, &today, then->revision.as_of, true, &moved, diags);
	if (status == STATUS_OK) {
		add_outcomes(app, SINCE_EDITION, today.edition, &moved, out);
		since_definitions(app, then, today.edition, &moved, out);
	}
	migration_done(&moved);
	return status;
}

enum status app_since(struct app *app, const struct opinion *opinion, const struct revived *then, const struct revived *now, struct since *out,
	struct diag_list *diags)
{
	struct gone gone = { .app = app, .then = then, .now = now, .out = out };
	enum status status = STATUS_OK;
	*out = (struct since){ .items = NULL };
	if (then != now)
		dossier_each(then->dossier, look_for_gone, &gone);
	if (opinion->passage && opinion->newer_snapshot)
		status = look_at_registry(app, opinion, then, now, out, diags);
	if (status == STATUS_OK && opinion->passage && opinion->newer_edition)
		status = look_at_edition(app, then, out, diags);
	return status;
}
