/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the exchange share. */
#ifndef APP_EXCHANGE_INTERNAL_H
#define APP_EXCHANGE_INTERNAL_H

#include "app/exchange.h"
#include "app/session.h"
#include "model/revision.h"
#include "store/bundle.h"
#include "store/exchange.h"

#define ITEM_ENTRY "entry"

struct exchange {
	struct app *app; /* borrowed */
	char *path;
	struct buf bytes;
	struct bundle bundle;
	struct store_foreign *items;
	size_t count, capacity;
	struct store_opaque *opaque;
	size_t opaque_count, opaque_capacity;
};

/* The edition that was used last, since many revisions share one. */
struct settling {
	struct app *app;
	const struct exchange *exchange; /* the bundle; NULL where there is none */
	struct exchange_seen *seen;
	struct edition *edition;
	struct digest digest;
};
/* For store_take: makes or renews the case of a record, and notes what came of it. `context` is a struct settling. */
enum status exchange_settle(const char *record, void *context, struct diag_list *diags);

/* Hands on what the case of a revision is, as the store takes it; borrowed for the call. */
enum status exchange_as_received(struct app *app, const struct revision *revision,
	enum status (*with)(const struct store_received *from, void *context, struct diag_list *diags), void *context, struct diag_list *diags);

void exchange_key_text(const uint8_t key[32], char out[20]);

#endif
