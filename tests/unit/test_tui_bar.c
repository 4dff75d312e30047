/* SPDX-License-Identifier: Apache-2.0 */
/* The key bar and the action table: what the bar promises fits and is whole, and no key has two meanings on one page. */
#include "unit.h"

#include <string.h>

#include "base/utf8.h"
#include "tui/ui.h"

static struct keymap keymap;

static int set_up(void **state)
{
	(void)state;
	keymap_init(&keymap);
	return 0;
}
static int tear_down(void **state)
{
	(void)state;
	keymap_done(&keymap);
	return 0;
}

static void test_bar_fits_and_keeps_what_matters(void **state)
{
	(void)state;
	for (unsigned where = 1; where < WHERE_ALL; where <<= 1) {
		for (size_t cells = 24; cells <= 79; cells++) {
			struct buf bar;
			buf_init(&bar);
			key_bar(&bar, &keymap, where, "Go on", cells);
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
	key_bar(&bar, &keymap, WHERE_HUB, "Open", 79);
	assert_string_equal(bar.data, "F1Help F2Open F5Flow F7Export F8Undo F9Menu F10Back");
	buf_clear(&bar);
	key_bar(&bar, &keymap, WHERE_HUB, "Open", 27);
	assert_string_equal(bar.data, "F1Help F2Open F10Back");
	buf_clear(&bar);
	key_bar(&bar, &keymap, WHERE_REGISTRY, NULL, 79);
	assert_null(strstr(bar.data, "F2"));
	buf_done(&bar);
}

static void expect_keys(enum action_id action, const char *want)
{
	struct buf keys;
	buf_init(&keys);
	keymap_print(&keymap, action, &keys);
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
			for (unsigned where = 1; where < WHERE_ALL; where <<= 1)
				if (action->where & where)
					assert_int_equal(action_of_key(&keymap, where, &event, false), action->id);
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
	assert_int_equal(action_of_key(&keymap, WHERE_HUB, &event, false), ACTION_BACK);
	assert_int_equal(action_of_key(&keymap, WHERE_HUB, &event, true), ACTION_NONE);
	assert_true(event_from_name(&event, "F10"));
	assert_int_equal(action_of_key(&keymap, WHERE_HUB, &event, true), ACTION_BACK);
}

/* What the officer puts on a key is what the bar shows and what the key does; the key that it had before does nothing any more. */
static void test_own_keys(void **state)
{
	struct keymap own;
	struct buf bar;
	struct event event;
	(void)state;
	buf_init(&bar);
	keymap_init(&own);
	own.keys[ACTION_UNDO] = "F11 C-u";
	own.keys[ACTION_RECORD] = "F3";
	own.own[ACTION_UNDO] = own.own[ACTION_RECORD] = own.changed = true;
	key_bar(&bar, &own, WHERE_HUB, "Open", 79);
	assert_string_equal(bar.data, "F1Help F2Open F3Record F5Flow F7Export F9Menu F10Back F11Undo");
	assert_true(event_from_name(&event, "F8"));
	assert_int_equal(action_of_key(&own, WHERE_HUB, &event, false), ACTION_NONE);
	assert_true(event_from_name(&event, "F11"));
	assert_int_equal(action_of_key(&own, WHERE_HUB, &event, true), ACTION_UNDO);
	keymap_done(&own);
	buf_done(&bar);
}

static void test_place_in_the_bar(void **state)
{
	(void)state;
	static const char bar[] = "F1Help F4Open only F10\xE6\x88\xBB\xE3\x82\x8B";
	assert_int_equal(key_bar_at(bar, 0), 1);
	assert_int_equal(key_bar_at(bar, 5), 1);
	assert_int_equal(key_bar_at(bar, 7), 4);
	assert_int_equal(key_bar_at(bar, 14), 4);
	assert_int_equal(key_bar_at(bar, 19), 10);
	assert_int_equal(key_bar_at(bar, 25), 10);
	assert_int_equal(key_bar_at(bar, 26), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_as_they_are_printed), cmocka_unit_test(test_labels_follow_the_page),
		cmocka_unit_test(test_bar_fits_and_keeps_what_matters), cmocka_unit_test(test_bar_is_in_order_and_whole),
		cmocka_unit_test(test_no_key_has_two_meanings), cmocka_unit_test(test_letters_are_text_while_typing),
		cmocka_unit_test(test_own_keys), cmocka_unit_test(test_place_in_the_bar),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 99;
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
