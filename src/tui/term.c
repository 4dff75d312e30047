/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Starting and stopping ncurses. Raw mode makes Ctrl+S, Ctrl+Z and Ctrl+Q ours. Signals only set a flag, which the loop reads between two keys:
 * saving inside a handler would be unsafe, and a flag is the one mutable thing of this file. curses keeps the screen itself in globals
 * (stdscr, LINES, COLS); they are used in this file, in cells.c and in key.c only.
 */
#include "tui/term.h"

#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/key.h"
#include "tui/terminfo.h"

static volatile sig_atomic_t arrived;

static const int caught[] = {SIGHUP, SIGTERM, SIGINT};
#define CAUGHT_COUNT (sizeof caught / sizeof caught[0])

struct term {
	bool headless;
	bool color;
	SCREEN *screen;
	FILE *in, *out; /* headless only */
	unsigned long styles[STYLE_COUNT];
	int caret_row, caret_column;
	struct sigaction before[CAUGHT_COUNT];
};

/* One theme: attributes for terminals without colour are the same in all of them. */
struct theme {
	const char *name;
	short ink[STYLE_COUNT]; /* foreground; -1 keeps the terminal's own */
};
static const struct theme themes[] = {
	{.name = "default",
		.ink = {-1, COLOR_CYAN, -1, -1, -1, COLOR_GREEN, COLOR_RED, COLOR_YELLOW, -1}},
	{.name = "contrast",
		.ink = {COLOR_WHITE, COLOR_WHITE, COLOR_WHITE, COLOR_WHITE, COLOR_WHITE, COLOR_CYAN, COLOR_YELLOW, COLOR_WHITE, COLOR_WHITE}},
	{.name = "light",
		.ink = {-1, COLOR_BLUE, -1, -1, -1, COLOR_BLUE, COLOR_RED, COLOR_MAGENTA, -1}},
};
static const unsigned long base_styles[STYLE_COUNT] = {
	[STYLE_PLAIN] = A_NORMAL, [STYLE_TITLE] = A_BOLD, [STYLE_STRONG] = A_BOLD, [STYLE_FOCUS] = A_REVERSE, [STYLE_DIM] = A_NORMAL,
	[STYLE_GOOD] = A_NORMAL, [STYLE_BAD] = A_BOLD, [STYLE_OPEN] = A_BOLD, [STYLE_KEYS] = A_REVERSE,
};

static void on_signal(int number)
{
	arrived = number;
}

static void signals_take(struct term *term)
{
	struct sigaction action = {.sa_handler = on_signal};
	sigemptyset(&action.sa_mask);
	arrived = 0;
	for (size_t i = 0; i < CAUGHT_COUNT; i++)
		sigaction(caught[i], &action, &term->before[i]);
}

static void signals_return(struct term *term)
{
	for (size_t i = 0; i < CAUGHT_COUNT; i++)
		sigaction(caught[i], &term->before[i], NULL);
}

static const struct theme *theme_find(const char *name)
{
	for (size_t i = 0; i < sizeof themes / sizeof themes[0]; i++)
		if (name && strcmp(themes[i].name, name) == 0)
			return &themes[i];
	return &themes[0];
}

static void styles_set(struct term *term, const struct term_options *options)
{
	memcpy(term->styles, base_styles, sizeof base_styles);
	bool mono = options->no_color || (options->theme && strcmp(options->theme, "mono") == 0);
	if (mono || !has_colors())
		return;
	start_color();
	use_default_colors();
	term->color = true;
	const struct theme *theme = theme_find(options->theme);
	for (short i = 0; i < STYLE_COUNT; i++) {
		if (theme->ink[i] < 0)
			continue;
		init_pair((short)(i + 1), theme->ink[i], -1);
		term->styles[i] |= (unsigned long)COLOR_PAIR(i + 1);
	}
}

/* Escape sequences are written directly, not through curses: they change the terminal, not the picture. */
static void write_sequence(const struct term *term, const char *sequence)
{
	if (term->headless)
		return;
	fflush(stdout);
	size_t left = strlen(sequence);
	while (left > 0) {
		ssize_t done = write(STDOUT_FILENO, sequence, left);
		if (done <= 0)
			return;
		sequence += done;
		left -= (size_t)done;
	}
}

static enum status screen_open(struct term *term, const struct term_options *options, struct diag_list *diags)
{
	const char *type = options->type ? options->type : getenv("TERM");
	if (!terminfo_known(type))
		return diag_error(diags, STATUS_USAGE, NULL, 0,
			_("the terminal type '%s' cannot show a screen; set TERM, for example TERM=vt100"), type ? type : "");
	if (term->headless) {
		term->in = fopen("/dev/null", "r");
		term->out = fopen("/dev/null", "w");
		if (!term->in || !term->out)
			return diag_error(diags, STATUS_FAILED, "/dev/null", 0, _("cannot be opened"));
	}
	/* newterm and not initscr: initscr ends the process when it fails. */
	term->screen = newterm(type, term->headless ? term->out : stdout, term->headless ? term->in : stdin);
	if (!term->screen)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("the terminal type '%s' cannot be used"), type);
	set_term(term->screen);
	return STATUS_OK;
}

static void term_free(struct term **slot)
{
	struct term *term = *slot;
	if (term->screen)
		delscreen(term->screen);
	if (term->in)
		fclose(term->in);
	if (term->out)
		fclose(term->out);
	free(term);
	*slot = NULL;
}

enum status term_start(struct term **out, const struct term_options *options, struct diag_list *diags)
{
	struct term *term = MEM_NEW(struct term);
	term->headless = options->headless;
	enum status status = screen_open(term, options, diags);
	if (status != STATUS_OK) {
		term_free(&term);
		return status;
	}
	signals_take(term);
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	set_escdelay(25);
	intrflush(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	styles_set(term, options);
	key_define();
	write_sequence(term, "\033[?2004h");
	if (term->headless && options->columns > 0 && options->rows > 0)
		resizeterm(options->rows, options->columns);
	*out = term;
	return STATUS_OK;
}

void term_stop(struct term **slot)
{
	struct term *term = *slot;
	if (!term)
		return;
	write_sequence(term, "\033[?2004l");
	curs_set(1);
	endwin();
	signals_return(term);
	term_free(slot);
}

int term_rows(const struct term *term)
{
	(void)term;
	return LINES;
}

int term_columns(const struct term *term)
{
	(void)term;
	return COLS;
}

bool term_large_enough(const struct term *term)
{
	return term_columns(term) >= TERM_MIN_COLUMNS && term_rows(term) >= TERM_MIN_ROWS;
}

void term_resize(struct term *term, int columns, int rows)
{
	(void)term;
	resizeterm(rows, columns);
}

void term_clear(struct term *term)
{
	erase();
	term->caret_row = -1;
}

void term_caret(struct term *term, int row, int column)
{
	term->caret_row = row;
	term->caret_column = column;
}

void term_show(struct term *term)
{
	if (term->caret_row >= 0) {
		curs_set(1);
		move(term->caret_row, term->caret_column);
	} else {
		curs_set(0);
	}
	refresh();
}

void term_redraw(struct term *term)
{
	(void)term;
	clearok(curscr, TRUE);
}

void term_beep(struct term *term)
{
	if (!term->headless)
		beep();
}

void term_read_row(const struct term *term, int row, struct buf *out)
{
	size_t start = out->len;
	int columns = term_columns(term);
	for (int column = 0; column < columns;) {
		cchar_t cell;
		wchar_t codes[CCHARW_MAX + 1] = {0};
		attr_t attributes;
		short pair;
		if (mvin_wch(row, column, &cell) == ERR || getcchar(&cell, codes, &attributes, &pair, NULL) == ERR)
			break;
		int width = 1;
		for (size_t i = 0; codes[i]; i++) {
			if (i == 0 && utf8_cells((uint32_t)codes[0]) > 1)
				width = 2;
			utf8_encode(out, (uint32_t)codes[i]);
		}
		column += width;
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
}

int term_signal(void)
{
	return (int)arrived;
}

bool term_gone(const struct term *term)
{
	if (term->headless)
		return false;
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	return poll(&input, 1, 0) > 0 && (input.revents & (POLLHUP | POLLERR | POLLNVAL));
}

unsigned long term_style(const struct term *term, enum style style)
{
	return term->styles[style];
}
