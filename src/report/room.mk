# SPDX-License-Identifier: Apache-2.0
libreport_a_SOURCES = \
	src/report/doc.c src/report/doc.h \
	src/report/doc_html.c \
	src/report/doc_pack.c src/report/doc_pack.h \
	src/report/doc_text.c src/report/doc_text.h \
	src/report/doc_text_table.c \
	src/report/figures.c src/report/figures.h \
	src/report/figures_write.c \
	src/report/json.c src/report/json.h \
	src/report/listing_words.c src/report/listing_words.h \
	src/report/record.c src/report/record.h \
	src/report/record_basis.c \
	src/report/record_rules.c \
	src/report/record_cite.c \
	src/report/record_comparison.c \
	src/report/record_csv.c \
	src/report/record_entries.c \
	src/report/record_evidence.c src/report/record_evidence.h \
	src/report/record_sheet.c \
	src/report/record_sheet.h \
	src/report/record_findings.c \
	src/report/record_json.c \
	src/report/record_life.c src/report/record_life.h \
	src/report/record_parts.h \
	src/report/record_points.c \
	src/report/record_schemes.c \
	src/report/record_sections.c \
	src/report/record_tables.c \
	src/report/record_triggers.c src/report/record_triggers.h \
	src/report/record_words.c

# A program of its own, so that no library that prints is loaded by the one that decides. It is built where at least one of its libraries is there.
print_pdf_sources = \
	src/report/pdf.h src/report/pdf.c \
	src/report/pdf_block.c \
	src/report/pdf_font.c src/report/pdf_glyphs.c \
	src/report/pdf_page.c \
	src/report/pdf_table.c
print_xlsx_sources = src/report/xlsx.c

if HAVE_PRINT
pkglibexec_PROGRAMS += kumoshirube-print
endif
kumoshirube_print_SOURCES = src/report/print_main.c src/report/print.h
kumoshirube_print_CPPFLAGS = $(AM_CPPFLAGS)
kumoshirube_print_LDADD = libreport.a libbase.a
if SANITIZERS
kumoshirube_print_CPPFLAGS += -DKS_SANITIZERS=1
endif
if HAVE_PDF
kumoshirube_print_SOURCES += $(print_pdf_sources)
kumoshirube_print_CPPFLAGS += -DHAVE_PDF=1 $(PANGO_CFLAGS)
kumoshirube_print_LDADD += $(PANGO_LIBS)
else
EXTRA_DIST += $(print_pdf_sources)
endif
if HAVE_XLSX
kumoshirube_print_SOURCES += $(print_xlsx_sources)
kumoshirube_print_CPPFLAGS += -DHAVE_XLSX=1
kumoshirube_print_LDADD += -lxlsxwriter
else
EXTRA_DIST += $(print_xlsx_sources)
endif
kumoshirube_print_LDADD += $(BASE_LIBS)
