/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the exchange share. */
#ifndef APP_EXCHANGE_INTERNAL_H
#define APP_EXCHANGE_INTERNAL_H

#include "app/exchange.h"
#include "app/reading.h"
#include "app/session.h"
#include "app/unpacking.h"
#include "base/digests.h"
#include "model/revision.h"
#include "store/bundle.h"
#include "store/exchange.h"

struct unread {
	struct digest artifact, edition;
	size_t item;
};
struct exchange {
	struct app *app; /* borrowed */
	char *path;
	struct buf bytes;
	struct bundle bundle;
	struct store_foreign *items;
	size_t count, capacity;
	struct store_opaque *opaque;
	size_t opaque_count, opaque_capacity;
	char protection[UNPACKING_WORDS_MAX]; /* of the program that looked through it */
	bool *read;             /* for each item of the bundle, whether that program read its case file under its edition */
	struct digests carried; /* what its entries carry */
	struct unread *unread;  /* revisions of which it did not, on the first look */
	size_t unread_count, unread_capacity;
	/*
	 * What the history of a case asks of the revisions that came. Nobody has held their bytes against their digests when these are made; so they are lent to
	 * the session for as long as the store takes the bundle in, which does that before anything of a case is asked, and not before nor after.
	 */
	struct revision_notes *notes;
	struct digests unfit;   /* revisions that may wait here, and may not count: their edition is not here, or is not theirs */
};

/* What settling a case needs; many revisions share an edition, which the reading keeps. */
struct settling {
	struct reading reading; /* of what was taken in, with the session */
	const struct exchange *exchange; /* the bundle; NULL where there is none */
	struct exchange_seen *seen;
};
/* For store_take: makes or renews the case of a record, and notes what came of it. `context` is a struct settling. */
enum status exchange_settle(const char *record, void *context, struct diag_list *diags);

/* exchange_look.c: has the bundle looked through, with what is here and may be needed; and again, with the editions that its revisions turned out to name. */
enum status exchange_look(struct exchange *exchange, struct diag_list *diags);
enum status exchange_look_again(struct exchange *exchange, struct diag_list *diags);

/* Hands on what the case of a revision is, as the store takes it; borrowed for the call. */
enum status exchange_as_received(struct app *app, const struct revision *revision,
	enum status (*with)(const struct store_received *from, void *context, struct diag_list *diags), void *context, struct diag_list *diags);

/* ---- lists of persons ---- */
/* Whether each of the bundle is as its key signed it; the message names the item. Nothing else of them is looked at. */
enum status exchange_lists_check(struct exchange *exchange, struct diag_list *diags);
/* What there is and what is to become of it, into seen->lists. */
enum status exchange_lists_look(const struct exchange *exchange, struct exchange_seen *seen, struct diag_list *diags);
/* Takes over the one that is to be, if any. That it could not be written is a warning, because the bundle itself is taken in. */
enum status exchange_lists_take(const struct exchange *exchange, struct exchange_seen *seen, struct diag_list *diags);
void exchange_lists_done(struct exchange_seen *seen);
void exchange_lists_text(const struct exchange_seen *seen, struct buf *out);
struct json;
void exchange_lists_json(const struct exchange_seen *seen, struct json *whole);

/*
 * The lists that go out: of each key the newest, and none that ours replaces; ours first. More than so many in one bundle are no offices that exchange
 * something, and are neither sent nor taken in.
 */
#define LISTS_MAX 256
struct outgoing_list {
	struct buf bytes; /* of the item */
	struct digest digest; /* of the list */
	uint8_t key[32];
	int64_t version; /* 0: of a form that only a newer program reads */
	bool ours;
};
struct outgoing_lists {
	struct outgoing_list *items;
	size_t count, capacity;
};
/* One that was kept. Bytes that are no list are a fault of `record verify`; here they are left out. */
void exchange_lists_kept(struct outgoing_lists *lists, const char *bytes, size_t len);
/* That of this office, before all others; one that does not count here is a warning and stays at home. */
void exchange_lists_own(struct outgoing_lists *lists, struct app *app, struct diag_list *diags);
void outgoing_lists_done(struct outgoing_lists *lists);

void exchange_key_text(const uint8_t key[32], char out[20]);

#endif
