/* SPDX-License-Identifier: Apache-2.0 */
/* The upper half holds the questions with the answer as it is and the one that is tried, the lower half what would change, both side by side. */
#include <string.h>

#include "app/labels.h"
#include "app/words.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/whatif.h"
#include "tui/words.h"

#define NOW_CELLS 18
#define IF_CELLS 22

void whatif_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct whatif_state *state = page->state;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", state->mode == WHATIF_TIPPING ? _("Tipping points") : _("What if (nothing is saved)"));
}

void whatif_name(struct ui *ui, const struct whatif_state *state, const char *key, const struct question *question, struct buf *out)
{
	app_part_name(ui->app, trial_dossier(state->trial), key, out);
	buf_adds(out, app_text(ui->app, &question->fact->label));
}

static void format_question(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct whatif_state *state = context;
	const struct whatif_row *row = &state->rows[at];
	struct buf text;
	size_t room = (size_t)ui_width(state->ui) - 3;
	bool tried = trial_has(state->trial, row->key, row->question);
	buf_init(&text);
	whatif_name(state->ui, state, row->key, row->question, &text);
	column_add(out, text.data, room - NOW_CELLS - IF_CELLS - 3);
	buf_clear(&text);
	answer_words(state->ui->work, work_dossier(state->ui->work), row->key, row->question->fact, &text);
	column_add(out, text.data, NOW_CELLS);
	buf_clear(&text);
	if (tried)
		answer_words(state->ui->work, trial_dossier(state->trial), row->key, row->question->fact, &text);
	column_add(out, text.data, IF_CELLS);
	*style = tried ? STYLE_STRONG : STYLE_PLAIN;
	buf_done(&text);
}

size_t whatif_tip_rows(const struct whatif_state *state)
{
	return state->tippings.count + 1 + state->tippings.open_count;
}

static void format_tip(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct whatif_state *state = context;
	const struct tippings *tippings = &state->tippings;
	size_t room = (size_t)ui_width(state->ui) - 3;
	struct buf text;
	buf_init(&text);
	if (at < tippings->count) {
		const struct tipping *tipping = &tippings->items[at];
		whatif_name(state->ui, state, tipping->key, tipping->question, &text);
		column_add(out, text.data, 26);
		column_add(out, tipping->label, 20);
		column_add(out, tipping->outcome, room - 49);
	} else if (at == tippings->count) {
		buf_addf(out, _("Open questions that still matter, most decisive first: %zu"), tippings->open_count);
		*style = STYLE_STRONG;
	} else {
		const struct open_question *open = &tippings->open[at - tippings->count - 1];
		whatif_name(state->ui, state, open->key, open->question, &text);
		if (open->reason)
			buf_adds(&text, _(" (its reason)"));
		column_add(out, text.data, room - 1);
		*style = STYLE_OPEN;
	}
	buf_done(&text);
}

static void draw_tipping(struct ui *ui, struct whatif_state *state)
{
	const struct tippings *tippings = &state->tippings;
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("Tried: %1$zu other answers to %2$zu questions, one at a time; %3$zu change the outcome"), tippings->tried, tippings->questions,
		tippings->count);
	if (tippings->untried > 0)
		buf_addf(&line, _(" (%zu more were not tried)"), tippings->untried);
	int row = UI_BODY_TOP + put_wrapped(ui->term, UI_BODY_TOP, 1, 2, ui_width(ui) - 2, STYLE_STRONG, line.data);
	list_draw(ui->term, &state->tips, row, ui_body_bottom(ui) - row + 1, LIST_CARET, format_tip, state);
	buf_done(&line);
}

static void change_line(const struct whatif_state *state, const struct shift *shift, size_t cells, struct buf *out)
{
	struct buf what, before, after;
	buf_init(&what);
	buf_init(&before);
	buf_init(&after);
	app_shift_words(state->ui->app, trial_dossier(state->trial), shift, &what, &before, &after);
	column_add(out, what.data, cells - NOW_CELLS - IF_CELLS - 3);
	column_add(out, before.data, NOW_CELLS);
	column_add(out, after.data, IF_CELLS);
	buf_done(&what);
	buf_done(&before);
	buf_done(&after);
}

void whatif_changes(struct ui *ui, const struct whatif_state *state, size_t cells, struct buf *out)
{
	const struct shifts *shifts = trial_shifts(state->trial);
	(void)ui;
	for (size_t i = 0; i < shifts->count; i++) {
		change_line(state, &shifts->items[i], cells, out);
		buf_addc(out, '\n');
	}
	if (shifts->count == 0)
		buf_adds(out, trial_count(state->trial) == 0 ? _("Choose a question and try another answer.") : _("Nothing would change."));
}

void whatif_tips_text(struct ui *ui, const struct whatif_state *state, struct buf *out)
{
	for (size_t i = 0; i < state->tippings.count; i++) {
		const struct tipping *tipping = &state->tippings.items[i];
		whatif_name(ui, state, tipping->key, tipping->question, out);
		buf_addf(out, " = %s -> %s\n", tipping->label, tipping->outcome);
	}
	for (size_t i = 0; i < state->tippings.open_count; i++) {
		buf_addf(out, "%zu ", i + 1);
		whatif_name(ui, state, state->tippings.open[i].key, state->tippings.open[i].question, out);
		buf_addc(out, '\n');
	}
}

/* Columns and, right of it, what the whole case comes to. */
static void draw_heads(struct ui *ui, const struct whatif_state *state, int row)
{
	struct buf line;
	buf_init(&line);
	column_add(&line, _("Question"), (size_t)ui_width(ui) - 3 - NOW_CELLS - IF_CELLS - 3);
	column_add(&line, _("Now"), NOW_CELLS);
	column_add(&line, _("If"), IF_CELLS);
	put_text(ui->term, row, 3, ui_width(ui) - 3, STYLE_DIM, line.data);
	buf_clear(&line);
	buf_addf(&line, _("Tried: %1$zu   Verdict now: %2$s   if: %3$s"), trial_count(state->trial), app_verdict_word(work_verdict(ui->work)->status),
		app_verdict_word(trial_verdict(state->trial)->status));
	strip_draw(ui, "case", "");
	put_padded(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	buf_done(&line);
}

static void draw_lower(struct ui *ui, struct whatif_state *state, int row, int rows)
{
	struct buf text;
	if (state->mode == WHATIF_FIELD) {
		put_text(ui->term, row, 1, ui_width(ui) - 2, STYLE_STRONG, app_text(ui->app, &state->field.question->text));
		field_draw(ui, &state->field, row + 1, rows - 1, state->field.typed, !state->field.typed);
		return;
	}
	buf_init(&text);
	const struct shifts *shifts = trial_shifts(state->trial);
	size_t shown = shifts->count > (size_t)rows ? (size_t)rows - 1 : shifts->count;
	for (size_t i = 0; i < shown; i++) {
		buf_clear(&text);
		change_line(state, &shifts->items[i], (size_t)ui_width(ui) - 3, &text);
		put_text(ui->term, row + (int)i, 3, ui_width(ui) - 4, shifts->items[i].question ? STYLE_PLAIN : STYLE_STRONG, text.data);
	}
	buf_clear(&text);
	if (shifts->count == 0)
		whatif_changes(ui, state, (size_t)ui_width(ui) - 3, &text);
	else if (shown < shifts->count)
		buf_addf(&text, _("and %zu more (l: all of them)"), shifts->count - shown);
	put_text(ui->term, row + (int)shown, 3, ui_width(ui) - 4, STYLE_DIM, text.data);
	buf_done(&text);
}

void whatif_draw(struct ui *ui, struct page *page)
{
	struct whatif_state *state = page->state;
	int bottom = ui_body_bottom(ui), lower = UI_BODY_TOP + (bottom - UI_BODY_TOP) / 2 + 1;
	if (state->mode == WHATIF_TEXT) {
		text_view_draw(ui->term, &state->view, UI_BODY_TOP, bottom - UI_BODY_TOP + 1);
		return;
	}
	if (state->mode == WHATIF_TIPPING) {
		draw_tipping(ui, state);
		return;
	}
	draw_heads(ui, state, UI_BODY_TOP);
	list_draw(ui->term, &state->list, UI_BODY_TOP + 1, lower - UI_BODY_TOP - 2, state->mode == WHATIF_QUESTIONS ? LIST_CARET : LIST_MARKED,
		format_question, state);
	put_rule(ui->term, lower - 1);
	if (state->mode == WHATIF_FILTER || state->filter.text.len > 0) {
		int used = put_text(ui->term, lower - 1, 2, 20, STYLE_PLAIN, _(" Search> "));
		edit_line_draw(ui->term, &state->filter, lower - 1, 2 + used, 40, state->mode == WHATIF_FILTER);
	}
	draw_lower(ui, state, lower, bottom - lower + 1);
}
