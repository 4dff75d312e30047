/* SPDX-License-Identifier: Apache-2.0 */
/*
 * No case file is read by the main program that the program without rights has not read before under the same edition: whichever of the two comes first, in
 * one bundle or in several, and under whatever kind. What cannot be read there does not come in, and what waits because of it keeps nobody else out.
 */
#include "test_app_fixture.h"

#include <stdio.h>

#include "app/exchange_internal.h"
#include "base/file.h"

#define BROKEN "[case.main]\nnobody.knows = \"this\"\n"
#define ANOTHER "00112233445566778899aabbccddeeff"
#define ITEMS 2

struct world {
	struct fixture_place place;
	struct app *app; /* of the terminal that takes in */
	struct buf bundle, edition; /* as the other one wrote them */
	struct revision revision;
	char *path;
	struct diag_list diags;
	struct sign_key key;
	struct digest last; /* of the chain that is made here */
	struct buf items[ITEMS];
	size_t count;
};

/* The bundle of a case that was handed in: its edition and its revision. */
static void take_apart(struct world *world)
{
	struct bundle bundle;

	assert_int_equal(bundle_read(&bundle, "b", world->bundle.data, world->bundle.len, NULL, NULL), STATUS_OK);
	assert_int_equal(bundle.count, 2);
	for (size_t i = 0; i < bundle.count; i++) {
		struct store_foreign item;

		assert_int_equal(store_foreign_parse(&item, "b", bundle.items[i].data, bundle.items[i].len, NULL), STATUS_OK);
		if (strcmp(item.entry.kind, "edition") == 0)
			buf_add(&world->edition, item.bytes, item.len);
		else
			assert_int_equal(revision_decode(&world->revision, "r", item.bytes, item.len, NULL), STATUS_OK);
		free(item.entry.kind);
	}
	assert_true(world->edition.len > 0);
	assert_non_null(world->revision.record_id);
	bundle_done(&bundle);
}

static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);
	const uint8_t seed[32] = { 77 };

	place_make(&world->place);
	diag_init(&world->diags);
	buf_init(&world->bundle);
	buf_init(&world->edition);
	place_person(&world->place, "officer", "見本担当", "officer");
	place_run(&world->place, "other", "officer", "case new \"$srcdir/tests/cases/15-excluded.ini\"");
	place_run(&world->place, "other", "officer", "case submit R8-0001");
	place_run(&world->place, "other", "officer", "exchange out made.krb");
	place_read(&world->place, "made.krb", BUNDLE_FILE_MAX, &world->bundle);
	take_apart(world);
	world->path = mem_printf("%s/tried.krb", world->place.directory);
	world->app = place_open(&world->place, &world->diags);
	sign_key_from_seed(&world->key, seed);
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
	buf_done(&world->edition);
	revision_done(&world->revision);
	for (size_t i = 0; i < world->count; i++)
		buf_done(&world->items[i]);
	free(world->path);
	free(world);
	return 0;
}

/* The next entry of the chain. */
static void add(struct world *world, const char *kind, const char *record, const char *bytes, size_t len)
{
	struct store_entry entry = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = (int64_t)world->count + 1, .previous = world->last,
		.kind = (char *)(uintptr_t)kind, .at = 1795000000, .head = *record != '\0' };
	struct buf *item = &world->items[world->count++], canonical;

	assert_true(world->count <= ITEMS);
	snprintf(entry.record, sizeof entry.record, "%s", record);
	digest_of(&entry.artifact, bytes, len);
	buf_init(&canonical);
	buf_init(item);
	store_entry_bytes(entry.terminal, &entry, &canonical);
	digest_of(&world->last, canonical.data, canonical.len);
	sign_make(&world->key, canonical.data, canonical.len, &entry.signature);
	buf_add_netstring(item, canonical.data, canonical.len);
	buf_add_netstring(item, world->key.public_key, 32);
	buf_add_netstring(item, entry.signature.bytes, 64);
	buf_add_netstring(item, bytes, len);
	buf_done(&canonical);
}

static void add_revision(struct world *world)
{
	struct buf bytes;

	buf_init(&bytes);
	revision_encode(&world->revision, &bytes);
	add(world, "revision", world->revision.record_id, bytes.data, bytes.len);
	buf_done(&bytes);
}

/* *unfit: how many revisions may not count. */
static enum status take_in(struct world *world, size_t *unfit)
{
	struct exchange *exchange;
	struct exchange_seen seen = { .fresh = 0 };
	enum status status;

	diag_done(&world->diags);
	diag_init(&world->diags);
	status = exchange_open(world->app, world->path, &exchange, &world->diags);
	*unfit = exchange->unfit.count;
	if (status == STATUS_OK)
		status = exchange_take(exchange, false, &seen, &world->diags);
	exchange_seen_done(&seen);
	exchange_close(&exchange);
	return status;
}

static enum status take_items(struct world *world, size_t first, size_t end, size_t *unfit)
{
	struct bundle bundle = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = 1, .made_at = 1795000000 };
	struct buf file, manifest;

	memcpy(bundle.key, world->key.public_key, sizeof bundle.key);
	buf_init(&file);
	buf_init(&manifest);
	for (size_t i = first; i < end; i++)
		bundle_add(&bundle, ITEM_ENTRY, world->items[i].data, world->items[i].len);
	assert_int_equal(bundle_write(&bundle, &world->key, &manifest, &file, NULL), STATUS_OK);
	assert_int_equal(file_write(world->path, file.data, file.len, 0600, NULL), STATUS_OK);
	bundle_done(&bundle);
	buf_done(&file);
	buf_done(&manifest);
	return take_in(world, unfit);
}

static void comes(struct world *world, size_t first, size_t end, size_t may_not_count)
{
	size_t unfit;

	if (take_items(world, first, end, &unfit) != STATUS_OK)
		fail_msg("%s", world->diags.count ? world->diags.items[0].text : "nothing was said");
	assert_int_equal(unfit, may_not_count);
}

static void refused(struct world *world, size_t first, size_t end, const char *entry, const char *words)
{
	size_t unfit;

	assert_int_not_equal(take_items(world, first, end, &unfit), STATUS_OK);
	assert_true(world->diags.count > 0);
	if (!strstr(world->diags.items[0].text, words) || !strstr(world->diags.items[0].text, entry))
		fail_msg("%s", world->diags.items[0].text);
}

static bool has_case(struct world *world)
{
	struct store_case item = { 0 };
	bool here = store_case_get(world->app->store, world->revision.record_id, &item, NULL) == STATUS_OK;

	store_case_done(&item);
	return here;
}

/* What another terminal sends in good order still comes in. */
static void others_come(struct world *world)
{
	size_t unfit;

	assert_int_equal(file_write(world->path, world->bundle.data, world->bundle.len, 0600, NULL), STATUS_OK);
	assert_int_equal(take_in(world, &unfit), STATUS_OK);
	assert_true(has_case(world));
}

/* ---- the revision before its edition ---- */

static void waits(void **state)
{
	struct world *world = *state;

	add(world, "edition", "", world->edition.data, world->edition.len);
	add_revision(world);
	comes(world, 1, 2, 1);
	assert_false(has_case(world));
	/* It is looked at again with each bundle, and this one has its edition. */
	comes(world, 0, 1, 0);
	assert_true(has_case(world));
}

static void waits_broken(void **state)
{
	struct world *world = *state;

	mem_replace(&world->revision.dossier, BROKEN);
	add(world, "edition", "", world->edition.data, world->edition.len);
	add_revision(world);
	refused(world, 0, 2, "entry 2 of terminal ffffffff", "its case file cannot be read under its edition");
	comes(world, 1, 2, 1);
	refused(world, 0, 1, "entry 2 of terminal ffffffff", "its case file cannot be read, because");
	assert_false(has_case(world));
	others_come(world);
}

/* ---- the edition before, as something else ---- */

static void disguised(void **state)
{
	struct world *world = *state;

	add(world, "later-kind", ANOTHER, world->edition.data, world->edition.len);
	add_revision(world);
	comes(world, 0, 1, 0);
	comes(world, 1, 2, 0);
	assert_true(has_case(world));
}

static void disguised_broken(void **state)
{
	struct world *world = *state;

	mem_replace(&world->revision.dossier, BROKEN);
	add(world, "later-kind", ANOTHER, world->edition.data, world->edition.len);
	add_revision(world);
	comes(world, 0, 1, 0);
	refused(world, 1, 2, "entry 2 of terminal ffffffff", "its case file cannot be read under its edition");
	assert_false(has_case(world));
	others_come(world);
}

/* ---- no edition, and none that is one ---- */

static void nowhere(void **state)
{
	struct world *world = *state;

	add(world, "later-kind", "", "something", 9);
	add_revision(world);
	refused(world, 0, 2, "entry 2 of terminal ffffffff", "its edition is neither in the bundle nor here");
	comes(world, 1, 2, 1);
	refused(world, 0, 1, "entry 2 of terminal ffffffff", "its edition is neither in the bundle nor here");
	others_come(world);
}

static void no_edition(void **state)
{
	struct world *world = *state;

	digest_of(&world->revision.edition_digest, "something", 9);
	add(world, "edition", "", "something", 9);
	add_revision(world);
	refused(world, 0, 2, "entry 2 of terminal ffffffff", "its edition cannot be read");
	comes(world, 0, 1, 0);
	refused(world, 1, 2, "entry 2 of terminal ffffffff", "its edition cannot be read");
	others_come(world);
}

/* A list of persons is taken apart there, too: what is said here is said by whom the other program told it. */
static void list(void **state)
{
	struct world *world = *state;
	struct bundle bundle = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = 1, .made_at = 1795000000 };
	struct buf file, manifest;
	size_t unfit;

	memcpy(bundle.key, world->key.public_key, sizeof bundle.key);
	buf_init(&file);
	buf_init(&manifest);
	bundle_add(&bundle, ITEM_PERSONS, "4:list,0:,0:,", 13);
	assert_int_equal(bundle_write(&bundle, &world->key, &manifest, &file, NULL), STATUS_OK);
	assert_int_equal(file_write(world->path, file.data, file.len, 0600, NULL), STATUS_OK);
	assert_int_equal(take_in(world, &unfit), STATUS_INPUT);
	assert_int_equal(world->diags.count, 1);
	assert_non_null(strstr(world->diags.items[0].text, "the list of persons (item 1 of 1)"));
	bundle_done(&bundle);
	buf_done(&file);
	buf_done(&manifest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(waits, world_new, world_free), cmocka_unit_test_setup_teardown(waits_broken, world_new, world_free),
		cmocka_unit_test_setup_teardown(disguised, world_new, world_free), cmocka_unit_test_setup_teardown(disguised_broken, world_new, world_free),
		cmocka_unit_test_setup_teardown(nowhere, world_new, world_free), cmocka_unit_test_setup_teardown(no_edition, world_new, world_free),
		cmocka_unit_test_setup_teardown(list, world_new, world_free),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
