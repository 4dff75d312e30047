/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One bundle: where it lies or is to lie. One that comes in is read once and shown in full, with the keys it is signed with, and only then is it asked
 * whether it is to be taken in.
 */
#include <stdlib.h>
#include <string.h>

#include "app/exchange.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/text_view.h"
#include "tui/ui.h"

#define PATH_CHARS 240

struct bundle_page {
	struct edit path;
	bool incoming, on_text;
	struct exchange *exchange; /* what was read; NULL before */
	struct exchange_seen seen;
	struct text_view view; /* what it brings, or why it is refused */
};

static void forget(struct bundle_page *state)
{
	exchange_close(&state->exchange);
	exchange_seen_done(&state->seen);
	state->on_text = false;
}

static void bundle_open(struct ui *ui, struct page *page)
{
	struct bundle_page *state = page->state;
	(void)ui;
	state->incoming = page->arg.resume;
	edit_init(&state->path, false, PATH_CHARS, 1000);
	edit_set(&state->path, "");
	text_view_init(&state->view);
}

static void bundle_close(struct ui *ui, struct page *page)
{
	struct bundle_page *state = page->state;
	(void)ui;
	forget(state);
	edit_done(&state->path);
	text_view_done(&state->view);
}

static void bundle_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	buf_adds(out, ((struct bundle_page *)page->state)->incoming ? _("Taking a bundle in") : _("Writing a bundle"));
}

static void bundle_draw(struct ui *ui, struct page *page)
{
	struct bundle_page *state = page->state;
	int row = UI_BODY_TOP, width = ui_width(ui), bottom = ui_body_bottom(ui);
	put_text(ui->term, 1, 1, width - 2, STYLE_STRONG, state->incoming
		? _("F2 looks into the bundle and changes nothing; then F2 asks to take it in")
		: _("F2 writes what was handed in, with all steps, into one signed file"));
	put_text(ui->term, row, 1, 10, STYLE_STRONG, _("File"));
	edit_line_draw(ui->term, &state->path, row, 12, width - 14, !state->on_text);
	put_rule(ui->term, row + 1);
	text_view_draw(ui->term, &state->view, row + 2, bottom - row - 1);
	if (state->on_text)
		term_caret(ui->term, row + 2, 0);
}

static void show_faults(struct ui *ui, struct bundle_page *state, const struct diag_list *diags)
{
	buf_clear(&state->view.text);
	for (size_t i = 0; i < diags->count; i++)
		buf_addf(&state->view.text, "%s\n", diags->items[i].text);
	state->view.top = 0;
	text_view_changed(&state->view);
	ui_message(ui, "%s", state->incoming ? _("Nothing was taken in; the reason stands below") : _("No bundle was written; the reason stands below"));
}

static void show_seen(const struct ui *ui, struct bundle_page *state)
{
	buf_clear(&state->view.text);
	exchange_seen_text(ui->app, &state->seen, &state->view.text);
	state->view.top = 0;
	text_view_changed(&state->view);
	state->on_text = true;
}

static void look(struct ui *ui, struct bundle_page *state)
{
	struct diag_list diags;
	diag_init(&diags);
	forget(state);
	edit_leave(&state->path);
	enum status status = exchange_open(ui->app, edit_text(&state->path), &state->exchange, &diags);
	if (status == STATUS_OK)
		status = exchange_take(state->exchange, true, &state->seen, &diags);
	if (status == STATUS_OK) {
		show_seen(ui, state);
		ui_message(ui, "%s", _("Nothing was taken in yet: read what it brings, then F2"));
	} else {
		forget(state);
		show_faults(ui, state, &diags);
	}
	diag_done(&diags);
}

/* ---- taking it in ---- */

static void take_effect(struct ui *ui, struct buf *out)
{
	const struct bundle_page *state = ui->stack[ui->depth - 2].state;
	const struct exchange_seen *seen = &state->seen;
	buf_addf(out, _("%1$zu entries of terminal %2$.8s are taken in; %3$zu cases change.\n"), seen->fresh, seen->terminal, seen->case_count);
	for (size_t i = 0; i < seen->signer_count; i++)
		if (seen->signers[i].state == SIGNER_NEW || seen->signers[i].state == SIGNER_CHANGED)
			buf_addf(out, _("From now on this terminal believes the key %1$s of terminal %2$.8s. Say yes only if that office has told you this fingerprint.\n"),
				seen->signers[i].fingerprint, seen->signers[i].terminal);
	exchange_list_effect(seen, out);
	buf_adds(out, _("What is taken in stays in the record and cannot be taken out again.\n"));
}

static bool conflicts(const struct exchange_seen *seen)
{
	bool any = false;
	for (size_t i = 0; i < seen->case_count; i++)
		any = any || seen->cases[i].conflict;
	return any;
}

/* What the bundle still brings. It is not read again: the medium may be gone by now. */
static void look_again(struct ui *ui, struct bundle_page *state)
{
	exchange_seen_done(&state->seen);
	if (exchange_take(state->exchange, true, &state->seen, NULL) == STATUS_OK)
		show_seen(ui, state);
	else
		forget(state);
}

static enum reaction take(struct ui *ui, struct page *page)
{
	struct bundle_page *state = ui->stack[ui->depth - 2].state;
	struct exchange_seen seen = { 0 };
	struct diag_list diags;
	(void)page;
	diag_init(&diags);
	if (exchange_take(state->exchange, false, &seen, &diags) == STATUS_OK) {
		look_again(ui, state);
		if (diags.count)
			ui_diags(ui, &diags);
		else if (seen.fresh == 0)
			ui_message(ui, "%s", _("It is taken in; no entry was new, so no receipt goes out"));
		else
			ui_message(ui, conflicts(&seen) ? _("%zu entries taken in; two revisions stand side by side: Esc, then choose one")
				: _("%zu entries were taken in; the receipt goes out with the next bundle"), seen.fresh);
	} else {
		show_faults(ui, state, &diags);
	}
	exchange_seen_done(&seen);
	diag_done(&diags);
	return REACT_BACK;
}

static const struct confirm take_confirm = {
	.title = N_("Take the bundle in"),
	.yes = N_("Yes, take it in"),
	.effect = take_effect,
	.act = take,
};

static enum reaction go_on(struct ui *ui, struct bundle_page *state)
{
	struct exchange_made made;
	struct diag_list diags;
	if (state->incoming && (!state->exchange || !state->on_text)) {
		look(ui, state);
		return REACT_HANDLED;
	}
	if (state->incoming && !exchange_brings(&state->seen)) {
		ui_message(ui, "%s", _("There is nothing new in this bundle"));
		return REACT_HANDLED;
	}
	if (state->incoming) {
		ui_next(ui, &page_confirm, "case")->confirm = &take_confirm;
		return REACT_PUSH;
	}
	diag_init(&diags);
	edit_leave(&state->path);
	enum status status = app_exchange_out(ui->app, edit_text(&state->path), NULL, &made, &diags);
	if (status == STATUS_OK) {
		buf_clear(&state->view.text);
		buf_addf(&state->view.text, _("%1$s: %2$zu entries, %3$zu bytes\n  key %4$s, last entry %5$s\n"), edit_text(&state->path), made.entries, made.bytes,
			made.fingerprint, made.head);
		exchange_made_lists(&made, &state->view.text);
		buf_adds(&state->view.text, _("It was read back from the medium. Tell the other office the fingerprint of the key by another way than this medium.\n"));
		text_view_changed(&state->view);
		ui_message(ui, "%s", _("The bundle is written"));
	} else {
		show_faults(ui, state, &diags);
	}
	diag_done(&diags);
	return REACT_HANDLED;
}

static enum reaction bundle_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct bundle_page *state = page->state;
	if (!state->on_text) {
		enum edit_result result = ui_edit_key(ui, &state->path, event);
		if (result != EDIT_UNUSED)
			return REACT_HANDLED;
	}
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	if (strcmp(event->name, "Tab") == 0 || strcmp(event->name, "S-Tab") == 0) {
		state->on_text = !state->on_text && state->view.text.len > 0;
		return REACT_HANDLED;
	}
	if (strcmp(event->name, "Enter") == 0)
		return go_on(ui, state);
	return state->on_text && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction bundle_action(struct ui *ui, struct page *page, enum action_id action)
{
	return action == ACTION_PRIMARY ? go_on(ui, page->state) : REACT_UNUSED;
}

static bool bundle_typing(const struct page *page)
{
	return !((const struct bundle_page *)page->state)->on_text;
}

const struct page_ops page_bundle = {
	.name = "bundle",
	.where = WHERE_CONFIRM,
	.primary = N_("Go on"),
	.hint = N_("F2: go on   Tab: between the file and the text   Esc: back"),
	.state_size = sizeof(struct bundle_page),
	.open = bundle_open,
	.close = bundle_close,
	.title = bundle_title,
	.draw = bundle_draw,
	.key = bundle_key,
	.action = bundle_action,
	.typing = bundle_typing,
};
