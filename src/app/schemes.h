/* SPDX-License-Identifier: Apache-2.0 */
/* The schemes that a question shows. They are read and decide nothing. */
#ifndef APP_SCHEMES_H
#define APP_SCHEMES_H

#include "app/work.h"

/* How many schemes the question shows at the entity of the key now. */
size_t schemes_count(const struct work *work, const char *key, const struct question *question);
/* What the catalogue says of them, line by line. Appends. */
void schemes_text(const struct work *work, const char *key, const struct question *question, struct buf *out);

#endif
