/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reference of a case: what the numbering of this program makes ("R8-0012"), and, for a case that came from elsewhere under a number that was taken here,
 * an '@' and the beginning of the id it came from ("R8-0012@3fa9"). It is shown, printed and put into file names, and it may come from another terminal.
 */
#ifndef MODEL_REFERENCE_H
#define MODEL_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define REFERENCE_MAX 64 /* bytes */

/* Letters, digits and '-' of ASCII, beginning with a letter or digit, and at most one '@' that hexadecimal digits follow; at most REFERENCE_MAX bytes. */
bool reference_is_sound(const char *reference);
/* Bytes before the '@'. */
size_t reference_base(const char *reference);
/* Whether a number of so many digits stands in it that our own numbering must not go on from there. */
bool reference_is_far(const char *reference);
/* As it is, where it is sound; else with what no terminal should be sent as visible tokens. Caller frees. */
char *reference_visible(const char *reference);
/* Appends it as the beginning of a file name: every byte that no sound reference has becomes '_', so that no other directory can be meant. */
void reference_file_name(struct buf *out, const char *reference);

#endif
