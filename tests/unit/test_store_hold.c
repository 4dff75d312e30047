/* SPDX-License-Identifier: Apache-2.0 */
/* Who has a case open: one at a time, by name, until that one leaves or dies. */
#include "test_store_fixture.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static bool exists(const struct fixture *f, const char *name)
{
	char path[200];
	struct stat info;
	snprintf(path, sizeof path, "%s/%s", f->directory, name);
	return lstat(path, &info) == 0;
}

static enum status edit(struct store *store, const char *id, struct diag_list *diags)
{
	static int64_t at;
	const struct store_cell cell = { .key = "case", .fact = "case.title", .word = ++at % 2 ? "a" : "b", .at = at };
	return blind_edit(store, id, &cell, 1, at, diags);
}

static struct store *second(struct fixture *f)
{
	const struct store_options options = { .busy_ms = 100 };
	struct store *store = NULL;
	assert_int_equal(store_open_with(&store, f->path, STORE_WRITE, &options, &f->diags), STATUS_OK);
	return store;
}

static void the_second_only_reads(void **state)
{
	struct fixture *f = *state;
	struct store *other = second(f);
	struct store_case item, another;
	struct store_holder holder;
	fixture_case(f, &item);
	fixture_case(f, &another);
	assert_false(store_holder(other, item.id, NULL));
	assert_true(store_hold(f->store, item.id, "見本担当", 1234));
	assert_false(store_holder(f->store, item.id, NULL));
	assert_false(store_hold(other, item.id, "見本補佐", 2000));
	assert_true(store_holder(other, item.id, &holder));
	assert_string_equal(holder.name, "見本担当");
	assert_int_equal(holder.since, 1234);
	store_holder_done(&holder);
	/* The second changes nothing, the first is not touched, and neither is another case. */
	assert_int_equal(edit(other, item.id, &f->diags), STATUS_LOCKED);
	assert_true(fixture_says(f, "見本担当"));
	bool done = true;
	struct store_change change = { .case_id = item.id, .at = 1 };
	assert_int_equal(store_undo(other, &change, &done, NULL, NULL, &f->diags), STATUS_LOCKED);
	assert_int_equal(edit(f->store, item.id, &f->diags), STATUS_OK);
	assert_int_equal(edit(other, another.id, &f->diags), STATUS_OK);
	assert_true(store_hold(other, another.id, "見本補佐", 2000));
	assert_int_equal(edit(f->store, another.id, &f->diags), STATUS_LOCKED);
	/* When the first leaves, the second can take it up, and nothing is left lying about in the end. */
	store_release(f->store, item.id);
	assert_false(store_holder(other, item.id, NULL));
	assert_true(store_hold(other, item.id, "見本補佐", 3000));
	assert_int_equal(edit(f->store, item.id, &f->diags), STATUS_LOCKED);
	store_close(&other);
	assert_int_equal(edit(f->store, item.id, &f->diags), STATUS_OK);
	assert_false(exists(f, "store.db.open"));
	store_case_done(&item);
	store_case_done(&another);
	fixture_forget(f);
}

static void nothing_is_added_to_the_record(void **state)
{
	struct fixture *f = *state;
	struct store *other = second(f);
	struct store_case item;
	struct store_entry entry;
	struct sign_key key;
	fixture_key(&key);
	fixture_case(f, &item);
	const struct store_append artifact = { .kind = "remark", .record = item.id, .bytes = "x", .len = 1 };
	assert_true(store_hold(f->store, item.id, "", 1));
	assert_int_equal(store_append(other, &artifact, 1, &key, 5, &entry, &f->diags), STATUS_LOCKED);
	assert_int_equal(store_append(f->store, &artifact, 1, &key, 5, &entry, &f->diags), STATUS_OK);
	free(entry.kind);
	/* Asked for twice it is let go of twice. */
	assert_true(store_hold(f->store, item.id, "", 1));
	store_release(f->store, item.id);
	assert_true(store_holder(other, item.id, NULL));
	store_release(f->store, item.id);
	assert_false(store_holder(other, item.id, NULL));
	store_release(f->store, item.id);
	store_close(&other);
	store_case_done(&item);
	fixture_forget(f);
}

static void a_dead_holder_is_none(void **state)
{
	struct fixture *f = *state;
	struct store_case item;
	int ready[2];
	char byte = 0;
	fixture_case(f, &item);
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct diag_list aside;
		struct store *store = NULL;
		diag_init(&aside);
		if (store_open(&store, f->path, STORE_WRITE, &aside) != STATUS_OK || !store_hold(store, item.id, "見本担当", 1))
			_exit(1);
		if (write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_true(store_holder(f->store, item.id, NULL));
	assert_false(store_hold(f->store, item.id, "見本補佐", 2));
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	/* The file is still there and says nothing any more. */
	assert_true(exists(f, "store.db.open"));
	assert_false(store_holder(f->store, item.id, NULL));
	assert_int_equal(edit(f->store, item.id, &f->diags), STATUS_OK);
	assert_true(store_hold(f->store, item.id, "見本補佐", 2));
	store_release(f->store, item.id);
	assert_false(exists(f, "store.db.open"));
	close(ready[0]);
	close(ready[1]);
	store_case_done(&item);
}

/* Where no claim can be made, everything is as if there were none. */
static void without_a_place_for_claims(void **state)
{
	struct fixture *f = *state;
	struct store *other = second(f);
	struct store_case item;
	char path[200];
	fixture_case(f, &item);
	snprintf(path, sizeof path, "%s/store.db.open", f->directory);
	assert_int_equal(file_write(path, "x", 1, 0600, &f->diags), STATUS_OK);
	assert_true(store_hold(f->store, item.id, "a", 1));
	assert_true(store_hold(other, item.id, "b", 1));
	assert_int_equal(edit(other, item.id, &f->diags), STATUS_OK);
	store_close(&other);
	assert_true(exists(f, "store.db.open"));
	unlink(path);
	store_case_done(&item);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_second_only_reads, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(nothing_is_added_to_the_record, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(a_dead_holder_is_none, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(without_a_place_for_claims, fixture_setup_open, fixture_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
