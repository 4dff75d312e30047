/* SPDX-License-Identifier: Apache-2.0 */
/* The steps that whoever is here may take with the case as it stands, with the words that go with them; and the passphrase that opens a key. */
#include <stdlib.h>
#include <string.h>

#include "app/comments.h"
#include "app/person.h"
#include "app/review.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/ui.h"

#define WORDS_ROWS 5
#define WORDS_CHARS 4000
#define WORDS_BYTES 16000

struct outcome_state {
	struct history history;
	enum life_verb verbs[LIFE_VERBS];
	size_t count;
	struct list list;
	struct edit words;
	char *kept; /* the words as they are written down; NULL: none */
	bool writing, sure; /* sure: the effect is shown, and Enter does it */
	struct ui *ui;
};

static void outcome_open(struct ui *ui, struct page *page)
{
	static const enum life_verb offered[] = { LIFE_ADVISE, LIFE_APPROVE, LIFE_RETURN, LIFE_RECALL, LIFE_WITHDRAW };
	struct outcome_state *state = page->state;
	struct diag_list diags;
	diag_init(&diags);
	state->ui = ui;
	edit_init(&state->words, true, WORDS_CHARS, WORDS_BYTES);
	char *kept = app_comment(ui->app, work_id(ui->work), COMMENT_OUTCOME);
	edit_set(&state->words, kept ? kept : "");
	state->kept = kept;
	if (app_history(ui->app, work_id(ui->work), &state->history, &diags) == STATUS_OK)
		for (size_t i = 0; i < sizeof offered / sizeof *offered; i++)
			if (app_act_allowed(ui->app, &state->history, offered[i], &diags) == STATUS_OK)
				state->verbs[state->count++] = offered[i];
	/* Why nothing can be done is worth more than an empty list. */
	if (state->count == 0)
		ui_diags(ui, &diags);
	diag_done(&diags);
	list_count(&state->list, state->count);
}

static void outcome_close(struct ui *ui, struct page *page)
{
	struct outcome_state *state = page->state;
	(void)ui;
	history_done(&state->history);
	edit_done(&state->words);
	free(state->kept);
}

/* False where the words could not be written down. */
static bool keep_words(struct ui *ui, struct outcome_state *state)
{
	struct diag_list aside;
	const char *text = edit_text(&state->words);
	if (strcmp(text, state->kept ? state->kept : "") == 0)
		return true;
	diag_init(&aside);
	enum status status = app_comment_keep(ui->app, work_id(ui->work), COMMENT_OUTCOME, text, &aside);
	diag_done(&aside);
	if (status == STATUS_OK) {
		free(state->kept);
		state->kept = mem_strdup(text);
	}
	return status == STATUS_OK;
}

static void outcome_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Outcome of the review"));
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct outcome_state *state = context;
	const struct life *life = state->history.life;
	enum life_verb verb = state->verbs[at];
	(void)style;
	column_add(out, app_text(state->ui->app, &life->steps[verb].title), 16);
	buf_addf(out, "-> %s", app_text(state->ui->app, &life->states[life_after(life, state->history.state, verb)].title));
}

static void outcome_draw(struct ui *ui, struct page *page)
{
	struct outcome_state *state = page->state;
	struct buf line;
	int row = UI_BODY_TOP;
	buf_init(&line);
	if (state->history.life)
		buf_addf(&line, _("State: %1$s   revision %2$d   open remarks: %3$zu"), app_state_title(ui->app, state->history.life, state->history.state, false),
			state->history.revisions, history_open_remarks(&state->history));
	put_text(ui->term, row, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	list_draw(ui->term, &state->list, row + 2, 5, state->writing ? LIST_MARKED : LIST_CARET, format_row, state);
	put_text(ui->term, row + 8, 1, ui_width(ui) - 2, STYLE_STRONG, _("Words that go with it (opinion, reason)"));
	edit_area_draw(ui->term, &state->words, row + 9, 1, WORDS_ROWS, ui_width(ui) - 2, state->writing);
	put_wrapped(ui->term, row + 15, 1, 2, ui_width(ui) - 2, STYLE_PLAIN,
		_("A step is signed with name, role and time, joins the chain of this terminal and cannot be taken out of it."));
	buf_done(&line);
}

static enum reaction take(struct ui *ui, struct page *page)
{
	struct outcome_state *state = page->state;
	struct diag_list diags;
	struct act_done done;
	if (state->count == 0)
		return REACT_HANDLED;
	if (app_locked(ui->app)) {
		ui_next(ui, &page_unlock, "case");
		return REACT_PUSH;
	}
	enum life_verb verb = state->verbs[state->list.cursor];
	const char *title = app_text(ui->app, &state->history.life->steps[verb].title);
	if (!state->sure) {
		state->sure = true;
		ui_message(ui, _("%s: F2 once more takes this step; any other key does not"), title);
		return REACT_HANDLED;
	}
	state->sure = false;
	edit_leave(&state->words);
	const struct act_request request = { .verb = verb, .words = edit_text(&state->words) };
	diag_init(&diags);
	enum status status = app_act(ui->app, work_id(ui->work), &request, &done, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, _("%1$s: entered and signed. Fingerprint %2$s"), title, done.fingerprint);
	diag_done(&diags);
	if (status == STATUS_OK) {
		edit_set(&state->words, "");
		(void)keep_words(ui, state);
	}
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static enum reaction outcome_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct outcome_state *state = page->state;
	bool key = event->kind == EVENT_KEY;
	if (!key || strcmp(event->name, "F2") != 0)
		state->sure = false;
	if (key && strcmp(event->name, "Tab") == 0) {
		state->writing = !state->writing;
		return REACT_HANDLED;
	}
	if (state->writing) {
		enum edit_result result = ui_edit_key(ui, &state->words, event);
		return result == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
	}
	return key && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction outcome_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct outcome_state *state = page->state;
	if (action == ACTION_OPEN) {
		state->writing = true;
		return REACT_HANDLED;
	}
	return action == ACTION_PRIMARY ? take(ui, page) : REACT_UNUSED;
}

static bool outcome_typing(const struct page *page)
{
	return ((const struct outcome_state *)page->state)->writing;
}

static bool outcome_leave(struct ui *ui, struct page *page, bool quiet)
{
	struct outcome_state *state = page->state;
	bool kept = keep_words(ui, state);
	if (quiet || state->words.text.len == 0)
		return true;
	if (kept)
		ui_message(ui, "%s", _("The words were not entered; they are kept here for you"));
	else
		ui_message(ui, "%s", _("The words were not entered; F2 takes the step with them"));
	return kept;
}

const struct page_ops page_outcome = {
	.name = "outcome",
	.where = WHERE_CONFIRM,
	.primary = N_("Take it"),
	.hint = N_("Up, Down: choose   Tab: words   F2: take the step   Esc: back"),
	.state_size = sizeof(struct outcome_state),
	.open = outcome_open,
	.close = outcome_close,
	.title = outcome_title,
	.draw = outcome_draw,
	.key = outcome_key,
	.action = outcome_action,
	.typing = outcome_typing,
	.leave = outcome_leave,
};

/* ---- the passphrase ---- */

struct unlock_state {
	struct edit secret;
};

static void unlock_open(struct ui *ui, struct page *page)
{
	(void)ui;
	edit_secret_init(&((struct unlock_state *)page->state)->secret);
}

static void unlock_close(struct ui *ui, struct page *page)
{
	(void)ui;
	edit_secret_done(&((struct unlock_state *)page->state)->secret);
}

static void unlock_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Your key"));
}

static void unlock_draw(struct ui *ui, struct page *page)
{
	const struct unlock_state *state = page->state;
	put_wrapped(ui->term, UI_BODY_TOP + 1, 1, 2, ui_width(ui) - 2, STYLE_PLAIN,
		_("What you enter in a review is signed with your own key. Its passphrase opens it until the program ends."));
	int used = put_text(ui->term, UI_BODY_TOP + 4, 1, 24, STYLE_PLAIN, _("Passphrase: "));
	edit_secret_draw(ui->term, &state->secret, UI_BODY_TOP + 4, 1 + used, 50, true);
}

static enum reaction unlock(struct ui *ui, struct unlock_state *state)
{
	struct diag_list diags;
	diag_init(&diags);
	enum status status = app_unlock(ui->app, edit_text(&state->secret), &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else
		ui_message(ui, "%s", _("Your key is open. Press the same key once more to go on"));
	diag_done(&diags);
	return status == STATUS_OK ? REACT_BACK : REACT_HANDLED;
}

static enum reaction unlock_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct unlock_state *state = page->state;
	if (event->kind == EVENT_KEY && strcmp(event->name, "Enter") == 0)
		return unlock(ui, state);
	return edit_key(&state->secret, event) == EDIT_UNUSED ? REACT_UNUSED : REACT_HANDLED;
}

static enum reaction unlock_action(struct ui *ui, struct page *page, enum action_id action)
{
	return action == ACTION_PRIMARY ? unlock(ui, page->state) : REACT_UNUSED;
}

static bool unlock_typing(const struct page *page)
{
	(void)page;
	return true;
}

const struct page_ops page_unlock = {
	.name = "unlock",
	.where = WHERE_CONFIRM,
	.primary = N_("Open"),
	.hint = N_("Enter: open the key   Esc: back without signing"),
	.state_size = sizeof(struct unlock_state),
	.open = unlock_open,
	.close = unlock_close,
	.title = unlock_title,
	.draw = unlock_draw,
	.key = unlock_key,
	.action = unlock_action,
	.typing = unlock_typing,
};
