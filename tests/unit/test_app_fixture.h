/* SPDX-License-Identifier: Apache-2.0 */
/* A session over a store in a directory of its own, for the tests that work on a case. */
#ifndef TESTS_UNIT_TEST_APP_FIXTURE_H
#define TESTS_UNIT_TEST_APP_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/app.h"
#include "base/mem.h"

struct fixture_place {
	char directory[64];
	char *store;
};

static inline void place_make(struct fixture_place *place)
{
	strcpy(place->directory, "/tmp/kumoshirube-test.XXXXXX");
	assert_non_null(mkdtemp(place->directory));
	place->store = mem_printf("%s/store.db", place->directory);
}

static inline void place_remove(struct fixture_place *place)
{
	char *command = mem_printf("rm -rf '%s'", place->directory);

	(void)!system(command);
	free(command);
	free(place->store);
}

/* Opened for writing, as of 2026-11-20, in Japanese. Release with app_close. */
static inline struct app *place_open(const struct fixture_place *place, struct diag_list *diags)
{
	struct app *app = NULL;
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = place->store, .as_of = DATE_NONE, .lang = LANG_JA };

	assert_non_null(options.data_root);
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, diags), STATUS_OK);
	return app;
}

#endif
