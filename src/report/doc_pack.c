/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The writer and the strict reader of packed documents stand side by side, so that they cannot part. The reader is the first thing that touches bytes
 * from outside in a program with large libraries behind it: every count and length has a limit before anything is made for it, numbers have one form, and
 * texts hold nothing that doc.c would not have let in.
 */
#include "report/doc_pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/doc_text.h"

static const char TAG[] = "kumoshirube/print/1"; /* with its NUL */
static const char *const OUTPUTS[DOC_OUTPUTS] = { [DOC_OUTPUT_PDF] = "pdf", [DOC_OUTPUT_XLSX] = "xlsx" };
static const char *const LANGS[LANG_COUNT] = { [LANG_JA] = "ja", [LANG_EN] = "en" };
static const char *const KINDS[] = {
	[DOC_TITLE] = "title", [DOC_BANNER] = "banner", [DOC_RIGHT] = "right", [DOC_CENTRE] = "centre", [DOC_HEADING] = "heading",
	[DOC_PARAGRAPH] = "paragraph", [DOC_ITEM] = "item", [DOC_NOTE] = "note", [DOC_TABLE] = "table", [DOC_SIGNOFF] = "signoff",
	[DOC_BARS] = "bars", [DOC_RULE] = "rule",
};
static const char *const VALUES[] = {
	[DOC_TEXT] = "text", [DOC_COUNT] = "count", [DOC_MILLI] = "milli", [DOC_YEN] = "yen", [DOC_RATE] = "rate", [DOC_POINTS] = "points",
	[DOC_DATE] = "date",
};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

const char *doc_output_word(enum doc_output output)
{
	return OUTPUTS[output];
}

/* ---- writing ---- */

static void put_number(struct buf *out, int64_t number)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, number);
	buf_add_nettext(out, text);
}

static void put_cell(struct buf *out, const struct doc_cell *cell)
{
	buf_add_nettext(out, VALUES[cell->value]);
	put_number(out, cell->value == DOC_TEXT ? 0 : cell->number);
	put_number(out, cell->right);
	buf_add_nettext(out, cell->text);
}

static void put_bar(struct buf *out, const struct doc_bar *bar, double most)
{
	buf_add_nettext(out, bar->label);
	buf_add_nettext(out, bar->note);
	put_number(out, bar->amount > 0 && most > 0 ? (int64_t)(bar->amount / most * DOC_PACK_BAR + 0.5) : 0);
}

static void put_block(struct buf *out, const struct doc_block *block)
{
	double most = doc_bar_most(block);

	buf_add_nettext(out, KINDS[block->kind]);
	put_number(out, block->level);
	buf_add_nettext(out, block->text);
	put_number(out, (int64_t)block->column_count);
	put_number(out, block->widths != NULL);
	for (size_t i = 0; block->widths && i < block->column_count; i++)
		put_number(out, block->widths[i]);
	put_number(out, (int64_t)block->row_count);
	for (size_t i = 0; i < block->row_count; i++) {
		put_number(out, block->rows[i].head);
		for (size_t k = 0; k < block->rows[i].count; k++)
			put_cell(out, &block->rows[i].cells[k]);
	}
	put_number(out, (int64_t)block->bar_count);
	for (size_t i = 0; i < block->bar_count; i++)
		put_bar(out, &block->bars[i], most);
}

void doc_pack(const struct doc *doc, enum doc_output output, struct buf *out)
{
	buf_add(out, TAG, sizeof TAG);
	buf_add_nettext(out, OUTPUTS[output]);
	buf_add_nettext(out, LANGS[doc->lang]);
	buf_add_nettext(out, doc->about.author);
	buf_add_nettext(out, doc->about.subject);
	buf_add_nettext(out, doc->about.foot);
	buf_add_nettext(out, doc->about.created);
	put_number(out, (int64_t)doc->count);
	for (size_t i = 0; i < doc->count; i++)
		put_block(out, &doc->blocks[i]);
}

/* ---- reading ---- */

struct reader {
	const char *at, *end;
	const char *fault; /* the first field that is wrong; nothing is read behind it */
};

static void refuse(struct reader *reader, const char *field)
{
	if (!reader->fault)
		reader->fault = field;
}

/* A copy of the next text, or "" behind a fault; caller frees. */
static char *take_text(struct reader *reader, const char *field)
{
	struct slice slice = { "", 0 };
	char *text;

	if (!reader->fault && (netstring_read(&reader->at, reader->end, &slice) != 0 || slice.len > DOC_PACK_TEXT_MAX ||
		memchr(slice.data, '\0', slice.len) || utf8_check(slice.data, slice.len) != slice.len))
		refuse(reader, field);
	text = reader->fault ? mem_strdup("") : mem_strndup(slice.data, slice.len);
	if (!utf8_is_plain(text, true))
		refuse(reader, field);
	return text;
}

static int64_t take_number(struct reader *reader, const char *field, int64_t least, int64_t most)
{
	char text[24], again[24];
	struct slice slice;
	int64_t number;

	if (reader->fault)
		return least;
	if (netstring_read(&reader->at, reader->end, &slice) != 0 || slice.len == 0 || slice.len >= sizeof text) {
		refuse(reader, field);
		return least;
	}
	memcpy(text, slice.data, slice.len);
	text[slice.len] = '\0';
	number = strtoll(text, NULL, 10);
	snprintf(again, sizeof again, "%" PRId64, number);
	if (strlen(text) != slice.len || strcmp(text, again) != 0 || number < least || number > most) {
		refuse(reader, field);
		return least;
	}
	return number;
}

static size_t take_word(struct reader *reader, const char *field, const char *const *words, size_t count)
{
	struct slice slice;

	if (!reader->fault && netstring_read(&reader->at, reader->end, &slice) == 0)
		for (size_t i = 0; i < count; i++)
			if (strlen(words[i]) == slice.len && memcmp(words[i], slice.data, slice.len) == 0)
				return i;
	refuse(reader, field);
	return 0;
}

static void take_row(struct reader *reader, struct doc *doc, size_t columns)
{
	char **texts = mem_array(columns + 1, sizeof *texts);
	struct doc_cell *cells = mem_array(columns + 1, sizeof *cells);
	bool head = take_number(reader, "row.head", 0, 1) != 0;

	for (size_t i = 0; i < columns; i++) {
		char *text;

		cells[i].value = (enum doc_value)take_word(reader, "cell.value", VALUES, COUNT_OF(VALUES));
		cells[i].number = take_number(reader, "cell.number", cells[i].value == DOC_TEXT ? 0 : INT64_MIN, cells[i].value == DOC_TEXT ? 0 : INT64_MAX);
		cells[i].right = take_number(reader, "cell.right", 0, 1) != 0;
		text = take_text(reader, "cell.text");
		texts[i] = mem_printf("%s%s", cells[i].right ? "\t" : "", text);
		free(text);
	}
	if (!reader->fault) {
		doc_row(doc, head, (const char *const *)texts, columns);
		for (size_t i = 0; i < columns; i++)
			doc_value(doc, i, cells[i].value, cells[i].number);
	}
	for (size_t i = 0; i < columns; i++)
		free(texts[i]);
	free(texts);
	free(cells);
}

static void take_rows(struct reader *reader, struct doc *doc, size_t columns)
{
	size_t rows = (size_t)take_number(reader, "rows", 0, columns ? DOC_PACK_ROWS_MAX : 0);

	for (size_t i = 0; i < rows && !reader->fault; i++)
		take_row(reader, doc, columns);
}

static void take_bars(struct reader *reader, struct doc *doc, enum doc_kind kind)
{
	size_t bars = (size_t)take_number(reader, "bars", 0, kind == DOC_BARS ? DOC_PACK_ROWS_MAX : 0);

	for (size_t i = 0; i < bars && !reader->fault; i++) {
		char *label = take_text(reader, "bar.label"), *note = take_text(reader, "bar.note");
		int64_t amount = take_number(reader, "bar.amount", 0, DOC_PACK_BAR);

		doc_bar(doc, label, (double)amount, note);
		free(label);
		free(note);
	}
	/* The longest is the measure of the others, and the writer has it so. */
	if (bars && !reader->fault && doc_bar_most(&doc->blocks[doc->count - 1]) > 0 && doc_bar_most(&doc->blocks[doc->count - 1]) < DOC_PACK_BAR)
		refuse(reader, "bar.amount");
}

static void take_block(struct reader *reader, struct doc *doc)
{
	enum doc_kind kind = (enum doc_kind)take_word(reader, "block.kind", KINDS, COUNT_OF(KINDS));
	int level = (int)take_number(reader, "block.level", 0, 9);
	bool rows = kind == DOC_TABLE || kind == DOC_SIGNOFF, widths;
	char *text = take_text(reader, "block.text");
	size_t columns = (size_t)take_number(reader, "columns", kind == DOC_TABLE, rows ? DOC_PACK_COLUMNS_MAX : 0);
	int *shares = mem_array(columns + 1, sizeof *shares);

	widths = take_number(reader, "widths", 0, kind == DOC_TABLE) != 0;
	for (size_t i = 0; widths && i < columns; i++)
		shares[i] = (int)take_number(reader, "width", 0, DOC_PACK_WIDTH_MAX);
	if (!reader->fault && kind == DOC_TABLE)
		doc_table(doc, text, widths ? shares : NULL, columns);
	else if (!reader->fault)
		doc_add(doc, kind, level, text);
	if (!reader->fault && kind == DOC_TABLE && level != 0)
		refuse(reader, "block.level");
	take_rows(reader, doc, columns);
	/* A block of boxes has its columns from its first row. */
	if (!reader->fault && kind == DOC_SIGNOFF && columns && !doc->blocks[doc->count - 1].row_count)
		refuse(reader, "rows");
	take_bars(reader, doc, kind);
	free(shares);
	free(text);
}

/* Nothing of `doc` is longer than its bytes, so that small input never asks for much. */
static struct doc *take_document(struct reader *reader, enum doc_output *output)
{
	struct doc *doc;
	char *author, *subject, *foot, *created;
	size_t blocks;

	*output = (enum doc_output)take_word(reader, "output", OUTPUTS, DOC_OUTPUTS);
	doc = doc_new((enum lang)take_word(reader, "language", LANGS, LANG_COUNT));
	author = take_text(reader, "author");
	subject = take_text(reader, "subject");
	foot = take_text(reader, "foot");
	created = take_text(reader, "created");
	doc_about(doc, author, subject, foot, created);
	blocks = (size_t)take_number(reader, "blocks", 0, DOC_PACK_BLOCKS_MAX);
	for (size_t i = 0; i < blocks && !reader->fault; i++)
		take_block(reader, doc);
	if (!reader->fault && reader->at != reader->end)
		refuse(reader, "end");
	free(author);
	free(subject);
	free(foot);
	free(created);
	return doc;
}

const char *doc_unpack(const void *bytes, size_t len, enum doc_output *output, struct doc **out)
{
	struct reader reader = { .at = (const char *)bytes + sizeof TAG, .end = (const char *)bytes + len };

	*out = NULL;
	if (len > DOC_PACK_BYTES_MAX)
		return "size";
	if (len < sizeof TAG || memcmp(bytes, TAG, sizeof TAG) != 0)
		return "tag";
	*out = take_document(&reader, output);
	if (reader.fault)
		doc_free(out);
	return reader.fault;
}
