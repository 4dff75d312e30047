/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing by hand which header of a list is which of our columns: the columns on the left, the header of the file on the right. */
#ifndef TUI_COLUMNS_FORM_H
#define TUI_COLUMNS_FORM_H

#include "app/import.h"
#include "tui/edit.h"
#include "tui/ui.h"

#define COLUMNS_FORM_TEXTS 7
struct columns_form {
	char *path;        /* of the list that the headers are from; NULL: none was read */
	struct import_headers headers;
	size_t *chosen;    /* of each column: place of its header + 1; 0: none */
	size_t list;       /* of all rows: place in the lists that may be named + 1; 0: a column says it */
	struct edit texts[COLUMNS_FORM_TEXTS]; /* words of the file, and last the name under which the choice is kept; "": as the maps know, not kept */
	size_t focus;
	bool ready;        /* it holds a choice that was confirmed */
	struct import_choice *choices;
	size_t choice_count;
};
void columns_form_init(struct columns_form *form);
void columns_form_done(struct columns_form *form);
/* Reads the headers of a list and proposes what the maps know; false, with a message, where they cannot be read. */
bool columns_form_open(struct ui *ui, struct columns_form *form, const char *path, const char *encoding);
void columns_form_draw(struct ui *ui, struct columns_form *form);
enum reaction columns_form_key(struct ui *ui, struct columns_form *form, const struct event *event);
bool columns_form_typing(const struct columns_form *form);
/* Takes the choice over, or says what is missing. */
bool columns_form_confirm(struct ui *ui, struct columns_form *form);
/* Whether a choice was confirmed for this list. */
bool columns_form_serves(const struct columns_form *form, const char *path);
/* The name under which the choice is to be kept, or "". */
const char *columns_form_name(const struct columns_form *form);

#endif
