/* SPDX-License-Identifier: Apache-2.0 */
/* Which edition a session works under while cases of several are open. Facts and screens are those of the open case, or an answer would be looked for where another edition has it. */
#include "test_app_fixture.h"

#include "app/migrate.h"

#define LATER "2030-04-01"

struct world {
	struct fixture_place place;
	struct app *app;
	struct diag_list diags;
};

static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);
	char *root;

	place_make(&world->place);
	diag_init(&world->diags);
	place_shell(&world->place, "cp -R \"$srcdir/data\" \"$srcdir/screens\" . && chmod -R u+w data && cp -R \"$srcdir/tests/editions/" LATER "\" data/policy/ && chmod -R u+w data");
	root = getenv("KUMOSHIRUBE_DATA") ? mem_strdup(getenv("KUMOSHIRUBE_DATA")) : NULL;
	setenv("KUMOSHIRUBE_DATA", world->place.directory, 1);
	world->app = place_open(&world->place, &world->diags);
	setenv("KUMOSHIRUBE_DATA", root ? root : "", 1);
	free(root);
	*state = world;
	return 0;
}

static int world_free(void **state)
{
	struct world *world = *state;

	app_close(&world->app);
	place_remove(&world->place);
	diag_done(&world->diags);
	free(world);
	return 0;
}

static const char *in_use(const struct world *world)
{
	return app_edition(world->app)->id;
}

/* The draft under another edition, beside the case that it comes from. */
static struct work *moved(struct world *world, struct work *from)
{
	struct migration migration;
	struct work *draft;

	assert_int_equal(migrate_work(from, LATER, &migration, &world->diags), STATUS_OK);
	assert_int_equal(migration_begin(world->app, &migration, &draft, &world->diags), STATUS_OK);
	migration_done(&migration);
	return draft;
}

static void moved_on(void **state)
{
	struct world *world = *state;
	char usual[64];
	struct work *old, *draft;

	snprintf(usual, sizeof usual, "%s", in_use(world));
	assert_string_not_equal(usual, LATER);
	assert_int_equal(work_new(&old, world->app, NULL, &world->diags), STATUS_OK);
	draft = moved(world, old);
	assert_string_equal(in_use(world), LATER);
	work_close(&old);
	assert_string_equal(in_use(world), LATER);
	work_close(&draft);
	assert_string_equal(in_use(world), usual);
}

/* Whoever looks at another case for a moment leaves the open one as it was. */
static void looked_at(void **state)
{
	struct world *world = *state;
	struct work *old, *draft, *other = NULL;
	char *reference;

	assert_int_equal(work_new(&old, world->app, NULL, &world->diags), STATUS_OK);
	reference = mem_strdup(work_reference(old));
	draft = moved(world, old);
	work_close(&old);
	assert_int_equal(work_open(&other, world->app, reference, &world->diags), STATUS_OK);
	assert_string_not_equal(in_use(world), LATER);
	work_close(&other);
	assert_string_equal(in_use(world), LATER);
	assert_int_not_equal(work_open(&other, world->app, "R8-9999", &world->diags), STATUS_OK);
	assert_string_equal(in_use(world), LATER);
	work_close(&draft);
	free(reference);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(moved_on, world_new, world_free),
		cmocka_unit_test_setup_teardown(looked_at, world_new, world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
