/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks of file systems tick in steps of up to two seconds, so a file that was just changed could change again without a sign. */
#include "base/file_state.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const int64_t SECOND_NS = 1000000000, SETTLED_S = 3;

static int64_t nanoseconds(const struct timespec *time)
{
	return (int64_t)time->tv_sec * SECOND_NS + time->tv_nsec;
}

bool file_state_get(const char *path, struct file_state *out)
{
	struct stat info;

	if (lstat(path, &info) != 0)
		return false;
	*out = (struct file_state){
		.device = info.st_dev,
		.inode = info.st_ino,
		.size = (uint64_t)info.st_size,
		.modified_ns = nanoseconds(&info.st_mtim),
		.changed_ns = nanoseconds(&info.st_ctim),
	};
	return true;
}

bool file_state_equal(const struct file_state *a, const struct file_state *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size && a->modified_ns == b->modified_ns &&
	       a->changed_ns == b->changed_ns;
}

bool file_state_settled(const struct file_state *state, int64_t now_s)
{
	int64_t limit = (now_s - SETTLED_S) * SECOND_NS;

	return state->modified_ns < limit && state->changed_ns < limit;
}

/* Another user's file could be shortened under our eyes. */
static bool may_view(const struct stat *info, size_t limit)
{
	return S_ISREG(info->st_mode) && info->st_uid == geteuid() && !(info->st_mode & (S_IWGRP | S_IWOTH)) && info->st_size > 0 &&
	       (uint64_t)info->st_size <= limit;
}

bool file_view_open(struct file_view *out, const char *path, size_t limit)
{
	int fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	struct stat info;
	void *bytes = MAP_FAILED;

	*out = (struct file_view){ .bytes = NULL };
	if (fd < 0)
		return false;
	if (fstat(fd, &info) == 0 && may_view(&info, limit))
		bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	*out = (struct file_view){ .bytes = bytes, .len = (size_t)info.st_size };
	return true;
}

void file_view_done(struct file_view *view)
{
	if (view->bytes)
		munmap((void *)(uintptr_t)view->bytes, view->len);
	*view = (struct file_view){ .bytes = NULL };
}
