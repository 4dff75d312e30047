/* SPDX-License-Identifier: Apache-2.0 */
/* The candidates of a step: chosen from the registry as one types, or added by name when they are on no list. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/search.h"
#include "tui/strip.h"
#include "tui/ui.h"
#include "tui/words.h"

struct picker_state {
	struct search search;
};

static void picker_refresh(struct ui *ui, struct page *page)
{
	struct picker_state *state = page->state;
	search_update(&state->search, page->arg.key);
	/* A candidate that was added on the page above is what one wants to go on with. */
	if (ui->made[0])
		search_select(&state->search, page->arg.key, ui->made);
	ui->made[0] = '\0';
}

static void picker_open(struct ui *ui, struct page *page)
{
	search_init(&((struct picker_state *)page->state)->search, ui);
	picker_refresh(ui, page);
}

static void picker_close(struct ui *ui, struct page *page)
{
	(void)ui;
	search_done(&((struct picker_state *)page->state)->search);
}

static void picker_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, _("Choice of candidates"));
}

static void picker_draw(struct ui *ui, struct page *page)
{
	const struct entity *step = dossier_find(work_dossier(ui->work), page->arg.key);
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("%zu candidates"), step ? step->count : 0);
	int right = (int)utf8_width(line.data);
	put_right(ui->term, 1, ui_width(ui) - right - 1, right, STYLE_STRONG, line.data);
	buf_clear(&line);
	snapshot_short(ui->app, &line);
	put_text(ui->term, 1, 1, ui_width(ui) - right - 3, STYLE_PLAIN, line.data);
	buf_done(&line);
	search_draw(&((struct picker_state *)page->state)->search, true);
}

static enum reaction picker_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct picker_state *state = page->state;
	bool changed = false;
	enum reaction reaction = search_key(&state->search, event, &changed);
	if (changed)
		picker_refresh(ui, page);
	return reaction;
}

/* Takes the row as a candidate, or drops it; neither asks, because undo brings either back. */
static void toggle(struct ui *ui, struct page *page, const struct pick *pick)
{
	struct diag_list diags;
	char key[ENTITY_KEY_MAX + 1] = "";
	bool removing = pick->key[0] != '\0';
	enum status status;
	diag_init(&diags);
	/* The key is copied: the rows are made anew by the change. */
	memcpy(key, pick->key, sizeof key);
	if (removing)
		status = work_remove(ui->work, key, &diags);
	else
		status = work_add_candidate(ui->work, page->arg.key, pick->listing, NULL, NULL, key, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, "%s", removing ? _("Dropped. F8 brings it back") : _("Taken as a candidate. Enter opens its questions and findings"));
	diag_done(&diags);
	picker_refresh(ui, page);
}

static enum reaction picker_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct picker_state *state = page->state;
	const struct pick *pick = search_current(&state->search);
	switch (action) {
	case ACTION_OPEN:
		if (!pick)
			return REACT_HANDLED;
		if (!pick->key[0]) {
			toggle(ui, page, pick);
			return REACT_HANDLED;
		}
		ui_next(ui, &page_candidate, pick->key);
		return REACT_PUSH;
	case ACTION_MARK:
		if (pick)
			toggle(ui, page, pick);
		return REACT_HANDLED;
	case ACTION_REMOVE:
		if (pick && pick->key[0])
			toggle(ui, page, pick);
		return REACT_HANDLED;
	case ACTION_ADD_UNLISTED:
		ui_next(ui, &page_unlisted, page->arg.key);
		return REACT_PUSH;
	case ACTION_SORT:
		search_sort(&state->search);
		picker_refresh(ui, page);
		return REACT_HANDLED;
	case ACTION_SEARCH:
		return REACT_HANDLED;
	case ACTION_NARROW:
		ui_next(ui, &page_filter, page->arg.key);
		return REACT_PUSH;
	case ACTION_PRIMARY:
		ui_next(ui, &page_compare, page->arg.key);
		return REACT_PUSH;
	default:
		return REACT_UNUSED;
	}
}

static bool picker_typing(const struct page *page)
{
	(void)page;
	return true;
}

const struct page_ops page_picker = {
	.name = "picker",
	.where = WHERE_PICKER,
	.primary = N_("Compare"),
	.hint = N_("Type to search   F4: narrow   Ins: take or drop   Enter: findings   Ctrl+A: unlisted"),
	.state_size = sizeof(struct picker_state),
	.open = picker_open,
	.close = picker_close,
	.refresh = picker_refresh,
	.title = picker_title,
	.draw = picker_draw,
	.key = picker_key,
	.action = picker_action,
	.typing = picker_typing,
};
