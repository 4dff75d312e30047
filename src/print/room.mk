# SPDX-License-Identifier: Apache-2.0
# A program of its own, so that no library that prints is loaded by the one that decides. It is built where at least one of its libraries is there.
print_pdf_sources = \
	src/print/pdf.h src/print/pdf.c \
	src/print/pdf_block.c \
	src/print/pdf_font.c \
	src/print/pdf_page.c \
	src/print/pdf_table.c
print_xlsx_sources = src/print/xlsx.c

if HAVE_PRINT
pkglibexec_PROGRAMS += kumoshirube-print
endif
kumoshirube_print_SOURCES = src/print/main.c src/print/print.h
kumoshirube_print_CPPFLAGS = $(AM_CPPFLAGS)
kumoshirube_print_LDADD = libreport.a libbase.a
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
