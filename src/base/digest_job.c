/* SPDX-License-Identifier: Apache-2.0 */
/* One thread for one digest: it shares nothing with the rest of the program but the bytes, which both only read, and the wish to stop. */
#include "base/digest_job.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"

enum { PART_BYTES = 1 << 20, ALONE_BYTES = 4 << 20 /* below this, starting a thread is not worth it */ };

struct digest_job {
	const char *bytes;
	size_t len;
	struct digest digest;
	pthread_t thread;
	bool started;
	atomic_bool unwanted;
};

static void *work(void *context)
{
	struct digest_job *job = context;
	struct digest_stream stream;

	digest_begin(&stream);
	for (size_t at = 0; at < job->len && !atomic_load(&job->unwanted); at += PART_BYTES)
		digest_add(&stream, job->bytes + at, job->len - at < PART_BYTES ? job->len - at : PART_BYTES);
	digest_end(&stream, &job->digest);
	return NULL;
}

struct digest_job *digest_job_new(const void *bytes, size_t len)
{
	struct digest_job *job = MEM_NEW(struct digest_job);

	job->bytes = bytes;
	job->len = len;
	atomic_init(&job->unwanted, false);
	job->started = len >= ALONE_BYTES && pthread_create(&job->thread, NULL, work, job) == 0;
	return job;
}

void digest_job_end(struct digest_job **slot, struct digest *out)
{
	struct digest_job *job = *slot;

	if (!job)
		return;
	atomic_store(&job->unwanted, !out);
	if (job->started)
		pthread_join(job->thread, NULL);
	else if (out)
		work(job);
	if (out)
		*out = job->digest;
	free(job);
	*slot = NULL;
}
