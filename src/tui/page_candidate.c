/* SPDX-License-Identifier: Apache-2.0 */
/* One candidate: what is asked about it, and how its findings stand. */
#include <string.h>

#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/strip.h"
#include "tui/ui.h"
#include "tui/words.h"

struct candidate_state {
	struct tasks tasks;
	struct list list; /* the tasks, then one row for the findings */
	struct ui *ui;
	char key[ENTITY_KEY_MAX + 1];
};

static void candidate_refresh(struct ui *ui, struct page *page)
{
	struct candidate_state *state = page->state;
	state->ui = ui;
	memcpy(state->key, page->arg.key, sizeof state->key);
	tasks_done(&state->tasks);
	work_candidate_tasks(ui->work, page->arg.key, &state->tasks);
	list_count(&state->list, state->tasks.count + 1);
}

static void candidate_close(struct ui *ui, struct page *page)
{
	(void)ui;
	tasks_done(&((struct candidate_state *)page->state)->tasks);
}

static void candidate_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_addf(out, " | %s: %s", _("Candidate"), candidate_name(ui->work, page->arg.key));
}

static void format_row(void *context, size_t row, struct buf *out, enum style *style)
{
	const struct candidate_state *state = context;
	if (row == state->tasks.count) {
		const struct candidate_result *result = verdict_candidate(work_verdict(state->ui->work), state->key);
		column_add(out, _("Findings"), 32);
		if (result)
			candidate_counts(result, out);
		return;
	}
	const struct task *task = &state->tasks.items[row];
	column_add(out, task->title, 32);
	column_add(out, word_task(task->state, style), 18);
	if (task->asked > 0)
		buf_addf(out, "%u/%u", task->answered, task->asked);
}

static void candidate_draw(struct ui *ui, struct page *page)
{
	struct candidate_state *state = page->state;
	const struct candidate_result *result = verdict_candidate(work_verdict(ui->work), page->arg.key);
	struct buf line;
	buf_init(&line);
	buf_addf(&line, _("As a whole: %s"),
		word_truth(result ? result->acceptable : TRUTH_UNKNOWN, _("Acceptable"), _("Not acceptable"), _("Undetermined")));
	strip_draw(ui, page->arg.key, line.data);
	buf_clear(&line);
	const struct dossier *dossier = work_dossier(ui->work);
	const struct entity *entity = dossier_find(dossier, page->arg.key);
	if (entity) {
		const char *number = entity_text(dossier, entity, "candidate.registry_id");
		buf_addf(&line, "%s   %s   %s", candidate_name(ui->work, page->arg.key), entity_text(dossier, entity, "candidate.provider"),
			strcmp(number, LISTING_NO_NUMBER) == 0 ? _("Unlisted") : number);
	}
	put_text(ui->term, UI_BODY_TOP, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	buf_clear(&line);
	buf_adds(&line, _("Listing: "));
	work_listing_text(ui->work, page->arg.key, &line);
	put_text(ui->term, UI_BODY_TOP + 1, 1, ui_width(ui) - 2,
		work_listing_state(ui->work, page->arg.key, NULL) == LISTING_STATE_REGISTERED ? STYLE_PLAIN : STYLE_OPEN, line.data);
	buf_clear(&line);
	buf_adds(&line, _("Audit bodies named: "));
	if (work_audit_bodies(ui->work, page->arg.key, false, &line))
		put_text(ui->term, UI_BODY_TOP + 2, 1, ui_width(ui) - 2, STYLE_PLAIN, line.data);
	buf_done(&line);
	list_draw(ui->term, &state->list, UI_BODY_TOP + 3, ui_body_bottom(ui) - UI_BODY_TOP - 2, LIST_CARET, format_row, state);
}

static enum reaction candidate_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct candidate_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

/* The candidate beside this one in its step. */
static enum reaction to_sibling(struct ui *ui, struct page *page, bool forward)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), page->arg.key);
	if (!entity || entity->parent->count < 2)
		return REACT_HANDLED;
	const struct entity *step = entity->parent;
	for (size_t i = 0; i < step->count; i++) {
		if (step->children[i] != entity)
			continue;
		ui_next(ui, page->ops, step->children[(i + (forward ? 1 : step->count - 1)) % step->count]->key);
		return REACT_REPLACE;
	}
	return REACT_HANDLED;
}

static enum reaction candidate_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct candidate_state *state = page->state;
	bool findings = state->list.cursor == state->tasks.count;
	if (action == ACTION_NEXT || action == ACTION_PREVIOUS)
		return to_sibling(ui, page, action == ACTION_NEXT);
	if (action == ACTION_PRIMARY || action == ACTION_WHY || action == ACTION_ONLY_OPEN || (action == ACTION_OPEN && findings)) {
		ui_next(ui, &page_findings, page->arg.key);
		return REACT_PUSH;
	}
	if (action != ACTION_OPEN)
		return REACT_UNUSED;
	const struct task *task = &state->tasks.items[state->list.cursor];
	if (task->kind == TASK_ENTRIES) {
		ui_next(ui, &page_entries, page->arg.key)->screen = task->screen;
		return REACT_PUSH;
	}
	ui_next(ui, task->asked > 0 && task->answered == task->asked ? &page_questions : &page_question, page->arg.key)->screen = task->screen;
	return REACT_PUSH;
}

const struct page_ops page_candidate = {
	.name = "candidate",
	.where = WHERE_FINDINGS,
	.primary = N_("Findings"),
	.hint = N_("Enter: open   F2: findings   ] [: next, previous candidate"),
	.state_size = sizeof(struct candidate_state),
	.open = candidate_refresh,
	.close = candidate_close,
	.refresh = candidate_refresh,
	.title = candidate_title,
	.draw = candidate_draw,
	.key = candidate_key,
	.action = candidate_action,
};
