/* SPDX-License-Identifier: Apache-2.0 */
/* What reading and writing a case file share: which facts it holds and what stands beside a value. Private to this room. */
#ifndef MODEL_DOSSIER_FILE_H
#define MODEL_DOSSIER_FILE_H

#include "base/ini.h"
#include "model/dossier.h"

#define CASE_FORMAT "1"

/* A companion of a value: the key is "FACT.suffix". */
struct companion {
	const char *suffix;
	size_t offset; /* of the char * in struct answer */
};
/* Ends with a NULL suffix. */
extern const struct companion COMPANIONS[];

/* The keys of [meta.case]; ends with a NULL pattern. */
extern const struct ini_key CASE_META_KEYS[];

/* A case file holds what was answered and what was listed; what is derived or provided is worked out again. */
bool fact_is_kept(const struct fact *fact);

#endif
