/* SPDX-License-Identifier: Apache-2.0 */
/* The task list of a case: everything there is to do, with a word for how far it is. */
#include <stdio.h>
#include <string.h>

#include "app/evidence.h"
#include "app/triggers.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/ui.h"
#include "tui/words.h"

/* A row is a heading or a task; headings cannot be chosen. */
struct hub_row {
	const char *heading;
	size_t task;
};
struct hub_state {
	struct tasks tasks;
	struct hub_row rows[2 * 256];
	size_t count;
	struct list list;
	struct next_question next; /* question NULL when none is left */
	struct buf trigger; /* a trigger of the decision that has come true; "" for none */
	struct ui *ui; /* for the row format */
};

/* Looked for when the page is opened or the case has changed, never while it is drawn. */
static void find_trigger(struct ui *ui, struct hub_state *state)
{
	struct triggers triggers;
	struct trigger_looks looks;
	buf_clear(&state->trigger);
	if (work_triggers(ui->work, &triggers, &looks, NULL) == STATUS_OK && looks.raised) {
		size_t at = 0;
		while (!looks.items[at].raised)
			at++;
		buf_addf(&state->trigger, _("w: %zu triggers came true: "), looks.raised);
		trigger_look_text(ui->app, &looks.items[at], &state->trigger);
		buf_addf(&state->trigger, " -> %s", app_text(ui->app, &looks.items[at].trigger->response));
	}
	trigger_looks_done(&looks);
	triggers_done(&triggers);
}

static void skip_heading(struct hub_state *state, bool up)
{
	struct list *list = &state->list;
	while (state->count > 0 && state->rows[list->cursor].heading) {
		if (up && list->cursor == 0)
			up = false;
		list->cursor += up ? (size_t)-1 : 1;
	}
}

static void hub_refresh(struct ui *ui, struct page *page)
{
	struct hub_state *state = page->state;
	state->ui = ui;
	tasks_done(&state->tasks);
	work_tasks(ui->work, &state->tasks);
	if (!work_next(ui->work, &state->next))
		state->next.question = NULL;
	state->count = 0;
	for (size_t i = 0; i < state->tasks.count && state->count + 2 < sizeof state->rows / sizeof state->rows[0]; i++) {
		if (state->tasks.items[i].heading)
			state->rows[state->count++] = (struct hub_row){.heading = state->tasks.items[i].heading, .task = i};
		state->rows[state->count++] = (struct hub_row){.task = i};
	}
	list_count(&state->list, state->count);
	skip_heading(state, false);
	find_trigger(ui, state);
}

/* The place is "screen key question" as the question page wrote it; a place that is no more is simply not gone to. */
static void resume(struct ui *ui, struct page *page)
{
	char screen_id[64] = "", key[ENTITY_KEY_MAX + 1] = "", name[64] = "";
	page->arg.resume = false;
	if (sscanf(work_place(ui->work), "%63s %32s %63s", screen_id, key, name) != 3)
		return;
	const struct screen *screen = edition_screen(app_edition(ui->app), screen_id);
	if (!screen || !dossier_find(work_dossier(ui->work), key))
		return;
	struct page_arg *next = ui_next(ui, &page_question, key);
	next->screen = screen;
	for (size_t i = 0; i < screen->question_count; i++)
		if (strcmp(screen->questions[i]->name, name) == 0)
			next->question = screen->questions[i];
}

/* Begins at the first task that is not done and can be begun. */
static void hub_open(struct ui *ui, struct page *page)
{
	struct hub_state *state = page->state;
	ui_claim(ui);
	buf_init(&state->trigger);
	hub_refresh(ui, page);
	for (size_t i = 0; i < state->count; i++) {
		const struct task *task = &state->tasks.items[state->rows[i].task];
		if (!state->rows[i].heading && (task->state == TASK_STARTED || task->state == TASK_UNTOUCHED)) {
			list_select(&state->list, i);
			break;
		}
	}
	if (page->arg.resume)
		resume(ui, page);
}

static void hub_close(struct ui *ui, struct page *page)
{
	(void)ui;
	tasks_done(&((struct hub_state *)page->state)->tasks);
	buf_done(&((struct hub_state *)page->state)->trigger);
}

static void hub_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)page;
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Tasks"));
}

static void candidates_text(const struct hub_state *state, const struct task *task, struct buf *out)
{
	struct evidence_sum sum;
	work_evidence_sum(state->ui->work, task->key, &sum);
	/* A step that offers nothing has no candidates; what shows it are its searches. */
	if (task->state == TASK_SKIPPED && work_evidence_wanted(state->ui->work, task->key))
		buf_adds(out, _("[!] no search"));
	else if (task->state == TASK_SKIPPED && sum.searches)
		buf_addf(out, _("%zu searches"), sum.searches);
	if (task->state == TASK_SKIPPED)
		return;
	buf_addf(out, _("%u candidates"), task->asked);
	if (sum.searches)
		buf_addf(out, _(", %zu searches"), sum.searches);
	if (task->check > 0)
		buf_addf(out, _("  to be checked %u"), task->check);
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct hub_state *state = context;
	const struct hub_row *row = &state->rows[at];
	if (row->heading) {
		/* The heading of a component without a name would be its key. */
		if (strcmp(row->heading, state->tasks.items[row->task].key) == 0)
			component_label(state->ui->work, row->heading, out);
		else
			buf_adds(out, row->heading);
		*style = STYLE_STRONG;
		return;
	}
	const struct task *task = &state->tasks.items[row->task];
	buf_adds(out, "  ");
	column_add(out, task->title, 40);
	column_add(out, word_task(task->state, style), 18);
	if (task->kind == TASK_ENTRIES && task->asked > 0)
		buf_addf(out, _("%u entries"), task->asked);
	else if (task->kind == TASK_QUESTIONS && task->asked > 0) {
		bool open = task->state == TASK_STARTED || task->state == TASK_UNTOUCHED;
		buf_addf(out, "%u/%u", task->answered, task->asked);
		if (task->check > 0)
			buf_addf(out, _("  to be checked %u"), task->check);
		else if (open && task->matter == 0)
			buf_addf(out, "  %s", _("no effect"));
	} else if (task->kind == TASK_REVIEW) {
		buf_addf(out, _("%1$s, open remarks: %2$u"), work_state_title(state->ui->work), task->asked - task->answered);
	} else if (task->kind == TASK_CANDIDATES)
		candidates_text(state, task, out);
}

/* The question that matters most, with the part it belongs to where there are several. */
static void next_line(struct ui *ui, const struct next_question *next, struct buf *out)
{
	size_t checks = work_checks(ui->work);
	if (checks > 0) {
		buf_addf(out, _("Ctrl+K: %zu answers are to be checked, because what they rest on was changed"), checks);
		return;
	}
	if (!next->question) {
		buf_adds(out, _("No question that is open can change the outcome"));
		return;
	}
	buf_adds(out, _("]: matters most now: "));
	strip_entity(ui, next->key, out);
	buf_adds(out, app_text(ui->app, &next->question->fact->label));
	if (next->reason)
		buf_adds(out, _(" (its reason)"));
}

static enum reaction to_next(struct ui *ui, const struct next_question *next)
{
	if (!next->question) {
		ui_message(ui, "%s", _("No question that is open can change the outcome"));
		return REACT_HANDLED;
	}
	struct page_arg *arg = ui_next(ui, &page_question, next->key);
	arg->screen = next->question->screen;
	arg->question = next->question;
	return REACT_PUSH;
}

static enum reaction to_check(struct ui *ui)
{
	struct next_question first;
	if (!work_check_first(ui->work, &first)) {
		ui_message(ui, "%s", _("No answer is to be checked"));
		return REACT_HANDLED;
	}
	return to_next(ui, &first);
}

static void hub_draw(struct ui *ui, struct page *page)
{
	struct hub_state *state = page->state;
	struct buf line, own;
	buf_init(&line);
	buf_init(&own);
	buf_addf(&line, _("Verdict: %s"), word_verdict(work_verdict(ui->work)->status));
	strip_draw(ui, "case", line.data);
	int bottom = ui_body_bottom(ui);
	list_draw(ui->term, &state->list, UI_BODY_TOP, bottom - UI_BODY_TOP - 3, LIST_CARET, format_row, state);
	put_rule(ui->term, bottom - 3);
	buf_clear(&line);
	next_line(ui, &state->next, &line);
	put_text(ui->term, bottom - 2, 1, ui_width(ui) - 2, STYLE_PLAIN, line.data);
	buf_clear(&line);
	if (work_registry_newer(ui->work, &own)) {
		buf_addf(&line, _("The registry is newer than this case, which stays with: %s"), own.data);
		put_text(ui->term, bottom - 2, 1, ui_width(ui) - 2, STYLE_OPEN, line.data);
		buf_clear(&line);
	}
	if (state->trigger.len) {
		put_wrapped(ui->term, bottom - 1, 1, 2, ui_width(ui) - 1, STYLE_OPEN, state->trigger.data);
		buf_done(&own);
		buf_done(&line);
		return;
	}
	app_snapshot_line(ui->app, &line);
	put_wrapped(ui->term, bottom - 1, 1, 2, ui_width(ui) - 1, STYLE_DIM, line.data);
	buf_done(&own);
	buf_done(&line);
}

static enum reaction hub_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct hub_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	size_t before = state->list.cursor;
	if (!list_key(&state->list, event->name, true))
		return REACT_UNUSED;
	skip_heading(state, state->list.cursor < before);
	return REACT_HANDLED;
}

static enum reaction open_task(struct ui *ui, const struct task *task)
{
	switch (task->kind) {
	case TASK_QUESTIONS:
		ui_next(ui, task->asked > 0 && task->answered == task->asked ? &page_questions : &page_question, task->key)->screen = task->screen;
		return REACT_PUSH;
	case TASK_ENTRIES:
		ui_next(ui, &page_entries, task->key)->screen = task->screen;
		return REACT_PUSH;
	case TASK_CANDIDATES:
		ui_next(ui, &page_picker, task->key);
		return REACT_PUSH;
	case TASK_COMPARE:
		ui_next(ui, &page_compare, task->key);
		return REACT_PUSH;
	case TASK_VERDICT:
		ui_next(ui, &page_findings, "case");
		return REACT_PUSH;
	case TASK_REVIEW:
		ui_next(ui, &page_review, "case");
		return REACT_PUSH;
	case TASK_SUBMIT:
		ui_next(ui, &page_record, "case");
		return REACT_PUSH;
	}
	return REACT_HANDLED;
}

static enum reaction change(struct ui *ui, struct hub_state *state, bool add, const char *key)
{
	struct diag_list diags;
	char made[ENTITY_KEY_MAX + 1] = "";
	struct buf name;
	buf_init(&name);
	diag_init(&diags);
	/* What is removed is named while it is still there. */
	component_label(ui->work, key, &name);
	enum status status = add ? work_add_component(ui->work, "", made, &diags) : work_remove(ui->work, key, &diags);
	if (add)
		component_label(ui->work, made, &name);
	if (status != STATUS_OK)
		ui_diags(ui, &diags);
	else if (add)
		ui_message(ui, _("%s was added; it is decided on its own. F8 takes it back"), name.data);
	else
		ui_message(ui, _("%s was removed. F8 brings it back"), name.data);
	diag_done(&diags);
	buf_done(&name);
	ui_changed(ui);
	for (size_t i = 0; made[0] && i < state->count; i++)
		if (!state->rows[i].heading && strcmp(state->tasks.items[state->rows[i].task].key, made) == 0) {
			list_select(&state->list, i);
			break;
		}
	return REACT_HANDLED;
}

static enum reaction hub_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct hub_state *state = page->state;
	if (state->count == 0)
		return REACT_UNUSED;
	const struct task *task = &state->tasks.items[state->rows[state->list.cursor].task];
	char key[ENTITY_KEY_MAX + 1];
	switch (action) {
	case ACTION_OPEN:
	case ACTION_PRIMARY:
		if (task->state == TASK_WAITING)
			ui_message(ui, "%s", _("An earlier step must be settled first; what is entered here counts once it is"));
		return open_task(ui, task);
	case ACTION_REVIEW:
		if (!work_revisions(ui->work))
			return REACT_UNUSED;
		ui_next(ui, &page_review, "case");
		return REACT_PUSH;
	case ACTION_NEXT:
		return to_next(ui, &state->next);
	case ACTION_RECHECK:
		if (!work_revisions(ui->work))
			return REACT_UNUSED;
		ui_next(ui, &page_recheck, "case");
		return REACT_PUSH;
	case ACTION_PRACTICE:
		ui_next(ui, &page_lesson, work_dossier(ui->work)->practice)->resume = true;
		return REACT_PUSH;
	case ACTION_CHECKED:
		return to_check(ui);
	case ACTION_ADD_COMPONENT:
		return change(ui, state, true, "");
	case ACTION_REMOVE:
		component_key(task->key, key);
		if (!key[0])
			return REACT_UNUSED;
		return change(ui, state, false, key);
	default:
		return REACT_UNUSED;
	}
}

static unsigned hub_more(struct ui *ui, const struct page *page)
{
	(void)page;
	return app_is_practice(ui->app) ? WHERE_PRACTICE : 0;
}

const struct page_ops page_hub = {
	.name = "hub",
	.where = WHERE_HUB,
	.primary = N_("Open"),
	.hint = N_("Enter: open   v: verdict and record   c: split   F5: flow map   e: edition"),
	.state_size = sizeof(struct hub_state),
	.open = hub_open,
	.close = hub_close,
	.refresh = hub_refresh,
	.title = hub_title,
	.draw = hub_draw,
	.key = hub_key,
	.action = hub_action,
	.more = hub_more,
};
