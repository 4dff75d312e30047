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
