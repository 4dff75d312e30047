/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statistics from the records of the store: the survey of the use of cloud services, verdicts by step, reasons for passing over, open points by
 * rule. Of each case the newest revision up to a day counts; its verdict is derived again from its own answers under its own edition, so that a
 * figure speaks of what the record says and of nothing else.
 */
#ifndef APP_STATS_H
#define APP_STATS_H

#include "app/work.h"
#include "report/figures.h"

/* As of the session's day. Release with figures_done in every case. A record that cannot be read is an error that names it. */
enum status app_stats(struct app *app, struct figures *out, struct diag_list *diags);

/* All tables as a text of a page's width, HTML, JSON or CSV. Appends. */
enum status figures_write(const struct app *app, const struct figures *figures, enum record_format format, struct buf *out, struct diag_list *diags);

#endif
