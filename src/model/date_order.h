/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates that follow one another, as the questions declare them with `not_before` (doc/formats.md section 2): a use that ends before it begins is
 * a slip of the pen, and whatever is worked out from it would be wrong.
 */
#ifndef MODEL_DATE_ORDER_H
#define MODEL_DATE_ORDER_H

#include "model/dossier.h"

struct order_fault {
	const struct fact *earlier, *later;   /* as they are declared */
	const struct entity *earlier_at, *later_at;
	date_days earlier_on, later_on;       /* later_on < earlier_on */
};
/* Whether an answer that stands in the dossier counts. NULL: every one does. */
typedef bool order_counts(const struct entity *entity, const struct fact *fact, const void *context);

/* True with the first fault when the date, as the answer of the fact at the entity, would stand on the wrong side of another that is given. */
bool date_order_broken(const struct dossier *dossier, const struct entity *entity, const struct fact *fact, date_days day, order_counts *counts,
	const void *context, struct order_fault *out);
/* Reports every pair of a case file that stands the wrong way round, at the line of the later date. */
enum status date_order_check(const struct dossier *dossier, const char *file, const char *bytes, size_t len, struct diag_list *diags);

#endif
