/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens at the terminal, as events. A key has a name that the action table also uses: "F2", "C-z", "Enter", "Esc", "Tab", "S-Tab", "BS",
 * "Delete", "Ins", "Up", "Down", "Left", "Right", "PgUp", "PgDn", "Home", "End", "Space", "M-m", or the character itself ("q", "?"). Text pasted into
 * the terminal arrives as one event, so that a line feed in it can never be taken for Enter.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct term;

enum event_kind { EVENT_IDLE, EVENT_KEY, EVENT_PASTE, EVENT_RESIZE, EVENT_MOUSE, EVENT_SIGNAL, EVENT_END /* of a script */ };

/* Bytes that one paste may have. */
#define PASTE_MAX ((size_t)64 * 1024)

struct event {
	enum event_kind kind;
	char name[16]; /* EVENT_KEY */
	char text[8];  /* the printable character as UTF-8, "" for other keys */
	char *paste;   /* EVENT_PASTE: owned; line ends are LF; NULL when it was larger than PASTE_MAX, because half a text is worse than none */
	int row, column, wheel; /* EVENT_MOUSE: where; wheel: -1 up, 1 down, 0 a click */
	int signal;    /* EVENT_SIGNAL */
};
void event_done(struct event *event);

/* An event for one character as the terminal sends it; control characters get their names. */
void event_from_code(struct event *event, uint32_t code);
/* An event by name, for scripts. False when there is no such key. */
bool event_from_name(struct event *event, const char *name);
/* Outside text fields a lone full-width letter, digit or sign counts as its ASCII form: an input method was left switched on. */
void event_command(struct event *event);
/* True when `name` is one of the space-separated `keys`; with `typing` set single characters never are. */
bool event_matches(const struct event *event, const char *keys, bool typing);

/* An event for pasted bytes. */
void event_from_paste(struct event *event, const char *text, size_t len);
/* Pasted bytes: CR LF and CR become LF. In place. */
void paste_line_ends(char *text);

/* Tells curses the paste brackets; called by term_start. */
void key_define(void);
/* Whether Esc was pressed while the program was at work; other keys that wait are dropped. Waits for nothing. */
bool key_stop_asked(void);
/* Waits for the next event. EVENT_IDLE comes whenever 0.6 s pass without one. */
void event_read(struct term *term, struct event *event);

#endif
