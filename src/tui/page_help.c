/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Help for the page below: what its question means, the clauses behind it, and every key that does something there. A search goes further: over
 * the keys of all screens and all clauses of the edition, because who searches does not know where the answer stands.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/explaining.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"
#include "tui/text_view.h"
#include "tui/trace.h"
#include "tui/ui.h"

struct help_state {
	struct text_view view;
	struct edit search;
	bool searching;
};

/* Lines that every page understands but that are no actions. */
static const char *const moving[] = {
	N_("Up Down PgUp PgDn Home End: move; in lists also j k g G Ctrl+D Ctrl+U"),
	N_("Right, Left: into the line of a list, and back"),
	N_("Tab, Shift+Tab: next and previous field"),
	N_("Space: tick   1-9: choose that option"),
	N_("Everything is saved by itself; nothing needs to be saved before leaving"),
};

static void add_line(struct help_state *state, const char *line)
{
	if (filter_matches(edit_text(&state->search), line))
		buf_addf(&state->view.text, "%s\n", line);
}

static void add_clause(struct ui *ui, struct help_state *state, const struct clause *clause)
{
	char *line = mem_printf(_("Clause %s: %s"), app_text(ui->app, &clause->cited), app_text(ui->app, &clause->text));
	add_line(state, line);
	free(line);
}

static void add_clauses(struct ui *ui, struct help_state *state, const char *ids)
{
	for (const char *at = ids; *at;) {
		size_t len = strcspn(at, " ");
		char id[128];
		snprintf(id, sizeof id, "%.*s", (int)len, at);
		const struct clause *clause = edition_clause(app_edition(ui->app), id);
		if (clause)
			add_clause(ui, state, clause);
		at += len;
		at += strspn(at, " ");
	}
}

static void add_question(struct ui *ui, struct help_state *state, const struct question *question)
{
	const char *example = app_text(ui->app, &question->example);
	add_line(state, app_text(ui->app, &question->text));
	add_line(state, app_text(ui->app, &question->help));
	if (example[0]) {
		char *line = mem_printf(_("Example: %s"), example);
		add_line(state, line);
		free(line);
	}
	add_clauses(ui, state, question->fact->clause);
	add_line(state, "");
}

/* A text of lines; each is looked at on its own by the search. */
static void add_lines(struct help_state *state, const char *heading, struct buf *lines)
{
	if (lines->len > 0)
		add_line(state, heading);
	for (char *at = lines->data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		*end = '\0';
		char *line = mem_printf("  %s", at);
		add_line(state, line);
		free(line);
	}
}

static const struct finding *find(const struct verdict *verdict, const struct rule *rule, const char *key)
{
	for (size_t i = 0; i < verdict->finding_count; i++)
		if (verdict->findings[i]->rule == rule && strcmp(verdict->findings[i]->key, key) == 0)
			return verdict->findings[i];
	return NULL;
}

/* The rule or the conditions in words, and what they read here, with who says so. */
static void add_rule(struct ui *ui, struct help_state *state, const struct page_arg *arg)
{
	struct buf lines;
	const struct verdict *verdict = work_verdict(ui->work);
	const struct finding *finding = arg->topic_rule ? find(verdict, arg->topic_rule, arg->topic_key) : NULL;
	const struct step_result *step = arg->topic_step ? verdict_step(verdict, arg->topic_key) : NULL;
	buf_init(&lines);
	if (arg->topic_rule)
		app_rule_words(ui->app, arg->topic_rule, &lines);
	else if (arg->topic_step)
		app_step_words(ui->app, arg->topic_step, &lines);
	add_lines(state, _("In words"), &lines);
	buf_clear(&lines);
	if (finding)
		trace_reads(ui, NULL, finding->reads, finding->read_count, arg->topic_key, &lines);
	else if (step)
		trace_reads(ui, NULL, step->reads, step->read_count, arg->topic_key, &lines);
	add_lines(state, _("Facts read"), &lines);
	buf_done(&lines);
}

static void add_topic(struct ui *ui, struct help_state *state, const struct page_arg *arg)
{
	add_line(state, app_text(ui->app, arg->topic_title));
	if (arg->topic_text)
		add_line(state, app_text(ui->app, arg->topic_text));
	add_clauses(ui, state, arg->topic_clauses);
	if (ui->work)
		add_rule(ui, state, arg);
	add_line(state, "");
}

static void add_key(struct ui *ui, const struct page *page, struct help_state *state, const struct key_action *action)
{
	struct buf line, found;
	bool here = action_offered(action, page->arg.where, page->arg.primary);
	buf_init(&line);
	buf_init(&found);
	keymap_print(ui->keys, action->id, &line);
	buf_addf(&line, "%s%s: %s", line.len > 0 ? " " : "", action_label(action, page->arg.where, page->arg.primary), _(action->help));
	if (!here) {
		buf_addf(&line, " (%s", _("on: "));
		action_places(action, &line);
		buf_addc(&line, ')');
	}
	/* Other words by which an officer may look for it count in the search; they are not shown. */
	buf_addf(&found, "%s %s", line.data, action->words ? _(action->words) : "");
	if (filter_matches(edit_text(&state->search), found.data))
		buf_addf(&state->view.text, "%s\n", line.data);
	buf_done(&line);
	buf_done(&found);
}

/* What is not of this page is only found, never listed. */
static void add_found(struct ui *ui, struct page *page, struct help_state *state)
{
	const struct edition *edition = app_edition(ui->app);
	if (!edit_text(&state->search)[0])
		return;
	for (int i = 1; i < ACTION_KEYS_COUNT; i++)
		if (!action_offered(&key_actions[i], page->arg.where, page->arg.primary))
			add_key(ui, page, state, &key_actions[i]);
	for (size_t i = 0; i < edition->clause_count; i++)
		add_clause(ui, state, &edition->clauses[i]);
	if (state->view.text.len == 0)
		buf_addf(&state->view.text, "%s\n", _("Nothing matches. Fewer or shorter words find more."));
}

static void rebuild(struct ui *ui, struct page *page)
{
	struct help_state *state = page->state;
	buf_clear(&state->view.text);
	if (page->arg.question)
		add_question(ui, state, page->arg.question);
	if (page->arg.topic_title)
		add_topic(ui, state, &page->arg);
	for (int i = 1; i < ACTION_KEYS_COUNT; i++)
		if (action_offered(&key_actions[i], page->arg.where, page->arg.primary))
			add_key(ui, page, state, &key_actions[i]);
	for (size_t i = 0; i < sizeof moving / sizeof moving[0]; i++)
		add_line(state, _(moving[i]));
	struct buf policy;
	buf_init(&policy);
	app_policy_line(ui->app, &policy);
	add_line(state, policy.data);
	buf_done(&policy);
	add_found(ui, page, state);
	text_view_changed(&state->view);
}

static void help_open(struct ui *ui, struct page *page)
{
	struct help_state *state = page->state;
	text_view_init(&state->view);
	edit_init(&state->search, false, 60, 240);
	rebuild(ui, page);
}

static void help_close(struct ui *ui, struct page *page)
{
	struct help_state *state = page->state;
	(void)ui;
	text_view_done(&state->view);
	edit_done(&state->search);
}

static void help_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s %s", _("Kumoshirube"), _("Help"), app_version());
}

static void help_draw(struct ui *ui, struct page *page)
{
	struct help_state *state = page->state;
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
	if (state->searching || state->search.text.len > 0) {
		int used = put_text(ui->term, 1, 1, 20, STYLE_PLAIN, _("Search> "));
		edit_line_draw(ui->term, &state->search, 1, 1 + used, 40, state->searching);
	}
}

static enum reaction help_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct help_state *state = page->state;
	bool escape = strcmp(event->name, "Esc") == 0;
	if (escape && (state->searching || state->search.text.len > 0)) {
		edit_set(&state->search, "");
		state->searching = false;
		rebuild(ui, page);
		return REACT_HANDLED;
	}
	if (state->searching) {
		if (strcmp(event->name, "Enter") == 0) {
			state->searching = false;
			return REACT_HANDLED;
		}
		enum edit_result result = ui_edit_key(ui, &state->search, event);
		if (result != EDIT_UNUSED) {
			rebuild(ui, page);
			return REACT_HANDLED;
		}
	}
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction help_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct help_state *state = page->state;
	(void)ui;
	if (action == ACTION_SEARCH)
		state->searching = true;
	return action == ACTION_SEARCH || action == ACTION_HELP ? REACT_HANDLED : REACT_UNUSED;
}

static bool help_typing(const struct page *page)
{
	return ((const struct help_state *)page->state)->searching;
}

const struct page_ops page_help = {
	.name = "help",
	.where = WHERE_HELP,
	.hint = N_("/: search the help   Esc: back"),
	.state_size = sizeof(struct help_state),
	.open = help_open,
	.close = help_close,
	.title = help_title,
	.draw = help_draw,
	.key = help_key,
	.action = help_action,
	.typing = help_typing,
};
