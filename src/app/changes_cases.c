/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which case rests on which registration number. Drafts are asked by the one fact that names it. What was handed in is read from the signed
 * bytes of its last revision: the working copy may have gone on since. Their form is fixed, because a revision that would be written
 * otherwise is refused when it is decoded; so the two kinds of line that matter are found without loading the edition of each record.
 */
#include <stdlib.h>
#include <string.h>

#include "app/changes_internal.h"
#include "app/history.h"
#include "app/records.h"
#include "app/tally.h"
#include "app/words.h"
#include "base/utf8.h"
#include "model/revision.h"

#define STAGE_DRAFT "draft"
#define STAGE_SUBMITTED "submitted"
#define NUMBER_FACT "candidate.registry_id"
#define SECTION_HEAD "[candidate."
#define NUMBER_HEAD "registry_id = \""

void restings_done(struct restings *restings)
{
	for (size_t i = 0; i < restings->count; i++) {
		free(restings->items[i].number);
		free(restings->items[i].reference);
		free(restings->items[i].title);
		free(restings->items[i].key);
		free(restings->items[i].stage);
		free(restings->items[i].shown);
	}
	free(restings->items);
	*restings = (struct restings){ .items = NULL };
}

static struct resting *add(struct restings *out, const char *number, size_t len, const char *reference, const char *title, const char *key,
	const char *stage, const char *shown)
{
	char *word = mem_strndup(number, len);
	if (!word[0] || strcmp(word, "none") == 0 || strcmp(word, "?") == 0) {
		free(word);
		return NULL;
	}
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	struct resting *item = &out->items[out->count++];
	*item = (struct resting){ .number = snapshot_number_key(word), .reference = mem_strdup(reference), .title = mem_strdup(title),
		.key = mem_strdup(key), .stage = mem_strdup(stage), .shown = mem_strdup(shown) };
	free(word);
	return item;
}

/* ---- drafts ---- */

struct drafts {
	const struct store_cases *cases;
	struct tally *places; /* of a case by its id */
	struct restings *out;
};

static void draft_cell(const char *case_id, const char *key, const char *word, void *context)
{
	struct drafts *job = context;
	size_t place = tally_get(job->places, case_id);
	const struct store_case *item = place == TALLY_NONE ? NULL : &job->cases->items[place];
	/* As long as nothing has changed since, the revision speaks for the case. */
	if (item && strcmp(item->stage, STAGE_DRAFT) == 0)
		add(job->out, word, strlen(word), item->reference, item->title, key, item->stage, app_stage_named(item->stage));
}

/* ---- what was handed in ---- */

static void revision_lines(struct restings *out, const struct revision *revision, const struct record_row *row, const char *title,
	const char *stage, const char *shown)
{
	char key[ENTITY_KEY_MAX + 1] = "";
	for (const char *line = revision->dossier; *line;) {
		size_t len = strcspn(line, "\n");
		if (line[0] == '[') {
			bool candidate = strncmp(line, SECTION_HEAD, strlen(SECTION_HEAD)) == 0;
			size_t fits = candidate ? strcspn(line + strlen(SECTION_HEAD), "]") : 0;
			fits = fits <= ENTITY_KEY_MAX ? fits : 0;
			memcpy(key, line + strlen(SECTION_HEAD), fits);
			key[fits] = '\0';
		} else if (key[0] && strncmp(line, NUMBER_HEAD, strlen(NUMBER_HEAD)) == 0) {
			const char *number = line + strlen(NUMBER_HEAD);
			struct resting *item = add(out, number, strcspn(number, "\"\n"), row->reference, title, key, stage, shown);
			if (item)
				item->revision = row->number;
		}
		line += len;
		line += *line == '\n';
	}
}

/* What has become of the revision since it was handed in follows from the chain. */
static void tell_lines(struct app *app, const struct revision *revision, const struct record_row *row, const char *title, struct restings *out)
{
	struct history history;
	if (app_history_course(app, row->record_id, &history, NULL) == STATUS_OK) {
		const struct life_state *state = &history.life->states[history_revision_state(&history, row->number)];
		revision_lines(out, revision, row, title, state->name, app_text(app, &state->title));
	} else {
		revision_lines(out, revision, row, title, STAGE_SUBMITTED, app_stage_named(STAGE_SUBMITTED));
	}
	history_done(&history);
}

static enum status add_revision(struct app *app, const struct record_row *row, const struct store_case *of, struct restings *out, struct diag_list *diags)
{
	struct revision revision;
	struct buf bytes;
	char *name = mem_printf("%s/%d", row->reference, row->number);
	buf_init(&bytes);
	memset(&revision, 0, sizeof revision);
	enum status status = store_artifact(app->store, &row->digest, &bytes, diags);
	if (status == STATUS_OK)
		status = revision_decode(&revision, name, bytes.data, bytes.len, diags);
	if (status == STATUS_OK)
		tell_lines(app, &revision, row, of ? of->title : "", out);
	revision_done(&revision);
	buf_done(&bytes);
	free(name);
	return status;
}

static int by_number(const void *left, const void *right)
{
	const struct resting *a = left, *b = right;
	int order = strcmp(a->number, b->number);
	if (order == 0)
		order = strcmp(a->reference, b->reference);
	return order ? order : strcmp(a->key, b->key);
}

enum status app_restings(struct app *app, struct restings *out, struct diag_list *diags)
{
	struct store_cases cases = { 0 };
	struct record_rows rows = { 0 };
	struct tally places = { .slots = NULL };
	struct drafts drafts = { &cases, &places, out };
	*out = (struct restings){ .items = NULL };
	if (!app->store)
		return STATUS_OK;
	enum status status = store_case_list(app->store, &cases, diags);
	for (size_t i = 0; i < cases.count; i++)
		tally_set(&places, cases.items[i].id, i);
	if (status == STATUS_OK)
		status = store_fact_cells(app->store, NUMBER_FACT, draft_cell, &drafts, diags);
	if (status == STATUS_OK)
		status = app_records(app, NULL, &rows, diags);
	for (size_t i = 0; i < rows.count && status == STATUS_OK; i++) {
		size_t place = rows.items[i].newest ? tally_get(&places, rows.items[i].record_id) : TALLY_NONE;
		if (rows.items[i].newest)
			status = add_revision(app, &rows.items[i], place == TALLY_NONE ? NULL : &cases.items[place], out, diags);
	}
	tally_done(&places);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_number);
	record_rows_done(&rows);
	store_cases_done(&cases);
	if (status != STATUS_OK)
		restings_done(out);
	return status;
}

const struct resting *restings_of(const struct restings *restings, const char *number, size_t *count)
{
	char *folded = snapshot_number_key(number);
	size_t low = 0, high = restings->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(restings->items[middle].number, folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < restings->count && strcmp(restings->items[low + *count].number, folded) == 0)
		(*count)++;
	free(folded);
	return *count ? &restings->items[low] : NULL;
}

void resting_text(const struct resting *resting, struct buf *out)
{
	const char *step = strchr(resting->key, '-');
	buf_addf(out, "%s ", resting->reference);
	utf8_visible(out, resting->title, strlen(resting->title), false);
	buf_adds(out, " (");
	if (step)
		buf_addf(out, "Step%.*s, ", (int)strcspn(step + 1, "-"), step + 1);
	buf_adds(out, resting->shown);
	if (resting->revision)
		buf_addf(out, _(", revision %d"), resting->revision);
	buf_addc(out, ')');
}
