/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSV as ministries deliver it: UTF-8 with or without BOM, or CP932, quoted fields with line breaks. Strict RFC 4180: every row has as
 * many fields as the header, a quote is closed, nothing follows a closing quote. Every bad row is reported with its line.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stddef.h>

#include "base/diag.h"
#include "base/watch.h"

enum csv_encoding { CSV_AUTO, CSV_UTF8, CSV_UTF8_BOM, CSV_CP932 };

struct csv_row {
	const char **fields; /* csv->columns of them */
	int line;            /* of its first byte */
};
struct csv {
	enum csv_encoding encoding; /* as found */
	size_t columns;
	struct csv_row header;
	struct csv_row *rows;
	size_t count;
	char *text; /* decoded bytes; fields point into it */
	const char **fields;
};

#define CSV_FAULTS_MAX 10000 /* listed for one file; the rest is counted */

/*
 * Decodes and parses. CSV_AUTO takes a BOM, else valid UTF-8, else CP932. Returns STATUS_OK, or STATUS_INPUT with each fault (line, what
 * was found, what is allowed; at most CSV_FAULTS_MAX listed and the rest counted) and nothing in `out`.
 */
enum status csv_parse(struct csv *out, const char *file, const char *bytes, size_t len, enum csv_encoding encoding, struct diag_list *diags);
/*
 * The same, but where there were faults, the header and the rows that could be read stay in `out`, so that the caller can check what they mean and
 * report everything at once. Nothing of them may be used otherwise. `out->columns` is 0 where not even the header could be read.
 */
enum status csv_parse_partly(struct csv *out, const char *file, const char *bytes, size_t len, enum csv_encoding encoding,
	struct diag_list *diags);
/* The same under the eyes of somebody; STATUS_FAILED, without a message, when it was stopped. The first half of the work is told as done with it. */
enum status csv_parse_watched(struct csv *out, const char *file, const char *bytes, size_t len, enum csv_encoding encoding,
	const struct watch *watch, struct diag_list *diags);
void csv_done(struct csv *csv);
const char *csv_encoding_name(enum csv_encoding encoding);
/* Appends one field, quoted, with the leading quote mark that keeps a spreadsheet from running it as a formula. */
struct buf;
void csv_write_field(struct buf *out, const char *text);

#endif
