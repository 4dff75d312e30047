/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who has a case open. The claim is a lock of the kernel on a small file beside the store, so that it falls away with the program that held it, however
 * that ended; what the file says (since when, and who) counts only while the lock is there. The last one out takes the file away, and a file that a
 * crash has left behind stands in nobody's way. The lock belongs to the open file and not to the process, so two sessions of one process are two.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* F_OFD_SETLK */
#endif
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { ID_LEN = 32, TEXT_MAX = 512, TRIES = 16 };

struct hold {
	char case_id[ID_LEN + 1];
	char *path;
	int descriptor;
	unsigned count; /* how often this store was asked to hold it */
	struct hold *next;
};

static char *hold_directory(const struct store *store)
{
	return mem_printf("%s.open", store->path);
}

static char *hold_path(const struct store *store, const char *case_id)
{
	char *directory = hold_directory(store), *path = path_join(directory, case_id);
	free(directory);
	return path;
}

static struct hold **find(struct store *store, const char *case_id)
{
	struct hold **at = &store->holds;
	while (*at && strcmp((*at)->case_id, case_id) != 0)
		at = &(*at)->next;
	return at;
}

static bool same_file(int descriptor, const char *path)
{
	struct stat open_one, there;
	return fstat(descriptor, &open_one) == 0 && lstat(path, &there) == 0 && open_one.st_dev == there.st_dev && open_one.st_ino == there.st_ino;
}

/*
 * The descriptor with the lock, or -1: somebody else has it (*other), or none can be had here. Whoever held the file may take it away between opening
 * and locking; then the lock is one on nothing, and it is tried again.
 */
static int take_lock(const char *directory, const char *path, bool *other)
{
	*other = false;
	for (int i = 0; i < TRIES; i++) {
		struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
		if (!file_exists(directory) && file_make_directory(directory, NULL) != STATUS_OK)
			return -1;
		int descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
		if (descriptor < 0 && errno == ENOENT)
			continue;
		if (descriptor < 0)
			return -1;
		bool locked = fcntl(descriptor, F_OFD_SETLK, &lock) == 0;
		*other = !locked && (errno == EAGAIN || errno == EACCES);
		if (locked && same_file(descriptor, path))
			return descriptor;
		close(descriptor);
		if (!locked)
			return -1;
	}
	return -1;
}

/* A name is for reading only; should it not be written, the claim counts all the same. */
static void sign_in(int descriptor, const char *name, int64_t at)
{
	char *text = mem_printf("%" PRId64 "\n%.400s", at, name);
	if (ftruncate(descriptor, 0) == 0 && pwrite(descriptor, text, strlen(text), 0) < 0)
		(void)ftruncate(descriptor, 0);
	free(text);
}

bool store_hold(struct store *store, const char *case_id, const char *name, int64_t at)
{
	struct hold *mine = *find(store, case_id);
	bool other = false;
	if (mine) {
		mine->count++;
		return true;
	}
	if (strlen(case_id) != ID_LEN || store->mode == STORE_READ)
		return !store_holder(store, case_id, NULL);
	char *directory = hold_directory(store), *path = hold_path(store, case_id);
	int descriptor = take_lock(directory, path, &other);
	free(directory);
	if (descriptor < 0) {
		free(path);
		return !other;
	}
	sign_in(descriptor, name, at);
	mine = MEM_NEW(struct hold);
	*mine = (struct hold){ .path = path, .descriptor = descriptor, .count = 1, .next = store->holds };
	memcpy(mine->case_id, case_id, ID_LEN + 1);
	store->holds = mine;
	return true;
}

static void let_go(struct store *store, struct hold **slot)
{
	struct hold *hold = *slot;
	char *directory = hold_directory(store);
	*slot = hold->next;
	/* Taken away while it is still locked, so that nobody's claim is. */
	(void)unlink(hold->path);
	close(hold->descriptor);
	(void)rmdir(directory);
	free(directory);
	free(hold->path);
	free(hold);
}

void store_release(struct store *store, const char *case_id)
{
	struct hold **slot = find(store, case_id);
	if (*slot && --(*slot)->count == 0)
		let_go(store, slot);
}

void hold_close_all(struct store *store)
{
	while (store->holds)
		let_go(store, &store->holds);
}

static void read_holder(int descriptor, struct store_holder *out)
{
	char text[TEXT_MAX];
	ssize_t len = pread(descriptor, text, sizeof text - 1, 0);
	text[len > 0 ? len : 0] = '\0';
	char *rest = NULL;
	out->since = strtoll(text, &rest, 10);
	out->name = mem_strdup(*rest == '\n' ? rest + 1 : "");
}

bool store_holder(const struct store *store, const char *case_id, struct store_holder *out)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	for (const struct hold *hold = store->holds; hold; hold = hold->next)
		if (strcmp(hold->case_id, case_id) == 0)
			return false;
	if (strlen(case_id) != ID_LEN)
		return false;
	char *path = hold_path(store, case_id);
	int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	free(path);
	if (descriptor < 0)
		return false;
	bool held = fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
	if (held && out)
		read_holder(descriptor, out);
	close(descriptor);
	return held;
}

void store_holder_done(struct store_holder *holder)
{
	free(holder->name);
	*holder = (struct store_holder){ .name = NULL };
}

enum status hold_check(const struct store *store, const char *case_id, struct diag_list *diags)
{
	struct store_holder other = { .name = NULL };
	if (!store_holder(store, case_id, &other))
		return STATUS_OK;
	enum status status = diag_error(diags, STATUS_LOCKED, NULL, 0,
		_("%s has this case open, so it can only be read here; nothing was saved"), other.name[0] ? other.name : _("somebody else"));
	store_holder_done(&other);
	return status;
}
