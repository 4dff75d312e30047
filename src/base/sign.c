/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plain calls into libsodium, which does the careful part. A key read from a file is used only when its public half follows from its
 * secret half: signing with halves that do not belong together gives the secret away.
 */
#include "base/sign.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"

/* "kumoshirube-key-1 " and the 64 secret bytes in hexadecimal, one line. */
static const char key_mark[] = "kumoshirube-key-1 ";
enum { KEY_HEX = 128, KEY_LIMIT = 4096 };

bool sign_start(void)
{
	return sodium_init() >= 0;
}

void digest_of(struct digest *out, const void *bytes, size_t len)
{
	crypto_hash_sha256(out->bytes, bytes, len);
}

void digest_quick(struct digest *out, const void *bytes, size_t len)
{
	crypto_generichash(out->bytes, sizeof out->bytes, bytes, len, NULL, 0);
}

/* The header does not know the library, so it keeps room for the state, and the compiler checks here that the room is enough. */
_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct digest_stream), "room for the state of a digest");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(struct digest_stream), "alignment of the state of a digest");

static crypto_hash_sha256_state *state_of(struct digest_stream *stream)
{
	return (crypto_hash_sha256_state *)(void *)stream->state;
}

void digest_begin(struct digest_stream *stream)
{
	crypto_hash_sha256_init(state_of(stream));
}

void digest_add(struct digest_stream *stream, const void *bytes, size_t len)
{
	crypto_hash_sha256_update(state_of(stream), bytes, len);
}

void digest_end(struct digest_stream *stream, struct digest *out)
{
	crypto_hash_sha256_final(state_of(stream), out->bytes);
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
	return !sodium_memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

void digest_hex(const struct digest *digest, char out[65])
{
	sodium_bin2hex(out, 65, digest->bytes, sizeof digest->bytes);
}

/* Small letters only: a digest has one spelling. */
static bool parse_hex(const char *hex, uint8_t *out, size_t len)
{
	size_t used;

	if (strspn(hex, "0123456789abcdef") < len * 2)
		return false;
	return !sodium_hex2bin(out, len, hex, len * 2, NULL, &used, NULL) && used == len;
}

bool digest_parse(const char *hex, struct digest *out)
{
	struct digest parsed;

	if (strlen(hex) != 2 * sizeof parsed.bytes || !parse_hex(hex, parsed.bytes, sizeof parsed.bytes))
		return false;
	*out = parsed;
	return true;
}

void digest_short(const struct digest *digest, char out[20])
{
	char hex[65];

	digest_hex(digest, hex);
	snprintf(out, 20, "%.4s %.4s %.4s %.4s", hex, hex + 4, hex + 8, hex + 12);
}

void sign_key_make(struct sign_key *out)
{
	crypto_sign_ed25519_keypair(out->public_key, out->secret);
}

void sign_key_from_seed(struct sign_key *out, const uint8_t seed[32])
{
	crypto_sign_ed25519_seed_keypair(out->public_key, out->secret, seed);
}

void sign_make(const struct sign_key *key, const void *bytes, size_t len, struct signature *out)
{
	crypto_sign_ed25519_detached(out->bytes, NULL, bytes, len, key->secret);
}

bool sign_verify(const uint8_t public_key[32], const void *bytes, size_t len, const struct signature *signature)
{
	return !crypto_sign_ed25519_verify_detached(signature->bytes, bytes, len, public_key);
}

void sign_random(void *out, size_t len)
{
	randombytes_buf(out, len);
}

void sign_wipe(void *bytes, size_t len)
{
	sodium_memzero(bytes, len);
}

bool sign_stretch(void *out, size_t len, const char *passphrase, const uint8_t salt[32], uint64_t operations, uint64_t memory)
{
	_Static_assert(crypto_pwhash_scryptsalsa208sha256_SALTBYTES == 32, "salt of a key file");
	return operations <= SIGN_OPERATIONS_MAX && memory <= SIGN_MEMORY_MAX &&
	       !crypto_pwhash_scryptsalsa208sha256(out, len, passphrase, strlen(passphrase), salt, operations, (size_t)memory);
}

static bool parse_key(const struct buf *text, struct sign_key *out)
{
	const size_t mark = sizeof key_mark - 1;
	uint8_t seed[crypto_sign_ed25519_SEEDBYTES], secret[sizeof out->secret];
	struct sign_key again;
	bool ok = text->len == mark + KEY_HEX + 1 && !memcmp(text->data, key_mark, mark) && text->data[mark + KEY_HEX] == '\n' &&
		  parse_hex(text->data + mark, secret, sizeof secret);

	if (ok) {
		crypto_sign_ed25519_sk_to_seed(seed, secret);
		sign_key_from_seed(&again, seed);
		ok = !sodium_memcmp(again.secret, secret, sizeof secret);
		if (ok)
			*out = again;
		sodium_memzero(&again, sizeof again);
		sodium_memzero(seed, sizeof seed);
	}
	sodium_memzero(secret, sizeof secret);
	return ok;
}

enum status sign_key_load(struct sign_key *out, const char *path, struct diag_list *diags)
{
	struct buf text;
	enum status status;

	buf_init(&text);
	status = file_read_private(&text, path, KEY_LIMIT, diags);
	if (status == STATUS_OK && !parse_key(&text, out))
		status = diag_error(diags, STATUS_INPUT, path, 0, _("this is no key file of Kumoshirube, or it is damaged"));
	sodium_memzero(text.data, text.len);
	buf_done(&text);
	return status;
}

enum status sign_key_save(const struct sign_key *key, const char *path, bool *taken, struct diag_list *diags)
{
	char text[sizeof key_mark + KEY_HEX + 1];
	const size_t mark = sizeof key_mark - 1;
	enum status status;

	memcpy(text, key_mark, mark);
	sodium_bin2hex(text + mark, KEY_HEX + 1, key->secret, sizeof key->secret);
	text[mark + KEY_HEX] = '\n';
	status = file_create(path, text, mark + KEY_HEX + 1, 0600, taken, diags);
	sodium_memzero(text, sizeof text);
	return status;
}
