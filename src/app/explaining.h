/* SPDX-License-Identifier: Apache-2.0 */
/* Rules, conditions and traces in words, in the language of the session, for who may not see the engine. */
#ifndef APP_EXPLAINING_H
#define APP_EXPLAINING_H

#include "app/app.h"

/* Each appends. A rule and a step of the edition of the open case: when it applies, what it requires, what follows from what; lines. */
void app_rule_words(const struct app *app, const struct rule *rule, struct buf *out);
void app_step_words(const struct app *app, const struct step_def *step, struct buf *out);
/* One line of a trace, without its line break; `rule` is the one that it is of, NULL of a step or a gate. */
void app_trace_words(const struct app *app, const struct rule *rule, const struct trace_line *line, struct buf *out);

#endif
