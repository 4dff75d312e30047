/* SPDX-License-Identifier: Apache-2.0 */
/* Finding bytes in a hundred megabytes of them while somebody waits for a key. Private to this room. */
#ifndef REGISTRY_TEXT_FIND_H
#define REGISTRY_TEXT_FIND_H

#include <stddef.h>

enum { TEXT_FIND_SPARE = 64 };

/*
 * The first place from `at` where the `len` bytes of `word` stand before `end`; NULL when there is none. `len` is at least 1. Behind `end` there are
 * `len` + TEXT_FIND_SPARE bytes more that may be read.
 */
const char *text_find(const char *at, const char *end, const char *word, size_t len);

#endif
