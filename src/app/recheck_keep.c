/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a recheck found is an entry of the chain like any other, so it needs no table and no file of its own, and whoever reads the chain later sees when
 * somebody looked. Its bytes: the tag "kumoshirube/recheck/1" and a NUL, then netstrings: edition id, edition digest (hex), snapshot digest (hex, or
 * empty), day (ISO), how many decisions were looked at, the day on which the next trigger is raised (ISO, or empty), and for each decision
 * to be looked at again, by record: record id, revision, "same", "findings" or "otherwise", and how many triggers have come true.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/recheck.h"
#include "app/session.h"
#include "base/field.h"

static const char RECHECK_TAG[] = "kumoshirube/recheck/1"; /* with its NUL */
enum { WORD_MAX = 16 };

static int by_record(const void *left, const void *right)
{
	const struct rechecked *const *a = left, *const *b = right;
	return strcmp((*a)->decision.row.record_id, (*b)->decision.row.record_id);
}

static void encode(const struct app *app, const struct recheck *recheck, struct buf *out)
{
	const struct rechecked **order = mem_array(recheck->count + 1, sizeof *order);
	date_days next = DATE_NONE;
	for (size_t i = 0; i < recheck->count; i++) {
		date_days day = recheck->items[i].looks.next;
		order[i] = &recheck->items[i];
		if (day != DATE_NONE && (next == DATE_NONE || day < next))
			next = day;
	}
	qsort(order, recheck->count, sizeof *order, by_record);
	buf_add(out, RECHECK_TAG, sizeof RECHECK_TAG);
	buf_add_nettext(out, app->edition_id);
	field_add_digest(out, &recheck->edition);
	field_add_digest(out, recheck->has_snapshot ? &recheck->snapshot : NULL);
	field_add_day(out, recheck->day);
	field_add_number(out, (int64_t)recheck->count);
	field_add_day(out, next);
	for (size_t i = 0; i < recheck->count; i++) {
		if (!recheck_marks(order[i]))
			continue;
		buf_add_nettext(out, order[i]->decision.row.record_id);
		field_add_number(out, order[i]->decision.row.number);
		buf_add_nettext(out, recheck_end_word(order[i]->end));
		field_add_number(out, (int64_t)order[i]->looks.raised);
	}
	free(order);
}

enum status app_recheck_keep(struct app *app, const struct recheck *recheck, struct diag_list *diags)
{
	struct digest parent, digest;
	struct store_entry entry = { 0 };
	struct buf bytes;
	bool found = false;
	buf_init(&bytes);
	encode(app, recheck, &bytes);
	digest_of(&digest, bytes.data, bytes.len);
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	if (status == STATUS_OK)
		status = store_record_head(app->store, RECORD_RECHECK, &found, &parent, diags);
	const struct store_append artifact = { .kind = RECORD_RECHECK, .record = RECORD_RECHECK, .bytes = bytes.data, .len = bytes.len,
		.parent = found ? &parent : NULL, .becomes_head = true };
	/* Nothing is said twice. */
	if (status == STATUS_OK && !(found && digest_equal(&parent, &digest))) {
		status = store_append(app->store, &artifact, 1, &app->key, app_now(app), &entry, diags);
		if (status == STATUS_OK)
			app_head_follow(app, &entry.entry, diags);
		free(entry.kind);
	}
	buf_done(&bytes);
	return status;
}

/* ---- reading it ---- */

void kept_recheck_done(struct kept_recheck *kept)
{
	free(kept->edition_id);
	free(kept->marks);
	*kept = (struct kept_recheck){ .edition_id = NULL };
}

/* The next field as a text of the caller's; NULL where there is none of that form. */
static char *next_text(const char **at, const char *end)
{
	struct slice slice;
	if (netstring_read(at, end, &slice) != 0 || memchr(slice.data, '\0', slice.len))
		return NULL;
	return mem_strndup(slice.data, slice.len);
}

static bool next_mark(const char **at, const char *end, struct kept_recheck *out)
{
	struct kept_mark mark = { .number = 0 };
	int64_t number = 0, raised = 0;
	char word[WORD_MAX];
	bool good = field_read_text(at, end, mark.record, sizeof mark.record) && field_read_number(at, end, 0, INT_MAX, &number) &&
		field_read_text(at, end, word, sizeof word) && field_read_number(at, end, 0, INT_MAX, &raised);
	if (good) {
		mark.number = (int)number;
		mark.raised = (int)raised;
		for (int i = RECHECK_SAME; i <= RECHECK_OTHERWISE; i++)
			if (strcmp(recheck_end_word((enum recheck_end)i), word) == 0)
				mark.end = (enum recheck_end)i;
		MEM_PUSH_ROOM(out->marks, out->count, out->capacity);
		out->marks[out->count++] = mark;
	}
	return good;
}

static bool decode(struct kept_recheck *out, const struct buf *bytes)
{
	const char *at = bytes->data, *end = at + bytes->len;
	char snapshot[FIELD_HEX_MAX];
	if (bytes->len < sizeof RECHECK_TAG || memcmp(at, RECHECK_TAG, sizeof RECHECK_TAG) != 0)
		return false;
	at += sizeof RECHECK_TAG;
	out->edition_id = next_text(&at, end);
	bool good = out->edition_id && field_read_digest(&at, end, &out->edition) && field_read_text(&at, end, snapshot, sizeof snapshot) &&
		field_digest_of(snapshot, &out->has_snapshot, &out->snapshot) && field_read_day(&at, end, &out->day) &&
		field_read_number(&at, end, 0, INT64_MAX, &out->checked) && field_read_day(&at, end, &out->next);
	while (good && at != end)
		good = next_mark(&at, end, out);
	return good;
}

enum status app_recheck_kept(struct app *app, bool *found, struct kept_recheck *out, struct diag_list *diags)
{
	struct digest digest;
	struct buf bytes;
	*out = (struct kept_recheck){ .edition_id = NULL };
	*found = false;
	if (!app->store)
		return STATUS_OK;
	enum status status = store_record_head(app->store, RECORD_RECHECK, found, &digest, diags);
	if (status != STATUS_OK || !*found)
		return status;
	buf_init(&bytes);
	status = store_artifact(app->store, &digest, &bytes, diags);
	/* A form of a later program says nothing here; the next recheck takes its place. */
	if (status == STATUS_OK && !decode(out, &bytes)) {
		kept_recheck_done(out);
		*found = false;
	}
	buf_done(&bytes);
	return status;
}

static int compare_mark(const void *key, const void *item)
{
	return strcmp(key, ((const struct kept_mark *)item)->record);
}

const struct kept_mark *kept_recheck_mark(const struct kept_recheck *kept, const char *record)
{
	return kept->count ? bsearch(record, kept->marks, kept->count, sizeof *kept->marks, compare_mark) : NULL;
}

bool kept_recheck_stale(const struct app *app, const struct kept_recheck *kept, struct buf *out)
{
	const struct snapshot_info *snapshot = app_snapshot(app);
	const struct edition *edition = NULL;
	size_t before = out->len;
	for (size_t i = 0; i < app->loaded_count; i++)
		if (strcmp(app->loaded[i].edition->id, app->edition_id) == 0)
			edition = app->loaded[i].edition;
	if (edition && !digest_equal(&edition->digest, &kept->edition))
		buf_adds(out, _("the rules"));
	if (snapshot && (!kept->has_snapshot || !digest_equal(&snapshot->digest, &kept->snapshot)))
		buf_addf(out, "%s%s", out->len > before ? ", " : "", _("the registry"));
	if (kept->next != DATE_NONE && app_today(app) >= kept->next)
		buf_addf(out, "%s%s", out->len > before ? ", " : "", _("a date that was waited for"));
	return out->len > before;
}
