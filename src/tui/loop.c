/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The session: draw, wait, let the page answer, act on the answer. Pages never open or close each other, so none of them can be closed
 * while one of its functions is still running.
 */
#include <locale.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/setup.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/script.h"
#include "tui/tui.h"
#include "tui/ui.h"

/* Who types without a pause is saved after so many keys, so that a power cut takes little. */
#define KEYS_BEFORE_SAVE 40

struct page *ui_top(struct ui *ui)
{
	return &ui->stack[ui->depth - 1];
}

void ui_message(struct ui *ui, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = mem_vprintf(format, args);
	va_end(args);
	buf_clear(&ui->message);
	buf_adds(&ui->message, text);
	free(text);
}

void ui_diags(struct ui *ui, struct diag_list *diags)
{
	if (diags->count > 0)
		ui_message(ui, "%s", diags->items[0].text);
	diag_done(diags);
	diag_init(diags);
}

struct page_arg *ui_next(struct ui *ui, const struct page_ops *ops, const char *key)
{
	ui->next = (struct page_arg){.ops = ops};
	/* The key may lie in the page that is about to go. */
	strncpy(ui->next.key, key ? key : "", ENTITY_KEY_MAX);
	return &ui->next;
}

int ui_body_bottom(const struct ui *ui)
{
	return term_rows(ui->term) - 3;
}

int ui_width(const struct ui *ui)
{
	return term_columns(ui->term) - 1;
}

void ui_case_title(const struct ui *ui, struct buf *out)
{
	const struct dossier *dossier = work_dossier(ui->work);
	const char *title = entity_text(dossier, dossier->root, "case.title");
	buf_addf(out, "%s ", work_reference(ui->work));
	cells_cut(out, title[0] ? title : _("(no title yet)"), ui->title_cells ? ui->title_cells : SIZE_MAX);
	if (dossier->sample && !names_sample(title))
		buf_addf(out, " [%s]", _("sample"));
}

void ui_changed(struct ui *ui)
{
	/* The list of cases belongs to no case, and refreshing it would close this one. */
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i].ops->refresh && ui->stack[i].ops != &page_home)
			ui->stack[i].ops->refresh(ui, &ui->stack[i]);
}

/* A page may ask for a further page while it opens, as the task list does to resume. */
void ui_push(struct ui *ui)
{
	while (ui->next.ops && ui->depth < UI_DEPTH) {
		struct page *page = &ui->stack[ui->depth++];
		*page = (struct page){.ops = ui->next.ops, .arg = ui->next};
		page->state = mem_alloc(page->ops->state_size);
		ui->next.ops = NULL;
		if (page->ops->open)
			page->ops->open(ui, page);
	}
	ui->next.ops = NULL;
}

static void drop(struct ui *ui)
{
	struct page *page = ui_top(ui);
	if (page->ops->close)
		page->ops->close(ui, page);
	free(page->state);
	ui->depth--;
}

static void show_again(struct ui *ui)
{
	if (ui->depth == 0)
		ui->done = true;
	else if (ui_top(ui)->ops->refresh)
		ui_top(ui)->ops->refresh(ui, ui_top(ui));
}

static void back_to_case(struct ui *ui)
{
	while (ui->depth > 1 && ui_top(ui)->ops != &page_hub)
		drop(ui);
	show_again(ui);
}

void ui_react(struct ui *ui, enum reaction reaction)
{
	switch (reaction) {
	case REACT_UNUSED:
	case REACT_HANDLED:
		return;
	case REACT_REPLACE:
		drop(ui);
		ui_push(ui);
		return;
	case REACT_PUSH:
		if (ui->depth == UI_DEPTH)
			ui_message(ui, "%s", _("Too many screens are open; go back with F10 first"));
		ui_push(ui);
		return;
	case REACT_BACK:
		drop(ui);
		show_again(ui);
		return;
	case REACT_ACTION:
		drop(ui);
		show_again(ui);
		if (!ui->done)
			ui_react(ui, ui_do(ui, ui_top(ui), ui->action));
		return;
	case REACT_TO_CASE:
		back_to_case(ui);
		return;
	case REACT_END:
		ui->done = true;
		return;
	}
}

/* What is typed may stand on a page below a help text or a menu; every page is asked. */
void ui_save_typed(struct ui *ui)
{
	ui->unsaved_keys = 0;
	for (size_t i = ui->depth; i-- > 0;) {
		struct page *page = &ui->stack[i];
		if (page->ops->leave)
			page->ops->leave(ui, page, true);
	}
	if (ui->work)
		work_place_keep(ui->work);
}

/* A screen that is left open over night must not go on with yesterday: terms and ages are counted from today. */
static void look_at_clock(struct ui *ui)
{
	if (!app_pass_midnight(ui->app, (int64_t)time(NULL)))
		return;
	if (ui->work)
		work_decide_again(ui->work);
	ui_changed(ui);
}

static void show(struct ui *ui)
{
	look_at_clock(ui);
	ui_draw(ui);
}

void ui_take(struct ui *ui, const struct event *event)
{
	switch (event->kind) {
	case EVENT_IDLE:
		ui_save_typed(ui);
		break;
	case EVENT_SIGNAL:
		ui->done = true;
		ui_save_typed(ui);
		ui->exit_code = 128 + event->signal;
		break;
	case EVENT_END:
		ui->done = true;
		ui_save_typed(ui);
		break;
	case EVENT_RESIZE:
		term_redraw(ui->term);
		break;
	case EVENT_MOUSE:
		ui_mouse(ui, event);
		break;
	case EVENT_KEY:
	case EVENT_PASTE:
		ui_react(ui, ui_handle(ui, event));
		if (!ui->done && ++ui->unsaved_keys >= KEYS_BEFORE_SAVE)
			ui_save_typed(ui);
		break;
	}
	/* Somebody else has changed the case: what is shown is no longer what is stored. */
	if (ui->work && work_moved(ui->work))
		ui_changed(ui);
}

static void answer(struct ui *ui)
{
	struct event event = {0};
	if (ui_top(ui)->ops->meanwhile && ui_top(ui)->ops->meanwhile(ui, ui_top(ui)))
		show(ui);
	if (ui->script)
		script_event(ui->script, ui->term, ui_top(ui)->ops->name, &event);
	else
		event_read(ui->term, &event);
	ui_take(ui, &event);
	event_done(&event);
}

bool tui_available(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static enum status start(struct ui *ui, const struct tui_options *options, struct diag_list *diags)
{
	if (options->script) {
		enum status status = script_open(&ui->script, options->script, options->save_directory, diags);
		if (status != STATUS_OK)
			return status;
	}
	const char *ambiguous = app_config(ui->app, "view.ambiguous");
	const struct term_options term = {
		.headless = options->script != NULL,
		.type = options->script ? "xterm" : NULL,
		.columns = options->columns > 0 ? options->columns : 80,
		.rows = options->rows > 0 ? options->rows : 24,
		.no_color = options->no_color,
		.theme = app_config(ui->app, "view.theme"),
		.mouse = strcmp(app_config(ui->app, "view.mouse"), "yes") == 0,
		.ambiguous = strcmp(ambiguous, "wide") == 0 ? AMBIGUOUS_WIDE : strcmp(ambiguous, "narrow") == 0 ? AMBIGUOUS_NARROW : AMBIGUOUS_ASK,
	};
	enum status status = app_keymap(ui->app, &ui->keys, diags);
	if (status != STATUS_OK)
		return status;
	ui->vi_keys = strcmp(app_config(ui->app, "view.vi_keys"), "yes") == 0;
	return term_start(&ui->term, &term, diags);
}

int tui_run(struct app *app, const struct tui_options *options, struct diag_list *diags)
{
	struct ui ui = {.app = app};
	buf_init(&ui.message);
	enum status status = start(&ui, options, diags);
	if (status == STATUS_OK) {
		ui_next(&ui, &page_home, "");
		ui_push(&ui);
		if (options->notice)
			ui_message(&ui, "%s", options->notice);
		/* The exercises are listed from what the edition says of them. */
		if (app_is_practice(app))
			status = app_require(app, APP_RULES | APP_STORE_WRITE, diags);
		if (status == STATUS_OK && app_is_practice(app)) {
			ui_next(&ui, &page_practice, "");
			ui_push(&ui);
		}
		if (!app_is_set_up(app)) {
			ui_next(&ui, &page_setup, "");
			ui_push(&ui);
		}
		show(&ui);
		/* The list of cases needs neither rules nor key; they are read while the officer looks at it, and before anything is typed. */
		if (status == STATUS_OK)
			status = app_require(app, APP_RULES | APP_STORE_WRITE, diags);
		while (status == STATUS_OK && !ui.done) {
			answer(&ui);
			if (!ui.done)
				show(&ui);
		}
		while (ui.depth > 0)
			drop(&ui);
	}
	term_stop(&ui.term);
	work_close(&ui.work);
	if (ui.script && script_close(&ui.script, diags) != STATUS_OK)
		status = STATUS_FAILED;
	buf_done(&ui.message);
	return status != STATUS_OK ? (int)status : ui.exit_code;
}
