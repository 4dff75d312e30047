/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bundle that this program wrote, and what somebody could make of it: cut, changed, mixed, or filled again under a key of his own with steps that were
 * taken elsewhere. Nothing of it is taken in, the store stays as it was to the byte, and the message names the entry. Then the control: the bundle itself.
 */
#include "test_app_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/exchange_internal.h"
#include "base/file.h"

#define STEP 997 /* every byte at the beginning of a bundle is tried, and then one of so many */
#define BEGINNING 400

struct world {
	struct fixture_place place;
	struct app *app; /* of the terminal that takes in */
	struct buf bundle; /* as the other one wrote it */
	char *path;
	struct diag_list diags;
};

static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);

	place_make(&world->place);
	diag_init(&world->diags);
	buf_init(&world->bundle);
	place_person(&world->place, "officer", "見本担当", "officer");
	place_person(&world->place, "adviser", "見本補佐", "adviser");
	place_run(&world->place, "other", "officer", "case new \"$srcdir/tests/cases/15-excluded.ini\"");
	place_run(&world->place, "other", "officer", "case submit R8-0001");
	place_run(&world->place, "other", "adviser", "review advise R8-0001 --text 見本の意見");
	place_run(&world->place, "other", "officer", "exchange out made.krb");
	place_read(&world->place, "made.krb", BUNDLE_FILE_MAX, &world->bundle);
	world->path = mem_printf("%s/tried.krb", world->place.directory);
	world->app = place_open(&world->place, &world->diags);
	*state = world;
	return 0;
}

static int world_free(void **state)
{
	struct world *world = *state;

	app_close(&world->app);
	place_remove(&world->place);
	diag_done(&world->diags);
	buf_done(&world->bundle);
	free(world->path);
	free(world);
	return 0;
}

static void store_digest(const struct world *world, struct digest *out)
{
	struct buf bytes;

	buf_init(&bytes);
	assert_int_equal(file_read(&bytes, world->place.store, (size_t)1 << 30, NULL), STATUS_OK);
	digest_of(out, bytes.data, bytes.len);
	buf_done(&bytes);
}

static enum status take_in(struct world *world, const char *bytes, size_t len, struct exchange_seen *seen)
{
	struct exchange *exchange;
	enum status status;

	diag_done(&world->diags);
	diag_init(&world->diags);
	*seen = (struct exchange_seen){ .fresh = 0 };
	assert_int_equal(file_write(world->path, bytes, len, 0600, NULL), STATUS_OK);
	status = exchange_open(world->app, world->path, &exchange, &world->diags);
	if (status == STATUS_OK)
		status = exchange_take(exchange, false, seen, &world->diags);
	exchange_close(&exchange);
	return status;
}

static bool says(const struct world *world, const char *words)
{
	for (size_t i = 0; i < world->diags.count; i++)
		if (strstr(world->diags.items[i].text, words))
			return true;
	return false;
}

static void refused(struct world *world, const char *bytes, size_t len, const char *words)
{
	struct digest before, after;
	struct exchange_seen seen;

	store_digest(world, &before);
	assert_int_not_equal(take_in(world, bytes, len, &seen), STATUS_OK);
	exchange_seen_done(&seen);
	store_digest(world, &after);
	assert_true(digest_equal(&before, &after));
	assert_true(world->diags.errors > 0);
	if (words && !says(world, words))
		fail_msg("%s is not said, but %s", words, world->diags.items[0].text);
}

static void accepted(struct world *world, const char *bytes, size_t len, size_t fresh)
{
	struct exchange_seen seen;

	if (take_in(world, bytes, len, &seen) != STATUS_OK)
		fail_msg("%s", world->diags.count ? world->diags.items[0].text : "nothing was said");
	assert_int_equal(seen.fresh, fresh);
	exchange_seen_done(&seen);
}

static void damaged(void **state)
{
	struct world *world = *state;
	struct buf changed;

	buf_init(&changed);
	buf_add(&changed, world->bundle.data, world->bundle.len);
	for (size_t at = 0; at < changed.len; at += at < BEGINNING ? 1 : STEP) {
		changed.data[at] ^= (char)(1 << at % 8);
		refused(world, changed.data, changed.len, NULL);
		changed.data[at] ^= (char)(1 << at % 8);
		refused(world, changed.data, at, NULL);
	}
	buf_addc(&changed, '\n');
	refused(world, changed.data, changed.len, NULL);
	/* The last item is the last step. */
	changed.len--;
	changed.data[changed.len - 5] ^= 1;
	refused(world, changed.data, changed.len, "3");
	accepted(world, world->bundle.data, world->bundle.len, 3);
	accepted(world, world->bundle.data, world->bundle.len, 0);
	buf_done(&changed);
}

/* ---- filled again under another key ---- */

struct forger {
	struct sign_key key;
	struct bundle from, to;
	struct buf item, file, manifest;
	struct store_foreign step; /* the opinion, as it was given */
	struct slice bytes;
};

static void forger_new(struct forger *forger, struct world *world)
{
	const uint8_t seed[32] = { 77 };
	const struct bundle_item *last;
	const char *at, *end;
	struct slice part;

	*forger = (struct forger){ .to = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = 1, .made_at = 1795000000 } };
	sign_key_from_seed(&forger->key, seed);
	memcpy(forger->to.key, forger->key.public_key, 32);
	buf_init(&forger->item);
	buf_init(&forger->file);
	buf_init(&forger->manifest);
	assert_int_equal(bundle_read(&forger->from, "b", world->bundle.data, world->bundle.len, NULL, NULL), STATUS_OK);
	last = &forger->from.items[forger->from.count - 1];
	at = last->data;
	end = at + last->len;
	assert_int_equal(netstring_read(&at, end, &part), 0);
	assert_int_equal(store_entry_parse(&forger->step.entry, "b", part.data, part.len, NULL), STATUS_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(netstring_read(&at, end, &forger->bytes), 0);
	assert_string_equal(forger->step.entry.kind, "advise");
}

static void forger_done(struct forger *forger)
{
	bundle_done(&forger->from);
	bundle_done(&forger->to);
	buf_done(&forger->item);
	buf_done(&forger->file);
	buf_done(&forger->manifest);
	free(forger->step.entry.kind);
}

/* The opinion once more, as an entry of the forger's own chain; `after` the true one, by naming it as the entry before. */
static void forge(struct forger *forger, const char *kind, const char *record, bool after)
{
	struct store_entry entry = forger->step.entry;
	struct buf bytes;

	memcpy(entry.terminal, forger->to.terminal, sizeof entry.terminal);
	entry.seq = 1;
	memset(&entry.previous, 0, sizeof entry.previous);
	if (after)
		entry.previous = entry.entry;
	entry.kind = (char *)(uintptr_t)kind;
	snprintf(entry.record, sizeof entry.record, "%s", record);
	buf_init(&bytes);
	store_entry_bytes(entry.terminal, &entry, &bytes);
	sign_make(&forger->key, bytes.data, bytes.len, &entry.signature);
	buf_add_netstring(&forger->item, bytes.data, bytes.len);
	buf_add_netstring(&forger->item, forger->key.public_key, 32);
	buf_add_netstring(&forger->item, entry.signature.bytes, 64);
	buf_add_netstring(&forger->item, forger->bytes.data, forger->bytes.len);
	bundle_add(&forger->to, "entry", forger->item.data, forger->item.len);
	buf_done(&bytes);
}

static void carry(struct forger *forger, size_t count)
{
	for (size_t i = 0; i < count; i++)
		bundle_add(&forger->to, forger->from.items[i].kind, forger->from.items[i].data, forger->from.items[i].len);
}

static void write_it(struct forger *forger)
{
	assert_int_equal(bundle_write(&forger->to, &forger->key, &forger->manifest, &forger->file, NULL), STATUS_OK);
}

static void replayed(void **state)
{
	static const char another[] = "00112233445566778899aabbccddeeff";
	static const struct {
		const char *kind, *record;
		size_t carried;
		bool after;
		const char *why;
	} cases[] = {
		{ "advise", NULL, 3, true, "stand in the record already" },
		{ "advise", NULL, 3, false, "was the newest then" },
		{ "advise", another, 3, true, "speaks of another case" },
		{ "advise", another, 0, false, "speaks of another case" },
		{ "approve", NULL, 3, true, "not an act of a form" },
		{ "advise", NULL, 0, false, "was the newest then" },
	};
	struct world *world = *state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct forger forger;

		forger_new(&forger, world);
		carry(&forger, cases[i].carried);
		forge(&forger, cases[i].kind, cases[i].record ? cases[i].record : forger.step.entry.record, cases[i].after);
		write_it(&forger);
		refused(world, forger.file.data, forger.file.len, cases[i].why);
		assert_true(says(world, "entry 1 of terminal ffffffff"));
		forger_done(&forger);
	}
	accepted(world, world->bundle.data, world->bundle.len, 3);
}

/* The entries of a bundle in another order, one of them twice, all under a key of somebody who only carries them: the same set. */
static void carried(void **state)
{
	struct world *world = *state;
	struct forger forger;
	struct exchange_made made;
	struct bundle sent;
	struct buf bytes;
	char *path = mem_printf("%s/on.krb", world->place.directory);
	bool found = false;

	forger_new(&forger, world);
	carry(&forger, 3);
	carry(&forger, 2);
	bundle_add(&forger.to, "later/9", "what a newer program says", 25);
	write_it(&forger);
	accepted(world, forger.file.data, forger.file.len, 3);
	/* What this program does not know goes on as it came. */
	assert_int_equal(app_exchange_out(world->app, path, NULL, &made, &world->diags), STATUS_OK);
	buf_init(&bytes);
	assert_int_equal(file_read(&bytes, path, BUNDLE_FILE_MAX, NULL), STATUS_OK);
	assert_int_equal(bundle_read(&sent, "b", bytes.data, bytes.len, NULL, NULL), STATUS_OK);
	for (size_t i = 0; i < sent.count; i++)
		found = found || (strcmp(sent.items[i].kind, "later/9") == 0 && sent.items[i].len == 25);
	assert_true(found);
	bundle_done(&sent);
	buf_done(&bytes);
	forger_done(&forger);
	free(path);
}

/* A revision whose words are hostile, under a key of its own and in its canonical form; an entry may call the bytes something else. */
static void unfit(void **state)
{
	static const struct {
		const char *kind;
		size_t field; /* of the struct */
		const char *text, *named;
	} cases[] = {
#define FIELD(member) offsetof(struct revision, member)
		{ "revision", FIELD(reference), "../../evil", "\"reference\"" },
		{ "later-kind", FIELD(reference), "../../evil", "\"reference\"" },
		{ "revision", FIELD(reference), "R8-\x1b[31m", "\"reference\"" },
		{ "revision", FIELD(reference), "R8\n0001", "\"reference\"" },
		{ "revision", FIELD(edition_id), "../../../etc", "\"edition id\"" },
		{ "revision", FIELD(edition_id), "2021\x1b", "\"edition id\"" },
		{ "revision", FIELD(author), "見本\u202e担当", "\"author\"" },
		{ "revision", FIELD(author), "見本\u200b担当", "\"author\"" },
		{ "revision", FIELD(role), "officer\n", "\"role\"" },
		{ "revision", FIELD(verdict), "verdict \x1b[2J\n", "\"verdict\"" },
#undef FIELD
	};
	struct world *world = *state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct forger forger;
		struct revision revision;
		struct slice part;
		struct buf bytes;

		forger_new(&forger, world);
		const struct bundle_item *made = &forger.from.items[forger.from.count - 2];
		const char *at = made->data, *end = at + made->len;
		for (int n = 0; n < 4; n++)
			assert_int_equal(netstring_read(&at, end, &part), 0);
		assert_int_equal(revision_decode(&revision, "r", part.data, part.len, NULL), STATUS_OK);
		mem_replace((char **)(void *)((char *)&revision + cases[i].field), cases[i].text);
		buf_init(&bytes);
		revision_encode(&revision, &bytes);
		forger.bytes = (struct slice){ .data = bytes.data, .len = bytes.len };
		digest_of(&forger.step.entry.artifact, bytes.data, bytes.len);
		forge(&forger, cases[i].kind, forger.step.entry.record, false);
		write_it(&forger);
		refused(world, forger.file.data, forger.file.len, cases[i].named);
		assert_true(says(world, "entry 1 of terminal ffffffff"));
		revision_done(&revision);
		buf_done(&bytes);
		forger_done(&forger);
	}
	accepted(world, world->bundle.data, world->bundle.len, 3);
}

/* ---- no room ---- */

/* A medium or a disk that takes no more: what was there stays, and nothing half written is left. */
static void no_room(void **state)
{
	struct world *world = *state;
	struct exchange *exchange;
	struct exchange_seen seen;
	struct exchange_made made;
	struct digest before, after;
	char *path = mem_printf("%s/full.krb", world->place.directory);
	enum status status;

	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(file_write(world->path, world->bundle.data, world->bundle.len, 0600, NULL), STATUS_OK);
	assert_int_equal(exchange_open(world->app, world->path, &exchange, &world->diags), STATUS_OK);
	store_digest(world, &before);
	place_room(64 << 10);
	status = exchange_take(exchange, false, &seen, &world->diags);
	place_room(RLIM_INFINITY);
	assert_int_not_equal(status, STATUS_OK);
	exchange_seen_done(&seen);
	store_digest(world, &after);
	assert_true(digest_equal(&before, &after));
	assert_int_equal(exchange_take(exchange, false, &seen, &world->diags), STATUS_OK);
	assert_int_equal(seen.fresh, 3);
	exchange_seen_done(&seen);
	exchange_close(&exchange);
	place_room(64 << 10);
	status = app_exchange_out(world->app, path, NULL, &made, &world->diags);
	place_room(RLIM_INFINITY);
	assert_int_not_equal(status, STATUS_OK);
	assert_false(file_exists(path));
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(damaged, world_new, world_free), cmocka_unit_test_setup_teardown(replayed, world_new, world_free),
		cmocka_unit_test_setup_teardown(carried, world_new, world_free), cmocka_unit_test_setup_teardown(unfit, world_new, world_free),
		cmocka_unit_test_setup_teardown(no_room, world_new, world_free),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
