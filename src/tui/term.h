/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal itself: started once, stopped on every way out, its size, its signals and its styles. Every meaning that a style carries is
 * also a word on the screen, so that a terminal without colour loses nothing.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

#define TERM_MIN_COLUMNS 80
#define TERM_MIN_ROWS 20

enum style {
	STYLE_PLAIN,
	STYLE_TITLE,  /* row 0 */
	STYLE_STRONG, /* headings */
	STYLE_FOCUS,  /* the row or field with the cursor: reverse video in every theme */
	STYLE_DIM,    /* help and other secondary text */
	STYLE_GOOD, STYLE_BAD, STYLE_OPEN, /* beside the words for met, not met, undetermined */
	STYLE_KEYS,   /* the key bar */
	STYLE_COUNT
};

/* How wide the terminal draws the characters that Unicode leaves open. Curses counts them as narrow. */
enum ambiguous { AMBIGUOUS_NARROW, AMBIGUOUS_WIDE, AMBIGUOUS_ASK };

struct term_options {
	bool headless;     /* no terminal: output goes to /dev/null and is read back */
	const char *type;  /* terminal type; NULL: $TERM */
	int columns, rows; /* headless only */
	bool no_color;
	const char *theme; /* default | contrast | light | mono; NULL: default */
	bool mouse;        /* take the mouse from the beginning */
	enum ambiguous ambiguous;
};

struct term;

/* STATUS_USAGE with a message when there is no such terminal. Release with term_stop, which restores the terminal and may be called on NULL. */
enum status term_start(struct term **out, const struct term_options *options, struct diag_list *diags);
void term_stop(struct term **term);

int term_rows(const struct term *term);
int term_columns(const struct term *term);
/* False below the least size at which the screens are laid out. */
bool term_large_enough(const struct term *term);
/* Changes the size of a headless terminal. */
void term_resize(struct term *term, int columns, int rows);

/* Begins a new picture; nothing is shown before term_show. */
void term_clear(struct term *term);
/* Where the hardware cursor shall stand: input methods draw there and screen readers read there. Row -1 hides it. */
void term_caret(struct term *term, int row, int column);
void term_show(struct term *term);
/* Makes the next term_show paint everything. */
void term_redraw(struct term *term);
void term_beep(struct term *term);

/* A report of the cursor says that it drew a character of ambiguous width wide, or not; counts once, and only when it was asked for. */
void term_width_told(struct term *term, bool wide);
/* Called now and then: gives up waiting for that report. */
void term_width_unasked(struct term *term);
/* False also while it is not known. */
bool term_ambiguous_wide(const struct term *term);

/* Changes to the next theme and names it: "default", "contrast", "light", "mono". */
const char *term_theme_next(struct term *term);
void term_mouse_set(struct term *term, bool on);
bool term_mouse(const struct term *term);
/* The list that a click can reach, as it was drawn last: rows of the screen, the first row of the list shown in them, and its cursor. */
struct term_area {
	int row, rows;
	size_t top, count;
	size_t *cursor; /* borrowed until the next picture; NULL: there is no list */
};
void term_area_set(struct term *term, const struct term_area *area);
const struct term_area *term_area(const struct term *term);
/* Milliseconds of a clock that never jumps. */
int64_t term_clock_ms(void);

/* Appends one row of the picture as text, without trailing blanks. */
void term_read_row(const struct term *term, int row, struct buf *out);

/* The number of a hang-up, termination or interrupt signal that has arrived, else 0. */
int term_signal(void);
/* True when the other end of the terminal is gone. */
bool term_gone(const struct term *term);

/* curses attributes of a style; for cells.c. */
unsigned long term_style(const struct term *term, enum style style);

#endif
