/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What tells a file from what it was: as long as its state is the same and was taken well after its last change, so are its bytes. Used only
 * where a wrong guess costs a repetition and no truth: whatever is signed is read again.
 */
#ifndef BASE_FILE_STATE_H
#define BASE_FILE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct file_state {
	uint64_t device, inode, size;
	int64_t modified_ns, changed_ns; /* since 1970; `changed` cannot be set back by a program */
};

/* The state of a file or directory; false when there is none. */
bool file_state_get(const char *path, struct file_state *out);
bool file_state_equal(const struct file_state *a, const struct file_state *b);
/* Whether the last change lies so far before now (seconds since 1970) that a further one would show in the state. */
bool file_state_settled(const struct file_state *state, int64_t now_s);

/*
 * The bytes of a file without a copy. For files that are only ever replaced as a whole, as file_write and file_write_cache do: whoever shortens
 * one in place takes the bytes away. False for what is no regular file of the user's own, is empty or has more than `limit` bytes.
 */
struct file_view {
	const char *bytes; /* NULL: none */
	size_t len;
};
bool file_view_open(struct file_view *out, const char *path, size_t limit);
void file_view_done(struct file_view *view);

#endif
