/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mincho for text and gothic for headings, as official letters have them. Families are looked for by name, since a generic name gives on many machines a
 * font without Japanese, or the forms that other countries use. Lines are broken by pango; where its rules allow what Japanese typesetting does not (small
 * kana, the long-vowel mark), the break is forbidden here, by the same table as on the screen.
 */
#include "report/pdf.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

static const char *const mincho_families[] = { "IPAexMincho", "Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif JP", "IPAMincho", "TakaoExMincho",
	"TakaoMincho", "BIZ UDMincho", "Yu Mincho", "MS Mincho", "Hiragino Mincho ProN", NULL };
static const char *const gothic_families[] = { "IPAexGothic", "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "IPAGothic", "TakaoExGothic",
	"TakaoGothic", "BIZ UDGothic", "Yu Gothic", "MS Gothic", "Hiragino Sans", "VL Gothic", NULL };
#define PROBE "\xe9\x9b\xb2\xe3\x81\x97\xe3\x82\x8b\xe3\x81\xb9\xe6\xb1\xba\xe8\xa3\x81\xe3\x82\xab\xe3\x83\xaa"

static const struct {
	bool gothic;
	double size, leading;
} styles[PDF_STYLES] = {
	[PDF_TITLE] = { true, 15, 22 },
	[PDF_HEADING_1] = { true, 12, 17 },
	[PDF_HEADING_2] = { true, 10.5, 16 },
	[PDF_HEADING_3] = { true, 9.5, 15 },
	[PDF_BODY] = { false, 10.5, 16.5 },
	[PDF_CENTRED] = { false, 12, 20 },
	[PDF_BANNER] = { true, 10.5, 15 },
	[PDF_CELL] = { false, 9, 12.6 },
	[PDF_CELL_HEAD] = { true, 8.5, 12.6 },
	[PDF_SEAL] = { false, 9, 12.6 },
	[PDF_NOTE] = { false, 8.5, 12.5 },
	[PDF_FOOT] = { true, 6.5, 9 },
};

double pdf_size(enum pdf_style style)
{
	return styles[style].size;
}

/* No line begins with what utf8_begins_line does not let begin one. A run of them is one stretch: pango forbids breaks within a stretch, not between two. */
static PangoAttrList *forbid_breaks(const char *text)
{
	PangoAttrList *list = NULL;
	PangoAttribute *run = NULL;
	const char *end = text + strlen(text);
	size_t used;
	for (const char *at = text, *before = NULL; at < end; before = at, at += used) {
		bool begins = utf8_begins_line(utf8_decode(at, end, &used));
		if (!begins && run) {
			run->end_index = (guint)(at - text + (ptrdiff_t)used);
			continue;
		}
		run = NULL;
		if (begins || !before || *before == '\n')
			continue;
		run = pango_attr_allow_breaks_new(FALSE);
		run->start_index = (guint)(before - text);
		run->end_index = (guint)(at - text + (ptrdiff_t)used);
		if (!list)
			list = pango_attr_list_new();
		pango_attr_list_insert(list, run);
	}
	return list;
}

static void set_text(PangoLayout *layout, const char *text)
{
	PangoAttrList *attributes = forbid_breaks(text);
	pango_layout_set_text(layout, text, -1);
	pango_layout_set_attributes(layout, attributes);
	if (attributes)
		pango_attr_list_unref(attributes);
}

/* A text in one form, laid out. Headings of tables, dashes, short answers and the foot stand in a record again and again. */
struct known {
	enum pdf_style style;
	PangoAlignment align;
	int width, indent; /* in units of pango */
	PangoLayout *layout;
	const char *text; /* of the layout, or of who asks */
	size_t unknown;
};

static guint hash_known(gconstpointer key)
{
	const struct known *known = key;
	return g_str_hash(known->text) ^ (guint)known->style * 31u ^ (guint)known->width;
}

static gboolean same_known(gconstpointer left, gconstpointer right)
{
	const struct known *a = left, *b = right;
	return a->style == b->style && a->align == b->align && a->width == b->width && a->indent == b->indent && strcmp(a->text, b->text) == 0;
}

static void free_known(gpointer value)
{
	struct known *known = value;
	g_object_unref(known->layout);
	free(known);
}

static void lay_out(struct pdf *pdf, struct known *known)
{
	PangoFontDescription *font = pango_font_description_new();
	PangoLayout *layout = pango_layout_new(pdf->context);
	pango_font_description_set_family_static(font, styles[known->style].gothic ? pdf->gothic : pdf->mincho);
	pango_font_description_set_absolute_size(font, styles[known->style].size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, known->width);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(layout, known->align);
	pango_layout_set_indent(layout, known->indent);
	pango_layout_set_auto_dir(layout, FALSE);
	set_text(layout, known->text);
	known->layout = layout;
	known->text = pango_layout_get_text(layout);
	known->unknown = (size_t)pango_layout_get_unknown_glyphs_count(layout);
}

struct pdf_text pdf_text(struct pdf *pdf, enum pdf_style style, const char *text, double width, double indent, PangoAlignment align)
{
	struct known wanted = { .style = style, .align = align, .width = (int)(width * PANGO_SCALE), .indent = (int)(indent * PANGO_SCALE), .text = text };
	struct known *known = g_hash_table_lookup(pdf->known, &wanted);
	if (!known) {
		known = MEM_NEW(struct known);
		*known = wanted;
		lay_out(pdf, known);
		g_hash_table_add(pdf->known, known);
	}
	pdf->unknown += known->unknown;
	return (struct pdf_text){ .layout = known->layout, .lines = pango_layout_get_line_count(known->layout), .leading = styles[style].leading,
		.ascent = (styles[style].leading - styles[style].size) / 2 + styles[style].size * 0.88 };
}

/* The first of the wanted families that is here. */
static const char *find_family(PangoFontFamily *const *here, int count, const char *const *wanted)
{
	for (size_t i = 0; wanted[i]; i++)
		for (int k = 0; k < count; k++)
			if (strcmp(pango_font_family_get_name(here[k]), wanted[i]) == 0)
				return wanted[i];
	return NULL;
}

static void find_families(struct pdf *pdf)
{
	PangoFontFamily **families = NULL;
	int count = 0;
	pango_font_map_list_families(pdf->map, &families, &count);
	pdf->mincho = find_family(families, count, mincho_families);
	pdf->gothic = find_family(families, count, gothic_families);
	g_free(families);
	/* One of the two is better than a font of another country; without both the system may know another one. */
	if (!pdf->mincho)
		pdf->mincho = pdf->gothic ? pdf->gothic : "serif";
	if (!pdf->gothic)
		pdf->gothic = pdf->mincho;
}

bool pdf_fonts_open(struct pdf *pdf)
{
	cairo_font_options_t *options = cairo_font_options_create();
	pdf->map = pango_cairo_font_map_new();
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(pdf->map), 72);
	pdf->context = pango_font_map_create_context(pdf->map);
	pango_context_set_language(pdf->context, pango_language_from_string("ja"));
	pango_context_set_round_glyph_positions(pdf->context, FALSE);
	/* Paper has no pixels. */
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pdf->context, options);
	cairo_font_options_destroy(options);
	find_families(pdf);
	pdf->known = g_hash_table_new_full(hash_known, same_known, free_known, NULL);
	pdf_text(pdf, PDF_BODY, PROBE, TEXT_WIDTH, 0, PANGO_ALIGN_LEFT);
	pdf_text(pdf, PDF_HEADING_1, PROBE, TEXT_WIDTH, 0, PANGO_ALIGN_LEFT);
	return pdf->unknown == 0;
}

void pdf_fonts_done(struct pdf *pdf)
{
	g_hash_table_destroy(pdf->known);
	g_object_unref(pdf->context);
	g_object_unref(pdf->map);
}
