/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each check is taken by one thread, whoever comes first, and nothing but its own results is written; nobody reads these before the job has ended. The one
 * that waits would be idle, so it works along.
 */
#include "base/sign_job.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

enum { ALONE = 16 /* below this, starting a thread is not worth it */, MANY = 1024 /* from here on, several are */, HELPERS_MAX = 7 };

struct sign_job {
	struct sign_check *checks;
	size_t count;
	atomic_size_t next;
	pthread_t threads[HELPERS_MAX];
	size_t started;
};

static void check_one(struct sign_check *check)
{
	struct digest now;

	check->good = !check->public_key || sign_verify(check->public_key, check->bytes, check->len, check->signature);
	if (check->digest || check->made)
		digest_of(&now, check->digested, check->digested_len);
	check->intact = !check->digest || digest_equal(&now, check->digest);
	if (check->made)
		*check->made = now;
}

static void *work(void *context)
{
	struct sign_job *job = context;

	for (size_t i; (i = atomic_fetch_add(&job->next, 1)) < job->count;)
		check_one(&job->checks[i]);
	return NULL;
}

/* One beside the caller; for many checks one for each of the other processors. */
static size_t count_helpers(size_t checks)
{
	long others = checks < MANY ? 1 : sysconf(_SC_NPROCESSORS_ONLN) - 1;

	if (checks < ALONE)
		return 0;
	return others < 1 ? 1 : others < HELPERS_MAX ? (size_t)others : HELPERS_MAX;
}

struct sign_job *sign_job_new(struct sign_check *checks, size_t count)
{
	struct sign_job *job = MEM_NEW(struct sign_job);
	size_t helpers = count_helpers(count);

	job->checks = checks;
	job->count = count;
	atomic_init(&job->next, 0);
	while (job->started < helpers && pthread_create(&job->threads[job->started], NULL, work, job) == 0)
		job->started++;
	return job;
}

void sign_job_end(struct sign_job **slot)
{
	struct sign_job *job = *slot;

	if (!job)
		return;
	work(job);
	for (size_t i = 0; i < job->started; i++)
		pthread_join(job->threads[i], NULL);
	free(job);
	*slot = NULL;
}
