/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A revision carries its answers and frozen listings, and the store keeps the edition it was decided under; so nothing of today (data files,
 * snapshot, date) enters here.
 */
#include "app/records.h"

#include <stdlib.h>
#include <string.h>

#include "app/evidence.h"
#include "app/exchange.h"
#include "app/history.h"
#include "app/reading.h"
#include "app/records_internal.h"
#include "app/revived.h"
#include "app/session.h"
#include "app/store_copy.h"
#include "app/tally.h"
#include "base/file.h"
#include "model/reference.h"
#include "report/record.h"
#include "store/exchange.h"

#define HEAD_BYTES_MAX 256
#define HEX_DIGEST 64

void record_rows_done(struct record_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		free(rows->items[i].record_id);
		free(rows->items[i].reference);
	}
	free(rows->items);
	memset(rows, 0, sizeof *rows);
}

char *app_head_path(const struct app *app)
{
	return mem_printf("%s.head", app->store_path);
}

enum status app_head_save(const struct app *app, const struct digest *entry, struct diag_list *diags)
{
	char hex[HEX_DIGEST + 2];
	char *path = app_head_path(app);
	digest_hex(entry, hex);
	hex[HEX_DIGEST] = '\n';
	enum status status = file_write(path, hex, HEX_DIGEST + 1, 0600, diags);
	free(path);
	return status;
}

void app_head_follow(const struct app *app, const struct digest *entry, struct diag_list *diags)
{
	struct diag_list aside;
	diag_init(&aside);
	if (app_head_save(app, entry, &aside) != STATUS_OK)
		diag_warning(diags, app->store_path, 0, _("the file that remembers the last entry (.head) cannot be written"));
	diag_done(&aside);
}

bool app_head_load(const struct app *app, struct digest *out)
{
	char *path = app_head_path(app);
	struct buf bytes;
	bool found = false;
	buf_init(&bytes);
	if (file_exists(path) && file_read(&bytes, path, HEAD_BYTES_MAX, NULL) == STATUS_OK && bytes.len > HEX_DIGEST) {
		bytes.data[HEX_DIGEST] = '\0';
		found = digest_parse(bytes.data, out);
	}
	buf_done(&bytes);
	free(path);
	return found;
}

/* The reference of a case is asked for once, with its first revision. */
static char *reference_of(struct app *app, const struct store_entry *entry, const struct record_row *before)
{
	struct store_case item = { 0 };
	if (before)
		return mem_strdup(before->reference);
	/* A record outlives the working copy of its case; its id then stands for the reference. */
	bool known = store_case_get(app->store, entry->record, &item, NULL) == STATUS_OK;
	char *reference = mem_strdup(known ? item.reference : entry->record);
	store_case_done(&item);
	return reference;
}

static void add_row(struct app *app, struct record_rows *out, struct tally *last, const struct store_entry *entry)
{
	size_t place = tally_get(last, entry->record);
	struct record_row *before = place == TALLY_NONE ? NULL : &out->items[place];
	struct record_row row = {
		.record_id = mem_strdup(entry->record),
		.reference = reference_of(app, entry, before),
		.number = before ? before->number + 1 : 1,
		.seq = entry->seq,
		.at = entry->at,
		.digest = entry->artifact,
		.newest = true,
	};
	memcpy(row.terminal, entry->terminal, sizeof row.terminal);
	if (before)
		before->newest = false;
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	tally_set(last, row.record_id, out->count);
	out->items[out->count++] = row;
}

/* Keeps only revision `number`. */
static void keep_one(struct record_rows *rows, long number)
{
	size_t kept = 0;
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->items[i].number == number) {
			rows->items[kept++] = rows->items[i];
		} else {
			free(rows->items[i].record_id);
			free(rows->items[i].reference);
		}
	}
	rows->count = kept;
}

/* Splits "CASE/N"; 0 when there is no number, -1 when it is not one. */
static long split_number(char *which)
{
	char *slash = strchr(which, '/');
	if (!slash)
		return 0;
	*slash = '\0';
	char *end;
	long number = strtol(slash + 1, &end, 10);
	return *end || number < 1 ? -1 : number;
}

static enum status collect(struct app *app, const char *record, struct record_rows *out, struct diag_list *diags)
{
	struct store_entries entries = { 0 };
	struct tally last = { .slots = NULL };
	enum status status = store_entries_united(app->store, record, &entries, diags);
	for (size_t i = 0; i < entries.count && status == STATUS_OK; i++)
		if (strcmp(entries.items[i].kind, KIND_REVISION) == 0)
			add_row(app, out, &last, &entries.items[i]);
	tally_done(&last);
	store_entries_done(&entries);
	return status;
}

enum status app_records(struct app *app, const char *which, struct record_rows *out, struct diag_list *diags)
{
	memset(out, 0, sizeof *out);
	if (!app->store)
		return diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there are no records"));
	if (!which)
		return collect(app, NULL, out, diags);
	char *name = mem_strdup(which);
	long number = split_number(name);
	struct store_case item = { 0 };
	enum status status = number < 0 ? diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: write CASE or CASE/NUMBER, such as R8-0001/2"), which)
	                                : store_case_get(app->store, name, &item, diags);
	if (status == STATUS_OK)
		status = collect(app, item.id, out, diags);
	if (status == STATUS_OK && number > 0)
		keep_one(out, number);
	if (status == STATUS_OK && out->count == 0)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("%s: nothing has been handed in under this name"), which);
	store_case_done(&item);
	free(name);
	return status;
}

struct faults {
	struct app *app;
	struct diag_list *diags;
};

/* A person looks for the number of the case, not for the id of its record. */
static void report_fault(const struct store_entry *entry, const char *fault, void *context)
{
	const struct faults *job = context;
	struct store_case item = { 0 };
	bool known = entry && entry->record[0] && store_case_get(job->app->store, entry->record, &item, NULL) == STATUS_OK;
	diag_error(job->diags, STATUS_FAILED, known ? item.reference : NULL, 0, "%s", fault);
	store_case_done(&item);
}

/* A chain that somebody signed anew with a key of his own is consistent in itself; only the key of this terminal tells it apart. */
static enum status check_signer(struct app *app, struct diag_list *diags)
{
	struct sign_key key;
	struct store_entries entries = { 0 };
	char *path = mem_printf("%s.key", app->store_path);
	enum status status = STATUS_OK;
	if (!file_exists(path)) {
		diag_warning(diags, path, 0, _("the key of this terminal is not here; signatures were checked only against the keys that the entries name"));
		free(path);
		return STATUS_OK;
	}
	status = sign_key_load(&key, path, diags);
	if (status == STATUS_OK)
		status = store_entries(app->store, NULL, &entries, diags);
	for (size_t i = 0; i < entries.count; i++) {
		if (memcmp(entries.items[i].public_key, key.public_key, sizeof key.public_key) == 0)
			continue;
		diag_error(diags, STATUS_FAILED, NULL, 0, _("entry %1$lld (%2$s %3$s): it is signed by another key than that of this terminal"),
			(long long)entries.items[i].seq, entries.items[i].kind, entries.items[i].record);
		status = STATUS_FAILED;
	}
	store_entries_done(&entries);
	free(path);
	return status;
}

char *app_record_practice(struct app *app, const struct record_row *row)
{
	struct revision revision = { 0 };
	struct buf bytes;
	char *practice = NULL;
	buf_init(&bytes);
	if (store_artifact(app->store, &row->digest, &bytes, NULL) == STATUS_OK &&
		revision_decode(&revision, row->reference, bytes.data, bytes.len, NULL) == STATUS_OK)
		practice = dossier_peek_practice(revision.dossier, strlen(revision.dossier));
	revision_done(&revision);
	buf_done(&bytes);
	return practice ? practice : mem_strdup("");
}

/* An exercise among records in earnest would have come there by no way of this program; the same the other way round. */
static enum status check_practice(struct app *app, struct diag_list *diags)
{
	struct record_rows rows;
	enum status status = app_records(app, NULL, &rows, diags);
	for (size_t i = 0; i < rows.count; i++) {
		char *practice = app_record_practice(app, &rows.items[i]);
		if ((practice[0] != '\0') != app->practice)
			status = diag_error(diags, STATUS_FAILED, rows.items[i].reference, 0, app->practice
				? _("revision %1$d is in earnest and stands among practice%2$s")
				: _("revision %1$d is practice (exercise %2$s) and stands among records in earnest"), rows.items[i].number, practice);
		free(practice);
	}
	record_rows_done(&rows);
	return status;
}

struct steps_check {
	struct diag_list *diags;
	const char *reference;
};

static void report_step(const struct passage *passage, const char *fault, void *context)
{
	const struct steps_check *check = context;
	diag_error(check->diags, STATUS_FAILED, check->reference, 0, _("entry %1$lld (%2$s): %3$s"), (long long)passage->seq, life_verb_word(passage->verb),
		fault);
}

/* Who did what, and whether he could: steps in order, persons, roles, signatures. */
static enum status check_steps(struct app *app, size_t *alone, struct diag_list *diags)
{
	struct history_tally tally = { .alone = 0 };
	struct store_cases cases = { 0 };
	struct history_keys keys;
	enum status status = history_keys(app, &keys, diags);
	if (status == STATUS_OK)
		status = store_case_list(app->store, &cases, diags);
	for (size_t i = 0; i < cases.count; i++) {
		struct steps_check check = { diags, cases.items[i].reference };
		struct history history;
		if (cases.items[i].revisions == 0)
			continue;
		enum status one = app_history(app, cases.items[i].id, &history, diags);
		if (one == STATUS_OK)
			one = history_check_from(app, &history, &keys, report_step, &check, &tally, diags);
		history_done(&history);
		if (status == STATUS_OK)
			status = one;
	}
	for (size_t i = 0; i < tally.unlisted_count; i++)
		diag_warning(diags, app->store_path, 0, _("%1$zu steps of terminal %2$.8s are by persons who are not in the list of this office; their signatures fit, "
			"and the list of the other office tells who they are"), tally.unlisted[i].steps, tally.unlisted[i].terminal);
	*alone = tally.alone;
	history_tally_done(&tally);
	history_keys_done(&keys);
	store_cases_done(&cases);
	return status;
}

enum status app_records_verify(struct app *app, size_t *checked, size_t *alone, struct diag_list *diags)
{
	struct digest expected;
	*checked = *alone = 0;
	if (!app->store)
		return diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there are no records"));
	struct faults job = { app, diags };
	bool known = app_head_load(app, &expected) && !app_restored_without(app, &expected), handed_in;
	enum status status = store_verify(app->store, known ? &expected : NULL, checked, report_fault, &job, diags);
	if (status == STATUS_LOCKED)
		return status;
	enum status file = store_check(app->store, diags);
	if (status == STATUS_OK)
		status = file;
	enum status cases = records_check_cases(app, &handed_in, diags);
	if (status == STATUS_OK)
		status = cases;
	if (status == STATUS_OK)
		status = check_practice(app, diags);
	if (!known && (handed_in || *checked > 0))
		diag_warning(diags, app->store_path, 0, _("the last entry of the chain is not remembered (.head); entries cut off at its end would not be noticed"));
	if (status == STATUS_OK)
		status = check_steps(app, alone, diags);
	if (status == STATUS_OK)
		status = check_signer(app, diags);
	size_t foreign = 0;
	enum status others = app_exchange_verify(app, &foreign, diags);
	*checked += foreign;
	return status == STATUS_OK ? others : status;
}

void revived_done(struct revived *revived)
{
	verdict_free(&revived->verdict);
	dossier_free(&revived->dossier);
	engine_free(&revived->engine);
	edition_free(&revived->edition);
	revision_done(&revived->revision);
}

enum status record_revive(struct app *app, const struct record_row *row, struct revived *out, struct diag_list *diags)
{
	struct buf bytes;
	char *name = mem_printf("%s/%d", row->reference, row->number);
	memset(out, 0, sizeof *out); /* decoding fills the revision, or leaves it empty */
	buf_init(&bytes);
	enum status status = store_artifact(app->store, &row->digest, &bytes, diags);
	if (status == STATUS_OK)
		status = revision_decode(&out->revision, name, bytes.data, bytes.len, diags);
	if (status == STATUS_OK)
		status = reading_load(app, &out->revision, &out->edition, diags);
	if (status == STATUS_OK)
		status = engine_new(&out->engine, out->edition, diags);
	if (status == STATUS_OK)
		status = dossier_read(&out->dossier, out->edition, name, out->revision.dossier, strlen(out->revision.dossier), diags);
	if (status == STATUS_OK) {
		mem_replace(&out->dossier->id, out->revision.record_id);
		free(out->dossier->reference);
		out->dossier->reference = reference_visible(out->revision.reference);
		out->verdict = engine_decide(out->engine, out->dossier, out->revision.as_of);
	}
	buf_done(&bytes);
	free(name);
	return status;
}

/* Number of the first line that differs, and both lines. */
static void report_difference(const char *name, const char *then, const char *now, struct diag_list *diags)
{
	int line = 1;
	while (*then && *then == *now) {
		line += *then == '\n';
		then++, now++;
	}
	size_t a = strcspn(then, "\n"), b = strcspn(now, "\n");
	diag_error(diags, STATUS_FAILED, name, line, _("the verdict differs: recorded \"%1$.*2$s\", derived again \"%3$.*4$s\""), then, (int)a, now, (int)b);
}

enum status app_record_replay(struct app *app, const struct record_row *row, struct diag_list *diags)
{
	struct revived revived;
	enum status status = record_revive(app, row, &revived, diags);
	if (status == STATUS_OK) {
		struct buf again;
		buf_init(&again);
		char *record = mem_printf("%s/%d", row->reference, row->number);
		size_t same;
		status = app_evidence_check(app, revived.dossier, record, &same, diags);
		free(record);
		verdict_write(revived.verdict, &again);
		if (strcmp(again.data, revived.revision.verdict) != 0) {
			char *name = mem_printf("%s/%d", row->reference, row->number);
			report_difference(name, revived.revision.verdict, again.data, diags);
			status = STATUS_FAILED;
			free(name);
		}
		buf_done(&again);
	}
	revived_done(&revived);
	return status;
}

static void revived_snapshot(const struct revision *revision, struct snapshot_info *out)
{
	memset(out, 0, sizeof *out);
	out->name = revision->snapshot_name;
	out->source = revision->snapshot_source;
	out->signature = revision->snapshot_signature;
	out->digest = revision->snapshot_digest;
	out->issued_on = revision->snapshot_issued_on;
	out->imported_on = DATE_NONE;
	out->sample = revision->snapshot_sample;
}

enum status app_record_print_then(struct app *app, const struct record_row *row, const struct history_ends *ends, enum record_format format, struct buf *out,
	struct diag_list *diags)
{
	struct revived revived;
	struct told_life told = { .steps = NULL };
	enum status status = record_revive(app, row, &revived, diags);
	if (status == STATUS_OK)
		status = told_life_start(app, row, ends, &told, diags);
	if (status == STATUS_OK) {
		const struct revision *revision = &revived.revision;
		struct asking asking = { .engine = revived.engine, .dossier = revived.dossier, .as_of = revision->as_of };
		struct snapshot_info snapshot;
		struct triggers triggers;
		revived_snapshot(revision, &snapshot);
		status = triggers_read(&triggers, row->reference, revision->triggers, diags);
		const struct record record = {
			.edition = revived.edition,
			.dossier = revived.dossier,
			.verdict = revived.verdict,
			.engine = revived.engine,
			.snapshot = revision->has_snapshot ? &snapshot : NULL,
			.snapshot_age_days = revision->has_snapshot ? revision->as_of - revision->snapshot_issued_on : 0,
			.author = revision->author,
			.program_version = revision->program_version,
			.policy_check = revision->policy_check,
			.revision = &row->digest,
			.seq = row->seq,
			.submitted_at = revision->submitted_at,
			.revision_number = told.number,
			.key = told.known ? &told.key : NULL,
			.own_key = told.own_key,
			.life = &told.life,
			.triggers = &triggers,
			.lang = app->lang,
			.is_asked = app_still_asked,
			.asked_context = &asking,
			.read_fact = app_read_fact,
			.search_words = app_evidence_sentence,
		};
		if (status == STATUS_OK)
			status = app_record_write(app, &record, format, out, diags);
		triggers_done(&triggers);
	}
	told_life_done(&told);
	revived_done(&revived);
	return status;
}

enum status app_record_print(struct app *app, const struct record_row *row, enum record_format format, struct buf *out, struct diag_list *diags)
{
	return app_record_print_then(app, row, NULL, format, out, diags);
}
