/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries of other terminals: whatever the order in which bundles come, and however often, the same set ends in the same state; what lacks a
 * predecessor waits; two entries in one place are told; and what does not fit leaves the store as it was.
 */
#include "test_store_fixture.h"

#include "store/exchange.h"

#define RECORD "00112233445566778899aabbccddeeff"
#define BUNDLES 20
#define PERMUTATIONS 1000
#define TERMINALS 3
#define LENGTH 10

/* A generator of its own, so that a seed gives the same on every machine. */
static uint64_t seed;
static size_t below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed >> 11) % n;
}

/* An entry with all that it came with. */
struct made {
	struct store_foreign item;
	struct buf bytes;
};
struct world {
	struct sign_key keys[TERMINALS];
	struct made made[TERMINALS][LENGTH];
	size_t count[TERMINALS];
};

static void name_terminal(size_t terminal, char out[33])
{
	snprintf(out, 33, "%032zx", terminal + 10);
}

static void make_entry(struct made *out, size_t terminal, const struct sign_key *key, const struct store_entry *before, int64_t seq, const char *kind,
	const char *record, bool head, const void *bytes, size_t len)
{
	struct store_entry *entry = &out->item.entry;
	struct buf canonical;

	*out = (struct made){ .item = { .bytes = NULL } };
	buf_init(&out->bytes);
	buf_add(&out->bytes, bytes, len);
	*entry = (struct store_entry){ .epoch = 1, .seq = seq, .kind = mem_strdup(kind), .head = head, .at = 5 };
	name_terminal(terminal, entry->terminal);
	snprintf(entry->record, sizeof entry->record, "%s", record);
	if (before)
		entry->previous = before->entry;
	digest_of(&entry->artifact, out->bytes.data, out->bytes.len);
	buf_init(&canonical);
	store_entry_bytes(entry->terminal, entry, &canonical);
	digest_of(&entry->entry, canonical.data, canonical.len);
	sign_make(key, canonical.data, canonical.len, &entry->signature);
	memcpy(entry->public_key, key->public_key, sizeof entry->public_key);
	buf_done(&canonical);
	out->item.bytes = out->bytes.data;
	out->item.len = out->bytes.len;
}

static void receipt_bytes(const struct store_entry *of, const struct sign_key *key, struct buf *out)
{
	struct digest public_key;
	char number[24], hex[65];

	buf_add(out, "kumoshirube/receipt/1", 22);
	buf_add_nettext(out, of->terminal);
	buf_add_nettext(out, "1");
	snprintf(number, sizeof number, "%lld", (long long)of->seq);
	buf_add_nettext(out, number);
	digest_hex(&of->entry, hex);
	buf_add_nettext(out, hex);
	memcpy(public_key.bytes, key->public_key, 32);
	digest_hex(&public_key, hex);
	buf_add_nettext(out, hex);
}

/* Terminals that write by turns, and now and then acknowledge what another has. */
static void world_make(struct world *world)
{
	memset(world, 0, sizeof *world);
	for (size_t t = 0; t < TERMINALS; t++) {
		const uint8_t start[32] = { 9, (uint8_t)t };

		sign_key_from_seed(&world->keys[t], start);
	}
	for (size_t turn = 0; turn < TERMINALS * LENGTH; turn++) {
		size_t t = below(TERMINALS), other = below(TERMINALS), n = world->count[t];
		const struct store_entry *before = n ? &world->made[t][n - 1].item.entry : NULL;
		char text[64];

		if (n == LENGTH)
			continue;
		if (other != t && world->count[other]) {
			struct buf bytes;

			buf_init(&bytes);
			receipt_bytes(&world->made[other][world->count[other] - 1].item.entry, &world->keys[other], &bytes);
			make_entry(&world->made[t][n], t, &world->keys[t], before, (int64_t)n + 1, "receipt", "", false, bytes.data, bytes.len);
			buf_done(&bytes);
		} else {
			snprintf(text, sizeof text, "terminal %zu entry %zu", t, n);
			make_entry(&world->made[t][n], t, &world->keys[t], before, (int64_t)n + 1, below(2) ? "revision" : "later-kind", RECORD, below(3) == 0, text,
				strlen(text));
		}
		world->count[t]++;
	}
}

static void world_done(struct world *world)
{
	for (size_t t = 0; t < TERMINALS; t++)
		for (size_t n = 0; n < world->count[t]; n++) {
			free(world->made[t][n].item.entry.kind);
			buf_done(&world->made[t][n].bytes);
		}
}

struct batch {
	struct store_foreign items[TERMINALS * LENGTH];
	size_t count;
	struct store_opaque opaque;
	char text[32];
};

/* Stretches of chains, not in order. The entry left out of all of them has those behind it wait for ever. */
static void batches_make(const struct world *world, struct batch *batches)
{
	for (size_t b = 0; b < BUNDLES; b++) {
		struct batch *batch = &batches[b];

		*batch = (struct batch){ .count = 0 };
		for (size_t t = 0; t < TERMINALS; t++) {
			size_t from = below(world->count[t]), to = from + 1 + below(world->count[t] - from);

			/* The first TERMINALS bundles together hold everything. */
			if (b < TERMINALS) {
				from = b == t ? 0 : from;
				to = b == t ? world->count[t] : to;
			}
			for (size_t n = from; n < to; n++)
				if (t != 2 || n != world->count[t] - 2)
					batch->items[batch->count++] = world->made[t][n].item;
		}
		for (size_t i = batch->count; i-- > 1;) {
			size_t with = below(i + 1);
			struct store_foreign item = batch->items[i];

			batch->items[i] = batch->items[with];
			batch->items[with] = item;
		}
		snprintf(batch->text, sizeof batch->text, "unknown %zu", b % 5);
		/* Two of the five are of a kind that this program reads, as a list of persons is. */
		batch->opaque = (struct store_opaque){ .kind = b % 5 < 2 ? "persons" : "later/2", .bytes = batch->text, .len = strlen(batch->text), .known = b % 5 < 2 };
	}
}

static enum status take(struct fixture *f, const struct batch *batch, struct store_taken *out)
{
	const struct store_take take = { .items = batch->items, .count = batch->count, .opaque = &batch->opaque, .opaque_count = batch->opaque.kind != NULL };

	return store_take(f->store, &take, out, NULL, &f->diags);
}

/* Back to nothing, and quick: what happens at a loss of power is tested elsewhere. */
static void empty(struct fixture *f)
{
	static const char sql[] = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;"
		"DROP TRIGGER IF EXISTS artifact_no_delete; DROP TRIGGER IF EXISTS foreign_entry_no_delete; DROP TRIGGER IF EXISTS opaque_no_delete;"
		"DELETE FROM foreign_entry; DELETE FROM opaque; DELETE FROM clock; DELETE FROM head; DELETE FROM artifact; DELETE FROM crossed";

	assert_int_equal(sqlite3_exec(f->store->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void any_order_ends_the_same(void **state)
{
	static struct world world;
	static struct batch batches[BUNDLES];
	struct fixture *f = *state;
	struct digest first, now;
	struct store_taken taken;

	seed = 20261121;
	world_make(&world);
	batches_make(&world, batches);
	for (int p = 0; p < PERMUTATIONS; p++) {
		size_t order[BUNDLES], opaque = 0, known = 0;

		for (size_t i = 0; i < BUNDLES; i++)
			order[i] = i;
		for (size_t i = BUNDLES; i-- > 1;) {
			size_t with = below(i + 1), kept = order[i];

			order[i] = order[with];
			order[with] = kept;
		}
		for (size_t i = 0; i < BUNDLES; i++) {
			assert_int_equal(take(f, &batches[order[i]], &taken), STATUS_OK);
			opaque += taken.opaque;
			known += taken.kept;
			if (i > 0 && below(4) == 0) {
				assert_int_equal(take(f, &batches[order[below(i)]], &taken), STATUS_OK);
				assert_int_equal(taken.fresh, 0);
			}
		}
		assert_int_equal(store_foreign_digest(f->store, p == 0 ? &first : &now, &f->diags), STATUS_OK);
		if (p > 0 && !digest_equal(&first, &now))
			fail_msg("permutation %d ends in another state", p);
		assert_true(taken.waiting > 0);
		assert_int_equal(opaque, 3);
		assert_int_equal(known, 2);
		if (p + 1 < PERMUTATIONS)
			empty(f);
	}
	/* The missing one comes: nothing waits any more, and the state is another. */
	const struct store_take last = { .items = &world.made[2][world.count[2] - 2].item, .count = 1 };

	assert_int_equal(store_take(f->store, &last, &taken, NULL, &f->diags), STATUS_OK);
	assert_int_equal(taken.fresh, 1);
	assert_int_equal(taken.waiting, 0);
	assert_int_equal(store_foreign_digest(f->store, &now, &f->diags), STATUS_OK);
	assert_false(digest_equal(&first, &now));
	world_done(&world);
}

static void count_fork(const char *terminal, int64_t epoch, int64_t seq, void *context)
{
	assert_int_equal(strlen(terminal), 32);
	assert_int_equal(epoch, 1);
	assert_true(seq >= 1);
	(*(size_t *)context)++;
}

static void forks_are_told(void **state)
{
	struct fixture *f = *state;
	struct store_taken taken, verified;
	size_t told = 0, checked;

	for (size_t i = 0; i < 50; i++) {
		const uint8_t start[32] = { 3, (uint8_t)i };
		struct sign_key key;
		struct made pair[2];

		sign_key_from_seed(&key, start);
		make_entry(&pair[0], i, &key, NULL, 1, "revision", RECORD, true, "one history", 11);
		make_entry(&pair[1], i, &key, NULL, 1, "revision", RECORD, true, "another history", 15);
		for (int n = 0; n < 2; n++) {
			const struct store_take one = { .items = &pair[n].item, .count = 1 };

			assert_int_equal(store_take(f->store, &one, &taken, NULL, &f->diags), STATUS_OK);
			assert_int_equal(taken.forks, i + (size_t)n);
			free(pair[n].item.entry.kind);
			buf_done(&pair[n].bytes);
		}
	}
	assert_int_equal(store_forks(f->store, count_fork, &told, &f->diags), STATUS_OK);
	assert_int_equal(told, 50);
	assert_int_equal(store_verify_foreign(f->store, &checked, &verified, NULL, NULL, &f->diags), STATUS_FAILED);
	assert_int_equal(checked, 100);
	assert_int_equal(verified.forks, 50);
}

/* What is wrong with an entry, and that nothing of its bundle is left behind. */
static void refuses(struct fixture *f, struct store_foreign *items, size_t count)
{
	const struct store_take take = { .items = items, .count = count };
	struct store_taken taken;
	struct digest before, after;

	assert_int_equal(store_foreign_digest(f->store, &before, &f->diags), STATUS_OK);
	assert_int_not_equal(store_take(f->store, &take, &taken, NULL, &f->diags), STATUS_OK);
	assert_true(fixture_says(f, "entry 2 of terminal 00000000"));
	assert_int_equal(store_foreign_digest(f->store, &after, &f->diags), STATUS_OK);
	assert_true(digest_equal(&before, &after));
	fixture_forget(f);
}

static void refuses_what_does_not_fit(void **state)
{
	struct fixture *f = *state;
	struct sign_key key;
	struct made one, two;
	struct store_taken taken;
	const struct store_take nothing = { .count = 0 };

	fixture_key(&key);
	make_entry(&one, 0, &key, NULL, 1, "revision", RECORD, true, "first", 5);
	make_entry(&two, 0, &key, &one.item.entry, 2, "revision", RECORD, true, "second", 6);
	assert_int_equal(store_take(f->store, &nothing, &taken, NULL, &f->diags), STATUS_OK);
	struct store_foreign items[] = { one.item, two.item };

	items[1].entry.signature.bytes[3] ^= 1;
	refuses(f, items, 2);
	items[1] = two.item;
	items[1].entry.public_key[0] ^= 1;
	refuses(f, items, 2);
	items[1] = two.item;
	items[1].bytes = "secone";
	refuses(f, items, 2);
	items[1] = two.item;
	items[1].bytes = NULL;
	refuses(f, items, 2);
	/* And the control: as they are, they are taken. */
	items[1] = two.item;
	const struct store_take good = { .items = items, .count = 2 };

	assert_int_equal(store_take(f->store, &good, &taken, NULL, &f->diags), STATUS_OK);
	assert_int_equal(taken.fresh, 2);
	free(one.item.entry.kind);
	free(two.item.entry.kind);
	buf_done(&one.bytes);
	buf_done(&two.bytes);
}

/* A look changes nothing, not even the tables; and entries read back as they were made. */
static void a_look_leaves_no_trace(void **state)
{
	struct fixture *f = *state;
	struct sign_key key;
	struct made one;
	struct store_taken taken;
	struct store_entry again;
	struct store_entries all;
	struct buf bytes;

	fixture_key(&key);
	make_entry(&one, 0, &key, NULL, 1, "revision", RECORD, true, "first", 5);
	struct store_take look = { .items = &one.item, .count = 1, .key = &key, .dry = true };

	assert_int_equal(store_take(f->store, &look, &taken, NULL, &f->diags), STATUS_OK);
	assert_int_equal(taken.fresh, 1);
	assert_false(exchange_there(f->store));
	assert_int_equal(store_entries_united(f->store, NULL, &all, &f->diags), STATUS_OK);
	assert_int_equal(all.count, 0);
	store_entries_done(&all);
	look.dry = false;
	assert_int_equal(store_take(f->store, &look, &taken, NULL, &f->diags), STATUS_OK);
	assert_int_equal(store_entries_united(f->store, NULL, &all, &f->diags), STATUS_OK);
	assert_int_equal(all.count, 2); /* with the receipt, which is ours */
	assert_string_equal(all.items[1].kind, "receipt");
	store_entries_done(&all);
	buf_init(&bytes);
	store_entry_bytes(one.item.entry.terminal, &one.item.entry, &bytes);
	assert_int_equal(store_entry_parse(&again, "e", bytes.data, bytes.len, &f->diags), STATUS_OK);
	assert_true(digest_equal(&again.entry, &one.item.entry.entry));
	free(again.kind);
	for (size_t i = 0; i < bytes.len; i++) {
		bytes.data[i] = (char)(bytes.data[i] ^ 1);
		if (store_entry_parse(&again, "e", bytes.data, bytes.len, NULL) == STATUS_OK) {
			assert_false(digest_equal(&again.entry, &one.item.entry.entry));
			free(again.kind);
		}
		bytes.data[i] = (char)(bytes.data[i] ^ 1);
		assert_int_not_equal(store_entry_parse(&again, "e", bytes.data, i, NULL), STATUS_OK);
	}
	buf_done(&bytes);
	free(one.item.entry.kind);
	buf_done(&one.bytes);
}

static void count_fault(const struct store_entry *entry, const char *fault, void *context)
{
	(void)entry;
	if (strstr(fault, "newer program sent were changed"))
		(*(size_t *)context)++;
}

static void count_opaque(const struct store_opaque *opaque, void *context)
{
	(void)opaque;
	(*(size_t *)context)++;
}

/* What is not understood is known by its digest, and does not go on when it is not what it was. */
static void opaque_is_checked(void **state)
{
	struct fixture *f = *state;
	const struct store_opaque two[] = { { .kind = "later/2", .bytes = "one", .len = 3 }, { .kind = "later/2", .bytes = "two", .len = 3 } };
	struct sign_key key;
	const struct store_take all = { .opaque = two, .opaque_count = 2, .key = &key };
	struct store_taken taken, verified;
	size_t checked, faults = 0, sent = 0;

	fixture_key(&key);
	assert_int_equal(store_take(f->store, &all, &taken, NULL, &f->diags), STATUS_OK);
	assert_int_equal(store_verify_foreign(f->store, &checked, &verified, count_fault, &faults, &f->diags), STATUS_OK);
	assert_int_equal(store_opaque_each(f->store, count_opaque, &sent, &f->diags), STATUS_OK);
	assert_int_equal(faults, 0);
	assert_int_equal(sent, 2);
	assert_int_equal(sqlite3_exec(f->store->db, "DROP TRIGGER opaque_no_update; UPDATE opaque SET bytes = x'6f' WHERE bytes = x'6f6e65'", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_verify_foreign(f->store, &checked, &verified, count_fault, &faults, &f->diags), STATUS_FAILED);
	assert_int_equal(faults, 1);
	assert_int_equal(store_opaque_each(f->store, count_opaque, &sent, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "not sent on"));
}

/* Bundles of which all waits: the second brings no other receipt than the first, and both are named by our chain. */
static void what_waits_comes_twice(void **state)
{
	struct fixture *f = *state;
	struct store_taken taken, verified;
	struct sign_key key;
	struct made all[3];
	struct digest receipt = { { 0 } }, first;
	size_t checked;

	fixture_key(&key);
	for (int i = 0; i < 3; i++)
		make_entry(&all[i], 0, &key, i ? &all[i - 1].item.entry : NULL, i + 1, "revision", RECORD, true, "bytes", 5);
	for (int i = 2; i > 0; i--) {
		const struct store_take take = { .items = &all[i].item, .count = 1, .key = &key, .at = 5 };

		first = receipt;
		assert_int_equal(store_take(f->store, &take, &taken, &receipt, &f->diags), STATUS_OK);
		assert_int_equal(taken.waiting, 3 - i);
		assert_false(digest_equal(&first, &receipt));
		assert_int_equal(store_verify(f->store, &receipt, &checked, NULL, NULL, &f->diags), STATUS_OK);
		assert_int_equal(store_verify_foreign(f->store, &checked, &verified, NULL, NULL, &f->diags), STATUS_OK);
	}
	for (int i = 0; i < 3; i++) {
		free(all[i].item.entry.kind);
		buf_done(&all[i].bytes);
	}
}

/* A case of another terminal is not made under a reference that could be a path, and one '@' is the most that stands in one. */
static void references_are_of_one_form(void **state)
{
	static const struct {
		const char *id, *given, *made; /* made NULL: refused */
	} cases[] = {
		{ "00000000000000000000000000000001", "R8-0001", "R8-0001" },
		{ "00000000000000000000000000000002", "R8-0001", "R8-0001@abcd" },
		{ "00000000000000000000000000000003", "R8-0001@abcd", "R8-0001@abcdef01" },
		{ "00000000000000000000000000000004", "R8-99999999", "R8-99999999@abcd" },
		{ "00000000000000000000000000000005", "../../evil", NULL },
		{ "00000000000000000000000000000006", "R8-1@ab@cd", NULL },
		{ "00000000000000000000000000000007", "R8-1\x1b", NULL },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct store_received from = { .id = cases[i].id, .reference = cases[i].given, .title = "", .edition = "2021-03-30", .verdict = "",
			.terminal = "abcdef01234567890abcdef012345678", .at = 5 };
		struct store_case item;

		assert_int_equal(store_case_renew(f->store, &from, &f->diags), cases[i].made ? STATUS_OK : STATUS_INPUT);
		if (cases[i].made) {
			assert_int_equal(store_case_get(f->store, cases[i].id, &item, &f->diags), STATUS_OK);
			assert_string_equal(item.reference, cases[i].made);
			store_case_done(&item);
		}
		fixture_forget(f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_look_leaves_no_trace, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(any_order_ends_the_same, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(what_waits_comes_twice, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(opaque_is_checked, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(references_are_of_one_form, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(forks_are_told, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(refuses_what_does_not_fit, fixture_setup_open, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
