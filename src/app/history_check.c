/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who stands behind the steps: which were taken by one person, and what the chain cannot tell on its own, whether the persons who are named have signed, and
 * whether they were then what they say.
 */
#include "app/history.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/session.h"
#include "registry/people.h"
#include "store/exchange.h"

static bool is_by(const struct passage *passage, const struct self *self)
{
	return passage->author && same_person(passage->author, passage->has_key, passage->key, self);
}

const struct passage *history_handed_in_by(const struct history *history, const struct self *self)
{
	for (size_t i = history->count; i-- > 0;)
		if (history->items[i].verb == LIFE_SUBMIT && is_by(&history->items[i], self))
			return &history->items[i];
	return NULL;
}

const struct passage *history_opinion_by(const struct history *history, const struct self *self)
{
	for (size_t i = history->count; i-- > 0;) {
		const struct passage *passage = &history->items[i];
		if (passage->verb == LIFE_ADVISE && !passage->fault && is_by(passage, self) &&
			digest_equal(&passage->act.revision, &history->items[history->newest].digest))
			return passage;
	}
	return NULL;
}

int history_joined(const struct history *history, const struct passage *passage)
{
	for (size_t i = 0; i < history->count && passage->has_merged; i++)
		if (history->items[i].verb == LIFE_SUBMIT && digest_equal(&history->items[i].digest, &passage->merged))
			return history->items[i].number;
	return 0;
}

size_t history_uncounted(const struct history *history)
{
	size_t count = 0;
	for (size_t i = 0; i < history->count; i++)
		count += history->items[i].fault != NULL;
	return count;
}

static int64_t keys_after(const struct history_keys *keys, const char *terminal)
{
	for (size_t i = 0; i < keys->count; i++)
		if (strcmp(keys->items[i].terminal, terminal) == 0)
			return keys->items[i].seq;
	return INT64_MAX;
}

static void note_list(const struct store_entry *entry, void *context)
{
	struct history_keys *keys = context;
	if (keys_after(keys, entry->terminal) != INT64_MAX)
		return;
	MEM_PUSH_ROOM(keys->items, keys->count, keys->capacity);
	struct history_keys_from *one = &keys->items[keys->count++];
	memcpy(one->terminal, entry->terminal, sizeof one->terminal);
	one->seq = entry->seq;
}

enum status history_keys(struct app *app, struct history_keys *out, struct diag_list *diags)
{
	*out = (struct history_keys){ .items = NULL };
	return store_entries_apart(app->store, KIND_PEOPLE_SEEN, note_list, out, diags);
}

void history_keys_done(struct history_keys *keys)
{
	free(keys->items);
	*keys = (struct history_keys){ .items = NULL };
}

const char *history_signature_fault(struct app *app, const struct passage *passage)
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
	date_days day = date_of_moment(passage->at);
	const struct person *person = people_find(people, passage->key, day);
	enum life_role role;
	const char *why;
	if (!person)
		return _("its key is not in the list of persons");
	if (!person_counts(person, day, &why))
		return why;
	if (!passage->author || strcmp(person->name, passage->author) != 0)
		return _("its key belongs to somebody else than its author");
	if (!passage->role || !life_role_parse(passage->role, &role) || !(person->roles >> role & 1u))
		return _("its author did not hold this role");
	return NULL;
}

void history_tally_done(struct history_tally *tally)
{
	free(tally->unlisted);
	*tally = (struct history_tally){ .alone = 0 };
}

static void count_unlisted(struct history_tally *tally, const char *terminal)
{
	for (size_t i = 0; i < tally->unlisted_count; i++)
		if (strcmp(tally->unlisted[i].terminal, terminal) == 0) {
			tally->unlisted[i].steps++;
			return;
		}
	MEM_PUSH_ROOM(tally->unlisted, tally->unlisted_count, tally->unlisted_capacity);
	struct history_unlisted *one = &tally->unlisted[tally->unlisted_count++];
	*one = (struct history_unlisted){ .steps = 1 };
	memcpy(one->terminal, terminal, sizeof one->terminal);
}

/* Another office knows its persons by a list of its own. What was entered here was entered under ours. */
static bool is_of_other_list(struct app *app, const struct people *people, const struct passage *passage)
{
	return people && passage->has_key && strcmp(passage->terminal, store_terminal(app->store)) != 0 &&
		!people_find(people, passage->key, date_of_moment(passage->at));
}

static const char *find_fault(struct app *app, const struct people *people, const struct passage *passage, int64_t keys_from)
{
	const char *fault = passage->crossed ? NULL : passage->fault;
	if (!fault && passage->has_key)
		fault = history_signature_fault(app, passage);
	if (!fault && passage->has_key && people && !is_of_other_list(app, people, passage))
		fault = person_fault(people, passage);
	if (!fault && !passage->has_key && passage->seq > keys_from)
		fault = _("it carries no signature of a person, although the office keeps a list of persons");
	return fault;
}

enum status history_check_from(struct app *app, const struct history *history, const struct history_keys *keys,
	void (*visit)(const struct passage *passage, const char *fault, void *context), void *context, struct history_tally *tally,
	struct diag_list *diags)
{
	const struct people *people;
	enum status status = app_people(app, &people, diags), found = STATUS_OK;
	for (size_t i = 0; i < history->count && status == STATUS_OK; i++) {
		const struct passage *passage = &history->items[i];
		const char *fault = find_fault(app, people, passage, keys_after(keys, passage->terminal));
		tally->alone += !passage->has_key;
		if (!fault && is_of_other_list(app, people, passage))
			count_unlisted(tally, passage->terminal);
		if (fault) {
			found = STATUS_FAILED;
			visit(passage, fault, context);
		}
	}
	return status == STATUS_OK ? found : status;
}

enum status history_check(struct app *app, const struct history *history, void (*visit)(const struct passage *passage, const char *fault, void *context),
	void *context, struct history_tally *tally, struct diag_list *diags)
{
	struct history_keys keys;
	enum status status = history_keys(app, &keys, diags);
	if (status == STATUS_OK)
		status = history_check_from(app, history, &keys, visit, context, tally, diags);
	history_keys_done(&keys);
	return status;
}
