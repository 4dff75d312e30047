/* SPDX-License-Identifier: Apache-2.0 */
/* The key bar and the action table: what the bar promises fits and is whole, and no key has two meanings on one page. */
#include "unit.h"

#include <string.h>

#include "base/utf8.h"
#include "tui/ui.h"

static void test_bar_fits_and_keeps_what_matters(void **state)
{
	(void)state;
	for (unsigned where = 1; where <= WHERE_CONFIRM; where <<= 1) {
		for (size_t cells = 24; cells <= 79; cells++) {
			struct buf bar;
			buf_init(&bar);
			key_bar(&bar, where, "Go on", cells);
			assert_true(utf8_width(bar.data) <= cells);
			assert_ptr_equal(strstr(bar.data, "F1Help"), bar.data);
			assert_non_null(strstr(bar.data, where == WHERE_HOME ? "F10Quit" : "F10Back"));
			buf_done(&bar);
		}
	}
}

static void test_bar_is_in_order_and_whole(void **state)
{
	struct buf bar;
	(void)state;
	buf_init(&bar);
	key_bar(&bar, WHERE_HUB, "Open", 79);
	assert_string_equal(bar.data, "F1Help F2Open F5Flow F7Export F8Undo F9Menu F10Back");
	buf_clear(&bar);
	key_bar(&bar, WHERE_HUB, "Open", 27);
	assert_string_equal(bar.data, "F1Help F2Open F10Back");
	buf_clear(&bar);
	key_bar(&bar, WHERE_REGISTRY, NULL, 79);
	assert_null(strstr(bar.data, "F2"));
	buf_done(&bar);
}

static void expect_keys(enum action_id action, const char *want)
{
	struct buf keys;
	buf_init(&keys);
	action_keys(&key_actions[action], &keys);
	assert_string_equal(keys.data, want);
	buf_done(&keys);
}

static void test_keys_as_they_are_printed(void **state)
{
	(void)state;
	expect_keys(ACTION_UNDO, "F8 Ctrl+Z u");
	expect_keys(ACTION_MENU, "F9 Alt+M");
	expect_keys(ACTION_BACK, "F10 Esc q Ctrl+Q");
	expect_keys(ACTION_SEARCH, "F3 Ctrl+F /");
}

static void test_labels_follow_the_page(void **state)
{
	(void)state;
	assert_string_equal(action_label(&key_actions[ACTION_PRIMARY], WHERE_COMPARE, "Choose"), "Choose");
	assert_string_equal(action_label(&key_actions[ACTION_BACK], WHERE_HOME, NULL), "Quit");
	assert_string_equal(action_label(&key_actions[ACTION_BACK], WHERE_HUB, NULL), "Back");
	assert_false(action_offered(&key_actions[ACTION_PRIMARY], WHERE_REGISTRY, NULL));
	assert_true(action_offered(&key_actions[ACTION_PRIMARY], WHERE_CONFIRM, "Write"));
	assert_true(action_offered(&key_actions[ACTION_MENU], WHERE_CONFIRM, NULL));
}

/* The first key of each row of the table leads to that row on every page that offers it. */
static void test_no_key_has_two_meanings(void **state)
{
	(void)state;
	for (int i = ACTION_NONE + 1; i < ACTION_KEYS_COUNT; i++) {
		const struct key_action *action = &key_actions[i];
		for (const char *at = action->keys; *at;) {
			size_t len = strcspn(at, " ");
			char name[16] = "";
			struct event event;
			assert_true(len < sizeof name);
			memcpy(name, at, len);
			assert_true(event_from_name(&event, name));
			for (unsigned where = 1; where <= WHERE_CONFIRM; where <<= 1)
				if (action->where & where)
					assert_int_equal(action_of_key(where, &event, false), action->id);
			at += len;
			at += strspn(at, " ");
		}
	}
}

static void test_letters_are_text_while_typing(void **state)
{
	struct event event;
	(void)state;
	assert_true(event_from_name(&event, "q"));
	assert_int_equal(action_of_key(WHERE_HUB, &event, false), ACTION_BACK);
	assert_int_equal(action_of_key(WHERE_HUB, &event, true), ACTION_NONE);
	assert_true(event_from_name(&event, "F10"));
	assert_int_equal(action_of_key(WHERE_HUB, &event, true), ACTION_BACK);
}

UNIT_MAIN(cmocka_unit_test(test_keys_as_they_are_printed), cmocka_unit_test(test_labels_follow_the_page),
	cmocka_unit_test(test_bar_fits_and_keeps_what_matters), cmocka_unit_test(test_bar_is_in_order_and_whole),
	cmocka_unit_test(test_no_key_has_two_meanings), cmocka_unit_test(test_letters_are_text_while_typing))
