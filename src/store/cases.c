/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of cases. How far a case is and how many revisions it has is asked of the chain each time, because a word beside it could come to disagree
 * with it.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "model/reference.h"

void store_case_done(struct store_case *item)
{
	free(item->reference);
	free(item->title);
	free(item->edition);
	free(item->stage);
	free(item->verdict);
	free(item->place);
	free(item->kinds);
	*item = (struct store_case){ .reference = NULL };
}

void store_cases_done(struct store_cases *cases)
{
	for (size_t i = 0; i < cases->count; i++)
		store_case_done(&cases->items[i]);
	free(cases->items);
	*cases = (struct store_cases){ .items = NULL };
}

static void copy_id(char out[33], const char *id)
{
	size_t len = strnlen(id, 32);

	memcpy(out, id, len);
	out[len] = '\0';
}

static unsigned count_revisions(const char *kinds)
{
	static const char revision[] = "revision";
	unsigned count = 0;

	for (size_t len; *kinds; kinds += len + (kinds[len] == ' ')) {
		len = strcspn(kinds, " ");
		count += len == sizeof revision - 1 && memcmp(kinds, revision, len) == 0;
	}
	return count;
}

void case_read(const struct query *query, struct store_case *out)
{
	*out = (struct store_case){
		.reference = reference_visible(query_text(query, 1)),
		.title = mem_strdup(query_text(query, 2)),
		.edition = mem_strdup(query_text(query, 3)),
		.stage = mem_strdup(query_text(query, 4)),
		.verdict = mem_strdup(query_text(query, 5)),
		.place = mem_strdup(query_text(query, 6)),
		.created_at = query_int(query, 7),
		.updated_at = query_int(query, 8),
		.sample = query_int(query, 9) != 0,
		.kinds = mem_strdup(query_text(query, 10)),
	};
	copy_id(out->id, query_text(query, 0));
	out->revisions = count_revisions(out->kinds);
}

void case_kinds_set(struct store_case *item, const char *kinds)
{
	mem_replace(&item->kinds, kinds);
	item->revisions = count_revisions(kinds);
}

enum status store_case_list(struct store *store, struct store_cases *out, struct diag_list *diags)
{
	enum status status = db_begin_reading(store, diags);
	struct query query;

	*out = (struct store_cases){ .items = NULL };
	if (status != STATUS_OK)
		return status;
	(void)exchange_there(store);
	query_open(&query, store, CASE_COLUMNS ", '' FROM cases ORDER BY updated_at DESC, rowid DESC", diags);
	while (query_next(&query)) {
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		case_read(&query, &out->items[out->count++]);
	}
	status = query_close(&query);
	if (status == STATUS_OK)
		status = cases_add_kinds(store, out, diags);
	db_end_reading(store);
	if (status != STATUS_OK)
		store_cases_done(out);
	return status;
}

enum status store_case_get(struct store *store, const char *id_or_reference, struct store_case *out, struct diag_list *diags)
{
	struct query query;
	bool found;

	*out = (struct store_case){ .reference = NULL };
	(void)exchange_there(store);
	query_open(&query, store, CASE_SELECT "WHERE id = ?1 OR reference = ?1 ORDER BY id = ?1 DESC LIMIT 1", diags);
	query_set_text(&query, 1, id_or_reference);
	found = query_next(&query);
	if (found) {
		case_read(&query, out);
		exchange_case(store, out);
	}
	if (query_close(&query) == STATUS_OK && !found)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("there is no case \"%s\"; the list of cases shows those that are there"),
			id_or_reference);
	return query.status;
}

/* The number after the highest one of the prefix; a number is never given twice, since cases are not deleted. */
static enum status next_reference(struct store *store, const char *prefix, char **out, struct diag_list *diags)
{
	struct query query;
	int64_t last = 0;

	query_open(&query, store,
		"SELECT max(CAST(substr(reference, length(?1) + 2) AS INTEGER)) FROM cases"
		" WHERE substr(reference, 1, length(?1) + 1) = ?1 || '-' AND substr(reference, length(?1) + 2) NOT GLOB '*[^0-9]*'", diags);
	query_set_text(&query, 1, prefix);
	if (query_next(&query))
		last = query_int(&query, 0);
	if (query_close(&query) == STATUS_OK)
		*out = mem_printf("%s-%04lld", prefix, (long long)last + 1);
	return query.status;
}

static void make_id(char out[33])
{
	struct digest random;
	char hex[65];

	sign_random(random.bytes, sizeof random.bytes);
	digest_hex(&random, hex);
	copy_id(out, hex);
}

static enum status case_insert(struct store *store, const struct store_case *item, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store,
		"INSERT INTO cases (id, reference, title, edition, stage, verdict, place, created_at, updated_at, sample)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", diags);
	query_set_text(&query, 1, item->id);
	query_set_text(&query, 2, item->reference);
	query_set_text(&query, 3, item->title);
	query_set_text(&query, 4, item->edition);
	query_set_text(&query, 5, item->stage);
	query_set_text(&query, 6, item->verdict);
	query_set_text(&query, 7, item->place);
	query_set_int(&query, 8, item->created_at);
	query_set_int(&query, 9, item->updated_at);
	query_set_int(&query, 10, item->sample);
	return query_run(&query);
}

enum status store_case_create(struct store *store, const struct store_beginning *from, int64_t at, struct store_case *out, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);

	*out = (struct store_case){ .reference = NULL };
	if (status != STATUS_OK)
		return status;
	*out = (struct store_case){
		.title = mem_strdup(from->title), .edition = mem_strdup(from->edition), .stage = mem_strdup("draft"), .verdict = mem_strdup(""),
		.place = mem_strdup(""), .kinds = mem_strdup(""), .created_at = at, .updated_at = at, .sample = from->sample,
	};
	make_id(out->id);
	status = next_reference(store, from->prefix, &out->reference, diags);
	if (status == STATUS_OK)
		status = case_insert(store, out, diags);
	if (status == STATUS_OK)
		status = draft_fill(store, out->id, from->cells, from->count, diags);
	status = db_end(store, status, diags);
	if (status != STATUS_OK)
		store_case_done(out);
	return status;
}

/* ---- a case of another terminal ---- */

static enum status reference_taken(struct store *store, const char *reference, bool *taken, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT 1 FROM cases WHERE reference = ?1", diags);
	query_set_text(&query, 1, reference);
	*taken = query_next(&query);
	return query_close(&query);
}

/*
 * Two offices may give the same number; then the terminal it comes from stands behind it, in place of one that stood there before. So it does behind a number
 * that is far above all that are given, since our own go on from the highest one.
 */
enum { BASE_MAX = REFERENCE_MAX - 33 }; /* beside an '@' and a whole id */
static enum status free_reference(struct store *store, const struct store_received *from, char **out, struct diag_list *diags)
{
	static const int digits[] = { 4, 8, 32 };
	int base = (int)reference_base(from->reference);
	bool taken = true;
	enum status status;

	*out = mem_strdup(from->reference);
	if (!reference_is_sound(*out))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("case %s of another terminal has a reference of a form that is not given"), from->id);
	base = base < BASE_MAX ? base : BASE_MAX;
	status = reference_taken(store, *out, &taken, diags);
	taken = taken || reference_is_far(*out);
	for (size_t i = 0; i < sizeof digits / sizeof digits[0] && taken && status == STATUS_OK; i++) {
		free(*out);
		*out = mem_printf("%.*s@%.*s", base, from->reference, digits[i], from->terminal);
		status = reference_taken(store, *out, &taken, diags);
	}
	if (status == STATUS_OK && taken) {
		free(*out);
		*out = mem_printf("%.*s@%s", base, from->reference, from->id);
	}
	return status;
}

static enum status make_received(struct store *store, const struct store_received *from, struct diag_list *diags)
{
	struct store_case item = { .title = mem_strdup(from->title), .edition = mem_strdup(from->edition), .stage = mem_strdup("submitted"),
		.verdict = mem_strdup(from->verdict), .place = mem_strdup(""), .created_at = from->at, .updated_at = from->at, .sample = from->sample };
	enum status status = free_reference(store, from, &item.reference, diags);

	copy_id(item.id, from->id);
	if (status == STATUS_OK)
		status = case_insert(store, &item, diags);
	store_case_done(&item);
	return status;
}

static enum status clear_draft(struct store *store, const struct store_received *from, struct diag_list *diags)
{
	static const char *const statements[] = { "DELETE FROM edit WHERE case_id = ?1", "DELETE FROM cell WHERE case_id = ?1" };
	enum status status = STATUS_OK;
	struct query query;

	for (size_t i = 0; i < sizeof statements / sizeof statements[0] && status == STATUS_OK; i++) {
		query_open(&query, store, statements[i], diags);
		query_set_text(&query, 1, from->id);
		status = query_run(&query);
	}
	if (status != STATUS_OK)
		return status;
	query_open(&query, store, "UPDATE cases SET title = ?2, edition = ?3, verdict = ?4, updated_at = ?5 WHERE id = ?1", diags);
	query_set_text(&query, 1, from->id);
	query_set_text(&query, 2, from->title);
	query_set_text(&query, 3, from->edition);
	query_set_text(&query, 4, from->verdict);
	query_set_int(&query, 5, from->at);
	return query_run(&query);
}

enum status store_case_receive(struct store *store, const struct store_received *from, struct diag_list *diags)
{
	struct query query;
	bool there;
	enum status status;

	query_open(&query, store, "SELECT 1 FROM cases WHERE id = ?1", diags);
	query_set_text(&query, 1, from->id);
	there = query_next(&query);
	status = query_close(&query);
	if (status == STATUS_OK)
		status = there ? clear_draft(store, from, diags) : make_received(store, from, diags);
	return status == STATUS_OK ? draft_fill(store, from->id, from->cells, from->count, diags) : status;
}

enum status case_renew(struct store *store, const struct store_received *from, struct diag_list *diags)
{
	struct query query;
	bool submitted;

	query_open(&query, store, "SELECT 1 FROM cases WHERE id = ?1 AND stage = 'submitted'", diags);
	query_set_text(&query, 1, from->id);
	submitted = query_next(&query);
	if (query_close(&query) != STATUS_OK || !submitted)
		return query.status;
	return store_case_receive(store, from, diags);
}

enum status store_case_renew(struct store *store, const struct store_received *from, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);

	return status == STATUS_OK ? db_end(store, store_case_receive(store, from, diags), diags) : status;
}

/* Runs the update of one case to its end. */
static enum status update_run(struct query *query, const char *case_id)
{
	enum status status = query_run(query);

	if (status == STATUS_OK && sqlite3_changes(query->store->db) == 0)
		status = diag_error(query->diags, STATUS_FAILED, NULL, 0, _("the case %s is no longer in the store"), case_id);
	return status;
}

enum status case_stage_set(struct store *store, const char *case_id, const char *stage, int64_t at, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "UPDATE cases SET stage = ?2, updated_at = CASE WHEN ?3 < 0 THEN updated_at ELSE ?3 END WHERE id = ?1", diags);
	query_set_text(&query, 1, case_id);
	query_set_text(&query, 2, stage);
	query_set_int(&query, 3, at);
	return update_run(&query, case_id);
}

enum status case_submitted(struct store *store, const struct store_change *change, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "UPDATE cases SET stage = 'submitted', title = ifnull(?2, title), verdict = ifnull(?3, verdict) WHERE id = ?1", diags);
	query_set_text(&query, 1, change->case_id);
	query_set_or_null(&query, 2, change->title);
	query_set_or_null(&query, 3, change->verdict);
	return update_run(&query, change->case_id);
}

enum status store_case_place(struct store *store, const char *case_id, const char *place, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);
	struct query query;

	if (status != STATUS_OK)
		return status;
	query_open(&query, store, "UPDATE cases SET place = ?2 WHERE id = ?1", diags);
	query_set_text(&query, 1, case_id);
	query_set_text(&query, 2, place);
	return db_end(store, update_run(&query, case_id), diags);
}

enum status store_case_look(struct store *store, const char *case_id, const struct digest *seen, const char *title, const char *verdict,
	struct diag_list *diags)
{
	struct store_change change = { .case_id = case_id, .seen = seen };
	enum status status = db_begin(store, diags);
	struct diag_list aside;
	struct query query;

	if (status != STATUS_OK)
		return status;
	diag_init(&aside);
	status = draft_check(store, &change, &aside);
	if (change.moved) {
		diag_done(&aside);
		db_end_reading(store);
		return STATUS_OK;
	}
	if (diags)
		diag_move(diags, &aside);
	diag_done(&aside);
	if (status == STATUS_OK) {
		query_open(&query, store, "UPDATE cases SET title = ?2, verdict = ?3 WHERE id = ?1", diags);
		query_set_text(&query, 1, case_id);
		query_set_text(&query, 2, title);
		query_set_text(&query, 3, verdict);
		status = update_run(&query, case_id);
	}
	return db_end(store, status, diags);
}
