/* SPDX-License-Identifier: Apache-2.0 */
/* Searching again: a kept search says in which bytes it was made, and whoever has them can see whether it tells the truth. */
#include <stdlib.h>
#include <string.h>

#include "app/changes.h"
#include "app/evidence.h"
#include "app/session.h"

struct checking {
	struct app *app;
	const struct dossier *dossier;
	const char *name;
	struct diag_list *diags;
	struct snapshot *snapshot; /* the last that was loaded; NULL: none */
	enum status status;
	size_t same;
};

static bool is_it(const struct snapshot *snapshot, const struct digest *digest)
{
	return snapshot && digest_equal(&snapshot->info.digest, digest);
}

/* The snapshot of a digest, wherever it is at hand: in use, looked at before, in the store, or among the samples. */
static struct snapshot *find_snapshot(struct checking *job, const struct digest *digest)
{
	struct snapshot_choices choices = { .items = NULL };
	if (is_it(job->app->snapshot, digest) && app_rows(job->app, NULL) == STATUS_OK)
		return job->app->snapshot;
	for (int i = 0; i < SHELVES; i++)
		if (is_it(job->app->shelves[i].snapshot, digest) && app_shelf(job->app, (enum listing_shelf)i))
			return app_shelf(job->app, (enum listing_shelf)i);
	if (is_it(job->snapshot, digest))
		return job->snapshot;
	if (app_snapshot_choices(job->app, true, &choices, NULL) != STATUS_OK)
		return NULL;
	bool found = false;
	for (size_t i = 0; i < choices.count && !found; i++) {
		snapshot_free(&job->snapshot);
		found = app_load_snapshot(job->app, choices.items[i].word, &job->snapshot, NULL) == STATUS_OK && is_it(job->snapshot, digest);
	}
	snapshot_choices_done(&choices);
	return found ? job->snapshot : NULL;
}

static bool search_again(struct snapshot *snapshot, const struct kept_search *search, char hex[65])
{
	struct registry_filter said;
	struct search_hits hits = { .rows = NULL };
	struct buf lines;
	if (!filter_parse(search->filter, &said))
		return false;
	const struct snapshot_filter filter = {
		.lists = said.lists, .forms = said.forms, .states = said.states, .region = said.region, .as_of = search->as_of, .until = search->until,
		.expires_by = said.within_days > 0 ? search->as_of + said.within_days : DATE_NONE,
	};
	buf_init(&lines);
	snapshot_search(snapshot, search->query, &hits);
	if (said.lists || said.forms || said.states || said.within_days || said.region[0])
		snapshot_filter_hits(snapshot, &filter, &hits);
	for (size_t i = 0; i < hits.count; i++)
		kept_hit_add(&lines, &snapshot->rows[hits.rows[i]]);
	kept_hits_digest(&lines, hex);
	search_hits_done(&hits);
	buf_done(&lines);
	return true;
}

static void check_one(struct checking *job, const struct entity *entity, const struct kept_search *search)
{
	struct digest digest;
	char hex[65];
	struct snapshot *snapshot = digest_parse(search->snapshot_digest, &digest) ? find_snapshot(job, &digest) : NULL;
	if (!snapshot) {
		diag_warning(job->diags, job->name, 0, _("search %1$s: its snapshot (%2$s) is not at hand, so it could not be made again"), entity->key,
			search->snapshot);
	} else if (search_again(snapshot, search, hex) && strcmp(hex, search->digest) == 0) {
		job->same++;
	} else {
		job->status = diag_error(job->diags, STATUS_FAILED, job->name, 0, _("search %1$s: the snapshot %2$s gives other hits than were kept"), entity->key,
			search->snapshot);
	}
}

static bool check_entity(struct entity *entity, void *context)
{
	struct checking *job = context;
	struct kept_search search;
	char *why = NULL;
	if (entity->scope != SCOPE_SEARCH)
		return true;
	if (kept_search_read(&search, job->dossier, entity, &why)) {
		check_one(job, entity, &search);
		kept_search_done(&search);
	} else {
		job->status = diag_error(job->diags, STATUS_FAILED, job->name, 0, _("search %1$s: %2$s"), entity->key, why);
	}
	free(why);
	return true;
}

enum status app_evidence_check(struct app *app, const struct dossier *dossier, const char *name, size_t *same, struct diag_list *diags)
{
	struct checking job = { .app = app, .dossier = dossier, .name = name, .diags = diags, .status = STATUS_OK };
	dossier_each(dossier, check_entity, &job);
	snapshot_free(&job.snapshot);
	*same = job.same;
	return job.status;
}
