/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The summary of what is wrong on a page, above its fields: one line for each fault, and Enter on it goes to the field. The same words stand beside the
 * field. It is made anew when the officer goes on, and a field that is changed loses its line.
 */
#ifndef TUI_FAULTS_H
#define TUI_FAULTS_H

#include "tui/list.h"
#include "tui/ui.h"

#define FAULTS_MAX 8

struct faults {
	struct {
		char *text;
		int field;
	} items[FAULTS_MAX];
	struct list list; /* count: of the faults */
};

void faults_clear(struct faults *faults);
void faults_add(struct faults *faults, int field, const char *text);
/* Takes the lines of a field away. */
void faults_settle(struct faults *faults, int field);
/* What is wrong with a field, or NULL; borrowed. */
const char *faults_of(const struct faults *faults, int field);
/* The field of the line under the cursor. */
int faults_field(const struct faults *faults);
/* Rows of the summary; 0 without a fault. */
int faults_rows(const struct faults *faults);
void faults_draw(struct ui *ui, struct faults *faults, int row, bool focused);
/* "Check what was entered: 2". Appends. */
void faults_heading(size_t count, struct buf *out);

#endif
