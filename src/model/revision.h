/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A revision: the immutable record of one examination. It holds every answer with reason, evidence, source and author, the frozen listing
 * values, the verdict with its trace, and the digests of edition and snapshot; so that an auditor can derive the verdict again.
 *
 * Canonical bytes: the domain tag "kumoshirube/revision/1" and a NUL, then netstrings in this order: record id, reference, edition id, edition digest (hex),
 * snapshot name, snapshot digest (hex, empty when none), snapshot issue date (ISO), snapshot sample ("yes" or "no"), snapshot source and signature state, as-of date (ISO),
 * program version, previous revision digest (hex, empty for the first), author, organisation role, submitted at (decimal seconds, UTC),
 * result line of the policy check, the dossier in case-file form, the verdict as verdict_write gives it. Where the record has triggers the tag is
 * "kumoshirube/revision/2", and their text (model/trigger.h) follows; a record of the first form has none, and stays as it is. A revision that joins two
 * that were made on two terminals has the tag "kumoshirube/revision/3", the text of the triggers (which may be empty), and the digest (hex) of the other one.
 */
#ifndef MODEL_REVISION_H
#define MODEL_REVISION_H

#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/sign.h"

#define REVISION_TEXT_MAX 800 /* bytes */

/* Texts are owned and never NULL after revision_init. */
struct revision {
	char *record_id, *reference, *edition_id, *snapshot_name, *snapshot_source, *snapshot_signature, *program_version, *author, *role, *policy_check;
	struct digest edition_digest, snapshot_digest;
	bool has_snapshot, snapshot_sample;
	int32_t snapshot_issued_on, as_of; /* date_days */
	struct digest previous, merged; /* merged: the other parent */
	bool has_previous, has_merged;
	int64_t submitted_at;
	char *dossier; /* case-file form */
	char *verdict; /* verdict_write form */
	char *triggers; /* triggers_write form; "" for none */
};
void revision_init(struct revision *revision);
void revision_done(struct revision *revision);
void revision_encode(const struct revision *revision, struct buf *out);
/* Exact inverse: bytes that encode would not produce are refused, with the name of the field. */
enum status revision_decode(struct revision *out, const char *name, const void *bytes, size_t len, struct diag_list *diags);
/*
 * What of a revision from elsewhere may not come in, although its bytes are canonical: the name of the field, in the language of the user, or NULL. A reference
 * has the form of model/reference.h; an edition id is one part of a path; other short texts are plain (base/utf8.h) and of at most REVISION_TEXT_MAX bytes.
 * What is in our own chain is read all the same.
 */
const char *revision_unfit(const struct revision *revision);

#endif
