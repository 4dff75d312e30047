/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fixed frame: row 0 says where one is and that all is saved, the last row but one holds a message until the next key, the last row the
 * function keys. The key bar is printed from the action table, so it can promise nothing that dispatch does not do.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/ui.h"
#include "tui/words.h"

/* What stays in a narrow bar, most important first. */
static const enum action_id bar_order[] = {
	ACTION_HELP, ACTION_BACK, ACTION_PRIMARY, ACTION_MENU, ACTION_UNDO, ACTION_FLOW, ACTION_FILTER, ACTION_EXPORT, ACTION_KEEP, ACTION_NARROW, ACTION_SEARCH, ACTION_SORT,
	ACTION_ADVISE, ACTION_SCHEMES,
	ACTION_CHANGES, ACTION_ONLY_CASES, ACTION_EXPIRY, ACTION_TIPPING, ACTION_BARS,
};
#define BAR_COUNT (sizeof bar_order / sizeof bar_order[0])

/* The n-th action of the bar: the order above, then whatever the officer has put on a function key. NULL behind the last one. */
static const struct key_action *bar_action(const struct keymap *keys, size_t n)
{
	if (n < BAR_COUNT)
		return &key_actions[bar_order[n]];
	n -= BAR_COUNT;
	for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
		bool listed = !keys->own[i];
		for (size_t k = 0; k < BAR_COUNT && !listed; k++)
			listed = bar_order[k] == key_actions[i].id;
		if (!listed && n-- == 0)
			return &key_actions[i];
	}
	return NULL;
}

static void bar_item(struct buf *out, const struct keymap *keys, const struct key_action *action, unsigned where, const char *primary)
{
	buf_addf(out, "F%d%s", keymap_function_key(keys, action->id), action_label(action, where, primary));
}

void key_bar(struct buf *out, const struct keymap *keys, unsigned where, const char *primary, size_t cells)
{
	const struct key_action *chosen[13] = {NULL}, *action;
	size_t used = 0;
	struct buf item;
	buf_init(&item);
	for (size_t i = 0; (action = bar_action(keys, i)) != NULL; i++) {
		int number = keymap_function_key(keys, action->id);
		if (number == 0 || chosen[number] || !action_offered(action, where, primary))
			continue;
		buf_clear(&item);
		bar_item(&item, keys, action, where, primary);
		size_t width = utf8_width(item.data) + (used > 0 ? 1 : 0);
		if (used + width > cells)
			continue;
		used += width;
		chosen[number] = action;
	}
	buf_done(&item);
	bool first = true;
	for (int number = 1; number <= 12; number++) {
		if (!chosen[number])
			continue;
		buf_adds(out, first ? "" : " ");
		bar_item(out, keys, chosen[number], where, primary);
		first = false;
	}
}

int key_bar_at(const char *bar, size_t column)
{
	int number = 0;
	size_t cells = 0;
	for (const char *at = bar; *at && cells <= column;) {
		if (*at == 'F' && at[1] >= '1' && at[1] <= '9' && (at == bar || at[-1] == ' '))
			number = atoi(at + 1);
		size_t len = utf8_next(at, strlen(at), 0);
		cells += utf8_width_n(at, len);
		at += len;
	}
	return cells > column ? number : 0;
}

/* At the right of the title: in a case that all is saved, elsewhere who works here and which day it is. */
static void title_state(const struct ui *ui, struct buf *out)
{
	if (!ui->work) {
		buf_addf(out, "%s  ", app_author(ui->app));
		date_format(out, app_eras(ui->app), app_today(ui->app), app_lang(ui->app));
	} else if (ui_read_only(ui)) {
		ui_claim_short(ui, out);
	} else if (work_saved_at(ui->work) > 0) {
		buf_adds(out, _("Saved "));
		clock_time(work_saved_at(ui->work), out);
	}
}

static void draw_title(struct ui *ui, struct page *page)
{
	struct buf title, state;
	buf_init(&title);
	buf_init(&state);
	title_state(ui, &state);
	int width = ui_width(ui), right = (int)utf8_width(state.data);
	/* The title of the case gives way to what stands behind it, which says where one is. */
	static const size_t rooms[] = {40, 32, 24, 18, 14, 10, 6};
	for (size_t i = 0; i < sizeof rooms / sizeof rooms[0] && (i == 0 || (int)utf8_width(title.data) > width - right - 3); i++) {
		ui->title_cells = rooms[i];
		buf_clear(&title);
		/* Nobody may take an exercise for a case in earnest, whatever the page. */
		if (app_is_practice(ui->app))
			buf_adds(&title, _("[PRACTICE] "));
		page->ops->title(ui, page, &title);
	}
	ui->title_cells = 0;
	put_text(ui->term, 0, 1, width - right - 3, STYLE_TITLE, title.data);
	put_right(ui->term, 0, width - right - 1, right + 1, STYLE_DIM, state.data);
	buf_done(&title);
	buf_done(&state);
}

static void draw_too_small(struct ui *ui)
{
	struct buf text;
	buf_init(&text);
	buf_addf(&text, _("The screen is too small (now %dx%d; %dx%d or larger)"), term_columns(ui->term), term_rows(ui->term), TERM_MIN_COLUMNS,
		TERM_MIN_ROWS);
	put_wrapped(ui->term, 0, 0, term_rows(ui->term), term_columns(ui->term) - 1, STYLE_STRONG, text.data);
	buf_done(&text);
}

/* Wherever a result is shown, the list it rests on is named with its age; the rule below the title has room for it. */
static void draw_snapshot(struct ui *ui, const struct page *page)
{
	static const unsigned results = WHERE_FINDINGS | WHERE_COMPARE | WHERE_FLOW | WHERE_RECORD | WHERE_WHATIF;
	struct buf line;
	if (ui_read_only(ui) && !(page->ops->where & results))
		ui_claim_draw(ui);
	if (!ui->work || !(page->ops->where & results))
		return;
	buf_init(&line);
	buf_addc(&line, ' ');
	const struct entity *entity = dossier_find(work_dossier(ui->work), page->arg.key);
	const struct snapshot_info *origin = entity && entity->scope == SCOPE_CANDIDATE
		? app_registry_origin_of(ui->app, entity_text(work_dossier(ui->work), entity, "candidate.registry_id")) : NULL;
	if (origin && origin->shelf != SHELF_SERVICES)
		app_origin_line(ui->app, origin, &line);
	else
		app_snapshot_line(ui->app, &line);
	buf_addc(&line, ' ');
	/* Where it does not fit, the word before the name can be missed; the age and the mark of a sample behind it cannot. */
	const char *shown = line.data, *name = strstr(shown, ": ");
	if (name && (int)utf8_width(shown) > ui_width(ui) - 2)
		shown = name + 1;
	put_text(ui->term, 2, 1, ui_width(ui) - 2, STYLE_DIM, shown);
	buf_done(&line);
}

/* The hints of the pages name the keys of the table; who has other keys is shown the way to all of them instead. */
static void draw_hint(struct ui *ui, const struct page *page)
{
	struct buf hint, keys;
	if (!page->ops->hint)
		return;
	buf_init(&hint);
	buf_init(&keys);
	keymap_print(ui->keys, ACTION_MENU, &keys);
	if (ui->keys->changed)
		buf_addf(&hint, _("%s: all commands with your keys"), keys.data);
	put_text(ui->term, term_rows(ui->term) - 2, 1, ui_width(ui) - 1, STYLE_DIM, ui->keys->changed ? hint.data :
		_(page->ops->hint_now ? page->ops->hint_now(page) : page->ops->hint));
	buf_done(&hint);
	buf_done(&keys);
}

static void draw_frame(struct ui *ui, struct page *page)
{
	struct buf bar;
	int rows = term_rows(ui->term), width = ui_width(ui);
	buf_init(&bar);
	draw_title(ui, page);
	put_rule(ui->term, 2);
	draw_snapshot(ui, page);
	if (ui->message.len > 0)
		put_text(ui->term, rows - 2, 1, width - 1, STYLE_STRONG, ui->message.data);
	else
		draw_hint(ui, page);
	key_bar(&bar, ui->keys, ui_where(ui, page), page->ops->primary, (size_t)width);
	put_padded(ui->term, rows - 1, 0, width, STYLE_KEYS, bar.data);
	buf_done(&bar);
}

void ui_draw(struct ui *ui)
{
	struct page *page = ui_top(ui);
	term_clear(ui->term);
	if (term_large_enough(ui->term)) {
		draw_frame(ui, page);
		page->ops->draw(ui, page);
	} else {
		draw_too_small(ui);
	}
	term_show(ui->term);
}
