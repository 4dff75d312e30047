/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The blocks of a document. Every text enters through one door, clean(), so that no writer can be handed a character that hides or
 * reorders what a reader sees; a writer then only has to care for its own markup.
 */
#include "report/doc.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static char *clean(const char *text)
{
	struct buf out;

	buf_init(&out);
	if (text)
		utf8_visible(&out, text, strlen(text), true);
	return buf_take(&out);
}

struct doc *doc_new(enum lang lang)
{
	struct doc *doc = MEM_NEW(struct doc);

	doc->lang = lang;
	doc->about = (struct doc_about){ .author = mem_strdup(""), .subject = mem_strdup(""), .foot = mem_strdup(""), .created = mem_strdup("") };
	return doc;
}

static void row_done(struct doc_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		free(row->cells[i].text);
	free(row->cells);
}

static void block_done(struct doc_block *block)
{
	for (size_t i = 0; i < block->row_count; i++)
		row_done(&block->rows[i]);
	for (size_t i = 0; i < block->bar_count; i++) {
		free(block->bars[i].label);
		free(block->bars[i].note);
	}
	free(block->rows);
	free(block->bars);
	free(block->widths);
	free(block->text);
}

void doc_free(struct doc **doc)
{
	if (!doc || !*doc)
		return;
	for (size_t i = 0; i < (*doc)->count; i++)
		block_done(&(*doc)->blocks[i]);
	free((*doc)->blocks);
	free((*doc)->about.author);
	free((*doc)->about.subject);
	free((*doc)->about.foot);
	free((*doc)->about.created);
	free(*doc);
	*doc = NULL;
}

static struct doc_block *push_block(struct doc *doc, enum doc_kind kind, int level, const char *text)
{
	struct doc_block *block;

	MEM_PUSH_ROOM(doc->blocks, doc->count, doc->capacity);
	block = &doc->blocks[doc->count++];
	*block = (struct doc_block){ .kind = kind, .level = level, .text = clean(text) };
	return block;
}

static struct doc_block *last_block(struct doc *doc)
{
	assert(doc->count > 0);
	return &doc->blocks[doc->count - 1];
}

void doc_add(struct doc *doc, enum doc_kind kind, int level, const char *text)
{
	push_block(doc, kind, level, text);
}

void doc_addf(struct doc *doc, enum doc_kind kind, int level, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	push_block(doc, kind, level, text);
	free(text);
}

void doc_table(struct doc *doc, const char *caption, const int *widths, size_t columns)
{
	struct doc_block *block = push_block(doc, DOC_TABLE, 0, caption);

	assert(columns > 0);
	block->column_count = columns;
	if (widths) {
		block->widths = mem_array(columns, sizeof *block->widths);
		memcpy(block->widths, widths, columns * sizeof *widths);
	}
}

void doc_row(struct doc *doc, bool head, const char *const *cells, size_t count)
{
	struct doc_block *block = last_block(doc);
	struct doc_row *row;

	assert(block->kind == DOC_TABLE || block->kind == DOC_SIGNOFF);
	if (block->column_count == 0)
		block->column_count = count;
	assert(count <= block->column_count);
	MEM_PUSH_ROOM(block->rows, block->row_count, block->row_capacity);
	row = &block->rows[block->row_count++];
	/* Short rows are filled up, so that a writer may rely on every row having all columns. */
	*row = (struct doc_row){ .cells = mem_array(block->column_count, sizeof *row->cells), .count = block->column_count, .head = head };
	for (size_t i = 0; i < row->count; i++) {
		const char *text = i < count && cells[i] ? cells[i] : "";

		row->cells[i].right = text[0] == '\t';
		row->cells[i].text = clean(text[0] == '\t' ? text + 1 : text);
	}
}

void doc_value(struct doc *doc, size_t column, enum doc_value value, int64_t number)
{
	struct doc_block *block = last_block(doc);
	struct doc_row *row;

	assert(block->row_count > 0 && column < block->column_count);
	row = &block->rows[block->row_count - 1];
	row->cells[column].value = value;
	row->cells[column].number = number;
}

void doc_bars(struct doc *doc, const char *caption)
{
	push_block(doc, DOC_BARS, 0, caption);
}

void doc_bar(struct doc *doc, const char *label, double amount, const char *note)
{
	struct doc_block *block = last_block(doc);

	assert(block->kind == DOC_BARS);
	MEM_PUSH_ROOM(block->bars, block->bar_count, block->bar_capacity);
	block->bars[block->bar_count++] = (struct doc_bar){ .label = clean(label), .note = clean(note), .amount = amount };
}

static void replace(char **slot, const char *text)
{
	if (!text)
		return;
	free(*slot);
	*slot = clean(text);
}

void doc_about(struct doc *doc, const char *author, const char *subject, const char *foot, const char *created)
{
	replace(&doc->about.author, author);
	replace(&doc->about.subject, subject);
	replace(&doc->about.foot, foot);
	replace(&doc->about.created, created);
}

const char *doc_title(const struct doc *doc)
{
	for (size_t i = 0; i < doc->count; i++)
		if (doc->blocks[i].kind == DOC_TITLE)
			return doc->blocks[i].text;
	return "";
}
