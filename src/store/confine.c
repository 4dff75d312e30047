/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order matters: descriptors and limits first, then files, then calls, since the last one takes away what the others need. Everything that a kernel may
 * lack is asked of the kernel itself, never of its version.
 */
#include "store/confine.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESCRIPTORS_MAX 8 /* three, and the files in memory that the INI readers share */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifdef SANITIZED
/* Looking for leaks stops the process from outside, with calls that it has given up. What it runs is looked at for leaks in the tests. */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return 1;
}
#endif

static bool limit(int what, size_t most)
{
	const struct rlimit value = { most, most };

	return setrlimit(what, &value) == 0;
}

static bool set_limits(const struct confine_limits *limits)
{
	/* The first limit has a signal of its own, by which whoever waits knows why; the second one is for who does not heed it. */
	const struct rlimit time = { limits->seconds, limits->seconds + 1 };
	bool good = limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, DESCRIPTORS_MAX) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_FSIZE, limits->file) &&
		setrlimit(RLIMIT_CPU, &time) == 0;

#ifndef SANITIZED
	good = good && limit(RLIMIT_AS, limits->memory);
#endif
	return good;
}

static void close_others(void)
{
	struct rlimit most = { 0, 0 };

#ifdef HAVE_CLOSE_RANGE
	if (close_range(STDERR_FILENO + 1, ~0U, 0) == 0)
		return;
#endif
	if (getrlimit(RLIMIT_NOFILE, &most) != 0 || most.rlim_cur > 65536)
		most.rlim_cur = 65536;
	for (int fd = STDERR_FILENO + 1; fd < (int)most.rlim_cur; fd++)
		close(fd);
}

bool confine(const struct confine_limits *limits, unsigned *out)
{
	*out = 0;
	umask(077);
	close_others();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || !set_limits(limits))
		return false;
	*out = CONFINED_LIMITS;
	if (confine_files())
		*out |= CONFINED_FILES;
	if (confine_calls())
		*out |= CONFINED_CALLS;
	return true;
}

void confine_words(unsigned bits, char out[CONFINE_WORDS_MAX])
{
	snprintf(out, CONFINE_WORDS_MAX, "%s%s%s", bits & CONFINED_LIMITS ? "limits" : "", bits & CONFINED_FILES ? " landlock" : "",
		bits & CONFINED_CALLS ? " seccomp" : "");
}
