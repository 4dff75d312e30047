/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that need large libraries are made by a program of their own (src/report/print_main.c), which is started by its full path, without a shell, with standard input,
 * output and error and nothing else open, and with no more of the environment than the fonts need. So the main program stays as quick and as small as it is.
 */
#ifndef APP_PRINTING_H
#define APP_PRINTING_H

#include "app/work.h"
#include "report/doc_pack.h"

/*
 * The program, started before its document is there: it opens its fonts while the record is made. Never NULL; what keeps it from starting is told once there
 * is something to print. Released by app_print, or by printing_free where nothing came of it.
 */
struct printing;
struct printing *printing_start(enum doc_output output);
void printing_free(struct printing **slot);
/* Appends the file. STATUS_FAILED says what is missing and what to do; that characters have no form in any font here is a warning. */
enum status app_print(struct app *app, const struct doc *doc, enum doc_output output, struct buf *out, struct diag_list *diags);
/* A document in any format but JSON and CSV. Appends. */
enum status app_doc_write(struct app *app, const struct doc *doc, enum record_format format, struct buf *out, struct diag_list *diags);

#endif
