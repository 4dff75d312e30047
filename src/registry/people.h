/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of persons of an office: who holds which key in which roles, and when. It is signed by the office (doc/formats.md section 17). A key that was
 * revoked stays in the list, because what it signed before still counts; and so does an entry whose role or name has changed since.
 */
#ifndef REGISTRY_PEOPLE_H
#define REGISTRY_PEOPLE_H

#include "model/life.h"
#include "registry/keys.h"

/* A name or a key stands once on any day. */
struct person {
	char *id, *name;
	unsigned roles; /* bit n for a role of enum life_role */
	struct mini_key key;
	date_days valid_from, revoked_on; /* DATE_NONE: always, never */
};
struct people {
	struct person *items;
	size_t count, capacity;
	int64_t version;
	struct digest digest; /* of the bytes */
};
void people_done(struct people *people);
enum status people_parse(struct people *out, const char *file, const char *bytes, size_t len, struct diag_list *diags);
/* The same from a file, with its signature FILE.minisig by a key of `ring` for lists of persons that counts on `day`. */
enum status people_load(struct people *out, const char *path, const struct key_ring *ring, date_days day, struct diag_list *diags);

/*
 * The list as it stands in a directory and as it travels: its bytes, the signature file over them and the key that made it. In a bundle it is netstrings of
 * the three (the key as the second line of its file), so that whoever does not believe the key can still tell whether the list is as that key signed it.
 */
#define PEOPLE_BYTES_MAX 1048576
struct people_file {
	struct buf list, signature;
	struct mini_key signer;
};
void people_file_init(struct people_file *file);
void people_file_done(struct people_file *file);
/* Reads FILE and FILE.minisig, which must be by a key of `ring` for lists of persons that counts on `day`. `out` is initialised. */
enum status people_file_read(struct people_file *out, const char *path, const struct key_ring *ring, date_days day, struct diag_list *diags);
/* Whether the key has signed the list; nothing of the list is read for that. */
bool people_file_good(const struct people_file *file);
/*
 * Appends the canonical bytes; the other way (`out` is initialised) STATUS_INPUT for all others, and STATUS_FAILED where the key has not signed
 * the list.
 */
void people_file_pack(const struct people_file *file, struct buf *out);
enum status people_file_unpack(struct people_file *out, const char *name, const char *bytes, size_t len, struct diag_list *diags);
/*
 * Puts the list in the place of `old` at `path` (NULL: there is none). The old one is kept beside it, as FILE.replaced-N with its signature. At every moment
 * there is a list with a signature that fits: the old one, or the new one.
 */
enum status people_file_put(const struct people_file *file, const struct people_file *old, const char *path, struct diag_list *diags);

/*
 * A key may have several entries, one after the other: the one that counts on a day; where none does, the one that did last, else the one that will first.
 * NULL: the list does not know the key.
 */
const struct person *people_find(const struct people *people, const uint8_t key[32], date_days day);
/* The entry of a list that is in the place, among those of its key, of an entry of another list; NULL: there is none. */
const struct person *people_counterpart(const struct people *people, const struct people *of, const struct person *person);
/* Whether the key counted on a day; else *why (static, translated). */
bool person_counts(const struct person *person, date_days day, const char **why);

#endif
