/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CSV as ministries deliver it: UTF-8 with or without BOM, or CP932, quoted fields with line breaks. Strict RFC 4180: every row has as
 * many fields as the header, a quote is closed, nothing follows a closing quote. Every bad row is reported with its line.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
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
void csv_done(struct csv *csv);
/*
 * A large list row by row. csv_open decodes all of it and reads the header: STATUS_INPUT with the faults where that cannot be read (`columns` is then
 * 0), STATUS_FAILED without a message when it was stopped. csv_next skips the rows that are bad; csv_end says whether there were any (STATUS_INPUT),
 * or that the work was stopped (STATUS_FAILED, without a message). Whatever csv_open said, csv_close releases what the reader holds.
 */
struct csv_reader {
	enum csv_encoding encoding; /* as found */
	size_t columns;
	struct csv_row header;
	char *text; /* decoded bytes, into which all fields point; whoever takes it leaves NULL */
	/* Private to csv.c. */
	const char *file;
	struct diag_list *diags;
	const struct watch *watch;
	char *at, *end;
	const char **fields; /* of the row at hand */
	size_t count, capacity, rows, faults;
	int line;
	bool stopped;
};
/* Decoding and reading are told as so many hundredths of the whole work; what is left is for whoever looks at the rows. */
enum { CSV_DECODED = 25, CSV_READ = 75 };
enum status csv_open(struct csv_reader *reader, const char *file, const char *bytes, size_t len, enum csv_encoding encoding, const struct watch *watch,
	struct diag_list *diags);
bool csv_next(struct csv_reader *reader, struct csv_row *row); /* the fields are an array of the reader until the next call */
enum status csv_end(struct csv_reader *reader);
void csv_close(struct csv_reader *reader);

const char *csv_encoding_name(enum csv_encoding encoding);
/* Appends one field, quoted, with the leading quote mark that keeps a spreadsheet from running it as a formula. */
struct buf;
void csv_write_field(struct buf *out, const char *text);

#endif
