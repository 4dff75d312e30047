/* SPDX-License-Identifier: Apache-2.0 */
/* The triggers of a record, on paper and for programs. Private to report/. */
#ifndef REPORT_RECORD_TRIGGERS_H
#define REPORT_RECORD_TRIGGERS_H

#include "report/json.h"
#include "report/record.h"

/* Nothing where the record has none. */
void record_triggers(struct doc *doc, const struct record *record);
/* [{name, kind, entity, fact, value, number, after, lead_days, clause, title, response}]; the caller's. */
struct json *record_triggers_json(const struct record *record);

#endif
