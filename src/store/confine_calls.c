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
#ifdef KS_SANITIZERS
	/* What a sanitizer does while it runs, and to tell what it found. */
	SCMP_SYS(sched_yield), SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigaction), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64),
#endif
};

static bool allow_narrow(scmp_filter_ctx filter)
{
	const scmp_datum_t exec = PROT_EXEC;

	/* fstat, as newer C libraries ask it: of a descriptor, without a name. abort and assert: to the process itself. */
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, exec, 0)) == 0 &&
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, exec, 0)) == 0 &&
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH)) == 0 &&
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL)) == 0 &&
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid())) == 0;
}

bool confine_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool good = filter != NULL;

	for (size_t i = 0; i < sizeof plain / sizeof plain[0] && good; i++)
		good = seccomp_rule_add(filter, SCMP_ACT_ALLOW, plain[i], 0) == 0;
	good = good && allow_narrow(filter) && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

#else

bool confine_calls(void)
{
	return false;
}

#endif
