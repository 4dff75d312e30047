/* SPDX-License-Identifier: Apache-2.0 */
/* The first half of reading a CSV file: bytes of a ministry's choice to UTF-8. Only base/csv.c includes this. */
#ifndef BASE_CSV_DECODE_H
#define BASE_CSV_DECODE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/csv.h"

/*
 * Appends the text without its BOM to `out` and says in *found which encoding it was. Each line with a byte that does not decode is a
 * fault (at most 100 are listed), and so is a NUL. STATUS_FAILED, without a message, when `watch` stopped it: it is asked for every megabyte.
 */
enum status csv_decode(struct buf *out, enum csv_encoding *found, const char *file, const char *bytes, size_t len, enum csv_encoding wanted,
	const struct watch *watch, struct diag_list *diags);

#endif
