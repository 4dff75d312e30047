/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The texts of a snapshot, which live and go together. A list says the same provider, place or note a thousand times; what was said lately is kept
 * once. Private to this room.
 */
#ifndef REGISTRY_TEXTS_H
#define REGISTRY_TEXTS_H

#include <stddef.h>

struct text_block;
struct text_piece;
struct texts {
	struct text_block *head;
	struct text_piece *pieces; /* that came ready-made */
	size_t used;     /* of the head */
	char **lately;   /* by hash; NULL until the first text */
	size_t slots;    /* of it */
};
/* A copy that lives as long as the texts, possibly shared: it may not be changed. */
char *texts_add(struct texts *texts, const char *text, size_t len);
/* Texts that lie in one piece of memory already, which is freed with the others. */
void texts_adopt(struct texts *texts, char *piece);
void texts_done(struct texts *texts);

#endif
