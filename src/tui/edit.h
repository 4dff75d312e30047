/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text field: one line or an area of lines. It holds UTF-8, moves and deletes by graphemes, refuses (and says so) what goes beyond its
 * limit instead of dropping it, has its own undo, and brings its text to NFC when the officer leaves it.
 */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "tui/key.h"

enum edit_result {
	EDIT_UNUSED,   /* the key is not for the field */
	EDIT_MOVED,
	EDIT_CHANGED,
	EDIT_REFUSED,  /* the limit is reached or the character cannot be kept */
	EDIT_JOINED    /* changed; line feeds of a paste became blanks */
};

struct edit_snapshot {
	char *text;
	size_t caret;
};
struct edit_history {
	struct edit_snapshot *items;
	size_t count, capacity;
};

struct edit {
	struct buf text;
	size_t caret;     /* bytes; always on a grapheme boundary */
	size_t max_chars; /* 0: no limit */
	size_t max_bytes;
	bool area;        /* Enter makes a line; Up and Down move */
	size_t scroll;    /* bytes of the line, or lines of the area, before what is shown */
	int width;        /* cells the area was last wrapped at; 0 before */
	int goal;         /* cell column that Up and Down keep; -1: take the caret's */
	int run;          /* characters typed in a row since the last snapshot */
	struct edit_history undo, redo;
};

void edit_init(struct edit *edit, bool area, size_t max_chars, size_t max_bytes);
void edit_done(struct edit *edit);
/* Replaces the text and forgets the history; the caret goes to the end. */
void edit_set(struct edit *edit, const char *text);
const char *edit_text(const struct edit *edit);
/* Characters that may still be typed; SIZE_MAX without a limit. */
size_t edit_left(const struct edit *edit);

enum edit_result edit_key(struct edit *edit, const struct event *event);
/* Brings the text to NFC; true when that changed it. */
bool edit_leave(struct edit *edit);
bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);

/* Moves within the area's lines; for edit_key. */
bool edit_area_key(struct edit *edit, const char *name);

/* ---- edit_secret.c: a field for a passphrase, used with edit_key and edit_leave; it is wiped and has no window ---- */
#define PASSPHRASE_CHARS 200
#define PASSPHRASE_LEAST 8
struct term;
void edit_secret_init(struct edit *edit);
void edit_secret_done(struct edit *edit);
void edit_secret_clear(struct edit *edit);
void edit_secret_draw(struct term *term, const struct edit *edit, int row, int column, int cells, bool focused);

/* Draws the field; with `focused` the hardware cursor is put at the caret. */
void edit_line_draw(struct term *term, struct edit *edit, int row, int column, int cells, bool focused);
void edit_area_draw(struct term *term, struct edit *edit, int row, int column, int rows, int cells, bool focused);

/* Where the window of a line starts so that the caret is inside `cells`; pure, for edit_line_draw. */
size_t edit_line_window(const struct edit *edit, int cells);
/* Line and cell column of the caret when wrapped at `cells`. */
void edit_area_place(const struct edit *edit, int cells, size_t *line, int *column);

#endif
