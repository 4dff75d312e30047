/* SPDX-License-Identifier: Apache-2.0 */
/* Who sits at the keyboard, and in which roles. */
#ifndef APP_PERSON_H
#define APP_PERSON_H

#include "app/app.h"
#include "model/life.h"
#include "store/store.h"

struct self {
	const char *name;    /* borrowed from the session */
	unsigned roles;      /* bit n for a role of enum life_role */
	bool has_key;        /* a key of the person's own, which the list of persons names */
	uint8_t key[32];
};
/* STATUS_FAILED where the configuration or the list of persons says nothing usable. */
enum status app_self(struct app *app, struct self *out, struct diag_list *diags);
/* The role in which a step is taken: the first of those held that the table lets take it, or -1. */
int self_role(const struct self *self, const struct life *life, enum life_verb verb);
/* Whether two authors are one: by key where both have one, and by name, whatever its blanks and the forms of its letters. */
bool same_person(const char *name, bool has_key, const uint8_t key[32], const struct self *self);

/*
 * store_append, in the name of whoever is at the keyboard; the chain entries are signed by the terminal as always. Remembers the last entry beside
 * the store; that this cannot be written is a warning. `entry` is that of the last of `artifacts`; its kind is the caller's to free.
 */
enum status app_append_signed(struct app *app, const struct store_append *artifacts, size_t count, int64_t at, struct store_entry *entry,
	struct diag_list *diags);

/* The list of persons, NULL where the office keeps none. A bad, unsigned, older or vanished one is a fault. */
#define KIND_PEOPLE_SEEN "people-seen"
struct people;
enum status app_people(struct app *app, const struct people **out, struct diag_list *diags);
/* Where it lies; caller frees. And: it is another one now, and is read when it is asked for. */
char *app_people_path(const struct app *app);
void app_people_forget(struct app *app);
/* Whether the key of whoever is at the keyboard is in a list. */
bool app_person_in(struct app *app, const struct people *people);
/* Where the secret key of the person lies; the public one beside it, with ".pub". Caller frees. */
char *app_person_key_path(const struct app *app);
/* Whether a signature would need the passphrase first; and the way to give it. */
bool app_locked(struct app *app);
enum status app_unlock(struct app *app, const char *passphrase, struct diag_list *diags);
void app_person_done(struct app *app);

/* The table of the life of a case, read when it is first asked for. */
enum status app_life(struct app *app, const struct life **out, struct diag_list *diags);

#endif
