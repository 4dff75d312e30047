/* SPDX-License-Identifier: Apache-2.0 */
/* newterm would also find out, but it leaves memory behind when it fails. */
#include "tui/terminfo.h"

#include <ncurses.h>
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
