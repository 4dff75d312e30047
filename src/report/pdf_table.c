/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables. A row stays whole while it has room on a page of its own; a longer one is cut between lines. The head of a table stands again on every page that
 * it goes on to, and never stands alone at the end of one.
 */
#include "report/pdf.h"

#include <stdlib.h>

#include "base/mem.h"

#define PAD 2.6
#define WEIGHT 0.5
#define CUT_LINES 3 /* fewer lines of a row are not left at the end of a page */
#define SEAL_WIDTH (21 * MM)
#define SEAL_HEIGHT (18 * MM)

struct table {
	struct pdf *pdf;
	const struct doc_block *block;
	double *x, *width; /* of each column */
	size_t heads;      /* rows at the top that are repeated */
	double head_height;
};

struct row {
	struct pdf_text *cells;
	int lines; /* of the longest cell */
	double leading;
	bool head;
};

static void row_start(const struct table *table, const struct doc_row *from, struct row *row)
{
	*row = (struct row){ .cells = mem_array(from->count, sizeof *row->cells), .head = from->head };
	for (size_t i = 0; i < from->count; i++) {
		PangoAlignment align = from->cells[i].right && !from->head ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
		row->cells[i] = pdf_text(table->pdf, from->head ? PDF_CELL_HEAD : PDF_CELL, from->cells[i].text, table->width[i] - 2 * PAD, 0, align);
		row->lines = row->cells[i].lines > row->lines ? row->cells[i].lines : row->lines;
		row->leading = row->cells[i].leading;
	}
}

static double row_height(const struct row *row, int lines)
{
	return lines * row->leading + 2 * PAD;
}

static void row_put(const struct table *table, const struct row *row, int from, int to)
{
	struct pdf *pdf = table->pdf;
	double height = row_height(row, to - from);
	for (size_t i = 0; i < table->block->column_count; i++) {
		const struct pdf_text *cell = &row->cells[i];
		if (row->head)
			pdf_put(pdf, PDF_ITEM_SHADE, table->x[i], pdf->y, table->width[i], height, 0);
		pdf_put(pdf, PDF_ITEM_FRAME, table->x[i], pdf->y, table->width[i], height, WEIGHT);
		if (from < cell->lines)
			pdf_put_lines(pdf, cell, from, to < cell->lines ? to : cell->lines, table->x[i] + PAD, pdf->y + PAD);
	}
	pdf->y += height;
}

static void put_heads(const struct table *table)
{
	for (size_t i = 0; i < table->heads; i++) {
		struct row row;
		row_start(table, &table->block->rows[i], &row);
		row_put(table, &row, 0, row.lines);
		free(row.cells);
	}
}

static void next_page(const struct table *table)
{
	pdf_page_new(table->pdf);
	put_heads(table);
}

static void put_row(const struct table *table, const struct row *row)
{
	double whole = PAGE_BOTTOM - PAGE_TOP - table->head_height;
	int from = 0;
	while (from < row->lines) {
		int left = row->lines - from, fit = (int)((pdf_room(table->pdf) - 2 * PAD) / row->leading);
		bool fresh = table->pdf->y <= PAGE_TOP + table->head_height;
		if (fit >= left) {
			row_put(table, row, from, row->lines);
			return;
		}
		if (!fresh && ((from == 0 && row_height(row, row->lines) <= whole) || fit < CUT_LINES)) {
			next_page(table);
			continue;
		}
		fit = fit > 0 ? fit : 1;
		row_put(table, row, from, from + fit);
		from += fit;
		next_page(table);
	}
}

static void set_columns(struct table *table)
{
	const struct doc_block *block = table->block;
	double total = 0, x = PAGE_LEFT;
	for (size_t i = 0; i < block->column_count; i++)
		total += block->widths && block->widths[i] > 0 ? block->widths[i] : 1;
	for (size_t i = 0; i < block->column_count; i++) {
		table->width[i] = (block->widths && block->widths[i] > 0 ? block->widths[i] : 1) / total * TEXT_WIDTH;
		table->x[i] = x;
		x += table->width[i];
	}
}

/* Head rows, up to half a page of them, and the beginning of what they head. */
static double measure_heads(struct table *table)
{
	const struct doc_block *block = table->block;
	double first = 0;
	while (table->heads < block->row_count && block->rows[table->heads].head) {
		struct row row;
		row_start(table, &block->rows[table->heads], &row);
		double height = row_height(&row, row.lines);
		free(row.cells);
		if (table->head_height + height > (PAGE_BOTTOM - PAGE_TOP) / 2)
			break;
		table->head_height += height;
		table->heads++;
	}
	if (table->heads < block->row_count) {
		struct row row;
		row_start(table, &block->rows[table->heads], &row);
		first = row_height(&row, row.lines < CUT_LINES ? row.lines : CUT_LINES);
		free(row.cells);
	}
	return table->head_height + first;
}

void pdf_table(struct pdf *pdf, const struct doc_block *block)
{
	struct table table = { .pdf = pdf, .block = block, .x = mem_array(block->column_count, sizeof *table.x),
		.width = mem_array(block->column_count, sizeof *table.width) };
	set_columns(&table);
	double need = measure_heads(&table);
	pdf->y += 4;
	if (block->text[0]) {
		struct pdf_text caption = pdf_text(pdf, PDF_CELL_HEAD, block->text, TEXT_WIDTH, 0, PANGO_ALIGN_LEFT);
		pdf_need(pdf, need + caption.lines * caption.leading + 2);
		pdf_flow(pdf, &caption, PAGE_LEFT);
		pdf->y += 2;
	} else
		pdf_need(pdf, need);
	put_heads(&table);
	for (size_t i = table.heads; i < block->row_count; i++) {
		struct row row;
		row_start(&table, &block->rows[i], &row);
		put_row(&table, &row);
		free(row.cells);
	}
	pdf->y += 4;
	free(table.x);
	free(table.width);
}

/* Boxes for seals at the right: a title each, and room below it. */
void pdf_signoff(struct pdf *pdf, const struct doc_block *block)
{
	size_t count = block->column_count;
	if (!count || !block->row_count)
		return;
	double width = count * SEAL_WIDTH > TEXT_WIDTH ? TEXT_WIDTH / (double)count : SEAL_WIDTH, x = PAGE_RIGHT - width * (double)count;
	struct pdf_text *titles = mem_array(count, sizeof *titles);
	int lines = 1;
	for (size_t i = 0; i < count; i++) {
		titles[i] = pdf_text(pdf, PDF_SEAL, block->rows[0].cells[i].text, width - 2 * PAD, 0, PANGO_ALIGN_CENTER);
		lines = titles[i].lines > lines ? titles[i].lines : lines;
	}
	double head = lines * titles[0].leading + 2 * PAD;
	pdf->y += 6;
	pdf_need(pdf, head + SEAL_HEIGHT);
	for (size_t i = 0; i < count; i++, x += width) {
		pdf_put(pdf, PDF_ITEM_FRAME, x, pdf->y, width, head, WEIGHT);
		pdf_put(pdf, PDF_ITEM_FRAME, x, pdf->y + head, width, SEAL_HEIGHT, WEIGHT);
		pdf_put_lines(pdf, &titles[i], 0, titles[i].lines, x + PAD, pdf->y + PAD);
		if (block->row_count > 1 && block->rows[1].cells[i].text[0]) {
			struct pdf_text inside = pdf_text(pdf, PDF_SEAL, block->rows[1].cells[i].text, width - 2 * PAD, 0, PANGO_ALIGN_CENTER);
			pdf_put_lines(pdf, &inside, 0, inside.lines, x + PAD, pdf->y + head + PAD);
		}
	}
	pdf->y += head + SEAL_HEIGHT + 6;
	free(titles);
}
