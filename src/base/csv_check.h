/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A look at the bytes of a list before any memory is spent on its rows: a file that is far too large, or in which lines of two encodings were put together,
 * is told as such and not by what would come of reading it.
 */
#ifndef BASE_CSV_CHECK_H
#define BASE_CSV_CHECK_H

#include <stddef.h>

#include "base/csv.h"

#define CSV_ROWS_MAX 2000000   /* lines */
#define CSV_CELLS_MAX 40000000 /* commas of all lines */
#define CSV_COLUMNS_MAX 1000

/* STATUS_INPUT with one message. Encodings are looked at only where CSV_AUTO leaves them to be found out. */
enum status csv_check(const char *file, const char *bytes, size_t len, enum csv_encoding encoding, struct diag_list *diags);

#endif
