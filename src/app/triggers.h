/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Triggers: made from data/process/triggers.ini when a case is handed in, and looked at afterwards against the day, the registry in use, the case as it
 * now stands and the edition in force. Looking changes nothing.
 */
#ifndef APP_TRIGGERS_H
#define APP_TRIGGERS_H

#include "app/app.h"
#include "model/trigger.h"

struct work;
struct engine;

/* What goes into the record of a case that is about to be handed in. `out` is initialised in each case. */
enum status app_triggers_make(const struct work *work, struct triggers *out, struct diag_list *diags);

/* One trigger as it stands on a day. */
struct trigger_look {
	const struct trigger *trigger;
	bool raised;
	date_days after; /* of a date: the day that counts now, which a newer registry may have moved */
	char *now;       /* of a value: the word today, "" where it is not known; of an edition its digest */
	bool gone;       /* the registration number is no longer in the registry */
};
struct trigger_looks {
	struct trigger_look *items;
	size_t count, capacity;
	size_t raised;
	date_days next; /* the day on which the next date raises one; DATE_NONE: none will */
};
/* The case as it now stands, where it has gone on since it was handed in. */
struct trigger_draft {
	const struct engine *engine;
	const struct dossier *dossier; /* NULL: it has not */
};
/* `edition`: the one in force. Release with trigger_looks_done in each case. */
enum status app_triggers_look(struct app *app, const struct triggers *triggers, const struct trigger_draft *draft, const struct edition *edition,
	date_days day, struct trigger_looks *out, struct diag_list *diags);
void trigger_looks_done(struct trigger_looks *looks);
/* "Expiry of the listing (c1-1-k1): after 2027-03-31", or what has come true. Appends. */
void trigger_look_text(const struct app *app, const struct trigger_look *look, struct buf *out);
/* A value in word form as people read it. Appends. */
void app_value_words(const struct app *app, const struct edition *edition, const char *fact_id, const char *word, struct buf *out);
/* The triggers of the open case that have come true since its newest standing decision; none where there is none. */
enum status work_triggers(struct work *work, struct triggers *triggers, struct trigger_looks *out, struct diag_list *diags);

#endif
