/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a case through the program: a case is brought into every state, and every step is tried there in every role. What must come of it stands in a
 * table here, written from what the office asks for and not read from the program's own. A step that is refused says why and leaves every byte as it was.
 */
#include "test_app_fixture.h"

#include <stdio.h>

#include "app/history.h"
#include "app/review.h"
#include "app/session.h"
#include "base/file.h"
#include "base/sign.h"

enum role { OFFICER, ADVISER, APPROVER, AUDITOR, ROLES };
static const char *const role_words[ROLES] = { "officer", "adviser", "approver", "auditor" };
static const char *const names[ROLES] = { "見本担当", "見本補佐", "見本責任者", "見本監査" };
enum state { DRAFT, SUBMITTED, RECALLED, RETURNED, ADVISED, APPROVED, WITHDRAWN, STATES };
static const char *const state_words[STATES] = { "draft", "submitted", "recalled", "returned", "advised", "approved", "withdrawn" };

/*
 * Who may take a step in which state: o officer, a adviser, p responsible person (the auditor reads and takes none); "" nobody. `to`: where it leads, "" to
 * where it was.
 */
struct row {
	enum life_verb verb;
	const char *who[STATES];
	const char *to;
};
/* clang-format off */
static const struct row table[] = {
	/*                  draft submitted recalled returned advised approved withdrawn */
	/* Whoever makes the case hands it in, again as a new revision, and after a decision there is no other way; what was given up is over. */
	{ LIFE_SUBMIT,   { "o",  "o",      "o",     "o",     "o",    "o",     "" }, "submitted" },
	/* Taken back before a decision. */
	{ LIFE_RECALL,   { "",   "o",      "",      "",      "o",    "",      "" }, "recalled" },
	/* Given up, and what was approved taken out of force: by who made it or by who answers for it. */
	{ LIFE_WITHDRAW, { "",   "op",     "op",    "op",    "op",   "op",    "" }, "withdrawn" },
	/* The adviser gives technical advice, more than once if need be, and approves nothing. */
	{ LIFE_ADVISE,   { "",   "a",      "",      "",      "a",    "",      "" }, "advised" },
	{ LIFE_RETURN,   { "",   "ap",     "",      "",      "ap",   "",      "" }, "returned" },
	/* The responsible person approves what was advised on. */
	{ LIFE_APPROVE,  { "",   "",       "",      "",      "p",    "",      "" }, "approved" },
	/* Answer by answer, while it lies with those who review. */
	{ LIFE_REMARK,   { "",   "ap",     "",      "",      "ap",   "",      "" }, "" },
	{ LIFE_CONFIRM,  { "",   "ap",     "",      "",      "ap",   "",      "" }, "" },
	{ LIFE_HOLD,     { "",   "ap",     "",      "",      "ap",   "",      "" }, "" },
	/* Remarks are answered by the officer and closed by those who remark, also after the case came back, as long as nothing is decided. */
	{ LIFE_ANSWER,   { "",   "o",      "o",     "o",     "o",    "",      "" }, "" },
	{ LIFE_CLOSE,    { "",   "ap",     "ap",    "ap",    "ap",   "",      "" }, "" },
};
/* clang-format on */

struct world {
	struct fixture_place place;
	struct app *app;
	struct diag_list diags;
};

static void leave(struct world *world)
{
	app_close(&world->app);
}

/* A session of a person in a role. `needs`: of enum app_need. */
static void enter_with(struct world *world, enum role role, const char *data, unsigned needs)
{
	char *config = mem_printf("%s/%s.ini", world->place.directory, role_words[role]), *cache = mem_printf("%s/agreed", world->place.directory);
	struct app_options options = { .data_root = data, .store_path = world->place.store, .config_path = config, .config_said = true, .cache_path = cache,
		.as_of = DATE_NONE, .lang = LANG_JA };

	leave(world);
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&world->app, &options, needs, &world->diags), STATUS_OK);
	free(config);
	free(cache);
}

static void enter(struct world *world, enum role role)
{
	enter_with(world, role, getenv("KUMOSHIRUBE_DATA"), APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE);
}

static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);

	place_make(&world->place);
	diag_init(&world->diags);
	for (int role = 0; role < ROLES; role++)
		place_person(&world->place, role_words[role], names[role], role_words[role]);
	*state = world;
	return 0;
}

static int world_free(void **state)
{
	struct world *world = *state;

	leave(world);
	place_remove(&world->place);
	diag_done(&world->diags);
	free(world);
	return 0;
}

/* ---- steps ---- */

static enum status submit(struct world *world)
{
	struct work *work = NULL;
	struct handed_in done;

	assert_int_equal(work_open(&work, world->app, "R8-0001", &world->diags), STATUS_OK);
	enum status status = work_submit(work, &done, &world->diags);
	work_close(&work);
	return status;
}

static enum status take(struct world *world, enum life_verb verb)
{
	const struct act_request request = { .verb = verb, .part = "case", .fact = "case.title", .remark = 1, .words = "見本の言葉" };
	struct act_done done;

	return verb == LIFE_SUBMIT ? submit(world) : app_act(world->app, "R8-0001", &request, &done, &world->diags);
}

static void must(struct world *world, enum role role, enum life_verb verb)
{
	enter(world, role);
	assert_int_equal(take(world, verb), STATUS_OK);
}

static void retitle(struct world *world, const char *title)
{
	struct work *work = NULL;

	enter(world, OFFICER);
	assert_int_equal(work_open(&work, world->app, "R8-0001", &world->diags), STATUS_OK);
	assert_int_equal(work_answer(work, "case", "case.title", title, "", "", &world->diags), STATUS_OK);
	work_close(&work);
}

static void save(struct world *world, const char *base)
{
	char *words = mem_printf("for end in '' .key .head; do if [ -e store.db$end ]; then cp store.db$end %s.db$end; fi; done", base);

	leave(world);
	place_shell(&world->place, words);
	free(words);
}

static void restore(struct world *world, const char *base)
{
	char *words = mem_printf("rm -f store.db* && for end in '' .key .head; do if [ -e %1$s.db$end ]; then cp %1$s.db$end store.db$end; fi; done", base);

	leave(world);
	place_shell(&world->place, words);
	free(words);
}

/* What leads to a state after the case was handed in. A remark that is answered stands on it where `remark`, closed where it would be in the way. */
static void lead_to(struct world *world, enum state state, bool remark)
{
	if (state == DRAFT)
		return;
	must(world, OFFICER, LIFE_SUBMIT);
	if (state == ADVISED || state == APPROVED) {
		if (remark && state == APPROVED) {
			must(world, ADVISER, LIFE_REMARK);
			must(world, OFFICER, LIFE_ANSWER);
			must(world, ADVISER, LIFE_CLOSE);
		}
		must(world, ADVISER, LIFE_ADVISE);
	}
	if (remark && state != APPROVED) {
		must(world, ADVISER, LIFE_REMARK);
		must(world, OFFICER, LIFE_ANSWER);
	}
	if (state == RECALLED)
		must(world, OFFICER, LIFE_RECALL);
	if (state == RETURNED)
		must(world, ADVISER, LIFE_RETURN);
	if (state == APPROVED)
		must(world, APPROVER, LIFE_APPROVE);
	if (state == WITHDRAWN)
		must(world, OFFICER, LIFE_WITHDRAW);
}

/* A store whose case is in the state, and whose draft has gone on since. */
static void make_base(struct world *world, const char *base, enum state state, bool remark)
{
	struct work *work = NULL;

	restore(world, "none");
	enter(world, OFFICER);
	assert_int_equal(work_new(&work, world->app, NULL, &world->diags), STATUS_OK);
	assert_string_equal(work_reference(work), "R8-0001");
	work_close(&work);
	lead_to(world, state, remark);
	retitle(world, "見本 次の件名");
	save(world, base);
}

/* ---- what came of it ---- */

/* Every byte of the store, and what remembers its end. */
static void bytes_of(const struct world *world, struct digest *out)
{
	static const char *const ends[] = { "", ".head" };
	struct buf bytes;

	buf_init(&bytes);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char *path = mem_printf("%s%s", world->place.store, ends[i]);
		assert_true(file_read(&bytes, path, (size_t)64 << 20, NULL) == STATUS_OK || ends[i][0]);
		buf_addc(&bytes, '\n');
		free(path);
	}
	digest_of(out, bytes.data, bytes.len);
	buf_done(&bytes);
}

static void head_of(const struct world *world, struct digest *out)
{
	struct store_entry entry = { 0 };
	bool found = false;

	memset(out, 0, sizeof *out);
	assert_int_equal(store_head(world->app->store, &found, &entry, NULL), STATUS_OK);
	if (found)
		*out = entry.entry;
	free(entry.kind);
}

static const char *state_of(struct world *world, int *revisions)
{
	struct history history;
	char id[33];

	assert_int_equal(app_case_id(world->app, "R8-0001", id, NULL, &world->diags), STATUS_OK);
	assert_int_equal(app_history(world->app, id, &history, &world->diags), STATUS_OK);
	const char *word = history.life->states[history.state].name;
	*revisions = history.revisions;
	for (size_t i = 0; i < history.count; i++)
		assert_null(history.items[i].fault);
	history_done(&history);
	return word;
}

static void fresh_messages(struct world *world)
{
	diag_done(&world->diags);
	diag_init(&world->diags);
}

/* True where the step was taken, and the store is another now. */
static bool try_step(struct world *world, const struct row *row, enum state state, enum role role)
{
	static const char letters[ROLES] = { 'o', 'a', 'p', 'u' };
	bool allowed = strchr(row->who[state], letters[role]) && row->who[state][0];
	const char *want = allowed && row->to[0] ? row->to : state_words[state];
	struct digest before, after, head, end;
	int revisions, now;

	assert_string_equal(state_of(world, &revisions), state_words[state]);
	bytes_of(world, &before);
	head_of(world, &head);
	fresh_messages(world);
	enum status status = take(world, row->verb);
	bytes_of(world, &after);
	head_of(world, &end);
	if ((status == STATUS_OK) != allowed)
		fail_msg("%s of a case that is %s, by the %s: %s", life_verb_word(row->verb), state_words[state], role_words[role],
			allowed ? world->diags.count ? world->diags.items[0].text : "refused" : "was taken");
	assert_string_equal(state_of(world, &now), want);
	if (allowed) {
		assert_int_equal(now, revisions + (row->verb == LIFE_SUBMIT));
		assert_false(digest_equal(&head, &end));
		return true;
	}
	assert_int_equal(status, STATUS_FAILED);
	assert_int_equal(world->diags.errors, 1);
	assert_true(strlen(world->diags.items[0].text) > 10);
	assert_int_equal(now, revisions);
	assert_true(digest_equal(&head, &end));
	assert_true(digest_equal(&before, &after));
	return false;
}

static void every_step_everywhere(void **state)
{
	struct world *world = *state;
	size_t taken = 0, refused = 0;

	for (int at = 0; at < STATES; at++)
		for (int remark = 0; remark < 2; remark++) {
			make_base(world, "base", (enum state)at, remark);
			for (int role = 0; role < ROLES; role++) {
				bool spoilt = true;
				for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
					/* An open remark stands in the way of an opinion; and without one there is none to answer. */
					if ((table[i].verb == LIFE_ANSWER || table[i].verb == LIFE_CLOSE) != remark)
						continue;
					if (spoilt) {
						restore(world, "base");
						enter(world, (enum role)role);
					}
					spoilt = try_step(world, &table[i], (enum state)at, (enum role)role);
					taken += spoilt;
					refused += !spoilt;
				}
			}
		}
	assert_int_equal(sizeof table / sizeof *table, LIFE_VERBS);
	assert_int_equal(taken + refused, STATES * ROLES * LIFE_VERBS);
	assert_int_equal(taken, 6 + 2 + 10 + 2 + 4 + 1 + 3 * 4 + 4 + 8);
}

/* ---- what stands in the way besides ---- */

static void refused_with(struct world *world, enum life_verb verb, const char *words)
{
	struct digest before, after;

	bytes_of(world, &before);
	fresh_messages(world);
	assert_int_equal(take(world, verb), STATUS_FAILED);
	assert_int_equal(world->diags.errors, 1);
	if (!strstr(world->diags.items[0].text, words))
		fail_msg("%s: %s", life_verb_word(verb), world->diags.items[0].text);
	bytes_of(world, &after);
	assert_true(digest_equal(&before, &after));
}

/* An open remark, a closed one, words that are missing, and the case of one's own. */
static void other_refusals(void **state)
{
	static const enum life_verb wordless[] = { LIFE_WITHDRAW, LIFE_ADVISE, LIFE_RETURN, LIFE_REMARK, LIFE_ANSWER };
	static const enum role by[] = { OFFICER, ADVISER, APPROVER, ADVISER, OFFICER };
	struct world *world = *state;

	make_base(world, "remarked", SUBMITTED, true);
	enter(world, ADVISER);
	refused_with(world, LIFE_ADVISE, "remarks are open");
	for (size_t i = 0; i < sizeof wordless / sizeof *wordless; i++) {
		const struct act_request request = { .verb = wordless[i], .part = "case", .fact = "case.title", .remark = 1, .words = i % 2 ? " \n\xE3\x80\x80" : "\xE3\x80\x82 -!" };
		struct act_done done;
		struct digest before, after;

		enter(world, by[i]);
		bytes_of(world, &before);
		assert_int_equal(app_act(world->app, "R8-0001", &request, &done, &world->diags), STATUS_FAILED);
		bytes_of(world, &after);
		assert_true(digest_equal(&before, &after));
	}
	must(world, ADVISER, LIFE_CLOSE);
	refused_with(world, LIFE_CLOSE, "is closed");
	enter(world, OFFICER);
	refused_with(world, LIFE_ANSWER, "is closed");
	must(world, ADVISER, LIFE_ADVISE);
	/* The adviser's name in the role of the responsible person. */
	place_shell(&world->place, "sed 's/adviser/approver/' adviser.ini >approver.ini");
	enter(world, APPROVER);
	refused_with(world, LIFE_APPROVE, "by two people");
	place_shell(&world->place, "sed 's/officer/approver/' officer.ini >approver.ini");
	enter(world, APPROVER);
	refused_with(world, LIFE_APPROVE, "of their own");
	refused_with(world, LIFE_RETURN, "of their own");
}

/* The approved revision stands beside the one that was handed in after it; while the draft goes on the list says so. */
static void shown_states(void **state)
{
	struct world *world = *state;
	struct history history;
	char id[33];

	make_base(world, "approved", APPROVED, false);
	enter(world, OFFICER);
	assert_int_equal(app_case_id(world->app, "R8-0001", id, NULL, &world->diags), STATUS_OK);
	assert_int_equal(app_history(world->app, id, &history, &world->diags), STATUS_OK);
	assert_string_equal(history.life->states[history_revision_state(&history, 1)].name, "approved");
	assert_string_equal(app_state_title(world->app, history.life, history.state, true), "改訂中");
	assert_string_equal(app_state_title(world->app, history.life, history.state, false), "決裁済");
	history_done(&history);
	assert_int_equal(submit(world), STATUS_OK);
	assert_int_equal(app_history(world->app, id, &history, &world->diags), STATUS_OK);
	assert_string_equal(history.life->states[history_revision_state(&history, 1)].name, "approved");
	assert_string_equal(history.life->states[history_revision_state(&history, 2)].name, "submitted");
	history_done(&history);
}

/* "" where nothing newer is said, "replaced N", or "newer N". */
static void assert_standing(struct world *world, int number, const char *state, const char *said)
{
	struct history history;
	struct standing standing;
	char id[33], text[32] = "";

	assert_int_equal(app_case_id(world->app, "R8-0001", id, NULL, &world->diags), STATUS_OK);
	assert_int_equal(app_history(world->app, id, &history, &world->diags), STATUS_OK);
	history_standing(&history, history.count, number, &standing);
	if (standing.replaced)
		snprintf(text, sizeof text, "replaced %d", standing.replaced);
	if (standing.newer)
		snprintf(text + strlen(text), sizeof text - strlen(text), "newer %d", standing.newer);
	assert_string_equal(history.life->states[standing.state].name, state);
	assert_string_equal(text, said);
	history_done(&history);
}

/* An approved revision stands until a newer one is approved; of one that was never approved every newer one takes the place. */
static void what_takes_the_place(void **state)
{
	struct world *world = *state;

	make_base(world, "first", SUBMITTED, false);
	must(world, OFFICER, LIFE_SUBMIT);
	assert_standing(world, 1, "superseded", "replaced 2");
	must(world, ADVISER, LIFE_ADVISE);
	must(world, APPROVER, LIFE_APPROVE);
	assert_standing(world, 2, "approved", "");
	retitle(world, "見本 三つ目");
	must(world, OFFICER, LIFE_SUBMIT);
	assert_standing(world, 1, "superseded", "replaced 3");
	assert_standing(world, 2, "approved", "newer 3");
	assert_standing(world, 3, "submitted", "");
	save(world, "third");
	enter(world, OFFICER);
	must(world, OFFICER, LIFE_RECALL);
	assert_standing(world, 2, "approved", "");
	must(world, OFFICER, LIFE_WITHDRAW);
	assert_standing(world, 2, "approved", "");
	assert_standing(world, 3, "withdrawn", "");
	restore(world, "third");
	must(world, ADVISER, LIFE_RETURN);
	assert_standing(world, 2, "approved", "newer 3");
	retitle(world, "見本 四つ目");
	must(world, OFFICER, LIFE_SUBMIT);
	must(world, ADVISER, LIFE_ADVISE);
	assert_standing(world, 2, "approved", "newer 4");
	must(world, APPROVER, LIFE_APPROVE);
	assert_standing(world, 2, "superseded", "replaced 4");
	assert_standing(world, 3, "superseded", "replaced 4");
	must(world, APPROVER, LIFE_WITHDRAW);
	assert_standing(world, 2, "superseded", "replaced 4");
	assert_standing(world, 4, "withdrawn", "");
}

/* Whether an opinion still holds is known in a session that has read no rules yet. */
static void opinion_without_rules(void **state)
{
	struct world *world = *state;
	char *copy = mem_printf("%s/copy", world->place.directory), *words;
	struct history history;
	struct opinion opinion;
	char id[33];

	make_base(world, "advised", ADVISED, false);
	words = mem_printf("mkdir copy && cp -R '%1$s/data' '%1$s/screens' copy/ && chmod -R u+w copy && printf '# another\\n' >>copy/data/policy/2021-03-30/steps.ini",
		getenv("KUMOSHIRUBE_DATA"));
	place_shell(&world->place, words);
	free(words);
	for (int other = 0; other < 2; other++) {
		enter_with(world, ADVISER, other ? copy : getenv("KUMOSHIRUBE_DATA"), APP_STORE_READ);
		assert_null(app_edition(world->app));
		assert_int_equal(app_case_id(world->app, "R8-0001", id, NULL, &world->diags), STATUS_OK);
		assert_int_equal(app_history(world->app, id, &history, &world->diags), STATUS_OK);
		assert_int_equal(history_opinion(world->app, &history, &opinion, &world->diags), STATUS_OK);
		assert_non_null(opinion.passage);
		assert_int_equal(opinion.newer_edition, other);
		assert_false(opinion.newer_revision);
		history_done(&history);
	}
	/* Rules that cannot be read: nobody can say. */
	place_shell(&world->place, "rm copy/data/policy/2021-03-30/steps.ini");
	enter_with(world, ADVISER, copy, APP_STORE_READ);
	assert_int_equal(app_history(world->app, id, &history, &world->diags), STATUS_OK);
	assert_int_not_equal(history_opinion(world->app, &history, &opinion, &world->diags), STATUS_OK);
	history_done(&history);
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_step_everywhere, world_new, world_free),
		cmocka_unit_test_setup_teardown(other_refusals, world_new, world_free),
		cmocka_unit_test_setup_teardown(shown_states, world_new, world_free),
		cmocka_unit_test_setup_teardown(what_takes_the_place, world_new, world_free),
		cmocka_unit_test_setup_teardown(opinion_without_rules, world_new, world_free),
	};

	return cmocka_run_group_tests_name("app_life", tests, NULL, NULL);
}
