/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries of other terminals. They are kept as they were signed, under their own terminal, epoch and number, and never become part of our chain. Taking
 * them in is a union of sets: doing it twice, or in another order, ends in the same state. An entry counts only when everything that it follows is here;
 * until then it waits.
 *
 * What we have taken in is countersigned by a receipt, an entry of our own chain; so whatever we append afterwards is known to come after it. Together
 * the chains and the receipts put all entries into one order, the same on every terminal, for which no clock is asked. Entries that know nothing of each
 * other stand in the order of their digests.
 *
 * A receipt is an artifact of the kind "receipt": the tag "kumoshirube/receipt/1" and a NUL, then netstrings, five for each chain that was taken in:
 * terminal, epoch, seq, digest of its last entry (hex), public key (hex). It also says that the key was accepted for that terminal.
 */
#ifndef STORE_EXCHANGE_H
#define STORE_EXCHANGE_H

#include "base/digests.h"
#include "store/store.h"

#define KIND_RECEIPT "receipt"
#define RECEIPT_TAG "kumoshirube/receipt/1" /* with its NUL */

/*
 * Exact inverse of store_entry_bytes; the digest of the entry is filled in, key and signature are left alone. STATUS_INPUT for other bytes. Release the
 * kind in each case where it is OK.
 */
enum status store_entry_parse(struct store_entry *out, const char *name, const void *bytes, size_t len, struct diag_list *diags);

/* One entry as it came. Its digest is right (store_entry_parse); the signature is checked here. */
struct store_foreign {
	struct store_entry entry;
	const char *bytes; /* of the artifact; NULL: it came with another entry or is already here */
	size_t len;
};
/* An item of a bundle that is an entry. The bytes are borrowed. STATUS_INPUT for another form; else release the kind of the entry. */
enum status store_foreign_parse(struct store_foreign *out, const char *name, const char *item, size_t len, struct diag_list *diags);
/* What is no entry: kept, and sent on. `known`: this program can read its kind. */
struct store_opaque {
	const char *kind, *bytes;
	size_t len;
	bool known;
};
struct store_taken {
	size_t fresh, known;             /* entries that were new here, and that were not */
	size_t waiting, waiting_for;     /* entries that wait now, of whomever, and how many they directly wait for */
	size_t opaque, kept;             /* new items that are no entries, of a kind that is not known and that is */
	size_t forks;                    /* places with two entries, of whomever */
};
struct store_take {
	const struct store_foreign *items;
	size_t count;
	const struct store_opaque *opaque;
	size_t opaque_count;
	const struct digests *unfit; /* artifacts with which an entry may wait and may not count; NULL: none */
	const struct sign_key *key; /* signs the receipt; NULL: none is made */
	int64_t at;
	bool dry; /* everything is done and then taken back, so that it can be told what would come of it */
	/* Called within the transaction for each record that has new entries which count; may be NULL. What it returns ends the whole. */
	enum status (*settle)(const char *record, void *context, struct diag_list *diags);
	void *context;
};
/*
 * All or nothing. STATUS_FAILED for a signature that does not fit, for bytes that are nowhere and for what is unfit and would count, with the entry. `receipt` (may be NULL) becomes the
 * digest of the new entry of our chain, or stays as it was when nothing was new.
 */
enum status store_take(struct store *store, const struct store_take *take, struct store_taken *out, struct digest *receipt, struct diag_list *diags);
/* A case as it came: made where there is none of this id, else its draft is replaced. For `settle` alone. */
struct store_received {
	const char *id, *reference, *title, *edition, *verdict;
	const char *terminal; /* it came from; goes into the number where that is taken */
	bool sample;
	const struct store_cell *cells;
	size_t count;
	int64_t at;
};
enum status store_case_receive(struct store *store, const struct store_received *from, struct diag_list *diags);
/* The same on its own. */
enum status store_case_renew(struct store *store, const struct store_received *from, struct diag_list *diags);

/* Notes, for `settle`, whether steps of a record crossed; and tells those of which some did, in order. */
enum status store_crossed_set(struct store *store, const char *record, bool crossed, struct diag_list *diags);
enum status store_crossed_each(struct store *store, void (*visit)(const char *record, void *context), void *context, struct diag_list *diags);

/* Entries of one record (NULL: all) of all terminals that count, in the one order. */
enum status store_entries_united(struct store *store, const char *record, struct store_entries *out, struct diag_list *diags);

/* Entries of one kind that belong to no record, of all terminals, each chain in its order, those that wait left out. Borrowed for the call. */
enum status store_entries_apart(struct store *store, const char *kind, void (*visit)(const struct store_entry *entry, void *context), void *context,
	struct diag_list *diags);

/* Every entry of another terminal that waits; borrowed for the call. */
enum status store_waiting_each(struct store *store, void (*visit)(const struct store_entry *entry, void *context), void *context, struct diag_list *diags);
/*
 * Every entry that a terminal (NULL: any) has not acknowledged, ours first, each chain in its order; borrowed for the call. Where that terminal was restored
 * from a copy, what it acknowledged afterwards is not acknowledged any more, and its own entries that were left behind go back to it.
 */
enum status store_outgoing(struct store *store, const char *peer,
	enum status (*visit)(const struct store_entry *entry, void *context, struct diag_list *diags), void *context, struct diag_list *diags);
/*
 * The bytes under a digest as they lie there, appended, for whoever holds many of them against their digests at once. STATUS_FAILED where there are none.
 */
enum status store_artifact_unheld(struct store *store, const struct digest *digest, struct buf *out, struct diag_list *diags);
enum status store_opaque_each(struct store *store, void (*visit)(const struct store_opaque *opaque, void *context), void *context,
	struct diag_list *diags);

/* A receipt for one chain. */
struct store_receipt {
	char by[33], of[33];
	int64_t by_epoch, by_seq, epoch, seq, at;
	struct digest by_entry; /* of the receipt itself */
	struct digest entry;
	uint8_t key[32];
};
struct store_receipts {
	struct store_receipt *items; /* in the order of the entries */
	size_t count, capacity;
};
void store_receipts_done(struct store_receipts *receipts);
/* Reads the bytes of a receipt; false for another form. `each` may stop by returning false, which is then returned. */
bool receipt_parse(const struct slice *bytes, bool (*each)(const struct store_receipt *receipt, void *context), void *context);
/* What we have acknowledged (`ours`), else what others have acknowledged, of whomever. */
enum status store_receipts(struct store *store, bool ours, struct store_receipts *out, struct diag_list *diags);
/* Whether our chain holds an entry. */
enum status store_is_ours(struct store *store, const struct digest *entry, bool *ours, struct diag_list *diags);

/* How our chain is witnessed. */
struct store_witness {
	bool any;
	struct store_receipt last; /* the one that covers most of our chain */
	size_t unwitnessed;        /* entries of ours behind it */
	bool denied;               /* somebody has acknowledged an entry of ours that is not in our chain, and that no restoring has left behind */
	struct store_receipt denial;
	bool missing; /* somebody has acknowledged what was entered after the copy from which this store was restored, and it did not come back yet */
	struct store_receipt lost;
};
enum status store_witnessed(struct store *store, struct store_witness *out, struct diag_list *diags);

/*
 * Checks the entries of other terminals: bytes, digests, signatures, links, order, forks, and that those wait which must. `visit` gets each fault in
 * words. *waiting counts those that wait. STATUS_FAILED when there was a fault.
 */
enum status store_verify_foreign(struct store *store, size_t *checked, struct store_taken *state,
	void (*visit)(const struct store_entry *entry, const char *fault, void *context), void *context, struct diag_list *diags);
/* How many entries wait now, and for how many. */
enum status store_waiting(struct store *store, struct store_taken *state, struct diag_list *diags);
/* Two entries in one place of a chain, for each place. Borrowed for the call. */
enum status store_forks(struct store *store, void (*visit)(const char *terminal, int64_t epoch, int64_t seq, void *context), void *context,
	struct diag_list *diags);
/* One digest over everything that came from others and what follows from it; equal on two stores that hold the same. */
enum status store_foreign_digest(struct store *store, struct digest *out, struct diag_list *diags);

#endif
