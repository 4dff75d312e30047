/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as the case data hold them: thousandths for plain numbers, whole yen for money. Strict: never atoi. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Plain digits only ("010", signs, blanks and trailing text are refused); at most 18 digits. */
bool num_parse_int(const char *text, int64_t *out);
/* "12", "1.5", "-3": at most three decimals, value in thousandths. */
bool num_parse_milli(const char *text, int64_t *out_milli);
/* As typed by an officer: full-width digits and signs, thousands commas; the same result as the strict form. */
bool num_parse_typed_milli(const char *text, int64_t *out_milli);
/* Whole yen as typed: digits of both widths, commas, an optional trailing yen word. Negative amounts are refused. */
bool num_parse_typed_yen(const char *text, int64_t *out_yen);
void num_format_milli(struct buf *out, int64_t milli);
/* With a comma every three digits. */
void num_format_yen(struct buf *out, int64_t yen);

#endif
