/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys and detached signatures in the file format of the minisign program, so that an office can sign and check deliveries with a tool that is
 * not ours. Only pure Ed25519 ("Ed") is read and written: whoever has no minisign can check the same 64 bytes with any other implementation.
 * A signature file has two signatures: over the file, and over the first signature and the trusted comment.
 */
#ifndef BASE_MINISIGN_H
#define BASE_MINISIGN_H

#include "base/buf.h"
#include "base/sign.h"

#define MINISIGN_FILE_MAX 8192 /* no key or signature file is larger */

/* Base64 as these files hold it. Reading takes exactly `want` bytes, in the one form that is written. */
void base64_add(struct buf *out, const uint8_t *bytes, size_t len);
bool base64_read(uint8_t *out, size_t want, const char *text, size_t len);

struct mini_key {
	uint8_t id[8];
	uint8_t public_key[32];
};
/* A line in base64, as it stands in a key file and in a list of keys. */
bool mini_key_parse_line(struct mini_key *out, const char *line, size_t len);
/* A key file: a comment and that line, or the line alone. STATUS_INPUT says what is wrong. */
enum status mini_key_parse(struct mini_key *out, const char *file, const char *bytes, size_t len, struct diag_list *diags);
/* The key of a key pair of ours; its id is taken from its digest. */
void mini_key_of(struct mini_key *out, const uint8_t public_key[32]);
/* Appends the line, without a line feed. */
void mini_key_line(struct buf *out, const struct mini_key *key);
/* Appends a key file. `name` goes into its comment. */
void mini_key_write(struct buf *out, const struct mini_key *key, const char *name);
/* 16 hexadecimal digits, as minisign prints an id. */
void mini_id_text(const uint8_t id[8], char out[17]);

struct mini_signature {
	uint8_t id[8];
	struct signature signature, global;
	char *comment; /* the trusted one; owned */
};
/* STATUS_INPUT when the file is no signature file, or is one of another algorithm. */
enum status mini_signature_parse(struct mini_signature *out, const char *file, const char *bytes, size_t len, struct diag_list *diags);
void mini_signature_done(struct mini_signature *signature);
/* Whether the key has made both signatures, over these bytes and over the comment. */
bool mini_signature_good(const struct mini_signature *signature, const struct mini_key *key, const void *bytes, size_t len);
/* Appends a signature file over the bytes. The comment may hold no line feed. */
void mini_signature_write(struct buf *out, const struct sign_key *key, const void *bytes, size_t len, const char *comment);

#endif
