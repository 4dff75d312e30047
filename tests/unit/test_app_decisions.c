/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long a case stood in each state, by what the whole program wrote on several days: every stay counts, up to the approval or up to the day that is
 * asked about, and of two terminals whose clocks differ no stay is shorter than nothing.
 */
#include "test_app_fixture.h"

#include "app/decisions.h"
#include "app/person.h"
#include "app/session.h"

struct world {
	struct fixture_place place;
	struct app *app;
	struct diag_list diags;
	const struct life *life;
	char record[33];
};

/* Each on its day; each by whom the role says. */
static const char *const course[][3] = {
	{ "2026-10-01", "officer", "case new \"$srcdir/tests/cases/15-excluded.ini\"" }, { "2026-10-03", "officer", "case submit R8-0001" },
	{ "2026-10-06", "adviser", "review return R8-0001 --text 差戻し" }, { "2026-10-13", "officer", "case submit R8-0001" },
	{ "2026-10-14", "officer", "case recall R8-0001" }, { "2026-10-19", "officer", "case submit R8-0001" },
	{ "2026-10-20", "adviser", "review remark R8-0001 case case.title --text 指摘" }, { "2026-10-20", "officer", "review answer R8-0001 1 --text 回答" },
	{ "2026-10-20", "adviser", "review close R8-0001 1" }, { "2026-10-21", "adviser", "review advise R8-0001 --text 意見" },
	{ "2026-10-25", "approver", "review approve R8-0001" },
	/* The second terminal of the day has a clock that is three days behind. */
	{ "2026-11-04", "officer", "case set R8-0001 case case.title 改めた件名" }, { "2026-11-04", "officer", "case submit R8-0001" },
	{ "2026-11-01", "adviser", "review return R8-0001 --text 差戻し" }, { "2026-11-06", "officer", "case submit R8-0001" },
};

static void run_course(const struct world *world)
{
	for (size_t i = 0; i < sizeof course / sizeof course[0]; i++) {
		char *command = mem_printf("KUMOSHIRUBE_TODAY=%1$s \"$program\" --store store.db --config %2$s.ini %3$s", course[i][0], course[i][1], course[i][2]);
		char *name = mem_printf("見本%s", course[i][1]);

		place_person(&world->place, course[i][1], name, course[i][1]);
		place_shell(&world->place, command);
		free(command);
		free(name);
	}
}

static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);
	struct store_case item = { 0 };

	place_make(&world->place);
	diag_init(&world->diags);
	run_course(world);
	world->app = place_open(&world->place, &world->diags);
	assert_int_equal(app_life(world->app, &world->life, &world->diags), STATUS_OK);
	assert_int_equal(store_case_get(world->app->store, "R8-0001", &item, &world->diags), STATUS_OK);
	strcpy(world->record, item.id);
	store_case_done(&item);
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

#define NEVER (-1)
static void stays(void **state)
{
	static const struct {
		int year, month, day; /* 0: as it stands, whatever the clock says */
		const char *states;
		int number, draft, submitted, returned, recalled, advised, approved;
	} cases[] = {
		{ 2026, 10, 3, "submitted returned advised approved", 1, 2, 0, NEVER, NEVER, NEVER, NEVER },
		{ 2026, 10, 10, "submitted returned advised approved", 1, 2, 3, 4, NEVER, NEVER, NEVER },
		{ 2026, 10, 20, "submitted returned advised approved", 3, 2, 5, 7, 5, NEVER, NEVER },
		{ 2026, 10, 24, "submitted returned advised approved", 3, 2, 6, 7, 5, 3, NEVER },
		{ 2026, 10, 25, "approved", 3, 2, 6, 7, 5, 4, NEVER },
		{ 2026, 12, 31, "approved", 3, 2, 6, 7, 5, 4, NEVER },
		{ 2026, 11, 8, "submitted", 5, 2, 8, 9, 5, 4, 10 },
		{ 0, 0, 0, "submitted", 5, 2, 6, 9, 5, 4, 10 },
	};
	struct world *world = *state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct {
			const char *name;
			int days;
		} want[] = {
			{ "draft", cases[i].draft }, { "submitted", cases[i].submitted }, { "returned", cases[i].returned }, { "recalled", cases[i].recalled },
			{ "advised", cases[i].advised }, { "approved", cases[i].approved }, { "withdrawn", NEVER }, { "revising", NEVER }, { "superseded", NEVER },
		};
		date_days day = DATE_FAR;
		struct decision decision;
		bool found;

		if (cases[i].year)
			assert_true(date_from_parts(cases[i].year, cases[i].month, cases[i].day, &day));
		assert_int_equal(app_decision(world->app, world->record, life_states(world->life, cases[i].states), day, &found, &decision, &world->diags), STATUS_OK);
		assert_true(found);
		assert_int_equal(decision.row.number, cases[i].number);
		for (size_t s = 0; s < sizeof want / sizeof want[0]; s++) {
			const struct stay *stay = &decision.stays[life_state_find(world->life, want[s].name)];

			if (stay->was != (want[s].days != NEVER) || (stay->was && stay->days != want[s].days))
				fail_msg("%zu: %s: %d days, not %lld", i, want[s].name, want[s].days, stay->was ? (long long)stay->days : -1LL);
		}
		decision_done(&decision);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(stays, world_new, world_free) };

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
