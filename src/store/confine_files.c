/* SPDX-License-Identifier: Apache-2.0 */
/* Landlock, by its system calls, since the C library has none for it. A set of rules that allows nothing refuses every file of any name. */
#include "store/confine.h"

#ifdef HAVE_LINUX_LANDLOCK_H

#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifdef SYS_landlock_create_ruleset

/* How many rights over files each version of the interface knows; a kernel refuses a set with one that it does not know. */
static uint64_t rights_of(long version)
{
	static const int counts[] = { 0, 13, 14, 15, 15, 16 };
	long last = (long)(sizeof counts / sizeof counts[0]) - 1;

	return (UINT64_C(1) << counts[version < last ? version : last]) - 1;
}

bool confine_files(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr rules;
	bool good;
	long set;

	if (version < 1)
		return false;
	rules = (struct landlock_ruleset_attr){ .handled_access_fs = rights_of(version) };
	set = syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
	if (set < 0)
		return false;
	good = syscall(SYS_landlock_restrict_self, set, 0) == 0;
	close((int)set);
	return good;
}

#define KS_LANDLOCK 1
#endif
#endif

#ifndef KS_LANDLOCK
bool confine_files(void)
{
	return false;
}
#endif
