/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files as untrusted input and as output that is whole or absent. Reading never follows a symlink, never blocks on a FIFO or a device, and
 * has a limit; writing goes through a temporary file, fsync, rename and fsync of the directory.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/sign.h"

/* Appends the bytes of a regular file of at most `limit` bytes. The message says what is wrong with the path. */
enum status file_read(struct buf *out, const char *path, size_t limit, struct diag_list *diags);
/* The same for a secret: refused when anybody but the owner may read or write it. */
enum status file_read_private(struct buf *out, const char *path, size_t limit, struct diag_list *diags);
/* All of the bytes into what is open there, however often it takes only some; false with errno. */
bool file_write_all(int fd, const void *bytes, size_t len);
/* Replaces or creates `path` (mode 0600 or as `mode`); on failure the old file is as it was. What is there and no regular file is refused. */
enum status file_write(const char *path, const void *bytes, size_t len, unsigned mode, struct diag_list *diags);
/*
 * The same for what can be made again at any time: nothing waits for the disk, so that after a loss of power the file may be empty or torn, and
 * whoever reads it must notice. Mode 0600. Failing is silent.
 */
void file_write_cache(const char *path, const void *bytes, size_t len);
/* The same, but never over a file that is there: *taken is then true, with no message, and STATUS_FAILED. Of two that try, one makes it whole. */
enum status file_create(const char *path, const void *bytes, size_t len, unsigned mode, bool *taken, struct diag_list *diags);
/*
 * As file_create, for a medium that is carried away: what was written is read back from the medium and compared before it gets its name, which works on
 * FAT as well. Mode 0600.
 */
enum status file_carry(const char *path, const void *bytes, size_t len, bool *taken, struct diag_list *diags);
/*
 * Gives a finished file its name, durably, where nothing has that name yet (*taken: something has, with no message). For files that another library has
 * written; on failure the file is gone.
 */
enum status file_place(const char *temporary, const char *path, bool *taken, struct diag_list *diags);
/* A name beside `path` for such a file, which nobody else uses; caller frees. */
char *file_temporary(const char *path);
bool file_exists(const char *path);
/* Creates a directory and its parents, mode 0700. */
enum status file_make_directory(const char *path, struct diag_list *diags);
/* Network and FAT file systems, on which SQLite's locks cannot be trusted. *name is a static word such as "nfs". */
bool file_on_unsafe_system(const char *path, const char **name);
char *path_directory(const char *path); /* what comes before the last slash; caller frees */
char *path_join(const char *directory, const char *name); /* caller frees */

/*
 * A set of small files held in memory, sorted by name: an edition is one, so that its hash and its parsing see the same bytes and a
 * record can carry it.
 */
struct fileset_item {
	char *name; /* relative, with '/' */
	char *data;
	size_t len;
};
struct fileset {
	struct fileset_item *items;
	size_t count, capacity;
};
void fileset_init(struct fileset *set);
void fileset_done(struct fileset *set);
/* Adds every regular file root/directory/\*.suffix (not recursive), name "directory/file". A missing directory is an error. */
enum status fileset_read(struct fileset *set, const char *root, const char *directory, const char *suffix, struct diag_list *diags);
void fileset_add(struct fileset *set, const char *name, const void *data, size_t len);
void fileset_sort(struct fileset *set);
const struct fileset_item *fileset_find(const struct fileset *set, const char *name);
/* Canonical bytes: netstring of name, netstring of data, for each file in order. Appends; unpack is the inverse (-1 when malformed). */
void fileset_pack(const struct fileset *set, struct buf *out);
/* Digest of the canonical bytes, without making them. */
void fileset_digest(const struct fileset *set, struct digest *out);
int fileset_unpack(struct fileset *set, const void *bytes, size_t len);

#endif
