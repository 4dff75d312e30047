/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A process gives up what it does not need, for good: before it reads a byte of what is hostile. Afterwards it can read what it holds open, write what it holds
 * open, ask for memory, and end; it can open no file, make no connection and no process.
 */
#ifndef STORE_CONFINE_H
#define STORE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

struct confine_limits {
	size_t memory;    /* bytes of address space; not asked for where a sanitizer needs all of it */
	size_t file;      /* bytes of the largest file in memory */
	unsigned seconds; /* of processor time */
};
/* What holds; bits. The limits and "no new rights" hold always, or confine fails. */
enum confinement {
	CONFINED_LIMITS = 1,
	CONFINED_FILES = 2, /* Landlock: no file of any name */
	CONFINED_CALLS = 4, /* seccomp: a list of allowed calls; every other one fails */
};
/*
 * Closes every descriptor but the first three, and confines. `out`: what of it this kernel, and this build, can do. False where not even the limits could be
 * set; the process is then not to go on.
 */
bool confine(const struct confine_limits *limits, unsigned *out);
/* The words of confinement bits, separated by spaces: "limits landlock seccomp". `out` has room for CONFINE_WORDS_MAX bytes. */
#define CONFINE_WORDS_MAX 64
void confine_words(unsigned bits, char out[CONFINE_WORDS_MAX]);

/* confine_files.c: Landlock, where the kernel has it. */
bool confine_files(void);
/* confine_calls.c: the list of calls, where it was built in and the kernel has it. */
bool confine_calls(void);

#endif
