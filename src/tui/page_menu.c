/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every command with its keys, narrowed by typing: the way to an action when a terminal or an input method takes its key. First those of the page
 * below; then the others, so that nobody looks in vain for a word: they say where they have a use.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/ui.h"

struct menu_state {
	enum action_id shown[ACTION_KEYS_COUNT];
	size_t here; /* so many of them have a use on the page below */
	const struct keymap *keys;
	struct list list;
	struct edit filter;
	const struct page *page; /* for the row format */
};

static bool matches(const struct page *page, const struct key_action *action)
{
	struct menu_state *state = page->state;
	struct buf keys;
	buf_init(&keys);
	keymap_print(state->keys, action->id, &keys);
	char *text = mem_printf("%s %s %s %s %s", action_label(action, page->arg.where, page->arg.primary), _(action->help), keys.data, action->name,
		action->words ? _(action->words) : "");
	buf_done(&keys);
	bool found = filter_matches(edit_text(&state->filter), text);
	free(text);
	return found;
}

static void rebuild(struct page *page)
{
	struct menu_state *state = page->state;
	size_t count = 0;
	for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
		for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
			const struct key_action *action = &key_actions[i];
			bool offered = action_offered(action, page->arg.where, page->arg.primary);
			if (offered != (elsewhere == 0) || action->id == ACTION_MENU || !matches(page, action))
				continue;
			state->shown[count++] = action->id;
		}
		if (elsewhere == 0)
			state->here = count;
	}
	list_count(&state->list, count);
}

static void menu_open(struct ui *ui, struct page *page)
{
	struct menu_state *state = page->state;
	state->page = page;
	state->keys = ui->keys;
	edit_init(&state->filter, false, 60, 240);
	rebuild(page);
}

static void menu_close(struct ui *ui, struct page *page)
{
	(void)ui;
	edit_done(&((struct menu_state *)page->state)->filter);
}

static void menu_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Menu of all commands"));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct menu_state *state = context;
	const struct key_action *action = &key_actions[state->shown[row]];
	struct buf keys;
	buf_init(&keys);
	keymap_print(state->keys, action->id, &keys);
	column_add(out, action_label(action, state->page->arg.where, state->page->arg.primary), 10);
	column_add(out, keys.data[0] ? keys.data : "-", 16);
	buf_clear(&keys);
	if (row >= state->here) {
		*style = STYLE_DIM;
		buf_addf(&keys, "%s ", _("(elsewhere)"));
	}
	buf_adds(&keys, _(action->help));
	column_add(out, keys.data, 48);
	buf_done(&keys);
}

/* The column may cut the sentence; here it is whole. */
static void draw_sentence(struct ui *ui, const struct menu_state *state, int row)
{
	const struct key_action *action = &key_actions[state->shown[state->list.cursor]];
	struct buf text;
	buf_init(&text);
	buf_adds(&text, _(action->help));
	if (state->list.cursor >= state->here) {
		buf_addf(&text, " %s", _("Has a use on: "));
		action_places(action, &text);
	}
	put_wrapped(ui->term, row, 1, 2, ui_width(ui) - 2, STYLE_PLAIN, text.data);
	buf_done(&text);
}

static void menu_draw(struct ui *ui, struct page *page)
{
	struct menu_state *state = page->state;
	int bottom = ui_body_bottom(ui);
	list_draw(ui->term, &state->list, UI_BODY_TOP, bottom - UI_BODY_TOP - 2, LIST_MARKED, format_row, state);
	put_rule(ui->term, bottom - 2);
	if (state->list.count > 0)
		draw_sentence(ui, state, bottom - 1);
	else
		put_text(ui->term, UI_BODY_TOP, 2, ui_width(ui) - 3, STYLE_PLAIN, _("No command matches"));
	int used = put_text(ui->term, 1, 1, 20, STYLE_PLAIN, _("Command> "));
	edit_line_draw(ui->term, &state->filter, 1, 1 + used, 40, true);
}

static enum reaction menu_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct menu_state *state = page->state;
	bool ends = strcmp(event->name, "Home") == 0 || strcmp(event->name, "End") == 0;
	if (event->kind == EVENT_KEY && !ends && list_key(&state->list, event->name, false))
		return REACT_HANDLED;
	if (strcmp(event->name, "Esc") == 0 && state->filter.text.len > 0)
		edit_set(&state->filter, "");
	else {
		enum edit_result result = ui_edit_key(ui, &state->filter, event);
		if (result == EDIT_UNUSED)
			return REACT_UNUSED;
	}
	state->list.cursor = 0;
	rebuild(page);
	return REACT_HANDLED;
}

static enum reaction menu_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct menu_state *state = page->state;
	if (action != ACTION_OPEN || state->list.count == 0)
		return REACT_UNUSED;
	if (state->list.cursor >= state->here) {
		ui_message(ui, "%s", _("This command has no use on the screen from which the menu was opened"));
		return REACT_HANDLED;
	}
	ui->action = state->shown[state->list.cursor];
	return REACT_ACTION;
}

static bool menu_typing(const struct page *page)
{
	(void)page;
	return true;
}

const struct page_ops page_menu = {
	.name = "menu",
	.where = WHERE_MENU,
	.hint = N_("Type to narrow   Enter: do it   Esc: back"),
	.state_size = sizeof(struct menu_state),
	.open = menu_open,
	.close = menu_close,
	.title = menu_title,
	.draw = menu_draw,
	.key = menu_key,
	.action = menu_action,
	.typing = menu_typing,
};
