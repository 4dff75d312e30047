/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document on pages of A4. Blocks are laid out first and drawn afterwards, since the foot of each page names how many there are. All lengths are points
 * from the top left corner of the page. Private to the pdf files of this room, which alone know pango and cairo.
 */
#ifndef REPORT_PDF_H
#define REPORT_PDF_H

#include <cairo.h>
#include <pango/pango.h>

#include "base/buf.h"
#include "report/doc.h"

#define MM (72 / 25.4)
#define PAGE_WIDTH (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define PAGE_LEFT (20 * MM)
#define PAGE_RIGHT (PAGE_WIDTH - 20 * MM)
#define PAGE_TOP (20 * MM)
#define PAGE_BOTTOM (PAGE_HEIGHT - 24 * MM) /* of what stands above the foot */
#define FOOT_TOP (PAGE_HEIGHT - 20 * MM)
#define TEXT_WIDTH (PAGE_RIGHT - PAGE_LEFT)

enum pdf_style {
	PDF_TITLE, PDF_HEADING_1, PDF_HEADING_2, PDF_HEADING_3, PDF_BODY, PDF_CENTRED, PDF_BANNER, PDF_CELL, PDF_CELL_HEAD, PDF_SEAL, PDF_NOTE, PDF_FOOT,
	PDF_STYLES
};

/* A text broken into lines for a width. */
struct pdf_text {
	PangoLayout *layout;
	int lines;
	double leading; /* height of one of them */
	double ascent;  /* from the top of a line to its base */
};
enum pdf_item_kind { PDF_ITEM_LINE, PDF_ITEM_FRAME, PDF_ITEM_SHADE, PDF_ITEM_BAR };
struct pdf_item {
	enum pdf_item_kind kind;
	double x, y, width, height, weight;
	PangoLayoutLine *line; /* PDF_ITEM_LINE, with x and y of its base */
};
struct pdf_page {
	struct pdf_item *items;
	size_t count, capacity;
};
struct pdf_mark { /* an entry of the outline */
	size_t page;
	double y;
	int level;
	const char *text;
};
struct pdf {
	const struct doc *doc;
	bool has_fonts; /* that have Japanese */
	PangoFontMap *map;
	PangoContext *context;
	const char *mincho, *gothic; /* families */
	GHashTable *known;           /* all that was laid out, alive until it is drawn */
	struct pdf_page *pages;
	size_t page_count, page_capacity;
	struct pdf_mark *marks;
	size_t mark_count, mark_capacity;
	double y;       /* where the next block begins on the last page */
	double kept;    /* of the room of a page, for the line that closes the whole */
	size_t unknown; /* characters that no font here has */
};

/* pdf_font.c. False where no font has Japanese. */
bool pdf_fonts_open(struct pdf *pdf);
void pdf_fonts_done(struct pdf *pdf);
/* `indent` of the first line of each paragraph. The text is broken to `width`. */
struct pdf_text pdf_text(struct pdf *pdf, enum pdf_style style, const char *text, double width, double indent, PangoAlignment align);
double pdf_size(enum pdf_style style);

/* pdf_page.c */
void pdf_page_new(struct pdf *pdf);
/* Sees to it that so much room is left, if need be on a new page. */
void pdf_need(struct pdf *pdf, double height);
double pdf_room(const struct pdf *pdf);
/* Lines `from` to before `to` with their top at y. */
void pdf_put_lines(struct pdf *pdf, const struct pdf_text *text, int from, int to, double x, double y);
void pdf_put(struct pdf *pdf, enum pdf_item_kind kind, double x, double y, double width, double height, double weight);
/* A text that goes on over pages, at the place of the next block. */
void pdf_flow(struct pdf *pdf, const struct pdf_text *text, double x);
/* Draws all pages with their foot. */
void pdf_draw(struct pdf *pdf, cairo_t *cairo);

/* pdf_glyphs.c: lines gathered until the font changes. Release with pdf_glyphs_done, after the last flush. */
struct pdf_glyphs {
	cairo_t *cairo;
	cairo_scaled_font_t *font; /* of all that are gathered; borrowed from their lines */
	struct buf text;
	cairo_glyph_t *items;
	size_t count, capacity;
	cairo_text_cluster_t *clusters;
	size_t cluster_count, cluster_capacity;
};
void pdf_glyphs_init(struct pdf_glyphs *glyphs, cairo_t *cairo);
void pdf_glyphs_done(struct pdf_glyphs *glyphs);
/* (x, y): where its base begins. */
void pdf_glyphs_line(struct pdf_glyphs *glyphs, PangoLayoutLine *line, double x, double y);
void pdf_glyphs_flush(struct pdf_glyphs *glyphs);

/* pdf_table.c */
void pdf_table(struct pdf *pdf, const struct doc_block *block);
void pdf_signoff(struct pdf *pdf, const struct doc_block *block);

/* pdf_block.c: all blocks. */
void pdf_blocks(struct pdf *pdf);

#endif
