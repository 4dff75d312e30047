/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program without rights looks through. An entry of another terminal counts here only when its bytes were looked through there, and a revision only
 * when its case file was read there under its edition. A bundle alone is not enough for that: it may leave out an edition that is here already, under
 * whatever kind, and it may make a revision count that came before its edition did. So the editions that are here go along with it, and what waits does.
 *
 * None of what came may grow without end, or one sender could keep all others out: what goes along is handed over in parts, each with the whole bundle.
 */
#include <stdlib.h>

#include "app/exchange_internal.h"
#include "app/records.h"
#include "base/digests.h"

#define PART_BYTES ((size_t)64 << 20)

struct handing {
	struct exchange *exchange;
	struct unpacking_piece *pieces;
	struct buf *bytes;     /* of the pieces */
	struct digest *names;  /* and their digests */
	size_t count, capacity, size;
	size_t kept;           /* the first of them go along each time */
	struct digests editions; /* that are among the pieces */
};

static void clear(struct handing *handing, size_t kept)
{
	for (size_t i = kept; i < handing->count; i++)
		buf_done(&handing->bytes[i]);
	handing->count = kept < handing->count ? kept : handing->count;
	handing->size = 0;
	digests_done(&handing->editions);
	for (size_t i = 0; i < handing->count; i++)
		(void)digests_add(&handing->editions, &handing->names[i]);
}

static void handing_done(struct handing *handing)
{
	clear(handing, 0);
	digests_done(&handing->editions);
	free(handing->pieces);
	free(handing->bytes);
	free(handing->names);
}

/* Takes the bytes. */
static void hand(struct handing *handing, const struct digest *name, struct buf *bytes, bool waits)
{
	if (handing->count == handing->capacity) {
		handing->capacity = handing->capacity ? handing->capacity * 2 : 16;
		handing->pieces = mem_grow(handing->pieces, handing->capacity, sizeof *handing->pieces);
		handing->bytes = mem_grow(handing->bytes, handing->capacity, sizeof *handing->bytes);
		handing->names = mem_grow(handing->names, handing->capacity, sizeof *handing->names);
	}
	handing->size += bytes->len;
	handing->bytes[handing->count] = *bytes;
	handing->names[handing->count] = *name;
	handing->pieces[handing->count++] = (struct unpacking_piece){ .bytes = { .data = bytes->data, .len = bytes->len }, .waits = waits };
	if (!waits)
		(void)digests_add(&handing->editions, name);
	buf_init(bytes);
}

/* Where it is here. One that was damaged here is a fault for the check of the records to tell. */
static bool hand_edition(struct handing *handing, const struct digest *name)
{
	struct buf bytes;
	bool there;
	if (digests_hold(&handing->editions, name))
		return true;
	buf_init(&bytes);
	there = store_artifact(handing->exchange->app->store, name, &bytes, NULL) == STATUS_OK;
	if (there)
		hand(handing, name, &bytes, false);
	buf_done(&bytes);
	return there;
}

/* Notes of which revisions the case file was read; one that waits and was not may go on waiting, and nothing else. */
static enum status run(struct handing *handing, struct diag_list *diags)
{
	struct exchange *exchange = handing->exchange;
	size_t items = exchange->bundle.count, at = items;
	bool *read = mem_array(items + handing->count, sizeof *read);
	const struct unpacking job = { .name = exchange->path, .bundle = { .data = exchange->bytes.data, .len = exchange->bytes.len }, .items = items,
		.pieces = handing->pieces, .piece_count = handing->count, .read = read, .seconds = UNPACKING_SECONDS };
	enum status status = app_unpack(&job, exchange->protection, diags);
	for (size_t i = 0; i < items; i++)
		exchange->read[i] = exchange->read[i] || read[i];
	for (size_t i = 0; i < handing->count; i++)
		if (handing->pieces[i].waits && !read[at++])
			(void)digests_add(&exchange->unfit, &handing->names[i]);
	free(read);
	clear(handing, handing->kept);
	return status;
}

/* ---- before anything of the bundle is known ---- */

static void note_edition(const struct store_entry *entry, void *context)
{
	struct handing *handing = context;
	if (handing->size < PART_BYTES)
		(void)hand_edition(handing, &entry->artifact);
}

struct waiting {
	struct digests seen;
	struct digest *items;
	size_t count, capacity;
};

static void note_waiting(const struct store_entry *entry, void *context)
{
	struct waiting *waiting = context;
	if (!digests_add(&waiting->seen, &entry->artifact))
		return;
	MEM_PUSH_ROOM(waiting->items, waiting->count, waiting->capacity);
	waiting->items[waiting->count++] = entry->artifact;
}

/* Only a revision needs something else to be read. That its bytes have this form was found by that program when it came. */
static void hand_waiting(struct handing *handing, const struct digest *name)
{
	struct revision revision;
	struct buf bytes;
	buf_init(&bytes);
	if (store_artifact(handing->exchange->app->store, name, &bytes, NULL) == STATUS_OK &&
		revision_decode(&revision, "", bytes.data, bytes.len, NULL) == STATUS_OK) {
		(void)hand_edition(handing, &revision.edition_digest);
		hand(handing, name, &bytes, true);
		revision_done(&revision);
	}
	buf_done(&bytes);
}

enum status exchange_look(struct exchange *exchange, struct diag_list *diags)
{
	struct handing handing = { .exchange = exchange };
	struct waiting waiting = { .items = NULL };
	exchange->read = mem_array(exchange->bundle.count, sizeof *exchange->read);
	enum status status = store_entries_apart(exchange->app->store, KIND_EDITION, note_edition, &handing, diags);
	if (status == STATUS_OK)
		status = store_waiting_each(exchange->app->store, note_waiting, &waiting, diags);
	handing.kept = handing.count;
	handing.size = 0;
	for (size_t i = 0; i < waiting.count && status == STATUS_OK; i++) {
		hand_waiting(&handing, &waiting.items[i]);
		if (handing.size >= PART_BYTES)
			status = run(&handing, diags);
	}
	if (status == STATUS_OK)
		status = run(&handing, diags);
	digests_done(&waiting.seen);
	free(waiting.items);
	handing_done(&handing);
	return status;
}

/* ---- when its revisions are known ---- */

enum status exchange_look_again(struct exchange *exchange, struct diag_list *diags)
{
	struct handing handing = { .exchange = exchange };
	struct digests asked = { .places = NULL }, here = { .places = NULL };
	enum status status = STATUS_OK;
	for (size_t i = 0; i < exchange->unread_count && status == STATUS_OK; i++) {
		const struct unread *one = &exchange->unread[i];
		if (digests_hold(&exchange->carried, &one->edition) || !digests_add(&asked, &one->edition))
			continue;
		if (hand_edition(&handing, &one->edition))
			(void)digests_add(&here, &one->edition);
		if (handing.size >= PART_BYTES)
			status = run(&handing, diags);
	}
	if (status == STATUS_OK && handing.count)
		status = run(&handing, diags);
	for (size_t i = 0; i < exchange->unread_count && status == STATUS_OK; i++) {
		const struct unread *one = &exchange->unread[i];
		if (exchange->read[one->item])
			continue;
		if (digests_hold(&exchange->carried, &one->edition) || digests_hold(&here, &one->edition))
			status = unpacking_odd(exchange->path, one->item + 1, exchange->bundle.count, diags);
		(void)digests_add(&exchange->unfit, &one->artifact);
	}
	digests_done(&asked);
	digests_done(&here);
	handing_done(&handing);
	return status;
}
