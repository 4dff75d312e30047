/* SPDX-License-Identifier: Apache-2.0 */
/* Pages as lists of what stands on them. Every line of a style has the same height, whatever font a character was found in, so that columns keep step. */
#include "report/pdf.h"

#include <pango/pangocairo.h>

#include "base/mem.h"

#define FOOT_RULE 0.4
#define SHADE 0.92
#define BAR 0.45
#define NUMBER_WIDTH (25 * MM)

void pdf_page_new(struct pdf *pdf)
{
	MEM_PUSH_ROOM(pdf->pages, pdf->page_count, pdf->page_capacity);
	pdf->pages[pdf->page_count++] = (struct pdf_page){ .items = NULL };
	pdf->y = PAGE_TOP;
}

double pdf_room(const struct pdf *pdf)
{
	return PAGE_BOTTOM - pdf->kept - pdf->y;
}

void pdf_need(struct pdf *pdf, double height)
{
	if (height > pdf_room(pdf) && pdf->y > PAGE_TOP)
		pdf_page_new(pdf);
}

static struct pdf_item *push(struct pdf *pdf)
{
	struct pdf_page *page = &pdf->pages[pdf->page_count - 1];
	MEM_PUSH_ROOM(page->items, page->count, page->capacity);
	return &page->items[page->count++];
}

void pdf_put(struct pdf *pdf, enum pdf_item_kind kind, double x, double y, double width, double height, double weight)
{
	*push(pdf) = (struct pdf_item){ .kind = kind, .x = x, .y = y, .width = width, .height = height, .weight = weight };
}

void pdf_put_lines(struct pdf *pdf, const struct pdf_text *text, int from, int to, double x, double y)
{
	PangoLayoutIter *iter = pango_layout_get_iter(text->layout);
	for (int i = 0; i < to; i++) {
		if (i >= from) {
			PangoRectangle place;
			pango_layout_iter_get_line_extents(iter, NULL, &place);
			*push(pdf) = (struct pdf_item){ .kind = PDF_ITEM_LINE, .x = x + place.x / (double)PANGO_SCALE,
				.y = y + (i - from) * text->leading + text->ascent, .line = pango_layout_iter_get_line_readonly(iter) };
		}
		if (!pango_layout_iter_next_line(iter))
			break;
	}
	pango_layout_iter_free(iter);
}

void pdf_flow(struct pdf *pdf, const struct pdf_text *text, double x)
{
	int from = 0;
	while (from < text->lines) {
		int fit = (int)(pdf_room(pdf) / text->leading), left = text->lines - from;
		/* No single line of several is left behind, nor comes alone. */
		if (fit < left && left - fit == 1)
			fit--;
		if (fit < left && fit < 2 && pdf->y > PAGE_TOP) {
			pdf_page_new(pdf);
			continue;
		}
		int count = fit < left ? (fit > 0 ? fit : 1) : left;
		pdf_put_lines(pdf, text, from, from + count, x, pdf->y);
		pdf->y += count * text->leading;
		from += count;
		if (from < text->lines)
			pdf_page_new(pdf);
	}
}

/* All of one kind in one go: the fewer things stand on a page, the sooner it is drawn. */
static void draw_shapes(cairo_t *cairo, const struct pdf_page *page, enum pdf_item_kind kind)
{
	double weight = 0;
	for (size_t i = 0; i < page->count; i++) {
		const struct pdf_item *item = &page->items[i];
		if (item->kind != kind)
			continue;
		if (kind == PDF_ITEM_FRAME && item->weight != weight) {
			cairo_stroke(cairo);
			weight = item->weight;
			cairo_set_line_width(cairo, weight);
		}
		cairo_rectangle(cairo, item->x, item->y, item->width, item->height);
	}
	if (kind == PDF_ITEM_FRAME) {
		cairo_stroke(cairo);
		return;
	}
	double grey = kind == PDF_ITEM_SHADE ? SHADE : BAR;
	cairo_set_source_rgb(cairo, grey, grey, grey);
	cairo_fill(cairo);
	cairo_set_source_rgb(cairo, 0, 0, 0);
}

static void draw_page(cairo_t *cairo, struct pdf_glyphs *glyphs, const struct pdf_page *page)
{
	draw_shapes(cairo, page, PDF_ITEM_SHADE);
	draw_shapes(cairo, page, PDF_ITEM_BAR);
	draw_shapes(cairo, page, PDF_ITEM_FRAME);
	for (size_t i = 0; i < page->count; i++)
		if (page->items[i].kind == PDF_ITEM_LINE)
			pdf_glyphs_line(glyphs, page->items[i].line, page->items[i].x, page->items[i].y);
}

static void draw_text(struct pdf *pdf, struct pdf_glyphs *glyphs, const char *text, double x, double width, PangoAlignment align)
{
	struct pdf_text foot = pdf_text(pdf, PDF_FOOT, text, width, 0, align);
	PangoLayoutIter *iter = pango_layout_get_iter(foot.layout);
	for (int i = 0; i < foot.lines; i++) {
		PangoRectangle place;
		pango_layout_iter_get_line_extents(iter, NULL, &place);
		pdf_glyphs_line(glyphs, pango_layout_iter_get_line_readonly(iter), x + place.x / (double)PANGO_SCALE, FOOT_TOP + 2 + i * foot.leading + foot.ascent);
		if (!pango_layout_iter_next_line(iter))
			break;
	}
	pango_layout_iter_free(iter);
}

static void draw_foot(struct pdf *pdf, cairo_t *cairo, struct pdf_glyphs *glyphs, size_t page)
{
	char *number = mem_printf("%zu / %zu", page + 1, pdf->page_count);
	cairo_set_line_width(cairo, FOOT_RULE);
	cairo_move_to(cairo, PAGE_LEFT, FOOT_TOP);
	cairo_line_to(cairo, PAGE_RIGHT, FOOT_TOP);
	cairo_stroke(cairo);
	draw_text(pdf, glyphs, pdf->doc->about.foot, PAGE_LEFT, TEXT_WIDTH - NUMBER_WIDTH, PANGO_ALIGN_LEFT);
	draw_text(pdf, glyphs, number, PAGE_RIGHT - NUMBER_WIDTH, NUMBER_WIDTH, PANGO_ALIGN_RIGHT);
	free(number);
}

void pdf_draw(struct pdf *pdf, cairo_t *cairo)
{
	struct pdf_glyphs glyphs;
	pdf_glyphs_init(&glyphs, cairo);
	for (size_t i = 0; i < pdf->page_count; i++) {
		draw_page(cairo, &glyphs, &pdf->pages[i]);
		draw_foot(pdf, cairo, &glyphs, i);
		pdf_glyphs_flush(&glyphs);
		cairo_show_page(cairo);
	}
	pdf_glyphs_done(&glyphs);
}
