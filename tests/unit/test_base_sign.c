/* SPDX-License-Identifier: Apache-2.0 */
/* Digests, signatures and key files. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest_job.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/sign.h"
#include "base/sign_job.h"

static void test_digest(void **state)
{
	/* The published example for the three bytes "abc". */
	static const char hex[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	struct digest digest, parsed;
	char text[65], brief[20];

	(void)state;
	assert_true(sign_start());
	digest_of(&digest, "abc", 3);
	digest_hex(&digest, text);
	assert_string_equal(text, hex);
	digest_short(&digest, brief);
	assert_string_equal(brief, "ba78 16bf 8f01 cfea");
	assert_true(digest_parse(hex, &parsed));
	assert_true(digest_equal(&digest, &parsed));
	digest_of(&parsed, "abd", 3);
	assert_false(digest_equal(&digest, &parsed));
	text[0] = 'B';
	assert_false(digest_parse(text, &parsed));
	assert_false(digest_parse("ba78", &parsed));
	assert_false(digest_parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015adaa", &parsed));
	assert_false(digest_parse("za7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", &parsed));
}

static void test_signature_matches_the_published_example(void **state)
{
	/* The first example of RFC 8032, section 7.1: the empty message. */
	static const uint8_t seed[32] = { 0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
					  0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60 };
	static const uint8_t public_start[4] = { 0xd7, 0x5a, 0x98, 0x01 };
	static const uint8_t signature_start[4] = { 0xe5, 0x56, 0x43, 0x00 };
	struct signature signature;
	struct sign_key key;

	(void)state;
	sign_key_from_seed(&key, seed);
	assert_memory_equal(key.public_key, public_start, 4);
	sign_make(&key, "", 0, &signature);
	assert_memory_equal(signature.bytes, signature_start, 4);
	assert_true(sign_verify(key.public_key, "", 0, &signature));
}

static void test_tampering_is_seen(void **state)
{
	char message[] = "the record of a case";
	struct signature signature;
	struct sign_key key, other;

	(void)state;
	sign_key_make(&key);
	sign_key_make(&other);
	sign_make(&key, message, sizeof message, &signature);
	assert_true(sign_verify(key.public_key, message, sizeof message, &signature));
	assert_false(sign_verify(other.public_key, message, sizeof message, &signature));
	assert_false(sign_verify(key.public_key, message, sizeof message - 1, &signature));
	for (size_t bit = 0; bit < sizeof message * 8; bit++) {
		message[bit / 8] = (char)(message[bit / 8] ^ (1 << bit % 8));
		assert_false(sign_verify(key.public_key, message, sizeof message, &signature));
		message[bit / 8] = (char)(message[bit / 8] ^ (1 << bit % 8));
	}
	for (size_t bit = 0; bit < sizeof signature.bytes * 8; bit++) {
		signature.bytes[bit / 8] = (uint8_t)(signature.bytes[bit / 8] ^ (1 << bit % 8));
		assert_false(sign_verify(key.public_key, message, sizeof message, &signature));
		signature.bytes[bit / 8] = (uint8_t)(signature.bytes[bit / 8] ^ (1 << bit % 8));
	}
	assert_true(sign_verify(key.public_key, message, sizeof message, &signature));
}

static void test_random_bytes_differ(void **state)
{
	uint8_t a[16] = { 0 }, b[16] = { 0 };

	(void)state;
	sign_random(a, sizeof a);
	sign_random(b, sizeof b);
	assert_memory_not_equal(a, b, sizeof a);
}

static void check_key_refused(const char *path, const char *text, size_t len, unsigned mode)
{
	struct diag_list diags;
	struct sign_key key;

	diag_init(&diags);
	assert_int_equal(file_write(path, text, len, mode, NULL), STATUS_OK);
	assert_int_equal(sign_key_load(&key, path, &diags), STATUS_INPUT);
	assert_int_equal(diags.errors, 1);
	diag_done(&diags);
}

static void test_key_files(void **state)
{
	const char *base = getenv("TMPDIR");
	char *room = mem_printf("%s/kumoshirube-key.XXXXXX", base ? base : "/tmp");
	struct sign_key key, loaded, other;
	bool taken = true;
	struct buf text;
	struct stat info;
	char *path;

	(void)state;
	assert_non_null(mkdtemp(room));
	path = path_join(room, "key");
	buf_init(&text);
	sign_key_make(&key);
	assert_int_equal(sign_key_save(&key, path, &taken, NULL), STATUS_OK);
	assert_false(taken);
	/* Who comes second does not take the place of the first. */
	sign_key_make(&other);
	assert_int_equal(sign_key_save(&other, path, &taken, NULL), STATUS_FAILED);
	assert_true(taken);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_int_equal(sign_key_load(&loaded, path, NULL), STATUS_OK);
	assert_memory_equal(&loaded, &key, sizeof key);
	assert_int_equal(file_read(&text, path, 1000, NULL), STATUS_OK);
	assert_memory_equal(text.data, "kumoshirube-key-1 ", 18);
	assert_int_equal(text.len, 18 + 128 + 1);
	check_key_refused(path, text.data, text.len, 0644);
	check_key_refused(path, text.data, text.len - 1, 0600);
	check_key_refused(path, "x", 1, 0600);
	/* One digit of the public half: the halves no longer belong together. */
	text.data[18 + 127] = text.data[18 + 127] == '0' ? '1' : '0';
	check_key_refused(path, text.data, text.len, 0600);
	unlink(path);
	assert_int_equal(sign_key_load(&loaded, path, NULL), STATUS_INPUT);
	rmdir(room);
	buf_done(&text);
	free(path);
	free(room);
}

/* Short bytes are digested in place, long ones by a thread; nobody can tell them apart, nor one that is no longer wanted. */
static void test_digest_jobs_agree(void **state)
{
	static const size_t lengths[] = { 0, 1, 100000, (4u << 20) - 1, 4u << 20, (6u << 20) + 12345 };

	(void)state;
	assert_true(sign_start());
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		char *bytes = mem_array(lengths[i] + 1, 1);
		struct digest_job *job, *unwanted;
		struct digest whole, made;

		for (size_t j = 0; j < lengths[i]; j++)
			bytes[j] = (char)(j * 31 + j / 997);
		job = digest_job_new(bytes, lengths[i]);
		unwanted = digest_job_new(bytes, lengths[i]);
		digest_of(&whole, bytes, lengths[i]);
		digest_job_end(&unwanted, NULL);
		digest_job_end(&job, &made);
		assert_null(job);
		assert_null(unwanted);
		assert_true(digest_equal(&whole, &made));
		digest_job_end(&job, NULL);
		free(bytes);
	}
}

/* One of each sort of check in turn, some of them bad: whoever works on them, each has the result that it has alone. */
static void test_sign_jobs_agree(void **state)
{
	static const size_t counts[] = { 0, 1, 15, 16, 17, 300, 1024, 3000 };
	static const char text[] = "the record of a case";
	struct signature signature;
	struct digest right, wrong;
	struct sign_key key;

	(void)state;
	assert_true(sign_start());
	sign_key_make(&key);
	sign_make(&key, text, sizeof text, &signature);
	digest_of(&right, text, sizeof text);
	digest_of(&wrong, text, sizeof text - 1);
	for (size_t n = 0; n < sizeof counts / sizeof counts[0]; n++) {
		struct sign_check *checks = mem_array(counts[n] + 1, sizeof *checks);
		struct digest *made = mem_array(counts[n] + 1, sizeof *made);
		struct sign_job *job;

		for (size_t i = 0; i < counts[n]; i++)
			checks[i] = (struct sign_check){ .public_key = i % 3 ? key.public_key : NULL, .bytes = text, .len = sizeof text - (i % 7 == 0),
				.signature = &signature, .digest = i % 5 == 0 ? NULL : i % 5 == 1 ? &wrong : &right, .made = i % 2 ? &made[i] : NULL,
				.digested = text, .digested_len = sizeof text };
		job = sign_job_new(checks, counts[n]);
		sign_job_end(&job);
		assert_null(job);
		for (size_t i = 0; i < counts[n]; i++) {
			assert_int_equal(checks[i].good, i % 3 == 0 || i % 7 != 0);
			assert_int_equal(checks[i].intact, i % 5 != 1);
			assert_int_equal(digest_equal(&made[i], &right), i % 2);
		}
		sign_job_end(&job);
		free(checks);
		free(made);
	}
}

UNIT_MAIN(cmocka_unit_test(test_sign_jobs_agree), cmocka_unit_test(test_digest_jobs_agree), cmocka_unit_test(test_digest), cmocka_unit_test(test_signature_matches_the_published_example),
	  cmocka_unit_test(test_tampering_is_seen), cmocka_unit_test(test_random_bytes_differ), cmocka_unit_test(test_key_files))
