/* SPDX-License-Identifier: Apache-2.0 */
/* newterm would also find out, but it leaves memory behind when it fails. */
#include "tui/terminfo.h"

#include <ncurses.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

bool terminfo_known(const char *type)
{
	int result = 0;
	TERMINAL *before = cur_term;
	if (!type || setupterm(type, STDOUT_FILENO, &result) != OK)
		return false;
	bool places = cursor_address != NULL; /* the entry "dumb" cannot, and every screen would run into one line */
	TERMINAL *probe = set_curterm(before);
	del_curterm(probe);
	return places;
}

#define no_string ((const char *)-1)

bool terminfo_reports_cursor(void)
{
	/* The question and the form of the answer that key_define expects. */
	const char *question = tigetstr("u7"), *answer = tigetstr("u6");
	bool there = question && question != no_string && answer && answer != no_string;
	return there && strcmp(question, "\033[6n") == 0 && strncmp(answer, "\033[%i%d;%dR", 10) == 0;
}
