/* SPDX-License-Identifier: Apache-2.0 */
/* A kept search is one entry of the step, written in one change: it is there as a whole or not at all. */
#include "app/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "app/records.h"
#include "app/screening.h"
#include "app/work_internal.h"
#include "base/ini_scan.h"
#include "base/utf8.h"

/* ---- what there is ---- */

bool app_evidence_current(const struct app *app, const struct kept_search *search)
{
	for (int i = 0; i < SHELVES; i++) {
		const struct snapshot *now = i == SHELF_SERVICES ? app->snapshot : app->shelves[i].snapshot;
		char hex[65];
		if (!now)
			continue;
		digest_hex(&now->info.digest, hex);
		if (strcmp(hex, search->snapshot_digest) == 0)
			return true;
	}
	return false;
}

void work_evidence_sum(const struct work *work, const char *step_key, struct evidence_sum *out)
{
	const struct entity *step = dossier_find(work->dossier, step_key);
	memset(out, 0, sizeof *out);
	for (size_t i = 0; step && step->scope == SCOPE_STEP && i < step->entry_count; i++) {
		struct kept_search search;
		char *why = NULL;
		out->searches++;
		if (kept_search_read(&search, work->dossier, step->entries[i], &why)) {
			out->hits += search.count;
			out->rejected += search.rejected;
			out->older += !app_evidence_current(work->app, &search);
			kept_search_done(&search);
		}
		free(why);
	}
}

void evidence_sum_text(const struct evidence_sum *sum, struct buf *out)
{
	if (sum->searches == 0) {
		buf_adds(out, _("no search kept"));
		return;
	}
	buf_addf(out, _("%1$zu searches kept, %2$zu hits, %3$zu rejected"), sum->searches, sum->hits, sum->rejected);
	if (sum->older)
		buf_addf(out, _(" (%zu of another snapshot)"), sum->older);
}

const struct fact *work_evidence_wanted(const struct work *work, const char *step_key)
{
	const struct entity *step = dossier_find(work->dossier, step_key);
	if (!step || step->scope != SCOPE_STEP || step->entry_count)
		return NULL;
	const struct fact *fact = kept_search_claim(work->dossier, step);
	return fact && app_still_asked(step, fact->question, (void *)(uintptr_t)&work->asking) ? fact : NULL;
}

void app_evidence_sentence(const struct kept_search *search, struct buf *out)
{
	struct registry_filter filter;
	if (filter_parse(search->filter, &filter))
		app_filter_sentence(&filter, search->query, false, search->count, out);
	else
		buf_adds(out, search->filter);
	if (search->screened)
		buf_adds(out, _(", with what falls by the rules rejected by them"));
}

/* ---- keeping ---- */

/* A case file has no sign for these, so a search with them could not be read back as it was. */
static bool can_be_kept(const char *text)
{
	const char *end = text + strlen(text);
	size_t used;
	for (; text < end; text += used) {
		uint32_t code = utf8_decode(text, end, &used);
		if (code == '"' || code < ' ' || ini_is_forbidden(code))
			return false;
	}
	return true;
}

/* The hits of one snapshot; returns how many they are. */
static size_t take_hits(struct app *app, const struct snapshot *snapshot, const size_t *rows, size_t count, const struct screening *screening,
	struct buf *hits, struct buf *rejected)
{
	size_t taken = 0;
	for (size_t i = 0; i < count; i++) {
		const struct listing *row = app_registry_row(app, rows[i]);
		const struct rule *by = screening_by(screening, rows[i]);
		size_t start = hits->len;
		if (row < snapshot->rows || row >= snapshot->rows + snapshot->count)
			continue;
		taken++;
		kept_hit_add(hits, row);
		if (!by)
			continue;
		/* "list | number" is the line up to its second bar. */
		const char *bar = strstr(strstr(hits->data + start, " | ") + 3, " | ");
		buf_addf(rejected, "%.*s | " KEPT_RULE "%s\n", (int)(bar - (hits->data + start)), hits->data + start, by->id);
	}
	return taken;
}

struct keeping {
	struct cells cells;
	const struct work *work;
	const char *key;
};

/* The words live with the cells, whose author is the session's. */
static void add(struct keeping *job, const char *fact_id, const char *word)
{
	const struct fact *fact = edition_fact(job->work->rules.edition, fact_id);
	struct answer answer = { 0 };
	char *why = NULL;
	if (word[0] && answer_from_word(&answer, fact, word, &why)) {
		answer.at = app_now(job->work->app);
		cells_add_answer(&job->cells, job->key, fact, &answer);
		job->cells.items[job->cells.count - 1].author = app_author(job->work->app);
	} else if (!word[0]) {
		cells_add_answer(&job->cells, job->key, fact, &answer);
	}
	free(why);
	answer_done(&answer);
}

static void add_day(struct keeping *job, const char *fact_id, date_days day)
{
	char iso[11];
	if (day == DATE_NONE)
		return;
	date_format_iso(day, iso);
	add(job, fact_id, iso);
}

/* So many rejected hits without words stand on one line. */
#define REJECTED_A_LINE 16

/* The hits with what is rejected of them already; false where a case file has no room for them and for a reason of each. */
static bool add_hits(struct keeping *job, size_t count, const struct buf *hits, const struct buf *rejected)
{
	struct buf text;
	char hex[65];
	buf_init(&text);
	size_t lines = kept_hits_pack(hits, &text);
	kept_hits_digest(hits, hex);
	add(job, "search.digest", hex);
	add(job, "search.hits", text.data);
	buf_clear(&text);
	size_t rejected_lines = kept_hits_pack(rejected, &text), wanted = count / REJECTED_A_LINE + 1;
	add(job, "search.rejected", text.data);
	buf_done(&text);
	return lines + (rejected_lines > wanted ? rejected_lines : wanted) <= KEPT_LINES_MAX;
}

static void add_head(struct keeping *job, const struct snapshot_info *info, const char *query, bool screened, size_t count)
{
	struct app *app = job->work->app;
	struct buf text;
	char hex[65];
	buf_init(&text);
	add(job, "search.query", query);
	filter_write(app->filter, &text);
	add(job, "search.filter", text.data);
	add(job, "search.screened", screened ? "yes" : "no");
	add(job, "search.snapshot", info->name);
	digest_hex(&info->digest, hex);
	add(job, "search.snapshot_digest", hex);
	add_day(job, "search.issued_on", info->issued_on);
	add_day(job, "search.as_of", app_as_of(app));
	add_day(job, "search.until", app->filter_until);
	buf_clear(&text);
	buf_addf(&text, "%zu", count);
	add(job, "search.count", text.data);
	buf_done(&text);
}

static enum status refuse(const struct work *work, const struct entity *step, const char *step_key, const char *query, struct diag_list *diags)
{
	if (!step || step->scope != SCOPE_STEP)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%s is no step of this case"), step_key);
	if (!app_snapshot(work->app))
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("there is no registry snapshot, so there is nothing to search in"));
	if (!can_be_kept(query) || !can_be_kept(work->app->filter->region))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("a case file cannot hold these search words; leave out double quotes and invisible characters"));
	return STATUS_OK;
}

/* What was searched: one kept search for each shelf in view, because each has a snapshot of its own. */
struct found {
	const size_t *rows;
	size_t count;
	const char *query;
	bool screened;
	struct screening screening;
};

/* Adds the searches to a copy of the case, which gives them their keys, and to the cells. The key of the first is handed out. */
static enum status add_searches(struct work *work, const char *step_key, const struct found *found, struct cells *cells, char key[ENTITY_KEY_MAX + 1],
	struct diag_list *diags)
{
	struct dossier *trial = dossier_copy(work->dossier);
	struct app *app = work->app;
	enum status status = STATUS_OK;
	key[0] = '\0';
	for (size_t i = 0; i < app->view_count && status == STATUS_OK; i++) {
		const struct snapshot *snapshot = app_shelf(app, app->view[i]);
		struct entity *entry = snapshot ? dossier_add_entry(trial, dossier_find(trial, step_key), NULL) : NULL;
		struct buf hits, rejected;
		if (snapshot && !entry)
			status = diag_error(diags, STATUS_INPUT, NULL, 0, _("the step has no room for another search"));
		if (!entry)
			continue;
		if (!key[0])
			memcpy(key, entry->key, sizeof entry->key);
		buf_init(&hits);
		buf_init(&rejected);
		size_t taken = take_hits(app, snapshot, found->rows, found->count, &found->screening, &hits, &rejected);
		struct keeping job = { .work = work, .key = entry->key, .cells = *cells };
		cells_add_entity(&job.cells, entry->key, true, app_now(app));
		add_head(&job, &snapshot->info, found->query, found->screened, taken);
		if (!add_hits(&job, taken, &hits, &rejected))
			status = diag_error(diags, STATUS_INPUT, NULL, 0,
				_("%zu hits with a reason for each are more than a case file has room for; narrow the search, for example by list or by form, and keep it in parts"), taken);
		*cells = job.cells;
		buf_done(&hits);
		buf_done(&rejected);
	}
	dossier_free(&trial);
	return status;
}

enum status work_keep_search(struct work *work, const char *step_key, const char *query, bool screened, char key[ENTITY_KEY_MAX + 1],
	struct diag_list *diags)
{
	const struct entity *step = dossier_find(work->dossier, step_key);
	struct found found = { .query = query, .screened = screened };
	struct cells cells;
	enum status status = app_rows(work->app, diags);
	if (status == STATUS_OK && screened)
		status = work_screen(work, step_key, &found.screening, diags);
	work_registry_view(work->app, work, step_key);
	if (status == STATUS_OK)
		found.rows = app_registry_search(work->app, query, &found.count);
	if (status == STATUS_OK)
		status = refuse(work, step, step_key, query, diags);
	cells_init(&cells);
	if (status == STATUS_OK) {
		work_keep_implied(&cells, work, step);
		status = add_searches(work, step_key, &found, &cells, key, diags);
	}
	if (status == STATUS_OK)
		status = work_apply(work, &cells, diags);
	else
		cells_done(&cells);
	screening_done(&found.screening);
	return status;
}

/* ---- rejecting ---- */

static enum status check_reason(const struct work *work, const char *reason, const char *words, struct diag_list *diags)
{
	bool needs = false;
	if (reason[0] && !kept_reason_known(work->rules.edition, reason, &needs))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("%s is no reason to reject a service"), reason);
	if (needs && !words[strspn(words, " ")])
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("this reason says nothing without words; write them"));
	if (!can_be_kept(words))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("the words may not hold double quotes, control or invisible characters"));
	return STATUS_OK;
}

static size_t text_lines_of(const char *text)
{
	size_t lines = text && *text;
	for (; text && *text; text++)
		lines += *text == '\n';
	return lines;
}

enum status work_reject(struct work *work, const char *key, const bool *marked, const char *reason, const char *words, struct diag_list *diags)
{
	const struct entity *entity = dossier_find(work->dossier, key);
	struct kept_search search;
	char *why = NULL;
	enum status status = check_reason(work, reason, words, diags);
	if (status != STATUS_OK)
		return status;
	if (!entity || entity->scope != SCOPE_SEARCH || !kept_search_read(&search, work->dossier, entity, &why)) {
		status = diag_error(diags, STATUS_INPUT, NULL, 0, _("%1$s is no kept search (%2$s)"), key, why ? why : "");
		free(why);
		return status;
	}
	for (size_t i = 0; i < search.count; i++) {
		if (!marked[i])
			continue;
		search.hits[i].reason = reason[0] ? reason : NULL;
		search.hits[i].words = words;
	}
	struct keeping job = { .work = work, .key = key };
	struct buf rejected;
	buf_init(&rejected);
	cells_init(&job.cells);
	const struct answer *hits = entity_answer_id(work->dossier, entity, "search.hits");
	size_t lines = kept_rejected_write(&search, &rejected) + text_lines_of(hits ? hits->text : "");
	add(&job, "search.rejected", rejected.data);
	if (lines > KEPT_LINES_MAX) {
		status = diag_error(diags, STATUS_INPUT, NULL, 0, _("a case file has no room for these words beside so many hits; write fewer words, or narrow the search"));
		cells_done(&job.cells);
	} else {
		status = work_apply(work, &job.cells, diags);
	}
	buf_done(&rejected);
	kept_search_done(&search);
	return status;
}
