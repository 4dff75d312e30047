/* SPDX-License-Identifier: Apache-2.0 */
/* The list: moving, scrolling, fewer rows after a filter, and the filter itself. */
#include "unit.h"

#include "tui/list.h"

static void test_moves_and_clamps(void **state)
{
	struct list list = {0};
	(void)state;
	list_count(&list, 5);
	assert_true(list_key(&list, "Up", false));
	assert_int_equal(list.cursor, 0);
	assert_true(list_key(&list, "Down", false));
	assert_int_equal(list.cursor, 1);
	assert_true(list_key(&list, "End", false));
	assert_int_equal(list.cursor, 4);
	assert_true(list_key(&list, "Down", false));
	assert_int_equal(list.cursor, 4);
	assert_true(list_key(&list, "Home", false));
	assert_int_equal(list.cursor, 0);
	assert_false(list_key(&list, "j", false));
	assert_true(list_key(&list, "j", true));
	assert_int_equal(list.cursor, 1);
	assert_false(list_key(&list, "F2", true));
}

static void test_pages(void **state)
{
	struct list list = {0};
	(void)state;
	list_count(&list, 100);
	list_fit(&list, 10);
	list_key(&list, "PgDn", false);
	assert_int_equal(list.cursor, 9);
	list_key(&list, "PgDn", false);
	list_fit(&list, 10);
	assert_int_equal(list.cursor, 18);
	assert_int_equal(list.top, 9);
	list_key(&list, "End", false);
	list_fit(&list, 10);
	assert_int_equal(list.top, 90);
	list_key(&list, "PgUp", false);
	assert_int_equal(list.cursor, 90);
}

static void test_shrinks(void **state)
{
	struct list list = {0};
	(void)state;
	list_count(&list, 100);
	list_key(&list, "End", false);
	list_fit(&list, 10);
	list_count(&list, 3);
	list_fit(&list, 10);
	assert_int_equal(list.cursor, 2);
	assert_int_equal(list.top, 0);
	list_count(&list, 0);
	assert_int_equal(list.cursor, 0);
	assert_true(list_key(&list, "Down", false));
	assert_int_equal(list.cursor, 0);
	assert_true(list_key(&list, "PgDn", false));
	assert_int_equal(list.cursor, 0);
}

static void test_filter(void **state)
{
	(void)state;
	assert_true(filter_matches("", "人事給与システム"));
	assert_true(filter_matches("給与", "人事給与システム"));
	assert_true(filter_matches("しすてむ 人事", "人事給与システム"));
	assert_true(filter_matches("ＳａａＳ", "SaaS"));
	assert_true(filter_matches("ｸﾗｳﾄﾞ", "クラウド"));
	assert_false(filter_matches("人事 文書", "人事給与システム"));
}

UNIT_MAIN(cmocka_unit_test(test_moves_and_clamps), cmocka_unit_test(test_pages), cmocka_unit_test(test_shrinks), cmocka_unit_test(test_filter))
