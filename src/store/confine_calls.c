/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calls that are left. Every other one fails with EPERM and does not end the process: the C library tries calls that it can do without, and which ones those
 * are changes with its version. Memory may be asked for, but never to run what stands in it.
 */
#include "store/confine.h"

#ifdef HAVE_SECCOMP

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

/* Those that are asked for most come first, because the list is walked. */
static const int plain[] = {
	SCMP_SYS(write), SCMP_SYS(read), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(lseek), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise),
	SCMP_SYS(memfd_create), SCMP_SYS(dup), SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(getrandom), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(exit), SCMP_SYS(exit_group),
	/* The same by the names that machines of 32 bits have for them; elsewhere the library passes over these. */
	SCMP_SYS(fstat64), SCMP_SYS(_llseek), SCMP_SYS(futex_time64), SCMP_SYS(clock_gettime64), SCMP_SYS(sigreturn),
#ifdef KS_SANITIZERS
	/* What a sanitizer does while it runs, and to tell what it found. */
	SCMP_SYS(sched_yield), SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigaction), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64),
#endif
};

/* Memory that nothing is run from; fstat, as newer C libraries ask it, of a descriptor and without a name; abort, to the process itself (`own`). */
static bool allow_narrow(scmp_filter_ctx filter, scmp_datum_t own)
{
	const struct {
		int call;
		struct scmp_arg_cmp only;
	} narrow[] = {
		{ SCMP_SYS(mmap), { .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = PROT_EXEC, .datum_b = 0 } },
		{ SCMP_SYS(mmap2), { .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = PROT_EXEC, .datum_b = 0 } },
		{ SCMP_SYS(mprotect), { .arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = PROT_EXEC, .datum_b = 0 } },
		{ SCMP_SYS(newfstatat), { .arg = 3, .op = SCMP_CMP_EQ, .datum_a = AT_EMPTY_PATH } },
		{ SCMP_SYS(fcntl), { .arg = 1, .op = SCMP_CMP_EQ, .datum_a = F_GETFL } },
		{ SCMP_SYS(fcntl64), { .arg = 1, .op = SCMP_CMP_EQ, .datum_a = F_GETFL } },
		{ SCMP_SYS(tgkill), { .arg = 0, .op = SCMP_CMP_EQ, .datum_a = own } },
	};
	bool good = true;

	for (size_t i = 0; i < sizeof narrow / sizeof narrow[0] && good; i++)
		good = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, narrow[i].call, 1, &narrow[i].only) == 0;
	return good;
}

bool confine_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool good = filter != NULL;

	for (size_t i = 0; i < sizeof plain / sizeof plain[0] && good; i++)
		good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, plain[i], 0) == 0;
	good = good && allow_narrow(filter, (scmp_datum_t)getpid()) && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

#else

bool confine_calls(void)
{
	return false;
}

#endif
