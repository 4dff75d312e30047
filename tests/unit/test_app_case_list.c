/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of cases in pages against the whole list, sorted and narrowed by hand: the same cases in the same order, for every order and for words that
 * lie in the number, in the title, in the state or across them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "test_app_fixture.h"
#include "app/case_list.h"
#include "app/work.h"
#include "base/utf8.h"

#define CASES 90 /* more than a page */

struct listed {
	struct fixture_place place;
	struct app *app;
	struct diag_list diags;
	struct case_rows whole; /* latest first */
	struct case_list *list;
};

static void make_case(struct listed *fixture, int number)
{
	static const char *const subjects[] = { "人事", "ｶﾅの件", "Data", "文書管理", "" };
	struct work *work = NULL;
	struct handed_in handed_in;
	char *title = mem_printf("見本 %s%d", subjects[number % 5], number / 10);
	assert_int_equal(work_new(&work, fixture->app, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_answer(work, "case", "case.title", title, NULL, NULL, &fixture->diags), STATUS_OK);
	if (number % 20 == 0)
		assert_int_equal(work_submit(work, &handed_in, &fixture->diags), STATUS_OK);
	work_close(&work);
	free(title);
}

static int setup(void **state)
{
	struct listed *fixture = MEM_NEW(struct listed);
	place_make(&fixture->place);
	diag_init(&fixture->diags);
	fixture->app = place_open(&fixture->place, &fixture->diags);
	for (int i = 0; i < CASES; i++)
		make_case(fixture, i);
	assert_int_equal(app_cases(fixture->app, &fixture->whole, &fixture->diags), STATUS_OK);
	assert_int_equal(fixture->whole.count, CASES);
	fixture->list = case_list_new(fixture->app);
	assert_int_equal(case_list_refresh(fixture->list, &fixture->diags), STATUS_OK);
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct listed *fixture = *state;
	case_list_free(&fixture->list);
	case_rows_done(&fixture->whole);
	app_close(&fixture->app);
	diag_done(&fixture->diags);
	place_remove(&fixture->place);
	free(fixture);
	return 0;
}

static bool comes_before(const struct case_row *a, const struct case_row *b, enum case_order order)
{
	if (order == CASE_BY_CHANGE)
		return false;
	return order == CASE_BY_REFERENCE ? strcmp(a->reference, b->reference) < 0 : strcmp(a->title, b->title) < 0;
}

/* One word at most, so that the oracle needs no splitting. */
static size_t expected(const struct listed *fixture, enum case_order order, const char *word, const struct case_row *out[CASES])
{
	size_t count = 0;
	char *folded = utf8_fold(word);
	for (size_t i = 0; i < fixture->whole.count; i++) {
		const struct case_row *row = &fixture->whole.items[i];
		char *text = mem_printf("%s %s %s", row->reference, row->title, row->shown), *said = utf8_fold(text);
		if (strstr(said, folded)) {
			size_t at = count++;
			for (; at > 0 && comes_before(row, out[at - 1], order); at--)
				out[at] = out[at - 1];
			out[at] = row;
		}
		free(said);
		free(text);
	}
	free(folded);
	return count;
}

static void compare(struct listed *fixture, enum case_order order, const char *word)
{
	const struct case_row *rows[CASES] = { NULL };
	size_t count = expected(fixture, order, word, rows);
	assert_int_equal(case_list_choose(fixture->list, order, word, &fixture->diags), STATUS_OK);
	assert_int_equal(case_list_shown(fixture->list), count);
	assert_int_equal(case_list_all(fixture->list), CASES);
	/* From both ends, so that pages are left and come back to. */
	for (size_t i = 0; i < 2 * count; i++) {
		size_t at = i % 2 ? count - 1 - i / 2 : i / 2;
		const struct case_row *row = case_list_row(fixture->list, at);
		assert_non_null(row);
		assert_string_equal(row->id, rows[at]->id);
		assert_string_equal(row->title, rows[at]->title);
		assert_string_equal(row->state, rows[at]->state);
		assert_string_equal(row->shown, rows[at]->shown);
		assert_int_equal(row->revisions, rows[at]->revisions);
	}
	assert_null(case_list_row(fixture->list, count));
	assert_string_equal(case_list_latest(fixture->list)->id, fixture->whole.items[0].id);
}

static void test_same_as_the_whole_list(void **state)
{
	static const char *const words[] = { "", "人事", "カナ", "DATA", "r8-001", "提出", "無い語" };
	for (int order = 0; order < CASE_ORDERS; order++)
		for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
			compare(*state, (enum case_order)order, words[i]);
}

static void test_words_are_all_found(void **state)
{
	struct listed *fixture = *state;
	size_t both, reversed;
	assert_int_equal(case_list_choose(fixture->list, CASE_BY_CHANGE, "人事 7", &fixture->diags), STATUS_OK);
	both = case_list_shown(fixture->list);
	assert_true(both > 0 && both < CASES / 5);
	assert_int_equal(case_list_choose(fixture->list, CASE_BY_CHANGE, " 7  人事 ", &fixture->diags), STATUS_OK);
	reversed = case_list_shown(fixture->list);
	assert_int_equal(both, reversed);
}

static void test_read_anew(void **state)
{
	struct listed *fixture = *state;
	struct work *work = NULL;
	char *last = mem_strdup(fixture->whole.items[CASES - 1].id);
	assert_int_equal(case_list_choose(fixture->list, CASE_BY_CHANGE, "改題", &fixture->diags), STATUS_OK);
	assert_int_equal(case_list_shown(fixture->list), 0);
	assert_int_equal(work_open(&work, fixture->app, last, &fixture->diags), STATUS_OK);
	assert_int_equal(work_answer(work, "case", "case.title", "改題した件", NULL, NULL, &fixture->diags), STATUS_OK);
	work_close(&work);
	assert_int_equal(case_list_refresh(fixture->list, &fixture->diags), STATUS_OK);
	assert_int_equal(case_list_shown(fixture->list), 1);
	assert_string_equal(case_list_row(fixture->list, 0)->id, last);
	assert_int_equal(case_list_choose(fixture->list, CASE_BY_CHANGE, "", &fixture->diags), STATUS_OK);
	assert_int_equal(case_list_shown(fixture->list), CASES);
	free(last);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_as_the_whole_list),
		cmocka_unit_test(test_words_are_all_found),
		cmocka_unit_test(test_read_anew),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
