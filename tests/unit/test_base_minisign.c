/* SPDX-License-Identifier: Apache-2.0 */
/* Key and signature files: what we write is read back, what another program wrote is read, everything else is refused. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/minisign.h"

static const char text[] = "a list\n";

static void make_key(struct sign_key *out, uint8_t first)
{
	uint8_t seed[32] = { first };

	assert_true(sign_start());
	sign_key_from_seed(out, seed);
}

static void test_round(void **state)
{
	struct sign_key key, other;
	struct mini_key mine, read, theirs;
	struct mini_signature signature;
	struct buf bytes;
	char id[17];

	(void)state;
	make_key(&key, 1);
	make_key(&other, 2);
	mini_key_of(&mine, key.public_key);
	mini_key_of(&theirs, other.public_key);
	buf_init(&bytes);
	mini_key_write(&bytes, &mine, "sample");
	assert_int_equal(mini_key_parse(&read, "k.pub", bytes.data, bytes.len, NULL), STATUS_OK);
	assert_memory_equal(&read, &mine, sizeof mine);
	mini_id_text(mine.id, id);
	assert_non_null(strstr(bytes.data, id));
	buf_clear(&bytes);
	mini_key_line(&bytes, &mine);
	assert_int_equal(mini_key_parse(&read, "k.pub", bytes.data, bytes.len, NULL), STATUS_OK);
	buf_clear(&bytes);
	mini_signature_write(&bytes, &key, text, sizeof text - 1, "delivery 1");
	assert_int_equal(mini_signature_parse(&signature, "s", bytes.data, bytes.len, NULL), STATUS_OK);
	assert_string_equal(signature.comment, "delivery 1");
	assert_true(mini_signature_good(&signature, &mine, text, sizeof text - 1));
	assert_false(mini_signature_good(&signature, &theirs, text, sizeof text - 1));
	assert_false(mini_signature_good(&signature, &mine, text, sizeof text - 2));
	/* The id alone makes no key: the same id with other bytes fails. */
	memcpy(theirs.id, mine.id, sizeof mine.id);
	assert_false(mini_signature_good(&signature, &theirs, text, sizeof text - 1));
	signature.comment[0] = 'D';
	assert_false(mini_signature_good(&signature, &mine, text, sizeof text - 1));
	mini_signature_done(&signature);
	buf_done(&bytes);
}

/* Every single byte of a signature file counts, or the file is refused, or it stands in the comment that nobody trusts. */
static void test_every_byte(void **state)
{
	struct sign_key key;
	struct mini_key mine;
	struct buf bytes;
	size_t untrusted;

	(void)state;
	make_key(&key, 1);
	mini_key_of(&mine, key.public_key);
	buf_init(&bytes);
	mini_signature_write(&bytes, &key, text, sizeof text - 1, "delivery 1");
	untrusted = strcspn(bytes.data, "\n");
	for (size_t i = 0; i < bytes.len; i++) {
		struct mini_signature signature;
		bool good;

		/* A line end of the last line may go; a head of a line may not. */
		if ((i >= strlen("untrusted comment: ") && i < untrusted) || i + 1 == bytes.len)
			continue;
		bytes.data[i] ^= 1;
		good = mini_signature_parse(&signature, "s", bytes.data, bytes.len, NULL) == STATUS_OK &&
			mini_signature_good(&signature, &mine, text, sizeof text - 1);
		if (good)
			fail_msg("byte %zu may be changed", i);
		mini_signature_done(&signature);
		bytes.data[i] ^= 1;
	}
	for (size_t len = 0; len + 1 < bytes.len; len++) {
		struct mini_signature signature;

		assert_int_equal(mini_signature_parse(&signature, "s", bytes.data, len, NULL), STATUS_INPUT);
	}
	buf_addc(&bytes, 'x');
	struct mini_signature signature;
	assert_int_equal(mini_signature_parse(&signature, "s", bytes.data, bytes.len, NULL), STATUS_INPUT);
	buf_done(&bytes);
}

static void expect_refused(const char *file, const char *words)
{
	struct mini_signature signature;
	struct diag_list diags;

	diag_init(&diags);
	assert_int_equal(mini_signature_parse(&signature, "s", file, strlen(file), &diags), STATUS_INPUT);
	assert_null(signature.comment);
	assert_non_null(strstr(diags.items[0].text, words));
	diag_done(&diags);
}

#define ZEROS "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
static void test_refusals(void **state)
{
	static const char *const keys[] = { "", "x", "untrusted comment: only\n", "untrusted comment: a\nRWQ\n", "RWQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n" };
	char *hashed, *controlled;

	(void)state;
	hashed = mem_printf("untrusted comment: a\nRUQ%sAAAAAAAAAA=\ntrusted comment: c\n%s==\n", ZEROS, ZEROS);
	expect_refused(hashed, "minisign -S -l");
	controlled = mem_printf("untrusted comment: a\nRWQ%sAAAAAAAAAA=\ntrusted comment: c\x1b[2J\n%s==\n", ZEROS, ZEROS);
	expect_refused(controlled, "comment");
	expect_refused("", "minisign");
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		struct mini_key key;

		assert_int_equal(mini_key_parse(&key, "k.pub", keys[i], strlen(keys[i]), NULL), STATUS_INPUT);
	}
	free(hashed);
	free(controlled);
}

UNIT_MAIN(cmocka_unit_test(test_round), cmocka_unit_test(test_every_byte), cmocka_unit_test(test_refusals))
