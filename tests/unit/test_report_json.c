/* SPDX-License-Identifier: Apache-2.0 */
/* Building JSON: what is written is read back by the library as it was put in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include <jansson.h>

#include "report/json.h"

static json_t *parse(const struct buf *text)
{
	json_error_t error;
	json_t *root = json_loadb(text->data, text->len, JSON_REJECT_DUPLICATES, &error);

	if (!root)
		fail_msg("line %d: %s", error.line, error.text);
	return root;
}

static const char *text_at(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void test_values(void **state)
{
	struct json *root = json_new_object(), *list = json_new_array();
	struct buf out;
	json_t *read;

	(void)state;
	buf_init(&out);
	json_put_text(root, "text", "案件 \"x\"\n\\");
	json_put_text(root, "none", NULL);
	json_put_text(root, "broken", "a\xFF" "b");
	json_put_int(root, "large", INT64_MIN);
	json_put_bool(root, "yes", true);
	json_put_null(root, "null");
	json_push_text(list, "one");
	json_push_int(list, 2);
	json_push(list, json_new_object());
	json_put(root, "list", list);
	json_write(&root, &out);
	assert_null(root);
	assert_int_equal(out.data[out.len - 1], '\n');
	assert_int_equal(strncmp(out.data, "{\n  \"text\": ", 12), 0);
	read = parse(&out);
	assert_string_equal(text_at(read, "text"), "案件 \"x\"\n\\");
	assert_true(json_is_null(json_object_get(read, "none")));
	assert_true(json_is_null(json_object_get(read, "null")));
	assert_null(strchr(text_at(read, "broken"), '\xFF'));
	assert_int_equal(text_at(read, "broken")[0], 'a');
	assert_true(json_integer_value(json_object_get(read, "large")) == INT64_MIN);
	assert_true(json_is_true(json_object_get(read, "yes")));
	assert_int_equal(json_array_size(json_object_get(read, "list")), 3);
	json_decref(read);
	buf_done(&out);
}

/* What a terminal would obey is written by its number and means the same to who reads it. */
static void test_unseen(void **state)
{
	static const char *const texts[] = { "a\xE2\x80\xAE" "b", "\xE2\x80\x8B", "\xC2\x9B", "\x7F", "\xEF\xBB\xBF", "\xE2\x81\xA6", "\xF3\xA0\x81\x81", "\033[2J" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct json *root = json_new_object();
		struct buf out;
		json_t *read;

		buf_init(&out);
		json_put_text(root, "text", texts[i]);
		json_put_text(root, "after", "案件 ｶﾅ é \xF0\xA0\xAE\xB7");
		json_write(&root, &out);
		for (const char *at = out.data; *at; at++)
			assert_true((*at >= ' ' || *at == '\n') && *at != '\x7F' ? true : (unsigned char)*at >= 0x80);
		assert_null(strstr(out.data, texts[i]));
		assert_non_null(strstr(out.data, "案件 ｶﾅ é \xF0\xA0\xAE\xB7"));
		read = parse(&out);
		assert_string_equal(text_at(read, "text"), texts[i]);
		json_decref(read);
		buf_done(&out);
	}
}

static void test_release(void **state)
{
	struct json *root = json_new_object();

	(void)state;
	json_put(root, "inner", json_new_array());
	json_free(&root);
	assert_null(root);
	json_free(&root);
}

static void test_diags(void **state)
{
	struct diag_list diags;
	struct buf out;
	json_t *read, *list, *error;

	(void)state;
	diag_init(&diags);
	buf_init(&out);
	diag_warning(&diags, NULL, 0, "old");
	json_messages(&diags, STATUS_OK, &out);
	read = parse(&out);
	assert_true(json_is_null(json_object_get(read, "error")));
	assert_int_equal(json_array_size(json_object_get(read, "diagnostics")), 1);
	json_decref(read);
	buf_clear(&out);
	diag_error(&diags, STATUS_INPUT, "a.ini", 7, "bad %s", "word");
	json_messages(&diags, STATUS_INPUT, &out);
	read = parse(&out);
	error = json_object_get(read, "error");
	assert_string_equal(text_at(error, "status"), "input");
	assert_string_equal(text_at(error, "text"), "bad word");
	assert_int_equal(json_integer_value(json_object_get(error, "exit")), 4);
	list = json_object_get(read, "diagnostics");
	assert_int_equal(json_array_size(list), 2);
	assert_string_equal(text_at(json_array_get(list, 0), "severity"), "warning");
	assert_true(json_is_null(json_object_get(json_array_get(list, 0), "file")));
	assert_true(json_is_null(json_object_get(json_array_get(list, 0), "status")));
	assert_string_equal(text_at(json_array_get(list, 1), "file"), "a.ini");
	assert_string_equal(text_at(json_array_get(list, 1), "status"), "input");
	assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 1), "line")), 7);
	json_decref(read);
	buf_done(&out);
	diag_done(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_unseen),
		cmocka_unit_test(test_release),
		cmocka_unit_test(test_diags),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
