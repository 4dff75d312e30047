/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a proof has come to, kept in a file: which edition, by its digest, which program and engine, how much was tried, how many faults. The build makes one
 * of the shipped edition; a record quotes it where the digest is that of its edition, and says that nothing was proved where it is not.
 */
#ifndef APP_PROOF_STAMP_H
#define APP_PROOF_STAMP_H

#include "app/app.h"

struct proof_stamp {
	bool known; /* a stamp of this edition by this version and build of the program was found */
	uint64_t faults, combinations, cases;
};

/* Replaces the file. */
enum status proof_stamp_write(const struct edition *edition, const struct proof_stamp *stamp, const char *path, struct diag_list *diags);
/* Looks for the stamp of an edition. A file that is not there, or cannot be read, has none. */
struct proof_stamp proof_stamp_read(const struct edition *edition, const char *path);

/* The policy line without what was proved. Appends. */
void app_policy_counts(const struct app *app, struct buf *out);

#endif
