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
};

static void rebuild(struct page *page)
{
	struct menu_state *state = page->state;
	size_t count = 0;
	for (int i = 0; i < ACTION_KEYS_COUNT; i++) {
		const struct key_action *action = &key_actions[i];
		if (!(action->where & page->arg.where) || action->id == ACTION_MENU)
			continue;
		char *text = mem_printf("%s %s %s %s", _(action->label), _(action->help), action->keys, action->name);
		if (filter_matches(edit_text(&state->filter), text))
			state->shown[count++] = action->id;
		free(text);
	}
	list_count(&state->list, count);
}

static void menu_open(struct ui *ui, struct page *page)
{
	(void)ui;
	edit_init(&((struct menu_state *)page->state)->filter, false, 60, 240);
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
	(void)style;
	column_add(out, _(action->label), 12);
	column_add(out, action->keys, 12);
	column_add(out, _(action->help), 50);
}

static void menu_draw(struct ui *ui, struct page *page)
{
	struct menu_state *state = page->state;
	list_draw(ui->term, &state->list, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1, LIST_MARKED, format_row, state);
	if (state->list.count == 0)
		put_text(ui->term, UI_BODY_TOP, 2, ui_width(ui) - 3, STYLE_PLAIN, _("No command matches"));
	int used = put_text(ui->term, 1, 1, 20, STYLE_PLAIN, _("Command> "));
	edit_line_draw(ui->term, &state->filter, 1, 1 + used, 40, true);
}

static enum reaction menu_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct menu_state *state = page->state;
	bool ends = strcmp(event->name, "Home") == 0 || strcmp(event->name, "End") == 0;
	(void)ui;
	if (event->kind == EVENT_KEY && !ends && list_key(&state->list, event->name, false))
		return REACT_HANDLED;
	if (strcmp(event->name, "Esc") == 0 && state->filter.text.len > 0)
		edit_set(&state->filter, "");
	else if (edit_key(&state->filter, event) == EDIT_UNUSED)
		return REACT_UNUSED;
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
