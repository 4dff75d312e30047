/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statistics from the records of the store: the survey of the use of cloud services, verdicts by step, reasons for passing over, open points by
 * rule, days in each state, returned cases. Of each case the newest revision that had come as far as is asked for counts (approved, where nothing else
 * is said); its verdict is derived again from its own answers under its own edition, so that a figure speaks of what the record says and of nothing else.
 */
#ifndef APP_STATS_H
#define APP_STATS_H

#include "app/work.h"
#include "report/figures.h"

/*
 * As of the session's day. `state`: a [basis.NAME] of data/statistics/usage-survey.ini, NULL for the first; STATUS_USAGE names those there are. Release
 * with figures_done in every case. A record that cannot be read is an error that names it.
 */
enum status app_stats(struct app *app, const char *state, struct figures *out, struct diag_list *diags);
/* The same by place, counted round, for a key that goes from one choice to the next. */
enum status app_stats_nth(struct app *app, size_t choice, struct figures *out, struct diag_list *diags);

/* All tables as a text of a page's width, HTML, JSON or CSV. Appends. */
enum status figures_write(struct app *app, const struct figures *figures, enum record_format format, struct buf *out, struct diag_list *diags);

#endif
