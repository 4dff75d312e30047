/* SPDX-License-Identifier: Apache-2.0 */
/* The checklist of a candidate from the criteria that a ministry holds (IS-crit, KT-crit). */
#ifndef APP_CRITERIA_H
#define APP_CRITERIA_H

#include "app/work.h"

struct criteria_taken {
	size_t added, changed; /* criteria that are new, and those whose words are now others */
	size_t kept;           /* in the list before and not in the file; they stay, with what was answered */
};

/*
 * Takes the criteria of a CSV file into the checklist of a candidate, as one unit of undo. A criterion that is there keeps what was answered about it.
 * STATUS_INPUT with every fault by line, and then nothing is changed.
 */
enum status work_import_criteria(struct work *work, const char *key, const char *path, struct criteria_taken *out, struct diag_list *diags);
/* The file that is proposed: that of the configuration, else the shipped sample. Caller frees. */
char *app_criteria_path(const struct app *app);

#endif
