/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Three terminals that nobody tampers with. Each has the same cases and takes steps of its own with them, by the same few people and all in one second, so
 * that steps cross, revisions come to stand side by side and the same step is taken twice. They send each other bundles, now this way and now that, merge,
 * and go on. Whatever they did: every bundle is taken in, `record verify` finds nothing, every conflict can be solved, and in the end all three tell the same.
 * Records that were given away on the way still verify everywhere then, and none from which something was taken does.
 *
 * Each case is a course of its own; half of them are worked on at two terminals alone. The choices follow from SEED, the order of what crossed from the keys,
 * which are new each time.
 */
#include "test_app_fixture.h"

#include <stdio.h>

#include "app/exchange.h"
#include "app/history.h"
#include "app/records.h"
#include "app/review.h"
#include "app/session.h"
#include "base/file.h"
#include "base/sign.h"

enum { TERMINALS = 3, COURSES = 100, ROUNDS = 2, STEPS_MAX = 4, SEED = 20261121, WORDS = 2, TITLES = 4, FIXED = 5, GIVEN = 2 /* records in a round */ };
enum person { OFFICER, ADVISER, APPROVER, PEOPLE };

struct world {
	struct fixture_place place;
	struct app *apps[TERMINALS];
	char ids[COURSES][33];
	uint64_t chance;
	size_t files, bundles, taken, merged, crossed, repeated, revived;
	struct diag_list diags;
};

static unsigned choose(struct world *world, unsigned count)
{
	world->chance = world->chance * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(world->chance >> 33) % count;
}

static void forget(struct world *world)
{
	diag_done(&world->diags);
	diag_init(&world->diags);
}

static const char *said(const struct world *world)
{
	return world->diags.count ? world->diags.items[0].text : "nothing was said";
}

/* Somebody else sits down at the same session. */
static void sit_down(struct app *app, enum person who)
{
	static const char *const names[PEOPLE] = { "見本担当", "見本補佐", "見本責任者" }, *const roles[PEOPLE] = { "officer", "adviser", "approver" };
	const char *role = config_get(&app->config, "user.role");

	mem_replace(&app->author, names[who]);
	for (size_t i = 0;; i++)
		if (app->config.values[i] == role) {
			app->config.values[i] = roles[who];
			return;
		}
}

static void open_all(struct world *world)
{
	for (int i = 0; i < TERMINALS; i++) {
		char *store = mem_printf("%s/%c.db", world->place.directory, 'a' + i), *config = mem_printf("%s/officer.ini", world->place.directory);
		char *cache = mem_printf("%s/agreed", world->place.directory);
		struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = store, .config_path = config, .config_said = true,
			.cache_path = cache, .as_of = DATE_NONE, .lang = LANG_JA };

		assert_true(date_from_parts(2026, 11, 20, &options.today));
		assert_int_equal(app_open(&world->apps[i], &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, &world->diags), STATUS_OK);
		free(store);
		free(config);
		free(cache);
	}
}

static void send(struct world *world, int from, int to)
{
	char *path = mem_printf("%s/%zu.krb", world->place.directory, world->bundles++);
	struct exchange_made made;
	struct exchange *exchange;
	struct exchange_seen seen = { .fresh = 0 };

	forget(world);
	assert_int_equal(app_exchange_out(world->apps[from], path, NULL, &made, &world->diags), STATUS_OK);
	enum status status = exchange_open(world->apps[to], path, &exchange, &world->diags);
	if (status == STATUS_OK)
		status = exchange_take(exchange, false, &seen, &world->diags);
	if (status != STATUS_OK)
		fail_msg("the bundle of %c is refused by %c: %s", 'a' + from, 'a' + to, said(world));
	exchange_seen_done(&seen);
	exchange_close(&exchange);
	free(path);
}

static void send_all(struct world *world)
{
	for (int n = 0; n < 2; n++)
		for (int from = 0; from < TERMINALS; from++)
			send(world, from, (from + 1) % TERMINALS);
}

/* All cases are made and handed in at the first terminal; the others have them from there. */
static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);

	place_make(&world->place);
	diag_init(&world->diags);
	place_person(&world->place, "officer", "見本担当", "officer");
	world->chance = SEED;
	open_all(world);
	for (int i = 0; i < COURSES; i++) {
		struct work *work = NULL;
		struct handed_in done;

		assert_int_equal(work_new(&work, world->apps[0], NULL, &world->diags), STATUS_OK);
		assert_int_equal(work_submit(work, &done, &world->diags), STATUS_OK);
		assert_int_equal(app_case_id(world->apps[0], work_reference(work), world->ids[i], NULL, &world->diags), STATUS_OK);
		work_close(&work);
	}
	for (int to = 1; to < TERMINALS; to++)
		send(world, 0, to);
	*state = world;
	return 0;
}

static int world_free(void **state)
{
	struct world *world = *state;

	for (int i = 0; i < TERMINALS; i++)
		app_close(&world->apps[i]);
	place_remove(&world->place);
	diag_done(&world->diags);
	free(world);
	return 0;
}

static bool hand_in(struct world *world, struct app *app, const char *id, unsigned number)
{
	char title[] = "見本 件名 0";
	struct work *work = NULL;
	struct handed_in done;

	title[sizeof title - 2] = (char)('0' + number);
	assert_int_equal(work_open(&work, app, id, &world->diags), STATUS_OK);
	assert_int_equal(work_answer(work, "case", "case.title", title, "", "", &world->diags), STATUS_OK);
	enum status status = work_submit(work, &done, &world->diags);
	work_close(&work);
	return status == STATUS_OK;
}

/* What the case does not allow now is refused, and no step of this course. */
static bool step(struct world *world, struct app *app, const char *id)
{
	static const struct {
		enum life_verb verb;
		enum person who;
	} steps[] = {
		{ LIFE_SUBMIT, OFFICER }, { LIFE_SUBMIT, OFFICER }, { LIFE_SUBMIT, OFFICER }, { LIFE_SUBMIT, OFFICER }, { LIFE_RECALL, OFFICER }, { LIFE_WITHDRAW, OFFICER }, { LIFE_ADVISE, ADVISER }, { LIFE_ADVISE, ADVISER },
		{ LIFE_RETURN, ADVISER }, { LIFE_APPROVE, APPROVER }, { LIFE_APPROVE, APPROVER }, { LIFE_REMARK, ADVISER }, { LIFE_CONFIRM, ADVISER },
		{ LIFE_HOLD, APPROVER }, { LIFE_ANSWER, OFFICER }, { LIFE_CLOSE, ADVISER }, { LIFE_WITHDRAW, APPROVER },
	};
	static const char *const words[WORDS] = { "見本の言葉", "見本の別の言葉" };
	unsigned at = choose(world, sizeof steps / sizeof *steps);
	const struct act_request request = { .verb = steps[at].verb, .part = "case", .fact = "case.title", .remark = 1 + choose(world, 2),
		.words = words[choose(world, WORDS)] };
	struct act_done done;

	forget(world);
	sit_down(app, steps[at].who);
	return steps[at].verb == LIFE_SUBMIT ? hand_in(world, app, id, choose(world, TITLES)) : app_act(app, id, &request, &done, &world->diags) == STATUS_OK;
}

/* One that must succeed. */
static void must(struct world *world, struct app *app, const char *id, enum person who, enum life_verb verb)
{
	const struct act_request request = { .verb = verb, .words = "見本の言葉" };
	struct act_done done;

	forget(world);
	sit_down(app, who);
	if (app_act(app, id, &request, &done, &world->diags) != STATUS_OK)
		fail_msg("%s", said(world));
	world->taken++;
}

/*
 * One in FIXED begins with two revisions, the case being withdrawn on one side, which in half of them is the side that comes last; one in FIXED with the same
 * opinion at two terminals. All others take what comes.
 */
static void go_on(struct world *world, int course, int round)
{
	const char *id = world->ids[course];

	if (course % FIXED == 0 && round == 0) {
		for (int at = 0; at < 2; at++) {
			sit_down(world->apps[at], OFFICER);
			assert_true(hand_in(world, world->apps[at], id, (unsigned)at));
		}
		must(world, world->apps[1], id, OFFICER, LIFE_WITHDRAW);
	}
	if (course % FIXED == 1 && round == 0)
		for (int at = 0; at < 2; at++)
			must(world, world->apps[at], id, ADVISER, LIFE_ADVISE);
	for (int at = 0; at < (course % 2 ? TERMINALS : 2) && course % FIXED; at++)
		for (unsigned n = choose(world, STEPS_MAX + 1); n-- > 0;)
			world->taken += step(world, world->apps[at], id);
}

/* Until none stand side by side; each time the case goes on from one that is chosen. */
static void merge(struct world *world, struct app *app, const char *id)
{
	struct history history;
	int made, left = 2;

	sit_down(app, OFFICER);
	while (left > 1) {
		int heads[COURSES], count = 0;

		forget(world);
		assert_int_equal(app_history(app, id, &history, &world->diags), STATUS_OK);
		for (size_t i = 0; i < history.count; i++)
			if (history.items[i].is_head)
				heads[count++] = history.items[i].number;
		bool over = history.state == life_state_find(history.life, "withdrawn"), conflict = history_in_conflict(&history);
		assert_int_equal(count, history.heads);
		history_done(&history);
		if (!conflict)
			return;
		if (app_exchange_merge(app, id, heads[choose(world, (unsigned)count)], &made, &left, &world->diags) != STATUS_OK)
			fail_msg("revisions that stand side by side cannot be merged: %s", said(world));
		assert_int_equal(left, count - 1);
		world->merged++;
		world->revived += over;
	}
}

static void verify(struct world *world, int i)
{
	size_t checked = 0, alone = 0;

	forget(world);
	if (app_records_verify(world->apps[i], &checked, &alone, &world->diags) != STATUS_OK)
		fail_msg("terminal %c: %s", 'a' + i, said(world));
	assert_true(checked >= COURSES);
}

static void same_history(struct world *world, const char *id)
{
	struct history all[TERMINALS];

	for (int i = 0; i < TERMINALS; i++)
		assert_int_equal(app_history(world->apps[i], id, &all[i], &world->diags), STATUS_OK);
	for (int i = 1; i < TERMINALS; i++) {
		assert_int_equal(all[i].count, all[0].count);
		assert_int_equal(all[i].state, all[0].state);
		assert_int_equal(all[i].heads, all[0].heads);
		assert_int_equal(all[i].remark_count, all[0].remark_count);
		for (size_t n = 0; n < all[i].count; n++) {
			const struct passage *a = &all[0].items[n], *b = &all[i].items[n];

			assert_true(digest_equal(&a->digest, &b->digest));
			assert_string_equal(a->terminal, b->terminal);
			assert_string_equal(a->fault ? a->fault : "", b->fault ? b->fault : "");
			assert_true(a->number == b->number && a->state == b->state && a->crossed == b->crossed && !a->forged && !b->forged);
		}
	}
	for (size_t n = 0; n < all[0].count; n++) {
		bool before = false;

		for (size_t i = 0; i < n; i++)
			before = before || digest_equal(&all[0].items[i].digest, &all[0].items[n].digest);
		world->crossed += all[0].items[n].crossed;
		world->repeated += before;
		/* A step that does not count does not count because it crossed, and for no other reason. */
		assert_true(!all[0].items[n].fault || all[0].items[n].crossed);
	}
	for (int i = 0; i < TERMINALS; i++)
		history_done(&all[i]);
}

/* ---- records that are given away ---- */

static char *file_path(const struct world *world, size_t n)
{
	return mem_printf("%s/%zu.json", world->place.directory, n);
}

static void give_away(struct world *world, struct app *app, const char *id)
{
	char *path = file_path(world, world->files++);
	struct record_rows rows;
	struct buf bytes;

	buf_init(&bytes);
	forget(world);
	assert_int_equal(app_records(app, id, &rows, &world->diags), STATUS_OK);
	const struct record_row *row = &rows.items[choose(world, (unsigned)rows.count)];
	assert_int_equal(app_record_print(app, row, RECORD_JSON, &bytes, &world->diags), STATUS_OK);
	assert_int_equal(file_write(path, bytes.data, bytes.len, 0600, NULL), STATUS_OK);
	buf_done(&bytes);
	record_rows_done(&rows);
	free(path);
}

static enum status check_file(struct world *world, struct app *app, const char *path)
{
	struct buf out;

	buf_init(&out);
	forget(world);
	enum status status = app_record_check_file(app, path, &out, NULL, &world->diags);
	buf_done(&out);
	return status;
}

/* The last step taken away, alone; then with it the end of the last chain that tells of it. */
static void bend(const struct buf *bytes, bool end, struct buf *out)
{
	const char *at = bytes->data, *last = NULL, *known = strstr(bytes->data, "\"known\": ");

	while ((at = strstr(at, "\n      {\n        \"step\": ")))
		last = at++;
	assert_true(known && last > known);
	const char *behind = strstr(last + 1, "\n      }");
	assert_non_null(behind);
	const char *cut = last[-1] == ',' ? last - 1 : last, *number = known;
	for (const char *next = known; (next = strstr(next, "\"sequence\": ")) && next < strstr(known, "]");)
		number = next++ + strlen("\"sequence\": ");
	assert_true(number > known);
	buf_add(out, bytes->data, (size_t)(number - bytes->data));
	buf_addf(out, "%ld", strtol(number, NULL, 10) - end);
	number += strspn(number, "0123456789");
	buf_add(out, number, (size_t)(cut - number));
	buf_adds(out, behind + strlen("\n      }"));
}

static void check_files(struct world *world)
{
	char *bent_path = mem_printf("%s/bent.json", world->place.directory);

	for (size_t n = 0; n < world->files; n++) {
		char *path = file_path(world, n);
		struct buf bytes, bent;

		buf_init(&bytes);
		assert_int_equal(file_read(&bytes, path, (size_t)1 << 30, NULL), STATUS_OK);
		for (int i = 0; i < TERMINALS; i++)
			if (check_file(world, world->apps[i], path) != STATUS_OK)
				fail_msg("a record that nobody changed, at %c: %s", 'a' + i, said(world));
		for (int i = 0; i < 2; i++) {
			buf_init(&bent);
			bend(&bytes, i, &bent);
			assert_int_equal(file_write(bent_path, bent.data, bent.len, 0600, NULL), STATUS_OK);
			assert_int_not_equal(check_file(world, world->apps[0], bent_path), STATUS_OK);
			buf_done(&bent);
		}
		buf_done(&bytes);
		free(path);
	}
	free(bent_path);
}

static void courses(void **state)
{
	struct world *world = *state;

	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < COURSES; i++)
			go_on(world, i, round);
		for (int n = 0; n < TERMINALS; n++) {
			int from = (int)choose(world, TERMINALS);

			send(world, from, (from + 1 + (int)choose(world, TERMINALS - 1)) % TERMINALS);
		}
		verify(world, round % TERMINALS);
		for (int n = 0; n < GIVEN * TERMINALS; n++)
			give_away(world, world->apps[n % TERMINALS], world->ids[choose(world, COURSES)]);
		for (int i = 0; i < COURSES; i++)
			if (i % FIXED && choose(world, 2))
				merge(world, world->apps[choose(world, TERMINALS)], world->ids[i]);
	}
	send_all(world);
	for (int i = 0; i < COURSES; i++)
		merge(world, world->apps[i % TERMINALS], world->ids[i]);
	verify(world, 1);
	send_all(world);
	for (int i = 0; i < TERMINALS; i++)
		verify(world, i);
	for (int i = 0; i < COURSES; i++)
		same_history(world, world->ids[i]);
	check_files(world);
	print_message("%zu steps, %zu merges (%zu of a case that was withdrawn), %zu crossed, %zu repeated\n", world->taken, world->merged, world->revived,
		world->crossed, world->repeated);
	/* It was worth the while. */
	assert_true(world->taken > 2 * COURSES && world->merged >= COURSES / FIXED && world->revived > 0);
	assert_true(world->crossed >= COURSES / FIXED && world->repeated >= COURSES / FIXED);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(courses, world_new, world_free) };

	if (!sign_start())
		return 99;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
