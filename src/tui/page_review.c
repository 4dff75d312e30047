/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was handed in, answer by answer. Whoever reviews confirms, remarks or holds; whoever handed in answers remarks and closes them. Nothing of the
 * answers can be changed here. The comment that is being written belongs to its row, and is kept there, also beyond the end of the program, until it
 * was entered or emptied. Where the opinion is outdated the page begins with only what differs from what the opinion spoke of. Above the answers stand
 * the lines that are none (what the registry or the rules say otherwise, what is there no more): they are read, and nothing is done to them.
 */
#include <stdlib.h>
#include <string.h>

#include "app/comments.h"
#include "app/person.h"
#include "app/review.h"
#include "app/review_rows.h"
#include "app/review_sheet.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/ui.h"
#include "tui/words.h"

#define PART_CELLS 14
#define ANSWER_CELLS 18
#define COMMENT_ROWS 3
#define COMMENT_CHARS 2000
#define COMMENT_BYTES 8000

struct review_state {
	struct review review;
	bool loaded;
	size_t *shown; /* numbers of lines: the rows of the review, behind them what else differs */
	struct list list;
	bool only_changes, writing;
	struct edit comment;
	char **drafts; /* of each row; NULL where nothing is being written */
	size_t draft_count, row; /* row: whose draft is in the field; SIZE_MAX none */
	bool unkept; /* a draft could not be written down */
	struct buf whole; /* of the line that was read last */
	struct ui *ui;
};

static void choose(struct review_state *state)
{
	const struct review *review = &state->review;
	size_t count = 0;
	free(state->shown);
	state->shown = mem_array(review->count + review->since.count + 1, sizeof *state->shown);
	for (size_t i = 0; i < review->since.count; i++)
		state->shown[count++] = review->count + i;
	for (size_t i = 0; i < review->count; i++)
		if (!state->only_changes || review_row_differs(&review->rows[i]))
			state->shown[count++] = i;
	list_count(&state->list, count);
}

/* What a line says that is no answer; NULL for an answer. */
static const struct since_item *since_at(const struct review_state *state, size_t at)
{
	size_t number = state->shown[at], answers = state->review.count;
	return number < answers ? NULL : &state->review.since.items[number - answers];
}

static char *draft_name(const struct review_state *state, size_t row)
{
	return mem_printf("%s %s", state->review.rows[row].key, state->review.rows[row].fact);
}

/* The comment goes to its row, and is written down where it is another one than before. */
static void store_draft(struct review_state *state)
{
	struct diag_list aside;
	if (state->row >= state->draft_count || state->row >= state->review.count)
		return;
	const char *text = edit_text(&state->comment), *before = state->drafts[state->row];
	if (strcmp(text, before ? before : "") == 0)
		return;
	char *name = draft_name(state, state->row);
	diag_init(&aside);
	state->unkept = app_comment_keep(state->ui->app, work_id(state->ui->work), name, text, &aside) != STATUS_OK;
	diag_done(&aside);
	free(name);
	free(state->drafts[state->row]);
	state->drafts[state->row] = text[0] ? mem_strdup(text) : NULL;
}

/* The comment goes to its row, and that of the row at the cursor comes into the field. */
static void keep_draft(struct review_state *state)
{
	store_draft(state);
	state->row = state->list.count ? state->shown[state->list.cursor] : SIZE_MAX;
	edit_set(&state->comment, state->row < state->draft_count && state->drafts[state->row] ? state->drafts[state->row] : "");
}

static void load(struct ui *ui, struct review_state *state)
{
	struct diag_list diags;
	diag_init(&diags);
	review_done(&state->review);
	state->loaded = app_review(ui->app, work_id(ui->work), &state->review, &diags) == STATUS_OK;
	if (!state->loaded)
		ui_diags(ui, &diags);
	diag_done(&diags);
	if (state->draft_count != state->review.count) {
		for (size_t i = 0; i < state->draft_count; i++)
			free(state->drafts[i]);
		free(state->drafts);
		state->drafts = mem_array(state->review.count + 1, sizeof *state->drafts);
		state->draft_count = state->review.count;
		state->row = SIZE_MAX;
		for (size_t i = 0; i < state->draft_count; i++) {
			char *name = draft_name(state, i);
			state->drafts[i] = app_comment(ui->app, work_id(ui->work), name);
			free(name);
		}
	}
	choose(state);
}

static void review_open(struct ui *ui, struct page *page)
{
	struct review_state *state = page->state;
	state->ui = ui;
	state->row = SIZE_MAX;
	buf_init(&state->whole);
	edit_init(&state->comment, true, COMMENT_CHARS, COMMENT_BYTES);
	load(ui, state);
	if (state->review.outdated) {
		state->only_changes = true;
		choose(state);
	}
	keep_draft(state);
}

static void review_close(struct ui *ui, struct page *page)
{
	struct review_state *state = page->state;
	(void)ui;
	review_done(&state->review);
	for (size_t i = 0; i < state->draft_count; i++)
		free(state->drafts[i]);
	free(state->drafts);
	free(state->shown);
	edit_done(&state->comment);
	buf_done(&state->whole);
}

static void review_refresh(struct ui *ui, struct page *page)
{
	struct review_state *state = page->state;
	keep_draft(state);
	load(ui, state);
	keep_draft(state);
}

static void review_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct review_state *state = page->state;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Review"));
	if (state->loaded)
		buf_addf(out, _(" (revision %d)"), state->review.history.revisions);
}

static const char *mark_title(enum row_mark mark)
{
	static const char *const titles[] = { [ROW_UNSEEN] = "-", [ROW_CONFIRMED] = N_("Confirmed"), [ROW_HELD] = N_("Held"), [ROW_REMARKED] = N_("Remark") };
	return mark == ROW_UNSEEN ? "-" : _(titles[mark]);
}

static const char *change_title(enum row_change change)
{
	static const char *const titles[] = { [ROW_SAME] = "-", [ROW_NEW] = N_("new"), [ROW_ANSWER] = N_("value"), [ROW_REASON] = N_("ground") };
	return change == ROW_SAME ? "-" : _(titles[change]);
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct review_state *state = context;
	const struct since_item *since = since_at(state, at);
	if (since) {
		column_add(out, since->part[0] ? since->part : since_cause_title(since->cause), PART_CELLS);
		column_add(out, since->what, 22);
		column_add(out, since->after, ANSWER_CELLS);
		column_add(out, since_cause_title(since->cause), 9);
		column_add(out, since->after[0] || !since->before[0] ? _("differs") : _("gone"), 6);
		return;
	}
	const struct review_row *row = &state->review.rows[state->shown[at]];
	column_add(out, row->part, PART_CELLS);
	column_add(out, row->label, 22);
	column_add(out, row->answer, ANSWER_CELLS);
	/* A star: a comment is written there and not entered. */
	struct buf mark;
	bool draft = state->shown[at] < state->draft_count && state->drafts[state->shown[at]];
	buf_init(&mark);
	buf_addf(&mark, "%s%s", draft && row->mark == ROW_UNSEEN ? _("draft") : mark_title(row->mark), draft && row->mark != ROW_UNSEEN ? "*" : "");
	column_add(out, mark.data, 9);
	buf_done(&mark);
	column_add(out, change_title(row->change), 6);
	if (row->mark == ROW_REMARKED)
		*style = STYLE_OPEN;
}

static void draw_head(struct ui *ui, const struct review_state *state)
{
	const struct history *history = &state->review.history;
	struct buf line;
	buf_init(&line);
	buf_addf(&line, "[%s]", app_state_title(ui->app, history->life, history->state, false));
	buf_addf(&line, _(" confirmed %1$zu/%2$zu  open remarks %3$zu"), state->review.confirmed, state->review.count, history_open_remarks(history));
	if (state->review.base)
		buf_addf(&line, _("  %1$zu changes since revision %2$d"), state->review.changed, state->review.base);
	if (state->review.sweep.count)
		buf_addf(&line, _("  weak points %zu"), state->review.sweep.count);
	/* The name stands last: where the line is too long it is cut, and no figure is. */
	buf_addf(&line, _("  by %s"), history->items[history->newest].author ? history->items[history->newest].author : "-");
	if (state->review.outdated) {
		buf_clear(&line);
		buf_addf(&line, _("The opinion on revision %d is outdated by: "), state->review.opinion.passage->number);
		review_outdated_by(&state->review, &line);
	}
	put_text(ui->term, 1, 1, ui_width(ui) - 1, STYLE_STRONG, line.data);
	buf_clear(&line);
	buf_adds(&line, "  ");
	column_add(&line, _("Part"), PART_CELLS);
	column_add(&line, _("Question"), 22);
	column_add(&line, _("Officer's answer"), ANSWER_CELLS);
	column_add(&line, _("Review"), 9);
	column_add(&line, _("Diff."), 6);
	put_text(ui->term, UI_BODY_TOP, 0, ui_width(ui), STYLE_STRONG, line.data);
	buf_done(&line);
}

static void remark_words(const struct review_state *state, const struct review_row *row, struct buf *out)
{
	const struct history *history = &state->review.history;
	const struct remark *remark = &history->remarks[row->remark - 1];
	buf_addf(out, _("Remark %1$zu (%2$s): %3$s"), row->remark, history->items[remark->at].author, history->items[remark->at].act.words);
	if (remark->answer != SIZE_MAX)
		buf_addf(out, _("  Answer: %s"), history->items[remark->answer].act.words);
	if (remark->state == REMARK_CLOSED)
		buf_addf(out, "  (%s)", _("closed"));
}

static void draw_detail(struct ui *ui, struct review_state *state, int row, int bottom)
{
	const struct since_item *since = since_at(state, state->list.cursor);
	struct buf line;
	int width = ui_width(ui) - 2;
	buf_init(&line);
	if (since) {
		since_item_words(since, &line);
		put_wrapped(ui->term, row, 1, bottom - row, width, STYLE_STRONG, line.data);
		buf_done(&line);
		return;
	}
	const struct review_row *at = &state->review.rows[state->shown[state->list.cursor]];
	if (at->change == ROW_ANSWER)
		buf_addf(&line, "%s: %s: %s -> %s", at->part, at->label, at->before, at->answer);
	else
		buf_addf(&line, "%s: %s: %s", at->part, at->label, at->answer);
	row += put_wrapped(ui->term, row, 1, 2, width, STYLE_STRONG, line.data);
	buf_clear(&line);
	/* Neither hides the other; Enter shows all of it. */
	buf_addf(&line, _("Evidence: %s"), at->evidence[0] ? at->evidence : "-");
	put_text(ui->term, row++, 1, width, STYLE_PLAIN, line.data);
	buf_clear(&line);
	buf_addf(&line, _("Reason: %s"), at->reason[0] ? at->reason : "-");
	if (row < bottom)
		row += put_wrapped(ui->term, row, 1, at->remark || bottom - row < 2 ? 1 : 2, width, STYLE_PLAIN, line.data);
	buf_clear(&line);
	if (at->remark && row < bottom) {
		remark_words(state, at, &line);
		put_wrapped(ui->term, row, 1, bottom - row, width, STYLE_OPEN, line.data);
	}
	buf_done(&line);
}

static void review_draw(struct ui *ui, struct page *page)
{
	struct review_state *state = page->state;
	int bottom = ui_body_bottom(ui), comment = bottom - COMMENT_ROWS, detail = comment - 6;
	if (!state->loaded)
		return;
	draw_head(ui, state);
	list_draw(ui->term, &state->list, UI_BODY_TOP + 1, detail - UI_BODY_TOP - 2, state->writing ? LIST_MARKED : LIST_CARET, format_row, state);
	put_rule(ui->term, detail - 1);
	if (state->list.count)
		draw_detail(ui, state, detail, comment);
	else
		put_text(ui->term, UI_BODY_TOP + 1, 2, ui_width(ui) - 2, STYLE_PLAIN, _("No answer, no listing and no rule of this case differs; d shows every answer"));
	put_text(ui->term, comment, 0, ui_width(ui), STYLE_DIM, state->comment.text.len > 0
		? _("-- Comment: a draft, kept for you; c enters it and shows it to the other side --") : _("-- Comment (shown to the other side once it is entered) --"));
	edit_area_draw(ui->term, &state->comment, comment + 1, 1, COMMENT_ROWS, ui_width(ui) - 2, state->writing);
}

/* Whoever handed in answers; everybody else reviews. */
static bool is_officer(struct ui *ui, const struct review_state *state)
{
	return app_act_allowed(ui->app, &state->review.history, LIFE_ANSWER, NULL) == STATUS_OK;
}

/* An answered remark is closed, and any other answer confirmed. */
static enum life_verb confirm_verb(const struct review_state *state)
{
	if (state->list.count == 0 || since_at(state, state->list.cursor))
		return LIFE_CONFIRM;
	const struct review_row *row = &state->review.rows[state->shown[state->list.cursor]];
	return row->to_close ? LIFE_CLOSE : LIFE_CONFIRM;
}

/* Of several remarks on one answer the oldest comes first. */
static size_t remark_for(const struct review_row *row, enum life_verb verb)
{
	size_t first = verb == LIFE_CLOSE ? row->to_close : verb == LIFE_ANSWER ? row->to_answer : 0;
	return first ? first : row->remark;
}

static enum reaction act(struct ui *ui, struct page *page, enum life_verb verb)
{
	struct review_state *state = page->state;
	struct diag_list diags;
	struct act_done done;
	if (!state->loaded || state->list.count == 0)
		return REACT_HANDLED;
	if (app_locked(ui->app)) {
		ui_next(ui, &page_unlock, "case");
		return REACT_PUSH;
	}
	if (since_at(state, state->list.cursor)) {
		ui_message(ui, "%s", _("This line is no answer; d shows every answer, and what is to be said is said of one of them"));
		return REACT_HANDLED;
	}
	const struct review_row *row = &state->review.rows[state->shown[state->list.cursor]];
	edit_leave(&state->comment);
	char *words = mem_strdup(edit_text(&state->comment));
	const struct act_request request = { .verb = verb, .part = row->key, .fact = row->fact, .remark = remark_for(row, verb), .words = words };
	diag_init(&diags);
	enum status status = app_act(ui->app, work_id(ui->work), &request, &done, &diags);
	if (status == STATUS_OK) {
		edit_set(&state->comment, "");
		state->writing = false;
		review_refresh(ui, page);
		ui_message(ui, "%s", _("Entered and signed"));
	} else {
		ui_diags(ui, &diags);
		/* What is missing is the comment: the caret goes there, and what was typed stays. */
		state->writing = state->writing || (words[0] == '\0' && state->review.history.life->steps[verb].text);
	}
	free(words);
	diag_done(&diags);
	return REACT_HANDLED;
}

static enum reaction review_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct review_state *state = page->state;
	bool key = event->kind == EVENT_KEY;
	if (state->writing) {
		if (key && (strcmp(event->name, "Tab") == 0 || strcmp(event->name, "Esc") == 0)) {
			state->writing = false;
			keep_draft(state);
			return REACT_HANDLED;
		}
		enum edit_result result = ui_edit_key(ui, &state->comment, event);
		return result == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
	}
	if (key && strcmp(event->name, "Tab") == 0) {
		state->writing = state->list.count > 0 && !since_at(state, state->list.cursor);
		return REACT_HANDLED;
	}
	if (!key || !list_key(&state->list, event->name, true))
		return REACT_UNUSED;
	keep_draft(state);
	return REACT_HANDLED;
}

static void reading_title(struct ui *ui, struct buf *out)
{
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Review"));
}

static const struct export_source reading = { .title = reading_title };

/* The line under the cursor to its end, on a page of its own. */
static enum reaction read_whole(struct ui *ui, struct review_state *state)
{
	if (!state->loaded || state->list.count == 0)
		return REACT_HANDLED;
	const struct since_item *since = since_at(state, state->list.cursor);
	buf_clear(&state->whole);
	if (since)
		since_item_words(since, &state->whole);
	else
		review_row_whole(ui->app, &state->review, &state->review.rows[state->shown[state->list.cursor]], &state->whole);
	struct page_arg *next = ui_next(ui, &page_reading, "case");
	next->source = &reading;
	next->context = state->whole.data;
	return REACT_PUSH;
}

static enum reaction review_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct review_state *state = page->state;
	switch (action) {
	case ACTION_CONFIRM:
		return act(ui, page, confirm_verb(state));
	case ACTION_REMARK:
		return act(ui, page, is_officer(ui, state) ? LIFE_ANSWER : LIFE_REMARK);
	case ACTION_HOLD:
		return act(ui, page, LIFE_HOLD);
	case ACTION_DIFFERENCES:
		keep_draft(state);
		state->only_changes = !state->only_changes;
		choose(state);
		keep_draft(state);
		ui_message(ui, "%s", state->only_changes ? _("Only what has changed, and what is remarked on") : _("Every answer"));
		return REACT_HANDLED;
	case ACTION_PRECEDENTS:
		ui_next(ui, &page_precedents, "case");
		return REACT_PUSH;
	case ACTION_WHY:
		ui_next(ui, &page_sweep, "case")->resume = true;
		return REACT_PUSH;
	case ACTION_PRIMARY:
		ui_next(ui, &page_outcome, "case");
		return REACT_PUSH;
	case ACTION_OPEN:
		return read_whole(ui, state);
	default:
		return REACT_UNUSED;
	}
}

static bool review_typing(const struct page *page)
{
	return ((const struct review_state *)page->state)->writing;
}

/* A comment that was not entered is kept; only where it cannot be kept the way back asks. */
static bool review_leave(struct ui *ui, struct page *page, bool quiet)
{
	struct review_state *state = page->state;
	size_t left = 0;
	store_draft(state);
	for (size_t i = 0; i < state->draft_count; i++)
		left += state->drafts[i] != NULL;
	if (quiet || left == 0)
		return true;
	if (state->unkept)
		ui_message(ui, "%s", _("A comment is written and not entered: c enters it as a remark"));
	else
		ui_message(ui, _("Comments that are written and not entered: %zu. They are kept here for you"), left);
	return !state->unkept;
}

const struct page_ops page_review = {
	.name = "review",
	.where = WHERE_REVIEW,
	.primary = N_("Conclude"),
	.hint = N_("Enter: all  Tab: comment  a: confirm  c: remark  h: hold  d: diff  w: weak  p: earlier"),
	.state_size = sizeof(struct review_state),
	.open = review_open,
	.close = review_close,
	.refresh = review_refresh,
	.title = review_title,
	.draw = review_draw,
	.key = review_key,
	.action = review_action,
	.typing = review_typing,
	.leave = review_leave,
};
