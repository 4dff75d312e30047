/* SPDX-License-Identifier: Apache-2.0 */
/* The strict INI reader: what it takes, each thing it refuses, and the comparison of the two readers. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/ini.h"
#include "base/ini_scan.h"
#include "base/mem.h"

static const struct ini_key thing_keys[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "help.@", .type = INI_TEXT },
	{ .pattern = "help.@.#", .type = INI_TEXT },
	{ .pattern = "word", .type = INI_WORD },
	{ .pattern = "words", .type = INI_WORDS },
	{ .pattern = "kind", .type = INI_CHOICE, .choices = "one two" },
	{ .pattern = "flag", .type = INI_YESNO },
	{ .pattern = "number", .type = INI_INT, .min = 1, .max = 99 },
	{ .pattern = "any_number", .type = INI_INT },
	{ .pattern = "day", .type = INI_DATE },
	{ .pattern = "text", .type = INI_TEXT },
	{ .pattern = "text.#", .type = INI_TEXT },
	{ .pattern = "option.*.@", .type = INI_TEXT },
	{ .pattern = "require.#", .type = INI_TEXT },
	{ .pattern = "require.#.title.@", .type = INI_TEXT },
	{ .pattern = "part.#.name", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_key list_keys[] = {
	{ .pattern = "item.#", .type = INI_TEXT, .required = true },
	{ .pattern = "map.*", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_kind kinds[] = {
	{ .kind = "thing", .keys = thing_keys },
	{ .kind = "list", .keys = list_keys },
	{ .kind = NULL },
};

/* A section whose required keys are there; the line after it is line 4. */
#define HEAD "[thing.a]\ntitle.ja = \"題\"\ntitle.en = \"Title\"\n"

static void parse(struct ini *ini, const char *text)
{
	struct diag_list diags;
	struct buf out;

	diag_init(&diags);
	buf_init(&out);
	if (ini_parse(ini, "a.ini", text, strlen(text), kinds, &diags) != STATUS_OK) {
		diag_write(&diags, &out);
		fail_msg("%s", out.data);
	}
	assert_int_equal(diags.count, 0);
	buf_done(&out);
	diag_done(&diags);
}

/* Every fault that is listed, one line each; `want` is the whole list, where each line may be cut short at '~'. */
static void check_faults(const char *bytes, size_t len, const char *want)
{
	struct diag_list diags;
	struct buf out;
	struct ini ini;
	const char *got;

	diag_init(&diags);
	buf_init(&out);
	assert_int_equal(ini_parse(&ini, "a.ini", bytes, len, kinds, &diags), STATUS_INPUT);
	assert_null(ini.sections);
	assert_int_equal(ini.count, 0);
	diag_write(&diags, &out);
	got = out.data;
	for (const char *line = want; *line;) {
		size_t part = strcspn(line, "~\n");

		if (strncmp(got, line, part) || (line[part] == '\n' && got[part] != '\n'))
			fail_msg("want: %s\ngot: %s", want, out.data);
		got += strcspn(got, "\n");
		got += *got == '\n';
		line += part + (line[part] == '~');
		line += *line == '\n';
	}
	if (*got)
		fail_msg("not expected: %s", got);
	buf_done(&out);
	diag_done(&diags);
}

#define FAULTS(text, want) check_faults(text, sizeof(text) - 1, want)

static void test_reads_sections_in_order(void **state)
{
	struct ini ini;

	(void)state;
	parse(&ini, "; a comment\n# another; with \"quotes\"\n\n[thing.b_2-x]\ntitle.ja = \"a;b#c=d 'e' [f] \\n %s\"\n  title.en=\"\"  \n"
		    "[list.z]\nitem.1 = \" x \"\nmap.k = \"v\\\"\n");
	assert_int_equal(ini.count, 2);
	assert_string_equal(ini.sections[0].kind, "thing");
	assert_string_equal(ini.sections[0].name, "b_2-x");
	assert_string_equal(ini.sections[0].file, "a.ini");
	assert_int_equal(ini.sections[0].line, 4);
	assert_string_equal(ini_get(&ini.sections[0], "title.ja"), "a;b#c=d 'e' [f] \\n %s");
	assert_string_equal(ini_get(&ini.sections[0], "title.en"), "");
	assert_int_equal(ini_line(&ini.sections[0], "title.en"), 6);
	assert_int_equal(ini_line(&ini.sections[0], "none"), 4);
	assert_null(ini_get(&ini.sections[0], "none"));
	assert_string_equal(ini_get(&ini.sections[1], "item.1"), " x ");
	assert_string_equal(ini_get(&ini.sections[1], "map.k"), "v\\");
	ini_done(&ini);
	parse(&ini, "");
	assert_int_equal(ini.count, 0);
	ini_done(&ini);
}

static void test_long_texts_are_joined(void **state)
{
	struct arena arena;
	struct ini ini;
	struct text text;

	(void)state;
	arena_init(&arena);
	parse(&ini, HEAD "help.ja = \"甲\"\nhelp.ja.1 = \"乙\"\nhelp.ja.2 = \"\"\nhelp.en.1 = \"A\"\ntext.1 = \"x\"\ntext.2 = \"y\"\n");
	text = ini_get_text(&ini.sections[0], "help", &arena);
	assert_string_equal(text.in[LANG_JA], "甲\n乙\n");
	assert_string_equal(text.in[LANG_EN], "A");
	assert_string_equal(ini_get_long(&ini.sections[0], "text", &arena), "x\ny");
	assert_null(ini_get_long(&ini.sections[0], "word", &arena));
	text = ini_get_text(&ini.sections[0], "none", &arena);
	assert_string_equal(text.in[LANG_JA], "");
	ini_done(&ini);
	arena_done(&arena);
}

static void test_types_are_taken(void **state)
{
	struct ini ini;

	(void)state;
	parse(&ini, HEAD "word = \"A-b_c.1\"\nwords = \"a b.c D\"\nkind = \"two\"\nflag = \"no\"\nnumber = \"99\"\nany_number = \"0\"\n"
			 "day = \"2024-02-29\"\noption.x_1.ja = \"\"\noption.x_1.en = \"\"\nrequire.1 = \"a\"\nrequire.2 = \"b\"\n"
			 "require.2.title.ja = \"c\"\nrequire.2.title.en = \"d\"\npart.1.name = \"e\"\npart.2.name = \"f\"\n");
	ini_done(&ini);
	parse(&ini, HEAD "words = \"\"\n");
	ini_done(&ini);
}

static void test_faulty_bytes(void **state)
{
	struct buf text;
	struct ini ini;

	(void)state;
	FAULTS("\xEF\xBB\xBF" HEAD, "a.ini:1: the file begins with a byte order mark~\n");
	FAULTS("[thing.a]\r\ntitle.ja = \"x\"\r\ntitle.en = \"y\"\r\n", "a.ini:1: the line ends in CR LF~\n");
	FAULTS(HEAD "text = \"a\rb\"\n", "a.ini:4: the line holds the control character U+000D~\n");
	FAULTS(HEAD "text = \"a\0b\"\n", "a.ini:4: the line holds a NUL byte~\n");
	FAULTS(HEAD "text = \"a\tb\"\n", "a.ini:4: the line holds the control character U+0009~\n");
	FAULTS(HEAD "; \x1b[2J\n", "a.ini:4: the line holds the control character U+001B~\n");
	FAULTS(HEAD "text = \"\xE2\x80\xAE\"\n", "a.ini:4: the line holds the control character U+202E~\n");
	FAULTS(HEAD "text = \"\xC2\x85\"\n", "a.ini:4: the line holds the control character U+0085~\n");
	FAULTS(HEAD "text = \"\x95\x5C\"\n", "a.ini:4: byte 9 of the line (0x95) is not UTF-8~\n");
	FAULTS(HEAD "text = \"\xC0\x80\"\n", "a.ini:4: byte 9 of the line (0xC0) is not UTF-8~\n");
	FAULTS(HEAD "text = \"x\"", "a.ini:4: the last line has no line feed~\n");
	buf_init(&text);
	buf_adds(&text, HEAD "text = \"");
	for (int i = 0; i < 991; i++)
		buf_addc(&text, 'x');
	buf_adds(&text, "\"\n");
	parse(&ini, text.data);
	assert_int_equal(strlen(ini_get(&ini.sections[0], "text")), 991);
	ini_done(&ini);
	text.data[text.len - 2] = 'x';
	text.len--;
	buf_adds(&text, "\"\n");
	check_faults(text.data, text.len, "a.ini:4: the line has 1001 bytes; at most 1000~\n");
	buf_done(&text);
}

static void test_faulty_lines(void **state)
{
	(void)state;
	FAULTS(HEAD "; a comment \\\n", "a.ini:4: the line ends in a backslash~\n");
	FAULTS(HEAD "text = x\n", "a.ini:4: the value of \"text\" is not in double quotes: x\n");
	FAULTS(HEAD "text = 'x'\n", "a.ini:4: the value of \"text\" is not in double quotes: 'x'\n");
	FAULTS(HEAD "text =\n", "a.ini:4: the value of \"text\" is not in double quotes: \n");
	FAULTS(HEAD "text = \"x\n", "a.ini:4: the value of \"text\" has no closing double quote~\n");
	FAULTS(HEAD "text = \"x\" ; y\n", "a.ini:4: text after the closing double quote of \"text\":  ; y.~\n");
	FAULTS(HEAD "text = \"say \"hi\" now\"\n", "a.ini:4: text after the closing double quote of \"text\": hi\" now\".~\n");
	FAULTS(HEAD "word\n", "a.ini:4: the line is no section~\n");
	FAULTS(HEAD "= \"x\"\n", "a.ini:4: \"\" is no key~\n");
	FAULTS(HEAD "Text = \"x\"\n", "a.ini:4: \"Text\" is no key~\n");
	FAULTS(HEAD "text..1 = \"x\"\n", "a.ini:4: \"text..1\" is no key~\n");
	FAULTS(HEAD "te xt = \"x\"\n", "a.ini:4: \"te xt\" is no key~\n");
	FAULTS("text = \"x\"\n" HEAD, "a.ini:1: the key \"text\" stands before any section\n");
}

static void test_faulty_sections(void **state)
{
	(void)state;
	FAULTS("[a:b]\n", "a.ini:1: the section header [a:b] holds a colon~\n");
	FAULTS("[thing.a:b]\n", "a.ini:1: the section header [thing.a:b] holds a colon~\n");
	FAULTS("[thing]\n", "a.ini:1: the section header [thing] is not [kind.name]~\n");
	FAULTS("[thing.]\n", "a.ini:1: the section header [thing.] is not [kind.name]~\n");
	FAULTS("[thing.A]\n", "a.ini:1: the section header [thing.A] is not [kind.name]~\n");
	FAULTS("[thing.a.b]\n", "a.ini:1: the section header [thing.a.b] is not [kind.name]~\n");
	FAULTS("[ thing.a]\n", "a.ini:1: the section header [ thing.a] is not [kind.name]~\n");
	FAULTS("[thing.abcdefghijklmnopqrstuvwxyz0123456]\n", "a.ini:1: the section header~\n");
	FAULTS("[thing.a\n", "a.ini:1: the section header [thing.a does not end with ]~\n");
	FAULTS("[\n", "a.ini:1: the section header [ does not end with ]~\n");
	FAULTS("[thing.a] ; x\n", "a.ini:1: the section header [thing.a] ; x does not end with ]~\n");
	FAULTS("[other.a]\nx = \"y\"\n", "a.ini:1: unknown kind of section \"other\"; allowed here: thing, list\n");
	FAULTS(HEAD HEAD, "a.ini:4: the section [thing.a] is already in line 1~\n");
}

static void test_faulty_keys(void **state)
{
	(void)state;
	FAULTS(HEAD "colour = \"x\"\n", "a.ini:4: unknown key \"colour\"; allowed in [thing.*]: title.@, help.@, help.@.#, word, words~\n");
	FAULTS(HEAD "title.fr = \"x\"\n", "a.ini:4: unknown key \"title.fr\"~\n");
	FAULTS(HEAD "text.0 = \"x\"\n", "a.ini:4: unknown key \"text.0\"~\n");
	FAULTS(HEAD "text.01 = \"x\"\n", "a.ini:4: unknown key \"text.01\"~\n");
	FAULTS(HEAD "title.en = \"x\"\n", "a.ini:4: the key \"title.en\" is already in line 3~\n");
	FAULTS("[thing.a]\n", "a.ini:1: [thing.a] lacks the required key \"title.@\"~\n");
	FAULTS("[list.a]\n", "a.ini:1: [list.a] lacks the required key \"item.#\"~\na.ini:1: [list.a] lacks the required key \"map.~\n");
	FAULTS("[thing.a]\ntitle.ja = \"x\"\n", "a.ini:2: \"title.ja\" has no counterpart~\n");
	FAULTS(HEAD "help.en.1 = \"x\"\nhelp.en.2 = \"y\"\n", "a.ini:4: \"help.en.1\" has no counterpart~\n");
	FAULTS(HEAD "option.x.ja = \"x\"\noption.y.en = \"x\"\n",
	       "a.ini:4: \"option.x.ja\" has no counterpart~\na.ini:5: \"option.y.en\" has no counterpart~\n");
	FAULTS(HEAD "text.1 = \"x\"\ntext.3 = \"x\"\n", "a.ini:5: \"text.3\" stands without \"text.2\"~\n");
	FAULTS(HEAD "text.2 = \"x\"\n", "a.ini:4: \"text.2\" stands without \"text.1\"~\n");
	FAULTS(HEAD "help.en.1 = \"x\"\nhelp.ja.2 = \"x\"\n", "a.ini:5: \"help.ja.2\" stands without \"help.ja.1\"~\n");
	FAULTS(HEAD "part.2.name = \"x\"\n", "a.ini:4: \"part.2.name\" stands without \"part.1\"~\n");
	FAULTS(HEAD "require.1 = \"x\"\nrequire.2.title.ja = \"x\"\nrequire.2.title.en = \"x\"\n",
	       "a.ini:5: \"require.2.title.ja\" stands without \"require.2\"~\na.ini:6: \"require.2.title.en\" stands without \"require.2\"~\n");
	FAULTS(HEAD "require.1 = \"x\"\nrequire.1.title.ja = \"x\"\n", "a.ini:5: \"require.1.title.ja\" has no counterpart~\n");
}

static void test_faulty_values(void **state)
{
	(void)state;
	FAULTS(HEAD "word = \"\"\n", "a.ini:4: \"word\" is \"\"; one word~\n");
	FAULTS(HEAD "word = \"a b\"\n", "a.ini:4: \"word\" is \"a b\"; one word~\n");
	FAULTS(HEAD "words = \"a  b\"\n", "a.ini:4: \"words\" is \"a  b\"; words~\n");
	FAULTS(HEAD "words = \" a\"\n", "a.ini:4: \"words\" is \" a\"; words~\n");
	FAULTS(HEAD "words = \"a \"\n", "a.ini:4: \"words\" is \"a \"; words~\n");
	FAULTS(HEAD "words = \"語\"\n", "a.ini:4: \"words\" is \"語\"; words~\n");
	FAULTS(HEAD "kind = \"tw\"\n", "a.ini:4: \"kind\" is \"tw\"; allowed: one two\n");
	FAULTS(HEAD "kind = \"one two\"\n", "a.ini:4: \"kind\" is \"one two\"; allowed: one two\n");
	FAULTS(HEAD "kind = \"\"\n", "a.ini:4: \"kind\" is \"\"; allowed: one two\n");
	FAULTS(HEAD "flag = \"Yes\"\n", "a.ini:4: \"flag\" is \"Yes\"; allowed: yes no\n");
	FAULTS(HEAD "number = \"0\"\n", "a.ini:4: \"number\" is 0; allowed are 1 to 99\n");
	FAULTS(HEAD "number = \"100\"\n", "a.ini:4: \"number\" is 100; allowed are 1 to 99\n");
	FAULTS(HEAD "number = \"010\"\n", "a.ini:4: \"number\" is \"010\"; plain digits~\n");
	FAULTS(HEAD "number = \"-1\"\n", "a.ini:4: \"number\" is \"-1\"; plain digits~\n");
	FAULTS(HEAD "day = \"2026-02-30\"\n", "a.ini:4: \"day\" is \"2026-02-30\"; a day~\n");
	FAULTS(HEAD "day = \"R8.11.20\"\n", "a.ini:4: \"day\" is \"R8.11.20\"; a day~\n");
}

static void test_all_faults_come_at_once(void **state)
{
	(void)state;
	FAULTS("x\n[thing.a]\ntitle.ja = \"\x95\"\nnope = \"\"\n[what.b]\n[list.a]\nitem.2 = \"x\nmap.x = \"1\"",
	       "a.ini:1: the line is no section~\na.ini:3: byte 13~\na.ini:4: unknown key~\na.ini:3: \"title.ja\" has no counterpart~\n"
	       "a.ini:5: unknown kind~\na.ini:7: the value of \"item.2\" has no closing~\na.ini:8: the last line has no line feed~\n"
	       "a.ini:7: \"item.2\" stands without~\n");
}

static void test_faults_are_counted_beyond_the_limit(void **state)
{
	struct diag_list diags;
	struct buf text;
	struct ini ini;

	(void)state;
	diag_init(&diags);
	buf_init(&text);
	for (int i = 0; i < 10100; i++)
		buf_adds(&text, "x\n");
	assert_int_equal(ini_parse(&ini, "a.ini", text.data, text.len, kinds, &diags), STATUS_INPUT);
	assert_int_equal(diags.count, 10001);
	assert_string_equal(diags.items[10000].text, "100 more faults are not listed");
	buf_done(&text);
	diag_done(&diags);
}

/* Scans one text and compares it with what libiniparser reads from another, as if the library had changed a value. */
static void check_disagreement(const char *scanned, const char *read, const char *want)
{
	struct diag_list diags;
	struct ini ini = { .sections = NULL };
	struct ini_scan scan = { .file = "a.ini", .kinds = kinds, .diags = &diags, .out = &ini };
	struct buf out;

	diag_init(&diags);
	buf_init(&out);
	arena_init(&ini.arena);
	ini_scan_bytes(&scan, scanned, strlen(scanned));
	assert_int_equal(scan.faults, 0);
	ini_compare(&scan, read, strlen(read));
	diag_write(&diags, &out);
	if (*want ? !strstr(out.data, want) : out.len)
		fail_msg("want: %s\ngot: %s", want, out.data);
	ini_scan_done(&scan);
	ini_done(&ini);
	buf_done(&out);
	diag_done(&diags);
}

static void test_two_readers_must_agree(void **state)
{
	(void)state;
	check_disagreement(HEAD, HEAD, "");
	check_disagreement(HEAD, "[thing.a]\ntitle.ja = \"題\"\ntitle.en = \"Titel\"\n", "a.ini:3: two readers disagree on the value of \"title.en\"");
	check_disagreement(HEAD "text = \"a;b\"\n", HEAD "text = a;b\n", "a.ini:4: two readers disagree on the value of \"text\"");
	check_disagreement(HEAD, HEAD "x = \"y\"\n", "a.ini:1: two readers disagree on [thing.a]: 2 keys or 3");
	check_disagreement(HEAD, "[thing.a]\ntitle.ja = \"題\"\n", "a.ini:3: two readers disagree on the value of \"title.en\"");
	check_disagreement(HEAD, HEAD "[thing.b]\n", "a.ini: two readers disagree on the number of sections: 1 or 2");
	check_disagreement(HEAD, "[thing.a\n", "a.ini: the second reader (libiniparser) refuses the file");
}

/* What one value becomes when it is written and read again. */
static char *round_trip(const char *value)
{
	struct arena arena;
	struct buf text;
	struct ini ini;
	char *back;

	arena_init(&arena);
	buf_init(&text);
	buf_adds(&text, HEAD);
	ini_write_value(&text, "text", value);
	parse(&ini, text.data);
	back = mem_strdup(ini_get_long(&ini.sections[0], "text", &arena));
	ini_done(&ini);
	char *kept = ini_value_kept(value), *again = ini_value_kept(kept);
	assert_string_equal(kept, back);
	assert_string_equal(again, kept);
	free(kept);
	free(again);
	buf_done(&text);
	arena_done(&arena);
	return back;
}

static void test_written_values_come_back(void **state)
{
	static const struct {
		const char *value, *back;
	} cases[] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "a\nb\n\nc", "a\nb\n\nc" },
		{ "a\n", "a\n" },
		{ "\n", "\n" },
		{ "\\", "\\" },
		{ "; # = [x] 'y'", "; # = [x] 'y'" },
		{ "  blanks  ", "  blanks  " },
		{ "say \"hi\" and \"ho\"", "say 「hi」 and 「ho」" },
		{ "a\tb\rc\x1b", "a b c " },
		{ "a\xE2\x80\xAE\xC2\x85z", "a  z" },
		{ "a\xFFz", "a z" },
		{ "髙\xEF\xBF\xBD𠮷", "髙\xEF\xBF\xBD𠮷" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *back = round_trip(cases[i].value);

		assert_string_equal(back, cases[i].back);
		free(back);
	}
}

static void test_long_values_are_split_at_sentences(void **state)
{
	struct buf value, kept;
	char *back;

	(void)state;
	buf_init(&value);
	buf_init(&kept);
	for (int i = 0; i < 100; i++)
		buf_adds(&value, i % 10 == 9 ? "終わり。" : "とても長い文が");
	back = round_trip(value.data);
	for (char *at = back; *at; at++) {
		if (*at == '\n')
			assert_memory_equal(at - 3, "。", 3);
		else
			buf_addc(&kept, *at);
	}
	assert_non_null(strchr(back, '\n'));
	assert_string_equal(kept.data, value.data);
	free(back);
	buf_clear(&value);
	for (int i = 0; i < 1000; i++)
		buf_adds(&value, "か\xE3\x82\x99");
	back = round_trip(value.data);
	for (const char *at = strchr(back, '\n'); at; at = strchr(at + 1, '\n'))
		assert_memory_equal(at + 1, "か\xE3\x82\x99", 6);
	assert_int_equal(strlen(back), 6000 + 7);
	free(back);
	buf_clear(&value);
	buf_addc(&value, 'a');
	for (int i = 0; i < 1000; i++)
		buf_adds(&value, "\xCC\x81");
	back = round_trip(value.data);
	assert_int_equal(strlen(back), 2001 + 2);
	free(back);
	buf_done(&value);
	buf_done(&kept);
}

UNIT_MAIN(cmocka_unit_test(test_reads_sections_in_order), cmocka_unit_test(test_long_texts_are_joined), cmocka_unit_test(test_types_are_taken),
	  cmocka_unit_test(test_faulty_bytes), cmocka_unit_test(test_faulty_lines), cmocka_unit_test(test_faulty_sections),
	  cmocka_unit_test(test_faulty_keys), cmocka_unit_test(test_faulty_values), cmocka_unit_test(test_all_faults_come_at_once),
	  cmocka_unit_test(test_faults_are_counted_beyond_the_limit), cmocka_unit_test(test_two_readers_must_agree),
	  cmocka_unit_test(test_written_values_come_back), cmocka_unit_test(test_long_values_are_split_at_sentences))
