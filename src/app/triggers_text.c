/* SPDX-License-Identifier: Apache-2.0 */
/* What a trigger waits for, and what has come true, in one line each; the screens and the commands say the same. */
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "app/triggers.h"

void app_value_words(const struct app *app, const struct edition *edition, const char *fact_id, const char *word, struct buf *out)
{
	const struct fact *fact = edition_fact(edition, fact_id);
	struct answer answer = { .state = ANSWER_NONE };
	char *why = NULL;
	if (!word[0])
		buf_adds(out, _("not known"));
	else if (fact && answer_from_word(&answer, fact, word, &why))
		answer_to_label(out, fact, &answer, &edition->eras, app->lang);
	else
		buf_adds(out, word);
	answer_done(&answer);
	free(why);
}

static void day_words(const struct app *app, date_days day, struct buf *out)
{
	if (app_eras(app))
		date_format_short(out, app_eras(app), day);
}

static void brief(const char *hex, struct buf *out)
{
	struct digest digest;
	char name[20];
	if (!digest_parse(hex, &digest))
		return;
	digest_short(&digest, name);
	buf_adds(out, name);
}

static void date_text(const struct app *app, const struct trigger_look *look, const char *label, struct buf *out)
{
	struct buf day;
	buf_init(&day);
	day_words(app, look->after + look->trigger->lead_days, &day);
	if (look->raised && look->trigger->lead_days == 0)
		buf_addf(out, _(": %1$s %2$s has passed"), label, day.data);
	else if (look->raised)
		buf_addf(out, _(": %1$s %2$s is no more than %3$d days away"), label, day.data, look->trigger->lead_days);
	else if (look->trigger->lead_days == 0)
		buf_addf(out, _(": after %1$s %2$s"), label, day.data);
	else
		buf_addf(out, _(": %3$d days before %1$s %2$s"), label, day.data, look->trigger->lead_days);
	buf_done(&day);
}

static void value_text(const struct app *app, const struct trigger_look *look, const char *label, struct buf *out)
{
	const struct edition *edition = app_edition(app);
	struct buf then, now;
	buf_init(&then);
	buf_init(&now);
	app_value_words(app, edition, look->trigger->fact, look->trigger->value, &then);
	if (look->gone)
		buf_adds(&now, _("no longer in the registry"));
	else
		app_value_words(app, edition, look->trigger->fact, look->now, &now);
	if (look->raised)
		buf_addf(out, ": %s: %s -> %s", label, then.data, now.data);
	else
		buf_addf(out, _(": when %1$s is no longer \"%2$s\""), label, then.data);
	buf_done(&then);
	buf_done(&now);
}

void trigger_look_text(const struct app *app, const struct trigger_look *look, struct buf *out)
{
	const struct trigger *trigger = look->trigger;
	const struct fact *fact = app_edition(app) ? edition_fact(app_edition(app), trigger->fact) : NULL;
	const char *label = fact ? app_text(app, &fact->label) : trigger->fact;
	buf_adds(out, app_text(app, &trigger->title));
	if (trigger->part[0] && strcmp(trigger->part, "case") != 0)
		buf_addf(out, " (%s%s%s)", trigger->part, trigger->number[0] ? " " : "", trigger->number);
	if (trigger->kind == TRIGGER_DATE) {
		date_text(app, look, label, out);
	} else if (trigger->kind == TRIGGER_VALUE) {
		value_text(app, look, label, out);
	} else if (look->raised) {
		buf_adds(out, ": ");
		brief(trigger->value, out);
		buf_adds(out, " -> ");
		brief(look->now, out);
	}
}
