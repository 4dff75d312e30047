/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every unit test begins with. One group of tests a program, because a TAP stream has one plan; an argument is a pattern for the
 * names of the tests to run.
 */
#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>

/* The width of characters depends on LC_CTYPE, so every test runs in the locale that the program falls back to. */
#define UNIT_MAIN(...) \
	int main(int argc, char **argv) \
	{ \
		const struct CMUnitTest tests[] = { __VA_ARGS__ }; \
		if (!setlocale(LC_CTYPE, "C.UTF-8")) { \
			fputs("the locale C.UTF-8 is missing\n", stderr); \
			return 99; \
		} \
		if (argc > 1) \
			cmocka_set_test_filter(argv[1]); \
		return cmocka_run_group_tests(tests, NULL, NULL); \
	}

#endif
