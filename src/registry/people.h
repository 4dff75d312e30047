/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of persons of an office: who holds which key in which roles, and when. It is signed by the office (doc/formats.md section 17). A key that was
 * revoked stays in the list, because what it signed before still counts.
 */
#ifndef REGISTRY_PEOPLE_H
#define REGISTRY_PEOPLE_H

#include "model/life.h"
#include "registry/keys.h"

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
const struct person *people_find(const struct people *people, const uint8_t key[32]);
/* Whether the key counted on a day; else *why (static, translated). */
bool person_counts(const struct person *person, date_days day, const char **why);

#endif
