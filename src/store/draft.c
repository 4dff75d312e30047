/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drafts: cells, and units of undo as rows. A unit holds for each cell what was there before and after, once, so that going back and going
 * forward are the same statement with the other half of the columns. The units that were undone are always the last ones.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define CELL_COLUMNS "word, reason, evidence, source, author, at"

/* What a cell holds; word NULL when it does not exist. The texts are owned. */
struct content {
	char *word, *reason, *evidence, *source, *author;
	int64_t at;
};

static void content_done(struct content *content)
{
	free(content->word);
	free(content->reason);
	free(content->evidence);
	free(content->source);
	free(content->author);
	*content = (struct content){ .word = NULL };
}

static enum status content_read(struct store *store, const char *case_id, const struct store_cell *cell, struct content *out,
	struct diag_list *diags)
{
	struct query query;

	*out = (struct content){ .word = NULL };
	query_open(&query, store, "SELECT " CELL_COLUMNS " FROM cell WHERE case_id = ?1 AND key = ?2 AND fact = ?3", diags);
	query_set_text(&query, 1, case_id);
	query_set_text(&query, 2, cell->key);
	query_set_text(&query, 3, cell->fact);
	if (query_next(&query))
		*out = (struct content){
			.word = mem_strdup(query_text(&query, 0)), .reason = mem_strdup(query_text(&query, 1)),
			.evidence = mem_strdup(query_text(&query, 2)), .source = mem_strdup(query_text(&query, 3)),
			.author = mem_strdup(query_text(&query, 4)), .at = query_int(&query, 5),
		};
	return query_close(&query);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Who says the same again, and when, is no change. */
static bool same(const struct content *old, const struct store_cell *cell)
{
	if (!old->word || !cell->word)
		return !old->word && !cell->word;
	return same_text(old->word, cell->word) && same_text(old->reason, cell->reason) && same_text(old->evidence, cell->evidence) &&
		same_text(old->source, cell->source);
}

/* Binds the columns of CELL_COLUMNS, from parameter `first` on. */
static void set_content(struct query *query, int first, const struct store_cell *cell)
{
	query_set_or_null(query, first, cell->word);
	query_set_text(query, first + 1, cell->reason);
	query_set_text(query, first + 2, cell->evidence);
	query_set_text(query, first + 3, cell->source);
	query_set_text(query, first + 4, cell->author);
	query_set_int(query, first + 5, cell->at);
}

static enum status cell_write(struct store *store, const char *case_id, const struct store_cell *cell, struct diag_list *diags)
{
	struct query query;

	if (cell->word)
		query_open(&query, store, "INSERT OR REPLACE INTO cell (case_id, key, fact, " CELL_COLUMNS ")"
			" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", diags);
	else
		query_open(&query, store, "DELETE FROM cell WHERE case_id = ?1 AND key = ?2 AND fact = ?3", diags);
	query_set_text(&query, 1, case_id);
	query_set_text(&query, 2, cell->key);
	query_set_text(&query, 3, cell->fact);
	if (cell->word)
		set_content(&query, 4, cell);
	return query_run(&query);
}

/* A cell that is touched twice in one unit keeps its first `old` and its last `new`. */
static enum status event_write(struct store *store, const char *case_id, int64_t unit, size_t part, const struct content *old,
	const struct store_cell *cell, struct diag_list *diags)
{
	const struct store_cell before = { .word = old->word, .reason = old->reason, .evidence = old->evidence, .source = old->source,
		.author = old->author, .at = old->at };
	struct query query;

	query_open(&query, store,
		"INSERT INTO event (case_id, unit, part, key, fact, old_word, old_reason, old_evidence, old_source, old_author, old_at,"
		" new_word, new_reason, new_evidence, new_source, new_author, new_at)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
		" ON CONFLICT (case_id, unit, key, fact) DO UPDATE SET new_word = excluded.new_word, new_reason = excluded.new_reason,"
		" new_evidence = excluded.new_evidence, new_source = excluded.new_source, new_author = excluded.new_author, new_at = excluded.new_at",
		diags);
	query_set_text(&query, 1, case_id);
	query_set_int(&query, 2, unit);
	query_set_int(&query, 3, (int64_t)part);
	query_set_text(&query, 4, cell->key);
	query_set_text(&query, 5, cell->fact);
	set_content(&query, 6, &before);
	set_content(&query, 12, cell);
	return query_run(&query);
}

static enum status run_for_case(struct store *store, const char *sql, const char *case_id, int64_t number, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, sql, diags);
	query_set_text(&query, 1, case_id);
	query_set_int(&query, 2, number);
	return query_run(&query);
}

/* Forgets what was undone and opens the next unit. */
static enum status unit_begin(struct store *store, const char *case_id, int64_t at, int64_t *unit, struct diag_list *diags)
{
	struct query query;
	enum status status;

	status = run_for_case(store, "DELETE FROM edit WHERE case_id = ?1 AND undone = ?2", case_id, 1, diags);
	if (status != STATUS_OK)
		return status;
	query_open(&query, store, "SELECT coalesce(max(unit), 0) + 1 FROM edit WHERE case_id = ?1", diags);
	query_set_text(&query, 1, case_id);
	*unit = query_next(&query) ? query_int(&query, 0) : 1;
	status = query_close(&query);
	if (status != STATUS_OK)
		return status;
	query_open(&query, store, "INSERT INTO edit (case_id, unit, at, undone) VALUES (?1, ?2, ?3, 0)", diags);
	query_set_text(&query, 1, case_id);
	query_set_int(&query, 2, *unit);
	query_set_int(&query, 3, at);
	status = query_run(&query);
	return status == STATUS_OK ? case_stage_set(store, case_id, "draft", at, diags) : status;
}

static void digest_cell(struct buf *out, const struct store_cell *cell)
{
	const char *const texts[] = { cell->key, cell->fact, cell->word, cell->reason, cell->evidence, cell->source, cell->author };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		buf_add_nettext(out, texts[i]);
	buf_addf(out, "%lld,", (long long)cell->at);
}

static enum status case_exists(struct store *store, const char *case_id, struct diag_list *diags)
{
	struct query query;
	bool found;

	query_open(&query, store, "SELECT 1 FROM cases WHERE id = ?1", diags);
	query_set_text(&query, 1, case_id);
	found = query_next(&query);
	if (query_close(&query) == STATUS_OK && !found)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("the case %s is no longer in the store"), case_id);
	return query.status;
}

enum status draft_check(struct store *store, struct store_change *change, struct diag_list *diags)
{
	enum status status = case_exists(store, change->case_id, diags);
	struct digest now;

	change->moved = false;
	if (status == STATUS_OK)
		status = hold_check(store, change->case_id, diags);
	if (status == STATUS_OK && change->seen)
		status = store_cells(store, change->case_id, NULL, NULL, &now, diags);
	if (status != STATUS_OK || !change->seen || digest_equal(&now, change->seen))
		return status;
	change->moved = true;
	return diag_error(diags, STATUS_FAILED, NULL, 0,
		_("the case was changed elsewhere; nothing was saved. Look at it and do this again"));
}

enum status draft_fill(struct store *store, const char *case_id, const struct store_cell *cells, size_t count, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = cell_write(store, case_id, &cells[i], diags);
	return status;
}

/* *unit is 0 until a cell really changes. */
static enum status edit_cell(struct store *store, const char *case_id, const struct store_cell *cell, size_t part, int64_t at, int64_t *unit,
	struct diag_list *diags)
{
	struct content old;
	enum status status = content_read(store, case_id, cell, &old, diags);

	if (status == STATUS_OK && !same(&old, cell)) {
		if (!*unit)
			status = unit_begin(store, case_id, at, unit, diags);
		if (status == STATUS_OK)
			status = event_write(store, case_id, *unit, part, &old, cell, diags);
		if (status == STATUS_OK)
			status = cell_write(store, case_id, cell, diags);
	}
	content_done(&old);
	return status;
}

enum status store_edit(struct store *store, struct store_change *change, const struct store_cell *cells, size_t count, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);
	int64_t unit = 0;

	if (status != STATUS_OK)
		return status;
	status = draft_check(store, change, diags);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = edit_cell(store, change->case_id, &cells[i], i, change->at, &unit, diags);
	/* Nothing was changed: there is nothing to commit, and no reason to wake the disk. */
	if (status == STATUS_OK && !unit) {
		db_end_reading(store);
		return STATUS_OK;
	}
	return db_end(store, status, diags);
}

/* The statements of one direction. */
struct direction {
	const char *find, *remove, *restore, *mark;
};
static const struct direction back = {
	.find = "SELECT max(unit) FROM edit WHERE case_id = ?1 AND undone = 0",
	.remove = "DELETE FROM cell WHERE case_id = ?1 AND EXISTS (SELECT 1 FROM event AS e WHERE e.case_id = ?1 AND e.unit = ?2"
		" AND e.key = cell.key AND e.fact = cell.fact AND e.old_word IS NULL)",
	.restore = "INSERT OR REPLACE INTO cell (case_id, key, fact, " CELL_COLUMNS ") SELECT case_id, key, fact, old_word, old_reason, old_evidence,"
		" old_source, old_author, old_at FROM event WHERE case_id = ?1 AND unit = ?2 AND old_word IS NOT NULL",
	.mark = "UPDATE edit SET undone = 1 WHERE case_id = ?1 AND unit = ?2",
};
static const struct direction forward = {
	.find = "SELECT min(unit) FROM edit WHERE case_id = ?1 AND undone = 1",
	.remove = "DELETE FROM cell WHERE case_id = ?1 AND EXISTS (SELECT 1 FROM event AS e WHERE e.case_id = ?1 AND e.unit = ?2"
		" AND e.key = cell.key AND e.fact = cell.fact AND e.new_word IS NULL)",
	.restore = "INSERT OR REPLACE INTO cell (case_id, key, fact, " CELL_COLUMNS ") SELECT case_id, key, fact, new_word, new_reason, new_evidence,"
		" new_source, new_author, new_at FROM event WHERE case_id = ?1 AND unit = ?2 AND new_word IS NOT NULL",
	.mark = "UPDATE edit SET undone = 0 WHERE case_id = ?1 AND unit = ?2",
};

static enum status first_cell(struct store *store, const char *case_id, int64_t unit, char **key, char **fact, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT key, fact FROM event WHERE case_id = ?1 AND unit = ?2 ORDER BY part LIMIT 1", diags);
	query_set_text(&query, 1, case_id);
	query_set_int(&query, 2, unit);
	if (query_next(&query)) {
		if (key)
			*key = mem_strdup(query_text(&query, 0));
		if (fact)
			*fact = mem_strdup(query_text(&query, 1));
	}
	return query_close(&query);
}

static enum status move(struct store *store, const struct direction *direction, const struct store_change *change, int64_t *unit,
	struct diag_list *diags)
{
	const char *case_id = change->case_id;
	struct query query;
	enum status status;

	query_open(&query, store, direction->find, diags);
	query_set_text(&query, 1, case_id);
	*unit = query_next(&query) ? query_int(&query, 0) : 0; /* NULL reads as 0, which is no unit */
	status = query_close(&query);
	if (status != STATUS_OK || !*unit)
		return status;
	status = run_for_case(store, direction->remove, case_id, *unit, diags);
	if (status == STATUS_OK)
		status = run_for_case(store, direction->restore, case_id, *unit, diags);
	if (status == STATUS_OK)
		status = run_for_case(store, direction->mark, case_id, *unit, diags);
	if (status == STATUS_OK)
		status = case_stage_set(store, case_id, "draft", change->at, diags);
	return status;
}

static enum status travel(struct store *store, const struct direction *direction, struct store_change *change, bool *done, char **key,
	char **fact, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);
	char *first_key = NULL, *first_fact = NULL;
	int64_t unit = 0;

	*done = false;
	if (key)
		*key = NULL;
	if (fact)
		*fact = NULL;
	if (status != STATUS_OK)
		return status;
	status = draft_check(store, change, diags);
	if (status == STATUS_OK)
		status = move(store, direction, change, &unit, diags);
	if (status == STATUS_OK && unit)
		status = first_cell(store, change->case_id, unit, &first_key, &first_fact, diags);
	status = db_end(store, status, diags);
	if (status == STATUS_OK && unit) {
		*done = true;
		if (key) {
			*key = first_key;
			first_key = NULL;
		}
		if (fact) {
			*fact = first_fact;
			first_fact = NULL;
		}
	}
	free(first_key);
	free(first_fact);
	return status;
}

enum status store_undo(struct store *store, struct store_change *change, bool *done, char **key, char **fact, struct diag_list *diags)
{
	return travel(store, &back, change, done, key, fact, diags);
}

enum status store_redo(struct store *store, struct store_change *change, bool *done, char **key, char **fact, struct diag_list *diags)
{
	return travel(store, &forward, change, done, key, fact, diags);
}

enum status store_cells(struct store *store, const char *case_id, void (*visit)(const struct store_cell *cell, void *context), void *context,
	struct digest *seen, struct diag_list *diags)
{
	struct query query;
	struct buf bytes;

	buf_init(&bytes);
	query_open(&query, store, "SELECT key, fact, " CELL_COLUMNS " FROM cell WHERE case_id = ?1 ORDER BY key, fact", diags);
	query_set_text(&query, 1, case_id);
	while (query_next(&query)) {
		const struct store_cell cell = {
			.key = query_text(&query, 0), .fact = query_text(&query, 1), .word = query_text(&query, 2), .reason = query_text(&query, 3),
			.evidence = query_text(&query, 4), .source = query_text(&query, 5), .author = query_text(&query, 6), .at = query_int(&query, 7),
		};

		if (seen)
			digest_cell(&bytes, &cell);
		if (visit)
			visit(&cell, context);
	}
	if (seen)
		digest_of(seen, bytes.data, bytes.len);
	buf_done(&bytes);
	return query_close(&query);
}

enum status store_fact_cells(struct store *store, const char *fact, void (*visit)(const char *case_id, const char *key, const char *word, void *context),
	void *context, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT case_id, key, word FROM cell WHERE fact = ?1 AND word <> '' ORDER BY case_id, key", diags);
	query_set_text(&query, 1, fact);
	while (query_next(&query))
		visit(query_text(&query, 0), query_text(&query, 1), query_text(&query, 2), context);
	return query_close(&query);
}
