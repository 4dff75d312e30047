/* SPDX-License-Identifier: Apache-2.0 */
/* Cases, cells, undo and redo. */
#include "test_store_fixture.h"

static void collect(const struct store_cell *cell, void *context)
{
	buf_addf(context, "%s.%s=%s(%s|%s|%s|%s|%lld);", cell->key, cell->fact, cell->word, cell->reason, cell->evidence, cell->source, cell->author,
		(long long)cell->at);
}

static void check_cells(struct fixture *f, const char *id, const char *expected)
{
	struct buf text;

	buf_init(&text);
	assert_int_equal(store_cells(f->store, id, collect, &text, NULL, &f->diags), STATUS_OK);
	assert_string_equal(text.data, expected);
	buf_done(&text);
}

static void set(struct fixture *f, const char *id, const char *key, const char *fact, const char *word, int64_t at)
{
	const struct store_cell cell = { .key = key, .fact = fact, .word = word, .at = at };

	assert_int_equal(blind_edit(f->store, id, &cell, 1, at, &f->diags), STATUS_OK);
}

static void check_travel(struct fixture *f, const char *id, bool forward, bool expected, const char *key, const char *fact)
{
	char *got_key = NULL, *got_fact = NULL;
	bool done = !expected;
	struct store_change change = { .case_id = id, .at = 7000 };
	enum status status = (forward ? store_redo : store_undo)(f->store, &change, &done, &got_key, &got_fact, &f->diags);

	assert_int_equal(status, STATUS_OK);
	assert_int_equal(done, expected);
	if (expected) {
		assert_string_equal(got_key, key);
		assert_string_equal(got_fact, fact);
	} else {
		assert_null(got_key);
		assert_null(got_fact);
	}
	free(got_key);
	free(got_fact);
}

static void references_count_by_prefix(void **state)
{
	static const char *const expected[] = { "R8-0001", "R8-0002", "R9-0001", "R8-X-0001", "R8-0003" };
	static const char *const prefixes[] = { "R8", "R8", "R9", "R8-X", "R8" };
	struct fixture *f = *state;
	struct store_case item, again;

	for (size_t i = 0; i < 5; i++) {
		const struct store_beginning beginning = { .prefix = prefixes[i], .edition = "2021-03-30", .title = "t", .sample = i == 0 };

		assert_int_equal(store_case_create(f->store, &beginning, (int64_t)i, &item, &f->diags), STATUS_OK);
		assert_string_equal(item.reference, expected[i]);
		assert_int_equal(strlen(item.id), 32);
		assert_int_equal(store_case_get(f->store, expected[i], &again, &f->diags), STATUS_OK);
		assert_string_equal(again.id, item.id);
		assert_string_equal(again.stage, "draft");
		assert_int_equal(again.sample, i == 0);
		store_case_done(&again);
		assert_int_equal(store_case_get(f->store, item.id, &again, &f->diags), STATUS_OK);
		assert_string_equal(again.reference, item.reference);
		store_case_done(&again);
		store_case_done(&item);
	}
	assert_int_equal(store_case_get(f->store, "R8-9999", &item, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "R8-9999"));
	store_case_done(&item);
}

/* The digest of a draft as a reader gets it. */
static struct digest seen_now(struct fixture *f, const char *id)
{
	struct digest seen;

	assert_int_equal(store_cells(f->store, id, NULL, NULL, &seen, &f->diags), STATUS_OK);
	return seen;
}

static void update_and_list(void **state)
{
	static const char ghost[] = "00000000000000000000000000000000";
	struct fixture *f = *state;
	struct store_case first, second;
	struct store_cases list;
	struct digest seen, old;

	fixture_case(f, &first);
	fixture_case(f, &second);
	old = seen_now(f, first.id);
	set(f, first.id, "case", "case.title", "x", 5000);
	seen = seen_now(f, first.id);
	assert_int_equal(store_case_look(f->store, first.id, &seen, "\xe8\xa6\x8b\xe6\x9c\xac", "decided", &f->diags), STATUS_OK);
	assert_int_equal(store_case_place(f->store, first.id, "case/step0", &f->diags), STATUS_OK);
	/* A look at what the draft was before changes nothing, and is no fault. */
	assert_int_equal(store_case_look(f->store, first.id, &old, "old", "refused", &f->diags), STATUS_OK);
	assert_int_equal(f->diags.count, 0);
	assert_int_equal(store_case_list(f->store, &list, &f->diags), STATUS_OK);
	assert_int_equal(list.count, 2);
	assert_string_equal(list.items[0].id, first.id);
	assert_string_equal(list.items[0].title, "\xe8\xa6\x8b\xe6\x9c\xac");
	assert_string_equal(list.items[0].verdict, "decided");
	assert_string_equal(list.items[0].stage, "draft");
	assert_string_equal(list.items[0].place, "case/step0");
	assert_int_equal(list.items[0].updated_at, 5000);
	assert_int_equal(list.items[0].created_at, 1000);
	assert_int_equal(list.items[0].revisions, 0);
	store_cases_done(&list);
	assert_int_equal(store_case_look(f->store, ghost, &seen, "", "", &f->diags), STATUS_FAILED);
	assert_int_equal(store_case_place(f->store, ghost, "", &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "no longer in the store"));
	store_case_done(&first);
	store_case_done(&second);
}

static void begins_with_its_contents(void **state)
{
	const struct store_cell cells[] = {
		{ .key = "case", .fact = "case.a", .word = "x", .at = 3 },
		{ .key = "case", .fact = "case.b", .word = "y", .at = 4 },
	};
	struct store_beginning beginning = { .prefix = "R8", .edition = "e", .title = "t", .cells = cells, .count = 2 };
	struct fixture *f = *state;
	struct store_case item;
	struct store_cases list;

	assert_int_equal(store_case_create(f->store, &beginning, 1, &item, &f->diags), STATUS_OK);
	assert_string_equal(item.title, "t");
	check_cells(f, item.id, "case.case.a=x(||||3);case.case.b=y(||||4);");
	check_travel(f, item.id, false, false, NULL, NULL);
	store_case_done(&item);
	/* Where the contents cannot be kept there is no case either. */
	assert_int_equal(db_run(f->store, "CREATE TEMP TRIGGER no_b BEFORE INSERT ON main.cell WHEN NEW.fact = 'case.b'"
		" BEGIN SELECT RAISE(ABORT, 'no'); END", &f->diags), STATUS_OK);
	assert_int_equal(store_case_create(f->store, &beginning, 1, &item, &f->diags), STATUS_FAILED);
	assert_null(item.reference);
	assert_int_equal(store_case_list(f->store, &list, &f->diags), STATUS_OK);
	assert_int_equal(list.count, 1);
	store_cases_done(&list);
}

/* Two who read the same draft: the second to save is told, and what the first one saved stays. */
static void second_writer_is_told(void **state)
{
	const struct store_cell one = { .key = "case", .fact = "case.a", .word = "one" }, two = { .key = "case", .fact = "case.a", .word = "two" };
	struct fixture *f = *state;
	struct store_case item;
	struct digest seen;
	bool done = false;

	fixture_case(f, &item);
	seen = seen_now(f, item.id);
	struct store_change first = { .case_id = item.id, .at = 1, .seen = &seen }, second = first, third = first;
	assert_int_equal(store_edit(f->store, &first, &one, 1, &f->diags), STATUS_OK);
	assert_false(first.moved);
	assert_int_equal(store_edit(f->store, &second, &two, 1, &f->diags), STATUS_FAILED);
	assert_true(second.moved);
	assert_true(fixture_says(f, "changed elsewhere"));
	assert_int_equal(store_undo(f->store, &third, &done, NULL, NULL, &f->diags), STATUS_FAILED);
	assert_true(third.moved && !done);
	check_cells(f, item.id, "case.case.a=one(||||0);");
	seen = seen_now(f, item.id);
	assert_int_equal(store_edit(f->store, &second, &two, 1, &f->diags), STATUS_OK);
	assert_false(second.moved);
	check_cells(f, item.id, "case.case.a=two(||||0);");
	store_case_done(&item);
}

static void travelling_is_a_change(void **state)
{
	struct fixture *f = *state;
	struct store_case item, again;

	fixture_case(f, &item);
	set(f, item.id, "case", "case.a", "one", 2000);
	assert_int_equal(db_run(f->store, "UPDATE cases SET stage = 'submitted'", &f->diags), STATUS_OK);
	check_travel(f, item.id, false, true, "case", "case.a");
	assert_int_equal(store_case_get(f->store, item.id, &again, &f->diags), STATUS_OK);
	assert_int_equal(again.updated_at, 7000);
	assert_string_equal(again.stage, "draft");
	store_case_done(&again);
	store_case_done(&item);
}

static void edits_and_travels(void **state)
{
	struct fixture *f = *state;
	const struct store_cell pair[] = {
		{ .key = "c2", .fact = "", .word = "", .at = 3 },
		{ .key = "c2", .fact = "component.title", .word = "w", .reason = "r", .evidence = "e", .source = "s", .author = "a", .at = 3 },
	};
	struct store_case item;

	fixture_case(f, &item);
	check_travel(f, item.id, false, false, NULL, NULL);
	set(f, item.id, "case", "case.title", "one", 1);
	set(f, item.id, "case", "case.title", "two", 2);
	assert_int_equal(blind_edit(f->store, item.id, pair, 2, 3, &f->diags), STATUS_OK);
	check_cells(f, item.id, "c2.=(||||3);c2.component.title=w(r|e|s|a|3);case.case.title=two(||||2);");
	check_travel(f, item.id, false, true, "c2", "");
	check_cells(f, item.id, "case.case.title=two(||||2);");
	check_travel(f, item.id, false, true, "case", "case.title");
	check_cells(f, item.id, "case.case.title=one(||||1);");
	check_travel(f, item.id, false, true, "case", "case.title");
	check_cells(f, item.id, "");
	check_travel(f, item.id, false, false, NULL, NULL);
	check_travel(f, item.id, true, true, "case", "case.title");
	check_travel(f, item.id, true, true, "case", "case.title");
	check_travel(f, item.id, true, true, "c2", "");
	check_travel(f, item.id, true, false, NULL, NULL);
	check_cells(f, item.id, "c2.=(||||3);c2.component.title=w(r|e|s|a|3);case.case.title=two(||||2);");
	/* A new edit forgets what was undone. */
	check_travel(f, item.id, false, true, "c2", "");
	set(f, item.id, "case", "case.title", NULL, 9);
	check_cells(f, item.id, "");
	check_travel(f, item.id, true, false, NULL, NULL);
	check_travel(f, item.id, false, true, "case", "case.title");
	check_cells(f, item.id, "case.case.title=two(||||2);");
	store_case_done(&item);
}

static void same_again_is_no_edit(void **state)
{
	struct fixture *f = *state;
	struct store_cell cell = { .key = "case", .fact = "case.title", .word = "one", .reason = "", .author = "a", .at = 1 };
	const struct store_cell gone = { .key = "case", .fact = "case.other", .word = NULL };
	struct store_case item;

	fixture_case(f, &item);
	assert_int_equal(blind_edit(f->store, item.id, &cell, 1, 1, &f->diags), STATUS_OK);
	cell.reason = NULL;
	cell.author = "b";
	cell.at = 2;
	assert_int_equal(blind_edit(f->store, item.id, &cell, 1, 2, &f->diags), STATUS_OK);
	assert_int_equal(blind_edit(f->store, item.id, &gone, 1, 3, &f->diags), STATUS_OK);
	check_cells(f, item.id, "case.case.title=one(|||a|1);");
	check_travel(f, item.id, false, true, "case", "case.title");
	check_travel(f, item.id, false, false, NULL, NULL);
	/* It also leaves alone what can be redone. */
	assert_int_equal(blind_edit(f->store, item.id, &gone, 1, 3, &f->diags), STATUS_OK);
	check_travel(f, item.id, true, true, "case", "case.title");
	store_case_done(&item);
}

static void cell_twice_in_one_unit(void **state)
{
	struct fixture *f = *state;
	const struct store_cell twice[] = {
		{ .key = "case", .fact = "case.a", .word = "x", .at = 2 },
		{ .key = "case", .fact = "case.a", .word = "y", .at = 2 },
	};
	struct store_case item;

	fixture_case(f, &item);
	set(f, item.id, "case", "case.a", "old", 1);
	assert_int_equal(blind_edit(f->store, item.id, twice, 2, 2, &f->diags), STATUS_OK);
	check_travel(f, item.id, false, true, "case", "case.a");
	check_cells(f, item.id, "case.case.a=old(||||1);");
	check_travel(f, item.id, true, true, "case", "case.a");
	check_cells(f, item.id, "case.case.a=y(||||2);");
	store_case_done(&item);
}

static void cases_do_not_mix(void **state)
{
	struct fixture *f = *state;
	const struct store_cell cell = { .key = "case", .fact = "case.a", .word = "x" };
	struct store_case first, second;

	fixture_case(f, &first);
	fixture_case(f, &second);
	set(f, first.id, "case", "case.a", "1", 1);
	set(f, second.id, "case", "case.a", "2", 1);
	check_travel(f, first.id, false, true, "case", "case.a");
	check_cells(f, first.id, "");
	check_cells(f, second.id, "case.case.a=2(||||1);");
	assert_int_equal(blind_edit(f->store, "00000000000000000000000000000000", &cell, 1, 1, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "no longer in the store"));
	store_case_done(&first);
	store_case_done(&second);
}

/* SQL is static: hostile words are only words. */
static void hostile_words_stay_words(void **state)
{
	static const char hostile[] = "'); DROP TABLE cell; --\n\x01\xe2\x80\xae";
	struct fixture *f = *state;
	struct store_case item;
	struct buf expected;

	fixture_case(f, &item);
	set(f, item.id, "case", hostile, hostile, 1);
	buf_init(&expected);
	buf_addf(&expected, "case.%s=%s(||||1);", hostile, hostile);
	check_cells(f, item.id, expected.data);
	buf_done(&expected);
	store_case_done(&item);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_setup_open, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(references_count_by_prefix), CASE(update_and_list), CASE(begins_with_its_contents), CASE(second_writer_is_told),
		CASE(travelling_is_a_change), CASE(edits_and_travels), CASE(same_again_is_no_edit),
		CASE(cell_twice_in_one_unit), CASE(cases_do_not_mix), CASE(hostile_words_stay_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
