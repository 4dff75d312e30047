/* SPDX-License-Identifier: Apache-2.0 */
/* The titles go with each trigger: the table of the office may be another one when the record is read. */
#include "model/trigger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "base/num.h"

#define LEAD_DAYS_MAX 3650
#define FORMERLY "todo" /* the name of the response in records that are kept: those of tests/stores/form-2.sql must be read for ever */

static const char *const kinds[TRIGGER_KINDS] = { [TRIGGER_DATE] = "date", [TRIGGER_VALUE] = "value", [TRIGGER_EDITION] = "edition" };

static const struct ini_key trigger_keys[] = {
	{ .pattern = "name", .type = INI_WORD, .required = true },
	{ .pattern = "kind", .type = INI_CHOICE, .choices = "date value edition", .required = true },
	{ .pattern = "part", .type = INI_WORD },
	{ .pattern = "fact", .type = INI_WORD },
	{ .pattern = "value", .type = INI_TEXT, .required = true },
	{ .pattern = "number", .type = INI_TEXT },
	{ .pattern = "after", .type = INI_DATE },
	{ .pattern = "lead_days", .type = INI_INT, .max = LEAD_DAYS_MAX },
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "title.@.#", .type = INI_TEXT },
	{ .pattern = "response.@", .type = INI_TEXT },
	{ .pattern = "response.@.#", .type = INI_TEXT },
	{ .pattern = FORMERLY ".@", .type = INI_TEXT },
	{ .pattern = FORMERLY ".@.#", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_kind sections[] = { { .kind = "trigger", .keys = trigger_keys }, { .kind = NULL } };

void triggers_init(struct triggers *triggers)
{
	*triggers = (struct triggers){ .items = NULL };
	arena_init(&triggers->arena);
}

void triggers_done(struct triggers *triggers)
{
	free(triggers->items);
	arena_done(&triggers->arena);
	*triggers = (struct triggers){ .items = NULL };
}

struct trigger *triggers_add(struct triggers *triggers)
{
	MEM_PUSH_ROOM(triggers->items, triggers->count, triggers->capacity);
	struct trigger *trigger = &triggers->items[triggers->count++];
	*trigger = (struct trigger){ .part = "", .fact = "", .value = "", .number = "", .clause = "", .after = DATE_NONE };
	return trigger;
}

const char *trigger_kind_word(enum trigger_kind kind)
{
	return kinds[kind];
}

bool trigger_kind_parse(const char *word, enum trigger_kind *out)
{
	for (int i = 0; i < TRIGGER_KINDS; i++) {
		*out = (enum trigger_kind)i;
		if (strcmp(kinds[i], word) == 0)
			return true;
	}
	return false;
}

static void write_unless_empty(struct buf *out, const char *key, const char *value)
{
	if (value[0])
		ini_write_value(out, key, value);
}

void triggers_write(const struct triggers *triggers, struct buf *out)
{
	for (size_t i = 0; i < triggers->count; i++) {
		const struct trigger *trigger = &triggers->items[i];
		buf_addf(out, "%s[trigger.t%zu]\n", i ? "\n" : "", i + 1);
		ini_write_value(out, "name", trigger->name);
		ini_write_value(out, "kind", kinds[trigger->kind]);
		write_unless_empty(out, "part", trigger->part);
		write_unless_empty(out, "fact", trigger->fact);
		ini_write_value(out, "value", trigger->value);
		write_unless_empty(out, "number", trigger->number);
		if (trigger->kind == TRIGGER_DATE) {
			char iso[11], days[16];
			date_format_iso(trigger->after, iso);
			ini_write_value(out, "after", iso);
			snprintf(days, sizeof days, "%d", trigger->lead_days);
			ini_write_value(out, "lead_days", days);
		}
		ini_write_value(out, "clause", trigger->clause);
		ini_write_value(out, "title.ja", trigger->title.in[LANG_JA]);
		ini_write_value(out, "title.en", trigger->title.in[LANG_EN]);
		ini_write_value(out, "response.ja", trigger->response.in[LANG_JA]);
		ini_write_value(out, "response.en", trigger->response.in[LANG_EN]);
	}
}

static const char *text_of(struct triggers *out, const struct ini_section *section, const char *key)
{
	const char *value = ini_get(section, key);
	return value ? arena_strdup(&out->arena, value) : "";
}

static enum status read_one(struct triggers *out, const struct ini_section *section, struct diag_list *diags)
{
	struct trigger *trigger = triggers_add(out);
	const char *after = ini_get(section, "after");
	/* What fits into a line of a data file may be written in parts here. */
	bool response = ini_get_long(section, "response.ja", &out->arena) != NULL, formerly = ini_get_long(section, FORMERLY ".ja", &out->arena) != NULL;
	int64_t days = 0;
	trigger_kind_parse(ini_get(section, "kind"), &trigger->kind);
	trigger->name = text_of(out, section, "name");
	trigger->part = text_of(out, section, "part");
	trigger->fact = text_of(out, section, "fact");
	trigger->value = text_of(out, section, "value");
	trigger->number = text_of(out, section, "number");
	trigger->clause = text_of(out, section, "clause");
	trigger->title = ini_get_text(section, "title", &out->arena);
	trigger->response = ini_get_text(section, response ? "response" : FORMERLY, &out->arena);
	if (ini_get(section, "lead_days"))
		num_parse_int(ini_get(section, "lead_days"), &days);
	trigger->lead_days = (int)days;
	bool dated = after && date_parse_iso(after, &trigger->after);
	if (response == formerly || dated != (trigger->kind == TRIGGER_DATE) || (trigger->fact[0] == '\0') != (trigger->kind == TRIGGER_EDITION))
		return diag_error(diags, STATUS_INPUT, section->file, section->line, _("[%1$s.%2$s]: its keys do not fit its kind"), section->kind, section->name);
	return STATUS_OK;
}

enum status triggers_read(struct triggers *out, const char *name, const char *text, struct diag_list *diags)
{
	struct ini ini;
	triggers_init(out);
	if (!text[0])
		return STATUS_OK;
	enum status status = ini_parse(&ini, name, text, strlen(text), sections, diags);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ini.count; i++)
		if (read_one(out, &ini.sections[i], diags) != STATUS_OK)
			status = STATUS_INPUT;
	ini_done(&ini);
	return status;
}
