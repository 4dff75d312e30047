/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The question page is laid out from both ends: the reason, the evidence and the button stand at the bottom, the question at the top, and the
 * choices get what is left and scroll in it. So it works from 20 rows upwards.
 */
#include "tui/question.h"

#include "app/schemes.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/words.h"

#define SCHEME_ROWS_MIN 4

void question_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, app_text(ui->app, &page->arg.screen->title));
}

/* What an entry of a checklist is about stands above each question about it. Returns the next free row. */
static int draw_entry(struct ui *ui, const struct page *page, const struct question *question, int row, int room)
{
	const struct dossier *dossier = work_dossier(ui->work);
	const struct entity *entry = dossier_find(dossier, page->arg.key);
	const char *text = entry && entry->scope == SCOPE_CONTROL ? entity_text(dossier, entry, "control.title") : "";
	int rows = wrapped_rows(text, ui_width(ui) - 8);
	if (!text[0] || question->fact->type == FACT_TEXT || room < 4)
		return row;
	return row + put_wrapped(ui->term, row, 6, rows < room - 3 ? rows : room - 3, ui_width(ui) - 8, STYLE_PLAIN, text);
}

/* The question, its help and its clause; returns the next free row. */
static int draw_asked(struct ui *ui, const struct page *page, const struct question_state *state, int row, int room)
{
	const struct question *question = state->question;
	int width = ui_width(ui) - 2;
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("Q%zu  "), state->index + 1);
	int indent = (int)utf8_width(line.data) + 1;
	put_text(ui->term, row, 1, indent, STYLE_STRONG, line.data);
	int text_rows = wrapped_rows(app_text(ui->app, &question->text), width - indent);
	int most = room > 3 ? 2 : 1;
	int first = row;
	row += put_wrapped(ui->term, row, indent, text_rows < most ? text_rows : most, width - indent, STYLE_STRONG, app_text(ui->app, &question->text));
	row = draw_entry(ui, page, question, row, room - (row - first));
	const char *help = app_text(ui->app, &question->help);
	int help_rows = room - (row - first) - 1;
	bool cut = wrapped_rows(help, width - indent) > help_rows;
	if (help_rows > 0)
		row += put_wrapped(ui->term, row, indent, help_rows, width - indent, STYLE_DIM, help);
	buf_clear(&line);
	buf_adds(&line, _("Clause: "));
	clause_sections(ui->app, question->fact->clause, &line);
	if (cut)
		buf_adds(&line, _("   F1 = the rest of this text, and the clause"));
	else
		buf_adds(&line, app_text(ui->app, &question->example)[0] ? _("   F1 = clause and example") : _("   F1 = the clause in words"));
	put_text(ui->term, row, indent, width - indent, STYLE_DIM, line.data);
	buf_done(&line);
	return row + 1;
}

static const char *demand_word(enum demand demand)
{
	return demand == DEMAND_REQUIRED ? _("required") : _("optional");
}

static void draw_left(struct ui *ui, int row, const struct edit *edit)
{
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("%zu characters left"), edit_left(edit));
	put_right(ui->term, row, ui_width(ui) - 31, 30, STYLE_DIM, line.data);
	buf_done(&line);
}

/* From the bottom up: the button, the evidence, the reason. Returns the first row used. */
static int draw_grounds(struct ui *ui, struct question_state *state, int area_rows)
{
	const struct question *question = state->question;
	int row = ui_body_bottom(ui), width = ui_width(ui);
	struct buf line;
	buf_init(&line);
	put_text(ui->term, row, 1, 20, state->focus == FOCUS_NEXT ? STYLE_FOCUS : STYLE_PLAIN, _("[ Go on ]"));
	if (state->focus == FOCUS_NEXT)
		term_caret(ui->term, row, 1);
	if (question->evidence != DEMAND_NONE) {
		buf_addf(&line, _("Evidence (%s) "), demand_word(question->evidence));
		int used = put_text(ui->term, --row, 1, 30, STYLE_PLAIN, line.data);
		put_text(ui->term, row, 1 + used, 1, STYLE_PLAIN, "[");
		edit_line_draw(ui->term, &state->evidence, row, 2 + used, width - used - 5, state->focus == FOCUS_EVIDENCE);
		put_text(ui->term, row, width - 3, 1, STYLE_PLAIN, "]");
	}
	if (question->reason != DEMAND_NONE) {
		row -= area_rows + 3;
		buf_clear(&line);
		buf_addf(&line, _("Reason (%s)"), demand_word(question->reason));
		put_text(ui->term, row, 1, 40, STYLE_PLAIN, line.data);
		draw_left(ui, row, &state->reason);
		put_box(ui->term, row + 1, 1, area_rows + 2, width - 2, '-');
		edit_area_draw(ui->term, &state->reason, row + 2, 2, area_rows, width - 4, state->focus == FOCUS_REASON);
	}
	buf_done(&line);
	return row;
}

/* Rows of the reason: three where there is room, but the help of the question comes first; the area scrolls, the help does not. */
static int reason_rows(struct ui *ui, const struct question_state *state)
{
	const struct question *question = state->question;
	int bottom = ui_body_bottom(ui), cells = ui_width(ui) - 9;
	if (bottom < 20)
		return 2;
	int grounds = 1 + (question->evidence != DEMAND_NONE) + (question->reason != DEMAND_NONE ? 6 : 0);
	int needed = wrapped_rows(app_text(ui->app, &question->text), cells) + wrapped_rows(app_text(ui->app, &question->help), cells) + 1 +
		field_rows(&state->field) + grounds;
	return needed > bottom - UI_BODY_TOP + 1 ? 2 : 3;
}

/* Why the answer is to be looked at again. Returns the rows used. */
static int draw_check(struct ui *ui, const struct page *page)
{
	const char *cause = question_check(ui, page);
	struct buf name, line;
	if (!cause)
		return 0;
	buf_init(&name);
	buf_init(&line);
	work_check_cause(ui->work, cause, &name);
	buf_addf(&line, _("To be checked: \"%s\" was changed. Ctrl+K: the answer stands"), name.data);
	put_text(ui->term, UI_BODY_TOP, 1, ui_width(ui) - 2, STYLE_OPEN, line.data);
	buf_done(&name);
	buf_done(&line);
	return 1;
}

/* How to answer, beside the button, while the choices have the focus. */
static void draw_how(struct ui *ui, const struct question_state *state)
{
	if (state->focus != FOCUS_VALUE || state->field.typed)
		return;
	put_text(ui->term, ui_body_bottom(ui), 14, ui_width(ui) - 15, STYLE_DIM, state->question->fact->type == FACT_SET
		? _("Number or Space: tick or untick   Tab: next field") : _("Number or Enter: choose   Tab: next field"));
}

/* Where there is room below the field, the schemes that the question is about. */
static void draw_schemes(struct ui *ui, const struct page *page, const struct question *question, int row, int rows)
{
	struct buf text;
	if (rows < SCHEME_ROWS_MIN || schemes_count(ui->work, page->arg.key, question) == 0)
		return;
	buf_init(&text);
	schemes_text(ui->work, page->arg.key, question, &text);
	put_text(ui->term, row, 1, ui_width(ui) - 2, STYLE_STRONG, _("The scheme (F3: all of it)"));
	put_wrapped(ui->term, row + 1, 3, rows - 1, ui_width(ui) - 4, STYLE_DIM, text.data);
	buf_done(&text);
}

void question_draw(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	struct buf line;
	if (!state->loaded) {
		put_text(ui->term, UI_BODY_TOP + 1, 1, ui_width(ui) - 1, STYLE_PLAIN, _("Nothing is asked here as the case stands"));
		return;
	}
	buf_init(&line);
	buf_addf(&line, _("Question %zu/%zu"), state->index + 1, state->count);
	strip_draw(ui, page->arg.key, line.data);
	buf_done(&line);
	int top = UI_BODY_TOP + draw_check(ui, page);
	int grounds = draw_grounds(ui, state, reason_rows(ui, state));
	draw_how(ui, state);
	int fault_rows = state->fault.len > 0 ? wrapped_rows(state->fault.data, ui_width(ui) - 4) : 0;
	int wanted = field_rows(&state->field) + fault_rows;
	int room = grounds - top - wanted;
	int row = draw_asked(ui, page, state, top, room < 2 ? 2 : room);
	if (grounds - row > wanted + 1)
		row++;
	int rows = grounds - row;
	if (rows > wanted)
		rows = wanted;
	rows -= rows - fault_rows > 2 ? fault_rows : rows - 2;
	field_draw(ui, &state->field, row, rows, state->focus == FOCUS_VALUE, state->focus == FOCUS_VALUE ? !state->field.typed : state->focus == FOCUS_UNKNOWN);
	if (state->field.question->fact->type == FACT_TEXT && state->focus == FOCUS_VALUE)
		draw_left(ui, row - 1, &state->field.edit);
	int below = row + rows + fault_rows + 1;
	draw_schemes(ui, page, state->question, below, grounds - below);
	/* What was refused is said below the field; what was understood stands beside it. */
	if (state->fault.len > 0)
		put_wrapped(ui->term, row + rows, 3, grounds - row - rows, ui_width(ui) - 4, STYLE_BAD, state->fault.data);
	else
		put_text(ui->term, row, 46, ui_width(ui) - 47, STYLE_STRONG, state->echo.data);
}

