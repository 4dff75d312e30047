/* SPDX-License-Identifier: Apache-2.0 */
/* The candidates of a step side by side on equal terms. */
#ifndef APP_COMPARE_H
#define APP_COMPARE_H

#include "app/work.h"

/* Which facts are compared, and in which order, is said by the data (`compare`); the results of the examination stand around them. */
enum row_kind { ROW_ACCEPTABLE, ROW_COUNTS, ROW_PREFERRED, ROW_FACT, ROW_TOTAL, ROW_MORE };
struct compare_row {
	enum row_kind kind;
	const struct fact *fact; /* ROW_FACT */
};
struct compare_rows {
	struct compare_row *items;
	size_t count;
};
void compare_rows_init(struct compare_rows *out, const struct work *work);
void compare_rows_done(struct compare_rows *rows);
/* What a row is called, and what stands in it for a candidate. Both append. */
void compare_label(const struct work *work, const struct compare_row *row, struct buf *out);
void compare_cell(const struct work *work, const struct compare_row *row, const struct entity *candidate, struct buf *out);
/* The whole as lines, a candidate after the other, for reading aloud. Appends. */
void compare_text(const struct work *work, const struct entity *step, struct buf *out);

#endif
