/* SPDX-License-Identifier: Apache-2.0 */
/* The life of a case for machines. Private to this room. */
#ifndef REPORT_RECORD_LIFE_H
#define REPORT_RECORD_LIFE_H

#include "report/json.h"
#include "report/record.h"

/* The value of "life": null where no life is told. */
void record_life_json(const struct record *record, struct json *root);
/* "candidate, label of the fact", or the part alone, or "" for the whole. Appends. */
void record_life_about(struct buf *out, const struct record *record, const struct record_step *step);

#endif
