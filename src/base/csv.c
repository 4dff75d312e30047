/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parsing happens in place on the decoded text: a field is never longer than what it was read from. Decoding comes first and completely,
 * because the second byte of a CP932 character can be a quote-like ASCII byte. After a bad row the reader goes on at the next line, so
 * that one pass tells everything that is wrong with a delivery.
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

struct csv_reader {
	const char *file;
	struct diag_list *diags;
	size_t faults;
	struct csv *out;
	char *at, *end;
	int line;
	size_t *starts; /* of the fields of one row, as offsets into the text */
	size_t start_count, start_capacity;
	size_t row_capacity, field_count, field_capacity;
	const struct watch *watch;
	bool stopped;
};

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

/* The closing quote of the field that begins at `at`; NULL when there is none. */
static const char *find_closing(const struct csv_reader *r)
{
	for (const char *at = r->at + 1; (at = memchr(at, '"', (size_t)(r->end - at))) != NULL; at += 2)
		if (at + 1 == r->end || at[1] != '"')
			return at;
	return NULL;
}

/*
 * Reads the rest of a quoted field to *to. A line break inside is kept as LF. A field without an end is left as it is, so that the reader can go
 * on in the line below its beginning.
 */
static bool read_quoted(struct csv_reader *r, char **to)
{
	const char *closing = find_closing(r);

	if (!closing) {
		fault(r, r->line, _("a quoted field that begins here is never closed; a closing double quote is missing"));
		return false;
	}
	for (r->at++; r->at < closing; r->at++) {
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
	r->at++;
	return true;
}

/* Whether a byte means something in a field that is not quoted. */
static bool is_mark(char c)
{
	return c == ',' || c == '\n' || c == '\r' || c == '"';
}

static bool read_bare(struct csv_reader *r, char **to)
{
	char *from = r->at;

	while (r->at < r->end && !is_mark(*r->at))
		r->at++;
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

	r->start_count = 0;
	for (;;) {
		bool quoted = r->at < r->end && *r->at == '"';

		MEM_PUSH_ROOM(r->starts, r->start_count, r->start_capacity);
		r->starts[r->start_count++] = (size_t)(to - r->out->text);
		if (!(quoted ? read_quoted(r, &to) : read_bare(r, &to)))
			return false;
		if (at_row_end(r))
			break;
		if (*r->at != ',') {
			fault(r, r->line, _("text after the closing double quote of field %zu; a comma or the end of the line is needed"),
			      r->start_count);
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

static void add_row(struct csv_reader *r, int line)
{
	struct csv *out = r->out;

	if (!out->columns)
		out->columns = r->start_count;
	if (r->start_count != out->columns) {
		fault(r, line, _("the row has %zu fields; the header has %zu"), r->start_count, out->columns);
		return;
	}
	for (size_t i = 0; i < r->start_count; i++) {
		MEM_PUSH_ROOM(out->fields, r->field_count, r->field_capacity);
		out->fields[r->field_count++] = out->text + r->starts[i];
	}
	MEM_PUSH_ROOM(out->rows, out->count, r->row_capacity);
	out->rows[out->count++] = (struct csv_row){ .line = line };
}

/* The header is row 0 while reading; without one the columns of the others mean nothing. */
static void read_rows(struct csv_reader *r)
{
	struct csv *out = r->out;

	if (r->at == r->end) {
		fault(r, 0, _("the file is empty; a header line is needed"));
		return;
	}
	while (r->at < r->end && !r->stopped) {
		int line = r->line;

		if (read_row(r))
			add_row(r, line);
		else if (!out->columns)
			return;
		/* Reading is the first half of taking a list in; looking at what was read is the other. */
		r->stopped = out->count % WATCH_ROWS == 0 &&
			!watch_goes_on(r->watch, (size_t)(r->at - out->text) / 2, (size_t)(r->end - out->text));
	}
	for (size_t i = 0; i < out->count; i++)
		out->rows[i].fields = out->fields + i * out->columns;
	out->header = out->rows[0];
	out->count--;
	memmove(out->rows, out->rows + 1, out->count * sizeof *out->rows);
}

enum status csv_parse_partly(struct csv *out, const char *file, const char *bytes, size_t len, enum csv_encoding encoding,
	struct diag_list *diags)
{
	return csv_parse_watched(out, file, bytes, len, encoding, NULL, diags);
}

enum status csv_parse_watched(struct csv *out, const char *file, const char *bytes, size_t len, enum csv_encoding encoding,
	const struct watch *watch, struct diag_list *diags)
{
	struct csv_reader r = { .file = file, .diags = diags, .out = out, .line = 1, .watch = watch };
	struct buf text;

	*out = (struct csv){ .text = NULL };
	if (!watch_goes_on(watch, 0, len))
		return STATUS_FAILED;
	buf_init(&text);
	if (csv_decode(&text, &out->encoding, file, bytes, len, encoding, diags) != STATUS_OK) {
		buf_done(&text);
		return STATUS_INPUT;
	}
	len = text.len;
	out->text = buf_take(&text);
	buf_done(&text);
	r.at = out->text;
	r.end = out->text + len;
	read_rows(&r);
	free(r.starts);
	if (r.faults > CSV_FAULTS_MAX)
		diag_error(diags, STATUS_INPUT, file, 0, _("%zu more faults are not listed"), r.faults - CSV_FAULTS_MAX);
	if (r.stopped)
		return STATUS_FAILED;
	return r.faults ? STATUS_INPUT : STATUS_OK;
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
