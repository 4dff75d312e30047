/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is taken in is read back before anything is acknowledged. Bytes that lay in the store already and are not the ones of their digest are found then,
 * and it is the store that is told to be damaged; bytes that came and are not the ones of their digest are a fault of the bundle.
 */
#include "test_store_fixture.h"

#include "store/exchange.h"

/* An entry of another terminal that carries bytes as artifact. */
static void make_entry(struct store_foreign *out, const struct sign_key *key, const char *bytes)
{
	struct store_entry *entry = &out->entry;
	struct buf canonical;

	*out = (struct store_foreign){ .entry = { .terminal = "000000000000000000000000000000aa", .epoch = 1, .seq = 1, .at = 5,
		.record = "00112233445566778899aabbccddeeff", .head = true }, .bytes = bytes, .len = strlen(bytes) };
	entry->kind = mem_strdup("revision");
	digest_of(&entry->artifact, bytes, out->len);
	buf_init(&canonical);
	store_entry_bytes(entry->terminal, entry, &canonical);
	digest_of(&entry->entry, canonical.data, canonical.len);
	sign_make(key, canonical.data, canonical.len, &entry->signature);
	memcpy(entry->public_key, key->public_key, sizeof entry->public_key);
	buf_done(&canonical);
}

/* A second one that names the same artifact and, as bundles are written, does not carry it again. */
static void make_second(struct store_foreign *out, const struct store_foreign *first, const struct sign_key *key)
{
	struct buf canonical;

	*out = (struct store_foreign){ .entry = first->entry };
	out->entry.seq = 2;
	out->entry.previous = first->entry.entry;
	buf_init(&canonical);
	store_entry_bytes(out->entry.terminal, &out->entry, &canonical);
	digest_of(&out->entry.entry, canonical.data, canonical.len);
	sign_make(key, canonical.data, canonical.len, &out->entry.signature);
	buf_done(&canonical);
}

static enum status take(struct fixture *f, const struct store_foreign *item)
{
	const struct store_take take = { .items = item, .count = 1 };
	struct store_taken taken;

	return store_take(f->store, &take, &taken, NULL, &f->diags);
}

/* Puts bytes under a digest, whatever they are. */
static void put(struct fixture *f, const struct digest *digest, const char *bytes)
{
	char hex[65], *sql;

	digest_hex(digest, hex);
	sql = mem_printf("DROP TRIGGER IF EXISTS artifact_no_delete; DELETE FROM artifact WHERE hash = x'%s'; INSERT INTO artifact VALUES (x'%s', CAST('%s' AS BLOB))",
		hex, hex, bytes);
	assert_int_equal(sqlite3_exec(f->store->db, sql, NULL, NULL, NULL), SQLITE_OK);
	free(sql);
}

static void bytes_are_read_back(void **state)
{
	static const char *const kept[] = { "thf bytes", "the byte", "the bytes.", "" };
	struct fixture *f = *state;
	struct store_foreign item;
	struct sign_key key;
	size_t checked;
	struct store_taken told;

	fixture_key(&key);
	make_entry(&item, &key, "the bytes");
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		put(f, &item.entry.artifact, kept[i]);
		assert_int_equal(take(f, &item), STATUS_FAILED);
		assert_true(fixture_says(f, "have changed; restore a backup"));
		fixture_forget(f);
	}
	/* The right ones lie there, and others came under their digest. */
	put(f, &item.entry.artifact, "the bytes");
	item.bytes = "thf bytes";
	assert_int_equal(take(f, &item), STATUS_FAILED);
	assert_true(fixture_says(f, "its bytes are not those that it names"));
	fixture_forget(f);
	/* None came, and wrong ones lie there. */
	put(f, &item.entry.artifact, "thf bytes");
	item.bytes = NULL;
	assert_int_equal(take(f, &item), STATUS_FAILED);
	assert_true(fixture_says(f, "have changed; restore a backup"));
	fixture_forget(f);
	/* And the control: both right. */
	put(f, &item.entry.artifact, "the bytes");
	item.bytes = "the bytes";
	assert_int_equal(take(f, &item), STATUS_OK);
	assert_int_equal(take(f, &item), STATUS_OK);
	assert_int_equal(store_verify_foreign(f->store, &checked, &told, NULL, NULL, &f->diags), STATUS_OK);
	assert_int_equal(checked, 1);
	free(item.entry.kind);
}

/* The store is not told to be damaged because a bundle has wrong bytes under a digest that two of its entries name, or wrong ones and right ones. */
static void bundle_is_at_fault(void **state)
{
	struct fixture *f = *state;
	struct store_foreign items[2];
	struct store_take both = { .items = items, .count = 2 };
	struct store_taken taken;
	struct sign_key key;

	fixture_key(&key);
	make_entry(&items[0], &key, "the bytes");
	make_second(&items[1], &items[0], &key);
	for (int carried = 0; carried < 2; carried++) {
		items[0].bytes = "thf bytes";
		items[1].bytes = carried ? "the bytes" : NULL;
		items[1].len = carried ? strlen("the bytes") : 0;
		assert_int_equal(store_take(f->store, &both, &taken, NULL, &f->diags), STATUS_FAILED);
		assert_true(fixture_says(f, "its bytes are not those that it names"));
		assert_false(fixture_says(f, "restore a backup"));
		fixture_forget(f);
	}
	items[0].bytes = "the bytes";
	assert_int_equal(store_take(f->store, &both, &taken, NULL, &f->diags), STATUS_OK);
	assert_int_equal(taken.fresh, 2);
	free(items[0].entry.kind);
}

/* What goes out unheld is as it lies there; its caller holds it against its digest. */
static void unheld(void **state)
{
	struct fixture *f = *state;
	struct digest digest;
	struct buf bytes;

	digest_of(&digest, "the bytes", 9);
	buf_init(&bytes);
	assert_int_equal(store_artifact_unheld(f->store, &digest, &bytes, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, "nothing with the digest"));
	put(f, &digest, "thf bytes");
	assert_int_equal(store_artifact_unheld(f->store, &digest, &bytes, &f->diags), STATUS_OK);
	assert_int_equal(bytes.len, 9);
	assert_memory_equal(bytes.data, "thf bytes", 9);
	buf_done(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(bytes_are_read_back, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(bundle_is_at_fault, fixture_setup_open, fixture_teardown),
		cmocka_unit_test_setup_teardown(unheld, fixture_setup_open, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
