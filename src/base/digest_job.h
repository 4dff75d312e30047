/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The SHA-256 of a large delivery, made by another processor while this one reads the list. The bytes are borrowed and may not change until
 * the job has ended. A short delivery, or a system that gives no thread, is digested in place: the result is the same.
 */
#ifndef BASE_DIGEST_JOB_H
#define BASE_DIGEST_JOB_H

#include <stddef.h>

#include "base/sign.h"

struct digest_job;
struct digest_job *digest_job_new(const void *bytes, size_t len);
/* Waits for the digest. `out` NULL: nobody needs it any more, and what is left of the work is not done. */
void digest_job_end(struct digest_job **job, struct digest *out);

#endif
