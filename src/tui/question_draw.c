/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The question page is laid out from both ends: the reason, the evidence and the button stand at the bottom, the question at the top, and the
 * choices get what is left and scroll in it. So it works from 20 rows upwards.
 */
#include "tui/question.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/words.h"

void question_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, app_text(ui->app, &page->arg.screen->title));
}

/* The question, its help and its clause; returns the next free row. */
static int draw_asked(struct ui *ui, const struct question_state *state, int row, int room)
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
	row += put_wrapped(ui->term, row, indent, text_rows < most ? text_rows : most, width - indent, STYLE_STRONG, app_text(ui->app, &question->text));
	if (room > 2)
		row += put_wrapped(ui->term, row, indent, room > 4 ? room - 3 : 1, width - indent, STYLE_DIM, app_text(ui->app, &question->help));
	buf_clear(&line);
	buf_adds(&line, _("Clause: "));
	clause_sections(ui->app, question->fact->clause, &line);
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
	int bottom = ui_body_bottom(ui);
	int grounds = draw_grounds(ui, state, bottom >= 20 ? 3 : 2);
	int fault_rows = state->fault.len > 0 ? wrapped_rows(state->fault.data, ui_width(ui) - 4) : 0;
	int wanted = field_rows(&state->field) + fault_rows;
	int room = grounds - UI_BODY_TOP - wanted;
	int row = draw_asked(ui, state, UI_BODY_TOP, room < 2 ? 2 : room);
	if (grounds - row > wanted + 1)
		row++;
	int rows = grounds - row;
	if (rows > wanted)
		rows = wanted;
	rows -= rows - fault_rows > 2 ? fault_rows : rows - 2;
	field_draw(ui, &state->field, row, rows, state->focus == FOCUS_VALUE, state->focus == FOCUS_VALUE ? !state->field.typed : state->focus == FOCUS_UNKNOWN);
	if (state->field.question->fact->type == FACT_TEXT && state->focus == FOCUS_VALUE)
		draw_left(ui, row - 1, &state->field.edit);
	/* What was refused is said below the field; what was understood stands beside it. */
	if (state->fault.len > 0)
		put_wrapped(ui->term, row + rows, 3, grounds - row - rows, ui_width(ui) - 4, STYLE_BAD, state->fault.data);
	else
		put_text(ui->term, row, 46, ui_width(ui) - 47, STYLE_STRONG, state->echo.data);
}

