/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parsing happens in place on the decoded text: a field is never longer than what it was read from. Decoding comes first and completely,
 * because the second byte of a CP932 character can be a quote-like ASCII byte. After a bad row the reader goes on at the next line, so
 * that one pass tells everything that is wrong with a delivery.
 *
 * A reader hands out one row at a time: a list of a million rows has more fields than bytes of many of its texts, and fresh memory costs more than
 * reading them does.
 */
#include "base/csv.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv_decode.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { WATCH_ROWS = 1024 };

__attribute__((format(printf, 3, 4))) static void fault(struct csv_reader *r, int line, const char *format, ...)
{
	va_list args;
	char *text;

	if (r->faults++ >= CSV_FAULTS_MAX)
		return;
	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	diag_error(r->diags, STATUS_INPUT, r->file, line, "%s", text);
	free(text);
}

/* Whether a row ends here; a lone CR does not end one. */
static bool at_row_end(const struct csv_reader *r)
{
	return r->at == r->end || *r->at == '\n' || (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n');
}

/* The closing quote of the field that begins at `at`; NULL when there is none. *plain: what stands before it is the text of the field as it is. */
static const char *find_closing(const struct csv_reader *r, bool *plain)
{
	const char *first = r->at + 1;

	for (const char *at = first; (at = memchr(at, '"', (size_t)(r->end - at))) != NULL; at += 2) {
		if (at + 1 != r->end && at[1] == '"') {
			first = NULL;
			continue;
		}
		*plain = first && !memchr(first, '\n', (size_t)(at - first)) && !memchr(first, '\r', (size_t)(at - first));
		return at;
	}
	return NULL;
}

/* The field up to its closing quote, with doubled quotes made single and line breaks made LF. */
static void copy_quoted(struct csv_reader *r, const char *closing, char **to)
{
	for (; r->at < closing; r->at++) {
		char c = *r->at;

		if (c == '"') {
			r->at++;
		} else if (c == '\n') {
			r->line++;
		} else if (c == '\r' && r->at + 1 < r->end && r->at[1] == '\n') {
			continue;
		}
		*(*to)++ = c;
	}
}

/*
 * Reads the rest of a quoted field to *to. A line break inside is kept as LF. A field without an end is left as it is, so that the reader can go
 * on in the line below its beginning.
 */
static bool read_quoted(struct csv_reader *r, char **to)
{
	bool plain = false;
	const char *closing = find_closing(r, &plain);

	if (!closing) {
		fault(r, r->line, _("a quoted field that begins here is never closed; a closing double quote is missing"));
		return false;
	}
	r->at++;
	if (plain) {
		size_t len = (size_t)(closing - r->at);

		memmove(*to, r->at, len);
		*to += len;
		r->at += len;
	} else {
		copy_quoted(r, closing, to);
	}
	r->at++;
	return true;
}

/* Whether a byte means something in a field that is not quoted. */
static const bool marks[256] = { [','] = true, ['\n'] = true, ['\r'] = true, ['"'] = true };

static bool read_bare(struct csv_reader *r, char **to)
{
	char *from = r->at, *at = from;

	while (at < r->end && !marks[(unsigned char)*at])
		at++;
	r->at = at;
	/* Only behind a quoted field of the same row is there anything to close up. */
	if (*to != from)
		memmove(*to, from, (size_t)(r->at - from));
	*to += r->at - from;
	if (at_row_end(r) || *r->at == ',')
		return true;
	if (*r->at == '"')
		fault(r, r->line, _("a double quote inside a field that is not quoted; quote the whole field and double the mark"));
	else
		fault(r, r->line, _("a carriage return without a line feed; lines end in LF or CR LF"));
	return false;
}

/* Steps over the end of the line that `at` is before. */
static void pass_row_end(struct csv_reader *r)
{
	if (r->at < r->end && *r->at == '\r')
		r->at++;
	if (r->at < r->end) {
		r->at++;
		r->line++;
	}
}

/* Reads the fields of one row up to the end of its line; false when it is bad. */
static bool read_fields(struct csv_reader *r)
{
	char *to = r->at;

	r->count = 0;
	for (;;) {
		bool quoted = r->at < r->end && *r->at == '"';

		MEM_PUSH_ROOM(r->fields, r->count, r->capacity);
		r->fields[r->count++] = to;
		if (!(quoted ? read_quoted(r, &to) : read_bare(r, &to)))
			return false;
		if (at_row_end(r))
			break;
		if (*r->at != ',') {
			fault(r, r->line, _("text after the closing double quote of field %zu; a comma or the end of the line is needed"),
			      r->count);
			return false;
		}
		/* The comma has been read, so its byte or an earlier one takes the NUL. */
		r->at++;
		*to++ = '\0';
	}
	/* The line end is passed before the NUL may fall on it; behind the last line the text has a byte to spare. */
	pass_row_end(r);
	*to = '\0';
	return true;
}

static bool read_row(struct csv_reader *r)
{
	char *feed;

	if (read_fields(r))
		return true;
	feed = memchr(r->at, '\n', (size_t)(r->end - r->at));
	r->at = feed ? feed : r->end;
	pass_row_end(r);
	return false;
}

/* The next row that is sound, or the header, which is the first one of all. Without a header the columns of the others mean nothing. */
static bool next_row(struct csv_reader *r, struct csv_row *row)
{
	while (r->at < r->end) {
		int line = r->line;

		if (!read_row(r)) {
			if (!r->columns)
				r->at = r->end;
		} else if (r->columns && r->count != r->columns) {
			fault(r, line, _("the row has %zu fields; the header has %zu"), r->count, r->columns);
		} else {
			*row = (struct csv_row){ .fields = r->fields, .line = line };
			return true;
		}
	}
	return false;
}

static void read_header(struct csv_reader *r)
{
	if (r->at == r->end) {
		fault(r, 0, _("the file is empty; a header line is needed"));
		return;
	}
	if (!next_row(r, &r->header))
		return;
	r->columns = r->count;
	/* The rows go on to use the array of fields; the header has one of its own. */
	r->header.fields = mem_dup(r->fields, r->count * sizeof *r->fields);
}

enum status csv_open(struct csv_reader *reader, const char *file, const char *bytes, size_t len, enum csv_encoding encoding, const struct watch *watch,
	struct diag_list *diags)
{
	struct buf text;
	enum status status;

	*reader = (struct csv_reader){ .file = file, .diags = diags, .line = 1, .watch = watch };
	buf_init(&text);
	status = csv_decode(&text, &reader->encoding, file, bytes, len, encoding, watch, diags);
	if (status != STATUS_OK) {
		buf_done(&text);
		return status;
	}
	len = text.len;
	reader->text = buf_take(&text);
	reader->at = reader->text;
	reader->end = reader->text + len;
	read_header(reader);
	return reader->columns ? STATUS_OK : STATUS_INPUT;
}

bool csv_next(struct csv_reader *reader, struct csv_row *row)
{
	const size_t len = (size_t)(reader->end - reader->text);

	if (reader->rows++ % WATCH_ROWS == 0)
		reader->stopped = !watch_goes_on(reader->watch, len * CSV_DECODED / 100 + (size_t)(reader->at - reader->text) / 100 * (CSV_READ - CSV_DECODED), len);
	return !reader->stopped && next_row(reader, row);
}

enum status csv_end(struct csv_reader *reader)
{
	if (reader->faults > CSV_FAULTS_MAX)
		diag_error(reader->diags, STATUS_INPUT, reader->file, 0, _("%zu more faults are not listed"), reader->faults - CSV_FAULTS_MAX);
	if (reader->stopped)
		return STATUS_FAILED;
	return reader->faults ? STATUS_INPUT : STATUS_OK;
}

void csv_close(struct csv_reader *reader)
{
	free(reader->header.fields);
	free(reader->fields);
	free(reader->text);
	*reader = (struct csv_reader){ .text = NULL };
}

enum status csv_parse_partly(struct csv *out, const char *file, const char *bytes, size_t len, enum csv_encoding encoding,
	struct diag_list *diags)
{
	struct csv_reader reader;
	struct csv_row row;
	size_t row_capacity = 0, field_count = 0, field_capacity = 0;
	enum status status = csv_open(&reader, file, bytes, len, encoding, NULL, diags), end;

	*out = (struct csv){ .encoding = reader.encoding, .columns = reader.columns, .header = reader.header };
	while (status == STATUS_OK && csv_next(&reader, &row)) {
		for (size_t i = 0; i < reader.columns; i++) {
			MEM_PUSH_ROOM(out->fields, field_count, field_capacity);
			out->fields[field_count++] = row.fields[i];
		}
		MEM_PUSH_ROOM(out->rows, out->count, row_capacity);
		out->rows[out->count++] = (struct csv_row){ .line = row.line };
	}
	for (size_t i = 0; i < out->count; i++)
		out->rows[i].fields = out->fields + i * out->columns;
	end = csv_end(&reader);
	out->text = reader.text;
	reader.text = NULL;
	reader.header.fields = NULL;
	csv_close(&reader);
	return status == STATUS_OK ? end : STATUS_INPUT;
}

enum status csv_parse(struct csv *out, const char *file, const char *bytes, size_t len, enum csv_encoding encoding, struct diag_list *diags)
{
	enum status status = csv_parse_partly(out, file, bytes, len, encoding, diags);

	if (status != STATUS_OK)
		csv_done(out);
	return status;
}

void csv_done(struct csv *csv)
{
	free(csv->header.fields);
	free(csv->rows);
	free(csv->fields);
	free(csv->text);
	*csv = (struct csv){ .text = NULL };
}

void csv_write_field(struct buf *out, const char *text)
{
	static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠" };

	buf_addc(out, '"');
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
		if (!strncmp(text, starts[i], strlen(starts[i])))
			buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buf_addc(out, '"');
		buf_addc(out, *text);
	}
	buf_addc(out, '"');
}
