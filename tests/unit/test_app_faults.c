/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every step that enters something, interrupted at moments all along: killed in the middle of a write, with the medium pulled before an access, with the disk full
 * at a write. Afterwards the store opens, its records verify, and it holds exactly what it held before, or exactly what it holds after the step. Where
 * the program lived on it has said so, and in the same session, with the medium back, the step goes through.
 */
#include "tamper.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/exchange_internal.h"
#include "app/review.h"
#include "app/store_copy.h"
#include "app/work_internal.h"
#include "fault_vfs.h"

/* How many moments of each step are tried, spread over it; a kill at each of the last ones as well, where what was before becomes what is after. */
enum { KILLS = 30, LAST = 6, PULLS = 15, FULLS = 5, ENDLESS = 100000 };

struct place {
	struct world world;
	struct buf head;
};

/* ---- the steps ---- */

static enum status submit(struct app *app, const struct place *place, struct diag_list *diags)
{
	struct work *work = NULL;
	struct handed_in handed;
	enum status status = work_open(&work, app, "R8-0003", diags);

	(void)place;
	if (status == STATUS_OK)
		status = work_submit(work, &handed, diags);
	work_close(&work);
	return status;
}

static enum status act(struct app *app, const char *which, enum life_verb verb, struct diag_list *diags)
{
	const struct act_request request = { .verb = verb, .words = "見本の意見" };
	struct act_done made;

	return app_act(app, which, &request, &made, diags);
}

static enum status advise(struct app *app, const struct place *place, struct diag_list *diags)
{
	(void)place;
	return act(app, "R8-0001", LIFE_ADVISE, diags);
}

static enum status approve(struct app *app, const struct place *place, struct diag_list *diags)
{
	(void)place;
	return act(app, "R8-0004", LIFE_APPROVE, diags);
}

static enum status take_in(struct app *app, const struct place *place, struct diag_list *diags)
{
	char *path = mem_printf("%s/b.krb", place->world.place.directory);
	struct exchange *exchange;
	struct exchange_seen seen;
	enum status status = exchange_open(app, path, &exchange, diags);

	if (status == STATUS_OK) {
		status = exchange_take(exchange, false, &seen, diags);
		exchange_seen_done(&seen);
	}
	exchange_close(&exchange);
	free(path);
	return status;
}

static enum status merge(struct app *app, const struct place *place, struct diag_list *diags)
{
	int made, left;

	(void)place;
	return app_exchange_merge(app, "R8-0002", 2, &made, &left, diags);
}

static enum status restore(struct app *app, const struct place *place, struct diag_list *diags)
{
	char *path = mem_printf("%s/copy.db", place->world.place.directory);
	struct store_copy copy;
	enum status status = app_store_restore(app, path, true, &copy, diags);

	store_copy_done(&copy);
	free(path);
	return status;
}

static const struct step {
	const char *name, *person;
	unsigned needs;
	enum status (*run)(struct app *app, const struct place *place, struct diag_list *diags);
} steps[] = {
	{ "submit", "officer", APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, submit },
	{ "advise", "adviser", APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, advise },
	{ "approve", "approver", APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, approve },
	{ "exchange in", "officer", APP_STORE_WRITE, take_in },
	{ "exchange merge", "officer", APP_STORE_WRITE, merge },
	{ "store restore", "officer", 0, restore },
};
enum { STEPS = sizeof steps / sizeof steps[0] };

/* ---- the store ---- */

static char *beside(const struct place *place, const char *end)
{
	return mem_printf("%s%s", place->world.place.store, end);
}

static int place_new(void **state)
{
	static const struct {
		const char *store, *person, *words;
	} made[] = {
		{ "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" }, { "store", "officer", "case submit R8-0001" },
		{ "store", "officer", "store backup copy.db" }, { "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" },
		{ "store", "officer", "case submit R8-0002" }, { "store", "officer", "exchange out 1.krb" }, { "b", "other", "exchange in 1.krb --yes" },
		{ "store", "officer", "case set R8-0002 case case.title 甲の件名" }, { "store", "officer", "case submit R8-0002" },
		{ "b", "other", "case set R8-0002 case case.title 乙の件名" }, { "b", "other", "case submit R8-0002" }, { "b", "other", "exchange out 2.krb" },
		{ "store", "officer", "exchange in 2.krb --yes" }, { "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" },
		{ "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" }, { "store", "officer", "case submit R8-0004" },
		{ "store", "adviser", "review advise R8-0004 --text 見本の意見" }, { "b", "other", "case new $srcdir/tests/cases/15-excluded.ini" },
		{ "b", "other", "case submit R8-0003" }, { "b", "other", "exchange out b.krb" },
	};
	struct place *place = MEM_NEW(struct place);
	char *head;

	place_make(&place->world.place);
	diag_init(&place->world.diags);
	buf_init(&place->world.bytes);
	buf_init(&place->head);
	tamper_persons(&place->world);
	for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
		place_run(&place->world.place, made[i].store, made[i].person, made[i].words);
	tamper_take_bytes(&place->world);
	head = beside(place, ".head");
	assert_int_equal(file_read(&place->head, head, 1000, NULL), STATUS_OK);
	free(head);
	*state = place;
	return 0;
}

static int place_free(void **state)
{
	struct place *place = *state;

	place_remove(&place->world.place);
	diag_done(&place->world.diags);
	buf_done(&place->world.bytes);
	buf_done(&place->head);
	free(place);
	return 0;
}

/* As it was before the step, with nothing left of the last try. */
static void begin_anew(const struct place *place)
{
	char *head = beside(place, ".head"), *journal = beside(place, "-journal");
	FILE *file;

	(void)unlink(journal);
	tamper_put_back(&place->world);
	file = fopen(head, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(place->head.data, 1, place->head.len, file), place->head.len);
	assert_int_equal(fclose(file), 0);
	free(head);
	free(journal);
}

static enum status open_as(const struct place *place, const struct step *step, struct app **out, struct diag_list *diags)
{
	char *config = mem_printf("%s/%s.ini", place->world.place.directory, step->person), *cache = mem_printf("%s/agreed", place->world.place.directory);
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = place->world.place.store, .as_of = DATE_NONE, .lang = LANG_JA,
		.config_path = config, .config_said = true, .cache_path = cache };
	enum status status;

	(void)date_from_parts(2026, 11, 20, &options.today);
	status = app_open(out, &options, step->needs, diags);
	free(config);
	free(cache);
	return status;
}

/* Everything that the tables hold, in one digest, after what was interrupted was taken back. */
static void contents(struct place *place, struct digest *out)
{
	struct digest_stream stream;
	char *tables, *rest, *line;

	digest_begin(&stream);
	tamper_begin(&place->world);
	tables = tamper_ask(&place->world, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
	for (rest = tables; *rest; rest = line + strlen(line) + 1) {
		sqlite3_stmt *rows = NULL;
		char *sql;

		line = rest;
		line[strcspn(line, "\n")] = '\0';
		sql = mem_printf("SELECT * FROM %s ORDER BY 1, 2", line);
		assert_int_equal(sqlite3_prepare_v2(place->world.db, strcmp(line, "crossed") == 0 ? "SELECT * FROM crossed ORDER BY 1" : sql, -1, &rows, NULL), SQLITE_OK);
		while (sqlite3_step(rows) == SQLITE_ROW)
			for (int c = 0; c < sqlite3_column_count(rows); c++) {
				digest_add(&stream, sqlite3_column_blob(rows, c), (size_t)sqlite3_column_bytes(rows, c));
				digest_add(&stream, "|", 1);
			}
		assert_int_equal(sqlite3_finalize(rows), SQLITE_OK);
		free(sql);
	}
	tamper_end(&place->world);
	free(tables);
	digest_end(&stream, out);
}

static void must_verify(struct place *place, const struct step *step, long at)
{
	if (tamper_verify(&place->world) != STATUS_OK)
		fail_msg("%s at %ld: %s", step->name, at, tamper_said(&place->world));
}

/* ---- killed ---- */

/* In a process of its own; true when it came to its end. `count` becomes the changes there were, where it did. */
static bool run_apart(const struct place *place, const struct step *step, long at, long *count)
{
	int said[2], result = 0;
	pid_t child;

	assert_int_equal(pipe(said), 0);
	child = fork();
	if (child == 0) {
		struct app *app = NULL;
		long changes;
		bool good;

		close(said[0]);
		fault_begin(at ? FAULT_KILL : FAULT_NONE, at);
		good = open_as(place, step, &app, NULL) == STATUS_OK && step->run(app, place, NULL) == STATUS_OK;
		app_close(&app);
		changes = good ? fault_end() : -1;
		_exit(write(said[1], &changes, sizeof changes) == sizeof changes ? 0 : 1);
	}
	assert_true(child > 0);
	close(said[1]);
	*count = -1;
	bool ended = read(said[0], count, sizeof *count) == sizeof *count;
	close(said[0]);
	assert_int_equal(waitpid(child, &result, 0), child);
	if (!ended && !(WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL))
		fail_msg("%s at %ld ended otherwise", step->name, at);
	return ended;
}

static void killed(void **state)
{
	struct place *place = *state;

	for (size_t i = 0; i < STEPS; i++) {
		const struct step *step = &steps[i];
		struct digest old, new, now;
		size_t before = 0, after = 0;
		long count, none;

		begin_anew(place);
		contents(place, &old);
		assert_true(run_apart(place, step, 0, &count));
		assert_true(count > 10);
		contents(place, &new);
		assert_false(digest_equal(&old, &new));
		must_verify(place, step, 0);
		for (long at = 1; at <= count; at += at < count - LAST ? count / KILLS + 1 : 1) {
			if (at > count - LAST - count / KILLS && at < count - LAST)
				at = count - LAST;
			begin_anew(place);
			assert_false(run_apart(place, step, at, &none));
			contents(place, &now);
			if (digest_equal(&now, &old))
				before++;
			else if (digest_equal(&now, &new))
				after++;
			else
				fail_msg("%s, killed at change %ld of %ld: neither as before nor as after", step->name, at, count);
			must_verify(place, step, at);
		}
		print_message("%s: killed at some of %ld changes: %zu as before, %zu as after\n", step->name, count, before, after);
		assert_true(before > 0);
		assert_true(after > 0);
	}
}

/* ---- living on ---- */

/* One try with a fault from `at` on; false when the step was through before that. */
static bool try_at(struct place *place, const struct step *step, enum fault fault, long at, const struct digest *old, const struct digest *new, long *count)
{
	struct diag_list diags;
	struct app *app = NULL;
	struct digest now;
	enum status status;

	begin_anew(place);
	diag_init(&diags);
	if (open_as(place, step, &app, &diags) != STATUS_OK)
		fail_msg("%s: %s", step->name, diags.items[0].text);
	fault_begin(fault, at);
	status = step->run(app, place, &diags);
	*count = fault_end();
	contents(place, &now);
	if (*count < at) {
		assert_int_equal(status, STATUS_OK);
	} else if (digest_equal(&now, old)) {
		assert_int_not_equal(status, STATUS_OK);
		assert_true(diags.errors > 0);
		if (fault == FAULT_FULL && !strstr(diags.items[0].text, "disk is full"))
			fail_msg("%s at %ld: that the disk is full is not said, but: %s", step->name, at, diags.items[0].text);
		/* The medium is back. */
		diag_done(&diags);
		if (step->run(app, place, &diags) != STATUS_OK)
			fail_msg("%s, again after %ld: %s", step->name, at, diags.count ? diags.items[0].text : "nothing is said");
		contents(place, &now);
	}
	if (!digest_equal(&now, new))
		fail_msg("%s at %ld: neither as before nor as after", step->name, at);
	app_close(&app);
	diag_done(&diags);
	must_verify(place, step, at);
	return *count >= at;
}

static void lives_on(struct place *place, enum fault fault, int tries)
{
	for (size_t i = 0; i < STEPS; i++) {
		const struct step *step = &steps[i];
		struct digest old, new;
		long count, all;
		size_t tried = 0;

		begin_anew(place);
		contents(place, &old);
		assert_true(run_apart(place, step, 0, &count));
		contents(place, &new);
		assert_false(try_at(place, step, fault, ENDLESS, &old, &new, &all));
		for (long at = 1; at <= all; at += all / tries + 1, tried++)
			assert_true(try_at(place, step, fault, at, &old, &new, &count));
		print_message("%s: %zu of %ld moments\n", step->name, tried, all);
		assert_true(tried > 0);
	}
}

static void pulled(void **state)
{
	lives_on(*state, FAULT_PULLED, PULLS);
}

static void full(void **state)
{
	lives_on(*state, FAULT_FULL, FULLS);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(killed), cmocka_unit_test(pulled), cmocka_unit_test(full) };

	fault_vfs_put_in_place();
	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, place_new, place_free);
}
