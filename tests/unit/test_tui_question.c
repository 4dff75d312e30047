/* SPDX-License-Identifier: Apache-2.0 */
/* The question page beside a second window on the same case: what is in the fields is saved under its own question, whatever the list says. */
#include "unit.h"

#include "test_app_fixture.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "tui/question.h"

struct screen_fixture {
	struct fixture_place place;
	struct ui ui;
	struct app *other_app;
	struct work *other;
	struct diag_list diags;
};

static int setup(void **state)
{
	struct screen_fixture *fixture = MEM_NEW(struct screen_fixture);
	place_make(&fixture->place);
	diag_init(&fixture->diags);
	buf_init(&fixture->ui.message);
	fixture->ui.app = place_open(&fixture->place, &fixture->diags);
	fixture->other_app = place_open(&fixture->place, &fixture->diags);
	assert_int_equal(app_keymap(fixture->ui.app, &fixture->ui.keys, &fixture->diags), STATUS_OK);
	const struct term_options term = {.headless = true, .type = "xterm", .columns = 80, .rows = 24};
	assert_int_equal(term_start(&fixture->ui.term, &term, &fixture->diags), STATUS_OK);
	assert_int_equal(work_new(&fixture->ui.work, fixture->ui.app, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_open(&fixture->other, fixture->other_app, work_id(fixture->ui.work), &fixture->diags), STATUS_OK);
	/* A place where no claim on a case can be made: there the last one to save must not write over the others. */
	char *claims = mem_printf("%s.open", fixture->place.store);
	assert_int_equal(file_write(claims, "", 0, 0600, &fixture->diags), STATUS_OK);
	free(claims);
	ui_next(&fixture->ui, &page_hub, "case");
	ui_push(&fixture->ui);
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct screen_fixture *fixture = *state;
	while (fixture->ui.depth > 0)
		ui_react(&fixture->ui, REACT_BACK);
	work_close(&fixture->ui.work);
	work_close(&fixture->other);
	term_stop(&fixture->ui.term);
	app_close(&fixture->ui.app);
	app_close(&fixture->other_app);
	buf_done(&fixture->ui.message);
	diag_done(&fixture->diags);
	place_remove(&fixture->place);
	free(fixture);
	return 0;
}

static void press(struct screen_fixture *fixture, const char *name)
{
	struct event event;
	assert_true(event_from_name(&event, name));
	ui_react(&fixture->ui, ui_handle(&fixture->ui, &event));
	ui_draw(&fixture->ui);
}

static void open_question(struct screen_fixture *fixture, const char *fact_id)
{
	const struct fact *fact = edition_fact(app_edition(fixture->ui.app), fact_id);
	assert_non_null(fact);
	struct page_arg *next = ui_next(&fixture->ui, &page_question, "case");
	next->screen = fact->question->screen;
	next->question = fact->question;
	ui_push(&fixture->ui);
	ui_draw(&fixture->ui);
}

static enum status answer(struct screen_fixture *fixture, struct work *work, const char *fact, const char *word)
{
	return work_answer(work, "case", fact, word, "見本", "見本", &fixture->diags);
}

/* Another window answers; it was opened before this one had saved anything, so it is told first. */
static void answer_elsewhere(struct screen_fixture *fixture, const char *fact, const char *word)
{
	assert_int_equal(answer(fixture, fixture->other, fact, word), STATUS_FAILED);
	assert_int_equal(answer(fixture, fixture->other, fact, word), STATUS_OK);
}

static void test_list_shrinks_meanwhile(void **state)
{
	struct screen_fixture *fixture = *state;
	struct work *work = fixture->ui.work;
	assert_int_equal(answer(fixture, work, "case.advisor_planning", "involved"), STATUS_OK);
	open_question(fixture, "case.advisor_budget");
	const struct question_state *page = ui_top(&fixture->ui)->state;
	size_t before = page->count;
	/* Another window takes back what earlier questions hang on; then the choice is made here. */
	answer_elsewhere(fixture, "case.advisor_planning", "not_applicable");
	press(fixture, "2");
	/* That is told before anything is written, and what was chosen waits for the officer: a pause does not save it. */
	assert_true(page->dirty && page->held && page->fault.len > 0);
	ui_save_typed(&fixture->ui);
	assert_true(page->dirty);
	press(fixture, "C-s");
	assert_false(page->dirty || page->held);
	assert_true(page->count < before);
	assert_string_equal(page->question->fact->id, "case.advisor_budget");
	assert_ptr_equal(page->questions[page->index], page->question);
	/* What is typed now still belongs to this question. */
	press(fixture, "Tab");
	press(fixture, "x");
	press(fixture, "C-s");
	const struct dossier *dossier = work_dossier(work);
	const struct fact *fact = edition_fact(dossier->edition, "case.advisor_budget");
	assert_non_null(strstr(dossier->root->answers[fact->slot].reason, "x"));
}

static void test_own_question_goes(void **state)
{
	struct screen_fixture *fixture = *state;
	assert_int_equal(answer(fixture, fixture->ui.work, "case.advisor_planning", "involved"), STATUS_OK);
	assert_int_equal(answer(fixture, fixture->ui.work, "case.award_date", "2027-12-01"), STATUS_OK);
	open_question(fixture, "case.advisor_planning_on");
	const struct question_state *page = ui_top(&fixture->ui)->state;
	assert_string_equal(page->question->fact->id, "case.advisor_planning_on");
	answer_elsewhere(fixture, "case.advisor_planning", "not_applicable");
	for (const char *at = "R8.11.2"; *at; at++)
		press(fixture, (char[2]){*at, '\0'});
	press(fixture, "C-s");
	assert_true(page->held);
	press(fixture, "C-s");
	/* It is saved where it was typed, the page says so, and nothing else has changed. */
	const struct dossier *dossier = work_dossier(fixture->ui.work);
	const struct fact *fact = edition_fact(dossier->edition, "case.advisor_planning_on");
	assert_int_equal(dossier->root->answers[fact->slot].state, ANSWER_GIVEN);
	assert_false(question_is_listed(page));
	press(fixture, "F2");
	assert_string_not_equal(page->question->fact->id, "case.advisor_planning_on");
	press(fixture, "C-s");
	const struct fact *award = edition_fact(dossier->edition, "case.award_date");
	struct buf word;
	buf_init(&word);
	answer_to_word(&word, award, &work_dossier(fixture->ui.work)->root->answers[award->slot]);
	assert_string_equal(word.data, "2027-12-01");
	buf_done(&word);
}

/* What was typed and is no answer outlives the page, and another session finds it. */
static void test_typed_outlives_the_page(void **state)
{
	struct screen_fixture *fixture = *state;
	open_question(fixture, "case.award_date");
	for (const char *at = "R9."; *at; at++)
		press(fixture, (char[2]){*at, '\0'});
	/* As a signal or a pause would: nobody is told, and nothing is lost. */
	ui_save_typed(&fixture->ui);
	struct work *again = NULL;
	assert_int_equal(work_open(&again, fixture->other_app, work_id(fixture->ui.work), &fixture->diags), STATUS_OK);
	assert_string_equal(work_typed(again, "case", "case.award_date"), "R9.");
	work_close(&again);
	press(fixture, "Esc");
	assert_ptr_equal(ui_top(&fixture->ui)->ops, &page_question);
	press(fixture, "Esc");
	assert_ptr_equal(ui_top(&fixture->ui)->ops, &page_hub);
	open_question(fixture, "case.award_date");
	const struct question_state *page = ui_top(&fixture->ui)->state;
	assert_string_equal(edit_text(&page->field.edit), "R9.");
	assert_true(page->fault.len > 0);
}

UNIT_MAIN(cmocka_unit_test_setup_teardown(test_list_shrinks_meanwhile, setup, teardown),
	cmocka_unit_test_setup_teardown(test_own_question_goes, setup, teardown),
	cmocka_unit_test_setup_teardown(test_typed_outlives_the_page, setup, teardown))
