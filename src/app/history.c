/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every entry of the record is decoded and held against the table and against what came before it. What does not fit is kept with its fault, because
 * whoever verifies must be able to name it; it moves nothing, so that a state cannot be made by writing into the chain what nobody may do.
 */
#include "app/history_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/session.h"
#include "model/revision.h"
#include "store/exchange.h"

static void passage_done(struct passage *passage)
{
	free(passage->author);
	free(passage->role);
	free(passage->fault);
	free(passage->signature);
	act_done(&passage->act);
}

void history_done(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		passage_done(&history->items[i]);
	free(history->items);
	free(history->remarks);
	free(history->ends.items);
	*history = (struct history){ .items = NULL };
}

/* Notes are kept by the first bytes of their digest, there or a little behind; where all these are taken, another revision takes the place. */
#define NOTES 256
#define NOTES_NEAR 8
struct revision_notes {
	size_t count;
	struct revision_note *slots;
};

static void note_done(struct revision_note *note)
{
	free(note->author);
	free(note->role);
	free(note->snapshot_name);
	free(note->triggers);
	*note = (struct revision_note){ .there = false };
}

struct revision_notes *revision_notes_new(size_t expected)
{
	struct revision_notes *notes = MEM_NEW(struct revision_notes);
	notes->count = NOTES;
	while (notes->count < expected * 2)
		notes->count *= 2;
	notes->slots = mem_array(notes->count, sizeof *notes->slots);
	return notes;
}

void revision_notes_free(struct revision_notes **slot)
{
	struct revision_notes *notes = *slot;
	if (!notes)
		return;
	for (size_t i = 0; i < notes->count; i++)
		note_done(&notes->slots[i]);
	free(notes->slots);
	free(notes);
	*slot = NULL;
}

void app_history_forget(struct app *app)
{
	revision_notes_free(&app->notes);
}

static struct revision_note *note_of(struct revision_notes *notes, const struct digest *digest)
{
	uint32_t first;
	memcpy(&first, digest->bytes, sizeof first);
	for (size_t i = 0; i < NOTES_NEAR; i++) {
		struct revision_note *note = &notes->slots[(first + i) % notes->count];
		if (!note->there || digest_equal(&note->digest, digest))
			return note;
	}
	return &notes->slots[first % notes->count];
}

void revision_notes_add(struct revision_notes *notes, const struct digest *digest, const struct revision *revision)
{
	struct revision_note *note = note_of(notes, digest);
	note_done(note);
	*note = (struct revision_note){ .there = true, .known = true, .digest = *digest, .author = mem_strdup(revision->author),
		.role = mem_strdup(revision->role), .snapshot_name = mem_strdup(revision->snapshot_name), .triggers = mem_strdup(revision->triggers),
		.edition = revision->edition_digest, .has_snapshot = revision->has_snapshot, .snapshot = revision->snapshot_digest,
		.has_previous = revision->has_previous, .previous = revision->previous, .has_merged = revision->has_merged, .merged = revision->merged };
	snprintf(note->record_id, sizeof note->record_id, "%s", revision->record_id);
}

enum status app_revision_note(struct app *app, const struct digest *digest, const struct revision_note **out, struct diag_list *diags)
{
	struct revision revision;
	struct buf bytes;
	if (!app->notes)
		app->notes = revision_notes_new(0);
	struct revision_note *note = note_of(app->notes, digest);
	*out = note;
	if (note->there && digest_equal(&note->digest, digest))
		return STATUS_OK;
	note_done(note);
	buf_init(&bytes);
	enum status status = store_artifact(app->store, digest, &bytes, diags);
	if (status == STATUS_OK && revision_decode(&revision, "", bytes.data, bytes.len, NULL) == STATUS_OK) {
		revision_notes_add(app->notes, digest, &revision);
		revision_done(&revision);
	} else if (status == STATUS_OK) {
		*note = (struct revision_note){ .there = true, .digest = *digest };
	}
	buf_done(&bytes);
	return status;
}

static void take_revision(struct history *history, struct passage *passage)
{
	passage->number = ++history->revisions;
	history->newest = history->count;
}

/* What stands in the bytes of the revision. */
static enum status read_revision(struct app *app, struct passage *passage, const char *record, struct diag_list *diags)
{
	const struct revision_note *note = NULL;
	enum status status = app_revision_note(app, &passage->digest, &note, diags);
	if (status != STATUS_OK || passage->author)
		return status;
	if (!note->known) {
		passage_fault(passage, passage_firm(passage, _("it is not a revision of a form that this program knows")));
		return STATUS_OK;
	}
	passage->author = mem_strdup(note->author);
	passage->role = mem_strdup(note->role);
	passage->edition = note->edition;
	passage->has_snapshot = note->has_snapshot;
	passage->snapshot = note->snapshot;
	passage->has_previous = note->has_previous;
	passage->previous = note->previous;
	passage->has_merged = note->has_merged;
	passage->merged = note->merged;
	passage->is_head = true;
	if (strcmp(note->record_id, record) != 0)
		passage_forged(passage, _("it speaks of another case"));
	return STATUS_OK;
}

static const struct passage *newest(const struct history *history)
{
	return history->revisions ? &history->items[history->newest] : NULL;
}

/* An act speaks of the newest revision, and of the edition and snapshot of that revision. */
static bool speaks_of(const struct act *act, const struct passage *revision)
{
	return digest_equal(&act->revision, &revision->digest) && digest_equal(&act->edition, &revision->edition) &&
		act->has_snapshot == revision->has_snapshot && (!act->has_snapshot || digest_equal(&act->snapshot, &revision->snapshot));
}

static bool find_revision(const struct history *history, const struct digest *digest)
{
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].verb == LIFE_SUBMIT && digest_equal(&history->items[i].digest, digest))
			return true;
	return false;
}

static struct remark *find_remark(const struct history *history, const struct digest *about)
{
	for (size_t i = 0; i < history->remark_count; i++)
		if (digest_equal(&history->items[history->remarks[i].at].digest, about))
			return &history->remarks[i];
	return NULL;
}

static const char *act_fault(const struct history *history, struct passage *passage, const char *record)
{
	const struct passage *revision = newest(history);
	const struct act *act = &passage->act;
	enum life_role role;
	const struct self author = { .name = act->author, .has_key = act->has_key };
	struct self self = author;
	memcpy(self.key, act->key, sizeof self.key);
	if (strcmp(act->record_id, record) != 0)
		return _("it speaks of another case");
	if (!crossing_of_act(history, passage))
		return passage_firm(passage, revision && speaks_of(act, revision) ? _("it does not follow what stands before it in the record")
			: _("it does not speak of the revision that was the newest then"));
	if (!revision || !speaks_of(act, revision))
		return _("it does not speak of the revision that was the newest then");
	if (!life_role_parse(act->role, &role) || !((history->life->steps[passage->verb].by | history->life->steps[passage->verb].formerly) >> role & 1u))
		return passage_firm(passage, _("this step could not be taken then in this role"));
	if (!life_allowed(history->life, history->state, passage->verb, role))
		return _("this step could not be taken then in this role");
	/* Whoever speaks of a revision knows every one before it, and what he said himself: this is no crossing. */
	if (life_is_of_others(history->life, passage->verb) && !life_was_of(history->life, passage->verb, role) && history_handed_in_by(history, &self))
		return passage_firm(passage, _("its author is the one who handed the case in"));
	if (passage->verb == LIFE_APPROVE && history_opinion_by(history, &self))
		return passage_firm(passage, _("its author is the one who gave the opinion on the revision"));
	if (passage->verb == LIFE_ANSWER || passage->verb == LIFE_CLOSE) {
		const struct remark *remark = act->has_about ? find_remark(history, &act->about) : NULL;
		if (!remark || remark->state == REMARK_CLOSED)
			return _("it is about a remark that is not there or is closed");
	}
	return NULL;
}

static void take_act(struct history *history, struct passage *passage, const struct buf *bytes, const char *record)
{
	passage->number = history->revisions;
	if (act_decode(&passage->act, "", bytes->data, bytes->len, NULL) != STATUS_OK || passage->act.verb != passage->verb) {
		passage_fault(passage, passage_firm(passage, _("it is not an act of a form that this program knows")));
		passage->forged = passage->act.record_id != NULL; /* it is one, but not of this kind */
		return;
	}
	const struct act *act = &passage->act;
	passage->author = mem_strdup(act->author);
	passage->role = mem_strdup(act->role);
	passage->edition = act->edition;
	passage->snapshot = act->snapshot;
	passage->has_snapshot = act->has_snapshot;
	passage->has_key = act->has_key;
	memcpy(passage->key, act->key, sizeof passage->key);
	const char *fault = act_fault(history, passage, record);
	if (fault)
		passage_fault(passage, fault);
	if (strcmp(act->record_id, record) != 0 || !find_revision(history, &act->revision))
		passage_forged(passage, fault);
}

/* A remark, or what is said to one. */
static void follow_remark(struct history *history, const struct passage *passage, size_t at)
{
	if (passage->verb == LIFE_REMARK) {
		MEM_PUSH_ROOM(history->remarks, history->remark_count, history->remark_capacity);
		history->remarks[history->remark_count++] = (struct remark){ .at = at, .answer = SIZE_MAX };
		return;
	}
	struct remark *remark = find_remark(history, &passage->act.about);
	if (passage->verb == LIFE_ANSWER && remark) {
		remark->answer = at;
		remark->state = REMARK_ANSWERED;
	} else if (passage->verb == LIFE_CLOSE && remark) {
		remark->state = REMARK_CLOSED;
	}
}

/*
 * An act is held against the revision that it speaks of, and one that its author's own case may not get against those who handed in any; these then have to
 * be read where only the course of the case was asked for.
 */
static enum status read_spoken_of(struct app *app, struct history *history, enum life_verb verb, const char *record, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	size_t first = life_is_of_others(history->life, verb) ? 0 : history->newest;
	for (size_t i = first; i < history->count && status == STATUS_OK; i++)
		if (history->items[i].verb == LIFE_SUBMIT)
			status = read_revision(app, &history->items[i], record, diags);
	return status;
}

static enum status read_act(struct app *app, struct history *history, struct passage *passage, const char *record, struct diag_list *diags)
{
	struct buf bytes;
	buf_init(&bytes);
	enum status status = store_artifact(app->store, &passage->digest, &bytes, diags);
	if (status == STATUS_OK && history->revisions)
		status = read_spoken_of(app, history, passage->verb, record, diags);
	if (status == STATUS_OK)
		take_act(history, passage, &bytes, record);
	buf_done(&bytes);
	return status;
}

/* Where a passage moves the case to. */
static void move(struct history *history, struct passage *passage, bool again, bool joins)
{
	/*
	 * A revision that stands in the chain is the newest one, whatever the table says of the step that made it. What stands side by side can be joined in
	 * every state, because the case could not go on else.
	 */
	if (passage->verb == LIFE_SUBMIT && !joins && !life_allows(history->life, history->state, LIFE_SUBMIT, ~0u))
		passage_fault(passage, _("the case could not be handed in as it stood then"));
	if ((!passage->fault || passage->verb == LIFE_SUBMIT) && !again)
		history->state = life_after(history->life, history->state, passage->verb);
	passage->state = history->state;
}

static enum status add_passage(struct reading_history *reading, const struct store_entry *entry, enum life_verb verb)
{
	struct history *history = reading->out;
	struct passage passage = { .verb = verb, .seq = entry->seq, .epoch = entry->epoch, .at = entry->at, .digest = entry->artifact };
	enum status status = STATUS_OK;
	bool joins = false;
	bool again = verb == LIFE_SUBMIT && history->revisions && digest_equal(&entry->artifact, &history->items[history->newest].digest);
	memcpy(passage.terminal, entry->terminal, sizeof passage.terminal);
	memcpy(passage.terminal_key, entry->public_key, sizeof passage.terminal_key);
	if (verb == LIFE_SUBMIT)
		take_revision(history, &passage);
	if (verb == LIFE_SUBMIT && !history->course_only)
		status = read_revision(reading->app, &passage, entry->record, reading->diags);
	else if (verb != LIFE_SUBMIT)
		status = read_act(reading->app, history, &passage, entry->record, reading->diags);
	if (status == STATUS_OK && verb == LIFE_SUBMIT && !history->course_only)
		crossing_of_revision(history, &passage, &joins);
	if (status == STATUS_OK)
		status = crossing_of_same(reading, &passage);
	if (status == STATUS_OK)
		status = crossing_of_withdrawal(reading, &passage);
	if (status == STATUS_OK)
		move(history, &passage, again, joins);
	if (status == STATUS_OK)
		status = crossing_of_fault(reading, &passage);
	if (status != STATUS_OK) {
		passage_done(&passage);
		return status;
	}
	if (!passage.fault && life_speaks_of_answer(verb))
		follow_remark(history, &passage, history->count);
	MEM_PUSH_ROOM(history->items, history->count, history->capacity);
	history->items[history->count++] = passage;
	return STATUS_OK;
}

/* The signature of a person stands behind what it signs. */
static enum status take_signature(struct app *app, struct history *history, const struct store_entry *entry, struct diag_list *diags)
{
	struct act_signature signature;
	struct buf bytes;
	buf_init(&bytes);
	enum status status = store_artifact(app->store, &entry->artifact, &bytes, diags);
	bool known = status == STATUS_OK && act_signature_decode(&signature, "", bytes.data, bytes.len, NULL) == STATUS_OK;
	buf_done(&bytes);
	if (!known)
		return status;
	for (size_t i = history->count; i-- > 0;) {
		struct passage *passage = &history->items[i];
		if (!digest_equal(&passage->digest, &signature.of) || passage->signature)
			continue;
		passage->signature = mem_strdup(signature.file);
		if (passage->verb == LIFE_SUBMIT) {
			passage->has_key = true;
			memcpy(passage->key, signature.key, sizeof passage->key);
		}
		break;
	}
	act_signature_done(&signature);
	return STATUS_OK;
}

static enum status read_history(struct app *app, const char *record, const struct history_ends *ends, bool course_only, struct history *out,
	struct diag_list *diags)
{
	struct store_entries entries = { 0 };
	struct reading_history reading = { .app = app, .out = out, .diags = diags };
	const struct life *life;
	*out = (struct history){ .course_only = course_only };
	enum status status = app_life(app, &life, diags);
	if (status != STATUS_OK)
		return status;
	out->life = life;
	out->state = life->draft;
	if (app->store)
		status = store_entries_united(app->store, record, &entries, diags);
	if (status == STATUS_OK && ends)
		ends_cut(ends, &entries);
	/* Which revisions stand side by side, and which steps crossed, is told by what they are based on. */
	for (size_t i = 0; i < entries.count; i++)
		if (strcmp(entries.items[i].terminal, store_terminal(app->store)) != 0 || entries.items[i].epoch != entries.items[0].epoch)
			out->course_only = false;
	for (size_t i = 0; i < entries.count && status == STATUS_OK; i++) {
		const struct store_entry *entry = &entries.items[i];
		enum life_verb verb;
		out->end = entry->entry;
		ends_note(&out->ends, entry);
		if (life_verb_of_kind(entry->kind, &verb))
			status = add_passage(&reading, entry, verb);
		else if (strcmp(entry->kind, KIND_SIGNATURE) == 0)
			status = take_signature(app, out, entry, diags);
	}
	for (size_t i = 0; i < out->count; i++)
		out->heads += out->items[i].is_head;
	reading_history_done(&reading);
	store_entries_done(&entries);
	return status;
}

enum status app_history(struct app *app, const char *record, struct history *out, struct diag_list *diags)
{
	return read_history(app, record, NULL, false, out, diags);
}

enum status app_history_then(struct app *app, const char *record, const struct history_ends *ends, struct history *out, struct diag_list *diags)
{
	enum status status = read_history(app, record, ends, false, out, diags);
	return status == STATUS_OK ? ends_check(ends, out, diags) : status;
}

enum status app_history_course(struct app *app, const char *record, struct history *out, struct diag_list *diags)
{
	return read_history(app, record, NULL, true, out, diags);
}

bool history_in_conflict(const struct history *history)
{
	return history->heads > 1;
}

bool history_came_back(const struct history *history)
{
	return history->state == life_state_find(history->life, "recalled") || history->state == life_state_find(history->life, "returned");
}

size_t history_open_remarks(const struct history *history)
{
	size_t open = 0;
	for (size_t i = 0; i < history->remark_count; i++)
		open += history->remarks[i].state != REMARK_CLOSED;
	return open;
}

enum status history_opinion(struct app *app, const struct history *history, struct opinion *out, struct diag_list *diags)
{
	struct loaded today;
	const struct snapshot_info *snapshot = app_snapshot(app);
	*out = (struct opinion){ .passage = NULL };
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].verb == LIFE_ADVISE && !history->items[i].fault)
			out->passage = &history->items[i];
	if (!out->passage)
		return STATUS_OK;
	enum status status = app_load_edition(app, app->edition_id, &today, diags);
	if (status != STATUS_OK)
		return status;
	out->newer_revision = !digest_equal(&out->passage->act.revision, &history->items[history->newest].digest);
	out->newer_edition = !digest_equal(&today.edition->digest, &out->passage->edition);
	out->newer_snapshot = snapshot && (!out->passage->has_snapshot || !digest_equal(&snapshot->digest, &out->passage->snapshot));
	return STATUS_OK;
}

bool opinion_outdated(const struct opinion *opinion)
{
	return opinion->newer_revision || opinion->newer_edition || opinion->newer_snapshot;
}

void opinion_words(const struct opinion *opinion, struct buf *out)
{
	const struct {
		bool is;
		const char *text;
	} parts[] = {
		{ opinion->newer_revision, _("a newer revision") }, { opinion->newer_edition, _("another edition of the rules") },
		{ opinion->newer_snapshot, _("another registry snapshot") },
	};
	size_t before = out->len;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].is)
			buf_addf(out, "%s%s", out->len > before ? ", " : "", parts[i].text);
}

const char *app_state_title(const struct app *app, const struct life *life, int state, bool changed)
{
	bool back = life_allows(life, state, LIFE_RECALL, ~0u) || state == life_state_find(life, "approved");
	return app_text(app, &life->states[changed && back ? life->revising : state].title);
}
