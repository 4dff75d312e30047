/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Programs of ours that do one thing apart from the main one: they are started by their full path, without a shell, with standard input, output and error and
 * nothing else open, and see nothing of the environment but what they are given.
 */
#ifndef APP_COMPANION_H
#define APP_COMPANION_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

/* Beside this program in the tree where it was built; otherwise where an installation has it. Caller frees. */
char *companion_find(const char *name);
/* A file in memory that only its descriptor names; -1 with errno. */
int companion_memory(const char *name);
/* Input that comes later. False with errno. Caller closes both. */
bool companion_pipe(int *read_end, int *write_end);
/* Its bytes will not change any more, whoever has it; it is read from its beginning. */
bool companion_seal(int memory);
/* Appends what stands in it; false when that is more than `most` bytes. */
bool companion_read(int memory, size_t most, struct buf *out);
struct companion_streams {
	int in, out, said; /* -1: nothing */
};
/* 0, or the number of the error that kept it from starting. */
int companion_start(const char *program, char *const arguments[], char *const environment[], const struct companion_streams *streams, pid_t *child);
/* Waits for its end. False when it cannot be waited for. */
bool companion_wait(pid_t child, int *waited);
/* Milliseconds on a clock that only goes forward. */
int64_t companion_now(void);
/* Waits no longer than until `deadline` on that clock, and then ends it: *late. */
bool companion_wait_until(pid_t child, int64_t deadline, int *waited, bool *late);

#endif
