/* SPDX-License-Identifier: Apache-2.0 */
/* How the action table is put into words for bar, menu and help: one place, so that the three say the same. */
#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/ui.h"

const char *action_label(const struct key_action *action, unsigned where, const char *primary)
{
	if (action->id == ACTION_PRIMARY && primary)
		return _(primary);
	/* There is nothing to go back to from the first page. */
	if (action->id == ACTION_BACK && (where & WHERE_HOME))
		return _(key_actions[ACTION_QUIT].label);
	return _(action->label);
}

bool action_offered(const struct key_action *action, unsigned where, const char *primary)
{
	return (action->where & where) && (action->id != ACTION_PRIMARY || primary);
}

void action_keys(const struct key_action *action, struct buf *out)
{
	const char *space = "";
	for (const char *at = action->keys; *at;) {
		size_t len = strcspn(at, " ");
		buf_adds(out, space);
		if (len == 3 && at[1] == '-')
			buf_addf(out, "%s+%c", at[0] == 'C' ? "Ctrl" : "Alt", toupper((unsigned char)at[2]));
		else
			buf_add(out, at, len);
		space = " ";
		at += len;
		at += strspn(at, " ");
	}
}
