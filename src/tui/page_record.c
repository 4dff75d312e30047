/* SPDX-License-Identifier: Apache-2.0 */
/* The record as it would be handed in, the handing in itself behind a question, and what the officer is told afterwards. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/ui.h"
#include "tui/words.h"

struct record_state {
	struct text_view view;
};

static void record_refresh(struct ui *ui, struct page *page)
{
	struct record_state *state = page->state;
	buf_clear(&state->view.text);
	work_preview(ui->work, (size_t)ui_width(ui) - 1, &state->view.text);
	text_view_changed(&state->view);
}

static void record_open(struct ui *ui, struct page *page)
{
	struct record_state *state = page->state;
	text_view_init(&state->view);
	state->view.page = true;
	record_refresh(ui, page);
}

static void record_close(struct ui *ui, struct page *page)
{
	(void)ui;
	text_view_done(&((struct record_state *)page->state)->view);
}

static void record_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Verdict and record (draft)"));
}

static void record_draw(struct ui *ui, struct page *page)
{
	struct record_state *state = page->state;
	struct buf line;
	int rows = ui_body_bottom(ui) - UI_BODY_TOP + 1;
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, rows);
	buf_init(&line);
	size_t last = state->view.top + (size_t)rows;
	buf_addf(&line, _("Lines %zu-%zu of %zu"), state->view.top + 1, last < state->view.lines.count ? last : state->view.lines.count,
		state->view.lines.count);
	strip_draw(ui, "case", line.data);
	buf_done(&line);
}

static enum reaction record_key(struct ui *ui, struct page *page, const struct event *event)
{
	(void)ui;
	struct record_state *state = page->state;
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static void submit_effect(struct ui *ui, struct buf *out)
{
	struct buf line;
	buf_init(&line);
	ui_case_title(ui, &line);
	buf_addf(out, _("Case: %s\n"), line.data);
	buf_addf(out, _("Verdict: %s\n"), word_verdict(work_verdict(ui->work)->status));
	app_snapshot_line(ui->app, out);
	buf_addc(out, '\n');
	buf_addf(out, _("This makes revision %u. A revision is signed, joins the chain of this terminal and can never be changed.\n"),
		work_revisions(ui->work) + 1);
	buf_adds(out, _("The case stays open: a later change is handed in as a further revision.\n"));
	if (work_verdict(ui->work)->status == VERDICT_UNDETERMINED)
		buf_adds(out, _("Facts are still missing; the record will say so.\n"));
	if (work_checks(ui->work) > 0)
		buf_addf(out, _("To be checked: %zu answers rest on one that was changed, and nobody has looked at them since.\n"), work_checks(ui->work));
	if (work_verdict(ui->work)->status == VERDICT_REFUSED)
		buf_adds(out, _("As it is answered the case is refused; the record will say so.\n"));
	buf_done(&line);
}

static enum reaction submit(struct ui *ui, struct page *page)
{
	struct diag_list diags;
	(void)page;
	diag_init(&diags);
	enum status status = work_submit(ui->work, &ui->handed_in, &diags);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	diag_done(&diags);
	if (status != STATUS_OK)
		return REACT_BACK;
	ui_next(ui, &page_done, "case");
	return REACT_REPLACE;
}

static const struct confirm submit_confirm = {
	.title = N_("Hand in"),
	.yes = N_("Yes, hand in"),
	.effect = submit_effect,
	.act = submit,
};

static enum reaction record_action(struct ui *ui, struct page *page, enum action_id action)
{
	(void)page;
	if (action != ACTION_PRIMARY)
		return action == ACTION_OPEN ? REACT_HANDLED : REACT_UNUSED;
	ui_next(ui, &page_confirm, "case")->confirm = &submit_confirm;
	return REACT_PUSH;
}

const struct page_ops page_record = {
	.name = "record",
	.where = WHERE_RECORD,
	.primary = N_("Hand in"),
	.hint = N_("PgDn, PgUp, Left, Right: move   F2: hand in   F7: print or write to a file"),
	.state_size = sizeof(struct record_state),
	.open = record_open,
	.close = record_close,
	.refresh = record_refresh,
	.title = record_title,
	.draw = record_draw,
	.key = record_key,
	.action = record_action,
};

/* ---- afterwards ---- */

static void done_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Handed in"));
}

static void done_draw(struct ui *ui, struct page *page)
{
	struct buf text;
	(void)page;
	buf_init(&text);
	buf_addf(&text, _("Revision %d of case %s was handed in, read back and verified.\n\n"), ui->handed_in.number, work_reference(ui->work));
	buf_addf(&text, _("Fingerprint: %s\n"), ui->handed_in.fingerprint);
	buf_addf(&text, "SHA-256: %s\n", ui->handed_in.digest);
	buf_addf(&text, _("Place in the chain: %lld\n\n"), (long long)ui->handed_in.seq);
	buf_adds(&text, _("What comes next: write the record to a file or for print (F7), and keep the fingerprint with the paper. The adviser and an auditor can derive the verdict again from this revision alone.\n"));
	put_wrapped(ui->term, UI_BODY_TOP + 1, 2, ui_body_bottom(ui) - UI_BODY_TOP, ui_width(ui) - 4, STYLE_PLAIN, text.data);
	term_caret(ui->term, UI_BODY_TOP + 1, 2);
	buf_done(&text);
}

static enum reaction done_key(struct ui *ui, struct page *page, const struct event *event)
{
	(void)ui;
	(void)page;
	(void)event;
	return REACT_UNUSED;
}

static enum reaction done_action(struct ui *ui, struct page *page, enum action_id action)
{
	(void)ui;
	(void)page;
	return action == ACTION_OPEN || action == ACTION_PRIMARY || action == ACTION_BACK ? REACT_TO_CASE : REACT_UNUSED;
}

const struct page_ops page_done = {
	.name = "done",
	.where = WHERE_RECORD,
	.primary = N_("To the case"),
	.hint = N_("Enter: back to the tasks   F7: print or write to a file"),
	.state_size = 1,
	.title = done_title,
	.draw = done_draw,
	.key = done_key,
	.action = done_action,
};
