/* SPDX-License-Identifier: Apache-2.0 */
/* Finding bytes in a hundred megabytes of them while somebody waits for a key. Private to this room. */
#ifndef REGISTRY_TEXT_FIND_H
#define REGISTRY_TEXT_FIND_H

#include <stddef.h>

/* The first place from `at` up to `end` where the `len` bytes of `word` stand; NULL when there is none. `len` is at least 1. */
const char *text_find(const char *at, const char *end, const char *word, size_t len);

#endif
