/* SPDX-License-Identifier: Apache-2.0 */
/* The officer's own keys: what a keys.ini may say, how its faults are told, and what the doctor finds questionable. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/keymap.h"
#include "base/file.h"

static char path[] = "/tmp/kumoshirube-keys-XXXXXX";

/* Reads `text` as a keys.ini; the messages stand in `said`. */
static enum status reads(struct keymap *keymap, const char *text, struct buf *said)
{
	struct diag_list diags;
	diag_init(&diags);
	keymap_init(keymap);
	assert_int_equal(file_write(path, text, strlen(text), 0600, &diags), STATUS_OK);
	enum status status = keymap_read(keymap, path, &diags);
	diag_write(&diags, said);
	diag_done(&diags);
	return status;
}

static void expect_refused(const char *text, const char *line, const char *word)
{
	struct keymap keymap;
	struct buf said, place;
	buf_init(&said);
	buf_init(&place);
	buf_addf(&place, "%s:%s:", path, line);
	assert_int_equal(reads(&keymap, text, &said), STATUS_INPUT);
	assert_non_null(strstr(said.data, place.data));
	assert_non_null(strstr(said.data, word));
	assert_false(keymap.changed);
	assert_string_equal(keymap.keys[ACTION_UNDO], key_actions[ACTION_UNDO].keys);
	keymap_done(&keymap);
	buf_done(&said);
	buf_done(&place);
}

static void test_rows_replace_keys(void **state)
{
	struct keymap keymap;
	struct buf said;
	(void)state;
	buf_init(&said);
	assert_int_equal(reads(&keymap, "[keys.main]\nundo = \"F12 C-u\"\nadd_unlisted = \"+\"\nredo = \"\"\n", &said), STATUS_OK);
	assert_string_equal(said.data, "");
	assert_true(keymap.changed && keymap.own[ACTION_UNDO] && !keymap.own[ACTION_HELP]);
	assert_true(keymap_has(&keymap, ACTION_UNDO, "F12"));
	assert_false(keymap_has(&keymap, ACTION_UNDO, "F8"));
	assert_true(keymap_has(&keymap, ACTION_ADD_UNLISTED, "+"));
	assert_false(keymap_has(&keymap, ACTION_REDO, "C-y"));
	assert_true(keymap_has(&keymap, ACTION_HELP, "F1"));
	assert_int_equal(keymap_function_key(&keymap, ACTION_UNDO), 12);
	assert_int_equal(keymap_function_key(&keymap, ACTION_REDO), 0);
	keymap_print(&keymap, ACTION_UNDO, &said);
	assert_string_equal(said.data, "F12 Ctrl+U");
	keymap_done(&keymap);
	buf_done(&said);
}

static void test_faults_name_their_line(void **state)
{
	(void)state;
	expect_refused("[keys.main]\n\nfly = \"F2\"\n", "3", "fly");
	expect_refused("[keys.main]\nundo = \"F13\"\n", "2", "F13");
	expect_refused("[keys.main]\nundo = \"C-m\"\n", "2", "C-m");
	expect_refused("[keys.main]\nundo = \"5\"\n", "2", "5");
	expect_refused("[keys.main]\nundo = \"Up\"\n", "2", "Up");
	expect_refused("[keys.main]\nundo = \"C-c\"\n", "2", "C-c");
	expect_refused("[keys.main]\nundo = \"F8\"\nquit = \"F8\"\n", "3", "quit");
	expect_refused("[keys.main]\nmenu = \"x\"\n", "2", "menu");
	expect_refused("[keys.main]\nback = \"\"\n", "2", "back");
	expect_refused("[keys.main]\nundo = F8\n", "2", "undo");
	expect_refused("[colours.main]\nundo = \"F8\"\n", "1", "colours");
}

static void test_no_file_is_no_fault(void **state)
{
	struct keymap keymap;
	struct diag_list diags;
	(void)state;
	diag_init(&diags);
	keymap_init(&keymap);
	assert_int_equal(keymap_read(&keymap, "/nonexistent/keys.ini", &diags), STATUS_OK);
	assert_false(keymap.changed);
	keymap_done(&keymap);
	diag_done(&diags);
}

/* The table of the program itself gives nobody a reason to complain. */
static void test_the_table_is_in_order(void **state)
{
	struct keymap keymap;
	struct buf said;
	(void)state;
	buf_init(&said);
	keymap_init(&keymap);
	keymap_clashes(&keymap, &said);
	keymap_keyless(&keymap, &said);
	keymap_taken(&keymap, &said);
	assert_string_equal(said.data, "");
	for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
		char *keys = mem_strdup(key_actions[i].keys), *rest = keys, *key;
		while (i != ACTION_QUIT && (key = strsep(&rest, " ")) != NULL)
			if (*key)
				assert_true(keymap_key_allowed(key));
		free(keys);
	}
	keymap_done(&keymap);
	buf_done(&said);
}

static void test_questions_of_the_doctor(void **state)
{
	struct keymap keymap;
	struct buf said;
	(void)state;
	buf_init(&said);
	assert_int_equal(reads(&keymap, "[keys.main]\nundo = \"F2\"\nredo = \"\"\nsave = \"C-s\"\nflow = \"C-o C-p\"\n", &said), STATUS_OK);
	keymap_clashes(&keymap, &said);
	assert_non_null(strstr(said.data, "F2: primary, undo\n"));
	assert_non_null(strstr(said.data, "Ctrl+P: flow, export\n"));
	buf_clear(&said);
	keymap_keyless(&keymap, &said);
	assert_string_equal(said.data, "redo\n");
	buf_clear(&said);
	keymap_taken(&keymap, &said);
	assert_string_equal(said.data, "flow: Ctrl+O Ctrl+P\nsave: Ctrl+S\n");
	keymap_done(&keymap);
	buf_done(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_replace_keys),
		cmocka_unit_test(test_faults_name_their_line),
		cmocka_unit_test(test_no_file_is_no_fault),
		cmocka_unit_test(test_the_table_is_in_order),
		cmocka_unit_test(test_questions_of_the_doctor),
	};
	int file = mkstemp(path);
	if (file < 0)
		return 99;
	close(file);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	return failed;
}
