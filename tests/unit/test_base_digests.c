/* SPDX-License-Identifier: Apache-2.0 */
/* A set of digests: what was added is there, once, and nothing else; many, and some that are alike in their first bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/digests.h"

enum { MANY = 5000 };

static struct digest number(unsigned i)
{
	struct digest digest = { { 0 } };

	memcpy(digest.bytes + sizeof digest.bytes - sizeof i, &i, sizeof i);
	return digest;
}

static void many(void **state)
{
	struct digests digests = { .places = NULL };

	(void)state;
	for (unsigned i = 1; i <= MANY; i++) {
		const struct digest digest = number(i);

		assert_false(digests_hold(&digests, &digest));
		assert_true(digests_add(&digests, &digest));
		assert_false(digests_add(&digests, &digest));
	}
	assert_int_equal(digests.count, MANY);
	for (unsigned i = 1; i <= 2 * MANY; i++) {
		const struct digest digest = number(i);

		assert_int_equal(digests_hold(&digests, &digest), i <= MANY);
	}
	digests_done(&digests);
}

static void none(void **state)
{
	const struct digest zeros = number(0), one = number(1);
	struct digests digests = { .places = NULL };

	(void)state;
	assert_false(digests_hold(&digests, &zeros));
	assert_false(digests_add(&digests, &zeros));
	assert_true(digests_add(&digests, &one));
	assert_false(digests_hold(&digests, &zeros));
	digests_done(&digests);
	assert_false(digests_hold(&digests, &one));
	digests_done(&digests);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(many), cmocka_unit_test(none) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
