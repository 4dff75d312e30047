/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A change goes to the store first and to memory only when the store has it; the verdict is then derived anew. So what is on the screen is
 * always what is on the disk.
 */
#include "app/work.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/work_internal.h"
#include "base/num.h"
#include "base/utf8.h"

#define REIWA_PREFIX_MAX 8

/* Reference numbers begin with the era year, as the files of an office do: "R8". */
static void reference_prefix(const struct app *app, char out[REIWA_PREFIX_MAX])
{
	struct buf day;
	buf_init(&day);
	date_format_short(&day, app_eras(app), app_today(app));
	size_t len = strcspn(day.data, ".-");
	if (len >= REIWA_PREFIX_MAX)
		len = REIWA_PREFIX_MAX - 1;
	memcpy(out, day.data, len);
	out[len] = '\0';
	buf_done(&day);
}

/* What a new case holds from the beginning: the case of a file, or the office that the configuration names. */
static void begin(struct cells *cells, const struct work *work, const struct dossier *from)
{
	struct answer office = { 0 };
	const struct fact *fact = edition_fact(work->rules.edition, "case.organisation");
	char *why = NULL;
	if (from)
		cells_add_dossier(cells, from);
	else if (fact && answer_from_word(&office, fact, app_config(work->app, "user.organisation"), &why) && office.state == ANSWER_GIVEN)
		cells_add_answer(cells, "case", fact, &office);
	answer_done(&office);
	free(why);
}

static enum status create(struct work *work, const struct dossier *from, struct diag_list *diags)
{
	char prefix[REIWA_PREFIX_MAX];
	struct cells cells;
	reference_prefix(work->app, prefix);
	cells_init(&cells);
	begin(&cells, work, from);
	const struct store_beginning beginning = {
		.prefix = prefix,
		.edition = work->rules.edition->id,
		.title = from ? entity_text(from, from->root, "case.title") : "",
		.sample = from && from->sample,
		.cells = cells.items,
		.count = cells.count,
	};
	enum status status = store_case_create(work->app->store, &beginning, app_now(work->app), &work->meta, diags);
	cells_done(&cells);
	return status;
}

/* What is practised and what is meant never stand in one store. */
static enum status check_earnest(const struct app *app, const struct dossier *from, struct diag_list *diags)
{
	bool practice = from && from->practice[0];
	if (practice == app->practice)
		return STATUS_OK;
	return diag_error(diags, STATUS_INPUT, app->store_path, 0, practice
		? _("the case is practice (exercise %s) and this store holds cases in earnest; take it in with --practice")
		: _("this store is for practice, which begins from an exercise%s; a case in earnest needs the other store: leave out --practice"),
		practice ? from->practice : "");
}

/* Facts and screens are those of the case that was opened last, for as long as it is open. */
static void use_edition(struct app *app)
{
	app_use_edition(app, app->works ? app->works->rules.edition->id : app->edition_id);
}

static void begin_use(struct work *work)
{
	work->opened_before = work->app->works;
	work->app->works = work;
	use_edition(work->app);
}

static void end_use(struct work *work)
{
	struct work **at = &work->app->works;
	while (*at && *at != work)
		at = &(*at)->opened_before;
	if (*at) /* one that could not be opened never came into use */
		*at = work->opened_before;
	use_edition(work->app);
}

enum status work_new(struct work **out, struct app *app, const struct dossier *from, struct diag_list *diags)
{
	*out = NULL;
	struct work *work = MEM_NEW(struct work);
	work->app = app;
	enum status status = app_require(app, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, diags);
	if (status == STATUS_OK)
		status = check_earnest(app, from, diags);
	if (status == STATUS_OK)
		status = app_load_edition(app, from ? from->edition->id : app->edition_id, &work->rules, diags);
	if (status == STATUS_OK)
		begin_use(work);
	if (status == STATUS_OK)
		status = create(work, from, diags);
	if (status == STATUS_OK)
		status = work_reload(work, diags);
	if (status == STATUS_OK)
		status = work_refresh(work, diags);
	if (status != STATUS_OK)
		work_close(&work);
	*out = work;
	return status;
}

enum status work_open(struct work **out, struct app *app, const char *id_or_reference, struct diag_list *diags)
{
	*out = NULL;
	struct work *work = MEM_NEW(struct work);
	work->app = app;
	enum status status = app_require(app, APP_RULES | APP_SNAPSHOT | APP_STORE_READ, diags);
	if (status == STATUS_OK && !app->store)
		status = diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there is no case %s"), id_or_reference);
	if (status == STATUS_OK)
		status = store_case_get(app->store, id_or_reference, &work->meta, diags);
	if (status == STATUS_OK)
		status = app_load_edition(app, work->meta.edition, &work->rules, diags);
	if (status == STATUS_OK)
		begin_use(work);
	if (status == STATUS_OK)
		status = work_reload(work, diags);
	if (status != STATUS_OK)
		work_close(&work);
	else
		work->saved_at = work->meta.updated_at;
	*out = work;
	return status;
}

void work_close(struct work **slot)
{
	struct work *work = *slot;
	if (!work)
		return;
	*slot = NULL;
	work_place_keep(work);
	work_release(work);
	end_use(work);
	verdict_free(&work->verdict);
	relevance_done(&work->relevance);
	dossier_free(&work->dossier);
	beside_list_done(&work->typed);
	beside_list_done(&work->checks);
	store_case_done(&work->meta);
	free(work);
}

const struct dossier *work_dossier(const struct work *work)
{
	return work->dossier;
}

const struct verdict *work_verdict(const struct work *work)
{
	return work->verdict;
}

const char *work_id(const struct work *work)
{
	return work->meta.id;
}

const char *work_reference(const struct work *work)
{
	return work->meta.reference;
}

int64_t work_saved_at(const struct work *work)
{
	return work->saved_at;
}

unsigned work_revisions(const struct work *work)
{
	return work->meta.revisions;
}

const char *work_place(const struct work *work)
{
	return work->meta.place ? work->meta.place : "";
}

bool work_moved(struct work *work)
{
	bool moved = work->moved;
	work->moved = false;
	return moved;
}

const char *work_state_title(const struct work *work)
{
	struct history history;
	const char *title = "";
	if (app_history_course(work->app, work->meta.id, &history, NULL) == STATUS_OK)
		title = app_state_title(work->app, history.life, history.state, strcmp(work->meta.stage, STAGE_SUBMITTED) != 0);
	history_done(&history);
	return title;
}

bool work_registry_newer(const struct work *work, struct buf *out)
{
	const struct snapshot_info *now = app_snapshot(work->app);
	const struct revision_note *note = NULL;
	struct digest newest;
	bool found = false;
	if (!work->meta.revisions || !now || store_record_head(work->app->store, work->meta.id, &found, &newest, NULL) != STATUS_OK || !found ||
		app_revision_note(work->app, &newest, &note, NULL) != STATUS_OK)
		return false;
	if (!note->known || !note->has_snapshot || digest_equal(&note->snapshot, &now->digest))
		return false;
	buf_adds(out, note->snapshot_name);
	return true;
}

enum status work_place_set(struct work *work, const char *place, struct diag_list *diags)
{
	/* Who only reads leaves the place to whoever works. */
	if (work->read_only || strcmp(work_place(work), place) == 0)
		return STATUS_OK;
	enum status status = store_case_place(work->app->store, work->meta.id, place, diags);
	if (status == STATUS_OK)
		mem_replace(&work->meta.place, place);
	work->place_noted = work->place_noted && status != STATUS_OK;
	return status;
}

void work_place_note(struct work *work, const char *place)
{
	if (work->read_only || strcmp(work_place(work), place) == 0)
		return;
	mem_replace(&work->meta.place, place);
	work->place_noted = true;
}

void work_place_keep(struct work *work)
{
	if (work->place_noted && !work->read_only && work->app->store)
		(void)store_case_place(work->app->store, work->meta.id, work_place(work), NULL);
	work->place_noted = false;
}

/* Another process may have handed the case in since it was opened; the list of cases says what is there now. */
static enum status look_again(struct work *work, struct diag_list *diags)
{
	struct store_case fresh;
	enum status status = store_case_get(work->app->store, work->meta.id, &fresh, diags);
	if (status != STATUS_OK)
		return status;
	/* Where the officer is, is known here before it is known there. */
	if (work->place_noted)
		mem_replace(&fresh.place, work_place(work));
	store_case_done(&work->meta);
	work->meta = fresh;
	work->saved_at = fresh.updated_at;
	return STATUS_OK;
}

enum status work_refresh(struct work *work, struct diag_list *diags)
{
	const char *title = entity_text(work->dossier, work->dossier->root, "case.title");
	const char *verdict = verdict_status_word(work->verdict->status);
	enum status status = look_again(work, diags);
	/* Of a case that is as it was handed in, the list says what its record says; what today would come of it a recheck tells. */
	if (status != STATUS_OK || strcmp(work->meta.stage, STAGE_SUBMITTED) == 0 ||
		(strcmp(work->meta.title, title) == 0 && strcmp(work->meta.verdict, verdict) == 0))
		return status;
	status = store_case_look(work->app->store, work->meta.id, &work->seen, title, verdict, diags);
	return status == STATUS_OK ? look_again(work, diags) : status;
}

struct store_change work_change(const struct work *work)
{
	return (struct store_change){ .case_id = work->meta.id, .at = app_now(work->app), .seen = &work->seen };
}

enum status work_settle(struct work *work, const struct store_change *change, enum status status, struct diag_list *diags)
{
	if (status != STATUS_OK && !change->moved)
		return status;
	enum status again = work_reload(work, diags);
	if (again == STATUS_OK)
		again = change->moved ? look_again(work, diags) : work_refresh(work, diags);
	work->moved = work->moved || change->moved;
	return status != STATUS_OK ? status : again;
}
