/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the rows and the bytes of a snapshot are kept: in numbered parts. Private to this room, except for the tests that write parts themselves.
 * snapshot_pack.c knows the bytes of a part, snapshot_parts.c the tables, snapshot_first.c the rows of stores of the first form.
 */
#ifndef STORE_SNAPSHOT_PARTS_H
#define STORE_SNAPSHOT_PARTS_H

#include "store/internal.h"

enum { PART_ROWS = 4096, PART_BYTES = 1 << 18 };

/* ---- snapshot_pack.c ---- */

struct pack_slot;
struct pack {
	struct buf records, texts;
	struct pack_slot *slots; /* of the texts, by hash */
	size_t *starts;          /* of each text */
	size_t count, distinct;
	int line;
};
void pack_init(struct pack *pack);
void pack_done(struct pack *pack);
/* At most PART_ROWS, then pack_end. */
void pack_row(struct pack *pack, const struct listing *row, const char *words);
/* The part with what was added, in place of what `out` held; the pack is then empty. */
void pack_end(struct pack *pack, struct buf *out);
/* False, and nothing in `out`, for bytes that pack_end never gives. */
bool pack_read(const void *bytes, size_t len, struct snapshot_rows *out);

/* ---- snapshot_parts.c: within the caller's transaction ---- */

/* Whether the rows of a snapshot are kept in parts. */
enum status parts_there(struct store *store, int64_t id, bool *there, struct diag_list *diags);
/* Writes bytes and rows; `rows` becomes the digest over all parts of rows. The store's watch is asked for each part. */
enum status parts_put(struct store *store, int64_t id, const struct snapshot_parts *parts, struct digest *rows, struct diag_list *diags);
/* Parts that are as they were are visited; each one that is not is told, and the result is then STATUS_FAILED. `visit` may be NULL. */
enum status parts_read(struct store *store, const struct snapshot_info *info, snapshot_visit *visit, void *context, struct digest *rows, struct diag_list *diags);
/* Appends the bytes that are kept in parts. */
enum status parts_bytes(struct store *store, int64_t id, struct buf *out, struct diag_list *diags);

/* ---- snapshot_first.c ---- */

/* The same for the rows of a snapshot that was taken in before there were parts. */
enum status first_read(struct store *store, const struct snapshot_info *info, snapshot_visit *visit, void *context, struct digest *rows, struct diag_list *diags);

#endif
