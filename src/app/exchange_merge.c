/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Joining two revisions that stand side by side. Which answers go on is for a person to say; nothing of the other revision is lost, since it stays in the
 * record as the second parent. The new revision takes edition, snapshot, answers and verdict over as they are, so that it replays as the one it goes on from.
 */
#include <stdlib.h>
#include <string.h>

#include "app/exchange_internal.h"
#include "app/history.h"
#include "app/person.h"
#include "app/records.h"
#include "app/review.h"

static const struct passage *find_head(const struct history *history, int number)
{
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].is_head && history->items[i].number == number)
			return &history->items[i];
	return NULL;
}

static const struct passage *other_head(const struct history *history, const struct passage *kept)
{
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].is_head && &history->items[i] != kept)
			return &history->items[i];
	return NULL;
}

static enum status check(struct app *app, const struct history *history, int number, const struct passage **kept, const struct passage **other,
	struct diag_list *diags)
{
	struct self self;
	enum status status = app_self(app, &self, diags);
	if (status != STATUS_OK)
		return status;
	if (!history_in_conflict(history))
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("no two revisions of this case stand side by side; there is nothing to merge"));
	*kept = find_head(history, number);
	if (!*kept)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("revision %d is not one of those that stand side by side; \"exchange list\" shows them"), number);
	*other = other_head(history, *kept);
	if (self_role(&self, history->life, LIFE_SUBMIT) < 0)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("only who may hand a case in may merge its revisions"));
	return STATUS_OK;
}

static enum status fill(struct app *app, const struct history *history, const struct passage *kept, const struct passage *other,
	struct revision *revision, struct diag_list *diags)
{
	struct self self;
	struct buf bytes;
	buf_init(&bytes);
	memset(revision, 0, sizeof *revision);
	enum status status = store_artifact(app->store, &kept->digest, &bytes, diags);
	if (status == STATUS_OK)
		status = revision_decode(revision, "", bytes.data, bytes.len, diags);
	if (status == STATUS_OK)
		status = app_self(app, &self, diags);
	if (status == STATUS_OK) {
		revision->has_previous = revision->has_merged = true;
		revision->previous = kept->digest;
		revision->merged = other->digest;
		mem_replace(&revision->author, self.name);
		mem_replace(&revision->role, life_role_word((enum life_role)self_role(&self, history->life, LIFE_SUBMIT)));
		mem_replace(&revision->program_version, app_version());
		revision->submitted_at = app_now(app);
	}
	buf_done(&bytes);
	return status;
}

struct merging {
	struct app *app;
	const struct history *history;
	const struct revision *revision;
};

/*
 * The edition goes with it into our own chain, so that the record can be replayed from that alone; and the draft goes with it, so that there is no moment at
 * which the record is ahead of the case.
 */
static enum status append(const struct store_received *from, void *context, struct diag_list *diags)
{
	const struct merging *merging = context;
	const struct history *history = merging->history;
	struct store_entry entry = { 0 };
	struct buf bytes, edition;
	buf_init(&bytes);
	buf_init(&edition);
	revision_encode(merging->revision, &bytes);
	enum status status = store_artifact(merging->app->store, &merging->revision->edition_digest, &edition, diags);
	const struct store_append artifacts[] = {
		{ .kind = KIND_EDITION, .record = "", .bytes = edition.data, .len = edition.len },
		{ .kind = KIND_REVISION, .record = from->id, .bytes = bytes.data, .len = bytes.len, .parent = &history->items[history->newest].digest,
		  .after = &history->end, .received = from, .becomes_head = true },
	};
	if (status == STATUS_OK)
		status = app_append_signed(merging->app, artifacts, 2, merging->revision->submitted_at, &entry, diags);
	free(entry.kind);
	buf_done(&edition);
	buf_done(&bytes);
	return status;
}

enum status app_exchange_merge(struct app *app, const char *which, int number, int *made, int *left, struct diag_list *diags)
{
	struct history history = { 0 };
	const struct passage *kept = NULL, *other = NULL;
	struct revision revision;
	char record[33];
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	if (status == STATUS_OK)
		status = app_case_id(app, which, record, NULL, diags);
	if (status == STATUS_OK)
		status = app_history(app, record, &history, diags);
	if (status == STATUS_OK)
		status = check(app, &history, number, &kept, &other, diags);
	if (status == STATUS_OK) {
		status = fill(app, &history, kept, other, &revision, diags);
		struct merging merging = { app, &history, &revision };
		if (status == STATUS_OK)
			status = exchange_as_received(app, &revision, append, &merging, diags);
		revision_done(&revision);
	}
	*made = history.revisions + 1;
	*left = history.heads - 1;
	history_done(&history);
	return status;
}
