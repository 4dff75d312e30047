/* SPDX-License-Identifier: Apache-2.0 */
/* The file itself: what it says of itself, its outline, its pages. */
#include "report/pdf.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "report/print.h"

#define LEVELS 4

/* The library hands over a few bytes at a time; they are gathered, since each write would be a call of the system. */
static cairo_status_t take_some(void *context, const unsigned char *bytes, unsigned len)
{
	buf_add(context, bytes, len);
	return CAIRO_STATUS_SUCCESS;
}

static bool write_all(const struct buf *bytes, int out)
{
	if (file_write_all(out, bytes->data, bytes->len))
		return true;
	print_say("failed %s", strerror(errno));
	return false;
}

static void describe(const struct doc *doc, cairo_surface_t *surface)
{
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, doc_title(doc));
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, doc->about.author);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, doc->about.subject);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "kumoshirube");
	/* A record handed in has its own time, so that printing it twice gives one file. */
	if (doc->about.created[0])
		cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, doc->about.created);
}

/* Each heading below the last one above it. */
static void outline(const struct pdf *pdf, cairo_surface_t *surface)
{
	int parents[LEVELS] = { CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT };
	for (size_t i = 0; i < pdf->mark_count; i++) {
		const struct pdf_mark *mark = &pdf->marks[i];
		char *place = mem_printf("page=%zu pos=[%d %d]", mark->page, (int)PAGE_LEFT, (int)mark->y);
		int id = cairo_pdf_surface_add_outline(surface, parents[mark->level - 1], mark->text, place, 0);
		for (int level = mark->level; level < LEVELS; level++)
			parents[level] = id;
		free(place);
	}
}

static bool write_file(struct pdf *pdf, int out)
{
	struct buf bytes;
	buf_init(&bytes);
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take_some, &bytes, PAGE_WIDTH, PAGE_HEIGHT);
	cairo_t *cairo = cairo_create(surface);
	describe(pdf->doc, surface);
	pdf_draw(pdf, cairo);
	outline(pdf, surface);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	cairo_status_t status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status != CAIRO_STATUS_SUCCESS)
		print_say("failed %s", cairo_status_to_string(status));
	bool done = status == CAIRO_STATUS_SUCCESS && write_all(&bytes, out);
	buf_done(&bytes);
	return done;
}

/*
 * What the font libraries keep for the whole process is left to its end: their threads may still be sorting fonts, and to take it from them would end a
 * short document with an abort.
 */
static void release(struct pdf *pdf)
{
	for (size_t i = 0; i < pdf->page_count; i++)
		free(pdf->pages[i].items);
	free(pdf->pages);
	free(pdf->marks);
	pdf_fonts_done(pdf);
}

void *print_pdf_ready(void)
{
	struct pdf *pdf = MEM_NEW(struct pdf);
	pdf->has_fonts = pdf_fonts_open(pdf);
	return pdf;
}

bool print_pdf(void *ready, const struct doc *doc, int out)
{
	struct pdf *pdf = ready;
	pdf->doc = doc;
	if (!pdf->has_fonts) {
		print_say("no-font");
		return false;
	}
	pdf_blocks(pdf);
	bool done = write_file(pdf, out);
	if (done && pdf->unknown)
		print_say("glyphs %zu", pdf->unknown);
	return done;
}

void print_pdf_done(void *ready)
{
	release(ready);
	free(ready);
}
