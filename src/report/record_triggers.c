/* SPDX-License-Identifier: Apache-2.0 */
/* Triggers in the record: what makes the decision be looked at again, as it was written when the case was handed in. A draft has none. */
#include "report/record_triggers.h"

#include <string.h>

#include "report/record_parts.h"

static void condition(struct buf *out, const struct record *record, const struct trigger *trigger)
{
	const struct fact *fact = edition_fact(record->edition, trigger->fact);
	struct buf value;

	buf_init(&value);
	if (fact)
		words_value(&value, record, fact, trigger->value);
	else
		buf_adds(&value, trigger->value);
	if (trigger->kind == TRIGGER_EDITION)
		buf_adds(out, _("when another edition of the rules than that of this record is in force"));
	else if (trigger->kind == TRIGGER_VALUE)
		buf_addf(out, _("when %1$s is no longer \"%2$s\""), fact ? words_label(record, fact) : trigger->fact, value.data);
	else if (trigger->lead_days)
		buf_addf(out, _("%3$d days before %1$s, %2$s"), fact ? words_label(record, fact) : trigger->fact, value.data, trigger->lead_days);
	else
		buf_addf(out, _("after %1$s, %2$s"), fact ? words_label(record, fact) : trigger->fact, value.data);
	buf_done(&value);
}

static void add_trigger(struct doc *doc, const struct record *record, const struct trigger *trigger)
{
	struct buf line, clause, entity;

	buf_init(&line);
	buf_init(&clause);
	buf_init(&entity);
	words_clause(&clause, record, trigger->clause);
	condition(&line, record, trigger);
	if (trigger->part[0] && strcmp(trigger->part, "case") != 0)
		words_entity(&entity, record, trigger->part);
	doc_addf(doc, DOC_ITEM, 1, "%s (%s%s%s): %s", words_text(record, &trigger->title), entity.data, entity.len ? "; " : "", clause.data, line.data);
	doc_addf(doc, DOC_ITEM, 2, _("What to do: %s"), words_text(record, &trigger->response));
	buf_done(&entity);
	buf_done(&clause);
	buf_done(&line);
}

void record_triggers(struct doc *doc, const struct record *record)
{
	if (!record->triggers || record->triggers->count == 0)
		return;
	doc_add(doc, DOC_HEADING, 2, _("(4) What makes this decision be looked at again"));
	for (size_t i = 0; i < record->triggers->count; i++)
		add_trigger(doc, record, &record->triggers->items[i]);
}

struct json *record_triggers_json(const struct record *record)
{
	struct json *list = json_new_array();

	for (size_t i = 0; record->triggers && i < record->triggers->count; i++) {
		const struct trigger *trigger = &record->triggers->items[i];
		struct json *item = json_new_object();
		char iso[11] = "";

		if (trigger->after != DATE_NONE)
			date_format_iso(trigger->after, iso);
		json_put_text(item, "name", trigger->name);
		json_put_text(item, "kind", trigger_kind_word(trigger->kind));
		json_put_text(item, "entity", trigger->part);
		json_put_text(item, "fact", trigger->fact);
		json_put_text(item, "value", trigger->value);
		json_put_text(item, "number", trigger->number);
		json_put_text(item, "after", iso[0] ? iso : NULL);
		json_put_int(item, "lead_days", trigger->lead_days);
		json_put_text(item, "clause", trigger->clause);
		json_put_text(item, "title", words_text(record, &trigger->title));
		json_put_text(item, "response", words_text(record, &trigger->response));
		json_push(list, item);
	}
	return list;
}
