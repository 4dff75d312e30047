/* SPDX-License-Identifier: Apache-2.0 */
/* Output on a terminal that is not there: what is drawn is read back. Foreign text may not reach the terminal as it came. */
#include "unit.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/list.h"

struct screen_fixture {
	struct term *term;
	struct buf row;
};

static void begin(struct screen_fixture *fixture)
{
	const struct term_options options = {.headless = true, .type = "xterm", .columns = 80, .rows = 24};
	struct diag_list diags;
	diag_init(&diags);
	buf_init(&fixture->row);
	assert_int_equal(term_start(&fixture->term, &options, &diags), STATUS_OK);
	diag_done(&diags);
	term_clear(fixture->term);
}

static void end(struct screen_fixture *fixture)
{
	term_stop(&fixture->term);
	assert_null(fixture->term);
	buf_done(&fixture->row);
}

static const char *row(struct screen_fixture *fixture, int number)
{
	buf_clear(&fixture->row);
	term_read_row(fixture->term, number, &fixture->row);
	return fixture->row.data;
}

static void test_unknown_terminal(void **state)
{
	const struct term_options options = {.headless = true, .type = "no-such-terminal"};
	struct term *term = NULL;
	struct diag_list diags;
	(void)state;
	diag_init(&diags);
	assert_int_equal(term_start(&term, &options, &diags), STATUS_USAGE);
	assert_int_equal(diags.count, 1);
	assert_non_null(strstr(diags.items[0].text, "no-such-terminal"));
	assert_null(term);
	diag_done(&diags);
}

static void test_clips_by_cells(void **state)
{
	struct screen_fixture fixture;
	(void)state;
	begin(&fixture);
	assert_int_equal(put_text(fixture.term, 0, 0, 5, STYLE_PLAIN, "日本語"), 4);
	assert_string_equal(row(&fixture, 0), "日本");
	/* The last column stays empty: of 79 columns two are left. */
	put_text(fixture.term, 1, 77, 10, STYLE_PLAIN, "日本");
	row(&fixture, 1);
	assert_int_equal(utf8_width(fixture.row.data), 79);
	assert_int_equal(put_text(fixture.term, 2, 79, 10, STYLE_PLAIN, "x"), 0);
	assert_int_equal(put_text(fixture.term, 24, 0, 10, STYLE_PLAIN, "x"), 0);
	put_right(fixture.term, 3, 0, 10, STYLE_PLAIN, "日本");
	assert_string_equal(row(&fixture, 3), "      日本");
	end(&fixture);
}

static void test_hostile_text(void **state)
{
	struct screen_fixture fixture;
	(void)state;
	begin(&fixture);
	put_text(fixture.term, 0, 0, 70, STYLE_PLAIN, "a\033[31mb\xE2\x80\xAE" "c\xFF" "d\n");
	row(&fixture, 0);
	assert_null(strchr(fixture.row.data, '\033'));
	assert_null(strstr(fixture.row.data, "\xE2\x80\xAE"));
	assert_non_null(strstr(fixture.row.data, "<U+202E>"));
	assert_true(utf8_is_plain(fixture.row.data, false));
	end(&fixture);
}

static void test_ambiguous_in_tables_only(void **state)
{
	struct screen_fixture fixture;
	(void)state;
	begin(&fixture);
	put_text(fixture.term, 0, 0, 40, STYLE_PLAIN, "①○※");
	row(&fixture, 0);
	assert_int_equal(utf8_first_ambiguous(fixture.row.data), 0);
	put_exact(fixture.term, 1, 0, 40, STYLE_PLAIN, "①○※");
	assert_string_equal(row(&fixture, 1), "①○※");
	end(&fixture);
}

static void test_wrapped_says_that_it_is_cut(void **state)
{
	struct screen_fixture fixture;
	(void)state;
	begin(&fixture);
	assert_int_equal(put_wrapped(fixture.term, 0, 0, 2, 10, STYLE_PLAIN, "あいうえおかきくけこさしすせそ"), 2);
	assert_string_equal(row(&fixture, 0), "あいうえお");
	row(&fixture, 1);
	assert_string_equal(fixture.row.data + strlen(fixture.row.data) - 3, "...");
	assert_int_equal(wrapped_rows("あいうえおかきくけこさしすせそ", 10), 3);
	end(&fixture);
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	(void)context;
	(void)style;
	buf_addf(out, "行%zu", at);
}

static void test_list_marks_the_row(void **state)
{
	struct screen_fixture fixture;
	struct list list = {0};
	(void)state;
	begin(&fixture);
	list_count(&list, 5);
	list_select(&list, 3);
	list_draw(fixture.term, &list, 0, 3, LIST_CARET, format_row, NULL);
	assert_string_equal(row(&fixture, 0), "  行1");
	assert_string_equal(row(&fixture, 2), "> 行3");
	end(&fixture);
}

static void test_line_field_marks_what_is_hidden(void **state)
{
	struct screen_fixture fixture;
	struct edit edit;
	(void)state;
	begin(&fixture);
	edit_init(&edit, false, 0, 0);
	edit_set(&edit, "一二三四五六七八九十");
	edit_line_draw(fixture.term, &edit, 0, 0, 9, true);
	assert_string_equal(row(&fixture, 0), "<八九十");
	edit.caret = 0;
	edit_line_draw(fixture.term, &edit, 0, 0, 9, true);
	assert_string_equal(row(&fixture, 0), "一二三四>");
	edit_done(&edit);
	end(&fixture);
}

static void test_area_field_follows_the_caret(void **state)
{
	struct screen_fixture fixture;
	struct edit edit;
	(void)state;
	begin(&fixture);
	edit_init(&edit, true, 0, 0);
	edit_set(&edit, "一\n二\n三");
	edit_area_draw(fixture.term, &edit, 0, 0, 2, 20, true);
	assert_string_equal(row(&fixture, 0), "二");
	assert_string_equal(row(&fixture, 1), "三");
	edit_area_draw(fixture.term, &edit, 0, 0, 2, 20, false);
	assert_string_equal(row(&fixture, 0), "一");
	edit_done(&edit);
	end(&fixture);
}

static void test_size(void **state)
{
	struct screen_fixture fixture;
	(void)state;
	begin(&fixture);
	assert_true(term_large_enough(fixture.term));
	term_resize(fixture.term, 79, 24);
	assert_false(term_large_enough(fixture.term));
	term_resize(fixture.term, 80, 19);
	assert_false(term_large_enough(fixture.term));
	term_resize(fixture.term, 80, 20);
	assert_true(term_large_enough(fixture.term));
	assert_int_equal(term_rows(fixture.term), 20);
	end(&fixture);
}

static void test_cut_says_so(void **state)
{
	static const struct {
		const char *text;
		size_t cells;
		const char *want;
	} cases[] = {
		{"みほん連絡ポータル", 18, "みほん連絡ポータル"}, {"みほん連絡ポータル", 17, "みほん連絡ポー.."}, {"みほん連絡ポータル", 15, "みほん連絡ポ.."},
		{"abc      ", 6, "abc   "}, {"abcdefgh", 6, "abcd.."}, {"abcdefgh", 5, "abcde"}, {"", 6, ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf out;
		buf_init(&out);
		cells_cut(&out, cases[i].text, cases[i].cells);
		assert_string_equal(out.data, cases[i].want);
		buf_done(&out);
	}
}

UNIT_MAIN(cmocka_unit_test(test_cut_says_so), cmocka_unit_test(test_unknown_terminal), cmocka_unit_test(test_clips_by_cells), cmocka_unit_test(test_hostile_text),
	cmocka_unit_test(test_ambiguous_in_tables_only), cmocka_unit_test(test_wrapped_says_that_it_is_cut),
	cmocka_unit_test(test_list_marks_the_row), cmocka_unit_test(test_line_field_marks_what_is_hidden),
	cmocka_unit_test(test_area_field_follows_the_caret), cmocka_unit_test(test_size))
