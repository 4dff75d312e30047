/* SPDX-License-Identifier: Apache-2.0 */
/* The first page: what was going on, the cases, and which registry snapshot is in use. */
#include <stdlib.h>
#include <string.h>

#include "app/case_list.h"
#include "app/recheck.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/ui.h"
#include "tui/words.h"

struct home_state {
	struct case_list *cases;
	struct list list;
	struct edit search;
	bool searching;
	enum case_order order;
	struct ui *ui;
};

static void choose_rows(struct home_state *state)
{
	struct diag_list diags;
	diag_init(&diags);
	if (case_list_choose(state->cases, state->order, edit_text(&state->search), &diags) != STATUS_OK)
		ui_diags(state->ui, &diags);
	list_count(&state->list, case_list_shown(state->cases));
	diag_done(&diags);
}

static void home_refresh(struct ui *ui, struct page *page)
{
	struct home_state *state = page->state;
	struct diag_list diags;
	/* Being on the home page means that no case is open. */
	work_close(&ui->work);
	diag_init(&diags);
	if (case_list_refresh(state->cases, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	list_count(&state->list, case_list_shown(state->cases));
}

static void home_open(struct ui *ui, struct page *page)
{
	struct home_state *state = page->state;
	state->ui = ui;
	state->cases = case_list_new(ui->app);
	edit_init(&state->search, false, 60, 240);
	home_refresh(ui, page);
}

static void home_close(struct ui *ui, struct page *page)
{
	struct home_state *state = page->state;
	(void)ui;
	case_list_free(&state->cases);
	edit_done(&state->search);
}

/* The names are read while the officer looks at the empty field, and not at its first letter; and the days that decisions wait for while he looks at the list. */
static bool home_meanwhile(struct ui *ui, struct page *page)
{
	struct home_state *state = page->state;
	struct diag_list aside;
	(void)ui;
	diag_init(&aside);
	if (state->searching)
		(void)case_list_prepare(state->cases, &aside);
	diag_done(&aside);
	return case_list_look(state->cases);
}

static void home_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Cases"));
}

static void short_day(const struct ui *ui, int64_t seconds, struct buf *out)
{
	if (seconds > 0)
		date_format_short(out, app_eras(ui->app), (date_days)(seconds / 86400));
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	struct home_state *state = context;
	const struct case_row *row = case_list_row(state->cases, at);
	struct buf text;
	if (!row)
		return;
	buf_init(&text);
	column_add(out, row->reference, 9);
	buf_addf(&text, "%s%s", row->sample && !names_sample(row->title) ? _("[sample] ") : "", row->title[0] ? row->title : _("(no title yet)"));
	column_add(out, text.data, 32);
	column_add(out, row->shown, 10);
	buf_clear(&text);
	if (row->again) { /* what asks for a look comes before verdict and day of the change, which the case itself shows */
		buf_addf(&text, "%s ", _("To recheck"));
		date_format_short(&text, app_eras(state->ui->app), case_list_recheck(state->cases)->day);
		column_add(out, text.data, 21);
		*style = STYLE_OPEN;
	} else if (row->due != DATE_NONE) {
		buf_addf(&text, "%s ", _("Day has come"));
		date_format_short(&text, app_eras(state->ui->app), row->due);
		column_add(out, text.data, 21);
		*style = STYLE_OPEN;
	} else {
		column_add(out, word_verdict_name(row->verdict), 12);
		short_day(state->ui, row->updated_at, &text);
		column_add(out, text.data, 9);
	}
	buf_done(&text);
}

/* What the last recheck found and whether it still holds; it is offered where it does not, and as soon as there is something to check. */
static void draw_recheck(struct ui *ui, const struct home_state *state)
{
	const struct kept_recheck *kept = case_list_recheck(state->cases);
	struct buf line, stale;
	bool old;
	if (!kept && !case_list_handed_in(state->cases))
		return;
	buf_init(&line);
	buf_init(&stale);
	old = kept && kept_recheck_stale(ui->app, kept, &stale);
	if (old) {
		buf_addf(&line, _("w = recheck again (another since: %s)"), stale.data);
	} else if (kept) {
		struct buf day;
		buf_init(&day);
		date_format_short(&day, app_eras(ui->app), kept->day);
		buf_addf(&line, _("Rechecked %1$s: %2$zu to be looked at again"), day.data, kept->count);
		buf_done(&day);
	} else {
		buf_adds(&line, _("w = recheck what was handed in"));
	}
	put_text(ui->term, UI_BODY_TOP, 1, ui_width(ui) - 28, old ? STYLE_OPEN : STYLE_DIM, line.data);
	buf_done(&stale);
	buf_done(&line);
}

static void draw_head(struct ui *ui, struct home_state *state)
{
	struct buf line;
	buf_init(&line);
	const struct case_row *last = case_list_latest(state->cases);
	if (last) {
		buf_addf(&line, _("Last time: %s %s   r = resume there"), last->reference, last->title[0] ? last->title : _("(no title yet)"));
	} else {
		buf_adds(&line, _("There is no case yet. F2 begins one."));
	}
	put_text(ui->term, 1, 1, ui_width(ui) - 1, STYLE_STRONG, line.data);
	buf_clear(&line);
	if (state->searching || state->search.text.len > 0) {
		int used = put_text(ui->term, UI_BODY_TOP, 1, 20, STYLE_PLAIN, _("Search> "));
		edit_line_draw(ui->term, &state->search, UI_BODY_TOP, 1 + used, 40, state->searching);
	}
	if (!state->searching && state->search.text.len == 0)
		draw_recheck(ui, state);
	buf_addf(&line, _("%zu of %zu cases"), state->list.count, case_list_all(state->cases));
	put_right(ui->term, UI_BODY_TOP, ui_width(ui) - 26, 25, STYLE_DIM, line.data);
	buf_clear(&line);
	buf_adds(&line, "  ");
	column_add(&line, _("Number"), 9);
	column_add(&line, _("Subject"), 32);
	column_add(&line, _("Stage"), 10);
	column_add(&line, _("Verdict"), 12);
	column_add(&line, _("Changed"), 9);
	put_text(ui->term, UI_BODY_TOP + 1, 0, ui_width(ui), STYLE_STRONG, line.data);
	buf_done(&line);
}

static void home_draw(struct ui *ui, struct page *page)
{
	struct home_state *state = page->state;
	struct buf line;
	int bottom = ui_body_bottom(ui);
	draw_head(ui, state);
	list_draw(ui->term, &state->list, UI_BODY_TOP + 2, bottom - UI_BODY_TOP - 4, state->searching ? LIST_MARKED : LIST_CARET, format_row, state);
	put_rule(ui->term, bottom - 2);
	buf_init(&line);
	app_snapshot_line(ui->app, &line);
	put_wrapped(ui->term, bottom - 1, 1, 2, ui_width(ui) - 1, STYLE_DIM, line.data);
	buf_done(&line);
	if (state->list.count == 0 && !state->searching)
		term_caret(ui->term, UI_BODY_TOP + 2, 0);
}

static enum reaction open_case(struct ui *ui, struct home_state *state, bool resume)
{
	struct diag_list diags;
	const struct case_row *row = resume ? case_list_latest(state->cases) : case_list_row(state->cases, state->list.cursor);
	if (!row)
		return REACT_HANDLED;
	diag_init(&diags);
	enum status status = work_open(&ui->work, ui->app, row->id, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	if (status != STATUS_OK)
		return REACT_HANDLED;
	ui_next(ui, &page_hub, "case")->resume = resume;
	return REACT_PUSH;
}

static enum reaction new_case(struct ui *ui)
{
	struct diag_list diags;
	diag_init(&diags);
	enum status status = work_new(&ui->work, ui->app, NULL, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	if (status != STATUS_OK)
		return REACT_HANDLED;
	ui_message(ui, _("Case %s was made and saved"), work_reference(ui->work));
	ui_next(ui, &page_hub, "case");
	return REACT_PUSH;
}

/* To the exercises, or back to the cases in earnest. */
static enum reaction change_store(struct ui *ui, struct page *page)
{
	struct diag_list diags;
	bool practise = !app_is_practice(ui->app);
	diag_init(&diags);
	enum status status = app_practice_set(ui->app, practise, &diags);
	home_refresh(ui, page);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else if (!practise)
		ui_message(ui, "%s", _("These are the cases in earnest"));
	diag_done(&diags);
	if (status != STATUS_OK || !practise)
		return REACT_HANDLED;
	ui_next(ui, &page_practice, "");
	return REACT_PUSH;
}

static enum reaction key_search(struct ui *ui, struct home_state *state, const struct event *event)
{
	bool escape = event->kind == EVENT_KEY && strcmp(event->name, "Esc") == 0;
	if (escape || (event->kind == EVENT_KEY && (strcmp(event->name, "Enter") == 0 || strcmp(event->name, "Down") == 0))) {
		if (escape)
			edit_set(&state->search, "");
		state->searching = false;
		choose_rows(state);
		return REACT_HANDLED;
	}
	enum edit_result result = ui_edit_key(ui, &state->search, event);
	if (result == EDIT_UNUSED)
		return REACT_UNUSED;
	choose_rows(state);
	return REACT_HANDLED;
}

static enum reaction home_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct home_state *state = page->state;
	if (state->searching)
		return key_search(ui, state, event);
	if (event->kind == EVENT_KEY && strcmp(event->name, "Esc") == 0 && state->search.text.len > 0)
		return key_search(ui, state, event);
	/* g opens the registry here. */
	bool letters = event->kind == EVENT_KEY && strcmp(event->name, "g") != 0;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, letters) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction home_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct home_state *state = page->state;
	switch (action) {
	case ACTION_OPEN:
	case ACTION_RESUME:
		return open_case(ui, state, action == ACTION_RESUME);
	case ACTION_PRIMARY:
	case ACTION_NEW:
		if (!app_is_practice(ui->app))
			return new_case(ui);
		ui_next(ui, &page_practice, "");
		return REACT_PUSH;
	case ACTION_PRACTICE:
		return change_store(ui, page);
	case ACTION_SEARCH:
		state->searching = true;
		return REACT_HANDLED;
	case ACTION_SORT:
		state->order = (enum case_order)((state->order + 1) % CASE_ORDERS);
		choose_rows(state);
		ui_message(ui, "%s", state->order == CASE_BY_CHANGE ? _("In order of the last change") : state->order == CASE_BY_REFERENCE
			? _("In order of the number") : _("In order of the subject"));
		return REACT_HANDLED;
	case ACTION_REGISTRY:
		ui_next(ui, &page_registry, "");
		return REACT_PUSH;
	case ACTION_SETUP:
		ui_next(ui, &page_setup, "");
		return REACT_PUSH;
	case ACTION_EXCHANGE:
		ui_next(ui, &page_exchange, "");
		return REACT_PUSH;
	case ACTION_RECHECK:
		ui_next(ui, &page_recheck, "");
		return REACT_PUSH;
	case ACTION_STATS:
		ui_next(ui, &page_stats, "");
		return REACT_PUSH;
	default:
		return REACT_UNUSED;
	}
}

static bool home_typing(const struct page *page)
{
	return ((const struct home_state *)page->state)->searching;
}

const struct page_ops page_home = {
	.name = "home",
	.where = WHERE_HOME,
	.primary = N_("New"),
	.hint = N_("Enter: open  n: new  r: resume  /: find  g: registry  s: figures  p: practice"),
	.state_size = sizeof(struct home_state),
	.open = home_open,
	.close = home_close,
	.refresh = home_refresh,
	.meanwhile = home_meanwhile,
	.title = home_title,
	.draw = home_draw,
	.key = home_key,
	.action = home_action,
	.typing = home_typing,
};
