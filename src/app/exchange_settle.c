/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The case of a record that came from elsewhere. The record is the truth; the case beside it is a copy to work on, made from the newest revision. A draft
 * that somebody here has gone on with is left alone.
 */
#include <stdlib.h>
#include <string.h>

#include "app/exchange_internal.h"
#include "app/history.h"
#include "app/work_internal.h"
#include "model/edition.h"

/* The word of the verdict stands on its first line. */
static char *verdict_of(const struct revision *revision)
{
	static const char first[] = "verdict ";
	const char *at = revision->verdict;
	if (strncmp(at, first, sizeof first - 1) != 0)
		return mem_strdup("");
	at += sizeof first - 1;
	return mem_strndup(at, strcspn(at, "\n"));
}

static enum status receive(struct settling *settling, const struct revision *revision, const char *terminal, char **title,
	enum status (*with)(const struct store_received *from, void *context, struct diag_list *diags), void *context, struct diag_list *diags)
{
	struct dossier *dossier = NULL;
	struct cells cells;
	cells_init(&cells);
	const struct edition *edition = NULL;
	enum status status = reading_edition(&settling->reading, revision, &edition, diags);
	if (status == STATUS_OK)
		status = dossier_read(&dossier, edition, revision->reference, revision->dossier, strlen(revision->dossier), diags);
	if (status == STATUS_OK) {
		char *verdict = verdict_of(revision);
		cells_add_dossier(&cells, dossier);
		*title = mem_strdup(entity_text(dossier, dossier->root, "case.title"));
		const struct store_received from = { .id = revision->record_id, .reference = revision->reference, .title = *title,
			.edition = revision->edition_id, .verdict = verdict, .terminal = terminal, .sample = dossier->sample,
			.cells = cells.items, .count = cells.count, .at = app_now(settling->reading.app) };
		status = with(&from, context, diags);
		free(verdict);
	}
	cells_done(&cells);
	dossier_free(&dossier);
	return status;
}

enum status exchange_as_received(struct app *app, const struct revision *revision,
	enum status (*with)(const struct store_received *from, void *context, struct diag_list *diags), void *context, struct diag_list *diags)
{
	struct settling settling = { .exchange = NULL };
	char *title = NULL;
	reading_init(&settling.reading, app);
	enum status status = receive(&settling, revision, "", &title, with, context, diags);
	reading_done(&settling.reading);
	free(title);
	return status;
}

/* `context`: the store. */
static enum status put_case(const struct store_received *from, void *context, struct diag_list *diags)
{
	return store_case_receive(context, from, diags);
}

static enum status check_practice(const struct settling *settling, const struct revision *revision, struct diag_list *diags)
{
	char *practice = dossier_peek_practice(revision->dossier, strlen(revision->dossier));
	bool practised = practice && practice[0];
	free(practice);
	if (practised == settling->reading.app->practice)
		return STATUS_OK;
	return diag_error(diags, STATUS_INPUT, revision->reference, 0, _("practice and cases in earnest do not go into one store. Nothing was taken in"));
}

static bool any_crossed(const struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].crossed)
			return true;
	return false;
}

static void note(struct settling *settling, const char *record, const struct history *history, const char *reference, char *title, bool here)
{
	struct exchange_seen *seen = settling->seen;
	MEM_PUSH_ROOM(seen->cases, seen->case_count, seen->case_capacity);
	struct exchange_case *one = &seen->cases[seen->case_count++];
	*one = (struct exchange_case){ .reference = mem_strdup(reference), .title = title, .steps = history->count, .revisions = history->revisions,
		.here = here, .conflict = history_in_conflict(history), .crossed = any_crossed(history),
		.uncounted = history_uncounted(history) };
	memcpy(one->record, record, strlen(record) + 1);
}

static enum status settle_revision(struct settling *settling, const struct history *history, const struct revision *revision,
	const struct passage *passage, struct diag_list *diags)
{
	struct store_case item = { 0 };
	bool here = store_case_get(settling->reading.app->store, revision->record_id, &item, NULL) == STATUS_OK;
	bool ours = strcmp(passage->terminal, store_terminal(settling->reading.app->store)) == 0;
	char *title = here ? mem_strdup(item.title) : NULL;
	enum status status = check_practice(settling, revision, diags);
	if (status == STATUS_OK && (!here || (strcmp(item.stage, STAGE_SUBMITTED) == 0 && !ours))) {
		free(title);
		title = NULL;
		status = receive(settling, revision, passage->terminal, &title, put_case, settling->reading.app->store, diags);
	}
	if (status == STATUS_OK)
		status = store_crossed_set(settling->reading.app->store, revision->record_id, any_crossed(history), diags);
	note(settling, revision->record_id, history, here ? item.reference : revision->reference, title ? title : mem_strdup(""), here);
	store_case_done(&item);
	return status;
}

/* The entry of the bundle that a passage was made from; NULL for one that was here before. */
static const struct store_foreign *item_of(const struct exchange *exchange, const struct passage *passage)
{
	for (size_t i = 0; i < exchange->count; i++) {
		const struct store_entry *entry = &exchange->items[i].entry;
		if (entry->seq == passage->seq && digest_equal(&entry->artifact, &passage->digest) && strcmp(entry->terminal, passage->terminal) == 0)
			return &exchange->items[i];
	}
	return NULL;
}

/*
 * The terminal that signed an entry has signed what it carries, and yet may carry what is not its own: an opinion from another case, or one that stands
 * there already. What is there since before is left to the check of the records.
 */
static enum status refuse_forged(const struct settling *settling, const struct history *history, struct diag_list *diags)
{
	for (size_t i = 0; i < history->count; i++) {
		const struct passage *passage = &history->items[i];
		const char *why = passage->forged ? passage->fault : passage->signature ? history_signature_fault(settling->reading.app, passage) : NULL;
		const struct store_foreign *item = why ? item_of(settling->exchange, passage) : NULL;
		char name[9];
		if (!item)
			continue;
		memcpy(name, passage->terminal, 8);
		name[8] = '\0';
		return diag_error(diags, STATUS_FAILED, settling->exchange->path, 0, _("entry %1$lld of terminal %2$s (%3$s): %4$s. Nothing was taken in"),
			(long long)passage->seq, name, item->entry.kind, why);
	}
	return STATUS_OK;
}

enum status exchange_settle(const char *record, void *context, struct diag_list *diags)
{
	struct settling *settling = context;
	struct history history;
	if (!bundle_is_terminal(record)) /* the ids of cases have the same form */
		return STATUS_OK;
	enum status status = app_history(settling->reading.app, record, &history, diags);
	if (status == STATUS_OK)
		status = refuse_forged(settling, &history, diags);
	/* The newest one that this program can read; one of a newer form stays in the record until a newer program opens it. */
	for (size_t i = history.count; i-- > 0 && status == STATUS_OK;) {
		const struct passage *passage = &history.items[i];
		struct revision revision;
		struct buf bytes;
		if (passage->verb != LIFE_SUBMIT || !passage->author)
			continue;
		buf_init(&bytes);
		memset(&revision, 0, sizeof revision);
		status = store_artifact(settling->reading.app->store, &passage->digest, &bytes, diags);
		if (status == STATUS_OK)
			status = revision_decode(&revision, record, bytes.data, bytes.len, diags);
		if (status == STATUS_OK && strcmp(revision.record_id, record) != 0)
			status = diag_error(diags, STATUS_INPUT, revision.reference, 0, _("a revision stands under another case than its own. Nothing was taken in"));
		if (status == STATUS_OK)
			status = settle_revision(settling, &history, &revision, passage, diags);
		revision_done(&revision);
		buf_done(&bytes);
		break;
	}
	history_done(&history);
	return status;
}
