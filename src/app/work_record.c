/* SPDX-License-Identifier: Apache-2.0 */
/* The record of an open case, and handing it in. */
#include <stdlib.h>
#include <string.h>

#include "app/evidence.h"
#include "app/person.h"
#include "app/printing.h"
#include "app/records.h"
#include "app/review.h"
#include "app/sweep.h"
#include "app/triggers.h"
#include "app/work.h"
#include "app/work_internal.h"
#include "model/revision.h"
#include "report/record.h"

#define PAGE_CELLS 80

static const struct {
	const char *word, *suffix;
} formats[RECORD_FORMATS] = {
	[RECORD_TEXT] = { "text", "txt" },
	[RECORD_HTML] = { "html", "html" },
	[RECORD_JSON] = { "json", "json" },
	[RECORD_CSV] = { "csv", "csv" },
	[RECORD_PDF] = { "pdf", "pdf" },
	[RECORD_XLSX] = { "xlsx", "xlsx" },
};

bool record_format_parse(const char *word, enum record_format *out)
{
	for (int i = 0; i < RECORD_FORMATS; i++) {
		if (strcmp(word, formats[i].word) == 0) {
			*out = (enum record_format)i;
			return true;
		}
	}
	return false;
}

const char *record_format_suffix(enum record_format format)
{
	return formats[format].suffix;
}

enum status app_record_write(struct app *app, const struct record *record, enum record_format format, struct buf *out, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	if (format == RECORD_JSON) {
		record_json(record, out);
	} else if (format == RECORD_CSV) {
		record_csv(record, out);
	} else {
		struct doc *doc = format == RECORD_XLSX ? record_tables(record) : record_doc(record);
		status = app_doc_write(app, doc, format, out, diags);
		doc_free(&doc);
	}
	return status;
}

enum status app_doc_write(struct app *app, const struct doc *doc, enum record_format format, struct buf *out, struct diag_list *diags)
{
	if (format == RECORD_PDF || format == RECORD_XLSX)
		return app_print(app, doc, format == RECORD_PDF ? DOC_OUTPUT_PDF : DOC_OUTPUT_XLSX, out, diags);
	if (format == RECORD_HTML)
		doc_write_html(doc, out);
	else
		doc_write_text(doc, PAGE_CELLS, out);
	return STATUS_OK;
}

bool app_still_asked(const struct entity *entity, const struct question *question, void *context)
{
	const struct asking *asking = context;
	return engine_asked(asking->engine, asking->dossier, asking->as_of, entity, question) != TRUTH_NO;
}

void app_read_fact(const struct entity *entity, const struct fact *fact, struct buf *word, struct buf *source, void *context)
{
	const struct asking *asking = context;
	engine_read(asking->engine, asking->dossier, asking->as_of, entity, fact, word, source);
}

void work_record_fill(const struct work *work, struct record *record, struct buf *line)
{
	app_policy_line(work->app, line);
	*record = (struct record){
		.edition = work->rules.edition,
		.dossier = work->dossier,
		.verdict = work->verdict,
		.engine = work->rules.engine,
		.snapshot = app_snapshot(work->app),
		.snapshot_age_days = app_snapshot(work->app) ? snapshot_age_days(app_snapshot(work->app), work->verdict->as_of) : 0,
		.author = app_author(work->app),
		.program_version = app_version(),
		.policy_check = line->data,
		.lang = work->app->lang,
		.is_asked = app_still_asked,
		.asked_context = (void *)(uintptr_t)&work->asking,
		.read_fact = app_read_fact,
		.search_words = app_evidence_sentence,
	};
}

enum status work_export(const struct work *work, enum record_format format, struct buf *out, struct diag_list *diags)
{
	struct record record;
	struct buf line;
	buf_init(&line);
	work_record_fill(work, &record, &line);
	enum status status = app_record_write(work->app, &record, format, out, diags);
	buf_done(&line);
	return status;
}

void work_record(const struct work *work, enum record_format format, struct buf *out)
{
	(void)work_export(work, format, out, NULL);
}

bool work_years(const struct work *work, int64_t *out_milli)
{
	return record_years(work->dossier, out_milli);
}

bool work_cost(const struct work *work, const char *key, int64_t *out_yen)
{
	const struct entity *candidate = dossier_find(work->dossier, key);
	return candidate && candidate->scope == SCOPE_CANDIDATE && record_cost(work->dossier, candidate, out_yen);
}

bool work_cost_until(const struct work *work, const char *key, int64_t years_milli, int64_t *out_yen)
{
	const struct entity *candidate = dossier_find(work->dossier, key);
	return candidate && candidate->scope == SCOPE_CANDIDATE && record_cost_until(work->dossier, candidate, years_milli, out_yen);
}

void work_preview(const struct work *work, size_t cells, struct buf *out)
{
	struct record record;
	struct buf line;
	buf_init(&line);
	work_record_fill(work, &record, &line);
	struct doc *doc = record_doc(&record);
	doc_write_text(doc, cells < PAGE_CELLS ? cells : PAGE_CELLS, out);
	doc_free(&doc);
	buf_done(&line);
}

/* What will make the decision be looked at again goes with it. */
static enum status fill_triggers(const struct work *work, struct revision *revision, struct diag_list *diags)
{
	struct triggers triggers;
	struct buf text;
	buf_init(&text);
	enum status status = app_triggers_make(work, &triggers, diags);
	if (status == STATUS_OK)
		triggers_write(&triggers, &text);
	mem_replace(&revision->triggers, text.data);
	triggers_done(&triggers);
	buf_done(&text);
	return status;
}

static void fill_revision(const struct work *work, struct revision *revision)
{
	const struct snapshot_info *snapshot = app_snapshot(work->app);
	struct buf text;
	buf_init(&text);
	mem_replace(&revision->record_id, work->meta.id);
	mem_replace(&revision->reference, work->meta.reference);
	mem_replace(&revision->edition_id, work->rules.edition->id);
	revision->edition_digest = work->rules.edition->digest;
	if (snapshot) {
		revision->has_snapshot = true;
		mem_replace(&revision->snapshot_name, snapshot->name);
		mem_replace(&revision->snapshot_source, snapshot->source);
		mem_replace(&revision->snapshot_signature, snapshot->signature);
		revision->snapshot_digest = snapshot->digest;
		revision->snapshot_issued_on = snapshot->issued_on;
		revision->snapshot_sample = snapshot->sample;
	}
	revision->as_of = work->verdict->as_of;
	mem_replace(&revision->program_version, app_version());
	mem_replace(&revision->author, app_author(work->app));
	mem_replace(&revision->role, app_role(work->app));
	revision->submitted_at = app_now(work->app);
	app_policy_line(work->app, &text);
	mem_replace(&revision->policy_check, text.data);
	buf_clear(&text);
	dossier_write(work->dossier, &text);
	mem_replace(&revision->dossier, text.data);
	buf_clear(&text);
	verdict_write(work->verdict, &text);
	mem_replace(&revision->verdict, text.data);
	buf_done(&text);
}

/* The newest revision of this case, so that the new one can name it; refused where the case or the person may not hand in. */
static enum status find_parent(const struct work *work, const struct history *history, struct revision *revision, int *number, struct diag_list *diags)
{
	struct self self;
	enum status status = app_act_allowed(work->app, history, LIFE_SUBMIT, diags);
	if (status == STATUS_OK)
		status = app_self(work->app, &self, diags);
	if (status == STATUS_OK) {
		mem_replace(&revision->author, self.name);
		mem_replace(&revision->role, life_role_word((enum life_role)self_role(&self, history->life, LIFE_SUBMIT)));
	}
	*number = history->revisions + 1;
	if (history->revisions) {
		revision->previous = history->items[history->newest].digest;
		revision->has_previous = true;
	}
	return status;
}

/* Nothing is signed that could not be read and derived again: the very bytes of the revision go through the way of a replay. */
static enum status rehearse(const struct work *work, const struct revision *revision, struct diag_list *diags)
{
	struct loaded rules = { .edition = NULL };
	struct dossier *again = NULL;
	struct buf text, packed;
	buf_init(&text);
	buf_init(&packed);
	fileset_pack(&work->rules.edition->files, &packed);
	enum status status = edition_load_packed(&rules.edition, revision->edition_id, packed.data, packed.len, diags);
	if (status == STATUS_OK)
		status = engine_new(&rules.engine, rules.edition, diags);
	if (status == STATUS_OK)
		status = dossier_read(&again, rules.edition, work->meta.reference, revision->dossier, strlen(revision->dossier), diags);
	if (status == STATUS_OK) {
		struct verdict *verdict = engine_decide(rules.engine, again, revision->as_of);
		verdict_write(verdict, &text);
		if (strcmp(text.data, revision->verdict) != 0)
			status = diag_error(diags, STATUS_FAILED, NULL, 0, _("the case does not read back as it stands; nothing was handed in"));
		verdict_free(&verdict);
	}
	dossier_free(&again);
	engine_free(&rules.engine);
	edition_free(&rules.edition);
	buf_done(&packed);
	buf_done(&text);
	return status;
}

/* The verdict without the line of its day. */
static void verdict_of_any_day(const char *verdict, struct buf *out)
{
	while (*verdict) {
		size_t len = strcspn(verdict, "\n");
		len += verdict[len] == '\n';
		if (strncmp(verdict, "as_of ", 6) != 0)
			buf_add(out, verdict, len);
		verdict += len;
	}
}

static bool same_verdict(const struct work *work, const struct revision *a, const struct revision *b)
{
	/* A day that was asked for is meant; that time goes by is no change. */
	if (work->app->as_of != DATE_NONE && a->as_of != b->as_of)
		return false;
	struct buf left, right;
	buf_init(&left);
	buf_init(&right);
	verdict_of_any_day(a->verdict, &left);
	verdict_of_any_day(b->verdict, &right);
	bool same = strcmp(left.data, right.data) == 0;
	buf_done(&left);
	buf_done(&right);
	return same;
}

static bool same_content(const struct work *work, const struct revision *a, const struct revision *b)
{
	return strcmp(a->dossier, b->dossier) == 0 && digest_equal(&a->edition_digest, &b->edition_digest) && a->has_snapshot == b->has_snapshot &&
		(!a->has_snapshot || digest_equal(&a->snapshot_digest, &b->snapshot_digest)) && same_verdict(work, a, b);
}

/*
 * A second revision that says what the first one says would only make people look for the difference. What was taken back or returned may come again
 * as it was: a remark can be answered without a change.
 */
static enum status refuse_same(const struct work *work, const struct history *history, const struct revision *revision, int number,
	struct diag_list *diags)
{
	struct revision last;
	struct buf bytes;
	char brief[20];
	if (!revision->has_previous || history_came_back(history))
		return STATUS_OK;
	memset(&last, 0, sizeof last);
	buf_init(&bytes);
	digest_short(&revision->previous, brief);
	enum status status = store_artifact(work->app->store, &revision->previous, &bytes, diags);
	if (status == STATUS_OK)
		status = revision_decode(&last, work->meta.reference, bytes.data, bytes.len, diags);
	if (status == STATUS_OK && same_content(work, revision, &last))
		status = diag_error(diags, STATUS_FAILED, NULL, 0,
			_("%1$s: nothing has changed since revision %2$d (%3$s); it is not handed in again. Change an answer first, or use that revision"),
			work->meta.reference, number - 1, brief);
	revision_done(&last);
	buf_done(&bytes);
	return status;
}

static enum status append(struct work *work, const struct history *history, const struct revision *revision, struct store_change *change, struct handed_in *out,
	struct diag_list *diags)
{
	struct buf edition, bytes;
	struct store_entry entry = { 0 };
	struct digest digest;
	buf_init(&edition);
	buf_init(&bytes);
	fileset_pack(&work->rules.edition->files, &edition);
	revision_encode(revision, &bytes);
	digest_of(&digest, bytes.data, bytes.len);
	const struct store_append artifacts[] = {
		{ .kind = KIND_EDITION, .record = "", .bytes = edition.data, .len = edition.len },
		{ .kind = KIND_REVISION, .record = work->meta.id, .bytes = bytes.data, .len = bytes.len,
		  .parent = revision->has_previous ? &revision->previous : NULL, .after = &history->end, .change = change, .becomes_head = true },
	};
	enum status status = app_append_signed(work->app, artifacts, 2, revision->submitted_at, &entry, diags);
	if (status == STATUS_OK) {
		digest_hex(&digest, out->digest);
		digest_short(&digest, out->fingerprint);
		out->seq = entry.seq;
	}
	free(entry.kind);
	buf_done(&bytes);
	buf_done(&edition);
	return status;
}

/* What the table of the sweep lets block keeps the case here; each line is told with its place. */
static enum status refuse_blocking(const struct work *work, struct diag_list *diags)
{
	struct sweep sweep;
	enum status status = work_sweep(work, &sweep, diags);
	for (size_t i = 0; i < sweep.count && sweep.items[i].blocks; i++) {
		struct buf text;
		buf_init(&text);
		sweep_item_text(work->app, &sweep.items[i], &text);
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("not handed in: %s"), text.data);
		buf_done(&text);
	}
	sweep_done(&sweep);
	return status;
}

enum status work_submit(struct work *work, struct handed_in *out, struct diag_list *diags)
{
	struct revision revision;
	struct history history = { 0 };
	memset(out, 0, sizeof *out);
	enum status status = app_require(work->app, APP_STORE_WRITE, diags);
	if (status == STATUS_OK)
		status = app_complete_edition(work->app, work->rules.edition->id, diags);
	if (status != STATUS_OK)
		return status;
	struct store_change change = work_change(work);
	revision_init(&revision);
	fill_revision(work, &revision);
	status = work->app->practice == (work->dossier->practice[0] != '\0') ? rehearse(work, &revision, diags) : diag_error(diags, STATUS_FAILED,
		work->app->store_path, 0, _("practice is not handed in among cases in earnest, nor the other way round"));
	if (status == STATUS_OK)
		status = app_history(work->app, work->meta.id, &history, diags);
	if (status == STATUS_OK)
		status = find_parent(work, &history, &revision, &out->number, diags);
	if (status == STATUS_OK)
		status = refuse_same(work, &history, &revision, out->number, diags);
	if (status == STATUS_OK)
		status = refuse_blocking(work, diags);
	if (status == STATUS_OK)
		status = fill_triggers(work, &revision, diags);
	change.title = entity_text(work->dossier, work->dossier->root, "case.title");
	change.verdict = verdict_status_word(work->verdict->status);
	/* What the officer saw goes in, and only while the store still holds just that. */
	if (status == STATUS_OK)
		status = append(work, &history, &revision, &change, out, diags);
	history_done(&history);
	revision_done(&revision);
	return work_settle(work, &change, status, diags);
}
