/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines that follow one another in one font are shown in one go. A page shown line by line is made of hundreds of pieces, and the library compares the place of
 * each with those of all others before it writes any: that took a fifth of the time of a record. What is written for a reader to copy stays the same, in the
 * same order, since every cluster of glyphs keeps its own text.
 */
#include "report/pdf.h"

#include <pango/pangocairo.h>
#include <stdlib.h>

#include "base/mem.h"

void pdf_glyphs_init(struct pdf_glyphs *glyphs, cairo_t *cairo)
{
	*glyphs = (struct pdf_glyphs){ .cairo = cairo };
	buf_init(&glyphs->text);
}

void pdf_glyphs_flush(struct pdf_glyphs *glyphs)
{
	if (glyphs->count) {
		cairo_set_scaled_font(glyphs->cairo, glyphs->font);
		cairo_show_text_glyphs(glyphs->cairo, glyphs->text.data, (int)glyphs->text.len, glyphs->items, (int)glyphs->count, glyphs->clusters,
			(int)glyphs->cluster_count, 0);
	}
	buf_clear(&glyphs->text);
	glyphs->count = glyphs->cluster_count = 0;
}

void pdf_glyphs_done(struct pdf_glyphs *glyphs)
{
	buf_done(&glyphs->text);
	free(glyphs->items);
	free(glyphs->clusters);
}

static cairo_scaled_font_t *font_of(const PangoGlyphItem *run)
{
	return pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(run->item->analysis.font));
}

static bool has_font(const PangoGlyphItem *run)
{
	cairo_scaled_font_t *font = run->item->analysis.font ? font_of(run) : NULL;
	return font && cairo_scaled_font_status(font) == CAIRO_STATUS_SUCCESS;
}

/* Text from right to left, characters without a form, and what has no font that can be used, are drawn by pango itself. */
static bool is_plain(const PangoLayoutLine *line)
{
	for (const GSList *at = line->runs; at; at = at->next) {
		const PangoGlyphItem *run = at->data;
		if (run->item->analysis.level != 0 || run->y_offset != 0 || run->start_x_offset != 0 || !has_font(run))
			return false;
		for (int i = 0; i < run->glyphs->num_glyphs; i++)
			if (run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
				return false;
	}
	return true;
}

/* The glyphs from `from` on that stand for one piece of text, of `bytes` bytes. */
static int add_cluster(struct pdf_glyphs *glyphs, const PangoGlyphString *string, int from, int bytes, double *x, double y)
{
	int at = from, shown = 0;
	for (; at < string->num_glyphs && string->log_clusters[at] == string->log_clusters[from]; at++) {
		const PangoGlyphInfo *glyph = &string->glyphs[at];
		if (glyph->glyph != PANGO_GLYPH_EMPTY) {
			MEM_PUSH_ROOM(glyphs->items, glyphs->count, glyphs->capacity);
			glyphs->items[glyphs->count++] = (cairo_glyph_t){ .index = glyph->glyph, .x = *x + glyph->geometry.x_offset / (double)PANGO_SCALE,
				.y = y + glyph->geometry.y_offset / (double)PANGO_SCALE };
			shown++;
		}
		*x += glyph->geometry.width / (double)PANGO_SCALE;
	}
	MEM_PUSH_ROOM(glyphs->clusters, glyphs->cluster_count, glyphs->cluster_capacity);
	glyphs->clusters[glyphs->cluster_count++] = (cairo_text_cluster_t){ .num_bytes = bytes, .num_glyphs = shown };
	return at;
}

static void add_run(struct pdf_glyphs *glyphs, const PangoGlyphItem *run, const char *text, double *x, double y)
{
	const PangoGlyphString *string = run->glyphs;
	cairo_scaled_font_t *font = font_of(run);
	if (font != glyphs->font)
		pdf_glyphs_flush(glyphs);
	glyphs->font = font;
	buf_add(&glyphs->text, text + run->item->offset, (size_t)run->item->length);
	for (int at = 0, next; at < string->num_glyphs; at = next) {
		int end = at;
		while (end < string->num_glyphs && string->log_clusters[end] == string->log_clusters[at])
			end++;
		int bytes = (end < string->num_glyphs ? string->log_clusters[end] : run->item->length) - string->log_clusters[at];
		next = add_cluster(glyphs, string, at, bytes, x, y);
	}
}

void pdf_glyphs_line(struct pdf_glyphs *glyphs, PangoLayoutLine *line, double x, double y)
{
	if (!is_plain(line)) {
		pdf_glyphs_flush(glyphs);
		cairo_move_to(glyphs->cairo, x, y);
		pango_cairo_show_layout_line(glyphs->cairo, line);
		return;
	}
	const char *text = pango_layout_get_text(line->layout);
	for (const GSList *at = line->runs; at; at = at->next)
		add_run(glyphs, at->data, text, &x, y);
}
