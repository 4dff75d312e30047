/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a day has come that a standing decision waits for. A revision holds its whole case, and a list has many: so only the end of its bytes is read,
 * where the triggers stand, and nothing is decoded until one of their days has passed. The registry in use is asked last, because it may have moved that day.
 */
#include <stdlib.h>
#include <string.h>

#include "app/decisions.h"
#include "app/person.h"
#include "app/session.h"
#include "app/triggers.h"
#include "app/work.h"

enum { END_BYTES = 32768 };
static const char FIRST[] = "[trigger.t1]";
static const char AFTER[] = "\nafter = \"";

/* Of a revision that was merged its other parent stands behind the triggers. */
static bool is_end(const char *at, const char *end)
{
	struct slice parent;
	return at == end || (netstring_read(&at, end, &parent) == 0 && at == end);
}

/* The text of the triggers at the end of a revision: the field that begins with the first of them and ends where the revision does. */
static char *text_at_end(const struct buf *tail)
{
	const char *end = tail->data + tail->len;
	for (const char *at = tail->data; at && (at = memmem(at, (size_t)(end - at), FIRST, sizeof FIRST - 1)); at++) {
		const char *start = at;
		struct slice text;
		while (start > tail->data && (start == at ? start[-1] == ':' : start[-1] >= '0' && start[-1] <= '9'))
			start--;
		if (start < at && netstring_read(&start, end, &text) == 0 && text.data == at && is_end(start, end) && !memchr(text.data, '\0', text.len))
			return mem_strndup(text.data, text.len);
	}
	return NULL;
}

static enum status standing_digest(struct app *app, const struct case_row *row, bool *found, struct digest *out)
{
	const struct life *life;
	struct decision decision;
	if (row->standing == (int)row->revisions)
		return store_record_head(app->store, row->id, found, out, NULL);
	enum status status = app_life(app, &life, NULL);
	*found = false;
	if (status == STATUS_OK)
		status = app_decision(app, row->id, life_states(life, STATES_STANDING), DATE_FAR, found, &decision, NULL);
	if (*found) {
		*out = decision.row.digest;
		decision_done(&decision);
	}
	return status;
}

/* The text of the triggers; NULL where there are none. */
static char *triggers_text(struct app *app, const struct digest *digest)
{
	const struct revision_note *note = NULL;
	struct buf tail;
	buf_init(&tail);
	char *text = NULL;
	if (store_artifact_end(app->store, digest, END_BYTES, &tail, NULL) == STATUS_OK && tail.len) {
		bool none = tail.len > 3 && memcmp(tail.data + tail.len - 3, "0:,", 3) == 0;
		text = none ? NULL : text_at_end(&tail);
		/* More of them than that, or a form that has none. */
		if (!text && !none && tail.len == END_BYTES && app_revision_note(app, digest, &note, NULL) == STATUS_OK && note->known)
			text = mem_strdup(note->triggers);
	}
	buf_done(&tail);
	return text;
}

static bool some_day_passed(const char *text, date_days today)
{
	for (const char *at = text; (at = strstr(at, AFTER)) != NULL;) {
		char iso[11] = "";
		date_days day;
		at += sizeof AFTER - 1;
		memcpy(iso, at, strnlen(at, sizeof iso - 1));
		if (date_parse_iso(iso, &day) && today > day)
			return true;
	}
	return false;
}

static date_days first_raised(struct app *app, const struct triggers *triggers, date_days today)
{
	const struct trigger_draft none = { .dossier = NULL };
	struct trigger_looks looks = { .items = NULL };
	struct loaded rules;
	date_days first = DATE_NONE;
	if (app_require(app, APP_RULES | APP_SNAPSHOT, NULL) == STATUS_OK && app_load_edition(app, app->edition_id, &rules, NULL) == STATUS_OK &&
		app_triggers_look(app, triggers, &none, rules.edition, today, &looks, NULL) == STATUS_OK)
		for (size_t i = 0; i < looks.count; i++)
			if (looks.items[i].trigger->kind == TRIGGER_DATE && looks.items[i].raised && (first == DATE_NONE || looks.items[i].after < first))
				first = looks.items[i].after;
	trigger_looks_done(&looks);
	return first == DATE_NONE ? first : first + 1;
}

void case_row_look(struct app *app, struct case_row *row)
{
	struct digest digest;
	bool found = false;
	if (row->looked)
		return;
	row->looked = true;
	row->due = DATE_NONE;
	if (!row->standing || standing_digest(app, row, &found, &digest) != STATUS_OK || !found)
		return;
	char *text = triggers_text(app, &digest);
	if (text && some_day_passed(text, app_today(app))) {
		struct triggers triggers;
		if (triggers_read(&triggers, row->reference, text, NULL) == STATUS_OK)
			row->due = first_raised(app, &triggers, app_today(app));
		triggers_done(&triggers);
	}
	free(text);
}
