/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bundle is looked through by a program without rights (src/registry/unpack_main.c) before anything in it is believed here. If that program crashes, needs too much memory or
 * time, or does not say what it must, the bundle is refused with the item that it was at.
 */
#ifndef APP_UNPACKING_H
#define APP_UNPACKING_H

#include <stdbool.h>

#include "base/diag.h"

#define UNPACKING_SECONDS 600
#define UNPACKING_WORDS_MAX 64

/* What goes along with a bundle: an edition that is here already, or a revision that waits here and may count with it. */
struct unpacking_piece {
	struct slice bytes;
	bool waits;
};
struct unpacking {
	const char *program;      /* NULL: where it belongs */
	const char *name;         /* of the bundle, for messages */
	struct slice bundle;      /* as it was read, and found whole by bundle_read */
	size_t items;
	const struct unpacking_piece *pieces;
	size_t piece_count;
	bool *read;               /* becomes true for each item, and behind them each piece that waits, whose case file was read; may be NULL */
	unsigned seconds;         /* on the clock */
};
/* STATUS_OK when it may be gone on with; `protection` becomes what kept the program in, "limits landlock seccomp". */
enum status app_unpack(const struct unpacking *job, char protection[UNPACKING_WORDS_MAX], struct diag_list *diags);
/* The same words without a bundle. */
enum status app_unpack_protection(char protection[UNPACKING_WORDS_MAX], struct diag_list *diags);

/* What is said of an item that may not come in, by whoever finds it. These return STATUS_INPUT. */
enum status unpacking_form(const char *name, size_t number, size_t items, struct diag_list *diags);
enum status unpacking_unfit(const char *name, long long seq, const char *terminal, const char *kind, const char *field, struct diag_list *diags);
/* The program did not say of an item what it must; STATUS_FAILED. */
enum status unpacking_odd(const char *name, size_t number, size_t items, struct diag_list *diags);

#endif
