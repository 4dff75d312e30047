/* SPDX-License-Identifier: Apache-2.0 */
/* Every command of the page below with its keys, narrowed by typing: the way to an action when a terminal or an input method takes its key. */
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
	struct list list;
	struct edit filter;
	const struct page *page; /* for the row format */
};

static void rebuild(struct page *page)
{
	struct menu_state *state = page->state;
	size_t count = 0;
	for (int i = 0; i < ACTION_KEYS_COUNT; i++) {
		const struct key_action *action = &key_actions[i];
		if (!action_offered(action, page->arg.where, page->arg.primary) || action->id == ACTION_MENU)
			continue;
		struct buf keys;
		buf_init(&keys);
		action_keys(action, &keys);
		char *text = mem_printf("%s %s %s %s %s", action_label(action, page->arg.where, page->arg.primary), _(action->help), keys.data, action->name,
			action->words ? _(action->words) : "");
		buf_done(&keys);
		if (filter_matches(edit_text(&state->filter), text))
			state->shown[count++] = action->id;
		free(text);
	}
	list_count(&state->list, count);
}

static void menu_open(struct ui *ui, struct page *page)
{
	(void)ui;
	struct menu_state *state = page->state;
	state->page = page;
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
	(void)style;
	buf_init(&keys);
	action_keys(action, &keys);
	column_add(out, action_label(action, state->page->arg.where, state->page->arg.primary), 10);
	column_add(out, keys.data, 16);
	column_add(out, _(action->help), 48);
	buf_done(&keys);
}

static void menu_draw(struct ui *ui, struct page *page)
{
	struct menu_state *state = page->state;
	int bottom = ui_body_bottom(ui);
	list_draw(ui->term, &state->list, UI_BODY_TOP, bottom - UI_BODY_TOP - 2, LIST_MARKED, format_row, state);
	put_rule(ui->term, bottom - 2);
	/* The column may cut the sentence; here it is whole. */
	if (state->list.count > 0)
		put_wrapped(ui->term, bottom - 1, 1, 2, ui_width(ui) - 2, STYLE_PLAIN, _(key_actions[state->shown[state->list.cursor]].help));
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
		enum edit_result result = edit_key(&state->filter, event);
		ui_tell_edit(ui, &state->filter, result);
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
