/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An act: what somebody did to a case after it was handed in. It names what it speaks of by digest (the revision, the edition and the snapshot of that
 * revision), who did it in which role and when, and the words. Nothing of it can be moved to another revision, and it follows one certain artifact of
 * its record, so that the order of acts is part of what is signed.
 *
 * Canonical bytes: the tag "kumoshirube/KIND/1" (KIND as life_kind gives it) and a NUL, then netstrings in this order: record id, revision digest (hex),
 * edition digest (hex), snapshot digest (hex, empty when the revision has none), digest of the artifact before in the record (hex), author, role,
 * public key of the author (hex, empty where only the terminal's key stands for the act), time (decimal seconds, UTC), program version, entity key, fact
 * id (both empty where the act is about the whole), digest of the remark it answers or closes (hex, or empty), words.
 */
#ifndef MODEL_ACT_H
#define MODEL_ACT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/sign.h"
#include "model/life.h"

#define ACT_WORDS_MAX 20000 /* bytes of the words */
#define ACT_NAME_MAX 800    /* bytes of every other text */

/* Texts are owned and never NULL after act_init. */
struct act {
	enum life_verb verb; /* any but LIFE_SUBMIT */
	char *record_id, *author, *role, *program_version, *part, *fact, *words;
	struct digest revision, edition, snapshot, before, about;
	uint8_t key[32];
	bool has_snapshot, has_about, has_key;
	int64_t at;
};
void act_init(struct act *act, enum life_verb verb);
void act_done(struct act *act);
void act_encode(const struct act *act, struct buf *out);
/* Exact inverse; bytes that encode would not produce, and texts beyond the limits, are refused with the name of the field. */
enum status act_decode(struct act *out, const char *name, const void *bytes, size_t len, struct diag_list *diags);
/* Whether the texts keep the limits and hold no control or invisible characters; line feeds are allowed in the words alone. */
bool act_is_sound(const struct act *act);

/*
 * The signature of a person over an artifact, itself an artifact of the kind "signature". Canonical bytes: the tag "kumoshirube/signature/1" and a NUL,
 * then netstrings: digest of the artifact (hex), public key (hex), the signature file in the form of minisign.
 */
#define KIND_SIGNATURE "signature"
struct act_signature {
	struct digest of;
	uint8_t key[32];
	char *file; /* owned */
};
void act_signature_done(struct act_signature *signature);
void act_signature_encode(const struct act_signature *signature, struct buf *out);
enum status act_signature_decode(struct act_signature *out, const char *name, const void *bytes, size_t len, struct diag_list *diags);

#endif
