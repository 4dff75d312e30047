/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between the fields of the question page and the case. What is in the fields belongs to one question and is saved under that one, even when
 * another window has changed which questions are asked; and a text that is no answer yet is kept beside the answer.
 */
#include <stdlib.h>
#include <string.h>

#include "app/review_rows.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "tui/question.h"
#include "tui/words.h"

#define REASON_CHARS 400
#define REASON_BYTES 1600
#define EVIDENCE_CHARS 120
#define EVIDENCE_BYTES 480

void question_unload(struct question_state *state)
{
	if (!state->loaded)
		return;
	field_done(&state->field);
	edit_done(&state->reason);
	edit_done(&state->evidence);
	state->loaded = false;
}

static const struct answer *stored_answer(struct ui *ui, const struct page *page, const struct question *question)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), page->arg.key);
	return entity ? entity_answer(entity, question->fact) : NULL;
}

/* What the program understands of the typed value as it stands now; while it understands nothing, nothing is shown. */
void question_set_echo(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	const struct fact *fact = state->question->fact;
	struct answer answer = {0};
	char *why = NULL;
	buf_clear(&state->echo);
	if (fact->type != FACT_DATE && fact->type != FACT_MONEY && fact->type != FACT_NUMBER)
		return;
	if (work_read_typed(ui->work, fact, edit_text(&state->field.edit), &answer, &why) && answer.state == ANSWER_GIVEN) {
		buf_adds(&state->echo, "= ");
		answer_to_label(&state->echo, fact, &answer, app_eras(ui->app), app_lang(ui->app));
	}
	free(why);
	answer_done(&answer);
}

/* Why the text is no answer; the label in front of the reason stands on the page already. */
static void set_fault(struct ui *ui, struct question_state *state, const char *text)
{
	const char *label = app_text(ui->app, &state->question->fact->label);
	size_t len = strlen(label);
	bool named = strncmp(text, label, len) == 0 && strncmp(text + len, ": ", 2) == 0;
	buf_clear(&state->fault);
	buf_adds(&state->fault, named ? text + len + 2 : text);
}

/* What was typed in an earlier visit and could not be saved stands in the field again, with the reason. */
static void load_typed(struct ui *ui, struct page *page)
{
	struct question_state *state = page->state;
	const char *typed = work_typed(ui->work, page->arg.key, state->question->fact->id);
	struct answer answer = {0};
	char *why = NULL;
	if (!typed || !state->field.typed)
		return;
	edit_set(&state->field.edit, typed);
	buf_clear(&state->field.word);
	if (!work_read_typed(ui->work, state->question->fact, typed, &answer, &why))
		set_fault(ui, state, why ? why : "");
	else
		state->dirty = true; /* an answer that has waited to be asked about */
	free(why);
	answer_done(&answer);
}

/* A remark that is not closed stands with the question that it is about. */
static void tell_remark(struct ui *ui, const struct page *page)
{
	const struct question_state *state = page->state;
	struct buf words;
	if (!work_revisions(ui->work) || ui->message.len > 0)
		return;
	buf_init(&words);
	size_t number = app_open_remark(ui->app, work_id(ui->work), page->arg.key, state->question->fact->id, &words);
	if (number)
		ui_message(ui, _("Remark %1$zu: %2$s"), number, words.data);
	buf_done(&words);
}

void question_load(struct ui *ui, struct page *page, size_t index)
{
	struct question_state *state = page->state;
	static const struct answer none;
	question_unload(state);
	state->index = index;
	state->question = state->questions[index];
	const struct question *question = state->question;
	const struct answer *answer = stored_answer(ui, page, question);
	if (!answer)
		answer = &none;
	field_init(&state->field, ui, question, page->arg.key, answer);
	edit_init(&state->reason, true, REASON_CHARS, REASON_BYTES);
	edit_init(&state->evidence, false, EVIDENCE_CHARS, EVIDENCE_BYTES);
	edit_set(&state->reason, answer->reason ? answer->reason : "");
	edit_set(&state->evidence, answer->evidence ? answer->evidence : "");
	state->loaded = true;
	if (state->visited != question)
		state->fresh = answer->state == ANSWER_NONE;
	state->accepted = state->accepted && state->visited == question;
	state->visited = question;
	state->dirty = state->untold = state->held = false;
	page->arg.question = question;
	buf_clear(&state->fault);
	load_typed(ui, page);
	question_set_echo(ui, page);
	tell_remark(ui, page);
}

void question_tell_lack(struct ui *ui, const struct page *page)
{
	const struct question_state *state = page->state;
	const struct answer *answer = stored_answer(ui, page, state->question);
	if (!answer || answer->state != ANSWER_GIVEN || ui->message.len > 0)
		return;
	bool reason = state->question->reason == DEMAND_REQUIRED && !answer_has_reason(answer);
	bool evidence = state->question->evidence == DEMAND_REQUIRED && !(answer->evidence && answer->evidence[0]);
	if (reason || evidence)
		ui_message(ui, reason ? _("Question %zu still lacks its reason (required). Ctrl+B goes back to it") :
			_("Question %zu still lacks its evidence (required). Ctrl+B goes back to it"), state->index + 1);
}

void question_place_set(struct ui *ui, const struct page *page)
{
	/* To be written is no key's business: it goes with what is typed, when nobody presses anything. */
	char *place = mem_printf("%s %s %s", page->arg.screen->id, page->arg.key, page->arg.question->name);
	work_place_note(ui->work, place);
	free(place);
}

/* Place of a question among those of its screen. */
static size_t place_in(const struct screen *screen, const struct question *question)
{
	size_t at = 0;
	while (at < screen->question_count && screen->questions[at] != question)
		at++;
	return at;
}

bool question_is_listed(const struct question_state *state)
{
	return state->index < state->count && state->questions[state->index] == state->question;
}

/* Takes the questions that are asked now; the index is that of `keep`, or where it would be, or the first open one where none is to be kept. */
void question_list(struct ui *ui, struct page *page, const struct question *keep)
{
	struct question_state *state = page->state;
	struct asked_list asked;
	size_t open = 0, before = 0;
	work_questions(ui->work, page->arg.screen, page->arg.key, &asked);
	free(state->questions);
	state->questions = mem_array(asked.count, sizeof *state->questions);
	state->count = asked.count;
	while (open < asked.count && asked.items[open].answer->state != ANSWER_NONE)
		open++;
	for (size_t i = 0; i < asked.count; i++) {
		state->questions[i] = asked.items[i].question;
		before += keep && place_in(page->arg.screen, asked.items[i].question) < place_in(page->arg.screen, keep);
	}
	state->index = keep ? before : open;
	if (state->index >= state->count)
		state->index = keep && state->count > 0 ? state->count - 1 : 0;
	asked_list_done(&asked);
}

static enum truth acceptable(struct ui *ui, const char *key)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), key);
	if (entity && entity->scope == SCOPE_CONTROL)
		key = entity->parent->key;
	const struct candidate_result *result = verdict_candidate(work_verdict(ui->work), key);
	return result ? result->acceptable : TRUTH_UNKNOWN;
}

/* Says what the answer changed for the candidate. */
static void tell_effect(struct ui *ui, const struct page *page, enum truth before)
{
	enum truth after = acceptable(ui, page->arg.key);
	enum scope scope = page->arg.screen->scope;
	if ((scope == SCOPE_CANDIDATE || scope == SCOPE_CONTROL) && after != before)
		ui_message(ui, _("The candidate is now: %2$s (before: %1$s)"),
			word_truth(before, _("Acceptable"), _("Not acceptable"), _("Undetermined")),
			word_truth(after, _("Acceptable"), _("Not acceptable"), _("Undetermined")));
}

/* After a save: what the answer changed, unless the question itself is gone, because another window answered what it hangs on. */
static void after_save(struct ui *ui, struct page *page, enum truth before)
{
	struct question_state *state = page->state;
	state->dirty = state->untold = false;
	buf_clear(&state->fault);
	question_list(ui, page, state->question);
	question_set_echo(ui, page);
	tell_effect(ui, page, before);
	if (!question_is_listed(state))
		ui_message(ui, "%s", _("Saved, but as the case stands now this question is no longer asked"));
}

/* A typed text that is no answer is kept beside it; only when not even that can be done does it stay unsaved. */
static void keep_typed(struct ui *ui, struct page *page, bool quiet, const char *fault)
{
	struct question_state *state = page->state;
	if (question_keep(ui, page)) {
		state->dirty = false;
		state->untold = quiet;
		if (!quiet) {
			set_fault(ui, state, fault);
			ui_message(ui, "%s", _("Not an answer yet (why: below the field). What you typed is kept"));
		}
	} else if (!quiet) {
		set_fault(ui, state, fault);
		ui_message(ui, "%s", fault);
	}
}

/* A store that takes nothing is told at once, also while typing goes on: that is no fault of what was typed. */
static void tell_refusal(struct ui *ui, struct question_state *state, struct diag_list *diags)
{
	if (diags->count > 0)
		set_fault(ui, state, diags->items[0].text);
	ui_diags(ui, diags);
}

bool question_save(struct ui *ui, struct page *page, bool quiet)
{
	struct question_state *state = page->state;
	struct diag_list diags;
	struct buf value;
	enum truth before = acceptable(ui, page->arg.key);
	enum look look = question_look(ui, page, quiet);
	if (look == LOOK_KEPT && question_keep(ui, page)) {
		state->dirty = false;
		state->untold = true;
	}
	if (look != LOOK_SAVE)
		return look == LOOK_KEPT && !state->dirty;
	buf_init(&value);
	diag_init(&diags);
	field_value(&state->field, &value);
	enum status status = work_answer(ui->work, page->arg.key, state->question->fact->id, value.data, edit_text(&state->reason),
		edit_text(&state->evidence), &diags);
	buf_done(&value);
	/* A change elsewhere must have been seen before it is written over, so that now waits for the officer. */
	state->held = status == STATUS_FAILED;
	if (status == STATUS_OK)
		after_save(ui, page, before);
	else if (status == STATUS_INPUT)
		keep_typed(ui, page, quiet, diags.count > 0 ? diags.items[0].text : "");
	else
		tell_refusal(ui, state, &diags);
	diag_done(&diags);
	return status == STATUS_OK;
}
