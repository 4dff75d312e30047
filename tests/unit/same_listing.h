/* SPDX-License-Identifier: Apache-2.0 */
/* That two rows of a list say the same, field by field. */
#ifndef TESTS_UNIT_SAME_LISTING_H
#define TESTS_UNIT_SAME_LISTING_H

#include "model/listing.h"
#include "unit.h"

static inline void same_listing(const struct listing *x, const struct listing *y)
{
	assert_true(x->list == y->list && x->status == y->status && x->forms == y->forms && x->level == y->level);
	assert_true(x->registered_on == y->registered_on && x->expires_on == y->expires_on && x->line == y->line);
	assert_string_equal(x->number, y->number);
	assert_string_equal(x->name, y->name);
	assert_string_equal(x->provider, y->provider);
	assert_string_equal(x->scope, y->scope);
	assert_string_equal(x->regions, y->regions);
	assert_string_equal(x->functions, y->functions);
	assert_string_equal(x->note, y->note);
}

#endif
