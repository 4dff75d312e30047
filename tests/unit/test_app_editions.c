/* SPDX-License-Identifier: Apache-2.0 */
/* Which edition a session works under while cases of several are open. Facts and screens are those of the open case, or an answer would be looked for where another edition has it. */
#include "test_app_fixture.h"

#include "app/migrate.h"

#define LATER "2030-04-01"

/* A session over the shipped editions and a later one; no case is open. */
static int later_new(void **state)
{
	struct fixture *fixture = MEM_NEW(struct fixture);
	char *root = mem_strdup(getenv("KUMOSHIRUBE_DATA"));

	place_make(&fixture->place);
	diag_init(&fixture->diags);
	place_shell(&fixture->place, "cp -R \"$srcdir/data\" \"$srcdir/screens\" . && chmod -R u+w data && cp -R \"$srcdir/tests/editions/" LATER "\" data/policy/ && chmod -R u+w data");
	setenv("KUMOSHIRUBE_DATA", fixture->place.directory, 1);
	fixture->app = place_open(&fixture->place, &fixture->diags);
	setenv("KUMOSHIRUBE_DATA", root, 1);
	free(root);
	*state = fixture;
	return 0;
}

static const char *in_use(const struct fixture *fixture)
{
	return app_edition(fixture->app)->id;
}

/* The draft under another edition, beside the case that it comes from. */
static struct work *moved(struct fixture *fixture, struct work *from)
{
	struct migration migration;
	struct work *draft;

	assert_int_equal(migrate_work(from, LATER, &migration, &fixture->diags), STATUS_OK);
	assert_int_equal(migration_begin(fixture->app, &migration, &draft, &fixture->diags), STATUS_OK);
	migration_done(&migration);
	return draft;
}

static void moved_on(void **state)
{
	struct fixture *fixture = *state;
	char usual[64];
	struct work *old, *draft;

	snprintf(usual, sizeof usual, "%s", in_use(fixture));
	assert_string_not_equal(usual, LATER);
	assert_int_equal(work_new(&old, fixture->app, NULL, &fixture->diags), STATUS_OK);
	draft = moved(fixture, old);
	assert_string_equal(in_use(fixture), LATER);
	work_close(&old);
	assert_string_equal(in_use(fixture), LATER);
	work_close(&draft);
	assert_string_equal(in_use(fixture), usual);
}

/* Whoever looks at another case for a moment leaves the open one as it was. */
static void looked_at(void **state)
{
	struct fixture *fixture = *state;
	struct work *old, *draft, *other = NULL;
	char *reference;

	assert_int_equal(work_new(&old, fixture->app, NULL, &fixture->diags), STATUS_OK);
	reference = mem_strdup(work_reference(old));
	draft = moved(fixture, old);
	work_close(&old);
	assert_int_equal(work_open(&other, fixture->app, reference, &fixture->diags), STATUS_OK);
	assert_string_not_equal(in_use(fixture), LATER);
	work_close(&other);
	assert_string_equal(in_use(fixture), LATER);
	assert_int_not_equal(work_open(&other, fixture->app, "R8-9999", &fixture->diags), STATUS_OK);
	assert_string_equal(in_use(fixture), LATER);
	work_close(&draft);
	free(reference);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(moved_on, later_new, fixture_free),
		cmocka_unit_test_setup_teardown(looked_at, later_new, fixture_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
