/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 158 bytes in base64: "Ed", "Sc", "B2", salt, two numbers for scrypt, and, covered by the stretched passphrase, key id, secret key and a digest of
 * them that tells a wrong passphrase. Everything secret is wiped before the memory is given back.
 */
#include "base/keyfile.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/minisign.h"

enum { SALT_BYTES = 32, COVERED_BYTES = 8 + 64 + 32, FILE_BYTES = 6 + SALT_BYTES + 16 + COVERED_BYTES, TEXT_MAX = 4096 };
/* About a third of a second and 128 MiB: enough to make guessing dear, and little enough for the oldest machine of an office. */
#define OPERATIONS 4194304ull
#define MEMORY (128ull << 20)
static const char head[6] = { 'E', 'd', 'S', 'c', 'B', '2' };

static void put_number(uint8_t *out, uint64_t number)
{
	for (size_t i = 0; i < 8; i++)
		out[i] = (uint8_t)(number >> (8 * i));
}

static uint64_t get_number(const uint8_t *bytes)
{
	uint64_t number = 0;

	for (size_t i = 8; i-- > 0;)
		number = number << 8 | bytes[i];
	return number;
}

/* Covers or uncovers the part that is secret. */
static bool cover(uint8_t bytes[FILE_BYTES], const char *passphrase, uint64_t operations, uint64_t memory)
{
	uint8_t stream[COVERED_BYTES] = { 0 };
	bool done = sign_stretch(stream, sizeof stream, passphrase, bytes + sizeof head, operations, memory);

	for (size_t i = 0; i < sizeof stream; i++)
		bytes[FILE_BYTES - COVERED_BYTES + i] ^= stream[i];
	sign_wipe(stream, sizeof stream);
	return done;
}

/* The digest over algorithm, key id and secret key. */
static void checksum(const uint8_t covered[COVERED_BYTES], struct digest *out)
{
	uint8_t whole[2 + 8 + 64];

	memcpy(whole, head, 2);
	memcpy(whole + 2, covered, 8 + 64);
	digest_quick(out, whole, sizeof whole);
	sign_wipe(whole, sizeof whole);
}

enum status keyfile_save(const struct sign_key *key, const char *path, const char *passphrase, struct diag_list *diags)
{
	uint8_t bytes[FILE_BYTES], *covered = bytes + FILE_BYTES - COVERED_BYTES;
	struct mini_key mine;
	struct digest sum;
	struct buf text;
	bool taken = false;
	enum status status;

	mini_key_of(&mine, key->public_key);
	memcpy(bytes, head, sizeof head);
	sign_random(bytes + sizeof head, SALT_BYTES);
	put_number(bytes + sizeof head + SALT_BYTES, OPERATIONS);
	put_number(bytes + sizeof head + SALT_BYTES + 8, MEMORY);
	memcpy(covered, mine.id, sizeof mine.id);
	memcpy(covered + 8, key->secret, sizeof key->secret);
	checksum(covered, &sum);
	memcpy(covered + 8 + 64, sum.bytes, sizeof sum.bytes);
	if (!cover(bytes, passphrase, OPERATIONS, MEMORY)) {
		sign_wipe(bytes, sizeof bytes);
		return diag_error(diags, STATUS_FAILED, path, 0, _("there is not enough memory to protect the key with a passphrase"));
	}
	buf_init(&text);
	buf_adds(&text, "untrusted comment: minisign encrypted secret key\n");
	base64_add(&text, bytes, sizeof bytes);
	buf_addc(&text, '\n');
	status = file_create(path, text.data, text.len, 0600, &taken, diags);
	buf_done(&text);
	if (taken)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("this file is already there; nothing was written"));
	sign_wipe(bytes, sizeof bytes);
	return status;
}

static bool parse(const struct buf *text, uint8_t bytes[FILE_BYTES])
{
	static const char comment[] = "untrusted comment: ";
	const char *line = memchr(text->data, '\n', text->len), *end = text->data + text->len;

	if (!line || strncmp(text->data, comment, sizeof comment - 1) != 0 || end[-1] != '\n' || end - 1 <= line)
		return false;
	return base64_read(bytes, FILE_BYTES, line + 1, (size_t)(end - line) - 2) && memcmp(bytes, head, sizeof head) == 0;
}

/* Takes the key out of what is uncovered; the public half must follow from the secret one. */
static bool take(const uint8_t *covered, struct sign_key *out)
{
	struct digest sum, kept;
	bool good;

	checksum(covered, &sum);
	memcpy(kept.bytes, covered + 8 + 64, sizeof kept.bytes);
	good = digest_equal(&sum, &kept);
	if (good) {
		sign_key_from_seed(out, covered + 8);
		good = memcmp(out->secret, covered + 8, sizeof out->secret) == 0;
	}
	return good;
}

enum status keyfile_load(struct sign_key *out, const char *path, const char *passphrase, struct diag_list *diags)
{
	uint8_t bytes[FILE_BYTES];
	struct buf text;
	enum status status;

	buf_init(&text);
	status = file_read_private(&text, path, TEXT_MAX, diags);
	if (status == STATUS_OK && !parse(&text, bytes))
		status = diag_error(diags, STATUS_INPUT, path, 0, _("this is no secret key under a passphrase in the form of minisign"));
	if (status == STATUS_OK && !cover(bytes, passphrase, get_number(bytes + 38), get_number(bytes + 46)))
		status = diag_error(diags, STATUS_FAILED, path, 0, _("there is not enough memory to protect the key with a passphrase"));
	if (status == STATUS_OK && !take(bytes + FILE_BYTES - COVERED_BYTES, out))
		status = diag_error(diags, STATUS_FAILED, path, 0, _("the passphrase is not the one of this key"));
	if (status != STATUS_OK)
		sign_wipe(out, sizeof *out);
	sign_wipe(bytes, sizeof bytes);
	secret_done(&text);
	return status;
}

void secret_done(struct buf *secret)
{
	if (secret->data)
		sign_wipe(secret->data, secret->capacity);
	buf_done(secret);
}
