/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exchange between terminals that have no connection: one bundle file out, one back. Everything is told before anything is taken in: what is new, what
 * stands in conflict, and whose keys it is signed with. A key that was never taken in before is believed because the officer has compared its fingerprint
 * and said so; the receipt in our own chain keeps that.
 */
#ifndef APP_EXCHANGE_H
#define APP_EXCHANGE_H

#include "app/app.h"
#include "app/unpacking.h"
#include "base/sign.h"

/* ---- out ---- */
struct exchange_made {
	size_t entries, bytes;
	size_t lists;         /* signed lists of persons that went along, ours and of others */
	int64_t list_version; /* of ours; 0: there is none, or none that counts */
	char fingerprint[20]; /* of the key that signed */
	char head[20];        /* of our chain */
};
/*
 * Writes FILE, and beside it FILE.manifest, FILE.manifest.minisig and FILE.manifest.pub, by which anybody can check the bundle with minisign. Nothing is
 * written over. `to`: the beginning of the id of a terminal, which then gets what it has not acknowledged; NULL: everything.
 */
enum status app_exchange_out(struct app *app, const char *path, const char *to, struct exchange_made *out, struct diag_list *diags);

/* Which lists of persons went along, in words; nothing where none did. Appends. */
void exchange_made_lists(const struct exchange_made *made, struct buf *out);

/* ---- in ---- */
enum signer_state {
	SIGNER_KNOWN,   /* accepted before */
	SIGNER_NEW,     /* of a terminal that was never taken in from */
	SIGNER_CHANGED, /* another key than the one that was accepted for the terminal */
	SIGNER_OURS
};
struct exchange_signer {
	char terminal[33], fingerprint[20];
	uint8_t key[32];
	enum signer_state state;
};
/* Somebody who has signed as a person. */
struct exchange_person {
	char *name;
	char fingerprint[20];
	uint8_t key[32];
	bool listed; /* the list of persons of this office knows the key under this name */
};
/* A case that would change. */
struct exchange_case {
	char record[33];
	char *reference, *title; /* as they stand in it */
	size_t steps;            /* of it, by now */
	int revisions;
	bool here;               /* there was one before */
	size_t uncounted;        /* of the steps: came too late and do not count */
	bool conflict, crossed;
};
/* A signed list of persons that came along, and what becomes of it. */
enum list_state {
	LIST_OURS,       /* the one in force here */
	LIST_FIRST,      /* there is none here yet: it is taken over */
	LIST_NEWER,      /* than ours: it is taken over */
	LIST_PASSED,     /* another one in the bundle is newer */
	LIST_OLDER,      /* than ours, or than one that was seen here */
	LIST_OTHER,      /* of the version of ours, with another content */
	LIST_STRANGE,    /* its key does not count here for lists of persons */
	LIST_UNREADABLE,
	LIST_PRACTICE,   /* in practice no list is taken over */
	LIST_UNWRITTEN   /* was to be taken over, and could not be written */
};
enum change_state { CHANGE_NEW, CHANGE_OTHER, CHANGE_GONE };
struct exchange_change {
	enum change_state state;
	char fingerprint[20];
	char *name, *now, *before; /* roles and days in words; "" where there is nothing to say */
};
struct exchange_list {
	enum list_state state;
	char signer[20];         /* fingerprint of the key */
	char *signer_name, *why; /* as this office calls the key; why it is not taken over; "" where there is nothing to say */
	int64_t version, ours;   /* 0: not read, none */
	size_t persons, item;    /* item: of the bundle, for its reader alone */
	bool without_us;         /* the key of whoever is at the keyboard is not in it */
	struct exchange_change *changes; /* against ours */
	size_t change_count, change_capacity;
};
struct exchange_seen {
	char terminal[33];  /* the sender */
	char protection[UNPACKING_WORDS_MAX]; /* what kept in the program that looked through it (app/unpacking.h) */
	int64_t made_at;
	size_t fresh, known, waiting, waiting_for, opaque, forks;
	size_t kept;        /* lists of persons that were not here in this form, to be sent on */
	struct exchange_list *lists;
	size_t list_count, list_capacity;
	struct exchange_signer *signers;
	size_t signer_count, signer_capacity;
	struct exchange_person *persons;
	size_t person_count, person_capacity;
	struct exchange_case *cases;
	size_t case_count, case_capacity;
	bool has_list; /* the office keeps a list of persons */
};
void exchange_seen_done(struct exchange_seen *seen);
/* Whether there is anything in it that is not here yet. */
bool exchange_brings(const struct exchange_seen *seen);
size_t exchange_unknown(const struct exchange_seen *seen); /* signers that are new or have changed */

struct exchange;
/* Reads a bundle once into memory and checks it against itself; the store is not touched. Release with exchange_close in each case. */
enum status exchange_open(struct app *app, const char *path, struct exchange **out, struct diag_list *diags);
void exchange_close(struct exchange **exchange);
/* Takes it in, or (`dry`) tells what that would do and leaves the store as it is. Release `seen` in each case. */
enum status exchange_take(struct exchange *exchange, bool dry, struct exchange_seen *seen, struct diag_list *diags);
/* What taking the list of persons over means, before it is said yes to; nothing where none is. Appends. */
void exchange_list_effect(const struct exchange_seen *seen, struct buf *out);
/* In words. Appends. */
void exchange_seen_text(const struct app *app, const struct exchange_seen *seen, struct buf *out);
void exchange_seen_json(const struct exchange_seen *seen, bool taken, struct buf *out);

/* ---- how it stands ---- */
struct exchange_head {
	char reference[64];
	char record[33];
	int number;
	char *author;
	char terminal[33];
	int64_t at;
	char fingerprint[20];
};
struct exchange_peer {
	char terminal[33], fingerprint[20];
	int64_t seq, at;          /* how far we have it, and since when */
	int64_t acknowledged;     /* how far it has ours; 0: not at all */
};
struct exchange_state {
	char terminal[33], fingerprint[20]; /* ours */
	bool witnessed, denied;
	char witness[33];
	int64_t witnessed_seq, witnessed_at;
	size_t unwitnessed, waiting, waiting_for, forks;
	struct exchange_peer *peers;
	size_t peer_count, peer_capacity;
	struct exchange_head *heads; /* the revisions that stand side by side, by case */
	size_t head_count, head_capacity;
};
enum status app_exchange_state(struct app *app, struct exchange_state *out, struct diag_list *diags);
void exchange_state_done(struct exchange_state *state);
/* In words, without and with the revisions that stand side by side; and one of those. Append. */
void exchange_standing_text(const struct app *app, const struct exchange_state *state, struct buf *out);
void exchange_head_text(const struct app *app, const struct exchange_head *head, struct buf *out);
void exchange_state_text(const struct app *app, const struct exchange_state *state, struct buf *out);
void exchange_state_json(const struct exchange_state *state, struct buf *out);
/* "last witnessed: ..." as `record verify` says it. Appends. */
void exchange_witness_line(const struct app *app, const struct exchange_state *state, struct buf *out);

/* Checks what came from others, for `record verify`: every fault is an error in `diags`. */
enum status app_exchange_verify(struct app *app, size_t *checked, struct diag_list *diags);

/*
 * Joins two revisions that stand side by side: a new revision with the answers of revision `number` and both as parents. `left` counts those that stand
 * side by side afterwards.
 */
enum status app_exchange_merge(struct app *app, const char *which, int number, int *made, int *left, struct diag_list *diags);

#endif
