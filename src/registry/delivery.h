/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A signed delivery: a manifest (doc/formats.md section 14) that names files with their SHA-256, and a detached signature over the manifest
 * in a file of the same name with ".minisig" behind it. What the manifest does not name does not belong to the delivery.
 */
#ifndef REGISTRY_DELIVERY_H
#define REGISTRY_DELIVERY_H

#include "base/csv.h"
#include "model/listing.h"
#include "registry/keys.h"

struct delivery_file {
	char *path; /* a plain name; the file lies beside the manifest */
	int64_t bytes;
	struct digest digest;
};
struct delivery {
	int64_t version; /* rises with every delivery */
	date_days issued_on, expires_on;
	char *name, *source, *map; /* of the snapshot; map "" where it is found by the headers */
	enum csv_encoding encoding;
	enum listing_shelf shelf; /* of the rows of the list: each shelf counts its versions by itself */
	struct delivery_file *files; /* the list itself comes first */
	size_t count, capacity;
	struct digest digest; /* of the manifest */
};
enum status delivery_parse(struct delivery *out, const char *file, const char *bytes, size_t len, struct diag_list *diags);
void delivery_done(struct delivery *delivery);
/* Appends a manifest in exactly the form that delivery_parse reads. */
void delivery_write(struct buf *out, const struct delivery *delivery);

/* What was found of a delivery. Where the signature is bad, the manifest is not read at all. */
struct delivery_check {
	struct delivery delivery;
	bool is_signed, good;           /* there is a signature file; a key that is believed has made it */
	char *signer;                   /* name of the key; NULL unless good */
	char id[17];                    /* of the key that the signature names; "" without one */
	char *comment;                  /* the trusted comment; NULL unless good */
	struct mini_key key;            /* when good */
};
/*
 * Reads the manifest at `path` with its signature and the files it names, and compares. STATUS_FAILED where a signature is bad, where its key does not
 * count on `day`, where the list of keys or the delivery has expired, or a file differs; a delivery without a signature is no failure here. The
 * first file, when it is as named, is left in `list`.
 */
enum status delivery_verify(struct delivery_check *out, const char *path, const struct key_ring *ring, date_days day, size_t limit,
	struct buf *list, struct diag_list *diags);
void delivery_check_done(struct delivery_check *check);

#endif
