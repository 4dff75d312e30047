/* SPDX-License-Identifier: Apache-2.0 */
/* The text field: Japanese of every kind goes in and comes out as typed, nothing is dropped in silence, and every change can be taken back. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tui/edit.h"

static enum edit_result press(struct edit *edit, const char *name)
{
	struct event event;
	assert_true(event_from_name(&event, name));
	return edit_key(edit, &event);
}

/* Types a text character by character, as a terminal delivers it. */
static enum edit_result type(struct edit *edit, const char *text)
{
	enum edit_result result = EDIT_UNUSED;
	const char *end = text + strlen(text);
	while (text < end) {
		struct event event;
		size_t used = 0;
		event_from_code(&event, utf8_decode(text, end, &used));
		result = edit_key(edit, &event);
		text += used;
	}
	return result;
}

static enum edit_result paste(struct edit *edit, const char *text)
{
	struct event event = {.kind = EVENT_PASTE};
	struct buf copy;
	buf_init(&copy);
	buf_adds(&copy, text);
	event.paste = buf_take(&copy);
	paste_line_ends(event.paste);
	enum edit_result result = edit_key(edit, &event);
	event_done(&event);
	return result;
}

static void test_types_rare_characters(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 0, 0);
	type(&edit, "髙橋𠮷野👍ｱｲｳ①");
	assert_string_equal(edit_text(&edit), "髙橋𠮷野👍ｱｲｳ①");
	assert_int_equal(edit.caret, strlen(edit_text(&edit)));
	for (int i = 0; i < 3; i++)
		press(&edit, "Left");
	press(&edit, "BS");
	type(&edit, "中");
	assert_string_equal(edit_text(&edit), "髙橋𠮷野👍中ｲｳ①");
	edit_done(&edit);
}

static void test_clusters_move_and_go_whole(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 0, 0);
	/* ka and the combining voiced mark, kuzu and its variant, A. */
	type(&edit, "か\xE3\x82\x99葛\xF3\xA0\x84\x80" "A");
	assert_string_equal(edit_text(&edit), "か\xE3\x82\x99葛\xF3\xA0\x84\x80" "A");
	press(&edit, "Left");
	press(&edit, "Left");
	assert_int_equal(edit.caret, strlen("か\xE3\x82\x99"));
	press(&edit, "Left");
	assert_int_equal(edit.caret, 0);
	press(&edit, "Delete");
	assert_string_equal(edit_text(&edit), "葛\xF3\xA0\x84\x80" "A");
	press(&edit, "End");
	press(&edit, "BS");
	press(&edit, "BS");
	assert_string_equal(edit_text(&edit), "");
	edit_done(&edit);
}

/* A mark typed between a base and what follows joins the base, and the caret stands after both. */
static void test_mark_joins_its_base(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 0, 0);
	type(&edit, "かき");
	press(&edit, "Left");
	type(&edit, "\xE3\x82\x99");
	assert_int_equal(edit.caret, strlen("か\xE3\x82\x99"));
	assert_true(edit_leave(&edit));
	assert_string_equal(edit_text(&edit), "がき");
	assert_false(edit_leave(&edit));
	edit_done(&edit);
}

static void test_limit_is_told(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 3, 0);
	assert_int_equal(edit_left(&edit), 3);
	assert_int_equal(type(&edit, "日本語"), EDIT_CHANGED);
	assert_int_equal(edit_left(&edit), 0);
	assert_int_equal(type(&edit, "字"), EDIT_REFUSED);
	assert_string_equal(edit_text(&edit), "日本語");
	press(&edit, "BS");
	assert_int_equal(paste(&edit, "漢字"), EDIT_REFUSED);
	assert_string_equal(edit_text(&edit), "日本漢");
	edit_done(&edit);
	edit_init(&edit, false, 0, 7);
	assert_int_equal(paste(&edit, "日本語"), EDIT_REFUSED);
	assert_string_equal(edit_text(&edit), "日本");
	edit_done(&edit);
}

static void test_undo_and_redo(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 0, 0);
	edit_set(&edit, "案件");
	assert_int_equal(press(&edit, "C-z"), EDIT_UNUSED);
	type(&edit, "名");
	press(&edit, "BS");
	press(&edit, "C-u");
	assert_string_equal(edit_text(&edit), "");
	assert_int_equal(press(&edit, "C-z"), EDIT_CHANGED);
	assert_string_equal(edit_text(&edit), "案件");
	press(&edit, "C-z");
	assert_string_equal(edit_text(&edit), "案件名");
	press(&edit, "C-z");
	assert_string_equal(edit_text(&edit), "案件");
	assert_int_equal(press(&edit, "C-z"), EDIT_UNUSED);
	press(&edit, "C-y");
	press(&edit, "C-y");
	press(&edit, "C-y");
	assert_string_equal(edit_text(&edit), "");
	assert_int_equal(press(&edit, "C-y"), EDIT_UNUSED);
	edit_done(&edit);
}

/* A long run of typing comes back in pieces, not all at once. */
static void test_undo_by_pieces(void **state)
{
	struct edit edit;
	int steps = 0;
	(void)state;
	edit_init(&edit, false, 0, 0);
	type(&edit, "abcdefghijklmnopqrst");
	while (edit_undo(&edit))
		steps++;
	assert_string_equal(edit_text(&edit), "");
	assert_in_range(steps, 2, 10);
	edit_done(&edit);
}

static void test_paste_into_a_line(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 0, 0);
	assert_int_equal(paste(&edit, "一行目\r\n二行目\r三行目"), EDIT_JOINED);
	assert_string_equal(edit_text(&edit), "一行目 二行目 三行目");
	assert_int_equal(press(&edit, "Enter"), EDIT_UNUSED);
	edit_done(&edit);
}

static void test_paste_into_an_area(void **state)
{
	struct edit edit;
	size_t line;
	int column;
	(void)state;
	edit_init(&edit, true, 0, 0);
	assert_int_equal(paste(&edit, "一行目\r\n二行目\n三行目"), EDIT_CHANGED);
	assert_string_equal(edit_text(&edit), "一行目\n二行目\n三行目");
	edit_area_place(&edit, 40, &line, &column);
	assert_int_equal(line, 2);
	assert_int_equal(column, 6);
	assert_int_equal(press(&edit, "Enter"), EDIT_CHANGED);
	edit_area_place(&edit, 40, &line, &column);
	assert_int_equal(line, 3);
	assert_int_equal(column, 0);
	edit_done(&edit);
}

static void test_hostile_text_is_refused(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 0, 0);
	assert_int_equal(paste(&edit, "a\033[2Jb\xE2\x80\xAE" "c\xFF" "d\te"), EDIT_REFUSED);
	assert_string_equal(edit_text(&edit), "a[2Jbcd e");
	edit_done(&edit);
}

static void test_line_window(void **state)
{
	struct edit edit;
	(void)state;
	edit_init(&edit, false, 0, 0);
	type(&edit, "一二三四五六七八九十");
	edit.scroll = edit_line_window(&edit, 9);
	/* One cell for the mark at the left, one for the caret: three characters remain. */
	assert_int_equal(edit.scroll, strlen("一二三四五六七"));
	press(&edit, "Home");
	assert_int_equal(edit_line_window(&edit, 9), 0);
	press(&edit, "Right");
	assert_int_equal(edit_line_window(&edit, 9), 0);
	edit_done(&edit);
}

static void test_area_moves_with_a_goal(void **state)
{
	struct edit edit;
	size_t line;
	int column;
	(void)state;
	edit_init(&edit, true, 0, 0);
	edit.width = 20;
	paste(&edit, "あいうえお\nか\nさしすせそ");
	press(&edit, "Left");
	edit_area_place(&edit, 20, &line, &column);
	assert_int_equal(column, 8);
	press(&edit, "Up");
	edit_area_place(&edit, 20, &line, &column);
	assert_int_equal(line, 1);
	assert_int_equal(column, 2);
	press(&edit, "Up");
	edit_area_place(&edit, 20, &line, &column);
	assert_int_equal(line, 0);
	assert_int_equal(column, 8);
	press(&edit, "Home");
	assert_int_equal(edit.caret, 0);
	press(&edit, "End");
	assert_int_equal(edit.caret, strlen("あいうえお"));
	edit_done(&edit);
}

/* No line may begin with a closing mark, while it is typed as well. */
static void test_area_kinsoku(void **state)
{
	struct edit edit;
	size_t line;
	int column;
	(void)state;
	edit_init(&edit, true, 0, 0);
	edit.width = 11;
	type(&edit, "あいうえお。");
	edit_area_place(&edit, 11, &line, &column);
	assert_int_equal(line, 1);
	assert_int_equal(column, 4);
	press(&edit, "Up");
	press(&edit, "End");
	edit_area_place(&edit, 11, &line, &column);
	assert_int_equal(line, 0);
	edit_done(&edit);
}

UNIT_MAIN(cmocka_unit_test(test_types_rare_characters), cmocka_unit_test(test_clusters_move_and_go_whole),
	cmocka_unit_test(test_mark_joins_its_base), cmocka_unit_test(test_limit_is_told), cmocka_unit_test(test_undo_and_redo),
	cmocka_unit_test(test_undo_by_pieces), cmocka_unit_test(test_paste_into_a_line), cmocka_unit_test(test_paste_into_an_area),
	cmocka_unit_test(test_hostile_text_is_refused), cmocka_unit_test(test_line_window), cmocka_unit_test(test_area_moves_with_a_goal),
	cmocka_unit_test(test_area_kinsoku))
