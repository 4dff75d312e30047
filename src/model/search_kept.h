/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A search that is kept with a step as evidence: what was looked for, in which snapshot, every hit, and why each rejected hit was not taken. It
 * is an entry of the step (key c1-1-s1) and lives in the dossier as the texts of its search.* facts, one hit a line; here they are taken apart
 * and put together. The digest of the hits is over their lines, so that whoever has the snapshot can make it again.
 */
#ifndef MODEL_SEARCH_KEPT_H
#define MODEL_SEARCH_KEPT_H

#include "base/mem.h"
#include "base/sign.h"
#include "model/dossier.h"
#include "model/listing.h"

#define KEPT_LINES_MAX 980 /* of hits and rejected hits together: a section of a case file holds at most 1000 keys */
#define KEPT_RULE "rule." /* before the id of a rule that is the reason */

struct kept_hit {
	const char *list, *number, *name;
	const char *reason; /* name of a [rejection.NAME], or KEPT_RULE and the id of a rule; NULL: not rejected */
	const char *words;  /* "" when none */
};
struct kept_search {
	const char *query, *filter, *snapshot, *snapshot_digest, *digest; /* texts as kept; "" when none */
	date_days issued_on, as_of, until;
	bool screened;
	struct kept_hit *hits;
	size_t count, rejected;
	struct arena arena; /* of the hits */
};

/*
 * Takes a kept search apart. False with what is wrong (caller frees) when lines, count and digest do not agree, a rejected number is no hit, or a
 * reason is not known or lacks its words. Texts are borrowed from the dossier or stand in the arena; release with kept_search_done.
 */
bool kept_search_read(struct kept_search *out, const struct dossier *dossier, const struct entity *entity, char **why);
void kept_search_done(struct kept_search *search);

/* The number of a kept search within its step, as its key has it. */
int kept_search_number(const struct entity *entity);

/* The line of a hit, with its line feed. Appends. What would break a line or a case file is replaced, so a line is always read as it was written. */
void kept_hit_add(struct buf *lines, const struct listing *row);
/* The digest of such lines in hexadecimal. */
void kept_hits_digest(const struct buf *lines, char out[65]);
/*
 * The text of search.hits for such lines: as many on one line of a case file as it has room for, so that some thousands of hits fit into one search.
 * Appends; returns how many lines it takes.
 */
size_t kept_hits_pack(const struct buf *lines, struct buf *out);
/* The text of search.rejected for these hits. Appends; returns how many lines it takes. */
size_t kept_rejected_write(const struct kept_search *search, struct buf *out);

/* Whether an edition has this reason; *words becomes whether it needs words. */
bool kept_reason_known(const struct edition *edition, const char *reason, bool *words);
/* Its title; borrowed. NULL when it is not known. */
const struct text *kept_reason_title(const struct edition *edition, const char *reason);

/* The answer by which a step says that no service suits (doc/formats.md section 2, `search`), or NULL. The caller asks whether it counts. */
const struct fact *kept_search_claim(const struct dossier *dossier, const struct entity *step);

#endif
