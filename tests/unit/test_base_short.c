/* SPDX-License-Identifier: Apache-2.0 */
/* Shortcuts: each must say what the long way says. */
#include "unit.h"

#include <wchar.h>

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/sign.h"
#include "base/utf8.h"

static void encode(struct buf *out, uint32_t code)
{
	buf_clear(out);
	utf8_encode(out, code);
}

/* A character that passes as easy is valid, visible as it is, and of known width. */
static void test_easy_characters(void **state)
{
	struct buf text, same;
	size_t easy = 0;

	(void)state;
	buf_init(&text);
	buf_init(&same);
	for (uint32_t code = 0; code < 0x11000; code++) {
		if (code >= 0xD800 && code < 0xE000)
			continue;
		encode(&text, code);
		if (utf8_easy(text.data, text.len) != text.len)
			continue;
		easy++;
		buf_clear(&same);
		utf8_unambiguous(&same, text.data);
		assert_string_equal(same.data, text.data);
		assert_true(code >= 0x20 && (code < 0x7F || code >= 0x3000));
	}
	assert_in_range(easy, 20000, 30000);
	buf_done(&same);
	buf_done(&text);
}

/* The way for common characters tells the same width as the table of the C library, one character at a time. */
static void test_width_of_one(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text);
	for (uint32_t code = 0x20; code < 0x11000; code++) {
		int cells = wcwidth((wchar_t)code);

		if (code >= 0xD800 && code < 0xE000)
			continue;
		encode(&text, code);
		assert_int_equal(utf8_width(text.data), cells < 0 ? 0 : cells);
	}
	buf_done(&text);
}

static void check_easy(const char *text, size_t len, size_t want)
{
	assert_int_equal(utf8_easy(text, len), want);
}

static void test_easy_prefix(void **state)
{
	(void)state;
	check_easy("", 0, 0);
	check_easy("plain ascii text", 16, 16);
	check_easy("plain asc\x7Fi text", 16, 9);
	check_easy("plain\ttext and more", 19, 5);
	check_easy("\0plain text", 11, 0);
	check_easy("日本 text 語", 15, 15);
	check_easy("日本 text 語", 14, 12);
	check_easy("日本", 5, 3);
	check_easy("日\xE6\x9C-", 6, 3);
	check_easy("日①本", 9, 3);
	check_easy("ＡＢ\xEF\xBF\xBD", 9, 6);
	assert_int_equal(utf8_check("abcdefgh\xE6\x9Cx", 11), 8);
	assert_int_equal(utf8_check("日é\xFF", 6), 5);
	assert_int_equal(utf8_first_ambiguous("日本語 text ※"), 0x203B);
}

/* utf8_previous takes no shortcut. */
static void test_next_is_previous_turned(void **state)
{
	static const char *const before[] = { "a", "あ", "漢", "、", "Ａ" };
	struct buf text;

	(void)state;
	buf_init(&text);
	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
		size_t len = strlen(before[i]);

		for (uint32_t code = 0x20; code < 0x10000; code++) {
			if (code >= 0xD800 && code < 0xE000)
				continue;
			buf_clear(&text);
			buf_adds(&text, before[i]);
			utf8_encode(&text, code);
			assert_int_equal(utf8_next(text.data, text.len, 0) == len, utf8_previous(text.data, text.len, text.len) == len);
		}
	}
	buf_done(&text);
}

static void test_absorbed_arena(void **state)
{
	struct arena to, from, empty;
	const char *kept, *taken;

	(void)state;
	arena_init(&to);
	arena_init(&from);
	arena_init(&empty);
	taken = arena_strdup(&from, "taken");
	arena_alloc(&from, 40000);
	arena_absorb(&to, &from);
	assert_null(from.head);
	kept = arena_strdup(&to, "kept");
	for (size_t i = 0; i < 3; i++) {
		const char *zero = arena_alloc(&to, 20000);

		for (size_t at = 0; at < 20000; at++)
			assert_int_equal(zero[at], 0);
	}
	arena_strdup(&from, "again");
	arena_absorb(&to, &from);
	arena_absorb(&to, &empty);
	arena_done(&from);
	assert_string_equal(taken, "taken");
	assert_string_equal(kept, "kept");
	arena_done(&to);
}

static void test_streamed_digest(void **state)
{
	struct digest whole, parts;
	struct digest_stream stream;
	struct fileset set;
	struct buf packed;

	(void)state;
	assert_true(sign_start());
	digest_of(&whole, "abcdef", 6);
	digest_begin(&stream);
	digest_add(&stream, "abc", 3);
	digest_add(&stream, "", 0);
	digest_add(&stream, "def", 3);
	digest_end(&stream, &parts);
	assert_true(digest_equal(&whole, &parts));
	fileset_init(&set);
	buf_init(&packed);
	for (int round = 0; round < 3; round++) {
		buf_clear(&packed);
		fileset_pack(&set, &packed);
		digest_of(&whole, packed.data, packed.len);
		fileset_digest(&set, &parts);
		assert_true(digest_equal(&whole, &parts));
		fileset_add(&set, round ? "a/b" : "z", "one\0two", 7);
	}
	buf_done(&packed);
	fileset_done(&set);
}

enum { ROWS = 60 };

/* A table that is long enough for the index; the row "same" stands twice, and the first must count. */
static void make_table(struct ini_key keys[ROWS + 1], char names[ROWS][24])
{
	memset(keys, 0, (ROWS + 1) * sizeof keys[0]);
	for (int i = 0; i < ROWS; i++) {
		snprintf(names[i], sizeof names[i], i % 3 ? "k%d.part" : "k%d.#", i);
		keys[i] = (struct ini_key){ .pattern = names[i], .type = INI_TEXT };
	}
	keys[20] = (struct ini_key){ .pattern = "same.@", .type = INI_YESNO };
	keys[40] = (struct ini_key){ .pattern = "same.*", .type = INI_INT };
}

static void check_table(const char *text, const char *want)
{
	struct ini_key keys[ROWS + 1];
	char names[ROWS][24];
	const struct ini_kind kinds[] = { { .kind = "long", .keys = keys }, { .kind = NULL } };
	struct diag_list diags;
	struct ini ini;

	make_table(keys, names);
	for (int first = 0; first < 2; first++) {
		/* A row that begins with a mark forbids the index, so the second round takes the long way. */
		if (first)
			keys[ROWS - 1] = (struct ini_key){ .pattern = "*.nowhere.else", .type = INI_TEXT };
		diag_init(&diags);
		if (ini_parse(&ini, "a.ini", text, strlen(text), kinds, &diags) == STATUS_OK)
			ini_done(&ini);
		assert_int_equal(diags.count, *want ? 1 : 0);
		if (*want)
			assert_non_null(strstr(diags.items[0].text, want));
		diag_done(&diags);
	}
}

static void test_long_table(void **state)
{
	(void)state;
	check_table("[long.a]\nk1.part = \"x\"\nk57.1 = \"y\"\nk57.2 = \"z\"\n", "");
	check_table("[long.a]\nsame.ja = \"yes\"\nsame.en = \"no\"\nsame.other = \"12\"\n", "");
	check_table("[long.a]\nsame.other = \"yes\"\n", "plain digits");
	check_table("[long.a]\nsame.ja = \"yes\"\nsame.en = \"12\"\n", "allowed: yes no");
	check_table("[long.a]\nk1.other = \"x\"\n", "unknown key");
	check_table("[long.a]\nq = \"x\"\n", "unknown key");
	check_table("[long.a]\nk3.2 = \"x\"\n", "without a gap");
	check_table("[long.a]\nk1.part = \"x\"\n[long.b]\nk1.part = \"x\"\nk2.par = \"x\"\n", "unknown key");
}

static void test_borrowed_text(void **state)
{
	static const struct ini_key keys[] = {
		{ .pattern = "t.@", .type = INI_TEXT }, { .pattern = "t.@.#", .type = INI_TEXT }, { .pattern = NULL } };
	static const struct ini_kind kinds[] = { { .kind = "s", .keys = keys }, { .kind = NULL } };
	static const char TEXT[] = "[s.a]\nt.ja = \"題\"\nt.en.1 = \"one\"\nt.en.2 = \"two\"\n";
	struct text borrowed, copied, absent;
	struct arena arena;
	struct ini ini;

	(void)state;
	arena_init(&arena);
	assert_int_equal(ini_parse_agreed(&ini, "a.ini", TEXT, sizeof TEXT - 1, kinds, NULL), STATUS_OK);
	borrowed = ini_borrow_text(&ini.sections[0], "t", &arena);
	copied = ini_get_text(&ini.sections[0], "t", &arena);
	absent = ini_get_text(&ini.sections[0], "u", &arena);
	assert_ptr_equal(borrowed.in[LANG_JA], ini_get(&ini.sections[0], "t.ja"));
	assert_string_equal(borrowed.in[LANG_EN], "one\ntwo");
	ini_done(&ini);
	assert_string_equal(copied.in[LANG_JA], "題");
	assert_string_equal(copied.in[LANG_EN], "one\ntwo");
	assert_string_equal(absent.in[LANG_JA], "");
	arena_done(&arena);
	/* The scanner's faults are found without the second reader as well. */
	assert_int_equal(ini_parse_agreed(&ini, "a.ini", "[s.a]\nt.ja = x\n", 15, kinds, NULL), STATUS_INPUT);
}

static void test_messages_in_order_and_in_part(void **state)
{
	struct diag_list diags;
	struct buf out;

	(void)state;
	diag_init(&diags);
	buf_init(&out);
	diag_error(&diags, STATUS_INPUT, "f", 0, "whole");
	diag_error(&diags, STATUS_INPUT, "f", 7, "first of 7");
	diag_warning(&diags, "f", 2, "two");
	diag_error(&diags, STATUS_INPUT, "f", 7, "second of 7");
	diag_sort(&diags);
	diag_write_some(&diags, 2, &out);
	assert_string_equal(out.data, "f:2: two\nf:7: first of 7\nand 2 more; send standard error to a file, or use --json, to see all of them\n");
	buf_clear(&out);
	diag_write_some(&diags, 4, &out);
	assert_string_equal(out.data, "f:2: two\nf:7: first of 7\nf:7: second of 7\nf: whole\n");
	buf_done(&out);
	diag_done(&diags);
}

/* Having room is what the width says, for whole texts, texts with marks that take no cell, and bytes that are no text. */
static void test_having_room(void **state)
{
	static const char *const TEXTS[] = { "", "a", "ab cd", "漢字かな交じり", "ｱｲｳ漢字", "が\xE3\x82\x99は", "葛\xF3\xA0\x84\x80", "e\xCC\x81t\xC3\xA9", "\xFF\xFE漢", "𠮷野a" };

	(void)state;
	for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
		for (size_t len = 0; len <= strlen(TEXTS[i]); len++)
			for (size_t cells = 0; cells <= 20; cells++)
				assert_int_equal(utf8_fits(TEXTS[i], len, cells), utf8_width_n(TEXTS[i], len) <= cells);
}

/* What is written down whole is read back as the parts were, and what only looks like parts stays as it is. */
static void test_whole_text(void **state)
{
	static const char TEXT[] = "[thing.a]\nhelp.ja = \"甲\"\nhelp.ja.1 = \"乙\"\nhelp.ja.2 = \"丙\"\nhelp.en.1 = \"A\"\nhelp.en.2 = \"B\"\n"
				   "require.1 = \"x\"\nrequire.2 = \"y\"\nrequire.2.title.ja = \"z\"\n";
	static const struct {
		const char *key, *value;
	} WHOLE[] = { { "help.ja", "甲\n乙\n丙" }, { "help.en", "A\nB" }, { "require.1", "x" }, { "require.2", "y" }, { "require.2.title.ja", "z" } };
	static const struct ini_key KEYS[] = { { .pattern = "*", .type = INI_TEXT }, { .pattern = "*.*", .type = INI_TEXT },
		{ .pattern = "*.*.*", .type = INI_TEXT }, { .pattern = "*.*.*.*", .type = INI_TEXT }, { .pattern = NULL } };
	static const struct ini_kind KINDS[] = { { "thing", KEYS }, { .kind = NULL } };
	struct arena arena;
	struct ini ini;
	size_t found = 0;

	(void)state;
	arena_init(&arena);
	assert_int_equal(ini_parse(&ini, "a.ini", TEXT, strlen(TEXT), KINDS, NULL), STATUS_OK);
	for (size_t i = 0; i < ini.sections[0].count; i++) {
		const struct ini_entry *entry = &ini.sections[0].entries[i];
		size_t len;
		const char *value = ini_whole_text(&ini.sections[0], entry, &arena, &len);

		if (!value)
			continue;
		assert_in_range(found, 0, sizeof WHOLE / sizeof WHOLE[0] - 1);
		assert_int_equal(len, strlen(WHOLE[found].key));
		assert_memory_equal(entry->key, WHOLE[found].key, len);
		assert_string_equal(value, WHOLE[found].value);
		found++;
	}
	assert_int_equal(found, sizeof WHOLE / sizeof WHOLE[0]);
	ini_done(&ini);
	arena_done(&arena);
}

UNIT_MAIN(cmocka_unit_test(test_having_room), cmocka_unit_test(test_whole_text), cmocka_unit_test(test_messages_in_order_and_in_part), cmocka_unit_test(test_easy_characters), cmocka_unit_test(test_width_of_one), cmocka_unit_test(test_easy_prefix), cmocka_unit_test(test_next_is_previous_turned),
	cmocka_unit_test(test_absorbed_arena), cmocka_unit_test(test_streamed_digest), cmocka_unit_test(test_long_table),
	cmocka_unit_test(test_borrowed_text))
