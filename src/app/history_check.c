/* SPDX-License-Identifier: Apache-2.0 */
/* What the chain cannot tell on its own: whether the persons who are named have signed, and whether they were then what they say. */
#include "app/history.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/session.h"
#include "registry/people.h"
#include "store/exchange.h"

#define DAY_SECONDS 86400

/* The entries of a terminal after which every step there needs the key of a person. */
struct seen_from {
	char terminal[33];
	int64_t seq;
};
struct seen_list {
	struct seen_from *items;
	size_t count, capacity;
};

static int64_t list_seen_from(const struct seen_list *list, const char *terminal)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].terminal, terminal) == 0)
			return list->items[i].seq;
	return INT64_MAX;
}

static void note_list(const struct store_entry *entry, void *context)
{
	struct seen_list *list = context;
	if (list_seen_from(list, entry->terminal) != INT64_MAX)
		return;
	MEM_PUSH_ROOM(list->items, list->count, list->capacity);
	struct seen_from *one = &list->items[list->count++];
	memcpy(one->terminal, entry->terminal, sizeof one->terminal);
	one->seq = entry->seq;
}

static const char *signature_fault(struct app *app, const struct passage *passage)
{
	struct mini_signature signature;
	struct mini_key key;
	struct buf bytes;
	const char *fault = NULL;
	if (!passage->signature || mini_signature_parse(&signature, "", passage->signature, strlen(passage->signature), NULL) != STATUS_OK)
		return _("the signature of its author is missing");
	buf_init(&bytes);
	memcpy(key.public_key, passage->key, sizeof key.public_key);
	memcpy(key.id, signature.id, sizeof key.id);
	if (store_artifact(app->store, &passage->digest, &bytes, NULL) != STATUS_OK || !mini_signature_good(&signature, &key, bytes.data, bytes.len))
		fault = _("the signature of its author does not fit it");
	buf_done(&bytes);
	mini_signature_done(&signature);
	return fault;
}

static const char *person_fault(const struct people *people, const struct passage *passage)
{
	const struct person *person = people_find(people, passage->key);
	enum life_role role;
	const char *why;
	if (!person)
		return _("its key is not in the list of persons");
	if (!person_counts(person, (date_days)(passage->at / DAY_SECONDS), &why))
		return why;
	if (!passage->author || strcmp(person->name, passage->author) != 0)
		return _("its key belongs to somebody else than its author");
	if (!passage->role || !life_role_parse(passage->role, &role) || !(person->roles >> role & 1u))
		return _("its author did not hold this role");
	return NULL;
}

static const char *find_fault(struct app *app, const struct people *people, const struct passage *passage, int64_t keys_from)
{
	const char *fault = passage->crossed ? NULL : passage->fault;
	if (!fault && passage->has_key)
		fault = signature_fault(app, passage);
	if (!fault && passage->has_key && people)
		fault = person_fault(people, passage);
	if (!fault && !passage->has_key && passage->seq > keys_from)
		fault = _("it carries no signature of a person, although the office keeps a list of persons");
	return fault;
}

enum status history_check(struct app *app, const struct history *history, void (*visit)(const struct passage *passage, const char *fault, void *context),
	void *context, size_t *alone, struct diag_list *diags)
{
	const struct people *people;
	struct seen_list seen = { .items = NULL };
	enum status status = app_people(app, &people, diags), found = STATUS_OK;
	if (status == STATUS_OK)
		status = store_entries_of_kind(app->store, KIND_PEOPLE_SEEN, note_list, &seen, diags);
	for (size_t i = 0; i < history->count && status == STATUS_OK; i++) {
		const struct passage *passage = &history->items[i];
		const char *fault = find_fault(app, people, passage, list_seen_from(&seen, passage->terminal));
		*alone += !passage->has_key;
		if (fault) {
			found = STATUS_FAILED;
			visit(passage, fault, context);
		}
	}
	free(seen.items);
	return status == STATUS_OK ? found : status;
}
