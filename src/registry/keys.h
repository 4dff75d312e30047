/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom this office believes. A directory holds public keys, each under a name. In the plain form each file NAME.pub is a key for registry
 * deliveries, but office.pub, which is for the list of persons. In the managed form root.ini lists the keys with role and dates, and is replaced only by a list that enough root keys of the old and of
 * the new list have signed; files NAME.pub then count for nothing.
 */
#ifndef REGISTRY_KEYS_H
#define REGISTRY_KEYS_H

#include "base/date.h"
#include "base/diag.h"
#include "base/minisign.h"

enum key_role { KEY_ROLE_ROOT, KEY_ROLE_REGISTRY, KEY_ROLE_PEOPLE /* signs the list of persons */, KEY_ROLES };
struct trusted_key {
	char *name;
	enum key_role role;
	struct mini_key key;
	date_days valid_from, revoked_on; /* DATE_NONE: always, never */
};
struct key_ring {
	struct trusted_key *items;
	size_t count, capacity;
	bool managed; /* from a root.ini, which the following describe */
	int64_t version;
	date_days issued_on, expires_on;
	size_t threshold;
};
/* An absent directory gives an empty ring. A file that cannot be read, or two keys of one id or name, are faults. */
enum status key_ring_load(struct key_ring *out, const char *directory, struct diag_list *diags);
/* A list of keys from its bytes; `file` is for messages. */
enum status key_ring_parse(struct key_ring *out, const char *file, const char *bytes, size_t len, struct diag_list *diags);
void key_ring_done(struct key_ring *ring);
const char *key_role_word(enum key_role role);
/* The key of an id and role that counts on a day, or NULL. `why` (static, translated) says why not. */
const struct trusted_key *key_ring_find(const struct key_ring *ring, const uint8_t id[8], enum key_role role, date_days day, const char **why);

/*
 * Checks a new list at `path` against the one in force (`now`; not managed: there is none yet) and gives it out. Beside it stand signatures, one a
 * file, named FILE.NAME.minisig after the key. Refused: fewer good signatures of root keys than the threshold of the old or of the new list
 * asks for, a version that is not higher, a list that has expired on `day`. *signers (caller frees) names those who signed.
 */
enum status key_ring_succeed(struct key_ring *out, const struct key_ring *now, const char *path, date_days day, char **signers,
	struct diag_list *diags);

#endif
