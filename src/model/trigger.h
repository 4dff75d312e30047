/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What makes a decision be looked at again, as it stands in a record: the value or the date then, in strict INI text, so that it can be read without
 * the file that it was made from. doc/formats.md section 19.
 */
#ifndef MODEL_TRIGGER_H
#define MODEL_TRIGGER_H

#include "base/date.h"
#include "base/diag.h"
#include "base/i18n.h"
#include "base/mem.h"

enum trigger_kind { TRIGGER_DATE, TRIGGER_VALUE, TRIGGER_EDITION, TRIGGER_KINDS };
struct trigger {
	enum trigger_kind kind;
	const char *name;   /* of its section in the table that it was made from */
	const char *part;   /* key of the entity; "" of the whole */
	const char *fact;   /* id; "" of an edition */
	const char *value;  /* in word form; of an edition its digest (hex) */
	const char *number; /* of the registry, where the fact is one of a service; else "" */
	date_days after;    /* TRIGGER_DATE: raised on the day after this one and later */
	int lead_days;      /* TRIGGER_DATE: how long before `value` that is */
	const char *clause; /* ids separated by spaces */
	struct text title, response;
};
struct triggers {
	struct trigger *items;
	size_t count, capacity;
	struct arena arena; /* of the texts */
};
void triggers_init(struct triggers *triggers);
void triggers_done(struct triggers *triggers);
/* A new one, zeroed; its texts are to stand in the arena. */
struct trigger *triggers_add(struct triggers *triggers);
const char *trigger_kind_word(enum trigger_kind kind); /* "date", "value", "edition" */
bool trigger_kind_parse(const char *word, enum trigger_kind *out);
/* The text of a record, and back; "" is none. `out` is initialised in every case; STATUS_INPUT with every fault. */
void triggers_write(const struct triggers *triggers, struct buf *out);
enum status triggers_read(struct triggers *out, const char *name, const char *text, struct diag_list *diags);

#endif
