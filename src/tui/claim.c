/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case that another program has open is shown for reading, with the name of whoever has it. The first row says so on every page; the rule below it
 * says it in a sentence where it has room, and how to go on once the other one has left.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/ui.h"
#include "tui/words.h"

#define NAME_CELLS 16

bool ui_read_only(const struct ui *ui)
{
	return ui->work && work_read_only(ui->work);
}

/* "NAME (14:32)", with the day where it is not today. False when nobody has it any more. */
static bool holder_words(const struct ui *ui, size_t cells, struct buf *out)
{
	struct buf name, since;
	int64_t at = 0;
	buf_init(&name);
	buf_init(&since);
	bool held = work_holder(ui->work, &name, &at);
	if (held) {
		if (date_of_moment(at) != date_of_moment(app_now(ui->app))) {
			date_format_short(&since, app_eras(ui->app), date_of_moment(at));
			buf_addc(&since, ' ');
		}
		clock_time(at, &since);
		cells_cut(out, name.data[0] ? name.data : _("somebody"), cells);
		/* To the minute. */
		char *minute = mem_printf("%.*s", (int)(since.len > 3 ? since.len - 3 : 0), since.data);
		buf_addf(out, _(" (since %s)"), minute);
		free(minute);
	}
	buf_done(&name);
	buf_done(&since);
	return held;
}

static void take_up_key(const struct ui *ui, struct buf *out)
{
	keymap_print(ui->keys, ACTION_TAKE_UP, out);
}

void ui_claim(struct ui *ui)
{
	struct buf who;
	if (work_hold(ui->work))
		return;
	buf_init(&who);
	if (holder_words(ui, NAME_CELLS, &who))
		ui_message(ui, _("Opened for reading only: %s has this case open"), who.data);
	buf_done(&who);
}

void ui_claim_short(const struct ui *ui, struct buf *out)
{
	struct buf who;
	buf_init(&who);
	buf_adds(out, _("[read only] "));
	if (holder_words(ui, NAME_CELLS, &who)) {
		buf_adds(out, who.data);
	} else {
		take_up_key(ui, &who);
		buf_addf(out, _("%s: take it up"), who.data);
	}
	buf_done(&who);
}

void ui_claim_draw(struct ui *ui)
{
	struct buf who, line;
	buf_init(&who);
	buf_init(&line);
	if (holder_words(ui, 2 * NAME_CELLS, &who)) {
		buf_addf(&line, _(" Somebody else has this case open: %s. Here it can only be read "), who.data);
	} else {
		take_up_key(ui, &who);
		buf_addf(&line, _(" The case is free again: %s takes it up, and it can be changed here "), who.data);
	}
	put_text(ui->term, 2, 1, ui_width(ui) - 2, STYLE_OPEN, line.data);
	buf_done(&who);
	buf_done(&line);
}

enum reaction ui_take_up(struct ui *ui)
{
	struct buf who;
	if (!ui_read_only(ui))
		return REACT_UNUSED;
	if (work_hold(ui->work)) {
		ui_changed(ui);
		ui_message(ui, "%s", _("Taken up: the case can be changed here now"));
		return REACT_HANDLED;
	}
	buf_init(&who);
	(void)holder_words(ui, NAME_CELLS, &who);
	ui_message(ui, _("Not yet: %s has this case open"), who.data);
	buf_done(&who);
	return REACT_HANDLED;
}

bool ui_keep_unchanged(struct ui *ui, const struct event *event)
{
	static const char changing[] = "BS Delete Enter C-u C-k C-z C-y";
	if (!ui_read_only(ui) || (event->kind == EVENT_KEY && !event->text[0] && !event_matches(event, changing, true)))
		return false;
	if (event->kind != EVENT_KEY && event->kind != EVENT_PASTE)
		return false;
	ui_message(ui, "%s", _("Somebody else has this case open; here it can only be read"));
	return true;
}
