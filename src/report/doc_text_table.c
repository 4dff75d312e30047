/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Frames of + - | around wrapped cells. The columns share the page as the block asks; each keeps room for two full-width characters, and
 * a table with too many columns for that is written as a list, because a cut cell would hide a finding.
 */
#include "report/doc_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define COLUMN_CELLS_MIN 4
#define COLUMN_FRAME 3 /* "| " before and " " after */
#define SIGNOFF_CELLS_MAX 12
#define SIGNOFF_LINES_MIN 3

static size_t widest_column(const size_t *widths, size_t columns)
{
	size_t at = 0;

	for (size_t i = 1; i < columns; i++)
		if (widths[i] > widths[at])
			at = i;
	return at;
}

/* Shares `room` cells out in the proportions of the block; what rounding leaves or takes falls on the widest column. */
static size_t *share_columns(const struct doc_block *block, size_t room)
{
	size_t *widths = mem_array(block->column_count, sizeof *widths), asked = 0, total = 0;

	for (size_t i = 0; i < block->column_count; i++)
		asked += block->widths && block->widths[i] > 0 ? (size_t)block->widths[i] : 1;
	for (size_t i = 0; i < block->column_count; i++) {
		widths[i] = room * (block->widths && block->widths[i] > 0 ? (size_t)block->widths[i] : 1) / asked;
		if (widths[i] < COLUMN_CELLS_MIN)
			widths[i] = COLUMN_CELLS_MIN;
		total += widths[i];
	}
	for (; total < room; total++)
		widths[widest_column(widths, block->column_count)]++;
	for (; total > room; total--)
		widths[widest_column(widths, block->column_count)]--;
	return widths;
}

static void put_frame(struct buf *out, const size_t *widths, size_t columns, char c)
{
	for (size_t i = 0; i < columns; i++) {
		buf_addc(out, '+');
		text_repeat(out, c, widths[i] + 2);
	}
	buf_adds(out, "+\n");
}

/* A row as it will be printed. */
struct wrapped {
	const struct doc_row *row;
	struct text_cell *cells;
	size_t lines;
};

static void wrap_row(struct wrapped *out, const struct doc_row *row, const size_t *widths)
{
	*out = (struct wrapped){ .row = row, .cells = mem_array(row->count, sizeof *out->cells), .lines = 1 };
	for (size_t i = 0; i < row->count; i++) {
		text_cell_init(&out->cells[i], row->cells[i].text, widths[i]);
		if (out->cells[i].lines.count > out->lines)
			out->lines = out->cells[i].lines.count;
	}
}

static void free_row(struct wrapped *wrapped)
{
	for (size_t i = 0; i < wrapped->row->count; i++)
		text_cell_done(&wrapped->cells[i]);
	free(wrapped->cells);
}

static void put_row(struct buf *out, const struct wrapped *wrapped, const size_t *widths, size_t least)
{
	const struct doc_row *row = wrapped->row;

	for (size_t line = 0; line < wrapped->lines || line < least; line++) {
		for (size_t i = 0; i < row->count; i++) {
			buf_adds(out, "| ");
			text_cell_put(out, &wrapped->cells[i], line, widths[i], row->cells[i].right);
			buf_addc(out, ' ');
		}
		buf_adds(out, "|\n");
	}
}

/*
 * A row is known by the first line of its first cell. As long as that cell has one line, and the next row begins with something, the eye
 * finds where a row ends; a rule is drawn only where it would not. Rules under every row would double the paper of a record.
 */
static bool needs_rule(const struct wrapped *row, const struct wrapped *next)
{
	const struct text_lines *own = &row->cells[0].lines, *other = &next->cells[0].lines;

	return own->count > 1 || other->count != 1 || other->items[0].start == other->items[0].end;
}

static void put_listed_cell(struct buf *out, const char *text, size_t cells, bool first)
{
	struct text_cell cell;

	text_cell_init(&cell, text, cells - 2);
	for (size_t line = 0; line < cell.lines.count; line++) {
		buf_adds(out, first && line == 0 ? "- " : "  ");
		buf_add(out, cell.text + cell.lines.items[line].start, cell.lines.items[line].end - cell.lines.items[line].start);
		buf_addc(out, '\n');
	}
	text_cell_done(&cell);
}

static void put_as_list(struct buf *out, const struct doc_block *block, size_t cells)
{
	const struct doc_row *head = block->row_count > 0 && block->rows[0].head ? &block->rows[0] : NULL;

	for (size_t i = head ? 1 : 0; i < block->row_count; i++)
		for (size_t column = 0; column < block->rows[i].count; column++) {
			const char *title = head ? head->cells[column].text : "";
			char *text = mem_printf("%s%s%s", title, title[0] ? ": " : "", block->rows[i].cells[column].text);

			put_listed_cell(out, text, cells, column == 0);
			free(text);
		}
}

void text_put_table(struct buf *out, const struct doc_block *block, size_t cells)
{
	size_t columns = block->column_count, frame = columns * COLUMN_FRAME + 1, *widths;
	struct wrapped row, next;

	if (cells < frame + columns * COLUMN_CELLS_MIN) {
		put_as_list(out, block, cells);
		return;
	}
	widths = share_columns(block, cells - frame);
	put_frame(out, widths, columns, '-');
	if (block->row_count)
		wrap_row(&next, &block->rows[0], widths);
	for (size_t i = 0; i < block->row_count; i++) {
		bool last = i + 1 == block->row_count;

		row = next;
		if (!last)
			wrap_row(&next, &block->rows[i + 1], widths);
		put_row(out, &row, widths, 1);
		if (row.row->head && !last && !next.row->head)
			put_frame(out, widths, columns, '=');
		else if (last || needs_rule(&row, &next))
			put_frame(out, widths, columns, '-');
		free_row(&row);
	}
	free(widths);
}

/* A slice of the boxes that fits on the page, as a row of its own. */
static void put_boxes(struct buf *out, const struct doc_block *block, size_t from, size_t count, size_t width, size_t indent)
{
	size_t *widths = mem_array(count, sizeof *widths);

	for (size_t i = 0; i < count; i++)
		widths[i] = width;
	for (size_t i = 0; i < block->row_count; i++) {
		struct doc_row row = { .cells = block->rows[i].cells + from, .count = count, .head = block->rows[i].head };
		struct wrapped wrapped;
		struct buf part;

		buf_init(&part);
		wrap_row(&wrapped, &row, widths);
		put_frame(&part, widths, count, '-');
		put_row(&part, &wrapped, widths, row.head ? 1 : SIGNOFF_LINES_MIN);
		free_row(&wrapped);
		if (i + 1 == block->row_count)
			put_frame(&part, widths, count, '-');
		for (const char *at = part.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
			text_repeat(out, ' ', indent);
			buf_add(out, at, (size_t)(end - at) + 1);
		}
		buf_done(&part);
	}
	free(widths);
}

void text_put_signoff(struct buf *out, const struct doc_block *block, size_t cells)
{
	size_t columns = block->column_count, fit = (cells - 1) / (COLUMN_CELLS_MIN * 2 + COLUMN_FRAME), width;

	if (columns == 0)
		return;
	fit = fit < 1 ? 1 : fit > columns ? columns : fit;
	width = (cells - 1) / fit - COLUMN_FRAME;
	if (width > SIGNOFF_CELLS_MAX)
		width = SIGNOFF_CELLS_MAX;
	for (size_t from = 0; from < columns; from += fit) {
		size_t count = columns - from < fit ? columns - from : fit;

		put_boxes(out, block, from, count, width, cells - 1 - count * (width + COLUMN_FRAME));
	}
}
