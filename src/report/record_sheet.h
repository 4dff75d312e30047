/* SPDX-License-Identifier: Apache-2.0 */
/* The paper record as rows for the sheet and for JSON. */
#ifndef REPORT_RECORD_SHEET_H
#define REPORT_RECORD_SHEET_H

#include "report/doc.h"

/* One row: the section it stands in, its first cell ("" for a sentence), and the rest of it. All borrowed for the call. */
typedef void sheet_row(const char *section, const char *head, const char *text, void *context);
void sheet_document(const struct doc *doc, sheet_row *row, void *context);

#endif
