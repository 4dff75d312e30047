/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document as bytes, for the program that makes files which need large libraries (src/report/print_main.c). Canonical: the tag "kumoshirube/print/1" and a NUL, then
 * netstrings in the order of doc/formats.md section 20. What pack would not write, unpack does not take.
 */
#ifndef REPORT_DOC_PACK_H
#define REPORT_DOC_PACK_H

#include "report/doc.h"

#define DOC_PACK_BYTES_MAX (64u << 20)  /* the whole */
#define DOC_PACK_BLOCKS_MAX 200000u
#define DOC_PACK_ROWS_MAX 1000000u     /* of one block */
#define DOC_PACK_COLUMNS_MAX 200u
#define DOC_PACK_TEXT_MAX (1u << 20)   /* bytes of one text */
#define DOC_PACK_WIDTH_MAX 100000
#define DOC_PACK_BAR 1000000           /* the longest bar; the others are parts of it */

/* What is to be made of it: "pdf" or "xlsx". */
enum doc_output { DOC_OUTPUT_PDF, DOC_OUTPUT_XLSX, DOC_OUTPUTS };
const char *doc_output_word(enum doc_output output);

/* Appends. The amounts of bars become parts of the longest of their block, and none where they are not known. */
void doc_pack(const struct doc *doc, enum doc_output output, struct buf *out);
/* NULL when the bytes are a document, else the name of the field that is not as it must be, and *out is NULL. */
const char *doc_unpack(const void *bytes, size_t len, enum doc_output *output, struct doc **out);

#endif
