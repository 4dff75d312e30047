/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading keys. get_wch gives whole characters, so Japanese is never seen byte by byte. The wait is cut into short pieces because a signal may
 * arrive at any time and some C libraries restart the read.
 */
#include "tui/key.h"

#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

#define WAIT_MS 200
#define IDLE_WAITS 3

enum { KEY_PASTE_BEGIN = KEY_MAX + 1, KEY_PASTE_END, KEY_CURSOR_NARROW, KEY_CURSOR_WIDE };

struct key_code {
	int code;
	const char *name;
};
static const struct key_code key_codes[] = {
	{KEY_UP, "Up"}, {KEY_DOWN, "Down"}, {KEY_LEFT, "Left"}, {KEY_RIGHT, "Right"}, {KEY_PPAGE, "PgUp"}, {KEY_NPAGE, "PgDn"},
	{KEY_HOME, "Home"}, {KEY_END, "End"}, {KEY_BACKSPACE, "BS"}, {KEY_DC, "Delete"}, {KEY_IC, "Ins"}, {KEY_BTAB, "S-Tab"},
	{KEY_ENTER, "Enter"},
};
/* Keys that have a name although they are characters. */
static const struct key_code char_codes[] = {
	{9, "Tab"}, {10, "Enter"}, {13, "Enter"}, {27, "Esc"}, {8, "BS"}, {127, "BS"}, {32, "Space"},
};

void event_done(struct event *event)
{
	free(event->paste);
	memset(event, 0, sizeof *event);
}

static void set_name(struct event *event, const char *name)
{
	event->kind = EVENT_KEY;
	snprintf(event->name, sizeof event->name, "%s", name);
}

static void set_text(struct event *event, uint32_t code)
{
	struct buf text;
	buf_init(&text);
	utf8_encode(&text, code);
	snprintf(event->text, sizeof event->text, "%s", text.data);
	buf_done(&text);
}

void event_from_code(struct event *event, uint32_t code)
{
	memset(event, 0, sizeof *event);
	for (size_t i = 0; i < sizeof char_codes / sizeof char_codes[0]; i++) {
		if (char_codes[i].code == (int)code) {
			set_name(event, char_codes[i].name);
			if (code == ' ')
				set_text(event, code);
			return;
		}
	}
	event->kind = EVENT_KEY;
	if (code < 32) {
		snprintf(event->name, sizeof event->name, "C-%c", (int)(code | 0x60));
		return;
	}
	set_text(event, code);
	snprintf(event->name, sizeof event->name, "%s", event->text);
}

static bool name_known(const char *name)
{
	for (size_t i = 0; i < sizeof key_codes / sizeof key_codes[0]; i++)
		if (strcmp(key_codes[i].name, name) == 0)
			return true;
	for (size_t i = 0; i < sizeof char_codes / sizeof char_codes[0]; i++)
		if (strcmp(char_codes[i].name, name) == 0)
			return true;
	if (strcmp(name, "M-m") == 0)
		return true;
	if (name[0] == 'C' && name[1] == '-' && name[2] >= 'a' && name[2] <= 'z' && !name[3])
		return true;
	int number = 0, used = 0;
	return sscanf(name, "F%2d%n", &number, &used) == 1 && number >= 1 && number <= 12 && !name[used];
}

bool event_from_name(struct event *event, const char *name)
{
	memset(event, 0, sizeof *event);
	if (strcmp(name, "Space") == 0) {
		event_from_code(event, ' ');
		return true;
	}
	if (name_known(name)) {
		set_name(event, name);
		return true;
	}
	size_t used = 0, len = strlen(name);
	if (len == 0 || utf8_check(name, len) != len)
		return false;
	uint32_t code = utf8_decode(name, name + len, &used);
	if (used != len || code < 32)
		return false;
	event_from_code(event, code);
	return true;
}

void event_command(struct event *event)
{
	size_t used = 0;
	if (event->kind != EVENT_KEY || !event->text[0])
		return;
	uint32_t code = utf8_decode(event->text, event->text + strlen(event->text), &used);
	if (code >= 0xFF01 && code <= 0xFF5E)
		event_from_code(event, code - 0xFF01 + '!');
	else if (code == 0x3000)
		event_from_code(event, ' ');
}

bool event_matches(const struct event *event, const char *keys, bool typing)
{
	if (event->kind != EVENT_KEY || !event->name[0] || (typing && event->text[0]))
		return false;
	size_t len = strlen(event->name);
	for (const char *at = keys; *at;) {
		size_t word = strcspn(at, " ");
		if (word == len && memcmp(at, event->name, len) == 0)
			return true;
		at += word;
		at += strspn(at, " ");
	}
	return false;
}

void paste_line_ends(char *text)
{
	char *to = text;
	for (const char *from = text; *from; from++) {
		if (*from == '\r') {
			*to++ = '\n';
			if (from[1] == '\n')
				from++;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

void event_from_paste(struct event *event, const char *text, size_t len)
{
	event->kind = EVENT_PASTE;
	event->paste = len <= PASTE_MAX ? mem_strndup(text, len) : NULL;
	if (event->paste)
		paste_line_ends(event->paste);
}

void key_define(void)
{
	define_key("\033[200~", KEY_PASTE_BEGIN);
	define_key("\033[201~", KEY_PASTE_END);
	/* The report of the cursor behind one character in the second row. A shifted F3 is a report of the first row, so that the two differ. */
	/* Any other place would be a terminal that has not moved as it was told; its answer must not be taken for Esc and letters. */
	define_key("\033[1;1R", KEY_CURSOR_NARROW);
	define_key("\033[2;1R", KEY_CURSOR_NARROW);
	define_key("\033[2;2R", KEY_CURSOR_NARROW);
	define_key("\033[2;3R", KEY_CURSOR_WIDE);
}

static void event_from_function(struct event *event, int code)
{
	memset(event, 0, sizeof *event);
	event->kind = EVENT_KEY;
	for (size_t i = 0; i < sizeof key_codes / sizeof key_codes[0]; i++)
		if (key_codes[i].code == code)
			set_name(event, key_codes[i].name);
	if (code >= KEY_F(1) && code <= KEY_F(12))
		snprintf(event->name, sizeof event->name, "F%d", code - KEY_F0);
}

/* Collects what stands between the brackets. A terminal that forgets the closing one ends the paste by falling silent. */
static void paste_read(struct event *event)
{
	struct buf text;
	buf_init(&text);
	wint_t code;
	int kind;
	timeout(WAIT_MS * 5);
	while ((kind = get_wch(&code)) != ERR) {
		if (kind == KEY_CODE_YES && (int)code == KEY_PASTE_END)
			break;
		/* What is too much is read to its end all the same: it must not arrive as keys. */
		if (kind == OK && code != 0 && text.len <= PASTE_MAX)
			utf8_encode(&text, (uint32_t)code);
	}
	event_from_paste(event, text.data, text.len);
	buf_done(&text);
}

/* Alt is an Esc that is followed at once; only Alt+M has a meaning, so that a fast Esc and a letter stay two keys. */
static bool alt_read(struct event *event)
{
	wint_t code = 0;
	timeout(0);
	int kind = get_wch(&code);
	if (kind == OK && code == 'm') {
		set_name(event, "M-m");
		return true;
	}
	if (kind == OK)
		unget_wch((wchar_t)code);
	else if (kind == KEY_CODE_YES)
		ungetch((int)code);
	return false;
}

static bool mouse_read(struct event *event)
{
	MEVENT mouse;
	if (getmouse(&mouse) != OK)
		return false;
	event->kind = EVENT_MOUSE;
	event->row = mouse.y;
	event->column = mouse.x;
	event->wheel = mouse.bstate & BUTTON4_PRESSED ? -1 : mouse.bstate & BUTTON5_PRESSED ? 1 : 0;
	return event->wheel != 0 || (mouse.bstate & (BUTTON1_CLICKED | BUTTON1_PRESSED));
}

static bool event_from_wait(struct term *term, struct event *event, int kind, wint_t code)
{
	if (kind == OK) {
		if (code != 27 || !alt_read(event))
			event_from_code(event, (uint32_t)code);
		return true;
	}
	if ((int)code == KEY_RESIZE) {
		event->kind = EVENT_RESIZE;
		return true;
	}
	if ((int)code == KEY_PASTE_BEGIN) {
		paste_read(event);
		return true;
	}
	if ((int)code == KEY_CURSOR_NARROW || (int)code == KEY_CURSOR_WIDE) {
		term_width_told(term, (int)code == KEY_CURSOR_WIDE);
		event->kind = EVENT_RESIZE; /* everything is to be drawn anew */
		return term_ambiguous_wide(term);
	}
	if ((int)code == KEY_MOUSE)
		return mouse_read(event);
	event_from_function(event, (int)code);
	return event->name[0] != '\0';
}

void event_read(struct term *term, struct event *event)
{
	memset(event, 0, sizeof *event);
	for (int waits = 1;; waits++) {
		wint_t code = 0;
		timeout(WAIT_MS);
		term_width_unasked(term);
		int kind = term_signal() ? ERR : get_wch(&code);
		if (term_signal() || (kind == ERR && term_gone(term))) {
			event->kind = EVENT_SIGNAL;
			event->signal = term_signal() ? term_signal() : SIGHUP;
			return;
		}
		if (kind != ERR && event_from_wait(term, event, kind, code))
			return;
		if (kind == ERR && waits == IDLE_WAITS) {
			event->kind = EVENT_IDLE;
			return;
		}
	}
}

bool key_stop_asked(void)
{
	wint_t code = 0;
	bool asked = false;
	timeout(0);
	while (get_wch(&code) == OK)
		asked = asked || code == 27;
	return asked || term_signal() != 0;
}
