/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a part: that rows come back as they went in, and that bytes of another origin do no harm. */
#include "store/snapshot_parts.h"
#include "same_listing.h"
#include "test_store_fixture.h"

static char empty[] = "", a[] = "見本", b[] = "C99-0001-2", c[] = "1234567", d[] = "12345678";

static const struct listing examples[] = {
	{ .list = LISTING_GROUP_USE, .status = LISTING_STATUS_UNKNOWN, .forms = 7, .level = 3, .registered_on = DATE_NONE, .expires_on = INT32_MAX,
		.line = INT32_MAX, .number = b, .name = a, .provider = empty, .scope = c, .regions = d, .functions = empty, .note = a },
	{ .list = LISTING_ISMAP, .registered_on = 20000, .expires_on = -1, .line = 2, .number = d, .name = a, .provider = a, .scope = empty,
		.regions = empty, .functions = c, .note = b },
	{ .list = LISTING_ISMAP, .registered_on = INT32_MIN + 1, .expires_on = 0, .line = 1, .number = empty, .name = empty, .provider = empty,
		.scope = empty, .regions = empty, .functions = empty, .note = empty },
};
enum { EXAMPLES = sizeof examples / sizeof examples[0] };

static void write_examples(struct pack *pack, struct buf *out)
{
	for (size_t i = 0; i < EXAMPLES; i++)
		pack_row(pack, &examples[i], i ? "words\x1f" : "");
	pack_end(pack, out);
}

static void rows_come_back(void **state)
{
	struct snapshot_rows rows;
	struct pack pack;
	struct buf bytes, again;

	(void)state;
	pack_init(&pack);
	buf_init(&bytes);
	buf_init(&again);
	write_examples(&pack, &bytes);
	write_examples(&pack, &again);
	assert_int_equal(bytes.len, again.len);
	assert_memory_equal(bytes.data, again.data, bytes.len);
	assert_true(pack_read(bytes.data, bytes.len, &rows));
	assert_int_equal(rows.count, EXAMPLES);
	for (size_t i = 0; i < EXAMPLES; i++)
		same_listing(&rows.rows[i], &examples[i]);
	assert_string_equal(rows.words[0], "");
	assert_string_equal(rows.words[2], "words\x1f");
	/* What is said twice stands there once. */
	assert_ptr_equal(rows.rows[0].name, rows.rows[1].provider);
	snapshot_rows_done(&rows);
	pack_done(&pack);
	buf_done(&bytes);
	buf_done(&again);
}

/* As many rows as a part may have, each with eight texts that stand nowhere else. */
static void a_full_part_comes_back(void **state)
{
	struct snapshot_rows rows;
	struct pack pack;
	struct buf bytes;
	char text[8][48];

	(void)state;
	pack_init(&pack);
	buf_init(&bytes);
	for (int i = 0; i < PART_ROWS; i++) {
		const struct listing row = { .line = i * 3, .number = text[0], .name = text[1], .provider = text[2], .scope = text[3], .regions = text[4],
			.functions = text[5], .note = text[6] };

		for (int j = 0; j < 8; j++)
			snprintf(text[j], sizeof text[j], "%d/%d and a little more", i, j);
		pack_row(&pack, &row, text[7]);
	}
	pack_end(&pack, &bytes);
	assert_true(pack_read(bytes.data, bytes.len, &rows));
	assert_int_equal(rows.count, PART_ROWS);
	for (int i = 0; i < PART_ROWS; i++) {
		snprintf(text[0], sizeof text[0], "%d/5 and a little more", i);
		assert_string_equal(rows.rows[i].functions, text[0]);
		assert_int_equal(rows.rows[i].line, i * 3);
	}
	snapshot_rows_done(&rows);
	pack_done(&pack);
	buf_done(&bytes);
}

/* Whatever is read of such bytes lies within them. */
static bool read_all(const char *bytes, size_t len)
{
	struct snapshot_rows rows;
	size_t sum = 0;
	/* A copy of just this length, so that reading beyond it is seen. */
	char *copy = mem_grow(NULL, len ? len : 1, 1);
	bool good;

	memcpy(copy, bytes, len);
	good = pack_read(copy, len, &rows);
	free(copy);
	for (size_t i = 0; good && i < rows.count; i++) {
		const struct listing *row = &rows.rows[i];

		sum += strlen(row->number) + strlen(row->name) + strlen(row->provider) + strlen(row->scope) + strlen(row->regions) +
			strlen(row->functions) + strlen(row->note) + strlen(rows.words[i]);
		assert_true(row->list < LISTING_LISTS && row->status <= LISTING_STATUS_UNKNOWN && row->forms <= 7 && row->level <= 3);
	}
	assert_true(sum < 8 * (len + 1) * PART_ROWS);
	if (good)
		snapshot_rows_done(&rows);
	return good;
}

static void foreign_bytes_do_no_harm(void **state)
{
	struct pack pack;
	struct buf bytes;
	uint32_t random = 1;
	char noise[64];

	(void)state;
	pack_init(&pack);
	buf_init(&bytes);
	write_examples(&pack, &bytes);
	assert_true(read_all(bytes.data, bytes.len));
	for (size_t len = 0; len < bytes.len; len++)
		assert_false(read_all(bytes.data, len));
	for (size_t at = 0; at < bytes.len; at++) {
		for (int value = 1; value < 256; value++) {
			bytes.data[at] = (char)(bytes.data[at] ^ value);
			read_all(bytes.data, bytes.len);
			bytes.data[at] = (char)(bytes.data[at] ^ value);
		}
	}
	for (int i = 0; i < 20000; i++) {
		for (size_t j = 0; j < sizeof noise; j++) {
			random = random * 1664525u + 1013904223u;
			noise[j] = (char)(random >> 24);
		}
		noise[0] = (char)(i % 4);
		noise[1] = (char)(i % 50);
		read_all(noise, sizeof noise);
	}
	assert_false(read_all("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00", 11));
	assert_false(read_all("\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11));
	pack_done(&pack);
	buf_done(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows_come_back), cmocka_unit_test(a_full_part_comes_back), cmocka_unit_test(foreign_bytes_do_no_harm) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
