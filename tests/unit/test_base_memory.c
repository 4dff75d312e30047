/* SPDX-License-Identifier: Apache-2.0 */
/* Buffers, netstrings, arenas and lists of diagnostics. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

static void test_buf_grows_and_ends_in_nul(void **state)
{
	struct buf buf;
	char *taken;

	(void)state;
	buf_init(&buf);
	assert_string_equal(buf.data, "");
	for (int i = 0; i < 1000; i++) {
		buf_addf(&buf, "%03d", i);
		assert_int_equal(buf.data[buf.len], 0);
	}
	assert_int_equal(buf.len, 3000);
	assert_memory_equal(buf.data + 2997, "999", 4);
	taken = buf_take(&buf);
	assert_int_equal(strlen(taken), 3000);
	assert_null(buf.data);
	assert_int_equal(buf.len, 0);
	free(taken);
	/* What was handed over left nothing behind; an empty buffer still hands over a string, and either may be filled again. */
	taken = buf_take(&buf);
	assert_string_equal(taken, "");
	buf_add(&buf, "a\0b", 3);
	assert_int_equal(buf.len, 3);
	buf_clear(&buf);
	assert_string_equal(buf.data, "");
	free(taken);
	buf_done(&buf);
}

static void test_netstrings_come_back(void **state)
{
	struct buf buf;
	struct slice slice;
	const char *at, *end;

	(void)state;
	buf_init(&buf);
	buf_add_nettext(&buf, "");
	buf_add_netstring(&buf, "a\0,", 3);
	buf_add_nettext(&buf, "日本語");
	assert_memory_equal(buf.data, "0:,3:a\0,,9:", 11);
	at = buf.data;
	end = buf.data + buf.len;
	assert_int_equal(netstring_read(&at, end, &slice), 0);
	assert_int_equal(slice.len, 0);
	assert_int_equal(netstring_read(&at, end, &slice), 0);
	assert_int_equal(slice.len, 3);
	assert_memory_equal(slice.data, "a\0,", 3);
	assert_int_equal(netstring_read(&at, end, &slice), 0);
	assert_memory_equal(slice.data, "日本語", 9);
	assert_ptr_equal(at, end);
	assert_int_equal(netstring_read(&at, end, &slice), -1);
	buf_done(&buf);
}

static void test_malformed_netstrings_are_refused(void **state)
{
	static const char *const bad[] = { "", "3", ":", ":,", "01:a,", "00:,", "1:a", "1:a;", "2:a,", "-1:a,", "+1:a,", " 1:a,", "1 :a,",
					   "99999999999999999999999999:a,", "18446744073709551617:a,", "1:,", "x:a," };
	struct slice slice;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const char *at = bad[i];

		assert_int_equal(netstring_read(&at, at + strlen(at), &slice), -1);
		assert_ptr_equal(at, bad[i]);
	}
}

static void test_arena_memory_is_zeroed_and_aligned(void **state)
{
	struct arena arena;
	char *text;

	(void)state;
	arena_init(&arena);
	for (size_t size = 1; size < 40000; size = size * 3 + 1) {
		unsigned char *memory = arena_alloc(&arena, size);

		assert_int_equal((uintptr_t)memory % sizeof(long double), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(memory[i], 0);
		memset(memory, 0xFF, size);
	}
	text = arena_strndup(&arena, "abcdef", 3);
	assert_string_equal(text, "abc");
	assert_string_equal(arena_strdup(&arena, NULL), "");
	arena_done(&arena);
	assert_null(arena.head);
}

static void test_strings(void **state)
{
	char *text = mem_strdup(NULL);

	(void)state;
	assert_string_equal(text, "");
	mem_replace(&text, "one");
	mem_replace(&text, text + 1);
	assert_string_equal(text, "ne");
	free(text);
	text = mem_printf("%s-%d", "x", 7);
	assert_string_equal(text, "x-7");
	free(text);
	text = mem_strndup("ab", 9);
	assert_string_equal(text, "ab");
	free(text);
}

static void test_diagnostics_are_listed_clean(void **state)
{
	struct diag_list list, more;
	struct buf out;

	(void)state;
	diag_init(&list);
	diag_init(&more);
	buf_init(&out);
	assert_int_equal(diag_status(&list), STATUS_OK);
	diag_warning(&list, "a.ini", 3, "odd");
	assert_int_equal(diag_status(&list), STATUS_OK);
	assert_int_equal(diag_error(&more, STATUS_INPUT, "b.ini", 0, "bad %s", "\x1b[2J\xE3"), STATUS_INPUT);
	assert_int_equal(diag_error(&more, STATUS_LOCKED, NULL, 0, "second"), STATUS_LOCKED);
	assert_int_equal(diag_error(NULL, STATUS_FAILED, NULL, 0, "nobody listens"), STATUS_FAILED);
	diag_move(&list, &more);
	assert_int_equal(more.count, 0);
	assert_int_equal(list.errors, 2);
	assert_int_equal(diag_status(&list), STATUS_INPUT);
	diag_write(&list, &out);
	assert_string_equal(out.data, "a.ini:3: odd\nb.ini: bad <U+001B>[2J<0xE3>\nsecond\n");
	buf_done(&out);
	diag_done(&list);
	diag_done(&more);
}

UNIT_MAIN(cmocka_unit_test(test_buf_grows_and_ends_in_nul), cmocka_unit_test(test_netstrings_come_back),
	  cmocka_unit_test(test_malformed_netstrings_are_refused), cmocka_unit_test(test_arena_memory_is_zeroed_and_aligned),
	  cmocka_unit_test(test_strings), cmocka_unit_test(test_diagnostics_are_listed_clean))
