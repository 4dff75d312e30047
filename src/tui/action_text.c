/* SPDX-License-Identifier: Apache-2.0 */
/* How the action table is put into words for bar, menu and help: one place, so that the three say the same. */
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

/* Names of places in the order of the bits of enum action_where. */
static const char *const place_names[] = {
	N_("list of cases"), N_("task list"), N_("question"), N_("choice of candidates"), N_("findings"), N_("comparison"), N_("flow map"), N_("record"),
	N_("registry"), N_("help"), N_("menu"), N_("confirmation"), N_("lists of entries"), N_("advice"), N_("question with a grade"), N_("checklist"),
	N_("question beside which schemes stand"), N_("changes of the registry"), N_("statistics"), N_("another edition"), N_("kept searches"),
	N_("long text"), N_("exercise"), N_("what if"), N_("answer to be checked"), N_("review"), N_("case that somebody else has open"),
};

void action_places(const struct key_action *action, struct buf *out)
{
	const char *comma = "";
	for (size_t i = 0; i < sizeof place_names / sizeof place_names[0]; i++) {
		if (!(action->where >> i & 1))
			continue;
		buf_addf(out, "%s%s", comma, _(place_names[i]));
		comma = _(", ");
	}
}
