/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table says which facts are watched; what they were stands in the record. A date that the registry states is the registry's to move: a listing that
 * was renewed raises nothing.
 */
#include "app/triggers.h"

#include <stdlib.h>
#include <string.h>

#include "app/decisions.h"
#include "app/history.h"
#include "app/person.h"
#include "app/work_internal.h"
#include "base/file.h"
#include "base/ini.h"

#define TRIGGERS_FILE "data/process/triggers.ini"
enum { TRIGGERS_BYTES_MAX = 65536, LEAD_DAYS_MAX = 3650 };

static const struct ini_key table_keys[] = {
	{ .pattern = "kind", .type = INI_CHOICE, .choices = "date value edition", .required = true },
	{ .pattern = "facts", .type = INI_WORDS },
	{ .pattern = "lead_days", .type = INI_INT, .max = LEAD_DAYS_MAX },
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "response.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_kind sections[] = { { .kind = "trigger", .keys = table_keys }, { .kind = NULL } };

/* ---- making them ---- */

struct making {
	const struct work *work;
	const struct ini_section *section;
	struct triggers *out;
};

static struct trigger *begin(const struct making *making, const char *key, const char *fact, const char *value)
{
	struct trigger *trigger = triggers_add(making->out);
	struct arena *arena = &making->out->arena;
	trigger_kind_parse(ini_get(making->section, "kind"), &trigger->kind);
	trigger->name = arena_strdup(arena, making->section->name);
	trigger->part = arena_strdup(arena, key);
	trigger->fact = arena_strdup(arena, fact);
	trigger->value = arena_strdup(arena, value);
	trigger->clause = arena_strdup(arena, ini_get(making->section, "clause"));
	trigger->title = ini_get_text(making->section, "title", arena);
	trigger->response = ini_get_text(making->section, "response", arena);
	return trigger;
}

static void fact_word(const struct engine *engine, const struct dossier *dossier, date_days as_of, const struct entity *entity, const struct fact *fact,
	struct buf *out)
{
	struct buf source;
	buf_init(&source);
	if (fact->scope == SCOPE_SERVICE)
		answer_to_word(out, fact, &entity->services[fact->slot]);
	else
		engine_read(engine, dossier, as_of, entity, fact, out, &source);
	if (strcmp(out->data, "?") == 0)
		buf_clear(out);
	buf_done(&source);
}

/* A value that is not known can neither pass nor change; a candidate on no list has nothing that a list could change. */
static void add(const struct making *making, const struct entity *entity, const struct fact *fact)
{
	const struct work *work = making->work;
	const char *number = fact->scope == SCOPE_SERVICE ? entity_text(work->dossier, entity, "candidate.registry_id") : "";
	const char *lead = ini_get(making->section, "lead_days");
	struct buf word;
	buf_init(&word);
	fact_word(work->rules.engine, work->dossier, work->verdict->as_of, entity, fact, &word);
	if (word.len && strcmp(number, LISTING_NO_NUMBER) != 0) {
		struct trigger *trigger = begin(making, entity->key, fact->id, word.data);
		trigger->number = arena_strdup(&making->out->arena, number);
		if (trigger->kind == TRIGGER_DATE && date_parse_iso(word.data, &trigger->after)) {
			trigger->lead_days = lead ? atoi(lead) : 0;
			trigger->after -= trigger->lead_days;
		}
	}
	buf_done(&word);
}

static void add_fact(const struct making *making, const struct fact *fact)
{
	const struct work *work = making->work;
	if (fact->scope == SCOPE_CASE)
		add(making, work->dossier->root, fact);
	for (size_t i = 0; i < work->verdict->component_count; i++) {
		const struct component_result *component = &work->verdict->components[i];
		const struct entity *candidate = component->candidate[0] ? dossier_find(work->dossier, component->candidate) : NULL;
		if (fact->scope == SCOPE_COMPONENT)
			add(making, component->entity, fact);
		else if (candidate && (fact->scope == SCOPE_CANDIDATE || fact->scope == SCOPE_SERVICE))
			add(making, candidate, fact);
	}
}

static enum status make_section(const struct making *making, struct diag_list *diags)
{
	const struct ini_section *section = making->section;
	const char *facts = ini_get(section, "facts"), *kind = ini_get(section, "kind");
	enum status status = STATUS_OK;
	if (strcmp(kind, "edition") == 0) {
		char hex[65];
		digest_hex(&making->work->rules.edition->digest, hex);
		begin(making, "", "", hex);
		return STATUS_OK;
	}
	for (const char *at = facts ? facts : ""; *at && status == STATUS_OK;) {
		size_t len = strcspn(at, " ");
		char *id = mem_strndup(at, len);
		const struct fact *fact = edition_fact(making->work->rules.edition, id);
		/* An edition without the fact has nothing to watch; a date must be one. */
		if (fact && strcmp(kind, "date") == 0 && fact->type != FACT_DATE)
			status = diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "facts"), _("[%1$s.%2$s] %3$s is no date"), section->kind,
				section->name, id);
		else if (fact)
			add_fact(making, fact);
		free(id);
		at += len;
		at += strspn(at, " ");
	}
	return status;
}

enum status app_triggers_make(const struct work *work, struct triggers *out, struct diag_list *diags)
{
	char *path = path_join(work->app->data_root, TRIGGERS_FILE);
	struct buf bytes;
	struct ini ini;
	triggers_init(out);
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, TRIGGERS_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = ini_parse(&ini, path, bytes.data, bytes.len, sections, diags);
	if (status == STATUS_OK) {
		for (size_t i = 0; i < ini.count && status == STATUS_OK; i++)
			status = make_section(&(struct making){ .work = work, .section = &ini.sections[i], .out = out }, diags);
		ini_done(&ini);
	}
	buf_done(&bytes);
	free(path);
	return status;
}

/* ---- looking at them ---- */

void trigger_looks_done(struct trigger_looks *looks)
{
	for (size_t i = 0; i < looks->count; i++)
		free(looks->items[i].now);
	free(looks->items);
	*looks = (struct trigger_looks){ .items = NULL };
}

/* What the registry in use says of a number today; the word is "" where it does not say. */
static enum status registry_word(struct app *app, const struct edition *edition, const struct trigger *trigger, struct buf *word, bool *gone,
	struct diag_list *diags)
{
	const struct fact *fact = edition_fact(edition, trigger->fact);
	const struct listing *listing = NULL;
	const struct snapshot_info *origin = NULL;
	*gone = false;
	if (!fact || fact->scope != SCOPE_SERVICE || !app_snapshot(app))
		return STATUS_OK;
	enum status status = app_find_listing(app, trigger->number, &listing, &origin, diags);
	*gone = status == STATUS_OK && !listing;
	if (status == STATUS_OK && listing) {
		struct answer *services = mem_array(edition->slots[SCOPE_SERVICE], sizeof *services);
		listing_to_facts(listing, edition, "", services);
		answer_to_word(word, fact, &services[fact->slot]);
		for (unsigned slot = 0; slot < edition->slots[SCOPE_SERVICE]; slot++)
			answer_done(&services[slot]);
		free(services);
	}
	return status;
}

static void look_at_date(struct trigger_look *look, const char *word, date_days day)
{
	date_days date;
	if (word[0] && date_parse_iso(word, &date))
		look->after = date - look->trigger->lead_days;
	look->raised = day > look->after;
}

static void draft_word(const struct trigger_draft *draft, const struct trigger *trigger, date_days day, struct buf *word)
{
	const struct fact *fact = edition_fact(draft->dossier->edition, trigger->fact);
	const struct entity *entity = dossier_find(draft->dossier, trigger->part);
	if (fact && entity && fact->scope == entity->scope)
		fact_word(draft->engine, draft->dossier, day, entity, fact, word);
}

static enum status look_at(struct app *app, const struct trigger_draft *draft, const struct edition *edition, date_days day, struct trigger_look *look,
	struct diag_list *diags)
{
	const struct trigger *trigger = look->trigger;
	enum status status = STATUS_OK;
	char hex[65];
	struct buf word;
	buf_init(&word);
	if (trigger->kind == TRIGGER_EDITION) {
		digest_hex(&edition->digest, hex);
		buf_adds(&word, hex);
	} else if (trigger->number[0]) {
		status = registry_word(app, edition, trigger, &word, &look->gone, diags);
	} else if (trigger->kind == TRIGGER_VALUE && draft->dossier) {
		draft_word(draft, trigger, day, &word);
	} else {
		buf_adds(&word, trigger->value);
	}
	if (trigger->kind == TRIGGER_DATE)
		look_at_date(look, word.data, day);
	else if (trigger->kind == TRIGGER_VALUE && trigger->number[0] && !app_snapshot(app))
		look->raised = false; /* no registry says anything */
	else
		look->raised = strcmp(word.data, trigger->value) != 0;
	look->now = buf_take(&word);
	return status;
}

enum status app_triggers_look(struct app *app, const struct triggers *triggers, const struct trigger_draft *draft, const struct edition *edition,
	date_days day, struct trigger_looks *out, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	*out = (struct trigger_looks){ .next = DATE_NONE };
	for (size_t i = 0; i < triggers->count && status == STATUS_OK; i++) {
		struct trigger_look look = { .trigger = &triggers->items[i], .after = triggers->items[i].after };
		status = look_at(app, draft, edition, day, &look, diags);
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = look;
		out->raised += look.raised;
		if (look.trigger->kind == TRIGGER_DATE && !look.raised && (out->next == DATE_NONE || look.after + 1 < out->next))
			out->next = look.after + 1;
	}
	return status;
}

enum status work_triggers(struct work *work, struct triggers *triggers, struct trigger_looks *out, struct diag_list *diags)
{
	const struct life *life;
	struct decision decision;
	const struct revision_note *note = NULL;
	struct loaded today;
	bool found = false;
	triggers_init(triggers);
	*out = (struct trigger_looks){ .next = DATE_NONE };
	if (!work->app->store || work->meta.revisions == 0)
		return STATUS_OK;
	enum status status = app_life(work->app, &life, diags);
	if (status == STATUS_OK)
		status = app_decision(work->app, work->meta.id, life_states(life, STATES_STANDING), DATE_FAR, &found, &decision, diags);
	if (status == STATUS_OK && found)
		status = app_load_edition(work->app, work->app->edition_id, &today, diags);
	if (status == STATUS_OK && found)
		status = app_revision_note(work->app, &decision.row.digest, &note, diags);
	if (status == STATUS_OK && found && !note->known)
		status = diag_error(diags, STATUS_FAILED, decision.row.reference, 0, _("it is not a revision of a form that this program knows"));
	if (status == STATUS_OK && found) {
		triggers_done(triggers);
		status = triggers_read(triggers, decision.row.reference, note->triggers, diags);
	}
	const struct trigger_draft draft = { .engine = work->rules.engine, .dossier = work->dossier };
	if (status == STATUS_OK && found)
		status = app_triggers_look(work->app, triggers, &draft, today.edition, app_as_of(work->app), out, diags);
	if (found)
		decision_done(&decision);
	return status;
}
