/* SPDX-License-Identifier: Apache-2.0 */
/* The table of the eras by itself, for whoever shows dates before an edition is loaded. */
#ifndef MODEL_ERAS_H
#define MODEL_ERAS_H

#include "base/date.h"
#include "base/diag.h"

/*
 * From the data root, as an edition holds it. STATUS_INPUT with every fault, and nothing to release then; otherwise release with era_table_done. A
 * file at `agreed` (NULL or "" for none) remembers which bytes were read without a fault, so that they are not compared again.
 */
enum status eras_load(struct era_table *out, const char *root, const char *agreed, struct diag_list *diags);

#endif
