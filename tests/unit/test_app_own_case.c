/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps that the program itself would never write, put into the chain by somebody who holds the key of the terminal: of persons whose own case it is, of
 * the adviser who approves, and of persons who have not signed. Each stands there with its fault, moves nothing, and `record verify` names it.
 */
#include "test_app_fixture.h"

#include <stdio.h>

#include "app/history.h"
#include "app/records.h"
#include "app/review_rows.h"
#include "app/review_sheet.h"
#include "app/session.h"
#include "base/file.h"
#include "base/keyfile.h"
#include "base/minisign.h"
#include "model/act.h"

#define FIRST "見本担当"
#define SECOND "見本担当二"
#define ADVISER "見本補佐"
#define APPROVER "見本責任者"

struct world {
	struct fixture_place place;
	struct app *app;
	struct diag_list diags;
	char record[33];
};

static void shell(const struct world *world, const char *words)
{
	char *all = mem_printf("as() { who=$1; shift; KUMOSHIRUBE_PASSPHRASE_FILE=$who/pass \"$program\" --store store.db --config $who/kumoshirube.ini \"$@\"; } && %s", words);

	place_shell(&world->place, all);
	free(all);
}

static void person(const struct world *world, const char *id, const char *name, const char *role)
{
	char *words = mem_printf("mkdir -p %1$s keys && printf 'pass of %1$s\\n' >%1$s/pass && chmod 600 %1$s/pass && "
		"printf '[user.main]\\nname = \"%2$s\"\\nrole = \"%3$s\"\\n[registry.main]\\nkeys = \"%4$s/keys\"\\n' >%1$s/kumoshirube.ini",
		id, name, role, world->place.directory);

	shell(world, words);
	free(words);
}

static void world_open(struct world *world)
{
	char *config = mem_printf("%s/officer/kumoshirube.ini", world->place.directory);
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = world->place.store, .config_path = config, .config_said = true,
		.as_of = DATE_NONE, .lang = LANG_JA };
	struct store_case item = { 0 };

	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&world->app, &options, APP_RULES | APP_STORE_WRITE, &world->diags), STATUS_OK);
	assert_int_equal(store_case_get(world->app->store, "R8-0001", &item, &world->diags), STATUS_OK);
	strcpy(world->record, item.id);
	store_case_done(&item);
	free(config);
}

/* Handed in by one officer and then by another. */
static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);

	place_make(&world->place);
	diag_init(&world->diags);
	person(world, "officer", FIRST, "officer");
	person(world, "second", SECOND, "officer");
	shell(world, "as officer case new \"$srcdir/tests/cases/15-excluded.ini\" && as officer case submit R8-0001 && "
		"as second case set R8-0001 case case.title 二人目の件名 && as second case submit R8-0001");
	world_open(world);
	*state = world;
	return 0;
}

/* The same case, handed in once, in an office with a list of persons. */
static int listed_new(void **state)
{
	struct world *world = MEM_NEW(struct world);

	place_make(&world->place);
	diag_init(&world->diags);
	person(world, "officer", FIRST, "officer");
	person(world, "adviser", ADVISER, "adviser");
	shell(world, "as officer case new \"$srcdir/tests/cases/15-excluded.ini\" && as officer record key new && as adviser record key new && \"$program\" registry key office && cp office.pub keys/office.pub && {"
		" printf '[people.main]\\nformat = \"1\"\\nversion = \"1\"\\nissued_on = \"2026-11-01\"\\n';"
		" printf '[person.officer]\\nname = \"" FIRST "\"\\nroles = \"officer\"\\npublic = \"%s\"\\n' \"$(sed -n 2p officer/person.key.pub)\";"
		" printf '[person.adviser]\\nname = \"" ADVISER "\"\\nroles = \"adviser\"\\npublic = \"%s\"\\n' \"$(sed -n 2p adviser/person.key.pub)\";"
		" } >keys/people.ini && \"$program\" registry sign keys/people.ini --key office --output keys/people.ini.minisig && "
		"as officer case submit R8-0001");
	world_open(world);
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

/* ---- forging ---- */

struct step {
	enum life_verb verb;
	const char *author, *role;
	const char *fault; /* NULL: it counts */
	const char *state; /* of the case afterwards */
};

static void append_bytes(const struct world *world, const struct store_append *artifact, int64_t at)
{
	struct store_entry entry = { 0 };
	struct diag_list diags;

	diag_init(&diags);
	assert_int_equal(store_append(world->app->store, artifact, 1, &world->app->key, at, &entry, &diags), STATUS_OK);
	assert_int_equal(app_head_save(world->app, &entry.entry, &diags), STATUS_OK);
	free(entry.kind);
	diag_done(&diags);
}

static void append(const struct world *world, const struct act *act)
{
	struct buf bytes;

	buf_init(&bytes);
	act_encode(act, &bytes);
	append_bytes(world, &(struct store_append){ .kind = life_kind(act->verb), .record = act->record_id, .bytes = bytes.data, .len = bytes.len }, act->at);
	buf_done(&bytes);
}

/* A step that fits the chain in every other way. `key`: of the author; NULL where only the terminal stands for it. */
static void forge(const struct world *world, const struct step *step, const uint8_t *key)
{
	struct history history;
	struct act act;

	assert_int_equal(app_history(world->app, world->record, &history, NULL), STATUS_OK);
	const struct passage *revision = &history.items[history.newest];
	act_init(&act, step->verb);
	mem_replace(&act.record_id, world->record);
	act.revision = revision->digest;
	act.edition = revision->edition;
	act.snapshot = revision->snapshot;
	act.has_snapshot = revision->has_snapshot;
	act.before = history.items[history.count - 1].digest;
	mem_replace(&act.author, step->author);
	mem_replace(&act.role, step->role);
	act.has_key = key != NULL;
	if (key)
		memcpy(act.key, key, sizeof act.key);
	act.at = app_now(world->app) + (int64_t)history.count;
	mem_replace(&act.program_version, app_version());
	mem_replace(&act.part, life_speaks_of_answer(step->verb) ? "case" : "");
	mem_replace(&act.words, "見本の言葉");
	history_done(&history);
	append(world, &act);
	act_done(&act);
}

static void check_last(const struct world *world, const struct step *step)
{
	struct history history;
	const struct passage *last;

	assert_int_equal(app_history(world->app, world->record, &history, NULL), STATUS_OK);
	last = &history.items[history.count - 1];
	if (step->fault)
		assert_string_equal(last->fault, step->fault);
	else
		assert_null(last->fault);
	assert_string_equal(history.life->states[history.state].name, step->state);
	history_done(&history);
	/* Whoever only asks how far the case is hears the same. */
	assert_int_equal(app_history_course(world->app, world->record, &history, NULL), STATUS_OK);
	assert_string_equal(history.life->states[history.state].name, step->state);
	assert_int_equal(history.items[history.count - 1].fault != NULL, step->fault != NULL);
	history_done(&history);
}

/* How many errors of `record verify` end in these words. */
static size_t verify_says(struct world *world, const char *words)
{
	size_t checked, alone, count = 0;

	diag_done(&world->diags);
	diag_init(&world->diags);
	(void)app_records_verify(world->app, &checked, &alone, &world->diags);
	for (size_t i = 0; i < world->diags.count; i++)
		count += strstr(world->diags.items[i].text, words) != NULL;
	return count;
}

#define HANDED_IN "its author is the one who handed the case in"
#define ADVISED "its author is the one who gave the opinion on the revision"

static void own_case(void **state)
{
	static const struct step steps[] = {
		{ LIFE_ADVISE, FIRST, "adviser", HANDED_IN, "submitted" },
		{ LIFE_REMARK, FIRST, "adviser", HANDED_IN, "submitted" },
		{ LIFE_CONFIRM, FIRST, "approver", HANDED_IN, "submitted" },
		{ LIFE_ADVISE, SECOND, "adviser", HANDED_IN, "submitted" },
		{ LIFE_RETURN, SECOND, "approver", HANDED_IN, "submitted" },
		/* The same name, written otherwise. */
		{ LIFE_ADVISE, FIRST "　", "adviser", HANDED_IN, "submitted" },
		{ LIFE_ADVISE, "見本 担当", "adviser", HANDED_IN, "submitted" },
		{ LIFE_ADVISE, "見本\xC2\xA0担当", "adviser", HANDED_IN, "submitted" },
		{ LIFE_REMARK, APPROVER, "approver", NULL, "submitted" },
		{ LIFE_ADVISE, ADVISER, "adviser", NULL, "advised" },
		{ LIFE_APPROVE, ADVISER, "approver", ADVISED, "advised" },
		{ LIFE_APPROVE, FIRST, "approver", HANDED_IN, "advised" },
		{ LIFE_APPROVE, SECOND, "approver", HANDED_IN, "advised" },
		/* Who remarked may approve: that is his review. */
		{ LIFE_APPROVE, APPROVER, "approver", NULL, "approved" },
	};
	struct world *world = *state;

	assert_int_equal(verify_says(world, "entry "), 0);
	assert_int_equal(world->diags.errors, 0);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		forge(world, &steps[i], NULL);
		check_last(world, &steps[i]);
	}
	assert_int_equal(verify_says(world, HANDED_IN), 10);
	assert_int_equal(verify_says(world, ADVISED), 1);
	assert_int_equal(world->diags.errors, 11);
}

/* An opinion that did not count excludes nobody, and neither does one on an older revision. */
static void older_opinion(void **state)
{
	static const struct step before[] = {
		{ LIFE_ADVISE, ADVISER, "adviser", NULL, "advised" },
		{ LIFE_ADVISE, APPROVER, "officer", "this step could not be taken then in this role", "advised" },
		{ LIFE_RETURN, ADVISER, "adviser", NULL, "returned" },
	};
	static const struct step after[] = {
		{ LIFE_ADVISE, APPROVER, "adviser", NULL, "advised" },
		{ LIFE_APPROVE, APPROVER, "approver", ADVISED, "advised" },
		{ LIFE_APPROVE, ADVISER, "approver", NULL, "approved" },
	};
	struct world *world = *state;

	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
		forge(world, &before[i], NULL);
		check_last(world, &before[i]);
	}
	app_close(&world->app);
	shell(world, "as officer case set R8-0001 case case.title 三つ目の件名 && as officer case submit R8-0001");
	world_open(world);
	for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
		forge(world, &after[i], NULL);
		check_last(world, &after[i]);
	}
}

/* ---- with a list of persons ---- */

static void adviser_key(const struct world *world, uint8_t out[32])
{
	char *path = mem_printf("%s/adviser/person.key.pub", world->place.directory);
	struct buf text;
	struct mini_key key;

	buf_init(&text);
	assert_int_equal(file_read(&text, path, MINISIGN_FILE_MAX, NULL), STATUS_OK);
	assert_int_equal(mini_key_parse(&key, path, text.data, text.len, NULL), STATUS_OK);
	memcpy(out, key.public_key, 32);
	buf_done(&text);
	free(path);
}

static void without_signature(void **state)
{
	static const struct step advise = { LIFE_ADVISE, ADVISER, "adviser", NULL, "advised" };
	struct world *world = *state;
	uint8_t key[32];

	assert_int_equal(verify_says(world, "signature"), 0);
	assert_int_equal(world->diags.errors, 0);
	forge(world, &advise, NULL);
	check_last(world, &advise);
	assert_int_equal(verify_says(world, "it carries no signature of a person, although the office keeps a list of persons"), 1);
	assert_int_equal(world->diags.errors, 1);
	/* His key alone is public: whoever names it has not signed with it. */
	adviser_key(world, key);
	forge(world, &advise, key);
	assert_int_equal(verify_says(world, "the signature of its author is missing"), 1);
	assert_int_equal(world->diags.errors, 2);
}

/* Signed, but with a key that the list gives to somebody else, and in a role that he does not hold. */
static void with_signature(void **state)
{
	static const struct step cases[] = {
		{ LIFE_ADVISE, APPROVER, "adviser", "its key belongs to somebody else than its author", NULL },
		{ LIFE_RETURN, ADVISER, "approver", "its author did not hold this role", NULL },
	};
	struct world *world = *state;
	struct sign_key secret;
	char *path = mem_printf("%s/adviser/person.key", world->place.directory);

	assert_int_equal(keyfile_load(&secret, path, "pass of adviser", &world->diags), STATUS_OK);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct history history;
		struct act_signature signature = { .file = NULL };
		struct buf bytes, file;
		struct store_entry entry = { 0 };

		forge(world, &cases[i], secret.public_key);
		assert_int_equal(app_history(world->app, world->record, &history, NULL), STATUS_OK);
		buf_init(&bytes);
		buf_init(&file);
		signature.of = history.items[history.count - 1].digest;
		assert_int_equal(store_artifact(world->app->store, &signature.of, &bytes, NULL), STATUS_OK);
		mini_signature_write(&file, &secret, bytes.data, bytes.len, "forged");
		memcpy(signature.key, secret.public_key, sizeof signature.key);
		signature.file = buf_take(&file);
		buf_clear(&bytes);
		act_signature_encode(&signature, &bytes);
		const struct store_append artifact = { .kind = KIND_SIGNATURE, .record = world->record, .bytes = bytes.data, .len = bytes.len };
		assert_int_equal(store_append(world->app->store, &artifact, 1, &world->app->key, app_now(world->app), &entry, NULL), STATUS_OK);
		assert_int_equal(app_head_save(world->app, &entry.entry, NULL), STATUS_OK);
		free(entry.kind);
		act_signature_done(&signature);
		buf_done(&bytes);
		history_done(&history);
		assert_int_equal(verify_says(world, cases[i].fault), 1);
		assert_int_equal(world->diags.errors, i + 1);
	}
	sign_wipe(&secret, sizeof secret);
	free(path);
}

/* A remark in a form that a newer program may have: it counts for nothing, and whoever reads an answer with all that was said of it does not fall over it. */
static void newer_form(void **state)
{
	static const char bytes[] = "kumoshirube/remark/9\0of a newer program";
	struct world *world = *state;
	struct review review;
	struct buf whole;

	append_bytes(world, &(struct store_append){ .kind = life_kind(LIFE_REMARK), .record = world->record, .bytes = bytes, .len = sizeof bytes - 1 },
		app_now(world->app) + 1);
	assert_int_equal(app_review(world->app, world->record, &review, &world->diags), STATUS_OK);
	assert_true(review.count > 0);
	assert_non_null(review.history.items[review.history.count - 1].fault);
	buf_init(&whole);
	for (size_t i = 0; i < review.count; i++)
		review_row_whole(world->app, &review, &review.rows[i], &whole);
	assert_non_null(strstr(whole.data, review.rows[0].label));
	buf_done(&whole);
	review_done(&review);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(own_case, world_new, world_free), cmocka_unit_test_setup_teardown(older_opinion, world_new, world_free),
		cmocka_unit_test_setup_teardown(newer_form, world_new, world_free),
		cmocka_unit_test_setup_teardown(without_signature, listed_new, world_free),
		cmocka_unit_test_setup_teardown(with_signature, listed_new, world_free),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
