/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The secret key of a person under a passphrase, in the encrypted form of the minisign program, so that the same file signs with either. The passphrase
 * is stretched with scrypt; how much is written in the file.
 */
#ifndef BASE_KEYFILE_H
#define BASE_KEYFILE_H

#include "base/buf.h"
#include "base/sign.h"

#define PASSPHRASE_MAX 1024
/* Writes a new file with mode 0600, never over another. */
enum status keyfile_save(const struct sign_key *key, const char *path, const char *passphrase, struct diag_list *diags);
/* STATUS_FAILED for a wrong passphrase; STATUS_INPUT for a file that is not of this form or that others can read. */
enum status keyfile_load(struct sign_key *out, const char *path, const char *passphrase, struct diag_list *diags);
/*
 * A passphrase: the first line of the file that KUMOSHIRUBE_PASSPHRASE_FILE names (for its owner alone), else typed at the terminal without echo after
 * `prompt`, a second time where `twice`. `out` is to be wiped with secret_done. STATUS_USAGE where there is neither.
 */
enum status secret_ask(struct buf *out, const char *prompt, bool twice, struct diag_list *diags);
/* The file alone; *found false where the variable is not set. */
enum status secret_from_file(struct buf *out, bool *found, struct diag_list *diags);
void secret_done(struct buf *secret);

#endif
