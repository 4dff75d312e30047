/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of cases against the records. What stands in the list, and the draft of a case that is as it was handed in, follow from the newest revision; so they
 * are compared with it, and whoever changes them behind the program is found. A draft that somebody goes on with is his own, and is not looked at.
 *
 * Where revisions stand side by side, the draft may follow any of them: which one came first differs from terminal to terminal.
 */
#include "app/records_internal.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/reading.h"
#include "app/work_internal.h"
#include "model/edition.h"
#include "model/reference.h"
#include "model/revision.h"
#include "store/exchange.h"

#define FIRST_COMPONENT "c1" /* an examination that names no part has this one, with or without a cell of its own */

/* ---- one draft and one revision ---- */

struct comparing {
	const struct edition *edition;
	struct cells expected; /* in order */
	bool *seen;
	char *what; /* the first difference */
};

static int compare_cell(const void *a, const void *b)
{
	const struct store_cell *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	return order ? order : strcmp(x->fact, y->fact);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_cell(const struct store_cell *a, const struct store_cell *b)
{
	/* When a part was added stands in no record. */
	return same_text(a->word, b->word) && same_text(a->reason, b->reason) && same_text(a->evidence, b->evidence) && same_text(a->source, b->source) &&
		same_text(a->author, b->author) && (a->at == b->at || !a->fact[0]);
}

static void compare_one(const struct store_cell *cell, void *context)
{
	struct comparing *job = context;
	enum cell_kind kind;
	(void)cell_fact(cell->fact, &kind);
	/* What was typed beside an answer, and what the edition does not know, goes into no revision. */
	if (kind != CELL_ANSWER || (cell->fact[0] && strcmp(cell->fact, PRACTICE_FACT) != 0 && !edition_fact(job->edition, cell->fact)))
		return;
	const struct store_cell *want = job->expected.count ? bsearch(cell, job->expected.items, job->expected.count, sizeof *cell, compare_cell) : NULL;
	if (want)
		job->seen[want - job->expected.items] = true;
	if (!job->what && !(want && same_cell(want, cell)))
		job->what = mem_printf(_("the answer %1$s %2$s of its draft"), cell->key, cell->fact);
}

/* The first difference in words; NULL where there is none. */
static char *compare_draft(struct app *app, const char *id, const struct edition *edition, const struct dossier *dossier)
{
	struct comparing job = { .edition = edition };
	struct digest seen;
	cells_init(&job.expected);
	cells_add_dossier(&job.expected, dossier);
	if (job.expected.count)
		qsort(job.expected.items, job.expected.count, sizeof *job.expected.items, compare_cell);
	job.seen = mem_array(job.expected.count + 1, sizeof *job.seen);
	if (store_cells(app->store, id, compare_one, &job, &seen, NULL) != STATUS_OK && !job.what)
		job.what = mem_strdup(_("its draft, which cannot be read,"));
	for (size_t i = 0; i < job.expected.count && !job.what; i++) {
		const struct store_cell *cell = &job.expected.items[i];
		if (!job.seen[i] && (cell->fact[0] || strcmp(cell->key, FIRST_COMPONENT) != 0))
			job.what = mem_printf(_("the answer %1$s %2$s of its draft"), cell->key, cell->fact);
	}
	free(job.seen);
	cells_done(&job.expected);
	return job.what;
}

static bool same_verdict(const struct revision *revision, const char *word)
{
	static const char first[] = "verdict ";
	size_t len = strlen(word), skip = sizeof first - 1;
	return strncmp(revision->verdict, first, skip) == 0 && strncmp(revision->verdict + skip, word, len) == 0 &&
		(revision->verdict[skip + len] == '\n' || revision->verdict[skip + len] == '\0');
}

/* What of the case is not as the revision says, in words; NULL where all of it is. */
static char *compare_revision(struct app *app, const struct store_case *item, const struct revision *revision, struct reading *reading, struct diag_list *diags)
{
	struct dossier *dossier = NULL;
	char *what = NULL;
	bool submitted = strcmp(item->stage, STAGE_SUBMITTED) == 0;
	const struct edition *edition = NULL;
	enum status status = reading_edition(reading, revision, &edition, diags);
	if (status == STATUS_OK)
		status = dossier_read(&dossier, edition, revision->reference, revision->dossier, strlen(revision->dossier), diags);
	if (status != STATUS_OK)
		what = mem_strdup(_("its record, which cannot be read,"));
	else if (dossier->sample != item->sample)
		what = mem_strdup(_("whether it is a sample"));
	else if (submitted && strcmp(item->edition, revision->edition_id) != 0)
		what = mem_strdup(_("its edition"));
	else if (submitted && !same_verdict(revision, item->verdict))
		what = mem_strdup(_("its verdict"));
	else if (submitted && strcmp(item->title, entity_text(dossier, dossier->root, "case.title")) != 0)
		what = mem_strdup(_("its title"));
	else if (submitted)
		what = compare_draft(app, item->id, edition, dossier);
	dossier_free(&dossier);
	return what;
}

/* ---- one case ---- */

/*
 * The number of a case is that of its first revision where it was made here. One that came from elsewhere has the number it came with, or that with the
 * beginning of its terminal, or its own id, behind it.
 */
static bool same_reference(const struct store_case *item, const struct revision *revision, const char *terminal)
{
	size_t base = reference_base(item->reference);
	const char *behind = item->reference + base;
	char *shown = reference_visible(revision->reference);
	bool same = strcmp(item->reference, shown) == 0;
	free(shown);
	if (same || *behind != '@' || reference_base(revision->reference) != base || strncmp(revision->reference, item->reference, base) != 0)
		return same;
	behind++;
	return strcmp(behind, item->id) == 0 || (strlen(behind) >= 4 && strncmp(terminal, behind, strlen(behind)) == 0);
}

static enum status read_revision(struct app *app, const struct passage *passage, struct revision *out)
{
	struct buf bytes;
	memset(out, 0, sizeof *out);
	buf_init(&bytes);
	enum status status = store_artifact(app->store, &passage->digest, &bytes, NULL);
	if (status == STATUS_OK)
		status = revision_decode(out, "", bytes.data, bytes.len, NULL);
	buf_done(&bytes);
	return status;
}

static bool find_reference(struct app *app, const struct store_case *item, const struct history *history)
{
	bool found = false, readable = false;
	for (size_t i = 0; i < history->count && !found; i++) {
		const struct passage *passage = &history->items[i];
		struct revision revision;
		if (passage->verb != LIFE_SUBMIT || !passage->author || read_revision(app, passage, &revision) != STATUS_OK)
			continue;
		found = same_reference(item, &revision, passage->terminal);
		readable = true;
		bool ours = passage->number == 1 && strcmp(passage->terminal, store_terminal(app->store)) == 0;
		revision_done(&revision);
		if (ours)
			break;
	}
	return found || !readable;
}

/* The newest revision that can be read, or another one that no revision follows. */
static char *find_difference(struct app *app, const struct store_case *item, const struct history *history, struct reading *reading, struct diag_list *diags)
{
	char *what = NULL;
	bool first = true;
	for (size_t i = history->count; i-- > 0;) {
		const struct passage *passage = &history->items[i];
		struct revision revision;
		if (passage->verb != LIFE_SUBMIT || !passage->author || (!first && !passage->is_head) || read_revision(app, passage, &revision) != STATUS_OK)
			continue;
		char *one = compare_revision(app, item, &revision, reading, first ? diags : NULL);
		revision_done(&revision);
		if (!one) {
			free(what);
			return NULL;
		}
		if (first)
			what = one;
		else
			free(one);
		first = false;
	}
	return what;
}

static bool any_crossed(const struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].crossed)
			return true;
	return false;
}

static enum status differs(const struct store_case *item, const char *what, struct diag_list *diags)
{
	return diag_error(diags, STATUS_FAILED, item->reference, 0, _("%s is not as the record says; it was changed behind this program"), what);
}

static enum status check_case(struct app *app, const struct store_case *item, struct reading *reading, struct diag_list *diags)
{
	struct history history;
	enum status status = app_history(app, item->id, &history, diags);
	if (status == STATUS_OK && !find_reference(app, item, &history))
		status = differs(item, _("its number"), diags);
	if (status == STATUS_OK && item->crossed != any_crossed(&history))
		status = differs(item, _("the mark that steps of it crossed"), diags);
	char *what = status == STATUS_OK ? find_difference(app, item, &history, reading, diags) : NULL;
	if (what)
		status = differs(item, what, diags);
	free(what);
	history_done(&history);
	return status;
}

/* ---- what has no case ---- */

struct loose {
	const struct store_cases *cases;
	struct diag_list *diags;
	enum status status;
};

static void check_mark(const char *record, void *context)
{
	struct loose *job = context;
	for (size_t i = 0; i < job->cases->count; i++)
		if (strcmp(job->cases->items[i].id, record) == 0 && job->cases->items[i].revisions)
			return;
	job->status = diag_error(job->diags, STATUS_FAILED, NULL, 0, _("record %s: steps of it are marked as crossed, and it has none"), record);
}

/* Whoever takes a case out of the list leaves its record behind. One that only a newer program can read has no case yet. */
static enum status check_records(struct app *app, struct diag_list *diags)
{
	struct record_rows rows;
	enum status status = app_records(app, NULL, &rows, diags);
	for (size_t i = 0; i < rows.count; i++) {
		struct store_case item = { 0 };
		const struct revision_note *note = NULL;
		bool there = !rows.items[i].newest || store_case_get(app->store, rows.items[i].record_id, &item, NULL) == STATUS_OK;
		store_case_done(&item);
		if (there || app_revision_note(app, &rows.items[i].digest, &note, NULL) != STATUS_OK || !note->known)
			continue;
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("record %s: it was handed in, and the list of cases does not have it"), rows.items[i].record_id);
	}
	record_rows_done(&rows);
	return status;
}

/* Where the chain was taken away as a whole, with all that belongs to it, the list of cases is what is left to tell. */
enum status records_check_cases(struct app *app, bool *handed_in, struct diag_list *diags)
{
	struct store_cases cases = { 0 };
	struct reading reading;
	reading_init(&reading, app);
	enum status status = store_case_list(app->store, &cases, diags);
	*handed_in = false;
	for (size_t i = 0; i < cases.count; i++) {
		const struct store_case *item = &cases.items[i];
		bool submitted = strcmp(item->stage, STAGE_SUBMITTED) == 0;
		enum status one = STATUS_OK;
		*handed_in = *handed_in || submitted;
		if (item->revisions)
			one = check_case(app, item, &reading, diags);
		else if (submitted)
			one = diag_error(diags, STATUS_FAILED, NULL, 0, _("%s: it was handed in, but the chain holds no revision of it"), item->reference);
		status = status == STATUS_OK ? one : status;
	}
	struct loose loose = { .cases = &cases, .diags = diags };
	if (store_crossed_each(app->store, check_mark, &loose, diags) != STATUS_OK || loose.status != STATUS_OK)
		status = STATUS_FAILED;
	enum status records = check_records(app, diags);
	reading_done(&reading);
	store_cases_done(&cases);
	return status == STATUS_OK ? records : status;
}
