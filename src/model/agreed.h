/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is remembered between runs: the sets of files on which both INI readers agreed. Agreement on given bytes by given readers never
 * changes, so asking again costs time and tells nothing. A mark is a digest over the set and over what tells these readers from any other,
 * hence a changed file, program or library is compared anew.
 * Editions and case files that are decided more than once are remembered, each in a file of their own; what is handed in is always compared.
 * Private to this room.
 */
#ifndef MODEL_AGREED_H
#define MODEL_AGREED_H

#include <stdbool.h>

#include "base/sign.h"

/*
 * Whether the file at `path` bears the mark of the set. False when the path is NULL or "", and when the file is missing, unreadable or not
 * of the exact form: a header line and up to sixteen lines of 64 hexadecimal digits.
 */
bool agreed_has(const char *path, const struct digest *set);
/* Puts the mark of the set first in the file and drops the oldest beyond sixteen. Failing to write is silent: the next run compares again. */
void agreed_add(const char *path, const struct digest *set);

#endif
