/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many signatures and digests checked by other processors while this one reads or writes what they belong to; whoever waits for the end takes a part of what
 * is left. The bytes are borrowed and may not change until the job has ended. A few, or on a system that gives no thread, are checked in place: the result
 * is the same.
 */
#ifndef BASE_SIGN_JOB_H
#define BASE_SIGN_JOB_H

#include "base/sign.h"

struct sign_check {
	const uint8_t *public_key; /* 32 bytes; NULL: only the digest is checked */
	const void *bytes;
	size_t len;
	const struct signature *signature;
	const struct digest *digest; /* NULL: only the signature is checked */
	struct digest *made; /* becomes the digest, whatever it should be; NULL: nobody needs it */
	const void *digested;
	size_t digested_len;
	bool good, intact; /* the results: of the signature, of the digest; true for what is not asked */
};
struct sign_job;
struct sign_job *sign_job_new(struct sign_check *checks, size_t count);
/* Waits until each is checked. */
void sign_job_end(struct sign_job **job);

#endif
