/* SPDX-License-Identifier: Apache-2.0 */
/* The state of the what-if page, shared by its files: what it does (page_whatif.c) and how it looks (whatif_draw.c). */
#ifndef TUI_WHATIF_H
#define TUI_WHATIF_H

#include "app/trial.h"
#include "tui/field.h"
#include "tui/text_view.h"
#include "tui/ui.h"

/* A question whose answer can be tried. */
struct whatif_row {
	char key[ENTITY_KEY_MAX + 1];
	const struct question *question;
};
enum whatif_mode {
	WHATIF_QUESTIONS,
	WHATIF_FIELD,   /* the answer of the chosen question is being given */
	WHATIF_FILTER,  /* the words that narrow the questions are being typed */
	WHATIF_TIPPING, /* the single answers that would change the outcome */
	WHATIF_TEXT     /* all of it as lines */
};
struct whatif_state {
	struct trial *trial;
	struct whatif_row *rows;
	size_t count, capacity;
	struct list list, tips;
	enum whatif_mode mode;
	struct edit filter;
	struct field field; /* WHATIF_FIELD */
	struct tippings tippings;
	bool tipped; /* `tippings` is filled */
	struct text_view view;
	struct ui *ui; /* for the row formats */
};

void whatif_title(struct ui *ui, struct page *page, struct buf *out);
void whatif_draw(struct ui *ui, struct page *page);
/* The differences as lines: what, now, if. Appends. */
void whatif_changes(struct ui *ui, const struct whatif_state *state, size_t cells, struct buf *out);
/* The tipping points as lines. Appends. */
void whatif_tips_text(struct ui *ui, const struct whatif_state *state, struct buf *out);
/* "Step1: label" of a question. Appends. */
void whatif_name(struct ui *ui, const struct whatif_state *state, const char *key, const struct question *question, struct buf *out);
/* Rows of the list of tipping points: the answers, a heading, the open questions. */
size_t whatif_tip_rows(const struct whatif_state *state);

#endif
