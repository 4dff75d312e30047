/* SPDX-License-Identifier: Apache-2.0 */
/* Laid before an input method that asks the list of users and not the environment where its home is, so that a test does not write into a real one. */
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

struct passwd *getpwuid(uid_t uid)
{
	static char name[] = "test", password[] = "", shell[] = "/bin/sh";
	static struct passwd entry;
	entry = (struct passwd){.pw_name = name, .pw_passwd = password, .pw_uid = uid, .pw_gid = getgid(), .pw_gecos = name, .pw_dir = getenv("HOME"), .pw_shell = shell};
	return &entry;
}
