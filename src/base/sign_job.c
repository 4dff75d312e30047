/* SPDX-License-Identifier: Apache-2.0 */
/* One thread for one job: it writes nothing but the results, which nobody reads before the job has ended. */
#include "base/sign_job.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"

enum { ALONE = 16 /* below this, starting a thread is not worth it */ };

struct sign_job {
	struct sign_check *checks;
	size_t count;
	pthread_t thread;
	bool started;
};

static void *work(void *context)
{
	struct sign_job *job = context;

	for (size_t i = 0; i < job->count; i++) {
		struct sign_check *check = &job->checks[i];
		struct digest now;

		check->good = sign_verify(check->public_key, check->bytes, check->len, check->signature);
		if (check->digest)
			digest_of(&now, check->digested, check->digested_len);
		check->intact = !check->digest || digest_equal(&now, check->digest);
	}
	return NULL;
}

struct sign_job *sign_job_new(struct sign_check *checks, size_t count)
{
	struct sign_job *job = MEM_NEW(struct sign_job);

	job->checks = checks;
	job->count = count;
	job->started = count >= ALONE && pthread_create(&job->thread, NULL, work, job) == 0;
	return job;
}

void sign_job_end(struct sign_job **slot)
{
	struct sign_job *job = *slot;

	if (!job)
		return;
	if (job->started)
		pthread_join(job->thread, NULL);
	else
		work(job);
	free(job);
	*slot = NULL;
}
