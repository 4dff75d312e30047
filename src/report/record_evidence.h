/* SPDX-License-Identifier: Apache-2.0 */
/* A kept search for machines. Private to this room. */
#ifndef REPORT_RECORD_EVIDENCE_H
#define REPORT_RECORD_EVIDENCE_H

#include "report/json.h"
#include "report/record.h"

/* Puts what a kept search holds into the JSON of its entity. */
void record_search_json(const struct record *record, const struct entity *entity, struct json *item);

#endif
