/* SPDX-License-Identifier: Apache-2.0 */
/* A bundle comes back as it went in; one that was cut, lengthened, changed in any byte, or signed over something else is refused. */
#include "test_store_fixture.h"

#include "store/bundle.h"

#define TERMINAL "00112233445566778899aabbccddeeff"

static void fill(struct bundle *out, const struct sign_key *key)
{
	*out = (struct bundle){ .terminal = TERMINAL, .epoch = 2, .seq = 3, .made_at = 1795000000 };
	memcpy(out->key, key->public_key, sizeof out->key);
	memset(out->head.bytes, 0x5a, sizeof out->head.bytes);
	bundle_add(out, "entry", "one", 3);
	bundle_add(out, "entry", "", 0);
	bundle_add(out, "later/2", "what nobody knows yet", 21);
}

static void make(struct buf *file, struct buf *manifest)
{
	struct sign_key key;
	struct bundle bundle;

	fixture_key(&key);
	fill(&bundle, &key);
	assert_int_equal(bundle_write(&bundle, &key, manifest, file, NULL), STATUS_OK);
	bundle_done(&bundle);
}

static enum status read_it(const char *bytes, size_t len)
{
	struct bundle bundle;
	enum status status = bundle_read(&bundle, "b", bytes, len, NULL, NULL);

	if (status == STATUS_OK)
		bundle_done(&bundle);
	return status;
}

static void comes_back(void **state)
{
	struct buf file, manifest;
	struct bundle bundle;
	struct slice signed_part;

	(void)state;
	buf_init(&file);
	buf_init(&manifest);
	make(&file, &manifest);
	assert_int_equal(bundle_read(&bundle, "b", file.data, file.len, &signed_part, NULL), STATUS_OK);
	assert_int_equal(bundle.count, 3);
	assert_string_equal(bundle.terminal, TERMINAL);
	assert_string_equal(bundle.items[2].kind, "later/2");
	assert_memory_equal(bundle.items[2].data, "what nobody knows yet", 21);
	assert_int_equal(bundle.items[1].len, 0);
	assert_int_equal(bundle.epoch, 2);
	assert_int_equal(bundle.seq, 3);
	assert_int_equal(signed_part.len, manifest.len);
	assert_memory_equal(signed_part.data, manifest.data, manifest.len);
	bundle_done(&bundle);
	buf_done(&file);
	buf_done(&manifest);
}

static void no_byte_can_change(void **state)
{
	struct buf file, manifest;

	(void)state;
	buf_init(&file);
	buf_init(&manifest);
	make(&file, &manifest);
	assert_int_equal(read_it(file.data, file.len), STATUS_OK);
	for (size_t i = 0; i < file.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			file.data[i] = (char)(file.data[i] ^ (1 << bit));
			assert_int_not_equal(read_it(file.data, file.len), STATUS_OK);
			file.data[i] = (char)(file.data[i] ^ (1 << bit));
		}
	for (size_t len = 0; len < file.len; len++) {
		/* In memory of just that size, so that a read beyond it is seen. */
		char *part = mem_dup(file.data, len);

		assert_int_not_equal(read_it(part, len), STATUS_OK);
		free(part);
	}
	buf_addc(&file, '\n');
	assert_int_not_equal(read_it(file.data, file.len), STATUS_OK);
	assert_int_equal(read_it(file.data, file.len - 1), STATUS_OK);
	buf_done(&file);
	buf_done(&manifest);
}

/* Items in another order, twice, or left out: the manifest was signed over the others. */
static void items_stay_in_place(void **state)
{
	static const int orders[][4] = { { 1, 0, 2, -1 }, { 0, 1, 1, -1 }, { 0, 0, 2, -1 }, { 0, 1, 2, 2 }, { 0, 1, -1, -1 }, { 2, 1, 0, -1 }, { -1, -1, -1, -1 } };
	static const char *const items[] = { "3:one,", "0:,", "21:what nobody knows yet," };
	struct buf file, manifest, other;
	size_t head;

	(void)state;
	buf_init(&file);
	buf_init(&manifest);
	buf_init(&other);
	make(&file, &manifest);
	head = file.len - strlen("3:one,0:,21:what nobody knows yet,");
	for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
		buf_clear(&other);
		buf_add(&other, file.data, head);
		for (int n = 0; n < 4; n++)
			if (orders[i][n] >= 0)
				buf_adds(&other, items[orders[i][n]]);
		assert_int_not_equal(read_it(other.data, other.len), STATUS_OK);
	}
	buf_clear(&other);
	buf_add(&other, file.data, head);
	for (int n = 0; n < 3; n++)
		buf_adds(&other, items[n]);
	assert_int_equal(read_it(other.data, other.len), STATUS_OK);
	buf_done(&other);
	buf_done(&file);
	buf_done(&manifest);
}

/* A manifest in which one text stands for another, signed as it is. */
static enum status signed_but_wrong(const char *from, const char *to, const char *items)
{
	struct sign_key key;
	struct signature signature;
	struct buf file, manifest, changed, other;
	const char *at = NULL;
	enum status status;

	fixture_key(&key);
	buf_init(&file);
	buf_init(&manifest);
	buf_init(&changed);
	buf_init(&other);
	make(&file, &manifest);
	for (size_t i = 0; i + strlen(from) <= manifest.len && !at; i++)
		if (memcmp(manifest.data + i, from, strlen(from)) == 0)
			at = manifest.data + i;
	assert_non_null(at);
	buf_add(&changed, manifest.data, (size_t)(at - manifest.data));
	buf_adds(&changed, to);
	buf_add(&changed, at + strlen(from), manifest.len - (size_t)(at - manifest.data) - strlen(from));
	sign_make(&key, changed.data, changed.len, &signature);
	buf_adds(&other, "KRB1\n");
	buf_add_netstring(&other, changed.data, changed.len);
	buf_add_netstring(&other, key.public_key, 32);
	buf_add_netstring(&other, signature.bytes, 64);
	buf_adds(&other, items);
	status = read_it(other.data, other.len);
	buf_done(&file);
	buf_done(&manifest);
	buf_done(&changed);
	buf_done(&other);
	return status;
}

static void signed_lies(void **state)
{
	static const char all[] = "3:one,0:,21:what nobody knows yet,";
	static const struct {
		const char *from, *to;
	} lies[] = {
		{ "1:3,2:24,", "1:4,2:24," }, { "1:3,2:24,", "1:2,2:24," }, { "1:3,2:24,", "1:3,2:25," }, { "1:3,2:24,", "2:03,2:24," },
		{ "1:3,2:24,", "6:100001,2:24," }, { "1:3,2:24,", "19:9223372036854775807,2:24," }, { "1:3,2:24,", "2:-1,2:24," },
		{ "1:3,2:24,", "1:3,19:9223372036854775807," }, { "bundle/1", "bundle/2" }, { "0:,64:", "8:practise,64:" }, { "5:entry,", "5:Entry," },
		{ "5:entry,", "0:," }, { "32:0011", "32:001G" }, { "5:entry,1:3,", "5:entry,7:4194305," }, { "5:entry,1:3,", "5:entry,1:4," },
		{ "7:later/2,", "33:laterlaterlaterlaterlaterlaterlat," }, { "1:2,1:3,", "1:0,1:3," }, { "64:5a5a", "64:5A5a" }, { "64:5a5a", "65:05a5a" },
	};

	(void)state;
	assert_int_equal(signed_but_wrong("bundle/1", "bundle/1", all), STATUS_OK);
	assert_int_equal(signed_but_wrong("0:,64:", "8:practice,64:", all), STATUS_OK);
	for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
		if (signed_but_wrong(lies[i].from, lies[i].to, all) == STATUS_OK)
			fail_msg("%s for %s was taken", lies[i].to, lies[i].from);
}

/* So many items that several processors share them: it is still the first fault that is told, whatever lies behind it. */
static void first_of_many(void **state)
{
	enum { MANY = 3000 };
	static const struct {
		size_t changed, cut; /* items; MANY: none */
		const char *words;
	} faults[] = {
		{ MANY, MANY, NULL },
		{ 0, MANY, "entry 1 of 3000 (step of a case) is not the one" },
		{ 2999, MANY, "entry 3000 of 3000 (step of a case) is not the one" },
		{ 1500, 2000, "entry 1501 of 3000 (step of a case) is not the one" },
		{ 2000, 1500, "damaged at entry 1501 of 3000 (step of a case)" },
		{ MANY, 0, "damaged at entry 1 of 3000 (step of a case)" },
	};
	static const char text[] = "some bytes";
	struct sign_key key;
	struct bundle bundle;
	struct buf file, manifest;
	size_t first, each = sizeof "10:" - 1 + sizeof text; /* with the comma */

	(void)state;
	fixture_key(&key);
	fill(&bundle, &key);
	bundle.count = 0;
	for (size_t i = 0; i < MANY; i++)
		bundle_add(&bundle, "entry", text, sizeof text - 1);
	buf_init(&file);
	buf_init(&manifest);
	assert_int_equal(bundle_write(&bundle, &key, &manifest, &file, NULL), STATUS_OK);
	bundle_done(&bundle);
	first = file.len - MANY * each;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		size_t at = first + faults[i].changed * each + 5;
		struct diag_list diags;

		diag_init(&diags);
		if (faults[i].changed < MANY)
			file.data[at] ^= 1;
		if (bundle_read(&bundle, "b", file.data, first + faults[i].cut * each, NULL, &diags) == STATUS_OK)
			bundle_done(&bundle);
		assert_int_equal(diags.count, faults[i].words != NULL);
		if (faults[i].words && !strstr(diags.items[0].text, faults[i].words))
			fail_msg("%s is not said, but: %s", faults[i].words, diags.items[0].text);
		if (faults[i].changed < MANY)
			file.data[at] ^= 1;
		diag_done(&diags);
	}
	buf_done(&file);
	buf_done(&manifest);
}

static void limits_are_kept(void **state)
{
	struct sign_key key;
	struct bundle bundle;
	struct buf file, manifest;
	char *large = mem_alloc(BUNDLE_ITEM_MAX + 1);

	(void)state;
	fixture_key(&key);
	buf_init(&file);
	buf_init(&manifest);
	fill(&bundle, &key);
	bundle_add(&bundle, "entry", large, BUNDLE_ITEM_MAX + 1);
	assert_int_equal(bundle_write(&bundle, &key, &manifest, &file, NULL), STATUS_INPUT);
	bundle_done(&bundle);
	buf_clear(&file);
	buf_clear(&manifest);
	fill(&bundle, &key);
	bundle_add(&bundle, "entry", large, BUNDLE_ITEM_MAX);
	assert_int_equal(bundle_write(&bundle, &key, &manifest, &file, NULL), STATUS_OK);
	assert_int_equal(read_it(file.data, file.len), STATUS_OK);
	bundle_done(&bundle);
	fill(&bundle, &key);
	while (bundle.count <= BUNDLE_ITEMS_MAX)
		bundle_add(&bundle, "entry", "", 0);
	assert_int_equal(bundle_write(&bundle, &key, &manifest, &file, NULL), STATUS_INPUT);
	bundle_done(&bundle);
	free(large);
	buf_done(&file);
	buf_done(&manifest);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back), cmocka_unit_test(no_byte_can_change), cmocka_unit_test(items_stay_in_place), cmocka_unit_test(signed_lies),
		cmocka_unit_test(first_of_many), cmocka_unit_test(limits_are_kept),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
