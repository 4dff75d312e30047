/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a process that has given up its rights can still do, tried one by one; and a kernel that lacks Landlock or lists of calls, which is played by a list of
 * calls of our own that is there before. Built a second time without both (CONFINE_BARE).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#include "store/confine.h"

static const struct confine_limits limits = { .memory = (size_t)512 << 20, .file = 65536, .seconds = 30 };

/* The code with which a child ends that has confined itself and then tried something. */
static int tried(int (*try)(unsigned bits))
{
	pid_t child = fork();
	unsigned bits = 0;
	int waited = 0;

	assert_true(child >= 0);
	if (child == 0)
		_exit(confine(&limits, &bits) ? try(bits) : 99);
	assert_int_equal(waitpid(child, &waited, 0), child);
	return WIFEXITED(waited) ? WEXITSTATUS(waited) : 128 + WTERMSIG(waited);
}

static int tell_bits(unsigned bits)
{
	return (int)bits;
}

/* ---- what holds everywhere ---- */

static int has_limits(unsigned bits)
{
	struct rlimit core, files, cpu;

	(void)bits;
	/* Where the list of calls is, limits cannot even be asked for; they were set before. */
	if (getrlimit(RLIMIT_CORE, &core) != 0)
		return errno == EPERM ? 0 : 1;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0 || getrlimit(RLIMIT_CPU, &cpu) != 0)
		return 1;
	return core.rlim_max == 0 && files.rlim_max <= 8 && cpu.rlim_cur == limits.seconds && cpu.rlim_max > cpu.rlim_cur ? 0 : 2;
}

static int is_humble(unsigned bits)
{
	int rights = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);

	(void)bits;
	return rights == 1 || (rights < 0 && errno == EPERM) ? 0 : 1;
}

static int others_are_closed(unsigned bits)
{
	(void)bits;
	for (int fd = 3; fd < 64; fd++)
		if (close(fd) == 0)
			return fd;
	return 0;
}

#ifndef KS_SANITIZERS
static int eat(unsigned bits)
{
	(void)bits;
	return malloc((size_t)1 << 30) ? 1 : 0;
}
#endif

static int write_much(unsigned bits)
{
	static const char block[4096];
	int fd = memfd_create("much", 0);

	(void)bits;
	for (int i = 0; i < 17; i++)
		if (write(fd, block, sizeof block) != (ssize_t)sizeof block)
			return 1;
	return 0;
}

static void limited(void **state)
{
	int held = open("/dev/null", O_RDONLY);

	(void)state;
	assert_true(held > STDERR_FILENO);
	assert_int_equal(tried(has_limits), 0);
	assert_int_equal(tried(is_humble), 0);
	assert_int_equal(tried(others_are_closed), 0);
	assert_int_equal(tried(write_much), 128 + SIGXFSZ);
#ifndef KS_SANITIZERS
	assert_int_equal(tried(eat), 0);
#endif
	close(held);
	assert_true(tried(tell_bits) & CONFINED_LIMITS);
}

static void in_words(void **state)
{
	char words[CONFINE_WORDS_MAX];

	(void)state;
	confine_words(CONFINED_LIMITS | CONFINED_FILES | CONFINED_CALLS, words);
	assert_string_equal(words, "limits landlock seccomp");
	confine_words(CONFINED_LIMITS | CONFINED_CALLS, words);
	assert_string_equal(words, "limits seccomp");
	confine_words(CONFINED_LIMITS, words);
	assert_string_equal(words, "limits");
}

#ifdef CONFINE_BARE

static void told(void **state)
{
	(void)state;
	assert_int_equal(tried(tell_bits), CONFINED_LIMITS);
}

#else

/* ---- what is refused ---- */

static int try_open(unsigned bits)
{
	(void)bits;
	return open("/etc/passwd", O_RDONLY) < 0 && (errno == EPERM || errno == EACCES) ? 0 : 1;
}

static int try_create(unsigned bits)
{
	(void)bits;
	return open("/tmp/kumoshirube-confined", O_CREAT | O_WRONLY, 0600) < 0 && (errno == EPERM || errno == EACCES) ? 0 : 1;
}

static int try_own_file(unsigned bits)
{
	(void)bits;
	return open("/proc/self/fd/0", O_RDONLY) < 0 && errno == EPERM ? 0 : 1;
}

static int try_unlink(unsigned bits)
{
	(void)bits;
	return unlink("/tmp/kumoshirube-none") < 0 && errno == EPERM ? 0 : 1;
}

static int try_socket(unsigned bits)
{
	(void)bits;
	return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM && socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM ? 0 : 1;
}

static int try_fork(unsigned bits)
{
	pid_t child = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

	(void)bits;
	if (child == 0)
		_exit(0);
	return child < 0 && errno == EPERM ? 0 : 1;
}

static int try_exec(unsigned bits)
{
	char *const words[] = { (char[]){ "/bin/true" }, NULL };

	(void)bits;
	execve("/bin/true", words, words + 1);
	return errno == EPERM ? 0 : 1;
}

static int try_code(unsigned bits)
{
	(void)bits;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EPERM ? 0 : 1;
}

static int try_kill(unsigned bits)
{
	(void)bits;
	return kill(getppid(), 0) < 0 && errno == EPERM ? 0 : 1;
}

#ifndef KS_SANITIZERS
static int try_limits(unsigned bits)
{
	const struct rlimit more = { 1, 1 };

	(void)bits;
	return setrlimit(RLIMIT_CPU, &more) < 0 && errno == EPERM ? 0 : 1;
}
#endif

/* What reading a bundle needs. */
static int try_work(unsigned bits)
{
	int fd = memfd_create("work", MFD_CLOEXEC);
	char *more = malloc((size_t)8 << 20);
	char back[4] = "";

	(void)bits;
	if (fd < 0 || !more || write(fd, "abc", 3) != 3 || lseek(fd, 0, SEEK_SET) != 0 || read(fd, back, 3) != 3 || strcmp(back, "abc") != 0)
		return 1;
	memset(more, 1, (size_t)8 << 20);
	free(more);
	return close(fd);
}

static void refused(void **state)
{
	static int (*const tries[])(unsigned bits) = { try_open, try_create, try_own_file, try_unlink, try_socket, try_fork, try_exec, try_code, try_kill,
#ifndef KS_SANITIZERS
		try_limits,
#endif
	};

	(void)state;
	if (!(tried(tell_bits) & CONFINED_CALLS)) {
		print_message("# this kernel knows no lists of calls\n");
		skip();
	}
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++)
		if (tried(tries[i]) != 0)
			fail_msg("try %zu: %d", i, tried(tries[i]));
	assert_int_equal(tried(try_work), 0);
	assert_int_equal(access("/tmp/kumoshirube-confined", F_OK), -1);
}

/* Landlock alone, where the list of calls is not there. */
static int try_files_alone(unsigned bits)
{
	if (!(bits & CONFINED_FILES))
		return 77;
	return open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES ? 0 : 1;
}

/* As a kernel answers that has not what is asked for. */
static void play_old(bool files)
{
	const struct scmp_arg_cmp older = { .arg = 0, .op = SCMP_CMP_EQ, .datum_a = PR_SET_SECCOMP };
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	if (!filter || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) != 0 ||
		seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, &older) != 0 ||
		(!files && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SYS_landlock_create_ruleset, 0) != 0) || seccomp_load(filter) != 0)
		_exit(98);
	seccomp_release(filter);
}

static int tried_on_old(bool files, int (*try)(unsigned bits))
{
	pid_t child = fork();
	int waited = 0;

	assert_true(child >= 0);
	if (child == 0) {
		unsigned bits = 0;

		play_old(files);
		_exit(confine(&limits, &bits) ? try(bits) : 99);
	}
	assert_int_equal(waitpid(child, &waited, 0), child);
	return WIFEXITED(waited) ? WEXITSTATUS(waited) : 128 + WTERMSIG(waited);
}

static void old_kernels(void **state)
{
	int alone;

	(void)state;
	if (!(tried(tell_bits) & CONFINED_CALLS)) {
		print_message("# this kernel knows no lists of calls\n");
		skip();
	}
	assert_int_equal(tried_on_old(false, tell_bits), CONFINED_LIMITS);
	assert_int_equal(tried_on_old(false, others_are_closed), 0);
	assert_int_equal(tried_on_old(true, tell_bits) & CONFINED_CALLS, 0);
	alone = tried_on_old(true, try_files_alone);
	assert_true(alone == 0 || alone == 77);
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limited),
		cmocka_unit_test(in_words),
#ifdef CONFINE_BARE
		cmocka_unit_test(told),
#else
		cmocka_unit_test(refused),
		cmocka_unit_test(old_kernels),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
