/* SPDX-License-Identifier: Apache-2.0 */
/* Digests and signatures: SHA-256 and pure Ed25519, through libsodium. The only room that knows it. */
#ifndef BASE_SIGN_H
#define BASE_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct digest {
	uint8_t bytes[32];
};
/* Must be called once before any other function of this header; false when the library cannot start. */
bool sign_start(void);
void digest_of(struct digest *out, const void *bytes, size_t len);
/* Another digest (BLAKE2b), several times as quick, for what stays on this machine: no record holds one. */
void digest_quick(struct digest *out, const void *bytes, size_t len);
/* SHA-256 over bytes that are never in one place: begin, add any number of times, end. */
struct digest_stream {
	uint64_t state[16]; /* private to sign.c */
};
void digest_begin(struct digest_stream *stream);
void digest_add(struct digest_stream *stream, const void *bytes, size_t len);
void digest_end(struct digest_stream *stream, struct digest *out);
bool digest_equal(const struct digest *a, const struct digest *b);
void digest_hex(const struct digest *digest, char out[65]);
bool digest_parse(const char *hex, struct digest *out);
/* First 16 hexadecimal digits in groups of four, for people to compare: "4a7c 91d0 33fe 0b1c". */
void digest_short(const struct digest *digest, char out[20]);

struct sign_key {
	uint8_t public_key[32];
	uint8_t secret[64];
};
struct signature {
	uint8_t bytes[64];
};
void sign_key_make(struct sign_key *out);
/* Derives a key pair from 32 bytes; used by tests that need the same key twice. */
void sign_key_from_seed(struct sign_key *out, const uint8_t seed[32]);
void sign_make(const struct sign_key *key, const void *bytes, size_t len, struct signature *out);
bool sign_verify(const uint8_t public_key[32], const void *bytes, size_t len, const struct signature *signature);
/* Overwrites what is secret, in a way that the compiler does not leave out. */
void sign_wipe(void *bytes, size_t len);
/* Stretches a passphrase with scrypt (salsa20/8, SHA-256); false when the machine cannot give the memory. The salt has 32 bytes. */
bool sign_stretch(void *out, size_t len, const char *passphrase, const uint8_t salt[32], uint64_t operations, uint64_t memory);
#define SIGN_OPERATIONS_MAX 33554432ull /* what minisign itself asks for, and the most that is taken from a file */
#define SIGN_MEMORY_MAX 1073741824ull
/* Random bytes for identifiers. */
void sign_random(void *out, size_t len);
/* Reads or writes a key file (mode 0600; refused when others can read it). */
enum status sign_key_load(struct sign_key *out, const char *path, struct diag_list *diags);
/* Writes a new key file, never over another: *taken is then true, with no message, and the one that is there is to be loaded. */
enum status sign_key_save(const struct sign_key *key, const char *path, bool *taken, struct diag_list *diags);

#endif
