/* SPDX-License-Identifier: Apache-2.0 */
/* The engine that decides the open case is also the one that is put into words. */
#include "app/explaining.h"

#include "app/session.h"
#include "engine/explain.h"

void app_rule_words(const struct app *app, const struct rule *rule, struct buf *out)
{
	explain_rule(app->loaded[app->current].engine, rule, app->lang, out);
}

void app_step_words(const struct app *app, const struct step_def *step, struct buf *out)
{
	explain_step(app->loaded[app->current].engine, step, app->lang, out);
}

void app_trace_words(const struct app *app, const struct rule *rule, const struct trace_line *line, struct buf *out)
{
	explain_trace(app_edition(app), rule, line, app->lang, out);
}
