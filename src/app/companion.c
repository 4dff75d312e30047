/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes out is a file in memory, not a pipe, and so is what goes in where it is there before the program: neither side ever waits for the other. A program
 * that is started before its input gets a pipe, and reads all of it before it writes; one that ends early is no signal to us, since main ignores SIGPIPE.
 */
#include "app/companion.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

char *companion_find(const char *name)
{
	char own[PATH_MAX + 1];
	ssize_t len = readlink("/proc/self/exe", own, sizeof own - 1);
	if (len > 0) {
		own[len] = '\0';
		char *directory = path_directory(own), *beside = path_join(directory, name);
		free(directory);
		if (file_exists(beside))
			return beside;
		free(beside);
	}
	return path_join(KS_LIBEXECDIR, name);
}

int companion_memory(const char *name)
{
	return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

bool companion_pipe(int *read_end, int *write_end)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	*read_end = ends[0];
	*write_end = ends[1];
	return true;
}

bool companion_seal(int memory)
{
	return fcntl(memory, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0 && lseek(memory, 0, SEEK_SET) == 0;
}

bool companion_read(int memory, size_t most, struct buf *out)
{
	off_t size = lseek(memory, 0, SEEK_END);
	if (size < 0 || (size_t)size > most || lseek(memory, 0, SEEK_SET) != 0)
		return false;
	for (size_t left = (size_t)size; left > 0;) {
		ssize_t got = read(memory, buf_room(out, left), left);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		buf_filled(out, (size_t)got);
		left -= (size_t)got;
	}
	return true;
}

static void add_stream(posix_spawn_file_actions_t *actions, int from, int to)
{
	if (from >= 0)
		posix_spawn_file_actions_adddup2(actions, from, to);
	else
		posix_spawn_file_actions_addopen(actions, to, "/dev/null", O_RDWR, 0);
}

int companion_start(const char *program, char *const arguments[], char *const environment[], const struct companion_streams *streams, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	add_stream(&actions, streams->in, STDIN_FILENO);
	add_stream(&actions, streams->out, STDOUT_FILENO);
	add_stream(&actions, streams->said, STDERR_FILENO);
#ifdef HAVE_POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
#endif
	int error = posix_spawn(child, program, &actions, NULL, arguments, environment);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

bool companion_wait(pid_t child, int *waited)
{
	while (waitpid(child, waited, 0) < 0)
		if (errno != EINTR)
			return false;
	return true;
}

int64_t companion_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#define LOOK_MS 10 /* where the kernel cannot tell of an end, it is looked for so often */

bool companion_wait_until(pid_t child, int64_t deadline, int *waited, bool *late)
{
	struct pollfd end = { .fd = (int)syscall(SYS_pidfd_open, child, 0), .events = POLLIN };
	pid_t ended = 0;
	*late = false;
	while (!*late && (ended = waitpid(child, waited, WNOHANG)) == 0) {
		int64_t left = deadline - companion_now();
		*late = left <= 0;
		if (!*late)
			poll(&end, 1, end.fd < 0 && left > LOOK_MS ? LOOK_MS : left > INT_MAX ? INT_MAX : (int)left);
	}
	if (end.fd >= 0)
		close(end.fd);
	if (!*late)
		return ended == child;
	kill(child, SIGKILL);
	return companion_wait(child, waited);
}
