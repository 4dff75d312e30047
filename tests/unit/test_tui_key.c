/* SPDX-License-Identifier: Apache-2.0 */
/* Keys by name, letters typed with an input method switched on, and pasted line ends. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "tui/key.h"

static void test_characters_get_names(void **state)
{
	static const struct {
		uint32_t code;
		const char *name, *text;
	} cases[] = {
		{'q', "q", "q"}, {' ', "Space", " "}, {27, "Esc", ""}, {13, "Enter", ""}, {10, "Enter", ""}, {9, "Tab", ""}, {127, "BS", ""},
		{8, "BS", ""}, {26, "C-z", ""}, {3, "C-c", ""}, {0x4EBA, "人", "人"}, {0x20BB7, "𠮷", "𠮷"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct event event;
		event_from_code(&event, cases[i].code);
		assert_int_equal(event.kind, EVENT_KEY);
		assert_string_equal(event.name, cases[i].name);
		assert_string_equal(event.text, cases[i].text);
	}
}

static void test_names_make_events(void **state)
{
	static const char *const good[] = {"F2", "F12", "C-z", "Enter", "Up", "S-Tab", "Delete", "M-m", "Space", "q", "人"};
	static const char *const bad[] = {"F0", "F13", "F2x", "C-Z", "C-", "Nosuch", "", "ab"};
	struct event event;
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		assert_true(event_from_name(&event, good[i]));
		assert_string_equal(event.name, good[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(event_from_name(&event, bad[i]));
}

static void test_full_width_commands(void **state)
{
	static const char *const pairs[][2] = {{"ｑ", "q"}, {"？", "?"}, {"／", "/"}, {"１", "1"}, {"　", "Space"}, {"あ", "あ"}, {"q", "q"}};
	struct event event;
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		assert_true(event_from_name(&event, pairs[i][0]));
		event_command(&event);
		assert_string_equal(event.name, pairs[i][1]);
	}
	assert_true(event_from_name(&event, "F2"));
	event_command(&event);
	assert_string_equal(event.name, "F2");
}

static void test_too_large_a_paste_is_none(void **state)
{
	struct event event = {0};
	char *text = malloc(PASTE_MAX + 1);
	(void)state;
	assert_non_null(text);
	memset(text, 'x', PASTE_MAX + 1);
	event_from_paste(&event, text, PASTE_MAX);
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_int_equal(strlen(event.paste), PASTE_MAX);
	event_done(&event);
	event_from_paste(&event, text, PASTE_MAX + 1);
	assert_int_equal(event.kind, EVENT_PASTE);
	assert_null(event.paste);
	event_done(&event);
	free(text);
}

static void test_matches_whole_names(void **state)
{
	struct event event;
	(void)state;
	assert_true(event_from_name(&event, "F1"));
	assert_true(event_matches(&event, "F1 ? C-g", false));
	assert_true(event_matches(&event, "F1 ? C-g", true));
	assert_false(event_matches(&event, "F10 F11", false));
	assert_true(event_from_name(&event, "?"));
	assert_true(event_matches(&event, "F1 ? C-g", false));
	assert_false(event_matches(&event, "F1 ? C-g", true));
	assert_true(event_from_name(&event, "C-g"));
	assert_true(event_matches(&event, "F1 ? C-g", true));
	assert_false(event_matches(&event, "", false));
}

static void test_paste_line_ends(void **state)
{
	char text[] = "a\r\nb\rc\nd\r\n";
	(void)state;
	paste_line_ends(text);
	assert_string_equal(text, "a\nb\nc\nd\n");
}

UNIT_MAIN(cmocka_unit_test(test_characters_get_names), cmocka_unit_test(test_names_make_events), cmocka_unit_test(test_full_width_commands),
	cmocka_unit_test(test_too_large_a_paste_is_none), cmocka_unit_test(test_matches_whole_names), cmocka_unit_test(test_paste_line_ends))
