/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A record is decided again three ways more where it ends otherwise: with the edition, the registry or the day of today alone. So it can be said which of
 * them it is, and that it takes more than one where none of them does it.
 */
#include "app/recheck.h"

#include <stdlib.h>
#include <string.h>

#include "app/migrate.h"
#include "app/person.h"
#include "app/reading.h"
#include "app/review.h"
#include "app/session.h"
#include "app/trial.h"
#include "app/words.h"
#include "app/work_internal.h"

static const char *const ends[] = { [RECHECK_SAME] = "same", [RECHECK_FINDINGS] = "findings", [RECHECK_OTHERWISE] = "otherwise" };

const char *recheck_end_word(enum recheck_end end)
{
	return ends[end];
}

bool recheck_marks(const struct rechecked *item)
{
	return item->end == RECHECK_OTHERWISE || item->looks.raised > 0;
}

static void rechecked_done(struct rechecked *item)
{
	for (size_t i = 0; i < item->count; i++) {
		free(item->changes[i].about);
		free(item->changes[i].was);
		free(item->changes[i].is);
		free(item->changes[i].what);
		free(item->changes[i].before);
		free(item->changes[i].after);
	}
	free(item->changes);
	free(item->title);
	trigger_looks_done(&item->looks);
	triggers_done(&item->triggers);
	decision_done(&item->decision);
}

void recheck_done(struct recheck *recheck)
{
	for (size_t i = 0; i < recheck->count; i++)
		rechecked_done(&recheck->items[i]);
	free(recheck->items);
	*recheck = (struct recheck){ .items = NULL };
}

struct checking {
	struct app *app;
	struct reading reading;
	struct loaded today;
	struct recheck *out;
	struct diag_list *diags;
};

/* ---- what is otherwise ---- */

static struct recheck_change *add_change(struct rechecked *item, const char *kind, char *about, const char *was, const char *is)
{
	MEM_PUSH_ROOM(item->changes, item->count, item->capacity);
	struct recheck_change *change = &item->changes[item->count++];
	*change = (struct recheck_change){ .kind = kind, .about = about, .was = mem_strdup(was), .is = mem_strdup(is) };
	return change;
}

static void finish_change(struct recheck_change *change, struct buf *what, struct buf *before, struct buf *after)
{
	change->what = buf_take(what);
	change->before = buf_take(before);
	change->after = buf_take(after);
}

static void component_words(const struct app *app, int status, const struct step_def *step, struct buf *out)
{
	if (status == MOVED_NOTHING)
		buf_addc(out, '-');
	else
		buf_adds(out, app_verdict_word((enum verdict_status)status));
	if (step)
		buf_addf(out, ": %s", app_text(app, &step->short_title));
}

static const char *finding_word(int outcome)
{
	return outcome == MOVED_NOTHING ? _("does not apply") : app_outcome_word((enum outcome)outcome);
}

void app_moved_words(const struct app *app, const struct moved_outcome *outcome, struct buf *what, struct buf *before, struct buf *after)
{
	if (outcome->kind == MOVED_RULE) {
		buf_adds(what, outcome->rule ? app_text(app, &outcome->rule->title) : outcome->about);
		buf_adds(before, finding_word(outcome->was));
		buf_adds(after, finding_word(outcome->is));
	} else {
		buf_adds(what, outcome->kind == MOVED_CASE ? _("Verdict of the case") : _("Outcome"));
		component_words(app, outcome->was, outcome->was_step, before);
		component_words(app, outcome->is, outcome->is_step, after);
	}
}

static void add_outcome(const struct checking *job, struct rechecked *item, const struct moved_outcome *outcome, const struct dossier *dossier)
{
	static const char *const kinds[] = { [MOVED_CASE] = "case", [MOVED_COMPONENT] = "component", [MOVED_RULE] = "rule" };
	struct recheck_change *change = add_change(item, kinds[outcome->kind], mem_strdup(outcome->about), outcome->before, outcome->after);
	struct buf what, before, after;
	buf_init(&what);
	buf_init(&before);
	buf_init(&after);
	if (outcome->kind != MOVED_CASE)
		app_part_name(job->app, dossier, outcome->key, &what);
	app_moved_words(job->app, outcome, &what, &before, &after);
	finish_change(change, &what, &before, &after);
}

/* A candidate of the record, and what the registry says of it now. */
struct listings {
	const struct checking *job;
	struct rechecked *item;
	const struct edition *then; /* of the record */
	const struct dossier *now;
};

static bool compare_listing(struct entity *then, void *context)
{
	const struct listings *listings = context;
	const struct dossier *now = listings->now;
	const struct entity *entity = then->scope == SCOPE_CANDIDATE ? dossier_find(now, then->key) : NULL;
	for (unsigned slot = 0; entity && slot < now->edition->slots[SCOPE_SERVICE]; slot++) {
		const struct fact *fact = now->edition->by_slot[SCOPE_SERVICE][slot], *old = edition_fact(listings->then, fact->id);
		const struct answer *before = old ? &then->services[old->slot] : NULL, *after = &entity->services[slot];
		struct buf was, is, what, words, other;
		if (!before || answer_equal(before, after))
			continue;
		buf_init(&was);
		buf_init(&is);
		buf_init(&what);
		buf_init(&words);
		buf_init(&other);
		answer_to_word(&was, fact, before);
		answer_to_word(&is, fact, after);
		struct recheck_change *change = add_change(listings->item, "listing", mem_printf("%s %s", then->key, fact->id), was.data, is.data);
		app_part_name(listings->job->app, now, then->key, &what);
		buf_adds(&what, app_text(listings->job->app, &fact->label));
		app_value_words(listings->job->app, now->edition, fact->id, was.data, &words);
		app_value_words(listings->job->app, now->edition, fact->id, is.data, &other);
		finish_change(change, &what, &words, &other);
		buf_done(&was);
		buf_done(&is);
	}
	return true;
}

static bool ends_otherwise(const struct migration *migration)
{
	for (size_t i = 0; i < migration->outcome_count; i++)
		if (migration->outcomes[i].kind != MOVED_RULE)
			return true;
	return false;
}

/* Whether it would end otherwise with only some of today's: edition, registry, day. */
static enum status try_alone(const struct checking *job, const struct live *live, unsigned cause, unsigned *causes)
{
	const struct loaded old = { .edition = live->edition, .engine = live->engine };
	struct migration migration;
	enum status status = migrate_against(job->app, &old, live->dossier, live->verdict, cause == CAUSE_EDITION ? &job->today : &old,
		cause == CAUSE_DAY ? job->out->day : live->revision.as_of, cause != CAUSE_REGISTRY, &migration, job->diags);
	if (status == STATUS_OK && ends_otherwise(&migration))
		*causes |= cause;
	migration_done(&migration);
	return status;
}

static enum status decide_again(const struct checking *job, const struct live *live, struct rechecked *item)
{
	const struct loaded old = { .edition = live->edition, .engine = live->engine };
	struct migration migration;
	struct listings listings = { .job = job, .item = item, .then = live->edition };
	enum status status = migrate_against(job->app, &old, live->dossier, live->verdict, &job->today, job->out->day, app_snapshot(job->app) == NULL,
		&migration, job->diags);
	if (status == STATUS_OK) {
		listings.now = migration.dossier;
		dossier_each(live->dossier, compare_listing, &listings);
		for (size_t i = 0; i < migration.outcome_count; i++)
			add_outcome(job, item, &migration.outcomes[i], migration.dossier);
		item->end = ends_otherwise(&migration) ? RECHECK_OTHERWISE : migration.outcome_count ? RECHECK_FINDINGS : RECHECK_SAME;
	}
	migration_done(&migration);
	if (status == STATUS_OK && item->end == RECHECK_OTHERWISE && item->other_edition)
		status = try_alone(job, live, CAUSE_EDITION, &item->causes);
	if (status == STATUS_OK && item->end == RECHECK_OTHERWISE && item->other_registry)
		status = try_alone(job, live, CAUSE_REGISTRY, &item->causes);
	if (status == STATUS_OK && item->end == RECHECK_OTHERWISE)
		status = try_alone(job, live, CAUSE_DAY, &item->causes);
	return status;
}

/* The case as it stands is opened only where it has gone on; otherwise the record speaks for it. */
static enum status look_at_triggers(const struct checking *job, const struct live *live, struct rechecked *item)
{
	struct app *app = job->app;
	struct store_case meta = { 0 };
	struct work *work = NULL;
	enum status status = triggers_read(&item->triggers, live->row->reference, live->revision.triggers, job->diags);
	bool gone_on = status == STATUS_OK && store_case_get(app->store, live->row->record_id, &meta, NULL) == STATUS_OK &&
		strcmp(meta.stage, STAGE_SUBMITTED) != 0;
	if (gone_on)
		status = work_open(&work, app, meta.id, job->diags);
	struct trigger_draft draft = { .engine = work ? work->rules.engine : NULL, .dossier = work ? work->dossier : NULL };
	if (status == STATUS_OK)
		status = app_triggers_look(app, &item->triggers, &draft, job->today.edition, job->out->day, &item->looks, job->diags);
	if (work)
		work_close(&work);
	store_case_done(&meta);
	return status;
}

/* Takes the decision over. */
static enum status check_one(struct checking *job, struct decision *decision)
{
	const struct snapshot_info *snapshot = app_snapshot(job->app);
	struct recheck *out = job->out;
	struct live live;
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	struct rechecked *item = &out->items[out->count++];
	*item = (struct rechecked){ .decision = *decision, .title = mem_strdup("") };
	*decision = (struct decision){ .state = -1 };
	triggers_init(&item->triggers);
	enum status status = reading_open(&job->reading, &item->decision.row, &live, job->diags);
	if (status == STATUS_OK) {
		const struct revision *revision = &live.revision;
		mem_replace(&item->title, entity_text(live.dossier, live.dossier->root, "case.title"));
		item->then = revision->as_of;
		item->other_edition = !digest_equal(&revision->edition_digest, &job->today.edition->digest);
		item->other_registry = snapshot && (!revision->has_snapshot || !digest_equal(&revision->snapshot_digest, &snapshot->digest));
		status = decide_again(job, &live, item);
	}
	if (status == STATUS_OK) {
		triggers_done(&item->triggers);
		status = look_at_triggers(job, &live, item);
	}
	live_done(&live);
	out->otherwise += item->end == RECHECK_OTHERWISE;
	out->triggered += item->end != RECHECK_OTHERWISE && item->looks.raised > 0;
	return status;
}

static enum status find_decisions(struct app *app, const char *which, struct decisions *out, struct diag_list *diags)
{
	const struct life *life;
	char record[33], *reference = NULL;
	bool found = true;
	struct decision one;
	*out = (struct decisions){ .items = NULL };
	enum status status = app_life(app, &life, diags);
	unsigned states = status == STATUS_OK ? life_states(life, STATES_STANDING) : 0;
	if (status != STATUS_OK || !which)
		return status == STATUS_OK ? app_decisions(app, states, DATE_FAR, out, diags) : status;
	status = app_case_id(app, which, record, &reference, diags);
	if (status == STATUS_OK)
		status = app_decision(app, record, states, DATE_FAR, &found, &one, diags);
	if (status == STATUS_OK && !found)
		status = diag_error(diags, STATUS_FAILED, reference, 0, _("no revision of it is handed in or approved, so there is no decision to check"));
	if (status == STATUS_OK) {
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = one;
	}
	free(reference);
	return status;
}

enum status app_recheck(struct app *app, const char *which, struct recheck *out, struct diag_list *diags)
{
	struct checking job = { .app = app, .out = out, .diags = diags };
	struct decisions decisions = { .items = NULL };
	*out = (struct recheck){ .day = app_as_of(app) };
	if (!app->store)
		return diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there are no records"));
	reading_init(&job.reading, app);
	enum status status = app_load_edition(app, app->edition_id, &job.today, diags);
	if (status == STATUS_OK)
		status = app_rows(app, diags);
	if (status == STATUS_OK)
		status = find_decisions(app, which, &decisions, diags);
	if (status == STATUS_OK) {
		out->edition = job.today.edition->digest;
		out->has_snapshot = app_snapshot(app) != NULL;
		if (out->has_snapshot)
			out->snapshot = app_snapshot(app)->digest;
	}
	for (size_t i = 0; i < decisions.count && status == STATUS_OK; i++)
		status = check_one(&job, &decisions.items[i]);
	decisions_done(&decisions);
	reading_done(&job.reading);
	return status;
}
