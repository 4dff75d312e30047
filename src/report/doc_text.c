/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The document as plain text for A4 portrait. No line is ever wider than the page: whatever is laid out in columns is wrapped to its
 * column first, and what cannot be a table on so narrow a page is written as a list. Tables are in doc_text_table.c.
 */
#include "report/doc_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define LABEL_CELLS_MAX 26
#define NOTE_CELLS_MAX 26
#define BAR_CELLS_MIN 4
#define INDENT_MAX 8

void text_repeat(struct buf *out, char c, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addc(out, c);
}

void text_cell_init(struct text_cell *cell, const char *text, size_t cells)
{
	struct buf plain;

	buf_init(&plain);
	utf8_unambiguous(&plain, text);
	*cell = (struct text_cell){ .text = buf_take(&plain) };
	text_wrap(&cell->lines, cell->text, cells);
}

void text_cell_done(struct text_cell *cell)
{
	text_lines_done(&cell->lines);
	free(cell->text);
}

void text_cell_put(struct buf *out, const struct text_cell *cell, size_t line, size_t cells, bool right)
{
	struct text_line part = { 0, 0 };

	if (line < cell->lines.count)
		part = cell->lines.items[line];
	if (right)
		utf8_pad_left_n(out, cell->text + part.start, part.end - part.start, cells);
	else
		utf8_pad_n(out, cell->text + part.start, part.end - part.start, cells);
}

/* Lines never end in spaces, so that two records can be compared with any tool. */
static void end_line(struct buf *out)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	buf_addc(out, '\n');
}

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

/* Writes a wrapped text; `first` stands before the first line and the others are indented by as many cells. */
static void put_lines(struct buf *out, const char *first, const char *text, size_t cells, enum align align)
{
	size_t indent = utf8_width(first), room = cells > indent + BAR_CELLS_MIN ? cells - indent : BAR_CELLS_MIN;
	struct text_lines lines = { 0 };

	text_wrap(&lines, text, room);
	for (size_t i = 0; i < lines.count; i++) {
		const char *start = text + lines.items[i].start;
		size_t len = lines.items[i].end - lines.items[i].start, width = utf8_width_n(start, len);
		size_t spare = width < room ? room - width : 0;

		if (i == 0)
			buf_adds(out, first);
		else
			text_repeat(out, ' ', indent);
		text_repeat(out, ' ', align == ALIGN_RIGHT ? spare : align == ALIGN_CENTRE ? spare / 2 : 0);
		buf_add(out, start, len);
		end_line(out);
	}
	text_lines_done(&lines);
}

static void put_banner_frame(struct buf *out, size_t room)
{
	buf_addc(out, '+');
	text_repeat(out, '=', room + 2);
	buf_adds(out, "+\n");
}

static bool is_banner(const struct doc *doc, size_t at)
{
	return at < doc->count && doc->blocks[at].kind == DOC_BANNER;
}

/* Marks that follow each other stand in one frame, a line each, so that three of them do not push the letter down the page. */
static void put_banner(struct buf *out, const struct doc *doc, size_t at, size_t cells)
{
	struct text_cell cell;
	size_t room = cells > 8 ? cells - 4 : 4;

	text_cell_init(&cell, doc->blocks[at].text, room);
	if (at == 0 || !is_banner(doc, at - 1))
		put_banner_frame(out, room);
	for (size_t i = 0; i < cell.lines.count; i++) {
		buf_adds(out, "| ");
		text_cell_put(out, &cell, i, room, false);
		buf_adds(out, " |\n");
	}
	if (!is_banner(doc, at + 1))
		put_banner_frame(out, room);
	text_cell_done(&cell);
}

static void put_item(struct buf *out, const struct doc_block *block, size_t cells)
{
	char first[INDENT_MAX * 2 + 3];
	size_t level = block->level > 0 ? (size_t)block->level : 0, indent = (level < INDENT_MAX ? level : INDENT_MAX) * 2;

	memset(first, ' ', indent);
	memcpy(first + indent, "- ", 3);
	put_lines(out, first, block->text, cells, ALIGN_LEFT);
}

/* A Japanese paragraph begins one character in. */
static void put_paragraph(struct buf *out, const struct doc *doc, const struct doc_block *block, size_t cells)
{
	bool indent = doc->lang == LANG_JA && block->text[0];
	char *text = mem_printf("%s%s", indent ? "\xE3\x80\x80" : "", block->text);

	put_lines(out, "", text, cells, ALIGN_LEFT);
	free(text);
}

static size_t widest(const struct doc_block *block, bool note, size_t limit)
{
	size_t most = 0;

	for (size_t i = 0; i < block->bar_count; i++) {
		size_t width = utf8_width(note ? block->bars[i].note : block->bars[i].label);

		if (width > most)
			most = width;
	}
	return most > limit ? limit : most < BAR_CELLS_MIN ? BAR_CELLS_MIN : most;
}

double doc_bar_most(const struct doc_block *block)
{
	double most = 0;

	for (size_t i = 0; i < block->bar_count; i++)
		if (block->bars[i].amount > most)
			most = block->bars[i].amount;
	return most;
}

static void put_bar(struct buf *out, const struct doc_bar *bar, double most, size_t label_cells, size_t note_cells, size_t bar_cells)
{
	struct text_cell label, note;
	size_t marks = 0, lines;

	text_cell_init(&label, bar->label, label_cells);
	text_cell_init(&note, bar->note, note_cells);
	if (bar->amount > 0 && most > 0) {
		marks = (size_t)((double)bar_cells * (bar->amount / most) + 0.5);
		marks = marks == 0 ? 1 : marks > bar_cells ? bar_cells : marks;
	}
	lines = label.lines.count > note.lines.count ? label.lines.count : note.lines.count;
	for (size_t i = 0; i < lines; i++) {
		text_cell_put(out, &label, i, label_cells, false);
		buf_addc(out, ' ');
		text_repeat(out, '#', i == 0 ? marks : 0);
		text_repeat(out, ' ', bar_cells - (i == 0 ? marks : 0) + 1);
		text_cell_put(out, &note, i, note_cells, true);
		end_line(out);
	}
	text_cell_done(&label);
	text_cell_done(&note);
}

static void put_bars(struct buf *out, const struct doc_block *block, size_t cells)
{
	size_t third = cells / 3 > BAR_CELLS_MIN ? cells / 3 : BAR_CELLS_MIN;
	size_t label = widest(block, false, third < LABEL_CELLS_MAX ? third : LABEL_CELLS_MAX);
	size_t note = widest(block, true, third < NOTE_CELLS_MAX ? third : NOTE_CELLS_MAX);
	size_t bar = cells > label + note + 2 + BAR_CELLS_MIN ? cells - label - note - 2 : BAR_CELLS_MIN;
	double most = doc_bar_most(block);

	if (block->text[0])
		put_lines(out, "", block->text, cells, ALIGN_LEFT);
	for (size_t i = 0; i < block->bar_count; i++)
		put_bar(out, &block->bars[i], most, label, note, bar);
}

static void put_block(struct buf *out, const struct doc *doc, size_t at, size_t cells)
{
	const struct doc_block *block = &doc->blocks[at];

	switch (block->kind) {
	case DOC_TITLE:
	case DOC_CENTRE:
		put_lines(out, "", block->text, cells, ALIGN_CENTRE);
		break;
	case DOC_BANNER:
		put_banner(out, doc, at, cells);
		break;
	case DOC_RIGHT:
		put_lines(out, "", block->text, cells, ALIGN_RIGHT);
		break;
	case DOC_HEADING:
		put_lines(out, block->level >= 3 ? "  " : "", block->text, cells, ALIGN_LEFT);
		break;
	case DOC_PARAGRAPH:
		put_paragraph(out, doc, block, cells);
		break;
	case DOC_ITEM:
		put_item(out, block, cells);
		break;
	case DOC_NOTE:
		put_lines(out, "  ", block->text, cells, ALIGN_LEFT);
		break;
	case DOC_TABLE:
		if (block->text[0])
			put_lines(out, "", block->text, cells, ALIGN_LEFT);
		text_put_table(out, block, cells);
		break;
	case DOC_SIGNOFF:
		text_put_signoff(out, block, cells);
		break;
	case DOC_BARS:
		put_bars(out, block, cells);
		break;
	case DOC_RULE:
		text_repeat(out, '-', cells);
		buf_addc(out, '\n');
		break;
	}
}

/* Blocks of one kind that belong together stand close; all others are set apart by an empty line. */
static bool close_together(const struct doc_block *before, const struct doc_block *block)
{
	if (before->kind == DOC_HEADING)
		return block->kind != DOC_HEADING || block->level > before->level;
	if (block->kind == DOC_NOTE)
		return before->kind == DOC_TABLE || before->kind == DOC_NOTE;
	return before->kind == block->kind && (block->kind == DOC_RIGHT || block->kind == DOC_ITEM || block->kind == DOC_BANNER);
}

void doc_write_text(const struct doc *doc, size_t cells, struct buf *out)
{
	if (cells < TEXT_CELLS_MIN)
		cells = TEXT_CELLS_MIN;
	for (size_t i = 0; i < doc->count; i++) {
		if (i > 0 && !close_together(&doc->blocks[i - 1], &doc->blocks[i]))
			buf_addc(out, '\n');
		put_block(out, doc, i, cells);
	}
}
