/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The small program beside the main one that makes files which need large libraries. It reads a packed document (report/doc_pack.h) and nothing else of
 * the office: no store, no key, no configuration. Words for people are not made here: what went wrong is one line on standard error that begins with
 * PRINT_SAYS, and the main program (app/printing.h) puts it into the language of the session.
 */
#ifndef REPORT_PRINT_H
#define REPORT_PRINT_H

#include "report/doc.h"

#define PRINT_SAYS "kumoshirube-print: "
/*
 * Lines: "input FIELD", "unsupported OUTPUT", "no-font", "long SHEET", "failed TEXT", and of a file that was made nevertheless "glyphs COUNT": so many
 * characters have no form in any font here.
 */
void print_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What a PDF needs whatever it says: its fonts. Never NULL. */
void *print_pdf_ready(void);
void print_pdf_done(void *ready);
/* Both write the whole file to a descriptor, or say why not and return false. `ready`: of the maker; that of XLSX needs none. */
bool print_pdf(void *ready, const struct doc *doc, int out);
bool print_xlsx(void *ready, const struct doc *doc, int out);

#endif
