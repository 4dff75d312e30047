/* SPDX-License-Identifier: Apache-2.0 */
/* The blocks of a document one below the other. A heading takes the beginning of what it heads with it to a new page. */
#include "report/pdf.h"

#include "base/mem.h"
#include "report/doc_text.h"

#define EM 10.5
#define WITH_HEADING 46 /* room for the first lines behind a heading */
#define BANNER_PAD 4
#define CLOSING 24 /* room for the last line */
#define BAR_HEIGHT 8
#define BAR_ROW 15
#define LABEL_SHARE 0.32
#define NOTE_SHARE 0.27

static void put_simple(struct pdf *pdf, enum pdf_style style, const char *text, double x, double indent, PangoAlignment align, double before, double after)
{
	struct pdf_text layout = pdf_text(pdf, style, text, PAGE_RIGHT - x, indent, align);
	if (pdf->y > PAGE_TOP)
		pdf->y += before;
	pdf_flow(pdf, &layout, x);
	pdf->y += after;
}

static void put_heading(struct pdf *pdf, const struct doc_block *block)
{
	int level = block->level < 1 ? 1 : block->level > 3 ? 3 : block->level;
	enum pdf_style style = level == 1 ? PDF_HEADING_1 : level == 2 ? PDF_HEADING_2 : PDF_HEADING_3;
	double before = level == 1 ? 12 : level == 2 ? 7 : 5, x = PAGE_LEFT + (level - 1) * EM / 2;
	struct pdf_text text = pdf_text(pdf, style, block->text, PAGE_RIGHT - x, 0, PANGO_ALIGN_LEFT);
	pdf_need(pdf, before + text.lines * text.leading + WITH_HEADING);
	if (pdf->y > PAGE_TOP)
		pdf->y += before;
	MEM_PUSH_ROOM(pdf->marks, pdf->mark_count, pdf->mark_capacity);
	pdf->marks[pdf->mark_count++] = (struct pdf_mark){ .page = pdf->page_count, .y = pdf->y, .level = level, .text = block->text };
	pdf_flow(pdf, &text, x);
	pdf->y += 2;
}

/* A run of banners in one double frame. */
static void put_banners(struct pdf *pdf, size_t *at)
{
	const struct doc *doc = pdf->doc;
	double height = 0, width = TEXT_WIDTH - 4 * BANNER_PAD;
	size_t first = *at;
	struct pdf_text *texts;
	while (*at < doc->count && doc->blocks[*at].kind == DOC_BANNER)
		++*at;
	texts = mem_array(*at - first, sizeof *texts);
	for (size_t i = first; i < *at; i++) {
		texts[i - first] = pdf_text(pdf, PDF_BANNER, doc->blocks[i].text, width, 0, PANGO_ALIGN_LEFT);
		height += texts[i - first].lines * texts[i - first].leading;
	}
	pdf_need(pdf, height + 2 * BANNER_PAD);
	pdf_put(pdf, PDF_ITEM_FRAME, PAGE_LEFT, pdf->y, TEXT_WIDTH, height + 2 * BANNER_PAD, 0.8);
	pdf_put(pdf, PDF_ITEM_FRAME, PAGE_LEFT + 2, pdf->y + 2, TEXT_WIDTH - 4, height + 2 * BANNER_PAD - 4, 0.8);
	pdf->y += BANNER_PAD;
	for (size_t i = first; i < *at; i++) {
		pdf_put_lines(pdf, &texts[i - first], 0, texts[i - first].lines, PAGE_LEFT + 2 * BANNER_PAD, pdf->y);
		pdf->y += texts[i - first].lines * texts[i - first].leading;
	}
	pdf->y += 3 * BANNER_PAD;
	free(texts);
}

static void put_item(struct pdf *pdf, const struct doc_block *block)
{
	int level = block->level < 1 ? 1 : block->level > 4 ? 4 : block->level;
	double x = PAGE_LEFT + level * EM;
	struct pdf_text dash = pdf_text(pdf, PDF_BODY, "-", EM, 0, PANGO_ALIGN_LEFT);
	struct pdf_text text = pdf_text(pdf, PDF_BODY, block->text, PAGE_RIGHT - x - EM * 0.7, 0, PANGO_ALIGN_LEFT);
	pdf_need(pdf, (text.lines < 2 ? 1 : 2) * text.leading);
	pdf_put_lines(pdf, &dash, 0, 1, x, pdf->y);
	pdf_flow(pdf, &text, x + EM * 0.7);
}

static void put_bar(struct pdf *pdf, const struct doc_bar *bar, double most)
{
	double label = TEXT_WIDTH * LABEL_SHARE, note = TEXT_WIDTH * NOTE_SHARE, room = TEXT_WIDTH - label - note - 12;
	struct pdf_text name = pdf_text(pdf, PDF_CELL, bar->label, label - 6, 0, PANGO_ALIGN_LEFT);
	struct pdf_text amount = pdf_text(pdf, PDF_CELL, bar->note, note, 0, PANGO_ALIGN_RIGHT);
	int lines = name.lines > amount.lines ? name.lines : amount.lines;
	double height = lines * name.leading + 3;
	pdf_need(pdf, height);
	pdf_put_lines(pdf, &name, 0, name.lines, PAGE_LEFT, pdf->y);
	pdf_put_lines(pdf, &amount, 0, amount.lines, PAGE_RIGHT - note, pdf->y);
	if (bar->amount > 0 && most > 0)
		pdf_put(pdf, PDF_ITEM_BAR, PAGE_LEFT + label, pdf->y + (name.leading - BAR_HEIGHT) / 2, bar->amount / most * room, BAR_HEIGHT, 0);
	pdf->y += height;
}

static void put_bars(struct pdf *pdf, const struct doc_block *block)
{
	double most = doc_bar_most(block);
	pdf->y += 4;
	pdf_need(pdf, 3 * BAR_ROW);
	if (block->text[0])
		put_simple(pdf, PDF_CELL_HEAD, block->text, PAGE_LEFT, 0, PANGO_ALIGN_LEFT, 0, 2);
	for (size_t i = 0; i < block->bar_count; i++)
		put_bar(pdf, &block->bars[i], most);
	pdf->y += 4;
}

static void put_block(struct pdf *pdf, const struct doc_block *block)
{
	const char *text = block->text;
	switch (block->kind) {
	case DOC_TITLE: put_simple(pdf, PDF_TITLE, text, PAGE_LEFT, 0, PANGO_ALIGN_CENTER, 10, 12); break;
	case DOC_RIGHT: put_simple(pdf, PDF_BODY, text, PAGE_LEFT, 0, PANGO_ALIGN_RIGHT, 0, 0); break;
	case DOC_CENTRE: put_simple(pdf, PDF_CENTRED, text, PAGE_LEFT, 0, PANGO_ALIGN_CENTER, 10, 6); break;
	case DOC_HEADING: put_heading(pdf, block); break;
	case DOC_PARAGRAPH: put_simple(pdf, PDF_BODY, text, PAGE_LEFT, pdf->doc->lang == LANG_JA ? EM : 0, PANGO_ALIGN_LEFT, 1, 2); break;
	case DOC_ITEM: put_item(pdf, block); break;
	case DOC_NOTE: put_simple(pdf, PDF_NOTE, text, PAGE_LEFT + EM, 0, PANGO_ALIGN_LEFT, 0, 2); break;
	case DOC_TABLE: pdf_table(pdf, block); break;
	case DOC_SIGNOFF: pdf_signoff(pdf, block); break;
	case DOC_BARS: put_bars(pdf, block); break;
	case DOC_RULE: pdf_put(pdf, PDF_ITEM_FRAME, PAGE_LEFT, pdf->y + 3, TEXT_WIDTH, 0, 0.5); pdf->y += 6; break;
	case DOC_BANNER: break;
	}
}

void pdf_blocks(struct pdf *pdf)
{
	const struct doc *doc = pdf->doc;
	pdf_page_new(pdf);
	for (size_t at = 0; at < doc->count;) {
		/* The line that closes a letter never stands alone on a page: what comes before it leaves room. */
		pdf->kept = at + 2 == doc->count && doc->blocks[at + 1].kind == DOC_RIGHT ? CLOSING : 0;
		if (doc->blocks[at].kind == DOC_BANNER)
			put_banners(pdf, &at);
		else
			put_block(pdf, &doc->blocks[at++]);
	}
}
