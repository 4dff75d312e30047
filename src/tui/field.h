/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The field for the value of a question, by the type of its fact: rows to choose from, or a text to type. "Do not know" is always a row of it.
 */
#ifndef TUI_FIELD_H
#define TUI_FIELD_H

#include "app/choices.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/ui.h"

struct field {
	const struct question *question;
	struct choices choices; /* the last one is always "do not know" */
	struct list list;
	struct edit edit;
	bool typed;     /* the value is typed, and the only choice is "do not know" */
	struct buf word; /* the value in word form, "" none; for a typed value only "?" counts */
};

/* Builds the field of a question for an entity and loads its answer. Release with field_done. */
void field_init(struct field *field, struct ui *ui, const struct question *question, const char *key, const struct answer *answer);
void field_done(struct field *field);
/* The value as it stands in the field, in the form that work_answer takes. Appends. */
void field_value(const struct field *field, struct buf *out);
/* Rows the field would like to have. */
int field_rows(const struct field *field);
/* Keys among the choices. *changed is set when the value changed; Enter on what is chosen already is not used, so that it can move on. */
bool field_key(struct field *field, const struct event *event, bool *changed);
/* Draws into at least two rows. `on_text`, `on_choices`: where the focus is. */
void field_draw(struct ui *ui, struct field *field, int row, int rows, bool on_text, bool on_choices);

#endif
