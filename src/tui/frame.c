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

static int function_number(const struct key_action *action)
{
	return action->keys[0] == 'F' ? atoi(action->keys + 1) : 0;
}

static void bar_item(struct buf *out, const struct key_action *action, unsigned where, const char *primary)
{
	buf_addf(out, "F%d%s", function_number(action), action_label(action, where, primary));
}

static bool bar_offers(const struct key_action *action, unsigned where, const char *primary)
{
	return function_number(action) && action_offered(action, where, primary);
}

void key_bar(struct buf *out, unsigned where, const char *primary, size_t cells)
{
	bool chosen[13] = {false};
	size_t used = 0;
	struct buf item;
	buf_init(&item);
	for (size_t i = 0; i < BAR_COUNT; i++) {
		const struct key_action *action = &key_actions[bar_order[i]];
		if (!bar_offers(action, where, primary))
			continue;
		buf_clear(&item);
		bar_item(&item, action, where, primary);
		size_t width = utf8_width(item.data) + (used > 0 ? 1 : 0);
		if (used + width > cells)
			continue;
		used += width;
		chosen[function_number(action)] = true;
	}
	buf_done(&item);
	bool first = true;
	for (int number = 1; number <= 12; number++) {
		for (size_t i = 0; chosen[number] && i < BAR_COUNT; i++) {
			const struct key_action *action = &key_actions[bar_order[i]];
			if (function_number(action) != number || !bar_offers(action, where, primary))
				continue;
			buf_adds(out, first ? "" : " ");
			bar_item(out, action, where, primary);
			first = false;
		}
	}
}

/* At the right of the title: in a case that all is saved, elsewhere who works here and which day it is. */
static void title_state(const struct ui *ui, struct buf *out)
{
	if (!ui->work) {
		buf_addf(out, "%s  ", app_author(ui->app));
		date_format(out, app_eras(ui->app), app_today(ui->app), app_lang(ui->app));
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
	static const size_t rooms[] = {40, 32, 24, 18, 14};
	for (size_t i = 0; i < sizeof rooms / sizeof rooms[0] && (i == 0 || (int)utf8_width(title.data) > width - right - 3); i++) {
		ui->title_cells = rooms[i];
		buf_clear(&title);
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
	if (!ui->work || !(page->ops->where & results))
		return;
	buf_init(&line);
	buf_addc(&line, ' ');
	app_snapshot_line(ui->app, &line);
	buf_addc(&line, ' ');
	/* Where it does not fit, the word before the name can be missed; the age and the mark of a sample behind it cannot. */
	const char *shown = line.data, *name = strstr(shown, ": ");
	if (name && (int)utf8_width(shown) > ui_width(ui) - 2)
		shown = name + 1;
	put_text(ui->term, 2, 1, ui_width(ui) - 2, STYLE_DIM, shown);
	buf_done(&line);
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
	else if (page->ops->hint)
		put_text(ui->term, rows - 2, 1, width - 1, STYLE_DIM, _(page->ops->hint));
	key_bar(&bar, ui_where(ui, page), page->ops->primary, (size_t)width);
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
