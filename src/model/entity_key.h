/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of entities: "case", "c1", "c1-1", "c1-1-k1", and of entries: "i1", "c1-1-s1", "c1-1-k1-m1". Numbers run from 1 to 9999 without leading zeros. Private to this room. */
#ifndef MODEL_ENTITY_KEY_H
#define MODEL_ENTITY_KEY_H

#include <stdbool.h>

#include "model/dossier.h"

struct entity_key {
	enum scope scope; /* any but SERVICE */
	int component, step, candidate; /* 0 where the scope does not reach */
	int entry; /* of a kind of information, a criterion or a search */
};

bool entity_key_parse(const char *text, struct entity_key *out);
void entity_key_format(const struct entity_key *key, char out[ENTITY_KEY_MAX + 1]);

#endif
