/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signed deliveries in this office: which keys it believes, and the highest version it has seen. What was seen stands as an entry in the signed
 * chain of the terminal, so that an older delivery is recognised although the snapshots themselves may have been deleted.
 */
#ifndef APP_DELIVERY_H
#define APP_DELIVERY_H

#include "app/session.h"
#include "registry/delivery.h"

/* The kind of the entries about deliveries of a shelf: "snapshot-seen", "snapshot-seen-offers", ... */
const char *app_seen_kind(enum listing_shelf shelf);
#define KIND_KEYS_SEEN "keys-seen"

/* The directory of the configuration, or "keys" beside the configuration file. Caller frees. */
char *app_keys_directory(const struct app *app);
/* The keys that count; a list of keys older than one that was seen is a fault. */
enum status app_keys(struct app *app, struct key_ring *out, struct diag_list *diags);

/* The highest version that was seen of a kind, with the digest of its manifest; 0 when none was. */
struct seen {
	int64_t version;
	struct digest digest;
};
enum status app_seen(struct app *app, const char *kind, struct seen *out, struct diag_list *diags);
/* Notes a version in the chain; the same one is noted once. Needs the store for writing. */
enum status app_see(struct app *app, const char *kind, int64_t version, const struct digest *digest, const char *words, struct diag_list *diags);
/* Whether a version may be taken in after what was seen: a higher one, or the very same again. */
enum status app_check_floor(const char *path, const struct seen *seen, int64_t version, const struct digest *digest, struct diag_list *diags);

#endif
