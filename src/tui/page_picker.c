/* SPDX-License-Identifier: Apache-2.0 */
/* The candidates of a step: chosen from the registry as one types, or added by name when they are on no list. */
#include <string.h>

#include "app/evidence.h"
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

/* A key in the search line changes nothing of the case, so what the rules said of the registry still stands. */
static void update(struct page *page)
{
	search_update(&((struct picker_state *)page->state)->search, page->arg.key);
}

static void picker_refresh(struct ui *ui, struct page *page)
{
	struct picker_state *state = page->state;
	search_screen(&state->search, page->arg.key);
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

/* How far the step is shown by searches; on the rule below the head, where it is seen with every list. */
static void draw_evidence(struct ui *ui, struct page *page)
{
	const struct fact *wanted = work_evidence_wanted(ui->work, page->arg.key);
	struct evidence_sum sum;
	struct buf line;
	work_evidence_sum(ui->work, page->arg.key, &sum);
	if (!wanted && sum.searches == 0)
		return;
	buf_init(&line);
	buf_addc(&line, ' ');
	if (wanted)
		buf_addf(&line, _("[!] %s: no search is kept that shows it (F7 keeps one)"), app_text(ui->app, &wanted->label));
	else
		evidence_sum_text(&sum, &line);
	buf_addc(&line, ' ');
	put_text(ui->term, 2, 1, ui_width(ui) - 2, wanted || sum.older ? STYLE_OPEN : STYLE_DIM, line.data);
	buf_done(&line);
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
	const struct pick *pick = search_current(&((struct picker_state *)page->state)->search);
	const struct snapshot_info *origin = pick && pick->listing ? app_registry_origin(ui->app, pick->listing) : NULL;
	snapshot_short_of(ui->app, origin ? origin : app_snapshot(ui->app), &line);
	put_text(ui->term, 1, 1, ui_width(ui) - right - 3, STYLE_PLAIN, line.data);
	draw_evidence(ui, page);
	buf_done(&line);
	search_draw(&((struct picker_state *)page->state)->search, true);
}

static enum reaction picker_key(struct ui *ui, struct page *page, const struct event *event)
{
	(void)ui;
	struct picker_state *state = page->state;
	bool changed = false;
	enum reaction reaction = search_key(&state->search, event, &changed);
	if (changed)
		update(page);
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

static enum reaction keep(struct ui *ui, struct page *page)
{
	const struct search *search = &((struct picker_state *)page->state)->search;
	char key[ENTITY_KEY_MAX + 1];
	struct diag_list diags;
	diag_init(&diags);
	enum status status = work_keep_search(ui->work, page->arg.key, edit_text(&search->query), search->remaining, key, &diags);
	if (status == STATUS_OK) {
		ui_message(ui, "%s", _("The search is kept with the step. Give each hit you do not take its reason"));
		ui_changed(ui);
		ui_next(ui, &page_evidence, key);
	} else {
		ui_diags(ui, &diags);
	}
	diag_done(&diags);
	return status == STATUS_OK ? REACT_PUSH : REACT_HANDLED;
}

static enum reaction show_evidence(struct ui *ui, const struct page *page)
{
	const struct entity *step = dossier_find(work_dossier(ui->work), page->arg.key);
	if (!step || step->entry_count == 0) {
		ui_message(ui, "%s", _("No search is kept with this step; F7 keeps the one that is shown"));
		return REACT_HANDLED;
	}
	ui_next(ui, &page_evidence, step->entries[step->entry_count - 1]->key);
	return REACT_PUSH;
}

static enum reaction show_remaining(struct ui *ui, struct page *page)
{
	struct search *search = &((struct picker_state *)page->state)->search;
	search->remaining = !search->remaining;
	picker_refresh(ui, page);
	search->tell = search->remaining;
	if (search->remaining)
		ui_message(ui, _("%1$zu of %2$zu services fall by the rules of this step; the others are shown"), search->screening.fall,
			search->screening.row_count);
	return REACT_HANDLED;
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
		update(page);
		return REACT_HANDLED;
	case ACTION_SEARCH:
		return REACT_HANDLED;
	case ACTION_NARROW:
		ui_next(ui, &page_filter, page->arg.key);
		return REACT_PUSH;
	case ACTION_KEEP:
		return keep(ui, page);
	case ACTION_EVIDENCE:
		return show_evidence(ui, page);
	case ACTION_REMAINING:
		return show_remaining(ui, page);
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
	.hint = N_("Ins: take  Enter: findings  Ctrl+A: unlisted  Ctrl+R: remaining  F7: keep"),
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
