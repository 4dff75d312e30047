/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The paper record as rows: what a decision-maker reads must not be missing from the files that others sort and search. It is read off the
 * document, so that a section added there appears here by itself.
 */
#include "report/record_sheet.h"

static void table_rows(const struct doc_block *block, const char *section, sheet_row *row, void *context)
{
	struct buf rest;
	buf_init(&rest);
	for (size_t i = 0; i < block->row_count; i++) {
		const struct doc_row *cells = &block->rows[i];
		buf_clear(&rest);
		for (size_t k = 1; k < cells->count; k++)
			buf_addf(&rest, "%s%s", k > 1 ? " | " : "", cells->cells[k].text);
		row(section, cells->count ? cells->cells[0].text : "", rest.data, context);
	}
	buf_done(&rest);
}

void sheet_document(const struct doc *doc, sheet_row *row, void *context)
{
	const char *section = "";
	for (size_t i = 0; i < doc->count; i++) {
		const struct doc_block *block = &doc->blocks[i];
		if (block->kind == DOC_HEADING && block->level == 1)
			section = block->text ? block->text : "";
		else if (block->text && block->text[0])
			row(section, "", block->text, context);
		table_rows(block, section, row, context);
		for (size_t k = 0; k < block->bar_count; k++)
			row(section, block->bars[k].label, block->bars[k].note ? block->bars[k].note : "", context);
	}
}
