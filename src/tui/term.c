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
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/key.h"
#include "tui/terminfo.h"
#include "tui/theme.h"

static volatile sig_atomic_t arrived;

static const int caught[] = {SIGHUP, SIGTERM, SIGINT};
#define CAUGHT_COUNT (sizeof caught / sizeof caught[0])

struct term {
	bool headless;
	bool can_color, mouse;
	const char *theme;
	enum ambiguous ambiguous;
	bool asked; /* how wide it draws is under way */
	int64_t asked_ms;
	struct term_area area;
	SCREEN *screen;
	FILE *in, *out; /* headless only */
	unsigned long styles[STYLE_COUNT];
	int caret_row, caret_column;
	struct sigaction before[CAUGHT_COUNT];
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

static void styles_set(struct term *term, const struct term_options *options)
{
	term->theme = options->no_color ? "mono" : theme_name(options->theme);
	term->can_color = has_colors();
	if (term->can_color) {
		start_color();
		use_default_colors();
	}
	theme_styles(term->theme, term->can_color, term->styles);
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

#define ESCAPE_MS 25
#define ASKED_ESCAPE_MS 300
#define ASKED_MS 1500

/*
 * Draws a character of ambiguous width in the second row and asks where the cursor is. The answer comes as a key (key_define) whenever it comes:
 * nothing waits for it, and a terminal that never answers is taken for a narrow one. Only until it comes, or a moment has passed, an Esc is
 * looked at longer, so that an answer that comes in two pieces is not taken for one.
 */
static void ask_width(struct term *term)
{
	if (!terminfo_reports_cursor())
		return;
	erase();
	refresh();
	write_sequence(term, "\0337\033[2;1H\342\200\273\033[6n\033[2K\0338");
	set_escdelay(ASKED_ESCAPE_MS);
	term->asked = true;
	term->asked_ms = term_clock_ms();
}

void term_width_told(struct term *term, bool wide)
{
	if (!term->asked)
		return;
	term->ambiguous = wide ? AMBIGUOUS_WIDE : AMBIGUOUS_NARROW;
	term->asked = false;
	set_escdelay(ESCAPE_MS);
}

void term_width_unasked(struct term *term)
{
	if (term->asked && term_clock_ms() - term->asked_ms > ASKED_MS)
		set_escdelay(ESCAPE_MS);
}

bool term_ambiguous_wide(const struct term *term)
{
	return term->ambiguous == AMBIGUOUS_WIDE;
}

int64_t term_clock_ms(void)
{
	struct timespec now = {0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const char *term_theme_next(struct term *term)
{
	term->theme = theme_after(term->theme);
	theme_styles(term->theme, term->can_color, term->styles);
	return term->theme;
}

void term_mouse_set(struct term *term, bool on)
{
	if (!term->headless)
		mousemask(on ? BUTTON1_CLICKED | BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
	if (on)
		mouseinterval(0);
	term->mouse = on;
}

bool term_mouse(const struct term *term)
{
	return term->mouse;
}

void term_area_set(struct term *term, const struct term_area *area)
{
	term->area = *area;
}

const struct term_area *term_area(const struct term *term)
{
	return &term->area;
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
	set_escdelay(ESCAPE_MS);
	intrflush(stdscr, FALSE);
	leaveok(stdscr, FALSE);
	styles_set(term, options);
	key_define();
	write_sequence(term, "\033[?2004h");
	term_mouse_set(term, options->mouse);
	term->ambiguous = options->ambiguous;
	if (options->ambiguous == AMBIGUOUS_ASK && !options->headless)
		ask_width(term);
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
	term_mouse_set(term, false);
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
	term->area = (struct term_area){0};
	term->caret_row = -1;
}

void term_caret(struct term *term, int row, int column)
{
	term->caret_row = row;
	term->caret_column = column;
}

void term_show(struct term *term)
{
	/* A slow line brings the picture in pieces; the cursor does not run over it meanwhile, and that it is back says that the picture is whole. */
	curs_set(0);
	if (term->caret_row >= 0)
		move(term->caret_row, term->caret_column);
	refresh();
	if (term->caret_row >= 0)
		curs_set(1);
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
