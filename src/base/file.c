/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a path names is known only after it was opened, so every check is made on the descriptor. O_NONBLOCK keeps a FIFO from stopping
 * the program before the check; for a regular file it changes nothing.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* O_NOFOLLOW, statfs */
#endif
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/sign.h"

enum { READ_STEP = 16384 };

static const char *kind_word(mode_t mode)
{
	if (S_ISDIR(mode))
		return _("a directory");
	if (S_ISFIFO(mode))
		return _("a pipe");
	if (S_ISSOCK(mode))
		return _("a socket");
	return _("a device");
}

/* Opens a regular file for reading and gives its size; -1 after saying why not. */
static int open_regular(const char *path, bool is_private, size_t limit, size_t *size, struct diag_list *diags)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat info;

	*size = 0;
	if (fd < 0) {
		if (errno == ELOOP)
			diag_error(diags, STATUS_INPUT, path, 0, _("this is a symbolic link; give the path of the file itself"));
		else
			diag_error(diags, STATUS_INPUT, path, 0, _("cannot open the file: %s"), strerror(errno));
		return -1;
	}
	if (fstat(fd, &info))
		diag_error(diags, STATUS_INPUT, path, 0, _("cannot examine the file: %s"), strerror(errno));
	else if (!S_ISREG(info.st_mode))
		diag_error(diags, STATUS_INPUT, path, 0, _("this is %s; a regular file is needed"), kind_word(info.st_mode));
	else if (is_private && (info.st_mode & 077))
		diag_error(diags, STATUS_INPUT, path, 0, _("others may read or write this file (mode %03o); set it to 600"),
			   (unsigned)(info.st_mode & 0777));
	else if (info.st_size > 0 && (uintmax_t)info.st_size > limit)
		diag_error(diags, STATUS_INPUT, path, 0, _("the file has %jd bytes; at most %zu are allowed"), (intmax_t)info.st_size, limit);
	else {
		*size = info.st_size > 0 ? (size_t)info.st_size : 0;
		return fd;
	}
	close(fd);
	return -1;
}

/*
 * Reads to the end. The size was asked for before, so one call mostly takes all, straight into the buffer; the byte beyond it is asked for
 * so that a file which grows meanwhile is noticed. A regular file gives fewer bytes than asked for only at its end, but files that the
 * kernel makes up say that they are empty, and for them only a call that gives nothing is the end.
 */
static enum status read_all(struct buf *out, const char *path, int fd, size_t size, size_t limit, struct diag_list *diags)
{
	size_t start = out->len;

	for (;;) {
		size_t had = out->len - start, room = had < size ? size - had + 1 : READ_STEP;
		ssize_t got = read(fd, buf_room(out, room), room);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return diag_error(diags, STATUS_INPUT, path, 0, _("cannot read the file: %s"), strerror(errno));
		if (!got)
			return STATUS_OK;
		/* The size was checked before, but the file may grow while it is read. */
		if ((size_t)got > limit - had)
			return diag_error(diags, STATUS_INPUT, path, 0, _("the file has more than %zu bytes"), limit);
		buf_filled(out, (size_t)got);
		if (size && had + (size_t)got == size)
			return STATUS_OK;
	}
}

static enum status read_file(struct buf *out, const char *path, size_t limit, bool is_private, struct diag_list *diags)
{
	size_t start = out->len, size;
	int fd = open_regular(path, is_private, limit, &size, diags);
	enum status status;

	if (fd < 0)
		return STATUS_INPUT;
	status = read_all(out, path, fd, size, limit, diags);
	close(fd);
	if (status != STATUS_OK) {
		out->len = start;
		out->data[start] = '\0';
	}
	return status;
}

enum status file_read(struct buf *out, const char *path, size_t limit, struct diag_list *diags)
{
	return read_file(out, path, limit, false, diags);
}

enum status file_read_private(struct buf *out, const char *path, size_t limit, struct diag_list *diags)
{
	return read_file(out, path, limit, true, diags);
}

bool file_write_all(int fd, const void *bytes, size_t len)
{
	for (const char *at = bytes; len;) {
		ssize_t done = write(fd, at, len);

		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0) {
			at += done;
			len -= (size_t)done;
		}
	}
	return true;
}

/* Makes the name itself durable: without this the file can be whole and yet not be there after a power failure. */
static bool sync_directory(const char *path)
{
	char *directory = path_directory(path);
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && (!fsync(fd) || errno == EINVAL);

	if (fd >= 0)
		close(fd);
	free(directory);
	return ok;
}

/* Fills the temporary file; false with errno. The descriptor is closed in every case. */
static bool fill(int fd, const void *bytes, size_t len, unsigned mode, bool durable)
{
	bool ok = !fchmod(fd, (mode_t)mode) && file_write_all(fd, bytes, len) && (!durable || !fsync(fd));
	int why = errno;

	if (close(fd) && ok)
		return false;
	errno = why;
	return ok;
}

/* How a file comes into its place. */
enum manner { MANNER_REPLACE, MANNER_FRESH, MANNER_CACHE, MANNER_CARRIED };

/* Puts the finished file in place: over what is there, or only where nothing is (`fresh`; *taken when something was). */
static bool put_in_place(const char *temporary, const char *path, bool fresh, bool *taken)
{
	if (!fresh)
		return !rename(temporary, path);
	if (!link(temporary, path)) {
		unlink(temporary);
		return true;
	}
	/* FAT knows no second name for a file; where the kernel cannot refuse to replace there, nothing is replaced all the same. */
	if (errno != EEXIST && (!renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) ||
		(errno == EINVAL && access(path, F_OK) && errno == ENOENT && !rename(temporary, path))))
		return true;
	*taken = errno == EEXIST;
	return false;
}

/* Compares the file with what was meant, from the medium as far as the system lets go of its own copy. False with errno. */
static bool reads_back(const char *path, const char *bytes, size_t len)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	bool same = fd >= 0 && !posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	char *part = mem_alloc(READ_STEP);
	size_t done = 0;

	errno = 0;
	while (same && done <= len) {
		ssize_t got = read(fd, part, READ_STEP);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			same = got == 0 && done == len;
			break;
		}
		same = (size_t)got <= len - done && memcmp(part, bytes + done, (size_t)got) == 0;
		done += (size_t)got;
	}
	if (!same && !errno)
		errno = EIO;
	if (fd >= 0)
		close(fd);
	free(part);
	return same;
}

char *file_temporary(const char *path)
{
	unsigned long long random;

	sign_random(&random, sizeof random);
	return mem_printf("%s.tmp-%016llx", path, random);
}

enum status file_place(const char *temporary, const char *path, bool *taken, struct diag_list *diags)
{
	*taken = false;
	if (!put_in_place(temporary, path, true, taken)) {
		enum status status = *taken ? STATUS_FAILED : diag_error(diags, STATUS_FAILED, path, 0,
			_("cannot put the new file in place: %s. What was there is unchanged"), strerror(errno));
		unlink(temporary);
		return status;
	}
	return sync_directory(path) ? STATUS_OK : diag_error(diags, STATUS_FAILED, path, 0,
		_("the file is written, but its directory cannot be made durable: %s"), strerror(errno));
}

static enum status write_file(const char *path, const void *bytes, size_t len, unsigned mode, enum manner manner, bool *taken,
	struct diag_list *diags)
{
	enum status status = STATUS_OK;
	char *temporary = file_temporary(path);
	int fd;

	fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0) {
		status = diag_error(diags, STATUS_FAILED, path, 0, _("cannot create a file there: %s"), strerror(errno));
		free(temporary);
		return status;
	}
	if (!fill(fd, bytes, len, mode ? mode : 0600, manner != MANNER_CACHE))
		status = diag_error(diags, STATUS_FAILED, path, 0, _("cannot write the file: %s. What was there is unchanged"), strerror(errno));
	else if (manner == MANNER_CARRIED && !reads_back(temporary, bytes, len))
		status = diag_error(diags, STATUS_FAILED, path, 0, _("the medium does not give back what was written to it: %s. Use another medium"), strerror(errno));
	else if (!put_in_place(temporary, path, manner == MANNER_FRESH || manner == MANNER_CARRIED, taken))
		status = *taken ? STATUS_FAILED : diag_error(diags, STATUS_FAILED, path, 0,
			_("cannot put the new file in place: %s. What was there is unchanged"), strerror(errno));
	if (status != STATUS_OK)
		unlink(temporary);
	else if (manner != MANNER_CACHE && !sync_directory(path))
		status = diag_error(diags, STATUS_FAILED, path, 0, _("the file is written, but its directory cannot be made durable: %s"),
				    strerror(errno));
	free(temporary);
	return status;
}

enum status file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct diag_list *diags)
{
	bool taken = false;
	struct stat info;

	/* A rename takes away whatever has the name: a device or a pipe would be a file from then on. */
	if (!stat(path, &info) && !S_ISREG(info.st_mode))
		return diag_error(diags, STATUS_FAILED, path, 0, _("this is %s; a regular file is needed"), kind_word(info.st_mode));
	return write_file(path, bytes, len, mode, MANNER_REPLACE, &taken, diags);
}

enum status file_create(const char *path, const void *bytes, size_t len, unsigned mode, bool *taken, struct diag_list *diags)
{
	*taken = false;
	return write_file(path, bytes, len, mode, MANNER_FRESH, taken, diags);
}

enum status file_carry(const char *path, const void *bytes, size_t len, bool *taken, struct diag_list *diags)
{
	*taken = false;
	return write_file(path, bytes, len, 0600, MANNER_CARRIED, taken, diags);
}

void file_write_cache(const char *path, const void *bytes, size_t len)
{
	bool taken = false;

	write_file(path, bytes, len, 0600, MANNER_CACHE, &taken, NULL);
}

bool file_exists(const char *path)
{
	struct stat info;

	return !lstat(path, &info);
}

enum status file_make_directory(const char *path, struct diag_list *diags)
{
	char *part = mem_strdup(path);
	enum status status = STATUS_OK;
	struct stat info;

	for (char *at = part; status == STATUS_OK && *at;) {
		at += strspn(at, "/");
		at += strcspn(at, "/");

		char kept = *at;

		*at = '\0';
		if (*part && mkdir(part, 0700) && errno != EEXIST && errno != EISDIR && errno != EROFS)
			status = diag_error(diags, STATUS_FAILED, part, 0, _("cannot create the directory: %s"), strerror(errno));
		*at = kept;
	}
	if (status == STATUS_OK && (stat(path, &info) || !S_ISDIR(info.st_mode)))
		status = diag_error(diags, STATUS_FAILED, path, 0, _("cannot create the directory: something else is in its place"));
	free(part);
	return status;
}

bool file_on_unsafe_system(const char *path, const char **name)
{
	static const struct {
		unsigned long magic;
		const char *name;
	} systems[] = {
		{ 0x6969, "nfs" },          { 0x517B, "smb" },          { 0xFF534D42, "cifs" },    { 0xFE534D42, "smb2" },
		{ 0x65735546, "fuse" },     { 0x4D44, "vfat" },         { 0x2011BAB0, "exfat" },   { 0x5346414F, "afs" },
		{ 0x01021997, "9p" },       { 0x786F4256, "vboxsf" },   { 0x00C36400, "ceph" },    { 0x73757245, "coda" },
		{ 0x564C, "ncp" },          { 0x01161970, "gfs2" },     { 0x7461636F, "ocfs2" },   { 0x0BD00BD0, "lustre" },
	};
	struct statfs info;
	bool known = !statfs(path, &info);

	if (!known) {
		char *directory = path_directory(path);

		known = !statfs(directory, &info);
		free(directory);
	}
	for (size_t i = 0; known && i < sizeof systems / sizeof systems[0]; i++)
		if (((unsigned long)info.f_type & 0xFFFFFFFFUL) == systems[i].magic) {
			*name = systems[i].name;
			return true;
		}
	return false;
}

char *path_directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_strdup(".");
	return slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
}

char *path_join(const char *directory, const char *name)
{
	size_t len = strlen(directory);

	if (!len)
		return mem_strdup(name);
	return mem_printf("%s%s%s", directory, directory[len - 1] == '/' ? "" : "/", name);
}
