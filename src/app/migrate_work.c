/* SPDX-License-Identifier: Apache-2.0 */
/* The open case on its way to another edition: where it could go, what that would make of it, and the new draft. */
#include <stdlib.h>
#include <string.h>

#include "app/migrate.h"
#include "app/work_internal.h"
#include "base/mem.h"

struct collecting {
	struct edition_names *out;
	const char *own;
};

static void collect(const char *id, void *context)
{
	struct collecting *job = context;
	if (strcmp(id, job->own) == 0)
		return;
	MEM_PUSH_ROOM(job->out->items, job->out->count, job->out->capacity);
	job->out->items[job->out->count++] = mem_strdup(id);
}

void migrate_targets(const struct work *work, struct edition_names *out, size_t *first)
{
	*out = (struct edition_names){ .items = NULL };
	edition_each(work->app->data_root, collect, &(struct collecting){ .out = out, .own = work->rules.edition->id });
	*first = out->count ? out->count - 1 : 0;
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->items[i], work->app->edition_id) == 0)
			*first = i;
}

void edition_names_done(struct edition_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct edition_names){ .items = NULL };
}

static void list_edition(const char *id, void *context)
{
	struct buf *names = context;
	buf_addf(names, "%s%s", names->len ? ", " : "", id);
}

enum status migrate_work(const struct work *work, const char *edition, struct migration *out, struct diag_list *diags)
{
	struct loaded to;
	struct buf names;
	*out = (struct migration){ .dossier = NULL };
	if (strcmp(edition, work->rules.edition->id) == 0) {
		buf_init(&names);
		edition_each(work->app->data_root, list_edition, &names);
		enum status status = diag_error(diags, STATUS_USAGE, NULL, 0, _("the case is of edition %1$s already; there are: %2$s"), edition, names.data);
		buf_done(&names);
		return status;
	}
	enum status status = app_load_edition(work->app, edition, &to, diags);
	return status == STATUS_OK ? migrate(work->app, &work->rules, work->dossier, &to, work_as_of(work), out, diags) : status;
}

enum status migration_begin(struct app *app, const struct migration *migration, struct work **draft, struct diag_list *diags)
{
	*draft = NULL;
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	return status == STATUS_OK ? work_new(draft, app, migration->dossier, diags) : status;
}
