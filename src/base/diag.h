/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Diagnostics: errors as values with a place. A function that can fail returns a status and adds what it found to the caller's list;
 * it never prints and never exits. One list collects every fault of an input, so that the user mends them in one go.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stddef.h>

#include "base/buf.h"

/* The designed exit codes; every failure belongs to one of them. */
enum status {
	STATUS_OK = 0,           /* done; the case is decided */
	STATUS_FAILED = 1,       /* the operation failed, or the case is refused as answered */
	STATUS_USAGE = 2,        /* wrong arguments, or no terminal */
	STATUS_UNDETERMINED = 3, /* facts are missing */
	STATUS_INPUT = 4,        /* a file or value given to us is not valid */
	STATUS_LOCKED = 5        /* somebody else holds the store */
};

/* The word for a status, which does not depend on the language: "input", "locked". */
const char *status_name(enum status status);

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct diag {
	enum severity severity;
	enum status status; /* for an error: the code it leads to */
	char *file;         /* NULL where the fault is not in a file */
	int line;           /* 1-based; 0 where unknown */
	char *text;         /* what was found, what is allowed, what to do */
};

struct diag_list {
	struct diag *items;
	size_t count, capacity;
	size_t errors; /* of which errors */
};

void diag_init(struct diag_list *list);
void diag_done(struct diag_list *list);
/* Adds an error and returns `status`, so that callers can write `return diag_error(...)`. `list` may be NULL. */
enum status diag_error(struct diag_list *list, enum status status, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
void diag_warning(struct diag_list *list, const char *file, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* STATUS_OK without errors, else the status of the first error. */
enum status diag_status(const struct diag_list *list);
/* Appends "file:line: text\n" for every entry, cleaned for a terminal. */
void diag_write(const struct diag_list *list, struct buf *out);
/* The same for the first `most` entries, and a line that counts the rest. */
void diag_write_some(const struct diag_list *list, size_t most, struct buf *out);
/* Puts the entries into the order of their lines; those of one line, and those without one at the end, stay as they were added. */
void diag_sort(struct diag_list *list);
/* Moves the entries of `from` to the end of `to`. */
void diag_move(struct diag_list *to, struct diag_list *from);

#endif
