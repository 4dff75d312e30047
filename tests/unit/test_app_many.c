/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A long chain: what runs through all of it looks at each entry a few times and never at each pair of them. The looks are counted, not the time: a
 * map of a hundred thousand names costs a few looks a name, and the rows of a chain come out numbered with no other comparison.
 */
#include "test_app_fixture.h"

#include <stdio.h>

#include "app/decisions.h"
#include "app/person.h"
#include "app/records.h"
#include "app/session.h"
#include "app/tally.h"

#define NAMES 100000
#define CASES 40
#define ROUNDS 25 /* revisions of each case */

static void test_looks(void **state)
{
	struct tally tally = { .slots = NULL };
	char (*names)[40] = mem_array(NAMES, sizeof *names);
	size_t before;

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		snprintf(names[i], sizeof names[i], "%032zx", i * 2654435761u);
		assert_int_equal(tally_get(&tally, names[i]), TALLY_NONE);
		tally_set(&tally, names[i], i);
	}
	assert_int_equal(tally.count, NAMES);
	/* Looking, putting and moving to a larger map, all together. */
	assert_in_range(tally.looked, NAMES, 10 * (size_t)NAMES);
	before = tally.looked;
	for (size_t i = 0; i < NAMES; i++)
		assert_int_equal(tally_get(&tally, names[i]), i);
	assert_in_range(tally.looked - before, NAMES, 3 * (size_t)NAMES);
	tally_set(&tally, names[7], 3);
	assert_int_equal(tally_get(&tally, names[7]), 3);
	/* Only a name that was met is moved, and the map keeps its own copy of the name. */
	char borrowed[40];
	strcpy(borrowed, names[8]);
	tally_move(&tally, borrowed, 5);
	strcpy(borrowed, "gone");
	tally_move(&tally, borrowed, 5);
	assert_int_equal(tally_get(&tally, names[8]), 5);
	assert_int_equal(tally_get(&tally, "gone"), TALLY_NONE);
	assert_int_equal(tally.count, NAMES);
	tally_done(&tally);
	free(names);
}

/* Revisions of several cases in turn, in one transaction. */
static void fill(struct app *app, struct diag_list *diags)
{
	struct store_append *artifacts = mem_array(CASES * ROUNDS, sizeof *artifacts);
	char (*bytes)[32] = mem_array(CASES * ROUNDS, sizeof *bytes), (*records)[33] = mem_array(CASES, sizeof *records);
	struct store_entry entry = { 0 };

	for (size_t i = 0; i < CASES; i++)
		snprintf(records[i], sizeof records[i], "%032zx", i + 1);
	for (size_t i = 0; i < CASES * ROUNDS; i++) {
		int len = snprintf(bytes[i], sizeof bytes[i], "revision %zu", i);
		artifacts[i] = (struct store_append){ .kind = KIND_REVISION, .record = records[i % CASES], .bytes = bytes[i], .len = (size_t)len };
	}
	assert_int_equal(store_append(app->store, artifacts, CASES * ROUNDS, &app->key, 1, &entry, diags), STATUS_OK);
	free(entry.kind);
	free(records);
	free(bytes);
	free(artifacts);
}

static void test_rows(void **state)
{
	struct fixture_place place;
	struct diag_list diags;
	struct record_rows rows;
	size_t newest = 0;

	(void)state;
	diag_init(&diags);
	place_make(&place);
	struct app *app = place_open(&place, &diags);
	fill(app, &diags);
	assert_int_equal(app_records(app, NULL, &rows, &diags), STATUS_OK);
	assert_int_equal(rows.count, CASES * ROUNDS);
	for (size_t i = 0; i < rows.count; i++) {
		assert_int_equal(rows.items[i].number, i / CASES + 1);
		assert_int_equal(rows.items[i].newest, i / CASES + 1 == ROUNDS);
		newest += rows.items[i].newest;
	}
	assert_int_equal(newest, CASES);
	record_rows_done(&rows);
	/* One decision a case, whatever came before it. */
	const struct life *life;
	struct decisions decisions;
	assert_int_equal(app_life(app, &life, &diags), STATUS_OK);
	assert_int_equal(app_decisions(app, life_states(life, STATES_STANDING), DATE_FAR, &decisions, &diags), STATUS_OK);
	assert_int_equal(decisions.count, CASES);
	for (size_t i = 0; i < decisions.count; i++)
		assert_int_equal(decisions.items[i].row.number, ROUNDS);
	decisions_done(&decisions);
	assert_int_equal(app_decisions(app, life_states(life, "approved"), DATE_FAR, &decisions, &diags), STATUS_OK);
	assert_int_equal(decisions.count, 0);
	decisions_done(&decisions);
	app_close(&app);
	place_remove(&place);
	diag_done(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_looks), cmocka_unit_test(test_rows) };

	if (!sign_start())
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
