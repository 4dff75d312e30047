/* SPDX-License-Identifier: Apache-2.0 */
/* Two people at the screens on one store: the second reads a case that the first has open, and takes it up when it is free. */
#include "unit.h"

#include "test_app_fixture.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/question.h"

struct person {
	struct ui ui;
	struct app *app;
};
struct two {
	struct fixture_place place;
	struct person first, second;
	struct diag_list diags;
};

static struct app *open_as(struct two *fixture, const char *name)
{
	struct app *app = NULL;
	char *config = mem_printf("%s/%s.ini", fixture->place.directory, name);
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = fixture->place.store, .config_path = config,
		.as_of = DATE_NONE, .lang = LANG_JA };
	FILE *file = fopen(config, "w");
	assert_non_null(file);
	fprintf(file, "[user.main]\nname = \"%s\"\n", name);
	fclose(file);
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, &fixture->diags), STATUS_OK);
	free(config);
	return app;
}

static void sit_down(struct two *fixture, struct person *person, const char *name)
{
	const struct term_options term = {.headless = true, .type = "xterm", .columns = 80, .rows = 24};
	person->app = person->ui.app = open_as(fixture, name);
	buf_init(&person->ui.message);
	assert_int_equal(app_keymap(person->app, &person->ui.keys, &fixture->diags), STATUS_OK);
	assert_int_equal(term_start(&person->ui.term, &term, &fixture->diags), STATUS_OK);
}

static void get_up(struct person *person)
{
	while (person->ui.depth > 0)
		ui_react(&person->ui, REACT_BACK);
	work_close(&person->ui.work);
	term_stop(&person->ui.term);
	app_close(&person->app);
	buf_done(&person->ui.message);
}

static int setup(void **state)
{
	struct two *fixture = MEM_NEW(struct two);
	place_make(&fixture->place);
	diag_init(&fixture->diags);
	setlocale(LC_ALL, "C.UTF-8");
	setenv("LANGUAGE", "ja", 1);
	assert_non_null(getenv("KUMOSHIRUBE_LOCALEDIR"));
	bindtextdomain(PACKAGE, getenv("KUMOSHIRUBE_LOCALEDIR"));
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
	sit_down(fixture, &fixture->first, "見本担当");
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct two *fixture = *state;
	diag_done(&fixture->diags);
	place_remove(&fixture->place);
	free(fixture);
	return 0;
}

/* A picture is what one terminal at a time can draw. */
static char *picture(struct person *person)
{
	struct buf text;
	buf_init(&text);
	ui_draw(&person->ui);
	for (int row = 0; row < term_rows(person->ui.term); row++) {
		term_read_row(person->ui.term, row, &text);
		buf_addc(&text, '\n');
	}
	return buf_take(&text);
}

static bool shows(struct person *person, const char *words)
{
	char *text = picture(person);
	bool found = strstr(text, words) != NULL;
	free(text);
	return found;
}

static void press(struct person *person, const char *name)
{
	struct event event;
	assert_true(event_from_name(&event, name));
	ui_react(&person->ui, ui_handle(&person->ui, &event));
	ui_draw(&person->ui);
}

static void open_title(struct person *person)
{
	const struct fact *fact = edition_fact(app_edition(person->app), "case.title");
	struct page_arg *next = ui_next(&person->ui, &page_question, "case");
	next->screen = fact->question->screen;
	next->question = fact->question;
	ui_push(&person->ui);
	ui_draw(&person->ui);
}

static void open_hub(struct person *person)
{
	ui_next(&person->ui, &page_hub, "case");
	ui_push(&person->ui);
}

static void test_second_reads(void **state)
{
	struct two *fixture = *state;
	struct person *first = &fixture->first, *second = &fixture->second;
	struct work *elsewhere = NULL;
	assert_int_equal(work_new(&first->ui.work, first->app, NULL, &fixture->diags), STATUS_OK);
	open_hub(first);
	assert_false(shows(first, "読み取り専用"));
	/* The second sits at a session of their own; its work is opened beside that of the first. */
	second->app = open_as(fixture, "見本補佐");
	second->ui = (struct ui){ .app = second->app, .term = first->ui.term, .keys = first->ui.keys };
	buf_init(&second->ui.message);
	assert_int_equal(work_open(&second->ui.work, second->app, work_id(first->ui.work), &fixture->diags), STATUS_OK);
	open_hub(second);
	assert_true(ui_read_only(&second->ui));
	assert_true(shows(second, "ほかの人が開いています: 見本担当"));
	assert_true(shows(second, "[読み取り専用] 見本担当"));
	/* Nothing that is typed there reaches the case or is lost later; who has it sees nothing of it. */
	open_title(second);
	press(second, "x");
	assert_true(shows(second, "ここでは読み取り専用です"));
	press(second, "Esc");
	assert_true(ui_top(&second->ui)->ops == &page_hub);
	open_title(first);
	press(first, "a");
	press(first, "C-s");
	assert_string_equal(entity_text(work_dossier(first->ui.work), work_dossier(first->ui.work)->root, "case.title"), "a");
	press(first, "Esc");
	press(second, "C-z");
	assert_true(shows(second, "見本担当"));
	assert_string_equal(entity_text(work_dossier(first->ui.work), work_dossier(first->ui.work)->root, "case.title"), "a");
	press(second, "C-w");
	assert_true(ui_read_only(&second->ui));
	assert_true(shows(second, "まだ"));
	/* Another case stays free. */
	assert_int_equal(work_new(&elsewhere, second->app, NULL, &fixture->diags), STATUS_OK);
	assert_true(work_hold(elsewhere));
	assert_int_equal(work_answer(elsewhere, "case", "case.title", "b", "", "", &fixture->diags), STATUS_OK);
	work_close(&elsewhere);
	/* The first leaves: the second is told how to go on, and sees what the first has done. */
	while (first->ui.depth > 0)
		ui_react(&first->ui, REACT_BACK);
	work_close(&first->ui.work);
	assert_true(shows(second, "Ctrl+W"));
	press(second, "C-w");
	assert_false(ui_read_only(&second->ui));
	assert_string_equal(entity_text(work_dossier(second->ui.work), work_dossier(second->ui.work)->root, "case.title"), "a");
	open_title(second);
	press(second, "b");
	press(second, "C-s");
	assert_string_equal(entity_text(work_dossier(second->ui.work), work_dossier(second->ui.work)->root, "case.title"), "ab");
	while (second->ui.depth > 0)
		ui_react(&second->ui, REACT_BACK);
	work_close(&second->ui.work);
	app_close(&second->app);
	buf_done(&second->ui.message);
	get_up(first);
}

UNIT_MAIN(cmocka_unit_test_setup_teardown(test_second_reads, setup, teardown))
