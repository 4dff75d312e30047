/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who changes an answer on which others rest sees first what that does. It is asked once a visit, and only where there was an answer before: the first
 * answer to a question is no change. While somebody types nothing is asked; what is typed is then kept beside the answer until the field is left.
 */
#include <string.h>

#include "app/trial.h"
#include "base/i18n.h"
#include "tui/question.h"

/* The change as a trial, or NULL where it is none, or changes nothing else. */
static struct trial *try_change(struct ui *ui, const struct page *page)
{
	const struct question_state *state = page->state;
	struct trial *trial = trial_new(ui->work);
	struct diag_list aside;
	struct buf value;
	diag_init(&aside);
	buf_init(&value);
	field_value(&state->field, &value);
	enum status status = trial_set(trial, page->arg.key, state->question->fact->id, value.data, &aside);
	if (status != STATUS_OK || trial_count(trial) == 0 || trial_shifts(trial)->count == 0)
		trial_free(&trial);
	buf_done(&value);
	diag_done(&aside);
	return trial;
}

enum look question_look(struct ui *ui, struct page *page, bool quiet)
{
	const struct question_state *state = page->state;
	if (state->fresh || state->accepted || ui->depth == UI_DEPTH)
		return LOOK_SAVE;
	struct trial *trial = try_change(ui, page);
	if (!trial)
		return LOOK_SAVE;
	if (quiet || ui->done) {
		trial_free(&trial);
		return LOOK_KEPT;
	}
	struct page_arg *next = ui_next(ui, &page_effects, page->arg.key);
	next->question = state->question;
	next->trial = trial;
	next->accept = question_accept;
	next->decline = question_decline;
	ui_push(ui);
	return LOOK_ASKED;
}

bool question_keep(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	struct diag_list aside;
	if (!state->field.typed)
		return false;
	diag_init(&aside);
	enum status status = work_keep_typed(ui->work, page->arg.key, state->question->fact->id, edit_text(&state->field.edit), edit_text(&state->reason),
		edit_text(&state->evidence), &aside);
	diag_done(&aside);
	return status == STATUS_OK;
}

static void tell_checks(struct ui *ui)
{
	size_t checks = work_checks(ui->work);
	if (checks > 0 && ui->message.len > 0)
		buf_addf(&ui->message, _(". To be checked: %zu"), checks);
	else if (checks > 0)
		ui_message(ui, _("Changed. Answers to be checked: %zu (they are marked in the lists). F8 takes it back"), checks);
	else if (ui->message.len == 0)
		ui_message(ui, "%s", _("Changed. F8 takes it back"));
}

enum reaction question_accept(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	state->accepted = true;
	if (question_save(ui, page, false))
		tell_checks(ui);
	return REACT_BACK;
}

void question_decline(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	if (question_keep(ui, page)) {
		state->dirty = state->untold = false;
		ui_message(ui, "%s", _("The answer stays as it was. What you typed is kept in the field"));
	} else {
		question_load(ui, page, state->index);
		ui_message(ui, "%s", _("The answer stays as it was"));
	}
}

const char *question_check(struct ui *ui, const struct page *page)
{
	const struct question_state *state = page->state;
	return state->loaded ? work_check(ui->work, page->arg.key, state->question->fact->id) : NULL;
}

enum reaction question_confirm(struct ui *ui, const char *key, const struct question *question)
{
	struct diag_list diags;
	if (!work_check(ui->work, key, question->fact->id)) {
		ui_message(ui, "%s", _("This answer needs no check"));
		return REACT_HANDLED;
	}
	diag_init(&diags);
	if (work_confirm(ui->work, key, question->fact->id, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	else if (work_checks(ui->work) > 0)
		ui_message(ui, _("Checked: the answer stands. Still to be checked: %zu"), work_checks(ui->work));
	else
		ui_message(ui, "%s", _("Checked: the answer stands. Nothing else is to be checked"));
	diag_done(&diags);
	ui_changed(ui);
	return REACT_HANDLED;
}
