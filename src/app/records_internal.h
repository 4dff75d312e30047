/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the records share. */
#ifndef APP_RECORDS_INTERNAL_H
#define APP_RECORDS_INTERNAL_H

#include "app/app.h"

/*
 * Holds the list of cases, the drafts of those that are as they were handed in, and the marks of crossed steps against the records that they follow from.
 * STATUS_FAILED, with a message for each fault that names the case. *handed_in: some case was.
 */
enum status records_check_cases(struct app *app, bool *handed_in, struct diag_list *diags);

#endif
