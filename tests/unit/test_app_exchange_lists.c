/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of persons in bundles that somebody put together: one that its key has not signed refuses the bundle, whatever byte of it is changed; one that cannot
 * be read or is by a key that does not count is left; and whatever the order in which twenty come, the newest is in force and goes on.
 */
#include "test_app_fixture.h"

#include <signal.h>
#include <stdio.h>

#include "app/exchange_internal.h"
#include "app/person.h"
#include "base/file.h"
#include "registry/people.h"

#define BUNDLES 20
#define PERMUTATIONS 12

struct world {
	struct fixture_place place;
	struct app *app;
	struct sign_key office, stranger, sender;
	struct buf item;
	char *keys, *list; /* directory of the keys, the list in it */
	struct diag_list diags;
};

static uint64_t seed;
static size_t below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed >> 11) % n;
}

static void put_key(const struct world *world, const char *name, const struct sign_key *pair)
{
	char *path = path_join(world->keys, name);
	struct mini_key key;
	struct buf text;

	buf_init(&text);
	mini_key_of(&key, pair->public_key);
	mini_key_write(&text, &key, name);
	assert_int_equal(file_write(path, text.data, text.len, 0600, NULL), STATUS_OK);
	buf_done(&text);
	free(path);
}

/* A terminal that believes the office for lists of persons, and the stranger for deliveries. */
static void begin(struct world *world)
{
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .as_of = DATE_NONE, .lang = LANG_JA };

	place_make(&world->place);
	char *config = mem_printf("%s/kumoshirube.ini", world->place.directory);
	world->keys = mem_printf("%s/keys", world->place.directory);
	world->list = path_join(world->keys, "people.ini");
	assert_int_equal(file_make_directory(world->keys, NULL), STATUS_OK);
	put_key(world, "office.pub", &world->office);
	put_key(world, "stranger.pub", &world->stranger);
	assert_int_equal(file_write(config, "[user.main]\nname = \"見本担当\"\n", strlen("[user.main]\nname = \"見本担当\"\n"), 0600, NULL), STATUS_OK);
	options.store_path = world->place.store;
	options.config_path = config;
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&world->app, &options, APP_STORE_WRITE, &world->diags), STATUS_OK);
	free(config);
}

static void end(struct world *world)
{
	app_close(&world->app);
	place_remove(&world->place);
	free(world->keys);
	free(world->list);
}

static int world_new(void **state)
{
	static const uint8_t starts[3][32] = { { 1 }, { 2 }, { 3 } };
	struct world *world = MEM_NEW(struct world);

	sign_key_from_seed(&world->office, starts[0]);
	sign_key_from_seed(&world->stranger, starts[1]);
	sign_key_from_seed(&world->sender, starts[2]);
	diag_init(&world->diags);
	buf_init(&world->item);
	begin(world);
	*state = world;
	return 0;
}

static int world_free(void **state)
{
	struct world *world = *state;

	end(world);
	buf_done(&world->item);
	diag_done(&world->diags);
	free(world);
	return 0;
}

static void write_list(int version, struct buf *out)
{
	const uint8_t start[32] = { 40, (uint8_t)version };
	struct sign_key pair;
	struct mini_key key;

	sign_key_from_seed(&pair, start);
	mini_key_of(&key, pair.public_key);
	buf_addf(out, "[people.main]\nformat = \"1\"\nversion = \"%d\"\nissued_on = \"2026-11-01\"\n[person.p]\nname = \"見本%d\"\nroles = \"officer\"\npublic = \"", version,
		version);
	mini_key_line(out, &key);
	buf_adds(out, "\"\n");
}

/* The item of a list, into world->item. */
static void make_item(struct world *world, const struct sign_key *by, const char *list, size_t len)
{
	struct people_file file;

	people_file_init(&file);
	buf_add(&file.list, list, len);
	mini_signature_write(&file.signature, by, list, len, "list");
	mini_key_of(&file.signer, by->public_key);
	assert_true(people_file_good(&file));
	buf_clear(&world->item);
	people_file_pack(&file, &world->item);
	people_file_done(&file);
}

static void make_version(struct world *world, const struct sign_key *by, int version)
{
	struct buf list;

	buf_init(&list);
	write_list(version, &list);
	make_item(world, by, list.data, list.len);
	buf_done(&list);
}

/* Takes a bundle in that holds nothing but these bytes as a list. */
static enum status take(struct world *world, const char *bytes, size_t len, bool practice, struct exchange_seen *seen)
{
	struct bundle bundle = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = 1, .made_at = 1795000000, .practice = practice };
	char *path = mem_printf("%s/tried.krb", world->place.directory);
	struct exchange *exchange;
	struct buf manifest, file;

	buf_init(&manifest);
	buf_init(&file);
	diag_done(&world->diags);
	diag_init(&world->diags);
	*seen = (struct exchange_seen){ .fresh = 0 };
	memcpy(bundle.key, world->sender.public_key, sizeof bundle.key);
	bundle_add(&bundle, ITEM_PERSONS, bytes, len);
	assert_int_equal(bundle_write(&bundle, &world->sender, &manifest, &file, NULL), STATUS_OK);
	assert_int_equal(file_write(path, file.data, file.len, 0600, NULL), STATUS_OK);
	enum status status = exchange_open(world->app, path, &exchange, &world->diags);
	if (status == STATUS_OK)
		status = exchange_take(exchange, false, seen, &world->diags);
	exchange_close(&exchange);
	bundle_done(&bundle);
	buf_done(&manifest);
	buf_done(&file);
	free(path);
	return status;
}

static void refused(struct world *world, const char *bytes, size_t len, size_t at)
{
	struct exchange_seen seen;

	if (take(world, bytes, len, false, &seen) == STATUS_OK)
		fail_msg("byte %zu of %zu", at, len);
	assert_true(world->diags.errors > 0);
	assert_non_null(strstr(world->diags.items[world->diags.count - 1].text, "item 1 of 1"));
	exchange_seen_done(&seen);
	assert_false(file_exists(world->list));
}

static enum list_state taken(struct world *world, bool practice)
{
	struct exchange_seen seen;

	if (take(world, world->item.data, world->item.len, practice, &seen) != STATUS_OK)
		fail_msg("%s", world->diags.count ? world->diags.items[0].text : "nothing was said");
	assert_int_equal(seen.list_count, 1);
	enum list_state state = seen.lists[0].state;
	exchange_seen_done(&seen);
	return state;
}

/* The lists that go out now; the newest versions by the office and by the stranger. */
static void sent(struct world *world, size_t *count, int64_t *office, int64_t *stranger)
{
	char *path = mem_printf("%s/on.krb", world->place.directory);
	struct exchange_made made;
	struct bundle bundle;
	struct buf bytes;

	*count = 0;
	*office = *stranger = 0;
	buf_init(&bytes);
	assert_int_equal(app_exchange_out(world->app, path, NULL, &made, &world->diags), STATUS_OK);
	assert_int_equal(file_read(&bytes, path, BUNDLE_FILE_MAX, NULL), STATUS_OK);
	assert_int_equal(bundle_read(&bundle, "b", bytes.data, bytes.len, NULL, NULL), STATUS_OK);
	for (size_t i = 0; i < bundle.count; i++) {
		struct people_file file;
		struct people people;

		if (strcmp(bundle.items[i].kind, ITEM_PERSONS) != 0)
			continue;
		(*count)++;
		people_file_init(&file);
		assert_int_equal(people_file_unpack(&file, "p", bundle.items[i].data, bundle.items[i].len, NULL), STATUS_OK);
		if (people_parse(&people, "p", file.list.data, file.list.len, NULL) == STATUS_OK) {
			*(memcmp(file.signer.public_key, world->office.public_key, 32) == 0 ? office : stranger) = people.version;
			people_done(&people);
		}
		people_file_done(&file);
	}
	assert_int_equal(made.lists, *count);
	bundle_done(&bundle);
	buf_done(&bytes);
	free(path);
}

static void damaged(void **state)
{
	struct world *world = *state;
	struct buf changed;

	make_version(world, &world->office, 1);
	buf_init(&changed);
	buf_add(&changed, world->item.data, world->item.len);
	/* The first line of a signature file is a comment that nothing signs: the manifest of the bundle alone holds it. */
	const char *comment = strstr(changed.data, "untrusted comment: "), *line = comment ? strchr(comment, '\n') : NULL;
	assert_non_null(line);
	for (size_t at = 0; at < changed.len; at++) {
		changed.data[at] ^= (char)(1 << at % 8);
		if (changed.data + at < comment || changed.data + at > line)
			refused(world, changed.data, changed.len, at);
		changed.data[at] ^= (char)(1 << at % 8);
		if (at % 7 == 0)
			refused(world, changed.data, at, at);
	}
	buf_addc(&changed, '0');
	refused(world, changed.data, changed.len, changed.len);
	buf_done(&changed);
	assert_int_equal(taken(world, false), LIST_FIRST);
	assert_true(file_exists(world->list));
}

static void left_alone(void **state)
{
	struct world *world = *state;
	struct sign_key unknown;
	const uint8_t start[32] = { 9 };
	size_t count;
	int64_t office, stranger;

	make_item(world, &world->office, "not a list\n", 11);
	assert_int_equal(taken(world, false), LIST_UNREADABLE);
	make_version(world, &world->stranger, 5);
	assert_int_equal(taken(world, false), LIST_STRANGE);
	sign_key_from_seed(&unknown, start);
	make_version(world, &unknown, 5);
	assert_int_equal(taken(world, false), LIST_STRANGE);
	assert_false(file_exists(world->list));
	/* All three go on, and so does what only a newer program reads. */
	sent(world, &count, &office, &stranger);
	assert_int_equal(count, 3);
	assert_int_equal(stranger, 5);
	make_version(world, &world->office, 2);
	world->app->practice = true;
	assert_int_equal(taken(world, true), LIST_PRACTICE);
	world->app->practice = false;
	assert_false(file_exists(world->list));
	assert_int_equal(taken(world, false), LIST_FIRST);
	make_version(world, &world->office, 1);
	assert_int_equal(taken(world, false), LIST_OLDER);
	make_version(world, &world->office, 3);
	assert_int_equal(taken(world, false), LIST_NEWER);
}

static void any_order_ends_the_same(void **state)
{
	struct world *world = *state;
	struct digest first, now;

	seed = 20261121;
	for (int p = 0; p < PERMUTATIONS; p++) {
		size_t order[BUNDLES], count;
		int64_t office, stranger;
		struct buf want, got;

		for (size_t i = 0; i < BUNDLES; i++)
			order[i] = i;
		for (size_t i = BUNDLES; i-- > 1;) {
			size_t with = below(i + 1), kept = order[i];

			order[i] = order[with];
			order[with] = kept;
		}
		for (size_t i = 0; i < BUNDLES; i++) {
			make_version(world, order[i] % 4 == 3 ? &world->stranger : &world->office, (int)order[i] + 1);
			(void)taken(world, false);
		}
		assert_int_equal(store_foreign_digest(world->app->store, p == 0 ? &first : &now, &world->diags), STATUS_OK);
		if (p > 0 && !digest_equal(&first, &now))
			fail_msg("permutation %d ends in another state", p);
		sent(world, &count, &office, &stranger);
		assert_int_equal(count, 2);
		assert_int_equal(office, 19);
		assert_int_equal(stranger, 20);
		buf_init(&want);
		buf_init(&got);
		write_list(19, &want);
		assert_int_equal(file_read(&got, world->list, PEOPLE_BYTES_MAX, NULL), STATUS_OK);
		assert_string_equal(got.data, want.data);
		buf_done(&want);
		buf_done(&got);
		end(world);
		begin(world);
	}
}

/* The list of the office as somebody lays it there. */
static void put_list(const struct world *world, int version)
{
	char *beside = mem_printf("%s.minisig", world->list);
	struct buf list, proof;

	buf_init(&list);
	buf_init(&proof);
	write_list(version, &list);
	mini_signature_write(&proof, &world->office, list.data, list.len, "list");
	assert_int_equal(file_write(world->list, list.data, list.len, 0600, NULL), STATUS_OK);
	assert_int_equal(file_write(beside, proof.data, proof.len, 0600, NULL), STATUS_OK);
	buf_done(&list);
	buf_done(&proof);
	free(beside);
}

static void in_force(const struct world *world, int version)
{
	struct buf list, want;

	buf_init(&list);
	buf_init(&want);
	write_list(version, &want);
	assert_int_equal(file_read(&list, world->list, PEOPLE_BYTES_MAX, NULL), STATUS_OK);
	assert_int_equal(list.len, want.len);
	assert_memory_equal(list.data, want.data, want.len);
	buf_done(&list);
	buf_done(&want);
}

/* A list that somebody lays there while the session is open is not replaced by an older one, whatever the session knew before. */
static void laid_meanwhile(void **state)
{
	struct world *world = *state;
	const struct people *people;

	assert_int_equal(app_people(world->app, &people, &world->diags), STATUS_OK);
	assert_null(people);
	put_list(world, 9);
	make_version(world, &world->office, 1);
	assert_int_equal(taken(world, false), LIST_OLDER);
	in_force(world, 9);
	assert_int_equal(app_people(world->app, &people, &world->diags), STATUS_OK);
	assert_int_equal(people->version, 9);
	put_list(world, 11);
	make_version(world, &world->office, 10);
	assert_int_equal(taken(world, false), LIST_OLDER);
	in_force(world, 11);
	make_version(world, &world->office, 12);
	assert_int_equal(taken(world, false), LIST_NEWER);
	in_force(world, 12);
}

/* Power was lost between list and signature, and the next list finds no room: the one that is there stays in force. */
static void no_room(void **state)
{
	struct world *world = *state;
	char *beside = mem_printf("%s.minisig", world->list), *next = mem_printf("%s.minisig.next", world->list);
	struct people_file old, large;
	struct key_ring ring;
	struct buf first;

	buf_init(&first);
	put_list(world, 2);
	assert_int_equal(file_read(&first, beside, MINISIGN_FILE_MAX, NULL), STATUS_OK);
	put_list(world, 3);
	assert_int_equal(rename(beside, next), 0);
	assert_int_equal(file_write(beside, first.data, first.len, 0600, NULL), STATUS_OK);
	assert_int_equal(key_ring_load(&ring, world->keys, NULL), STATUS_OK);
	people_file_init(&old);
	people_file_init(&large);
	assert_int_equal(people_file_read(&old, world->list, &ring, app_today(world->app), NULL), STATUS_OK);
	write_list(4, &large.list);
	for (int i = 0; i < 100; i++)
		buf_adds(&large.list, "# a line that needs room\n");
	mini_signature_write(&large.signature, &world->office, large.list.data, large.list.len, "list");
	signal(SIGXFSZ, SIG_IGN);
	place_room(1024);
	assert_int_not_equal(people_file_put(&large, &old, world->list, NULL), STATUS_OK);
	place_room(RLIM_INFINITY);
	in_force(world, 3);
	people_file_done(&old);
	people_file_init(&old);
	assert_int_equal(people_file_read(&old, world->list, &ring, app_today(world->app), NULL), STATUS_OK);
	assert_int_equal(people_file_put(&large, &old, world->list, NULL), STATUS_OK);
	people_file_done(&old);
	people_file_done(&large);
	key_ring_done(&ring);
	buf_done(&first);
	free(beside);
	free(next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(laid_meanwhile, world_new, world_free),
		cmocka_unit_test_setup_teardown(no_room, world_new, world_free),
		cmocka_unit_test_setup_teardown(damaged, world_new, world_free),
		cmocka_unit_test_setup_teardown(left_alone, world_new, world_free),
		cmocka_unit_test_setup_teardown(any_order_ends_the_same, world_new, world_free),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
