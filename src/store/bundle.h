/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bundle: one file that carries entries from terminal to terminal (doc/formats.md section 21). Nothing of it is believed before the signature over
 * the manifest was checked, and no item is looked into before its length and digest are those of the manifest.
 *
 *     "KRB1" LF, then netstrings: manifest, public key (32 bytes), signature over the manifest (64 bytes), each item; and nothing behind
 *
 * The manifest is the tag "kumoshirube/bundle/1" and a NUL, then netstrings: terminal, "practice" or nothing, public key (hex), terminal it is made for
 * (or nothing), epoch, seq and digest (hex) of the head of the sender's chain, time (decimal seconds, UTC), number of items, their bytes together; and
 * for each item kind, length, SHA-256 (hex).
 */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/sign.h"

#define BUNDLE_FILE_MAX ((size_t)256 << 20)
#define BUNDLE_MANIFEST_MAX ((size_t)16 << 20)
#define BUNDLE_ITEM_MAX ((size_t)4 << 20)
#define BUNDLE_ITEMS_MAX 100000
#define BUNDLE_KIND_MAX 32
#define ITEM_ENTRY "entry"     /* the kinds of items that this program reads */
#define ITEM_PERSONS "persons"

struct bundle_item {
	char kind[BUNDLE_KIND_MAX + 1]; /* [a-z0-9/-] */
	struct digest digest;
	const char *data; /* borrowed: of the bytes that were read, or of whoever writes */
	size_t len;
};
struct bundle {
	char terminal[33], to[33]; /* to: "" for everybody */
	bool practice;
	uint8_t key[32];
	int64_t epoch, seq, made_at; /* seq 0 with an empty chain */
	struct digest head;
	struct bundle_item *items; /* owned */
	size_t count, capacity;
};
void bundle_done(struct bundle *bundle);
/* Adds an item of borrowed bytes; its digest is made when the bundle is written. */
void bundle_add(struct bundle *bundle, const char *kind, const char *data, size_t len);
/* STATUS_INPUT with words where a limit would be broken. Appends the manifest alone, and the whole file; both by the same key as bundle->key. */
enum status bundle_write(struct bundle *bundle, const struct sign_key *key, struct buf *manifest, struct buf *file, struct diag_list *diags);
/*
 * Reads a whole file; the items point into `bytes`, which must stay. STATUS_INPUT for what is no bundle, is cut short or goes on behind its end,
 * STATUS_FAILED for a signature that does not fit, and for an item that is not as the manifest names it; the message says which. Whether the key is one to
 * be believed is for the caller to ask. `manifest` (may be NULL) becomes the bytes that were signed.
 */
enum status bundle_read(struct bundle *out, const char *name, const char *bytes, size_t len, struct slice *manifest, struct diag_list *diags);
/* What bundle_read has found whole before: neither signature nor digests are looked at again. */
bool bundle_reread(struct bundle *out, const char *bytes, size_t len);

/* 32 lower-case hexadecimal digits, as terminals are called. */
bool bundle_is_terminal(const char *text);
/* At most BUNDLE_KIND_MAX of lower-case letters, digits, '/' and '-', as kinds of items are called. */
bool bundle_is_kind(const char *text);

#endif
