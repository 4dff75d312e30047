/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that rest on others: marked when those change, until somebody looks; and answers that are tried without a trace in the store. */
#include <stdio.h>

#include "test_app_fixture.h"
#include "app/trial.h"
#include "base/file.h"
#include "base/sign.h"

#define STORE_BYTES_MAX (64u << 20)

static void answer(struct fixture *fixture, const char *key, const char *fact, const char *word)
{
	assert_int_equal(work_answer(fixture->work, key, fact, word, "理由の見本", "", &fixture->diags), STATUS_OK);
}

/* Step1 is passed over because it offers nothing. */
static int setup(void **state)
{
	(void)fixture_new(state);
	struct fixture *fixture = *state;
	answer(fixture, "case", "case.scope", "in_scope");
	answer(fixture, "c1-1", "step.coverage", "none");
	answer(fixture, "c1-1", "step.not_taken_reason", "not_offered");
	answer(fixture, "c1-1", "step.not_taken_text", "提供されていない見本");
	return 0;
}

static bool marked(const struct fixture *fixture, const char *fact)
{
	return work_check(fixture->work, "c1-1", fact) != NULL;
}

static void test_mark_survives(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(work_checks(fixture->work), 0);
	answer(fixture, "c1-1", "step.coverage", "all");
	/* Kept and marked, although they are not asked any more. */
	fixture_expect(fixture, "c1-1", "step.not_taken_reason", "not_offered");
	assert_true(marked(fixture, "step.not_taken_reason"));
	assert_true(marked(fixture, "step.not_taken_text"));
	assert_int_equal(work_checks(fixture->work), 0);
	fixture_reopen(fixture);
	assert_true(marked(fixture, "step.not_taken_reason"));
	/* As soon as they count again they are to be checked. */
	answer(fixture, "c1-1", "step.coverage", "none");
	assert_int_equal(work_checks(fixture->work), 2);
	fixture_reopen(fixture);
	assert_int_equal(work_checks(fixture->work), 2);
}

static void test_mark_goes(void **state)
{
	struct fixture *fixture = *state;
	answer(fixture, "c1-1", "step.coverage", "all");
	answer(fixture, "c1-1", "step.coverage", "none");
	/* Confirmed by a key. */
	assert_int_equal(work_confirm(fixture->work, "c1-1", "step.not_taken_reason", &fixture->diags), STATUS_OK);
	assert_false(marked(fixture, "step.not_taken_reason"));
	assert_int_equal(work_checks(fixture->work), 1);
	/* Changed. */
	answer(fixture, "c1-1", "step.not_taken_text", "改めた見本");
	assert_int_equal(work_checks(fixture->work), 0);
	/* Both are undone like anything else, and the change together with its marks. */
	bool done = false;
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_checks(fixture->work), 1);
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_checks(fixture->work), 2);
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, "c1-1", "step.coverage", "none");
	assert_false(marked(fixture, "step.not_taken_reason"));
	/* With the same answer given once more nothing changes. */
	answer(fixture, "c1-1", "step.coverage", "none");
	assert_int_equal(work_checks(fixture->work), 0);
}

static struct digest store_bytes(const struct fixture *fixture)
{
	struct digest digest;
	struct buf bytes;
	struct diag_list diags;
	buf_init(&bytes);
	diag_init(&diags);
	assert_int_equal(file_read(&bytes, fixture->place.store, STORE_BYTES_MAX, &diags), STATUS_OK);
	digest_of(&digest, bytes.data, bytes.len);
	buf_done(&bytes);
	diag_done(&diags);
	return digest;
}

static void test_trial_leaves_no_trace(void **state)
{
	struct fixture *fixture = *state;
	struct digest before = store_bytes(fixture);
	struct trial *trial = trial_new(fixture->work);
	assert_int_equal(trial_shifts(trial)->count, 0);
	assert_int_equal(trial_set(trial, "c1-1", "step.coverage", "all", &fixture->diags), STATUS_OK);
	assert_int_equal(trial_count(trial), 1);
	assert_true(shifts_count(trial_shifts(trial), SHIFT_STOPS) > 0);
	/* Put back, nothing is different; what is not asked cannot be tried. */
	trial_reset(trial, "c1-1", "step.coverage");
	assert_int_equal(trial_count(trial), 0);
	assert_int_equal(trial_shifts(trial)->count, 0);
	assert_int_equal(trial_set(trial, "c1-1", "step.merit", "yes", &fixture->diags), STATUS_INPUT);
	assert_int_equal(trial_set(trial, "c1-1", "step.coverage", "nonsense", &fixture->diags), STATUS_INPUT);
	trial_free(&trial);
	struct digest after = store_bytes(fixture);
	assert_true(digest_equal(&before, &after));
	fixture_expect(fixture, "c1-1", "step.coverage", "none");
}

static void test_take_over(void **state)
{
	struct fixture *fixture = *state;
	struct trial *trial = trial_new(fixture->work);
	bool done = false;
	assert_int_equal(trial_set(trial, "c1-1", "step.coverage", "all", &fixture->diags), STATUS_OK);
	assert_int_equal(trial_set(trial, "case", "case.confidentiality", "2", &fixture->diags), STATUS_OK);
	assert_int_equal(trial_take_over(trial, fixture->work, &fixture->diags), STATUS_OK);
	trial_free(&trial);
	fixture_reopen(fixture);
	fixture_expect(fixture, "c1-1", "step.coverage", "all");
	fixture_expect(fixture, "case", "case.confidentiality", "2");
	assert_true(marked(fixture, "step.not_taken_reason"));
	/* The grounds stay with the answer, and all of it is one unit. */
	assert_string_equal(entity_answer_id(work_dossier(fixture->work), dossier_find(work_dossier(fixture->work), "c1-1"), "step.coverage")->reason,
		"理由の見本");
	assert_int_equal(work_undo(fixture->work, &done, NULL, &fixture->diags), STATUS_OK);
	fixture_expect(fixture, "c1-1", "step.coverage", "none");
	fixture_expect(fixture, "case", "case.confidentiality", "");
	assert_false(marked(fixture, "step.not_taken_reason"));
}

static void test_take_over_of_a_changed_case(void **state)
{
	struct fixture *fixture = *state;
	struct trial *trial = trial_new(fixture->work);
	assert_int_equal(trial_set(trial, "c1-1", "step.coverage", "all", &fixture->diags), STATUS_OK);
	answer(fixture, "case", "case.confidentiality", "2");
	assert_int_equal(trial_take_over(trial, fixture->work, &fixture->diags), STATUS_FAILED);
	trial_free(&trial);
	fixture_expect(fixture, "c1-1", "step.coverage", "none");
}

static void test_tippings(void **state)
{
	struct fixture *fixture = *state;
	struct tippings tippings;
	answer(fixture, "case", "case.scope", "excluded");
	work_tippings(fixture->work, &tippings);
	assert_true(tippings.tried > 0);
	assert_int_equal(tippings.untried, 0);
	/* What is said to tip the outcome does so when it is tried. */
	bool scope = false;
	for (size_t i = 0; i < tippings.count; i++) {
		struct trial *trial = trial_new(fixture->work);
		assert_int_equal(trial_set(trial, tippings.items[i].key, tippings.items[i].question->fact->id, tippings.items[i].word, &fixture->diags), STATUS_OK);
		assert_true(shifts_count(trial_shifts(trial), SHIFT_CASE) + shifts_count(trial_shifts(trial), SHIFT_COMPONENT) > 0);
		scope = scope || strcmp(tippings.items[i].question->fact->id, "case.scope") == 0;
		trial_free(&trial);
	}
	assert_true(scope);
	tippings_done(&tippings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_mark_survives, setup, fixture_free),
		cmocka_unit_test_setup_teardown(test_mark_goes, setup, fixture_free),
		cmocka_unit_test_setup_teardown(test_trial_leaves_no_trace, setup, fixture_free),
		cmocka_unit_test_setup_teardown(test_take_over, setup, fixture_free),
		cmocka_unit_test_setup_teardown(test_take_over_of_a_changed_case, setup, fixture_free),
		cmocka_unit_test_setup_teardown(test_tippings, setup, fixture_free),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
