/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The searches that are kept with a step. The hits of one are marked, several at once, and rejected for one of the reasons of the catalogue; what
 * the rules said is there already. Nothing here changes what was found.
 */
#include <stdlib.h>
#include <string.h>

#include "app/evidence.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/ui.h"

#define WORDS_CHARS 90
#define WORDS_BYTES 280
#define HEAD_ROWS 4
#define NUMBER_CELLS 12
#define NAME_CELLS 30

enum evidence_mode { EVIDENCE_HITS, EVIDENCE_REASONS, EVIDENCE_WORDS };
struct evidence_state {
	struct kept_search search;
	bool readable;
	char key[ENTITY_KEY_MAX + 1]; /* of the search that is shown */
	bool *marked; /* owned; one for each hit */
	size_t marked_room;
	struct list hits, reasons;
	enum evidence_mode mode;
	struct edit words;
	struct ui *ui; /* for the row formats */
};

static const struct entity *step_of(const struct ui *ui, const char *key)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), key);
	char step[ENTITY_KEY_MAX + 1];
	if (entity)
		return entity->parent;
	/* The search was taken back; its step is what the key says before the last mark. */
	memcpy(step, key, sizeof step);
	char *mark = strrchr(step, '-');
	if (mark)
		*mark = '\0';
	return dossier_find(work_dossier(ui->work), step);
}

static void unmark(struct evidence_state *state)
{
	if (state->marked_room)
		memset(state->marked, 0, state->marked_room * sizeof *state->marked);
}

/* A mark for every hit; those that are there stay. */
static void make_room(struct evidence_state *state)
{
	size_t count = state->readable ? state->search.count : 0;
	if (count <= state->marked_room)
		return;
	state->marked = mem_grow(state->marked, count, sizeof *state->marked);
	memset(state->marked + state->marked_room, 0, (count - state->marked_room) * sizeof *state->marked);
	state->marked_room = count;
}

/* The search of the page, or one that is left when undo has taken it away. */
static void evidence_refresh(struct ui *ui, struct page *page)
{
	struct evidence_state *state = page->state;
	const struct entity *entity = dossier_find(work_dossier(ui->work), state->key), *step = step_of(ui, state->key);
	char *why = NULL;
	if (state->readable)
		kept_search_done(&state->search);
	if (!entity && step && step->entry_count) {
		entity = step->entries[step->entry_count - 1];
		memcpy(state->key, entity->key, sizeof state->key);
		unmark(state);
	}
	state->readable = entity && kept_search_read(&state->search, work_dossier(ui->work), entity, &why);
	make_room(state);
	list_count(&state->hits, state->readable ? state->search.count : 0);
	list_count(&state->reasons, app_edition(ui->app)->rejection_count + 1);
	if (why)
		ui_message(ui, "%s", why);
	free(why);
}

static void evidence_open(struct ui *ui, struct page *page)
{
	struct evidence_state *state = page->state;
	state->ui = ui;
	memcpy(state->key, page->arg.key, sizeof state->key);
	edit_init(&state->words, false, WORDS_CHARS, WORDS_BYTES);
	evidence_refresh(ui, page);
}

static void evidence_close(struct ui *ui, struct page *page)
{
	struct evidence_state *state = page->state;
	(void)ui;
	if (state->readable)
		kept_search_done(&state->search);
	free(state->marked);
	edit_done(&state->words);
}

static void evidence_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct entity *step = step_of(ui, ((struct evidence_state *)page->state)->key);
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	if (step)
		strip_entity(ui, step->key, out);
	buf_adds(out, _("Kept searches"));
}

/* ---- drawing ---- */

static void format_hit(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct evidence_state *state = context;
	const struct kept_hit *hit = &state->search.hits[at];
	const struct text *title = hit->reason ? kept_reason_title(app_edition(state->ui->app), hit->reason) : NULL;
	struct buf name;
	buf_init(&name);
	buf_adds(out, state->marked[at] ? "[x] " : "[ ] ");
	column_add(out, hit->number, NUMBER_CELLS);
	utf8_visible(&name, hit->name, strlen(hit->name), false);
	column_add(out, name.data, NAME_CELLS);
	if (title && strncmp(hit->reason, KEPT_RULE, strlen(KEPT_RULE)) == 0)
		buf_adds(out, _("rule: "));
	if (title)
		buf_adds(out, app_text(state->ui->app, title));
	else
		buf_adds(out, _("not rejected"));
	if (title && hit->words[0])
		buf_addf(out, ": %s", hit->words);
	if (!title)
		*style = STYLE_OPEN;
	buf_done(&name);
}

static void format_reason(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct evidence_state *state = context;
	const struct edition *edition = app_edition(state->ui->app);
	(void)style;
	if (at == edition->rejection_count) {
		buf_adds(out, _("0 Not rejected (takes a reason back)"));
		return;
	}
	buf_addf(out, "%zu %s", at + 1, app_text(state->ui->app, &edition->rejections[at].title));
	if (edition->rejections[at].words)
		buf_adds(out, _(" (with words)"));
}

static size_t marked_count(const struct evidence_state *state)
{
	size_t count = 0;
	for (size_t i = 0; i < state->hits.count; i++)
		count += state->marked[i];
	return count;
}

static void draw_head(struct ui *ui, const struct evidence_state *state)
{
	const struct entity *step = step_of(ui, state->key), *entity = dossier_find(work_dossier(ui->work), state->key);
	struct buf line;
	int width = ui_width(ui) - 2, row = UI_BODY_TOP;
	buf_init(&line);
	buf_addf(&line, _("Search %1$d (%2$zu kept): "), entity ? kept_search_number(entity) : 0, step ? step->entry_count : 0);
	app_evidence_sentence(&state->search, &line);
	row += put_wrapped(ui->term, row, 1, 2, width, STYLE_STRONG, line.data);
	buf_clear(&line);
	buf_addf(&line, "%s (", state->search.snapshot);
	date_format_short(&line, app_eras(ui->app), state->search.issued_on);
	buf_addc(&line, ')');
	bool current = app_evidence_current(ui->app, &state->search);
	if (!current)
		buf_adds(&line, _(": not the snapshot in use; search again to see what it says"));
	put_text(ui->term, row++, 1, width, current ? STYLE_PLAIN : STYLE_OPEN, line.data);
	buf_clear(&line);
	buf_addf(&line, _("%1$zu hits, %2$zu rejected, %3$zu marked"), state->search.count, state->search.rejected, marked_count(state));
	put_text(ui->term, row, 1, width, STYLE_PLAIN, line.data);
	buf_done(&line);
}

static void draw_reasons(struct ui *ui, struct evidence_state *state)
{
	int top = UI_BODY_TOP + HEAD_ROWS + 1, bottom = ui_body_bottom(ui), width = ui_width(ui) - 2;
	size_t marked = marked_count(state);
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("Why are these %zu hits not taken?"), marked);
	put_text(ui->term, top, 1, width, STYLE_STRONG, line.data);
	list_draw(ui->term, &state->reasons, top + 1, bottom - top - 2, state->mode == EVIDENCE_REASONS ? LIST_CARET : LIST_MARKED, format_reason, state);
	int used = put_text(ui->term, bottom, 1, 12, STYLE_PLAIN, _("Words> "));
	edit_line_draw(ui->term, &state->words, bottom, 1 + used, width - used - 2, state->mode == EVIDENCE_WORDS);
	buf_done(&line);
}

static void evidence_draw(struct ui *ui, struct page *page)
{
	struct evidence_state *state = page->state;
	const struct entity *step = step_of(ui, state->key);
	strip_draw(ui, step ? step->key : "case", "");
	if (!state->readable) {
		put_text(ui->term, UI_BODY_TOP, 1, ui_width(ui) - 2, STYLE_PLAIN, _("No search is kept with this step any more."));
		return;
	}
	draw_head(ui, state);
	put_rule(ui->term, UI_BODY_TOP + HEAD_ROWS);
	if (state->mode != EVIDENCE_HITS)
		draw_reasons(ui, state);
	else if (state->hits.count == 0)
		put_text(ui->term, UI_BODY_TOP + HEAD_ROWS + 1, 1, ui_width(ui) - 2, STYLE_PLAIN, _("The search found nothing; there is nothing to reject."));
	else
		list_draw(ui->term, &state->hits, UI_BODY_TOP + HEAD_ROWS + 1, ui_body_bottom(ui) - UI_BODY_TOP - HEAD_ROWS, LIST_CARET, format_hit, state);
}

/* ---- keys ---- */

static const char *chosen_reason(const struct evidence_state *state)
{
	const struct edition *edition = app_edition(state->ui->app);
	return state->reasons.cursor < edition->rejection_count ? edition->rejections[state->reasons.cursor].name : "";
}

static void reject(struct ui *ui, struct evidence_state *state)
{
	const char *reason = chosen_reason(state);
	const struct rejection *rejection = edition_rejection(app_edition(ui->app), reason);
	struct diag_list diags;
	edit_leave(&state->words);
	if (rejection && rejection->words && !edit_text(&state->words)[0] && state->mode == EVIDENCE_REASONS) {
		state->mode = EVIDENCE_WORDS;
		ui_message(ui, "%s", _("This reason says nothing without words; write them"));
		return;
	}
	diag_init(&diags);
	size_t count = marked_count(state);
	if (work_reject(ui->work, state->key, state->marked, reason, reason[0] ? edit_text(&state->words) : "", &diags) == STATUS_OK) {
		ui_message(ui, reason[0] ? _("%zu hits were rejected. F8 takes it back") : _("%zu hits are no longer rejected"), count);
		unmark(state);
		state->mode = EVIDENCE_HITS;
		edit_set(&state->words, "");
		ui_changed(ui);
	} else {
		ui_diags(ui, &diags);
	}
	diag_done(&diags);
}

/* A digit chooses a reason by its number; 0 takes reasons back. */
static bool reason_digit(struct evidence_state *state, const struct event *event)
{
	char digit = event->text[0];
	if (digit < '0' || digit > '9' || event->text[1])
		return false;
	size_t place = digit == '0' ? state->reasons.count - 1 : (size_t)(digit - '1');
	if (digit != '0' && place + 1 >= state->reasons.count)
		return false;
	list_select(&state->reasons, place);
	return true;
}

static enum reaction reasons_key(struct ui *ui, struct evidence_state *state, const struct event *event)
{
	const char *name = event->name;
	if (strcmp(name, "Esc") == 0) {
		state->mode = state->mode == EVIDENCE_WORDS ? EVIDENCE_REASONS : EVIDENCE_HITS;
		return REACT_HANDLED;
	}
	if (strcmp(name, "Tab") == 0 || strcmp(name, "S-Tab") == 0) {
		state->mode = state->mode == EVIDENCE_WORDS ? EVIDENCE_REASONS : EVIDENCE_WORDS;
		return REACT_HANDLED;
	}
	if (strcmp(name, "Enter") == 0) {
		reject(ui, state);
		return REACT_HANDLED;
	}
	if (state->mode == EVIDENCE_WORDS) {
		enum edit_result result = ui_edit_key(ui, &state->words, event);
		return result == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
	}
	if (reason_digit(state, event))
		return REACT_HANDLED;
	return event->kind == EVENT_KEY && list_key(&state->reasons, name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction evidence_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct evidence_state *state = page->state;
	if (state->mode != EVIDENCE_HITS)
		return reasons_key(ui, state, event);
	return event->kind == EVENT_KEY && list_key(&state->hits, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static void tick_all(struct evidence_state *state)
{
	bool any = marked_count(state) > 0;
	for (size_t i = 0; i < state->hits.count; i++)
		state->marked[i] = !any && !state->search.hits[i].reason;
}

static void turn(struct ui *ui, struct page *page, int by)
{
	struct evidence_state *state = page->state;
	const struct entity *step = step_of(ui, state->key);
	for (size_t i = 0; step && i < step->entry_count; i++) {
		if (strcmp(step->entries[i]->key, state->key) != 0)
			continue;
		if ((by < 0 && i == 0) || (by > 0 && i + 1 == step->entry_count)) {
			ui_message(ui, "%s", by < 0 ? _("There is no earlier kept search") : _("There is no later kept search"));
			return;
		}
		memcpy(state->key, step->entries[i + (by > 0 ? 1 : (size_t)-1)]->key, sizeof state->key);
		break;
	}
	unmark(state);
	list_select(&state->hits, 0);
	evidence_refresh(ui, page);
}

static void remove_search(struct ui *ui, struct evidence_state *state)
{
	struct diag_list diags;
	diag_init(&diags);
	if (work_remove(ui->work, state->key, &diags) == STATUS_OK)
		ui_message(ui, "%s", _("The kept search was removed. F8 brings it back"));
	else
		ui_diags(ui, &diags);
	diag_done(&diags);
	ui_changed(ui);
}

static enum reaction choose_reason(struct ui *ui, struct evidence_state *state)
{
	if (state->hits.count == 0)
		return REACT_BACK;
	if (marked_count(state) == 0)
		state->marked[state->hits.cursor] = true;
	state->mode = EVIDENCE_REASONS;
	ui_message(ui, "%s", _("Number or arrows: reason   Tab: words   Enter: reject   Esc: back"));
	return REACT_HANDLED;
}

static enum reaction evidence_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct evidence_state *state = page->state;
	if (!state->readable)
		return action == ACTION_PRIMARY ? REACT_BACK : REACT_UNUSED;
	if (state->mode != EVIDENCE_HITS && action == ACTION_PRIMARY) {
		reject(ui, state);
		return REACT_HANDLED;
	}
	if (state->mode != EVIDENCE_HITS)
		return REACT_UNUSED;
	switch (action) {
	case ACTION_PRIMARY:
		return choose_reason(ui, state);
	case ACTION_OPEN:
	case ACTION_TICK:
		if (state->hits.count)
			state->marked[state->hits.cursor] = !state->marked[state->hits.cursor];
		return REACT_HANDLED;
	case ACTION_TICK_ALL:
		tick_all(state);
		return REACT_HANDLED;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		turn(ui, page, action == ACTION_NEXT ? 1 : -1);
		return REACT_HANDLED;
	case ACTION_REMOVE:
		remove_search(ui, state);
		return REACT_HANDLED;
	default:
		return REACT_UNUSED;
	}
}

static bool evidence_typing(const struct page *page)
{
	return ((const struct evidence_state *)page->state)->mode == EVIDENCE_WORDS;
}

const struct page_ops page_evidence = {
	.name = "evidence",
	.where = WHERE_EVIDENCE,
	.primary = N_("Reject"),
	.hint = N_("Space: mark   a: mark all   F2: reject with a reason   [ ]: other searches   Esc: back"),
	.state_size = sizeof(struct evidence_state),
	.open = evidence_open,
	.close = evidence_close,
	.refresh = evidence_refresh,
	.title = evidence_title,
	.draw = evidence_draw,
	.key = evidence_key,
	.action = evidence_action,
	.typing = evidence_typing,
};
