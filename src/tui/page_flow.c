/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The flow map: the preparation and each step as a box, in the order in which they are examined, with the word for what came out. The step at
 * which the walk stands has a frame of '='. Below, why the chosen one is as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/trace.h"
#include "tui/ui.h"
#include "tui/words.h"

#define BOX_CELLS 46

struct flow_state {
	size_t component, row, top; /* row 0: the preparation; n: step n - 1 */
	bool reading;
	struct text_view view;
};

static const struct component_result *component_of(struct ui *ui, const struct flow_state *state)
{
	const struct verdict *verdict = work_verdict(ui->work);
	return state->component < verdict->component_count ? &verdict->components[state->component] : NULL;
}

/* The step at which the walk stands: adopted, or the first that is neither passed over nor out of reach. */
static size_t place_of(const struct component_result *component)
{
	for (size_t i = 0; component && i < component->step_count; i++)
		if (component->steps[i].outcome != STEP_PASSED && component->steps[i].outcome != STEP_NOT_REACHED)
			return i + 1;
	return 0;
}

static void flow_refresh(struct ui *ui, struct page *page)
{
	struct flow_state *state = page->state;
	const struct component_result *component = component_of(ui, state);
	if (!component)
		state->component = 0;
	if (component && state->row > component->step_count)
		state->row = component->step_count;
	state->reading = false;
}

static void flow_open(struct ui *ui, struct page *page)
{
	struct flow_state *state = page->state;
	char key[ENTITY_KEY_MAX + 1];
	const struct verdict *verdict = work_verdict(ui->work);
	text_view_init(&state->view);
	component_key(page->arg.key, key);
	for (size_t i = 0; i < verdict->component_count; i++)
		if (strcmp(verdict->components[i].key, key) == 0)
			state->component = i;
	state->row = place_of(component_of(ui, state));
}

static void flow_close(struct ui *ui, struct page *page)
{
	(void)ui;
	text_view_done(&((struct flow_state *)page->state)->view);
}

static void flow_title(struct ui *ui, struct page *page, struct buf *out)
{
	const struct component_result *component = component_of(ui, page->state);
	ui_case_title(ui, out);
	buf_addf(out, " | %s", _("Flow map"));
	if (component && work_verdict(ui->work)->component_count > 1) {
		buf_adds(out, ": ");
		component_label(ui->work, component->key, out);
	}
}

/* How much of the preparation is answered. */
static void preparation(struct ui *ui, unsigned *answered, unsigned *asked)
{
	struct tasks tasks;
	work_tasks(ui->work, &tasks);
	*answered = *asked = 0;
	for (size_t i = 0; i < tasks.count; i++) {
		if (tasks.items[i].kind == TASK_QUESTIONS && strcmp(tasks.items[i].key, "case") == 0) {
			*answered += tasks.items[i].answered;
			*asked += tasks.items[i].asked;
		}
	}
	tasks_done(&tasks);
}

/* The coded reason for which a step was passed over: the first choice among the answers that passing over needs. */
static void passing_reason(struct ui *ui, const struct step_result *step, struct buf *out)
{
	for (const char *at = step->step->pass_needs; at && *at;) {
		size_t len = strcspn(at, " ");
		char *id = mem_printf("%.*s", (int)len, at);
		const struct fact *fact = fact_by_id(ui->app, id);
		const struct answer *answer = fact && fact->type == FACT_CHOICE ? entity_answer(step->entity, fact) : NULL;
		free(id);
		if (answer && answer->state == ANSWER_GIVEN) {
			answer_to_label(out, fact, answer, app_eras(ui->app), app_lang(ui->app));
			return;
		}
		at += len;
		at += strspn(at, " ");
	}
}

static void side_note(struct ui *ui, const struct step_result *step, struct buf *out)
{
	if (step->outcome == STEP_PASSED)
		passing_reason(ui, step, out);
	if (out->len > 0)
		return;
	if (step->outcome == STEP_ADOPTED && step->chosen[0])
		buf_adds(out, candidate_name(ui->work, step->chosen));
	else if (step->outcome == STEP_UNDETERMINED && step->missing_count > 0)
		buf_addf(out, _("%zu facts missing"), step->missing_count);
	else if (step->candidate_count > 0 && step->outcome != STEP_NOT_REACHED)
		buf_addf(out, _("%zu candidates"), step->candidate_count);
}

/* `path`: the walk has come through here; that is a mark of its own, because the frame alone says only where it stands. */
static void draw_box(struct ui *ui, int row, const char *name, const char *word, bool place, bool path, bool chosen, const char *note)
{
	struct buf line;
	buf_init(&line);
	put_box(ui->term, row, 3, 3, BOX_CELLS, place ? '=' : '-');
	column_add(&line, name, BOX_CELLS - 17);
	buf_addf(&line, "[%s]", word);
	put_padded(ui->term, row + 1, 4, BOX_CELLS - 2, chosen ? STYLE_FOCUS : STYLE_PLAIN, line.data);
	put_text(ui->term, row + 1, 1, 2, STYLE_STRONG, chosen ? (path ? ">*" : "> ") : path ? " *" : "  ");
	buf_clear(&line);
	buf_addf(&line, "%s%s%s", place ? _("<-- here") : "", place && note[0] ? "  " : "", note);
	put_text(ui->term, row + 1, BOX_CELLS + 5, ui_width(ui) - BOX_CELLS - 6, place ? STYLE_STRONG : STYLE_DIM, line.data);
	if (chosen)
		term_caret(ui->term, row + 1, 1);
	buf_done(&line);
}

static void draw_step0(struct ui *ui, const struct flow_state *state, int row, bool place)
{
	unsigned answered, asked;
	struct buf note;
	buf_init(&note);
	preparation(ui, &answered, &asked);
	buf_addf(&note, _("%u of %u answered"), answered, asked);
	draw_box(ui, row, _("Step0 preparation"), answered == asked ? _("Done") : _("Under way"), place, true, state->row == 0, note.data);
	buf_done(&note);
}

static void draw_boxes(struct ui *ui, struct flow_state *state, const struct component_result *component, size_t place, int rows)
{
	struct buf note;
	size_t shown = rows > 2 ? (size_t)(rows - 1) / 2 : 1;
	if (state->row < state->top)
		state->top = state->row;
	if (state->row >= state->top + shown)
		state->top = state->row - shown + 1;
	buf_init(&note);
	/* Boxes share their borders; the framed one is drawn last, so that its frame stays whole. */
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = state->top; i <= component->step_count && i < state->top + shown; i++) {
			int row = UI_BODY_TOP + (int)(i - state->top) * 2;
			if ((i == place) != (pass == 1))
				continue;
			if (i == 0) {
				draw_step0(ui, state, row, i == place);
				continue;
			}
			const struct step_result *step = &component->steps[i - 1];
			buf_clear(&note);
			side_note(ui, step, &note);
			draw_box(ui, row, app_text(ui->app, &step->step->title), word_step(step->outcome), i == place, i == place || step->outcome == STEP_PASSED, i == state->row, note.data);
		}
	}
	buf_done(&note);
}

static void flow_draw(struct ui *ui, struct page *page)
{
	struct flow_state *state = page->state;
	const struct component_result *component = component_of(ui, state);
	struct buf text;
	int bottom = ui_body_bottom(ui);
	if (!component)
		return;
	buf_init(&text);
	buf_addf(&text, _("Verdict: %s"), word_verdict(component->status));
	strip_draw(ui, component->key, text.data);
	if (state->reading) {
		text_view_draw(ui->term, &state->view, UI_BODY_TOP, bottom - UI_BODY_TOP + 1);
		buf_done(&text);
		return;
	}
	int all = (int)component->step_count * 2 + 3;
	int rows = bottom - UI_BODY_TOP - 1 < all ? bottom - UI_BODY_TOP - 1 : all;
	draw_boxes(ui, state, component, place_of(component), rows);
	buf_clear(&text);
	if (state->row > 0)
		trace_step(ui, &component->steps[state->row - 1], &text);
	put_wrapped(ui->term, UI_BODY_TOP + rows, 1, bottom - UI_BODY_TOP - rows + 1, ui_width(ui) - 2, STYLE_PLAIN, text.data);
	buf_done(&text);
}

/* With `all` every step in words, else the chosen one with its whole trace. */
static void read_text(struct ui *ui, struct flow_state *state, bool all)
{
	const struct component_result *component = component_of(ui, state);
	struct buf *out = &state->view.text;
	buf_clear(out);
	for (size_t i = 0; component && i < component->step_count; i++) {
		const struct step_result *step = &component->steps[i];
		if (!all && i + 1 != state->row)
			continue;
		trace_step(ui, step, out);
		if (!all) {
			trace_lines(ui, NULL, step->trace, step->trace_count, out);
			trace_reads(ui, _("Facts read"), step->reads, step->read_count, step->key, out);
		}
		buf_addc(out, '\n');
	}
	text_view_changed(&state->view);
	state->view.top = 0;
	state->reading = true;
}

static enum reaction flow_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct flow_state *state = page->state;
	const struct component_result *component = component_of(ui, state);
	const char *name = event->name;
	if (event->kind != EVENT_KEY || !component)
		return REACT_UNUSED;
	if (state->reading) {
		if (strcmp(name, "Esc") == 0 || strcmp(name, "q") == 0 || strcmp(name, "F10") == 0 || strcmp(name, "l") == 0 || strcmp(name, "w") == 0) {
			state->reading = false;
			return REACT_HANDLED;
		}
		return text_view_key(&state->view, name) ? REACT_HANDLED : REACT_UNUSED;
	}
	size_t components = work_verdict(ui->work)->component_count;
	if (strcmp(name, "Up") == 0 || strcmp(name, "k") == 0)
		state->row -= state->row > 0 ? 1 : 0;
	else if (strcmp(name, "Down") == 0 || strcmp(name, "j") == 0)
		state->row += state->row < component->step_count ? 1 : 0;
	else if (strcmp(name, "Left") == 0)
		state->component -= state->component > 0 ? 1 : 0;
	else if (strcmp(name, "Right") == 0)
		state->component += state->component + 1 < components ? 1 : 0;
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

/* The first screen of the box: of the preparation, or of the step. */
static enum reaction open_box(struct ui *ui, const struct flow_state *state)
{
	const struct component_result *component = component_of(ui, state);
	const char *key = state->row == 0 || !component ? "case" : component->steps[state->row - 1].key;
	struct tasks tasks;
	enum reaction reaction = REACT_HANDLED;
	work_tasks(ui->work, &tasks);
	for (size_t i = 0; i < tasks.count && reaction == REACT_HANDLED; i++) {
		const struct task *task = &tasks.items[i];
		if (task->kind == TASK_QUESTIONS && strcmp(task->key, key) == 0) {
			ui_next(ui, task->asked > 0 && task->asked == task->answered ? &page_questions : &page_question, key)->screen = task->screen;
			reaction = REACT_PUSH;
		}
	}
	tasks_done(&tasks);
	return reaction;
}

static enum reaction flow_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct flow_state *state = page->state;
	switch (action) {
	case ACTION_OPEN:
	case ACTION_PRIMARY:
		return open_box(ui, state);
	case ACTION_WHY:
		if (state->row > 0)
			read_text(ui, state, false);
		return REACT_HANDLED;
	case ACTION_READ_AS_TEXT:
		read_text(ui, state, true);
		return REACT_HANDLED;
	default:
		return REACT_UNUSED;
	}
}

const struct page_ops page_flow = {
	.name = "flow",
	.where = WHERE_FLOW,
	.primary = N_("Open"),
	.hint = N_("Up, Down: step  *: path taken  i: what if  w: why  l: as text  Enter: open"),
	.state_size = sizeof(struct flow_state),
	.open = flow_open,
	.close = flow_close,
	.refresh = flow_refresh,
	.title = flow_title,
	.draw = flow_draw,
	.key = flow_key,
	.action = flow_action,
};
