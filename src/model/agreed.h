/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is remembered between runs: the files and sets of files that were read without a fault, both INI readers agreeing. What given readers
 * make of given bytes never changes, so asking again costs time and tells nothing. A mark is a digest over the bytes and over what tells
 * these readers from any other, hence a changed file, program or library is read anew.
 * What bears a mark is not checked again: a case file is only taken apart (base/ini_split.c), an edition is read by our scanner alone or taken
 * as it was kept (model/kept.h). What is handed in is read and checked in full. Private to this room.
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
