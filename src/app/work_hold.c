/* SPDX-License-Identifier: Apache-2.0 */
/* One program at a time changes a case; the others read it, and each of them can take it up when it is free. */
#include <stdlib.h>
#include <string.h>

#include "app/work.h"
#include "app/work_internal.h"

bool work_hold(struct work *work)
{
	bool waited = work->read_only;
	if (work->held || !work->app->store)
		return true;
	work->held = store_hold(work->app->store, work->meta.id, app_author(work->app), app_now(work->app));
	work->read_only = !work->held;
	/* Whoever had it has changed it. Should it not be readable now, the first change says so. */
	if (work->held && waited && work_reload(work, NULL) == STATUS_OK && work_refresh(work, NULL) == STATUS_OK)
		work->moved = true;
	return work->held;
}

void work_release(struct work *work)
{
	if (work->held && work->app->store)
		store_release(work->app->store, work->meta.id);
	work->held = false;
}

bool work_read_only(const struct work *work)
{
	return work->read_only;
}

bool work_holder(const struct work *work, struct buf *name, int64_t *since)
{
	struct store_holder holder = { .name = NULL };
	if (!work->app->store || !store_holder(work->app->store, work->meta.id, &holder))
		return false;
	buf_adds(name, holder.name);
	*since = holder.since;
	store_holder_done(&holder);
	return true;
}
