/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a key to what it does. The page sees the key first (a text field needs its letters), then the action table names the action, then the
 * page may do it, and what it leaves is done here in the same way everywhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/ui.h"
#include "tui/words.h"

enum action_id action_of_key(const struct keymap *keys, unsigned where, const struct event *event, bool typing)
{
	for (int i = 0; i < ACTION_KEYS_COUNT; i++)
		if ((key_actions[i].where & where) && event_matches(event, keys->keys[i], typing))
			return key_actions[i].id;
	return ACTION_NONE;
}

unsigned ui_where(struct ui *ui, const struct page *page)
{
	return page->ops->where | (page->ops->more ? page->ops->more(ui, page) : 0) | (ui_read_only(ui) ? WHERE_READ_ONLY : 0);
}

enum edit_result ui_edit_key(struct ui *ui, struct edit *edit, const struct event *event)
{
	enum edit_result result = edit_key(edit, event);
	if (result == EDIT_REFUSED) {
		term_beep(ui->term);
		if (edit_left(edit) == 0)
			ui_message(ui, "%s", _("The field is full; what went beyond was not taken"));
		else
			ui_message(ui, "%s", _("Part of it does not fit or cannot be shown, and was not taken"));
	} else if (result == EDIT_JOINED) {
		ui_message(ui, "%s", _("Line breaks became blanks: this field has one line"));
	}
	return result;
}

/* The label of the fact that an undo touched, for the message. */
static const char *place_label(const struct ui *ui, const char *place)
{
	const char *id = place ? strchr(place, ' ') : NULL;
	const struct fact *fact = id ? edition_fact(app_edition(ui->app), id + 1) : NULL;
	if (fact)
		return app_text(ui->app, &fact->label);
	/* Parts have no label of their own: "c1", "c1-1-k1" or "i1" came or went. */
	if (place && (*place == 'i' || strstr(place, "-m")))
		return _("an entry");
	return place && strchr(place, '-') ? _("a candidate") : _("a component");
}

static enum reaction do_undo(struct ui *ui, struct page *page, bool back)
{
	struct diag_list diags;
	char *place = NULL;
	bool done = false;
	if (!ui->work)
		return REACT_UNUSED;
	if (page->ops->leave && !page->ops->leave(ui, page, false))
		return REACT_HANDLED;
	diag_init(&diags);
	enum status status = back ? work_undo(ui->work, &done, &place, &diags) : work_redo(ui->work, &done, &place, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else if (!done)
		ui_message(ui, "%s", back ? _("There is nothing to take back") : _("There is nothing to repeat"));
	else
		ui_message(ui, back ? _("Taken back: %s") : _("Repeated: %s"), place_label(ui, place));
	free(place);
	diag_done(&diags);
	ui_changed(ui);
	return REACT_HANDLED;
}

static enum reaction do_help(struct ui *ui, struct page *page)
{
	struct page_arg *next = ui_next(ui, &page_help, page->arg.key);
	next->where = ui_where(ui, page);
	next->primary = page->ops->primary;
	next->question = page->arg.question;
	if (page->ops->topic)
		page->ops->topic(page, next);
	return REACT_PUSH;
}

static enum reaction do_menu(struct ui *ui, struct page *page)
{
	struct page_arg *next = ui_next(ui, &page_menu, page->arg.key);
	next->where = ui_where(ui, page);
	next->primary = page->ops->primary;
	return REACT_PUSH;
}

static enum reaction push_in_case(struct ui *ui, struct page *page, const struct page_ops *ops)
{
	if (!ui->work || page->ops == ops)
		return REACT_HANDLED;
	if (page->ops->leave && !page->ops->leave(ui, page, false))
		return REACT_HANDLED;
	ui_next(ui, ops, page->arg.key);
	return REACT_PUSH;
}

/* From a question, at that question. */
static enum reaction do_whatif(struct ui *ui, struct page *page)
{
	const struct question *question = page->arg.question;
	enum reaction reaction = push_in_case(ui, page, &page_whatif);
	ui->next.question = question;
	return reaction;
}

static enum reaction do_back(struct ui *ui, struct page *page)
{
	/* The first press says why it cannot be saved, the second what a third one costs. */
	if (page->ops->leave && !page->ops->leave(ui, page, false) && ++ui->leave_refused < 3) {
		if (ui->leave_refused == 2)
			ui_message(ui, "%s", _("Press it once more to go back WITHOUT what could not be saved"));
		return REACT_HANDLED;
	}
	return REACT_BACK;
}

static enum reaction do_save(struct ui *ui, struct page *page)
{
	if (page->ops->leave && !page->ops->leave(ui, page, false))
		return REACT_HANDLED;
	ui_message(ui, "%s", _("Saved. Every answer is also saved by itself."));
	return REACT_HANDLED;
}

static enum reaction do_theme(struct ui *ui)
{
	const char *theme = term_theme_next(ui->term);
	ui_message(ui, _("Colours: %s. Kept by theme = \"%s\" under [view.main]"), _(word_theme(theme)), theme);
	return REACT_HANDLED;
}

static enum reaction do_mouse(struct ui *ui)
{
	bool on = !term_mouse(ui->term);
	term_mouse_set(ui->term, on);
	ui_message(ui, "%s", on ? _("The mouse is on; to mark text, hold Shift or switch it off") : _("The mouse is off; the terminal marks text with it"));
	return REACT_HANDLED;
}

enum reaction ui_do(struct ui *ui, struct page *page, enum action_id action)
{
	enum reaction reaction = page->ops->action ? page->ops->action(ui, page, action) : REACT_UNUSED;
	if (reaction != REACT_UNUSED)
		return reaction;
	switch (action) {
	case ACTION_HELP:
		return do_help(ui, page);
	case ACTION_MENU:
		return do_menu(ui, page);
	case ACTION_FLOW:
		return push_in_case(ui, page, &page_flow);
	case ACTION_EXPORT:
		return push_in_case(ui, page, &page_export);
	case ACTION_RECORD:
		return push_in_case(ui, page, &page_record);
	case ACTION_MIGRATE:
		return push_in_case(ui, page, &page_migrate);
	case ACTION_WHATIF:
		return do_whatif(ui, page);
	case ACTION_UNDO:
	case ACTION_REDO:
		return do_undo(ui, page, action == ACTION_UNDO);
	case ACTION_BACK:
		return do_back(ui, page);
	case ACTION_QUIT: /* from the menu; the key itself is handled before the pages */
		ui_save_typed(ui);
		return REACT_END;
	case ACTION_SAVE:
		return do_save(ui, page);
	case ACTION_REDRAW:
		term_redraw(ui->term);
		return REACT_HANDLED;
	case ACTION_THEME:
		return do_theme(ui);
	case ACTION_MOUSE:
		return do_mouse(ui);
	case ACTION_TAKE_UP:
		return ui_take_up(ui);
	default:
		return REACT_UNUSED;
	}
}

#define INTERRUPT_MS 2000

static enum reaction handle_interrupt(struct ui *ui)
{
	int64_t now = term_clock_ms();
	if (ui->quit_armed_ms && now - ui->quit_armed_ms <= INTERRUPT_MS) {
		ui_save_typed(ui);
		ui->exit_code = 130;
		return REACT_END;
	}
	ui->quit_armed_ms = now;
	ui_message(ui, "%s", _("F10 leaves. Press Ctrl+C again within two seconds to save and end the program"));
	return REACT_HANDLED;
}

/* A function key that has no use here is not passed over in silence; letters are, because they are typed by mistake all the time. */
static void tell_unused(struct ui *ui, const struct event *event)
{
	struct buf menu;
	if (event->name[0] != 'F' || event->name[1] < '0' || event->name[1] > '9' || ui->message.len > 0)
		return;
	enum action_id action = action_of_key(ui->keys, WHERE_ALL, event, true);
	buf_init(&menu);
	keymap_print(ui->keys, ACTION_MENU, &menu);
	ui_message(ui, _("%s %s has no use on this screen; %s lists what has"), event->name, action ? action_label(&key_actions[action], 0, NULL) : "",
		menu.data);
	buf_done(&menu);
}

/*
 * What the officer has given to an action of this page goes before what the page would do with the key. A letter that the table gives to an action
 * goes before moving with letters, too; and without those it never moves.
 */
static bool passes_page(const struct ui *ui, unsigned where, const struct event *event, bool typing)
{
	enum action_id action = action_of_key(ui->keys, where, event, typing);
	bool shifted = event->name[0] == 'F' || event->name[1] == '-' || !event->name[1];
	if (event->name[0] && action != ACTION_NONE && ui->keys->own[action] && shifted)
		return true;
	return !typing && event_matches(event, "j k g G C-d C-u", false) && (!ui->vi_keys || action != ACTION_NONE);
}

/* Arrows to the side lead in and out of lists. They never act on a question, confirm what cannot be undone, or end the program. */
static enum action_id action_of_arrow(unsigned where, const struct event *event, bool typing)
{
	if (typing || (where & (WHERE_QUESTION | WHERE_CONFIRM)))
		return ACTION_NONE;
	if (strcmp(event->name, "Right") == 0)
		return ACTION_OPEN;
	return strcmp(event->name, "Left") == 0 && !(where & WHERE_HOME) ? ACTION_BACK : ACTION_NONE;
}

/* While an input method composes, F6 to F10 are its own; pressed once too often they must not do anything to what is being typed. */
static bool kept_from_text(struct ui *ui, unsigned where, const struct event *event, bool typing)
{
	if (!typing || !(where & WHERE_QUESTION) || !event_matches(event, "F6 F7", false))
		return false;
	ui_message(ui, _("%s does nothing while a text is typed; Tab leads out of the field"), event->name);
	return true;
}

static enum reaction handle_key(struct ui *ui, struct page *page, const struct event *event, bool typing)
{
	unsigned where = ui_where(ui, page);
	struct event shown = *event;
	enum reaction reaction = REACT_UNUSED;
	if (event->kind == EVENT_KEY && kept_from_text(ui, where, event, typing))
		return REACT_HANDLED;
	/* A field undoes its own typing first, on whichever key undo is. */
	enum action_id meant = event->kind == EVENT_KEY && typing ? action_of_key(ui->keys, WHERE_ALL, event, true) : ACTION_NONE;
	bool in_field = meant == ACTION_UNDO || meant == ACTION_REDO;
	if (in_field)
		event_from_name(&shown, meant == ACTION_UNDO ? "C-z" : "C-y");
	if (in_field || event->kind != EVENT_KEY || !passes_page(ui, where, event, typing))
		reaction = page->ops->key(ui, page, &shown);
	if (reaction != REACT_UNUSED || event->kind != EVENT_KEY)
		return reaction;
	enum action_id action = action_of_key(ui->keys, where, event, typing);
	if (action == ACTION_NONE)
		action = action_of_arrow(where, event, typing);
	if (action != ACTION_NONE)
		reaction = ui_do(ui, page, action);
	if (reaction == REACT_UNUSED)
		tell_unused(ui, event);
	return reaction;
}

enum reaction ui_handle(struct ui *ui, const struct event *event)
{
	struct page *page = ui_top(ui);
	struct event plain = *event;
	bool typing = page->ops->typing && page->ops->typing(page);
	unsigned refused = ui->leave_refused;
	if (event_matches(event, "C-c", false))
		return handle_interrupt(ui);
	ui->quit_armed_ms = 0;
	if (!term_large_enough(ui->term))
		return REACT_HANDLED;
	buf_clear(&ui->message);
	if (event->kind == EVENT_PASTE && !event->paste) {
		ui_message(ui, _("The pasted text is larger than %zu KiB; nothing of it was taken"), PASTE_MAX / 1024);
		return REACT_HANDLED;
	}
	if (!typing)
		event_command(&plain);
	enum reaction reaction = handle_key(ui, page, &plain, typing);
	if (refused == ui->leave_refused)
		ui->leave_refused = 0;
	return reaction;
}

/* The wheel moves; a click on the bar is its key; a click on a row goes there, and on the row where the cursor is, opens it. */
void ui_mouse(struct ui *ui, const struct event *event)
{
	const struct term_area *area = term_area(ui->term);
	struct event key = {0};
	char name[16] = "";
	if (event->wheel) {
		event_from_name(&key, event->wheel < 0 ? "Up" : "Down");
		ui_react(ui, ui_handle(ui, &key));
		return;
	}
	if (event->row == term_rows(ui->term) - 1) {
		struct buf bar;
		buf_init(&bar);
		key_bar(&bar, ui->keys, ui_where(ui, ui_top(ui)), ui_top(ui)->ops->primary, (size_t)ui_width(ui));
		int number = event->column >= 0 ? key_bar_at(bar.data, (size_t)event->column) : 0;
		buf_done(&bar);
		if (number > 0)
			snprintf(name, sizeof name, "F%d", number);
	} else if (area->cursor && event->row >= area->row && event->row < area->row + area->rows) {
		size_t at = area->top + (size_t)(event->row - area->row);
		if (at < area->count && at == *area->cursor)
			snprintf(name, sizeof name, "Enter");
		else if (at < area->count)
			*area->cursor = at;
	}
	if (name[0] && event_from_name(&key, name))
		ui_react(ui, ui_handle(ui, &key));
}
